/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source_keys.c - the moves through a call, as keys.
 *
 * gdb's letters where it has any; a capital, or the letter beside, goes the
 * same way back. While a call is stepped through they are these in every pane,
 * so that one can watch the tree, say, and step on.
 */
#include <stdio.h>

#include "view/screen/key_bindings.h"
#include "view/source/source_internal.h"

/* Keys that are a command as it stands, while there is something to move in. */
#define MOVE(name, command)                                                    \
	static bool name(const struct scene *scene, char *line, size_t size)   \
	{                                                                      \
		snprintf(line, size, "%s", command);                           \
		return stepper_on(scene->s);                                   \
	}

MOVE(next, "next")
MOVE(into, "step")
MOVE(finish, "finish")
MOVE(back_next, "reverse-next")
MOVE(back_step, "reverse-step")
MOVE(back_finish, "reverse-finish")
MOVE(go_on, "continue")
MOVE(go_back, "reverse-continue")
MOVE(next_visit, "advance")
MOVE(visit_before, "reverse-advance")
MOVE(next_hole, "advance hole")
MOVE(hole_before, "reverse-advance hole")
MOVE(to_start, "goto start")
MOVE(to_end, "goto end")
MOVE(ask_number, "goto ")
MOVE(leave, "leave")

/* The next step, or the last command of the log again, from its first one. */
static bool step_or_begin(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "step");
	return stepper_on(scene->s) || scene->s->log.at;
}

/* A stop at this line, or none any more. */
static bool toggle_break(const struct scene *scene, char *line, size_t size)
{
	const struct scene_step *step = &scene->step;
	unsigned int number;

	if (!stepper_on(scene->s))
		return false;
	number = breakpoint_at_line(scene->s, step->file, step->line);
	if (number)
		snprintf(line, size, "delete %u", number);
	else
		snprintf(line, size, "break %s:%u", step->file, step->line);
	return true;
}

/* Steps follow each other by themselves, until the same key is pressed. */
static bool play(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, scene->look->play > 0 ? "play stop" : "play");
	return stepper_on(scene->s);
}

static bool play_back(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, scene->look->play < 0 ? "play stop" : "play back");
	return stepper_on(scene->s);
}

/* The most useful first: a narrow footer ends early. */
static const struct view_key moves[] = {
	{ 'n', "next", "Go to the next step, over calls", NULL, next },
	{ 's', "into", "Go to the next step, into calls", NULL, into },
	{ 'f', "out", "Go on until this function has returned", NULL, finish },
	{ 'p', "back", "Go back one step, over calls", NULL, back_next },
	{ 'S', "back", "Go back one step, into calls", NULL, back_step },
	{ 'F', "back", "Go back to before this function was called", NULL,
	  back_finish },
	{ 'h', "hole", "Go on to where the next hole is tried", NULL,
	  next_hole },
	{ '>', "play", "Let the steps follow by themselves, or stop", NULL,
	  play },
	{ 'b', "break", "Stop at this line from now on, or no longer", NULL,
	  toggle_break },
	{ 'c', "go on", "Go on to the next breakpoint, or to the end", NULL,
	  go_on },
	{ 'g', "goto", "Go to a step by its number", NULL, ask_number },
	{ '[', NULL, "Go to the first step", NULL, to_start },
	{ ']', NULL, "Go to the end of the call", NULL, to_end },
	{ 'a', NULL, "Go on to the next visit of this line", NULL, next_visit },
	{ 'A', NULL, "Go back to the visit of this line before", NULL,
	  visit_before },
	{ 'H', NULL, "Go back to where the hole before was tried", NULL,
	  hole_before },
	{ 'C', NULL, "Go back to the breakpoint before, or to the first step",
	  NULL, go_back },
	{ '<', NULL, "Let the steps go back by themselves, or stop", NULL,
	  play_back },
	{ 0, NULL, NULL, NULL, NULL },
};

const struct view_key *stepping_keys(const struct scene *scene)
{
	return !scene || stepper_on(scene->s) ? moves : NULL;
}

/* What the source pane has besides. */
const struct view_key source_keys[] = {
	{ 's', "step", "Step through the last command", NULL, step_or_begin },
	{ 'q', "leave", "Leave the call: the machine goes to its end", NULL,
	  leave },
	{ VKEY_RIGHT, NULL, "Go to the next step, into calls", NULL,
	  step_or_begin },
	{ VKEY_LEFT, NULL, "Go back one step, into calls", NULL, back_step },
	{ VKEY_DOWN, NULL, "Go to the next step, over calls", NULL, next },
	{ VKEY_UP, NULL, "Go back one step, over calls", NULL, back_next },
	{ VKEY_HOME, NULL, "Go to the first step", NULL, to_start },
	{ VKEY_END, NULL, "Go to the end of the call", NULL, to_end },
	{ 0, NULL, NULL, NULL, NULL },
};
