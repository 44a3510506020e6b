/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * picture.c - what the commands `export` and `search` ask of the views.
 */
#include <errno.h>

#include "export/export.h"
#include "export/film.h"
#include "export/lesson_check.h"
#include "text/clean_text.h"
#include "view/scene/scene.h"
#include "view/screen/screen.h"
#include "view/source/source_text.h"
#include "view/pane_table.h"

static int write_picture(const struct film *film, enum picture_format format,
			 FILE *to)
{
	switch (format) {
	case PICTURE_TEXT:
		export_text(film->canvas, to);
		break;
	case PICTURE_ANSI:
		export_ansi(film->canvas, film->theme, &film->ground, to);
		break;
	case PICTURE_SVG:
		export_svg(film->canvas, film->theme, &film->ground, to);
		break;
	case PICTURE_HTML:
		return export_html(film, to);
	case PICTURE_CAST:
		return export_cast(film, to);
	}
	return 0;
}

const char *film_title(const struct film *film, char title[FILM_TITLE])
{
	const struct session *s = film->scene->s;

	snprintf(title, FILM_TITLE, "%s",
		 stepper_on(s) ? stepper_call(s) : "vmscope");
	clean_line(title);
	return title;
}

struct style film_plain(const struct film *film)
{
	return theme_style(film->theme, &film->ground, ROLE_TEXT, 0);
}

static void picture_draw(const struct scene *scene, const struct picture *p,
			 const struct canvas *c)
{
	struct screen screen = { .overlay = OVERLAY_NONE };

	if (p->nr_panes) {
		screen_draw_panes(scene, p->pane, p->nr_panes, c);
		return;
	}
	if (scene->has_diff)
		screen.sentence = scene->diff.sentence;
	screen_draw(scene, &screen, c);
}

static int picture(const struct session *s, const struct picture *p, FILE *to)
{
	struct scene scene;
	struct canvas c = { .cell = NULL };
	int error;

	scene_init(&scene);
	error = scene_update(&scene, s);
	if (!error)
		error = canvas_new(&c, p->width, p->height, s->settings.ascii);
	if (!error) {
		const struct film film = {
			.scene = &scene,
			.canvas = &c,
			.theme = settings_theme(&s->settings),
			/* Nobody knows where it will be shown. */
			.ground = { .paint = true,
				    .large = s->settings.present },
			.number = p->number,
			.of = p->of,
		};

		picture_draw(&scene, p, &c);
		error = write_picture(&film, p->format, to);
	}
	canvas_free(&c);
	scene_free(&scene);
	return error;
}

static bool search(const struct session *s, bool backwards, char *line,
		   size_t size)
{
	const struct view *view = view_of(s->look.focus);
	struct scene scene;
	bool found;

	if (!view->search)
		return false;
	scene_init(&scene);
	found = !scene_update(&scene, s) &&
		view->search(&scene, s->look.search, backwards, line, size);
	scene_free(&scene);
	return found;
}

/* ---- The source ---- */

static unsigned int source_told(const char *file, unsigned int line)
{
	const struct source_text *source = source_find(file);

	return source ? source_shown(source, line) : 0;
}

/* A line is explained if a step point is right above it. */
static bool is_told(const struct source_text *source, unsigned int line)
{
	while (--line && !source->line[line - 1].text[0])
		;
	return line && source->line[line - 1].hidden;
}

static unsigned int source_stop(const char *file, unsigned int line)
{
	const struct source_text *source = source_find(file);

	line = source ? source_shown(source, line) : 0;
	while (line && !is_told(source, line))
		line = source_shown(source, line + 1);
	return line;
}

static const char *source_line_text(const char *file, unsigned int line)
{
	const struct source_text *source = source_find(file);

	return source && line && line <= source->nr
		       ? source->line[line - 1].text
		       : NULL;
}

const struct front export_front = {
	.picture = picture,
	.search = search,
	.source_told = source_told,
	.source_stop = source_stop,
	.source_text = source_line_text,
	.source_variable = source_variable,
	.lesson_check = lesson_check,
};
