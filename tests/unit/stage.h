/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stage.h - a session, its scene and a canvas, for tests of pictures.
 */
#ifndef VMSCOPE_TESTS_STAGE_H
#define VMSCOPE_TESTS_STAGE_H

/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "export/export.h"
#include "view/scene/scene.h"
#include "view/pane_table.h"
#include "view/screen/key_bindings.h"

#include "sessions.h"

struct stage {
	struct session *s;
	struct scene scene;
	struct canvas canvas; /* of the last stage_draw() */
};

/* stage_open() - a booted session; @cmdline: kernel arguments. */
static inline void stage_open(struct stage *stage, const char *cmdline)
{
	*stage = (struct stage){
		.s = open_session(
			(struct session_options){ .cmdline = cmdline }),
	};
	stage->s->front = &export_front;
	scene_init(&stage->scene);
	assert_int_equal(scene_update(&stage->scene, stage->s), 0);
}

static inline void stage_close(struct stage *stage)
{
	canvas_free(&stage->canvas);
	scene_free(&stage->scene);
	session_free(stage->s);
}

/* stage_try() - run a line; its error code. The scene is up to date then. */
static inline int stage_try(struct stage *stage, const char *line)
{
	int error = execute(stage->s, line).error;

	assert_int_equal(scene_update(&stage->scene, stage->s), 0);
	return error;
}

/* stage_run() - run lines, separated by '\n', that must not fail. */
static inline void stage_run(struct stage *stage, const char *lines)
{
	while (*lines) {
		char line[256];
		size_t len = strcspn(lines, "\n");

		assert_true(len < sizeof(line));
		memcpy(line, lines, len);
		line[len] = '\0';
		if (stage_try(stage, line))
			fail_msg("%s: %s", line, stage->s->message);
		lines += len;
		lines += *lines == '\n';
	}
}

/* stage_press() - run the command of a key; false: it has nothing to do. */
static inline bool stage_press(struct stage *stage, const struct view_key *row,
			       uint32_t key)
{
	char line[KEY_LINE_SIZE];

	while (row->key && row->key != key)
		row++;
	assert_int_not_equal(row->key, 0);
	if (!key_row_line(&stage->scene, row, line))
		return false;
	stage_run(stage, line);
	return true;
}

/* stage_draw() - a pane on a fresh canvas. */
static inline void stage_draw(struct stage *stage, enum pane pane, int width,
			      int height, bool ascii)
{
	canvas_free(&stage->canvas);
	assert_int_equal(canvas_new(&stage->canvas, width, height, ascii), 0);
	pane_draw(&stage->scene, pane, &stage->canvas);
}

/* stage_text() - what the canvas shows, as text; free() it. */
static inline char *stage_text(const struct stage *stage)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	export_text(&stage->canvas, f);
	fclose(f);
	return text;
}

/* stage_shows() - is this text somewhere on the canvas, on one row? */
static inline bool stage_shows(const struct stage *stage, const char *text)
{
	char *all = stage_text(stage);
	bool found = strstr(all, text);

	free(all);
	return found;
}

#endif
