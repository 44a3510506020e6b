/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step_marks.c - variables of a step as marks on what they point at.
 *
 * A record keeps addresses; what they mean follows from the kind of the
 * variable. The machine is the one of that moment, so a word in a table can be
 * asked which address it maps.
 */
#include "view/scene/step_marks.h"

#include <string.h>

#include "kernel/vmap_record.h"

/* ---- Words ---- */

/* The area of the tree that a link lies in: it is what p is about to change. */
static bool is_link_of(const struct scene *scene, vaddr_t word, vaddr_t *area)
{
	for (uint32_t i = 0; i < scene->index.nr_areas; i++)
		if (word - scene->index.area[i].va <
		    vmap_area_bytes(scene->k)) {
			*area = scene->index.area[i].va;
			return true;
		}
	return false;
}

static void mark_word(const struct scene *scene, struct mark *mark)
{
	paddr_t word = __pa(scene->k, mark->value);
	uint32_t bytes;

	mark->kind = MARK_PTE;
	if (index_maps(&scene->index, word, &mark->value, &bytes))
		return;
	mark->kind = is_link_of(scene, mark->value, &mark->value) ? MARK_AREA
								  : MARK_ADDR;
}

/* ---- One variable ---- */

/* What points at nothing has no row. */
static const enum mark_kind kinds[STEP_KINDS] = {
	[STEP_ADDR] = MARK_ADDR,   [STEP_PHYS] = MARK_PFN,
	[STEP_PFN] = MARK_PFN,	   [STEP_AREA] = MARK_AREA,
	[STEP_VM] = MARK_VM,	   [STEP_NODE] = MARK_AREA,
	[STEP_PAGE] = MARK_PFN,	   [STEP_CACHE] = MARK_ADDR,
	[STEP_MODULE] = MARK_ADDR, [STEP_PAM] = MARK_ADDR,
	[STEP_BLOCK] = MARK_ADDR,  [STEP_OBJECT] = MARK_ADDR,
	[STEP_WORD] = MARK_PTE,
};

static void settle(const struct scene *scene, const struct record_var *var,
		   struct mark *mark)
{
	if (var->kind == STEP_NODE)
		mark->value = va_of(
			scene->k,
			node_vmap_area(scene->k, at(scene->k, mark->value)));
	else if (var->kind == STEP_PHYS)
		mark->value >>= PAGE_SHIFT;
	else if (var->kind == STEP_PAGE || var->kind == STEP_BLOCK)
		mark->value = var->detail[0];
	else if (var->kind == STEP_WORD)
		mark_word(scene, mark);
}

static void add_mark(struct scene *scene, const struct record_var *var)
{
	struct mark *mark = &scene->mark[scene->nr_marks];

	if (!kinds[var->kind] || !var->value || scene->nr_marks == SCENE_MARKS)
		return;
	*mark = (struct mark){ .kind = kinds[var->kind], .value = var->value };
	strncpy(mark->name, var->name, sizeof(mark->name) - 1);
	settle(scene, var, mark);
	scene->nr_marks++;
}

/* ---- All of them ---- */

/* A search has addr and size: the candidate is what lies between. */
static void make_range(struct scene *scene, const struct record_step *step)
{
	const struct record_var *addr = record_var(step, "addr");
	const struct record_var *size = record_var(step, "size");

	if (!addr || !size || addr->kind != STEP_ADDR ||
	    size->kind != STEP_BYTES || !size->value)
		return;
	for (unsigned int i = 0; i < scene->nr_marks; i++) {
		struct mark *mark = &scene->mark[i];

		if (strcmp(mark->name, "addr") != 0)
			continue;
		mark->kind = MARK_RANGE;
		mark->end = addr->value + size->value;
		/* A search that wraps ends where the 32 bits end. */
		if (mark->end < addr->value)
			mark->end = UINT32_MAX;
	}
}

void step_marks_update(struct scene *scene)
{
	struct record_step step;

	scene->nr_marks = 0;
	if (!stepper_on(scene->s))
		return;
	stepper_step(scene->s, &step);
	for (unsigned int i = 0; i < step.nr_vars; i++)
		add_mark(scene, &step.var[i]);
	make_range(scene, &step);
}

/* ---- What it is about ---- */

static enum selected place_of(const struct scene *scene,
			      const struct mark *mark, uint32_t *place)
{
	const struct vmap_area *va;
	const struct vm_struct *vm;

	*place = mark->value;
	switch (mark->kind) {
	case MARK_PFN:
		return pfn_valid(scene->k, mark->value) ? SELECTED_PFN
							: SELECTED_NOTHING;
	case MARK_AREA: /* not filled yet, it has no address */
		va = at(scene->k, mark->value);
		*place = va->va_start;
		return va->va_start ? SELECTED_ADDR : SELECTED_NOTHING;
	case MARK_VM: /* likewise */
		vm = at(scene->k, mark->value);
		*place = vm->addr;
		return vm->addr ? SELECTED_ADDR : SELECTED_NOTHING;
	case MARK_RANGE:
	case MARK_PTE:
		return SELECTED_ADDR;
	case MARK_NONE:
	case MARK_ADDR:
		break;
	}
	return SELECTED_NOTHING;
}

enum selected step_marks_place(const struct scene *scene, uint32_t *place)
{
	/* A page being mapped first: what it is for is around it. */
	static const enum mark_kind order[] = { MARK_PTE, MARK_RANGE, MARK_PFN,
						MARK_AREA, MARK_VM };
	enum selected what;

	for (size_t n = 0; n < sizeof(order) / sizeof(*order); n++)
		for (unsigned int i = 0; i < scene->nr_marks; i++) {
			if (scene->mark[i].kind != order[n])
				continue;
			what = place_of(scene, &scene->mark[i], place);
			if (what != SELECTED_NOTHING)
				return what;
		}
	return SELECTED_NOTHING;
}
