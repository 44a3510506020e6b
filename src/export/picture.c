/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * picture.c - what the commands `export` and `search` ask of the views.
 */
#include <errno.h>

#include "export/export.h"
#include "view/scene/scene.h"
#include "view/screen/screen.h"
#include "view/source/source_text.h"
#include "view/pane_table.h"

static void write_picture(const struct canvas *c, const struct session *s,
			  enum picture_format format, FILE *to)
{
	enum theme theme = settings_theme(&s->settings);
	/* Nobody knows where it will be shown. */
	const struct ground ground = { .paint = true,
				       .large = s->settings.present };

	switch (format) {
	case PICTURE_TEXT:
		export_text(c, to);
		break;
	case PICTURE_ANSI:
		export_ansi(c, theme, &ground, to);
		break;
	case PICTURE_SVG:
		export_svg(c, theme, &ground, to);
		break;
	}
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
		picture_draw(&scene, p, &c);
		write_picture(&c, s, p->format, to);
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

/* A line is told about when a step point stands right above it. */
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
};
