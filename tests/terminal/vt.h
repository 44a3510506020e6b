/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vt.h - the program in a terminal of our own: a pseudo-terminal and libvterm.
 *
 * Tests send keys and wait for cells; none sleeps. What a step waits for is
 * there within seconds, or the test fails with the screen in its message. A
 * marker typed after other input shows that all of it has been dealt with.
 */
#ifndef VMSCOPE_TESTS_TERMINAL_VT_H
#define VMSCOPE_TESTS_TERMINAL_VT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

enum {
	VT_ROW = 2048,	       /* bytes of a row as UTF-8 */
	VT_SCREEN = 64 * 1024, /* of all rows, with newlines */
	VT_STATUS_NONE = -1,   /* it still runs */
};

struct vt {
	char home[64]; /* a folder of its own */
	pid_t pid;
	int fd;	    /* the terminal's other side */
	int slave;  /* held open: its modes can be asked for afterwards */
	int status; /* of waitpid(), or VT_STATUS_NONE */
	VTerm *term;
	VTermScreen *screen;
	int width, height;
	bool alternate, cursor, mouse, paste; /* modes that are on */
	bool escaped;			      /* an Escape was written */
	size_t bytes;			      /* that the program has written */
	struct termios modes;		      /* before it started */
	char tail[16];		/* last bytes, to find sequences across reads */
	const char *answer;	/* see struct vt_options */
	const char *background; /* likewise */
	bool asked;		/* for its background */
};

/* What a test wants to be different. NULL: as usual. */
struct vt_options {
	const char *term;    /* TERM: xterm-256color */
	const char *locale;  /* LC_ALL: C.UTF-8 */
	const char *inputrc; /* text of it */
	const char *set[4];  /* NAME, VALUE of the environment, twice */
	const char
		*answer; /* when asked where the cursor is; NULL: the truth */
	const char *background;	 /* when asked for it; NULL: silence */
	const char *argument[4]; /* of the program */
	const char *home;	 /* an earlier one */
	const char *shell; /* what a shell runs instead; $0 is the program */
	int width, height; /* 80, 24 */
};

/** vt_start() - start the program and wait for its prompt. */
void vt_start(struct vt *vt, const struct vt_options *options);

/** vt_start_only() - start it; what it shows first is the test's business. */
void vt_start_only(struct vt *vt, const struct vt_options *options);

/** vt_end() - end it if it runs; removes the folder. */
void vt_end(struct vt *vt);

/** vt_send() - keys. */
void vt_send(struct vt *vt, const char *keys);

/** vt_expect() - wait until a row has this text in it. */
void vt_expect(struct vt *vt, const char *text);

/** vt_expect_row() - wait until that row does; -1 is the last one. */
void vt_expect_row(struct vt *vt, int row, const char *text);

/** vt_expect_not() - wait until no row does. */
void vt_expect_not(struct vt *vt, const char *text);

/** vt_expect_cursor() - wait until the cursor is there; row -1: the last. */
void vt_expect_cursor(struct vt *vt, int x, int row);

/** vt_expect_end() - wait for its end. Return: waitpid()'s status. */
int vt_expect_end(struct vt *vt);

/** vt_expect_stopped() - wait until Ctrl-Z has stopped it. */
void vt_expect_stopped(struct vt *vt);

/** vt_row() - a row's text, without blanks at its end. */
void vt_row(const struct vt *vt, int row, char *text);

/** vt_text() - all rows, with the cells' colours when @colors. */
void vt_text(const struct vt *vt, bool colors, char *text);

/** vt_has() - is it on the screen now? */
bool vt_has(const struct vt *vt, const char *text);

/** vt_resize() - another size, told to the program. */
void vt_resize(struct vt *vt, int width, int height);

/** vt_pump() - take in what the program has written; false: not in time. */
bool vt_pump(struct vt *vt, int patience_ms);

/** vt_is_whole() - the terminal is as it was before the program. */
void vt_is_whole(struct vt *vt);

#endif
