/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion_sources.c - what may stand at an argument.
 *
 * It depends on the argument's flags, or if these say nothing on its type: one
 * function each, see sources[] and types[]. For completion.c.
 */
#include "session/line/completion_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kernel/list.h"
#include "kernel/proc/proc.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_record.h"
#include "kernel/vmap_block.h"
#include "text/clean_text.h"
#include "session/answer/glossary.h"
#include "session/commands/command.h"
#include "session/files/data_folder.h"
#include "inspect/c_macro.h"
#include "inspect/ledger.h"
#include "session/lesson/lesson.h"
#include "inspect/place.h"
#include "session/settings/settings.h"

/* So many values and areas are looked at. */
enum { MAX_VALUES = 64, MAX_AREAS = 4096 };

static void offer_files(struct query *q);

static void offer_address(struct query *q, uint32_t address)
{
	char text[16];

	snprintf(text, sizeof(text), "0x%08x", address);
	completion_offer(q, text, false);
}

/* ---- Values: those that are of use for the argument ---- */

/* Of a block every page that is taken: a mapping may begin there. */
static bool is_taken(const struct kernel *k, vaddr_t addr)
{
	const struct vmap_block *vb = find_vmap_block(k, addr);
	const struct vmap_area *va = at(k, vb->va);
	uint32_t page = (addr - va->va_start) >> PAGE_SHIFT;

	return !(addr & ~PAGE_MASK) && vmap_block_bit(vb->alloc_map, page) &&
	       !vmap_block_bit(vb->dirty_map, page);
}

static bool is_area_of(const struct kernel *k, vaddr_t addr, unsigned int kinds)
{
	const struct vmap_area *va = vmap_area_at(k, addr);
	enum area_kind kind;

	if (!va || vmap_area_is_freed(k, va))
		return false;
	kind = vmap_area_kind(k, va);
	if (!(kinds & 1u << kind))
		return false;
	return kind == AREA_BLOCK ? is_taken(k, addr) : va->va_start == addr;
}

static bool is_of_use(const struct query *q, struct value value)
{
	const struct kernel *k = q->s->k;
	unsigned int kinds = q->arg->flags / ARG_AREAS;

	if (value_is_null(value))
		return false;
	if (kinds)
		return value.type == VALUE_ADDR &&
		       is_area_of(k, value.bits, kinds);
	if (q->arg->flags & ARG_OBJECTS)
		return ledger_has_object(k, value.bits);
	if (q->arg->flags & ARG_BLOCKS)
		return value.type == VALUE_PFN &&
		       ledger_order(k, value.bits) >= 0;
	switch (q->arg->type) {
	case ARG_ADDR:
		return value.type == VALUE_ADDR;
	case ARG_PHYS:
		return value.type == VALUE_PHYS;
	case ARG_PAGE:
		return value.type == VALUE_PFN;
	default:
		return true;
	}
}

static void offer_named(const struct named *named, void *data)
{
	struct query *q = data;

	if (is_of_use(q, named->value))
		completion_offer(q, named->name, false);
}

/* Of the numbered ones only the newest: nobody remembers the others. */
static void offer_values(struct query *q)
{
	const struct values *v = &q->s->values;
	uint32_t i = v->nr > MAX_VALUES ? v->nr - MAX_VALUES : 0;
	char text[16];

	for (; i < v->nr; i++) {
		snprintf(text, sizeof(text), "$%u", i + 1);
		if (is_of_use(q, v->history[i].value))
			completion_offer(q, text, false);
	}
	values_names(v, offer_named, q);
}

/* ---- What the machine has ---- */

static void offer_symbols(struct query *q)
{
	const struct kernel *k = q->s->k;
	char text[32];

	for (const struct cmacro *m = cmacros(); m->name; m++) {
		snprintf(text, sizeof(text), "%s%s", m->name,
			 m->nr_args ? "(" : "");
		completion_offer(q, text, m->nr_args);
	}

	for (uint32_t i = 0; i < k->g->kallsyms_num; i++)
		completion_offer(q, at(k, k->g->kallsyms[i].name), false);
}

/* Where the areas start that have one of the argument's kinds. */
static void offer_areas(struct query *q)
{
	const struct kernel *k = q->s->k;
	const struct vm_struct *vm = first_vm(k);
	unsigned int kinds = q->arg->flags / ARG_AREAS;
	int looked_at = 0;

	for (; vm; vm = next_vm(k, vm)) {
		q->lost |= ++looked_at > MAX_AREAS;
		if (q->lost)
			return;
		if (!kinds || (kinds & 1u << area_kind(k, vm)))
			offer_address(q, vm->addr);
	}
}

static void offer_areas_and_values(struct query *q)
{
	offer_areas(q);
	offer_values(q);
}

static void offer_addresses(struct query *q)
{
	offer_areas_and_values(q);
	offer_symbols(q);
}

static void offer_values_and_symbols(struct query *q)
{
	offer_values(q);
	offer_symbols(q);
}

static void offer_devices(struct query *q)
{
	const struct board *board = &q->s->board;

	for (unsigned int i = 0; i < board->nr_devices; i++)
		offer_address(q, board->device[i].start);
	offer_values(q);
}

static void offer_modules(struct query *q)
{
	const struct kernel *k = q->s->k;
	const struct list_head *entry;

	list_for_each (k, entry, &k->g->modules)
		completion_offer(q,
				 container_of(entry, struct module, list)->name,
				 false);
}

static void offer_nodes(struct query *q)
{
	char text[16];

	for (int i = 0; i < MAX_NUMNODES; i++) {
		snprintf(text, sizeof(text), "%d", i);
		if (q->s->k->g->contig_page_data[i].node_present_pages)
			completion_offer(q, text, false);
	}
}

static void offer_cpus(struct query *q)
{
	char text[16];

	for (uint32_t i = 0; i < q->s->k->g->nr_online_cpus; i++) {
		snprintf(text, sizeof(text), "%u", i);
		completion_offer(q, text, false);
	}
}

/* Which offset is meant only the user knows; the length is the symbol's. */
static void offer_callers(struct query *q)
{
	const struct kernel *k = q->s->k;
	char text[KSYM_NAME_LEN + 4];

	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *symbol = &k->g->kallsyms[i];

		if (!symbol->len || !strchr("tT", (int)symbol->type))
			continue;
		snprintf(text, sizeof(text), "%s+0x",
			 (const char *)at(k, symbol->name));
		completion_offer(q, text, true);
	}
}

/* ---- Words ---- */

void offer_commands(struct query *q)
{
	for (const struct command_group *g = command_groups(); g->name; g++)
		for (const struct command *c = g->commands; c->name; c++)
			completion_offer(q, c->name, false);
}

/* What `help` has something on, but for names with a blank in them. */
static void offer_topics(struct query *q)
{
	char word[GLOSSARY_WORD];

	offer_commands(q);
	for (const struct glossary_entry *e = glossary(); e->words; e++)
		for (unsigned int i = 0; glossary_word(e, i, word); i++)
			if (!strchr(word, ' '))
				completion_offer(q, word, false);
}

static void offer_gfp(struct query *q)
{
	for (unsigned int i = 0; gfp_name(i); i++)
		completion_offer(q, gfp_name(i), false);
}

static void offer_prot(struct query *q)
{
	for (unsigned int i = 0; prot_name(i); i++)
		completion_offer(q, prot_name(i), false);
}

static void offer_choices(struct query *q)
{
	for (const struct choice *c = q->arg->choices; c->name; c++)
		completion_offer(q, c->name, false);
}

static void offer_settings(struct query *q)
{
	for (const struct setting *row = setting_rows(); row->name; row++)
		completion_offer(q, row->name, false);
}

static void offer_setting_values(struct query *q)
{
	const struct setting *row =
		setting_find(q->words.word[q->words.nr - 2]);

	const char *const *words = row ? setting_words(row) : NULL;

	for (size_t i = 0; words && words[i]; i++)
		completion_offer(q, words[i], false);
}

static void offer_lesson(const char *name, void *data)
{
	completion_offer(data, name, false);
}

static void offer_lessons(struct query *q)
{
	static const char *const words[] = { "next", "back",  "quit",
					     "play", "pause", "check" };

	if (strchr(q->token, '/')) {
		offer_files(q);
		return;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		completion_offer(q, words[i], false);
	q->lost |= lesson_names(offer_lesson, q) == -ENOMEM;
}

static void offer_branches(struct query *q)
{
	const struct branches *all = &q->s->log.branches;

	for (uint32_t i = 0; i < all->nr; i++)
		completion_offer(q, all->branch[i]->name, false);
}

static void offer_parts(struct query *q)
{
	if (!strcmp(q->words.word[q->words.nr - 2], "steps")) {
		completion_offer(q, "1-end", false);
		return;
	}
	for (enum pane pane = 0; pane < PANES; pane++)
		completion_offer(q, pane_names()[pane].name, false);
	completion_offer(q, "screen", false);
	if (stepper_on(q->s))
		completion_offer(q, "steps", false);
}

static void offer_proc(struct query *q)
{
	char path[64];

	for (const struct proc_entry *e = proc_entries(); e->name; e++) {
		snprintf(path, sizeof(path), "/proc/%s", e->name);
		completion_offer(q, path, false);
		if (*q->token)
			completion_offer(q, e->name, false);
	}
	if (q->s->k->g->kmemleak_enabled)
		completion_offer(q, debugfs_entry()->name, false);
}

void offer_keywords(struct query *q)
{
	char text[64];

	for (const struct arg *arg = q->command->args; arg->name; arg++) {
		if (!(arg->flags & ARG_KEYWORD) ||
		    (q->seen >> (arg - q->command->args) & 1))
			continue;
		snprintf(text, sizeof(text), "%s=", arg->name);
		completion_offer(q, text, true);
	}
}

/* ---- Files ---- */

/* A name as it must be typed: in quotes if anything in it asks for them. */
static char *quote(const struct query *q, const char *path, bool folder)
{
	bool quotes = q->quoted || strpbrk(path, " \t\n\"#\\");
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	if (quotes && !q->quoted)
		putc('"', to);
	for (; *path; path++) {
		if (quotes && strchr("\"\\", *path))
			putc('\\', to);
		putc(*path, to);
	}
	if (folder)
		putc('/', to);
	else if (quotes)
		putc('"', to);
	return fclose(to) ? NULL : text;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* @folder ends with its slash, or is "". */
static void offer_file(struct query *q, const char *folder, const char *name)
{
	char *path, *text = NULL;
	bool in;

	if (asprintf(&path, "%s%s", folder, name) < 0) {
		q->lost = true;
		return;
	}
	in = is_folder(path);
	text = quote(q, path, in);
	if (text)
		completion_add(q, text, in);
	q->lost |= !text;
	free(text);
	free(path);
}

/* Files whose names start with @start, hidden ones only if it has the dot. */
static void offer_folder(struct query *q, const char *folder, const char *start,
			 void (*each)(struct query *q, const char *folder,
				      const char *name))
{
	DIR *dir = opendir(*folder ? folder : ".");
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (!strncmp(entry->d_name, start, strlen(start)) &&
		    strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
		    (*entry->d_name != '.' || *start == '.'))
			each(q, folder, entry->d_name);
	if (dir)
		closedir(dir);
}

static void offer_files(struct query *q)
{
	const char *slash = strrchr(q->token, '/');
	size_t len = slash ? (size_t)(slash + 1 - q->token) : 0;
	char *folder = strndup(q->token, len);

	if (folder)
		offer_folder(q, folder, q->token + len, offer_file);
	q->lost |= !folder;
	free(folder);
}

static void offer_board(struct query *q, const char *folder, const char *name)
{
	(void)folder;
	if (name[strlen(name) - 1] != '~')
		completion_offer(q, name, false);
}

/* A name of the list, or any file if there is a slash in it. */
static void offer_boards(struct query *q)
{
	char *folder;

	if (strchr(q->token, '/')) {
		offer_files(q);
		return;
	}
	folder = data_path("boards");
	if (folder)
		offer_folder(q, folder, q->token, offer_board);
	free(folder);
}

/* ---- Which of these for which argument ---- */

/* Between the parts of an expression; only its last part is completed. */
#define OPERATORS " +-*/%&|^~!<>=()[],"

static const struct {
	unsigned int flags; /* one of these: this source, whatever the type */
	struct completion_source source;
} sources[] = {
	{ ARG_COMMANDS, { offer_topics, "" } },
	{ ARG_CALL, { offer_commands, "" } },
	{ ARG_PROC, { offer_proc, "" } },
	{ ARG_BOARDS, { offer_boards, "" } },
	{ ARG_MODULES, { offer_modules, "" } },
	{ ARG_VALUES, { offer_values_and_symbols, OPERATORS } },
	{ ARG_SETTINGS, { offer_settings, "" } },
	{ ARG_SETTING_VALUES, { offer_setting_values, "" } },
	{ ARG_LESSONS, { offer_lessons, "" } },
	{ ARG_BRANCHES, { offer_branches, "" } },
	{ ARG_FILES, { offer_files, "" } },
	{ ARG_PARTS, { offer_parts, "" } },
	{ ARG_OBJECTS | ARG_BLOCKS, { offer_values, OPERATORS } },
	{ ~(ARG_AREAS - 1u), { offer_areas_and_values, OPERATORS } },
};

static const struct completion_source types[ARG_TYPES] = {
	[ARG_ADDR] = { offer_addresses, OPERATORS },
	[ARG_PHYS] = { offer_devices, OPERATORS },
	[ARG_PAGE] = { offer_values, OPERATORS },
	[ARG_NODE] = { offer_nodes, "" },
	[ARG_CPU] = { offer_cpus, "" },
	[ARG_GFP] = { offer_gfp, "|" },
	[ARG_PROT] = { offer_prot, "" },
	[ARG_CHOICE] = { offer_choices, "" },
	[ARG_CALLER] = { offer_callers, "" },
	[ARG_ANSWER] = { offer_values_and_symbols, OPERATORS },
	[ARG_FILE] = { offer_files, "" },
};

const struct completion_source *completion_source(const struct arg *arg)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		if (arg->flags & sources[i].flags)
			return &sources[i].source;
	return types[arg->type].offer ? &types[arg->type] : NULL;
}
