/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.c - what is made of the keys that ncurses reads.
 */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1

#include "ui/input.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <curses.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum {
	ESC = 0x1b,
	CTRL_C = 3,
	BELL = 7,
	DEL = 0x7f,
	REPLACEMENT = 0xfffd,
	/* Keys of our own, above those that ncurses numbers itself. */
	OWN_ALT = 0x4000, /* and a key of ncurses */
	OWN_PASTE = 0x2000,
	OWN_PASTE_END,
};

/* ---- Keys that ncurses is told of ---- */

/* Sequences "\033[...": plain, and as xterm sends them with Alt. */
static void define(const char *plain, const char *alt, int code, int key)
{
	char text[INPUT_KEY_SIZE];

	snprintf(text, sizeof(text), plain, code);
	define_key(text, key);
	snprintf(text, sizeof(text), alt, code);
	define_key(text, OWN_ALT | key);
}

/*
 * Emulators seldom send exactly what the description of their name says, and
 * do not contradict each other: xterm's and rxvt's keys everywhere.
 */
static void define_keys(void)
{
	static const short cursor[][2] = {
		{ 'A', KEY_UP },   { 'B', KEY_DOWN }, { 'C', KEY_RIGHT },
		{ 'D', KEY_LEFT }, { 'H', KEY_HOME }, { 'F', KEY_END },
		{ 'P', KEY_F(1) }, { 'Q', KEY_F(2) }, { 'R', KEY_F(3) },
		{ 'S', KEY_F(4) },
	};
	static const short numbered[][2] = {
		{ 1, KEY_HOME },  { 3, KEY_DC },    { 4, KEY_END },
		{ 5, KEY_PPAGE }, { 6, KEY_NPAGE }, { 7, KEY_HOME },
		{ 8, KEY_END },
	};
	static const short function[] = { 11, 12, 13, 14, 15, 17,
					  18, 19, 20, 21, 23, 24 };

	for (size_t i = 0; i < ARRAY_SIZE(cursor); i++) {
		define("\033O%c", "\033[1;3%c", cursor[i][0], cursor[i][1]);
		if (i < 6)
			define("\033[%c", "\033\033[%c", cursor[i][0],
			       cursor[i][1]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(numbered); i++)
		define("\033[%d~", "\033[%d;3~", numbered[i][0],
		       numbered[i][1]);
	for (size_t i = 0; i < ARRAY_SIZE(function); i++)
		define("\033[%d~", "\033[%d;3~", function[i],
		       KEY_F((int)i + 1));
	define_key("\033OM", KEY_ENTER);
	define_key("\033[Z", KEY_BTAB);
	define_key("\033[200~", OWN_PASTE);
	define_key("\033[201~", OWN_PASTE_END);
}

static WINDOW *keys; /* a pad: reading from a window would paint it */

void input_start(void)
{
	keys = newpad(1, 1);
	if (!keys)
		return;
	keypad(keys, TRUE);
	nodelay(keys, TRUE);
	mouseinterval(0); /* a press is an event, whatever follows */
	define_keys();
}

/* ---- Keys that came ---- */

void input_free(struct input *in)
{
	free(in->paste);
	*in = (struct input){ .nr = 0 };
}

/* ncurses keeps few clicks: none is left to wait after another. */
bool input_fill(struct input *in)
{
	size_t before = in->nr;
	int key = ERR;

	while (in->nr < INPUT_SIZE && key != KEY_MOUSE &&
	       (key = wgetch(keys)) != ERR)
		in->key[in->nr++] = key;
	return in->nr > before;
}

static void take(struct input *in, size_t n)
{
	in->nr -= n;
	memmove(in->key, in->key + n, in->nr * sizeof(*in->key));
}

size_t input_ahead(struct input *in, const char **text)
{
	size_t n = 0;

	*text = in->ahead;
	while (n < in->nr && in->key[n] >= ' ' && in->key[n] < DEL) {
		in->ahead[n] = (char)in->key[n];
		n++;
	}
	return n;
}

/* ---- Names and bytes of keys ---- */

static const struct {
	int key;
	uint32_t named;
} names[] = {
	{ KEY_UP, VKEY_UP },	     { KEY_DOWN, VKEY_DOWN },
	{ KEY_LEFT, VKEY_LEFT },     { KEY_RIGHT, VKEY_RIGHT },
	{ KEY_PPAGE, VKEY_PAGE_UP }, { KEY_NPAGE, VKEY_PAGE_DOWN },
	{ KEY_HOME, VKEY_HOME },     { KEY_END, VKEY_END },
	{ KEY_BTAB, VKEY_BACK_TAB }, { KEY_ENTER, VKEY_ENTER },
	{ KEY_DC, VKEY_DELETE },     { KEY_BACKSPACE, VKEY_BACKSPACE },
	{ '\r', VKEY_ENTER },	     { '\n', VKEY_ENTER },
	{ '\t', VKEY_TAB },	     { '\b', VKEY_BACKSPACE },
	{ DEL, VKEY_BACKSPACE },
};

/* 0: a key of ncurses that we have no name for. */
static uint32_t name_of(int key)
{
	if (key & OWN_ALT)
		return name_of(key & ~OWN_ALT) | VKEY_ALT;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].key == key)
			return names[i].named;
	if (key > KEY_F0 && key <= KEY_F(12))
		return VKEY_F1 + (uint32_t)(key - KEY_F(1));
	return key < 0x80 ? (uint32_t)key : 0;
}

static void add_byte(struct input_event *e, int byte)
{
	if (e->raw_len < sizeof(e->raw))
		e->raw[e->raw_len++] = (char)byte;
}

/* Readline gets the sequence that terminfo has, or the byte of a control. */
static void add_sequence(struct input_event *e, int key)
{
	char *text;

	if (key == KEY_ENTER || key == KEY_BACKSPACE) {
		add_byte(e, key == KEY_ENTER ? '\r' : DEL);
		return;
	}
	text = keybound(key, 0);
	for (char *c = text; c && *c; c++)
		add_byte(e, *c);
	free(text);
}

/* ---- Characters ---- */

/* Return: number of its bytes; 0: more will follow */
static size_t read_character(const int *byte, size_t nr, uint32_t *key)
{
	mbstate_t state = { 0 };
	wchar_t ch = 0;
	size_t n = 0, read = (size_t)-2;

	if (*byte < 0x80) {
		*key = name_of(*byte);
		return 1;
	}
	while (n < nr && byte[n] <= UCHAR_MAX && read == (size_t)-2) {
		char c = (char)byte[n++];

		read = mbrtowc(&ch, &c, 1, &state);
	}
	if (read == (size_t)-2 && n == nr)
		return 0;
	if (read > 1) { /* not a character: its first byte */
		*key = REPLACEMENT;
		return 1;
	}
	*key = (uint32_t)ch;
	return n;
}

/* A key of ncurses, or a character. 0: more is needed */
static size_t read_key(const int *key, size_t nr, struct input_event *e)
{
	size_t n = 1;

	if (*key > UCHAR_MAX) {
		e->key = name_of(*key);
		add_sequence(e, *key);
		return 1;
	}
	n = read_character(key, nr, &e->key);
	for (size_t i = 0; i < n; i++)
		add_byte(e, key[i]);
	return n;
}

/* "\033[...x" or "\033Ox" that nobody knows. 0: it has not ended */
static size_t read_sequence(const int *key, size_t nr, struct input_event *e)
{
	size_t n = 2;

	while (n < nr && n < INPUT_KEY_SIZE - 1 && key[n] >= ' ' &&
	       key[n] < '@')
		n++;
	if (n == nr)
		return 0;
	n += key[n] >= '@' && key[n] < DEL;
	for (size_t i = 0; i < n; i++)
		add_byte(e, key[i]);
	return n;
}

/* Escape alone, or with what was held with Alt. ncurses waited for the rest. */
static size_t read_escape(const int *key, size_t nr, struct input_event *e)
{
	size_t n;

	if (nr == 1 || key[1] == ESC) {
		e->key = VKEY_ESCAPE;
		add_byte(e, ESC);
		return 1;
	}
	if (nr > 2 && (key[1] == '[' || key[1] == 'O'))
		return read_sequence(key, nr, e);
	add_byte(e, ESC);
	n = read_key(key + 1, nr - 1, e);
	e->key |= VKEY_ALT;
	return n ? n + 1 : 0;
}

/* ---- The mouse ---- */

/* Many terminals keep the wheel with Ctrl for their font: Alt does, too. */
static enum mouse mouse_of(mmask_t buttons)
{
	bool zoom = buttons & (BUTTON_CTRL | BUTTON_ALT);

	if (buttons & BUTTON1_PRESSED)
		return MOUSE_CHOOSE;
	if (buttons & BUTTON4_PRESSED)
		return zoom ? MOUSE_ZOOM_IN : MOUSE_WHEEL_UP;
	if (buttons & BUTTON5_PRESSED)
		return zoom ? MOUSE_ZOOM_OUT : MOUSE_WHEEL_DOWN;
	return MOUSE_OTHER;
}

static enum event_kind read_mouse(struct input_event *e)
{
	MEVENT event;

	if (getmouse(&event) != OK)
		return INPUT_NONE;
	e->mouse = mouse_of(event.bstate);
	e->x = event.x;
	e->y = event.y;
	return INPUT_MOUSE;
}

/* ---- Pastes ---- */

/* Lines of pasted text end in \r; a paste cannot press other keys either. */
static char pasted(int byte)
{
	if (byte == '\r')
		return '\n';
	return (char)(byte < ' ' && byte != '\n' ? ' ' : byte);
}

/* One byte more than it has: for the NUL. */
static bool has_room(struct input *in)
{
	size_t capacity = in->paste_capacity ? 2 * in->paste_capacity : 4096;
	char *paste;

	if (in->paste_len >= INPUT_PASTE_MAX)
		return false;
	if (in->paste_len + 1 < in->paste_capacity)
		return true;
	paste = realloc(in->paste, capacity);
	if (!paste)
		return false;
	in->paste = paste;
	in->paste_capacity = capacity;
	return true;
}

static enum event_kind end_paste(struct input *in, struct input_event *e)
{
	in->pasting = false;
	e->text = in->paste ? in->paste : "";
	e->text_len = in->paste_len;
	if (in->paste)
		in->paste[in->paste_len] = '\0';
	return INPUT_PASTE;
}

/* Ctrl-C gets out of a paste whose end the terminal never sends. */
static enum event_kind go_on_pasting(struct input *in, struct input_event *e)
{
	size_t n = 0;

	while (n < in->nr && in->key[n] != CTRL_C &&
	       in->key[n] != OWN_PASTE_END) {
		if (in->key[n] <= UCHAR_MAX && has_room(in))
			in->paste[in->paste_len++] = pasted(in->key[n]);
		n++;
	}
	if (n == in->nr || in->key[n] == CTRL_C) {
		in->pasting = n == in->nr;
		take(in, n);
		return INPUT_NONE;
	}
	take(in, n + 1);
	return end_paste(in, e);
}

/* ---- Answers of the terminal ---- */

/* What ends with the byte at @key; 0: nothing does. */
static size_t end_of_string(const int *key, size_t nr)
{
	if (*key == BELL)
		return 1;
	return nr > 1 && *key == ESC && key[1] == '\\' ? 2 : 0;
}

/* "rgb:ffff/ffff/ffff", with one to four digits each, or an alpha after them. */
static bool read_color(const char *text, uint32_t *rgb)
{
	const char *at = strchr(text, ':');

	if (strncmp(text, "rgb", 3) || !at)
		return false;
	*rgb = 0;
	for (int i = 0; i < 3; i++) {
		char *end;
		unsigned long value = strtoul(at + 1, &end, 16);
		int digits = (int)(end - at) - 1;

		if (digits < 1 || digits > 4 || (i < 2 && *end != '/'))
			return false;
		*rgb = *rgb << 8 |
		       (uint32_t)(value * 255 / ((1UL << 4 * digits) - 1));
		at = end;
	}
	return true;
}

/*
 * How many keys are an answer, without its Escape; e->kind is what it says.
 * 0: none is. -1: more will follow.
 */
static int answer_length(const int *key, size_t nr, struct input_event *e)
{
	static const char *const begins[] = { "]11;", "[2;" };
	char text[INPUT_ANSWER_SIZE + 1] = "";
	size_t n, len = 0;
	bool color = *key == ']';
	const char *begin = begins[!color];

	for (n = 0; begin[n]; n++) {
		if (n == nr)
			return -1;
		if (key[n] != begin[n])
			return 0;
	}
	for (; n < nr && len < INPUT_ANSWER_SIZE; n++) {
		size_t end =
			color ? end_of_string(key + n, nr - n) : key[n] == 'R';

		if (end && color && read_color(text, &e->color))
			e->kind = INPUT_BACKGROUND;
		if (end && !color && atoi(text) > 3)
			e->kind = INPUT_WIDE;
		if (end)
			return (int)(n + end);
		if (key[n] == ESC && n + 1 == nr)
			return -1;
		if (color ? key[n] < ' ' || key[n] >= DEL
			  : key[n] < '0' || key[n] > '9')
			return color ? (int)n : 0;
		text[len++] = (char)key[n];
	}
	return n == nr ? -1 : (int)n;
}

/*
 * Takes an answer that is first. True: there was one, or its rest will follow.
 * ncurses waits a moment for what follows an Escape; a slow line may take more.
 */
static bool take_answer(struct input *in, struct input_event *e)
{
	unsigned int asked = in->asked;
	int n;

	if (!asked || in->key[0] != ESC)
		return false;
	if (in->nr == 1)
		return in->patient;
	asked &= in->key[1] == ']'   ? ASKED_BACKGROUND
		 : in->key[1] == '[' ? ASKED_CURSOR
				     : 0u;
	n = asked ? answer_length(in->key + 1, in->nr - 1, e) : 0;
	if (n <= 0)
		return n < 0;
	in->asked &= ~asked;
	take(in, (size_t)n + 1);
	return true;
}

/* ---- Events ---- */

/* Of the keys that are there, what the first stand for. */
static enum event_kind read_event(struct input *in, struct input_event *e)
{
	size_t n = 1;

	if (take_answer(in, e))
		return e->kind;
	switch (in->key[0]) {
	case OWN_PASTE:
		in->pasting = true;
		in->paste_len = 0;
		break;
	case KEY_MOUSE:
		e->kind = read_mouse(e);
		break;
	case KEY_RESIZE:
	case OWN_PASTE_END:
		break;
	default:
		n = in->key[0] == ESC ? read_escape(in->key, in->nr, e)
				      : read_key(in->key, in->nr, e);
		e->kind = n ? INPUT_KEY : INPUT_NONE;
	}
	take(in, n);
	return e->kind;
}

enum event_kind input_next(struct input *in, struct input_event *e)
{
	size_t before;
	bool pasting;

	do {
		*e = (struct input_event){ .kind = INPUT_NONE };
		before = in->nr;
		pasting = in->pasting;
		if (in->pasting)
			e->kind = go_on_pasting(in, e);
		else if (in->nr)
			read_event(in, e);
	} while (e->kind == INPUT_NONE &&
		 (in->nr < before || in->pasting != pasting));
	return e->kind;
}

int input_byte(struct input *in)
{
	struct input_event answer;

	while (in->nr) {
		size_t before = in->nr;
		int key = in->key[0];

		if (!take_answer(in, &answer)) {
			take(in, 1);
			if (key <= UCHAR_MAX)
				return key;
		} else if (in->nr == before) {
			return -1; /* the rest will follow */
		}
	}
	return -1;
}
