/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session.h - one person's session over one machine.
 *
 * The machine's memory holds all that the simulated kernel knows; the session
 * holds what the person adds: the value history, names, which file is being
 * read. Front ends (the prompt, a script, -c) hand it one line at a time and
 * print what the result says.
 *
 * Invariants:
 *   1. there is always a booted kernel;
 *   2. a command that answers with an error has changed neither the machine
 *      nor the values;
 *   3. a line is executed to its end before the next one is looked at;
 *   4. the machine is at moment log.at of the log (command_log.h): whatever changes it
 *      is in there, and was in the recovery file before it ran. Only while a call
 *      is stepped through (stepper.h) it stands inside the call that led there,
 *      and each line that changes or moves it finds it at the moment again.
 */
#ifndef VMSCOPE_SESSION_SESSION_H
#define VMSCOPE_SESSION_SESSION_H

#include <signal.h>

#include "kernel/kernel.h"
#include "session/files/open_input.h"
#include "session/time/command_log.h"
#include "session/settings/view_state.h"
#include "session/line/parse.h"
#include "session/prediction/prediction.h"
#include "session/prediction/question.h"
#include "session/quiz/quiz.h"
#include "session/settings/settings.h"
#include "session/stepping/hole_search.h"
#include "session/stepping/stepper.h"
#include "inspect/memory_stream.h"
#include "session/answer/transcript.h"
#include "session/value_history.h"

struct comparison;
struct front;
struct generations;
struct lesson;
struct moved_values;
struct step_record;
struct script;
struct recovery_file;

enum {
	LINE_MAX_LENGTH = 65536, /* bytes of a command */
	/* `$` becomes 0xd0800000, and there may be a `$` every two bytes. */
	CANONICAL_MAX_LENGTH = 8 * LINE_MAX_LENGTH,
	MESSAGE_SIZE = 512, /* bytes of an error's sentence */
};

#define HISTORY_SIZE (UINT64_C(64) << 20) /* bytes of the journal */

/* What the lines that a session gets are. */
enum session_mode {
	SESSION_LIVE,	   /* a person's: into log and recovery file */
	SESSION_LOADING,   /* a saved session's: into the log */
	SESSION_REPLAYING, /* the log's own */
};

/* What a session starts with. */
struct session_options {
	const char *board;   /* name or file; NULL: the article's board */
	const char *cmdline; /* kernel arguments; NULL: none */
	bool no_history;     /* no journal: undo has to replay */
	const char *history; /* size of the journal; NULL: HISTORY_SIZE */
	bool overwrite;	     /* files are replaced unasked */
};

struct session {
	struct kernel *k;
	struct board board; /* what k was booted on, and boot will be; but k has
			     * the allocator that a listing shows */
	char cmdline[COMMAND_LINE_SIZE]; /* and with which kernel arguments */
	struct values values;
	struct command_log log;
	struct settings settings;
	struct recovery_file *state; /* the log on disk; NULL: there is none */
	enum session_mode mode;
	const char *typed; /* of a line that is loaded; NULL: the line itself */
	/*
	 * Where the journal stood before and after the last command that could
	 * change the machine. The same when it booted, or time was moved.
	 */
	uint64_t last_before, last_after;
	unsigned long n; /* commands executed */
	bool quit;	 /* the quit command was given */
	bool overwrite;	 /* files are replaced unasked */
	bool starting;	 /* the listing that it begins with is read */
	char board_note[MESSAGE_SIZE]; /* about the one that it begins with */
	bool any_board; /* nobody named one: what it begins with may */
	long doubts;	/* bytes of `out` before the doubts about an import */
	bool person;	/* somebody is there to be asked */
	bool question;	/* a yes would let the last line replace a file */
	bool answers;	/* the line came of an answer to @asked */
	bool said_yes;	/* that was it: the line runs again */
	bool keeps_allocator; /* whatever a board says */
	/* What literals of another session's log are here; or NULL. */
	const struct moved_values *moved;
	uint64_t saved;	       /* log.serials when it was saved or loaded */
	uint32_t taken_up;     /* commands of a session that had died */
	struct script *script; /* the file being read, innermost; or NULL */
	struct lesson *lesson; /* the lesson that is on; or NULL */
	struct question asked; /* what the person is to say first */
	struct prediction prediction;	 /* the last one */
	uint32_t quiz_right;		 /* answers, in the quiz that asks */
	struct quiz_sheet sheet;	 /* the last quiz printed */
	struct comparison *comparison;	 /* of two calls; or NULL */
	struct generations *generations; /* of the last comparison; or NULL */
	struct step_record *record;	 /* of the last call traced; or NULL */
	struct stepper stepper;		 /* the call that is stepped through */
	struct hole_search search;	 /* of the last call explained */
	/* Set by Ctrl-C, cleared by what stops for it; NULL: never. */
	volatile sig_atomic_t *interrupted;
	/* Told now and then how far a long command is; NULL: nobody asks. */
	void (*progress)(void *who, uint64_t done, uint64_t of);
	void *progress_for;	      /* its @who */
	struct view_state look;	      /* what the person looks at */
	struct transcript transcript; /* closed unless somebody reads it */
	const struct front *front;    /* pictures; NULL: there are none */

	/* Of the command under way; used again by the next one. */
	struct words words;
	pfn_t *pages; /* args->page points here */
	size_t pages_capacity;
	struct memory_stream out;    /* what the command prints */
	struct memory_stream printk; /* what the kernel printed meanwhile */
	struct memory_stream reason; /* why its value is NULL */
	struct memory_stream
		canonical; /* the line with literals: command_log.h */
	const struct step_record *steps;    /* that its answer shows; or NULL */
	const struct prediction *predicted; /* likewise */
	const struct quiz_sheet *quizzed;   /* likewise */
	const struct generations *compared; /* likewise */
	const struct hole_search *searched; /* likewise */
	const struct comparison *beside;    /* likewise */
	struct memory_stream answered;	    /* the line that an answer made */
	bool raw;			    /* its text is a picture in ANSI */
	bool reports;	 /* its text says what is wrong: an error has it, too */
	bool shows_step; /* its answer is about the stepper's step */
	char message[MESSAGE_SIZE];
};

/* What one command answered. Pointers are good until the next command. */
struct result {
	unsigned long n;     /* its number; 0: the line was blank */
	const char *command; /* the line without blanks around it */
	size_t command_len;
	int error; /* 0, or -Exxx and a sentence: */
	const char *message;
	struct value value;
	uint32_t index;	    /* $N that the value became */
	const char *name;   /* the name that it was given, where the log of
			     * the full screen shows it; else NULL */
	const char *reason; /* for a NULL or a fault: one sentence, or "" */
	const char *output; /* what the command prints */
	size_t output_len;
	bool raw;	    /* it is a picture with colours for a terminal */
	const char *printk; /* the kernel's new lines, without levels */
	size_t printk_len;
	const struct step_record *steps;    /* of a trace; else NULL */
	const struct prediction *predicted; /* what was said first; or NULL */
	const struct quiz_sheet *quizzed;   /* of a quiz; else NULL */
	const struct generations
		*compared; /* of compare allocators; else NULL */
	const struct hole_search *searched; /* of explain; else NULL */
	const struct comparison *beside;    /* of two calls; else NULL */
	const struct front *front;	    /* who has the source; or NULL */
	const struct stepper *step; /* where it says one stands; else NULL */
};

/**
 * session_new() - power on a board and boot.
 * @options: what with
 * @why: one sentence when it fails
 * @size: bytes of @why
 * Return: the session; NULL with errno ENOMEM (the host has no memory) or
 * EINVAL (unknown or wrong board, kernel arguments that make no sense). Free
 * with session_free().
 */
struct session *session_new(const struct session_options *options, char *why,
			    size_t size);

/** session_free() - give everything back; NULL is allowed. */
void session_free(struct session *s);

/**
 * session_execute() - run one line.
 * @s: the session
 * @line: the line; any bytes, with or without its newline
 * @len: bytes of @line
 * @r: the answer
 */
void session_execute(struct session *s, const char *line, size_t len,
		     struct result *r);

/**
 * session_at_start() - a session at moment 0 of a log, to replay it in.
 * @s: the session whose log it is
 * @mode: of the new one, which has an empty log of the same beginning
 * @why: one sentence when it fails
 * @size: bytes of @why
 * Return: the session; NULL. Free with session_free().
 */
struct session *session_at_start(const struct session *s,
				 enum session_mode mode, char *why,
				 size_t size);

/**
 * session_on() - a session on another board, that asks and progresses as @s.
 * Return: as session_at_start()
 */
struct session *session_on(const struct session *s, const struct board *board,
			   const char *cmdline, enum session_mode mode,
			   char *why, size_t size);

/**
 * session_swap() - exchange what two sessions know of their machines.
 * @a: one: machine, board and kernel arguments
 * @b: the other
 */
void session_swap(struct session *a, struct session *b);

/**
 * session_goes_on() - tell how far a long command is, and hear what to do.
 * @s: the session
 * @done: steps done
 * @of: steps in all; 0: nobody knows
 * Return: false: Ctrl-C was pressed
 */
bool session_goes_on(const struct session *s, uint64_t done, uint64_t of);

enum { LINUX_TEXT = 64 };

/** session_linux() - "Linux 2.6.32", and whose allocator it has, if another
 * kernel's. Return: @text */
const char *session_linux(const struct session *s, char text[LINUX_TEXT]);

/** session_position() - where the journal of the machine stands. */
uint64_t session_position(const struct session *s);

/**
 * session_boot() - another kernel takes the place of the one that runs.
 * @s: the session
 * @board: to boot on; may be s->board
 * @cmdline: kernel arguments; may be s->cmdline
 * Return: 0; -EINVAL with the old kernel still running
 */
int session_boot(struct session *s, const struct board *board,
		 const char *cmdline);

/** session_replace_kernel() - @fresh runs from now on, and the journal of its
 * stores begins; the values of the last one are forgotten. */
void session_replace_kernel(struct session *s, struct kernel *fresh);

/** session_note_boot() - the entry being logged has booted what runs now. */
void session_note_boot(struct session *s);

/**
 * session_unsaved() - how many commands no saved file holds.
 * Return: those since the last save, load or start; 0: nothing would be lost
 */
uint64_t session_unsaved(const struct session *s);

/**
 * fail() - this command ends with an error.
 * @s: the session
 * @error: -Exxx
 * @format: one sentence: what was wrong, what would be right; its translation
 * is looked up here
 * Return: @error
 */
int fail(struct session *s, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** fail_memory() - fail() because the host has no memory left. */
int fail_memory(struct session *s);

#endif
