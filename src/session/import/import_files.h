/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_files.h - the files that a machine is imported from, told apart.
 *
 * One is a listing of areas, a report of free memory, or both; what is beside
 * it may be /proc/iomem, /proc/meminfo, a boot log. Which is which their lines
 * tell. All may be in one file, as a pipe has them.
 */
#ifndef VMSCOPE_SESSION_IMPORT_IMPORT_FILES_H
#define VMSCOPE_SESSION_IMPORT_IMPORT_FILES_H

#include "session/files/open_input.h"
#include "session/import/listing_board.h"
#include "session/import/memory_report.h"

struct imported_file {
	const char *file; /* the one with the areas, else with the lists */
	const char *text; /* of these */
	size_t size;	  /* bytes */
	bool areas, lists;
	struct memory_report report; /* when it has free lists */
	struct beside_listing beside;
	char *own;     /* the text, for free(); NULL: it is the caller's */
	char why[512]; /* one line when something fails */
};

/**
 * imported_text() - look at one text.
 * @in: all zero but for file, text and size; the rest is filled in
 * Return: 0; -EINVAL, -ENOMEM with in->why
 */
int imported_text(struct imported_file *in);

/**
 * imported_files() - read files, and tell them apart.
 * @in: all zero; free with imported_free() in any case
 * @file: @nr names; that of a file that vmscope comes with needs no folder
 * @kind: what they may be
 * Return: 0; -EINVAL (two listings, one that is nothing of all this), -Exxx of
 * reading, with in->why
 */
int imported_files(struct imported_file *in, const char *const *file, size_t nr,
		   enum input_kind kind);

/** imported_free() - give the memory back. */
void imported_free(struct imported_file *in);

enum { IMPORTED_TEXT = 160 };

/** imported_sources() - "the listing, iomem, meminfo": what told of the board.
 * @text: result, @size bytes */
void imported_sources(const struct imported_file *in, char *text, size_t size);

/** imported_assumed() - what nobody told of the board, or "nothing at all".
 * @text: result, @size bytes */
void imported_assumed(const struct imported_file *in, char *text, size_t size);

#endif
