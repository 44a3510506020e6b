/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message_line.h - the sentence above the prompt: what a line that ran had to say.
 *
 * One line of the answer stands there; a longer answer is read in the log,
 * which gets the keys until the next line that is typed. What a move in a
 * stepped call answers the source pane shows better. The full screen uses
 * this, and golden screens, so that both show the same.
 */
#ifndef VMSCOPE_VIEW_SCREEN_MESSAGE_LINE_H
#define VMSCOPE_VIEW_SCREEN_MESSAGE_LINE_H

#include "inspect/memory_stream.h"
#include "view/screen/screen.h"

enum { TELLING_SIZE = 512 };

struct message_line {
	struct session *s;
	const struct scene *scene;
	struct screen *screen;	     /* its sentence is @text */
	const struct canvas *canvas; /* the whole screen: its size counts */
	char text[TELLING_SIZE];
	bool lent; /* the log has the keys for one answer */

	/* Where the person was before the line ran. */
	struct {
		uint32_t chosen, selects; /* of the look */
		uint32_t epoch;		  /* of the machine */
		uint64_t position;	  /* of the journal */
		uint64_t serials;	  /* of the log, likewise the next */
		uint32_t at;
		const struct step_record *record;
		uint32_t step;
		uint32_t lines; /* of the transcript */
		const struct lesson *lesson;
		unsigned int turns; /* of its pages */
	} before;
};

/**
 * message_line_greet() - what stands there, and in the log, before a line ran.
 * @notes: lines that the start had to say, or ""; the first stands there
 */
void message_line_greet(struct message_line *t, const char *notes);

/** message_line_size() - let the session know what there is to see. */
void message_line_size(struct message_line *t);

/**
 * message_line_before() - a line is going to run.
 * @line: the line
 * @typed: by a person; else a key or a click stands for it, and what it moves
 *         says nothing: the sentence of the last line stays
 * Return: false when it need not run any more: it only leaves an answer
 */
bool message_line_before(struct message_line *t, const char *line, bool typed);

/** message_line_ran() - it has run; the scene is still as before. */
void message_line_ran(struct message_line *t);

/**
 * message_line_after() - the line has run, and the scene is up to date.
 * @typed: as before it
 * @answers: what it printed, after memory_stream_text()
 * @errors: likewise of its errors
 */
void message_line_after(struct message_line *t, bool typed,
			const struct memory_stream *answers,
			const struct memory_stream *errors);

/** message_line_end() - no answer is read any more: the log gives the keys back. */
void message_line_end(struct message_line *t);

/** message_line_say() - a sentence that is not an answer; cut if it is too long. */
void message_line_say(struct message_line *t, bool error, const char *text,
		      size_t len);

#endif
