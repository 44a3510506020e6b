/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stepper_print.c - the present step of a call, as text of 80 columns.
 *
 *	step 9 of 61: alloc_vmap_area, vmap_2_6_32.c:205
 *	  205  addr = align_up(first->va_end + PAGE_SIZE, align);
 *	after 0xd0800000-0xd080b000 one page stays free, so try 0xd080c000
 *	  addr 0xd0800000 -> 0xd080c000
 */
#include "session/stepping/stepper.h"

#include <inttypes.h>
#include <string.h>

#include "text/paragraph.h"
#include "session/front.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "translate.h"

enum { MOST_LINES = 6, NAME_WIDTH = 14 };

/* Text of its own, up to @size bytes; without memory it is cut. */
static void print_to(char *text, size_t size,
		     void (*print)(const void *what, FILE *to),
		     const void *what)
{
	FILE *to;

	*text = '\0';
	to = fmemopen(text, size, "w");
	if (!to)
		return;
	print(what, to);
	fclose(to);
	text[size - 1] = '\0';
}

/* A step, and the inspector that has names for its objects. */
struct told_step {
	struct record_step step;
	struct inspector in;
};

static void print_why(const void *what, FILE *to)
{
	const struct told_step *told = what;

	record_print_why(&told->step, &told->in, to);
}

static void print_value(const void *what, FILE *to)
{
	const struct record_var *var = what;

	step_print_value(to, var->kind, var->value);
}

/* ---- The source ---- */

bool source_goes_on(const char *text)
{
	size_t len = strlen(text);

	return len && !strchr(";{}:", text[len - 1]);
}

/* A statement from its first line on, without the indentation of that. */
void stepper_print_source(const struct session *s, FILE *to)
{
	struct record_step step;
	const char *text, *file;
	unsigned int line;
	size_t indent = 0;

	if (!s->front || !s->front->source_text)
		return;
	stepper_step(s, &step);
	file = step_file(step.point);
	line = stepper_line(s, step.point);
	for (int i = 0; i < MOST_LINES; i++) {
		text = s->front->source_text(file, line + (unsigned int)i);
		if (!text || !*text)
			return;
		if (!i)
			indent = strspn(text, "\t");
		for (size_t tab = 0; tab < indent && *text == '\t'; tab++)
			text++;
		fprintf(to, "%5u  ", line + (unsigned int)i);
		for (; *text == '\t'; text++)
			fputs("    ", to);
		fprintf(to, "%s\n", text);
		if (!source_goes_on(text))
			return;
	}
}

/* ---- Words ---- */

static void print_changes(const struct session *s, FILE *to)
{
	struct stepper_var var[STEPPER_VARS];
	unsigned int nr = stepper_vars(s, var);

	for (unsigned int v = 0; v < nr; v++) {
		char value[32], before[32];

		if (var[v].since != s->stepper.at + 1)
			continue;
		print_to(value, sizeof(value), print_value, &var[v].var);
		print_to(before, sizeof(before), print_value, &var[v].before);
		fprintf(to, "  %s %s -> %s\n", var[v].var.name, before, value);
	}
}

void stepper_print_place(const struct session *s, FILE *to)
{
	const struct step_record *r = s->stepper.record;
	struct record_step step;

	stepper_step(s, &step);
	if (record_is_end(r, s->stepper.at))
		fprintf(to,
			ngettext("end of %" PRIu32 " step: ",
				 "end of %" PRIu32 " steps: ", record_steps(r)),
			record_steps(r));
	else
		fprintf(to, _("step %" PRIu32 " of %" PRIu32 ": "),
			s->stepper.at + 1, record_steps(r));
	fprintf(to, _("%s, %s:%u"), step.point->function, step_file(step.point),
		stepper_line(s, step.point));
}

void stepper_print(struct session *s)
{
	FILE *to = s->out.file;
	const struct breakpoint *b = stepper_breakpoint(s, s->stepper.at);
	struct record_step step;
	char why[1024];

	stepper_step(s, &step);
	s->shows_step = true;
	if (b) {
		fprintf(to, _("breakpoint %u: "), b->number);
		breakpoint_print(b, to);
		putc('\n', to);
	}
	stepper_print_place(s, to);
	putc('\n', to);
	stepper_print_source(s, to);
	print_to(why, sizeof(why), print_why,
		 &(struct told_step){ step, session_inspector(s) });
	paragraph_print(why, 0, to);
	print_changes(s, to);
}

/* A function around the step is where it was last: at the call, or above. */
void stepper_print_stack(struct session *s)
{
	struct record_step step;
	uint32_t i = s->stepper.at, depth, frame = 0;

	stepper_step(s, &step);
	s->shows_step = true;
	for (depth = step.depth + 1; depth > 0; depth--) {
		while (step.depth >= depth)
			record_step(s->stepper.record, --i, &step);
		fprintf(s->out.file, "#%-2" PRIu32 " %s, %s:%u\n", frame++,
			step.point->function, step_file(step.point),
			stepper_line(s, step.point));
	}
}

void stepper_print_vars(struct session *s)
{
	struct stepper_var var[STEPPER_VARS];
	unsigned int nr = stepper_vars(s, var);
	FILE *to = s->out.file;

	s->shows_step = true;
	for (unsigned int v = 0; v < nr; v++) {
		const struct record_var *now = &var[v].var;
		char value[32];

		print_to(value, sizeof(value), print_value, now);
		fprintf(to, "%-*s %s", NAME_WIDTH, now->name, value);
		if (step_is_object(now->kind) && now->value) {
			fputs("  ", to);
			step_print_object(to, now->kind, now->value,
					  now->detail);
		}
		if (var[v].told != s->stepper.at + 1)
			fprintf(to, _("  (at step %" PRIu32 ")"), var[v].told);
		if (var[v].since) {
			print_to(value, sizeof(value), print_value,
				 &var[v].before);
			fprintf(to, _("  (was %s until step %" PRIu32 ")"),
				value, var[v].since - 1);
		}
		putc('\n', to);
	}
}
