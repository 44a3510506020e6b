/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proc.c - the directory of /proc, and its files of one or two lines.
 *
 * Linux: fs/proc, kernel/module.c, 2.6.32. Faithful: modules, cmdline.
 * Simplified: version has the board where the kernel has its compiler.
 */
#include "kernel/proc/proc.h"

#include <inttypes.h>
#include <string.h>

#include "kernel/list.h"

static const struct proc_entry entries[] = {
	{ "buddyinfo", proc_buddyinfo },
	{ "cmdline", proc_cmdline },
	{ "iomem", proc_iomem },
	{ "kallsyms", proc_kallsyms },
	{ "meminfo", proc_meminfo },
	{ "modules", proc_modules },
	{ "pagetypeinfo", proc_pagetypeinfo },
	{ "slabinfo", proc_slabinfo },
	{ "version", proc_version },
	{ "vmallocinfo", proc_vmallocinfo },
	{ "zoneinfo", proc_zoneinfo },
	{ NULL, NULL },
};

const struct proc_entry *debugfs_entry(void)
{
	static const struct proc_entry kmemleak = {
		"/sys/kernel/debug/kmemleak", debugfs_kmemleak
	};

	return &kmemleak;
}

const struct proc_entry *proc_entries(void)
{
	return entries;
}

const struct proc_entry *proc_find(const char *path)
{
	static const char root[] = "/proc/";

	if (!strcmp(path, debugfs_entry()->name))
		return debugfs_entry();
	if (!strncmp(path, root, strlen(root)))
		path += strlen(root);
	for (const struct proc_entry *e = entries; e->name; e++)
		if (!strcmp(e->name, path))
			return e;
	return NULL;
}

/* Modules have no dependencies and no users here: " 0 -". */
void proc_modules(const struct kernel *k, FILE *to)
{
	const struct list_head *entry;

	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		fprintf(to, "%s %" PRIu32 " 0 - Live 0x%08" PRIx32 "\n",
			mod->name, mod->core_size, mod->module_core);
	}
}

void proc_cmdline(const struct kernel *k, FILE *to)
{
	fprintf(to, "%s\n", k->g->saved_command_line);
}

void proc_version(const struct kernel *k, FILE *to)
{
	char version[LINUX_VERSION];

	linux_version(&k->layout.board, version);
	fprintf(to, "%s\n", version);
}
