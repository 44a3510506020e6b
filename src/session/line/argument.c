/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * argument.c - which word of a line is which argument.
 *
 * A word NAME=... is the keyword of that name if the command has one; all
 * others are taken in their order. What a word says is in argument_types.c,
 * how the log says it in canonical_line.c.
 */
#include "session/line/argument.h"

#include <errno.h>
#include <string.h>

#include "session/line/argument_internal.h"
#include "session/session.h"
#include "translate.h"

/* The usage line after a complaint; s->out is free for it now. */
static int fail_usage(struct session *s, const struct command *c,
		      const char *complaint)
{
	char copy[MESSAGE_SIZE / 2];

	snprintf(copy, sizeof(copy), "%s", complaint);
	memory_stream_reset(&s->out);
	command_usage(c, s->out.file);
	if (memory_stream_text(&s->out))
		return fail_memory(s);
	return fail(s, -EINVAL, "%s; usage: %.*s", copy, (int)s->out.size,
		    s->out.text);
}

/* The length of NAME in NAME=..., 0 if the word has no =. */
static size_t keyword_length(const char *word)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz_");

	return word[len] == '=' ? len : 0;
}

static const struct arg *find_keyword(const struct command *c, const char *word,
				      size_t len)
{
	for (const struct arg *arg = c->args; arg->name; arg++)
		if ((arg->flags & ARG_KEYWORD) &&
		    !strncmp(arg->name, word, len) && !arg->name[len])
			return arg;
	return NULL;
}

/* The next argument that is neither keyword nor slash; NULL at the end. */
static const struct arg *positional(const struct arg *arg)
{
	while (arg->name && (arg->flags & (ARG_KEYWORD | ARG_SLASH)))
		arg++;
	return arg->name ? arg : NULL;
}

const struct arg *argument_first(const struct command *c)
{
	return positional(c->args);
}

bool argument_missing(const struct arg *next, bool given)
{
	if (!next || (next->flags & ARG_OPTIONAL))
		return false;
	return !(next->flags & ARG_REPEAT) || !given;
}

/* Where arguments_read() is in the line. */
struct reading {
	const struct command *command;
	const struct arg *next; /* the argument to come in its order */
	struct inner inner;
	struct args *args;
};

static int take(struct session *s, struct reading *r, const struct arg *arg,
		const char *text, const char *const *place)
{
	struct typed_argument w = { text, place, arg };
	int error;

	r->args->given |= 1u << arg->type;
	error = argument_read(s, &w, r->args);
	if (error || !(r->command->flags & COMMAND_LOGGED))
		return error;
	return canonical_write(s, &w, r->args, &r->inner);
}

/* Words and file names may have a = in them. */
static bool may_hold_equals(const struct arg *arg)
{
	return arg && (arg->type == ARG_WORD || arg->type == ARG_FILE);
}

const struct arg *argument_match(const struct command *c, const char *word,
				 const struct arg **next, const char **text)
{
	const struct arg *arg = *next;
	size_t len = keyword_length(word);
	const struct arg *keyword = len ? find_keyword(c, word, len) : NULL;

	*text = word;
	if (keyword || (len && !may_hold_equals(arg))) {
		*text = word + len + 1;
		return keyword;
	}
	if (arg && !(arg->flags & ARG_REPEAT))
		*next = positional(arg + 1);
	return arg;
}

static int fail_match(struct session *s, const struct command *c,
		      const char *word, bool keyword)
{
	char complaint[128];

	if (keyword)
		snprintf(complaint, sizeof(complaint), _("%s takes no %.*s"),
			 c->name, (int)strcspn(word, "=") + 1, word);
	else
		snprintf(complaint, sizeof(complaint),
			 _("%s is one word too many for %s"), shown(word).text,
			 c->name);
	return fail_usage(s, c, complaint);
}

static int take_word(struct session *s, struct reading *r,
		     const char *const *word)
{
	const char *text;
	const struct arg *arg =
		argument_match(r->command, *word, &r->next, &text);

	if (!arg)
		return fail_match(s, r->command, *word, text != *word);
	if ((arg->flags & ARG_KEYWORD) && arg_given(r->args, arg->type))
		return fail(s, -EINVAL, "%s= is given twice", arg->name);
	return take(s, r, arg, text, word);
}

static int take_slash(struct session *s, struct reading *r, const char *slash)
{
	const struct command *c = r->command;

	for (const struct arg *arg = c->args; arg->name; arg++)
		if (arg->flags & ARG_SLASH)
			return take(s, r, arg, slash, NULL);
	return fail(s, -EINVAL, "%s takes no /%s", c->name, shown(slash).text);
}

static int check_complete(struct session *s, const struct reading *r)
{
	const struct arg *next = r->next;
	char complaint[128];

	if (!argument_missing(next, next && arg_given(r->args, next->type)))
		return 0;
	snprintf(complaint, sizeof(complaint), _("%s needs %s"),
		 r->command->name, next->name);
	return fail_usage(s, r->command, complaint);
}

int arguments_read(struct session *s, const struct command *c,
		   const char *slash, struct args *args)
{
	struct reading r = { c, argument_first(c), { NULL, NULL }, args };
	int error = 0;

	*args = (struct args){
		.align = 1,
		.node = -1,
		.gfp = GFP_KERNEL,
		.prot = PAGE_KERNEL,
		.format = { .count = 1, .size = 4, .letter = 'x' },
		.count = 1,
		.seed = 1,
	};
	if (slash)
		error = take_slash(s, &r, slash);
	for (size_t i = 1; !error && i < s->words.nr; i++)
		error = take_word(s, &r, &s->words.word[i]);
	return error ? error : check_complete(s, &r);
}
