/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generations.c - running the same commands under the allocator of each kernel.
 */
#include "session/generations/generations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kernel/vmap_record.h"
#include "session/commands/called_command.h"
#include "session/files/text_lines.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/time/timeline.h"

enum { FIRST_LINES = 64, TIMED_RUNS = 9, TIMED_SCRIPTS = 3 };

/* What a line of a script is to a comparison. */
enum line_kind {
	LINE_NOTHING, /* it looks, or writes a file: passed over */
	LINE_VALUE,   /* it only gives a value, which may be used later */
	LINE_CALL,    /* it changes the machine: told of */
	LINE_MOVES,   /* it boots, or moves along the log */
	LINE_SOURCE,
	LINE_QUIT,
};

/* ---- The lines ---- */

const char *generations_text(const struct generations *g, uint32_t n)
{
	return g->text + g->line[n - 1].text;
}

static int add_line(struct generations *g, const char *text, size_t len)
{
	if (g->nr == g->capacity) {
		uint32_t capacity = g->nr ? 2 * g->nr : FIRST_LINES;
		struct generations_line *more =
			reallocarray(g->line, capacity, sizeof(*more));

		if (!more)
			return -ENOMEM;
		g->line = more;
		g->capacity = capacity;
	}
	if (g->size - g->used <= len) {
		size_t size = 2 * (g->size + len + 1);
		char *more = realloc(g->text, size);

		if (!more)
			return -ENOMEM;
		g->text = more;
		g->size = size;
	}
	memcpy(g->text + g->used, text, len);
	g->text[g->used + len] = '\0';
	g->line[g->nr++] =
		(struct generations_line){ .text = (uint32_t)g->used };
	g->used += len + 1;
	return 0;
}

static bool is_same_answer(const struct generation_answer *a,
			   const struct generation_answer *b)
{
	return a->refused == b->refused &&
	       value_is_null(a->value) == value_is_null(b->value) &&
	       a->value.bits == b->value.bits;
}

bool generations_differ(const struct generations *g, uint32_t n)
{
	const struct generation_answer *answer = g->line[n - 1].answer;

	for (unsigned int i = 1; i < g->nr_generations; i++)
		if (!is_same_answer(&answer[0], &answer[i]))
			return true;
	return false;
}

uint32_t generations_first(const struct generations *g)
{
	uint32_t first = 0;

	for (unsigned int i = 1; i < g->nr_generations; i++) {
		uint32_t n = g->generation[i].differs;

		if (n && (!first || n < first))
			first = n;
	}
	return first;
}

/* ---- A session each ---- */

static int begin_one(struct session *s, const struct board *board,
		     const char *cmdline, enum allocator allocator,
		     struct generation *one)
{
	char why[MESSAGE_SIZE];
	struct board own = *board;

	own.allocator = allocator;
	*one = (struct generation){
		.allocator = allocator,
		.record = record_new(RECORD_SIZE),
		.x = session_on(s, &own, cmdline, SESSION_REPLAYING, why,
				sizeof(why)),
	};
	if (!one->record)
		return fail_memory(s);
	if (!one->x)
		return fail(s, -ENOMEM, "%s", why);
	one->x->keeps_allocator = true;
	return 0;
}

static int begin(struct session *s, const struct board *board,
		 const char *cmdline, struct generations *g)
{
	int error = 0;

	*g = (struct generations){ .line = NULL };
	for (unsigned int i = 0; !error && i < ALLOCATORS; i++)
		error = begin_one(s, board, cmdline, (enum allocator)i,
				  &g->generation[g->nr_generations++]);
	return error;
}

void generations_free(struct generations *g)
{
	if (!g)
		return;
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct generation *one = &g->generation[i];

		session_free(one->x);
		record_free(one->record);
		moved_values_free(&one->moved);
	}
	free(g->line);
	free(g->text);
	*g = (struct generations){ .line = NULL };
}

/* Only what came of it is kept. */
static void drop_machines(struct generations *g)
{
	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct generation *one = &g->generation[i];

		session_free(one->x);
		one->x = NULL;
		record_free(one->record);
		one->record = NULL;
		moved_values_free(&one->moved);
	}
}

/* ---- Running a line in each of them ---- */

static void count(struct generation *one)
{
	const struct step_record *r = one->record;

	one->steps += record_steps(r) + record_dropped(r);
	one->stores += session_position(one->x) - one->before;
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		one->count[i] += record_count(r, (enum record_counter)i);
}

/* Return: what it answered; *r, whose texts are good until the next line. */
static void run_call(struct generation *one, const char *text, size_t len,
		     struct generation_answer *answer, struct result *r)
{
	struct session *x = one->x;

	one->before = session_position(x);
	record_begin(one->record, x->k);
	session_execute(x, text, len, r);
	/* A step that was lost is only one less to explain by. */
	(void)record_end(one->record, x->k);
	count(one);
	*one->reason = '\0';
	if (value_is_null(r->value))
		reason_text(x->k, &x->k->why, one->reason);
	*answer = (struct generation_answer){ r->value, r->error != 0 };
}

/* In none of them: the line is wrong. Only in some: there is nothing that it
 * could be done to. */
static int refused(struct session *s, const struct generation_answer *answer,
		   unsigned int nr, const struct session *x)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!answer[i].refused)
			return 0;
	return fail(s, -EINVAL, "%s", x->message);
}

static int finish_line(struct session *s, struct generations *g)
{
	struct generations_line *line = &g->line[g->nr - 1];
	int error =
		refused(s, line->answer, g->nr_generations, g->generation[0].x);

	for (unsigned int i = 1; !error && i < g->nr_generations; i++) {
		struct generation *one = &g->generation[i];

		if (one->differs ||
		    is_same_answer(&line->answer[0], &line->answer[i]))
			continue;
		if (generations_find_rules(g, i))
			error = fail_memory(s);
		/* Pages differ by what records take, and say nothing. */
		one->differs = one->searched ? g->nr : 0;
	}
	return error;
}

/* What ends the comparison, whatever the others would say. */
static int ends_all(struct session *s, const struct result *r)
{
	if (r->error == -ENOMEM)
		return fail_memory(s);
	return r->error == -EINTR ? fail(s, -EINTR, "interrupted") : 0;
}

/* A call that @shown tells of. */
static int run_in_all(struct session *s, struct generations *g,
		      const char *shown, const char *text, size_t len)
{
	struct result r;
	int error = add_line(g, shown, strlen(shown)) ? fail_memory(s) : 0;

	for (unsigned int i = 0; !error && i < g->nr_generations; i++) {
		run_call(&g->generation[i], text, len,
			 &g->line[g->nr - 1].answer[i], &r);
		error = ends_all(s, &r);
	}
	return error ? error : finish_line(s, g);
}

/* ---- The log, and a call ---- */

/* Bytes from where a value leads to the end of what is there. */
static uint32_t span_of(const struct kernel *k, struct value value)
{
	const struct vmap_area *va;

	if (value.type != VALUE_ADDR)
		return 1;
	va = virt_addr_valid(k, value.bits) ? NULL
					    : vmap_area_at(k, value.bits);
	return va ? va->va_end - value.bits : PAGE_SIZE;
}

static int note_moved(struct generation *one, uint32_t was,
		      const struct generation_answer *answer)
{
	struct value to = answer->value;

	if (!was)
		return 0;
	if (answer->refused || to.type == VALUE_NONE)
		to = (struct value){ VALUE_NULL, 0 };
	return moved_values_add(&one->moved, was, to, span_of(one->x->k, to));
}

static int run_entry(struct session *s, struct generations *g, uint32_t n)
{
	const struct command_log *log = &s->log;
	const char *typed = command_log_typed(log, n);
	const char *canonical = command_log_canonical(log, n);
	struct result r;
	int error = add_line(g, typed, strlen(typed)) ? fail_memory(s) : 0;

	for (unsigned int i = 0; !error && i < g->nr_generations; i++) {
		struct generation *one = &g->generation[i];
		struct generation_answer *answer =
			&g->line[g->nr - 1].answer[i];

		if (log->entry[n - 1].origin) {
			moved_values_free(&one->moved);
			if (timeline_run(one->x, log, n))
				return fail(s, -EINVAL, "%s", one->x->message);
			continue;
		}
		run_call(one, canonical, strlen(canonical), answer, &r);
		error = ends_all(s, &r);
		if (!error && note_moved(one, log->entry[n - 1].value, answer))
			error = fail_memory(s);
	}
	return error ? error : finish_line(s, g);
}

static int run_log(struct session *s, struct generations *g)
{
	int error = 0;

	for (uint32_t n = 1; !error && n <= s->log.at; n++) {
		if (!session_goes_on(s, n - 1, s->log.at))
			return fail(s, -EINTR, "interrupted");
		error = run_entry(s, g, n);
	}
	return error;
}

static uint64_t host_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Takes a call back; false: the journal does not hold all of it. */
static bool take_back(const struct generation *one)
{
	(void)timeline_take_back(one->x, one->before, 0);
	return session_position(one->x) == one->before;
}

/* The call again, without a record: the best of a few runs. The last thing that
 * is done to a machine. */
static void time_call(struct generation *one, const char *call)
{
	struct session *x = one->x;
	struct called_command c;

	if (words_split(&x->words, call, strlen(call)) ||
	    called_command_read(x, 0, x->words.nr, CALLED_STEPS, &c))
		return;
	for (unsigned int i = 0; i < TIMED_RUNS && take_back(one); i++) {
		struct value value = { VALUE_NONE, 0 };
		uint64_t from = host_time(), took;

		(void)c.command->run(x, &c.args, &value);
		took = host_time() - from;
		if (!i || took < one->ns)
			one->ns = took;
	}
}

/* What the log cost does not count. */
static void begin_counting(struct generation *one)
{
	one->steps = one->stores = 0;
	memset(one->count, 0, sizeof(one->count));
	one->x->mode = SESSION_LIVE;
}

int generations_call(struct session *s, const char *typed, const char *call,
		     struct generations *g)
{
	int error = begin(s, &s->log.board, s->log.cmdline, g);

	for (unsigned int i = 0; !error && i < g->nr_generations; i++)
		g->generation[i].x->moved = &g->generation[i].moved;
	if (!error)
		error = run_log(s, g);
	for (unsigned int i = 0; !error && i < g->nr_generations; i++)
		begin_counting(&g->generation[i]);
	if (!error)
		error = run_in_all(s, g, typed, call, strlen(call));
	if (!error && generations_count_lost(g))
		error = fail_memory(s);
	for (unsigned int i = 0; !error && i < g->nr_generations; i++)
		time_call(&g->generation[i], call);
	if (!error)
		drop_machines(g);
	return error;
}

/* ---- A script ---- */

struct compared_script {
	FILE *file;
	char *name;
	unsigned long line;
};

struct script_reading {
	struct generations *g;
	struct words words;
	struct compared_script script[MAX_SCRIPTS];
	unsigned int depth;
	bool quit;
	char *line; /* LINE_MAX_LENGTH + 1 bytes */
};

static int open_one(struct session *s, struct script_reading *r,
		    const char *name)
{
	struct compared_script *script = &r->script[r->depth];

	if (r->depth == MAX_SCRIPTS)
		return fail(s, -ELOOP, "scripts are nested more than %d deep",
			    MAX_SCRIPTS);
	*script = (struct compared_script){ lines_open(name), strdup(name), 0 };
	r->depth++;
	if (!script->name)
		return fail_memory(s);
	if (!script->file)
		return fail(s, -errno, "cannot read %s: %s", shown(name).text,
			    input_problem(errno));
	return 0;
}

static void close_one(struct script_reading *r)
{
	struct compared_script *script = &r->script[--r->depth];

	if (script->file)
		fclose(script->file);
	free(script->name);
}

/* The words of a line after `name =`; a line without words is a call that
 * fails. */
static enum line_kind kind_of(struct words *w, const char *line, size_t len)
{
	size_t name, cut = assignment_length(line, len, &name);
	const struct command *c;

	if (words_split(w, line + cut, len - cut) || !w->nr)
		return LINE_CALL;
	c = command_find(w->word[0], strcspn(w->word[0], "/"));
	if (!c || c->flags & COMMAND_CHANGES)
		return LINE_CALL;
	if (!strcmp(c->name, "source"))
		return LINE_SOURCE;
	if (!strcmp(c->name, "quit"))
		return LINE_QUIT;
	if (c->flags & (COMMAND_REBOOTS | COMMAND_TRAVELS))
		return LINE_MOVES;
	return c->returns ? LINE_VALUE : LINE_NOTHING;
}

/* It is not a line of the comparison. */
static int run_aside(struct session *s, struct generations *g, const char *line,
		     size_t len)
{
	struct generation_answer answer[ALLOCATORS];

	for (unsigned int i = 0; i < g->nr_generations; i++) {
		struct result r;

		session_execute(g->generation[i].x, line, len, &r);
		answer[i].refused = r.error != 0;
	}
	return refused(s, answer, g->nr_generations, g->generation[0].x);
}

static void set_mode(struct generations *g, enum session_mode mode)
{
	for (unsigned int i = 0; i < g->nr_generations; i++)
		g->generation[i].x->mode = mode;
}

static int run_script_line(struct session *s, struct script_reading *r,
			   size_t len)
{
	enum line_kind kind = kind_of(&r->words, r->line, len);

	/* A call into the log as a saved session's: no step is shown. */
	set_mode(r->g, kind == LINE_CALL ? SESSION_LOADING : SESSION_LIVE);
	switch (kind) {
	case LINE_CALL:
		r->line[len] = '\0';
		return run_in_all(s, r->g, r->line, r->line, len);
	case LINE_VALUE:
	case LINE_MOVES:
		if (!strcmp(r->words.word[0], "load"))
			return fail(s, -EINVAL,
				    "a script that loads a session cannot be "
				    "compared");
		return run_aside(s, r->g, r->line, len);
	case LINE_SOURCE:
		return open_one(s, r, r->words.nr > 1 ? r->words.word[1] : "");
	case LINE_QUIT:
		r->quit = true;
		return 0;
	case LINE_NOTHING:
		break;
	}
	return 0;
}

/* The next line of the innermost script, without blanks around it; 0: it has
 * ended. */
static bool read_line(struct script_reading *r, size_t *len)
{
	struct compared_script *script = &r->script[r->depth - 1];
	size_t blanks = 0;

	if (!text_lines_read(script->file, r->line, LINE_MAX_LENGTH, len))
		return false;
	script->line++;
	if (*len > LINE_MAX_LENGTH)
		*len = LINE_MAX_LENGTH;
	while (*len && is_blank(r->line[*len - 1]))
		--*len;
	while (blanks < *len && is_blank(r->line[blanks]))
		blanks++;
	*len -= blanks;
	memmove(r->line, r->line + blanks, *len);
	return true;
}

/* Where in a script it went wrong. */
static int fail_in_script(struct session *s, const struct script_reading *r,
			  int error)
{
	const struct compared_script *script = &r->script[r->depth - 1];
	char why[MESSAGE_SIZE];

	if (!script->line)
		return error;
	strcpy(why, s->message);
	return fail(s, error, "%s:%lu: %.300s", shown(script->name).text,
		    script->line, why);
}

static int run_lines(struct session *s, struct script_reading *r)
{
	uint64_t lines = 0;
	int error = 0;

	while (!error && r->depth && !r->quit) {
		size_t len;

		if (!session_goes_on(s, lines++, 0))
			return fail(s, -EINTR, "interrupted");
		if (!read_line(r, &len)) {
			close_one(r);
			continue;
		}
		if (!len || is_comment(*r->line))
			continue;
		error = run_script_line(s, r, len);
		if (error)
			error = fail_in_script(s, r, error);
	}
	return error;
}

/* All of the log again, without a record. */
static int replay_once(struct session *s, const struct session *of,
		       uint64_t *took)
{
	char why[MESSAGE_SIZE];
	struct session *x =
		session_at_start(of, SESSION_REPLAYING, why, sizeof(why));
	uint64_t from = host_time();

	if (!x)
		return fail(s, -ENOMEM, "%s", why);
	for (uint32_t n = 1; n <= of->log.at; n++)
		(void)timeline_run(x, &of->log, n);
	*took = host_time() - from;
	session_free(x);
	return 0;
}

static int time_script(struct session *s, struct generation *one)
{
	int error = 0;

	for (unsigned int i = 0; !error && i < TIMED_SCRIPTS; i++) {
		uint64_t took = 0;

		error = replay_once(s, one->x, &took);
		if (!error && (!i || took < one->ns))
			one->ns = took;
	}
	return error;
}

int generations_script(struct session *s, const char *file,
		       struct generations *g)
{
	struct script_reading r = { .g = g,
				    .line = malloc(LINE_MAX_LENGTH + 1) };
	int error = begin(s, &s->board, s->cmdline, g);

	g->script = true;
	if (!error && !r.line)
		error = fail_memory(s);
	if (!error)
		error = open_one(s, &r, file);
	if (!error)
		error = run_lines(s, &r);
	for (unsigned int i = 0; !error && i < g->nr_generations; i++)
		error = time_script(s, &g->generation[i]);
	while (r.depth)
		close_one(&r);
	words_free(&r.words);
	free(r.line);
	if (!error && generations_count_lost(g))
		error = fail_memory(s);
	if (!error)
		drop_machines(g);
	return error;
}
