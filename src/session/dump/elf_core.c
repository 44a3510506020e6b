/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * elf_core.c - an ELF core of a 32-bit ARM machine.
 *
 * A segment is a run of addresses that lead to RAM, whatever frames lie behind
 * them: the file has the pages in virtual order. The note that a core has of
 * each thread is there with registers of 0, since no CPU runs here.
 */
#include "session/dump/elf_core.h"

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine/mmu.h"

/* What gdb reads of struct elf_prstatus on ARM: a process and 18 registers. */
enum { PRSTATUS_SIZE = 148, PRSTATUS_PID = 24 };

struct note {
	Elf32_Nhdr header;
	char name[8]; /* "CORE", padded to words */
	uint8_t prstatus[PRSTATUS_SIZE];
};

/* A run of mapped addresses. */
struct segment {
	vaddr_t start;
	paddr_t phys;  /* of its first byte */
	uint64_t size; /* bytes */
};

struct segments {
	struct segment *at;
	uint32_t nr, capacity;
};

static bool is_zero(const uint8_t *p, size_t bytes)
{
	return !*p && !memcmp(p, p + 1, bytes - 1);
}

/* Memory that nobody touched becomes a hole: a dump is as large as its work. */
int memory_write(struct atomic_file *f, const uint8_t *from, uint64_t size)
{
	int error = 0;

	while (!error && size) {
		size_t bytes = size < PAGE_SIZE ? (size_t)size : PAGE_SIZE;

		error = is_zero(from, bytes)
				? atomic_file_skip(f, bytes)
				: atomic_file_write(f, from, bytes);
		from += bytes;
		size -= bytes;
	}
	return error;
}

/* ---- Which addresses lead to RAM ---- */

/* The next piece that the tables map by one entry, from *@va on. */
static bool next_mapped(const struct kernel *k, uint64_t *va, struct walk *w)
{
	while (*va < UINT64_C(1) << 32) {
		mmu_walk(k->m, (vaddr_t)*va, w);
		if (w->translated && ram_covers(k->m, w->pa, w->size))
			return true;
		if (w->translated)
			*va += w->size;
		else
			*va += w->l1_type == L1_COARSE ? PAGE_SIZE
						       : SECTION_SIZE;
	}
	return false;
}

static struct segment *new_segment(struct segments *s)
{
	struct segment *more;

	if (s->nr == s->capacity) {
		s->capacity = s->capacity ? 2 * s->capacity : 64;
		more = reallocarray(s->at, s->capacity, sizeof(*more));
		if (!more)
			return NULL;
		s->at = more;
	}
	s->at[s->nr] = (struct segment){ 0 };
	return &s->at[s->nr++];
}

static int find_segments(const struct kernel *k, struct segments *s)
{
	struct segment *last = NULL;
	struct walk w;

	for (uint64_t va = 0; next_mapped(k, &va, &w); va += w.size) {
		if (!last || last->start + last->size != va) {
			last = new_segment(s);
			if (!last)
				return -ENOMEM;
			last->start = (vaddr_t)va;
			last->phys = w.pa;
		}
		last->size += w.size;
	}
	return 0;
}

/* ---- The file ---- */

static Elf32_Phdr load_header(const struct segment *s, uint64_t offset)
{
	return (Elf32_Phdr){
		.p_type = PT_LOAD,
		.p_offset = (Elf32_Off)offset,
		.p_vaddr = s->start,
		.p_paddr = s->phys,
		.p_filesz = (Elf32_Word)s->size,
		.p_memsz = (Elf32_Word)s->size,
		.p_flags = PF_R | PF_W | PF_X,
		.p_align = PAGE_SIZE,
	};
}

static int write_headers(const struct segments *s, struct atomic_file *f,
			 uint64_t *offset)
{
	static const struct note note = {
		.header = { sizeof("CORE"), PRSTATUS_SIZE, NT_PRSTATUS },
		.name = "CORE",
		.prstatus = { [PRSTATUS_PID] = 1 },
	};
	Elf32_Ehdr elf = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32,
			     ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_CORE,
		.e_machine = EM_ARM,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(elf),
		.e_flags = EF_ARM_EABI_VER5,
		.e_ehsize = sizeof(elf),
		.e_phentsize = sizeof(Elf32_Phdr),
		.e_phnum = (Elf32_Half)(s->nr + 1),
	};
	Elf32_Phdr header = {
		.p_type = PT_NOTE,
		.p_offset =
			sizeof(elf) + (s->nr + 1) * (Elf32_Word)sizeof(header),
		.p_filesz = sizeof(note),
	};
	uint64_t end = header.p_offset + sizeof(note);
	uint64_t at = (end + PAGE_SIZE - 1) & PAGE_MASK;
	int error = atomic_file_write(f, &elf, sizeof(elf));

	*offset = at;
	if (!error)
		error = atomic_file_write(f, &header, sizeof(header));
	for (uint32_t i = 0; !error && i < s->nr; i++) {
		if (at + s->at[i].size > UINT32_MAX)
			return -EFBIG;
		header = load_header(&s->at[i], at);
		at += s->at[i].size;
		error = atomic_file_write(f, &header, sizeof(header));
	}
	if (!error)
		error = atomic_file_write(f, &note, sizeof(note));
	return error ? error : atomic_file_skip(f, *offset - end);
}

static int write_segment(const struct kernel *k, const struct segment *s,
			 struct atomic_file *f)
{
	struct walk w;
	int error = 0;

	for (uint64_t done = 0; !error && done < s->size; done += w.size) {
		mmu_walk(k->m, (vaddr_t)(s->start + done), &w);
		error = memory_write(f, ram_at(k->m, w.pa), w.size);
	}
	return error;
}

int elf_core_write(const struct kernel *k, struct atomic_file *f,
		   uint64_t *size, uint32_t *segments)
{
	struct segments s = { .at = NULL };
	int error = find_segments(k, &s);

	/* One more has the note; ELF's extension for more is not written. */
	if (!error && s.nr + 1 >= PN_XNUM)
		error = -EFBIG;
	if (!error)
		error = write_headers(&s, f, size);
	for (uint32_t i = 0; !error && i < s.nr; i++) {
		error = write_segment(k, &s.at[i], f);
		*size += s.at[i].size;
	}
	*segments = s.nr;
	free(s.at);
	return error;
}
