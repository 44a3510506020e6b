/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_session.h - another machine for a session, from files.
 *
 * For the command `import`, for -i, and for replay.
 */
#ifndef VMSCOPE_SESSION_IMPORT_IMPORT_SESSION_H
#define VMSCOPE_SESSION_IMPORT_IMPORT_SESSION_H

#include "session/session.h"

/**
 * session_import() - a fresh kernel with the areas of a vmallocinfo.
 * @s: the session
 * @file: @nr names: the listing's, and of files beside it (import_files.h)
 * Return: 0, with a few lines about it printed to s->out; an error with the
 * old kernel still running
 */
int session_import(struct session *s, const char *const *file, size_t nr,
		   enum input_kind kind);

/**
 * session_import_text() - the same, from what the listing said.
 * @file: its name, for messages
 * @text: @size bytes
 */
int session_import_text(struct session *s, const char *file, const char *text,
			size_t size);

/**
 * session_import_first() - begin with the areas of a vmallocinfo.
 * @s: a session that has executed nothing yet
 * @file: @nr names: the listing's, and of files beside it (import_files.h)
 * Return: as session_import(); `import` is the log's first entry, its report in
 * @s->out, from @s->doubts on what may make answers wrong
 */
int session_import_first(struct session *s, const char *const *file, size_t nr);

#endif
