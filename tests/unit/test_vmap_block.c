/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmap_block.c - what the real kernel's traces do not tell of vm_map_ram:
 * blocks on boards with more CPUs, failure, time, and damage that is found.
 */
#include "mappings.h"

static const pfn_t frames[VMAP_MAX_ALLOC + 1] = { 0x2000, 0x2001, 0x2002 };

static vaddr_t map_ram(struct kernel *k, uint32_t count)
{
	return vm_map_ram(k, frames, count, PAGE_KERNEL, 0);
}

static const struct vmap_block *only_block(const struct kernel *k)
{
	const struct vmap_block *vb = find_vmap_block(k, START);

	assert_non_null(vb);
	return vb;
}

static void more_cpus_have_smaller_blocks(void **state)
{
	static const struct {
		uint32_t cpus, pages;
	} boards[] = { { 1, 1024 }, { 2, 1024 }, { 3, 512 },
		       { 4, 512 },  { 8, 256 },	 { 32, 64 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(boards); i++) {
		struct board board = *marvell_board();
		struct kernel *k;
		vaddr_t mem, last;

		board.cpus = boards[i].cpus;
		k = boot_board(&board, "");
		assert_int_equal(vmap_bbmap_bits(k), boards[i].pages);
		mem = vm_map_ram(k, frames, 1, PAGE_KERNEL, 0);
		last = vm_map_ram(k, frames, 32, PAGE_KERNEL, board.cpus - 1);
		assert_int_equal(mem, START);
		if (board.cpus > 1)
			assert_int_equal(last - mem,
					 2 * boards[i].pages * PAGE_SIZE);
		assert_sound(k);
		vm_unmap_ram(k, mem, 1);
		vm_unmap_ram(k, last, 32);
		vm_unmap_aliases(k);
		assert_sound(k);
		assert_null(first_vmap_area(k));
		kernel_free(k);
	}
}

static void no_addresses_give_null(void **state)
{
	struct kernel *k = *state;
	struct usage before;

	k->layout.vmalloc_end = START + 4 * MB - PAGE_SIZE;
	before = usage(k);
	assert_int_equal(map_ram(k, 1), 0);
	assert_string_equal(k->why.point->id, "no_hole");
	assert_int_equal(map_ram(k, VMAP_MAX_ALLOC), 0);
	assert_given_back(k, &before);
	/* An area of its own needs no block. */
	assert_int_equal(map_ram(k, VMAP_MAX_ALLOC + 1), START);
	vm_unmap_ram(k, START, VMAP_MAX_ALLOC + 1);
	assert_given_back(k, &before);
}

static void what_was_mapped_can_be_taken_back(void **state)
{
	struct kernel *k = *state;
	struct machine *m = k->m;
	uint64_t given, dirty;
	vaddr_t mem;

	assert_int_equal(journal_start(&m->journal, 1 << 20), 0);
	mem = map_ram(k, 3);
	given = m->journal.now;
	vm_unmap_ram(k, mem, 3);
	dirty = m->journal.now;
	vm_unmap_aliases(k);
	assert_null(find_vmap_block(k, START));
	assert_int_equal(machine_seek(m, dirty), 0);
	assert_int_equal(only_block(k)->dirty, 4);
	assert_true(mapped(k, mem));
	assert_sound(k);
	assert_int_equal(machine_seek(m, given), 0);
	assert_int_equal(only_block(k)->dirty, 0);
	assert_sound(k);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_null(first_vmap_area(k));
	assert_sound(k);
}

/* ---- Damage ---- */

static void too_many_free(struct kernel *k, const struct vmap_block *vb)
{
	set(k->m, vb->free, vb->free + 1);
}

static void too_few_dirty(struct kernel *k, const struct vmap_block *vb)
{
	set(k->m, vb->dirty, vb->dirty - 1);
}

static void dirty_and_never_given(struct kernel *k, const struct vmap_block *vb)
{
	store32(k->m, &vb->dirty_map[31], 1);
	set(k->m, vb->dirty, vb->dirty + 1);
}

static void mapped_and_never_given(struct kernel *k,
				   const struct vmap_block *vb)
{
	store32(k->m, &vb->alloc_map[0], 0xf);
	set(k->m, vb->free, vb->free + 1);
}

static void off_the_queue(struct kernel *k, const struct vmap_block *vb)
{
	list_del(k, &vb->free_list);
}

static void on_another_queue(struct kernel *k, const struct vmap_block *vb)
{
	list_move(k, &vb->free_list, &k->g->vmap_block_queue[1].free);
}

static void of_another_area(struct kernel *k, const struct vmap_block *vb)
{
	set(k->m, vb->va, va_of(k, first_vmap_area(k)) + 8);
}

static void lock_held(struct kernel *k, const struct vmap_block *vb)
{
	(void)vb;
	set(k->m, k->g->purge_lock, 1);
}

static void damage_is_found(void **state)
{
	static void (*const damages[])(struct kernel * k,
				       const struct vmap_block *vb) = {
		too_many_free,		too_few_dirty, dirty_and_never_given,
		mapped_and_never_given, off_the_queue, on_another_queue,
		of_another_area,	lock_held,
	};
	struct kernel *k = *state;
	uint64_t whole;
	char why[256];
	vaddr_t mem;

	assert_int_equal(journal_start(&k->m->journal, 1 << 20), 0);
	mem = map_ram(k, 3);
	assert_int_equal(map_ram(k, 1), mem + 4 * PAGE_SIZE);
	vm_unmap_ram(k, mem, 3);
	assert_sound(k);
	whole = k->m->journal.now;
	for (size_t i = 0; i < ARRAY_SIZE(damages); i++) {
		damages[i](k, only_block(k));
		if (kernel_check(k, COMPLAINT(why)))
			fail_msg("damage %zu is not found", i);
		assert_int_equal(machine_seek(k->m, whole), 0);
		assert_sound(k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_cpus_have_smaller_blocks),
		on_256m(no_addresses_give_null),
		on_256m(what_was_mapped_can_be_taken_back),
		on_256m(damage_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
