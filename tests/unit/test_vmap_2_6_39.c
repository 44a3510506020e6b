/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vmap_2_6_39.c - what 2.6.39's allocator has besides its addresses.
 *
 * These are in traces.sh and, against the plain rule, in test_vmap_area.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/import/import_session.h"
#include "session/session.h"

#include "sessions.h"

#include <unistd.h>

#include "kernel/check.h"
#include "kernel/kallsyms.h"
#include "kernel/pgtable.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "kernel/vmap_block.h"

enum { MOMENTS = 9 };

static struct kernel *boot_as(unsigned int allocator)
{
	struct board board = *marvell_board();

	board.allocator = allocator;
	return boot_board(&board, "mem=64M");
}

static bool mapped(const struct kernel *k, vaddr_t va)
{
	const uint32_t *pte = pte_offset_kernel(k, va);

	return pte && *pte;
}

static void the_ptes_go_with_vfree(void **state)
{
	static const pfn_t pages[] = { 0x3000, 0x3001 };

	(void)state;
	for (unsigned int i = 0; i <= ALLOCATOR_2_6_39; i++) {
		struct kernel *k = boot_as(i);
		vaddr_t va = vmalloc(k, 2 * PAGE_SIZE, 0);
		vaddr_t ram = vm_map_ram(k, pages, 2, PAGE_KERNEL, 0);

		assert_true(mapped(k, va) && mapped(k, ram));
		vfree(k, va);
		vm_unmap_ram(k, ram, 2);
		assert_int_equal(mapped(k, va), i == ALLOCATOR_2_6_32);
		assert_int_equal(mapped(k, ram), i == ALLOCATOR_2_6_32);
		assert_non_null(find_vmap_area(k, va));
		assert_sound(k);
		vm_unmap_aliases(k);
		assert_false(mapped(k, va) || mapped(k, ram));
		assert_null(find_vmap_area(k, va));
		assert_sound(k);
		kernel_free(k);
	}
}

/* A page stays free on either side; 2.6.32 would take the hole. */
static void a_hole_that_is_just_large_enough_stays(void **state)
{
	(void)state;
	for (unsigned int i = 0; i <= ALLOCATOR_2_6_39; i++) {
		struct kernel *k = boot_as(i);
		vaddr_t low = vmalloc(k, PAGE_SIZE, 0);
		vaddr_t hole = vmalloc(k, 5 * PAGE_SIZE, 0), above;

		assert_true(vmalloc(k, PAGE_SIZE, 0) > hole);
		vfree(k, hole);
		vm_unmap_aliases(k);
		above = vmalloc(k, 6 * PAGE_SIZE, 0);
		assert_int_equal(above == hole, i == ALLOCATOR_2_6_32);
		if (i == ALLOCATOR_2_6_39)
			assert_int_equal(vmalloc(k, 5 * PAGE_SIZE, 0), hole);
		assert_true(low < hole);
		kernel_free(k);
	}
}

static void its_variables_are_symbols_of_its_kernel_only(void **state)
{
	static const char *const names[] = { "free_vmap_cache",
					     "cached_hole_size",
					     "cached_vstart", "cached_align" };
	struct kernel *old = boot_as(ALLOCATOR_2_6_32);
	struct kernel *k = boot_as(ALLOCATOR_2_6_39);
	const struct kernel_data *g = k->g;
	vaddr_t va, last = va_of(k, &g->preempt_count);

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		assert_false(kallsyms_lookup_name(old, names[i], &va));
		assert_true(kallsyms_lookup_name(k, names[i], &va));
		assert_int_equal(va, last + 4);
		last = va;
	}
	assert_int_equal(k->g->kallsyms_num, old->g->kallsyms_num + 4);
	assert_true(kallsyms_lookup_name(old, "preempt_count", &va));
	assert_int_equal(va, va_of(k, &g->preempt_count));
	kernel_free(old);
	kernel_free(k);
}

/* One word is damaged: kernel_check() must say so. */
static void damage_is_seen(void **state)
{
	struct kernel *k = boot_as(ALLOCATOR_2_6_39);
	const struct kernel_data *g = k->g;
	vaddr_t va = vmalloc(k, PAGE_SIZE, 0);
	const struct {
		const uint32_t *word;
		uint32_t value;
	} damage[] = {
		{ &g->free_vmap_cache, g->vmlist },
		{ &g->free_vmap_cache, g->free_vmap_cache + 4 },
		{ &g->cached_hole_size, 1 },
		{ &g->cached_vstart, va + 1 },
		{ &g->cached_align, 3 },
		{ pte_offset_kernel(k, va + PAGE_SIZE), 0x00400fff },
	};
	char why[160];

	(void)state;
	assert_sound(k);
	vfree(k, va);
	for (size_t i = 0; i < sizeof(damage) / sizeof(*damage); i++) {
		uint32_t was = *damage[i].word;

		store32(k->m, damage[i].word, damage[i].value);
		assert_false(kernel_check(k, COMPLAINT(why)));
		store32(k->m, damage[i].word, was);
		assert_sound(k);
	}
	kernel_free(k);
}

static void moments_return(struct session *s, const uint64_t *hash)
{
	for (uint32_t i = MOMENTS; i--;) {
		good(s, "undo");
		assert_true(machine_hash(s->k->m) == hash[i]);
		assert_sound(s->k);
	}
	for (uint32_t i = 1; i <= MOMENTS; i++) {
		good(s, "redo");
		assert_true(machine_hash(s->k->m) == hash[i]);
	}
}

/* A boot without allocator= stays with the board, as with all else of it. */
static void a_session_boots_from_one_to_another(void **state)
{
	static const char *const lines[MOMENTS] = {
		"vmalloc 40k",
		"boot allocator=2.6.39 mem=32M",
		"vmalloc 40k",
		"vmalloc 4k",
		"vfree 0xd0800000",
		"boot",
		"vmalloc 8k",
		"boot allocator=2.6.32 \"\"",
		"vmalloc 4k",
	};
	static const unsigned int allocators[MOMENTS + 1] = { 0, 0, 1, 1, 1,
							      1, 1, 1, 0, 0 };
	struct session *s =
		open_session((struct session_options){ .board = NULL });
	char file[] = "/tmp/vmscopeXXXXXX", line[64];
	uint64_t hash[MOMENTS + 1];
	int fd = mkstemp(file);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	hash[0] = machine_hash(s->k->m);
	for (unsigned int i = 0; i < MOMENTS; i++) {
		good(s, i == 4 ? "vfree $1" : lines[i]);
		hash[i + 1] = machine_hash(s->k->m);
		assert_int_equal(s->board.allocator, allocators[i + 1]);
		assert_int_equal(s->k->layout.board.allocator,
				 allocators[i + 1]);
	}
	moments_return(s, hash);
	good(s, "set history 0");
	moments_return(s, hash);
	s->overwrite = true;
	snprintf(line, sizeof(line), "save %s", file);
	good(s, line);
	good(s, "goto 3");
	snprintf(line, sizeof(line), "load %s", file);
	good(s, line);
	assert_true(machine_hash(s->k->m) == hash[MOMENTS]);
	moments_return(s, hash);
	session_free(s);
	unlink(file);
}

/* What a listing brings was not searched for: nothing is remembered. */
static void a_listing_keeps_its_places(void **state)
{
	static const char text[] =
		"0xd0800000-0xd0802000    8192 f+0x1/0x8 pages=1 vmalloc\n"
		"0xd0804000-0xd0806000    8192 f+0x1/0x8 pages=1 vmalloc\n";
	struct session *s =
		open_session((struct session_options){ .board = NULL });

	(void)state;
	good(s, "boot allocator=2.6.39");
	assert_int_equal(session_import_text(s, "listing", text,
					     sizeof(text) - 1),
			 0);
	assert_int_equal(s->board.allocator, ALLOCATOR_2_6_39);
	assert_int_equal(s->k->g->free_vmap_cache, 0);
	assert_int_equal(good(s, "vmalloc 4k").value.bits, 0xd0807000);
	assert_sound(s->k);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ptes_go_with_vfree),
		cmocka_unit_test(a_hole_that_is_just_large_enough_stays),
		cmocka_unit_test(its_variables_are_symbols_of_its_kernel_only),
		cmocka_unit_test(damage_is_seen),
		cmocka_unit_test(a_session_boots_from_one_to_another),
		cmocka_unit_test(a_listing_keeps_its_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
