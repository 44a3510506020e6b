/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.c - what the real kernel did, done again by src/kernel.
 *
 * Usage: replay FILE...
 *
 * Each file is a trace of the real kernel's allocators (replay.h). Prints
 * `FILE: N results agree`; ends with status 1 at the first difference, or at
 * the first line that makes no sense.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"

void trace_free(struct trace *t)
{
	record_free(t->record);
	kernel_free(t->k);
	free(t->sink);
	free(t->ids.slot);
	free(t->line);
	free(t->text);
}

const char *const versions_2_6_32[] = { "v2.6.32", "v2.6.33", NULL };

static bool is_of(const char *version, const char *const *versions)
{
	while (*versions && strncmp(version, *versions, strlen(*versions)))
		versions++;
	return *versions;
}

/* A comment; the one that starts with the version is the header. */
static int comment_line(struct trace *t, const char *line)
{
	static const struct dialect *const dialects[] = {
		&virtual_dialect, &cached_dialect, &virtual_6_1_dialect,
		&map_ram_dialect, &buddy_dialect,  &kmap_dialect
	};
	static const char start[] = "# version=";
	const char *version = line + strlen(start);
	uint32_t value[MAX_VALUES];
	bool known = false;

	if (strncmp(line, start, strlen(start)))
		return 0;
	if (t->dialect)
		return refuse(t, "a second header");
	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++) {
		if (!is_of(version, dialects[i]->versions))
			continue;
		known = true;
		if (match(line, dialects[i]->header, value)) {
			t->dialect = dialects[i];
			return t->dialect->begin(t, value);
		}
	}
	return known ? refuse(t, "cannot read this header")
		     : refuse(t, "not of a kernel that is modelled here");
}

static const struct statement *find_statement(const struct dialect *dialect,
					      const char *line)
{
	const struct statement *s = dialect->statements;
	size_t length = strcspn(line, " ");
	uint32_t value[MAX_VALUES];
	char word[32] = "";

	if (length < sizeof(word))
		memcpy(word, line, length);
	while (s->form && !match(word, s->form, value))
		s++;
	return s->form ? s : NULL;
}

static int replay_line(struct trace *t, char *line)
{
	const struct statement *s;

	if (line[0] == '#')
		return comment_line(t, line);
	if (!t->dialect)
		return refuse(t, "no header line before this one");
	if (line[0] == ' ' && t->dialect->steps)
		return steps_line(t, line);
	s = find_statement(t->dialect, line);
	if (!s)
		return refuse(t, "cannot read \"%.64s\"", line);
	if (s->op)
		return run_operation(t, line, s->op);
	if (t->pending_steps)
		return refuse(t, "the steps before this line have no result");
	return s->run(t, line);
}

/* At the end: nothing is left open, and something was done at all. */
static int replay_end(struct trace *t)
{
	t->at = t->nr_lines ? t->nr_lines - 1 : 0;
	if (!t->dialect)
		return refuse(t, "no header line");
	if (t->pending_steps)
		return refuse(t, "steps without a result");
	if (!t->operations)
		return refuse(t, "a trace without operations");
	printf("%s: %zu results agree", t->file, t->results);
	if (t->steps)
		printf(", and %zu steps", t->steps);
	putchar('\n');
	return 0;
}

/* By its name, or by any line that is about steps. */
static bool has_steps(const struct trace *t)
{
	bool found = strstr(t->file, ".steps");

	for (size_t i = 0; i < t->nr_lines && !found; i++)
		found = t->line[i][0] == ' ' || !strncmp(t->line[i], "op ", 3);
	return found;
}

static int replay(const char *file)
{
	struct trace t;
	int result = trace_read(&t, file);

	t.stepped = !result && has_steps(&t);

	for (t.at = 0; !result && t.at < t.nr_lines; t.at++)
		result = replay_line(&t, t.line[t.at]);
	if (!result)
		result = replay_end(&t);
	trace_free(&t);
	return result;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "Usage: replay FILE...\n");
		return 2;
	}
	for (int i = 1; i < argc; i++)
		if (replay(argv[i]))
			return 1;
	return 0;
}
