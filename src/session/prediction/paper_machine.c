/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paper_machine.c - areas on paper: copied down, and searched by hand.
 */
#include "session/prediction/paper_machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/place.h"
#include "kernel/rbtree.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_record.h"
#include "session/commands/command.h"
#include "session/session.h"

/* ---- The sheet ---- */

void paper_free(struct paper_sheet *paper)
{
	free(paper->area);
	free(paper->block);
	*paper = (struct paper_sheet){ .area = NULL };
}

int paper_put(struct paper_sheet *paper, const struct paper_area *area)
{
	unsigned int i = paper->nr;

	if (paper->nr == paper->capacity) {
		unsigned int capacity = paper->nr ? 2 * paper->nr : 64;
		struct paper_area *more =
			reallocarray(paper->area, capacity, sizeof(*more));

		if (!more)
			return -ENOMEM;
		paper->area = more;
		paper->capacity = capacity;
	}
	for (; i && paper->area[i - 1].start > area->start; i--)
		paper->area[i] = paper->area[i - 1];
	paper->area[i] = *area;
	paper->nr++;
	return 0;
}

void paper_drop(struct paper_sheet *paper, unsigned int i)
{
	paper->nr--;
	memmove(&paper->area[i], &paper->area[i + 1],
		(paper->nr - i) * sizeof(*paper->area));
}

int paper_copy(const struct paper_sheet *from, struct paper_sheet *to)
{
	*to = (struct paper_sheet){ .area = NULL };
	for (unsigned int i = 0; i < from->nr; i++)
		if (paper_put(to, &from->area[i])) {
			paper_free(to);
			return -ENOMEM;
		}
	return 0;
}

int paper_copy_tree(const struct paper_sheet *from, struct paper_sheet *to)
{
	to->block = calloc(from->nr_blocks + 1, sizeof(*to->block));
	if (!to->block)
		return -ENOMEM;
	for (unsigned int i = 0; i < from->nr_blocks; i++)
		to->block[i] = from->block[i];
	to->nr_blocks = from->nr_blocks;
	return 0;
}

/* ---- What the log knows of an area ---- */

static const struct arg *size_arg(const struct command *c, unsigned int *place)
{
	*place = 1;
	for (const struct arg *arg = c->args; arg->name; arg++) {
		if (arg->flags & (ARG_KEYWORD | ARG_SLASH))
			continue;
		if (arg->type == ARG_SIZE)
			return arg;
		++*place;
	}
	return NULL;
}

/* The size in an entry of the log, as it was typed; 0: it has none. */
static uint32_t size_in_line(struct words *w, const char *line)
{
	const struct arg *arg = NULL;
	unsigned int place, seen = 0;
	uint32_t size;

	if (words_split(w, line, strlen(line)))
		return 0;
	for (size_t i = 0; i < w->nr; i++) {
		const char *word = w->word[i];
		const struct command *c = command_find(word, strlen(word));

		if (!arg && c)
			arg = size_arg(c, &place);
		else if (arg && !strchr(word, '=') && ++seen == place)
			return parse_size(word, &size) ? 0 : size;
	}
	return 0;
}

/* Which command made the area, and how many bytes it asked for. */
static void look_up(const struct session *s, struct words *w,
		    struct paper_area *area)
{
	const struct command_log *log = &s->log;

	for (uint32_t n = log->at; n > command_log_epoch(log, log->at); n--) {
		uint32_t size;

		if (log->entry[n - 1].value != area->start)
			continue;
		area->born = n;
		size = size_in_line(w, command_log_canonical(log, n));
		if (size && PAGE_ALIGN(size) == area->bytes)
			area->bytes = size;
		return;
	}
}

static struct paper_area area_of(const struct kernel *k,
				 const struct vmap_area *va)
{
	struct paper_area area = {
		.start = va->va_start,
		.end = va->va_end,
		.guard = vmap_area_had_vm(k, va) ? PAGE_SIZE : 0,
		.lazy = vmap_area_is_freed(k, va),
	};

	/* 6.1 joins what is freed; the last of it ended in a guard page, if it
	 * was no vm_map_ram()'s, which nobody knows any more. */
	if (area.lazy && vmap_root(k, VMAP_FREED))
		area.guard = PAGE_SIZE;
	area.bytes = va->va_end - va->va_start - area.guard;
	area.align = area_align(k, vmap_area_vm(k, va));
	return area;
}

/* ---- 6.1's tree of free blocks ---- */

/* A node and all below it, in preorder. Return: its index, -1 for none. */
static int copy_node(const struct kernel *k, const struct rb_node *node, int up,
		     struct paper_sheet *paper)
{
	const struct vmap_area *va = node ? node_vmap_area(k, node) : NULL;
	int i = (int)paper->nr_blocks;

	if (!va)
		return -1;
	paper->block[paper->nr_blocks++] = (struct paper_free_block){
		.start = va->va_start,
		.end = va->va_end,
		.max = vmap_area_max(va),
		.up = up,
	};
	paper->block[i].left = copy_node(k, at(k, node->rb_left), i, paper);
	paper->block[i].right = copy_node(k, at(k, node->rb_right), i, paper);
	return i;
}

static int copy_tree(const struct kernel *k, struct paper_sheet *paper)
{
	const struct rb_root *root = vmap_root(k, VMAP_FREE);
	size_t nr = 0;

	if (!root)
		return 0;
	for (const struct rb_node *n = rb_first(k, root); n; n = rb_next(k, n))
		nr++;
	paper->block = calloc(nr + 1, sizeof(*paper->block));
	if (!paper->block)
		return -ENOMEM;
	copy_node(k, at(k, root->rb_node), -1, paper);
	return 0;
}

int paper_copy_down(const struct session *s, struct paper_sheet *paper)
{
	const struct kernel *k = s->k;
	struct words w = { .text = NULL };
	int error = 0;

	for (const struct vmap_area *va = first_area(k); va && !error;
	     va = next_area(k, va)) {
		struct paper_area area = area_of(k, va);

		look_up(s, &w, &area);
		error = paper_put(paper, &area);
	}
	words_free(&w);
	if (!error)
		error = copy_tree(k, paper);
	if (error)
		paper_free(paper);
	return error;
}

/* ---- The search ---- */

static uint64_t round_up(uint64_t addr, uint64_t align)
{
	return (addr + align - 1) / align * align;
}

static bool first_fit(const struct paper_sheet *paper,
		      const struct paper_search *q, bool purged, uint64_t *addr)
{
	uint64_t size = q->size + q->guard;

	*addr = round_up(q->start, q->align);
	for (unsigned int i = 0; i < paper->nr; i++) {
		const struct paper_area *area = &paper->area[i];

		if ((purged && area->lazy) || area->end < *addr)
			continue;
		if (*addr + size + q->gap_after <= area->start ||
		    *addr + size > q->end)
			break;
		*addr = round_up(area->end + q->gap, q->align);
	}
	return *addr + size <= q->end;
}

/* ---- The search by the tree ---- */

static uint64_t max_of(const struct paper_sheet *paper, int i)
{
	return i < 0 ? 0 : paper->block[i].max;
}

static bool fits_in(const struct paper_free_block *b,
		    const struct paper_search *q, uint64_t start,
		    uint64_t *addr)
{
	*addr = round_up(b->start > start ? b->start : start, q->align);
	return *addr + q->size + q->guard <= b->end;
}

/* Up from a node where nothing fits, to where one fits or one may go right; -1:
 * nowhere. */
static int go_up(const struct paper_sheet *paper, const struct paper_search *q,
		 uint64_t length, int i, uint64_t *start, uint64_t *addr,
		 bool *fits)
{
	while ((i = paper->block[i].up) >= 0) {
		const struct paper_free_block *b = &paper->block[i];

		*fits = fits_in(b, q, *start, addr);
		if (*fits)
			return i;
		if (max_of(paper, b->right) >= length && *start <= b->start) {
			*start = b->start + 1;
			return b->right;
		}
	}
	return -1;
}

/* Left where there is room for the size wherever a block begins; else here, if
 * it fits; else right; else up. */
static bool fit_by_tree(const struct paper_sheet *paper,
			const struct paper_search *q, uint64_t *addr)
{
	uint64_t length = q->size + q->guard, start = q->start;
	int i = paper->nr_blocks ? 0 : -1;
	bool fits = false;

	if (q->end - q->start != length)
		length += q->align - 1;
	while (i >= 0 && !fits) {
		const struct paper_free_block *b = &paper->block[i];

		if (max_of(paper, b->left) >= length && start < b->start)
			i = b->left;
		else if (fits_in(b, q, start, addr))
			fits = true;
		else if (max_of(paper, b->right) >= length)
			i = b->right;
		else
			i = go_up(paper, q, length, i, &start, addr, &fits);
	}
	return fits && *addr + q->size + q->guard <= q->end;
}

bool paper_find(const struct paper_sheet *paper,
		const struct paper_search *search, uint64_t *addr)
{
	bool fits = search->by_tree && paper->nr_blocks
			    ? fit_by_tree(paper, search, addr)
			    : first_fit(paper, search, false, addr);

	return (fits || first_fit(paper, search, true, addr)) &&
	       search->size <= search->most;
}

/* ---- From the call that ran ---- */

static uint32_t var_of(const struct record_step *step, const char *name)
{
	const struct record_var *var = record_var(step, name);

	return var ? var->value : 0;
}

bool paper_search_of(const struct session *s, const struct step_record *r,
		     uint32_t bytes, struct paper_search *q)
{
	bool area = false;
	struct record_step step;

	*q = (struct paper_search){
		.gap = s->k->vmap->gap,
		.gap_after = s->k->vmap->gap_after,
		.order_of = s->k->vmap->ioremap_order,
		.align = 1,
		.start = s->k->layout.vmalloc_start,
		.end = s->k->layout.vmalloc_end,
		.most = UINT64_MAX,
	};
	for (uint32_t i = 0; i < record_steps(r); i++) {
		const char *id = record_point(r, i)->id;

		record_step(r, i, &step);
		if (!strcmp(id, "__vmalloc_node")) {
			area = true;
			q->size = PAGE_ALIGN(var_of(&step, "size"));
			q->align = var_of(&step, "align");
			q->guard = PAGE_SIZE;
		} else if (!strcmp(id, "ioremap_align")) {
			q->align_of_size = var_of(&step, "align");
		} else if (!strcmp(id, "guard")) {
			q->guard = PAGE_SIZE;
		} else if (!strcmp(id, "alloc_vmap_area")) {
			area = true;
			q->size = var_of(&step, "size") - q->guard;
			q->align = var_of(&step, "align");
			q->start = var_of(&step, "vstart");
			q->end = var_of(&step, "vend");
			break;
		}
	}
	q->bytes = bytes ? bytes : (uint32_t)q->size;
	q->align_of_bytes = ioremap_align(s->k, q->bytes);
	if (!q->align)
		q->align = 1;
	q->by_tree = vmap_root(s->k, VMAP_FREE) && q->align > PAGE_SIZE;
	return area;
}
