/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_explain.c - the command explain: where a call would land, and why not in
 * the holes before.
 *
 * The call runs, with somebody listening to its search (hole_search.h), and is
 * taken back like those of compare. Nothing is worked out a second time.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "session/commands/called_command.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "session/stepping/hole_search.h"
#include "session/time/timeline.h"
#include "text/size_text.h"
#include "text/text_width.h"
#include "translate.h"

/*
 * Of many holes those are shown: the first, and the largest of the others. The
 * whole answer then fits a screen of 24 rows.
 */
enum { SHOWN_WHOLE = 11, SHOWN_FIRST = 3, SHOWN_LARGEST = 4 };

enum { SIZE_COLUMN = 9, NAME_COLUMNS = 25 };

/* ---- Which holes have a row ---- */

static uint32_t size_of(const struct passed_hole *hole)
{
	return hole->end - hole->start;
}

/* The holes that the call could not take. */
static size_t passed(const struct hole_search *h)
{
	return h->found && h->nr ? h->nr - 1 : h->nr;
}

/*
 * How large a hole after the first ones must be to have a row, and how many of
 * exactly that size have one: the lowest of them.
 */
static void least_shown(const struct hole_search *h, uint32_t *least,
			size_t *ties)
{
	uint32_t largest[SHOWN_LARGEST] = { 0 };

	for (size_t i = SHOWN_FIRST; i < passed(h); i++) {
		uint32_t size = size_of(&h->hole[i]);

		for (size_t j = 0; j < SHOWN_LARGEST; j++) {
			uint32_t other = largest[j];

			if (size <= other)
				continue;
			largest[j] = size;
			size = other;
		}
	}
	*least = largest[SHOWN_LARGEST - 1];
	*ties = 0;
	for (size_t j = 0; j < SHOWN_LARGEST; j++)
		*ties += largest[j] == *least;
}

/* ---- Rows ---- */

static void put_size(uint64_t bytes, FILE *to)
{
	char text[SIZE_TEXT];

	fprintf(to, "%*s", SIZE_COLUMN,
		bytes ? short_size_text(bytes, text) : "0");
}

/* What is in the way: its name, who asked for it, or that it is freed. */
static void put_area(struct session *s, const struct passed_hole *hole,
		     FILE *to)
{
	const struct inspector in = session_inspector(s);
	const char *name =
		inspect_name(&in, (struct value){ VALUE_ADDR, hole->end });
	const struct kallsym *caller =
		hole->caller ? kallsyms_symbol(s->k, hole->caller) : NULL;
	const char *function = caller ? at(s->k, caller->name) : NULL;

	if (hole->last)
		fputs(_("the end of the region"), to);
	else if (hole->kind == AREA_FREED)
		fputs(_("freed, waits for the purge"), to);
	else if (*name)
		fputs(name, to);
	else if (function)
		fprintf(to, "%.*s", NAME_COLUMNS, function);
	else
		fprintf(to, "%08" PRIx32, hole->end);
}

static void put_row(struct session *s, const struct passed_hole *hole)
{
	const struct hole_search *h = &s->search;
	FILE *to = s->out.file;

	fprintf(to, ADDR "-" ADDR, hole->start, hole->end);
	put_size(size_of(hole), to);
	if (hole->tried)
		put_size(hole->addr - hole->start, to);
	else
		fprintf(to, "%*s", SIZE_COLUMN, "-");
	put_size(passed_hole_needs(h, hole), to);
	if (passed_hole_lacks(h, hole))
		put_size(passed_hole_lacks(h, hole), to);
	else
		fprintf(to, "%*s", SIZE_COLUMN, "-");
	fputs("  ", to);
	put_area(s, hole, to);
	putc('\n', to);
}

static void put_heading(FILE *to)
{
	static const char *const heads[] = { N_("size"), N_("skips"),
					     N_("needs"), N_("lacks") };

	text_pad(_("hole"), 17, to);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		text_pad("", SIZE_COLUMN - columns_of(_(heads[i])), to);
		fputs(_(heads[i]), to);
	}
	fprintf(to, "  %s\n", _("runs into"));
}

static void put_left_out(size_t nr, uint32_t largest, FILE *to)
{
	char text[SIZE_TEXT];

	if (!nr)
		return;
	fprintf(to,
		ngettext("... %zu hole of %s", "... %zu holes of up to %s", nr),
		nr, short_size_text(largest, text));
	putc('\n', to);
}

static void put_holes(struct session *s)
{
	const struct hole_search *h = &s->search;
	bool whole = passed(h) <= SHOWN_WHOLE;
	uint32_t least = 0, largest = 0;
	size_t ties = 0, left_out = 0;

	put_heading(s->out.file);
	if (!whole)
		least_shown(h, &least, &ties);
	for (size_t i = 0; i < passed(h); i++) {
		const struct passed_hole *hole = &h->hole[i];
		uint32_t size = size_of(hole);
		bool row = whole || i < SHOWN_FIRST || size > least;

		if (!row && size == least && ties) {
			ties--;
			row = true;
		}
		if (row) {
			put_left_out(left_out, largest, s->out.file);
			put_row(s, hole);
			left_out = largest = 0;
		} else {
			left_out++;
			largest = size > largest ? size : largest;
		}
	}
	put_left_out(left_out, largest, s->out.file);
}

/* ---- The answer around them ---- */

/* What was looked for: the call, its bytes, where they may be. */
static void put_request(struct session *s)
{
	const struct hole_search *h = &s->search;
	char size[SIZE_TEXT], align[SIZE_TEXT];
	FILE *to = s->out.file;

	for (size_t i = 1; i < s->words.nr; i++)
		fprintf(to, "%s%s", i > 1 ? " " : "", s->words.word[i]);
	fprintf(to,
		h->guard ? _(": %s with the guard page, in %08" PRIx32
			     "-%08" PRIx32)
			 : _(": %s, in %08" PRIx32 "-%08" PRIx32),
		short_size_text(h->size, size), h->start, h->end);
	if (h->align > PAGE_SIZE)
		fprintf(to, _(", at a multiple of %s"),
			size_text(h->align, align));
	putc('\n', to);
	if (h->purges)
		fputs(_("no hole at first; this is the second search, after a "
			"purge\n"),
		      to);
}

static const struct passed_hole *largest_passed(const struct hole_search *h)
{
	const struct passed_hole *largest = &h->hole[0];

	for (size_t i = 1; i < passed(h); i++)
		if (size_of(&h->hole[i]) > size_of(largest))
			largest = &h->hole[i];
	return largest;
}

static void put_passed(struct session *s)
{
	const struct hole_search *h = &s->search;
	const struct passed_hole *largest;
	char size[SIZE_TEXT];
	FILE *to = s->out.file;

	if (!passed(h)) {
		fputs(h->nr ? _("no hole lies before it\n")
			    : _("no hole is left there\n"),
		      to);
		return;
	}
	put_holes(s);
	largest = largest_passed(h);
	if (passed(h) > 1)
		fprintf(to,
			ngettext("%zu hole is too small; the largest, %s, "
				 "at %08" PRIx32 "\n",
				 "%zu holes are too small; the largest, %s, "
				 "at %08" PRIx32 "\n",
				 passed(h)),
			passed(h), short_size_text(size_of(largest), size),
			largest->start);
	fputs(s->k->layout.board.allocator == ALLOCATOR_6_1
		      ? _("skips: what alignment leaves out; -: passed "
			  "unseen\n")
		      : _("skips: the page left free after an area, and "
			  "alignment; -: passed unseen\n"),
	      to);
}

static void put_landing(struct session *s, const char *reason)
{
	const struct hole_search *h = &s->search;
	const struct passed_hole *hole;
	char size[SIZE_TEXT];
	FILE *to = s->out.file;

	if (h->found && h->nr) {
		hole = &h->hole[h->nr - 1];
		fprintf(to,
			_("lands at %08" PRIx32 "-%08" PRIx32
			  ", in the hole %08" PRIx32 "-%08" PRIx32 " of %s\n"),
			h->addr, h->addr + h->size, hole->start, hole->end,
			short_size_text(size_of(hole), size));
	}
	if (*reason)
		fprintf(to, _("NULL: %s\n"), reason);
}

/* ---- The command ---- */

/* Run it with an ear at its search, and go back to where it began. */
static int run_call(struct session *s, const struct called_command *call,
		    char reason[REASON_SIZE])
{
	uint64_t position = session_position(s);
	struct value value = { VALUE_NONE, 0 };
	int error;

	*reason = '\0';
	s->k->why.point = NULL;
	hole_search_begin(&s->search, s->k);
	error = call->command->run(s, &call->args, &value);
	if (hole_search_end(&s->search, s->k) && !error)
		error = fail_memory(s);
	if (!error && value_is_null(value))
		reason_text(s->k, &s->k->why, reason);
	return timeline_take_back(s, position, error);
}

static int run_explain(struct session *s, const struct args *args,
		       struct value *value)
{
	const struct words whole = s->words;
	struct called_command call;
	char reason[REASON_SIZE] = "";
	int error =
		called_command_read(s, 1, s->words.nr - 1, CALLED_STEPS, &call);

	(void)args;
	(void)value;
	s->words = whole;
	if (!error)
		error = run_call(s, &call, reason);
	if (error)
		return error;
	memory_stream_reset(&s->out);
	if (!s->search.begun && !*reason)
		return fail(s, -EINVAL,
			    "%s looks for no hole now: calls that take "
			    "addresses do, such as vmalloc, ioremap, insmod",
			    call.command->name);
	if (s->search.begun)
		put_request(s);
	put_landing(s, reason);
	if (s->search.begun)
		put_passed(s);
	s->searched = &s->search;
	return 0;
}

const struct command explain_commands[] = {
	{
		.name = "explain",
		.flags = COMMAND_SETTLED | COMMAND_STEPS | COMMAND_CALLS,
		.summary = N_("Where a call would land, and why not before"),
		.help = N_("Runs the call, tells what its search did, and "
			   "takes it back: the machine is the same afterwards. "
			   "Each hole that was passed has a row, from the "
			   "lowest address on: its size; what the search skips "
			   "at its start; what it needs, with that and the "
			   "guard page; what it lacks; and the area after it. "
			   "Of many holes the first and the largest have one."),
		.example = "vmalloc 40k\n"
			   "explain vmalloc 300k\n"
			   "explain ioremap 0xf1000000 1M",
		.args = { { "CALL", ARG_WORD, ARG_REPEAT | ARG_CALL, NULL } },
		.run = run_explain,
	},
	{ .name = NULL },
};
