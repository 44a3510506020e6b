/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_steps.c - the real kernel's steps, held against our own record.
 *
 * The indented lines of a trace say what the search for a hole and the insertion
 * into the tree did, one line a step. Ours come from the step points of
 * src/kernel, as every record has them: their events tell the kind of line, and
 * their variables its numbers. Numbers are compared, not texts.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

/* %x-%x is a node of the tree, by the addresses of its area. */
enum line_form {
	START,
	VISIT_LEFT,
	VISIT_FIRST_LEFT,
	VISIT_FIRST_RIGHT,
	FIRST,
	FIRST_NONE,
	WALK_FROM,
	WALK_FROM_NONE,
	TEST,
	NEXT_ADDR,
	FOUND,
	OVERFLOW,
	INSERT_VISIT,
	RECOLOR_RED,
	RECOLOR_BLACK,
	ROTATE_LEFT,
	ROTATE_RIGHT,
	NO_LINE
};

static const char *const forms[] = {
	[START] = "  start addr=%x size=%x align=%x",
	[VISIT_LEFT] = "  visit %x-%x end>=addr,left",
	[VISIT_FIRST_LEFT] = "  visit %x-%x end>=addr,set-first,left",
	[VISIT_FIRST_RIGHT] = "  visit %x-%x end<addr,set-first,right",
	[FIRST] = "  first %x-%x",
	[FIRST_NONE] = "  first none",
	[WALK_FROM] = "  walk-from %x-%x",
	[WALK_FROM_NONE] = "  walk-from none",
	[TEST] = "  test node=%x-%x addr+size=%x overlap=%b within=%b",
	[NEXT_ADDR] = "  addr %x",
	[FOUND] = "  found addr=%x end=%x fits=%b",
	[OVERFLOW] = "  overflow purged=%b",
	[INSERT_VISIT] = "  insert-visit %x-%x",
	[RECOLOR_RED] = "  recolor %x red",
	[RECOLOR_BLACK] = "  recolor %x black",
	[ROTATE_LEFT] = "  rotate-left at %x",
	[ROTATE_RIGHT] = "  rotate-right at %x",
};

/* A line, read or made. */
struct line {
	enum line_form form;
	uint32_t value[MAX_VALUES]; /* those that the form has; others are 0 */
};

static struct line read_line(const char *text)
{
	struct line line = { .form = START };

	while (line.form < NO_LINE &&
	       !match(text, forms[line.form], line.value))
		line.form++;
	if (line.form == NO_LINE)
		line.value[0] = 0;
	return line;
}

int steps_line(struct trace *t, char *text)
{
	if (read_line(text).form == NO_LINE)
		return refuse(t, "\"%.64s\" is no step of the kernel", text);
	if (!t->nr_steps)
		t->first_step = t->at;
	t->pending_steps++;
	t->nr_steps++;
	return 0;
}

/* ---- Our steps as such lines ---- */

static const struct record_var *find(const struct record_step *step,
				     const char *name)
{
	const struct record_var *var = record_var(step, name);

	BUG_ON(!var);
	return var;
}

static uint32_t number(const struct record_step *step, const char *name)
{
	return find(step, name)->value;
}

/* The bounds of an area that a variable points at. */
static const uint32_t *bounds(const struct record_step *step, const char *name)
{
	return find(step, name)->detail;
}

static void start(const struct record_step *step, struct line *line)
{
	line->form = START;
	line->value[0] = number(step, "addr");
	line->value[1] = number(step, "size");
	line->value[2] = number(step, "align");
}

static void area(const struct record_step *step, const char *name,
		 enum line_form form, struct line *line)
{
	line->form = form;
	memcpy(line->value, bounds(step, name), 2 * sizeof(*line->value));
}

static void visit(const struct record_step *step, struct line *line)
{
	const uint32_t *tmp = bounds(step, "tmp");
	uint32_t addr = number(step, "addr");
	uint32_t end = addr + number(step, "size");

	if (tmp[1] < addr)
		area(step, "tmp", VISIT_FIRST_RIGHT, line);
	else if (!number(step, "first") && tmp[0] < end)
		area(step, "tmp", VISIT_FIRST_LEFT, line);
	else
		area(step, "tmp", VISIT_LEFT, line);
}

static void first(const struct record_step *step, struct line *line)
{
	bool some = number(step, "first");

	area(step, "first", some ? FIRST : FIRST_NONE, line);
}

static void walk(const struct record_step *step, struct line *line)
{
	bool some = number(step, "first");

	area(step, "first", some ? WALK_FROM : WALK_FROM_NONE, line);
}

static void test(const struct record_step *step, struct line *line)
{
	uint32_t end = number(step, "addr") + number(step, "size");

	area(step, "first", TEST, line);
	line->value[2] = end;
	line->value[3] = end > line->value[0];
	line->value[4] = end <= number(step, "vend");
}

static void next_addr(const struct record_step *step, struct line *line)
{
	line->form = NEXT_ADDR;
	line->value[0] = number(step, "addr");
}

static void found(const struct record_step *step, struct line *line)
{
	line->form = FOUND;
	line->value[0] = number(step, "addr");
	line->value[1] = line->value[0] + number(step, "size");
	line->value[2] = line->value[1] <= number(step, "vend");
}

static void overflow(const struct record_step *step, struct line *line)
{
	line->form = OVERFLOW;
	line->value[0] = number(step, "purged");
}

static void insert_visit(const struct record_step *step, struct line *line)
{
	area(step, "tmp", INSERT_VISIT, line);
}

static void recolor(const struct record_step *step, struct line *line)
{
	line->form = number(step, "color") ? RECOLOR_BLACK : RECOLOR_RED;
	line->value[0] = bounds(step, "node")[0];
}

static void rotate(const struct record_step *step, struct line *line)
{
	line->form = number(step, "side") ? ROTATE_RIGHT : ROTATE_LEFT;
	line->value[0] = bounds(step, "node")[0];
}

static struct line make_line(const struct record_step *step)
{
	static void (*const make[STEP_EVENTS])(const struct record_step *step,
					       struct line *line) = {
		[STEP_START] = start,
		[STEP_VISIT] = visit,
		[STEP_FIRST] = first,
		[STEP_WALK] = walk,
		[STEP_TEST] = test,
		[STEP_ADDR_NEXT] = next_addr,
		[STEP_FOUND] = found,
		[STEP_OVERFLOW] = overflow,
		[STEP_INSERT_VISIT] = insert_visit,
		[STEP_RECOLOR] = recolor,
		[STEP_ROTATE] = rotate,
	};
	struct line line = { .form = NO_LINE };

	if (make[step->sentence->event])
		make[step->sentence->event](step, &line);
	return line;
}

/* Our next line from step *i on; NO_LINE at the end. */
static struct line next_line(const struct step_record *r, uint32_t *i)
{
	struct line line = { .form = NO_LINE };

	while (line.form == NO_LINE && *i < record_steps(r)) {
		struct record_step step;

		record_step(r, (*i)++, &step);
		line = make_line(&step);
	}
	return line;
}

/* ---- Line by line ---- */

/* As the trace would have it. */
static void print_line(const struct line *line, char *text, size_t size)
{
	FILE *to = fmemopen(text, size, "w");
	const uint32_t *value = line->value;

	BUG_ON(!to);
	for (const char *p = forms[line->form] + 2; *p; p++) {
		if (*p != '%')
			putc(*p, to);
		else if (*++p == 'x')
			fprintf(to, "0x%08x", *value++);
		else
			fprintf(to, "%u", *value++);
	}
	fclose(to);
}

static bool same(const struct line *a, const struct line *b)
{
	return a->form == b->form &&
	       !memcmp(a->value, b->value, sizeof(a->value));
}

/*
 * A search that finds nothing in its way goes straight to `found`: that there
 * is nothing to walk from may be said in a line of its own, or not at all.
 */
static bool may_be_left_out(const struct line *ours, const struct line *theirs)
{
	return ours->form == WALK_FROM_NONE && theirs->form != WALK_FROM_NONE;
}

static int differ_at(struct trace *t, size_t at, const struct line *theirs,
		     const struct line *ours)
{
	char expected[128] = "", got[128] = "";
	size_t here = t->at;
	int result;

	if (theirs->form != NO_LINE)
		print_line(theirs, expected, sizeof(expected));
	if (ours->form != NO_LINE)
		print_line(ours, got, sizeof(got));
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
		struct line theirs = { .form = NO_LINE };
		struct line ours = next_line(t->record, &i);

		if (at < end)
			theirs = read_line(t->line[at]);
		if (may_be_left_out(&ours, &theirs))
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
