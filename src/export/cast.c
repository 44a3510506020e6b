/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cast.c - pictures of steps as a recording of a terminal, for asciinema.
 *
 * asciicast v2: a line of JSON about the terminal, then one for each time that
 * something is written to it. A picture is written whole, row by row, so that a
 * player may begin anywhere; steps follow as `play` would make them.
 */
#include "export/film.h"

#include <errno.h>
#include <jansson.h>

#include "inspect/memory_stream.h"
#include "session/session.h"

/* @value: one line of the file; NULL: there was no memory for it */
static int write_line(json_t *value, FILE *to)
{
	int error = value && !json_dumpf(value, to,
					 JSON_COMPACT | JSON_REAL_PRECISION(9))
			    ? 0
			    : -ENOMEM;

	json_decref(value);
	putc('\n', to);
	return error;
}

static int write_header(const struct film *film, FILE *to)
{
	char title[FILM_TITLE];

	return write_line(json_pack("{si si si ss}", "version", 2, "width",
				    film->canvas->width, "height",
				    film->canvas->height, "title",
				    film_title(film, title)),
			  to);
}

/* Without a newline: the last row would go up by one. */
static void write_screen(const struct film *film, FILE *to)
{
	if (film->number == 1)
		fputs("\033[?25l\033[2J", to);
	for (int y = 0; y < film->canvas->height; y++) {
		fprintf(to, "\033[%d;1H", y + 1);
		export_ansi_row(film->canvas, y, film->theme, &film->ground,
				to);
	}
}

static int write_event(const struct film *film, FILE *to)
{
	double time = (film->number - 1.) / film->scene->s->settings.speed;
	struct memory_stream text;
	int error = memory_stream_open(&text);

	if (error)
		return error;
	write_screen(film, text.file);
	error = memory_stream_text(&text);
	if (!error)
		error = write_line(
			json_pack("[fss%]", time, "o", text.text, text.size),
			to);
	memory_stream_close(&text);
	return error;
}

int export_cast(const struct film *film, FILE *to)
{
	int error = film->number == 1 ? write_header(film, to) : 0;

	return error ? error : write_event(film, to);
}
