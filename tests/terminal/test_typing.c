/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_typing.c - what is typed, pasted and clicked in the full screen.
 */
#include "vt.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static const struct vt_options usual;

static int start(void **state)
{
	static struct vt vt;

	vt_start(&vt, &usual);
	*state = &vt;
	return 0;
}

static int end(void **state)
{
	vt_end(*state);
	return 0;
}

/* ---- The line ---- */

static void command_is_answered(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 = 0xd0800000");
	vt_expect_row(vt, -1, "vmscope>");
	vt_expect_cursor(vt, 9, -1);
}

static void error_is_one_sentence(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmaloc 4k\r");
	vt_expect(vt, "there is no command vmaloc; did you mean vmalloc?");
}

static void question_is_answered(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "predict vmalloc 4k\r");
	vt_expect(vt, "What will `vmalloc 4k` return?");
	vt_send(vt, "layout\r");
	vt_expect(vt, "What will `vmalloc 4k` return?");
	vt_send(vt, "vmalloc 8k\r");
	vt_expect(vt, "first answer what was asked");
	vt_send(vt, "0xd0000000\r");
	vt_expect(vt, "wrong: it is 0xd0800000, not 0xd0000000");
	vt_expect(vt, "region: the region starts elsewhere");
	vt_send(vt, "step\r");
	vt_expect(vt, "the lowest address allowed is 0xd0800000");
	vt_expect_row(vt, 0, "vmalloc 4k: step ");
	vt_send(vt, "predict vmalloc 300M\r0x1\r");
	vt_expect(vt, "wrong: it is NULL, not 0x00000001: 76800 pages");
}

static void quiz_asks_one_by_one(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "quiz address n=2 seed=7\r");
	vt_expect(vt, "Question 1 of 2: What does `vmalloc 20000` return?");
	vt_send(vt, "0xd0807000\r");
	vt_expect(vt, "wrong: it is 0xd0808000, not 0xd0807000");
	vt_expect(vt, "Question 2 of 2: ");
	vt_send(vt, "-\r");
	vt_expect(vt, "0 of 2 right");
	vt_expect_not(vt, "see the log");
	vt_send(vt, "vmalloc 4k\r");
	vt_expect(vt, "$1 = 0xd0800000");
}

static void long_answer_is_read_from_its_start(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "help\r");
	vt_expect(vt, "> help");
	vt_send(vt, "q");
	vt_expect_not(vt, "> help");
}

static void chinese_takes_two_columns(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "中文abc");
	vt_expect_row(vt, -1, "vmscope> 中文abc");
	vt_expect_cursor(vt, 16, -1);
	vt_send(vt, "\001\033[C"); /* to the start, one character on */
	vt_expect_cursor(vt, 11, -1);
	vt_send(vt, "\177");
	vt_expect_row(vt, -1, "vmscope> 文abc");
	vt_expect_cursor(vt, 9, -1);
}

static void combining_mark_takes_none(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "e\xcc\x81z"); /* e with acute */
	vt_expect_row(vt, -1, "vmscope> e\xcc\x81z");
	vt_expect_cursor(vt, 11, -1);
}

static void control_character_is_shown(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "a\026\001b");
	vt_expect_row(vt, -1, "vmscope> a^Ab");
	vt_expect_cursor(vt, 13, -1);
}

static void long_line_scrolls(void **state)
{
	struct vt *vt = *state;
	char row[VT_ROW];

	for (int i = 0; i < 30; i++)
		vt_send(vt, "中文x ");
	vt_send(vt, "END");
	vt_expect_row(vt, -1, "END");
	vt_row(vt, vt->height - 1, row);
	assert_int_equal(row[0], '<');
	vt_send(vt, "\001");
	vt_expect_row(vt, -1, "vmscope> 中文x");
	vt_expect_cursor(vt, 9, -1);
	vt_row(vt, vt->height - 1, row);
	assert_int_equal(row[strlen(row) - 1], '>');
}

static void ctrl_c_clears(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k");
	vt_expect_row(vt, -1, "vmalloc 40k");
	vt_send(vt, "\003");
	vt_expect_not(vt, "> vmalloc 40k");
	/* In one piece: the clearing has its place in the row. */
	vt_send(vt, "vmalloc 40k\003vmalloc 4k\r");
	vt_expect(vt, "$1 = 0xd0800000");
	vt_send(vt, "p 1+1\r");
	vt_expect(vt, "$2 = 2");
}

static void reverse_search_finds(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\rvmalloc 8k\r");
	vt_expect(vt, "$2 =");
	vt_send(vt, "\02240k");
	vt_expect_row(vt, -1, "(reverse-i-search)`40k': vmalloc 40k");
	vt_send(vt, "\003");
	vt_expect_not(vt, "reverse");
	vt_send(vt, "\022中");
	vt_expect_row(vt, -1, "中");
	vt_send(vt, "\003vmalloc 4k\r");
	vt_expect(vt, "$3 =");
}

static void arrows_recall_while_typing(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 =");
	vt_send(vt, "\033[A\033[Ax");
	vt_expect_row(vt, -1, "vmscope> x");
	vt_send(vt, "\033[A");
	vt_expect_row(vt, -1, "vmscope> vmalloc 40k");
}

/* ---- Completion ---- */

static void tab_lists_what_fits(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmal\t");
	vt_expect(vt, "vmalloc_32");
	vt_expect_row(vt, -1, "vmscope> vmalloc");
	vt_send(vt, "\033");
	vt_expect_not(vt, "vmalloc_32");
	vt_send(vt, "\t\t\r");
	vt_expect_row(vt, -1, "vmscope> vmalloc_32");
	vt_expect_cursor(vt, 20, -1);
}

static void typing_goes_on_under_the_list(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmal\t");
	vt_expect(vt, "vmalloc_32");
	vt_send(vt, " 40k");
	vt_expect_row(vt, -1, "vmscope> vmalloc 40k");
	vt_expect_not(vt, "vmalloc_32");
	vt_send(vt, "\r");
	vt_expect(vt, "$1 = 0xd0800000");
}

/* ---- Letters ---- */

static void letter_is_a_key(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 = 0xd0800000");
	vt_send(vt, "u");
	vt_expect(vt, "undid 1");
	vt_send(vt, "U");
	vt_expect(vt, "redid 1");
	vt_expect_cursor(vt, 9, -1);
}

static void idle_letter_says_why(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "u");
	vt_expect(vt, "there is nothing to undo");
	vt_send(vt, "0");
	vt_expect(vt, "0 has nothing to do here: Go back to the scale");
	vt_send(vt, "u");
	vt_expect(vt, "there is nothing to undo");
	vt_send(vt, "ndo"); /* it was the beginning of a word */
	vt_expect_row(vt, -1, "vmscope> undo");
	vt_expect_not(vt, "nothing to undo");
}

static void letter_of_a_word_is_taken_back(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 = 0xd0800000");
	vt_send(vt, "u");
	vt_expect(vt, "undid 1");
	vt_send(vt, "n");
	vt_expect_row(vt, -1, "vmscope> un");
	vt_send(vt, "\003assert vmlist != 0\r");
	vt_expect_cursor(vt, 9, -1);
	vt_send(vt, "cat vmallocinfo\r");
	vt_expect(vt, "0xd0800000-0xd080b000   45056");
}

static void words_in_one_piece_are_typed(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 = 0xd0800000");
	vt_send(vt, "undo\r");
	vt_expect(vt, "undid 1");
	vt_send(vt, "n1 = vmalloc 4k\r");
	vt_expect(vt, "n1 = 0xd0800000");
	vt_send(vt, "vfree n1\r");
	vt_send(vt, " u\r");
	vt_expect(vt, "there is no command u");
}

/* ---- Pastes ---- */

static void pasted_line_waits(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "\033[200~u\tq vmalloc 40k\r\033[201~");
	vt_expect_row(vt, -1, "vmscope> u q vmalloc 40k");
	vt_expect_cursor(vt, 24, -1);
}

static void pasted_lines_are_asked_about(void **state)
{
	struct vt *vt = *state;
	static const char lines[] =
		"\033[200~vmalloc 40k\rvmalloc 4k\r\033[201~";

	vt_send(vt, lines);
	vt_expect(vt, "2 lines were pasted");
	vt_send(vt, "n");
	vt_expect_not(vt, "were pasted");
	vt_send(vt, "p 6*7\r");
	vt_expect(vt, "$1 = 42");
	vt_send(vt, lines);
	vt_expect(vt, "2 lines were pasted");
	vt_send(vt, "y");
	vt_expect(vt, "$3 = 0xd080c000");
}

static void endless_paste_is_left(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "\033[200~vmalloc 40k\r");
	vt_send(vt, "\003p 6*7\r");
	vt_expect(vt, "$1 = 42");
}

static void a_paste_ends_at_its_first_error(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "\033[200~vmalloc 4k\nbogus\nvmalloc 8k\n\033[201~");
	vt_expect(vt, "3 lines were pasted");
	vt_send(vt, "y");
	vt_expect(vt, "line 2 of 3, where it stopped: there is no command");
	vt_expect_row(vt, 0, "1 area ");
}

/* The log has the keys, and the whole width, until something else happens. */
static void an_answer_is_read_and_left(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 =");
	vt_send(vt, "layout\r");
	vt_expect_row(vt, 1, "Log");
	vt_send(vt, "q");
	vt_expect_row(vt, 1, "Areas");
	vt_send(vt, "\003layout\r");
	vt_expect_row(vt, 1, "Log");
	vt_send(vt, "\033[20~"); /* F9 */
	vt_expect_row(vt, 1, "Source");
	vt_send(vt, "]");
	vt_expect_row(vt, 0, "end of");
	vt_send(vt, "\033[4~"); /* End: there one is */
	vt_expect_row(vt, 1, "Source");
	vt_send(vt, "\003leave\r");
	vt_expect_row(vt, 1, "Areas");
	vt_send(vt, "layout\r");
	vt_expect_row(vt, 1, "Log");
	vt_send(vt, "u");
	vt_expect_row(vt, 1, "Areas");
	vt_expect_row(vt, 0, "0 areas");
}

/* ---- Help and mouse ---- */

static void help_is_filtered_and_runs(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "?");
	vt_expect(vt, "Help");
	vt_send(vt, "vm_unmap_al");
	vt_expect(vt, "vm_unmap_aliases");
	vt_expect_not(vt, "Keys that work everywhere");
	vt_send(vt, "\033");
	vt_expect_not(vt, "Help");
	vt_send(vt, "\033OP");
	vt_expect(vt, "Help");
	vt_send(vt, "\003");
	vt_expect_not(vt, "Help");
}

static void click_presses_a_key(void **state)
{
	struct vt *vt = *state;
	char click[32], row[VT_ROW];
	const char *at;

	assert_true(vt->mouse);
	vt_row(vt, vt->height - 2, row);
	at = strstr(row, "? help");
	assert_non_null(at);
	snprintf(click, sizeof(click), "\033[<0;%d;%dM", (int)(at - row) + 1,
		 vt->height - 1);
	vt_send(vt, click);
	vt_expect(vt, "Help");
}

/* The wheel with Ctrl: into what the pointer is at. */
static void the_mouse_zooms(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "3");
	vt_expect_row(vt, 1, "1 cell = 2M");
	vt_send(vt, "\033[<80;40;4M");
	vt_expect_row(vt, 1, "1 cell = 512K");
	vt_send(vt, "\033[<81;40;4M");
	vt_expect_row(vt, 1, "1 cell = 2M");
}

static void expect_mouse(struct vt *vt, bool on)
{
	while (vt->mouse != on)
		assert_true(vt_pump(vt, 5000));
}

/* Before a class the mouse is the terminal's, until one key takes it. */
static void the_mouse_is_off_for_a_projector(void **state)
{
	struct vt *vt = *state;

	expect_mouse(vt, true);
	vt_send(vt, "set present on\r");
	expect_mouse(vt, false);
	vt_send(vt, "M");
	expect_mouse(vt, true);
	vt_expect(vt, "M gives it back");
	vt_send(vt, "M");
	expect_mouse(vt, false);
	vt_expect(vt, "M takes it");
	vt_send(vt, "M");
	expect_mouse(vt, true);
	vt_send(vt, "\003show mouse\r");
	vt_expect(vt, "mouse = on");
}

/* ---- Long work ---- */

static void long_work_shows_progress_and_stops(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "churn 100000000\r");
	vt_expect_row(vt, -1, "Ctrl-C stops it");
	vt_send(vt, "\003");
	vt_expect(vt, "all of them are undone");
	vt_send(vt, "check\r");
	vt_expect(vt, "every invariant holds");
}

/* The page stands below the panes; keys turn it while the line is empty. */
static void a_lesson_is_read_page_by_page(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "lesson two-level-tables\r");
	vt_expect(vt, "page 1 of 10");
	vt_expect_row(vt, 1, "Layout");
	vt_send(vt, "L");
	vt_expect(vt, "page 2 of 10");
	vt_expect_row(vt, 1, "Tables");
	vt_send(vt, "L");
	vt_expect(vt, "page 3 of 10");
	vt_send(vt, "L");
	vt_expect(vt, "page 4 of 10");
	vt_expect(vt, "> buf = vmalloc 8k caller=my_init+0x10/0x80");
	vt_send(vt, "K");
	vt_expect(vt, "page 3 of 10");
	vt_expect(vt, "0 areas");
	vt_send(vt, "lesson quit\r");
	vt_expect_not(vt, "of 10 ─");
}

/* Keys that came while a page ran turn none that nobody has seen. */
static void no_page_is_turned_unseen(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "lesson two-level-tables\r");
	vt_expect(vt, "page 1 of 10");
	vt_send(vt, "LLL");
	vt_expect(vt, "page 2 of 10");
	vt_send(vt, "echo done\r");
	vt_expect(vt, "done");
	vt_expect(vt, "page 2 of 10");
	vt_send(vt, "L");
	vt_expect(vt, "page 3 of 10");
}

static void write_lesson(const struct vt *vt, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/mine.vms", vt->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void remove_lesson(const struct vt *vt)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/mine.vms", vt->home);
	assert_int_equal(unlink(path), 0);
}

/* Nobody presses a key: pages, steps and the answer come by themselves. */
static void a_lesson_is_played(void **state)
{
	struct vt *vt = *state;
	char line[128];

	write_lesson(vt, "# In the hall\n# One\nstep to hole vmalloc 4k\n"
			 "# Two\nadvance found\n# Three\nleave\n"
			 "predict vmalloc 4k\n# Four\necho over\n");
	vt_send(vt, "set speed 50\r");
	snprintf(line, sizeof(line), "lesson play %s/mine.vms\r", vt->home);
	vt_send(vt, line);
	vt_expect(vt, "page 1 of 4");
	vt_expect(vt, "page 2 of 4");
	vt_expect(vt, "found: 0xd0800000");
	vt_expect(vt, "What will `vmalloc 4k` return?");
	vt_expect(vt, "it is 0xd0803000");
	vt_expect(vt, "end of ");
	remove_lesson(vt);
}

/* Space stops it, and lets it go on; a line of one's own stops it, too. */
static void a_played_lesson_waits(void **state)
{
	struct vt *vt = *state;
	char line[128];

	write_lesson(vt, "# In the hall\n# One\nvmalloc 4k\n# Two\nvmalloc 4k\n"
			 "# Three\nvmalloc 4k\n");
	vt_send(vt, "set speed 1\r"); /* so that the keys come in time */
	snprintf(line, sizeof(line), "lesson play %s/mine.vms 2\r", vt->home);
	vt_send(vt, line);
	vt_expect(vt, "page 2 of 3");
	vt_expect_row(vt, -2, "Space pause");
	vt_send(vt, " ");
	vt_expect(vt, "paused, Space goes on: page 2 of 3");
	vt_send(vt, " ");
	vt_expect_not(vt, "paused");
	vt_send(vt, "echo mine\r");
	vt_expect(vt, "paused, Space goes on: page 2 of 3");
	vt_send(vt, "set speed 50\r");
	vt_send(vt, " ");
	vt_expect(vt, "page 3 of 3");
	vt_expect(vt, "end of ");
	remove_lesson(vt);
}

/* Nor are they the answer to what it asks. */
static void no_key_answers_an_unseen_page(void **state)
{
	struct vt *vt = *state;
	char line[128];

	write_lesson(vt, "# Impatient\n# One\nvmalloc 4k\n# Two\n"
			 "predict vmalloc 4k\n");
	snprintf(line, sizeof(line), "lesson %s/mine.vms\r", vt->home);
	vt_send(vt, line);
	vt_expect(vt, "page 1 of 2");
	vt_send(vt, "LLL");
	vt_expect(vt, "What will `vmalloc 4k` return?");
	vt_send(vt, "-\r");
	vt_expect(vt, "it is 0xd0803000");
	remove_lesson(vt);
}

static void a_page_goes_on_in_the_call(void **state)
{
	struct vt *vt = *state;
	char line[128];

	write_lesson(vt, "# In the call\n# One\nstep to hole vmalloc 4k\n"
			 "# Two\nstep\n# Three\nleave\n");
	snprintf(line, sizeof(line), "lesson %s/mine.vms\r", vt->home);
	vt_send(vt, line);
	vt_expect(vt, "page 1 of 3");
	vt_expect(vt, "the address is 0xd0800000");
	vt_expect_row(vt, -2, "L turn page  n next");
	vt_expect_not(vt, "lesson next");
	vt_send(vt, "pp"); /* tried, and taken back */
	vt_send(vt, "L");
	vt_expect(vt, "page 2 of 3");
	vt_expect(vt, "found: 0xd0800000");
	vt_send(vt, "L");
	vt_expect(vt, "page 3 of 3");
	vt_expect(vt, "1 area ");
	vt_send(vt, "K");
	vt_expect(vt, "page 2 of 3");
	vt_expect(vt, "found: 0xd0800000");
	remove_lesson(vt);
}

#define on_terminal(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_terminal(command_is_answered),
		on_terminal(error_is_one_sentence),
		on_terminal(question_is_answered),
		on_terminal(quiz_asks_one_by_one),
		on_terminal(long_answer_is_read_from_its_start),
		on_terminal(chinese_takes_two_columns),
		on_terminal(combining_mark_takes_none),
		on_terminal(control_character_is_shown),
		on_terminal(long_line_scrolls),
		on_terminal(ctrl_c_clears),
		on_terminal(reverse_search_finds),
		on_terminal(arrows_recall_while_typing),
		on_terminal(tab_lists_what_fits),
		on_terminal(typing_goes_on_under_the_list),
		on_terminal(letter_is_a_key),
		on_terminal(idle_letter_says_why),
		on_terminal(letter_of_a_word_is_taken_back),
		on_terminal(words_in_one_piece_are_typed),
		on_terminal(pasted_line_waits),
		on_terminal(pasted_lines_are_asked_about),
		on_terminal(endless_paste_is_left),
		on_terminal(help_is_filtered_and_runs),
		on_terminal(a_paste_ends_at_its_first_error),
		on_terminal(an_answer_is_read_and_left),
		on_terminal(click_presses_a_key),
		on_terminal(the_mouse_zooms),
		on_terminal(the_mouse_is_off_for_a_projector),
		on_terminal(a_lesson_is_read_page_by_page),
		on_terminal(no_page_is_turned_unseen),
		on_terminal(no_key_answers_an_unseen_page),
		on_terminal(a_page_goes_on_in_the_call),
		on_terminal(a_lesson_is_played),
		on_terminal(a_played_lesson_waits),
		on_terminal(long_work_shows_progress_and_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
