/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.c - what readline calls for Tab.
 *
 * Its callbacks have no parameter of ours: what they share is in the few
 * variables below.
 */
#include "ui/complete.h"

#include <stdio.h>
#include <string.h>

#include <readline/readline.h>

#include "session/line/completion.h"

static const struct session *session; /* whose things are completed */
static struct completion completion;  /* of the Tab under way */
static size_t next_candidate;

/*
 * Readline looks for the start of the word, we have it: the one character that
 * stands before it is declared a word break.
 */
static char *find_completion(void)
{
	static char before[2];

	completion_free(&completion);
	completion_find(&completion, session, rl_line_buffer, (size_t)rl_point);
	before[0] = '\0';
	if (completion.start)
		before[0] = rl_line_buffer[completion.start - 1];
	return before;
}

static char *give_candidate(const char *text, int state)
{
	(void)text;
	if (!state)
		next_candidate = 0;
	if (next_candidate == completion.nr)
		return NULL;
	return strdup(completion.candidate[next_candidate++].text);
}

static char **complete(const char *text, int start, int end)
{
	(void)end;
	rl_attempted_completion_over = 1; /* or readline would offer files */
	if ((size_t)start != completion.start || !completion.nr)
		return NULL;
	rl_completion_append_character =
		completion.candidate[0].open ? '\0' : ' ';
	return rl_completion_matches(text, give_candidate);
}

void complete_start(const struct session *s)
{
	static const char no_quotes[] = "";

	session = s;
	rl_completion_word_break_hook = find_completion;
	rl_attempted_completion_function = complete;
	rl_basic_quote_characters = no_quotes; /* completion.c knows them */
}

int complete_word(void)
{
	return (int)completion.start;
}

void complete_stop(void)
{
	completion_free(&completion);
}
