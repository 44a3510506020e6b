/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene_step.c - the step under view in words.
 *
 * Once a command, for drawing neither allocates nor looks back along a record.
 */
#include "view/scene/scene_step.h"

#include <stdio.h>
#include <string.h>

#include "session/line/expression.h"

/* A stream over a text; without memory for it the text stays empty. */
static FILE *open_text(char *text, size_t size)
{
	text[0] = '\0';
	return fmemopen(text, size, "w");
}

static void close_text(FILE *to, char *text, size_t size)
{
	fclose(to);
	text[size - 1] = '\0';
}

static void say_value(const struct record_var *var, char *text)
{
	FILE *to = open_text(text, SCENE_VALUE);

	if (!to)
		return;
	if (step_is_object(var->kind))
		step_print_value(to, var->kind, var->value);
	else
		record_var_print(to, var);
	close_text(to, text, SCENE_VALUE);
}

static void say_object(const struct record_var *var, char *text)
{
	FILE *to;

	text[0] = '\0';
	if (!step_is_object(var->kind) || !var->value)
		return;
	to = open_text(text, SCENE_VALUE);
	if (!to)
		return;
	step_print_object(to, var->kind, var->value, var->detail);
	close_text(to, text, SCENE_VALUE);
}

static void say_var(const struct stepper_var *from, struct scene_var *var)
{
	var->name = from->var.name;
	var->since = from->since;
	var->told = from->told;
	var->before[0] = '\0';
	say_value(&from->var, var->value);
	say_object(&from->var, var->object);
	if (from->since)
		say_value(&from->before, var->before);
}

static void say_why(const struct session *s, const struct record_step *step,
		    char *text)
{
	struct inspector in = session_inspector(s);
	FILE *to = open_text(text, SCENE_WHY);

	if (!to)
		return;
	record_print_why(step, &in, to);
	close_text(to, text, SCENE_WHY);
}

/* Free blocks, a PTE, a node of the tree; else areas. */
static enum pane find_picture(const struct scene *scene,
			      const struct record_step *step)
{
	static const char *const of_pages[] = { "buddy.c", "page_alloc.c" };

	for (size_t i = 0; i < sizeof(of_pages) / sizeof(*of_pages); i++)
		if (!strcmp(step_file(step->point), of_pages[i]))
			return PANE_FRAMES;
	for (unsigned int i = 0; i < scene->nr_marks; i++)
		if (scene->mark[i].kind == MARK_PTE)
			return PANE_TABLES;
	for (unsigned int i = 0; i < step->nr_vars; i++)
		if (step->var[i].kind == STEP_NODE && step->var[i].value)
			return PANE_TREE;
	return PANE_AREAS;
}

void scene_step_update(struct scene *scene)
{
	const struct session *s = scene->s;
	struct scene_step *to = &scene->step;
	struct stepper_var var[STEPPER_VARS];
	struct record_step step;

	if (!stepper_on(s))
		return;
	stepper_step(s, &step);
	to->number = s->stepper.at + 1;
	to->of = record_steps(s->stepper.record);
	to->last = record_last(s->stepper.record) + 1;
	to->file = step_file(step.point);
	to->function = step.point->function;
	to->line = stepper_line(s, step.point);
	say_why(s, &step, to->why);
	to->nr_vars = stepper_vars(s, var);
	for (unsigned int i = 0; i < to->nr_vars; i++)
		say_var(&var[i], &to->var[i]);
	to->picture = find_picture(scene, &step);
	for (unsigned int i = 0; i < RECORD_COUNTERS; i++)
		to->count[i] = stepper_count(s, i);
}
