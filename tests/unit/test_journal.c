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
	assert_int_equal(journal_start(&m->journal, 1 << 20), 0);
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

static uint64_t tail(const struct machine *m)
{
	return journal_tail(&m->journal);
}

static uint64_t head(const struct machine *m)
{
	return journal_head(&m->journal);
}

static void start(struct machine *m, uint64_t bytes)
{
	assert_int_equal(journal_start(&m->journal, bytes), 0);
}

static void resize(struct machine *m, uint64_t bytes)
{
	assert_int_equal(journal_resize(&m->journal, bytes), 0);
}

static void an_entry_has_the_value_that_memory_has_not(void **state)
{
	struct machine *m = *state;
	const struct journal_entry *e;

	poke(m, 7, 1);
	poke(m, 7, 2);
	e = journal_at(&m->journal, 1);
	assert_int_equal(e->word, 7);
	assert_int_equal(e->value, 1);
	assert_int_equal(machine_seek(m, 1), 0);
	e = journal_at(&m->journal, 1);
	assert_int_equal(e->word, 7);
	assert_int_equal(e->value, 2);
	assert_int_equal(journal_at(&m->journal, 0)->value, 0);
}

static void a_store_that_changes_nothing_is_not_logged(void **state)
{
	struct machine *m = *state;

	poke(m, 3, 0);
	poke(m, 3, 5);
	poke(m, 3, 5);
	store8(m, ram_at(m, RAM_START + 12), 5);
	store_fill(m, ram_at(m, RAM_START + 12), 5, 4);
	assert_int_equal(head(m), 1);
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
	assert_int_equal(head(m), 5);
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

	start(m, 64 << 10);
	for (uint32_t i = 0; i < 50000; i++)
		poke(m, i % WORDS, i + 1);
	assert_int_equal(m->journal.capacity, 8192); /* of 8 bytes: 64 KB */
	assert_int_equal(head(m) - tail(m), 8192);
	assert_int_equal(head(m), 50000);
}

static void memory_is_rounded_down_but_not_to_nothing(void **state)
{
	static const struct {
		uint64_t bytes, entries;
	} rows[] = {
		{ 0, 0 },
		{ 1, 1 },
		{ 8, 1 },
		{ 15, 1 },
		{ 16, 2 },
		{ 31, 2 },
		{ 32, 4 },
		{ 1000, 64 },
		{ 1023, 64 },
		{ 1024, 128 },
		{ 1 << 20, 1 << 17 },
	};
	struct machine *m = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		resize(m, rows[i].bytes);
		assert_int_equal(m->journal.capacity, rows[i].entries);
	}
}

static void only_what_is_too_old_is_lost(void **state)
{
	struct machine *m = *state;
	struct chance c = new_chance();
	struct moment oldest = { 0 }, newest = { 0 };

	start(m, 32 << 10);
	while (m->journal.now < 20000)
		scribble(m, &c, 1);
	remember(m, &oldest);
	while (m->journal.now < oldest.position + 4096)
		poke(m, below(&c, WORDS), (uint32_t)next_random(&c));
	remember(m, &newest);

	assert_int_equal(tail(m), oldest.position);
	assert_int_equal(machine_seek(m, oldest.position - 1), -ERANGE);
	assert_is(m, &newest);
	assert_int_equal(machine_seek(m, oldest.position), 0);
	assert_is(m, &oldest);
	assert_int_equal(machine_seek(m, newest.position), 0);
	assert_is(m, &newest);
}

/* What was overwritten stays lost, though the ring has room again. */
static void going_back_makes_room_again(void **state)
{
	struct machine *m = *state;

	start(m, 32 << 10);
	for (uint32_t i = 0; i < 5000; i++)
		poke(m, 0, i + 1);
	assert_int_equal(tail(m), 5000 - 4096);
	assert_int_equal(machine_seek(m, 4000), 0);
	poke(m, 1, 1);
	assert_int_equal(head(m), 4001);
	assert_int_equal(tail(m), 5000 - 4096);
	assert_int_equal(machine_seek(m, tail(m) - 1), -ERANGE);
	assert_int_equal(machine_seek(m, tail(m)), 0);
	assert_int_equal(peek(m, 0), 5000 - 4096);
	assert_int_equal(peek(m, 1), 0);
}

static void the_future_can_be_dropped(void **state)
{
	struct machine *m = *state;

	for (uint32_t i = 0; i < 10; i++)
		poke(m, 0, i + 1);
	assert_int_equal(machine_seek(m, 6), 0);
	journal_drop_future(&m->journal);
	assert_int_equal(head(m), 6);
	assert_int_equal(machine_seek(m, 7), -ERANGE);
	assert_int_equal(machine_seek(m, 3), 0);
	assert_int_equal(machine_seek(m, 6), 0);
	assert_int_equal(peek(m, 0), 6);
}

static void a_start_is_position_0_and_keeps_the_bytes(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	start(m, 4096);
	assert_int_equal(m->journal.now, 0);
	assert_int_equal(head(m), 0);
	assert_int_equal(machine_seek(m, 1), -ERANGE);
	assert_int_equal(peek(m, 0), 1);
	poke(m, 0, 2);
	assert_int_equal(machine_seek(m, 0), 0);
	assert_int_equal(peek(m, 0), 1);
}

static void without_memory_stores_are_only_counted(void **state)
{
	struct machine *m = *state;

	start(m, 0);
	poke(m, 0, 1);
	poke(m, 0, 2);
	assert_int_equal(m->journal.now, 2);
	assert_int_equal(tail(m), 2);
	assert_int_equal(head(m), 2);
	assert_int_equal(machine_seek(m, 1), -ERANGE);
	assert_int_equal(machine_seek(m, 3), -ERANGE);
	assert_int_equal(machine_seek(m, 2), 0);
	assert_int_equal(peek(m, 0), 2);
}

/* Off for a while: no two moments have the same position. */
static void a_position_is_one_moment_on_and_off(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	resize(m, 0);
	assert_int_equal(m->journal.now, 1);
	poke(m, 0, 2);
	poke(m, 0, 3);
	resize(m, 4096);
	assert_int_equal(m->journal.now, 3);
	assert_int_equal(tail(m), 3);
	poke(m, 0, 4);
	for (uint64_t p = 0; p < 3; p++)
		assert_int_equal(machine_seek(m, p), -ERANGE);
	assert_int_equal(machine_seek(m, 3), 0);
	assert_int_equal(peek(m, 0), 3);
	assert_int_equal(machine_seek(m, 4), 0);
	assert_int_equal(peek(m, 0), 4);
}

static void a_larger_journal_keeps_all(void **state)
{
	struct machine *m = *state;

	start(m, 64);
	for (uint32_t i = 0; i < 100; i++)
		poke(m, 0, i + 1);
	assert_int_equal(machine_seek(m, 95), 0);
	resize(m, 1024);
	assert_int_equal(tail(m), 92);
	assert_int_equal(m->journal.now, 95);
	assert_int_equal(head(m), 100);
	assert_int_equal(machine_seek(m, 92), 0);
	assert_int_equal(peek(m, 0), 92);
	assert_int_equal(machine_seek(m, 100), 0);
	assert_int_equal(peek(m, 0), 100);
}

static void a_smaller_one_keeps_the_nearest(void **state)
{
	struct machine *m = *state;

	for (uint32_t i = 0; i < 100; i++)
		poke(m, 0, i + 1);
	assert_int_equal(machine_seek(m, 97), 0);
	resize(m, 64);
	assert_int_equal(tail(m), 92);
	assert_int_equal(head(m), 100);
	assert_int_equal(machine_seek(m, 94), 0);
	resize(m, 32);
	assert_int_equal(tail(m), 94);
	assert_int_equal(head(m), 98);
	assert_int_equal(machine_seek(m, 98), 0);
	assert_int_equal(peek(m, 0), 98);
}

static void a_resize_without_memory_changes_nothing(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	poke(m, 0, 2);
	assert_int_equal(machine_seek(m, 1), 0);
	assert_int_equal(journal_resize(&m->journal, UINT64_MAX), -ENOMEM);
	assert_int_equal(m->journal.capacity, 1 << 17);
	assert_int_equal(machine_seek(m, 2), 0);
	assert_int_equal(peek(m, 0), 2);
	assert_int_equal(machine_seek(m, 0), 0);
}

static void a_start_without_memory_counts(void **state)
{
	struct machine *m = *state;

	poke(m, 0, 1);
	assert_int_equal(journal_start(&m->journal, UINT64_MAX), -ENOMEM);
	assert_int_equal(m->journal.now, 0);
	poke(m, 0, 2);
	assert_int_equal(m->journal.now, 1);
	assert_int_equal(machine_seek(m, 0), -ERANGE);
}

/* ---- Against full copies ---- */

enum { MODEL_WORDS = 24, MODEL_MOMENTS = 4000 };

/* The journal as it would be without cleverness: every moment, whole. */
struct model {
	uint32_t moment[MODEL_MOMENTS + 1][MODEL_WORDS];
	uint64_t capacity, tail, now, head;
};

static void model_store(struct model *model, uint32_t word, uint32_t value)
{
	const uint32_t *before = model->moment[model->now];
	uint32_t *after = model->moment[model->now + 1];

	if (before[word] == value)
		return;
	memcpy(after, before, sizeof(model->moment[0]));
	after[word] = value;
	model->head = ++model->now;
	while (model->head - model->tail > model->capacity)
		model->tail++;
}

static void model_resize(struct model *model, uint64_t capacity)
{
	model->capacity = capacity;
	while (model->head - model->now > capacity)
		model->head--;
	while (model->head - model->tail > capacity)
		model->tail++;
}

static void assert_entry(const struct model *model, const struct machine *m,
			 uint64_t position)
{
	const struct journal_entry *e = journal_at(&m->journal, position);
	const uint32_t word = e->word;
	const uint32_t *before = model->moment[position];
	const uint32_t *after = model->moment[position + 1];

	assert_in_range(word, 0, MODEL_WORDS - 1);
	assert_int_not_equal(before[word], after[word]);
	assert_int_equal(e->value,
			 position < model->now ? before[word] : after[word]);
}

static void assert_same(const struct model *model, const struct machine *m,
			struct chance *c)
{
	const uint64_t held = model->head - model->tail;

	assert_int_equal(m->journal.now, model->now);
	assert_int_equal(m->journal.capacity, model->capacity);
	assert_int_equal(tail(m), model->tail);
	assert_int_equal(head(m), model->head);
	assert_memory_equal(ram_at(m, RAM_START), model->moment[model->now],
			    sizeof(model->moment[0]));
	for (int i = 0; held && i < 4; i++)
		assert_entry(model, m, model->tail + next_random(c) % held);
}

/* Near now, or at an end, or one beyond it. */
static void seek_somewhere(struct model *model, struct machine *m,
			   struct chance *c)
{
	const uint64_t goal[] = { model->now + below(c, 12),
				  model->now - below(c, 12),
				  model->now - below(c, 12),
				  model->tail - below(c, 2),
				  model->head + below(c, 2) };
	const uint64_t to = goal[below(c, ARRAY_SIZE(goal))];
	const bool held = to >= model->tail && to <= model->head;

	assert_int_equal(machine_seek(m, to), held ? 0 : -ERANGE);
	if (held)
		model->now = to;
}

static void resize_somehow(struct model *model, struct machine *m,
			   struct chance *c)
{
	const uint64_t entries = below(c, 4) ? UINT64_C(1) << below(c, 8) : 0;
	/* Not only powers of two. */
	const uint64_t odd = entries ? below(c, (uint32_t)entries) : 0;

	resize(m, (entries + odd) * sizeof(struct journal_entry));
	model_resize(model, entries);
}

static void random_stores_seeks_and_sizes_agree_with_copies(void **state)
{
	struct machine *m = *state;
	struct chance c = new_chance();
	struct model *model = calloc(1, sizeof(*model));

	assert_non_null(model);
	model->capacity = m->journal.capacity;
	while (model->now < MODEL_MOMENTS) {
		const uint32_t word = below(&c, MODEL_WORDS);
		const uint32_t value = below(&c, 3);

		const uint32_t what = below(&c, 100);

		if (what < 10) {
			seek_somewhere(model, m, &c);
		} else if (what == 10) {
			resize_somehow(model, m, &c);
		} else if (what == 11) {
			journal_drop_future(&m->journal);
			model->head = model->now;
		} else {
			poke(m, word, value);
			model_store(model, word, value);
		}
		assert_same(model, m, &c);
	}
	free(model);
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
		timed(an_entry_has_the_value_that_memory_has_not),
		timed(a_store_that_changes_nothing_is_not_logged),
		timed(seeking_brings_every_moment_back),
		timed(moments_never_reached_are_out_of_range),
		timed(a_new_store_forgets_the_future),
		timed(a_store_without_effect_keeps_the_future),
		timed(the_journal_keeps_within_its_memory),
		timed(memory_is_rounded_down_but_not_to_nothing),
		timed(only_what_is_too_old_is_lost),
		timed(going_back_makes_room_again),
		timed(the_future_can_be_dropped),
		timed(a_start_is_position_0_and_keeps_the_bytes),
		timed(without_memory_stores_are_only_counted),
		timed(a_position_is_one_moment_on_and_off),
		timed(a_larger_journal_keeps_all),
		timed(a_smaller_one_keeps_the_nearest),
		timed(a_resize_without_memory_changes_nothing),
		timed(a_start_without_memory_counts),
		timed(random_stores_seeks_and_sizes_agree_with_copies),
		timed(reading_beyond_the_end_aborts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
