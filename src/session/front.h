/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front.h - what a session asks of the layers above it.
 *
 * Pictures are made above the session, and the source is embedded there, but
 * `export`, `search` and `step` are commands like all others. The program puts
 * these functions into struct session; where it does not, the commands say so,
 * or do without.
 */
#ifndef VMSCOPE_SESSION_FRONT_H
#define VMSCOPE_SESSION_FRONT_H

#include <stdbool.h>
#include <stdio.h>

#include "session/settings/pane_list.h"

struct session;
struct step_point;

enum picture_format {
	PICTURE_TEXT,
	PICTURE_ANSI,
	PICTURE_SVG,
	PICTURE_HTML, /* this one and the next hold several pictures */
	PICTURE_CAST,
};

struct picture {
	enum picture_format format;
	enum pane pane[PANE_LIST_MOST];
	unsigned int nr_panes; /* 0: the whole screen */
	int width, height;     /* cells */
	uint32_t number, of;   /* among those of its file, from 1 */
};

struct front {
	/* Writes a picture of the session; 0 or -ENOMEM. */
	int (*picture)(const struct session *s, const struct picture *p,
		       FILE *to);
	/*
	 * Finds the next thing in the pane with the keys that fits
	 * s->look.search; writes `select ...` or `scroll ...`, what leads
	 * there, to @line. Return: false when there is none
	 */
	bool (*search)(const struct session *s, bool backwards, char *line,
		       size_t size);
	/*
	 * The source of the simulated kernel (a file of src/kernel, lines from
	 * 1): which shown line a step point tells about; which line a stop at
	 * @line stops at, the first from there on that a step point tells
	 * about; what a line says, with its tabs; whether a step point has a
	 * variable of a name. 0 or NULL: there is none.
	 */
	unsigned int (*source_told)(const char *file, unsigned int line);
	unsigned int (*source_stop)(const char *file, unsigned int line);
	const char *(*source_text)(const char *file, unsigned int line);
	bool (*source_variable)(const char *name);
	/*
	 * Reads a lesson as somebody in the full screen would, and prints to
	 * @s->out what is wrong. Return: how much is; -ENOMEM, -EINTR
	 */
	int (*lesson_check)(struct session *s, const char *name);
};

/**
 * front_line() - the line of the source that a step point tells about.
 * @front: NULL: nobody has the source
 * @point: the step point
 * Return: a shown line; where there is no source that of the point
 */
unsigned int front_line(const struct front *front,
			const struct step_point *point);

/** source_goes_on() - does a line of C leave its statement open? */
bool source_goes_on(const char *text);

#endif
