/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_player.c - a lesson that is played: its pages are turned by the clock.
 *
 * A page of a call that was being stepped through first goes there step by
 * step. Then there is time to read, the longer the page; a question stays open
 * a while, then `-` is its answer. `set speed` counts for all of it. While
 * somebody types nothing moves, and what they do on their own pauses it.
 */
#include "ui/fullscreen_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "text/text_width.h"
#include "ui/line.h"

/* At speed 1: a step takes a second, and so do so many columns of a text. */
enum {
	STEP = 1000,	/* ms */
	COLUMNS = 4,	/* a second */
	LOOK = 12000,	/* ms, besides reading */
	THINK = 30000,	/* ms, besides reading, where there is a question */
	MOST_STEPS = 20 /* of a page: those before them are passed */
};

static bool is_played(const struct fullscreen *f)
{
	return f->s->lesson && f->s->lesson->turner == LESSON_PLAYED;
}

/* Nobody types, reads the help, or watches steps. */
static bool is_free(const struct fullscreen *f)
{
	return line_is_empty() && f->screen.overlay == OVERLAY_NONE &&
	       !f->s->look.play;
}

static const struct lesson_page *page_on(const struct fullscreen *f)
{
	return &f->s->lesson->page[f->s->lesson->at - 1];
}

static void wait_for(struct fullscreen *f, int64_t ms)
{
	f->player.due = now_ms() + ms / (int64_t)f->s->settings.speed;
}

static void note_place(struct fullscreen *f)
{
	const struct session *s = f->s;

	f->player.at = s->log.at;
	f->player.step = stepper_on(s) ? s->stepper.at + 1 : 0;
}

/* ---- What comes next ---- */

/* Time to read the page that is on. */
static void give_time(struct fullscreen *f)
{
	const struct lesson_page *page = page_on(f);
	int64_t columns = text_columns(page->prose, page->prose_len);

	wait_for(f, columns * 1000 / COLUMNS + (f->player.asks ? THINK : LOOK));
}

/* A page that has gone on in a call: back to where the one before it stood, or
 * nearer to its end. */
static void begin_steps(struct fullscreen *f)
{
	const struct lesson_moment *from = &page_on(f)->begin;
	const struct lesson_moment *to = &page_on(f)->end;
	uint32_t step = from->step;
	char line[32];

	f->player.end = 0;
	if (!stepper_on(f->s) || !page_on(f)->ran || !from->step ||
	    from->at != to->at || from->step >= to->step)
		return;
	if (to->step - from->step > MOST_STEPS)
		step = to->step - MOST_STEPS;
	snprintf(line, sizeof(line), "goto %" PRIu32, step);
	running_key(f, line);
	f->player.end = to->step;
	wait_for(f, STEP);
}

static bool is_news(const struct fullscreen *f)
{
	const struct lesson_player *p = &f->player;

	return p->lesson != f->s->lesson || p->turns != f->s->lesson->turns ||
	       p->asks != (question_text(f->s) != NULL);
}

static void take_news(struct fullscreen *f)
{
	struct lesson_player *p = &f->player;
	bool turned =
		p->lesson != f->s->lesson || p->turns != f->s->lesson->turns;

	p->lesson = f->s->lesson;
	p->turns = f->s->lesson->turns;
	p->asks = question_text(f->s);
	if (turned) {
		give_time(f);
		begin_steps(f);
	} else {
		wait_for(f, p->asks ? THINK : LOOK);
	}
	note_place(f);
}

static void go_on(struct fullscreen *f)
{
	struct lesson_player *p = &f->player;

	if (p->end) {
		running_key(f, "step");
		note_place(f);
		if (p->step && p->step < p->end) {
			wait_for(f, STEP);
			return;
		}
		p->end = 0;
		give_time(f);
	} else if (question_text(f->s)) {
		running_played(f, "-");
	} else if (page_on(f)->ran) {
		running_key(f, "lesson next");
	} else {
		running_key(f, "lesson pause");
	}
}

void lesson_player_go(struct fullscreen *f)
{
	if (!is_played(f)) {
		f->player.lesson = NULL;
		return;
	}
	if (!is_news(f) && (!is_free(f) || now_ms() < f->player.due))
		return;
	if (!is_news(f))
		go_on(f);
	if (is_played(f) && is_news(f))
		take_news(f);
	f->only_line = false;
}

int lesson_player_wait(const struct fullscreen *f)
{
	int64_t left = f->player.due - now_ms();

	if (!is_played(f) || !is_free(f))
		return -1;
	return left > 0 ? (int)left : 0;
}

void lesson_player_person(struct fullscreen *f, bool typed)
{
	const struct session *s = f->s;

	if (!is_played(f) || f->player.lesson != s->lesson || is_news(f))
		return;
	if (typed || s->log.at != f->player.at ||
	    (stepper_on(s) ? s->stepper.at + 1 : 0) != f->player.step)
		running_key(f, "lesson pause");
}
