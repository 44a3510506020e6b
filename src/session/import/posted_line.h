/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * posted_line.h - a line of a kernel's text, as people post it.
 *
 * Mail puts quote marks before it, dmesg and syslog put stamps and levels, and
 * who cuts something out writes dots. Listings and boot logs are read with it.
 */
#ifndef VMSCOPE_SESSION_IMPORT_POSTED_LINE_H
#define VMSCOPE_SESSION_IMPORT_POSTED_LINE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * posted_line_start() - where the kernel's own text starts.
 * @line: a line; it ends in a NUL
 * Return: inside @line, after blanks, quote marks, log levels, time stamps and
 * what syslog puts before them
 */
const char *posted_line_start(const char *line);

/** posted_line_is_elision() - does it stand for lines that were left out?
 * @text: as posted_line_start() gives it: "...", "[snip]", "8<" */
bool posted_line_is_elision(const char *text);

/** posted_line_is_comment() - does it start with # or //? */
bool posted_line_is_comment(const char *text);

/**
 * posted_file_refuse() - say what is wrong with a file of such lines.
 * @why: for `FILE:LINE: ...`, @size bytes
 * @line: 0: it is about the file as a whole
 * @format: as printf's, which is looked up in the catalogue
 */
void posted_file_refuse(char *why, size_t size, const char *file,
			unsigned int line, const char *format, va_list args);

#endif
