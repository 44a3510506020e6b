/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene.c - what pictures depend on: the index, the chosen thing, changes.
 *
 * Areas and owners of frames are indexed by inspect/memory_index.h; a step in
 * words is in scene_step.c, what its variables point at in step_marks.c.
 */
#include "view/scene/scene.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/vmap_block.h"
#include "machine/mmu.h"
#include "session/line/expression.h"
#include "view/scene/step_marks.h"
#include "view/scene/scene_step.h"
#include "translate.h"

void scene_init(struct scene *scene)
{
	*scene = (struct scene){ .spot.area = -1 };
}

void scene_free(struct scene *scene)
{
	memory_index_free(&scene->index);
	diff_free(&scene->diff);
	scene_init(scene);
}

/* ---- How things are shown ---- */

static const enum glyph owner_glyphs[OWNERS] = {
	[OWNER_KERNEL] = GLYPH_KERNEL,
	[OWNER_MEM_MAP] = GLYPH_MEM_MAP,
	[OWNER_SLAB] = GLYPH_SLAB,
	[OWNER_PGTABLE] = GLYPH_PGTABLE,
	[OWNER_VMALLOC] = GLYPH_PAGE_VMALLOC,
	[OWNER_PAGES] = GLYPH_PAGE_ALLOC,
	[OWNER_PCP] = GLYPH_PCP,
	[OWNER_RESERVED] = GLYPH_RESERVED,
	[OWNER_REPORTED] = GLYPH_REPORTED,
	[OWNER_NO_RAM] = GLYPH_NO_RAM,
};

enum glyph owner_glyph(enum owner owner)
{
	return owner_glyphs[owner];
}

enum role owner_role(enum owner owner)
{
	return owner < MAX_ORDER ? ROLE_FREE : glyph_role(owner_glyphs[owner]);
}

enum glyph area_glyph(const struct indexed_area *area)
{
	static const enum glyph glyphs[AREA_KINDS] = {
		[AREA_VMALLOC] = GLYPH_VMALLOC, [AREA_VMAP] = GLYPH_VMAP,
		[AREA_IOREMAP] = GLYPH_IOREMAP, [AREA_MODULE] = GLYPH_MODULE,
		[AREA_ARRAY] = GLYPH_VMALLOC,	[AREA_BARE] = GLYPH_UNMAPPED,
		[AREA_BLOCK] = GLYPH_TAKEN,	[AREA_MAP_RAM] = GLYPH_VMAP,
	};

	return area->lazy ? GLYPH_LAZY : glyphs[area->kind];
}

enum glyph block_glyph(const struct scene *scene,
		       const struct indexed_area *area, vaddr_t va)
{
	const struct vmap_block *vb = at(scene->k, area->block);
	uint32_t page = (va - area->start) >> PAGE_SHIFT;
	pfn_t pfn;

	if (vmap_block_bit(vb->dirty_map, page))
		return GLYPH_DIRTY;
	if (!vmap_block_bit(vb->alloc_map, page))
		return GLYPH_UNUSED;
	return mapped_frame(scene->k, va, &pfn) ? GLYPH_TAKEN : GLYPH_UNMAPPED;
}

struct block_use block_use(const struct scene *scene,
			   const struct indexed_area *area)
{
	const struct vmap_block *vb = at(scene->k, area->block);
	uint32_t pages = (area->end - area->start) >> PAGE_SHIFT;

	return (struct block_use){ pages - vb->free - vb->dirty, vb->dirty,
				   vb->free };
}

/* ---- The chosen thing ---- */

/* With nothing chosen, the step is followed. */
static void find_spot(struct scene *scene)
{
	const struct view_state *look = scene->look;
	struct spot *spot = &scene->spot;
	enum selected what = look->selected;
	uint32_t place = look->at;

	if (what == SELECTED_NOTHING)
		what = step_marks_place(scene, &place);

	*spot = (struct spot){ .area = -1 };
	if (what == SELECTED_PFN) {
		spot->has_pfn = spot->has_pa = true;
		spot->pfn = place;
		spot->pa = spot->pfn << PAGE_SHIFT;
		spot->has_va = index_frame_address(&scene->index, spot->pfn,
						   &spot->va);
	} else if (what == SELECTED_ADDR) {
		spot->has_va = true;
		spot->va = place;
		spot->has_pa = mmu_translate(scene->k->m, spot->va, &spot->pa);
		spot->has_pfn = spot->has_pa &&
				pfn_valid(scene->k, spot->pa >> PAGE_SHIFT);
		spot->pfn = spot->has_pfn ? spot->pa >> PAGE_SHIFT : 0;
	}
	if (spot->has_va)
		spot->area = scene_area_at(scene, spot->va);
	if (spot->area >= 0)
		spot->page = (spot->va - scene->index.area[spot->area].start) >>
			     PAGE_SHIFT;
}

/* ---- What changed ---- */

const struct diff_item *scene_item(const struct scene *scene,
				   enum diff_kind kind, uint32_t address)
{
	return scene->has_diff ? diff_find(&scene->diff, kind, address) : NULL;
}

const struct diff_item *scene_items(const struct scene *scene,
				    enum diff_kind kind, uint32_t from,
				    const struct diff_item **end)
{
	*end = NULL;
	return scene->has_diff ? diff_range(&scene->diff, kind, from, end)
			       : NULL;
}

enum glyph item_glyph(const struct diff_item *item)
{
	static const enum glyph glyphs[] = {
		[DIFF_CHANGED] = GLYPH_CHANGED,
		[DIFF_CAME] = GLYPH_ADDED,
		[DIFF_WENT] = GLYPH_REMOVED,
	};

	return glyphs[item->fate];
}

bool scene_changed(const struct scene *scene, enum diff_kind kind,
		   uint32_t address)
{
	return scene_item(scene, kind, address);
}

/* The moment with which the machine is compared; now: with none. */
static uint64_t changes_since(const struct session *s)
{
	if (stepper_on(s))
		return s->stepper.seen;
	return s->last_before == s->last_after ? session_position(s)
					       : s->last_before;
}

/* Of a call that is stepped through: since it began. */
static bool find_call_halves(struct scene *scene)
{
	struct record_step step;
	struct diff call;
	uint64_t start = record_start(scene->s->stepper.record);
	bool found;

	if (session_position(scene->s) - start > FREE_LISTS_WORDS)
		return false;
	stepper_step(scene->s, &step);
	found = !diff_words(scene->k, start, &call) &&
		block_halves_find(scene->k, &call,
				  !strcmp(step.point->function,
					  "__free_one_page"),
				  &scene->halves);
	diff_free(&call);
	return found;
}

static bool find_halves(struct scene *scene)
{
	if (stepper_on(scene->s))
		return find_call_halves(scene);
	return scene->has_diff && scene->diff.words <= FREE_LISTS_WORDS &&
	       block_halves_find(scene->k, &scene->diff, false,
				 &scene->halves);
}

static void find_changes(struct scene *scene)
{
	struct inspector in = session_inspector(scene->s);

	diff_free(&scene->diff);
	scene->has_diff = false;
	if (scene->since == session_position(scene->s))
		return;
	if (!diff_mark(&in, scene->since, &scene->diff))
		scene->has_diff = true;
	else
		diff_free(&scene->diff);
}

/* ---- The step under view ---- */

const struct mark *scene_mark(const struct scene *scene, enum mark_kind kind,
			      uint32_t value)
{
	for (unsigned int i = 0; i < scene->nr_marks; i++)
		if (scene->mark[i].kind == kind &&
		    scene->mark[i].value == value)
			return &scene->mark[i];
	return NULL;
}

/* ---- All of it ---- */

static struct scene_moment moment_of(const struct session *s)
{
	return (struct scene_moment){
		.kernel = s->k,
		.epoch = command_log_epoch(&s->log, s->log.at),
		.moment = s->log.at,
		.serial = command_log_serial(&s->log, s->log.at),
		.position = session_position(s),
	};
}

static bool same_memory(const struct scene_moment *a,
			const struct scene_moment *b)
{
	return a->kernel == b->kernel && a->epoch == b->epoch &&
	       a->serial == b->serial && a->position == b->position;
}

/*
 * Does one line of the log lead through both moments? Then what the journal has
 * between their positions is what they differ in.
 */
static bool one_history(const struct scene *scene,
			const struct scene_moment *now)
{
	const struct scene_moment *old = &scene->indexed;
	const struct command_log *log = &scene->s->log;

	return old->kernel == now->kernel && old->epoch == now->epoch &&
	       old->moment <= log->nr &&
	       old->serial == command_log_serial(log, old->moment);
}

/* What only looked at an area did not make it. */
static bool is_made_at(const struct kept_value *kept, vaddr_t start)
{
	return kept->made && kept->value.type == VALUE_ADDR &&
	       kept->value.bits == start;
}

/* The latest value wins: an address may have been given out before. */
static uint32_t value_of(const struct values *values, vaddr_t start)
{
	for (uint32_t n = values->nr; n; n--)
		if (is_made_at(&values->history[n - 1], start))
			return n;
	return 0;
}

/* What was named last, unless a later command made what is there. */
static void name_area(const struct named *named, void *data)
{
	const struct memory_index *ix = data;
	int i = index_area_at(ix, named->value.bits);
	struct indexed_area *area = i < 0 ? NULL : &ix->area[i];

	if (!area || named->value.type != VALUE_ADDR ||
	    named->value.bits != area->start || !named->n ||
	    named->n < area->value || named->n < area->named)
		return;
	area->name = named->name;
	area->named = named->n;
}

/* @from: values up to there are those of all areas that are not fresh. */
static void name_areas(struct scene *scene, uint32_t from)
{
	const struct values *values = &scene->s->values;
	struct memory_index *ix = &scene->index;

	for (uint32_t i = 0; i < ix->nr_areas; i++) {
		if (ix->area[i].fresh && from)
			ix->area[i].value = value_of(values, ix->area[i].start);
		ix->area[i].fresh = false;
		ix->area[i].name = NULL;
		ix->area[i].named = 0;
	}
	for (uint32_t n = from + 1; n <= values->nr; n++) {
		const struct kept_value *kept = &values->history[n - 1];
		int i = index_area_at(ix, kept->value.bits);

		if (i >= 0 && is_made_at(kept, ix->area[i].start))
			ix->area[i].value = n;
	}
	values_names(values, name_area, ix);
}

static int make_index(struct scene *scene, const struct scene_moment *now)
{
	struct stores stores;
	bool known = one_history(scene, now) &&
		     scene->indexed_values <= scene->s->values.nr &&
		     stores_collect(scene->k, scene->indexed.position,
				    now->position, &stores);
	int error = memory_index_update(&scene->index, scene->k,
					known ? &stores : NULL);

	if (error)
		scene->indexed.kernel = NULL;
	else
		name_areas(scene,
			   scene->index.anew ? 0 : scene->indexed_values);
	return error;
}

int scene_update(struct scene *scene, const struct session *s)
{
	struct scene_moment now = moment_of(s);
	uint64_t since = changes_since(s);
	bool moved = !same_memory(&scene->indexed, &now);
	int error = 0;

	scene->s = s;
	scene->k = s->k;
	scene->look = &s->look;
	if (moved || scene->indexed_values != s->values.nr) {
		error = make_index(scene, &now);
		if (!error)
			scene->indexed = now;
		scene->indexed_values = s->values.nr;
	}
	if (moved || since != scene->since) {
		scene->since = since;
		find_changes(scene);
		scene->has_halves = find_halves(scene);
	}
	step_marks_update(scene);
	scene_step_update(scene);
	find_spot(scene);
	return error;
}
