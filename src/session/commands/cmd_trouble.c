/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_trouble.c - commands that cause trouble: failures on demand, random work,
 * fragmented memory.
 *
 * repeat and churn do many calls in one command. Between two of them they look
 * whether somebody wants them to stop; the machine is whole then. They answer
 * with an error, and the session takes back what they did: a command is done to
 * its end or not at all.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "session/line/argument.h"
#include "session/session.h"
#include "session/commands/workload.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* ---- Fault injection ---- */

/* A knob of struct fault_attr under the kernel's name. */
static const struct knob {
	const char *name;
	size_t offset; /* of a uint32_t in struct fault_attr */
	uint32_t lowest, highest;
	enum { KNOB_NUMBER, KNOB_TIMES, KNOB_BOOL } type;
	const char *takes; /* for people */
} knobs[] = {
	{ "probability", offsetof(struct fault_attr, probability), 0, 100,
	  KNOB_NUMBER, N_("a percentage, 0 to 100") },
	{ "interval", offsetof(struct fault_attr, interval), 1, UINT32_MAX,
	  KNOB_NUMBER, N_("a number from 1 up") },
	{ "times", offsetof(struct fault_attr, times), 0, UINT32_MAX - 1,
	  KNOB_TIMES, N_("a number, or -1 for no limit") },
	{ "space", offsetof(struct fault_attr, space), 0, UINT32_MAX,
	  KNOB_NUMBER, N_("a number: how much passes first") },
	{ "min-order", offsetof(struct fault_attr, min_order), 0, MAX_ORDER - 1,
	  KNOB_NUMBER, N_("an order, 0 to 10") },
	{ "ignore-gfp-wait", offsetof(struct fault_attr, ignore_gfp_wait), 0, 1,
	  KNOB_BOOL, N_("Y or N") },
	{ "ignore-gfp-highmem", offsetof(struct fault_attr, ignore_gfp_highmem),
	  0, 1, KNOB_BOOL, N_("Y or N") },
	{ "seed", offsetof(struct fault_attr, random), 1, UINT32_MAX,
	  KNOB_NUMBER, N_("a number from 1 up") },
};

/* A knob where it lies in RAM, or in a copy of the attributes. */
static const uint32_t *knob_at(const struct fault_attr *attr,
			       const struct knob *knob)
{
	return (const uint32_t *)(const void *)((const char *)attr +
						knob->offset);
}

/* The knob that a word NAME=VALUE is about; *value is after the =. */
static const struct knob *find_knob(const char *word, const char **value)
{
	size_t len = strcspn(word, "=");

	if (!word[len])
		return NULL;
	*value = word + len + 1;
	for (size_t i = 0; i < ARRAY_SIZE(knobs); i++)
		if (strlen(knobs[i].name) == len &&
		    !memcmp(knobs[i].name, word, len))
			return &knobs[i];
	return NULL;
}

static int knob_value(const struct knob *knob, const char *text,
		      uint32_t *value)
{
	static const char *const yes_no[] = { "N", "Y", "0", "1" };
	uint64_t number;

	if (knob->type == KNOB_TIMES && !strcmp(text, "-1")) {
		*value = FAULT_FOR_EVER;
		return 0;
	}
	for (uint32_t i = 0; knob->type == KNOB_BOOL && i < 4; i++)
		if (!strcmp(text, yes_no[i])) {
			*value = i % 2;
			return 0;
		}
	if (knob->type == KNOB_BOOL || parse_number(text, &number) ||
	    number < knob->lowest || number > knob->highest)
		return -EINVAL;
	*value = (uint32_t)number;
	return 0;
}

/* What one word says, into a value for each knob and a bit that it is set. */
static int read_knob(struct session *s, const char *word, uint32_t *values,
		     uint32_t *given)
{
	const char *text = NULL;
	const struct knob *knob = find_knob(word, &text);
	size_t i;

	if (!strcmp(word, "off")) {
		knob = &knobs[0];
		text = "0";
	}
	if (!knob)
		return fail(
			s, -EINVAL,
			"%s is not a knob; there are probability= interval= "
			"times= space= min-order= ignore-gfp-wait= "
			"ignore-gfp-highmem= seed= and off",
			shown(word).text);
	i = (size_t)(knob - knobs);
	if (*given >> i & 1)
		return fail(s, -EINVAL, "%s= is given twice", knob->name);
	*given |= 1u << i;
	if (knob_value(knob, text, &values[i]))
		return fail(s, -EINVAL,
			    "%s is not a valid value for %s=, which takes %s",
			    shown(text).text, knob->name, _(knob->takes));
	return 0;
}

static void print_knob(const struct knob *knob, uint32_t value, FILE *to)
{
	if (knob->type == KNOB_TIMES && value == FAULT_FOR_EVER)
		fprintf(to, "%s=-1", knob->name);
	else if (knob->type == KNOB_BOOL)
		fprintf(to, "%s=%c", knob->name, value ? 'Y' : 'N');
	else
		fprintf(to, "%s=%" PRIu32, knob->name, value);
}

/* As words that set the same again; the seed is where the generator stands. */
static void print_knobs(const char *name, const struct fault_attr *attr,
			FILE *to)
{
	fputs(name, to);
	for (size_t i = 0; i < ARRAY_SIZE(knobs); i++) {
		fputs(i == 4 ? "\n  " : " ", to);
		print_knob(&knobs[i], *knob_at(attr, &knobs[i]), to);
	}
	putc('\n', to);
}

/* @unit: what space= counts. The knobs are set when all words are good. */
static int run_fault(struct session *s, const struct args *args,
		     const struct fault_attr *attr)
{
	uint32_t values[ARRAY_SIZE(knobs)], given = 0;
	int error = 0;

	for (uint32_t i = 0; !error && i < args->nr_words; i++)
		error = read_knob(s, args->word[i], values, &given);
	if (error)
		return error;
	if (!given)
		print_knobs(s->words.word[0], attr, s->out.file);
	for (size_t i = 0; i < ARRAY_SIZE(knobs); i++)
		if (given >> i & 1)
			store32(s->k->m, knob_at(attr, &knobs[i]), values[i]);
	/* Every setting counts from its beginning. */
	if (given)
		set(s->k->m, attr->count, 0);
	return 0;
}

static int run_fail_page_alloc(struct session *s, const struct args *args,
			       struct value *value)
{
	(void)value;
	return run_fault(s, args, &s->k->g->fail_page_alloc);
}

static int run_failslab(struct session *s, const struct args *args,
			struct value *value)
{
	(void)value;
	return run_fault(s, args, &s->k->g->failslab);
}

/* ---- Long commands ---- */

/* A jiffy between two calls; the one after the last is the session's. */
static void tick(struct kernel *k)
{
	set(k->m, k->g->jiffies, k->g->jiffies + 1);
}

/* The session takes back what was done, as after any other error. */
static int fail_interrupted(struct session *s, uint32_t done)
{
	return fail(s, -EINTR,
		    "interrupted after %" PRIu32
		    " calls: all of them are undone",
		    done);
}

/* ---- repeat ---- */

/* What is said once for all the calls. */
struct repetition {
	const struct command *command;
	const char *slash;
	uint32_t done;
	uint32_t nulls; /* of them gave NULL */
};

static int find_repeated(struct session *s, struct repetition *r)
{
	const char *word = s->words.word[0];
	size_t len = strcspn(word, "/");

	r->slash = word[len] ? word + len + 1 : NULL;
	r->command = command_find(word, len);
	if (!r->command)
		return command_unknown(s, word);
	if (!(r->command->flags & COMMAND_CHANGES) ||
	    (r->command->flags & (COMMAND_REBOOTS | COMMAND_CALLS)))
		return fail(s, -EINVAL,
			    "%s cannot be repeated: only single calls into the "
			    "kernel can",
			    r->command->name);
	return 0;
}

/*
 * One call, its arguments read afresh: the last one may have changed what they
 * stand for. Of what calls print the last one's stays.
 */
static int call_once(struct session *s, struct repetition *r,
		     struct value *value)
{
	struct value gave = { VALUE_NONE, 0 };
	struct args args;
	int error;

	memory_stream_reset(&s->out);
	memory_stream_reset(&s->canonical);
	error = arguments_read(s, r->command, r->slash, &args);
	if (error)
		return error;
	if (r->done)
		tick(s->k);
	error = r->command->run(s, &args, &gave);
	if (error)
		return error;
	r->done++;
	r->nulls += value_is_null(gave);
	*value = gave;
	return 0;
}

static void print_repetition(const struct repetition *r, FILE *to)
{
	if (r->command->returns)
		fprintf(to,
			ngettext("%" PRIu32 " call ran, %" PRIu32
				 " returned NULL\n",
				 "%" PRIu32 " calls ran, %" PRIu32
				 " returned NULL\n",
				 r->done),
			r->done, r->nulls);
	else
		fprintf(to,
			ngettext("%" PRIu32 " call ran\n",
				 "%" PRIu32 " calls ran\n", r->done),
			r->done);
}

/* The sentence of a call's own error, with which call it was. */
static int fail_call(struct session *s, uint32_t done, int error)
{
	char sentence[MESSAGE_SIZE];

	if (!done)
		return error;
	strcpy(sentence, s->message);
	return fail(s, error, "call %" PRIu32 " (all are undone): %s", done + 1,
		    sentence);
}

/* s->words are those of the call while it runs: so errors name it. */
static int run_repeat(struct session *s, const struct args *args,
		      struct value *value)
{
	const struct words whole = s->words;
	struct repetition r = { .done = 0 };
	int error;

	s->words.word += s->words.nr - args->nr_words;
	s->words.nr = args->nr_words;
	error = find_repeated(s, &r);
	while (!error && r.done < args->count &&
	       session_goes_on(s, r.done, args->count))
		error = call_once(s, &r, value);
	s->words = whole;
	if (error)
		return fail_call(s, r.done, error);
	if (r.done < args->count)
		return fail_interrupted(s, r.done);
	print_repetition(&r, s->out.file);
	return 0;
}

/* ---- churn ---- */

enum { USUAL_MIN = 4 << 10, USUAL_MAX = 256 << 10 };

static int run_churn(struct session *s, const struct args *args,
		     struct value *value)
{
	uint32_t min = arg_given(args, ARG_MIN) ? args->min : USUAL_MIN;
	uint32_t max = arg_given(args, ARG_MAX) ? args->max : USUAL_MAX;
	struct churn c;

	(void)value;
	if (min > max)
		return fail(s, -EINVAL,
			    "the smallest area, %" PRIu32
			    " bytes, is larger than the largest, %" PRIu32,
			    min, max);
	churn_start(&c, s->k, args->seed, min, max);
	while (c.operations < args->count &&
	       session_goes_on(s, c.operations, args->count)) {
		if (c.operations)
			tick(s->k);
		churn_step(&c);
	}
	if (c.operations < args->count)
		return fail_interrupted(s, c.operations);
	fprintf(s->out.file,
		_("%" PRIu32 " operations, %" PRIu32 " failures, %" PRIu32
		  " areas left\n"),
		c.operations, c.failures, churn_left(&c));
	return 0;
}

/* ---- fragment ---- */

static int run_fragment(struct session *s, const struct args *args,
			struct value *value)
{
	struct fragmentation f;

	(void)value;
	if (fragment(s->k, args->percent, args->seed, &f))
		return fail_memory(s);
	fprintf(s->out.file,
		f.largest < 0 ? _("%" PRIu32 " of %" PRIu32
				  " free pages taken singly; none is free\n")
			      : _("%" PRIu32 " of %" PRIu32
				  " free pages taken singly; %" PRIu32
				  " are free, in blocks up to order %d\n"),
		f.kept, f.was_free, f.is_free, f.largest);
	return 0;
}

/* ---- The table ---- */

#define SEED_ARG "seed", ARG_SEED, ARG_KEYWORD, NULL
#define KNOBS_ARG "KNOB=VALUE", ARG_WORD, ARG_OPTIONAL | ARG_REPEAT, NULL

const struct command trouble_commands[] = {
	{
		.name = "fail_page_alloc",
		.flags = COMMAND_CHANGES,
		.summary = N_("Make page allocations fail, or show the knobs"),
		.help = N_(
			"The kernel's own knobs: probability= in percent, "
			"interval= (every n-th), times= (-1: no limit), space= "
			"(the N-th page is the first that may fail), "
			"min-order=, ignore-gfp-wait=Y, ignore-gfp-highmem=Y; "
			"seed= of the random numbers. `off` is probability=0. "
			"space=N probability=100 times=1 takes any failure "
			"path at will. Here nothing is spared unless you say "
			"so; the kernel starts with ignore-gfp-wait=Y, "
			"ignore-gfp-highmem=Y and min-order=1."),
		.example = "fail_page_alloc probability=100 times=1 space=3\n"
			   "vmalloc 40k\n"
			   "fail_page_alloc off",
		.args = { { KNOBS_ARG } },
		.run = run_fail_page_alloc,
	},
	{
		.name = "failslab",
		.flags = COMMAND_CHANGES,
		.summary = N_("Make kmalloc fail, or show the knobs"),
		.help = N_("Like fail_page_alloc, for objects of the slab "
			   "caches: space= counts bytes, each object with the "
			   "size of its cache, and min-order= has no effect. "
			   "The kernel starts with ignore-gfp-wait=Y."),
		.example = "failslab probability=100 times=1\n"
			   "vmalloc 4k",
		.args = { { KNOBS_ARG } },
		.run = run_failslab,
	},
	{
		.name = "repeat",
		.flags = COMMAND_CHANGES | COMMAND_CALLS,
		.summary = N_("Run one call N times"),
		.returns = N_("what the last call returned"),
		.help = N_("CALL is a command that changes the kernel, with "
			   "its arguments. An error or Ctrl-C undoes all of "
			   "it. Only the last value is kept."),
		.example = "repeat 100 vmalloc 4k\n"
			   "repeat 3 alloc_pages 0",
		.args = { { "N", ARG_COUNT, 0, NULL },
			  { "CALL", ARG_WORD, ARG_REPEAT | ARG_CALL, NULL } },
		.run = run_repeat,
	},
	{
		.name = "churn",
		.flags = COMMAND_CHANGES,
		.summary = N_("Allocate and free areas at random"),
		.help = N_("Each operation picks one of 64 places: an area "
			   "there is freed, otherwise one is allocated "
			   "(vmalloc, ioremap, vmalloc_user or vmalloc_32, of "
			   "min= to max= bytes, by default 4k to 256k). About "
			   "32 areas stay. The same seed= does the same."),
		.example = "churn 1000\n"
			   "churn 1000 seed=7 min=4k max=1M",
		.args = { { "OPS", ARG_COUNT, 0, NULL },
			  { SEED_ARG },
			  { "min", ARG_MIN, ARG_KEYWORD, NULL },
			  { "max", ARG_MAX, ARG_KEYWORD, NULL } },
		.run = run_churn,
	},
	{
		.name = "fragment",
		.flags = COMMAND_CHANGES,
		.summary = N_("Fragment the free memory"),
		.help = N_("Takes every free page of lowmem singly and frees a "
			   "random choice of them, so that PERCENT of them "
			   "stay in use: your pages, for free_pages. From 7 "
			   "percent on no free block of 16 pages is left. What "
			   "the high watermark requires stays free."),
		.example = "fragment 50\n"
			   "cat /proc/buddyinfo\n"
			   "alloc_pages 4",
		.args = { { "PERCENT", ARG_PERCENT, 0, NULL }, { SEED_ARG } },
		.run = run_fragment,
	},
	{ .name = NULL },
};
