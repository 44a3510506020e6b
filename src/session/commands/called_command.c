/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * called_command.c - reading and recording a call that another command makes.
 */
#include "session/commands/called_command.h"

#include <errno.h>
#include <string.h>

#include "text/clean_text.h"
#include "session/line/argument.h"
#include "session/session.h"
#include "session/stepping/step_record.h"

/* @name = stands in the call; it belongs before the command around that. */
static int name_in_call(struct session *s, const char *outer, const char *name)
{
	const struct command *c = command_find(outer, strcspn(outer, "/"));

	return c->returns
		       ? fail(s, -EINVAL, "the name comes first: %s = %s CALL",
			      shown(name).text, c->name)
		       : fail(s, -EINVAL,
			      "%s returns no value that could be named %s",
			      c->name, shown(name).text);
}

static int find_inner(struct session *s, const char *outer, unsigned int flags,
		      const struct command **command, const char **slash)
{
	const unsigned int never = COMMAND_REBOOTS | COMMAND_CALLS;
	const char *word = s->words.word[0];
	size_t len = strcspn(word, "/");
	const struct command *c = command_find(word, len);

	*slash = word[len] ? word + len + 1 : NULL;
	*command = c;
	if (!c && s->words.nr > 1 && *s->words.word[1] == '=')
		return name_in_call(s, outer, word);
	if (!c)
		return command_unknown(s, word);
	if (!flags && c->flags & never)
		return fail(s, -EINVAL,
			    "%s is not a single call: what it returns cannot "
			    "be predicted",
			    c->name);
	if ((flags && !(c->flags & flags)) || c->flags & never)
		return fail(s, -EINVAL,
			    "%s has no steps: only single calls into the "
			    "kernel have steps",
			    c->name);
	return 0;
}

int called_command_read(struct session *s, size_t first, size_t nr,
			unsigned int flags, struct called_command *call)
{
	const char *outer = s->words.word[0], *slash;
	int error;

	s->words.word += first;
	s->words.nr = nr;
	error = find_inner(s, outer, flags, &call->command, &slash);
	if (error)
		return error;
	memory_stream_reset(&s->canonical);
	return arguments_read(s, call->command, slash, &call->args);
}

int called_command_recorded(struct session *s,
			    const struct called_command *call,
			    struct value *value, bool *lost)
{
	int error;

	if (!s->record)
		s->record = record_new(RECORD_SIZE);
	if (!s->record)
		return fail_memory(s);
	record_begin(s->record, s->k);
	error = call->command->run(s, &call->args, value);
	*lost = record_end(s->record, s->k) != 0;
	return error;
}
