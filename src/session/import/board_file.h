/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_file.h - a machine as a text file that a teacher can write.
 *
 * Lines of `key = value`, # for comments. Sizes as on the command line. The
 * files of data/boards show every key; docs and messages come from the table
 * in board_file.c. That a kernel fits on the board is checked when it boots.
 */
#ifndef VMSCOPE_SESSION_IMPORT_BOARD_FILE_H
#define VMSCOPE_SESSION_IMPORT_BOARD_FILE_H

#include <stdio.h>

#include "kernel/layout.h"
#include "session/files/open_input.h"

/**
 * board_load() - find and read a board.
 * @name: a file of the boards directory, or any file if it has a slash
 * @kind: what that may be
 * @board: filled in; left alone on error
 * @why: one sentence when it fails, with file and line; else "", or one about
 * a boot log: what was taken from it
 * @size: bytes of @why
 * Return: 0; -ENOENT (no such board), -EINVAL (a wrong line), -ENOMEM, -Exxx
 * of reading the file
 */
int board_load(const char *name, enum input_kind kind, struct board *board,
	       char *why, size_t size);

/**
 * board_read() - read a board from an open file.
 * @file: where from; stays open
 * @name: what the board will be called, and the file in messages
 * @board: filled in; left alone on error
 * @why: as above
 * @size: bytes of @why
 * Return: as above
 */
int board_read(FILE *file, const char *name, struct board *board, char *why,
	       size_t size);

/**
 * board_from_log() - take a board from a boot log.
 * @name: of its file
 * @text: the log, @len bytes
 * @board: filled in; left alone on error
 * @why: one sentence, what was taken from it or why not
 * @size: bytes of @why
 * Return: as boot_log_read()
 */
int board_from_log(const char *name, const char *text, size_t len,
		   struct board *board, char *why, size_t size);

/**
 * board_write() - write a board so that board_read() reads it back.
 * @board: the board
 * @prefix: in front of every line
 * @to: where
 */
void board_write(const struct board *board, const char *prefix, FILE *to);

/* A key that a board's file has lines for. */
struct board_key {
	const char *key;
	const char *example; /* its value as it could be */
	bool required, repeats;
};

/**
 * board_key() - tell about one key.
 * @i: from 0 on
 * @key: filled in
 * Return: false after the last
 */
bool board_key(int i, struct board_key *key);

/**
 * board_list() - name and title of every board there is, sorted.
 * @to: where
 * @current: this one gets a mark; may be ""
 * Return: 0 or -Exxx when there is no boards directory
 */
int board_list(FILE *to, const char *current);

#endif
