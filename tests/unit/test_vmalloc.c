/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmalloc.c - areas with pages behind them, from the call to the PTE and
 * back.
 */
#include "mappings.h"

#include "kernel/module.h"

/* vmalloc and vfree. */

static void areas_follow_each_other_with_guard_and_gap(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(vmalloc(k, 40 << 10, 0), START);
	assert_int_equal(vmalloc(k, 4 << 10, 0), START + 0xc000);
	assert_int_equal(vmalloc(k, 1, 0), START + 0xf000);
	assert_int_equal(vmalloc(k, 4097, 0), START + 0x12000);
	assert_sound(k);
}

static void the_record_says_what_was_done(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *area;

	area = area_of(k, vmalloc(k, 3 * PAGE_SIZE, CALLER));
	assert_int_equal(k->g->vmlist, va_of(k, area));
	assert_int_equal(area->next, 0);
	assert_int_equal(area->addr, START);
	assert_int_equal(area->size, 4 * PAGE_SIZE);
	assert_int_equal(area->flags, VM_ALLOC);
	assert_int_equal(area->nr_pages, 3);
	assert_int_equal(area->phys_addr, 0);
	assert_int_equal(area->caller, CALLER);
	assert_int_equal(find_vmap_area(k, START)->private, va_of(k, area));
	assert_int_equal(find_vmap_area(k, START)->flags, VM_VM_AREA);
}

static void each_page_is_mapped_to_its_frame(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 300 * PAGE_SIZE, 0);
	const struct vm_struct *area = area_of(k, va);

	for (uint32_t i = 0; i < 300; i++) {
		pfn_t pfn = pages_entry(k, area, i);

		assert_int_equal(phys_of(k, va + i * PAGE_SIZE + 5),
				 (pfn << PAGE_SHIFT) + 5);
		assert_int_equal(pfn_to_page(k, pfn)->_count, 1);
	}
	assert_sound(k);
}

static void neither_guard_nor_gap_is_mapped(void **state)
{
	struct kernel *k = *state;
	vaddr_t first = vmalloc(k, PAGE_SIZE, 0);
	vaddr_t second = vmalloc(k, PAGE_SIZE, 0);

	assert_int_equal(second, first + 3 * PAGE_SIZE);
	assert_true(mapped(k, first + PAGE_SIZE - 1));
	assert_false(mapped(k, first + PAGE_SIZE));
	assert_false(mapped(k, first + 2 * PAGE_SIZE));
	assert_false(mapped(k, first - 1));
	assert_true(mapped(k, second));
}

static void what_is_written_in_lowmem_is_read_in_vmalloc(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 2 * PAGE_SIZE, 0);
	const uint32_t *word = at(k, va + PAGE_SIZE + 8);

	store32(k->m, word, 0xcafe);
	assert_int_equal(*(const uint32_t *)at(
				 k, __va(k, phys_of(k, va + PAGE_SIZE + 8))),
			 0xcafe);
}

static void the_first_frames_are_those_of_a_real_boot(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *area;

	/* 63488 is the slab page of the vm_struct, 63489 the vmap_area's. */
	area = area_of(k, vmalloc(k, 4 * PAGE_SIZE, 0));
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(pages_entry(k, area, i), 63490 + i);
	assert_int_equal(l1(k, area->addr), 63494 << PAGE_SHIFT | 0x11);
}

static void freed_frames_come_back_in_reverse(void **state)
{
	struct kernel *k = *state;
	vaddr_t first = vmalloc(k, 4 * PAGE_SIZE, 0), second;
	pfn_t pfn[4];

	for (uint32_t i = 0; i < 4; i++)
		pfn[i] = pages_entry(k, area_of(k, first), i);
	vfree(k, first);
	second = vmalloc(k, 4 * PAGE_SIZE, 0);
	assert_int_equal(second, first + 6 * PAGE_SIZE);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(pages_entry(k, area_of(k, second), i),
				 pfn[3 - i]);
}

static void vfree_hides_the_area_and_frees_the_frames(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 2 * PAGE_SIZE, 0);
	const struct page *page = pfn_to_page(k, phys_of(k, va) >> PAGE_SHIFT);

	vfree(k, va);
	assert_int_equal(k->g->vmlist, 0);
	assert_null(find_vm_area(k, va));
	assert_int_equal(find_vmap_area(k, va)->flags,
			 VM_VM_AREA | VM_LAZY_FREE);
	assert_int_equal(k->g->vmap_lazy_nr, 3);
	assert_int_equal(page->_count, 0);
	assert_sound(k);
}

/* 2.6.32 clears them at the purge only. */
static void translations_outlive_vfree_until_the_purge(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 2 * PAGE_SIZE, 0);
	paddr_t pa = phys_of(k, va + PAGE_SIZE);
	uint32_t table = l1(k, va);

	vfree(k, va);
	assert_int_equal(phys_of(k, va + PAGE_SIZE), pa);
	vm_unmap_aliases(k);
	assert_false(mapped(k, va));
	assert_false(mapped(k, va + PAGE_SIZE));
	assert_int_equal(*pte_of(k, va), 0);
	assert_int_equal(*hw_pte(pte_of(k, va)), 0);
	assert_int_equal(l1(k, va), table);
	assert_int_equal(reg(k->m, REG_TLB_START), va);
	assert_int_equal(reg(k->m, REG_TLB_END), va + 3 * PAGE_SIZE);
}

static void a_table_is_taken_for_each_2_mb_once(void **state)
{
	struct kernel *k = *state;
	struct usage before;
	vaddr_t va;

	/* From the end of the first 2 MB into the third. */
	get_vm_area(k, 2 * MB - 4 * PAGE_SIZE, VM_ALLOC, 0);
	va = vmalloc(k, 3 * MB, 0);
	assert_int_equal(va, START + 2 * MB - 2 * PAGE_SIZE);
	for (vaddr_t at_mb = START; at_mb < START + 6 * MB; at_mb += MB)
		assert_int_equal(l1(k, at_mb) & 0x3ff, 0x11);
	assert_int_equal(l1(k, START + 6 * MB), 0);

	vfree(k, va);
	vm_unmap_aliases(k);
	before = usage(k);
	assert_int_equal(vmalloc(k, 3 * MB, 0), va);
	assert_int_equal(before.pages - usage(k).pages, 3 * MB / PAGE_SIZE);
}

static void sizes_that_make_no_sense_take_nothing(void **state)
{
	struct kernel *k = *state;
	uint64_t before = machine_hash(k->m);
	uint32_t more = (k->g->totalram_pages + 1) << PAGE_SHIFT;

	assert_int_equal(vmalloc(k, 0, 0), 0);
	assert_int_equal(vmalloc(k, 0xffffffff, 0), 0);
	assert_int_equal(vmalloc(k, 0xfffff001, 0), 0);
	k->why.point = NULL;
	assert_int_equal(vmalloc(k, more, 0), 0);
	assert_non_null(k->why.point);
	vfree(k, 0);
	vunmap(k, 0);
	assert_true(machine_hash(k->m) == before);
}

static void free_in_vain(void *arg)
{
	vfree(arg, START);
}

static void vfree_of_no_area_aborts(void **state)
{
	assert_true(aborts(free_in_vain, *state));
}

static void vmalloc_user_is_zeroed_and_coloured(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = vmalloc(k, 3 * PAGE_SIZE, 0);

	for (uint32_t i = 0; i < 3; i++)
		store_fill(k->m, at(k, va + i * PAGE_SIZE), ~0u, PAGE_SIZE);
	vfree(k, va);
	va = vmalloc_user(k, 3 * PAGE_SIZE, 0);
	assert_int_equal(va % SHMLBA, 0);
	assert_int_equal(area_of(k, va)->flags, VM_ALLOC | VM_USERMAP);
	for (uint32_t i = 0; i < 3 * PAGE_SIZE; i += 4)
		assert_int_equal(*(const uint32_t *)at(k, va + i), 0);
	/* The kernel's own mapping is not the user's. */
	assert_int_equal(*pte_of(k, va) & ~PAGE_MASK, 0x2cf);
}

static void highmem_comes_first_but_not_for_vmalloc_32(void **state)
{
	struct kernel *k = boot("mem=1G");
	const struct vm_struct *high, *low;

	(void)state;
	high = area_of(k, vmalloc(k, 8 * PAGE_SIZE, 0));
	low = area_of(k, vmalloc_32(k, 8 * PAGE_SIZE, 0));
	for (uint32_t i = 0; i < 8; i++) {
		assert_true(pages_entry(k, high, i) >= k->layout.max_low_pfn);
		assert_true(pages_entry(k, low, i) < k->layout.max_low_pfn);
	}
	assert_true(high->pages < k->layout.high_memory);
	assert_sound(k);
	kernel_free(k);
}

/* More than 1024 pages: pages[] is vmalloced itself. */

static void a_long_array_is_an_area_of_its_own(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *outer =
		area_of(k, vmalloc(k, 1025 * PAGE_SIZE, CALLER));
	const struct vm_struct *array;

	assert_int_equal(outer->addr, START);
	assert_int_equal(outer->flags, VM_ALLOC | VM_VPAGES);
	assert_int_equal(outer->pages, START + 1027 * PAGE_SIZE);
	array = area_of(k, outer->pages);
	assert_int_equal(array->flags, VM_ALLOC);
	assert_int_equal(array->nr_pages, 2);
	assert_int_equal(array->caller, CALLER);
	assert_int_equal(outer->next, va_of(k, array));
	assert_sound(k);
}

static void a_page_of_pointers_comes_from_kmalloc(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *area =
		area_of(k, vmalloc(k, 1024 * PAGE_SIZE, 0));

	assert_int_equal(area->flags, VM_ALLOC);
	assert_int_equal(ksize(k, area->pages), 4096);
}

static void the_array_goes_with_its_area(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);

	vfree(k, vmalloc(k, 1025 * PAGE_SIZE, 0));
	assert_int_equal(k->g->vmlist, 0);
	assert_int_equal(k->g->vmap_lazy_nr, 1026 + 3);
	assert_given_back(k, &before);
}

/* get_vm_area. */

static void ioremap_areas_are_aligned_by_their_size(void **state)
{
	static const struct {
		uint32_t size, align;
	} row[] = {
		{ 1, 1 << 12 },	     { 4096, 1 << 13 },	   { 8192, 1 << 14 },
		{ 65536, 1 << 17 },  { MB, 1 << 21 },	   { 2 * MB, 1 << 22 },
		{ 8 * MB, 1 << 24 }, { 16 * MB, 1 << 24 }, { 64 * MB, 1 << 24 },
	};
	struct kernel *k = *state;
	/* The next area without alignment would start after this one. */
	vaddr_t next = get_vm_area(k, 1, VM_ALLOC, 0)->addr + 3 * PAGE_SIZE;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		const struct vm_struct *area =
			get_vm_area(k, row[i].size, VM_IOREMAP, 0);

		assert_int_equal(area->addr, (next + row[i].align - 1) &
						     ~(row[i].align - 1));
		free_vm_area(k, area);
		vm_unmap_aliases(k);
	}
	assert_sound(k);
}

static void an_area_alone_maps_nothing(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);
	const struct vm_struct *area =
		get_vm_area(k, 5 * PAGE_SIZE, VM_MAP, CALLER);

	assert_int_equal(area->flags, VM_MAP);
	assert_int_equal(area->pages, 0);
	assert_int_equal(area->nr_pages, 0);
	assert_int_equal(area->size, 6 * PAGE_SIZE);
	assert_int_equal(l1(k, area->addr), 0);
	free_vm_area(k, area);
	assert_given_back(k, &before);
}

static void an_area_of_no_bytes_is_none(void **state)
{
	struct kernel *k = *state;
	uint64_t before = machine_hash(k->m);

	assert_null(get_vm_area(k, 0, VM_ALLOC, 0));
	assert_null(get_vm_area(k, 0xffffffff, VM_ALLOC, 0));
	assert_null(get_vm_area(k, 0xffffffff, VM_IOREMAP, 0));
	assert_true(machine_hash(k->m) == before);
}

static void a_guard_that_wraps_finds_no_hole(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);

	assert_null(get_vm_area(k, 0xffffe001, VM_ALLOC, 0));
	assert_null(get_vm_area(k, 0x7ffff000, VM_ALLOC, 0));
	assert_given_back(k, &before);
}

static void vmlist_is_sorted_by_address(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *area[6];
	vaddr_t last = 0;

	for (int i = 0; i < 6; i++)
		area[i] = get_vm_area(k, PAGE_SIZE, VM_ALLOC, 0);
	free_vm_area(k, area[2]);
	free_vm_area(k, area[0]);
	vm_unmap_aliases(k);
	get_vm_area(k, PAGE_SIZE, VM_ALLOC, 0);
	get_vm_area(k, PAGE_SIZE, VM_ALLOC, 0);
	for (vaddr_t p = k->g->vmlist; p;) {
		const struct vm_struct *vm = at(k, p);

		assert_true(vm->addr > last);
		last = vm->addr;
		p = vm->next;
	}
	assert_sound(k);
}

static void a_removed_area_has_lost_its_guard(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *area = get_vm_area(k, PAGE_SIZE, VM_ALLOC, 0);

	assert_ptr_equal(remove_vm_area(k, area->addr), area);
	assert_int_equal(area->size, PAGE_SIZE);
	assert_null(remove_vm_area(k, START));
	assert_null(remove_vm_area(k, START + 100 * MB));
	kfree(k, va_of(k, area));
	assert_sound(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_256m(areas_follow_each_other_with_guard_and_gap),
		on_256m(the_record_says_what_was_done),
		on_256m(each_page_is_mapped_to_its_frame),
		on_256m(neither_guard_nor_gap_is_mapped),
		on_256m(what_is_written_in_lowmem_is_read_in_vmalloc),
		on_256m(the_first_frames_are_those_of_a_real_boot),
		on_256m(freed_frames_come_back_in_reverse),
		on_256m(vfree_hides_the_area_and_frees_the_frames),
		on_256m(translations_outlive_vfree_until_the_purge),
		on_256m(a_table_is_taken_for_each_2_mb_once),
		on_256m(sizes_that_make_no_sense_take_nothing),
		on_256m(vfree_of_no_area_aborts),
		on_256m(vmalloc_user_is_zeroed_and_coloured),
		cmocka_unit_test(highmem_comes_first_but_not_for_vmalloc_32),
		on_256m(a_long_array_is_an_area_of_its_own),
		on_256m(a_page_of_pointers_comes_from_kmalloc),
		on_256m(the_array_goes_with_its_area),
		on_256m(ioremap_areas_are_aligned_by_their_size),
		on_256m(an_area_alone_maps_nothing),
		on_256m(an_area_of_no_bytes_is_none),
		on_256m(a_guard_that_wraps_finds_no_hole),
		on_256m(vmlist_is_sorted_by_address),
		on_256m(a_removed_area_has_lost_its_guard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
