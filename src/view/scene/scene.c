/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene.c - the index behind the pictures: areas, the chosen thing, changes.
 *
 * What is indexed has files of its own: areas (scene_areas.c), the owners of
 * frames (owners.c), a step in words (scene_step.c) and what its variables
 * point at (step_marks.c).
 */
#include "view/scene/scene.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/mmu.h"
#include "view/scene/step_marks.h"
#include "view/owners.h"
#include "view/scene/scene_areas.h"
#include "view/scene/scene_step.h"

void scene_init(struct scene *scene)
{
	*scene = (struct scene){ .spot.area = -1 };
}

void scene_free(struct scene *scene)
{
	free(scene->area);
	free(scene->spare);
	free(scene->owner);
	diff_free(&scene->diff);
	scene_init(scene);
}

/* ---- Areas ---- */

int scene_area_at(const struct scene *scene, vaddr_t va)
{
	uint32_t i = scene_area_after(scene, va);

	if (i == scene->nr_areas || va < scene->area[i].start)
		return -1;
	return (int)i;
}

uint32_t scene_area_after(const struct scene *scene, vaddr_t va)
{
	uint32_t low = 0, high = scene->nr_areas;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (scene->area[middle].end > va)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

bool scene_page(const struct scene *scene, vaddr_t va, pfn_t *pfn)
{
	paddr_t pa;

	if (!mmu_translate(scene->k->m, va, &pa))
		return false;
	*pfn = pa >> PAGE_SHIFT;
	return true;
}

enum glyph area_glyph(const struct scene_area *area)
{
	static const enum glyph glyphs[AREA_KINDS] = {
		[AREA_VMALLOC] = GLYPH_VMALLOC, [AREA_VMAP] = GLYPH_VMAP,
		[AREA_IOREMAP] = GLYPH_IOREMAP, [AREA_MODULE] = GLYPH_MODULE,
		[AREA_ARRAY] = GLYPH_VMALLOC,	[AREA_BARE] = GLYPH_UNMAPPED,
	};

	return area->lazy ? GLYPH_LAZY : glyphs[area->kind];
}

const char *area_word(const struct scene_area *area)
{
	static const char *const words[AREA_KINDS] = {
		[AREA_VMALLOC] = "vmalloc", [AREA_VMAP] = "vmap",
		[AREA_IOREMAP] = "ioremap", [AREA_MODULE] = "module",
		[AREA_ARRAY] = "pages[]",   [AREA_BARE] = "unmapped",
	};

	return area->lazy ? "freed" : words[area->kind];
}

const char *area_name(const struct scene_area *area, char *name)
{
	if (area->value)
		snprintf(name, AREA_NAME_SIZE, "$%" PRIu32, area->value);
	else
		snprintf(name, AREA_NAME_SIZE, "%08" PRIx32, area->start);
	return name;
}

/* ---- Tables ---- */

bool scene_maps(const struct scene *scene, paddr_t word, vaddr_t *va,
		uint32_t *bytes)
{
	const struct kernel *k = scene->k;
	uint32_t offset = word - ram_addr(k->m, k->pgd);
	uint32_t index =
		(word & (PTE_LINUX_OFFSET - 1)) / (uint32_t)sizeof(word);

	if (offset < SWAPPER_SIZE) {
		*va = offset / (uint32_t)sizeof(word) * SECTION_SIZE;
		*bytes = SECTION_SIZE;
		return true;
	}
	*bytes = PAGE_SIZE;
	if (scene_owner(scene, word >> PAGE_SHIFT) != OWNER_PGTABLE)
		return false;
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++) {
		*va = (i << PGDIR_SHIFT) + (index << PAGE_SHIFT);
		if ((k->pgd[2 * i] & 3) == L1_COARSE &&
		    !((k->pgd[2 * i] ^ word) & PAGE_MASK))
			return true;
	}
	return false;
}

/* ---- The chosen thing ---- */

static bool area_maps(const struct scene *scene, const struct scene_area *area,
		      pfn_t pfn, vaddr_t *va)
{
	for (uint32_t page = 0; page < area->mapped; page++) {
		pfn_t frame;

		*va = area->start + (page << PAGE_SHIFT);
		if (scene_page(scene, *va, &frame) && frame == pfn)
			return true;
	}
	return false;
}

/* A freed area's translation outlives it, and is nobody's right to a frame. */
bool scene_frame_address(const struct scene *scene, pfn_t pfn, vaddr_t *va)
{
	for (int lazy = 0; lazy < 2; lazy++)
		for (uint32_t i = 0; i < scene->nr_areas; i++)
			if (scene->area[i].lazy == lazy &&
			    area_maps(scene, &scene->area[i], pfn, va))
				return true;
	if (!pfn_valid(scene->k, pfn) || pfn >= scene->k->layout.max_low_pfn)
		return false;
	*va = __va(scene->k, pfn << PAGE_SHIFT);
	return true;
}

/* Who has chosen nothing follows the step. */
static void find_spot(struct scene *scene)
{
	const struct look *look = scene->look;
	struct spot *spot = &scene->spot;
	enum selected what = look->selected;
	uint32_t place = look->at;

	if (what == SELECTED_NOTHING)
		what = marks_place(scene, &place);

	*spot = (struct spot){ .area = -1 };
	if (what == SELECTED_PFN) {
		spot->has_pfn = spot->has_pa = true;
		spot->pfn = place;
		spot->pa = spot->pfn << PAGE_SHIFT;
		spot->has_va = scene_frame_address(scene, spot->pfn, &spot->va);
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
		spot->page = (spot->va - scene->area[spot->area].start) >>
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

static void find_changes(struct scene *scene)
{
	diff_free(&scene->diff);
	scene->has_diff = false;
	if (scene->since == session_position(scene->s))
		return;
	if (!diff_make(scene->k, scene->since, &scene->diff))
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
		.epoch = log_epoch(&s->log, s->log.at),
		.moment = s->log.at,
		.serial = log_serial(&s->log, s->log.at),
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
	const struct log *log = &scene->s->log;

	return old->kernel == now->kernel && old->epoch == now->epoch &&
	       old->moment <= log->nr &&
	       old->serial == log_serial(log, old->moment);
}

static int make_index(struct scene *scene, const struct scene_moment *now)
{
	struct stores stores;
	bool known = one_history(scene, now) &&
		     scene->indexed_values <= scene->s->values.nr &&
		     stores_collect(scene->k, scene->indexed.position,
				    now->position, &stores);
	int error = areas_update(scene, known ? &stores : NULL);

	if (!error)
		error = owners_update(scene, known ? &stores : NULL);
	if (error) {
		scene->nr_areas = scene->nr_frames = 0;
		scene->indexed.kernel = NULL;
	}
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
	}
	marks_update(scene);
	step_update(scene);
	find_spot(scene);
	return error;
}
