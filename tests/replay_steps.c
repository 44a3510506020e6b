/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_steps.c - the real kernel's steps, held against our own record.
 *
 * The indented lines of a trace say what the search for a hole and the insertion
 * into the tree did, one line a step. Ours come from the step points of
 * src/kernel, as every record has them; what they look like is each kernel's
 * own: struct step_lines. Numbers are compared, not texts.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/rbtree.h"

enum { NO_LINE = -1 };

static bool read_line(const struct trace *t, const char *text,
		      struct step_line *line)
{
	const char *const *form = t->dialect->steps->form;

	*line = (struct step_line){ .form = 0 };
	while (form[line->form] && !match(text, form[line->form], line->value))
		line->form++;
	if (form[line->form])
		return true;
	*line = (struct step_line){ .form = NO_LINE };
	return false;
}

int steps_line(struct trace *t, char *text)
{
	struct step_line line;

	if (!read_line(t, text, &line))
		return refuse(t, "\"%.64s\" is no step of the kernel", text);
	if (!t->nr_steps)
		t->first_step = t->at;
	t->pending_steps++;
	t->nr_steps++;
	return 0;
}

/* ---- Our steps as such lines ---- */

uint32_t step_number(const struct record_step *step, const char *name)
{
	const struct record_var *var = record_var(step, name);

	BUG_ON(!var);
	return var->value;
}

void step_area(const struct record_step *step, const char *name,
	       struct step_line *line)
{
	const struct record_var *var = record_var(step, name);

	BUG_ON(!var);
	memcpy(line->value, var->detail, sizeof(var->detail));
}

/* In a deletion a black sibling becomes red by copying its parent's colour:
 * traces do not call that recolouring. */
static bool copies_color(const struct step_record *r, uint32_t i,
			 const struct record_step *step)
{
	return i && step->sentence->event == STEP_RECOLOR &&
	       step_number(step, "color") == RB_RED &&
	       !strcmp(record_point(r, i - 1)->id, "lend");
}

/* Our next line from step *i on; NO_LINE at the end. */
static struct step_line next_line(const struct trace *t, uint32_t *i)
{
	while (*i < record_steps(t->record)) {
		struct step_line line = { .form = 0 };
		struct record_step step;

		record_step(t->record, (*i)++, &step);
		if (!copies_color(t->record, *i - 1, &step) &&
		    t->dialect->steps->make(&step, &line))
			return line;
	}
	return (struct step_line){ .form = NO_LINE };
}

/* ---- Line by line ---- */

/* As the trace would have it. */
static void print_line(const struct trace *t, const struct step_line *line,
		       char *text, size_t size)
{
	FILE *to = fmemopen(text, size, "w");
	const uint32_t *value = line->value;

	BUG_ON(!to);
	for (const char *p = t->dialect->steps->form[line->form] + 2; *p; p++) {
		if (*p != '%')
			putc(*p, to);
		else if (*++p == 'x')
			fprintf(to, "0x%08x", *value++);
		else
			fprintf(to, "%u", *value++);
	}
	fclose(to);
}

static bool same(const struct step_line *a, const struct step_line *b)
{
	return a->form == b->form &&
	       !memcmp(a->value, b->value, sizeof(a->value));
}

static int differ_at(struct trace *t, size_t at, const struct step_line *theirs,
		     const struct step_line *ours)
{
	char expected[128] = "", got[128] = "";
	size_t here = t->at;
	int result;

	if (theirs->form != NO_LINE)
		print_line(t, theirs, expected, sizeof(expected));
	if (ours->form != NO_LINE)
		print_line(t, ours, got, sizeof(got));
	t->at = at;
	result = differ(t, *expected ? expected : NULL, *got ? got : NULL);
	t->at = here;
	return result;
}

void steps_begin(struct trace *t)
{
	if (!t->record)
		t->record = record_new(RECORD_SIZE);
	if (!t->record)
		exit(1);
	record_begin(t->record, t->k);
}

int steps_end(struct trace *t)
{
	size_t at = t->first_step, end = at + t->nr_steps;
	uint32_t i = 0;

	if (record_end(t->record, t->k) || record_dropped(t->record))
		return refuse(t, "too many steps for this program");
	t->nr_steps = 0;
	for (;;) {
		struct step_line theirs = { .form = NO_LINE };
		struct step_line ours = next_line(t, &i);

		if (at < end)
			read_line(t, t->line[at], &theirs);
		if (ours.form == t->dialect->steps->optional &&
		    theirs.form != ours.form)
			continue;
		if (!same(&theirs, &ours))
			return differ_at(t, at < end ? at : t->at, &theirs,
					 &ours);
		if (ours.form == NO_LINE)
			return 0;
		t->steps++;
		at++;
	}
}
