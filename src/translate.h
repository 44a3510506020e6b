/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * translate.h - marks the texts that a person reads, for gettext.
 *
 * _("...") is the text in the reader's language; N_("...") only marks it, in a
 * table whose texts go through _() where they are printed. ngettext() is for
 * a text with a number that decides about its form. fail() and its like look
 * up their format themselves. Who chooses the language:
 * session/settings/language.h. The machine and the kernel need none of it.
 */
#ifndef VMSCOPE_TRANSLATE_H
#define VMSCOPE_TRANSLATE_H

#include <libintl.h>

/* The catalogue's header is the translation of "". */
static inline const char *translate(const char *text)
	__attribute__((format_arg(1)));

static inline const char *translate(const char *text)
{
	return *text ? gettext(text) : text;
}

#define _(text) translate(text)
#define N_(text) text

#endif
