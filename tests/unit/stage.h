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

/* Field by field: between fields there are bytes that say nothing. */
static inline void assert_same_area(const struct indexed_area *a,
				    const struct indexed_area *b)
{
	assert_int_equal(a->start, b->start);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->va, b->va);
	assert_int_equal(a->vm, b->vm);
	assert_int_equal(a->block, b->block);
	assert_int_equal(a->mapped, b->mapped);
	assert_int_equal(a->frames, b->frames);
	assert_int_equal(a->pages, b->pages);
	assert_int_equal(a->nr_pages, b->nr_pages);
	assert_int_equal(a->vm_flags, b->vm_flags);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->lazy, b->lazy);
	assert_int_equal(a->guard, b->guard);
	assert_int_equal(a->odd, b->odd);
	assert_int_equal(a->value, b->value);
	assert_int_equal(a->runs, b->runs);
}

/* assert_index_true() - the index brought up to date equals one made anew. */
static inline void assert_index_true(const struct stage *stage)
{
	const struct memory_index *ix = &stage->scene.index;
	struct memory_index *fresh;
	struct scene scene;

	scene_init(&scene);
	fresh = &scene.index;
	assert_int_equal(scene_update(&scene, stage->s), 0);
	assert_int_equal(fresh->nr_areas, ix->nr_areas);
	for (uint32_t i = 0; i < fresh->nr_areas; i++)
		assert_same_area(&fresh->area[i], &ix->area[i]);
	assert_int_equal(fresh->nr_live, ix->nr_live);
	assert_int_equal(fresh->nr_lazy, ix->nr_lazy);
	assert_int_equal(fresh->nr_plain, ix->nr_plain);
	assert_int_equal(fresh->nr_odd, ix->nr_odd);
	assert_int_equal(fresh->all_live, ix->all_live);
	assert_int_equal(fresh->live_pages, ix->live_pages);
	assert_int_equal(fresh->used_pages, ix->used_pages);
	assert_int_equal(fresh->largest_hole, ix->largest_hole);
	assert_int_equal(fresh->free_pages, ix->free_pages);
	assert_int_equal(fresh->nr_frames, ix->nr_frames);
	assert_memory_equal(fresh->owner, ix->owner, ix->nr_frames);
	scene_free(&scene);
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
