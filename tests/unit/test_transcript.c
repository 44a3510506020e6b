/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_transcript.c - the newest lines are there, whole and in order.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/session.h"

#include "unit.h"

static void a_command_and_its_answers(void **state)
{
	struct session_options options = { .cmdline = "mem=16M" };
	char why[MESSAGE_SIZE] = "";
	struct session *s = session_new(&options, why, sizeof(why));
	static const char *const lines[] = { "vmalloc 4k", "vfree 5",
					     "echo one two", "select $1" };
	static const struct {
		enum transcript_kind kind;
		const char *text;
	} expected[] = {
		{ TRANSCRIPT_COMMAND, "vmalloc 4k" },
		{ TRANSCRIPT_VALUE, "$1 = 0xd0800000" },
		{ TRANSCRIPT_COMMAND, "vfree 5" },
		{ TRANSCRIPT_ERROR, NULL },
		{ TRANSCRIPT_COMMAND, "echo one two" },
		{ TRANSCRIPT_ANSWER, "one two" },
		/* Looking leaves no trace. */
	};
	struct result r;

	(void)state;
	assert_non_null(s);
	assert_int_equal(transcript_open(&s->transcript), 0);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		session_execute(s, lines[i], strlen(lines[i]), &r);
	assert_int_equal(s->transcript.nr, ARRAY_SIZE(expected));
	for (uint32_t i = 0; i < ARRAY_SIZE(expected); i++) {
		struct transcript_line line =
			transcript_line(&s->transcript, i);

		assert_int_equal(line.kind, expected[i].kind);
		if (expected[i].text && line.kind != TRANSCRIPT_VALUE)
			assert_string_equal(line.text, expected[i].text);
	}
	session_free(s);
}

/* However long a reason is. */
static void a_value_is_whole(void **state)
{
	struct transcript t;
	char why[400];
	struct result r = { .n = 1, .index = 1, .reason = why };

	(void)state;
	memset(why, 'w', sizeof(why) - 1);
	why[sizeof(why) - 1] = '\0';
	r.value.type = VALUE_ADDR;
	assert_int_equal(transcript_open(&t), 0);
	transcript_add(&t, &r);
	assert_int_equal(t.nr, 1);
	assert_non_null(strstr(transcript_line(&t, 0).text, why));
	transcript_close(&t);
}

/* What line @n says: a number, and as many letters as it has by chance. */
static size_t make_line(uint32_t n, struct chance *c, char *text)
{
	size_t len = (size_t)sprintf(text, "%u ", n);
	size_t letters = below(c, 8) ? below(c, 100) : below(c, 40000);

	memset(text + len, 'a' + (int)(n % 26), letters);
	text[len + letters] = '\0';
	return len + letters;
}

static void the_oldest_lines_go_first(void **state)
{
	enum { LINES = 60000 };
	struct transcript t = { .open = false };
	struct chance c = new_chance(), again = c;
	static char text[50000];
	uint32_t first;

	(void)state;
	assert_int_equal(transcript_open(&t), 0);
	for (uint32_t n = 0; n < LINES; n++) {
		size_t len = make_line(n, &c, text);

		transcript_text(&t, TRANSCRIPT_ANSWER, text, len);
		assert_true(t.nr > 0);
	}
	first = LINES - t.nr;
	assert_true(t.nr > 100);
	for (uint32_t n = 0; n < LINES; n++) {
		make_line(n, &again, text);
		if (n >= first)
			assert_string_equal(transcript_line(&t, n - first).text,
					    text);
	}
	transcript_close(&t);
}

static void short_lines_are_bounded_in_number(void **state)
{
	struct transcript t = { .open = false };

	(void)state;
	assert_int_equal(transcript_open(&t), 0);
	for (uint32_t n = 0; n < 2 * TRANSCRIPT_LINES; n++)
		transcript_text(&t, TRANSCRIPT_ANSWER, "\n", 1);
	assert_int_equal(t.nr, TRANSCRIPT_LINES);
	transcript_text(&t, TRANSCRIPT_KERNEL, "last\n", 5);
	assert_int_equal(t.nr, TRANSCRIPT_LINES);
	assert_string_equal(transcript_line(&t, t.nr - 1).text, "last");
	assert_int_equal(transcript_line(&t, t.nr - 1).kind, TRANSCRIPT_KERNEL);
	transcript_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_and_its_answers),
		cmocka_unit_test(a_value_is_whole),
		cmocka_unit_test(the_oldest_lines_go_first),
		cmocka_unit_test(short_lines_are_bounded_in_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
