/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - the stack of scripts.
 */
#include "session/line/script.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void close_script(FILE *file)
{
	if (file != stdin)
		fclose(file);
}

/* One that sources itself twice would take its depth's power of two. */
static bool is_being_read(const struct session *s, FILE *file)
{
	struct stat new, open;

	if (fileno(file) < 0 || fstat(fileno(file), &new) ||
	    !S_ISREG(new.st_mode))
		return false;
	for (const struct script *t = s->script; t; t = t->outer)
		if (fileno(t->file) >= 0 && !fstat(fileno(t->file), &open) &&
		    open.st_dev == new.st_dev && open.st_ino == new.st_ino)
			return true;
	return false;
}

int script_push(struct session *s, FILE *file, const char *name)
{
	unsigned int depth = s->script ? s->script->depth + 1 : 1;
	struct script *script = NULL;

	if (is_being_read(s, file)) {
		close_script(file);
		return fail(s, -ELOOP,
			    "%s is being read: a script cannot source itself",
			    shown(name).text);
	}
	if (depth <= MAX_SCRIPTS)
		script = malloc(sizeof(*script) + strlen(name) + 1);
	if (!script) {
		close_script(file);
		if (depth > MAX_SCRIPTS)
			return fail(s, -ELOOP,
				    "scripts are nested more than %d deep",
				    MAX_SCRIPTS);
		return fail_memory(s);
	}
	*script = (struct script){ .outer = s->script,
				   .file = file,
				   .depth = depth };
	strcpy(script->name, name);
	s->script = script;
	return 0;
}

int script_push_text(struct session *s, const char *text, size_t len,
		     const char *name, unsigned long line)
{
	char *copy = strndup(text, len);
	FILE *file = copy ? fmemopen(copy, len, "r") : NULL;
	int error = file ? script_push(s, file, name) : fail_memory(s);

	if (error) {
		free(copy);
		return error;
	}
	s->script->text = copy;
	s->script->line = line - 1;
	return 0;
}

int script_push_page(struct session *s, const char *text, size_t len,
		     const char *name, unsigned long line)
{
	int error = script_push_text(s, text, len, name, line);

	if (!error)
		s->script->page = true;
	return error;
}

enum asker script_asker(const struct session *s)
{
	enum asker asker = ASKED_BY_PERSON;

	for (const struct script *t = s->script; t && t->depth > s->asked.depth;
	     t = t->outer) {
		if (t->page)
			return ASKED_BY_PAGE;
		if (t->file != stdin && asker != ASKED_BY_SCRIPT)
			asker = t->argument ? ASKED_BY_ARGUMENT
					    : ASKED_BY_SCRIPT;
	}
	return asker;
}

bool script_runs(const struct session *s)
{
	return s->script && s->script->depth > s->asked.depth;
}

void script_pop(struct session *s)
{
	struct script *script = s->script;

	s->script = script->outer;
	close_script(script->file);
	free(script->text);
	free(script);
}

void scripts_close(struct session *s)
{
	while (script_runs(s))
		script_pop(s);
}
