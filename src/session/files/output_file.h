/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output_file.h - may this command write that file?
 *
 * `save`, `pmemsave` and `export` write through here. Who asked decides:
 *
 *   a person       may make files, and replace what vmscope wrote; about other
 *                  files the person is asked, or has to have said --overwrite
 *   the script that vmscope was started with
 *                  may make files in its own folder and in the current one, or
 *                  below, none of them hidden; and replace pictures and dumps
 *                  that vmscope wrote, others with --overwrite
 *   a sourced script
 *                  may make such files, and replaces only with --overwrite
 *   a page of a lesson
 *                  writes nothing
 *
 * What vmscope wrote has an extended attribute that tells the size and the time
 * that it had then; `save` also knows a saved session by its first line.
 */
#ifndef VMSCOPE_SESSION_FILES_OUTPUT_FILE_H
#define VMSCOPE_SESSION_FILES_OUTPUT_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "session/files/atomic_file.h"

struct memory_stream;
struct session;

struct output {
	struct atomic_file file; /* for atomic_file_write() */
	const char *name;	 /* as the command has it */
};

/**
 * output_check_place() - may a file of that name be written, if there is none?
 * Return: 0, or fail()
 */
int output_check_place(struct session *s, const char *name);

/**
 * output_check() - may it be written, and replaced if it is there?
 * Arguments and return: as output_open(), which asks this first
 */
int output_check(struct session *s, const char *name, bool saves);

/** output_fail() - fail() because writing a file led to @error. */
int output_fail(struct session *s, const char *name, int error);

/**
 * output_open() - begin a file for a command.
 * @s: the session; s->question becomes true where a yes would change the answer
 * @o: filled in
 * @name: of the file; kept
 * @saves: a session: another one, from wherever, may be replaced
 * Return: 0, or fail()
 */
int output_open(struct session *s, struct output *o, const char *name,
		bool saves);

/**
 * output_close() - put it in its place, or throw it away.
 * @s: the session
 * @o: the file; closed in any case
 * @error: what happened so far, -Exxx of writing; 0: nothing
 * @size: bytes that the file has
 * Return: 0, or fail()
 */
int output_close(struct session *s, struct output *o, int error, uint64_t size);

/** output_text() - all of it, where the whole text is there already. */
int output_text(struct session *s, const char *name,
		struct memory_stream *text);

#endif
