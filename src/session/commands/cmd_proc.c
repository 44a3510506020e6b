/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_proc.c - commands that look at the kernel as a whole and change nothing:
 * the layout, /proc, the log, raw memory.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/printk.h"
#include "kernel/proc/proc.h"
#include "inspect/diff.h"
#include "text/size_text.h"
#include "text/paragraph.h"
#include "session/dump/elf_core.h"
#include "session/files/output_file.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "session/stepping/sentences/sentences.h"
#include "translate.h"

/* ---- layout ---- */

enum { WHY_COLUMN = 36 };

/* From the top down, as the pictures show it. The end is exclusive. */
static int run_layout(struct session *s, const struct args *args,
		      struct value *value)
{
	struct region row[MAX_REGIONS];
	unsigned int i = layout_regions(&s->k->layout, row);
	FILE *to = s->out.file;
	char size[SIZE_TEXT], why[REASON_SIZE];

	(void)args;
	(void)value;
	fputs(_("region   from     to          size  why\n"), to);
	while (i-- > 0) {
		paragraph_begin(WHY_COLUMN, to);
		fprintf(to, "%-8s %08" PRIx32 " %08" PRIx64 "%*s", row[i].name,
			row[i].start, row[i].end, row[i].end >> 32 ? 1 : 2, "");
		fprintf(to, "%6s  %s\n",
			size_text(row[i].end - row[i].start, size),
			reason_text(s->k, &row[i].why, why));
	}
	if (s->k->layout.board.allocator != ALLOCATOR_2_6_32)
		fprintf(to,
			_("vmalloc's addresses and modules' are handed out as "
			  "in %s; all else is 2.6.32's\n"),
			allocator_name(s->k->layout.board.allocator));
	return 0;
}

/* ---- /proc ---- */

static const char *nearest_entry(const char *path)
{
	const struct proc_entry *e = proc_entries(), *best = e;

	if (!strncmp(path, "/proc/", 6))
		path += 6;
	for (; e->name; e++)
		if (edit_distance(path, e->name) <
		    edit_distance(path, best->name))
			best = e;
	return best->name;
}

static int no_entry(struct session *s, const char *path)
{
	if (!name_is_near(path, nearest_entry(path)))
		return fail(s, -ENOENT,
			    "there is no file %s; `ls` lists the files",
			    shown(path).text);
	return fail(s, -ENOENT, "there is no file %s; did you mean /proc/%s?",
		    shown(path).text, nearest_entry(path));
}

static int run_cat(struct session *s, const struct args *args,
		   struct value *value)
{
	const struct proc_entry *e = proc_find(args->word[0]);

	(void)value;
	if (!e)
		return no_entry(s, args->word[0]);
	if (e == debugfs_entry() && !s->k->g->kmemleak_enabled)
		return fail(s, -ENOENT,
			    "there is no %s: kmemleak is off; `boot "
			    "kmemleak=on` turns it on",
			    e->name);
	e->show(s->k, s->out.file);
	return 0;
}

static int run_ls(struct session *s, const struct args *args,
		  struct value *value)
{
	const char *path = args->nr_words ? args->word[0] : "/proc";

	(void)value;
	if (!strcmp(path, "/")) {
		fputs("proc\n", s->out.file);
	} else if (!strcmp(path, "/proc") || !strcmp(path, "/proc/")) {
		for (const struct proc_entry *e = proc_entries(); e->name; e++)
			fprintf(s->out.file, "%s\n", e->name);
	} else if (proc_find(path)) {
		fprintf(s->out.file, "%s\n", path);
	} else {
		return no_entry(s, path);
	}
	return 0;
}

static int run_dmesg(struct session *s, const struct args *args,
		     struct value *value)
{
	(void)args;
	(void)value;
	log_print(s->k, 0, s->out.file);
	return 0;
}

/* ---- pmemsave ---- */

static int run_pmemsave(struct session *s, const struct args *args,
			struct value *value)
{
	const struct machine *m = s->k->m;
	struct output f;
	int error;

	(void)value;
	if (!args->size)
		return fail(s, -EINVAL,
			    "the size is 0: there is nothing to save");
	if (!ram_covers(m, args->phys, args->size))
		return fail(s, -EINVAL,
			    "not all of 0x%08x-0x%08" PRIx64
			    " is RAM; `cat /proc/iomem` shows where RAM is",
			    args->phys, (uint64_t)args->phys + args->size - 1);
	error = output_open(s, &f, args->file, false);
	if (error)
		return error;
	error = memory_write(&f.file, ram_at(m, args->phys), args->size);
	return output_close(s, &f, error, args->size);
}

/* ---- diff ---- */

static int run_diff(struct session *s, const struct args *args,
		    struct value *value)
{
	const struct journal *j = &s->k->m->journal;
	struct inspector in = session_inspector(s);
	struct diff d;
	int error;

	(void)args;
	(void)value;
	if (!j->ring)
		return fail(s, -EINVAL,
			    "there is no history to compare with; `set history "
			    "64M` starts one");
	if ((s->last_after != j->now || s->log.at < s->log.nr) &&
	    s->last_before == s->last_after && !stepper_on(s))
		return fail(s, -ERANGE,
			    "the last command has been undone; redo it first");
	error = diff_make(&in, stepper_on(s) ? s->stepper.seen : s->last_before,
			  &d);
	if (!error)
		diff_print(&d, s->out.file);
	diff_free(&d);
	if (error == -ERANGE)
		return fail(s, error,
			    "the last command stored more than the history "
			    "holds");
	return error ? fail_memory(s) : 0;
}

const struct command proc_commands[] = {
	{
		.name = "layout",
		.summary = N_("Show the 4 GB as a table, with the reason for "
			      "each line"),
		.help = N_("From the top down; `to` is the first address after "
			   "the region."),
		.example = "layout",
		.run = run_layout,
	},
	{
		.name = "cat",
		.flags = COMMAND_TRACED,
		.summary = N_("Print a file of /proc as the kernel prints it"),
		.help = N_("`ls` lists them. /proc/ may be left out. With "
			   "kmemleak=on there is also "
			   "/sys/kernel/debug/kmemleak."),
		.example = "cat /proc/vmallocinfo\n"
			   "cat buddyinfo",
		.args = { { "PATH", ARG_WORD, ARG_PROC, NULL } },
		.run = run_cat,
	},
	{
		.name = "ls",
		.summary = N_("List the files of /proc"),
		.help = N_("The default PATH is /proc."),
		.example = "ls /proc",
		.args = { { "PATH", ARG_WORD, ARG_OPTIONAL | ARG_PROC, NULL } },
		.run = run_ls,
	},
	{
		.name = "dmesg",
		.summary = N_("Print the kernel's log"),
		.help = N_("The last 16 KB of what the kernel has printed "
			   "since it booted."),
		.example = "dmesg",
		.run = run_dmesg,
	},
	{
		.name = "diff",
		.summary = N_(
			"Show what the last command changed, object by object"),
		.help = N_("The first line says it in words. Then come the "
			   "fields of each object that differ, old -> new; "
			   "neighbours that changed alike share one line."),
		.example = "vmalloc 40k\n"
			   "diff",
		.run = run_diff,
	},
	{
		.name = "pmemsave",
		.summary = N_("Write physical memory to a file"),
		.help = N_(
			"The raw bytes, starting at physical address PHYS. "
			"Pages of zeros become holes in the file. A file that "
			"cannot be written completely is not written at all."),
		.example = "pmemsave ram.bin 0x0 1M",
		.args = { { "FILE", ARG_FILE, 0, NULL },
			  { "PHYS", ARG_PHYS, 0, NULL },
			  { "SIZE", ARG_SIZE, 0, NULL } },
		.run = run_pmemsave,
	},
	{ .name = NULL },
};
