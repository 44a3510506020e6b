/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * result_json.c - results through jansson.
 *
 * A NULL from jansson is passed on: it refuses one as a member, so one check at
 * the end is enough.
 */
#include "session/answer/result_json.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"
#include "text/paragraph.h"
#include "session/commands/comparison.h"
#include "session/front.h"
#include "session/generations/generations.h"
#include "session/prediction/forgotten_rules.h"
#include "session/session.h"
#include "session/stepping/step_record.h"
#include "session/stepping/stepper.h"
#include "inspect/memory_stream.h"

/* ---- UTF-8 ---- */

/* A copy in which each byte that is not UTF-8 is U+FFFD, three bytes long. */
static char *utf8_repair(const char *text, size_t len, size_t *repaired)
{
	static const char replacement[] = "\xef\xbf\xbd";
	char *copy = malloc(3 * len + 1), *to = copy;

	while (copy && len) {
		uint32_t code;
		size_t n = clean_char(text, len, &code);
		bool good = code || !*text;

		to = mempcpy(to, good ? text : replacement, good ? n : 3);
		text += n;
		len -= n;
	}
	*repaired = (size_t)(to - copy);
	return copy;
}

/* Nearly all text is UTF-8: jansson finds out on its own. */
static json_t *text_value(const char *text, size_t len)
{
	json_t *value = json_stringn(text, len);
	char *copy;

	if (value)
		return value;
	copy = utf8_repair(text, len, &len);
	if (copy)
		value = json_stringn_nocheck(copy, len);
	free(copy);
	return value;
}

/* ---- The object ---- */

/* @o with one more member; NULL, and all given back, if either is NULL. */
static json_t *with(json_t *o, const char *key, json_t *value)
{
	if (!json_object_set_new(o, key, value))
		return o;
	json_decref(o);
	return NULL;
}

/* Likewise an array. */
static json_t *plus(json_t *array, json_t *value)
{
	if (!json_array_append_new(array, value))
		return array;
	json_decref(array);
	return NULL;
}

static json_t *value_value(struct value value)
{
	if (value.type == VALUE_NONE || value_is_null(value))
		return json_null();
	if (value.type == VALUE_PFN || value.type == VALUE_COUNT)
		return json_integer(value.bits);
	if (value.type == VALUE_INT)
		return json_integer((int32_t)value.bits);
	return json_sprintf("0x%08x", value.bits);
}

/* clean_json() cleans all of it. */
static void print_raw(const char *text, size_t len, FILE *to)
{
	fwrite(text, 1, len, to);
}

/* The text as batch has it, with the reason for a NULL under it. */
static json_t *output_value(const struct result *r)
{
	struct memory_stream both;
	json_t *value = NULL;

	if (memory_stream_open(&both))
		return NULL;
	answer_print(r->output, r->output_len, TEXT_COLUMNS, print_raw,
		     both.file);
	if (*r->reason)
		fprintf(both.file, "%s\n", r->reason);
	if (!memory_stream_text(&both))
		value = text_value(both.text, both.size);
	memory_stream_close(&both);
	return value;
}

static json_t *printk_value(const struct result *r)
{
	const char *line = r->printk, *end = line + r->printk_len;
	json_t *lines = json_array();

	while (line < end) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		const char *stop = newline ? newline : end;

		lines = plus(lines, text_value(line, (size_t)(stop - line)));
		line = newline ? newline + 1 : end;
	}
	return lines;
}

/* ---- Steps ---- */

/* What step_print...() write, as a string. */
static json_t *printed(const struct record_var *var, bool object)
{
	char text[64] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	if (!to)
		return NULL;
	if (object)
		step_print_object(to, var->kind, var->value, var->detail);
	else
		step_print_value(to, var->kind, var->value);
	fclose(to);
	return json_string(text);
}

static json_t *var_value(const struct record_var *var)
{
	switch (var->kind) {
	case STEP_NUMBER:
		return json_integer((int32_t)var->value);
	case STEP_COUNT:
	case STEP_PAGES:
	case STEP_BYTES:
	case STEP_ORDER:
	case STEP_PFN:
		return json_integer(var->value);
	default:
		if (step_is_object(var->kind) && !var->value)
			return json_null();
		return printed(var, false);
	}
}

static json_t *step_value_object(const struct record_step *step,
				 const struct front *front)
{
	json_t *vars = json_object(), *objects = json_object();

	for (unsigned int i = 0; i < step->nr_vars; i++) {
		const struct record_var *var = &step->var[i];

		vars = with(vars, var->name, var_value(var));
		if (step_is_object(var->kind) && var->value)
			objects = with(objects, var->name, printed(var, true));
	}
	return json_pack("{s:s,s:i,s:s,s:i,s:o,s:o}", "file",
			 step_file(step->point), "line",
			 (int)front_line(front, step->point), "function",
			 step->point->function, "depth", (int)step->depth,
			 "vars", vars, "objects", objects);
}

/* What a step of a trace has, and where in the call it is. */
static json_t *stepper_value(const struct stepper *stepper,
			     const struct front *front)
{
	struct record_step step;
	char why[1024] = "";
	FILE *to = fmemopen(why, sizeof(why), "w");
	json_t *o;

	if (!to)
		return NULL;
	record_step(stepper->record, stepper->at, &step);
	record_print_why(&step, NULL, to);
	fclose(to);
	o = with(step_value_object(&step, front), "why", json_string(why));
	o = with(o, "n", json_integer(stepper->at + 1));
	o = with(o, "of", json_integer(record_steps(stepper->record)));
	if (record_is_end(stepper->record, stepper->at))
		o = with(o, "end", json_true());
	return o;
}

/* One by one: all of them as objects of jansson's would be gigabytes. */
static int print_steps(const struct step_record *r, const struct front *front,
		       FILE *to)
{
	fputs(",\"steps\":[", to);
	for (uint32_t i = 0; i < record_steps(r); i++) {
		struct record_step step;
		json_t *o;
		char *text;

		record_step(r, i, &step);
		o = step_value_object(&step, front);
		text = o ? json_dumps(o, JSON_COMPACT) : NULL;
		json_decref(o);
		if (!text)
			return -ENOMEM;
		fprintf(to, "%s%s", i ? "," : "", text);
		free(text);
	}
	putc(']', to);
	return 0;
}

/* ---- What was said first ---- */

static json_t *rules_value(uint32_t rules)
{
	json_t *names = json_array();
	const struct forgotten_rule *row;

	for (unsigned int i = 0; (row = forgotten_rule(i)); i++)
		if (rules >> i & 1)
			names = plus(names, json_string(row->name));
	return names;
}

static json_t *predict_value(const struct prediction *p)
{
	json_t *o =
		json_pack("{s:s,s:o,s:o,s:b,s:o}", "asked", p->asked, "answer",
			  p->given ? value_value(p->answer) : json_null(),
			  "right", value_value(p->right), "ok", p->ok, "forgot",
			  rules_value(p->forgot));

	return *p->why ? with(o, "why", text_value(p->why, strlen(p->why))) : o;
}

/* ---- A quiz ---- */

static json_t *problem_value(const struct quiz_problem *p, uint32_t n,
			     bool solved)
{
	json_t *setup = json_array(), *o;

	for (unsigned int i = 0; i < p->nr_setup; i++)
		setup = plus(setup, json_string(p->setup[i]));
	o = json_pack("{s:I,s:o,s:s,s:s}", "n", (json_int_t)n, "setup", setup,
		      "ask", p->ask, "text", p->text.text);
	if (!solved)
		return o;
	o = with(o, "answer", value_value(p->answer));
	return with(o, "why", json_string(p->why.text));
}

static json_t *quiz_value(const struct quiz_sheet *sheet)
{
	const struct quiz *q = &sheet->quiz;
	json_t *questions = json_array();

	for (uint32_t i = 0; i < q->nr; i++)
		questions =
			plus(questions, problem_value(&sheet->problem[i], i + 1,
						      sheet->solved));
	return json_pack("{s:s,s:I,s:i,s:o}", "topic",
			 quiz_topic_name(q->topic), "seed", (json_int_t)q->seed,
			 "level", (int)q->level, "questions", questions);
}

/* ---- Holes that a search passed ---- */

static json_t *address_value(vaddr_t addr)
{
	return value_value((struct value){ VALUE_ADDR, addr });
}

static json_t *hole_value(const struct hole_search *h,
			  const struct passed_hole *hole)
{
	return json_pack(
		"{s:o,s:o,s:I,s:o,s:I,s:I}", "start",
		address_value(hole->start), "end", address_value(hole->end),
		"size", (json_int_t)(hole->end - hole->start), "tried",
		hole->tried ? address_value((vaddr_t)hole->addr) : json_null(),
		"needs", (json_int_t)passed_hole_needs(h, hole), "lacks",
		(json_int_t)passed_hole_lacks(h, hole));
}

/* The last hole is the one that was taken, where an address was found. */
static json_t *search_value(const struct hole_search *h)
{
	json_t *holes = json_array();

	for (size_t i = 0; i < h->nr; i++)
		holes = plus(holes, hole_value(h, &h->hole[i]));
	return json_pack(
		"{s:I,s:I,s:o,s:o,s:i,s:o,s:o}", "size", (json_int_t)h->size,
		"align", (json_int_t)h->align, "start", address_value(h->start),
		"end", address_value(h->end), "purges", (int)h->purges,
		"address", h->found ? address_value(h->addr) : json_null(),
		"holes", holes);
}

/* By their names, in the order of enum record_counter. */
static json_t *counters_value(const uint64_t count[RECORD_COUNTERS])
{
	json_t *o = json_object();

	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		o = with(o, record_counter_name((enum record_counter)i),
			 json_integer((json_int_t)count[i]));
	return o;
}

/* ---- The same under each kernel's allocator ---- */

static json_t *answers_value(const struct generations *g, uint32_t n)
{
	json_t *values = json_array();

	for (unsigned int i = 0; i < g->nr_generations; i++)
		values = plus(values,
			      value_value(g->line[n - 1].answer[i].value));
	return values;
}

/* Under which of them it could not run. */
static json_t *refused_value(const struct generations *g, uint32_t n)
{
	json_t *names = json_array();

	for (unsigned int i = 0; i < g->nr_generations; i++)
		if (g->line[n - 1].answer[i].refused)
			names = plus(names,
				     json_string(allocator_name(
					     g->generation[i].allocator)));
	return names;
}

static json_t *lines_value(const struct generations *g)
{
	json_t *lines = json_array();

	for (uint32_t n = 1; n <= g->nr; n++) {
		const char *text = generations_text(g, n);

		lines = plus(lines,
			     json_pack("{s:I,s:o,s:o,s:o,s:b}", "n",
				       (json_int_t)n, "command",
				       text_value(text, strlen(text)), "values",
				       answers_value(g, n), "refused",
				       refused_value(g, n), "differs",
				       generations_differ(g, n)));
	}
	return lines;
}

static json_t *parting_rules_value(uint32_t rules)
{
	json_t *names = json_array();
	const char *name;

	for (unsigned int i = 0; (name = generation_rule_name(i)); i++)
		if (rules >> i & 1)
			names = plus(names, json_string(name));
	return names;
}

static json_t *generation_value(const struct generation *one)
{
	json_t *o = json_pack(
		"{s:s,s:I,s:I,s:I,s:I,s:o,s:o}", "allocator",
		allocator_name(one->allocator), "steps", (json_int_t)one->steps,
		"words_stored", (json_int_t)one->stores, "lost_to_gaps",
		(json_int_t)one->lost, "host_ns", (json_int_t)one->ns,
		"differs",
		one->differs ? json_integer(one->differs) : json_null(),
		"rules", parting_rules_value(one->rules));

	return with(o, "counters", counters_value(one->count));
}

static json_t *generations_value(const struct generations *g)
{
	json_t *all = json_array();
	uint32_t first = generations_first(g);

	for (unsigned int i = 0; i < g->nr_generations; i++)
		all = plus(all, generation_value(&g->generation[i]));
	return json_pack("{s:o,s:o,s:o}", "allocators", all, "lines",
			 lines_value(g), "first",
			 first ? json_integer(first) : json_null());
}

/* ---- Two calls ---- */

static json_t *compared_call_value(const struct compared_call *call)
{
	json_t *o = json_pack("{s:o,s:o,s:I,s:I,s:o}", "call",
			      text_value(call->line, strlen(call->line)),
			      "value", value_value(call->value), "steps",
			      (json_int_t)call->steps, "words_stored",
			      (json_int_t)call->stores, "counters",
			      counters_value(call->count));

	return *call->reason
		       ? with(o, "reason",
			      text_value(call->reason, strlen(call->reason)))
		       : o;
}

static json_t *compared_blocks_value(const struct compared_blocks *b)
{
	return json_pack("{s:I,s:s,s:I,s:I,s:[I,I]}", "node",
			 (json_int_t)b->node, "zone", b->zone, "order",
			 (json_int_t)b->order, "before", (json_int_t)b->before,
			 "after", (json_int_t)b->after[0],
			 (json_int_t)b->after[1]);
}

static json_t *comparison_value(const struct comparison *c)
{
	json_t *calls = json_array(), *blocks = json_array();

	for (unsigned int i = 0; i < COMPARED_CALLS; i++)
		calls = plus(calls, compared_call_value(&c->call[i]));
	for (unsigned int i = 0; i < c->nr_blocks; i++)
		blocks = plus(blocks, compared_blocks_value(&c->blocks[i]));
	return json_pack("{s:o,s:o}", "calls", calls, "free", blocks);
}

static json_t *result_object(const struct result *r)
{
	json_t *o = json_pack("{s:I,s:o,s:b}", "n", (json_int_t)r->n, "command",
			      text_value(r->command, r->command_len), "ok",
			      !r->error);

	if (r->error)
		return with(o, "error",
			    text_value(r->message, strlen(r->message)));
	o = with(o, "value", value_value(r->value));
	if (r->value.type != VALUE_NONE)
		o = with(o, "name", json_sprintf("$%u", r->index));
	o = with(o, "output", output_value(r));
	o = with(o, "printk", printk_value(r));
	if (r->step)
		o = with(o, "step", stepper_value(r->step, r->front));
	if (r->quizzed)
		o = with(o, "quiz", quiz_value(r->quizzed));
	if (r->compared)
		o = with(o, "compare", generations_value(r->compared));
	if (r->searched)
		o = with(o, "explain", search_value(r->searched));
	if (r->beside)
		o = with(o, "compare", comparison_value(r->beside));
	if (r->predicted)
		o = with(o, "predict", predict_value(r->predicted));
	return o;
}

/* The object's text, with the steps before its closing brace. */
static int print_with_steps(char *text, const struct result *r, FILE *to)
{
	struct memory_stream whole;
	int error = memory_stream_open(&whole);

	if (error)
		return error;
	text[strlen(text) - 1] = '\0';
	fputs(text, whole.file);
	error = print_steps(r->steps, r->front, whole.file);
	putc('}', whole.file);
	if (!error)
		error = memory_stream_text(&whole);
	if (!error)
		clean_json(whole.text, whole.size, to);
	memory_stream_close(&whole);
	return error;
}

int json_print(const struct result *r, FILE *to)
{
	json_t *o = result_object(r);
	char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	int error = 0;

	json_decref(o);
	if (!text)
		return -ENOMEM;
	if (r->steps)
		error = print_with_steps(text, r, to);
	else
		clean_json(text, strlen(text), to);
	if (!error)
		putc('\n', to);
	free(text);
	return error;
}
