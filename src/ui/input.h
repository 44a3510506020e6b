/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.h - ncurses' keys become characters, keys of views, clicks and pastes.
 *
 * ncurses reads the terminal and knows its sequences. Here bytes become whole
 * characters, Escape and a key become Alt, and what lies between the marks of
 * a paste becomes one. Used by fullscreen.c; a test feeds it.
 *
 * Invariants:
 *   1. an event is whole: a character has all its bytes, a paste its end;
 *   2. keys of an event are taken once, in the order in which they came;
 *   3. an answer of the terminal's is never text, however late and in
 *      whatever pieces it comes.
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
	INPUT_ANSWER_SIZE = 64,	   /* bytes of an answer of the terminal's */
};

/* What the terminal was asked (terminal.c) and has not answered yet. */
enum input_asked {
	ASKED_CURSOR = 0x1,	/* where it is, after two boxes */
	ASKED_BACKGROUND = 0x2, /* its colour */
};

enum event_kind {
	INPUT_NONE, /* more is needed */
	INPUT_KEY,
	INPUT_PASTE,
	INPUT_MOUSE,
	INPUT_WIDE, /* the terminal says that its boxes are two columns wide */
	INPUT_BACKGROUND, /* it says which colour its background has */
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
	enum event_kind kind;
	uint32_t key;		  /* key.h; 0: one that we have no name for */
	char raw[INPUT_KEY_SIZE]; /* what readline gets for it */
	size_t raw_len;
	const char *text; /* of a paste; lines end in \n */
	size_t text_len;
	enum mouse mouse;
	int x, y;	/* of a click: cell, from 0 */
	uint32_t color; /* 0xrrggbb, of a background */
};

struct input {
	int key[INPUT_SIZE]; /* of ncurses, came in and are not taken yet */
	size_t nr;
	char ahead[INPUT_SIZE]; /* of input_ahead() */
	unsigned int asked;	/* enum input_asked */
	bool patient; /* an Escape alone may begin an answer */
	bool pasting;
	char *paste;
	size_t paste_len, paste_capacity;
};

/** input_start() - make ncurses know keys; once, after newterm(). */
void input_start(void);

/** input_free() - give the memory back. */
void input_free(struct input *in);

/**
 * input_fill() - take in what has come; waits only for the rest of a key.
 * @in: zeroed before the first use
 * Return: something has come
 */
bool input_fill(struct input *in);

/**
 * input_next() - take the next event.
 * @in: the input
 * @e: filled in
 * Return: its kind
 */
enum event_kind input_next(struct input *in, struct input_event *e);

/** input_byte() - take a byte that belongs to no key of ours; -1: none. */
int input_byte(struct input *in);

/**
 * input_ahead() - printable ASCII that has come and is taken next.
 * @in: the input
 * @text: its first byte
 * Return: how many bytes
 */
size_t input_ahead(struct input *in, const char **text);

#endif
