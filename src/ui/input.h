/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.h - the terminal's bytes become keys, clicks and pastes.
 *
 * Knows no terminal description: the sequences of xterm, screen, tmux, rxvt,
 * the Linux console and the VT100 do not contradict each other, so that one
 * table reads them all. Used by fullscreen.c; a test feeds it bytes.
 *
 * Invariants:
 *   1. an event is whole: a character has all its bytes, a paste its end;
 *   2. bytes of an event are taken once, in the order in which they came.
 */
#ifndef VMSCOPE_UI_INPUT_H
#define VMSCOPE_UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/screen/key.h"

enum {
	INPUT_SIZE = 4096,
	INPUT_KEY_SIZE = 32,	   /* bytes of one key */
	INPUT_PASTE_MAX = 1 << 20, /* bytes of a paste; the rest is dropped */
};

enum input_kind {
	INPUT_NONE, /* more bytes are needed */
	INPUT_KEY,
	INPUT_PASTE,
	INPUT_MOUSE,
};

enum mouse {
	MOUSE_OTHER, /* released, or a button without a meaning */
	MOUSE_CHOOSE,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
	MOUSE_ZOOM_IN, /* the wheel with Ctrl or Alt */
	MOUSE_ZOOM_OUT,
};

/* What happened. Pointers are good until the next input_next(). */
struct input_event {
	enum input_kind kind;
	uint32_t key;		  /* key.h; 0: one that we have no name for */
	char raw[INPUT_KEY_SIZE]; /* what readline gets for it */
	size_t raw_len;
	const char *text; /* of a paste; lines end in \n */
	size_t text_len;
	enum mouse mouse;
	int x, y; /* of a click: cell, from 0 */
};

struct input {
	char byte[INPUT_SIZE]; /* came in and are not taken yet */
	size_t len;
	bool pasting;
	char *paste;
	size_t paste_len, paste_capacity;
};

/** input_free() - give the memory back. */
void input_free(struct input *in);

/**
 * input_fill() - read what has come.
 * @in: zeroed before the first use
 * @fd: readable, or this waits
 * Return: bytes read, 0 at the end of the input, -errno
 */
int input_fill(struct input *in, int fd);

/**
 * input_next() - take the next event.
 * @in: the input
 * @silent: nothing more came for a while: a lone Escape is a key
 * @e: filled in
 * Return: its kind
 */
enum input_kind input_next(struct input *in, bool silent,
			   struct input_event *e);

/** input_waits() - what is there is the beginning of a key of several bytes. */
bool input_waits(const struct input *in);

/**
 * input_ahead() - printable ASCII that has come and is taken next.
 * @in: the input
 * @text: its first byte
 * Return: how many bytes
 */
size_t input_ahead(const struct input *in, const char **text);

#endif
