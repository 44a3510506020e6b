/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * completion.c - from a line to its candidates.
 *
 * The words before the cursor tell which argument stands there, by the rules
 * of argument.c. What is offered there comes from completion_sources.c.
 */
#include "session/line/completion.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/line/completion_internal.h"
#include "session/line/argument.h"

enum { MAX_CANDIDATES = 1000 };

/* ---- Candidates ---- */

static bool make_room(struct completion *c)
{
	size_t capacity = c->capacity ? 2 * c->capacity : 32;
	struct candidate *more;

	if (c->nr < c->capacity)
		return true;
	if (c->nr >= MAX_CANDIDATES)
		return false;
	more = reallocarray(c->candidate, capacity, sizeof(*more));
	if (!more)
		return false;
	c->candidate = more;
	c->capacity = capacity;
	return true;
}

/*
 * Without looking whether it fits what is there. Readline prints candidates
 * itself: no name of a file or a module goes to the terminal uncleaned.
 */
void completion_add(struct query *q, const char *text, bool open)
{
	char *copy;

	if (!clean_is_clean(text))
		return;
	if (q->lost || !make_room(q->c)) {
		q->lost = true;
		return;
	}
	copy = strdup(text);
	q->lost = !copy;
	if (copy)
		q->c->candidate[q->c->nr++] = (struct candidate){ copy, open };
}

void completion_offer(struct query *q, const char *text, bool open)
{
	if (!strncmp(text, q->token, strlen(q->token)))
		completion_add(q, text, open);
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static void sort(struct completion *c)
{
	size_t nr = 0;

	if (!c->nr)
		return;
	qsort(c->candidate, c->nr, sizeof(*c->candidate), compare_candidates);
	for (size_t i = 1; i < c->nr; i++) {
		if (strcmp(c->candidate[i].text, c->candidate[nr].text))
			c->candidate[++nr] = c->candidate[i];
		else
			free(c->candidate[i].text);
	}
	c->nr = nr + 1;
}

/* ---- Where the cursor is ---- */

static void set_token(struct query *q, const char *text, const char *separators)
{
	for (const char *p = text; *p; p++)
		if (strchr(separators, *p))
			text = p + 1;
	q->token = text;
	q->c->start = q->cursor - strlen(text);
}

static void offer_value(struct query *q, const char *text)
{
	const struct completion_source *source = completion_source(q->arg);

	set_token(q, text, source ? source->separators : "");
	if (source)
		source->offer(q);
}

/*
 * Keywords come once nothing else is needed, or where one has been started.
 */
static void offer_argument(struct query *q, const char *word)
{
	const struct arg *before = q->next;
	bool again = before && (q->seen >> (before - q->command->args) & 1);
	const char *text;

	q->arg = argument_match(q->command, word, &q->next, &text);
	if (q->arg)
		offer_value(q, text);
	/* All candidates of a line start at the same place. */
	if (text != word || (q->c->nr && q->token != word))
		return;
	set_token(q, word, "");
	if (*word || !argument_missing(before, again))
		offer_keywords(q);
}

static void start_command(struct query *q, const char *word)
{
	q->command = command_find(word, strcspn(word, "/"));
	q->next = q->command ? argument_first(q->command) : NULL;
	q->seen = 0;
}

/* A word that stands before the cursor. */
static void pass(struct query *q, const char *word)
{
	const char *text;
	const struct arg *arg =
		argument_match(q->command, word, &q->next, &text);

	if (arg && (arg->flags & ARG_CALL))
		start_command(q, word);
	else if (arg)
		q->seen |= 1u << (arg - q->command->args);
}

static void find_candidates(struct query *q)
{
	size_t last = q->words.nr - 1;
	const char *word = q->words.word[last];

	if (!last) {
		set_token(q, word, "");
		offer_commands(q);
		return;
	}
	start_command(q, q->words.word[0]);
	for (size_t i = 1; q->command && i < last; i++)
		pass(q, q->words.word[i]);
	if (q->command)
		offer_argument(q, word);
}

/* ---- The line ---- */

/* Where the last word starts, and what surrounds it. */
struct tail {
	size_t start;
	bool quoted;  /* it is inside quotes */
	bool comment; /* it is not a word at all */
};

static struct tail scan(const char *line, size_t len)
{
	struct tail t = { 0, false, false };

	for (size_t i = 0; i < len && !t.comment; i++) {
		if (line[i] == '"')
			t.quoted = !t.quoted;
		else if (t.quoted && line[i] == '\\')
			i++;
		else if (!t.quoted && is_blank(line[i]))
			t.start = i + 1;
		else
			t.comment = !t.quoted && line[i] == '#';
	}
	return t;
}

/*
 * Words of the line, the last of them the one at the cursor: "" after a blank.
 * A quote that is still open is closed.
 */
static int split(struct query *q, const char *line, size_t len,
		 const struct tail *t)
{
	size_t name_len, skip = strspn(line, " \t");
	const char *end = t->quoted ? "\"" : "";
	char *copy;
	int error;

	if (skip > len)
		skip = len;
	skip += assignment_length(line + skip, len - skip, &name_len);
	if (!t->quoted && (t->start == len || skip == len))
		end = "\"\"";
	if (asprintf(&copy, "%.*s%s", (int)(len - skip), line + skip, end) < 0)
		return -ENOMEM;
	error = words_split(&q->words, copy, strlen(copy));
	free(copy);
	return error;
}

/* Is the last word what is on the line, with no quote or \ inside it? */
static bool is_plain(const struct query *q, const char *line,
		     const struct tail *t)
{
	const char *word = q->words.word[q->words.nr - 1];
	size_t start = t->start + t->quoted, len = strlen(word);

	if (start < q->cursor - len && line[q->cursor - len - 1] == '=')
		start = q->cursor - len; /* name=COMMAND */
	return start <= q->cursor && q->cursor - start == len &&
	       !memcmp(line + start, word, len);
}

void completion_find(struct completion *c, const struct session *s,
		     const char *line, size_t cursor)
{
	struct tail t = scan(line, cursor);
	struct query q = {
		.s = s, .c = c, .cursor = cursor, .quoted = t.quoted
	};

	*c = (struct completion){ .start = cursor };
	if (!t.comment && !split(&q, line, cursor, &t) &&
	    is_plain(&q, line, &t))
		find_candidates(&q);
	if (q.lost)
		completion_free(c);
	sort(c);
	words_free(&q.words);
}

void completion_free(struct completion *c)
{
	for (size_t i = 0; i < c->nr; i++)
		free(c->candidate[i].text);
	free(c->candidate);
	*c = (struct completion){ .start = c->start };
}
