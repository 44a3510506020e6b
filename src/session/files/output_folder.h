/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output_folder.h - numbered files in a directory, all of them or none.
 *
 * `export ... steps A-B` writes through here. Each file is subject to the rules
 * of output_file.h, which are asked for all of them before anything is written.
 * The directory is made if it is not there; it must not be a link. What is in
 * it under other names stays.
 */
#ifndef VMSCOPE_SESSION_FILES_OUTPUT_FOLDER_H
#define VMSCOPE_SESSION_FILES_OUTPUT_FOLDER_H

#include "session/files/output_file.h"

struct output_folder {
	const char *name;      /* as the command has it */
	const char *extension; /* of the files: "svg" */
	uint32_t from, to;     /* their numbers */
	char *path;	       /* of the directory, to be opened */
	bool fresh;	       /* it was made for them */
	bool *made;	       /* of each: nothing was there before */
};

/**
 * output_folder_open() - begin.
 * @s: as in output_open(), which has @question, too
 * @f: with @name, @extension, @from and @to set; the rest is filled in
 * Return: 0, or fail() with nothing to close
 */
int output_folder_open(struct session *s, struct output_folder *f);

/**
 * output_folder_add() - write one file, whole.
 * @n: its number
 * Return: 0, or fail()
 */
int output_folder_add(struct session *s, struct output_folder *f, uint32_t n,
		      const void *text, size_t size);

/**
 * output_folder_close() - end.
 * @error: what happened so far; not 0: files that were not there are removed
 * again
 */
void output_folder_close(struct output_folder *f, int error);

#endif
