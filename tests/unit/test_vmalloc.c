/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmalloc.c - areas with pages behind them, from the call to the PTE and
 * back, also when memory runs out half way.
 */
#include "unit.h"

#include "kernel/buddy.h"
#include "kernel/ioremap.h"
#include "kernel/module.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "machine/mmu.h"

#define MB 0x100000u
#define START 0xd0800000u /* VMALLOC_START with 256 MB */
#define REGISTERS 0xf1000000u
#define CALLER 0xc0030000u

static const uint32_t *pte_of(const struct kernel *k, vaddr_t va)
{
	return pte_offset_kernel(k, va);
}

static uint32_t l1(const struct kernel *k, vaddr_t va)
{
	return k->pgd[va >> 20];
}

static bool mapped(const struct kernel *k, vaddr_t va)
{
	struct walk w;

	return mmu_walk(k->m, va, &w);
}

static paddr_t phys_of(const struct kernel *k, vaddr_t va)
{
	struct walk w;

	assert_true(mmu_walk(k->m, va, &w));
	return w.pa;
}

static const struct vm_struct *area_of(const struct kernel *k, vaddr_t va)
{
	const struct vm_struct *area = find_vm_area(k, va);

	assert_non_null(area);
	return area;
}

/* The i-th frame of pages[], which is the bookkeeping, not the mapping. */
static pfn_t pages_entry(const struct kernel *k, const struct vm_struct *area,
			 uint32_t i)
{
	const uint32_t *slot = at(k, area->pages + 4 * i);

	return page_to_pfn(k, at(k, *slot));
}

/* What is taken of the machine; slab pages and tables are taken for longer. */
struct usage {
	uint32_t pages;	  /* free ones, slab pages and tables */
	uint32_t objects; /* live in the caches */
};

static uint32_t live_objects(const struct kernel *k)
{
	uint32_t objects = 0;

	for (size_t i = 0; i < KMALLOC_CACHES; i++) {
		const struct kmem_cache *s = &k->g->kmalloc_caches[i];
		vaddr_t free = s->cpu_slab[0].freelist;

		objects += s->node[0].total_objects - slab_count_free(k, s);
		for (; free; free = *(const uint32_t *)at(k, free))
			objects--;
	}
	return objects;
}

static struct usage usage(const struct kernel *k)
{
	struct usage u = { .objects = live_objects(k) };
	const struct zone *zone;

	for_each_zone(k, zone) u.pages += zone->vm_stat[NR_FREE_PAGES] +
					  zone->pageset.count +
					  zone->vm_stat[NR_SLAB_UNRECLAIMABLE];
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++)
		u.pages += (k->pgd[2 * i] & 3) == 1;
	return u;
}

static void assert_given_back(struct kernel *k, const struct usage *before)
{
	struct usage now;

	assert_sound(k);
	vm_unmap_aliases(k);
	assert_sound(k);
	now = usage(k);
	assert_int_equal(now.pages, before->pages);
	assert_int_equal(now.objects, before->objects);
	assert_int_equal(k->g->vmlist, 0);
	assert_null(first_vmap_area(k));
}

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
	k->why[0] = '\0';
	assert_int_equal(vmalloc(k, more, 0), 0);
	assert_string_not_equal(k->why, "");
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
	/* The kernel's own mapping is no user's business. */
	assert_int_equal(*pte_of(k, va) & ~PAGE_MASK, 0x0cf);
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
	/* The next area without alignment would start behind this one. */
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

/* Mappings of every kind. */

struct bits {
	uint32_t l1, linux_pte, hw;
};

static void assert_bits(const struct kernel *k, vaddr_t va, paddr_t pa,
			struct bits bits)
{
	assert_int_not_equal(va, 0);
	assert_int_equal(l1(k, va) & 0x3ff, bits.l1);
	assert_int_equal(*pte_of(k, va), pa | bits.linux_pte);
	assert_int_equal(*hw_pte(pte_of(k, va)), pa | bits.hw);
	assert_int_equal(phys_of(k, va), pa);
}

static void each_kind_of_memory_has_its_bits(void **state)
{
	static const struct bits normal = { 0x11, 0x0cf, 0x55e };
	static const struct bits exec = { 0x11, 0x2cf, 0x55e };
	static const struct bits uncached = { 0x11, 0x0c3, 0x552 };
	struct kernel *k = *state;
	pgprot_t prot;
	vaddr_t va;

	va = vmalloc(k, PAGE_SIZE, 0);
	assert_bits(k, va, phys_of(k, va), normal);
	va = module_alloc(k, PAGE_SIZE, 0);
	assert_bits(k, va, phys_of(k, va), exec);
	assert_int_equal(prot_parse("pgprot_noncached", &prot), 0);
	va = __vmalloc_node(k, PAGE_SIZE, 1, GFP_KERNEL, prot, -1, 0);
	assert_bits(k, va, phys_of(k, va), uncached);
}

static void each_kind_of_device_has_its_bits(void **state)
{
	static const struct {
		enum mtype mtype;
		struct bits bits;
	} row[] = {
		{ MT_DEVICE, { 0x11, 0x4d3, 0x552 } },
		{ MT_DEVICE_CACHED, { 0x11, 0x0ef, 0x55e } },
		{ MT_DEVICE_WC, { 0x11, 0x0e7, 0x556 } },
		{ MT_UNCACHED, { 0x11, 0x0c3, 0x552 } },
	};
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_bits(
			k,
			__arm_ioremap(k, REGISTERS, PAGE_SIZE, row[i].mtype, 0),
			REGISTERS, row[i].bits);
	assert_sound(k);
}

static void ioremap_keeps_the_offset_in_the_page(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = __arm_ioremap(k, REGISTERS + 0xffe, 4, MT_DEVICE, CALLER);
	const struct vm_struct *area = area_of(k, va);

	assert_int_equal(va & ~PAGE_MASK, 0xffe);
	assert_int_equal(area->size, 3 * PAGE_SIZE);
	assert_int_equal(area->addr % (1 << 14), 0);
	assert_int_equal(area->flags, VM_IOREMAP);
	assert_int_equal(area->phys_addr, 0);
	assert_int_equal(area->caller, CALLER);
	assert_int_equal(phys_of(k, va), REGISTERS + 0xffe);
	assert_int_equal(phys_of(k, va + 3), REGISTERS + 0x1001);
	assert_false(mapped(k, area->addr + 2 * PAGE_SIZE));
}

static void a_megabyte_is_2_mb_aligned_and_in_small_pages(void **state)
{
	struct kernel *k = *state;
	vaddr_t va;

	vmalloc(k, PAGE_SIZE, 0);
	va = __arm_ioremap(k, REGISTERS, MB, MT_DEVICE, 0);
	assert_int_equal(va, START + 2 * MB);
	assert_int_equal(l1(k, va) & 0x3ff, 0x11);
	for (uint32_t i = 0; i < 256; i++)
		assert_int_equal(*pte_of(k, va + i * PAGE_SIZE),
				 (REGISTERS + i * PAGE_SIZE) | 0x4d3);
	assert_false(mapped(k, va + MB));
	assert_int_equal(area_of(k, va)->flags, VM_IOREMAP);
}

static void sections_serve_when_all_is_2_mb_aligned(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = __arm_ioremap(k, REGISTERS, 4 * MB, MT_DEVICE, 0);

	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(l1(k, va + i * MB),
				 (REGISTERS + i * MB) | 0x452);
	assert_int_equal(l1(k, va + 4 * MB), 0);
	assert_int_equal(phys_of(k, va + 0x345678), REGISTERS + 0x345678);
	assert_false(mapped(k, va + 4 * MB));
	assert_int_equal(area_of(k, va)->flags,
			 VM_IOREMAP | VM_ARM_SECTION_MAPPING);
	assert_sound(k);
}

static void small_pages_serve_when_anything_is_not(void **state)
{
	static const struct {
		paddr_t phys;
		uint32_t size;
	} row[] = {
		{ REGISTERS + MB, 2 * MB },
		{ REGISTERS, 3 * MB },
		{ REGISTERS, 2 * MB + 1 },
		{ REGISTERS + PAGE_SIZE, 2 * MB },
	};
	struct kernel *k = *state;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		vaddr_t va = __arm_ioremap(k, row[i].phys, row[i].size,
					   MT_DEVICE, 0);

		assert_int_equal(l1(k, va) & 0x3ff, 0x11);
		assert_int_equal(phys_of(k, va + row[i].size - 1),
				 row[i].phys + row[i].size - 1);
		iounmap(k, va);
	}
	assert_sound(k);
}

static void iounmap_of_small_pages_waits_for_the_purge(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);
	vaddr_t va = __arm_ioremap(k, REGISTERS + 4, MB, MT_DEVICE, 0);

	iounmap(k, va);
	assert_int_equal(k->g->vmlist, 0);
	assert_int_equal(phys_of(k, va), REGISTERS + 4);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), 0);
	vm_unmap_aliases(k);
	assert_false(mapped(k, va));
	assert_given_back(k, &before);
}

static void iounmap_of_sections_does_not_wait(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);
	vaddr_t va = __arm_ioremap(k, REGISTERS, 2 * MB, MT_DEVICE, 0);
	uint32_t flushes = reg(k->m, REG_TLB_FLUSHES);

	iounmap(k, va);
	assert_int_equal(l1(k, va), 0);
	assert_int_equal(l1(k, va + MB), 0);
	assert_int_equal(reg(k->m, REG_TLB_FLUSHES), flushes + 1);
	/* Its addresses do. */
	assert_non_null(find_vmap_area(k, va));
	assert_given_back(k, &before);
}

/* remap_area_sections() first removes what was there, the table too. */
static void sections_give_back_the_table_in_their_way(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);
	vaddr_t va = vmalloc(k, PAGE_SIZE, 0), sections;

	vfree(k, va);
	vm_unmap_aliases(k);
	assert_int_equal(l1(k, va) & 3, 1);
	sections = __arm_ioremap(k, REGISTERS, 2 * MB, MT_DEVICE, 0);
	assert_int_equal(sections, va);
	assert_int_equal(l1(k, va), REGISTERS | 0x452);
	iounmap(k, sections);
	assert_given_back(k, &before);
}

static void ranges_that_wrap_are_no_devices(void **state)
{
	struct kernel *k = *state;
	uint64_t before = machine_hash(k->m);

	assert_int_equal(__arm_ioremap(k, REGISTERS, 0, MT_DEVICE, 0), 0);
	assert_int_equal(__arm_ioremap(k, 0xfffff000, 0x1001, MT_DEVICE, 0), 0);
	assert_int_equal(__arm_ioremap(k, 1, 0xffffffff, MT_DEVICE, 0), 0);
	assert_int_equal(__arm_ioremap(k, 0xfff, 0xfffff001, MT_DEVICE, 0), 0);
	assert_true(machine_hash(k->m) == before);
}

static void the_last_page_of_4_gb_is_a_device(void **state)
{
	struct kernel *k = *state;
	vaddr_t va = __arm_ioremap(k, 0xfffff000, 0x1000, MT_DEVICE, 0);

	assert_int_equal(phys_of(k, va + 0xfff), 0xffffffff);
	iounmap(k, va);
	assert_sound(k);
}

static void vmap_maps_given_pages_in_their_order(void **state)
{
	struct kernel *k = *state;
	struct usage before = usage(k);
	const struct page *page[3];
	pfn_t pfn[3];
	vaddr_t va;

	for (int i = 0; i < 3; i++)
		page[i] = alloc_pages(k, GFP_KERNEL, 0);
	for (int i = 0; i < 3; i++)
		pfn[i] = page_to_pfn(k, page[2 - i]);
	va = vmap(k, pfn, 3, VM_MAP, PAGE_KERNEL, CALLER);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(phys_of(k, va + i * PAGE_SIZE),
				 pfn[i] << PAGE_SHIFT);
	assert_false(mapped(k, va + 3 * PAGE_SIZE));
	assert_int_equal(area_of(k, va)->flags, VM_MAP);
	vunmap(k, va);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(page[i]->_count, 1);
		__free_pages(k, page[i], 0);
	}
	assert_given_back(k, &before);
}

static void vmap_of_nothing_or_too_much_is_refused(void **state)
{
	struct kernel *k = *state;
	const pfn_t none = 0;
	uint64_t before = machine_hash(k->m);

	assert_int_equal(vmap(k, &none, 0, VM_MAP, PAGE_KERNEL, 0), 0);
	assert_int_equal(vmap(k, &none, k->g->totalram_pages + 1, VM_MAP,
			      PAGE_KERNEL, 0),
			 0);
	assert_true(machine_hash(k->m) == before);
}

/* Modules. */

static void modules_live_below_page_offset(void **state)
{
	struct kernel *k = *state;
	vaddr_t first = load_module(k, "one", 10000, CALLER);
	vaddr_t second = load_module(k, "two", 1, CALLER);

	assert_int_equal(first, MODULES_VADDR);
	assert_int_equal(second, MODULES_VADDR + 5 * PAGE_SIZE);
	assert_int_equal(load_module(k, "one", 1, CALLER), 0);
	assert_int_equal(load_module(k, "", 1, CALLER), 0);
	assert_int_equal(load_module(k, "three", 0, CALLER), 0);
	assert_int_equal(load_module(k, "four", 16 * MB, CALLER), 0);
	assert_int_equal(find_module(k, "one")->module_core, first);
	assert_null(find_module(k, "three"));
	assert_sound(k);
	delete_module(k, find_module(k, "one"));
	assert_null(find_module(k, "one"));
	assert_int_equal(find_module(k, "two")->core_size, 1);
	assert_sound(k);
}

/* Running out of memory at every page that a call takes. */

/* Takes all that GFP_KERNEL may have and puts @left pages back. */
static void leave_pages(struct kernel *k, uint32_t left)
{
	static const struct page *page[1 << 15];
	uint32_t nr = 0;

	/* Drained each time: nothing may wait on the per-cpu lists. */
	while ((page[nr] = alloc_pages(k, GFP_KERNEL | __GFP_NOWARN, 0))) {
		drain_pages(k);
		nr++;
	}
	while (left--)
		__free_pages(k, page[--nr], 0);
	drain_pages(k);
}

/* Returns whether the call worked; either way all of it can be undone. */
static bool with_pages_left(const char *cmdline, uint32_t left, uint32_t size)
{
	struct kernel *k = boot(cmdline);
	struct usage before;
	vaddr_t va;

	leave_pages(k, left);
	before = usage(k);
	va = vmalloc(k, size, CALLER);
	assert_sound(k);
	if (va)
		vfree(k, va);
	else
		assert_string_not_equal(k->why, "");
	assert_given_back(k, &before);
	kernel_free(k);
	return va;
}

/* Two slab pages, sixteen pages of memory, one table. */
static void vmalloc_gives_back_what_it_got_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 24; left++)
		assert_int_equal(with_pages_left("mem=16M", left, 65536),
				 left >= 19);
}

/* Also the nested array: two slab pages, its 2 pages, a table, 1400 pages. */
static void a_long_array_is_given_back_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 1420;
	     left += left < 12 || left > 1395 ? 1 : 53)
		assert_int_equal(
			with_pages_left("mem=64M", left, 1400 * PAGE_SIZE),
			left >= 2 + 2 + 1 + 1400 + 2);
}

static void ioremap_gives_back_what_it_got_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 8; left++) {
		struct kernel *k = boot("mem=16M");
		struct usage before;
		vaddr_t va;

		leave_pages(k, left);
		before = usage(k);
		va = __arm_ioremap(k, REGISTERS + PAGE_SIZE, 4 * MB, MT_DEVICE,
				   0);
		assert_int_equal(va != 0, left >= 2 + 2);
		if (va)
			iounmap(k, va);
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

static void a_module_is_given_back_at_any_failure(void **state)
{
	(void)state;
	for (uint32_t left = 0; left < 12; left++) {
		struct kernel *k = boot("mem=16M");
		struct usage before;

		leave_pages(k, left);
		before = usage(k);
		/* The record, two slab pages, four pages, a table. */
		if (load_module(k, "big", 4 * PAGE_SIZE, 0)) {
			assert_true(left >= 8);
			delete_module(k, find_module(k, "big"));
		}
		assert_null(find_module(k, "big"));
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

/* A kmalloc or a page of the buddy that fails on demand. */

static vaddr_t call_vmalloc(struct kernel *k)
{
	return vmalloc(k, 20 * PAGE_SIZE, CALLER);
}

static vaddr_t call_vmalloc_nested(struct kernel *k)
{
	return vmalloc(k, 1030 * PAGE_SIZE, CALLER);
}

static vaddr_t call_vmalloc_user(struct kernel *k)
{
	return vmalloc_user(k, 3 * PAGE_SIZE, CALLER);
}

static vaddr_t call_ioremap(struct kernel *k)
{
	return __arm_ioremap(k, REGISTERS + PAGE_SIZE, 4 * MB, MT_DEVICE, 0);
}

static vaddr_t call_ioremap_sections(struct kernel *k)
{
	return __arm_ioremap(k, REGISTERS, 2 * MB, MT_DEVICE, 0);
}

static vaddr_t call_vmap(struct kernel *k)
{
	static const pfn_t pfn[] = { 0x1000, 0x1001, 0x0fff };

	return vmap(k, pfn, 3, VM_MAP, PAGE_KERNEL, 0);
}

static vaddr_t call_load_module(struct kernel *k)
{
	return load_module(k, "big", 5 * PAGE_SIZE, 0);
}

static void undo_load_module(struct kernel *k, vaddr_t va)
{
	(void)va;
	delete_module(k, find_module(k, "big"));
}

static const struct call {
	vaddr_t (*call)(struct kernel *k);
	void (*undo)(struct kernel *k, vaddr_t va);
} calls[] = {
	{ call_vmalloc, vfree },
	{ call_vmalloc_nested, vfree },
	{ call_vmalloc_user, vfree },
	{ call_ioremap, iounmap },
	{ call_ioremap_sections, iounmap },
	{ call_vmap, vunmap },
	{ call_load_module, undo_load_module },
};

/* Makes the n-th from now on fail, once. */
static void fail_nth(struct kernel *k, const struct fault_attr *attr,
		     uint32_t n)
{
	set(k->m, attr->probability, 100);
	set(k->m, attr->interval, n);
	set(k->m, attr->times, 1);
	set(k->m, attr->count, 0);
}

/* False when the call took fewer than @n. */
static bool fails_at(struct kernel *k, const struct call *c,
		     const struct fault_attr *attr, uint32_t n)
{
	struct usage before = usage(k);
	bool failed;
	vaddr_t va;

	fail_nth(k, attr, n);
	va = c->call(k);
	failed = !attr->times;
	/* A slab that gets no large block makes do with a small one. */
	if (attr == &k->g->failslab)
		assert_int_equal(failed, !va);
	assert_true(va || failed);
	assert_sound(k);
	if (va)
		c->undo(k, va);
	assert_given_back(k, &before);
	return failed;
}

static void nothing_is_lost_when_the_nth_kmalloc_fails(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		struct kernel *k = *state;
		uint32_t n = 1;

		while (fails_at(k, &calls[i], &k->g->failslab, n))
			n++;
		assert_in_range(n, 3, 7);
	}
}

/* The slabs are as cold as after boot: their pages fail too. */
static void nothing_is_lost_when_the_nth_page_fails(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		bool failed = true;

		for (uint32_t n = 1; failed; n += n > 30 && n < 1000 ? 50 : 1) {
			struct kernel *k = boot("mem=32M");

			failed = fails_at(k, &calls[i], &k->g->fail_page_alloc,
					  n);
			kernel_free(k);
		}
	}
}

static void a_full_region_gives_back_the_record(void **state)
{
	struct kernel *k = boot("vmalloc=16M mem=1G");
	struct usage before = usage(k);
	uint32_t room = k->layout.vmalloc_end - k->layout.vmalloc_start;

	(void)state;
	assert_int_equal(vmalloc(k, room, 0), 0);
	assert_int_equal(log_count(k, "vmap allocation for size"), 1);
	assert_given_back(k, &before);
	assert_int_equal(get_vm_area(k, room - PAGE_SIZE, VM_MAP, 0)->addr,
			 k->layout.vmalloc_start);
	kernel_free(k);
}

/* Random work, with history. */

enum { MOST = 400 };

struct live {
	vaddr_t va;
	enum { VMALLOC, USER, DEVICE, AREA, MODULE } kind;
	char name[16];
};

static bool create(struct kernel *k, struct chance *c, struct live *l, int i)
{
	uint32_t size =
		below(c, 20) ? 1 + below(c, 80000) : 1 + below(c, 6 << 20);

	l->kind = below(c, 5);
	switch (l->kind) {
	case VMALLOC:
		l->va = vmalloc(k, size, CALLER);
		break;
	case USER:
		l->va = vmalloc_user(k, size, CALLER);
		break;
	case DEVICE:
		if (below(c, 4) == 0)
			size = 2 * MB * (1 + below(c, 3));
		l->va = __arm_ioremap(k, REGISTERS + (below(c, 2) ? 0 : size),
				      size, below(c, 4), CALLER);
		break;
	case AREA: {
		const struct vm_struct *area =
			get_vm_area(k, size, VM_ALLOC, CALLER);

		l->va = area ? area->addr : 0;
		break;
	}
	case MODULE:
		snprintf(l->name, sizeof(l->name), "m%d", i);
		l->va = load_module(k, l->name, size, CALLER);
	}
	return l->va;
}

static void destroy(struct kernel *k, const struct live *l)
{
	switch (l->kind) {
	case VMALLOC:
	case USER:
		vfree(k, l->va);
		break;
	case DEVICE:
		iounmap(k, l->va);
		break;
	case AREA:
		free_vm_area(k, area_of(k, l->va));
		break;
	case MODULE:
		delete_module(k, find_module(k, l->name));
	}
}

static void work(struct kernel *k, struct chance *c, int steps)
{
	static struct live live[MOST];
	uint32_t nr = 0;

	for (int i = 0; i < steps; i++) {
		bool grow = nr < MOST && below(c, 8) < (i / 500 % 2 ? 3U : 6U);

		if (grow) {
			nr += create(k, c, &live[nr], i);
		} else if (nr) {
			struct live *l = &live[below(c, nr)];

			destroy(k, l);
			*l = live[--nr];
		}
		if (i % 50 == 0)
			assert_sound(k);
	}
	while (nr)
		destroy(k, &live[--nr]);
}

static void random_work_gives_everything_back(void **state)
{
	static const char *const cmdline[] = { "mem=16M", "mem=64M", "",
					       "mem=700M vmalloc=16M" };
	struct chance c = new_chance();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cmdline); i++) {
		struct kernel *k = boot(cmdline[i]);
		struct usage before = usage(k);

		work(k, &c, 3000);
		assert_given_back(k, &before);
		kernel_free(k);
	}
}

static void random_work_can_be_undone_and_redone(void **state)
{
	struct kernel *k = boot("mem=32M");
	struct chance c = new_chance();
	uint64_t at_boot = machine_hash(k->m), end, done;

	(void)state;
	assert_int_equal(journal_start(&k->m->journal, 256 * MB), 0);
	work(k, &c, 600);
	end = k->m->journal.now;
	done = machine_hash(k->m);
	assert_int_equal(machine_seek(k->m, 0), 0);
	assert_true(machine_hash(k->m) == at_boot);
	assert_sound(k);
	assert_int_equal(machine_seek(k->m, end), 0);
	assert_true(machine_hash(k->m) == done);
	kernel_free(k);
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
		on_256m(each_kind_of_memory_has_its_bits),
		on_256m(each_kind_of_device_has_its_bits),
		on_256m(ioremap_keeps_the_offset_in_the_page),
		on_256m(a_megabyte_is_2_mb_aligned_and_in_small_pages),
		on_256m(sections_serve_when_all_is_2_mb_aligned),
		on_256m(small_pages_serve_when_anything_is_not),
		on_256m(iounmap_of_small_pages_waits_for_the_purge),
		on_256m(iounmap_of_sections_does_not_wait),
		on_256m(sections_give_back_the_table_in_their_way),
		on_256m(ranges_that_wrap_are_no_devices),
		on_256m(the_last_page_of_4_gb_is_a_device),
		on_256m(vmap_maps_given_pages_in_their_order),
		on_256m(vmap_of_nothing_or_too_much_is_refused),
		on_256m(modules_live_below_page_offset),
		cmocka_unit_test(vmalloc_gives_back_what_it_got_at_any_failure),
		cmocka_unit_test(a_long_array_is_given_back_at_any_failure),
		cmocka_unit_test(ioremap_gives_back_what_it_got_at_any_failure),
		cmocka_unit_test(a_module_is_given_back_at_any_failure),
		on_64m(nothing_is_lost_when_the_nth_kmalloc_fails),
		cmocka_unit_test(nothing_is_lost_when_the_nth_page_fails),
		cmocka_unit_test(a_full_region_gives_back_the_record),
		cmocka_unit_test(random_work_gives_everything_back),
		cmocka_unit_test(random_work_can_be_undone_and_redone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
