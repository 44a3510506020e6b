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
 *   3. a line is executed to its end before the next one is looked at.
 */
#ifndef VMSCOPE_SESSION_SESSION_H
#define VMSCOPE_SESSION_SESSION_H

#include <signal.h>

#include "kernel/kernel.h"
#include "session/parse.h"
#include "session/stream.h"
#include "session/value.h"

struct script;

enum {
	LINE_MAX_LENGTH = 65536, /* bytes of a command */
	MESSAGE_SIZE = 512,	 /* bytes of an error's sentence */
};

/* What a session starts with. */
struct session_options {
	const char *board;   /* name or file; NULL: the article's board */
	const char *cmdline; /* kernel arguments; NULL: none */
	bool no_history;     /* no journal; there is none yet anyway */
};

struct session {
	struct kernel *k;
	struct board board; /* what k was booted on, and boot will be */
	char cmdline[COMMAND_LINE_SIZE]; /* and with which kernel arguments */
	struct values values;
	unsigned long n;       /* commands executed */
	bool quit;	       /* the quit command was given */
	struct script *script; /* the file being read, innermost; or NULL */
	/* Set by Ctrl-C, cleared by whoever stops for it; NULL: never. */
	volatile sig_atomic_t *interrupted;

	/* Of the command under way; used again by the next one. */
	struct words words;
	pfn_t *pages; /* args->page points here */
	size_t pages_capacity;
	struct stream out;    /* what the command prints */
	struct stream printk; /* what the kernel printed meanwhile */
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
	const char *reason; /* for VALUE_NULL: one sentence, or "" */
	const char *output; /* what the command prints */
	size_t output_len;
	const char *printk; /* the kernel's new lines, without levels */
	size_t printk_len;
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
 * session_boot() - another kernel takes the place of the one that runs.
 * @s: the session
 * @board: to boot on; may be s->board
 * @cmdline: kernel arguments; may be s->cmdline
 * Return: 0; -EINVAL with the old kernel still running
 */
int session_boot(struct session *s, const struct board *board,
		 const char *cmdline);

/**
 * session_import() - a fresh kernel with the areas of a vmallocinfo.
 * @s: the session
 * @file: the listing's name
 * Return: 0, with a few lines about it printed to s->out; an error with the
 * old kernel still running
 */
int session_import(struct session *s, const char *file);

/**
 * fail() - this command ends with an error.
 * @s: the session
 * @error: -Exxx
 * @format: one sentence: what was wrong, what would be right
 * Return: @error
 */
int fail(struct session *s, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** fail_memory() - fail() because the host has no memory left. */
int fail_memory(struct session *s);

#endif
