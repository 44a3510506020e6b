/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_source_text.c - what stepping shows is src/kernel, without step points.
 */
#include "view/source/source_text.h"

#include "unit.h"

static FILE *open_source(const char *file)
{
	const char *top = getenv("srcdir");
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/src/kernel/%s", top ? top : ".", file);
	f = fopen(path, "r");
	if (!f)
		fail_msg("cannot read %s", path);
	return f;
}

static void every_line_is_the_files(void **state)
{
	char line[256];

	(void)state;
	for (const struct source_text *l = source_texts; l->file; l++) {
		FILE *f = open_source(l->file);
		unsigned int n = 0;

		while (fgets(line, sizeof(line), f)) {
			line[strcspn(line, "\n")] = '\0';
			assert_true(n < l->nr);
			assert_string_equal(l->line[n++].text, line);
		}
		assert_int_equal(n, l->nr);
		fclose(f);
	}
}

/* Only statements that begin with step are gone, and all of those. */
static void step_points_are_not_shown(void **state)
{
	unsigned int hidden = 0;

	(void)state;
	for (const struct source_text *l = source_texts; l->file; l++)
		for (unsigned int i = 0; i < l->nr; i++) {
			const char *text = l->line[i].text;

			text += strspn(text, "\t ");
			hidden += l->line[i].hidden;
			if (!l->line[i].hidden)
				assert_false(!strncmp(text, "step", 4) &&
					     strpbrk(text, "(") &&
					     strchr("(_", text[4]));
			else
				assert_null(strstr(text, "return"));
		}
	assert_true(hidden > 100);
}

static void functions_are_found(void **state)
{
	const struct source_text *l = source_find("vmap_2_6_32.c");
	unsigned int first, last = 0;

	(void)state;
	assert_non_null(l);
	assert_null(source_find("nothing.c"));
	first = source_function(l, "alloc_vmap_area", &last);
	assert_true(first && last > first + 20);
	assert_non_null(strstr(l->line[first - 1].text, "alloc_vmap_area("));
	assert_string_equal(l->line[last - 1].text, "}");
	for (unsigned int i = first; i < last - 1; i++)
		assert_string_not_equal(l->line[i].text, "}");
	assert_int_equal(source_function(l, "vmap_area", &last), 0);
}

static void the_line_behind_a_step_point_is_shown(void **state)
{
	(void)state;
	for (const struct source_text *l = source_texts; l->file; l++)
		for (unsigned int line = 1; line <= l->nr; line++) {
			unsigned int shown = source_shown(l, line);

			if (!l->line[line - 1].hidden)
				continue;
			assert_true(shown > line);
			assert_false(l->line[shown - 1].hidden);
			assert_string_not_equal(l->line[shown - 1].text, "");
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_is_the_files),
		cmocka_unit_test(step_points_are_not_shown),
		cmocka_unit_test(functions_are_found),
		cmocka_unit_test(the_line_behind_a_step_point_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
