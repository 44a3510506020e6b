/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lesson_check.c - a reader who turns every page and looks for what it names.
 *
 * A page is looked at when it stands there: its commands have run, and what it
 * asks is not answered yet. All of its text must have room, and these must be
 * outside of it on the screen: hexadecimal numbers; words with a _, or with []
 * or () after them; and what stands in quotes or backquotes. Names of commands
 * need not be, for those a reader knows or types.
 */
#include "export/lesson_check.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"
#include "session/commands/command.h"
#include "session/lesson/lesson.h"
#include "session/line/argument.h"
#include "session/session.h"
#include "translate.h"
#include "view/screen/lesson_band.h"
#include "view/screen/message_line.h"

struct lesson_reader {
	struct session *s;
	struct scene scene;
	struct screen screen;
	struct canvas canvas;
	struct message_line message;
	struct memory_stream shown; /* the screen without the page, as text */
	FILE *to;		    /* what is wrong */
	int problems;
};

/* ---- The screen ---- */

static int type(struct lesson_reader *r, const char *line)
{
	return message_line_run(&r->message, line, strlen(line), true);
}

static int draw(struct lesson_reader *r)
{
	const struct canvas *c = &r->canvas;
	struct bands bands = screen_bands(&r->scene, c->width, c->height);
	int below = bands.lesson + bands.lesson_rows;
	struct canvas above = canvas_part(c, 0, 0, c->width, bands.lesson);
	struct canvas rest =
		canvas_part(c, 0, below, c->width, c->height - below);

	screen_draw(&r->scene, &r->screen, c);
	memory_stream_reset(&r->shown);
	export_text(&above, r->shown.file);
	export_text(&rest, r->shown.file);
	return memory_stream_text(&r->shown);
}

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t skip_blanks(const char *text)
{
	return strspn(text, " \t\n#");
}

/* Where the screen ends that goes on with a text; else NULL. Blanks may be any
 * blanks. */
static const char *goes_on(const char *at, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end && *at) {
		if (isspace((unsigned char)*text)) {
			if (!skip_blanks(at))
				return NULL;
			at += skip_blanks(at);
			text += skip_blanks(text);
		} else if (*at++ != *text++) {
			return NULL;
		}
	}
	if (text < end || (is_letter(end[-1]) && is_letter(*at)))
		return NULL;
	return at;
}

static bool is_shown(const struct lesson_reader *r, const char *text,
		     size_t len)
{
	const char *screen = r->shown.text;

	for (const char *at = screen; *at; at++)
		if ((at == screen || !is_letter(at[-1]) || !is_letter(*text)) &&
		    goes_on(at, text, len))
			return true;
	return false;
}

/* ---- What a page names ---- */

static const struct lesson_page *page_of(const struct lesson_reader *r)
{
	return &r->s->lesson->page[r->s->lesson->at - 1];
}

/* The log has the page's text, too, or the end of it. */
static void hide_own_text(struct lesson_reader *r)
{
	const struct lesson_page *page = page_of(r);
	const char *text = page->prose, *end = text + page->prose_len;

	for (; text < end; text = strchrnul(text, '\n') + 1) {
		const char *line = text + skip_blanks(text);

		for (char *at = r->shown.text; *at && line < end; at++) {
			const char *stop =
				goes_on(at, line, (size_t)(end - line));

			if (stop)
				memset(at, ' ', (size_t)(stop - at));
		}
	}
}

static unsigned long line_of(const struct lesson_reader *r, const char *at)
{
	const struct lesson_page *page = page_of(r);
	unsigned long line = page->line;

	for (const char *c = at; c < page->commands; c++)
		line -= *c == '\n';
	return line;
}

static void begin_problem(struct lesson_reader *r, unsigned long line)
{
	r->problems++;
	fprintf(r->to, _("%s:%lu: page %u at %dx%d: "), r->s->lesson->file,
		line, r->s->lesson->at, r->canvas.width, r->canvas.height);
}

/* Panes leave the 0x of addresses out. */
static void must_show(struct lesson_reader *r, const char *text, size_t len)
{
	size_t skip = len > 2 && !strncmp(text, "0x", 2) ? 2 : 0;
	char words[200];

	if (!len || is_shown(r, text, len) ||
	    (skip && is_shown(r, text + skip, len - skip)))
		return;
	begin_problem(r, line_of(r, text));
	snprintf(words, sizeof(words), "%.*s", (int)len, text);
	for (char *line = words; (line = strchr(line, '\n'));)
		memset(line, ' ', skip_blanks(line));
	fprintf(r->to, _("%s is not on the screen\n"), words);
}

/* The first word of it is one that a reader may type. */
static bool is_command(const char *text, size_t len)
{
	size_t word = 0;

	while (word < len && (is_letter(text[word]) || text[word] == '-'))
		word++;
	return command_find(text, word);
}

/* A word as it stands in C; returns the text after it. */
static const char *take_word(struct lesson_reader *r, const char *text,
			     const char *end)
{
	size_t len = 0, left = (size_t)(end - text);
	const char *next;
	bool called, indexed;

	while (len < left && is_letter(text[len]))
		len++;
	next = text + len;
	called = left - len >= 2 && !strncmp(next, "()", 2);
	indexed = left - len >= 2 && !strncmp(next, "[]", 2);
	if ((len > 2 && !strncmp(text, "0x", 2)) || indexed ||
	    ((called || memchr(text, '_', len)) && !is_command(text, len)))
		must_show(r, text, len);
	return next;
}

/* What opens a text that must be seen, and what closes it. */
static const struct quotes {
	const char *open, *close;
	bool typed; /* it may be a command */
} quotes[] = {
	{ "\"", "\"", false },
	{ "“", "”", false },
	{ "`", "`", true },
};

/* Returns the text after the quotes; @text when none begin here. */
static const char *take_quoted(struct lesson_reader *r, const char *text,
			       const char *end)
{
	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++) {
		const struct quotes *q = &quotes[i];
		size_t open = strlen(q->open), close = strlen(q->close);
		const char *begin = text + open, *stop;

		if (strncmp(text, q->open, open))
			continue;
		stop = memmem(begin, (size_t)(end - begin), q->close, close);
		if (!stop)
			continue;
		if (!q->typed || !is_command(begin, (size_t)(stop - begin)))
			must_show(r, begin, (size_t)(stop - begin));
		return stop + close;
	}
	return text;
}

static void check_names(struct lesson_reader *r)
{
	const struct lesson_page *page = page_of(r);
	const char *text = page->prose, *end = text + page->prose_len;

	while (text < end) {
		const char *next = take_quoted(r, text, end);

		if (next == text)
			next = take_word(r, text, end);
		text = next + (next == text);
	}
}

/* ---- Pages ---- */

static void check_room(struct lesson_reader *r)
{
	const struct canvas *c = &r->canvas;
	struct bands bands = screen_bands(&r->scene, c->width, c->height);
	int rows = lesson_band_cut(&r->scene, c->width, bands.lesson_rows);

	if (!rows)
		return;
	begin_problem(r, line_of(r, page_of(r)->prose));
	fprintf(r->to,
		ngettext("%d row of the text has no room\n",
			 "%d rows of the text have no room\n",
			 (unsigned int)rows),
		rows);
}

/* A page that means to show a step shows a different one. */
static void check_step(struct lesson_reader *r)
{
	struct lesson *l = r->s->lesson;

	if (!l || !l->missed)
		return;
	begin_problem(r, l->missed);
	fputs(_("the call never reaches this step\n"), r->to);
	l->missed = 0;
}

/* An error stops the lesson; it has file and line. */
static bool went_wrong(struct lesson_reader *r)
{
	const struct memory_stream *errors = &r->message.errors;

	if (!errors->size)
		return false;
	r->problems++;
	fwrite(errors->text, 1, errors->size, r->to);
	return true;
}

/* The page that is on; what it asks is answered when it has been looked at. */
static int check_page(struct lesson_reader *r)
{
	int error = draw(r);

	if (error)
		return error;
	hide_own_text(r);
	check_room(r);
	check_names(r);
	check_step(r);
	while (!error && question_text(r->s) && !went_wrong(r)) {
		error = type(r, "-");
		check_step(r);
	}
	return error;
}

static int read_pages(struct lesson_reader *r, const char *name)
{
	int error;

	fputs("lesson ", r->shown.file);
	word_print(name, r->shown.file);
	error = memory_stream_text(&r->shown);
	if (!error)
		error = type(r, r->shown.text);
	while (!error && !went_wrong(r) && r->s->lesson) {
		if (r->s->interrupted && *r->s->interrupted)
			return -EINTR;
		error = check_page(r);
		if (error || went_wrong(r))
			break;
		error = type(r, "lesson next");
	}
	return error;
}

/* ---- Both sizes ---- */

static const struct size {
	int width, height;
	const char *present; /* setting */
} sizes[] = { { 80, 24, "off" }, { 60, 20, "on" } };

static int begin(struct lesson_reader *r, const struct session *s,
		 const struct size *size)
{
	r->s->front = s->front;
	r->s->interrupted = s->interrupted;
	r->s->person = true;
	r->message.s = r->s;
	if (settings_fix(r->s, "present", size->present))
		return -ENOMEM;
	message_line_greet(&r->message, "");
	return scene_update(&r->scene, r->s);
}

static int read_at(struct session *s, const char *name, const struct size *size,
		   int *problems)
{
	const struct session_options options = { .board = NULL };
	struct lesson_reader r = {
		.to = s->out.file,
		.message = { .scene = &r.scene,
			     .screen = &r.screen,
			     .canvas = &r.canvas },
	};
	int error = message_line_open(&r.message) |
		    memory_stream_open(&r.shown) |
		    canvas_new(&r.canvas, size->width, size->height, false);

	scene_init(&r.scene);
	if (!error)
		r.s = session_new(&options, s->message, MESSAGE_SIZE);
	if (!r.s)
		error = -ENOMEM;
	if (!error)
		error = begin(&r, s, size);
	if (!error)
		error = read_pages(&r, name);
	*problems += r.problems;
	scene_free(&r.scene);
	session_free(r.s);
	canvas_free(&r.canvas);
	message_line_close(&r.message);
	memory_stream_close(&r.shown);
	return error;
}

int lesson_check(struct session *s, const char *name)
{
	int problems = 0, error = 0;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes) && !error; i++)
		error = read_at(s, name, &sizes[i], &problems);
	return error ? error : problems;
}
