/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.c - the table of key sequences, and what is read around it.
 */
#include "ui/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { ESC = 0x1b, CTRL_C = 3, DEL = 0x7f };

static const char paste_end[] = "\033[201~";
enum { PASTE_END = sizeof(paste_end) - 1 };

/* ---- Bytes ---- */

void input_free(struct input *in)
{
	free(in->paste);
	*in = (struct input){ .len = 0 };
}

int input_fill(struct input *in, int fd)
{
	ssize_t n;

	if (in->len == sizeof(in->byte))
		return (int)in->len;
	do
		n = read(fd, in->byte + in->len, sizeof(in->byte) - in->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? 1 : -errno;
	in->len += (size_t)n;
	return (int)n;
}

static void take(struct input *in, size_t n)
{
	in->len -= n;
	memmove(in->byte, in->byte + n, in->len);
}

size_t input_ahead(const struct input *in, const char **text)
{
	size_t n = 0;

	*text = in->byte;
	while (n < in->len && in->byte[n] >= ' ' && in->byte[n] < DEL)
		n++;
	return n;
}

bool input_waits(const struct input *in)
{
	return in->len && !in->pasting;
}

/* ---- Sequences ---- */

static const struct sequence {
	const char *bytes; /* behind Escape, without modifiers */
	uint32_t key;
	const char *readline; /* the form that it knows; NULL: as it came */
} sequences[] = {
	{ "[A", VKEY_UP, "\033[A" },	 { "[B", VKEY_DOWN, "\033[B" },
	{ "[C", VKEY_RIGHT, "\033[C" },	 { "[D", VKEY_LEFT, "\033[D" },
	{ "[H", VKEY_HOME, "\033[H" },	 { "[F", VKEY_END, "\033[F" },
	{ "[1~", VKEY_HOME, "\033[H" },	 { "[4~", VKEY_END, "\033[F" },
	{ "[7~", VKEY_HOME, "\033[H" },	 { "[8~", VKEY_END, "\033[F" },
	{ "[3~", VKEY_DELETE, "\004" },	 { "[5~", VKEY_PAGE_UP, NULL },
	{ "[6~", VKEY_PAGE_DOWN, NULL }, { "[Z", VKEY_BACK_TAB, NULL },
	{ "[P", VKEY_F1, NULL }, /* with modifiers only */
	{ "[Q", VKEY_F1 + 1, NULL },	 { "[S", VKEY_F1 + 3, NULL },
	{ "[11~", VKEY_F1, NULL },	 { "[12~", VKEY_F1 + 1, NULL },
	{ "[13~", VKEY_F1 + 2, NULL },	 { "[14~", VKEY_F1 + 3, NULL },
	{ "[15~", VKEY_F1 + 4, NULL },	 { "[17~", VKEY_F1 + 5, NULL },
	{ "[18~", VKEY_F1 + 6, NULL },	 { "[19~", VKEY_F1 + 7, NULL },
	{ "[20~", VKEY_F1 + 8, NULL },	 { "[21~", VKEY_F1 + 9, NULL },
	{ "[23~", VKEY_F1 + 10, NULL },	 { "[24~", VKEY_F1 + 11, NULL },
	{ "[[A", VKEY_F1, NULL }, /* Linux console */
	{ "[[B", VKEY_F1 + 1, NULL },	 { "[[C", VKEY_F1 + 2, NULL },
	{ "[[D", VKEY_F1 + 3, NULL },	 { "[[E", VKEY_F1 + 4, NULL },
	{ "OA", VKEY_UP, "\033[A" },	 { "OB", VKEY_DOWN, "\033[B" },
	{ "OC", VKEY_RIGHT, "\033[C" },	 { "OD", VKEY_LEFT, "\033[D" },
	{ "OH", VKEY_HOME, "\033[H" },	 { "OF", VKEY_END, "\033[F" },
	{ "OM", VKEY_ENTER, "\r" },	 { "OP", VKEY_F1, NULL },
	{ "OQ", VKEY_F1 + 1, NULL },	 { "OR", VKEY_F1 + 2, NULL },
	{ "OS", VKEY_F1 + 3, NULL },
};

static const struct sequence *find_sequence(const char *bytes)
{
	for (size_t i = 0; i < ARRAY_SIZE(sequences); i++)
		if (!strcmp(sequences[i].bytes, bytes))
			return &sequences[i];
	return NULL;
}

/* Length of the sequence behind Escape; 0: it has not ended. */
static size_t sequence_length(const struct input *in)
{
	size_t i = 2;

	if (in->len < 3)
		return 0;
	if (in->byte[1] == 'O')
		return 3;
	if (in->byte[2] == '[')
		return in->len < 4 ? 0 : 4;
	while (i < in->len && (unsigned char)in->byte[i] >= ' ' &&
	       (unsigned char)in->byte[i] < '@')
		i++;
	if (i == in->len)
		return i < INPUT_KEY_SIZE - 1 ? 0 : i;
	if (i == 2 && in->byte[2] == 'M') /* mouse, before 1006 */
		return in->len < 6 ? 0 : 6;
	return i + 1;
}

/* "[1;3A" is "[A" with Alt. Return: modifiers, one bit each; 0: none. */
static unsigned int split_modifiers(char *bytes)
{
	char *semicolon = strchr(bytes, ';');
	char *end;
	unsigned long value;

	if (!semicolon)
		return 0;
	value = strtoul(semicolon + 1, &end, 10);
	if (!*end || value < 1 || value > 16)
		return 16;
	/* A letter needs no number before it. */
	if (*end != '~' && semicolon == bytes + 2)
		semicolon = bytes + 1;
	memmove(semicolon, end, strlen(end) + 1);
	return (unsigned int)value - 1;
}

static void set_raw(struct input_event *e, const char *bytes, size_t len)
{
	e->raw_len = len < sizeof(e->raw) ? len : sizeof(e->raw);
	memcpy(e->raw, bytes, e->raw_len);
}

static void read_sequence(struct input_event *e, const char *bytes, size_t len)
{
	enum { ALT = 2 };
	char base[INPUT_KEY_SIZE] = "";
	const struct sequence *found;
	unsigned int modifiers;

	e->kind = INPUT_KEY;
	set_raw(e, bytes, len);
	if (len > sizeof(base))
		return;
	memcpy(base, bytes + 1, len - 1);
	modifiers = split_modifiers(base);
	found = modifiers & ~(unsigned int)ALT ? NULL : find_sequence(base);
	if (!found)
		return;
	e->key = found->key | (modifiers ? VKEY_ALT : 0);
	if (!modifiers && found->readline)
		set_raw(e, found->readline, strlen(found->readline));
}

/* ---- Mouse ---- */

/* Many terminals keep the wheel with Ctrl for their font: Alt does, too. */
static enum mouse mouse_of(unsigned int button, bool released)
{
	enum { SHIFT = 4, ALT = 8, CTRL = 16, MOTION = 32, WHEEL = 64 };
	bool zoom = button & (ALT | CTRL);

	if (released || button & MOTION)
		return MOUSE_OTHER;
	switch (button & ~(unsigned int)(SHIFT | ALT | CTRL)) {
	case 0:
		return MOUSE_CHOOSE;
	case WHEEL:
		return zoom ? MOUSE_ZOOM_IN : MOUSE_WHEEL_UP;
	case WHEEL + 1:
		return zoom ? MOUSE_ZOOM_OUT : MOUSE_WHEEL_DOWN;
	}
	return MOUSE_OTHER;
}

/* ESC [ < button ; column ; row, then M, or m when it was released */
static bool read_mouse(struct input_event *e, const char *bytes, size_t len)
{
	char text[INPUT_KEY_SIZE];
	unsigned int button, x, y;
	char end;

	if (len >= sizeof(text))
		return false;
	memcpy(text, bytes, len);
	text[len] = '\0';
	if (sscanf(text, "\033[<%4u;%4u;%4u%c", &button, &x, &y, &end) != 4 ||
	    !x || !y)
		return false;
	e->kind = INPUT_MOUSE;
	e->mouse = mouse_of(button, end == 'm');
	e->x = (int)x - 1;
	e->y = (int)y - 1;
	return true;
}

static bool read_old_mouse(struct input_event *e, const char *bytes)
{
	unsigned char button = (unsigned char)(bytes[3] - ' ');

	e->kind = INPUT_MOUSE;
	e->mouse = mouse_of(button, (button & 3) == 3);
	e->x = (unsigned char)bytes[4] - '!';
	e->y = (unsigned char)bytes[5] - '!';
	return true;
}

/* ---- Characters ---- */

/* Bytes of the character that begins so; 1 for what begins none. */
static size_t character_length(unsigned char first)
{
	return first < 0xc2   ? 1
	       : first < 0xe0 ? 2
	       : first < 0xf0 ? 3
	       : first < 0xf5 ? 4
			      : 1;
}

static uint32_t named_control(unsigned char byte)
{
	switch (byte) {
	case '\r':
	case '\n':
		return VKEY_ENTER;
	case '\t':
		return VKEY_TAB;
	case '\b':
	case DEL:
		return VKEY_BACKSPACE;
	}
	return byte;
}

/* @len bytes are there; how many belong to the character, 0: not all there. */
static size_t read_character(const char *bytes, size_t len, bool silent,
			     uint32_t *key)
{
	size_t n = character_length((unsigned char)*bytes);
	uint32_t ch = (unsigned char)*bytes;

	if (n > len && !silent)
		return 0;
	*key = n == 1 && ch < 0x80 ? named_control((unsigned char)*bytes)
				   : 0xfffd;
	if (n == 1 || n > len)
		return 1;
	ch &= 0x7fu >> n;
	for (size_t i = 1; i < n; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 1;
		ch = ch << 6 | (bytes[i] & 0x3f);
	}
	*key = ch;
	return n;
}

/* ---- Pastes ---- */

/* Lines of pasted text end in \r; a paste cannot press other keys either. */
static char pasted(char byte)
{
	if (byte == '\r')
		return '\n';
	return (unsigned char)byte < ' ' && byte != '\n' ? ' ' : byte;
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

static enum input_kind end_paste(struct input *in, struct input_event *e)
{
	in->pasting = false;
	e->kind = INPUT_PASTE;
	e->text = in->paste ? in->paste : "";
	e->text_len = in->paste_len;
	if (in->paste)
		in->paste[in->paste_len] = '\0';
	return INPUT_PASTE;
}

/* Ctrl-C gets out of a paste whose end the terminal never sends. */
static enum input_kind go_on_pasting(struct input *in, struct input_event *e)
{
	size_t n = 0;

	while (n < in->len) {
		const char *at = in->byte + n;
		size_t left = in->len - n;

		if (*at == CTRL_C) {
			in->pasting = false;
			break;
		}
		if (!strncmp(at, paste_end,
			     left < PASTE_END ? left : PASTE_END)) {
			take(in, left < PASTE_END ? n : n + PASTE_END);
			return left < PASTE_END ? INPUT_NONE : end_paste(in, e);
		}
		if (has_room(in))
			in->paste[in->paste_len++] = pasted(*at);
		n++;
	}
	take(in, n);
	return INPUT_NONE;
}

/* ---- Events ---- */

static bool is_paste_start(const struct input *in, size_t len)
{
	static const char start[] = "\033[200~";

	return len == sizeof(start) - 1 && !memcmp(in->byte, start, len);
}

static enum input_kind read_escape(struct input *in, bool silent,
				   struct input_event *e)
{
	bool is_long =
		in->len > 1 && (in->byte[1] == '[' || in->byte[1] == 'O');
	size_t len = is_long ? sequence_length(in) : 0;

	if (is_long && !len && !silent)
		return INPUT_NONE;
	if (is_paste_start(in, len)) {
		take(in, len);
		in->pasting = true;
		in->paste_len = 0;
		return INPUT_NONE;
	}
	if (len == 6 && in->byte[2] == 'M')
		read_old_mouse(e, in->byte);
	else if (len && (in->byte[2] != '<' || !read_mouse(e, in->byte, len)))
		read_sequence(e, in->byte, len);
	take(in, len);
	return e->kind;
}

/* Escape alone, or with a character that was held with Alt. */
static enum input_kind read_alt(struct input *in, bool silent,
				struct input_event *e)
{
	size_t len = 0;

	if (in->len == 1 && !silent)
		return INPUT_NONE;
	if (in->len > 1 && in->byte[1] != ESC) {
		len = read_character(in->byte + 1, in->len - 1, silent,
				     &e->key);
		if (!len)
			return INPUT_NONE;
		e->key |= VKEY_ALT;
	} else {
		e->key = VKEY_ESCAPE;
	}
	e->kind = INPUT_KEY;
	set_raw(e, in->byte, 1 + len);
	take(in, 1 + len);
	return INPUT_KEY;
}

enum input_kind input_next(struct input *in, bool silent, struct input_event *e)
{
	enum input_kind kind = INPUT_NONE;
	size_t len;

	*e = (struct input_event){ .kind = INPUT_NONE };
	if (in->pasting)
		kind = go_on_pasting(in, e);
	if (kind != INPUT_NONE || in->pasting || !in->len)
		return kind;
	if (*in->byte == ESC) {
		kind = read_escape(in, silent, e);
		if (kind != INPUT_NONE || !in->len)
			return kind;
		if (in->pasting || *in->byte != ESC)
			return input_next(in, silent, e);
		if (in->len > 1 && !silent &&
		    (in->byte[1] == '[' || in->byte[1] == 'O'))
			return INPUT_NONE;
		return read_alt(in, silent, e);
	}
	len = read_character(in->byte, in->len, silent, &e->key);
	if (!len)
		return INPUT_NONE;
	e->kind = INPUT_KEY;
	set_raw(e, in->byte, len);
	take(in, len);
	return INPUT_KEY;
}
