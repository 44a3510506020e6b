/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_input.c - bytes become keys, whatever pieces they come in; and when
 * letters are keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NCURSES_NOMACROS 1
#include <curses.h>

#include "ui/input.h"
#include "ui/letter.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static int terminal; /* what is written here, ncurses reads */

static int open_terminal(void **state)
{
	int ends[2];

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	assert_int_equal(pipe(ends), 0);
	terminal = ends[1];
	assert_non_null(newterm("xterm-256color", fopen("/dev/null", "w"),
				fdopen(ends[0], "r")));
	meta(stdscr, TRUE); /* a pipe has no eighth bit by itself */
	set_escdelay(1);
	input_start();
	mousemask(ALL_MOUSE_EVENTS | BUTTON_CTRL | BUTTON_ALT, NULL);
	return 0;
}

static void arrive(const char *bytes, size_t len)
{
	assert_int_equal(write(terminal, bytes, len), len);
}

/* The next event of what has come. */
static enum event_kind next(struct input *in, struct input_event *e)
{
	if (input_next(in, e) == INPUT_NONE && input_fill(in))
		input_next(in, e);
	return e->kind;
}

static void names_of_keys(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t key;
	} rows[] = {
		{ "a", 'a' },
		{ "\r", VKEY_ENTER },
		{ "\n", VKEY_ENTER },
		{ "\t", VKEY_TAB },
		{ "\177", VKEY_BACKSPACE },
		{ "\003", 3 },
		{ "\xe4\xb8\xad", 0x4e2d },
		{ "\xf0\x9f\x98\x80", 0x1f600 },
		{ "\xff", 0xfffd },
		{ "\033[A", VKEY_UP },
		{ "\033OA", VKEY_UP },
		{ "\033[1;3A", VKEY_UP | VKEY_ALT },
		{ "\033[1;5A", 0 }, /* Ctrl-Up: readline may know it */
		{ "\033[5~", VKEY_PAGE_UP },
		{ "\033[6;3~", VKEY_PAGE_DOWN | VKEY_ALT },
		{ "\033[1~", VKEY_HOME },
		{ "\033[7~", VKEY_HOME },
		{ "\033OF", VKEY_END },
		{ "\033[Z", VKEY_BACK_TAB },
		{ "\033OP", VKEY_F1 },
		{ "\033[11~", VKEY_F1 },
		{ "\033[24~", VKEY_F12 },
		{ "\033x", 'x' | VKEY_ALT },
		{ "\033\r", VKEY_ENTER | VKEY_ALT },
		{ "\033\xe4\xb8\xad", 0x4e2d | VKEY_ALT },
		{ "\033[99;99;99q", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct input in = { .nr = 0 };
		struct input_event e;

		arrive(rows[i].bytes, strlen(rows[i].bytes));
		assert_int_equal(next(&in, &e), INPUT_KEY);
		assert_int_equal(e.key, rows[i].key);
		assert_int_equal(in.nr, 0);
	}
}

/* What readline gets. */
static void bytes_of_keys(void **state)
{
	static const char *const rows[][2] = {
		{ "\033[1;5C", "\033[1;5C" },
		{ "\033[99;99q", "\033[99;99q" },
		{ "\033[A", "\033OA" },
		{ "\033x", "\033x" },
		{ "\033OM", "\r" },
		{ "\xe4\xb8\xad", "\xe4\xb8\xad" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct input in = { .nr = 0 };
		struct input_event e;

		arrive(rows[i][0], strlen(rows[i][0]));
		assert_int_equal(next(&in, &e), INPUT_KEY);
		assert_int_equal(e.raw_len, strlen(rows[i][1]));
		assert_memory_equal(e.raw, rows[i][1], e.raw_len);
	}
}

/* A character's bytes come in two packets. */
static void half_a_character_waits(void **state)
{
	struct input in = { .nr = 0 };
	struct input_event e;

	(void)state;
	arrive("\xe4\xb8", 2);
	assert_int_equal(next(&in, &e), INPUT_NONE);
	arrive("\xad", 1);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, 0x4e2d);
}

static void escape_is_alone_or_alt(void **state)
{
	struct input in = { .nr = 0 };
	struct input_event e;

	(void)state;
	arrive("\033", 1);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, VKEY_ESCAPE);
	arrive("\033\033", 2);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, VKEY_ESCAPE);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, VKEY_ESCAPE);
}

static void paste_has_no_keys_in_it(void **state)
{
	static const char bytes[] = "\033[200~u\001q\r\n\033[Ax\033[201~z";
	struct input in = { .nr = 0 };
	struct input_event e;

	(void)state;
	arrive(bytes, sizeof(bytes) - 1);
	assert_int_equal(next(&in, &e), INPUT_PASTE);
	assert_string_equal(e.text, "u q\n\nx");
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, 'z');
	input_free(&in);
}

static void paste_is_bounded(void **state)
{
	static char piece[4000];
	struct input in = { .nr = 0 };
	struct input_event e;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	arrive("\033[200~", 6);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(next(&in, &e), INPUT_NONE);
		arrive(piece, sizeof(piece));
	}
	assert_int_equal(next(&in, &e), INPUT_NONE);
	arrive("\033[201~", 6);
	assert_int_equal(next(&in, &e), INPUT_PASTE);
	assert_in_range(e.text_len, 1 << 19, INPUT_PASTE_MAX);
	input_free(&in);
}

/* It comes alone, when all before it has been read. */
static void ctrl_c_leaves_a_paste(void **state)
{
	struct input in = { .nr = 0 };
	struct input_event e;

	(void)state;
	arrive("\033[200~endless", 13);
	assert_int_equal(next(&in, &e), INPUT_NONE);
	arrive("\003", 1);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, 3);
	input_free(&in);
}

static void mouse_is_read(void **state)
{
	static const struct {
		const char *bytes;
		enum mouse mouse;
		int x, y;
	} rows[] = {
		{ "\033[<0;10;3M", MOUSE_CHOOSE, 9, 2 },
		{ "\033[<0;10;3m", MOUSE_OTHER, 9, 2 },
		{ "\033[<64;1;1M", MOUSE_WHEEL_UP, 0, 0 },
		{ "\033[<65;200;60M", MOUSE_WHEEL_DOWN, 199, 59 },
		{ "\033[<80;7;7M", MOUSE_ZOOM_IN, 6, 6 },
		{ "\033[<73;7;7M", MOUSE_ZOOM_OUT, 6, 6 },
		{ "\033[<68;1;1M", MOUSE_WHEEL_UP, 0, 0 },
		{ "\033[<66;1;1M", MOUSE_OTHER, 0, 0 }, /* to the side */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct input in = { .nr = 0 };
		struct input_event e;

		arrive(rows[i].bytes, strlen(rows[i].bytes));
		assert_int_equal(next(&in, &e), INPUT_MOUSE);
		assert_int_equal(e.mouse, rows[i].mouse);
		assert_int_equal(e.x, rows[i].x);
		assert_int_equal(e.y, rows[i].y);
	}
}

/* Any keys at all: each call takes some, or wants more, and none is lost. */
static void noise_is_taken(void **state)
{
	const char *given = getenv("VMSCOPE_SEED");
	unsigned int seed = given ? (unsigned int)strtoul(given, NULL, 0)
				  : (unsigned int)time(NULL);
	static const char likely[] = "\033\033[[O<;M0123~A\xe4\xb8\x03u ";
	struct input in = { .nr = 0 };

	(void)state;
	print_message("# VMSCOPE_SEED=%u\n", seed);
	srand(seed);
	for (int i = 0; i < 200000; i++) {
		struct input_event e;
		size_t before;

		in.key[in.nr++] =
			rand() % 4 ? (unsigned char)likely[(size_t)rand() %
							   (sizeof(likely) - 1)]
				   : rand() % 0x280;
		do {
			before = in.nr;
			input_next(&in, &e);
			assert_true(in.nr <= before);
			assert_true(e.raw_len <= sizeof(e.raw));
		} while (in.nr && in.nr < before);
		assert_true(in.nr < INPUT_KEY_SIZE + 8 || in.pasting);
	}
	input_free(&in);
}

/* ---- Answers ---- */

static void answers_are_no_text(void **state)
{
	static const char background[] = "\033]11;rgb:ffff/8080/00\033\\";
	static const char cursor[] = "\033[2;5R";
	struct input in = { .asked = ASKED_CURSOR | ASKED_BACKGROUND,
			    .patient = true };
	struct input_event e;

	(void)state;
	arrive("a", 1);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	/* In as many pieces as it can come in. */
	for (size_t i = 0; i + 2 < sizeof(background); i++) {
		arrive(background + i, 1);
		assert_int_equal(next(&in, &e), INPUT_NONE);
	}
	arrive("\\", 1);
	assert_int_equal(next(&in, &e), INPUT_BACKGROUND);
	assert_int_equal(e.color, 0xff8000);
	for (size_t i = 0; i + 2 < sizeof(cursor); i++) {
		arrive(cursor + i, 1);
		assert_int_equal(next(&in, &e), INPUT_NONE);
	}
	arrive("Rb", 2);
	assert_int_equal(next(&in, &e), INPUT_WIDE);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, 'b');
	assert_int_equal(in.asked, 0);
	input_free(&in);
}

/* What only begins like one is what it was: a key. */
static void keys_are_no_answers(void **state)
{
	struct input in = { .asked = ASKED_CURSOR | ASKED_BACKGROUND,
			    .patient = true };
	struct input_event e;

	(void)state;
	arrive("\033", 1);
	assert_int_equal(next(&in, &e), INPUT_NONE);
	in.patient = false; /* nothing followed for long enough */
	assert_int_equal(input_next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, VKEY_ESCAPE);
	arrive("\033]x", 3);
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, VKEY_ALT | ']');
	assert_int_equal(next(&in, &e), INPUT_KEY);
	assert_int_equal(e.key, 'x');
	input_free(&in);
}

/* ---- Letters ---- */

static void pieces_are_text_or_keys(void **state)
{
	static const struct {
		const char *text;
		bool is_text;
	} rows[] = {
		{ "u", false },	   { "uu", false },  { "nnnnnn", false },
		{ "un", true },	   { "undo", true }, { "np", false },
		{ "a = 1", true }, { "p x", true },  { "x/8", true },
		{ "qu", true },	   { "uv", false },  { "++--", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (letter_is_text(rows[i].text, strlen(rows[i].text)) !=
		    rows[i].is_text)
			fail_msg("%s", rows[i].text);
}

static void words_begin_with_letters(void **state)
{
	struct view_state look;
	struct letters l = { .nr = 0 };

	(void)state;
	view_state_init(&look);
	letters_add(&l, 'u', &look, 5, 0, 1000);
	assert_int_equal(letters_of_word(&l, 'n', 1100), 0);
	assert_int_equal(letters_of_word(&l, 'v', 1100), 1);
	assert_int_equal(letters_of_word(&l, '=', 1100), 0);
	assert_int_equal(letters_of_word(&l, 'n', 1000 + LETTER_SOON + 1), 1);
	/* `z` acted, then `u`, then the n of undo. */
	l.nr = 0;
	letters_add(&l, 'z', &look, 5, 0, 2000);
	letters_add(&l, 'u', &look, 5, 0, 2100);
	assert_int_equal(letters_of_word(&l, 'n', 2200), 1);
	/* Long ago is forgotten, and there is an end to what is kept. */
	letters_add(&l, 'u', &look, 5, 0, 9000);
	assert_int_equal(l.nr, 1);
	for (int i = 0; i < 100; i++)
		letters_add(&l, 'u', &look, 5, 0, 9000);
	assert_true(l.nr <= LETTERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_keys),
		cmocka_unit_test(bytes_of_keys),
		cmocka_unit_test(half_a_character_waits),
		cmocka_unit_test(escape_is_alone_or_alt),
		cmocka_unit_test(paste_has_no_keys_in_it),
		cmocka_unit_test(paste_is_bounded),
		cmocka_unit_test(ctrl_c_leaves_a_paste),
		cmocka_unit_test(mouse_is_read),
		cmocka_unit_test(noise_is_taken),
		cmocka_unit_test(answers_are_no_text),
		cmocka_unit_test(keys_are_no_answers),
		cmocka_unit_test(pieces_are_text_or_keys),
		cmocka_unit_test(words_begin_with_letters),
	};

	return cmocka_run_group_tests(tests, open_terminal, NULL);
}
