/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * language.h - in which language texts are, as libc's gettext has it: one for
 * the whole process. The setting `language`, --lang and the environment choose.
 *
 * A language is a folder of the data folder's `locale`, named as in gettext
 * (zh_CN), with C.UTF-8/LC_MESSAGES/vmscope.mo in it.
 */
#ifndef VMSCOPE_SESSION_SETTINGS_LANGUAGE_H
#define VMSCOPE_SESSION_SETTINGS_LANGUAGE_H

/* Places in language_words(); those of installed languages follow. */
enum language {
	LANGUAGE_AUTO,	  /* as the environment says */
	LANGUAGE_ENGLISH, /* as written in the source */
	LANGUAGES
};

/** language_words() - what the setting takes, up to NULL: auto, en, zh_CN. */
const char *const *language_words(void);

/**
 * language_find() - a language by name.
 * @word: one of language_words(), or one without its territory: zh
 * Return: its place; -ENOENT when it is not installed
 */
int language_find(const char *word);

/**
 * language_use() - all texts are in this language from now on.
 * @language: place in language_words()
 * Return: 0; -EILSEQ when LC_CTYPE's characters are not UTF-8, with everything
 * as it was. LANGUAGE_AUTO takes English then, and says -EILSEQ, too.
 */
int language_use(unsigned int language);

/** language_name() - of the one in use: en, zh_CN. */
const char *language_name(void);

#endif
