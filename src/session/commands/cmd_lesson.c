/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_lesson.c - the command lesson: which one, turning its pages, checking it.
 *
 * It is not in the log; the commands of the pages are, each for itself.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <string.h>

#include "session/front.h"
#include "session/lesson/lesson.h"
#include "session/lesson/lesson_place.h"
#include "session/session.h"
#include "translate.h"

static int list(struct session *s)
{
	int error;

	/* First, where a small screen shows it, too. */
	if (!s->lesson && lesson_place_offer_kept(s, s->out.file))
		putc('\n', s->out.file);
	error = lesson_list(s, s->out.file);
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
	lesson_place_offer(l, l->at, s->out.file);
	lesson_end(s);
	return 0;
}

static int hold(struct session *s)
{
	if (s->lesson->turner == LESSON_READ)
		return fail(s, -EINVAL,
			    "the lesson is not being played; `lesson play` "
			    "plays it");
	s->lesson->turner = LESSON_PAUSED;
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
	{ "pause", hold },
};

static int run_lesson(struct session *s, const struct args *args,
		      struct value *value)
{
	const char *word = args->nr_words ? args->word[0] : NULL;

	(void)value;
	if (!word)
		return list(s);
	if (!strcmp(word, "play"))
		return lesson_play(s, args->nr_words > 1 ? args->word[1] : NULL,
				   arg_given(args, ARG_COUNT) ? args->count
							      : 1);
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

/* ---- Checking ---- */

static int check(struct session *s, const char *name, int *problems)
{
	int found = s->front->lesson_check(s, name);

	if (found == -EINTR)
		return fail(s, found, "interrupted");
	if (found < 0)
		return fail_memory(s);
	*problems += found;
	return 0;
}

static int run_check(struct session *s, const struct args *args,
		     struct value *value)
{
	int problems = 0, error = 0;

	(void)value;
	if (!s->front || !s->front->lesson_check)
		return fail(s, -ENOSYS, "there is no screen to check it on");
	for (uint32_t i = 1; i < args->nr_words && !error; i++)
		error = check(s, args->word[i], &problems);
	if (error)
		return error;
	s->reports = problems;
	if (problems)
		return fail(s, -EINVAL, "problems in lessons: %d", problems);
	fprintf(s->out.file, "%s\n",
		_("All of it fits and is on the screen, at 80x24 and at "
		  "60x20."));
	return 0;
}

static const struct command lesson_check_row = {
	.name = "lesson",
	.args = { { "check", ARG_WORD, 0, NULL },
		  { "NAME", ARG_WORD, ARG_REPEAT | ARG_LESSONS, NULL } },
	.run = run_check,
};

static const struct command lesson_play_row = {
	.name = "lesson",
	.flags = COMMAND_TRAVELS,
	.args = { { "play", ARG_WORD, 0, NULL },
		  { "NAME", ARG_WORD, ARG_OPTIONAL | ARG_LESSONS, NULL },
		  { "PAGE", ARG_COUNT, ARG_OPTIONAL, NULL } },
	.run = run_lesson,
};

/* No page is turned: a call that is stepped through goes on. */
static const struct command lesson_look_row = {
	.name = "lesson",
	.flags = COMMAND_LOOKS,
	.args = { { "play|pause", ARG_WORD, ARG_OPTIONAL, NULL } },
	.run = run_lesson,
};

static const struct command lesson_list_row = {
	.name = "lesson",
	.run = run_lesson,
};

static const struct command *lesson_now(const struct session *s,
					const struct command *c)
{
	const struct words *w = &s->words;

	if (w->nr < 2)
		return &lesson_list_row;
	if (!strcmp(w->word[1], "check"))
		return &lesson_check_row;
	if (!strcmp(w->word[1], "pause") ||
	    (!strcmp(w->word[1], "play") && w->nr == 2 && s->lesson))
		return &lesson_look_row;
	return strcmp(w->word[1], "play") ? c : &lesson_play_row;
}

const struct command lesson_commands[] = {
	{
		.name = "lesson",
		.flags = COMMAND_TRAVELS,
		.summary = N_("Read a lesson, page by page"),
		.help = N_("Without an argument it lists the lessons. NAME "
			   "starts one, at page PAGE if given; a NAME with a "
			   "slash is a file. `lesson next` shows a page and "
			   "runs its commands, `lesson back` goes back a page, "
			   "`lesson quit` ends the lesson. What you try "
			   "between two pages is undone when the next one "
			   "starts, and in a call that is stepped through you "
			   "are where the page left you. A page that stopped "
			   "at an error is run again.\n\n`lesson play [NAME "
			   "[PAGE]]` turns the pages by the clock, for a hall: "
			   "there is time to read, a call is stepped through, "
			   "a question waits a while and is then answered. "
			   "Without NAME and outside a lesson it plays all "
			   "lessons, again and again. `set speed` makes it "
			   "faster or slower; `lesson pause` and whatever you "
			   "try yourself stop it, `lesson play` goes "
			   "on.\n\n`lesson check "
			   "NAME...` reads lessons as a class would and says "
			   "with file and line what does not run, does not "
			   "fit, or is named but not on the screen."),
		.example = "lesson first-vmalloc\n"
			   "lesson next\n"
			   "lesson first-vmalloc 4\n"
			   "lesson quit",
		.args = { { "NAME|next|back|quit|play|pause|check", ARG_WORD,
			    ARG_OPTIONAL | ARG_LESSONS, NULL },
			  { "PAGE", ARG_COUNT, ARG_OPTIONAL, NULL } },
		.run = run_lesson,
		.now = lesson_now,
	},
	{ .name = NULL },
};
