/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message_line.h - the sentence above the prompt: what a line had to say.
 *
 * One line of the answer stands there; a longer answer is read in the log,
 * which gets the keys until the next line that is typed. What a move in a
 * stepped call answers the source pane shows better. The full screen runs its
 * lines here; `lesson check` and golden screens do, so that they show the same.
 */
#ifndef VMSCOPE_VIEW_SCREEN_MESSAGE_LINE_H
#define VMSCOPE_VIEW_SCREEN_MESSAGE_LINE_H

#include "inspect/memory_stream.h"
#include "view/screen/screen.h"

enum { TELLING_SIZE = 512 };

struct message_line {
	struct session *s;
	struct scene *scene;
	struct screen *screen;	     /* its sentence is @text */
	const struct canvas *canvas; /* the whole screen: its size counts */
	struct memory_stream answers, errors; /* of the last line that ran */
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
		bool asked;	    /* there was a question */
	} before;
};

/** message_line_open() - before the first line. Return: 0 or -ENOMEM. */
int message_line_open(struct message_line *t);

/** message_line_close() - after the last one; allowed after a failed open. */
void message_line_close(struct message_line *t);

/**
 * message_line_greet() - what it shows, and the log, before a line has run.
 * @notes: lines that the start had to say, or ""; the first stands there
 */
void message_line_greet(struct message_line *t, const char *notes);

/** message_line_size() - let the session know what there is to see. */
void message_line_size(struct message_line *t);

/**
 * message_line_run() - run a line; the scene and the sentence follow.
 * @line: the line
 * @len: its bytes
 * @typed: by a person; else a key or a click stands for it, and what it moves
 *         says nothing: the sentence of the last line stays
 * Return: 0; -ENOMEM when the scene is not whole, or the answer got lost
 */
int message_line_run(struct message_line *t, const char *line, size_t len,
		     bool typed);

/** message_line_end() - the answer has been read: the log gives the keys
 * back. */
void message_line_end(struct message_line *t);

/** message_line_say() - a sentence that is not an answer; cut if it is too long. */
void message_line_say(struct message_line *t, bool error, const char *text,
		      size_t len);

#endif
