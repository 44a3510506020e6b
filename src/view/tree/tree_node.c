/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_node.c - how a node of the tree looks, and the two lists under it.
 *
 * For tree_picture.c, tree_outline.c and tree.c.
 */
#include "view/tree/tree_walk.h"

#include <stdio.h>
#include <stdlib.h>

#include "kernel/vmap_record.h"
#include "inspect/changed_words.h"
#include "translate.h"

/* ---- What the last command did ---- */

/* Words of a node that are watched: where it is, and how it hangs there. */
enum {
	WATCH_START,
	WATCH_STATE,
	WATCH_COLOR,
	WATCH_RIGHT,
	WATCH_LEFT,
	WATCHES
};

static const uint32_t *watched_word(const struct scene *scene,
				    const struct vmap_area *va, int which)
{
	const struct kernel *k = scene->k;
	const struct rb_node *node = vmap_area_node(k, va);
	const uint32_t *const words[WATCHES] = {
		[WATCH_START] = &va->va_start,
		[WATCH_STATE] = vmap_area_state_word(k, va),
		[WATCH_COLOR] = &node->rb_parent_color,
		[WATCH_RIGHT] = &node->rb_right,
		[WATCH_LEFT] = &node->rb_left,
	};

	return words[which];
}

static int by_word(const void *a, const void *b)
{
	const struct watch *x = a, *y = b;

	return (x->word > y->word) - (x->word < y->word);
}

static bool has_changed(const struct scene *scene, const struct watch *w,
			size_t n, const uint32_t *word)
{
	struct watch key = watch_at(scene->k, word);
	const struct watch *found = bsearch(&key, w, n, sizeof(*w), by_word);

	return found && found->changed;
}

/* A live area never moves: where it starts changes only when it is new. */
static enum tree_change change_of(const struct scene *scene,
				  const struct watch *w, size_t n,
				  const struct vmap_area *va)
{
	if (has_changed(scene, w, n, watched_word(scene, va, WATCH_START)))
		return TREE_NEW;
	for (int i = WATCH_STATE; i < WATCHES; i++)
		if (has_changed(scene, w, n, watched_word(scene, va, i)))
			return TREE_CHANGED;
	return TREE_SAME;
}

void tree_changes(const struct scene *scene,
		  const struct vmap_area *const *node, size_t nr,
		  enum tree_change *change)
{
	struct watch w[TREE_SHOWN * WATCHES];
	size_t n = 0;

	for (size_t i = 0; i < nr; i++)
		for (int which = 0; which < WATCHES; which++)
			w[n++] = watch_at(scene->k,
					  watched_word(scene, node[i], which));
	if (n)
		qsort(w, n, sizeof(w[0]), by_word);
	watch_changes(scene->k, scene->since, w, n);
	for (size_t i = 0; i < nr; i++)
		change[i] = change_of(scene, w, n, node[i]);
}

/* ---- A node ---- */

static const struct indexed_area *index_of(const struct scene *scene,
					   const struct vmap_area *va)
{
	int i = scene->tree == VMAP_FREE ? -1
					 : scene_area_at(scene, va->va_start);

	return i >= 0 && scene->index.area[i].start == va->va_start
		       ? &scene->index.area[i]
		       : NULL;
}

/* What an ordinary area is needs no glyph: then the others are seen. */
static bool paint_kind(const struct scene *scene, const struct canvas *c, int x,
		       int y, const struct vmap_area *va)
{
	const struct indexed_area *area = index_of(scene, va);

	if (vmap_area_is_freed(scene->k, va))
		canvas_glyph(c, x, y, GLYPH_LAZY);
	else if (area && area->kind != AREA_VMALLOC)
		canvas_glyph(c, x, y, area_glyph(area));
	else
		return false;
	return true;
}

static void paint_margin(const struct canvas *c, int x, int y,
			 enum tree_change change)
{
	if (change == TREE_NEW)
		canvas_glyph(c, x, y, GLYPH_ADDED);
	else if (change == TREE_CHANGED)
		canvas_glyph(c, x, y, GLYPH_CHANGED);
}

/* In the margin; where that says what changed, before the address or after. */
static void paint_chosen(const struct canvas *c, int x, int y, bool changed,
			 bool kind)
{
	int at = !changed ? x - 1 : !kind ? x + 3 : x + TREE_NODE_WIDTH;

	canvas_flag(c, x, y, TREE_NODE_WIDTH, 1, CELL_SELECTED);
	if (at < x + TREE_NODE_WIDTH)
		canvas_glyph(c, at, y, GLYPH_HERE);
	else
		canvas_text(c, at, y, ROLE_CURSOR, "<");
}

int tree_node(const struct scene *scene, const struct canvas *c, int x, int y,
	      const struct vmap_area *va, enum tree_change change)
{
	bool black = tree_is_black(scene, va), kind;
	vaddr_t chosen;

	paint_margin(c, x - 1, y, change);
	canvas_text(c, x, y, black ? ROLE_BLACK : ROLE_RED,
		    black ? "(B)" : "(R)");
	canvas_text(c, x + 3, y, ROLE_TEXT, " ");
	kind = paint_kind(scene, c, x + 3, y, va);
	canvas_printf(c, x + 4, y, ROLE_ADDRESS, ADDR, va->va_start);
	if (change != TREE_SAME)
		canvas_flag(c, x - 1, y, TREE_NODE_WIDTH + 1, 1, CELL_CHANGED);
	if (tree_chosen(scene, &chosen) && chosen == va->va_start)
		paint_chosen(c, x, y, change != TREE_SAME, kind);
	canvas_target(c, x, y, TREE_NODE_WIDTH, 1, TARGET_ADDR, va->va_start);
	return x + TREE_NODE_WIDTH;
}

static bool marks_node(const struct scene *scene, const struct mark *mark,
		       const struct vmap_area *va)
{
	if (mark->kind == MARK_AREA)
		return mark->value == va_of(scene->k, va);
	return mark->kind == MARK_VM &&
	       mark->value == *vmap_area_vm_word(scene->k, va);
}

void tree_marks(const struct scene *scene, const struct vmap_area *va,
		char *text, size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (unsigned int i = 0; i < scene->nr_marks && len < size; i++)
		if (marks_node(scene, &scene->mark[i], va))
			len += (size_t)snprintf(text + len, size - len, "%s%s",
						len ? ", " : "<- ",
						scene->mark[i].name);
}

/* The first and the last free block lack a byte: no area is at NULL. */
static const char *pages_text(uint32_t bytes, char *text)
{
	return short_size_text(bytes & PAGE_MASK, text);
}

/* Free blocks are all of the 4 GB, also where vmalloc gives nothing out. */
static void free_about(const struct scene *scene, const struct vmap_area *va,
		       char *text, size_t size)
{
	const struct layout *l = &scene->k->layout;
	vaddr_t start = va->va_start, end = va->va_end;
	vaddr_t from = start < l->vmalloc_start ? l->vmalloc_start : start;
	vaddr_t to = end > l->vmalloc_end ? l->vmalloc_end : end;
	char whole[SIZE_TEXT], bytes[SIZE_TEXT];
	int len;

	pages_text(end - start, whole);
	if (end <= l->vmalloc_start)
		len = snprintf(text, size, _("%s below vmalloc"), whole);
	else if (start >= l->vmalloc_end)
		len = snprintf(text, size, _("%s above vmalloc"), whole);
	else if (from == start && to == end)
		len = snprintf(text, size, "%s", whole);
	else
		len = snprintf(text, size, _("%s of %s"),
			       short_size_text(to - from, bytes), whole);
	if (vmap_area_max(va) != end - start)
		snprintf(text + len, size - (size_t)len, _(" max %s"),
			 pages_text(vmap_area_max(va), bytes));
}

void tree_about(const struct scene *scene, const struct vmap_area *va,
		char *text, size_t size)
{
	const struct indexed_area *area = index_of(scene, va);
	char bytes[SIZE_TEXT], name[AREA_NAME_SIZE];
	const char *called;
	int len;

	if (scene->tree == VMAP_FREE) {
		free_about(scene, va, text, size);
		return;
	}
	len = snprintf(text, size, "%s",
		       short_size_text(va->va_end - va->va_start, bytes));
	if (area)
		len += snprintf(text + len, size - (size_t)len, " %s",
				area_word(area));
	called = area ? area_called(area, name) : "";
	if (*called && (size_t)len < size)
		snprintf(text + len, size - (size_t)len, " %s", called);
}

/* ---- The lists ---- */

/* Elements of a list around the chosen one. */
struct chain {
	vaddr_t start[TREE_SHOWN];
	uint32_t nr;
	uint32_t before, after; /* that are not shown */
};

enum { LINK_WIDTH = 11 }; /* "d0800000 - " */

/* Where to begin, so that the chosen one is in the middle of @room. */
static uint32_t window(uint32_t chosen, uint32_t all, uint32_t room)
{
	uint32_t first = chosen > room / 2 ? chosen - room / 2 : 0;

	if (all <= room)
		return 0;
	return first + room > all ? all - room : first;
}

/* The areas before the @i-th that have a vm_struct. */
static uint32_t with_vm(const struct scene *scene, uint32_t i)
{
	uint32_t nr = 0;

	while (i-- > 0)
		nr += scene->index.area[i].vm != 0;
	return nr;
}

/* The index is only where the walk begins: what is listed is what is linked. */
static void walk_areas(const struct scene *scene, uint32_t area, uint32_t room,
		       struct chain *chain)
{
	const struct list_head *head = vmap_list(scene->k, VMAP_LIVE);
	const struct list_head *entry = head;

	chain->before = window(area, scene->index.nr_areas, room);
	if (chain->before) {
		const struct vmap_area *va =
			at(scene->k, scene->index.area[chain->before - 1].va);

		entry = vmap_area_link(scene->k, va);
	}
	while (chain->nr < room &&
	       (entry = at(scene->k, entry->next)) != head) {
		const struct vmap_area *va = link_vmap_area(scene->k, entry);

		chain->start[chain->nr++] = va->va_start;
	}
	if (scene->index.nr_areas > chain->before + chain->nr)
		chain->after =
			scene->index.nr_areas - chain->before - chain->nr;
}

/* Of 6.1, where the index has the areas of two lists: all of one, around what
 * begins where area @i does. */
static void walk_list(const struct scene *scene, enum vmap_state state,
		      uint32_t i, uint32_t room, struct chain *chain)
{
	const struct list_head *head = vmap_list(scene->k, state);
	const struct list_head *entry = head;
	vaddr_t start =
		i < scene->index.nr_areas ? scene->index.area[i].start : 0;
	uint32_t all = 0, before = 0, nr = 0;

	while ((entry = at(scene->k, entry->next)) != head) {
		all++;
		before += link_vmap_area(scene->k, entry)->va_start < start;
	}
	chain->before = window(before, all, room);
	while ((entry = at(scene->k, entry->next)) != head && chain->nr < room)
		if (nr++ >= chain->before)
			chain->start[chain->nr++] =
				link_vmap_area(scene->k, entry)->va_start;
	chain->after = all - chain->before - chain->nr;
}

static void walk_busy(const struct scene *scene, uint32_t area, uint32_t room,
		      struct chain *chain)
{
	walk_list(scene, VMAP_LIVE, area, room, chain);
}

static void walk_freed(const struct scene *scene, uint32_t area, uint32_t room,
		       struct chain *chain)
{
	walk_list(scene, VMAP_FREED, area, room, chain);
}

static void walk_vms(const struct scene *scene, uint32_t at_area, uint32_t room,
		     struct chain *chain)
{
	uint32_t all = with_vm(scene, scene->index.nr_areas);
	uint32_t first = window(with_vm(scene, at_area), all, room), i = 0;
	const struct vm_struct *vm = NULL;

	/* The last vm_struct that is left out leads to the first on show. */
	for (chain->before = 0; chain->before < first; i++)
		chain->before += scene->index.area[i].vm != 0;
	if (chain->before)
		vm = at(scene->k, scene->index.area[i - 1].vm);
	vm = vm ? next_vm(scene->k, vm) : first_vm(scene->k);
	for (; vm && chain->nr < room; vm = next_vm(scene->k, vm))
		chain->start[chain->nr++] = vm->addr;
	if (all > chain->before + chain->nr)
		chain->after = all - chain->before - chain->nr;
}

static int paint_link(const struct scene *scene, const struct canvas *c, int x,
		      vaddr_t start)
{
	int i = scene_area_at(scene, start);
	const struct indexed_area *area = i < 0 ? NULL : &scene->index.area[i];
	vaddr_t chosen;

	canvas_printf(c, x, 0, area && area->lazy ? ROLE_LAZY : ROLE_ADDRESS,
		      ADDR, start);
	canvas_target(c, x, 0, 8, 1, TARGET_ADDR, start);
	if (tree_chosen(scene, &chosen) && chosen == start)
		canvas_flag(c, x, 0, 8, 1, CELL_SELECTED);
	if (area &&
	    (scene_changed(scene, DIFF_VMAP_AREA, area->va) ||
	     (area->vm && scene_changed(scene, DIFF_VM_STRUCT, area->vm))))
		canvas_flag(c, x, 0, 8, 1, CELL_CHANGED);
	return x + 8;
}

static void paint_chain(const struct scene *scene, const struct canvas *c,
			int x, const struct chain *chain)
{
	if (chain->before)
		x = canvas_printf(c, x, 0, ROLE_DIM, "+%u - ", chain->before);
	for (uint32_t i = 0; i < chain->nr; i++) {
		if (i)
			x = canvas_text(c, x, 0, ROLE_LINE, " - ");
		x = paint_link(scene, c, x, chain->start[i]);
	}
	if (chain->after)
		canvas_printf(c, x, 0, ROLE_DIM, " - +%u", chain->after);
	if (!chain->nr)
		canvas_text(c, x, 0, ROLE_DIM, _("empty"));
}

/* Says of the chosen one that it is not there, and why. Of 6.1's lists each area
 * is on one, which shows it. */
static void paint_absent(const struct scene *scene, const struct canvas *c,
			 const struct chain *chain, vaddr_t start)
{
	int i = scene_area_at(scene, start);
	char text[64];
	int width;

	for (uint32_t j = 0; j < chain->nr; j++)
		if (chain->start[j] == start)
			return;
	snprintf(text, sizeof(text),
		 i >= 0 && scene->index.area[i].lazy
			 ? _("  %08x is not on it: freed")
			 : _("  %08x is not on it"),
		 start);
	width = columns_of(text);
	for (int x = c->width - width; x < c->width; x++)
		canvas_text(c, x, 0, ROLE_TEXT, " ");
	canvas_text(c, c->width - width, 0, ROLE_WHY, text);
}

void tree_lists(const struct scene *scene, const struct canvas *c)
{
	const bool trees = vmap_list(scene->k, VMAP_FREED) != NULL;
	static const struct {
		const char *name;
		void (*walk)(const struct scene *scene, uint32_t at,
			     uint32_t room, struct chain *chain);
	} of[2][2] = { { { "vmap_area_list", walk_areas },
			 { "vmlist", walk_vms } },
		       { { "vmap_area_list", walk_busy },
			 { "purge_vmap_area_list", walk_freed } } };
	const int label = c->width < 70 ? 7 : trees ? 22 : 16;
	int room = (c->width - label - 12 + 3) / LINK_WIDTH;
	vaddr_t start = 0;
	bool chosen = tree_chosen(scene, &start);
	uint32_t at = chosen ? scene_area_after(scene, start) : 0;

	if (room < 1)
		return;
	for (int i = 0; i < 2; i++) {
		struct canvas row = canvas_part(c, 0, i, c->width, 1);
		struct chain chain = { .nr = 0 };

		canvas_text(&row, 0, 0, ROLE_NAME,
			    label < 16 && !i	  ? _("sorted")
			    : label < 16 && trees ? _("freed")
						  : of[trees][i].name);
		of[trees][i].walk(scene, at,
				  room < TREE_SHOWN ? (uint32_t)room
						    : TREE_SHOWN,
				  &chain);
		paint_chain(scene, &row, label, &chain);
		if (chosen && !trees)
			paint_absent(scene, &row, &chain, start);
	}
}
