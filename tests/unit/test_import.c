/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_import.c - a recorded vmallocinfo becomes a machine, or says why not.
 */
#include "unit.h"

#include <errno.h>
#include <string.h>

#include "inspect/place.h"
#include "kernel/page_alloc.h"
#include "kernel/proc/proc.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "session/import/import_listing.h"

enum { MAX_TEXT = 64 * 1024 };

/* What the last import said: its error, or its report. */
static char why[256], report[1024];
static long doubts;

/* ---- Listings as text ---- */

static int import_bytes(struct kernel *k, const char *bytes, size_t size)
{
	FILE *to = fmemopen(report, sizeof(report), "w");
	int error;

	assert_non_null(to);
	why[0] = report[0] = '\0';
	error = import_listing(k, "list", bytes, size, to, &doubts, why,
			       sizeof(why));
	fclose(to);
	return error;
}

static int import_text(struct kernel *k, const char *text)
{
	return import_bytes(k, text, strlen(text));
}

/* The article's listing; to be freed. */
static char *marvell_listing(void)
{
	const char *data = getenv("VMSCOPE_DATA");
	char path[4096], *text = calloc(1, MAX_TEXT);
	FILE *from;

	snprintf(path, sizeof(path), "%s/marvell.vmallocinfo",
		 data ? data : "data");
	from = fopen(path, "r");
	assert_non_null(from);
	assert_non_null(text);
	assert_true(fread(text, 1, MAX_TEXT, from) < MAX_TEXT);
	fclose(from);
	return text;
}

static void assert_vmallocinfo(const struct kernel *k, const char *expected)
{
	char *text = calloc(1, MAX_TEXT);
	FILE *to = fmemopen(text, MAX_TEXT, "w");

	assert_non_null(to);
	proc_vmallocinfo(k, to);
	fclose(to);
	assert_string_equal(text, expected);
	free(text);
}

/* ---- What is rebuilt ---- */

static void listing_comes_back_byte_for_byte(void **state)
{
	char *listing = marvell_listing();

	assert_int_equal(import_text(*state, listing), 0);
	assert_vmallocinfo(*state, listing);
	assert_sound(*state);
	free(listing);
}

static void lost_plus_signs_come_back(void **state)
{
	char *listing = marvell_listing(), *lost = strdup(listing), *p = lost;

	while ((p = strchr(p, '+')))
		*p = ' ';
	assert_int_equal(import_text(*state, lost), 0);
	assert_vmallocinfo(*state, listing);
	free(lost);
	free(listing);
}

static void every_imported_area_can_be_freed(void **state)
{
	struct kernel *k = *state;
	char *listing = marvell_listing();

	assert_int_equal(import_text(k, listing), 0);
	while (k->g->vmlist) {
		const struct vm_struct *vm = at(k, k->g->vmlist);

		vfree(k, vm->addr);
		assert_sound(k);
	}
	purge_vmap_area_lazy(k);
	assert_null(first_vmap_area(k));
	assert_sound(k);
	free(listing);
}

static void pages_are_mapped_up_to_the_guard(void **state)
{
	struct kernel *k = *state;
	const struct vm_struct *vm;

	assert_int_equal(import_text(k, "0xd0900000-0xd0904000 16384 f+0x4/0x8"
					" pages=3 vmalloc\n"),
			 0);
	vm = find_vm_area(k, 0xd0900000);
	assert_int_equal(vm->nr_pages, 3);
	for (uint32_t i = 0; i < 3; i++) {
		const uint32_t *page = at(k, vm->pages + 4 * i);
		const uint32_t *pte =
			pte_offset_kernel(k, vm->addr + i * PAGE_SIZE);

		assert_int_equal(*pte,
				 page_to_phys(k, at(k, *page)) | PAGE_KERNEL);
	}
	assert_int_equal(*pte_offset_kernel(k, 0xd0903000), 0);
}

static void module_areas_are_executable(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(import_text(k, "0xbf000000-0xbf002000 8192"
					" module_alloc+0x54/0x60 pages=1"
					" vmalloc\n"),
			 0);
	assert_int_equal(*pte_offset_kernel(k, 0xbf000000) & ~PAGE_MASK,
			 PAGE_KERNEL_EXEC);
}

static void ioremap_is_mapped_when_phys_is_told(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(import_text(k, "0xd0900000-0xd0902000 8192"
					" phys=0x09010000 ioremap\n"
					"0xd0902000-0xd0904000 8192 ioremap\n"),
			 0);
	assert_int_equal(*pte_offset_kernel(k, 0xd0900000), 0x090104d3);
	assert_int_equal(*pte_offset_kernel(k, 0xd0901000), 0);
	assert_int_equal(*pte_offset_kernel(k, 0xd0902000), 0);
	assert_vmallocinfo(k, "0xd0900000-0xd0902000    8192 phys=9010000"
			      " ioremap\n"
			      "0xd0902000-0xd0904000    8192 ioremap\n");
	assert_non_null(strstr(report, "1 area without pages= and phys="));
}

static void vpages_takes_the_array_of_its_caller(void **state)
{
	struct kernel *k = *state;
	const char *listing =
		"0xd0900000-0xd0903000   12288 g+0x4/0x8 pages=2 vmalloc\n"
		"0xd0a00000-0xd0f01000 5246976 f+0x4/0x8 pages=1280 vmalloc"
		" vpages\n"
		"0xd0f02000-0xd0f05000   12288 f+0x4/0x8 pages=2 vmalloc\n";

	assert_int_equal(import_text(k, listing), 0);
	assert_int_equal(find_vm_area(k, 0xd0a00000)->pages, 0xd0f02000);
	assert_vmallocinfo(k, listing);
	vfree(k, 0xd0a00000);
	assert_null(find_vm_area(k, 0xd0f02000));
	assert_non_null(find_vm_area(k, 0xd0900000));
	assert_sound(k);
}

static void vpages_without_an_array_uses_kmalloc(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(import_text(k, "0xd0a00000-0xd0f01000 5246976"
					" pages=1280 vmalloc vpages\n"),
			 0);
	assert_vmallocinfo(k, "0xd0a00000-0xd0f01000 5246976 pages=1280"
			      " vmalloc\n");
	assert_non_null(strstr(report, "from kmalloc"));
	vfree(k, 0xd0a00000);
	assert_sound(k);
}

static void vpages_takes_no_array_that_is_not_mapped(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(import_text(k, "0xd0a00000-0xd0f01000 5246976"
					" pages=1280 vmalloc vpages\n"
					"0xd0f02000-0xd0f05000 12288 unpurged"
					" pages=2\n"
					"0xcf002000-0xcf005000 12288 pages=2"
					" vmalloc\n"),
			 0);
	assert_true(find_vm_area(k, 0xd0a00000)->pages < k->layout.high_memory);
	assert_sound(k);
}

static void callers_of_all_kinds_are_kept(void **state)
{
	const char *listing =
		"0xd0900000-0xd0902000    8192 f+0x0/0x8 [mod] ioremap\n"
		"0xd0902000-0xd0904000    8192 0xbf24065c ioremap\n"
		"0xd0904000-0xd0906000    8192 ioremap\n"
		"0xd0906000-0xd0908000    8192 f+0x8/0x8 vmap user\n";

	assert_int_equal(import_text(*state, listing), 0);
	assert_vmallocinfo(*state, listing);
}

static void unpurged_areas_are_lazily_freed(void **state)
{
	struct kernel *k = *state;

	assert_int_equal(import_text(k, "0xd0902000-0xd0904000 8192 vmalloc\n"
					"0xd0900000-0xd0902000 8192 unpurged"
					" vm_area\n"
					"0xd1000000-0xd1100000 1048576"
					" vm_map_ram\n"),
			 0);
	assert_int_equal(k->g->vmap_lazy_nr, 2);
	assert_int_equal(first_vmap_area(k)->flags, VM_LAZY_FREE);
	assert_int_equal(find_vmap_area(k, 0xd1000000)->flags, 0);
	assert_vmallocinfo(k, "0xd0902000-0xd0904000    8192 vmalloc\n");
	assert_sound(k);
}

static void words_of_later_kernels_are_passed_over(void **state)
{
	assert_int_equal(
		import_text(*state,
			    "\r\n 0xd0900000-0xd0902000\t8192"
			    " f+0x4/0x8 pages=1 vmalloc N0=1 sparse\r\n"),
		0);
	assert_vmallocinfo(*state, "0xd0900000-0xd0902000    8192 f+0x4/0x8"
				   " pages=1 vmalloc\n");
}

static void lowmem_keeps_its_own_mapping(void **state)
{
	struct kernel *k = *state;
	uint32_t section = *pgd_entry(k, 0xcf000000);

	assert_int_equal(import_text(k, "0xcf000000-0xcf003000 12288 pages=2"
					" vmalloc\n"
					"0xce000000-0xce002000 8192"
					" phys=4e000000 ioremap\n"),
			 0);
	assert_non_null(strstr(report, "2 areas inside this board's lowmem"));
	assert_vmallocinfo(k, "0xce000000-0xce002000    8192 phys=4e000000"
			      " ioremap\n"
			      "0xcf000000-0xcf003000   12288 vmalloc\n");
	assert_sound(k);
	vfree(k, 0xcf000000);
	purge_vmap_area_lazy(k);
	assert_int_equal(*pgd_entry(k, 0xcf000000), section);
	assert_sound(k);
}

static void areas_of_another_board_are_counted(void **state)
{
	assert_int_equal(import_text(*state,
				     "0xf0800000-0xf0802000 8192 pages=1"
				     " vmalloc\n"
				     "0xd0100000-0xd0102000 8192 ioremap\n"),
			 0);
	assert_non_null(strstr(report, "2 areas outside this board's vmalloc"
				       " region d0800000-f0000000"));
	assert_sound(*state);
}

/* ---- As people post it ---- */

#define PLAIN                                                                  \
	"0xd0900000-0xd0902000    8192 f+0x4/0x8 pages=1 vmalloc\n"            \
	"0xd0903000-0xd0905000    8192 g+0x4/0x8 [m] phys=40000000 ioremap\n"

static const struct {
	const char *text; /* says what PLAIN says */
	const char *doubts;
} posted[] = {
	{ PLAIN, "" },
	{ "> 0xd0900000-0xd0902000 8192 f+0x4/0x8 pages=1 vmalloc\n"
	  ">> > 0xd0903000-0xd0905000 8192 g+0x4/0x8 [m] phys=40000000 "
	  "ioremap\n",
	  "" },
	{ "<6>[    1.000000] 0xd0900000-0xd0902000 8192 f+0x4/0x8 pages=1 "
	  "vmalloc\n"
	  "[Fri Nov 27 10:00:00 2026] [   T12] 0xd0903000-0xd0905000 8192 "
	  "g+0x4/0x8 [m] phys=40000000 ioremap\n",
	  "" },
	{ "Nov  7 10:00:00 board kernel: [    1.0] 0xd0900000-0xd0902000 8192 "
	  "f+0x4/0x8 pages=1 vmalloc\n"
	  "2026-11-27T10:00:00+00:00 board kernel: 0xd0903000-0xd0905000 8192 "
	  "g+0x4/0x8 [m] phys=40000000 ioremap\n",
	  "" },
	{ "kern  :info  : [    1.0] 0xd0900000-0xd0902000 8192 f+0x4/0x8 "
	  "pages=1 vmalloc\n"
	  "board:~$ 0xd0903000-0xd0905000 8192 g+0x4/0x8 [m] phys=40000000 "
	  "ioremap\n",
	  "" },
	{ "0xd0900000-0xd0902000\n8192 f+0x4/0x8\npages=1 vmalloc\n"
	  "0xd0903000-0xd0905000 8192 g+0x4/0x8\n> [m]\n"
	  "phys=40000000 ioremap\n",
	  "" },
	{ "0XD0900000-0XD0902000 8192 F+0X4/0X8 PAGES=1 VMALLOC\n"
	  "0xD0903000-0xD0905000 8192 g+0x4/0x8 [m] phys=0x0000000040000000 "
	  "ioremap\n",
	  "" },
	{ "# cat /proc/vmallocinfo\n" PLAIN
	  "# 0xd0905000-0xd0907000 8192 h+0x4/0x8 vmap\n"
	  "vmalloc is what we look for\n00000000-0fffffff : System RAM\n",
	  "passed over 3 lines that are not areas: line 1 "
	  "\"# cat /proc/vmallocinfo\", line 4 " },
	{ PLAIN "[...]\n",
	  "1 line says that something was left out: what looks like a hole "
	  "may be in use: line 3 \"[...]\"\n" },
	{ PLAIN "0xd0900000-0xd0902000 8192 f+0x4/0x8 pages=1 vmalloc\n",
	  "1 area is listed twice, counted once: line 3 \"f\"\n" },
};

static void posted_listings_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(posted); i++) {
		struct kernel *k = boot("");

		if (import_text(k, posted[i].text))
			fail_msg("%zu: %s", i, why);
		assert_vmallocinfo(k, PLAIN);
		if (strncmp(report + doubts, posted[i].doubts,
			    strlen(posted[i].doubts)) ||
		    !*posted[i].doubts != !report[doubts])
			fail_msg("%zu: %s", i, report + doubts);
		kernel_free(k);
	}
}

static void static_mappings_have_no_guard(void **state)
{
	struct kernel *k = *state;
	char text[PLACE_SIZE];

	assert_int_equal(import_text(k, "0xd0900000-0xd0902000 8192 "
					"iotable_init+0x0/0xf4 phys=20000000 "
					"ioremap\n"
					"0xd0902000-0xd0903000 4096 "
					"phys=20002000 ioremap\n"),
			 0);
	assert_int_equal(*pte_offset_kernel(k, 0xd0901000) & PAGE_MASK,
			 0x20001000);
	assert_int_equal(*pte_offset_kernel(k, 0xd0902000) & PAGE_MASK,
			 0x20002000);
	place_describe(&(struct inspector){ .k = k }, 0xd0901000, text);
	assert_string_equal(text, "page 1 of the ioremap area "
				  "0xd0900000-0xd0902000");
	assert_sound(k);
}

/* ---- What is refused ---- */

#define GOOD "0xd0900000-0xd0902000 8192 vmalloc\n"

static const struct {
	const char *text, *message;
} senseless[] = {
	{ "", ": it contains no areas" },
	{ "\n\n", ": it contains no areas" },
	{ "MemTotal: 251904 kB\n", ": it contains no areas" },
	{ GOOD "0xd0904000\n", ":2: a line of" },
	{ GOOD "0xd0904000-0xd0906000 vmalloc\n", ":2: " },
	{ GOOD "0xd0904000-0xd0906000x 8192 vmalloc\n", ":2: " },
	{ "0xffffb9d080000000-0xffffb9d080005000 20480 vmalloc\n",
	  ":1: this is from a 64-bit machine" },
	{ GOOD "0xd0904000-0xd0906000 4096 vmalloc\n",
	  ":2: 0xd0904000-0xd0906000 are not 4096 bytes" },
	{ GOOD "0xd0906000-0xd0904000 4294959104 vmalloc\n", ":2: " },
	{ GOOD GOOD "0xd0904800-0xd0906800 8192 vmalloc\n",
	  ":3: 0xd0904800-0xd0906800 is not made of whole pages" },
	{ "0x90000000-0x90002000 8192 vmalloc\n",
	  ":1: 0x90000000 is not a kernel address" },
	{ GOOD "0xd0904000-0xd0906000 8192 pages=2 vmalloc\n",
	  ":2: pages=2 and a guard page are not 8192 bytes" },
	{ GOOD "0xd0904000-0xd0907000 12288 pages=1 vmalloc\n",
	  ":2: pages=1 and a guard page are not 12288 bytes" },
	{ GOOD "0xd0904000-0xd0906000 8192 pages=x vmalloc\n",
	  ":2: pages=x is not a 32-bit number" },
	{ GOOD "0xd0904000-0xd0906000 8192 phys=x ioremap\n",
	  ":2: phys=x is not a 32-bit number" },
	{ GOOD "0xd0904000-0xd0906000 8192 f+0x9/0x8 ioremap\n",
	  ":2: no function can return to f+0x9/0x8" },
	{ "0xd0901000-0xd0903000 8192 vmalloc\n" GOOD,
	  ":2: 0xd0900000-0xd0902000 overlaps 0xd0901000-0xd0903000 of line "
	  "1" },
	{ GOOD "0xd0900000-0xd0902000 8192 vmap\n",
	  ":2: 0xd0900000-0xd0902000 overlaps" },
	{ "0x00000000-0x00000000 8192 f+0x4/0x8 vmalloc\n",
	  ": the addresses are hidden as zeros (kptr_restrict); read it as"
	  " root" },
	{ "0x(ptrval)-0x(ptrval) 8192 vmalloc\n",
	  ": the addresses are hidden as zeros" },
	{ "0x03de0fbd-0x29b2a95a 8192 f+0x4/0x8 vmalloc\n",
	  ": the addresses are hashed, not real ones (kptr_restrict); read it"
	  " as root" },
	{ "0xd0900000-0xe0902000 268443648 pages=65537 vmalloc\n",
	  ": its areas need 65537 pages" },
	{ "0xffff0000-0xffff2000 8192 pages=1 vmalloc\n",
	  ":1: this board has something else at 0xffff0000" },
};

static void senseless_listings_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(senseless); i++) {
		struct kernel *k = boot("");

		assert_true(import_text(k, senseless[i].text) < 0);
		if (!strstr(why, senseless[i].message))
			fail_msg("%s\n  lacks  %s", why, senseless[i].message);
		assert_null(strchr(why, '\n'));
		assert_int_equal(report[0], '\0');
		kernel_free(k);
	}
}

static void bytes_that_are_no_text_are_refused(void **state)
{
	char text[1024];

	assert_int_equal(import_bytes(*state, "0xd0\0", 6), -EINVAL);
	assert_non_null(strstr(why, ":1: a NUL byte"));
	memset(text, 'x', sizeof(text));
	assert_int_equal(import_bytes(*state, text, sizeof(text)), -EINVAL);
	assert_non_null(strstr(why, ": it contains no areas"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_256m(listing_comes_back_byte_for_byte),
		on_256m(lost_plus_signs_come_back),
		on_256m(every_imported_area_can_be_freed),
		on_256m(pages_are_mapped_up_to_the_guard),
		on_256m(module_areas_are_executable),
		on_256m(ioremap_is_mapped_when_phys_is_told),
		on_256m(vpages_takes_the_array_of_its_caller),
		on_256m(vpages_without_an_array_uses_kmalloc),
		on_256m(vpages_takes_no_array_that_is_not_mapped),
		on_256m(callers_of_all_kinds_are_kept),
		on_256m(unpurged_areas_are_lazily_freed),
		on_256m(words_of_later_kernels_are_passed_over),
		on_256m(lowmem_keeps_its_own_mapping),
		on_256m(areas_of_another_board_are_counted),
		cmocka_unit_test(posted_listings_say_the_same),
		on_256m(static_mappings_have_no_guard),
		cmocka_unit_test(senseless_listings_are_refused),
		on_256m(bytes_that_are_no_text_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
