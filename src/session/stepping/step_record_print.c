/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_record_print.c - a record as text, in the manner of the function_graph
 * tracer.
 *
 * A call is a line that ends in an opening brace and its sentence as a comment;
 * what it does stands indented below, up to its closing brace. A call in which
 * nothing happens is one line with a semicolon. The left column says where.
 */
#include "session/stepping/step_record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "text/text_width.h"
#include "session/front.h"
#include "inspect/memory_stream.h"
#include "translate.h"

enum {
	WIDTH = 80,
	PLACE_WIDTH = 17, /* vmap_2_6_32.c:123 */
	BAR_WIDTH = 2,	  /* "| " */
	INDENT = 2,	  /* a level */
	HANGING = 3,	  /* of what does not fit into a line */
	LEAST_TEXT = 24,  /* columns, however deep */
};

void record_print_why(const struct record_step *step,
		      const struct inspector *in, FILE *to)
{
	sentence_print(to, in, step->sentence, step->var, step->nr_vars);
}

/* ---- Lines ---- */

struct printer {
	const struct step_record *r;
	const struct front *front;
	const struct inspector *in;
	FILE *to;
	struct memory_stream line; /* one line before it is broken */
	uint32_t depth; /* calls whose closing brace is still to come */
};

static void print_place(const struct printer *p, const struct step_point *point)
{
	char place[64] = "";

	if (point)
		snprintf(place, sizeof(place), "%s:%u", step_file(point),
			 front_line(p->front, point));
	fprintf(p->to, "%-*s| ", PLACE_WIDTH, place);
}

/* How much of @text fits in @width: no line has a comment's end alone. */
static size_t fitting(const char *text, size_t width)
{
	size_t fits = text_row(text, strlen(text), (int)width);

	return strcmp(text + fits, " */") != 0
		       ? fits
		       : text_row(text, strlen(text),
				  text_columns(text, fits) - 1);
}

/* @text at a level, broken at blanks; the place stands by the first line. */
static void print_lines(struct printer *p, const struct step_point *point,
			uint32_t depth, const char *text)
{
	size_t indent = (size_t)INDENT * depth;
	size_t room = WIDTH - PLACE_WIDTH - BAR_WIDTH;
	size_t width = room > indent + LEAST_TEXT ? room - indent : LEAST_TEXT;

	for (bool first = true; *text; first = false) {
		size_t hanging = first ? 0 : HANGING;
		size_t len = fitting(text, width - hanging);

		print_place(p, first ? point : NULL);
		fprintf(p->to, "%*s%.*s\n", (int)(indent + hanging), "",
			(int)len, text);
		text += len + strspn(text + len, " ");
	}
}

static void close_calls(struct printer *p, uint32_t depth)
{
	while (p->depth > depth)
		print_lines(p, NULL, --p->depth, "}");
}

/* Does the call that step @i begins have more steps? */
static bool has_body(const struct step_record *r, uint32_t i, uint32_t depth)
{
	struct record_step next;

	if (i + 1 == record_steps(r))
		return false;
	record_step(r, i + 1, &next);
	return next.depth > depth ||
	       (next.depth == depth && !next.point->enters);
}

static int print_step(struct printer *p, uint32_t i)
{
	struct record_step step;
	uint32_t level;

	record_step(p->r, i, &step);
	level = step.point->enters ? step.depth : step.depth + 1;
	close_calls(p, level);
	memory_stream_reset(&p->line);
	if (step.point->enters) {
		bool body = has_body(p->r, i, step.depth);

		fprintf(p->line.file, "%s()%s ", step.point->function,
			body ? " {" : ";");
		p->depth = level + body;
	}
	fputs("/* ", p->line.file);
	record_print_why(&step, p->in, p->line.file);
	fputs(" */", p->line.file);
	if (memory_stream_text(&p->line))
		return -ENOMEM;
	print_lines(p, step.point, level, p->line.text);
	return 0;
}

/* The totals, as many to a line as fit. */
static void print_counters(const struct step_record *r, FILE *to)
{
	char text[64];
	int column;

	snprintf(text, sizeof(text), _("steps: %" PRIu32), record_steps(r));
	column = columns_of(text);
	fputs(text, to);
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++) {
		int len;

		if (!record_count(r, i))
			continue;
		snprintf(text, sizeof(text), _("%s: %" PRIu64),
			 _(record_counter_name(i)), record_count(r, i));
		len = columns_of(text);
		column += len + 2;
		fprintf(to, "%s%s", column > WIDTH ? _(",\n") : _(", "), text);
		if (column > WIDTH)
			column = len;
	}
	putc('\n', to);
	if (record_dropped(r))
		fprintf(to,
			_("the record is full: %" PRIu64
			  " more steps are counted, but not kept\n"),
			record_dropped(r));
}

int record_print(const struct step_record *r, const struct front *front,
		 const struct inspector *in, FILE *to)
{
	struct printer p = { .r = r, .front = front, .in = in, .to = to };
	int error = memory_stream_open(&p.line);

	for (uint32_t i = 0; !error && i < record_steps(r); i++)
		error = print_step(&p, i);
	close_calls(&p, 0);
	memory_stream_close(&p.line);
	if (!error)
		print_counters(r, to);
	return error;
}
