/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_proc.c - what the kernel says of itself in /proc.
 */
#include "kernel_text.h"

#include <errno.h>

#include "kernel/ioremap.h"
#include "kernel/module.h"
#include "kernel/page_alloc.h"
#include "kernel/vmalloc.h"

/* The number after a name, in the reading at hand. */
static unsigned long number_after(const char *name)
{
	const char *p = strstr(text, name);

	if (!p)
		fail_msg("no %s", name);
	return strtoul(p + strlen(name), NULL, 10);
}

/* ---- The directory ---- */

static void proc_find_knows_paths_and_names(void **state)
{
	(void)state;
	assert_ptr_equal(proc_find("/proc/meminfo"), proc_find("meminfo"));
	assert_null(proc_find("/proc/"));
	assert_null(proc_find("nonsense"));
	for (const struct proc_entry *e = proc_entries(); e[1].name; e++)
		assert_true(strcmp(e[0].name, e[1].name) < 0);
}

static void reading_changes_nothing(void **state)
{
	struct kernel *k = *state;
	uint64_t before;

	load_module(k, "ext4", 700000, 0, 0);
	vmalloc(k, 5 << 20, 0);
	before = machine_hash(k->m);
	for (const struct proc_entry *e = proc_entries(); e->name; e++)
		assert_true(strlen(cat(k, e->name)) > 0);
	assert_true(before == machine_hash(k->m));
}

static void short_files(void **state)
{
	struct kernel *k = boot("mem=64M quiet");

	(void)state;
	assert_string_equal(cat(k, "cmdline"), "mem=64M quiet\n");
	assert_string_equal(cat(k, "version"),
			    "Linux version 2.6.32 (vmscope@marvell) "
			    "(simulated 32-bit ARM) #1\n");
	kernel_free(k);
}

/* ---- Areas ---- */

static void vmallocinfo_is_in_the_articles_form(void **state)
{
	struct kernel *k = *state;
	vaddr_t pfn = caller(k, "__arm_ioremap_pfn", 0x64, 0x144);

	assert_string_equal(cat(k, "vmallocinfo"), "");
	load_module(k, "ubifs", 178 * PAGE_SIZE, 0, 0);
	vmalloc(k, 32 * PAGE_SIZE,
		caller(k, "ubi_attach_mtd_dev", 0x390, 0x9c8));
	__arm_ioremap(k, 0xf1000000, 0x100000, MT_DEVICE, pfn);
	vmalloc(k, 1, 0xc0001234);
	get_vm_area(k, PAGE_SIZE, VM_MAP | VM_USERMAP, 0);
	assert_string_equal(
		cat(k, "vmallocinfo"),
		"0xbf000000-0xbf0b3000  733184 module_alloc+0x54/0x60"
		" pages=178 vmalloc\n"
		"0xd0800000-0xd0821000  135168 ubi_attach_mtd_dev+0x390/0x9c8"
		" pages=32 vmalloc\n"
		"0xd0822000-0xd0824000    8192 0xc0001234 pages=1 vmalloc\n"
		"0xd0825000-0xd0827000    8192 vmap user\n"
		"0xd0a00000-0xd0b01000 1052672 __arm_ioremap_pfn+0x64/0x144"
		" ioremap\n");
}

static void freed_areas_leave_vmallocinfo_at_once(void **state)
{
	struct kernel *k = *state;
	vaddr_t area = vmalloc(k, PAGE_SIZE, 0);

	assert_int_equal(count_lines(cat(k, "vmallocinfo")), 1);
	vfree(k, area);
	assert_string_equal(cat(k, "vmallocinfo"), "");
}

static void large_page_arrays_are_areas_of_their_own(void **state)
{
	struct kernel *k = *state;

	vmalloc(k, 1025 * PAGE_SIZE, 0);
	assert_string_equal(
		cat(k, "vmallocinfo"),
		"0xd0800000-0xd0c02000 4202496 pages=1025 vmalloc vpages\n"
		"0xd0c03000-0xd0c06000   12288 pages=2 vmalloc\n");
}

static void meminfo_counts_live_areas_of_the_region(void **state)
{
	struct kernel *k = *state;
	struct vmalloc_usage usage;
	vaddr_t first = vmalloc(k, PAGE_SIZE, 0);

	get_vmalloc_info(k, &usage);
	assert_int_equal(usage.total, 504u << 20);
	assert_int_equal(usage.used, 2 * PAGE_SIZE);
	assert_int_equal(usage.largest_chunk, usage.total - 2 * PAGE_SIZE);

	load_module(k, "elsewhere", PAGE_SIZE, 0, 0);
	vmalloc(k, 2 * PAGE_SIZE, 0);
	vfree(k, first);
	get_vmalloc_info(k, &usage);
	assert_int_equal(usage.used, 3 * PAGE_SIZE);
	assert_int_equal(usage.largest_chunk, usage.total - 6 * PAGE_SIZE);
	cat(k, "meminfo");
	assert_int_equal(number_after("VmallocTotal:"), 516096);
	assert_int_equal(number_after("VmallocUsed:"), 12);
	assert_int_equal(number_after("VmallocChunk:"), 516096 - 24);
}

static void empty_region_is_one_chunk(void **state)
{
	struct vmalloc_usage usage;

	get_vmalloc_info(*state, &usage);
	assert_int_equal(usage.used, 0);
	assert_int_equal(usage.largest_chunk, usage.total);
}

/* ---- Pages ---- */

/* Field names and the column of the numbers, without the numbers. */
static void meminfo_has_the_fields_of_2_6_32(void **state)
{
	static const char *const fields[] = {
		"MemTotal",	"MemFree",	  "Buffers",
		"Cached",	"SwapCached",	  "Active",
		"Inactive",	"Active(anon)",	  "Inactive(anon)",
		"Active(file)", "Inactive(file)", "Unevictable",
		"Mlocked",	"HighTotal",	  "HighFree",
		"LowTotal",	"LowFree",	  "SwapTotal",
		"SwapFree",	"Dirty",	  "Writeback",
		"AnonPages",	"Mapped",	  "Shmem",
		"Slab",		"SReclaimable",	  "SUnreclaim",
		"KernelStack",	"PageTables",	  "NFS_Unstable",
		"Bounce",	"WritebackTmp",	  "CommitLimit",
		"Committed_AS", "VmallocTotal",	  "VmallocUsed",
		"VmallocChunk",
	};
	const size_t nr = sizeof(fields) / sizeof(fields[0]);
	const char *line = cat(*state, "meminfo");

	for (size_t i = 0; i < nr; i++) {
		size_t length = strlen(fields[i]);

		assert_memory_equal(line, fields[i], length);
		assert_int_equal(line[length], ':');
		line = strchr(line, '\n') + 1;
		assert_memory_equal(line - 4, " kB\n", 4);
	}
	assert_string_equal(line, "");
	/* "%-16s%8lu kB\n" */
	assert_int_equal(count_lines(text) * 28, strlen(text));
}

static void meminfo_without_highmem_has_no_high_fields(void **state)
{
	struct board board = *marvell_board();
	struct kernel *k;

	(void)state;
	board.highmem = false;
	k = boot_board(&board, "");
	assert_null(strstr(cat(k, "meminfo"), "HighTotal"));
	assert_null(strstr(text, "LowFree"));
	kernel_free(k);
}

static void meminfo_splits_high_and_low(void **state)
{
	struct kernel *k = boot("mem=1G");

	(void)state;
	cat(k, "meminfo");
	assert_int_equal(number_after("HighTotal:"), 384 * 1024);
	assert_int_equal(number_after("HighTotal:") + number_after("LowTotal:"),
			 number_after("MemTotal:"));
	assert_int_equal(number_after("HighFree:") + number_after("LowFree:"),
			 number_after("MemFree:"));
	kernel_free(k);
}

/* The columns of a line that starts with @head, added to @sum. */
static void add_orders(const char *head, unsigned long sum[MAX_ORDER])
{
	char *p = strstr(text, head);

	if (!p)
		fail_msg("no %s", head);
	p += strlen(head);
	for (int order = 0; order < MAX_ORDER; order++)
		sum[order] += strtoul(p, &p, 10);
	assert_memory_equal(p, " \n", 2);
}

static void pagetypeinfo_adds_up_to_buddyinfo(void **state)
{
	static const char *const types[] = { "  Unmovable", "Reclaimable",
					     "    Movable", "    Reserve",
					     "    Isolate" };
	struct kernel *k = *state;
	unsigned long blocks[MAX_ORDER] = { 0 }, by_type[MAX_ORDER] = { 0 };
	unsigned long pages = 0;
	char head[80];

	vmalloc(k, 3 << 20, 0);
	cat(k, "buddyinfo");
	assert_int_equal(count_lines(text), 1);
	add_orders("Node 0, zone   Normal", blocks);
	for (int order = 0; order < MAX_ORDER; order++)
		pages += blocks[order] << order;
	assert_int_equal(pages, nr_free_pages(k));

	cat(k, "pagetypeinfo");
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		snprintf(head, sizeof(head),
			 "Node    0, zone   Normal, type  %s", types[i]);
		add_orders(head, by_type);
	}
	assert_memory_equal(blocks, by_type, sizeof(blocks));
}

static void pagetypeinfo_has_its_headings(void **state)
{
	const char *p = cat(*state, "pagetypeinfo");

	assert_non_null(strstr(
		p, "Page block order: 10\n"
		   "Pages per block:  1024\n"
		   "\n"
		   "Free pages count per migrate type at order       0      1 "
		   "     2      3      4      5      6      7      8      9 "
		   "    10 \n"));
	assert_non_null(
		strstr(p, "\nNumber of blocks type     Unmovable  Reclaimable "
			  "     Movable      Reserve      Isolate \n"
			  "Node 0, zone   Normal            0            0 "
			  "          63            1            0 \n"));
}

static void zoneinfo_is_in_its_form(void **state)
{
	const char *p = cat(*state, "zoneinfo");

	assert_memory_equal(p, "Node 0, zone   Normal\n  pages free     ", 39);
	assert_non_null(strstr(p, "\n        min      509"
				  "\n        low      636"
				  "\n        high     763"
				  "\n        scanned  0"
				  "\n        spanned  65536"
				  "\n        present  65024"
				  "\n    nr_free_pages "));
	assert_non_null(strstr(p, "\n    nr_mlock     0\n"));
	assert_non_null(strstr(p, "\n    nr_shmem     0"
				  "\n        protection: (0, 0, 0)"
				  "\n  pagesets"
				  "\n    cpu: 0"
				  "\n              count: "));
	assert_non_null(strstr(p, "\n              high:  90"
				  "\n              batch: 15"
				  "\n  all_unreclaimable: 0"
				  "\n  prev_priority:     12"
				  "\n  start_pfn:         0"
				  "\n  inactive_ratio:    1\n"));
}

static void zoneinfo_shows_populated_zones_and_all_cpus(void **state)
{
	struct board board = *marvell_board();
	struct kernel *k;

	(void)state;
	board.cpus = 2;
	k = boot_board(&board, "mem=1G");
	cat(k, "zoneinfo");
	assert_non_null(strstr(text, "Node 0, zone   Normal\n"));
	assert_non_null(strstr(text, "\nNode 0, zone  HighMem\n"));
	assert_null(strstr(text, "Movable"));
	assert_non_null(strstr(text, "\n    cpu: 1"
				     "\n              count: 0"));
	/* 2 * fls(2 CPUs) * (1 + fls(present / 128 MB)) */
	assert_int_equal(number_after("vm stats threshold: "), 16);
	kernel_free(k);
}

static void slabinfo_lists_the_newest_cache_first(void **state)
{
	static const char header[] =
		"slabinfo - version: 2.1\n"
		"# name            <active_objs> <num_objs> <objsize> "
		"<objperslab> <pagesperslab> : tunables <limit> <batchcount> "
		"<sharedfactor> : slabdata <active_slabs> <num_slabs> "
		"<sharedavail>\n";
	static const int sizes[] = { 8192, 4096, 2048, 1024, 512, 256,
				     128,  64,	 32,   192,  96 };
	struct kernel *k = *state;
	const char *line = cat(k, "slabinfo");
	char head[64];

	assert_memory_equal(line, header, strlen(header));
	line += strlen(header);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		int length =
			snprintf(head, sizeof(head), "kmalloc-%d ", sizes[i]);

		assert_memory_equal(line, head, (size_t)length);
		line = strchr(line, '\n') + 1;
	}
	assert_string_equal(line, "");
	assert_non_null(strstr(
		text, "\nkmalloc-96             0      0     96   42    1"
		      " : tunables    0    0    0"
		      " : slabdata      0      0      0\n"));
}

static void slabinfo_counts_slabs_that_are_there(void **state)
{
	struct kernel *k = *state;

	vmalloc(k, PAGE_SIZE, 0);
	cat(k, "slabinfo");
	/* The CPU's own slab counts as full. */
	assert_non_null(strstr(
		text, "\nkmalloc-64            64     64     64   64    1"
		      " : tunables    0    0    0"
		      " : slabdata      1      1      0\n"));
}

static void iomem_nests_the_kernel_in_its_bank(void **state)
{
	assert_string_equal(cat(*state, "iomem"),
			    "00000000-0fffffff : System RAM\n"
			    "  00029000-0037afff : Kernel text\n"
			    "  0037c000-004affff : Kernel data\n"
			    "f1000000-f10fffff : internal registers\n");
}

static void iomem_is_sorted_and_shows_the_split(void **state)
{
	struct board board = *marvell_board();
	struct kernel *k;

	(void)state;
	board.phys_offset = 0x40000000;
	board.bank[0] = (struct bank){ 0x40000000, 1u << 30 };
	board.device[0] = (struct device){ 0x09000000, 0x09000fff, "uart" };
	k = boot_board(&board, "");
	assert_string_equal(cat(k, "iomem"),
			    "09000000-09000fff : uart\n"
			    "40000000-67ffffff : System RAM\n"
			    "  40029000-4037afff : Kernel text\n"
			    "  4037c000-404affff : Kernel data\n"
			    "68000000-7fffffff : System RAM\n");
	kernel_free(k);
}

/* ---- Modules ---- */

static void modules_are_listed_newest_first(void **state)
{
	struct kernel *k = *state;
	const struct module *mod;

	assert_int_equal(load_module(k, "jbd2", 50000, 0, 0), 0xbf000000);
	assert_int_equal(load_module(k, "ext4", 700000, 0, 0), 0xbf00f000);
	assert_string_equal(cat(k, "modules"),
			    "ext4 700000 0 - Live 0xbf00f000\n"
			    "jbd2 50000 0 - Live 0xbf000000\n");
	mod = find_module(k, "ext4");
	assert_non_null(mod);
	delete_module(k, mod);
	assert_null(find_module(k, "ext4"));
	assert_string_equal(cat(k, "modules"),
			    "jbd2 50000 0 - Live 0xbf000000\n");
}

static void modules_that_make_no_sense_change_nothing(void **state)
{
	struct kernel *k = *state;
	char name[MODULE_NAME_LEN + 1] = "";
	uint64_t before;

	memset(name, 'm', MODULE_NAME_LEN);
	assert_int_not_equal(load_module(k, name + 1, 1, 0, 0), 0);
	before = machine_hash(k->m);
	assert_int_equal(load_module(k, name, 1, 0, 0), 0);
	assert_int_equal(load_module(k, "", 1, 0, 0), 0);
	assert_int_equal(load_module(k, name + 1, 1, 0, 0), 0);
	assert_string_equal(k->why.point->id, "loaded");
	assert_true(before == machine_hash(k->m));
}

static void modules_end_at_pkmap(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(load_module(k, "huge", 15 << 20, 0, 0), 0);
	assert_null(find_module(k, "huge"));
	assert_string_equal(cat(k, "vmallocinfo"), "");
	assert_int_equal(load_module(k, "fits", (14 << 20) - PAGE_SIZE, 0, 0),
			 0xbf000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proc_find_knows_paths_and_names),
		on_256m(reading_changes_nothing),
		cmocka_unit_test(short_files),
		on_256m(vmallocinfo_is_in_the_articles_form),
		on_256m(freed_areas_leave_vmallocinfo_at_once),
		on_256m(large_page_arrays_are_areas_of_their_own),
		on_256m(meminfo_counts_live_areas_of_the_region),
		on_256m(empty_region_is_one_chunk),
		on_256m(meminfo_has_the_fields_of_2_6_32),
		cmocka_unit_test(meminfo_without_highmem_has_no_high_fields),
		cmocka_unit_test(meminfo_splits_high_and_low),
		on_256m(pagetypeinfo_adds_up_to_buddyinfo),
		on_256m(pagetypeinfo_has_its_headings),
		on_256m(zoneinfo_is_in_its_form),
		cmocka_unit_test(zoneinfo_shows_populated_zones_and_all_cpus),
		on_256m(slabinfo_lists_the_newest_cache_first),
		on_256m(slabinfo_counts_slabs_that_are_there),
		on_256m(iomem_nests_the_kernel_in_its_bank),
		cmocka_unit_test(iomem_is_sorted_and_shows_the_split),
		on_256m(modules_are_listed_newest_first),
		on_256m(modules_that_make_no_sense_change_nothing),
		on_256m(modules_end_at_pkmap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
