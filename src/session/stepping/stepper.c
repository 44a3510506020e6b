/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stepper.c - a cursor over the steps of a call, and the machine that follows.
 *
 *	            stepper_begin          stepper_settle
 *	  off ------------------> next set ---------------> on
 *	   ^                                               |  ^
 *	   |   stepper_settle(!keep)        stepper_pause  |  | stepper_settle
 *	   +------------------------ paused <--------------+  | (keep)
 *	                               |                      |
 *	                               +----------------------+
 */
#include "session/stepping/stepper.h"

#include <errno.h>
#include <string.h>

#include "machine/bug.h"
#include "session/front.h"
#include "session/lesson/lesson.h"
#include "session/session.h"
#include "session/files/recovery_file.h"
#include "session/time/timeline.h"
#include "translate.h"

/* ---- Looking ---- */

bool stepper_on(const struct session *s)
{
	return s->stepper.record && !s->stepper.paused;
}

void stepper_step(const struct session *s, struct record_step *step)
{
	record_step(s->stepper.record, s->stepper.at, step);
}

/* The rest of a line after a word; NULL: it begins with a different word. */
static const char *after(const char *line, const char *word)
{
	size_t len = strlen(word);
	size_t blanks =
		strncmp(line, word, len) ? 0 : strspn(line + len, " \t");

	return blanks ? line + len + blanks : NULL;
}

/* After the words of `step` or `predict` themselves. */
const char *stepper_call(const struct session *s)
{
	const char *line = command_log_typed(&s->log, s->stepper.moment);
	const char *call = after(line, "predict"), *to;

	if (call)
		return call;
	call = after(line, "step");
	to = call ? after(call, "to") : NULL;
	if (to) {
		to += strcspn(to, " \t");
		call = to + strspn(to, " \t");
	}
	return call ? call : line;
}

unsigned int stepper_line(const struct session *s,
			  const struct step_point *point)
{
	return front_line(s->front, point);
}

unsigned int front_line(const struct front *front,
			const struct step_point *point)
{
	unsigned int line = 0;

	if (front && front->source_told)
		line = front->source_told(step_file(point), point->line);
	return line ? line : point->line;
}

const struct breakpoint *stepper_breakpoint(const struct session *s, uint32_t i)
{
	const struct breakpoints *list = &s->stepper.breakpoints;

	for (unsigned int n = 0; n < list->nr; n++)
		if (breakpoint_met(s, s->stepper.record, i, &list->item[n]))
			return &list->item[n];
	return NULL;
}

uint64_t stepper_count(const struct session *s, enum record_counter counter)
{
	return s->stepper.count[counter];
}

static struct stepper_var *find_var(struct stepper_var *var, unsigned int nr,
				    const char *name)
{
	for (unsigned int v = 0; v < nr; v++)
		if (!strcmp(var[v].var.name, name))
			return &var[v];
	return NULL;
}

/*
 * One step of the call, each older than the last: the first value that differs
 * from the one there is now is the one before.
 */
static void look_at(const struct record_step *step, uint32_t i,
		    struct stepper_var *var, bool *settled, unsigned int *nr)
{
	for (unsigned int v = 0; v < step->nr_vars; v++) {
		const struct record_var *old = &step->var[v];
		struct stepper_var *known = find_var(var, *nr, old->name);

		if (!known && *nr < STEPPER_VARS) {
			settled[*nr] = false;
			var[(*nr)++] = (struct stepper_var){
				.var = *old,
				.told = i + 1,
				.since = i + 1,
			};
		} else if (known && !settled[known - var]) {
			settled[known - var] = old->value != known->var.value;
			if (settled[known - var])
				known->before = *old;
			else
				known->since = i + 1;
		}
	}
}

unsigned int stepper_vars(const struct session *s,
			  struct stepper_var var[STEPPER_VARS])
{
	const struct step_record *r = s->stepper.record;
	uint32_t i = s->stepper.at;
	uint32_t least = i > STEPPER_LOOK_BACK ? i - STEPPER_LOOK_BACK : 0;
	bool settled[STEPPER_VARS];
	uint32_t call = record_call(r, i);
	struct record_step step;
	unsigned int nr = 0;

	stepper_step(s, &step);
	look_at(&step, i, var, settled, &nr);
	while (i > least && !step.point->enters) {
		if (record_call(r, --i) != call)
			continue;
		record_step(r, i, &step);
		look_at(&step, i, var, settled, &nr);
	}
	for (unsigned int v = 0; v < nr; v++)
		if (!settled[v])
			var[v].since = 0;
	return nr;
}

/* ---- Moving ---- */

/* Is a step, on the way from the one under view, where the move stops? */
static bool stops(const struct session *s, enum stepper_move move, uint32_t i)
{
	const struct step_record *r = s->stepper.record;
	uint32_t from = s->stepper.at;

	if (record_is_end(r, i))
		return move != MOVE_VISIT;
	switch (move) {
	case MOVE_INTO:
		return true;
	case MOVE_OVER:
		return record_depth(r, i) <= record_depth(r, from);
	case MOVE_OUT:
		return record_depth(r, i) < record_depth(r, from);
	case MOVE_VISIT:
		return record_point(r, i) == record_point(r, from);
	case MOVE_BREAK:
		return stepper_breakpoint(s, i);
	case MOVE_END:
		return false;
	}
	return false;
}

/* The step beside @at in a direction; false: @at is at that end. */
static bool pass(const struct session *s, bool back, uint32_t *at)
{
	if (back ? *at == 0 : *at == record_last(s->stepper.record))
		return false;
	*at = back ? *at - 1 : *at + 1;
	return true;
}

/*
 * vmalloc() does all by one call: a step over that would show nothing. gdb has
 * a caller to stop in; here the end of the record is the end of what can be
 * seen, so neither from there nor to there is anything passed over.
 */
static bool shows_nothing(const struct session *s, enum stepper_move move,
			  bool back, uint32_t i)
{
	const struct step_record *r = s->stepper.record;

	return move == MOVE_OVER && record_is_end(r, back ? s->stepper.at : i);
}

bool stepper_find(const struct session *s, enum stepper_move move, bool back,
		  uint32_t *at)
{
	uint32_t i = s->stepper.at;

	while (pass(s, back, &i))
		if (stops(s, move, i)) {
			*at = i;
			if (shows_nothing(s, move, back, i))
				*at = back ? s->stepper.at - 1
					   : s->stepper.at + 1;
			return true;
		}
	*at = i;
	return (move == MOVE_BREAK || move == MOVE_END) && i != s->stepper.at;
}

bool stepper_find_point(const struct session *s, const struct breakpoint *b,
			bool back, uint32_t *at)
{
	uint32_t i = s->stepper.at;

	while (pass(s, back, &i))
		if (breakpoint_met(s, s->stepper.record, i, b)) {
			*at = i;
			return true;
		}
	return false;
}

/* At the end that of the command: the call's, and what the session wrote. */
static uint64_t position_of(const struct session *s, uint32_t i)
{
	struct record_step step;

	if (record_is_end(s->stepper.record, i))
		return command_log_moment(&s->log, s->stepper.moment);
	record_step(s->stepper.record, i, &step);
	return step.position;
}

static void seek(struct session *s, uint64_t position)
{
	int error = machine_seek(s->k->m, position);

	BUG_ON(error);
}

/* What was counted between two stops is added, or taken away again. */
static void recount(struct stepper *st, uint32_t at)
{
	uint64_t between[RECORD_COUNTERS] = { 0 };
	bool back = at < st->at;

	record_count_steps(st->record, back ? at : st->at, back ? st->at : at,
			   between);
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		st->count[i] += back ? -between[i] : between[i];
}

void stepper_goto(struct session *s, uint32_t at)
{
	struct stepper *st = &s->stepper;

	if (at > st->at)
		st->seen = position_of(s, st->at);
	else
		st->seen =
			at ? position_of(s, at - 1) : record_start(st->record);
	recount(st, at);
	st->at = at;
	seek(s, position_of(s, at));
}

/* ---- Beginning ---- */

int stepper_prepare(struct session *s, struct step_record **r)
{
	if (!s->k->m->journal.capacity)
		return fail(s, -EINVAL,
			    "stepping needs a history; `set history 64M` "
			    "starts one");
	*r = record_new(RECORD_SIZE);
	return *r ? 0 : fail_memory(s);
}

/* Bytes of a history that holds so many stores: a power of two, in M. */
static unsigned int history_for(uint64_t stores)
{
	unsigned int megabytes = 64;

	while (stores >
	       ((uint64_t)megabytes << 20) / sizeof(struct journal_entry))
		megabytes *= 2;
	return megabytes;
}

static int fail_too_large(struct session *s, uint64_t stores)
{
	return fail(s, -ENOSPC,
		    "the call made %llu stores, more than the history holds: "
		    "use `set history %uM` and try again",
		    (unsigned long long)stores, history_for(stores));
}

/* The jiffy after the call is one store more. */
static int check_held(struct session *s, const struct step_record *r)
{
	uint64_t stores = record_stop(r) - record_start(r) + 1;
	char why[MESSAGE_SIZE];

	if (stores <= s->k->m->journal.capacity &&
	    record_is_held(r, s->k->m, why, sizeof(why)))
		return 0;
	return fail_too_large(s, stores);
}

int stepper_begin(struct session *s, struct step_record *r, uint32_t moment,
		  const struct breakpoint *to)
{
	int error = check_held(s, r);

	if (error) {
		record_free(r);
		return error;
	}
	s->stepper.next = r;
	s->stepper.next_moment = moment;
	s->stepper.next_at = 0;
	s->stepper.to = to ? *to : (struct breakpoint){ .kind = BREAK_NEVER };
	return 0;
}

/* The log's entry @n, run again; the log is at @n then, or where it was. */
static int run_again(struct session *s, uint32_t n, struct step_record *r)
{
	uint32_t from = s->log.at;
	char why[MESSAGE_SIZE];
	int error = timeline_record(s, n, r);

	if (error) {
		strcpy(why, s->message);
		/* What that says does not matter: it worked on the way here. */
		(void)timeline_goto(s, from);
		strcpy(s->message, why);
	}
	if (s->log.at != from)
		recovery_file_goto(s->state, s->log.at);
	return error;
}

int stepper_again(struct session *s, uint32_t n)
{
	uint64_t stores = command_log_moment(&s->log, n) -
			  command_log_moment(&s->log, n - 1);
	struct step_record *r = NULL;
	int error;

	if (s->log.entry[n - 1].origin)
		return fail(s, -EINVAL,
			    "command %u boots a kernel, which cannot be "
			    "stepped through",
			    n);
	error = stepper_prepare(s, &r);
	if (error)
		return error;
	/* Known before anything moves, for it has been run before. */
	if (stores > s->k->m->journal.capacity) {
		record_free(r);
		return fail_too_large(s, stores);
	}
	stepper_pause(s);
	error = run_again(s, n, r);
	if (!error)
		return stepper_begin(s, r, n, NULL);
	record_free(r);
	return error;
}

int stepper_stand(struct session *s, uint32_t n, uint32_t at)
{
	struct stepper *st = &s->stepper;
	char why[MESSAGE_SIZE];
	int error;

	if (st->paused && st->moment == n && s->log.at == n &&
	    record_is_held(st->record, s->k->m, why, sizeof(why))) {
		bool moved = st->at != at;

		st->paused = false;
		stepper_goto(s, at);
		if (moved)
			stepper_print(s);
		return 0;
	}
	error = stepper_again(s, n);
	if (!error)
		st->next_at = at;
	return error;
}

/* ---- Ending ---- */

void stepper_pause(struct session *s)
{
	struct stepper *st = &s->stepper;

	if (!stepper_on(s))
		return;
	BUG_ON(st->moment != s->log.at);
	seek(s, command_log_moment(&s->log, st->moment));
	st->paused = true;
}

/* The source pane has nothing left to show. */
static void forget(struct session *s)
{
	struct stepper *st = &s->stepper;

	record_free(st->record);
	st->record = NULL;
	st->paused = false;
	if (s->look.focus == PANE_SOURCE)
		view_state_focus(&s->look, s->look.before);
}

void stepper_leave(struct session *s)
{
	if (!stepper_on(s))
		return;
	stepper_pause(s);
	forget(s);
}

/* Back to the step, if the machine is still the one that it is a step of. */
static void resume(struct session *s)
{
	struct stepper *st = &s->stepper;
	char why[MESSAGE_SIZE];

	if (st->moment != s->log.at ||
	    session_position(s) != command_log_moment(&s->log, st->moment) ||
	    !record_is_held(st->record, s->k->m, why, sizeof(why))) {
		forget(s);
		return;
	}
	st->paused = false;
	seek(s, position_of(s, st->at));
}

static void say_missed(struct session *s, const struct breakpoint *to)
{
	const char *happens = breakpoint_happens(to);
	char word[BREAK_WORD + 16];

	lesson_missed(s);

	breakpoint_text(to, word, sizeof(word));
	if (happens)
		fprintf(s->out.file, _("no `%s` in this call (%s)\n"), word,
			_(happens));
	else
		fprintf(s->out.file, _("the call never reaches %s\n"), word);
}

/* The call that has just been recorded takes the place of the one before. */
static void adopt(struct session *s)
{
	struct stepper *st = &s->stepper;
	uint32_t at;

	if (st->record)
		forget(s);
	st->record = st->next;
	st->next = NULL;
	st->moment = st->next_moment;
	st->at = 0;
	memset(st->count, 0, sizeof(st->count));
	if (!record_steps(st->record)) {
		fputs(_("the call has no steps to step through\n"),
		      s->out.file);
		forget(s);
		return;
	}
	record_add_end(st->record);
	view_state_focus(&s->look, PANE_SOURCE);
	/* What was chosen would hide what the steps are about. */
	s->look.selected = SELECTED_NOTHING;
	stepper_goto(s, st->next_at < record_last(st->record)
				? st->next_at
				: record_last(st->record));
	if (st->to.kind == BREAK_NEVER)
		return;
	if (breakpoint_met(s, st->record, 0, &st->to))
		return;
	if (stepper_find_point(s, &st->to, false, &at))
		stepper_goto(s, at);
	else
		say_missed(s, &st->to);
}

void stepper_settle(struct session *s, bool keep)
{
	struct stepper *st = &s->stepper;

	if (keep) {
		record_free(st->next);
		st->next = NULL;
		if (st->paused)
			resume(s);
		return;
	}
	if (st->next) {
		adopt(s);
		if (stepper_on(s))
			stepper_print(s);
	} else if (st->paused) {
		fputs(_("(left the call that was being stepped through)\n"),
		      s->out.file);
		forget(s);
	}
}

void stepper_free(struct stepper *stepper)
{
	record_free(stepper->record);
	record_free(stepper->next);
}
