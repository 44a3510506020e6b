/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * elf_symbols.c - an ELF file with symbols and types, and no code.
 *
 * The image's text and data are sections without contents, as in a file that
 * strip --only-keep-debug leaves: the bytes are in the core. DWARF tells the
 * types (dwarf_types.c).
 */
#include "session/dump/elf_symbols.h"

#include <elf.h>
#include <errno.h>
#include <string.h>

#include "inspect/memory_stream.h"
#include "session/dump/dwarf_types.h"

enum section {
	NO_SECTION,
	TEXT,
	DATA,
	SYMTAB,
	STRTAB,
	INFO,
	ABBREV,
	SHSTRTAB,
	SECTIONS,
};

static const char *const names[SECTIONS] = {
	[NO_SECTION] = "",
	[TEXT] = ".text",
	[DATA] = ".bss",
	[SYMTAB] = ".symtab",
	[STRTAB] = ".strtab",
	[INFO] = ".debug_info",
	[ABBREV] = ".debug_abbrev",
	[SHSTRTAB] = ".shstrtab",
};

struct symbols {
	const struct kernel *k;
	Elf32_Shdr header[SECTIONS];
	struct memory_stream text[SECTIONS]; /* of those with contents */
};

static Elf32_Section section_of(const struct symbols *s, vaddr_t addr)
{
	for (Elf32_Section i = TEXT; i <= DATA; i++)
		if (addr - s->header[i].sh_addr < s->header[i].sh_size)
			return i;
	return SHN_ABS;
}

/* The image's sections: where they are, without what is there. */
static void add_image(struct symbols *s)
{
	const struct layout *l = &s->k->layout;

	s->header[TEXT] = (Elf32_Shdr){
		.sh_type = SHT_NOBITS,
		.sh_flags = SHF_ALLOC | SHF_EXECINSTR,
		.sh_addr = l->init_begin,
		.sh_size = l->etext - l->init_begin,
		.sh_addralign = 4,
	};
	s->header[DATA] = (Elf32_Shdr){
		.sh_type = SHT_NOBITS,
		.sh_flags = SHF_ALLOC | SHF_WRITE,
		.sh_addr = l->data,
		.sh_size = l->end - l->data,
		.sh_addralign = 4,
	};
}

static void add_symbols(struct symbols *s)
{
	FILE *strings = s->text[STRTAB].file;
	Elf32_Sym symbol = { .st_name = 0 };
	const struct kallsym *sym;
	const char *name;

	putc('\0', strings);
	fwrite(&symbol, sizeof(symbol), 1, s->text[SYMTAB].file);
	for (uint32_t i = 0; i < s->k->g->kallsyms_num; i++) {
		sym = &s->k->g->kallsyms[i];
		name = at(s->k, sym->name);
		symbol = (Elf32_Sym){
			.st_name = (Elf32_Word)ftell(strings),
			.st_value = sym->addr,
			.st_size = sym->len,
			.st_info = ELF32_ST_INFO(STB_GLOBAL,
						 (sym->type | 32) == 't'
							 ? STT_FUNC
							 : STT_OBJECT),
			.st_shndx = section_of(s, sym->addr),
		};
		fwrite(&symbol, sizeof(symbol), 1, s->text[SYMTAB].file);
		fwrite(name, 1, strlen(name) + 1, strings);
	}
	s->header[SYMTAB] = (Elf32_Shdr){
		.sh_type = SHT_SYMTAB,
		.sh_link = STRTAB,
		.sh_info = 1, /* the first one that is not local */
		.sh_addralign = 4,
		.sh_entsize = sizeof(Elf32_Sym),
	};
	s->header[STRTAB].sh_type = SHT_STRTAB;
}

/* Names of sections; then where in the file each of them is. The symbols, which
 * want words, come first. */
static int place_sections(struct symbols *s)
{
	uint32_t at = sizeof(Elf32_Ehdr) + sizeof(s->header);

	s->header[SHSTRTAB].sh_type = SHT_STRTAB;
	for (enum section i = NO_SECTION; i < SECTIONS; i++) {
		s->header[i].sh_name =
			(Elf32_Word)ftell(s->text[SHSTRTAB].file);
		fwrite(names[i], 1, strlen(names[i]) + 1,
		       s->text[SHSTRTAB].file);
	}
	for (enum section i = SYMTAB; i < SECTIONS; i++) {
		if (memory_stream_text(&s->text[i]))
			return -ENOMEM;
		s->header[i].sh_size = (Elf32_Word)s->text[i].size;
		s->header[i].sh_offset = at;
		at += s->header[i].sh_size;
	}
	return 0;
}

static int write_sections(struct symbols *s, struct atomic_file *f,
			  uint64_t *size)
{
	const Elf32_Ehdr elf = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32,
			     ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_EXEC,
		.e_machine = EM_ARM,
		.e_version = EV_CURRENT,
		.e_entry = s->k->layout.init_begin,
		.e_shoff = sizeof(elf),
		.e_flags = EF_ARM_EABI_VER5,
		.e_ehsize = sizeof(elf),
		.e_shentsize = sizeof(Elf32_Shdr),
		.e_shnum = SECTIONS,
		.e_shstrndx = SHSTRTAB,
	};
	int error = atomic_file_write(f, &elf, sizeof(elf));

	if (!error)
		error = atomic_file_write(f, s->header, sizeof(s->header));
	*size = sizeof(elf) + sizeof(s->header);
	for (enum section i = SYMTAB; !error && i < SECTIONS; i++) {
		error = atomic_file_write(f, s->text[i].text, s->text[i].size);
		*size += s->text[i].size;
	}
	return error;
}

int elf_symbols_write(const struct kernel *k, struct atomic_file *f,
		      uint64_t *size, uint32_t *symbols)
{
	struct symbols s = { .k = k };
	int error = 0;

	for (enum section i = SYMTAB; !error && i < SECTIONS; i++)
		error = memory_stream_open(&s.text[i]);
	if (!error) {
		add_image(&s);
		add_symbols(&s);
		s.header[INFO].sh_type = SHT_PROGBITS;
		s.header[ABBREV].sh_type = SHT_PROGBITS;
		error = dwarf_types_write(k, &s.text[INFO], &s.text[ABBREV]);
	}
	if (!error)
		error = place_sections(&s);
	if (!error)
		error = write_sections(&s, f, size);
	*symbols = k->g->kallsyms_num;
	for (enum section i = SYMTAB; i < SECTIONS; i++)
		memory_stream_close(&s.text[i]);
	return error;
}
