/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html.c - pictures of steps as one page that needs nothing from elsewhere.
 *
 * The page is page.html; here are the words and the pictures that stand in it
 * between two @. A step's sentence is text, so that it is found and read aloud.
 */
#include "export/film.h"

#include <inttypes.h>
#include <string.h>

#include "export/page_text.h"
#include "inspect/memory_stream.h"
#include "machine/bug.h"
#include "session/session.h"
#include "text/clean_text.h"
#include "translate.h"

/* ---- Text ---- */

static void write_character(const char *text, size_t len, uint32_t code,
			    FILE *to)
{
	if (code == '<')
		fputs("&lt;", to);
	else if (code == '&')
		fputs("&amp;", to);
	else if (code == '"')
		fputs("&quot;", to);
	else if (clean_is_shown(code) || code == '\n')
		fwrite(text, 1, len, to);
	else
		putc('?', to);
}

static void write_text(const char *text, FILE *to)
{
	size_t left = strlen(text);

	while (left) {
		uint32_t code;
		size_t n = clean_char(text, left, &code);

		write_character(text, n, code, to);
		text += n;
		left -= n;
	}
}

/* Without memory for it nothing. */
static void write_printed(const struct session *s,
			  void (*print)(const struct session *s, FILE *to),
			  FILE *to)
{
	struct memory_stream text;

	if (memory_stream_open(&text))
		return;
	print(s, text.file);
	if (!memory_stream_text(&text))
		write_text(text.text, to);
	memory_stream_close(&text);
}

/* ---- Words of the page ---- */

static void write_title(const struct film *film, FILE *to)
{
	char title[FILM_TITLE];

	write_text(film_title(film, title), to);
}

static void write_machine(const struct film *film, FILE *to)
{
	char linux_text[LINUX_TEXT];

	write_text(film->scene->s->board.title, to);
	fputs(", ", to);
	write_text(session_linux(film->scene->s, linux_text), to);
}

static void write_ink(const struct film *film, FILE *to)
{
	fprintf(to, "#%06" PRIx32, film_plain(film).fg);
}

static void write_paper(const struct film *film, FILE *to)
{
	fprintf(to, "#%06" PRIx32, film_plain(film).bg);
}

static uint32_t step_number(const struct film *film)
{
	return stepper_on(film->scene->s) ? film->scene->step.number : 1;
}

static void write_first(const struct film *film, FILE *to)
{
	fprintf(to, "%" PRIu32, step_number(film));
}

static void write_last(const struct film *film, FILE *to)
{
	fprintf(to, "%" PRIu32, step_number(film) + film->of - 1);
}

/* What stands between two @ in page.html. */
static const struct page_word {
	const char *word;
	const char *text; /* or */
	void (*write)(const struct film *film, FILE *to);
} words[] = {
	/* The tag of this language, as RFC 5646 has it: "zh-CN". */
	{ "language", .text = N_("en") },
	{ "title", .write = write_title },
	{ "machine", .write = write_machine },
	{ "paper", .write = write_paper },
	{ "ink", .write = write_ink },
	{ "first", .write = write_first },
	{ "last", .write = write_last },
	{ "back", .text = N_("one step back") },
	{ "on", .text = N_("one step on") },
	{ "slider", .text = N_("step") },
	{ "keys", .text = N_("arrow keys, PgUp and PgDn, Home and End") },
	{ "all", .text = N_("All steps") },
};

static void write_word(const char *word, size_t len, const struct film *film,
		       FILE *to)
{
	size_t i = 0;

	while (strlen(words[i].word) != len || memcmp(words[i].word, word, len))
		BUG_ON(++i == sizeof(words) / sizeof(*words));
	if (words[i].text)
		write_text(_(words[i].text), to);
	else
		words[i].write(film, to);
}

/* CSS has @, too: only one before a word that another @ ends is ours. */
static void write_line(const char *line, const struct film *film, FILE *to)
{
	const char *at;

	while ((at = strchr(line, '@'))) {
		size_t len = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz");
		bool is_word = len && at[1 + len] == '@';

		fwrite(line, 1, (size_t)(at - line) + !is_word, to);
		line = at + 1;
		if (is_word) {
			write_word(line, len, film, to);
			line += len + 1;
		}
	}
	fputs(line, to);
	putc('\n', to);
}

/* ---- A picture ---- */

static void write_caption(const struct scene *scene, FILE *to)
{
	const struct session *s = scene->s;

	fputs("<figcaption>\n", to);
	if (stepper_on(s)) {
		fputs("<h2>", to);
		write_printed(s, stepper_print_place, to);
		fputs("</h2>\n<pre>", to);
		write_printed(s, stepper_print_source, to);
		fputs("</pre>\n", to);
	}
	fputs("<p>", to);
	if (stepper_on(s))
		write_text(scene->step.why, to);
	else if (scene->has_diff)
		write_text(scene->diff.sentence, to);
	fputs("</p>\n</figcaption>\n", to);
}

/* The picture is one thing to a screen reader: the caption has the words. */
static void write_figure(const struct film *film, FILE *to)
{
	fprintf(to,
		"<figure id=\"step-%" PRIu32 "\">\n"
		"<div role=\"img\" aria-label=\"",
		step_number(film));
	write_text(_("The panes of the screen"), to);
	fputs("\">\n", to);
	export_svg(film->canvas, film->theme, &film->ground, to);
	fputs("</div>\n", to);
	write_caption(film->scene, to);
	fputs("</figure>\n", to);
}

int export_html(const struct film *film, FILE *to)
{
	const char *const *line = page_text;
	bool first = film->number == 1, last = film->number == film->of;

	while (strcmp(*line, "@pictures@")) {
		if (first)
			write_line(*line, film, to);
		line++;
	}
	write_figure(film, to);
	while (last && *++line)
		write_line(*line, film, to);
	return 0;
}
