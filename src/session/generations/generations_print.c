/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generations_print.c - what came of a comparison, for people and for tables.
 */
#include "session/generations/generations.h"

#include <inttypes.h>
#include <string.h>

#include "inspect/numbers.h"
#include "text/clean_text.h"
#include "text/size_text.h"
#include "text/text_width.h"
#include "translate.h"

/* Columns of the two tables: 80 in all with three kernels. */
enum { LABEL = 20, COLUMN = 20, NUMBER = 5, COMMAND = 37, VALUE = 12 };

/* Rows at most; of more lines only those that differ are told. */
enum { ROWS = 20 };

struct short_text {
	char text[32];
};

static const char *name_of(const struct generations *g, unsigned int i)
{
	return allocator_name(g->generation[i].allocator);
}

static struct short_text answer_text(const struct generation_answer *answer)
{
	struct short_text column = { "" };
	struct value value = answer->value;

	if (answer->refused)
		snprintf(column.text, sizeof(column.text), "%s", _("refused"));
	else if (value_is_null(value))
		snprintf(column.text, sizeof(column.text), "NULL");
	else if (value.type == VALUE_ADDR || value.type == VALUE_PHYS)
		snprintf(column.text, sizeof(column.text), "0x%08" PRIx32,
			 value.bits);
	else if (value.type != VALUE_NONE)
		snprintf(column.text, sizeof(column.text), "%" PRIu32,
			 value.bits);
	return column;
}

/* ---- Lines of a script ---- */

static bool has_answer(const struct generations *g, uint32_t n)
{
	for (unsigned int i = 0; i < g->nr_generations; i++)
		if (*answer_text(&g->line[n - 1].answer[i]).text)
			return true;
	return false;
}

/* One of a row's columns; @end: the last. */
static void print_column(const char *text, int columns, FILE *to, bool end)
{
	if (end)
		fprintf(to, "%s\n", text);
	else
		text_pad(text, columns, to);
}

static void print_names(const struct generations *g, int columns, FILE *to)
{
	for (unsigned int i = 0; i < g->nr_generations; i++)
		print_column(name_of(g, i), columns, to,
			     i + 1 == g->nr_generations);
}

static void print_command(const char *text, FILE *to)
{
	char shown[4 * COMMAND + 1];
	size_t len = text_row(text, strlen(text), COMMAND - 1);

	if (len >= sizeof(shown))
		len = sizeof(shown) - 1;
	memcpy(shown, text, len);
	shown[len] = '\0';
	text_pad(shown, COMMAND, to);
}

static void print_line(const struct generations *g, uint32_t n, FILE *to)
{
	fprintf(to, "%*" PRIu32 " ", NUMBER - 1, n);
	print_command(generations_text(g, n), to);
	for (unsigned int i = 0; i < g->nr_generations; i++)
		print_column(answer_text(&g->line[n - 1].answer[i]).text, VALUE,
			     to, i + 1 == g->nr_generations);
}

static void print_lines(const struct generations *g, FILE *to)
{
	uint32_t answers = 0, differ = 0, rows = 0;

	for (uint32_t n = 1; n <= g->nr; n++) {
		answers += has_answer(g, n);
		differ += generations_differ(g, n);
	}
	text_pad("", NUMBER + COMMAND, to);
	print_names(g, VALUE, to);
	for (uint32_t n = 1; n <= g->nr && rows < ROWS; n++)
		if (answers <= ROWS ? has_answer(g, n)
				    : generations_differ(g, n)) {
			print_line(g, n, to);
			rows++;
		}
	if (answers > ROWS)
		fprintf(to,
			ngettext("%" PRIu32 " of %" PRIu32 " calls differs\n",
				 "%" PRIu32 " of %" PRIu32 " calls differ\n",
				 differ),
			differ, answers);
	putc('\n', to);
}

/* ---- Numbers, a column for each kernel ---- */

static void print_numbers(const struct generations *g, const char *label,
			  uint64_t (*number)(const struct generation *one,
					     unsigned int i),
			  unsigned int which, FILE *to)
{
	text_pad(label, LABEL, to);
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct short_text column;

		snprintf(column.text, sizeof(column.text), "%" PRIu64,
			 number(&g->generation[i], which));
		print_column(column.text, COLUMN, to,
			     i + 1 == g->nr_generations);
	}
}

static uint64_t steps_of(const struct generation *one, unsigned int i)
{
	(void)i;
	return one->steps;
}

static uint64_t stores_of(const struct generation *one, unsigned int i)
{
	(void)i;
	return one->stores;
}

static uint64_t count_of(const struct generation *one, unsigned int i)
{
	return one->count[i];
}

/* Of the call, or of all calls of a script. */
static void print_counters(const struct generations *g, FILE *to)
{
	print_numbers(g, _("steps"), steps_of, 0, to);
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		print_numbers(g, _(record_counter_name((enum record_counter)i)),
			      count_of, i, to);
	print_numbers(g, _("words stored"), stores_of, 0, to);
}

static void print_lost(const struct generations *g, FILE *to)
{
	text_pad(_("lost to gaps"), LABEL, to);
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		char text[SIZE_TEXT];

		print_column(short_size_text(g->generation[i].lost, text),
			     COLUMN, to, i + 1 == g->nr_generations);
	}
}

static void print_time(const struct generations *g, FILE *to)
{
	text_pad(_("host time"), LABEL, to);
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct short_text column = { "-" };

		if (g->generation[i].ns)
			snprintf(column.text, sizeof(column.text), "%.1f us",
				 (double)g->generation[i].ns / 1000);
		print_column(column.text, COLUMN, to,
			     i + 1 == g->nr_generations);
	}
}

static void print_returns(const struct generations *g, FILE *to)
{
	text_pad(_("returns"), LABEL, to);
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct short_text column =
			answer_text(&g->line[g->nr - 1].answer[i]);

		print_column(*column.text ? column.text : "-", COLUMN, to,
			     i + 1 == g->nr_generations);
	}
}

/* ---- Why ---- */

/* Each tells how one differs from the first. */
typedef void (*tell_fn)(const struct generation *one, const char *first,
			const char *name, FILE *to);

static void tell_gap(const struct generation *one, const char *first,
		     const char *name, FILE *to)
{
	bool other = one->other_search.gap;

	fprintf(to, _("  %s leaves a page free after each area, %s does not\n"),
		other ? name : first, other ? first : name);
}

static void tell_gap_after(const struct generation *one, const char *first,
			   const char *name, FILE *to)
{
	bool other = one->other_search.gap_after;

	fprintf(to,
		_("  %s leaves a page free before the next area, too; %s does "
		  "not\n"),
		other ? name : first, other ? first : name);
}

static void tell_align(const struct generation *one, const char *first,
		       const char *name, FILE *to)
{
	char size[SIZE_TEXT], other[SIZE_TEXT];

	fprintf(to, _("  %s aligns this area to %s, %s to %s\n"), first,
		short_size_text(one->search.align, size), name,
		short_size_text(one->other_search.align, other));
}

static void tell_tree(const struct generation *one, const char *first,
		      const char *name, FILE *to)
{
	bool other = one->other_search.by_tree;

	fprintf(to,
		_("  %s goes by its tree to where size and alignment fit, past "
		  "a hole that would do; %s does not\n"),
		other ? name : first, other ? first : name);
}

static void tell_lazy(const struct generation *one, const char *first,
		      const char *name, FILE *to)
{
	(void)one;
	fprintf(to,
		_("  %s and %s purge at other times: not the same freed areas "
		  "are in the way\n"),
		first, name);
}

static const tell_fn tellers[] = {
	tell_gap, tell_gap_after, tell_align, tell_tree, tell_lazy,
};

static void tell_rules(const struct generation *one, const char *first,
		       const char *name, FILE *to)
{
	for (unsigned int rule = 0; generation_rule_name(rule); rule++)
		if (one->rules >> rule & 1)
			tellers[rule](one, first, name, to);
}

static void print_differences(const struct generations *g, FILE *to)
{
	const char *first = name_of(g, 0);

	putc('\n', to);
	for (unsigned int i = 1; i < g->nr_generations; i++) {
		const struct generation *one = &g->generation[i];
		const struct generation_answer *answer;

		if (!one->differs) {
			fprintf(to, _("%s: every address as in %s\n"),
				name_of(g, i), first);
			continue;
		}
		answer = g->line[one->differs - 1].answer;
		fprintf(to,
			_("%s differs from %s since command %" PRIu32
			  ", %s:\n  %s, not %s\n"),
			name_of(g, i), first, one->differs,
			shown(generations_text(g, one->differs)).text,
			answer_text(&answer[i]).text,
			answer_text(&answer[0]).text);
		tell_rules(one, first, name_of(g, i), to);
	}
}

void generations_print(const struct generations *g, FILE *to)
{
	if (g->script)
		print_lines(g, to);
	text_pad("", LABEL, to);
	print_names(g, COLUMN, to);
	if (!g->script)
		print_returns(g, to);
	print_counters(g, to);
	print_lost(g, to);
	print_time(g, to);
	print_differences(g, to);
	for (unsigned int i = 0; !g->script && i < g->nr_generations; i++)
		if (*g->generation[i].reason)
			fprintf(to, "%s: %s\n", name_of(g, i),
				g->generation[i].reason);
}

/* ---- For a spreadsheet ---- */

static void print_csv_text(const char *text, FILE *to)
{
	putc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', to);
		putc(*text, to);
	}
	putc('"', to);
}

void generations_print_csv(const struct generations *g, FILE *to)
{
	fputs("n,command", to);
	for (unsigned int i = 0; i < g->nr_generations; i++)
		fprintf(to, ",%s", name_of(g, i));
	putc('\n', to);
	for (uint32_t n = 1; n <= g->nr; n++) {
		fprintf(to, "%" PRIu32 ",", n);
		print_csv_text(generations_text(g, n), to);
		for (unsigned int i = 0; i < g->nr_generations; i++)
			fprintf(to, ",%s",
				answer_text(&g->line[n - 1].answer[i]).text);
		putc('\n', to);
	}
}
