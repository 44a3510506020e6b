/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_paragraph.c - an answer is wrapped as wide as its reader's lines are.
 */
#include "text/clean_text.h"
#include "text/paragraph.h"

#include "unit.h"

/* @answer as somebody with @columns reads it. */
static void assert_read(const char *answer, int columns, const char *expected)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	answer_print(answer, strlen(answer), columns, clean_print, to);
	fclose(to);
	assert_string_equal(text, expected);
	free(text);
}

static char *answer_of(const char *text, int hang)
{
	char *answer = NULL;
	size_t size;
	FILE *to = open_memstream(&answer, &size);

	assert_non_null(to);
	if (hang)
		paragraph_print(text, hang, to);
	else
		paragraphs_print(text, to);
	fclose(to);
	return answer;
}

static void paragraphs_fill_rows_and_tables_stay(void **state)
{
	char *answer = answer_of("one two three four\n"
				 "  a table, longer than a row\n\n"
				 "five",
				 0);

	(void)state;
	assert_read(
		answer, 10,
		"one two\nthree four\n  a table, longer than a row\n\nfive\n");
	assert_read(
		answer, 80,
		"one two three four\n  a table, longer than a row\n\nfive\n");
	assert_read(answer, 0, answer);
	free(answer);
}

static void later_rows_hang_where_there_is_room(void **state)
{
	char *answer = answer_of("name  what is to be said about it", 6);

	(void)state;
	assert_read(answer, 22, "name  what is to be\n      said about it\n");
	assert_read(answer, 21, "name  what is to be\nsaid about it\n");
	free(answer);
}

static void chinese_breaks_between_characters(void **state)
{
	char *answer = answer_of("大小向上取整到页；其后是 guard page。", 0);

	(void)state;
	assert_read(answer, 19, "大小向上取整到页；\n其后是 guard page。\n");
	assert_read(answer, 17, "大小向上取整到\n页；其后是 guard\npage。\n");
	free(answer);
}

static void very_long_rows_are_not_read(void **state)
{
	(void)state;
	assert_int_equal(paragraph_columns(0, 200), TEXT_COLUMNS);
	assert_int_equal(paragraph_columns(36, 200), 36 + TEXT_COLUMNS);
	assert_int_equal(paragraph_columns(36, 60), 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_fill_rows_and_tables_stay),
		cmocka_unit_test(later_rows_hang_where_there_is_room),
		cmocka_unit_test(chinese_breaks_between_characters),
		cmocka_unit_test(very_long_rows_are_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
