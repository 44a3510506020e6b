/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_proc.c - what the kernel says of itself: /proc, its log, its symbols.
 */
#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kernel/boot.h"
#include "kernel/gfp.h"
#include "kernel/ioremap.h"
#include "kernel/kallsyms.h"
#include "kernel/module.h"
#include "kernel/page_alloc.h"
#include "kernel/printk.h"
#include "kernel/proc/proc.h"
#include "kernel/vmalloc.h"

static struct kernel *booted(const struct board *board, const char *cmdline)
{
	char why[192] = "";
	struct kernel *k = kernel_boot(board, cmdline, why, sizeof(why));

	if (!k)
		fail_msg("%s", why);
	return k;
}

static int boot_marvell(void **state)
{
	*state = booted(marvell_board(), "");
	return 0;
}

static int shut_down(void **state)
{
	kernel_free(*state);
	return 0;
}

/* ---- Reading text ---- */

/* One reading at a time; good until the next. */
static char text[256 * 1024];

static FILE *open_text(void)
{
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	text[0] = '\0';
	return to;
}

static const char *cat(const struct kernel *k, const char *path)
{
	const struct proc_entry *entry = proc_find(path);
	FILE *to = open_text();

	assert_non_null(entry);
	entry->show(k, to);
	fclose(to);
	return text;
}

static const char *dmesg(const struct kernel *k, uint32_t since)
{
	FILE *to = open_text();

	log_print(k, since, to);
	fclose(to);
	return text;
}

static unsigned int count_lines(const char *p)
{
	unsigned int lines = 0;

	for (; *p; p++)
		lines += *p == '\n';
	return lines;
}

/* The number behind a name, in the reading at hand. */
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

	load_module(k, "ext4", 700000, 0);
	vmalloc(k, 5 << 20, 0);
	before = machine_hash(k->m);
	for (const struct proc_entry *e = proc_entries(); e->name; e++)
		assert_true(strlen(cat(k, e->name)) > 0);
	assert_true(before == machine_hash(k->m));
}

static void short_files(void **state)
{
	struct kernel *k = booted(marvell_board(), "mem=64M quiet");

	(void)state;
	assert_string_equal(cat(k, "cmdline"), "mem=64M quiet\n");
	assert_string_equal(cat(k, "version"),
			    "Linux version 2.6.32 (vmscope@marvell) "
			    "(simulated 32-bit ARM) #1\n");
	kernel_free(k);
}

/* ---- Areas ---- */

static vaddr_t caller(struct kernel *k, const char *name, uint32_t offset,
		      uint32_t len)
{
	vaddr_t addr = 0;

	assert_int_equal(kallsyms_caller(k, name, NULL, offset, len, &addr), 0);
	return addr;
}

static void vmallocinfo_is_in_the_articles_form(void **state)
{
	struct kernel *k = *state;
	vaddr_t pfn = caller(k, "__arm_ioremap_pfn", 0x64, 0x144);

	assert_string_equal(cat(k, "vmallocinfo"), "");
	load_module(k, "ubifs", 178 * PAGE_SIZE, 0);
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

	load_module(k, "elsewhere", PAGE_SIZE, 0);
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
	k = booted(&board, "");
	assert_null(strstr(cat(k, "meminfo"), "HighTotal"));
	assert_null(strstr(text, "LowFree"));
	kernel_free(k);
}

static void meminfo_splits_high_and_low(void **state)
{
	struct kernel *k = booted(marvell_board(), "mem=1G");

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
	k = booted(&board, "mem=1G");
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
	k = booted(&board, "");
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

	assert_int_equal(load_module(k, "jbd2", 50000, 0), 0xbf000000);
	assert_int_equal(load_module(k, "ext4", 700000, 0), 0xbf00f000);
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
	assert_int_not_equal(load_module(k, name + 1, 1, 0), 0);
	before = machine_hash(k->m);
	assert_int_equal(load_module(k, name, 1, 0), 0);
	assert_int_equal(load_module(k, "", 1, 0), 0);
	assert_int_equal(load_module(k, name + 1, 1, 0), 0);
	assert_true(strstr(k->why, "loaded already"));
	assert_true(before == machine_hash(k->m));
}

static void modules_end_at_pkmap(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(load_module(k, "huge", 15 << 20, 0), 0);
	assert_null(find_module(k, "huge"));
	assert_string_equal(cat(k, "vmallocinfo"), "");
	assert_int_equal(load_module(k, "fits", (14 << 20) - PAGE_SIZE, 0),
			 0xbf000000);
}

/* ---- Symbols ---- */

static void kallsyms_names_what_a_reader_of_ram_needs(void **state)
{
	static const char *const names[] = {
		"swapper_pg_dir", "_text",	    "_etext",
		"_edata",	  "__bss_start",    "_end",
		"vmlist",	  "vmap_area_root", "vmap_area_list",
		"vmap_lazy_nr",	  "mem_map",	    "max_mapnr",
		"high_memory",	  "totalram_pages", "totalhigh_pages",
		"num_physpages",  "jiffies",	    "contig_page_data",
		"kmalloc_caches", "modules",	    "min_free_kbytes",
		"__log_buf",	  "log_start",	    "log_end",
		"logged_chars",	  "module_alloc",   "saved_command_line",
	};
	struct kernel *k = *state;
	vaddr_t addr = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(kallsyms_lookup_name(k, names[i], &addr));
	assert_false(kallsyms_lookup_name(k, "start_kernel", &addr));
	assert_true(kallsyms_lookup_name(k, "high_memory", &addr));
	assert_int_equal(*(const uint32_t *)at(k, addr), 0xd0000000);
	assert_true(kallsyms_lookup_name(k, "swapper_pg_dir", &addr));
	assert_int_equal(addr, 0xc0004000);
}

static void kallsyms_is_sorted(void **state)
{
	struct kernel *k = *state;
	unsigned int lines = 0;
	uint32_t last = 0, addr;
	vaddr_t where;

	kallsyms_caller(k, "init", "ubi", 0x10, 0x20, &where);
	for (const char *p = cat(k, "kallsyms"); *p; lines++) {
		char type, name[KSYM_NAME_LEN];

		assert_int_equal(sscanf(p, "%8" SCNx32 " %c %127[^\n]", &addr,
					&type, name),
				 3);
		assert_true(strchr("tTdDbBA", type));
		assert_true(addr >= last);
		last = addr;
		p = strchr(p, '\n') + 1;
	}
	assert_int_equal(lines, k->g->kallsyms_num);
	assert_non_null(strstr(text, " t init\t[ubi]\n"));
	assert_memory_equal(text, "c0004000 A swapper_pg_dir\n", 26);
}

static const char *symbol(const struct kernel *k, vaddr_t addr)
{
	FILE *to = open_text();

	sprint_symbol(k, addr, to);
	fclose(to);
	return text;
}

static void callers_read_back_as_written(void **state)
{
	struct kernel *k = *state;
	vaddr_t start, end, other, module;

	start = caller(k, "f", 0, 0x22);
	end = caller(k, "f", 0x22, 0x22);
	other = caller(k, "g", 0, 0x8);
	assert_int_equal(start % 4, 0);
	assert_int_equal(end, start + 0x22);
	assert_true(other > end);
	assert_string_equal(symbol(k, start), "f+0x0/0x22");
	assert_string_equal(symbol(k, end), "f+0x22/0x22");
	assert_string_equal(symbol(k, other), "g+0x0/0x8");
	kallsyms_caller(k, "g", "mod", 4, 0x8, &module);
	assert_int_not_equal(module, other + 4);
	assert_string_equal(symbol(k, module), "g+0x4/0x8 [mod]");
	assert_string_equal(symbol(k, 0x1234), "0x1234");
	/* Another length, another function: static ones share names. */
	assert_string_equal(symbol(k, caller(k, "f", 0x30, 0x100)),
			    "f+0x30/0x100");
}

static void senseless_callers_change_nothing(void **state)
{
	struct kernel *k = *state;
	char name[KSYM_NAME_LEN + 1] = "";
	uint64_t before = machine_hash(k->m);
	vaddr_t addr = 7;

	memset(name, 'n', KSYM_NAME_LEN);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 5, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 0, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "a b", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f+", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", "]", 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, name, NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 0xfffffff8, &addr),
			 -ENOSPC);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 3400 << 10, &addr),
			 -ENOSPC);
	assert_int_equal(addr, 7);
	assert_true(before == machine_hash(k->m));
}

static void symbols_run_out_without_harm(void **state)
{
	struct kernel *k = *state;
	unsigned int placed = 0;
	char name[KSYM_NAME_LEN];
	vaddr_t addr = 0, last = 0;

	for (;; placed++) {
		snprintf(name, sizeof(name), "a_function_with_number_%u",
			 placed);
		if (kallsyms_caller(k, name, "module", 4, 8, &addr))
			break;
		assert_true(addr > last);
		last = addr;
	}
	assert_true(placed > 4000);
	assert_int_equal(k->g->kallsyms_num, MAX_KALLSYMS);
	assert_int_equal(kallsyms_caller(k, "a_function_with_number_7",
					 "module", 4, 8, &addr),
			 0);
	assert_string_equal(symbol(k, addr),
			    "a_function_with_number_7+0x4/0x8 [module]");
}

/* ---- The log ---- */

static void every_line_of_the_log_has_a_level(void **state)
{
	struct kernel *k = *state;
	const struct kernel_data *g = k->g;
	uint32_t since = log_position(k);

	printk(k, KERN_INFO "one\ntwo\n");
	printk(k, "three ");
	printk(k, "and more");
	printk(k, KERN_ERR "four\n");
	assert_string_equal(dmesg(k, since),
			    "one\ntwo\nthree and more\nfour\n");
	assert_memory_equal(g->__log_buf + since,
			    "<6>one\n<6>two\n<4>three and more\n<3>four\n", 40);
	assert_int_equal(g->logged_chars, g->log_end);
}

static void log_of_before_is_not_shown_again(void **state)
{
	struct kernel *k = *state;
	uint32_t since;

	printk(k, "before\n");
	since = log_position(k);
	assert_string_equal(dmesg(k, since), "");
	printk(k, "after\n");
	assert_string_equal(dmesg(k, since), "after\n");
	assert_non_null(strstr(dmesg(k, 0), "before\nafter\n"));
}

static void full_log_drops_whole_lines(void **state)
{
	struct kernel *k = *state;
	const struct kernel_data *g = k->g;
	const char *p;

	for (int i = 0; i < 5000; i++)
		printk(k, KERN_WARNING "line %d\n", i);
	assert_int_equal(g->logged_chars, LOG_BUF_LEN);
	assert_int_equal(g->log_end - g->log_start, LOG_BUF_LEN);
	p = dmesg(k, 0);
	assert_memory_equal(p, "line ", 5);
	assert_null(strchr(p, '<'));
	assert_string_equal(p + strlen(p) - 10, "line 4999\n");
	/* 13 characters a line in the ring, 10 without the level */
	assert_in_range(count_lines(p), LOG_BUF_LEN / 13 - 1,
			LOG_BUF_LEN / 13 + 1);
}

static void ten_messages_in_five_seconds(void **state)
{
	struct kernel *k = *state;
	uint32_t since;

	set(k->m, k->g->jiffies, 1000);
	for (int i = 0; i < 10; i++)
		assert_true(printk_ratelimit(k));
	for (int i = 0; i < 3; i++)
		assert_false(printk_ratelimit(k));
	set(k->m, k->g->jiffies, 1000 + 5 * HZ);
	assert_false(printk_ratelimit(k));
	since = log_position(k);
	set(k->m, k->g->jiffies, 1001 + 5 * HZ);
	assert_true(printk_ratelimit(k));
	assert_string_equal(dmesg(k, since),
			    "__ratelimit: 4 callbacks suppressed\n");
}

/* ---- Flags ---- */

static const char *gfp_names(gfp_t gfp)
{
	FILE *to = open_text();

	gfp_print(to, gfp);
	fclose(to);
	return text;
}

static void gfp_flags_are_words(void **state)
{
	gfp_t gfp = 7;

	(void)state;
	assert_int_equal(gfp_parse("GFP_KERNEL|__GFP_ZERO", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL | __GFP_ZERO);
	assert_string_equal(gfp_names(gfp), "GFP_KERNEL|__GFP_ZERO");
	assert_string_equal(gfp_names(GFP_KERNEL | __GFP_HIGHMEM),
			    "GFP_KERNEL|__GFP_HIGHMEM");
	assert_string_equal(gfp_names(GFP_HIGHUSER_MOVABLE),
			    "GFP_HIGHUSER_MOVABLE");
	assert_string_equal(gfp_names(GFP_NOWAIT), "GFP_NOWAIT");
	assert_string_equal(gfp_names(GFP_ATOMIC), "GFP_ATOMIC");
	assert_int_equal(gfp_parse("0xd0", &gfp), 0);
	assert_int_equal(gfp, GFP_KERNEL);
}

static void gfp_words_read_back(void **state)
{
	(void)state;
	for (gfp_t bit = 1; bit <= __GFP_NOTRACK; bit <<= 1) {
		gfp_t set = GFP_KERNEL ^ bit, read = 0;

		if (gfp_parse(gfp_names(set), &read))
			continue; /* a bit without a name */
		assert_int_equal(read, set);
	}
}

static void gfp_words_that_are_none(void **state)
{
	static const char *const words[] = { "",	   "gfp_kernel",
					     "GFP_KERNE",  "GFP_KERNEL|",
					     "|__GFP_FS",  "-1",
					     "0x80000000", "16x" };
	gfp_t gfp = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(gfp_parse(words[i], &gfp), -EINVAL);
	assert_int_equal(gfp, 7);
}

int main(void)
{
#define test(name)                                                             \
	cmocka_unit_test_setup_teardown(name, boot_marvell, shut_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proc_find_knows_paths_and_names),
		test(reading_changes_nothing),
		cmocka_unit_test(short_files),
		test(vmallocinfo_is_in_the_articles_form),
		test(freed_areas_leave_vmallocinfo_at_once),
		test(large_page_arrays_are_areas_of_their_own),
		test(meminfo_counts_live_areas_of_the_region),
		test(empty_region_is_one_chunk),
		test(meminfo_has_the_fields_of_2_6_32),
		cmocka_unit_test(meminfo_without_highmem_has_no_high_fields),
		cmocka_unit_test(meminfo_splits_high_and_low),
		test(pagetypeinfo_adds_up_to_buddyinfo),
		test(pagetypeinfo_has_its_headings),
		test(zoneinfo_is_in_its_form),
		cmocka_unit_test(zoneinfo_shows_populated_zones_and_all_cpus),
		test(slabinfo_lists_the_newest_cache_first),
		test(slabinfo_counts_slabs_that_are_there),
		test(iomem_nests_the_kernel_in_its_bank),
		cmocka_unit_test(iomem_is_sorted_and_shows_the_split),
		test(modules_are_listed_newest_first),
		test(modules_that_make_no_sense_change_nothing),
		test(modules_end_at_pkmap),
		test(kallsyms_names_what_a_reader_of_ram_needs),
		test(kallsyms_is_sorted),
		test(callers_read_back_as_written),
		test(senseless_callers_change_nothing),
		test(symbols_run_out_without_harm),
		test(every_line_of_the_log_has_a_level),
		test(log_of_before_is_not_shown_again),
		test(full_log_drops_whole_lines),
		test(ten_messages_in_five_seconds),
		cmocka_unit_test(gfp_flags_are_words),
		cmocka_unit_test(gfp_words_read_back),
		cmocka_unit_test(gfp_words_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
