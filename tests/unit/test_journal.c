/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_journal.c - back and forth in time, within the memory allowed.
 */
#include "unit.h"

#include <errno.h>
#include <string.h>

#include "machine/ram.h"

enum { RAM_START = 0x8000, RAM_SIZE = 0x10000, WORDS = RAM_SIZE / 4 };

/* The machine's bytes at one position of the journal. */
struct moment {
	uint64_t position;
	uint64_t hash;
	uint8_t ram[RAM_SIZE];
	uint32_t dfar;
};

static int power_on(void **state)
{
	static const struct bank bank = { RAM_START, RAM_SIZE };
	struct machine *m = machine_new(&bank, 1);

	assert_non_null(m);
	journal_limit(&m->journal, 1 << 20);
	m->journal.on = true;
	*state = m;
	return 0;
}

static int switch_off(void **state)
{
	machine_free(*state);
	return 0;
}

static void poke(struct machine *m, uint32_t word, uint32_t value)
{
	store32(m, (const uint32_t *)ram_at(m, RAM_START) + word, value);
}

static uint32_t peek(const struct machine *m, uint32_t word)
{
	return ((const uint32_t *)ram_at(m, RAM_START))[word];
}

/* Stores of every kind, at random. */
static void scribble(struct machine *m, struct chance *c, uint32_t stores)
{
	for (uint32_t i = 0; i < stores; i++) {
		uint32_t value = (uint32_t)next_random(c);
		paddr_t pa = RAM_START + below(c, WORDS - 64) * 4;

		switch (below(c, 6)) {
		case 0:
			store8(m, ram_at(m, pa + below(c, 4)), (uint8_t)value);
			break;
		case 1:
			store16(m, ram_at(m, pa + 2), (uint16_t)value);
			break;
		case 2:
			store_fill(m, ram_at(m, pa), value, 4 * below(c, 64));
			break;
		case 3:
			set_reg(m, REG_DFAR, value);
			break;
		default:
			store32(m, ram_at(m, pa), value);
		}
	}
}

static void remember(const struct machine *m, struct moment *then)
{
	then->position = m->journal.now;
	then->hash = machine_hash(m);
	then->dfar = reg(m, REG_DFAR);
	memcpy(then->ram, ram_at(m, RAM_START), RAM_SIZE);
}

static void assert_is(const struct machine *m, const struct moment *then)
{
	assert_int_equal(m->journal.now, then->position);
	assert_true(machine_hash(m) == then->hash);
	assert_int_equal(reg(m, REG_DFAR), then->dfar);
	assert_memory_equal(ram_at(m, RAM_START), then->ram, RAM_SIZE);
}

static void nothing_is_logged_while_off(void **state)
{
	struct machine *m = *state;

	m->journal.on = false;
	poke(m, 0, 1);
	assert_int_equal(m->journal.head, 0);
	m->journal.on = true;
	poke(m, 0, 2);
	assert_int_equal(m->journal.head, 1);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(peek(m, 0), 1);
}

static void an_entry_says_where_what_and_what_before(void **state)
{
	struct machine *m = *state;
	const struct journal_entry *e;

	poke(m, 7, 1);
	poke(m, 7, 2);
	e = journal_at(&m->journal, 1);
	assert_int_equal(e->word, 7);
	assert_int_equal(e->old, 1);
	assert_int_equal(e->new, 2);
}

static void a_store_that_changes_nothing_is_not_logged(void **state)
{
	struct machine *m = *state;

	poke(m, 3, 0);
	poke(m, 3, 5);
	poke(m, 3, 5);
	store8(m, ram_at(m, RAM_START + 12), 5);
	store_fill(m, ram_at(m, RAM_START + 12), 5, 4);
	assert_int_equal(m->journal.head, 1);
}

static void seeking_brings_every_moment_back(void **state)
{
	struct machine *m = *state;
	struct chance c = new_chance();
	struct moment *then = calloc(32, sizeof(*then));

	assert_non_null(then);
	for (int i = 0; i < 32; i++) {
		remember(m, &then[i]);
		scribble(m, &c, 1 + below(&c, 200));
	}
	for (int i = 0; i < 300; i++) {
		const struct moment *to = &then[below(&c, 32)];

		assert_int_equal(machine_seek(m, to->position), 0);
		assert_is(m, to);
	}
	free(then);
}

static void moments_never_reached_are_out_of_range(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	poke(m, 0, 2);
	assert_int_equal(machine_seek(m, 3), -ERANGE);
	assert_int_equal(machine_seek(m, UINT64_MAX), -ERANGE);
	assert_int_equal(m->journal.now, 2);
	assert_int_equal(peek(m, 0), 2);
}

static void a_new_store_forgets_the_future(void **state)
{
	struct machine *m = *state;

	for (uint32_t i = 1; i <= 10; i++)
		poke(m, i, i);
	assert_int_equal(machine_seek(m, 4), 0);
	poke(m, 100, 7);
	assert_int_equal(m->journal.now, 5);
	assert_int_equal(m->journal.head, 5);
	assert_int_equal(machine_seek(m, 6), -ERANGE);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(machine_seek(m, 5), 0);
	assert_int_equal(peek(m, 100), 7);
	assert_int_equal(peek(m, 5), 0);
	assert_int_equal(peek(m, 4), 4);
}

/* A store of the value that stands there leaves the future alone. */
static void a_store_without_effect_keeps_the_future(void **state)
{
	struct machine *m = *state;

	poke(m, 1, 1);
	poke(m, 2, 2);
	assert_int_equal(machine_seek(m, 1), 0);
	poke(m, 1, 1);
	assert_int_equal(machine_seek(m, 2), 0);
	assert_int_equal(peek(m, 2), 2);
}

static void the_journal_keeps_within_its_memory(void **state)
{
	struct machine *m = *state;
	struct journal *j = &m->journal;

	journal_limit(j, 64 << 10);
	assert_int_equal(j->limit, 4096); /* of 12 bytes: 48 KB */
	for (uint32_t i = 0; i < 50000; i++)
		poke(m, i % WORDS, i + 1);
	assert_int_equal(j->capacity, 4096);
	assert_int_equal(j->head - j->tail, 4096);
	assert_int_equal(j->head, 50000);
}

static void only_what_is_too_old_is_lost(void **state)
{
	struct machine *m = *state;
	struct chance c = new_chance();
	struct moment oldest = { 0 }, newest = { 0 };

	journal_limit(&m->journal, 64 << 10);
	while (m->journal.now < 20000)
		scribble(m, &c, 1);
	remember(m, &oldest);
	while (m->journal.now < oldest.position + 4096)
		poke(m, below(&c, WORDS), (uint32_t)next_random(&c));
	remember(m, &newest);

	assert_int_equal(m->journal.tail, oldest.position);
	assert_int_equal(machine_seek(m, oldest.position - 1), -ERANGE);
	assert_is(m, &newest);
	assert_int_equal(machine_seek(m, oldest.position), 0);
	assert_is(m, &oldest);
	assert_int_equal(machine_seek(m, newest.position), 0);
	assert_is(m, &newest);
}

static void going_back_makes_room_again(void **state)
{
	struct machine *m = *state;
	struct journal *j = &m->journal;

	journal_limit(j, 64 << 10);
	for (uint32_t i = 0; i < 5000; i++)
		poke(m, 0, i + 1);
	assert_int_equal(j->tail, 5000 - 4096);
	assert_int_equal(machine_seek(m, 4000), 0);
	poke(m, 1, 1);
	assert_int_equal(j->tail, 5000 - 4096);
	assert_int_equal(machine_seek(m, j->tail), 0);
	assert_int_equal(peek(m, 0), 5000 - 4096);
}

/* Growing while the future is being forgotten copies only the past. */
static void the_ring_grows_in_the_middle_of_time(void **state)
{
	struct machine *m = *state;
	struct moment then = { 0 };

	for (uint32_t i = 0; i < 1024; i++)
		poke(m, i, i + 1);
	remember(m, &then);
	poke(m, 0, 99);
	assert_true(m->journal.capacity > 1024);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(peek(m, 1023), 0);
	assert_int_equal(machine_seek(m, 1024), 0);
	assert_is(m, &then);
}

static void a_limit_forgets_but_time_can_start_again(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	journal_limit(&m->journal, 4096);
	assert_int_equal(m->journal.now, 0);
	assert_int_equal(machine_seek(m, 1), -ERANGE);
	poke(m, 0, 2);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(peek(m, 0), 1);
}

static void a_journal_without_memory_only_counts(void **state)
{
	struct machine *m = *state;

	m->journal = (struct journal){ .on = true };
	poke(m, 0, 1);
	poke(m, 0, 2);
	assert_int_equal(m->journal.now, 2);
	assert_int_equal(m->journal.tail, 2);
	assert_int_equal(machine_seek(m, 1), -ERANGE);
	assert_int_equal(machine_seek(m, 2), 0);
	assert_int_equal(peek(m, 0), 2);
}

static void forget_starts_at_zero_and_keeps_the_bytes(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	journal_forget(&m->journal);
	assert_int_equal(m->journal.head, 0);
	assert_int_equal(peek(m, 0), 1);
	poke(m, 0, 2);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(peek(m, 0), 1);
}

static void read_position_1(void *arg)
{
	const struct machine *m = arg;

	(void)journal_at(&m->journal, 1);
}

static void reading_beyond_the_end_aborts(void **state)
{
	poke(*state, 0, 1);
	assert_true(aborts(read_position_1, *state));
}

#define timed(test) cmocka_unit_test_setup_teardown(test, power_on, switch_off)

int main(void)
{
	const struct CMUnitTest tests[] = {
		timed(nothing_is_logged_while_off),
		timed(an_entry_says_where_what_and_what_before),
		timed(a_store_that_changes_nothing_is_not_logged),
		timed(seeking_brings_every_moment_back),
		timed(moments_never_reached_are_out_of_range),
		timed(a_new_store_forgets_the_future),
		timed(a_store_without_effect_keeps_the_future),
		timed(the_journal_keeps_within_its_memory),
		timed(only_what_is_too_old_is_lost),
		timed(going_back_makes_room_again),
		timed(the_ring_grows_in_the_middle_of_time),
		timed(a_limit_forgets_but_time_can_start_again),
		timed(a_journal_without_memory_only_counts),
		timed(forget_starts_at_zero_and_keeps_the_bytes),
		timed(reading_beyond_the_end_aborts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
