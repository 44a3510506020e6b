/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson.c - turning the pages of a lesson.
 *
 * What a student tries between two pages is taken back when the next one
 * begins: a page can rely on what the pages before it did, and nobody has to
 * be careful. The commands of a page run as a script's do, each on its own.
 */
#include "session/lesson/lesson.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/lesson/lesson_file.h"
#include "session/lesson/lesson_place.h"
#include "session/lesson/lesson_text.h"
#include "session/line/script.h"
#include "session/session.h"
#include "session/time/timeline.h"
#include "translate.h"

/* ---- Moments ---- */

static struct lesson_moment moment_now(const struct session *s)
{
	uint32_t at = s->log.at;

	return (struct lesson_moment){ at, command_log_serial(&s->log, at),
				       stepper_on(s) ? s->stepper.at + 1 : 0 };
}

static bool is_held(const struct session *s, const struct lesson_moment *m)
{
	return m->at <= s->log.nr &&
	       command_log_serial(&s->log, m->at) == m->serial;
}

/*
 * Where to, with a line about what it did to the student's own commands. The
 * call that a page stood in is stepped through again, if it is no longer.
 */
static int go(struct session *s, const struct lesson_moment *to)
{
	uint32_t from = s->log.at;
	int error = 0;

	if (!is_held(s, to))
		return fail(s, -ESTALE,
			    "what the lesson did is no longer in the history; "
			    "`lesson %s` starts again",
			    s->lesson->name);
	if (from != to->at)
		error = timeline_travel(s, to->at);
	if (!error && to->step)
		error = stepper_stand(s, to->at, to->step - 1);
	if (!error && from != to->at)
		fprintf(s->out.file,
			from > to->at ? _("(commands undone: %" PRIu32 ")\n\n")
				      : _("(commands redone: %" PRIu32 ")\n\n"),
			from > to->at ? from - to->at : to->at - from);
	return error;
}

/* ---- One page ---- */

static void show_page(struct session *s, const struct lesson_page *page)
{
	const struct lesson *l = s->lesson;
	FILE *to = s->out.file;

	fprintf(to,
		l->at < l->nr
			? _("%s, page %u of %u; `lesson next` continues\n\n")
			: _("%s, page %u of %u, the last\n\n"),
		l->name, l->at, l->nr);
	lesson_print(page->prose, page->prose_len, to);
	if (page->prose_len && page->commands_len)
		putc('\n', to);
}

/* The script is on the stack first: all that can fail comes before going. */
static int turn_to(struct session *s, unsigned int nr,
		   const struct lesson_moment *from)
{
	struct lesson *l = s->lesson;
	struct lesson_page *page = &l->page[nr - 1];
	bool commands = page->commands_len;
	int error = 0;

	if (commands)
		error = script_push_page(s, page->commands, page->commands_len,
					 l->file, page->line);
	if (error)
		return error;
	error = from ? go(s, from) : 0;
	if (error && commands)
		script_pop(s);
	if (error)
		return error;
	s->look.log_back = 0;
	page->begin = from ? *from : moment_now(s);
	page->ran = !commands;
	page->end = page->begin;
	l->at = nr;
	l->turns++;
	if (lesson_passes(s))
		return 0;
	show_page(s, page);
	if (l->turns > 1)
		lesson_place_keep(s);
	return 0;
}

bool lesson_hides(const char *line, size_t len)
{
	static const char word[] = "assert ";

	return len >= sizeof(word) && !memcmp(line, word, sizeof(word) - 1);
}

void lesson_page_ran(struct session *s)
{
	struct lesson *l = s->lesson;

	if (!l || !l->at)
		return;
	l->page[l->at - 1].ran = true;
	l->page[l->at - 1].end = moment_now(s);
}

void lesson_missed(struct session *s)
{
	if (s->lesson && s->script && s->script->page)
		s->lesson->missed = s->script->line;
}

/* ---- The whole ---- */

bool lesson_passes(const struct session *s)
{
	bool jumps = false;

	for (const struct script *t = s->script; t; t = t->outer)
		jumps |= t->jumps;
	return jumps && s->lesson && s->lesson->at < s->lesson->jump;
}

/* Pages are turned by the student, or by a script that stands for one. */
static int check_turning(struct session *s)
{
	for (const struct script *t = s->script; t && t->depth > s->asked.depth;
	     t = t->outer)
		if (t->page)
			return fail(s, -EINVAL,
				    "a lesson's own page cannot turn pages");
	return 0;
}

int lesson_begin(struct session *s, const char *name)
{
	struct lesson *fresh, *old = s->lesson;
	int error = check_turning(s);

	if (!error)
		error = lesson_read(s, name, &fresh);
	if (error)
		return error;
	s->lesson = fresh;
	error = turn_to(s, 1, NULL);
	if (error)
		s->lesson = old;
	lesson_free(error ? fresh : old);
	return error;
}

/* Looks for the lesson after one. */
struct successor {
	const char *of;
	bool passed;
	char name[NAME_MAX + 1];
};

static void look_for_successor(const char *name, void *data)
{
	struct successor *next = data;

	if (next->passed && !*next->name)
		snprintf(next->name, sizeof(next->name), "%s", name);
	next->passed |= !strcmp(name, next->of);
}

/* "" instead of a name: the first. */
static struct successor successor_of(const char *name)
{
	struct successor next = { .of = name, .passed = !*name };

	lesson_names(look_for_successor, &next);
	return next;
}

static void print_end(const struct session *s)
{
	struct successor next = successor_of(s->lesson->name);

	if (*next.name)
		fprintf(s->out.file, _("end of %s; `lesson %s` is the next\n"),
			next.of, next.name);
	else
		fprintf(s->out.file,
			_("end of %s; `lesson` lists all lessons\n"), next.of);
}

/* Of all lessons: the one after it; after the last, the first. */
static int play_successor(struct session *s, const char *name)
{
	struct successor next = successor_of(name);
	int error;

	if (!*next.name)
		next = successor_of("");
	error = lesson_begin(s, next.name);
	if (!error) {
		s->lesson->turner = LESSON_PLAYED;
		s->lesson->endless = true;
	}
	return error;
}

int lesson_play(struct session *s, const char *name, uint32_t page)
{
	int error = 0;

	if (!s->look.columns)
		return fail(s, -ENOTTY,
			    "lessons can only be played in the full screen; "
			    "`lesson next` turns a page");
	if (!name && !s->lesson)
		return play_successor(s, "");
	if (name)
		error = page > 1 ? lesson_jump(s, name, page)
				 : lesson_begin(s, name);
	if (!error)
		s->lesson->turner = LESSON_PLAYED;
	return error;
}

int lesson_next(struct session *s)
{
	struct lesson *l = s->lesson;
	const struct lesson_page *page = &l->page[l->at - 1];
	int error = check_turning(s);

	if (error)
		return error;
	if (!page->ran)
		return turn_to(s, l->at, &page->begin);
	if (l->at < l->nr)
		return turn_to(s, l->at + 1, &page->end);
	print_end(s);
	if (l->turns > 1)
		lesson_place_forget(s);
	if (l->endless)
		return play_successor(s, l->name);
	lesson_end(s);
	return 0;
}

int lesson_back(struct session *s)
{
	struct lesson *l = s->lesson;
	int error = check_turning(s);

	if (error)
		return error;
	if (l->at < 2)
		return fail(s, -ERANGE, "page 1 is the first page of %s",
			    l->name);
	return turn_to(s, l->at - 1, &l->page[l->at - 2].begin);
}

/* That many pages are turned as soon as this line is over. */
static int push_turns(struct session *s, unsigned int nr)
{
	static const char turn[] = "lesson next\n";
	const size_t len = sizeof(turn) - 1;
	char *text = nr ? malloc(nr * len) : NULL;
	int error;

	if (!nr)
		return 0;
	if (!text)
		return fail_memory(s);
	for (unsigned int i = 0; i < nr; i++)
		memcpy(text + i * len, turn, len);
	error = script_push_text(s, text, nr * len, s->lesson->file, 1);
	free(text);
	if (!error)
		s->script->jumps = true;
	return error;
}

/* Pages from @nr on, as many as there are turns, and one more. */
static int pass(struct session *s, unsigned int nr, unsigned int turns,
		const struct lesson_moment *from)
{
	int error = push_turns(s, turns);

	if (error)
		return error;
	s->lesson->jump = nr + turns;
	error = turn_to(s, nr, from);
	if (error && turns)
		script_pop(s);
	return error;
}

/* On from the page that was shown last, or back to one before it. */
static int jump_on(struct session *s, unsigned int page)
{
	struct lesson *l = s->lesson;
	const struct lesson_page *last = &l->page[l->at - 1];

	if (page <= l->at)
		return turn_to(s, page, &l->page[page - 1].begin);
	return last->ran ? pass(s, l->at + 1, page - l->at - 1, &last->end)
			 : pass(s, l->at, page - l->at, &last->begin);
}

int lesson_jump(struct session *s, const char *name, uint32_t page)
{
	struct lesson *fresh = NULL, *old = s->lesson;
	bool on = old && !strcmp(old->name, name);
	int error = check_turning(s);

	if (!error && !on)
		error = lesson_read(s, name, &fresh);
	if (error)
		return error;
	s->lesson = on ? old : fresh;
	if (page < 1 || page > s->lesson->nr)
		error = fail(s, -ERANGE, "%s has pages 1 to %u, no page %u",
			     shown(name).text, s->lesson->nr, page);
	else if (on)
		return jump_on(s, page);
	if (!error)
		error = pass(s, 1, page - 1, NULL);
	if (error)
		s->lesson = old;
	lesson_free(error ? fresh : old);
	return error;
}

/* Commands are the same in all languages, and so are moments. */
void lesson_reread(struct session *s)
{
	struct lesson *old = s->lesson, *l;

	if (!old || lesson_read(s, old->name, &l))
		return;
	if (l->nr != old->nr) {
		lesson_free(l);
		return;
	}
	l->at = old->at;
	l->turns = old->turns;
	l->jump = old->jump;
	l->turner = old->turner;
	l->endless = old->endless;
	for (unsigned int i = 0; i < l->nr; i++) {
		l->page[i].ran = old->page[i].ran;
		l->page[i].begin = old->page[i].begin;
		l->page[i].end = old->page[i].end;
	}
	s->lesson = l;
	lesson_free(old);
}

void lesson_end(struct session *s)
{
	lesson_free(s->lesson);
	s->lesson = NULL;
}

/* ---- The list ---- */

struct lesson_listing {
	struct session *reader; /* reads titles; its messages are not asked */
	const struct lesson *on;
	FILE *to;
};

static void print_lesson(const char *name, void *data)
{
	const struct lesson_listing *list = data;
	const struct lesson *on = list->on;
	struct lesson *l;

	if (lesson_read(list->reader, name, &l)) {
		fprintf(list->to, "  %-20s %s\n", name, list->reader->message);
		return;
	}
	fprintf(list->to, "%c %-20s %s",
		on && !strcmp(on->name, name) ? '*' : ' ', name, l->title);
	if (on && !strcmp(on->name, name))
		fprintf(list->to, _(" (page %u of %u)"), on->at, on->nr);
	putc('\n', list->to);
	lesson_free(l);
}

int lesson_list(struct session *s, FILE *to)
{
	struct lesson_listing list = { s, s->lesson, to };

	return lesson_names(print_lesson, &list);
}
