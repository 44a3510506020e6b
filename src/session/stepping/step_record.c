/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_record.c - steps, packed.
 *
 * A step is 16 bytes and a word a variable (three for an object that says
 * something of itself, four for an area). What is the same each time a step point is passed, its
 * place, its sentence and the names of its variables, is kept once; so is the
 * stack, as a tree of calls.
 */
#include "session/stepping/step_record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* src/kernel has some 170 step points: a power of two well above. */
enum { MAX_PLACES = 1024 };

/* What a step point is each time. */
struct place {
	const struct step_point *point; /* NULL: a free slot */
	const struct sentence *sentence;
	unsigned int nr_vars;
	const char *name[STEP_MAX_VARS];
	enum step_kind kind[STEP_MAX_VARS];
};

/* A function that was called, by the function above it. */
struct recorded_call {
	uint32_t parent; /* index in calls; 0: nobody that is recorded */
	uint32_t depth;
	const struct step_point *function;
};

struct packed {
	uint32_t position; /* stores since the command began */
	uint32_t call;	   /* index in calls */
	uint32_t word;	   /* index of its first variable */
	uint32_t place;	   /* index in places */
};

/* An array that grows. */
struct pool {
	void *items;
	uint32_t nr, room;
};

struct step_record {
	struct step_sink sink; /* what the kernel knows of us; stays first */
	uint64_t limit;	       /* bytes */
	uint64_t start, stop;  /* positions */
	struct pool steps;     /* struct packed */
	struct pool words;     /* uint32_t */
	struct pool calls;     /* struct recorded_call; [0] stands for nobody */
	uint32_t current;      /* the call under way */
	uint64_t dropped;      /* steps for which there was no room */
	uint32_t outside;      /* calls under way that are not in calls */
	uint32_t ignored;      /* calls under way that are not ours to tell */
	uint64_t count[RECORD_COUNTERS];
	struct step_point end; /* see record_add_end() */
	bool ended;
	int error;
	struct place places[MAX_PLACES]; /* a hash table */
};

/* ---- Memory ---- */

static uint64_t used(const struct step_record *r)
{
	return (uint64_t)r->steps.room * sizeof(struct packed) +
	       (uint64_t)r->words.room * sizeof(uint32_t) +
	       (uint64_t)r->calls.room * sizeof(struct recorded_call);
}

uint64_t record_memory(const struct step_record *r)
{
	return sizeof(*r) + used(r);
}

/* Room for @more items; false: none is left, of the limit or of the host's. */
static bool reserve(struct step_record *r, struct pool *pool, uint32_t more,
		    size_t size)
{
	uint32_t room = pool->room ? pool->room + pool->room / 2 : 64;
	void *items;

	if (more <= pool->room - pool->nr)
		return true;
	if (used(r) + (uint64_t)(room - pool->room) * size > r->limit)
		return false;
	items = reallocarray(pool->items, room, size);
	if (!items) {
		r->error = -ENOMEM;
		return false;
	}
	pool->items = items;
	pool->room = room;
	return true;
}

static const struct packed *packed_at(const struct step_record *r, uint32_t i)
{
	BUG_ON(i >= r->steps.nr);
	return (const struct packed *)r->steps.items + i;
}

static const struct recorded_call *call_at(const struct step_record *r,
					   uint32_t i)
{
	BUG_ON(i >= r->calls.nr);
	return (const struct recorded_call *)r->calls.items + i;
}

/* ---- What is counted ---- */

static const struct {
	const char *name;
	uint32_t events; /* bits 1 << enum step_event */
} counters[RECORD_COUNTERS] = {
	[RECORD_NODES] = { N_("nodes visited"),
			   1u << STEP_VISIT | 1u << STEP_INSERT_VISIT |
				   1u << STEP_FIND_VISIT },
	[RECORD_HOLES] = { N_("holes tried"), 1u << STEP_TEST },
	[RECORD_ROTATIONS] = { N_("rotations"), 1u << STEP_ROTATE },
	[RECORD_RECOLORS] = { N_("recolourings"), 1u << STEP_RECOLOR },
	[RECORD_PAGES] = { N_("pages taken"), 1u << STEP_PAGES_TAKEN },
	[RECORD_SPLITS] = { N_("splits"), 1u << STEP_SPLIT },
	[RECORD_MERGES] = { N_("merges"), 1u << STEP_MERGE },
	[RECORD_PTES] = { N_("PTEs written"), 1u << STEP_PTE },
	[RECORD_TABLES] = { N_("tables made"), 1u << STEP_TABLE },
};

static_assert(STEP_EVENTS <= 32, "a bit for each event");

const char *record_counter_name(enum record_counter counter)
{
	return counters[counter].name;
}

/* A block of pages counts as many as it has: of the first order there is. */
static uint32_t weight(enum step_event event, const struct record_var *var,
		       unsigned int nr)
{
	if (event != STEP_PAGES_TAKEN)
		return 1;
	for (unsigned int i = 0; i < nr; i++)
		if (var[i].kind == STEP_ORDER)
			return 1u << var[i].value;
	return 1;
}

static void count(uint64_t sum[RECORD_COUNTERS], enum step_event event,
		  uint32_t weight)
{
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		if (counters[i].events >> event & 1)
			sum[i] += weight;
}

uint64_t record_count(const struct step_record *r, enum record_counter counter)
{
	return r->count[counter];
}

static uint32_t weight_at(const struct step_record *r, uint32_t i)
{
	struct record_step step;

	record_step(r, i, &step);
	return weight(step.sentence->event, step.var, step.nr_vars);
}

void record_count_steps(const struct step_record *r, uint32_t from, uint32_t to,
			uint64_t sum[RECORD_COUNTERS])
{
	for (uint32_t i = from; i < to; i++) {
		enum step_event event = record_event(r, i);

		if (event == STEP_PAGES_TAKEN)
			count(sum, event, weight_at(r, i));
		else if (event != STEP_PLAIN)
			count(sum, event, 1);
	}
}

/* ---- Writing down ---- */

/* The slot of a step point: its own, or a free one. */
static uint32_t find_slot(const struct step_record *r,
			  const struct step_point *point)
{
	uint32_t i = (uint32_t)((uintptr_t)point >> 4) % MAX_PLACES;
	uint32_t tries = 0;

	while (r->places[i].point && r->places[i].point != point) {
		BUG_ON(++tries == MAX_PLACES);
		i = (i + 1) % MAX_PLACES;
	}
	return i;
}

/* The place of a step point, made when it is first passed. */
static uint32_t find_place(struct step_record *r,
			   const struct step_point *point,
			   const struct step_var *var, unsigned int nr)
{
	uint32_t i = find_slot(r, point);
	struct place *place = &r->places[i];

	if (place->point)
		return i;
	BUG_ON(nr > STEP_MAX_VARS);
	*place = (struct place){ .point = point,
				 .sentence = sentence_of(point),
				 .nr_vars = nr };
	for (unsigned int v = 0; v < nr; v++) {
		place->name[v] = step_name(&var[v]);
		place->kind[v] = step_kind(&var[v]);
	}
	return i;
}

/* Once a step is dropped all later ones are: a record has no holes. */
static bool has_room(struct step_record *r, const struct step_point *point)
{
	const uint32_t words = STEP_MAX_VARS * (1 + STEP_DETAILS + 1);

	return !r->dropped && reserve(r, &r->steps, 1, sizeof(struct packed)) &&
	       reserve(r, &r->words, words, sizeof(uint32_t)) &&
	       (!point->enters ||
		reserve(r, &r->calls, 1, sizeof(struct recorded_call)));
}

static void enter(struct step_record *r, const struct step_point *point)
{
	const struct recorded_call *parent = call_at(r, r->current);

	((struct recorded_call *)r->calls.items)[r->calls.nr] =
		(struct recorded_call){
			.parent = r->current,
			.depth = r->current ? parent->depth + 1 : 0,
			.function = point,
		};
	r->current = r->calls.nr++;
}

static uint32_t words_of(enum step_kind kind)
{
	return 1u + (step_is_object(kind) ? STEP_DETAILS : 0u) +
	       (step_has_area(kind) ? 1u : 0u);
}

static void put_vars(struct step_record *r, const struct kernel *k,
		     const struct place *place, const struct step_var *var)
{
	uint32_t *word = r->words.items;

	word += r->words.nr;
	for (unsigned int i = 0; i < place->nr_vars; i++) {
		enum step_kind kind = place->kind[i];

		word[0] = step_value(k, &var[i]);
		if (step_is_object(kind))
			step_details(k, kind, word[0], &word[1]);
		if (step_has_area(kind))
			word[1 + STEP_DETAILS] = area_of_var(k, kind, word[0]);
		word += words_of(kind);
		r->words.nr += words_of(kind);
	}
}

/* A lookup that no recorded call asked for is the session's own curiosity. */
static bool is_wanted(const struct step_record *r, const struct place *place)
{
	if (r->ignored)
		return false;
	return r->current || r->outside ||
	       (place->point->enters && place->sentence->event != STEP_LOOKUP);
}

/* What weight() asks of a step that is not written down yet. */
static uint32_t weight_now(const struct place *place,
			   const struct step_var *var)
{
	struct record_var now[STEP_MAX_VARS];

	if (place->sentence->event != STEP_PAGES_TAKEN)
		return 1;
	for (unsigned int i = 0; i < place->nr_vars; i++)
		now[i] = (struct record_var){ .kind = place->kind[i],
					      .value = (uint32_t)var[i].word };
	return weight(STEP_PAGES_TAKEN, now, place->nr_vars);
}

static void hit(struct step_sink *sink, const struct kernel *k,
		const struct step_point *point, const struct step_var *var,
		unsigned int nr)
{
	struct step_record *r = (struct step_record *)sink;
	uint32_t slot = find_place(r, point, var, nr);
	const struct place *place = &r->places[slot];

	if (!is_wanted(r, place)) {
		r->ignored += point->enters;
		return;
	}
	if (place->sentence->event != STEP_PLAIN)
		count(r->count, place->sentence->event, weight_now(place, var));
	if (!has_room(r, point)) {
		r->dropped++;
		r->outside += point->enters;
		return;
	}
	if (point->enters)
		enter(r, point);
	((struct packed *)r->steps.items)[r->steps.nr++] = (struct packed){
		.position = (uint32_t)(k->m->journal.now - r->start),
		.call = r->current,
		.word = r->words.nr,
		.place = slot,
	};
	put_vars(r, k, place, var);
}

static void leave(struct step_sink *sink)
{
	struct step_record *r = (struct step_record *)sink;

	if (r->ignored) {
		r->ignored--;
	} else if (r->outside) {
		r->outside--;
	} else {
		BUG_ON(!r->current);
		r->current = call_at(r, r->current)->parent;
	}
}

/* ---- A record's life ---- */

struct step_record *record_new(uint64_t limit)
{
	struct step_record *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->sink.hit = hit;
	r->sink.leave = leave;
	r->limit = limit;
	/* Nobody's call is there from the start: enter() looks at it. */
	r->calls.items = calloc(64, sizeof(struct recorded_call));
	if (!r->calls.items) {
		record_free(r);
		return NULL;
	}
	r->calls.room = 64;
	r->calls.nr = 1;
	return r;
}

void record_free(struct step_record *r)
{
	if (!r)
		return;
	free(r->steps.items);
	free(r->words.items);
	free(r->calls.items);
	free(r);
}

void record_begin(struct step_record *r, struct kernel *k)
{
	BUG_ON(k->steps);
	r->start = r->stop = k->m->journal.now;
	r->steps.nr = r->words.nr = 0;
	r->calls.nr = 1;
	r->current = 0;
	r->dropped = 0;
	r->ended = false;
	r->outside = r->ignored = 0;
	r->error = 0;
	memset(r->count, 0, sizeof(r->count));
	k->steps = &r->sink;
}

int record_end(struct step_record *r, struct kernel *k)
{
	BUG_ON(k->steps != &r->sink || r->current || r->outside || r->ignored);
	k->steps = NULL;
	r->stop = k->m->journal.now;
	return r->error;
}

bool record_add_end(struct step_record *r)
{
	static const struct sentence returned = {
		.text = N_("the call has returned; the machine is as it left "
			   "it"),
	};
	uint32_t call, slot;

	BUG_ON(r->ended);
	if (!r->steps.nr || !reserve(r, &r->steps, 1, sizeof(struct packed)))
		return false;
	call = packed_at(r, r->steps.nr - 1)->call;
	while (call_at(r, call)->parent)
		call = call_at(r, call)->parent;
	r->end = *call_at(r, call)->function;
	r->end.enters = false;
	slot = find_slot(r, &r->end);
	r->places[slot] =
		(struct place){ .point = &r->end, .sentence = &returned };
	((struct packed *)r->steps.items)[r->steps.nr++] = (struct packed){
		.position = (uint32_t)(r->stop - r->start),
		.call = call,
		.word = r->words.nr,
		.place = slot,
	};
	r->ended = true;
	return true;
}

/* ---- Reading ---- */

uint32_t record_steps(const struct step_record *r)
{
	return r->steps.nr - r->ended;
}

uint32_t record_last(const struct step_record *r)
{
	return r->steps.nr - 1;
}

bool record_is_end(const struct step_record *r, uint32_t i)
{
	return r->ended && i == record_last(r);
}

uint64_t record_dropped(const struct step_record *r)
{
	return r->dropped;
}

uint64_t record_start(const struct step_record *r)
{
	return r->start;
}

uint64_t record_stop(const struct step_record *r)
{
	return r->stop;
}

const struct step_point *record_point(const struct step_record *r, uint32_t i)
{
	return r->places[packed_at(r, i)->place].point;
}

enum step_event record_event(const struct step_record *r, uint32_t i)
{
	return r->places[packed_at(r, i)->place].sentence->event;
}

uint32_t record_depth(const struct step_record *r, uint32_t i)
{
	return call_at(r, packed_at(r, i)->call)->depth;
}

uint32_t record_call(const struct step_record *r, uint32_t i)
{
	return packed_at(r, i)->call;
}

void record_step(const struct step_record *r, uint32_t i,
		 struct record_step *step)
{
	const struct packed *packed = packed_at(r, i);
	const struct place *place = &r->places[packed->place];
	const uint32_t *word = r->words.items;

	word += packed->word;
	step->point = place->point;
	step->sentence = place->sentence;
	step->depth = call_at(r, packed->call)->depth;
	step->call = packed->call;
	step->position = r->start + packed->position;
	step->nr_vars = place->nr_vars;
	for (unsigned int v = 0; v < place->nr_vars; v++) {
		struct record_var *var = &step->var[v];

		var->name = place->name[v];
		var->kind = place->kind[v];
		var->value = word[0];
		memset(var->detail, 0, sizeof(var->detail));
		if (step_is_object(var->kind))
			memcpy(var->detail, &word[1], sizeof(var->detail));
		var->area = step_has_area(var->kind)
				    ? (enum area_kind)word[1 + STEP_DETAILS]
				    : AREA_BARE;
		word += words_of(var->kind);
	}
}

uint32_t record_stack(const struct step_record *r, uint32_t i,
		      const struct step_point **call)
{
	uint32_t at = packed_at(r, i)->call;
	uint32_t depth = call_at(r, at)->depth, nr = depth + 1;

	for (; at; at = call_at(r, at)->parent, depth--)
		if (depth < RECORD_MAX_DEPTH)
			call[depth] = call_at(r, at)->function;
	return nr < RECORD_MAX_DEPTH ? nr : RECORD_MAX_DEPTH;
}

bool record_is_held(const struct step_record *r, const struct machine *m,
		    char *why, size_t size)
{
	const struct journal *j = &m->journal;

	if (journal_tail(j) <= r->start && r->stop <= journal_head(j))
		return true;
	if (!j->capacity)
		snprintf(why, size,
			 _("there is no journal, so the machine cannot go to a "
			   "step; `set history 64M` creates one"));
	else
		snprintf(
			why, size,
			_("the journal no longer holds the %llu stores of this "
			  "command; make it larger with `set history SIZE`"),
			(unsigned long long)(r->stop - r->start));
	return false;
}

const struct record_var *record_var(const struct record_step *step,
				    const char *name)
{
	for (unsigned int i = 0; i < step->nr_vars; i++)
		if (!strcmp(step->var[i].name, name))
			return &step->var[i];
	return NULL;
}
