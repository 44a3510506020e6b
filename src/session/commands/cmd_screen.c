/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_screen.c - commands that move what one looks at.
 *
 * Keys and the mouse answer with these lines, so that scripts and lessons can
 * do all that they can. None of them changes the machine.
 */
#include "session/commands/cmd_export.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/list.h"
#include "kernel/vmap_record.h"
#include "session/line/expression.h"
#include "session/front.h"
#include "session/session.h"
#include "translate.h"

/* ---- What is chosen ---- */

static int choose_pfn(struct session *s, const char *text)
{
	uint64_t pfn;

	if (parse_number(text, &pfn) || pfn > UINT32_MAX >> PAGE_SHIFT)
		return fail(
			s, -EINVAL,
			"pfn:%s is not a frame; write pfn:63488 or pfn:0xf800",
			shown(text).text);
	view_state_select(&s->look, SELECTED_PFN, (uint32_t)pfn);
	return 0;
}

static int choose_value(struct session *s, const char *text)
{
	struct value value;
	int error = evaluate(s, text, &value);

	if (error)
		return error;
	switch (value.type) {
	case VALUE_PFN:
		view_state_select(&s->look, SELECTED_PFN, value.bits);
		return 0;
	case VALUE_PHYS:
		view_state_select(&s->look, SELECTED_PFN,
				  value.bits >> PAGE_SHIFT);
		return 0;
	case VALUE_ADDR:
	case VALUE_NUMBER:
		view_state_select(&s->look, SELECTED_ADDR, value.bits);
		return 0;
	default:
		return fail(s, -EINVAL,
			    "%s is neither an address nor a frame; try $N, an "
			    "address or pfn:N",
			    text);
	}
}

static int choose_word(struct session *s, const char *word)
{
	if (!strncmp(word, "pfn:", 4))
		return choose_pfn(s, word + 4);
	if (!strcmp(word, "none")) {
		view_state_select(&s->look, SELECTED_NOTHING, 0);
		return 0;
	}
	return choose_value(s, word);
}

static int run_select(struct session *s, const struct args *args,
		      struct value *value)
{
	(void)value;
	return choose_word(s, args->word[0]);
}

/* ---- Panes ---- */

enum { FOCUS_NEXT = PANES, FOCUS_PREVIOUS, FOCUS_BACK, FOCUS_ALONE };

#define PANE_CHOICE(id, word, ...)                                             \
	{                                                                      \
#word, PANE_##id                                               \
	}
static const struct choice panes[] = {
	ALL_PANES(PANE_CHOICE),		{ "next", FOCUS_NEXT },
	{ "previous", FOCUS_PREVIOUS }, { "back", FOCUS_BACK },
	{ "alone", FOCUS_ALONE },	{ .name = NULL },
};

static int run_focus(struct session *s, const struct args *args,
		     struct value *value)
{
	struct view_state *look = &s->look;
	uint32_t to = args->choice;

	(void)value;
	if (to == FOCUS_NEXT)
		to = (look->focus + 1u) % PANES;
	else if (to == FOCUS_PREVIOUS)
		to = (look->focus + PANES - 1u) % PANES;
	else if (to == FOCUS_BACK)
		to = look->before;
	else if (to == FOCUS_ALONE) {
		look->alone = !look->alone && !look->wide;
		look->wide = false;
		return 0;
	}
	view_state_focus(look, to);
	look->chosen++;
	return 0;
}

enum { ZOOM_IN, ZOOM_OUT, ZOOM_FIT, MOST_ZOOM = 32 };

static const struct choice zooms[] = {
	{ "in", ZOOM_IN },
	{ "out", ZOOM_OUT },
	{ "fit", ZOOM_FIT },
	{ .name = NULL },
};

static int run_zoom(struct session *s, const struct args *args,
		    struct value *value)
{
	int *zoom = &s->look.zoom[s->look.focus];

	(void)value;
	if (args->choice == ZOOM_FIT)
		*zoom = 0;
	else if (args->choice == ZOOM_IN)
		*zoom += *zoom < MOST_ZOOM;
	else
		*zoom -= *zoom > -MOST_ZOOM;
	return 0;
}

/* Does a node of the tree lie at an address, or is it about it? */
static bool is_node(const struct kernel *k, vaddr_t addr)
{
	for (const struct vmap_area *va = first_area(k); va;
	     va = next_area(k, va))
		if (va_of(k, va) == addr || va->va_start == addr)
			return true;
	return false;
}

static int run_fold(struct session *s, const struct args *args,
		    struct value *value)
{
	struct view_state *look = &s->look;
	unsigned int i = 0;

	(void)value;
	while (i < look->nr_folds && look->fold[i] != args->addr)
		i++;
	if (i < look->nr_folds) {
		look->fold[i] = look->fold[--look->nr_folds];
		return 0;
	}
	if (!is_node(s->k, args->addr))
		return fail(s, -ENOENT,
			    "no node of the tree is at 0x%08" PRIx32
			    "; `fold $1.va` folds the vmap_area of $1",
			    args->addr);
	if (look->nr_folds == VIEW_STATE_FOLDS)
		return fail(s, -ENOSPC,
			    "%d subtrees are folded; unfold one first",
			    VIEW_STATE_FOLDS);
	look->fold[look->nr_folds++] = args->addr;
	return 0;
}

/* ---- Scrolling and searching ---- */

static int scroll_word(struct session *s, const char *word)
{
	struct view_state *look = &s->look;
	char *end;
	long rows;

	if (!strcmp(word, "end")) {
		look->log_back = 0;
		return 0;
	}
	rows = strtol(word, &end, 10);
	if (!*word || *end || rows < -1000000 || rows > 1000000)
		return fail(s, -EINVAL,
			    "%s is not a number of rows; try 10, -10 or end",
			    word);
	/* Rows back from the end: a positive number goes on to the end. */
	if (rows >= 0 && (uint32_t)rows >= look->log_back)
		look->log_back = 0;
	else
		look->log_back -= (uint32_t)rows;
	return 0;
}

static int run_scroll(struct session *s, const struct args *args,
		      struct value *value)
{
	(void)value;
	return scroll_word(s, args->word[0]);
}

/* What search() of a pane answers: `select X` or `scroll X`. */
static int follow(struct session *s, char *line)
{
	char *word = strchr(line, ' ');

	BUG_ON(!word);
	*word++ = '\0';
	return strcmp(line, "select") ? scroll_word(s, word)
				      : choose_word(s, word);
}

static int search_again(struct session *s, bool backwards)
{
	char line[160];

	if (!s->look.search[0])
		return fail(
			s, -EINVAL,
			"nothing has been searched for yet; try `search TEXT`");
	if (!s->front || !s->front->search)
		return fail(s, -ENOSYS, "there is no picture to search");
	if (!s->front->search(s, backwards, line, sizeof(line)))
		return fail(s, -ENOENT, "%s: \"%s\" was not found",
			    _(pane_names()[s->look.focus].title),
			    s->look.search);
	return follow(s, line);
}

static int run_search(struct session *s, const struct args *args,
		      struct value *value)
{
	char text[VIEW_STATE_SEARCH_SIZE];
	size_t len = 0;

	(void)value;
	for (uint32_t i = 0; i < args->nr_words; i++) {
		int n = snprintf(text + len, sizeof(text) - len, "%s%s",
				 i ? " " : "", args->word[i]);

		len += (size_t)n;
		if (len >= sizeof(text))
			return fail(s, -E2BIG,
				    "a search text may have at most %d bytes",
				    VIEW_STATE_SEARCH_SIZE - 1);
	}
	if (len)
		strcpy(s->look.search, text);
	return search_again(s, false);
}

static int run_rsearch(struct session *s, const struct args *args,
		       struct value *value)
{
	(void)args;
	(void)value;
	return search_again(s, true);
}

const struct command screen_commands[] = {
	{
		.name = "focus",
		.flags = COMMAND_LOOKS,
		.summary = N_("Show a pane and give it the keys"),
		.help = N_("The panes are layout, areas, frames, tree, tables, "
			   "memory, log and source. next and previous go round "
			   "them, back returns to the pane that had the keys "
			   "before, and alone gives the pane the whole screen "
			   "or shows the others again."),
		.example = "focus tree",
		.args = { { "PANE", ARG_CHOICE, 0, panes } },
		.run = run_focus,
	},
	{
		.name = "select",
		.flags = COMMAND_LOOKS,
		.summary = N_("Choose an address or a frame in all panes"),
		.help = N_(
			"All panes mark the same thing: an address, the PTE "
			"that maps it, the frame it is mapped to, its struct "
			"page, and the area and node it belongs to. WHAT is an "
			"address, $N, a name, a symbol, pfn:0xf800, or none."),
		.example = "vmalloc 40k\nselect $\nselect pfn:0x800",
		.args = { { "WHAT", ARG_WORD, ARG_VALUES, NULL } },
		.run = run_select,
	},
	{
		.name = "zoom",
		.flags = COMMAND_LOOKS,
		.summary = N_("Zoom in or out of a pane"),
		.help = N_("Applies to the pane that has the keys. fit goes "
			   "back to the scale that the pane chooses itself."),
		.example = "focus layout\nzoom in",
		.args = { { "HOW", ARG_CHOICE, 0, zooms } },
		.run = run_zoom,
	},
	{
		.name = "fold",
		.flags = COMMAND_LOOKS,
		.summary = N_("Hide or show what is below a node of the tree"),
		.help = N_("ADDR is the address of the vmap_area, or the start "
			   "of its area."),
		.example = "vmalloc 4k\nfold $1.va",
		.args = { { "ADDR", ARG_ADDR, 0, NULL } },
		.run = run_fold,
	},
	{
		.name = "scroll",
		.flags = COMMAND_LOOKS,
		.summary = N_("Scroll the log by N rows"),
		.help = N_("A negative number scrolls back; end returns to the "
			   "last line."),
		.example = "scroll -10\nscroll end",
		.args = { { "ROWS", ARG_WORD, 0, NULL } },
		.run = run_scroll,
	},
	{
		.name = "search",
		.flags = COMMAND_LOOKS,
		.summary = N_("Go to the next match of a text"),
		.help = N_("Searches the pane that has the keys for addresses, "
			   "callers, names, or words of the log. Without TEXT "
			   "it goes to the next match; rsearch goes to the "
			   "previous one."),
		.example = "vmalloc 4k caller=f+0x0/0x10\nsearch f+0x0",
		.args = { { "TEXT", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT,
			    NULL } },
		.run = run_search,
	},
	{
		.name = "rsearch",
		.flags = COMMAND_LOOKS,
		.summary = N_("Go to the previous match of the text"),
		.help = N_("The text is that of the last search."),
		.example = "vmalloc 4k\nsearch vmalloc\nrsearch",
		.run = run_rsearch,
	},
	{
		.name = "export",
		.flags = COMMAND_LOOKS,
		.summary = N_("Write a picture, or memory for gdb, to a file"),
		.help = N_(
			"text is plain, ansi has colours for a terminal, svg "
			"is for documents, html a page for a browser, cast a "
			"recording for asciinema. PART is screen, the default, "
			"or names of panes, and WIDTHxHEIGHT in cells, 80x24 "
			"if there is no screen. With - as FILE it is printed "
			"as the command's answer.\n\nWhile a call is stepped "
			"through, steps A-B writes a picture of each of these "
			"steps (steps 1-end: of all). html and cast take them "
			"all in one file: the page has a slider and the "
			"sentence of each step, and prints one step a page. "
			"For other formats FILE is a directory, with files "
			"step-0001.svg and so on."),
		.example = "vmalloc 40k\nexport text - areas 80x20",
		.args = { { "FORMAT", ARG_CHOICE, 0, export_formats },
			  { "FILE", ARG_FILE, 0, NULL },
			  { "PART", ARG_WORD,
			    ARG_OPTIONAL | ARG_REPEAT | ARG_PARTS, NULL } },
		.run = run_export,
	},
	{ .name = NULL },
};
