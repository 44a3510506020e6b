/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_keys.c - keys and search of the frames pane.
 *
 * Every key answers with a command line; that moves the choice, and the picture
 * follows. Frames count from the first to the last one of mem_map.
 */
#include "view/frames/frames.h"
#include "translate.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "view/screen/key_bindings.h"

/* ---- Moving ---- */

/* By so many frames, to the first or last one at most. */
static bool move(const struct scene *scene, int frames, char *line, size_t size)
{
	int64_t first = scene->k->layout.first_pfn;
	int64_t last = first + scene->index.nr_frames - 1;
	int64_t to = (int64_t)scene->spot.pfn + frames;

	if (!scene->index.nr_frames)
		return false;
	if (!scene->spot.has_pfn)
		return key_select_pfn((pfn_t)first, line, size);
	to = to < first ? first : to > last ? last : to;
	return to != scene->spot.pfn && key_select_pfn((pfn_t)to, line, size);
}

/* By a page of rows when single frames are shown, else by 4 MB. */
static bool move_screens(const struct scene *scene, int screens, char *line,
			 size_t size)
{
	uint32_t rows = scene->look->rows;
	bool numbered = scene->look->zoom[PANE_FRAMES] > 0 && rows;

	return move(scene,
		    screens * (numbered ? (int)rows * FRAMES_ROW
					: (int)pageblock_nr_pages),
		    line, size);
}

static bool end(const struct scene *scene, char *line, size_t size)
{
	if (!scene->spot.has_pfn && scene->index.nr_frames)
		return key_select_pfn(scene->k->layout.first_pfn +
					      scene->index.nr_frames - 1,
				      line, size);
	return move(scene, INT_MAX, line, size);
}

/* ---- Along the chosen area ---- */

static bool move_in_area(const struct scene *scene, int pages, char *line,
			 size_t size)
{
	uint32_t page = 0;
	struct backing b;

	if (!backing_chosen(scene, &b) || !b.area)
		return false;
	/* On the guard page there is no frame to go on from. */
	if (scene->spot.area >= 0 && scene->spot.page < b.pages)
		page = (scene->spot.page + b.pages + (uint32_t)pages) % b.pages;
	return key_select(b.start + (page << PAGE_SHIFT), line, size);
}

static bool has_area(const struct scene *scene)
{
	return scene->spot.area >= 0;
}

/* ---- By owner ---- */

/* What a search takes: a set of owners. */
typedef uint32_t owner_set;

/* Start of the next run of frames that belong to one of a set, round the end.
 */
static bool find_run(const struct scene *scene, owner_set set, bool backwards,
		     char *line, size_t size)
{
	uint32_t nr = scene->index.nr_frames,
		 first = scene->k->layout.first_pfn;
	uint32_t step = backwards ? nr - 1 : 1, i, here;

	if (!nr)
		return false;
	here = scene->spot.has_pfn ? scene->spot.pfn - first : nr - 1;
	i = here = here < nr ? here : nr - 1;
	do {
		i = (i + step) % nr;
		if (set >> scene->index.owner[i] & 1 &&
		    (!i || !(set >> scene->index.owner[i - 1] & 1)))
			return key_select_pfn(first + i, line, size);
	} while (i != here);
	return false;
}

static bool next_of_owner(const struct scene *scene, char *line, size_t size)
{
	enum owner owner = scene_owner(scene, scene->spot.pfn);

	return scene->spot.has_pfn &&
	       find_run(scene, 1u << owner, false, line, size);
}

const struct view_key frames_keys[] = {
	{ VKEY_LEFT, NULL, N_("Choose the frame before"), .move = move,
	  .by = -1 },
	{ VKEY_RIGHT, N_("frame"), N_("Choose the next frame"), .move = move,
	  .by = 1 },
	{ VKEY_UP, NULL, N_("Choose the frame 16 before"), .move = move,
	  .by = -FRAMES_ROW },
	{ VKEY_DOWN, NULL, N_("Choose the frame 16 further on"), .move = move,
	  .by = FRAMES_ROW },
	{ VKEY_PAGE_UP, NULL,
	  N_("Go back 4 MB, or a page of rows when frames are numbered"),
	  .move = move_screens, .by = -1 },
	{ VKEY_PAGE_DOWN, NULL,
	  N_("Go on 4 MB, or a page of rows when frames are numbered"),
	  .move = move_screens, .by = 1 },
	{ VKEY_HOME, NULL, N_("Choose the first frame of RAM"), .move = move,
	  .by = INT_MIN },
	{ VKEY_END, NULL, N_("Choose the last frame of RAM"), .answer = end },
	{ '+', N_("zoom"), N_("Show a quarter of the frames in each cell"),
	  .line = "zoom in" },
	{ '-', NULL, N_("Show four times as many frames in each cell"),
	  .line = "zoom out" },
	{ '=', NULL, N_("Show all of RAM"), .line = "zoom fit" },
	{ 'v', N_("next page"), N_("Choose the frame of the area's next page"),
	  .move = move_in_area, .by = 1 },
	{ 'V', NULL, N_("Choose the frame of the area's page before"),
	  .move = move_in_area, .by = -1 },
	{ 'o', N_("same owner"),
	  N_("Choose the next run of frames of this owner"),
	  .answer = next_of_owner },
	{ 'a', N_("area"), N_("Show the area that the frame belongs to"),
	  .line = "focus areas", .when = has_area },
	{ .key = 0 },
};

/* ---- Search ---- */

/* "V", "vmalloc", "page t", "free", "free 3": a set; 0: no owner's words. */
static owner_set owners_named(const char *text)
{
	owner_set set = 0;
	size_t len = strlen(text);

	for (unsigned int i = 0; i < OWNERS; i++) {
		bool letter = len == 1 && i >= MAX_ORDER &&
			      glyph_char(owner_glyph(i), true) ==
				      (unsigned char)*text;

		if (letter ||
		    (len > 1 && !strncasecmp(owner_word(i), text, len)))
			set |= 1u << i;
	}
	return set;
}

static bool free_order(const char *text, owner_set *set)
{
	char *end_of;
	unsigned long order;

	if (strncasecmp(text, "free ", 5))
		return false;
	order = strtoul(text + 5, &end_of, 10);
	if (end_of == text + 5 || *end_of || order >= MAX_ORDER)
		return false;
	*set = 1u << order;
	return true;
}

/* "f803", "0xf803", "pfn f803", "pfn:0xf803". */
static bool frame_named(const struct scene *scene, const char *text, pfn_t *pfn)
{
	char *end_of;
	unsigned long number;

	if (!strncasecmp(text, "pfn", 3))
		text += 3 + strspn(text + 3, ": ");
	if (!isxdigit((unsigned char)*text))
		return false;
	number = strtoul(text, &end_of, 16);
	*pfn = (pfn_t)number;
	return !*end_of && number <= UINT32_MAX && pfn_valid(scene->k, *pfn);
}

bool frames_search(const struct scene *scene, const char *text, bool backwards,
		   char *line, size_t size)
{
	owner_set set;
	pfn_t pfn;

	if (!free_order(text, &set))
		set = owners_named(text);
	if (set)
		return find_run(scene, set, backwards, line, size);
	return frame_named(scene, text, &pfn) &&
	       key_select_pfn(pfn, line, size);
}
