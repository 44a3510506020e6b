/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_legend.c - what the colours of RAM mean, and how much each has.
 *
 * Only owners that have frames are told, so that the legend is an answer, too:
 * where RAM went. Sizes give way when there is no room for all.
 */
#include "view/frames/frames.h"

#include <stdio.h>
#include <string.h>

#include "translate.h"

/* Where the next word goes: a new row when it does not fit. */
struct pen {
	const struct canvas *c;
	int x, y, end; /* end: one past the last row */
};

static void pen_room(struct pen *pen, int columns)
{
	if (pen->x == 1 || pen->x + columns <= pen->c->width)
		return;
	pen->x = 1;
	pen->y++;
}

static void pen_text(struct pen *pen, enum role role, const char *text)
{
	if (pen->y < pen->end)
		canvas_text(pen->c, pen->x, pen->y, role, text);
	pen->x += columns_of(text) + 2;
}

/* Short ones: as many as possible on the rows that there are. */
static const char *const words[OWNERS] = {
	[OWNER_VMALLOC] = "vmalloc",   [OWNER_PGTABLE] = N_("table"),
	[OWNER_PAGES] = "alloc_pages", [OWNER_SLAB] = N_("slab"),
	[OWNER_PCP] = N_("per-cpu"),   [OWNER_MEM_MAP] = "mem_map",
	[OWNER_KERNEL] = N_("kernel"), [OWNER_RESERVED] = N_("reserved"),
	[OWNER_REPORTED] = N_("in the report"),
};

/* "V vmalloc 64K", in its colour. */
static void pen_owner(struct pen *pen, enum owner owner, uint32_t frames,
		      bool sizes)
{
	char text[64], size[SIZE_TEXT];
	int len = snprintf(text, sizeof(text), "%c %s",
			   (char)glyph_char(owner_glyph(owner), true),
			   _(words[owner]));

	if (sizes)
		snprintf(text + len, sizeof(text) - (size_t)len, " %s",
			 rounded_size_text((uint64_t)frames << PAGE_SHIFT,
					   size));
	pen_room(pen, columns_of(text));
	pen_text(pen, owner_role(owner), text);
}

/* The shades, then what is free. */
static void pen_shades(struct pen *pen, uint64_t free, bool sizes)
{
	const char *how = _("how full");
	char text[64], size[SIZE_TEXT];

	pen_room(pen, 6 + columns_of(how));
	for (unsigned int i = 1; i <= RAM_FULL; i++, pen->x++)
		if (pen->y < pen->end)
			canvas_glyph_as(pen->c, pen->x, pen->y,
					GLYPH_FILL_0 + i, ROLE_TEXT);
	pen->x++;
	pen_text(pen, ROLE_DIM, how);
	if (sizes)
		snprintf(text, sizeof(text), _("blank free %s"),
			 rounded_size_text(free << PAGE_SHIFT, size));
	else
		snprintf(text, sizeof(text), "%s", _("blank free"));
	pen_room(pen, columns_of(text));
	pen_text(pen, ROLE_FREE, text);
}

static int draw(const struct scene *scene, const struct canvas *c, int y,
		int rows, bool sizes)
{
	struct pen pen = { c, 1, y, y + rows };
	uint32_t count[OWNERS];
	uint64_t free = 0;

	ram_count(scene, scene->k->layout.first_pfn, scene->index.nr_frames,
		  count);
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		free += count[order];
	pen_shades(&pen, free, sizes);
	for (unsigned int rank = 0; ranked_owner(rank) < OWNERS; rank++)
		if (count[ranked_owner(rank)])
			pen_owner(&pen, ranked_owner(rank),
				  count[ranked_owner(rank)], sizes);
	return pen.y + 1 - y;
}

enum { MOST_ROWS = 2 };

int frames_legend_rows(const struct scene *scene, int width)
{
	struct canvas nowhere = { .width = width };
	int rows = draw(scene, &nowhere, 0, 0, true);

	return rows > MOST_ROWS ? MOST_ROWS : rows;
}

int frames_legend(const struct scene *scene, const struct canvas *c, int y,
		  int rows)
{
	struct canvas nowhere = { .width = c->width };
	bool sizes = draw(scene, &nowhere, 0, 0, true) <= rows;
	int used = draw(scene, c, y, rows, sizes);

	return used < rows ? used : rows;
}
