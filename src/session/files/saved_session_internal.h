/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session_internal.h - a saved session that is being read, which
 * saved_session.c and saved_session_directives.c share.
 */
#ifndef VMSCOPE_SESSION_FILES_SAVED_SESSION_INTERNAL_H
#define VMSCOPE_SESSION_FILES_SAVED_SESSION_INTERNAL_H

#include "session/files/saved_session.h"

struct loader {
	const char *name;
	FILE *file;
	bool live;	    /* a recovery file: it has no end, */
	bool numbered;	    /* and its entries have numbers */
	struct taking *how; /* it is taken up; NULL: it is loaded */
	unsigned long line; /* the line read last, from 1 */
	char *text;	    /* it; LINE_ROOM bytes */
	struct session *s;  /* for messages, and the beginning's defaults */
	struct session *x;  /* runs the commands; NULL before #start */

	/* For the command to come. */
	struct memory_stream board, listing; /* their lines */
	bool has_board, has_listing, has_file, has_typed;
	struct origin origin; /* of a board */
	uint64_t file_hash;
	char *typed; /* LINE_ROOM bytes */

	bool pending;	      /* a command waits: */
	char *command;	      /* LINE_ROOM bytes */
	unsigned long number; /* of its line */
	uint64_t entry;	      /* in the recovery file, unsettled; 0: none */
	off_t behind;	      /* the command's line, bytes */

	uint32_t hashed; /* the last moment with a hash */
	bool ended;	 /* there was an #end */
	int64_t said_at; /* ms, how far it is */
};

/** loader_refuse() - say what is wrong with a line. Return: -EINVAL. */
int loader_refuse(struct loader *l, unsigned long line, const char *words, ...)
	__attribute__((format(printf, 3, 4)));

/** loader_refuse_memory() - the host has no memory. Return: -ENOMEM. */
int loader_refuse_memory(struct loader *l);

/** loader_board() - read the board whose lines have been gathered. */
int loader_board(struct loader *l);

/** loader_forget_origin() - the next boot has no board or listing so far. */
void loader_forget_origin(struct loader *l);

/** loader_progress() - show how far it is; @who: the loader. */
void loader_progress(void *who, uint64_t done, uint64_t of);

/** loader_run_pending() - run the command that waits, if one does. */
int loader_run_pending(struct loader *l);

/** loader_drop_pending() - forget the command that waits. */
void loader_drop_pending(struct loader *l);

/**
 * loader_directive() - do what a line with # says.
 * @l: the loader
 * @text: the line after #; changed
 * Return: 0, or the error that was told
 */
int loader_directive(struct loader *l, char *text);

#endif
