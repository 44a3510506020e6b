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

static int list(struct session *s)
{
	int error = lesson_list(s, s->out.file);

	if (error == -ENOMEM)
		return fail_memory(s);
	if (error)
		return fail(s, error,
			    "no lessons found; $VMSCOPE_DATA names the folder "
			    "that has lessons/ in it");
	fprintf(s->out.file, "\n%s\n",
		s->lesson ? "`lesson next` goes on, `lesson quit` leaves."
			  : "`lesson NAME` begins one.");
	return 0;
}

static int quit(struct session *s)
{
	const struct lesson *l = s->lesson;

	fprintf(s->out.file, "left %s on page %u of %u\n", l->name, l->at,
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
		if (!s->lesson)
			return fail(s, -EINVAL,
				    "no lesson is on; `lesson` lists them");
		return actions[i].run(s);
	}
	return lesson_begin(s, word);
}

const struct command lesson_commands[] = {
	{
		.name = "lesson",
		.flags = COMMAND_TRAVELS,
		.summary = "Read a lesson, page by page",
		.help = "Alone it lists the lessons. NAME begins one, or a "
			"file if there is a slash in\nit; then `lesson next` "
			"shows a page and runs its commands, `lesson back` "
			"goes\none back, `lesson quit` leaves. What you try "
			"between two pages is taken back\nwhen the next one "
			"begins. A page that stopped at an error comes again.",
		.example = "lesson first-vmalloc\n"
			   "lesson next\n"
			   "lesson quit",
		.args = { { "NAME|next|back|quit", ARG_WORD,
			    ARG_OPTIONAL | ARG_LESSONS, NULL } },
		.run = run_lesson,
	},
	{ .name = NULL },
};
