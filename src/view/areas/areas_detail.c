/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas_detail.c - the topic of the areas pane unfolded.
 *
 * Of an area: its vm_struct and vmap_area with every field, then its pages and
 * the frame behind each, from the page tables. Of a freed one: what it waits
 * for. Of a hole: how large it is, and what would fit. Where the frames pane is
 * not beside it: the picture of the frames, or what a command did to them.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "inspect/flag_names.h"
#include "kernel/pgtable.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_record.h"
#include "view/areas/areas_internal.h"
#include "view/frames/frames.h"
#include "view/scatter.h"
#include "translate.h"

enum { TEXT_SIZE = 512 };

/* ---- Fields, as many as fit into a row ---- */

struct flow {
	const struct canvas *c;
	int x, y;
	int rows; /* at most */
};

static void field(struct flow *f, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void field(struct flow *f, const char *name, const char *format, ...)
{
	char value[CALLER_SIZE];
	va_list args;
	int columns;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	columns = (int)strlen(name) + 1 + columns_of(value);
	if (f->x > 1 && f->x + columns > f->c->width) {
		f->x = 1;
		f->y++;
	}
	if (f->y < f->rows) {
		canvas_text(f->c, f->x, f->y, ROLE_NAME, name);
		canvas_fit(f->c, f->x + (int)strlen(name) + 1, f->y,
			   f->c->width - f->x - (int)strlen(name) - 1,
			   ROLE_NUMBER, value);
	}
	f->x += columns + 2;
}

static void record(struct flow *f, const char *name, vaddr_t va)
{
	if (f->x > 0)
		f->y++;
	f->x = 0;
	if (f->y < f->rows) {
		canvas_printf(f->c, 0, f->y, ROLE_TITLE, "%s", name);
		canvas_printf(f->c, (int)strlen(name) + 1, f->y, ROLE_ADDRESS,
			      "@" ADDR, va);
		canvas_target(f->c, 0, f->y, (int)strlen(name) + 10, 1,
			      TARGET_ADDR, va);
	}
	f->x = (int)strlen(name) + 12;
}

static void field_flags(struct flow *f, const struct flag_name *names,
			uint32_t flags)
{
	char text[96];

	flags_text(names, flags, "|", text, sizeof(text));
	field(f, "flags", "%" PRIx32 "%s%s", flags, *text ? " " : "", text);
}

static void vm_fields(const struct scene *scene, struct flow *f, uint32_t i)
{
	const struct indexed_area *area = &scene->index.area[i];
	const struct vm_struct *vm = at(scene->k, area->vm);
	char caller[CALLER_SIZE];

	record(f, "vm_struct", area->vm);
	field(f, "addr", ADDR, vm->addr);
	field(f, "size", "%" PRIx32, vm->size);
	field(f, "next", ADDR, vm->next);
	field_flags(f, vm_struct_flags, vm->flags);
	field(f, "pages", ADDR, vm->pages);
	field(f, "nr_pages", "%" PRIu32, vm->nr_pages);
	field(f, "phys_addr", "%" PRIx32, vm->phys_addr);
	field(f, "caller", "%s",
	      *areas_caller(scene, i, caller) ? caller : "0");
}

/* In 6.1 it is the tree that tells what is freed. */
static bool has_flags(const struct kernel *k)
{
	return !vmap_list(k, VMAP_FREED);
}

static void va_fields(const struct scene *scene, struct flow *f, uint32_t i)
{
	const struct kernel *k = scene->k;
	const struct vmap_area *va = at(k, scene->index.area[i].va);
	const struct rb_node *node = vmap_area_node(k, va);
	const struct list_head *link = vmap_area_link(k, va);
	uint32_t parent = node->rb_parent_color;

	record(f, "vmap_area", scene->index.area[i].va);
	field(f, "va_start", ADDR, va->va_start);
	field(f, "va_end", ADDR, va->va_end);
	if (!has_flags(k)) {
		field(f, "vm", ADDR, *vmap_area_vm_word(k, va));
	} else {
		field_flags(f, vmap_area_flags, va->flags);
		field(f, "private", ADDR, va->private);
		field(f, "rcu_head", "%" PRIx32 " %" PRIx32, va->rcu_head[0],
		      va->rcu_head[1]);
	}
	field(f, "rb_node",
	      parent & 1 ? _("black parent %08x") : _("red parent %08x"),
	      parent & ~3u);
	field(f, "left", ADDR, node->rb_left);
	field(f, "right", ADDR, node->rb_right);
	field(f, "list", ADDR " " ADDR, link->next, link->prev);
	if (has_flags(k))
		field(f, "purge_list", ADDR " " ADDR, va->purge_list.next,
		      va->purge_list.prev);
}

/* Not of the bitmaps: a row for each page below says what they say. */
static void block_fields(const struct scene *scene, struct flow *f, uint32_t i)
{
	const struct kernel *k = scene->k;
	const struct vmap_block *vb = at(k, scene->index.area[i].block);
	uint32_t cpu = (vb->vbq - va_of(k, k->g->vmap_block_queue)) /
		       (uint32_t)sizeof(struct vmap_block_queue);

	record(f, "vmap_block", scene->index.area[i].block);
	field(f, "va", ADDR, vb->va);
	field(f, "vbq", "%" PRIx32 " CPU %" PRIu32, vb->vbq, cpu);
	field(f, "free", "%" PRIu32, vb->free);
	field(f, "dirty", "%" PRIu32, vb->dirty);
	if (vb->free)
		field(f, "free_list", ADDR " " ADDR, vb->free_list.next,
		      vb->free_list.prev);
	else
		field(f, "free_list", "left");
}

static int all_fields(const struct scene *scene, const struct canvas *c,
		      int rows, uint32_t i)
{
	struct flow f = { .c = c, .rows = rows };

	if (scene->index.area[i].vm)
		vm_fields(scene, &f, i);
	if (scene->index.area[i].block)
		block_fields(scene, &f, i);
	va_fields(scene, &f, i);
	return f.y + 1;
}

/* Three rows at 60 columns, for when the pages need the room. */
static int few_fields(const struct scene *scene, const struct canvas *c,
		      int rows, uint32_t i)
{
	const struct indexed_area *area = &scene->index.area[i];
	const struct vm_struct *vm = at(scene->k, area->vm);
	const struct vmap_area *va = at(scene->k, area->va);
	struct flow f = { .c = c, .rows = rows };
	char caller[CALLER_SIZE];

	if (vm)
		record(&f, "vm_struct", area->vm);
	f.x = f.x ? f.x : -1;
	if (!vm || f.x + 19 > c->width)
		record(&f, "vmap_area", area->va);
	else
		field(&f, "vmap_area", "@" ADDR, area->va);
	if (vm) {
		field(&f, "size", "%" PRIx32, vm->size);
		field_flags(&f, vm_struct_flags, vm->flags);
		field(&f, "pages", ADDR, vm->pages);
		if (*areas_caller(scene, i, caller))
			field(&f, "caller", "%s", caller);
	} else if (has_flags(scene->k)) {
		field_flags(&f, vmap_area_flags, va->flags);
	}
	return f.y + 1;
}

/* ---- Pages ---- */

enum {
	X_HW = 28,
	X_LINUX = 38,
	X_LAST = 48, /* what the frame before is from, or who has it now */
};

/* A number that is cut is another number. */
static bool has_linux(const struct canvas *c)
{
	return c->width >= X_LINUX + 8;
}

static void page_frame(const struct scene *scene, const struct canvas *c, int y,
		       vaddr_t va, const struct indexed_area *area)
{
	const uint32_t *pte = pte_offset_kernel(scene->k, va);
	pfn_t pfn, before;

	if (!scene_page(scene, va, &pfn)) {
		canvas_text(c, 17, y, ROLE_DIM, _("no frame, no PTE"));
		return;
	}
	canvas_printf(c, 17, y, ROLE_NUMBER, PFN, pfn);
	canvas_target(c, 17, y, 9, 1, TARGET_PFN, pfn);
	if (pte)
		canvas_printf(c, X_HW, y, ROLE_NUMBER, ADDR, *hw_pte(pte));
	else
		canvas_text(c, X_HW, y, ROLE_DIM, _("section"));
	if (pte && has_linux(c))
		canvas_printf(c, X_LINUX, y, ROLE_NUMBER, ADDR, *pte);
	if (area->block)
		return;
	if (area->lazy)
		canvas_fit(c, X_LAST, y, c->width - X_LAST, ROLE_LAZY,
			   owner_word(scene_owner(scene, pfn)));
	else if (!pfn_valid(scene->k, pfn))
		canvas_text(c, X_LAST, y, ROLE_IOREMAP, _("device"));
	else if (va != area->start &&
		 scene_page(scene, va - PAGE_SIZE, &before))
		canvas_printf(c, X_LAST, y, ROLE_DIM, "%+" PRId64,
			      (int64_t)pfn - before);
}

/* What its bits in alloc_map and dirty_map say. */
static void block_page(const struct scene *scene, const struct canvas *c, int y,
		       vaddr_t va, const struct indexed_area *area)
{
	enum glyph glyph = block_glyph(scene, area, va);
	enum role role = glyph_role(glyph);
	int x = canvas_glyph(c, X_LAST, y, glyph) + 1;

	canvas_fit(c, x, y, c->width - x, role,
		   glyph == GLYPH_TAKEN	     ? _("taken")
		   : glyph == GLYPH_UNMAPPED ? _("taken, by rounding up")
		   : glyph == GLYPH_DIRTY    ? _("dirty")
					     : _("never given"));
}

static void guard_words(const struct canvas *c, int x, int y)
{
	const char *text = _("guard: no frame, no PTE, a touch faults");

	if (columns_of(text) > c->width - x)
		text = _("guard: no frame, no PTE");
	canvas_fit(c, x, y, c->width - x, ROLE_GUARD, text);
}

static void page_row(const struct scene *scene, const struct canvas *c, int y,
		     const struct indexed_area *area, uint32_t page)
{
	vaddr_t va = area->start + (page << PAGE_SHIFT);
	bool guard = area->guard && va + PAGE_SIZE == area->end;

	if (guard)
		canvas_glyph(c, 5, y, GLYPH_GUARD);
	else
		canvas_printf(c, 0, y, ROLE_NUMBER, "%6" PRIu32, page);
	canvas_printf(c, 8, y, ROLE_ADDRESS, ADDR, va);
	canvas_target(c, 0, y, c->width, 1, TARGET_ADDR, va);
	if (guard)
		guard_words(c, 17, y);
	else
		page_frame(scene, c, y, va, area);
	if (area->block)
		block_page(scene, c, y, va, area);
	if (scene->spot.has_va && (scene->spot.va & PAGE_MASK) == va) {
		canvas_glyph(c, 1, y, GLYPH_HERE);
		canvas_flag(c, 0, y, c->width, 1, CELL_SELECTED);
	}
	if (span_pte_changed(scene, va)) {
		canvas_glyph(c, 0, y, area->lazy ? GLYPH_CHANGED : GLYPH_ADDED);
		canvas_flag(c, 0, y, c->width, 1, CELL_CHANGED);
	}
}

static void page_headings(const struct canvas *c,
			  const struct indexed_area *area)
{
	canvas_text(c, 2, 0, ROLE_DIM, _("page  virtual  frame"));
	canvas_text(c, X_HW, 0, ROLE_DIM, _("hw PTE"));
	if (has_linux(c))
		canvas_text(c, X_LINUX, 0, ROLE_DIM, _("Linux PTE"));
	canvas_text(c, X_LAST, 0, ROLE_DIM,
		    area->lazy	  ? _("frame is now")
		    : area->block ? _("its bits")
				  : _("from last"));
}

/* First page of a window of @rows that has @page in its middle. */
static uint32_t first_page(uint32_t pages, uint32_t page, uint32_t rows)
{
	if (pages <= rows || page < rows / 2)
		return 0;
	return page - rows / 2 + rows > pages ? pages - rows : page - rows / 2;
}

/* The guard page is never out of sight: it is what one looks for. */
static int pages_draw(const struct scene *scene, const struct canvas *c,
		      const struct topic *topic)
{
	const struct indexed_area *area = &scene->index.area[topic->span.area];
	uint32_t pages = span_pages(&topic->span);
	uint32_t page = (topic->va - area->start) >> PAGE_SHIFT;
	int rows = c->height - 1, y = 1;
	uint32_t n, i;

	if (rows < 1)
		return c->height;
	page_headings(c, area);
	n = (uint32_t)rows;
	/* Two rows for how many there are, and the guard page; or one. */
	if (pages > n && n > 1)
		n -= n > 2 ? 2 : 1;
	i = first_page(pages, page, n);
	for (; n && i < pages; n--, i++)
		page_row(scene, c, y++, area, i);
	if (y > rows || i == pages)
		return y;
	if (pages - 1 > i && y < rows)
		canvas_printf(c, 8, y++, ROLE_DIM, _("... %" PRIu32 " more"),
			      pages - 1 - i);
	page_row(scene, c, y, area, pages - 1);
	return y + 1;
}

/* ---- Sentences ---- */

enum { FITS_SIZE = 320 };

static void say_lazy(const struct scene *scene, const struct indexed_area *area,
		     char *text)
{
	snprintf(text, TEXT_SIZE,
		 area->mapped
			 ? _("Freed, but its addresses wait for a purge: "
			     "%" PRIu32 " of %" PRIu32
			     " pages wait. It comes when more than %" PRIu32
			     " wait, when a request finds no hole, or by "
			     "vm_unmap_aliases. Until then no area gets these "
			     "addresses, and the old PTEs still lead to the "
			     "frames.")
			 : _("Freed, but its addresses wait for a purge: "
			     "%" PRIu32 " of %" PRIu32
			     " pages wait. It comes when more than %" PRIu32
			     " wait, when a request finds no hole, or by "
			     "vm_unmap_aliases. Until then no area gets these "
			     "addresses; nothing is mapped there."),
		 scene->k->g->vmap_lazy_nr, lazy_max_pages(scene->k),
		 lazy_max_pages(scene->k));
}

/* Which pages of a hole an area cannot have, besides its guard page. */
static const char *fits_format(bool before, bool after, bool fits)
{
	static const char *const formats[2][2][2] = {
		{ { N_("No area fits: besides its pages it needs a guard "
		       "page."),
		    N_("A vmalloc of up to %s fits: a guard page comes after "
		       "it.") },
		  { N_("No area fits: besides its pages it needs a guard page "
		       "and a free page after it."),
		    N_("A vmalloc of up to %s fits: a guard page comes after "
		       "it, and a page that stays free.") } },
		{ { N_("No area fits: besides its pages it needs a free page "
		       "before it and a guard page after it."),
		    N_("A vmalloc of up to %s fits: a page stays free before "
		       "it, a guard page comes after it.") },
		  { N_("No area fits: besides its pages it needs a guard page "
		       "and a free page on either side."),
		    N_("A vmalloc of up to %s fits: a page stays free on "
		       "either side, a guard page comes after it.") } },
	};

	return _(formats[before][after][fits]);
}

static void say_fits(const struct scene *scene, const struct span *span,
		     char *text, size_t size)
{
	const struct vmap_allocator *vmap = scene->k->vmap;
	uint32_t fits = span_fits(span);
	char bytes[SIZE_TEXT];

	snprintf(text, size,
		 fits_format(!span->first && vmap->gap,
			     !span->last && vmap->gap_after, fits),
		 short_size_text(fits, bytes));
}

static void say_hole(const struct scene *scene, const struct span *span,
		     char *text)
{
	char bytes[SIZE_TEXT], align[SIZE_TEXT], fits[FITS_SIZE];
	int len;

	short_size_text(span->end - span->start, bytes);
	say_fits(scene, span, fits, sizeof(fits));
	if (span->hole == HOLE_PAGE)
		snprintf(text, TEXT_SIZE,
			 _("One page that the allocator left free before the "
			   "area at %08x: what runs off the end of one area "
			   "must not reach the next. Nothing fits here."),
			 span->end);
	else if (span->hole == HOLE_ALIGN)
		snprintf(text, TEXT_SIZE,
			 _("%s left free because the area at %08x had to be "
			   "aligned to %s. %s"),
			 bytes, span->end, short_size_text(span->align, align),
			 fits);
	if (span->hole == HOLE_PAGE || span->hole == HOLE_ALIGN)
		return;
	len = snprintf(text, TEXT_SIZE,
		       ngettext("Free: %s, %" PRIu32 " page, no PTE. %s The "
				"lowest hole that is large enough is taken.",
				"Free: %s, %" PRIu32 " pages, no PTE. %s The "
				"lowest hole that is large enough is taken.",
				span_pages(span)),
		       bytes, span_pages(span), fits);
	if (scene->index.nr_lazy && len < TEXT_SIZE)
		snprintf(text + len, TEXT_SIZE - (size_t)len,
			 ngettext(" The lazily freed area is not a hole yet: "
				  "%" PRIu32 " is waiting.",
				  " Lazily freed areas are not holes yet: "
				  "%" PRIu32 " are waiting.",
				  scene->index.nr_lazy),
			 scene->index.nr_lazy);
}

static void say_block(const struct scene *scene,
		      const struct indexed_area *area, char *text)
{
	const struct block_use use = block_use(scene, area);

	snprintf(text, TEXT_SIZE,
		 _("A block of vm_map_ram. Its pages: %" PRIu32 " taken, "
		   "%" PRIu32 " dirty (given back, and not given again), "
		   "%" PRIu32 " never given. %s"),
		 use.taken, use.dirty, use.unused,
		 use.taken    ? _("It is freed when all are dirty, or by a "
				     "purge that finds none taken.")
		 : use.unused ? _("None is taken, so a purge frees it whole.")
			      : "");
}

static void say(const struct scene *scene, const struct topic *topic,
		char *text)
{
	*text = '\0';
	if (!scene->index.nr_areas)
		snprintf(text, TEXT_SIZE,
			 _("No areas yet. Type vmalloc 40k to make one."));
	else if (topic->none)
		snprintf(text, TEXT_SIZE,
			 _("Nothing is chosen: Down chooses the first area, "
			   "or click one."));
	else if (topic->span.area < 0)
		say_hole(scene, &topic->span, text);
	else if (scene->index.area[topic->span.area].lazy)
		say_lazy(scene, &scene->index.area[topic->span.area], text);
	else if (scene->index.area[topic->span.area].block)
		say_block(scene, &scene->index.area[topic->span.area], text);
}

/* ---- Frames, where no pane beside this one shows them ---- */

enum { LEAST_PAGES = 3 }; /* rows: heading, a page, the guard page */

static bool frames_painted(const struct scene *scene)
{
	return scene->painted & 1u << PANE_FRAMES;
}

/* Rows of the pages joined to their frames, at the top. */
static int picture_rows(const struct scene *scene, uint32_t i, int rows)
{
	struct backing b;

	if (frames_painted(scene) || rows < SCATTER_LEAST ||
	    !backing_chosen(scene, &b) || b.area != &scene->index.area[i])
		return 0;
	return SCATTER_LEAST + (rows > 20);
}

/* Is the last thing that was done about frames alone? */
static bool tells_frames(const struct scene *scene, const struct topic *topic,
			 struct backing *b)
{
	*b = (struct backing){ .runs = 0 };
	if (frames_painted(scene) || !topic->none)
		return false;
	if (backing_chosen(scene, b) && !b->area &&
	    (scene->has_halves || scene_changed(scene, DIFF_PAGE, b->first)))
		return true;
	*b = (struct backing){ .runs = 0 };
	return scene->has_halves;
}

/* The free lists, with what was split; above them, with room, the block. */
static int frames_draw(const struct scene *scene, const struct canvas *c,
		       const struct backing *b)
{
	int lists = frames_lists_rows(scene), y = 0;

	if (b->runs && c->height >= lists + SCATTER_LEAST)
		y = scatter_draw(scene, c, 0, c->height - lists);
	return y + frames_lists(scene, c, y, c->height - y);
}

/* ---- All of it ---- */

static int say_rows(const char *text, int width)
{
	/* Words do not fill every row: a sixth more. */
	int columns = columns_of(text) * 7 / 6;

	return columns ? columns / (width > 1 ? width : 1) + 1 : 0;
}

int areas_detail_rows(const struct scene *scene, const struct topic *topic,
		      int width)
{
	struct canvas nowhere = { .width = width };
	char text[TEXT_SIZE];
	struct backing b;
	uint32_t pages;
	int rows;

	if (tells_frames(scene, topic, &b))
		return (b.runs ? SCATTER_LEAST : 0) + frames_lists_rows(scene);
	say(scene, topic, text);
	rows = say_rows(text, width);
	if (topic->none || topic->span.area < 0)
		return rows + 1;
	pages = span_pages(&topic->span);
	if (!scene->s->settings.present)
		rows += all_fields(scene, &nowhere, 0,
				   (uint32_t)topic->span.area);
	rows += picture_rows(scene, (uint32_t)topic->span.area, INT_MAX);
	return rows + 1 + (int)(pages < 24 ? pages : 24);
}

/* As many as there is room for besides the pages. */
static int fields_draw(const struct scene *scene, const struct canvas *c,
		       uint32_t i, int pages)
{
	struct canvas nowhere = { .width = c->width };

	pages = pages < 5 ? pages : 5;
	/* From the last row nobody reads the fields of a record. */
	if (scene->s->settings.present)
		return 0;
	if (c->height >= all_fields(scene, &nowhere, 0, i) + 1 + pages)
		return all_fields(scene, c, c->height, i);
	if (c->height <= few_fields(scene, &nowhere, 0, i) + LEAST_PAGES)
		return 0;
	return few_fields(scene, c, c->height, i);
}

int areas_detail_draw(const struct scene *scene, const struct canvas *c,
		      const struct topic *topic)
{
	struct canvas part;
	char text[TEXT_SIZE];
	struct backing b;
	int y, picture;
	uint32_t i;

	if (tells_frames(scene, topic, &b))
		return frames_draw(scene, c, &b);
	say(scene, topic, text);
	y = canvas_wrap(c, 0, 0, c->width, c->height, ROLE_WHY, text);
	if (topic->none || topic->span.area < 0)
		return y;
	i = (uint32_t)topic->span.area;
	picture = picture_rows(scene, i, c->height - y);
	y += scatter_draw(scene, c, y, picture);
	part = canvas_part(c, 0, y, c->width, c->height - y);
	y += fields_draw(scene, &part, i, (int)span_pages(&topic->span));
	part = canvas_part(c, 0, y, c->width, c->height - y);
	if (picture && part.height < LEAST_PAGES)
		return y;
	return y + pages_draw(scene, &part, topic);
}
