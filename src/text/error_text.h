/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error_text.h - what the system says of an error, in the reader's language.
 *
 * strerror() speaks the locale's, and only where libc's own catalogues are
 * installed; --lang may be another. The errors of files and memory, which are
 * those that people meet, are in our catalogue.
 */
#ifndef VMSCOPE_TEXT_ERROR_TEXT_H
#define VMSCOPE_TEXT_ERROR_TEXT_H

/** error_text() - like strerror(); @error: an errno. */
const char *error_text(int error);

#endif
