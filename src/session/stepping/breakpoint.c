/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * breakpoint.c - reading breakpoints, and telling which steps meet them.
 */
#include "session/stepping/breakpoint.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/linux.h"
#include "session/front.h"
#include "session/session.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* What happens in a call, in the words of screens and counters. */
static const struct {
	const char *word;
	const char *happens;
	uint32_t events;
} events[] = {
	{ "hole", N_("a hole is tried"), 1u << STEP_WALK | 1u << STEP_TEST },
	{ "visit", N_("a node of the tree is compared"),
	  1u << STEP_VISIT | 1u << STEP_INSERT_VISIT | 1u << STEP_FIND_VISIT },
	{ "found", N_("the search for a hole is over"), 1u << STEP_FOUND },
	{ "overflow", N_("no hole is left: purge, and try again"),
	  1u << STEP_OVERFLOW },
	{ "rotate", N_("a rotation of the tree"), 1u << STEP_ROTATE },
	{ "recolor", N_("a node changes its colour"), 1u << STEP_RECOLOR },
	{ "page", N_("pages are taken from a zone"), 1u << STEP_PAGES_TAKEN },
	{ "split", N_("a free block is halved"), 1u << STEP_SPLIT },
	{ "merge", N_("two free buddies become one block"), 1u << STEP_MERGE },
	{ "table", N_("a page of second-level tables is made"),
	  1u << STEP_TABLE },
	{ "pte", N_("a PTE is written"), 1u << STEP_PTE },
};

const char *breakpoint_happens(const struct breakpoint *b)
{
	for (size_t i = 0; i < ARRAY_SIZE(events); i++)
		if (b->kind == BREAK_EVENT && !strcmp(events[i].word, b->word))
			return events[i].happens;
	return NULL;
}

/* ---- Reading ---- */

/* An absent function is in Linux only: nothing here ever enters it. */
static bool is_ours(const struct linux_function *f)
{
	return f && f->fidelity != ABSENT;
}

/* The nearest of what there is; events are words like the others. */
static const char *nearest(const char *word)
{
	const char *best = events[0].word;

	for (size_t i = 1; i < ARRAY_SIZE(events); i++)
		if (name_distance(word, events[i].word) <
		    name_distance(word, best))
			best = events[i].word;
	for (const struct linux_function *f = linux_functions(); f->name; f++)
		if (is_ours(f) &&
		    name_distance(word, f->name) < name_distance(word, best))
			best = f->name;
	return best;
}

static int read_line(struct session *s, const char *word, size_t file_len,
		     struct breakpoint *b)
{
	uint64_t line;

	if (parse_number(word + file_len + 1, &line) || line < 1 ||
	    line > INT32_MAX)
		return fail(s, -EINVAL,
			    "%s is not a line number; write for example "
			    "vmalloc.c:150",
			    shown(word).text);
	b->kind = BREAK_LINE;
	b->line = (unsigned int)line;
	snprintf(b->word, sizeof(b->word), "%.*s", (int)file_len, word);
	if (!s->front || !s->front->source_stop)
		return 0;
	b->line = s->front->source_stop(b->word, b->line);
	if (!b->line)
		return fail(s, -EINVAL,
			    "there is no step at or after %s; files are those "
			    "of src/kernel, as in vmalloc.c:150",
			    shown(word).text);
	return 0;
}

int breakpoint_read(struct session *s, const char *word, struct breakpoint *b)
{
	size_t file_len = strcspn(word, ":");

	*b = (struct breakpoint){ .kind = BREAK_FUNCTION };
	if (strlen(word) >= sizeof(b->word))
		return fail(s, -EINVAL, "there is no function %s",
			    shown(word).text);
	if (word[file_len])
		return read_line(s, word, file_len, b);
	strcpy(b->word, word);
	for (size_t i = 0; i < ARRAY_SIZE(events); i++)
		if (!strcmp(events[i].word, word)) {
			b->kind = BREAK_EVENT;
			b->events = events[i].events;
			return 0;
		}
	if (is_ours(linux_function(NULL, word)))
		return 0;
	if (!name_is_near(word, nearest(word)))
		return fail(s, -EINVAL,
			    "%s is not a function with steps, FILE:LINE or an "
			    "event; `help break` lists the events",
			    shown(word).text);
	return fail(s, -EINVAL,
		    "%s is not a function with steps, FILE:LINE or an event; "
		    "did you mean %s?",
		    shown(word).text, nearest(word));
}

/* ---- Meeting ---- */

uint32_t record_var_before(const struct step_record *r, uint32_t i,
			   const char *name, struct record_var *before)
{
	uint32_t call = record_call(r, i);

	while (i > 0 &&
	       !(record_call(r, i) == call && record_point(r, i)->enters)) {
		const struct record_var *var;
		struct record_step step;

		if (record_call(r, --i) != call)
			continue;
		record_step(r, i, &step);
		var = record_var(&step, name);
		if (var) {
			*before = *var;
			return i + 1;
		}
	}
	return 0;
}

static bool holds(const struct breakpoint *b, uint32_t value)
{
	switch (b->compare) {
	case BREAK_EQ:
		return value == b->value;
	case BREAK_NE:
		return value != b->value;
	case BREAK_LT:
		return value < b->value;
	case BREAK_GT:
		return value > b->value;
	}
	return false;
}

static bool met_variable(const struct step_record *r, uint32_t i,
			 const struct breakpoint *b)
{
	const struct record_var *var;
	struct record_var before;
	struct record_step step;

	record_step(r, i, &step);
	var = record_var(&step, b->word);
	if (!var || (b->kind == BREAK_IF && !holds(b, var->value)))
		return false;
	if (!record_var_before(r, i, b->word, &before))
		return b->kind == BREAK_IF;
	return b->kind == BREAK_IF ? !holds(b, before.value)
				   : before.value != var->value;
}

bool breakpoint_met(const struct session *s, const struct step_record *r,
		    uint32_t i, const struct breakpoint *b)
{
	const struct step_point *point = record_point(r, i);

	if (record_is_end(r, i))
		return false;
	switch (b->kind) {
	case BREAK_NEVER:
		return false;
	case BREAK_FUNCTION:
		return point->enters && !strcmp(point->function, b->word);
	case BREAK_EVENT:
		return b->events >> record_event(r, i) & 1;
	case BREAK_LINE:
		return !strcmp(step_file(point), b->word) &&
		       stepper_line(s, point) == b->line;
	case BREAK_IF:
	case BREAK_WATCH:
		return met_variable(r, i, b);
	}
	return false;
}

/* ---- The session's ---- */

static bool same(const struct breakpoint *a, const struct breakpoint *b)
{
	return a->kind == b->kind && !strcmp(a->word, b->word) &&
	       a->line == b->line && a->compare == b->compare &&
	       a->value == b->value;
}

unsigned int breakpoint_at_line(const struct session *s, const char *file,
				unsigned int line)
{
	const struct breakpoints *list = &s->stepper.breakpoints;

	for (unsigned int i = 0; i < list->nr; i++)
		if (list->item[i].kind == BREAK_LINE &&
		    list->item[i].line == line &&
		    !strcmp(list->item[i].word, file))
			return list->item[i].number;
	return 0;
}

int breakpoint_add(struct session *s, struct breakpoint *b)
{
	struct breakpoints *list = &s->stepper.breakpoints;

	for (unsigned int i = 0; i < list->nr; i++)
		if (same(&list->item[i], b))
			return fail(s, -EEXIST,
				    "breakpoint %u is already there",
				    list->item[i].number);
	if (list->nr == MAX_BREAKPOINTS)
		return fail(s, -ENOSPC,
			    "there are already %d breakpoints; `delete` some",
			    MAX_BREAKPOINTS);
	b->number = ++list->numbers;
	list->item[list->nr++] = *b;
	return 0;
}

int breakpoint_delete(struct session *s, uint32_t number)
{
	struct breakpoints *list = &s->stepper.breakpoints;

	for (unsigned int i = 0; i < list->nr; i++) {
		if (list->item[i].number != number)
			continue;
		list->nr--;
		memmove(&list->item[i], &list->item[i + 1],
			(list->nr - i) * sizeof(list->item[0]));
		return 0;
	}
	return fail(s, -ENOENT, "there is no breakpoint %" PRIu32, number);
}

void breakpoint_print(const struct breakpoint *b, FILE *to)
{
	static const char *const signs[] = { "==", "!=", "<", ">" };

	if (b->kind == BREAK_LINE)
		fprintf(to, "%s:%u", b->word, b->line);
	else if (b->kind == BREAK_IF)
		fprintf(to, "if %s %s 0x%" PRIx32, b->word, signs[b->compare],
			b->value);
	else if (b->kind == BREAK_WATCH)
		fprintf(to, "watch %s", b->word);
	else
		fputs(b->word, to);
}

void breakpoint_text(const struct breakpoint *b, char *text, size_t size)
{
	FILE *to;

	memset(text, 0, size);
	to = fmemopen(text, size - 1, "w");
	if (!to)
		return;
	breakpoint_print(b, to);
	fclose(to);
}
