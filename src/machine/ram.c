/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ram.c - RAM, registers and notes in one sparse host mapping; the store path.
 *
 * The mapping is handed out as pointers to const. Only store32() in the header
 * and two functions below, ram_touch() and machine_seek(), take the const away.
 */
#include "machine/ram.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { NOTE_GRAIN = 32 };

static bool banks_make_sense(const struct bank *bank, unsigned int nr)
{
	const uint64_t four_gb = UINT64_C(1) << 32;
	uint64_t last_end = 0;

	if (nr < 1 || nr > MAX_BANKS)
		return false;
	for (unsigned int i = 0; i < nr; i++) {
		if (!bank[i].size || bank[i].size > four_gb - bank[i].start)
			return false;
		if (bank[i].start % HOST_PAGE || bank[i].size % HOST_PAGE)
			return false;
		if (i && bank[i].start < last_end)
			return false;
		last_end = bank[i].start + bank[i].size;
	}
	return true;
}

static uint64_t page_up(uint64_t bytes)
{
	return (bytes + HOST_PAGE - 1) & ~(uint64_t)(HOST_PAGE - 1);
}

/* Address space only: the host allocates a page when it is first written. */
static void *map_sparse(uint64_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	/* With huge pages, one touched word would cost a whole one. */
	(void)madvise(p, bytes, MADV_NOHUGEPAGE);
	return p;
}

struct machine *machine_new(const struct bank *banks, unsigned int nr)
{
	struct machine *m;
	uint64_t regs_at, notes_at;

	if (!banks_make_sense(banks, nr)) {
		errno = EINVAL;
		return NULL;
	}
	m = calloc(1, sizeof(*m));
	if (!m)
		return NULL;
	memcpy(m->bank, banks, nr * sizeof(*banks));
	m->nr_banks = nr;
	m->ram_start = banks[0].start;
	m->ram_size = banks[nr - 1].start + banks[nr - 1].size - m->ram_start;
	regs_at = m->ram_size;
	notes_at = regs_at + page_up(REG_COUNT * sizeof(uint32_t));
	m->notes_size = m->ram_size / NOTE_GRAIN;
	m->size = page_up(notes_at + m->notes_size);
	m->mem = map_sparse(m->size);
	m->touched = map_sparse(page_up(m->size / HOST_PAGE));
	if (!m->mem || !m->touched) {
		machine_free(m);
		errno = ENOMEM;
		return NULL;
	}
	m->regs = (const uint32_t *)(const void *)(m->mem + regs_at);
	m->notes = m->mem + notes_at;
	return m;
}

void machine_free(struct machine *m)
{
	if (!m)
		return;
	journal_free(&m->journal);
	if (m->mem)
		munmap((void *)(uintptr_t)m->mem, m->size);
	if (m->touched)
		munmap(m->touched, page_up(m->size / HOST_PAGE));
	free(m);
}

bool ram_covers(const struct machine *m, paddr_t start, uint64_t size)
{
	uint64_t at = start, end = at + size;

	if (size > UINT64_C(1) << 32)
		return false;
	for (unsigned int i = 0; i < m->nr_banks && at < end; i++) {
		const struct bank *b = &m->bank[i];

		if (at >= b->start && at < b->start + b->size)
			at = b->start + b->size;
	}
	return at >= end;
}

/*
 * A page that is read before it is written costs the host two faults: one to
 * map zeros, one to copy them. So write to it first, without changing it.
 */
void ram_touch(struct machine *m, uint64_t page)
{
	volatile uint8_t *first =
		(volatile uint8_t *)(uintptr_t)(m->mem + page * HOST_PAGE);

	*first = 0;
	m->touched[page] = 1;
}

/* Narrow stores are a read-modify-write of their word. */
static void store_part(struct machine *m, const void *where, uint32_t value,
		       uint32_t mask)
{
	uintptr_t address = (uintptr_t)where;
	unsigned int shift = 8 * (unsigned int)(address & 3);
	const uint32_t *word = (const uint32_t *)(address & ~(uintptr_t)3);

	store32(m, word, (*word & ~(mask << shift)) | (value & mask) << shift);
}

void store16(struct machine *m, const uint16_t *where, uint16_t value)
{
	BUG_ON((uintptr_t)where & 1);
	store_part(m, where, value, 0xffff);
}

void store8(struct machine *m, const uint8_t *where, uint8_t value)
{
	store_part(m, where, value, 0xff);
}

/* Within one host page; most of what is cleared is zero already. */
static void fill_in_page(struct machine *m, const uint32_t *word,
			 uint32_t value, uint32_t words)
{
	uint64_t offset = (uint64_t)((const uint8_t *)word - m->mem);

	store32(m, word, value);
	if (!m->touched[offset / HOST_PAGE])
		return; /* zeros into a page of zeros */
	for (uint32_t i = 1; i < words; i++)
		if (word[i] != value)
			store32(m, &word[i], value);
}

void store_fill(struct machine *m, const void *where, uint32_t value,
		uint32_t bytes)
{
	const uint8_t *at = where;

	BUG_ON(bytes % sizeof(uint32_t));
	while (bytes) {
		uint64_t offset = (uint64_t)(at - m->mem);
		uint32_t part = HOST_PAGE - offset % HOST_PAGE;

		if (part > bytes)
			part = bytes;
		fill_in_page(m, (const void *)at, value,
			     part / (uint32_t)sizeof(uint32_t));
		at += part;
		bytes -= part;
	}
}

void store_bytes(struct machine *m, const void *where, const void *from,
		 uint32_t bytes)
{
	const uint8_t *to = where, *source = from;

	for (uint32_t i = 0; i < bytes; i++)
		store8(m, &to[i], source[i]);
}

void set_reg(struct machine *m, enum reg r, uint32_t value)
{
	store32(m, &m->regs[r], value);
}

/* What the journal restores was stored before, so its page was touched. */
int machine_seek(struct machine *m, uint64_t position)
{
	uint32_t *memory = (uint32_t *)(uintptr_t)m->mem;

	return journal_seek(&m->journal, memory, position);
}

static bool is_zero(const uint8_t *page)
{
	return !page[0] && !memcmp(page, page + 1, HOST_PAGE - 1);
}

static uint64_t fnv1a(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(0x100000001b3);
}

uint64_t machine_hash(const struct machine *m)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (uint64_t page = 0; page < m->size / HOST_PAGE; page++) {
		const uint8_t *at = m->mem + page * HOST_PAGE;
		const uint64_t *word = (const uint64_t *)(const void *)at;

		if (!m->touched[page] || is_zero(at))
			continue;
		hash = fnv1a(hash, page);
		for (size_t i = 0; i < HOST_PAGE / sizeof(*word); i++)
			hash = fnv1a(hash, word[i]);
	}
	return hash;
}
