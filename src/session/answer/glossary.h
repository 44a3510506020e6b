/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * glossary.h - the words and abbreviations that stand on the screen, explained.
 *
 * `help WORD`, the key ? on the chosen thing, completion and the manual read
 * this one table; tests/glossary.py looks for what is missing.
 */
#ifndef VMSCOPE_SESSION_ANSWER_GLOSSARY_H
#define VMSCOPE_SESSION_ANSWER_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>

struct glossary_entry {
	/* What it is looked up by, with commas between; the first is its name.
	 * One that ends in _ stands for all names that begin so. */
	const char *words;
	const char *text; /* some sentences */
};

enum { GLOSSARY_WORD = 32 };

/** glossary() - all entries, by their names; ends with one without words. */
const struct glossary_entry *glossary(void);

/**
 * glossary_find() - the entry of a word.
 * @word: English or in the user's language, in any case; also with a plural s
 * Return: NULL if there is none
 */
const struct glossary_entry *glossary_find(const char *word);

/**
 * glossary_word() - one of an entry's words, translated.
 * @entry: the entry
 * @i: which, from 0, the name
 * @word: result, GLOSSARY_WORD bytes
 * Return: false when it has no more
 */
bool glossary_word(const struct glossary_entry *entry, unsigned int i,
		   char *word);

#endif
