/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_boot.c - what stands in memory when the first command comes.
 *
 * test_layout.c is about where the boundaries are; here they are in force.
 */
#include "unit.h"

#include "kernel/buddy.h"
#include "kernel/page_alloc.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "machine/mmu.h"

#define MB 0x100000u

/* Kernel arguments that a user may well try. */
static const char *const any_cmdline[] = {
	"",
	"mem=10M",
	"mem=16M",
	"mem=100M",
	"mem=256M@0",
	"mem=128M@0 mem=128M@0x10000000",
	"mem=32M@0 mem=32M@0x4000000 mem=32M@0xc000000",
	"mem=33M@0 mem=1M@0x2200000",
	"vmalloc=16M",
	"vmalloc=700M",
	"mem=640M",
	"mem=641M",
	"mem=700M vmalloc=127M",
	"mem=768M vmalloc=256M",
	"mem=512M vmalloc=500M",
	"mem=1G vmalloc=16M",
	"mem=512M@0 mem=512M@0x40000000",
	"mem=2G vmalloc=384M",
	"mem=4G",
};

static bool in_a_bank(const struct layout *l, pfn_t pfn)
{
	for (unsigned int i = 0; i < l->nr_banks; i++)
		if (((uint64_t)pfn << PAGE_SHIFT) - l->bank[i].start <
		    l->bank[i].size)
			return true;
	return false;
}

/* Taken at boot and kept: .init is not, it was given back. */
static bool kept(const struct kernel *k, pfn_t pfn)
{
	const struct layout *l = &k->layout;
	vaddr_t va = k->page_offset + ((pfn - l->first_pfn) << PAGE_SHIFT);

	if (va >= l->init_begin && va < l->init_end)
		return false;
	for (unsigned int i = 0; i < l->nr_reserved; i++) {
		pfn_t first = l->reserved[i].start >> PAGE_SHIFT;
		pfn_t end = PFN_UP((uint64_t)l->reserved[i].start +
				   l->reserved[i].size);

		if (pfn >= first && pfn < end)
			return true;
	}
	return false;
}

static uint32_t free_pages(const struct kernel *k)
{
	const struct zone *zone;
	uint32_t pages = 0;

	for_each_zone(k, zone) pages +=
		zone->vm_stat[NR_FREE_PAGES] + zone->pageset.count;
	return pages;
}

static void every_boot_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(any_cmdline); i++) {
		struct kernel *k = boot(any_cmdline[i]);

		assert_sound(k);
		assert_null(k->m->journal.ring);
		kernel_free(k);
	}
}

static void two_boots_are_the_same_to_the_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(any_cmdline); i++) {
		struct kernel *a = boot(any_cmdline[i]);
		struct kernel *b = boot(any_cmdline[i]);

		assert_true(machine_hash(a->m) == machine_hash(b->m));
		kernel_free(a);
		kernel_free(b);
	}
}

static void other_arguments_make_another_machine(void **state)
{
	struct kernel *a = boot("mem=64M"), *b = boot("mem=64M quiet");

	(void)state;
	assert_true(machine_hash(a->m) != machine_hash(b->m));
	kernel_free(a);
	kernel_free(b);
}

static void each_page_is_free_or_kept_or_no_ram(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(any_cmdline); i++) {
		struct kernel *k = boot(any_cmdline[i]);
		const struct layout *l = &k->layout;

		for (pfn_t pfn = l->first_pfn; pfn < l->max_pfn; pfn++) {
			const struct page *page = pfn_to_page(k, pfn);
			bool taken = kept(k, pfn) || !in_a_bank(l, pfn);

			assert_int_equal(page_flag(page, PG_reserved), taken);
			assert_int_equal(page->_count, taken);
		}
		kernel_free(k);
	}
}

static void all_of_totalram_is_free(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(any_cmdline); i++) {
		struct kernel *k = boot(any_cmdline[i]);

		assert_int_equal(k->g->totalram_pages, free_pages(k));
		kernel_free(k);
	}
}

static void the_machine_has_the_banks_of_the_layout(void **state)
{
	struct kernel *k = boot("mem=32M@0 mem=1G@0x10000000");

	(void)state;
	/* The lowmem limit splits a bank for the kernel only. */
	assert_int_equal(k->layout.nr_banks, 3);
	assert_int_equal(k->m->nr_banks, 2);
	assert_false(ram_covers(k->m, 32 * MB, 1));
	assert_true(ram_covers(k->m, 0x10000000, 1024 * MB));
	kernel_free(k);
}

/* mem= and vmalloc= on the article's board, in megabytes. */
static void arguments_decide_the_sizes(void **state)
{
	static const struct {
		const char *cmdline;
		uint32_t lowmem, highmem, vmalloc_start;
	} row[] = {
		{ "", 256, 0, 0xd0800000 },
		{ "mem=10M", 10, 0, 0xc1000000 },
		{ "mem=100M", 100, 0, 0xc6800000 },
		{ "mem=255M", 255, 0, 0xd0000000 },
		{ "mem=640M", 640, 0, 0xe8800000 },
		{ "mem=1G", 640, 384, 0xe8800000 },
		{ "mem=1G vmalloc=256M", 512, 512, 0xe0800000 },
		{ "mem=1G vmalloc=16M", 752, 272, 0xef800000 },
		{ "vmalloc=600M", 168, 88, 0xcb000000 },
		{ "mem=64M@0 mem=64M@0x8000000", 192, 0, 0xcc800000 },
		{ "mem=4G", 640, 3216, 0xe8800000 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct kernel *k = boot(row[i].cmdline);
		vaddr_t high_memory = k->page_offset + row[i].lowmem * MB;

		assert_int_equal(k->g->high_memory, high_memory);
		assert_int_equal(k->layout.vmalloc_start, row[i].vmalloc_start);
		assert_int_equal(vmalloc(k, 1, 0), row[i].vmalloc_start);
		assert_int_equal(zone_of(k, ZONE_NORMAL)->spanned_pages,
				 row[i].lowmem * 256);
		assert_int_equal(zone_of(k, ZONE_HIGHMEM)->spanned_pages,
				 row[i].highmem * 256);
		assert_int_equal(k->g->totalhigh_pages, row[i].highmem * 256);
		assert_int_equal(zone_of(k, ZONE_MOVABLE)->spanned_pages, 0);
		kernel_free(k);
	}
}

static void a_hole_has_neither_memory_nor_records(void **state)
{
	struct kernel *k = boot("mem=64M@0 mem=64M@0x8000000");
	const struct zone *zone = zone_of(k, ZONE_NORMAL);
	struct walk w;
	paddr_t record;

	(void)state;
	assert_int_equal(zone->spanned_pages, 192 * 256);
	assert_int_equal(zone->present_pages, 128 * 256 - 192 * 2);
	assert_int_equal(k->g->num_physpages, 128 * 256);
	assert_true(pfn_valid(k, 0x3fff));
	assert_false(pfn_valid(k, 0x4000));
	assert_false(pfn_valid(k, 0x7fff));
	assert_true(pfn_valid(k, 0x8000));
	/* Its 128 pages of mem_map are ordinary memory. */
	record = __pa(k, k->g->mem_map) + 0x4000 * 32;
	assert_true(page_flag(pfn_to_page(k, (record >> PAGE_SHIFT) - 1),
			      PG_reserved));
	assert_false(
		page_flag(pfn_to_page(k, record >> PAGE_SHIFT), PG_reserved));
	assert_false(mmu_walk(k->m, k->page_offset + 64 * MB, &w));
	assert_false(mmu_walk(k->m, k->page_offset + 128 * MB - 1, &w));
	assert_true(mmu_walk(k->m, k->page_offset + 128 * MB, &w));
	assert_int_equal(w.pa, 0x8000000);
	kernel_free(k);
}

static void pages_of_a_hole_are_never_given_out(void **state)
{
	struct kernel *k = boot("mem=16M@0 mem=15M@0x2000000");
	const struct page *page;

	(void)state;
	while ((page = buffered_rmqueue(k, zone_of(k, ZONE_NORMAL), 0,
					MIGRATE_MOVABLE, false)))
		assert_true(in_a_bank(&k->layout, page_to_pfn(k, page)));
	kernel_free(k);
}

static void the_first_page_is_that_of_a_real_boot(void **state)
{
	struct kernel *k = *state;

	for (pfn_t pfn = 63488; pfn < 63500; pfn++)
		assert_int_equal(
			page_to_pfn(
				k,
				alloc_pages(k, GFP_KERNEL | __GFP_HIGHMEM, 0)),
			pfn);
}

/* Words of 32 pages; the last one and the partly free come page by page. */
static void free_lists_are_those_of_a_real_boot(void **state)
{
	const struct kernel *k = *state;
	const struct free_area *area = zone_of(k, ZONE_NORMAL)->free_area;
	const struct list_head *entry;
	pfn_t pfn = 63488;
	int blocks = 0;

	list_for_each (k, entry, &area[10].free_list[MIGRATE_MOVABLE]) {
		assert_int_equal(
			page_to_pfn(k, container_of(entry, struct page, lru)),
			pfn);
		pfn -= 1024;
		blocks++;
	}
	assert_int_equal(blocks, 61);
	for (pfn = 65504; pfn < 65536; pfn++)
		assert_false(page_flag(pfn_to_page(k, pfn), PG_buddy));
}

static void mem_map_is_an_array_of_32_bytes_a_page(void **state)
{
	const struct kernel *k = *state;

	assert_int_equal(k->g->max_mapnr, 65536);
	assert_int_equal(va_of(k, pfn_to_page(k, 1)), k->g->mem_map + 32);
	assert_int_equal(k->g->contig_page_data[0].node_mem_map, k->g->mem_map);
	assert_int_equal(page_to_pfn(k, pfn_to_page(k, 65535)), 65535);
	assert_int_equal(page_address(k, pfn_to_page(k, 0x1234)), 0xc1234000);
}

static void the_variables_lie_in_bss(void **state)
{
	const struct kernel *k = *state;
	vaddr_t globals = va_of(k, k->g);

	assert_int_equal(globals, k->layout.globals);
	assert_in_range(globals, k->layout.bss, k->layout.end);
	assert_in_range(globals + sizeof(*k->g), k->layout.bss, k->layout.end);
	assert_string_equal(k->g->saved_command_line, "");
	assert_int_equal(k->g->nr_online_cpus, 1);
}

static void vmalloc_space_is_empty(void **state)
{
	const struct kernel *k = *state;

	assert_int_equal(k->g->vmlist, 0);
	assert_int_equal(k->g->vmap_area_root.rb_node, 0);
	assert_null(first_vmap_area(k));
	assert_int_equal(k->g->vmap_lazy_nr, 0);
	for (vaddr_t va = k->layout.vmalloc_start; va < k->layout.vmalloc_end;
	     va += MB)
		assert_int_equal(k->pgd[va >> 20], 0);
}

static void the_log_tells_of_the_boot(void **state)
{
	struct kernel *k = boot("mem=1G console=ttyS0");

	(void)state;
	assert_int_equal(log_count(k, "Linux version 2.6.32"), 1);
	assert_int_equal(log_count(k, "Kernel command line: mem=1G "
				      "console=ttyS0\n"),
			 1);
	assert_int_equal(log_count(k, "Memory: 640MB 384MB = 1024MB total\n"),
			 1);
	assert_int_equal(log_count(k, "393216K highmem)\n"), 1);
	kernel_free(k);
}

static void a_board_may_start_anywhere(void **state)
{
	struct board board = *marvell_board();
	char why[256];
	struct kernel *k;
	struct walk w;

	(void)state;
	board.phys_offset = 0x60000000;
	board.bank[0] = (struct bank){ 0x60000000, 64 * MB };
	k = kernel_boot(&board, "", COMPLAINT(why));
	assert_non_null(k);
	assert_int_equal(reg(k->m, REG_TTBR0), 0x60004000);
	assert_int_equal(k->layout.first_pfn, 0x60000);
	assert_int_equal(k->g->high_memory, 0xc4000000);
	assert_true(mmu_walk(k->m, 0xc0008000, &w));
	assert_int_equal(w.pa, 0x60008000);
	assert_int_equal(vmalloc(k, 10000, 0), 0xc4800000);
	assert_true(mmu_walk(k->m, 0xc4800000, &w));
	assert_in_range(w.pa, 0x60000000, 0x63ffffff);
	assert_sound(k);
	kernel_free(k);
}

/* RAM that begins or ends inside a 4 MB block: a buddy may have no record. */
static void banks_need_not_be_whole_blocks(void **state)
{
	struct board board = *marvell_board();
	char why[256];

	(void)state;
	for (uint32_t mb = 9; mb < 14; mb++) {
		for (uint32_t offset = 0; offset < 5; offset++) {
			struct kernel *k;

			board.phys_offset = 0x60000000 + offset * MB;
			board.bank[0] =
				(struct bank){ board.phys_offset, mb * MB };
			k = kernel_boot(&board, "", COMPLAINT(why));
			if (!k)
				fail_msg("%u MB at %x: %s", mb,
					 board.phys_offset, why);
			assert_sound(k);
			drain_pages(k);
			assert_sound(k);
			kernel_free(k);
		}
	}
}

static void without_highmem_the_rest_is_lost(void **state)
{
	struct board board = *marvell_board();
	char why[256];
	struct kernel *k;

	(void)state;
	board.highmem = false;
	k = kernel_boot(&board, "mem=1G", COMPLAINT(why));
	assert_non_null(k);
	assert_int_equal(k->g->num_physpages, 640 * 256);
	assert_int_equal(k->g->totalhigh_pages, 0);
	assert_int_equal(k->layout.modules_end, k->page_offset);
	assert_int_equal(k->pgd[k->layout.pkmap_base >> 20], 0);
	assert_sound(k);
	kernel_free(k);
}

static void arguments_that_make_no_sense_are_told(void **state)
{
	static const char *const cmdline[] = {
		"mem=",
		"mem=1x",
		"mem=1M",
		"mem=8M",
		"mem=64M@0x10000000",
		"mem=32M@0 mem=32M@0x1000000",
		"vmalloc=lots",
		"mem=4G vmalloc=800M",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cmdline); i++) {
		char why[256] = "";

		assert_null(kernel_boot(marvell_board(), cmdline[i],
					COMPLAINT(why)));
		assert_string_not_equal(why, "");
	}
	kernel_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_boot_is_sound),
		cmocka_unit_test(two_boots_are_the_same_to_the_byte),
		cmocka_unit_test(other_arguments_make_another_machine),
		cmocka_unit_test(each_page_is_free_or_kept_or_no_ram),
		cmocka_unit_test(all_of_totalram_is_free),
		cmocka_unit_test(the_machine_has_the_banks_of_the_layout),
		cmocka_unit_test(arguments_decide_the_sizes),
		cmocka_unit_test(a_hole_has_neither_memory_nor_records),
		cmocka_unit_test(pages_of_a_hole_are_never_given_out),
		on_256m(the_first_page_is_that_of_a_real_boot),
		on_256m(free_lists_are_those_of_a_real_boot),
		on_256m(mem_map_is_an_array_of_32_bytes_a_page),
		on_256m(the_variables_lie_in_bss),
		on_256m(vmalloc_space_is_empty),
		cmocka_unit_test(the_log_tells_of_the_boot),
		cmocka_unit_test(a_board_may_start_anywhere),
		cmocka_unit_test(banks_need_not_be_whole_blocks),
		cmocka_unit_test(without_highmem_the_rest_is_lost),
		cmocka_unit_test(arguments_that_make_no_sense_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
