/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_compare.c - the command compare: two calls from the same moment, or one
 * under the allocator of each kernel (generations.h).
 *
 * Of two each runs recorded and is taken back, as a command that failed would be
 * (timeline.h). So it is not in the log, and nothing of it is left.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "session/commands/called_command.h"
#include "session/commands/comparison.h"
#include "session/generations/generations.h"
#include "session/line/argument_internal.h"
#include "session/session.h"
#include "session/time/timeline.h"
#include "text/text_width.h"
#include "translate.h"

/* Free blocks, of each zone and order. */
struct free_blocks {
	uint32_t nr[COMPARED_ROWS];
};

static void count_free(const struct kernel *k, struct free_blocks *blocks)
{
	const struct zone *zone;
	unsigned int i = 0;

	for_each_zone(k, zone)
	{
		for (unsigned int order = 0; order < MAX_ORDER; order++)
			blocks->nr[i++] = zone->free_area[order].nr_free;
	}
}

/* The orders of which a call leaves more or fewer than before. */
static void find_changes(const struct kernel *k,
			 const struct free_blocks *before,
			 const struct free_blocks after[COMPARED_CALLS],
			 struct comparison *c)
{
	const struct zone *zone;
	unsigned int i = 0;

	for_each_zone(k, zone)
	{
		for (unsigned int order = 0; order < MAX_ORDER; order++, i++) {
			const struct compared_blocks row = {
				zone_name(zone),
				zone->node,
				order,
				before->nr[i],
				{ after[0].nr[i], after[1].nr[i] },
			};

			if (row.before != row.after[0] ||
			    row.before != row.after[1])
				c->blocks[c->nr_blocks++] = row;
		}
	}
}

/* ---- Running ---- */

/* Run it, remember, and go back to where it began. */
static int run_one(struct session *s, const struct called_command *call,
		   struct compared_call *c, struct free_blocks *after)
{
	uint64_t position = session_position(s);
	const struct step_record *r;
	bool lost;
	int error;

	s->k->why.point = NULL;
	error = called_command_recorded(s, call, &c->value, &lost);
	if (error)
		return timeline_take_back(s, position, error);
	r = s->record;
	c->steps = record_steps(r) + record_dropped(r);
	c->stores = session_position(s) - position;
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		c->count[i] = record_count(r, (enum record_counter)i);
	count_free(s->k, after);
	if (value_is_null(c->value))
		reason_text(s->k, &s->k->why, c->reason);
	return timeline_take_back(s, position, 0);
}

/* ---- Which words are which call ---- */

/* The words from @from on, @nr of them, as a call; s->words stay. */
static int read_one(struct session *s, size_t from, size_t nr,
		    struct called_command *call)
{
	const struct words whole = s->words;
	int error = called_command_read(s, from, nr, CALLED_STEPS, call);

	s->words = whole;
	return error;
}

/*
 * The second call begins at a word that is a command, and where both then can
 * be read: the name of a module may be one, too. Word 0 is `compare`.
 */
static int find_second(struct session *s, size_t *second)
{
	struct called_command call;
	int error = -ENOENT;

	for (size_t i = 2; i < s->words.nr; i++) {
		const char *word = s->words.word[i];

		if (!command_find(word, strlen(word)))
			continue;
		error = read_one(s, 1, i - 1, &call);
		if (!error)
			error = read_one(s, i, s->words.nr - i, &call);
		if (!error) {
			*second = i;
			return 0;
		}
	}
	if (error != -ENOENT)
		return error;
	return fail(s, -EINVAL,
		    "compare needs two calls, such as `compare kmalloc 64k "
		    "vmalloc 64k`");
}

/* ---- The table ---- */

enum { LABEL = 16, COLUMN = 28, NARROW = 20, CALL = COLUMN - 5 };

static void print_row(FILE *to, const char *label, const char *a, const char *b)
{
	text_pad(label, LABEL, to);
	text_pad(a, COLUMN, to);
	fprintf(to, "%s\n", b);
}

static void print_numbers(FILE *to, const char *label, uint64_t a, uint64_t b)
{
	char first[32], second[32];

	snprintf(first, sizeof(first), "%" PRIu64, a);
	snprintf(second, sizeof(second), "%" PRIu64, b);
	print_row(to, label, first, second);
}

static void print_values(FILE *to, const struct compared_call c[COMPARED_CALLS])
{
	struct value_text text[COMPARED_CALLS];

	for (unsigned int i = 0; i < COMPARED_CALLS; i++)
		text[i] = c[i].value.type == VALUE_NONE
				  ? (struct value_text){ "-" }
				  : value_text(c[i].value);
	print_row(to, _("returns"), text[0].text, text[1].text);
}

static void print_number(FILE *to, uint32_t number)
{
	char text[16];

	snprintf(text, sizeof(text), "%" PRIu32, number);
	text_pad(text, NARROW, to);
}

static void print_blocks(FILE *to, const struct compared_blocks *blocks)
{
	char text[64];

	snprintf(text, sizeof(text), "%s %u", blocks->zone, blocks->order);
	text_pad(text, LABEL, to);
	print_number(to, blocks->before);
	print_number(to, blocks->after[0]);
	fprintf(to, "%" PRIu32 "\n", blocks->after[1]);
}

static void print_free(FILE *to, const struct comparison *c)
{
	if (!c->nr_blocks) {
		fputs(_("\nboth leave the free blocks as they were\n"), to);
		return;
	}
	putc('\n', to);
	text_pad(_("free blocks"), LABEL, to);
	text_pad(_("before"), NARROW, to);
	text_pad(_("after 1"), NARROW, to);
	fprintf(to, "%s\n", _("after 2"));
	for (unsigned int i = 0; i < c->nr_blocks; i++)
		print_blocks(to, &c->blocks[i]);
}

/* The calls stand over their columns, or above both if they are too long. */
static void print_heading(FILE *to, const struct compared_call *c)
{
	char first[4 * COLUMN], second[4 * COLUMN];

	if (text_columns(c[0].line, strlen(c[0].line)) <= CALL &&
	    text_columns(c[1].line, strlen(c[1].line)) <= CALL) {
		snprintf(first, sizeof(first), "1: %s", c[0].line);
		snprintf(second, sizeof(second), "2: %s", c[1].line);
		print_row(to, "", first, second);
		return;
	}
	fprintf(to, "1: %s\n2: %s\n\n", c[0].line, c[1].line);
	print_row(to, "", "1", "2");
}

static void print_counters(FILE *to, const struct compared_call *c,
			   uint32_t set)
{
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		if (set >> i & 1)
			print_numbers(
				to,
				_(record_counter_name((enum record_counter)i)),
				c[0].count[i], c[1].count[i]);
}

/* What the calls take comes first, then how they came to it. */
static void print_compared(struct session *s, const struct comparison *compared)
{
	const uint32_t taken =
		1u << RECORD_PAGES | 1u << RECORD_PTES | 1u << RECORD_TABLES;
	const struct compared_call *c = compared->call;
	FILE *to = s->out.file;

	/* What the calls said, and whoever tried to read them. */
	memory_stream_reset(&s->out);
	print_heading(to, c);
	print_values(to, c);
	print_numbers(to, _("steps"), c[0].steps, c[1].steps);
	print_counters(to, c, taken);
	print_numbers(to, _("words stored"), c[0].stores, c[1].stores);
	print_counters(to, c, ~taken);
	print_free(to, compared);
	for (unsigned int i = 0; i < COMPARED_CALLS; i++)
		if (*c[i].reason)
			fprintf(to, "%s%u: %s\n", i && *c[0].reason ? "" : "\n",
				i + 1, c[i].reason);
}

/* ---- Under each kernel's allocator ---- */

/* The words from @from on as one line; @canonical: without the person's. */
static int join_call(struct session *s, size_t from, struct memory_stream *line)
{
	for (size_t i = from; i < s->words.nr; i++) {
		fputs(i == from ? "" : " ", line->file);
		word_print(s->words.word[i], line->file);
	}
	return memory_stream_text(line) ? fail_memory(s) : 0;
}

/* The call in words that mean the same anywhere (canonical_line.c). */
static int freeze_call(struct session *s, size_t from,
		       struct memory_stream *line)
{
	struct called_command call;
	int error = read_one(s, from, s->words.nr - from, &call);

	if (error)
		return error;
	if (!(call.command->flags & COMMAND_LOGGED))
		return join_call(s, from, line);
	if (memory_stream_text(&s->canonical))
		return fail_memory(s);
	fprintf(line->file, "%s%s", call.command->name, s->canonical.text);
	return memory_stream_text(line) ? fail_memory(s) : 0;
}

static int compare_call(struct session *s, struct generations *g)
{
	struct memory_stream typed, frozen = { .file = NULL };
	int error = memory_stream_open(&typed);

	if (!error && memory_stream_open(&frozen))
		error = -ENOMEM;
	if (error)
		error = fail_memory(s);
	else
		error = freeze_call(s, 2, &frozen);
	if (!error)
		error = join_call(s, 2, &typed);
	if (!error)
		error = generations_call(s, typed.text, frozen.text, g);
	memory_stream_close(&typed);
	memory_stream_close(&frozen);
	return error;
}

static int compare_allocators(struct session *s)
{
	struct generations *g = calloc(1, sizeof(*g));
	int error;

	if (!g)
		return fail_memory(s);
	if (s->words.nr < 3)
		error = fail(s, -EINVAL,
			     "compare allocators needs a call, or source FILE");
	else if (strcmp(s->words.word[2], "source"))
		error = compare_call(s, g);
	else if (s->words.nr == 4)
		error = generations_script(s, s->words.word[3], g);
	else
		error = fail(s, -EINVAL,
			     "expected one file: compare "
			     "allocators source FILE");
	if (error) {
		generations_free(g);
		free(g);
		return error;
	}
	generations_free(s->generations);
	free(s->generations);
	s->generations = g;
	s->compared = g;
	memory_stream_reset(&s->out);
	generations_print(g, s->out.file);
	return 0;
}

/* ---- Two calls ---- */

void comparison_free(struct comparison *c)
{
	for (unsigned int i = 0; c && i < COMPARED_CALLS; i++)
		free(c->call[i].line);
	free(c);
}

/* The words of a call, as they were typed. */
static int keep_line(struct session *s, size_t from, size_t to, char **line)
{
	struct memory_stream text;
	int error = memory_stream_open(&text);

	for (size_t i = from; !error && i < to; i++)
		fprintf(text.file, "%s%s", i == from ? "" : " ",
			s->words.word[i]);
	if (!error)
		error = memory_stream_text(&text);
	*line = error ? NULL : strdup(text.text);
	memory_stream_close(&text);
	return *line ? 0 : fail_memory(s);
}

static int compare(struct session *s, size_t from, size_t to,
		   struct compared_call *c, struct free_blocks *after)
{
	struct called_command call;
	int error = keep_line(s, from, to, &c->line);

	if (!error)
		error = read_one(s, from, to - from, &call);
	return error ? error : run_one(s, &call, c, after);
}

static int run_compare(struct session *s, const struct args *args,
		       struct value *value)
{
	struct comparison *c;
	struct free_blocks before, after[COMPARED_CALLS];
	size_t second = 0;
	int error;

	(void)value;
	if (!strcmp(args->word[0], "allocators"))
		return compare_allocators(s);
	c = calloc(1, sizeof(*c));
	error = c ? find_second(s, &second) : fail_memory(s);
	if (!error) {
		count_free(s->k, &before);
		error = compare(s, 1, second, &c->call[0], &after[0]);
	}
	if (!error)
		error = compare(s, second, s->words.nr, &c->call[1], &after[1]);
	if (error) {
		comparison_free(c);
		return error;
	}
	find_changes(s->k, &before, after, c);
	comparison_free(s->comparison);
	s->comparison = c;
	s->beside = c;
	print_compared(s, c);
	return 0;
}

const struct command compare_commands[] = {
	{
		.name = "compare",
		.flags = COMMAND_SETTLED | COMMAND_STEPS | COMMAND_CALLS,
		.summary = N_("Run two calls from here, and compare"),
		.help = N_("Both start from the machine as it is now, and it "
			   "is the same again afterwards. Shows what each "
			   "returns, its steps, the tree nodes it visits, the "
			   "holes it tries, the pages it takes, the page table "
			   "entries it writes, and the free blocks it leaves. "
			   "With --json the answer has all of it as "
			   "numbers.\n"
			   "compare allocators CALL runs what led here and "
			   "then one call under the allocator of each kernel "
			   "(see `help boot`), compare allocators source FILE "
			   "a script: the addresses side by side, and the rule "
			   "behind the first that differs. `export csv FILE` "
			   "writes all of them."),
		.example = "compare kmalloc 64k vmalloc 64k\n"
			   "compare vmalloc 4k ioremap 0xf1000000 4k\n"
			   "compare allocators vmalloc 4k",
		.args = { { "CALL", ARG_WORD, ARG_REPEAT | ARG_CALL, NULL } },
		.run = run_compare,
	},
	{ .name = NULL },
};
