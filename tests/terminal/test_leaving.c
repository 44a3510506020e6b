/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_leaving.c - the terminal is whole again, whatever ends the program, and
 * no command is lost.
 */
#include "vt.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void assert_left(struct vt *vt)
{
	int status = vt_expect_end(vt);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	vt_is_whole(vt);
}

static void quit_leaves(void **state)
{
	struct vt *vt = *state;

	assert_true(vt->alternate);
	assert_true(vt->paste);
	vt_send(vt, "quit\r");
	assert_left(vt);
}

static void ctrl_d_leaves_from_the_empty_line(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "ab\001\004"); /* deletes the a */
	vt_expect_row(vt, -1, "vmscope> b");
	vt_send(vt, "\004\004");
	assert_left(vt);
}

/* ---- Every signal that ends a process ---- */

static bool ends_process(int signal)
{
	static const int others[] = { SIGCHLD, SIGCONT, SIGURG,	 SIGWINCH,
				      SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU,
				      SIGKILL, SIGINT,	SIGPIPE, SIGXFSZ };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (signal == others[i])
			return false;
	/* Of those without a name, the first and the last. */
	return signal < 32 || signal == SIGRTMIN || signal == SIGRTMAX;
}

static void killed_by(struct vt *vt, int signal)
{
	int status;

	assert_int_equal(kill(vt->pid, signal), 0);
	status = vt_expect_end(vt);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal);
	vt_is_whole(vt);
}

/* Where it is when the signal comes. */
struct front {
	struct vt_options options;
	const char *keys, *seen; /* what is typed, and then there */
};

static void every_signal_restores(void **state)
{
	const struct front *front = *state;

	for (int signal = 1; signal <= SIGRTMAX; signal++) {
		struct vt vt;

		if (!ends_process(signal))
			continue;
		vt_start(&vt, &front->options);
		vt_send(&vt, front->keys);
		vt_expect(&vt, front->seen);
		killed_by(&vt, signal);
		vt_end(&vt);
	}
}

/* Ctrl-L paints everything: the signal comes somewhere in the middle. */
static struct front painting = { .keys = "\014\014\014\014",
				 .seen = "vmscope>" },
		    editing = { .keys = "half a line", .seen = "half a line" },
		    running = { .keys = "churn 1000000000\r",
				.seen = "Ctrl-C stops it" },
		    plain = { { .argument = { "--plain" } }, "half", "half" },
		    plain_running = { { .argument = { "--plain" } },
				      "churn 1000000000\r",
				      "churn" },
		    batch = { { .argument = { "--batch" } }, "half", "half" };

/* The next start offers what the dead one had. */
static void no_command_is_lost(void **state)
{
	struct vt *vt = *state, again;
	struct vt_options same = usual;

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 =");
	vt_send(vt, "half a line");
	vt_expect(vt, "half a line");
	killed_by(vt, SIGHUP);
	same.home = vt->home;
	vt_start_only(&again, &same);
	vt_expect(&again, "restore it?");
	vt_send(&again, "y\n");
	vt_expect(&again, "vmscope>");
	vt_expect(&again, "1 area");
	vt_send(&again, "\004");
	assert_left(&again);
	vt_end(&again);
}

/* Which panes, in which order, which has the keys, and how large it is. */
static void panes_are_kept(void **state)
{
	struct vt *vt = *state, again;
	struct vt_options same = usual;

	vt_resize(vt, 120, 40);
	vt_send(vt, "4");
	vt_expect_row(vt, -2, "a areas");
	vt_send(vt, "X");
	vt_expect_row(vt, 1, "Tree");
	vt_send(vt, "set theme light\r");
	vt_send(vt, "z\004");
	assert_left(vt);
	same.home = vt->home;
	same.width = 120;
	same.height = 40;
	vt_start(&again, &same);
	vt_expect_row(&again, 1, "Tree");
	assert_false(vt_has(&again, "Layout"));
	vt_send(&again, "z");
	vt_expect_row(&again, 1, "Layout");
	vt_send(&again, "show panes\r");
	vt_expect(&again, "panes = tree,areas");
	vt_send(&again, "show theme\r");
	vt_expect(&again, "theme = light");
	vt_send(&again, "\004");
	assert_left(&again);
	vt_end(&again);
}

/* Two sessions at once: each saves what it changed, and no more. */
static void settings_of_others_stay(void **state)
{
	struct vt *vt = *state, other, again;
	struct vt_options same = usual;

	same.home = vt->home;
	vt_start(&other, &same);
	vt_send(&other, "set theme light\r");
	vt_send(&other, "show theme\r");
	vt_expect(&other, "theme = light");
	vt_send(&other, "quit\r");
	assert_left(&other);
	vt_send(vt, "4");
	vt_expect_row(vt, -2, "a areas");
	vt_send(vt, "\003quit\r");
	assert_left(vt);
	vt_start(&again, &same);
	vt_send(&again, "show theme\r");
	vt_expect(&again, "theme = light");
	vt_send(&again, "\003show pane\r");
	vt_expect(&again, "pane = tree");
	vt_send(&again, "quit\r");
	assert_left(&again);
	vt_end(&again);
	vt_end(&other);
}

static void ctrl_c_kills_nobody(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "\003\003\003p 6*7\r");
	vt_expect(vt, "$1 = 42");
}

/* The shell gets its terminal, the program then gets it back. */
static void ctrl_z_and_back(void **state)
{
	const struct vt_options shell = {
		.shell = "set -m; \"$0\"; echo in the shell; read x; fg; "
			 "echo the end",
	};
	struct vt vt;

	(void)state;
	vt_start(&vt, &shell);
	vt_send(&vt, "vmalloc 40k");
	vt_expect(&vt, "vmalloc 40k");
	vt_send(&vt, "\032");
	vt_expect(&vt, "in the shell");
	vt_is_whole(&vt);
	vt_resize(&vt, 100, 30);
	vt_send(&vt, "\r");
	vt_expect_row(&vt, -1, "vmscope> vmalloc 40k");
	assert_true(vt.alternate);
	assert_true(vt.paste);
	vt_expect_row(&vt, 0, "vmscope");
	vt_send(&vt, "\r");
	vt_expect(&vt, "$1 = 0xd0800000");
	vt_send(&vt, "\004");
	vt_expect(&vt, "the end");
	vt_end(&vt);
}

/* In the middle of a command, which then goes on. */
static void ctrl_z_while_a_command_runs(void **state)
{
	const struct vt_options shell = {
		.shell = "set -m; \"$0\"; echo in the shell; read x; fg; "
			 "echo the end",
	};
	struct vt vt;

	(void)state;
	vt_start(&vt, &shell);
	vt_send(&vt, "churn 1000000000\r");
	vt_expect_row(&vt, -1, "Ctrl-C stops it");
	vt_send(&vt, "\032");
	vt_expect(&vt, "in the shell");
	vt_is_whole(&vt);
	vt_send(&vt, "\r");
	vt_expect_row(&vt, -1, "Ctrl-C stops it");
	vt_send(&vt, "\003");
	vt_expect(&vt, "all of them are undone");
	vt_send(&vt, "\004");
	vt_expect(&vt, "the end");
	vt_is_whole(&vt);
	vt_end(&vt);
}

/* Nothing can be restored before it; everything is afterwards. */
static void sigstop_and_sigcont(void **state)
{
	struct vt *vt = *state;

	vt_send(vt, "vmalloc 40k");
	vt_expect(vt, "vmalloc 40k");
	assert_int_equal(kill(vt->pid, SIGSTOP), 0);
	vt_expect_stopped(vt);
	/* As a shell does that takes the terminal. */
	assert_int_equal(tcsetattr(vt->slave, TCSANOW, &vt->modes), 0);
	vterm_screen_reset(vt->screen, 1);
	assert_int_equal(kill(vt->pid, SIGCONT), 0);
	vt_expect_row(vt, -1, "vmscope> vmalloc 40k");
	vt_expect_row(vt, 0, "vmscope");
	assert_true(vt->alternate);
	vt_send(vt, "\025\004");
	assert_left(vt);
}

/* What a library says to standard error is told afterwards. */
static void stderr_comes_afterwards(void **state)
{
	struct vt *vt = *state;
	char path[128];

	vt_send(vt, "vmalloc 40k\r");
	vt_expect(vt, "$1 =");
	snprintf(path, sizeof(path), "/proc/%d/fd/2", (int)vt->pid);
	{
		FILE *err = fopen(path, "a");

		if (!err)
			skip();
		fputs("a library complains\n", err);
		fclose(err);
	}
	vt_send(vt, "\014p 6*7\r");
	vt_expect(vt, "= 42");
	assert_false(vt_has(vt, "complains"));
	vt_send(vt, "\004");
	assert_left(vt);
	assert_true(vt_has(vt, "a library complains"));
}

#define of_front(front)                                                        \
	{                                                                      \
		"every_signal_restores: " #front, every_signal_restores, NULL, \
			NULL, &(front)                                         \
	}
#define on_terminal(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_terminal(quit_leaves),
		on_terminal(ctrl_d_leaves_from_the_empty_line),
		of_front(painting),
		of_front(editing),
		of_front(running),
		of_front(plain),
		of_front(plain_running),
		of_front(batch),
		on_terminal(no_command_is_lost),
		on_terminal(panes_are_kept),
		on_terminal(settings_of_others_stay),
		on_terminal(ctrl_c_kills_nobody),
		cmocka_unit_test(ctrl_z_and_back),
		cmocka_unit_test(ctrl_z_while_a_command_runs),
		on_terminal(sigstop_and_sigcont),
		on_terminal(stderr_comes_afterwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
