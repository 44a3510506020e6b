/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kallsyms.c - from an address to its name, and from a name to its address.
 *
 * Linux: kernel/kallsyms.c, 2.6.32. Faithful: what sprint_symbol prints.
 * Simplified: names are not compressed; functions are only ranges of text,
 * placed when their name is first used, those of modules too.
 *
 * Invariants:
 *   1. symbols and names are only ever added;
 *   2. functions are disjoint and ascend in .text, with a gap after each: a
 *      return address may be just after a function's last instruction;
 *   3. kallsyms_text_end is aligned to an ARM instruction.
 */
#include "kernel/kallsyms.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { INSTRUCTION = 4 }; /* bytes */

/* A new symbol; becomes a struct kallsym, with its names in RAM. */
struct new_symbol {
	const char *name;
	const char *module; /* NULL: the kernel */
	vaddr_t addr;
	uint32_t len; /* bytes */
	char type;
};

/* Symbols that 2.6.32's linker script defines: one address each. */
#define MARK(name, where, type)                                                \
	{                                                                      \
		name, offsetof(struct layout, where), type                     \
	}

static const struct {
	const char *name;
	size_t where; /* a vaddr_t in struct layout */
	char type;
} marks[] = {
	MARK("_stext", init_begin, 'T'), MARK("__init_end", init_end, 'A'),
	MARK("_text", text, 'T'),	 MARK("_etext", etext, 'A'),
	MARK("_data", data, 'D'),	 MARK("_edata", edata, 'D'),
	MARK("__bss_start", bss, 'A'),	 MARK("_end", end, 'A'),
};

/* Every global variable (abi.h). */
#define GLOBAL_OF(allocator, type, name)                                       \
	{ #name, offsetof(struct kernel_data, name),                           \
	  sizeof(((struct kernel_data *)0)->name), type, allocator },
#define GLOBAL(type, ram_type, name, ...) GLOBAL_OF(ALLOCATORS, type, name)
#define GLOBAL_2_6_39(type, ram_type, name, ...)                               \
	GLOBAL_OF(ALLOCATOR_2_6_39, type, name)
#define GLOBAL_6_1(type, ram_type, name, ...)                                  \
	GLOBAL_OF(ALLOCATOR_6_1, type, name)

static const struct {
	const char *name;
	size_t offset; /* in struct kernel_data */
	size_t size;   /* bytes */
	char type;
	enum allocator only; /* this one has it; ALLOCATORS: all have it */
} globals[] = { KERNEL_GLOBALS(GLOBAL) GLOBALS_2_6_39(GLOBAL_2_6_39)
			GLOBALS_6_1(GLOBAL_6_1) };

/* Functions seen in every vmallocinfo, with their lengths on the article's
 * board. */
static const struct {
	const char *name;
	uint32_t len; /* bytes */
} functions[] = {
	{ "module_alloc", 0x60 },
	{ "__arm_ioremap_pfn", 0x144 },
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static bool is_function(const struct kallsym *s)
{
	return s->type == 'T' || s->type == 't';
}

static bool same_module(const struct kernel *k, const struct kallsym *s,
			const char *module)
{
	if (!s->module || !module)
		return !s->module && !module;
	return !strcmp(at(k, s->module), module);
}

/* The length tells apart static functions that share a name. */
static const struct kallsym *find_function(const struct kernel *k,
					   const char *name, const char *module,
					   uint32_t len)
{
	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *s = &k->g->kallsyms[i];

		if (s->len == len && is_function(s) &&
		    !strcmp(at(k, s->name), name) && same_module(k, s, module))
			return s;
	}
	return NULL;
}

/* The copy of a module's name stored with an earlier symbol; 0 if none. */
static vaddr_t module_name(const struct kernel *k, const char *module)
{
	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *s = &k->g->kallsyms[i];

		if (s->module && same_module(k, s, module))
			return s->module;
	}
	return 0;
}

static vaddr_t store_name(struct kernel *k, const char *name)
{
	const struct kernel_data *g = k->g;
	const char *where = g->kallsyms_names + g->kallsyms_names_used;
	uint32_t size = (uint32_t)strlen(name) + 1;

	store_bytes(k->m, where, name, size);
	set(k->m, g->kallsyms_names_used, g->kallsyms_names_used + size);
	return va_of(k, where);
}

/* Is there room for a symbol and its names? Counts both names as new. */
static bool room_for(const struct kernel *k, const char *name,
		     const char *module)
{
	size_t bytes = strlen(name) + 1 + (module ? strlen(module) + 1 : 0);

	return k->g->kallsyms_num < MAX_KALLSYMS &&
	       bytes <= KALLSYMS_NAMES - k->g->kallsyms_names_used;
}

static const struct kallsym *add_symbol(struct kernel *k,
					const struct new_symbol *new)
{
	const struct kernel_data *g = k->g;
	const struct kallsym *s = &g->kallsyms[g->kallsyms_num];
	vaddr_t module = 0;

	BUG_ON(!room_for(k, new->name, new->module));
	if (new->module)
		module = module_name(k, new->module);
	if (new->module && !module)
		module = store_name(k, new->module);
	set(k->m, s->name, store_name(k, new->name));
	set(k->m, s->module, module);
	set(k->m, s->addr, new->addr);
	set(k->m, s->len, new->len);
	set(k->m, s->type, (uint32_t) new->type);
	set(k->m, g->kallsyms_num, g->kallsyms_num + 1);
	return s;
}

/* Place a function in free text; NULL: text, table or names are full. */
static const struct kallsym *place_function(struct kernel *k, const char *name,
					    const char *module, uint32_t len)
{
	struct new_symbol new = { name, module, k->g->kallsyms_text_end, len,
				  module ? 't' : 'T' };
	uint32_t room = k->layout.etext - new.addr;

	if (room < 2 * INSTRUCTION || len > room - 2 * INSTRUCTION)
		return NULL;
	if (!room_for(k, name, module))
		return NULL;
	/* Up to the next instruction, and one more that belongs to nobody. */
	len = (len + 2 * INSTRUCTION - 1) & ~(uint32_t)(INSTRUCTION - 1);
	set(k->m, k->g->kallsyms_text_end, new.addr + len);
	return add_symbol(k, &new);
}

static void add_marks(struct kernel *k)
{
	const uint8_t *layout = (const uint8_t *)&k->layout;

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		struct new_symbol new = { .name = marks[i].name,
					  .type = marks[i].type };

		memcpy(&new.addr, layout + marks[i].where, sizeof(new.addr));
		add_symbol(k, &new);
	}
}

static void add_globals(struct kernel *k)
{
	for (size_t i = 0; i < ARRAY_SIZE(globals); i++) {
		struct new_symbol new = {
			.name = globals[i].name,
			.addr = k->layout.globals + (uint32_t)globals[i].offset,
			.len = (uint32_t)globals[i].size,
			.type = globals[i].type,
		};

		if (globals[i].only == ALLOCATORS ||
		    globals[i].only == k->layout.board.allocator)
			add_symbol(k, &new);
	}
}

void kallsyms_init(struct kernel *k)
{
	struct new_symbol swapper = {
		.name = "swapper_pg_dir",
		.addr = k->page_offset + SWAPPER_OFFSET,
		.len = SWAPPER_SIZE,
		.type = 'A',
	};

	set(k->m, k->g->kallsyms_text_end, k->layout.text);
	add_symbol(k, &swapper);
	add_marks(k);
	add_globals(k);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		(void)place_function(k, functions[i].name, NULL,
				     functions[i].len);
}

bool kallsyms_lookup_name(const struct kernel *k, const char *name,
			  vaddr_t *addr)
{
	for (uint32_t i = 0; i < k->g->kallsyms_num; i++) {
		const struct kallsym *s = &k->g->kallsyms[i];

		if (strcmp(at(k, s->name), name))
			continue;
		*addr = s->addr;
		return true;
	}
	return false;
}

/* What /proc prints must be readable again: no blanks, and none of the
 * punctuation of name+0xoff/0xlen [module]. */
static bool valid_name(const char *name, size_t limit)
{
	size_t length = strlen(name);

	if (!length || length >= limit)
		return false;
	for (const char *p = name; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("+/[]", *p))
			return false;
	return true;
}

int kallsyms_caller(struct kernel *k, const char *name, const char *module,
		    uint32_t offset, uint32_t len, vaddr_t *addr)
{
	const struct kallsym *s;

	if (!len || offset > len || !valid_name(name, KSYM_NAME_LEN) ||
	    (module && !valid_name(module, MODULE_NAME_LEN)))
		return -EINVAL;
	s = find_function(k, name, module, len);
	if (!s)
		s = place_function(k, name, module, len);
	if (!s)
		return -ENOSPC;
	*addr = s->addr + offset;
	return 0;
}

static bool covers(const struct kallsym *s, vaddr_t addr)
{
	if (is_function(s) && s->len)
		return addr - s->addr <= s->len;
	return addr - s->addr < s->len;
}

const struct kallsym *kallsyms_symbol(const struct kernel *k, vaddr_t addr)
{
	for (uint32_t i = 0; i < k->g->kallsyms_num; i++)
		if (covers(&k->g->kallsyms[i], addr))
			return &k->g->kallsyms[i];
	return NULL;
}

void sprint_symbol(const struct kernel *k, vaddr_t addr, FILE *to)
{
	const struct kallsym *s = kallsyms_symbol(k, addr);

	if (!s) {
		fprintf(to, "0x%" PRIx32, addr);
		return;
	}
	fprintf(to, "%s+0x%" PRIx32 "/0x%" PRIx32, (const char *)at(k, s->name),
		addr - s->addr, s->len);
	if (s->module)
		fprintf(to, " [%s]", (const char *)at(k, s->module));
}
