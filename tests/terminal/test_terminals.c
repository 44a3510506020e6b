/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_terminals.c - terminals, locales and tastes.
 */
#include "vt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* A command, Chinese on the line, and out. */
static void tour(const struct vt_options *options)
{
	struct vt vt;

	vt_start(&vt, options);
	vt_send(&vt, "vmalloc 40k\r");
	vt_expect(&vt, "$1 = 0xd0800000");
	vt_send(&vt, "中文");
	vt_expect_cursor(&vt, 13, -1);
	vt_send(&vt, "\003\004");
	assert_int_equal(vt_expect_end(&vt), 0);
	vt_is_whole(&vt);
	vt_end(&vt);
}

static void every_terminal(void **state)
{
	static const char *const names[] = { "xterm-256color", "xterm",
					     "screen",	       "tmux-256color",
					     "linux",	       "vt100" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tour(&(struct vt_options){ .term = names[i] });
}

static void every_locale(void **state)
{
	static const char *const names[] = { "C", "C.UTF-8", "zh_CN.UTF-8",
					     "xx_XX.UTF-8" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tour(&(struct vt_options){ .locale = names[i] });
}

static bool is_ascii(const struct vt *vt)
{
	static char text[VT_SCREEN];

	vt_text(vt, false, text);
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c >= 0x80)
			return false;
	return true;
}

static void ascii_where_the_locale_has_no_more(void **state)
{
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){ .locale = "C" });
	assert_true(is_ascii(&vt));
	vt_end(&vt);
	vt_start(&vt, &(struct vt_options){ .argument = { "--ascii" } });
	assert_true(is_ascii(&vt));
	vt_end(&vt);
	vt_start(&vt, &(struct vt_options){ .term = NULL });
	assert_false(is_ascii(&vt));
	vt_end(&vt);
}

static bool has_color(const struct vt *vt)
{
	for (int y = 0; y < vt->height; y++)
		for (int x = 0; x < vt->width; x++) {
			VTermScreenCell cell;

			vterm_screen_get_cell(vt->screen, (VTermPos){ y, x },
					      &cell);
			if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
			    !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
				return true;
		}
	return false;
}

static void colors_when_wanted(void **state)
{
	static const struct {
		struct vt_options options;
		bool color;
	} rows[] = {
		{ { .term = "xterm-256color" }, true },
		{ { .term = "xterm" }, true },
		{ { .term = "vt100" }, false },
		{ { .set = { "NO_COLOR", "1" } }, false },
		{ { .set = { "NO_COLOR", "1" },
		    .argument = { "--color=always" } },
		  true },
		{ { .argument = { "--color=never" } }, false },
		{ { .set = { "COLORTERM", "truecolor" } }, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vt vt;

		vt_start(&vt, &rows[i].options);
		assert_int_equal(has_color(&vt), rows[i].color);
		vt_end(&vt);
	}
}

/* In the folder of the tests: not every system has these descriptions. */
static const char direct[] =
	"xterm-direct|24 bits,\n"
	" RGB, colors#0x1000000, pairs#0x10000, ccc@, initc@, oc@,\n"
	" setab=\\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;"
	"%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,\n"
	" setaf=\\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;"
	"%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,\n"
	" use=xterm-256color,\n";

/* The theme's own colours, not the nearest of 256. */
static bool has_true_color(const struct vt_options *options)
{
	VTermScreenCell cell;
	struct vt vt;
	int x = 0;

	vt_start(&vt, options);
	do
		vterm_screen_get_cell(vt.screen, (VTermPos){ 0, x }, &cell);
	while (VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && ++x < 20);
	vt_end(&vt);
	assert_in_range(x, 0, 19);
	return VTERM_COLOR_IS_RGB(&cell.fg);
}

static void true_color_where_it_is(void **state)
{
	char folder[] = "/tmp/vmscope-terminfo-XXXXXX", command[256];
	FILE *tic;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof(command), "tic -x -o %s -", folder);
	tic = popen(command, "w");
	assert_non_null(tic);
	fputs(direct, tic);
	assert_int_equal(pclose(tic), 0);
	assert_true(has_true_color(&(struct vt_options){
		.term = "xterm-direct", .set = { "TERMINFO", folder } }));
	assert_true(has_true_color(&(struct vt_options){
		.set = { "TERMINFO", folder, "COLORTERM", "truecolor" } }));
	assert_false(has_true_color(
		&(struct vt_options){ .set = { "TERMINFO", folder } }));
	assert_false(has_true_color(
		&(struct vt_options){ .term = "screen-256color",
				      .set = { "COLORTERM", "truecolor" } }));
	snprintf(command, sizeof(command), "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

static VTermScreenCell cell_at(struct vt *vt, int x, int y)
{
	VTermScreenCell cell;

	vterm_screen_get_cell(vt->screen, (VTermPos){ y, x }, &cell);
	return cell;
}

/* The prompt's row has the background and nothing else. */
static bool is_painted(struct vt *vt)
{
	VTermScreenCell cell = cell_at(vt, 79, 23);

	return !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

/* Return: its number of 256; -1: it has none */
static int hue_of_bar(struct vt *vt)
{
	VTermScreenCell cell = cell_at(vt, 79, 0);

	return VTERM_COLOR_IS_INDEXED(&cell.bg) ? cell.bg.indexed.idx : -1;
}

enum { DARK_BAR = 236, LIGHT_BAR = 253 };

static void expect_look(struct vt *vt, int bar, bool painted)
{
	while (hue_of_bar(vt) != bar || is_painted(vt) != painted)
		if (!vt_pump(vt, 20000))
			fail_msg("bar %d, painted %d; not %d, %d",
				 hue_of_bar(vt), is_painted(vt), bar, painted);
}

/* The bar tells the themes apart: dark on light, light on dark. */
static void the_theme_follows_the_background(void **state)
{
	static const struct {
		struct vt_options options;
		int bar;
		bool painted;
	} rows[] = {
		{ { .background = "\033]11;rgb:ffff/ffff/ffff\033\\" },
		  LIGHT_BAR,
		  false },
		{ { .background = "\033]11;rgb:fd/f6/e3\007" },
		  LIGHT_BAR,
		  false },
		{ { .background = "\033]11;rgba:0000/0000/0000/ffff\007" },
		  DARK_BAR,
		  false },
		{ { .background = "\033]11;rgb:7777/7777/7777\007" },
		  LIGHT_BAR,
		  true },
		{ { .set = { "COLORFGBG", "0;15" } }, LIGHT_BAR, false },
		{ { .set = { "COLORFGBG", "15;default;0" } }, DARK_BAR, false },
		{ { .background = "\033]11;rgb:0000/0000/0000\007",
		    .set = { "COLORFGBG", "0;15" } },
		  DARK_BAR,
		  false },
		{ { .background = "\033]11;nonsense\007" }, DARK_BAR, true },
		{ { .background = NULL }, DARK_BAR, true },
	};
	struct vt vt;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		vt_start(&vt, &rows[i].options);
		vt_send(&vt, "p 6*7\r");
		vt_expect(&vt, "$1 = 42");
		expect_look(&vt, rows[i].bar, rows[i].painted);
		vt_end(&vt);
	}
}

/* Chosen, it brings its own background where the terminal's is another. */
static void a_chosen_theme_is_kept(void **state)
{
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){
			      .background = "\033]11;rgb:00/00/00\007" });
	expect_look(&vt, DARK_BAR, false);
	vt_send(&vt, "set theme light\r");
	expect_look(&vt, LIGHT_BAR, true);
	vt_send(&vt, "set theme auto\r");
	expect_look(&vt, DARK_BAR, false);
	vt_end(&vt);
}

/* Over a slow line: in pieces, and between keys. */
static void late_answers_are_no_text(void **state)
{
	static const char *const pieces[] = {
		"v\033",
		"]11;rgb:ffff/ffff/ffff\033",
		"\\m\033[2;",
		"3Ral",
	};
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){ .answer = "" });
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		vt_send(&vt, pieces[i]);
		/* Longer than ncurses waits for the rest of a key. */
		while (vt_pump(&vt, 80))
			;
	}
	vt_expect_row(&vt, -1, "vmscope> vmal");
	vt_expect_cursor(&vt, 13, -1);
	expect_look(&vt, LIGHT_BAR, false);
	vt_end(&vt);
}

/* Boxes of two columns would push all that follows them to the right. */
static void ascii_where_boxes_are_wide(void **state)
{
	struct vt vt;

	(void)state;
	vt_start_only(&vt, &(struct vt_options){ .answer = "\033[2;5R" });
	vt_expect_row(&vt, 1, "Layout");
	vt_expect_row(&vt, 2, "|");
	assert_true(is_ascii(&vt));
	vt_send(&vt, "中");
	vt_expect_row(&vt, -1, "vmscope> 中");
	vt_end(&vt);
	/* No answer, and one that comes late. */
	vt_start(&vt, &(struct vt_options){ .answer = "" });
	assert_false(is_ascii(&vt));
	vt_send(&vt, "ab\033[2;5Rc");
	vt_expect_row(&vt, -1, "vmscope> abc");
	assert_true(is_ascii(&vt));
	vt_end(&vt);
}

/* Each column of it is overwritten, not only the first. */
static void question_marks_for_what_cannot_be_shown(void **state)
{
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){ .locale = "C" });
	vt_send(&vt, "中x");
	vt_expect_row(&vt, -1, "vmscope> ??x");
	vt_send(&vt, "\001abc");
	vt_expect_row(&vt, -1, "vmscope> abc??x");
	vt_end(&vt);
}

/* Editing keys are the user's, what would print is not. */
static void hostile_inputrc(void **state)
{
	const struct vt_options options = {
		.inputrc = "set editing-mode vi\n"
			   "set show-mode-in-prompt on\n"
			   "set vi-ins-mode-string (ins)\n"
			   "set vi-cmd-mode-string \\1\\e[2 q\\2\n"
			   "set bell-style audible\n"
			   "set horizontal-scroll-mode on\n"
			   "set mark-modified-lines on\n"
			   "set enable-bracketed-paste on\n"
			   "set colored-stats on\n"
			   "set page-completions on\n"
			   "set completion-query-items 1\n"
			   "set show-all-if-ambiguous off\n"
			   "$if vmscope\n"
			   "\"\\C-g\": \"vmalloc 40k\"\n"
			   "$endif\n",
	};
	struct vt vt;

	(void)state;
	vt_start(&vt, &options);
	vt_send(&vt, "\007");
	vt_expect_row(&vt, -1, "vmscope> vmalloc 40k");
	vt_expect_cursor(&vt, 20, -1);
	vt_send(&vt, "\r");
	vt_expect(&vt, "$1 = 0xd0800000");
	vt_send(&vt, "vmallox 4k");
	vt_expect_row(&vt, -1, "vmallox 4k");
	vt_expect_cursor(&vt, 19, -1);
	vt_send(&vt, "\033");
	vt_expect_cursor(&vt, 18, -1);
	vt_send(&vt, "0fxrc"); /* vi: to the start, find x, replace it by c */
	vt_expect_row(&vt, -1, "vmscope> vmalloc 4k");
	vt_send(&vt, "\r");
	vt_expect(&vt, "$2 = 0xd080c000");
	vt_send(&vt, "vm\t\t");
	vt_expect(&vt, "vmalloc_32");
	vt_send(&vt, "\003\004");
	assert_int_equal(vt_expect_end(&vt), 0);
	vt_end(&vt);
}

/* ---- Without a screen ---- */

/* All bytes until the end: none of them is an Escape. */
static void expect_no_escapes(const struct vt_options *options)
{
	struct vt vt;

	vt_start(&vt, options);
	vt_send(&vt, "vmalloc 40k\r");
	vt_expect(&vt, "area 0xd0800000 +11 pages");
	vt_expect_cursor(&vt, 9, 6);
	vt_send(&vt, "vmal\t\t\t");
	vt_expect(&vt, "vmalloc_32");
	vt_send(&vt, "\025quit\r"); /* Ctrl-U */
	assert_int_equal(vt_expect_end(&vt), 0);
	assert_false(vt.escaped);
	vt_is_whole(&vt);
	vt_end(&vt);
}

static void dumb_is_plain(void **state)
{
	(void)state;
	expect_no_escapes(&(struct vt_options){ .term = "dumb" });
	expect_no_escapes(&(struct vt_options){ .argument = { "--plain" } });
	expect_no_escapes(&(struct vt_options){
		.argument = { "--plain" },
		.inputrc = "set editing-mode vi\n"
			   "set show-mode-in-prompt on\n"
			   "set vi-ins-mode-string \\1\\e[6 q\\2\n"
			   "set enable-bracketed-paste on\n" });
}

static void plain_lines_break_between_words(void **state)
{
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){ .term = "dumb", .width = 60 });
	vt_send(&vt, "vmalloc 40k\r");
	vt_expect(&vt, "area 0xd0800000 +11 pages: 10 mapped in 1 run of "
		       "frames, 1");
	vt_expect(&vt, "guard; new page table at 0x0f80c000");
	vt_send(&vt, "read $1.guard\r");
	vt_expect(&vt, "0xd080a000 cannot be read (translation fault, page): "
		       "the");
	vt_expect_not(&vt, "NULL");
	vt_send(&vt, "vmalloc 4k 5k\r");
	vt_expect(&vt, "error: 5k is one word too many for vmalloc; usage:");
	vt_send(&vt, "quit\r");
	assert_int_equal(vt_expect_end(&vt), 0);
	vt_end(&vt);
}

static void batch_has_its_prompt(void **state)
{
	struct vt vt;

	(void)state;
	vt_start(&vt, &(struct vt_options){ .argument = { "--batch" } });
	vt_send(&vt, "vmalloc 40k\r");
	vt_expect(&vt, "$1 = 0xd0800000");
	assert_false(vt.alternate);
	vt_send(&vt, "quit\r");
	assert_int_equal(vt_expect_end(&vt), 0);
	vt_end(&vt);
}

/* More than readline's tables of the screen are made for. */
static void a_line_too_long_is_refused(void **state)
{
	static char line[200001];
	struct vt vt;

	(void)state;
	memset(line, 'x', sizeof(line) - 1);
	vt_start(&vt, &(struct vt_options){ .argument = { "--batch" } });
	vt_send(&vt, "\033[200~");
	vt_send(&vt, line);
	vt_send(&vt, "\033[201~\r");
	vt_expect(&vt, "65536");
	vt_send(&vt, "p 6*7\r");
	vt_expect(&vt, "$1 = 42");
	vt_end(&vt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_terminal),
		cmocka_unit_test(every_locale),
		cmocka_unit_test(ascii_where_the_locale_has_no_more),
		cmocka_unit_test(colors_when_wanted),
		cmocka_unit_test(true_color_where_it_is),
		cmocka_unit_test(the_theme_follows_the_background),
		cmocka_unit_test(a_chosen_theme_is_kept),
		cmocka_unit_test(late_answers_are_no_text),
		cmocka_unit_test(ascii_where_boxes_are_wide),
		cmocka_unit_test(question_marks_for_what_cannot_be_shown),
		cmocka_unit_test(hostile_inputrc),
		cmocka_unit_test(dumb_is_plain),
		cmocka_unit_test(plain_lines_break_between_words),
		cmocka_unit_test(batch_has_its_prompt),
		cmocka_unit_test(a_line_too_long_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
