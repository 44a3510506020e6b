/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmap_6_1.c - 6.1's trees against a map of pages, and what breaks them.
 */
#include "unit.h"

#include <errno.h>

#include "kernel/fault_inject.h"
#include "kernel/rbtree.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_block.h"
#include "kernel/vmap_record.h"
#include "machine/mmu.h"

#define START 0xd0800000u
#define PAGES(n) ((uint32_t)(n)*PAGE_SIZE)

static struct kernel *boot_6_1(const char *cmdline)
{
	struct board board = *marvell_board();

	board.allocator = ALLOCATOR_6_1;
	return boot_board(&board, cmdline);
}

static int boot_state(void **state)
{
	*state = boot_6_1("mem=64M");
	return 0;
}

#define on_6_1(test)                                                           \
	cmocka_unit_test_setup_teardown(test, boot_state, power_off)

static const struct vmap_area *alloc(struct kernel *k, uint32_t pages,
				     uint32_t align, vaddr_t vend)
{
	const struct vmap_area *va = alloc_vmap_area(
		k, PAGES(pages), align, START, vend, -1, GFP_KERNEL);

	return IS_ERR(va) ? NULL : va;
}

static vaddr_t taken(struct kernel *k, uint32_t pages)
{
	const struct vmap_area *va = alloc(k, pages, 1, 0xf0000000);

	assert_non_null(va);
	return va->va_start;
}

/* ---- What is where ---- */

static void at_first_all_is_one_free_block(void **state)
{
	const struct kernel *k = *state;
	const struct vmap_area *va = vmap_free_at(k, START);

	assert_non_null(va);
	assert_int_equal(va->va_start, 1);
	assert_int_equal(va->va_end, UINT32_MAX);
	assert_int_equal(vmap_area_max(va), UINT32_MAX - 1);
	assert_null(first_area(k));
	assert_null(first_vm(k));
	assert_int_equal(k->g->vmlist, 0);
	assert_sound(k);
}

static void areas_touch_and_freed_ones_join(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area *va;

	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(taken(k, 2), START + PAGES(2 * i));
	free_vmap_area_noflush(k, find_vmap_area(k, START + PAGES(2)));
	free_vmap_area_noflush(k, find_vmap_area(k, START + PAGES(4)));
	assert_sound(k);
	assert_null(find_vmap_area(k, START + PAGES(2)));
	va = vmap_area_at(k, START + PAGES(5));
	assert_true(vmap_area_is_freed(k, va));
	assert_int_equal(va->va_start, START + PAGES(2));
	assert_int_equal(va->va_end, START + PAGES(6));
	assert_int_equal(taken(k, 4), START + PAGES(8));
	purge_vmap_area_lazy(k);
	assert_sound(k);
	assert_int_equal(vmap_area_state(k, vmap_free_at(k, START + PAGES(3))),
			 VMAP_FREE);
	assert_int_equal(taken(k, 4), START + PAGES(2));
	assert_sound(k);
}

static void areas_come_by_address_with_the_freed_ones(void **state)
{
	struct kernel *k = *state;
	uint32_t nr = 0, freed = 0;
	vaddr_t after = 0;

	for (uint32_t i = 0; i < 20; i++)
		taken(k, 1);
	for (uint32_t i = 0; i < 20; i += 3)
		free_vmap_area_noflush(k, find_vmap_area(k, START + PAGES(i)));
	for (const struct vmap_area *va = first_area(k); va;
	     va = next_area(k, va)) {
		assert_true(va->va_start >= after);
		after = va->va_end;
		freed += vmap_area_is_freed(k, va);
		nr++;
	}
	assert_int_equal(nr, 20);
	assert_int_equal(freed, 7);
}

static void a_vm_struct_is_found_by_its_area(void **state)
{
	struct kernel *k = *state;
	vaddr_t a = vmalloc(k, PAGES(3), 0), b = vmalloc(k, PAGES(1), 0);
	const struct vm_struct *vm = first_vm(k);

	assert_int_equal(k->g->vmlist, 0);
	assert_int_equal(vm->addr, a);
	assert_ptr_equal(vm, find_vm_area(k, a));
	vm = next_vm(k, vm);
	assert_int_equal(vm->addr, b);
	assert_null(next_vm(k, vm));
	vfree(k, a);
	assert_null(find_vm_area(k, a));
	assert_ptr_equal(first_vm(k), vm);
	assert_sound(k);
}

static void vfree_unmaps_at_once(void **state)
{
	struct kernel *k = *state;
	vaddr_t a = vmalloc(k, PAGES(3), 0);
	paddr_t pa;

	assert_true(mmu_translate(k->m, a, &pa));
	vfree(k, a);
	assert_false(mmu_translate(k->m, a, &pa));
	assert_sound(k);
}

static void blocks_of_vm_map_ram_come_and_go(void **state)
{
	struct kernel *k = *state;
	pfn_t pfn = k->layout.max_low_pfn - 1;
	vaddr_t a = vm_map_ram(k, &pfn, 1, PAGE_KERNEL, 0);

	assert_int_equal(a % (4 << 20), 0);
	assert_sound(k);
	vm_unmap_ram(k, a, 1);
	vm_unmap_aliases(k);
	assert_sound(k);
	assert_null(first_area(k));
}

/* ---- Against a map of pages ---- */

enum { WINDOW = 256 }; /* pages */

enum use { PAGE_FREE, PAGE_BUSY, PAGE_LAZY };

static void purge_map(enum use *map)
{
	for (uint32_t i = 0; i < WINDOW; i++)
		if (map[i] == PAGE_LAZY)
			map[i] = PAGE_FREE;
}

/* The lowest place of so many free pages; WINDOW: none. */
static uint32_t lowest(const enum use *map, uint32_t pages)
{
	uint32_t run = 0;

	for (uint32_t i = 0; i < WINDOW; i++) {
		run = map[i] == PAGE_FREE ? run + 1 : 0;
		if (run == pages)
			return i + 1 - pages;
	}
	return WINDOW;
}

/* Aligned to more than a page it need not be the lowest: but where any hole is
 * large enough for every alignment there is an answer. */
static void alloc_one(struct kernel *k, enum use *map, uint32_t pages,
		      uint32_t align)
{
	const struct vmap_area *va =
		alloc(k, pages, align, START + PAGES(WINDOW));
	uint32_t first = lowest(map, pages);

	if (first == WINDOW || (align > PAGE_SIZE && !va)) {
		purge_map(map);
		first = lowest(map, pages);
	}
	if (!va) {
		purge_map(map);
		first = lowest(
			map,
			pages + (align > PAGE_SIZE ? align / PAGE_SIZE : 0));
		assert_int_equal(first, WINDOW);
		return;
	}
	assert_int_equal(va->va_start & (align - 1), 0);
	if (align <= PAGE_SIZE)
		assert_int_equal(va->va_start, START + PAGES(first));
	if (k->g->vmap_lazy_nr == 0)
		purge_map(map);
	first = (va->va_start - START) / PAGE_SIZE;
	for (uint32_t i = first; i < first + pages; i++) {
		assert_int_equal(map[i], PAGE_FREE);
		map[i] = PAGE_BUSY;
	}
}

static void free_one(struct kernel *k, enum use *map, uint32_t page)
{
	const struct vmap_area *va = find_vmap_area(k, START + PAGES(page));
	uint32_t first, end;

	assert_int_equal(va != NULL, map[page] == PAGE_BUSY);
	if (!va)
		return;
	first = (va->va_start - START) / PAGE_SIZE;
	end = (va->va_end - START) / PAGE_SIZE;
	free_vmap_area_noflush(k, va);
	while (first < end)
		map[first++] = PAGE_LAZY;
}

static void random_work_equals_a_map_of_pages(void **state)
{
	struct kernel *k = *state;
	struct chance c = new_chance();
	enum use map[WINDOW] = { PAGE_FREE };

	for (int i = 0; i < 4000; i++) {
		uint32_t align = below(&c, 5) ? 1 : PAGE_SIZE << below(&c, 4);

		if (below(&c, 100) == 0) {
			purge_vmap_area_lazy(k);
			purge_map(map);
		} else if (below(&c, 2)) {
			alloc_one(k, map, 1 + below(&c, 12), align);
		} else {
			free_one(k, map, below(&c, WINDOW));
		}
		assert_sound(k);
	}
}

/* ---- Without memory ---- */

static void a_split_works_without_memory_for_the_reserve(void **state)
{
	struct kernel *k = *state;
	bool failed = false;

	set(k->m, k->g->failslab.probability, 100);
	set(k->m, k->g->failslab.times, FAULT_FOR_EVER);
	for (uint32_t n = 0; n < 6; n++) {
		uint32_t lazy = k->g->vmap_lazy_nr;

		set(k->m, k->g->failslab.space, 0);
		set(k->m, k->g->failslab.interval, n + 1);
		failed |= !alloc(k, 1, 1, 0xf0000000);
		assert_int_equal(k->g->vmap_lazy_nr, lazy);
		assert_sound(k);
	}
	assert_true(failed);
}

/* ---- What the check finds ---- */

static void assert_unsound(const struct kernel *k, const char *expected)
{
	char why[256] = "";

	assert_false(kernel_check(k, COMPLAINT(why)));
	if (!strstr(why, expected))
		fail_msg("\"%s\" does not say %s", why, expected);
}

static void the_check_finds_what_is_broken(void **state)
{
	struct kernel *k = *state;
	const struct vmap_area_6_1 *block;
	uint32_t was;

	taken(k, 1);
	block = to_vmap_area_6_1(vmap_free_at(k, START + PAGES(1)));
	was = block->subtree_max_size;
	set(k->m, block->subtree_max_size, was + PAGE_SIZE);
	assert_unsound(k, "subtree_max_size");
	set(k->m, block->subtree_max_size, was);

	set(k->m, block->va_start, START + PAGES(2));
	assert_unsound(k, "nobody has the addresses from d0801000");
	set(k->m, block->va_start, START + PAGES(1));

	set(k->m, k->g->vmap_lazy_nr, 1);
	assert_unsound(k, "lazily freed");
	set(k->m, k->g->vmap_lazy_nr, 0);

	was = k->g->vmap_area_root.rb_node;
	set(k->m, k->g->vmap_area_root.rb_node, 0);
	assert_unsound(k, "different lengths");
	set(k->m, k->g->vmap_area_root.rb_node, was);
	assert_sound(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_6_1(at_first_all_is_one_free_block),
		on_6_1(areas_touch_and_freed_ones_join),
		on_6_1(areas_come_by_address_with_the_freed_ones),
		on_6_1(a_vm_struct_is_found_by_its_area),
		on_6_1(vfree_unmaps_at_once),
		on_6_1(blocks_of_vm_map_ram_come_and_go),
		on_6_1(random_work_equals_a_map_of_pages),
		on_6_1(a_split_works_without_memory_for_the_reserve),
		on_6_1(the_check_finds_what_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
