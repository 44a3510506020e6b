/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ram.c - RAM that costs only what is touched, and its one store path.
 */
#include "unit.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include "machine/ram.h"

#define MB (UINT64_C(1) << 20)
#define GB (UINT64_C(1) << 30)

static struct machine *power_on(const struct bank *bank, unsigned int nr)
{
	struct machine *m = machine_new(bank, nr);

	assert_non_null(m);
	return m;
}

static int one_megabyte(void **state)
{
	static const struct bank bank = { 0x10000000, MB };

	*state = power_on(&bank, 1);
	return 0;
}

static int switch_off(void **state)
{
	machine_free(*state);
	return 0;
}

#define on_1m(test)                                                            \
	cmocka_unit_test_setup_teardown(test, one_megabyte, switch_off)

static const uint32_t *word_at(const struct machine *m, paddr_t pa)
{
	return ram_at(m, pa);
}

/* Resident kilobytes of this process. */
static long resident(void)
{
	long size = 0, pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%ld %ld", &size, &pages), 2);
	fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void untouched_ram_costs_nothing(void **state)
{
	const struct bank bank = { 0, 4 * GB };
	long before = resident();
	struct machine *m = power_on(&bank, 1);

	(void)state;
	store32(m, word_at(m, 0x00000000), 1);
	store32(m, word_at(m, 0x80000000), 1);
	store32(m, word_at(m, 0xfffffffc), 1);
	assert_true(machine_hash(m));
	/* A sanitizer keeps a byte of its own for each page of hash's work. */
	assert_in_range(resident() - before, 0, 2048);
	machine_free(m);
}

static long faults(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
	return usage.ru_minflt;
}

static void a_first_store_is_one_fault_and_a_zero_none(void **state)
{
	enum { PAGES = 2000 };
	const struct bank bank = { 0, 16 * MB };
	struct machine *m = power_on(&bank, 1);
	long before = faults();

	(void)state;
	store_fill(m, ram_at(m, 0), 0, PAGES * HOST_PAGE);
	assert_in_range(faults() - before, 0, PAGES / 4);
	before = faults();
	for (uint32_t i = 0; i < PAGES; i++)
		store32(m, word_at(m, i * HOST_PAGE), 1);
	assert_in_range(faults() - before, 0, PAGES + PAGES / 4);
	machine_free(m);
}

static void untouched_ram_reads_as_zero(void **state)
{
	const struct machine *m = *state;

	for (paddr_t pa = 0x10000000; pa < 0x10100000; pa += 4)
		assert_int_equal(*word_at(m, pa), 0);
	for (int r = 0; r < REG_COUNT; r++)
		assert_int_equal(reg(m, (enum reg)r), 0);
}

static void assert_refused(const struct bank *bank, unsigned int nr)
{
	errno = 0;
	assert_null(machine_new(bank, nr));
	assert_int_equal(errno, EINVAL);
}

static void banks_that_make_no_sense_are_refused(void **state)
{
	const struct bank overlap[] = { { 0, 2 * MB }, { 0x100000, MB } };
	const struct bank descending[] = { { 0x200000, MB }, { 0, MB } };
	const struct bank empty = { 0, 0 };
	const struct bank odd_start = { 0x800, MB };
	const struct bank odd_size = { 0, MB + 1 };
	const struct bank past_4g = { 0xfff00000, 2 * MB };
	const struct bank many[MAX_BANKS + 1] = { { 0, MB } };

	(void)state;
	assert_refused(overlap, 2);
	assert_refused(descending, 2);
	assert_refused(&empty, 1);
	assert_refused(&odd_start, 1);
	assert_refused(&odd_size, 1);
	assert_refused(&past_4g, 1);
	assert_refused(many, 0);
	assert_refused(many, MAX_BANKS + 1);
}

static void a_bank_that_wraps_64_bits_is_refused(void **state)
{
	const struct bank bank = { 0x2000, UINT64_MAX - 0xfff };

	(void)state;
	assert_refused(&bank, 1);
}

static void a_bank_may_end_at_4_gb(void **state)
{
	const struct bank bank = { 0xfff00000, MB };
	struct machine *m = power_on(&bank, 1);

	(void)state;
	store32(m, word_at(m, 0xfffffffc), 0x12345678);
	assert_int_equal(*word_at(m, 0xfffffffc), 0x12345678);
	assert_true(ram_covers(m, 0xfff00000, MB));
	assert_false(ram_covers(m, 0xfff00000, MB + 1));
	machine_free(m);
}

static void covers_knows_holes_and_neighbours(void **state)
{
	const struct bank bank[] = { { 0x0, MB },
				     { 0x100000, MB },
				     { 0x400000, MB } };
	struct machine *m = power_on(bank, 3);

	(void)state;
	assert_true(ram_covers(m, 0, 2 * MB));
	assert_true(ram_covers(m, 0xfffff, 2));
	assert_false(ram_covers(m, 0, 2 * MB + 1));
	assert_false(ram_covers(m, 0x1fffff, 2));
	assert_false(ram_covers(m, 0x3fffff, 2));
	assert_false(ram_covers(m, 0, 5 * MB));
	assert_true(ram_covers(m, 0x400000, MB));
	assert_false(ram_covers(m, 0x500000, 1));
	assert_true(ram_covers(m, 0x300000, 0));
	machine_free(m);
}

static void covers_compares_before_it_adds(void **state)
{
	const struct machine *m = *state;

	assert_false(ram_covers(m, 0x10000000, UINT64_MAX));
	assert_false(ram_covers(m, 0x10000000, UINT64_MAX - 0x10000000 + 1));
}

static void address_and_pointer_are_inverse(void **state)
{
	const struct machine *m = *state;

	for (paddr_t pa = 0x10000000; pa < 0x10100000; pa += 0xfff)
		assert_int_equal(ram_addr(m, ram_at(m, pa)), pa);
}

static void a_store_changes_its_own_width(void **state)
{
	struct machine *m = *state;
	const uint32_t *word = ram_at(m, 0x10000010);
	const uint8_t *byte = ram_at(m, 0x10000010);
	const uint16_t *half = ram_at(m, 0x10000010);

	store32(m, word, 0x44332211);
	store8(m, &byte[0], 0xa1);
	assert_int_equal(*word, 0x443322a1);
	store8(m, &byte[3], 0xa4);
	assert_int_equal(*word, 0xa43322a1);
	store16(m, &half[0], 0xbeef);
	assert_int_equal(*word, 0xa433beef);
	store16(m, &half[1], 0xdead);
	assert_int_equal(*word, 0xdeadbeef);
	assert_int_equal(word[-1], 0);
	assert_int_equal(word[1], 0);
}

static void set_stores_by_the_width_of_the_field(void **state)
{
	struct machine *m = *state;
	const struct {
		uint32_t word;
		uint16_t half, other;
		uint8_t byte[4];
	} *object = ram_at(m, 0x10000100);

	set(m, object->word, 0xffffffff);
	set(m, object->half, 0x1234);
	set(m, object->byte[2], 0x56);
	assert_int_equal(object->word, 0xffffffff);
	assert_int_equal(object->half, 0x1234);
	assert_int_equal(object->other, 0);
	assert_int_equal(object->byte[1], 0);
	assert_int_equal(object->byte[2], 0x56);
	assert_int_equal(object->byte[3], 0);
}

static void fill_stops_at_its_end(void **state)
{
	struct machine *m = *state;

	store_fill(m, ram_at(m, 0x10000ffc), 0xa5a5a5a5, 8);
	assert_int_equal(*word_at(m, 0x10000ff8), 0);
	assert_int_equal(*word_at(m, 0x10000ffc), 0xa5a5a5a5);
	assert_int_equal(*word_at(m, 0x10001000), 0xa5a5a5a5);
	assert_int_equal(*word_at(m, 0x10001004), 0);
}

/* Over borders of pages that are fresh, all zero again, or neither. */
static void a_fill_is_many_stores(void **state)
{
	const struct bank bank = { 0x10000000, MB };
	struct chance c = new_chance();

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct machine *m = power_on(&bank, 1);
		struct machine *naive = power_on(&bank, 1);

		for (int fills = 0; fills < 5; fills++) {
			paddr_t from = 0x10000000 + 4 * below(&c, 4000);
			uint32_t bytes = 4 * below(&c, 2000);
			uint32_t value = below(&c, 2);

			store_fill(m, word_at(m, from), value, bytes);
			for (paddr_t pa = from; pa < from + bytes; pa += 4)
				store32(naive, word_at(naive, pa), value);
			assert_int_equal(m->journal.now, naive->journal.now);
			assert_true(machine_hash(m) == machine_hash(naive));
		}
		machine_free(m);
		machine_free(naive);
	}
}

static void bytes_of_any_alignment_are_copied(void **state)
{
	struct machine *m = *state;
	const uint8_t *at = ram_at(m, 0x10000ffd);

	store_bytes(m, at, "vmscope", 7);
	assert_memory_equal(at, "vmscope", 7);
	assert_int_equal(at[-1], 0);
	assert_int_equal(at[7], 0);
}

static void a_store_outside_the_machine_aborts_body(void *arg)
{
	struct machine *m = arg;

	store32(m, (const uint32_t *)(const void *)(m->mem + m->size), 1);
}

static void an_address_outside_ram_aborts_body(void *arg)
{
	ram_at(arg, 0x10100000);
}

static void an_odd_halfword_aborts_body(void *arg)
{
	store16(arg,
		(const uint16_t *)(const void *)((const uint8_t *)ram_at(
			arg, 0x10000001)),
		1);
}

static void what_must_not_happen_aborts(void **state)
{
	assert_true(aborts(a_store_outside_the_machine_aborts_body, *state));
	assert_true(aborts(an_address_outside_ram_aborts_body, *state));
	assert_true(aborts(an_odd_halfword_aborts_body, *state));
}

static void registers_and_notes_are_journalled(void **state)
{
	struct machine *m = *state;

	assert_int_equal(journal_start(&m->journal, 4096), 0);
	set_reg(m, REG_DACR, 0x1f);
	store8(m, &m->notes[5], 0xaa);
	assert_int_equal(m->journal.now, 2);
	assert_int_equal(machine_seek(m, 1), 0);
	assert_int_equal(reg(m, REG_DACR), 0x1f);
	assert_int_equal(m->notes[5], 0);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(reg(m, REG_DACR), 0);
	assert_int_equal(machine_seek(m, 2), 0);
	assert_int_equal(m->notes[5], 0xaa);
}

static void there_is_a_note_for_32_bytes(void **state)
{
	struct machine *m = *state;

	assert_int_equal(m->notes_size, MB / 32);
	store8(m, &m->notes[m->notes_size - 1], 1);
	assert_int_equal(m->notes[m->notes_size - 1], 1);
	assert_int_equal(*word_at(m, 0x100ffffc), 0);
}

static void the_hash_sees_contents_not_history(void **state)
{
	struct machine *m = *state;
	uint64_t empty = machine_hash(m), one;

	store32(m, word_at(m, 0x10000040), 1);
	one = machine_hash(m);
	assert_true(one != empty);
	store32(m, word_at(m, 0x10000040), 0);
	assert_true(machine_hash(m) == empty);
	store8(m, ram_at(m, 0x10000040), 1);
	assert_true(machine_hash(m) == one);
}

static void the_hash_sees_where_and_what(void **state)
{
	struct machine *m = *state;
	uint64_t seen[4];

	store32(m, word_at(m, 0x10000040), 1);
	seen[0] = machine_hash(m);
	store32(m, word_at(m, 0x10000040), 2);
	seen[1] = machine_hash(m);
	store32(m, word_at(m, 0x10000040), 0);
	store32(m, word_at(m, 0x10001040), 1);
	seen[2] = machine_hash(m);
	store32(m, word_at(m, 0x10001040), 0);
	set_reg(m, REG_DFAR, 1);
	seen[3] = machine_hash(m);
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++)
			assert_true(seen[i] != seen[j]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(untouched_ram_costs_nothing),
		cmocka_unit_test(a_first_store_is_one_fault_and_a_zero_none),
		on_1m(untouched_ram_reads_as_zero),
		cmocka_unit_test(banks_that_make_no_sense_are_refused),
		cmocka_unit_test(a_bank_that_wraps_64_bits_is_refused),
		cmocka_unit_test(a_bank_may_end_at_4_gb),
		cmocka_unit_test(covers_knows_holes_and_neighbours),
		on_1m(covers_compares_before_it_adds),
		on_1m(address_and_pointer_are_inverse),
		on_1m(a_store_changes_its_own_width),
		on_1m(set_stores_by_the_width_of_the_field),
		on_1m(fill_stops_at_its_end),
		cmocka_unit_test(a_fill_is_many_stores),
		on_1m(bytes_of_any_alignment_are_copied),
		on_1m(what_must_not_happen_aborts),
		on_1m(registers_and_notes_are_journalled),
		on_1m(there_is_a_note_for_32_bytes),
		on_1m(the_hash_sees_contents_not_history),
		on_1m(the_hash_sees_where_and_what),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
