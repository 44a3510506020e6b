/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command_log.h - the command log: what brought the machine to where it is.
 *
 * It holds every command that was accepted and could change the machine,
 * whether or not it did. Entries are counted from 1; moment N is the machine
 * after entry N, moment 0 the one that booted when the session began. An entry
 * is kept twice: as it was typed, and in its canonical form, in which every
 * value and name is a literal, so that it means the same without the values
 * of its time.
 *
 * Invariants:
 *   1. entries [1, at] have happened to the machine as it is; (at, nr] are
 *      undone and may be done again, until the next command makes a branch of
 *      them (branch.h);
 *   2. running the canonical forms of [1, N] on log.board, booted with
 *      log.cmdline, gives moment N, byte for byte;
 *   3. an epoch is the number of the entry that booted the machine, 0 at
 *      first. In one epoch a journal position names a moment on any machine
 *      that came that way, because what is stored is always the same.
 *
 * Users: session.c adds entries, timeline.c moves along them, saved_session.c writes
 * them down.
 */
#ifndef VMSCOPE_SESSION_TIME_COMMAND_LOG_H
#define VMSCOPE_SESSION_TIME_COMMAND_LOG_H

#include <stdbool.h>
#include <stdio.h>

#include "kernel/abi.h"
#include "kernel/layout.h"
#include "session/time/branch.h"

/* What an entry that boots needs from outside, as it was then. */
struct origin {
	struct board board;
	char cmdline[COMMAND_LINE_SIZE];
	char *listing; /* what an import read; NULL: it only booted */
	size_t size;   /* bytes of it */
};

struct log_entry {
	size_t text;	       /* offset in log.text: as typed, then \0 */
	uint32_t canonical;    /* bytes from there to the canonical form */
	uint32_t epoch;	       /* number of the entry that booted */
	uint64_t after;	       /* position of the journal after it */
	uint32_t value;	       /* what it returned; 0: nothing, or NULL */
	uint64_t serial;       /* no other entry of this log ever had it */
	struct origin *origin; /* of an entry that boots; else NULL */
};

struct command_log {
	struct board board; /* moment 0 */
	char cmdline[COMMAND_LINE_SIZE];
	struct log_entry *entry; /* entry N is entry[N - 1] */
	uint32_t nr;		 /* entries, with those undone */
	uint32_t at;		 /* the moment that the machine is at */
	uint32_t capacity;	 /* entries that there is room for */
	uint64_t serials;	 /* given out so far, from 1 on */
	char *text;		 /* all entries' texts */
	size_t used;		 /* bytes of it, up to the end of entry nr */
	size_t size;		 /* bytes that there is room for */
	struct log_entry
		next; /* between command_log_prepare() and command_log_commit() */
	size_t next_len;	  /* bytes of its text */
	struct branches branches; /* other lines */
};

/**
 * command_log_prepare() - take all the memory that one more entry needs.
 * @log: the log; what it holds stays
 * @typed: as typed
 * @len: bytes of @typed
 * @canonical: NUL-terminated
 * @boots: the entry will have an origin
 * Return: 0 or -ENOMEM
 */
int command_log_prepare(struct command_log *log, const char *typed, size_t len,
			const char *canonical, bool boots);

/**
 * command_log_commit() - what was prepared has happened: it follows entry log.at.
 * @log: the log; what was undone is a branch from now on
 * @after: position of the journal now
 *
 * Cannot fail.
 */
void command_log_commit(struct command_log *log, uint64_t after);

/**
 * origin_set_listing() - keep a copy of what an import read.
 * @origin: the entry's
 * @text: NULL: it only boots
 * @size: bytes of @text
 * Return: 0 or -ENOMEM
 */
int origin_set_listing(struct origin *origin, const char *text, size_t size);

/** origin_free() - give an origin's memory back; NULL is allowed. */
void origin_free(struct origin *origin);

/** command_log_typed() - entry @n as it was typed, NUL-terminated. */
const char *command_log_typed(const struct command_log *log, uint32_t n);

/**
 * command_log_show() - write entry @n as it was typed, with nothing in it that a
 * terminal would obey.
 */
void command_log_show(const struct command_log *log, uint32_t n, FILE *to);

/** command_log_canonical() - entry @n as it can be run at any time. */
const char *command_log_canonical(const struct command_log *log, uint32_t n);

/** command_log_epoch() - the epoch of moment @n. */
uint32_t command_log_epoch(const struct command_log *log, uint32_t n);

/** command_log_moment() - moment @n: where its epoch's journal stood. */
uint64_t command_log_moment(const struct command_log *log, uint32_t n);

/**
 * command_log_serial() - by which moment @n is known from another that took its place;
 * 0 of moment 0.
 */
uint64_t command_log_serial(const struct command_log *log, uint32_t n);

/** command_log_free() - give the memory back. */
void command_log_free(struct command_log *log);

/**
 * command_log_copy() - the same log, branches and all, that shares its origins.
 * @from: the log
 * @to: result; one of both ends by command_log_free(), the other by command_log_drop()
 * Return: 0 or -ENOMEM
 */
int command_log_copy(const struct command_log *from, struct command_log *to);

/** command_log_drop() - give the memory back, but for the origins. */
void command_log_drop(struct command_log *log);

#endif
