/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letter.c - the rule for letters, against the table of commands.
 */
#include "ui/letter.h"

#include <string.h>

#include "session/commands/command.h"

/* The longest run of letters that still may be keys pressed in a hurry. */
enum { MANY = 4 };

static bool fits(const char *name, const char *text, size_t len)
{
	size_t all = strlen(name);

	if (len <= all)
		return !strncmp(name, text, len);
	/* `p x`, `x/8wx` */
	return !strncmp(name, text, all) &&
	       (text[all] == ' ' || text[all] == '/');
}

/* Does a command, or one and its words, begin so? */
static bool begins_command(const char *text, size_t len)
{
	const struct command_group *group = command_groups();

	for (; group->name; group++)
		for (const struct command *c = group->commands; c->name; c++)
			if (fits(c->name, text, len))
				return true;
	return false;
}

static int64_t soon(const struct letters *l)
{
	return l->soon ? l->soon : LETTER_SOON;
}

void letters_add(struct letters *l, char letter, const struct view_state *look,
		 uint32_t moment, uint32_t step, int64_t now)
{
	if (now - l->at > soon(l) || l->nr == LETTERS)
		l->nr = 0;
	l->said = false;
	l->letter[l->nr] = letter;
	l->look[l->nr] = *look;
	l->moment[l->nr] = moment;
	l->step[l->nr] = step;
	l->nr++;
	l->at = now;
}

unsigned int letters_of_word(const struct letters *l, char next, int64_t now)
{
	char word[LETTERS + 1];

	if (!l->nr || now - l->at > soon(l))
		return l->nr;
	if (next == '=')
		return 0;
	memcpy(word, l->letter, l->nr);
	word[l->nr] = next;
	for (unsigned int i = 0; i < l->nr; i++)
		if (begins_command(word + i, l->nr + 1 - i))
			return i;
	return l->nr;
}

static bool is_held_down(const char *text, size_t len)
{
	for (size_t i = 1; i < len; i++)
		if (text[i] != text[0])
			return false;
	return true;
}

bool letter_is_text(const char *text, size_t len)
{
	/* No command begins with what begins a search. */
	if (len < 2 || *text == '/' || is_held_down(text, len))
		return false;
	return len >= MANY || begins_command(text, len);
}
