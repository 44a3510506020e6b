/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_mappings.c - what else maps in the region and below it: devices, pages
 * that somebody has, modules.
 */
#include "mappings.h"

#include "kernel/ioremap.h"
#include "kernel/module.h"

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
	static const struct bits normal = { 0x11, 0x2cf, 0x55e };
	static const struct bits exec = { 0x11, 0x2cf, 0x55e };
	static const struct bits uncached = { 0x11, 0x2c3, 0x552 };
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
	vaddr_t first = load_module(k, "one", 10000, 0, CALLER);
	vaddr_t second = load_module(k, "two", 1, 0, CALLER);

	assert_int_equal(first, k->layout.modules_vaddr);
	assert_int_equal(second, k->layout.modules_vaddr + 5 * PAGE_SIZE);
	assert_int_equal(load_module(k, "one", 1, 0, CALLER), 0);
	assert_int_equal(load_module(k, "", 1, 0, CALLER), 0);
	assert_int_equal(load_module(k, "three", 0, 0, CALLER), 0);
	assert_int_equal(load_module(k, "four", 16 * MB, 0, CALLER), 0);
	assert_int_equal(find_module(k, "one")->module_core, first);
	assert_null(find_module(k, "three"));
	assert_sound(k);
	delete_module(k, find_module(k, "one"));
	assert_null(find_module(k, "one"));
	assert_int_equal(find_module(k, "two")->core_size, 1);
	assert_sound(k);
}

static void an_init_section_stays_until_the_purge(void **state)
{
	struct kernel *k = *state;
	const vaddr_t after = k->layout.modules_vaddr + 3 * PAGE_SIZE;
	uint32_t lazy = k->g->vmap_lazy_nr;
	const struct vmap_area *init;

	assert_int_equal(load_module(k, "one", 5000, 10000, CALLER),
			 k->layout.modules_vaddr);
	init = find_vmap_area(k, after + PAGE_SIZE);
	assert_non_null(init);
	assert_int_equal(init->va_start, after + PAGE_SIZE);
	assert_true(init->flags & VM_LAZY_FREE);
	assert_int_equal(k->g->vmap_lazy_nr, lazy + 4);
	/* Past the 4 pages, each area with one left free before it. */
	assert_int_equal(load_module(k, "two", 1, 0, CALLER),
			 after + 6 * PAGE_SIZE);
	purge_vmap_area_lazy(k);
	assert_int_equal(load_module(k, "three", 1, 0, CALLER),
			 after + PAGE_SIZE);
	assert_sound(k);

	/* No room for the section: the core goes, too. */
	assert_int_equal(load_module(k, "four", 1, 16 * MB, CALLER), 0);
	assert_string_equal(k->why.point->id, "no_module_hole");
	assert_null(find_module(k, "four"));
	assert_int_equal(k->g->vmap_lazy_nr, 2);
	assert_sound(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
		on_256m(an_init_section_stays_until_the_purge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
