/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_script.c - many lines through the runner, answers into memory.
 *
 * The input's length picks how it is run: odd, as JSON; one in two of each, on
 * after errors. Each error must be one line on the one side and, with JSON, one
 * object on the other; without --keep-going there is one at most. Afterwards
 * the machine goes back to where it began and forth again: byte for byte.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "session/line/runner.h"
#include "inspect/memory_stream.h"
#include "session/time/timeline.h"

/* Sourcing itself must end long before that; see MAX_SCRIPTS. */
enum { OPENS = 24 };

static size_t count_lines(const struct memory_stream *text)
{
	size_t nr = 0;

	for (size_t i = 0; i < text->size; i++)
		nr += text->text[i] == '\n';
	return nr;
}

/* Every line of @out is an object. Return: those that tell an error */
static size_t count_json_errors(const struct memory_stream *out)
{
	const char *line = out->text, *end = line + out->size;
	size_t errors = 0;

	while (line < end) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		json_t *object, *error;

		must_hold(newline, "a line of JSON without its end");
		object = json_loadb(line, (size_t)(newline - line),
				    JSON_ALLOW_NUL, NULL);
		must_hold(json_is_object(object), "no JSON: %.*s",
			  (int)(newline - line), line);
		error = json_object_get(object, "error");
		must_hold(!error == json_is_true(json_object_get(object, "ok")),
			  "ok and error disagree");
		errors += error != NULL;
		json_decref(object);
		line = newline + 1;
	}
	return errors;
}

static void check_streams(const struct runner *r,
			  const struct memory_stream *out,
			  const struct memory_stream *err)
{
	size_t errors = count_lines(err);

	must_hold(r->failed == (errors != 0), "%zu errors, but failed is %d",
		  errors, r->failed);
	must_hold(r->keep_going || errors <= 1, "%zu errors without -k",
		  errors);
	if (r->json && !*r->s->interrupted)
		must_hold(count_json_errors(out) == errors,
			  "%zu errors on stderr, other ones in the JSON",
			  errors);
}

static void run(struct session *s, const uint8_t *data, size_t size)
{
	struct memory_stream out, err;
	struct runner r = {
		.s = s,
		.json = size & 1,
		.keep_going = size & 2,
	};

	must_hold(!memory_stream_open(&out) && !memory_stream_open(&err),
		  "out of memory");
	r.out = out.file;
	r.err = err.file;
	disk_insert(data, size, OPENS);
	runner_line(&r, "-c", 1, "source " DISK_FILE,
		    strlen("source " DISK_FILE));
	must_hold(!memory_stream_text(&out) && !memory_stream_text(&err),
		  "out of memory");
	check_streams(&r, &out, &err);
	memory_stream_close(&out);
	memory_stream_close(&err);
}

/* Long work may be stopped on its way. */
static void travel(struct session *s, uint32_t n)
{
	int error = timeline_goto(s, n);

	must_hold(!error || *s->interrupted, "goto %u: %s", n, s->message);
}

static void must_come_back(struct session *s, const uint8_t *data, size_t size)
{
	uint64_t hash = machine_hash(s->k->m);
	uint32_t at = s->log.at;

	start_watch();
	disk_insert(data, size, OPENS * OPENS);
	travel(s, 0);
	travel(s, at);
	must_hold(*s->interrupted || machine_hash(s->k->m) == hash,
		  "back and forth again it is another machine");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session *s = start_session("mem=16M");

	run(s, data, size);
	stepper_leave(s);
	must_be_sound(s->k);
	must_come_back(s, data, size);
	session_free(s);
	return 0;
}
