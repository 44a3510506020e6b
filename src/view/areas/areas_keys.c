/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas_keys.c - what keys and a search do in the areas pane.
 *
 * Every answer is a command line: a key chooses an address, the pane follows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/areas/areas_internal.h"
#include "view/screen/key_bindings.h"
#include "translate.h"

/* The row that has the choice, or is shown as if it had. */
static bool current(const struct scene *scene, struct span *span)
{
	struct topic topic;

	areas_topic(scene, &topic);
	*span = topic.span;
	return topic.chosen;
}

/* The first row, or what the last command changed. */
static bool choose_first(const struct scene *scene, char *line, size_t size)
{
	struct topic topic;

	areas_topic(scene, &topic);
	if (topic.none && scene->index.nr_areas)
		return key_select(scene->index.area[0].start, line, size);
	return key_select(topic.span.start, line, size);
}

static bool move(const struct scene *scene, int rows, char *line, size_t size)
{
	struct span span, next;
	bool moved = false;

	if (!current(scene, &span))
		return choose_first(scene, line, size);
	for (next = span; rows > 0 && span_next(&scene->index, &next);)
		if (areas_listed(scene, &next)) {
			span = next;
			moved = true;
			rows--;
		}
	for (next = span; rows < 0 && span_prev(&scene->index, &next);)
		if (areas_listed(scene, &next)) {
			span = next;
			moved = true;
			rows++;
		}
	return moved && key_select(span.start, line, size);
}

static int page_rows(const struct scene *scene)
{
	int rows = (int)scene->look->rows / 3;

	return rows > 1 ? rows : 5;
}

static bool move_screens(const struct scene *scene, int screens, char *line,
			 size_t size)
{
	return move(scene, screens * page_rows(scene), line, size);
}

static bool home(const struct scene *scene, char *line, size_t size)
{
	return scene->index.nr_areas &&
	       key_select(scene->index.area[0].start, line, size);
}

static bool end(const struct scene *scene, char *line, size_t size)
{
	return scene->index.nr_areas &&
	       key_select(scene->index.area[scene->index.nr_areas - 1].start,
			  line, size);
}

static bool step_page(const struct scene *scene, int pages, char *line,
		      size_t size)
{
	vaddr_t va = scene->spot.va & PAGE_MASK, low, high;
	struct span span;

	if (!current(scene, &span))
		return choose_first(scene, line, size);
	va += (uint32_t)pages * PAGE_SIZE;
	return span_region(&scene->index, va, &low, &high) &&
	       key_select(va, line, size);
}

static bool can_zoom_in(const struct scene *scene)
{
	return scene->look->zoom[PANE_AREAS] < 0;
}

static bool can_zoom_out(const struct scene *scene)
{
	return scene->look->zoom[PANE_AREAS] > -7;
}

static bool next_lazy(const struct scene *scene, char *line, size_t size)
{
	uint32_t n = scene->index.nr_areas, i = 0;
	struct span span;

	if (current(scene, &span))
		i = scene_area_after(scene, span.start) + (span.area >= 0);
	for (uint32_t tried = 0; tried < n; tried++, i++)
		if (scene->index.area[i % n].lazy)
			return key_select(scene->index.area[i % n].start, line,
					  size);
	return false;
}

const struct view_key areas_keys[] = {
	{ VKEY_UP, NULL, N_("The area or hole before"), .move = move,
	  .by = -1 },
	{ VKEY_DOWN, N_("next area"), N_("The next area or hole"), .move = move,
	  .by = 1 },
	{ VKEY_LEFT, NULL, N_("One page down in addresses"), .move = step_page,
	  .by = -1 },
	{ VKEY_RIGHT, N_("next page"), N_("One page up in addresses"),
	  .move = step_page, .by = 1 },
	{ VKEY_PAGE_UP, NULL, N_("Many rows up"), .move = move_screens,
	  .by = -1 },
	{ VKEY_PAGE_DOWN, NULL, N_("Many rows down"), .move = move_screens,
	  .by = 1 },
	{ VKEY_HOME, NULL, N_("The first area"), .answer = home },
	{ VKEY_END, NULL, N_("The last area"), .answer = end },
	{ '+', NULL, N_("Fewer pages a cell of the strip"), .line = "zoom in",
	  .when = can_zoom_in },
	{ '-', N_("zoom out"), N_("More pages a cell of the strip"),
	  .line = "zoom out", .when = can_zoom_out },
	{ VKEY_ENTER, N_("tables"),
	  N_("Walk the page tables of the chosen page"),
	  .line = "focus tables" },
	{ 'f', N_("frames"), N_("The frames of the chosen area"),
	  .line = "focus frames" },
	{ 't', N_("tree"), N_("The node of the chosen area"),
	  .line = "focus tree" },
	{ 'l', NULL, N_("The next freed area that waits for a purge"),
	  .answer = next_lazy },
	{ .key = 0 },
};

/* ---- Search ---- */

/* What is looked for, read once. */
struct wanted {
	const char *text;
	uint32_t address, value;
	bool is_address, is_value, guard, lazy;
};

static void read_wanted(const char *text, struct wanted *w)
{
	const char *digits = strncmp(text, "0x", 2) ? text : text + 2;
	char *end_of;

	*w = (struct wanted){ .text = text };
	if (*text == '$')
		w->value = (uint32_t)strtoul(text + 1, &end_of, 10);
	w->is_value = *text == '$' && w->value && !*end_of;
	w->guard = !strcmp(text, "guard");
	w->lazy = !strcmp(text, "lazy");
	w->is_address = strlen(digits) == 8 &&
			strspn(digits, "0123456789abcdefABCDEF") == 8;
	if (w->is_address)
		w->address = (uint32_t)strtoul(digits, NULL, 16);
}

static bool matches(const struct scene *scene, const struct wanted *w,
		    uint32_t i)
{
	const struct indexed_area *area = &scene->index.area[i];
	char text[CALLER_SIZE];

	if (w->guard)
		return area->guard && !area->lazy;
	if (w->lazy)
		return area->lazy;
	if (w->is_value)
		return area->value == w->value;
	if (strstr(area_word(area), w->text))
		return true;
	snprintf(text, sizeof(text), ADDR, area->start);
	if (strstr(text, w->text))
		return true;
	return strstr(areas_caller(scene, i, text), w->text);
}

bool areas_search(const struct scene *scene, const char *text, bool backwards,
		  char *line, size_t size)
{
	uint32_t n = scene->index.nr_areas, i;
	struct wanted w;
	struct span span;
	bool chosen = current(scene, &span);

	read_wanted(text, &w);
	if (w.is_address)
		return span_at(&scene->index, w.address, &span) &&
		       key_select(w.address, line, size);
	i = chosen ? scene_area_after(scene, span.start) : 0;
	if (!backwards && (!chosen || span.area < 0))
		i += n - 1;
	for (uint32_t tried = 0; tried < n; tried++) {
		const struct indexed_area *area;

		i = (i + (backwards ? n - 1 : 1)) % n;
		area = &scene->index.area[i];
		if (matches(scene, &w, i))
			return key_select(w.guard ? area->end - PAGE_SIZE
						  : area->start,
					  line, size);
	}
	return false;
}
