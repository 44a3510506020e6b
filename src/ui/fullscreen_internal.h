/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fullscreen_internal.h - what the files of the full screen share.
 *
 *   fullscreen.c   the loop: signals, sizes, painting
 *   keyboard.c     what happens for a key, a click, a paste
 *   overlay.c      help, completions and questions, while they are open
 *   running.c      lines run
 *   lesson_player.c  lessons turn their pages
 *
 * Invariants:
 *   1. a command runs only between two events, never inside readline;
 *   2. what is painted follows from the session, struct screen and the line;
 *   3. keys and clicks change the session by command lines only; a key that
 *      is taken back (letter.h) gives the look back as it was.
 */
#ifndef VMSCOPE_UI_FULLSCREEN_INTERNAL_H
#define VMSCOPE_UI_FULLSCREEN_INTERNAL_H

#include <signal.h>

#include "ui/input.h"
#include "ui/letter.h"
#include "ui/terminal.h"
#include "view/screen/screen.h"
#include "view/screen/message_line.h"

enum { FILTER_SIZE = 64, QUESTION_SIZE = 160 };

/* A lesson that is played, as far as the full screen has seen it. */
struct lesson_player {
	const struct lesson *lesson; /* NULL: none is played */
	unsigned int turns;	     /* of its pages */
	bool asks;		     /* there was a question */
	uint32_t at;		     /* moment of the log, and */
	uint32_t step;		     /* step of a call, from 1; 0: none */
	uint32_t end;		     /* step that the page leads to; 0: none */
	int64_t due;		     /* ms of now_ms(), of what comes next */
};

struct fullscreen {
	struct session *s;
	struct scene scene;
	struct screen screen;
	struct message_line telling;
	struct canvas canvas;
	struct looks looks;
	struct input input;
	int64_t started;	      /* ms of now_ms() */
	struct letters letters;	      /* keys that may turn out to be text */
	int zoom_x, zoom_y;	      /* where the mouse zoomed last, */
	int64_t zoom_at;	      /* and when, in ms */
	char filter[FILTER_SIZE];     /* of the help */
	char question[QUESTION_SIZE]; /* about: */
	char *pasted;		      /* lines that wait for the answer */
	bool replaces;		      /* a yes lets it replace a file */
	int64_t busy_since;	      /* ms, of the line that runs */
	int64_t shown_at;	      /* ms, of its last picture */
	int64_t next_step;	      /* ms, when steps play; 0: they do not */
	struct lesson_player player;
	bool only_line;		      /* nothing else changed */
	unsigned int turns;	      /* the lesson's, as painted last */
	bool warned;		      /* that Ctrl-D loses something */
	bool left;		      /* the person wants out */
	bool gone;		      /* the terminal is */
};

/** now_ms() - milliseconds of a clock that only runs forwards. */
int64_t now_ms(void);

/* ---- fullscreen.c ---- */

/** fullscreen_suspend() - what Ctrl-Z does, until the shell goes on. */
void fullscreen_suspend(struct fullscreen *f);

/** fullscreen_suspend_if_asked() - do so if SIGTSTP came; true: it had. */
bool fullscreen_suspend_if_asked(struct fullscreen *f);

/* ---- keyboard.c ---- */

/** keyboard_event() - do what a key, a click or a paste stands for. */
void keyboard_event(struct fullscreen *f, const struct input_event *e);

/** keyboard_line() - run a line, or put it on the prompt if it ends in ' '. */
void keyboard_line(struct fullscreen *f, const char *line);

/* ---- overlay.c ---- */

/** overlay_help() - open the help. */
void overlay_help(struct fullscreen *f);

/** overlay_paste() - ask about lines; @text is copied. */
void overlay_paste(struct fullscreen *f, const char *text, size_t len);

/** overlay_replace() - ask whether a line may replace a file. */
void overlay_replace(struct fullscreen *f, const char *line, size_t len);

/** overlay_close() - nothing lies over the panes now. */
void overlay_close(struct fullscreen *f);

/** overlay_event() - an overlay takes the event. Return: false: it is free. */
bool overlay_event(struct fullscreen *f, const struct input_event *e);

/** overlay_list() - show what Tab could not decide between, or nothing. */
void overlay_list(struct fullscreen *f);

/* ---- running.c ---- */

/** running_typed() - run a line that a person typed; into the history, too. */
void running_typed(struct fullscreen *f, const char *line, size_t len);

/** running_key() - run the line of a key or a click. */
void running_key(struct fullscreen *f, const char *line);

/** running_played() - run a line that a person might have typed. */
void running_played(struct fullscreen *f, const char *line);

/** running_looks() - how cells look, by the settings. */
struct looks running_looks(const struct session *s);

/** running_interrupted - set by SIGINT. */
extern volatile sig_atomic_t running_interrupted;

/* ---- lesson_player.c ---- */

/** lesson_player_go() - if it is time, do what comes next in a lesson. */
void lesson_player_go(struct fullscreen *f);

/** lesson_player_wait() - ms until then; -1: never. */
int lesson_player_wait(const struct fullscreen *f);

/** lesson_player_person() - somebody did something: does the lesson wait?
 * @typed: a line; else a key or a click */
void lesson_player_person(struct fullscreen *f, bool typed);

#endif
