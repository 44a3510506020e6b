/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ram.h - the board: RAM in banks, a few registers, one path for stores.
 *
 * Invariants:
 *   1. only store32/16/8 and store_fill change anything;
 *   2. the journal counts every change, and holds it as far as its memory
 *      allows (see journal.h);
 *   3. untouched RAM costs the host nothing and reads as zero.
 *
 * The host memory is one sparse mapping: RAM from the first bank's start to
 * the last bank's end, then the registers, then the notes. Registers and notes
 * are journalled like RAM but no simulated address reaches them. Nothing here
 * is specific to Linux.
 */
#ifndef VMSCOPE_MACHINE_RAM_H
#define VMSCOPE_MACHINE_RAM_H

#include "machine/bug.h"
#include "machine/journal.h"
#include "machine/types.h"

enum { MAX_BANKS = 8, HOST_PAGE = 4096 };

/* One stretch of RAM. A bank may end at 4 GB, so sizes are 64 bits. */
struct bank {
	paddr_t start; /* physical, page aligned */
	uint64_t size; /* bytes, page aligned */
};

/* Entries of the TLB: first the small level, then the large one. */
enum { TLB_MICRO = 8, TLB_MAIN = 64, TLB_ENTRIES = TLB_MICRO + TLB_MAIN };

/* The CPU's state outside RAM. Addresses and values are 32 bits. */
enum reg {
	REG_TTBR0,	 /* physical address of the first-level table */
	REG_DACR,	 /* 16 domains, two bits each: none, client, manager */
	REG_DFSR,	 /* status of the last data abort */
	REG_DFAR,	 /* address of the last data abort */
	REG_TLB_FLUSHES, /* kernel range flushes so far (our own counter) */
	REG_TLB_START,	 /* virtual start of the last range flushed */
	REG_TLB_END,	 /* virtual end (exclusive) of the last range flushed */
	REG_TLB_ROUNDS,	 /* pages flushed one by one, in all */
	REG_TLB_DROPPED, /* entries invalidated by flushes */
	REG_TLB_HITS_MICRO, /* accesses that hit the small level */
	REG_TLB_HITS_MAIN,  /* that hit the large one */
	REG_TLB_MISSES,	    /* that hit neither: walks */
	REG_TLB_NEXT_MICRO, /* the entry of a level to replace next */
	REG_TLB_NEXT_MAIN,
	REG_TLB_ENTRY, /* two words an entry, see tlb.c */
	REG_COUNT = REG_TLB_ENTRY + 2 * TLB_ENTRIES
};

struct machine {
	const uint8_t *mem;	     /* host address of ram_start */
	paddr_t ram_start;	     /* physical start of the first bank */
	uint64_t ram_size;	     /* bytes from there to the last end */
	uint64_t size;		     /* bytes with registers and notes */
	struct bank bank[MAX_BANKS]; /* ascending, disjoint */
	unsigned int nr_banks;
	const uint32_t *regs;	/* REG_COUNT words */
	const uint8_t *notes;	/* notes_size bytes, all zero at first */
	uint64_t notes_size;	/* bytes: one per 32 bytes of RAM */
	struct journal journal; /* only counts until history is wanted */
	uint8_t *touched;	/* one byte per host page: 0 until a store */
};

/**
 * machine_new() - power a board on.
 * @banks: its RAM, ascending and disjoint, page aligned
 * @nr: how many banks, 1 to MAX_BANKS
 * Return: the machine, with all RAM zero and a journal that only counts; NULL
 * with errno EINVAL (banks) or ENOMEM
 */
struct machine *machine_new(const struct bank *banks, unsigned int nr);

/** machine_free() - free what machine_new() allocated; NULL is allowed. */
void machine_free(struct machine *m);

/**
 * ram_covers() - is there RAM in all of a physical range?
 * @m: the machine
 * @start: physical address
 * @size: bytes
 * Return: true if every byte is in a bank (a range may cross from one bank into
 * an adjacent one); true for size 0
 */
bool ram_covers(const struct machine *m, paddr_t start, uint64_t size);

/**
 * ram_at() - where the host keeps a physical address.
 * @m: the machine
 * @pa: physical address between the first bank's start and the last one's end
 * Return: a pointer to const: only store*() can write through it
 */
static inline const void *ram_at(const struct machine *m, paddr_t pa)
{
	uint64_t offset = (uint64_t)pa - m->ram_start;

	BUG_ON(offset >= m->ram_size);
	return m->mem + offset;
}

/**
 * ram_addr() - the physical address of something in RAM.
 * @m: the machine
 * @where: a pointer from ram_at(), or one into the object there
 */
static inline paddr_t ram_addr(const struct machine *m, const void *where)
{
	uint64_t offset = (uint64_t)((const uint8_t *)where - m->mem);

	BUG_ON(offset >= m->ram_size);
	return (paddr_t)(m->ram_start + offset);
}

/**
 * ram_touch() - prepare to store something other than zero in a page that is
 * all zero so far.
 * @m: the machine
 * @page: host page, counted from m->mem
 *
 * For store32(), apart from it because it happens once per page.
 */
void ram_touch(struct machine *m, uint64_t page);

/**
 * store32() - the one store path: change a word of RAM, a register or a note.
 * @m: the machine
 * @where: the word, as ram_at() or a pointer derived from it gives it
 * @value: what to put there
 *
 * A store that changes nothing is not counted. In the header because all that
 * the kernel does ends here; only ram_touch() and machine_seek() also cast the
 * const away.
 */
static inline void store32(struct machine *m, const uint32_t *where,
			   uint32_t value)
{
	uint64_t offset = (uint64_t)((const uint8_t *)where - m->mem);

	BUG_ON(offset >= m->size || offset % sizeof(uint32_t));
	if (!m->touched[offset / HOST_PAGE]) {
		if (!value)
			return;
		ram_touch(m, offset / HOST_PAGE);
	}
	if (*where == value)
		return;
	journal_add(&m->journal, (uint32_t)(offset / sizeof(uint32_t)), *where);
	*(uint32_t *)(uintptr_t)where = value;
}

/** store16() / store8() - the same for a halfword and a byte. */
void store16(struct machine *m, const uint16_t *where, uint16_t value);
void store8(struct machine *m, const uint8_t *where, uint8_t value);

/**
 * store_fill() - store the same word over a range.
 * @m: the machine
 * @where: first byte, word aligned
 * @value: the word
 * @bytes: length, a multiple of 4
 */
void store_fill(struct machine *m, const void *where, uint32_t value,
		uint32_t bytes);

/**
 * store_bytes() - copy bytes from the host.
 * @m: the machine
 * @where: first byte, of any alignment
 * @from: host memory
 * @bytes: length
 */
void store_bytes(struct machine *m, const void *where, const void *from,
		 uint32_t bytes);

/* set(m, object->field, value): store by the width of the field. */
/* clang-format off */
#define set(m, field, value)                                                   \
	_Generic((field), uint32_t: store32, uint16_t: store16,                \
		 uint8_t: store8)((m), &(field), (value))
/* clang-format on */

/** reg() - read a register. */
static inline uint32_t reg(const struct machine *m, enum reg r)
{
	return m->regs[r];
}

/** set_reg() - store to a register, through the store path. */
void set_reg(struct machine *m, enum reg r, uint32_t value);

/**
 * machine_seek() - take the memory back or forward in time.
 * @m: the machine
 * @position: a value that journal.now had
 * Return: 0, or -ERANGE if the journal does not hold that moment, or it was
 * never reached; then nothing changes
 */
int machine_seek(struct machine *m, uint64_t position);

/**
 * machine_hash() - a hash over RAM, registers and notes.
 * @m: the machine
 * Return: 64-bit FNV-1a of all pages that are not entirely zero, each with its
 * number. Touches no page of untouched RAM.
 */
uint64_t machine_hash(const struct machine *m);

#endif
