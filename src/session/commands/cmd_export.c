/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_export.c - pictures for other people, and memory for a debugger.
 *
 * A picture is a function of machine and look. So the picture of a step is had
 * by going there and painting; afterwards the session stands where it stood.
 */
#include "session/commands/cmd_export.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "session/commands/cmd_stepping.h"
#include "session/dump/elf_core.h"
#include "session/dump/elf_symbols.h"
#include "session/files/output_folder.h"
#include "session/front.h"
#include "session/generations/generations.h"
#include "session/line/script.h"
#include "session/session.h"
#include "translate.h"

/* Beside pictures, a comparison's table, and memory for a debugger. */
enum { EXPORT_CSV = 100, EXPORT_CORE, EXPORT_SYMBOLS };

const struct choice export_formats[] = {
	{ "text", PICTURE_TEXT }, { "ansi", PICTURE_ANSI },
	{ "svg", PICTURE_SVG },	  { "html", PICTURE_HTML },
	{ "cast", PICTURE_CAST }, { "csv", EXPORT_CSV },
	{ "core", EXPORT_CORE },  { "symbols", EXPORT_SYMBOLS },
	{ .name = NULL },
};

/* Of files that hold one picture each. */
static const char *const extensions[] = {
	[PICTURE_TEXT] = "txt",
	[PICTURE_ANSI] = "ansi",
	[PICTURE_SVG] = "svg",
	[PICTURE_CAST] = NULL,
};

/* What is to be written. */
struct handout {
	struct picture picture;
	bool steps; /* a picture of each of them; else of what there is */
	uint32_t from, to; /* numbers of the steps, from 0 */

	/* Where to; -: it is the answer. */
	const char *name;
	struct memory_stream text;   /* one picture */
	struct output file;	     /* or */
	struct output_folder folder; /* a file for each */
	uint64_t size;		     /* bytes of the file so far */
};

/* ---- What is wanted ---- */

enum { MAX_WIDTH = 500, MAX_HEIGHT = 300 };

static int read_size(struct session *s, const char *word, struct picture *p)
{
	char *end;
	unsigned long width = strtoul(word, &end, 10), height = 0;

	if (*end == 'x')
		height = strtoul(end + 1, &end, 10);
	if (*end || !width || !height || width > MAX_WIDTH ||
	    height > MAX_HEIGHT)
		return fail(s, -EINVAL,
			    "%s is neither a pane nor a size; a size is 80x24, "
			    "up to %dx%d",
			    word, MAX_WIDTH, MAX_HEIGHT);
	p->width = (int)width;
	p->height = (int)height;
	return 0;
}

static int add_pane(struct session *s, enum pane pane, struct picture *p)
{
	for (unsigned int i = 0; i < p->nr_panes; i++)
		if (p->pane[i] == pane)
			return fail(s, -EINVAL, "%s is listed twice",
				    pane_names()[pane].name);
	if (p->nr_panes == PANE_LIST_MOST)
		return fail(s, -E2BIG, "a picture has room for %d panes",
			    PANE_LIST_MOST);
	p->pane[p->nr_panes++] = pane;
	return 0;
}

static int read_part(struct session *s, const char *word, struct picture *p)
{
	enum pane pane = pane_find(word, strlen(word));

	if (pane < PANES)
		return add_pane(s, pane, p);
	return strcmp(word, "screen") ? read_size(s, word, p) : 0;
}

/* "3-9", "3-end", "3" */
static int read_steps(struct session *s, const char *word, struct handout *h)
{
	const char *dash = word ? strchr(word, '-') : NULL;
	char first[32];
	int error = stepping_check(s);

	h->steps = true;
	if (error)
		return error;
	if (!word || *word == '-' || (dash && !dash[1]))
		return fail(s, -EINVAL,
			    "steps needs their numbers, as in `steps 1-9` or "
			    "`steps 1-end`");
	snprintf(first, sizeof(first), "%.*s",
		 (int)(dash ? dash - word : (ptrdiff_t)strlen(word)), word);
	error = stepping_read_step(s, first, &h->from);
	h->to = h->from;
	if (!error && dash)
		error = stepping_read_step(s, dash + 1, &h->to);
	if (!error && h->to < h->from)
		error = fail(s, -EINVAL,
			     "steps %s: the last one comes before the first",
			     shown(word).text);
	return error;
}

static int read_handout(struct session *s, const struct args *args,
			struct handout *h)
{
	int error = 0;

	*h = (struct handout){
		.picture = {
			.format = (enum picture_format)args->choice,
			.width = s->look.columns ? s->look.columns : 80,
			.height = s->look.lines ? s->look.lines : 24,
			.number = 1,
			.of = 1,
		},
		.name = args->file,
	};
	for (uint32_t i = 0; i < args->nr_words && !error; i++) {
		if (strcmp(args->word[i], "steps"))
			error = read_part(s, args->word[i], &h->picture);
		else
			error = read_steps(
				s, ++i < args->nr_words ? args->word[i] : NULL,
				h);
	}
	return error;
}

/* ---- Where it goes ---- */

static bool is_answer(const struct handout *h)
{
	return !strcmp(h->name, "-");
}

static bool is_folder(const struct handout *h)
{
	return h->steps && extensions[h->picture.format];
}

/* Colours are sequences for a terminal, which a stranger sends none. */
static int open_answer(struct session *s, const struct handout *h)
{
	if (is_folder(h))
		return fail(s, -EINVAL,
			    "pictures of steps go into a directory; name one "
			    "instead of -");
	s->raw = h->picture.format == PICTURE_ANSI;
	if (s->raw && script_asker(s) == ASKED_BY_PAGE)
		return fail(s, -EPERM,
			    "a page of a lesson has no colours to export; it "
			    "may `export text -`");
	return 0;
}

static int open_handout(struct session *s, struct handout *h)
{
	if (is_answer(h))
		return open_answer(s, h);
	if (!is_folder(h))
		return output_open(s, &h->file, h->name, false);
	h->folder = (struct output_folder){
		.name = h->name,
		.extension = extensions[h->picture.format],
		.from = h->from + 1,
		.to = h->to + 1,
	};
	return output_folder_open(s, &h->folder);
}

static int write_file(struct session *s, struct handout *h)
{
	int error =
		atomic_file_write(&h->file.file, h->text.text, h->text.size);

	h->size += h->text.size;
	return error ? output_fail(s, h->name, error) : 0;
}

/* @step: its number, from 0 */
static int write_picture(struct session *s, struct handout *h, uint32_t step)
{
	bool answer = is_answer(h);
	int error;

	memory_stream_reset(&h->text);
	error = s->front->picture(s, &h->picture,
				  answer ? s->out.file : h->text.file);
	if (!error)
		error = memory_stream_text(&h->text);
	if (error)
		return fail_memory(s);
	if (answer)
		return 0;
	if (!is_folder(h))
		return write_file(s, h);
	return output_folder_add(s, &h->folder, step + 1, h->text.text,
				 h->text.size);
}

static int close_handout(struct session *s, struct handout *h, int error)
{
	if (is_answer(h))
		return error;
	if (is_folder(h))
		output_folder_close(&h->folder, error);
	else if (!error)
		error = output_close(s, &h->file, 0, h->size);
	else
		atomic_file_close(&h->file.file, error, 0);
	return error;
}

/* ---- Each step ---- */

/* A step is always reached from the one before. */
static int write_steps(struct session *s, struct handout *h)
{
	struct stepper *st = &s->stepper;
	uint32_t at = st->at;
	uint64_t seen = st->seen;
	int error = 0;

	h->picture.number = 0;
	h->picture.of = h->to - h->from + 1;
	for (uint32_t i = h->from ? h->from - 1 : 0; i <= h->to && !error;
	     i++) {
		stepper_goto(s, i);
		if (i < h->from)
			continue;
		h->picture.number++;
		error = session_goes_on(s, i - h->from, h->picture.of)
				? write_picture(s, h, i)
				: fail(s, -EINTR, "interrupted");
	}
	stepper_goto(s, at);
	st->seen = seen;
	return error;
}

static int write_pictures(struct session *s, struct handout *h)
{
	int error = open_handout(s, h);

	if (error)
		return error;
	error = h->steps ? write_steps(s, h) : write_picture(s, h, 0);
	return close_handout(s, h, error);
}

/* ---- The command ---- */

static void say_written(struct session *s, const struct handout *h)
{
	const struct picture *p = &h->picture;
	uint32_t nr = h->to - h->from + 1;

	fprintf(s->out.file, _("%s: "), shown(h->name).text);
	if (h->steps)
		fprintf(s->out.file, ngettext("%u step, ", "%u steps, ", nr),
			nr);
	for (unsigned int i = 0; i < p->nr_panes; i++)
		fprintf(s->out.file, "%s%s", i ? _(", ") : "",
			_(pane_names()[p->pane[i]].title));
	if (!p->nr_panes)
		fputs(_("the screen"), s->out.file);
	fprintf(s->out.file, _(", %dx%d cells\n"), p->width, p->height);
}

static int export_pictures(struct session *s, const struct args *args)
{
	struct handout h;
	int error = read_handout(s, args, &h);

	if (error)
		return error;
	if (!s->front || !s->front->picture)
		return fail(s, -ENOSYS, "there is no picture to export");
	if (memory_stream_open(&h.text))
		return fail_memory(s);
	error = write_pictures(s, &h);
	if (!error && !is_answer(&h))
		say_written(s, &h);
	memory_stream_close(&h.text);
	return error;
}

static int export_memory(struct session *s, const struct args *args)
{
	bool core = args->choice == EXPORT_CORE;
	struct output f;
	uint64_t size = 0;
	uint32_t nr = 0;
	int error;

	if (args->nr_words)
		return fail(s, -EINVAL,
			    "%s is for pictures; a core has the whole memory",
			    shown(args->word[0]).text);
	if (!strcmp(args->file, "-"))
		return fail(s, -EINVAL,
			    "memory goes into a file; name one instead of -");
	error = output_open(s, &f, args->file, false);
	if (error)
		return error;
	error = core ? elf_core_write(s->k, &f.file, &size, &nr)
		     : elf_symbols_write(s->k, &f.file, &size, &nr);
	error = output_close(s, &f, error, size);
	if (error)
		return error;
	fprintf(s->out.file,
		core ? ngettext("%s: %u piece of the address space\n",
				"%s: %u pieces of the address space\n", nr)
		     : ngettext("%s: %u symbol\n", "%s: %u symbols\n", nr),
		shown(args->file).text, nr);
	return 0;
}

static int write_table(struct session *s, const struct args *args)
{
	struct memory_stream text;
	int error;

	if (memory_stream_open(&text))
		return fail_memory(s);
	generations_print_csv(s->generations, text.file);
	error = output_text(s, args->file, &text);
	memory_stream_close(&text);
	if (!error)
		fprintf(s->out.file, _("%s: a line for each command\n"),
			shown(args->file).text);
	return error;
}

static int export_table(struct session *s, const struct args *args)
{
	if (args->nr_words)
		return fail(s, -EINVAL,
			    "%s is for pictures; csv has the last comparison",
			    shown(args->word[0]).text);
	if (!s->generations)
		return fail(s, -EINVAL,
			    "csv has what `compare allocators` found: compare "
			    "first");
	if (strcmp(args->file, "-"))
		return write_table(s, args);
	generations_print_csv(s->generations, s->out.file);
	return 0;
}

int run_export(struct session *s, const struct args *args, struct value *value)
{
	(void)value;
	if (args->choice == EXPORT_CSV)
		return export_table(s, args);
	return args->choice >= EXPORT_CORE ? export_memory(s, args)
					   : export_pictures(s, args);
}
