/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * restore.c - the handlers of the signals that end the process.
 *
 * They call write, tcsetattr, dup2, pread, signal and raise alone: POSIX lists
 * all of them as safe in a handler. endwin() of curses, for one, is not.
 */
#include "ui/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A handler has no parameter of ours: all of this file's state is here. */
static struct {
	volatile sig_atomic_t armed; /* the rest counts */
	int fd;
	char text[RESTORE_SIZE];
	size_t len;
	struct termios modes;
	int real_stderr; /* -1: standard error is itself */
	int said;	 /* what was written to it meanwhile; -1: dropped */
} state = { .real_stderr = -1, .said = -1 };

void restore_arm(int fd, const char *text, size_t len,
		 const struct termios *modes)
{
	state.armed = 0;
	state.fd = fd;
	state.len = len < RESTORE_SIZE ? len : RESTORE_SIZE;
	memcpy(state.text, text, state.len);
	state.modes = *modes;
	state.armed = 1;
}

void restore_disarm(void)
{
	state.armed = 0;
}

static void write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			text += n;
			len -= (size_t)n;
		}
	}
}

static void make_whole(void)
{
	if (!state.armed)
		return;
	state.armed = 0;
	write_all(state.fd, state.text, state.len);
	/* What was typed ahead is the shell's; output may be stopped. */
	tcsetattr(state.fd, TCSANOW, &state.modes);
}

/* ---- Standard error ---- */

void restore_stderr(void)
{
	int real;

	if (state.real_stderr >= 0)
		return;
	fflush(stderr);
	real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (real < 0)
		return;
	state.said = memfd_create("vmscope-stderr", MFD_CLOEXEC);
	if (state.said < 0)
		state.said = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (state.said >= 0)
		dup2(state.said, STDERR_FILENO);
	state.real_stderr = real;
}

void restore_stderr_back(void)
{
	char text[512];
	off_t at = 0;
	ssize_t n;

	if (state.real_stderr < 0)
		return;
	dup2(state.real_stderr, STDERR_FILENO);
	while (state.said >= 0 &&
	       (n = pread(state.said, text, sizeof(text), at)) > 0) {
		write_all(STDERR_FILENO, text, (size_t)n);
		at += n;
	}
	close(state.real_stderr);
	if (state.said >= 0)
		close(state.said);
	state.real_stderr = state.said = -1;
}

/* ---- Signals ---- */

/* All but those that nobody sees, that stop, and that cannot be caught. */
static bool ends_process(int signal)
{
	switch (signal) {
	case SIGCHLD:
	case SIGCONT:
	case SIGURG:
	case SIGWINCH:
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
	case SIGSTOP:
	case SIGKILL:
		return false;
	}
	return true;
}

/* The handler is reset by then: the signal does what it would have done. */
static void on_end(int signal)
{
	make_whole();
	restore_stderr_back();
	raise(signal);
}

void restore_handlers(void)
{
	/* A stack that ran over has no room for a handler. */
	static char stack[1 << 16];
	const stack_t alternative = { .ss_sp = stack,
				      .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_handler = on_end };

	sigaltstack(&alternative, NULL);
	action.sa_flags = SA_ONSTACK | (int)SA_RESETHAND;
	sigfillset(&action.sa_mask);
	for (int i = 1; i <= SIGRTMAX; i++) {
		struct sigaction before;

		/* nohup(1) and the like have their reasons. */
		if (ends_process(i) && !sigaction(i, NULL, &before) &&
		    before.sa_handler != SIG_IGN)
			sigaction(i, &action, NULL);
	}
}
