/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_lesson.c - the command lesson: which one, and turning its pages.
 *
 * It is not in the log; the commands of the pages are, each for itself.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "session/session.h"
#include "translate.h"

static int list(struct session *s)
{
	int error = lesson_list(s, s->out.file);

	if (error == -ENOMEM)
		return fail_memory(s);
	if (error)
		return fail(s, error,
			    "no lessons found; set $VMSCOPE_DATA to the folder "
			    "that contains lessons/");
	fprintf(s->out.file, "\n%s\n",
		s->lesson ? _("`lesson next` continues, `lesson quit` ends it.")
			  : _("`lesson NAME` starts one."));
	return 0;
}

static int quit(struct session *s)
{
	const struct lesson *l = s->lesson;

	fprintf(s->out.file, _("left %s on page %u of %u\n"), l->name, l->at,
		l->nr);
	lesson_end(s);
	return 0;
}

/* What can be done with the lesson that is on. */
static const struct {
	const char *word;
	int (*run)(struct session *s);
} actions[] = {
	{ "next", lesson_next },
	{ "back", lesson_back },
	{ "quit", quit },
};

static int run_lesson(struct session *s, const struct args *args,
		      struct value *value)
{
	const char *word = args->nr_words ? args->word[0] : NULL;

	(void)value;
	if (!word)
		return list(s);
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (strcmp(word, actions[i].word))
			continue;
		if (arg_given(args, ARG_COUNT))
			return fail(s, -EINVAL, "`lesson %s` takes no page",
				    word);
		if (!s->lesson)
			return fail(
				s, -EINVAL,
				"no lesson is running; `lesson` lists them");
		return actions[i].run(s);
	}
	return arg_given(args, ARG_COUNT) ? lesson_jump(s, word, args->count)
					  : lesson_begin(s, word);
}

const struct command lesson_commands[] = {
	{
		.name = "lesson",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Read a lesson, page by page"),
		.help = N_("Without an argument it lists the lessons. NAME "
			   "starts one, at page PAGE if\ngiven; a NAME with a "
			   "slash is a file. `lesson next` shows a page and "
			   "runs its\ncommands, `lesson back` goes back a "
			   "page, `lesson quit` ends the lesson. What\nyou try "
			   "between two pages is undone when the next one "
			   "starts, and in a call\nthat is stepped through you "
			   "are where the page left you. A page that "
			   "stopped\nat an error is run again."),
		.example = "lesson first-vmalloc\n"
			   "lesson next\n"
			   "lesson first-vmalloc 4\n"
			   "lesson quit",
		.args = { { "NAME|next|back|quit", ARG_WORD,
			    ARG_OPTIONAL | ARG_LESSONS, NULL },
			  { "PAGE", ARG_COUNT, ARG_OPTIONAL, NULL } },
		.run = run_lesson,
	},
	{ .name = NULL },
};
