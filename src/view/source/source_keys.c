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
#include "translate.h"

/* A stop at this line, or no longer. */
static bool toggle_break(const struct scene *scene, char *line, size_t size)
{
	const struct scene_step *step = &scene->step;
	unsigned int number =
		breakpoint_at_line(scene->s, step->file, step->line);

	if (number)
		snprintf(line, size, "delete %u", number);
	else
		snprintf(line, size, "break %s:%u", step->file, step->line);
	return true;
}

/* Steps follow each other by themselves, until the same key is pressed. */
static bool play(const struct scene *scene, int by, char *line, size_t size)
{
	snprintf(line, size, "play%s",
		 scene->look->play == by ? " stop"
		 : by < 0		 ? " back"
					 : "");
	return true;
}

/* There q goes back to another pane. */
static bool is_elsewhere(const struct scene *scene)
{
	return scene->look->focus != PANE_SOURCE;
}

/* The most useful first: a narrow footer ends early. */
static const struct view_key moves[] = {
	{ 'n', N_("next"), N_("Go to the next step, over calls"),
	  .line = "next" },
	{ 's', N_("into"), N_("Go to the next step, into calls"),
	  .line = "step" },
	{ 'p', N_("back"), N_("Go back one step, over calls"),
	  .line = "reverse-next" },
	{ 'S', N_("back"), N_("Go back one step, into calls"),
	  .line = "reverse-step" },
	{ 'F', N_("back"), N_("Go back to before this function was called"),
	  .line = "reverse-finish" },
	{ 'Q', N_("leave"), N_("Leave the call: the machine goes to its end"),
	  .line = "leave", .when = is_elsewhere },
	{ 'f', N_("out"), N_("Go on until this function has returned"),
	  .line = "finish" },
	{ 'Q', NULL, N_("Leave the call: the machine goes to its end"),
	  .line = "leave" },
	{ 'h', N_("hole"), N_("Go on to where the next hole is tried"),
	  .line = "advance hole" },
	{ '>', N_("play"), N_("Let the steps follow by themselves, or stop"),
	  .move = play, .by = 1 },
	{ 'b', N_("break"), N_("Stop at this line from now on, or no longer"),
	  .answer = toggle_break },
	{ 'c', N_("go on"), N_("Go on to the next breakpoint, or to the end"),
	  .line = "continue" },
	{ 'g', N_("goto"), N_("Go to a step by its number"), .line = "goto " },
	{ '[', NULL, N_("Go to the first step"), .line = "goto start" },
	{ ']', NULL, N_("Go to the end of the call"), .line = "goto end" },
	{ 'a', NULL, N_("Go on to the next visit of this line"),
	  .line = "advance" },
	{ 'A', NULL, N_("Go back to the visit of this line before"),
	  .line = "reverse-advance" },
	{ 'H', NULL, N_("Go back to where the hole before was tried"),
	  .line = "reverse-advance hole" },
	{ 'C', NULL,
	  N_("Go back to the breakpoint before, or to the first step"),
	  .line = "reverse-continue" },
	{ '<', NULL, N_("Let the steps go back by themselves, or stop"),
	  .move = play, .by = -1 },
	{ .key = 0 },
};

const struct view_key *stepping_keys(const struct scene *scene)
{
	return !scene || stepper_on(scene->s) ? moves : NULL;
}

/* What the source pane has besides. */
const struct view_key source_keys[] = {
	{ 's', N_("step"), N_("Step through the last command"), .line = "step",
	  .when = key_can_begin },
	{ 'q', N_("leave"), N_("Leave the call: the machine goes to its end"),
	  .line = "leave", .when = key_can_step },
	{ 't', N_("tree"), N_("Go to the tree pane; steps go on there, too"),
	  .line = "focus tree" },
	{ VKEY_RIGHT, NULL, N_("Go to the next step, into calls"),
	  .line = "step", .when = key_can_begin },
	{ VKEY_LEFT, NULL, N_("Go back one step, into calls"),
	  .line = "reverse-step", .when = key_can_step },
	{ VKEY_DOWN, NULL, N_("Go to the next step, over calls"),
	  .line = "next", .when = key_can_step },
	{ VKEY_UP, NULL, N_("Go back one step, over calls"),
	  .line = "reverse-next", .when = key_can_step },
	{ VKEY_HOME, NULL, N_("Go to the first step"), .line = "goto start",
	  .when = key_can_step },
	{ VKEY_END, NULL, N_("Go to the end of the call"), .line = "goto end",
	  .when = key_can_step },
	{ .key = 0 },
};
