/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_type.c - the table of types, and types as text.
 *
 * Linux: where 2.6.32 has a pointer, an atomic_t or an enum, the table says
 * so; abi.h has 32-bit words there. tests/unit/test_expression.c holds each
 * row's size against abi.h's.
 */
#include "inspect/c_type.h"

#include <inttypes.h>
#include <string.h>

#include "kernel/abi.h"
#include "kernel/arm.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* ---- Integers ---- */

const struct cbase cbase_void = { "void", 1, false, NULL };
const struct cbase cbase_char = { "char", 1, false, NULL };
const struct cbase cbase_int = { "int", 4, true, NULL };
const struct cbase cbase_uint = { "unsigned int", 4, false, NULL };
const struct cbase cbase_ulong = { "unsigned long", 4, false, NULL };
static const struct cbase cbase_schar = { "signed char", 1, true, NULL };
static const struct cbase cbase_uchar = { "unsigned char", 1, false, NULL };
static const struct cbase cbase_short = { "short", 2, true, NULL };
static const struct cbase cbase_ushort = { "unsigned short", 2, false, NULL };
static const struct cbase cbase_long = { "long", 4, true, NULL };

/* Every way to write a type of one or more words. */
static const struct {
	const char *name;
	const struct cbase *base;
} integer_names[] = {
	{ "void", &cbase_void },
	{ "char", &cbase_char },
	{ "signed char", &cbase_schar },
	{ "unsigned char", &cbase_uchar },
	{ "short", &cbase_short },
	{ "short int", &cbase_short },
	{ "unsigned short", &cbase_ushort },
	{ "unsigned short int", &cbase_ushort },
	{ "int", &cbase_int },
	{ "signed", &cbase_int },
	{ "signed int", &cbase_int },
	{ "unsigned", &cbase_uint },
	{ "unsigned int", &cbase_uint },
	{ "long", &cbase_long },
	{ "long int", &cbase_long },
	{ "unsigned long", &cbase_ulong },
	{ "unsigned long int", &cbase_ulong },
	{ "u8", &cbase_uchar },
	{ "u16", &cbase_ushort },
	{ "u32", &cbase_uint },
	{ "s32", &cbase_int },
	{ "size_t", &cbase_uint },
	{ "gfp_t", &cbase_uint },
};

/* ---- Flags ---- */

static const struct cflag vm_flags[] = {
	{ VM_IOREMAP, "VM_IOREMAP" },
	{ VM_ALLOC, "VM_ALLOC" },
	{ VM_MAP, "VM_MAP" },
	{ VM_USERMAP, "VM_USERMAP" },
	{ VM_VPAGES, "VM_VPAGES" },
	{ VM_ARM_SECTION_MAPPING, "VM_ARM_SECTION_MAPPING" },
	{ 0, NULL },
};

static const struct cflag area_flags[] = {
	{ VM_LAZY_FREE, "VM_LAZY_FREE" },
	{ VM_LAZY_FREEING, "VM_LAZY_FREEING" },
	{ VM_VM_AREA, "VM_VM_AREA" },
	{ 0, NULL },
};

#define PAGE_FLAG(name)                                                        \
	{                                                                      \
		1u << PG_##name, "PG_" #name                                   \
	}

static const struct cflag page_flags[] = {
	PAGE_FLAG(locked),  PAGE_FLAG(slab), PAGE_FLAG(reserved),
	PAGE_FLAG(private), PAGE_FLAG(head), PAGE_FLAG(tail),
	PAGE_FLAG(buddy),   { 0, NULL },
};

/* ---- Structs ---- */

/* What a number may be about. */
#define COUNT                                                                  \
	{                                                                      \
		VALUE_NONE, NULL                                               \
	}
#define ADDR                                                                   \
	{                                                                      \
		VALUE_ADDR, NULL                                               \
	}
#define PHYS                                                                   \
	{                                                                      \
		VALUE_PHYS, NULL                                               \
	}
#define PFN                                                                    \
	{                                                                      \
		VALUE_PFN, NULL                                                \
	}
#define FLAGS(names)                                                           \
	{                                                                      \
		VALUE_NUMBER, names                                            \
	}
#define HEX FLAGS(NULL)

/* A row of a struct's table; OF is the struct, defined around its rows. */
#define ROW(member, base, stars, count, ...)                                   \
	{                                                                      \
#member, CFIELD_MEMBER, (uint32_t)offsetof(struct OF, member), \
			(uint32_t)sizeof(((struct OF *)0)->member),            \
			{ &(base), stars, count }, __VA_ARGS__                 \
	}
#define FIELD(member, base, ...) ROW(member, base, 0, 0, __VA_ARGS__)
#define POINTER(member, base) ROW(member, base, 1, 0, ADDR)
#define ARRAY(member, base, ...)                                               \
	ROW(member, base, 0, LENGTH(((struct OF *)0)->member), __VA_ARGS__)
#define OPEN(word)                                                             \
	{                                                                      \
		.name = word " {", .row = CFIELD_OPEN                          \
	}
#define CLOSE                                                                  \
	{                                                                      \
		.name = "};", .row = CFIELD_CLOSE                              \
	}
#define END                                                                    \
	{                                                                      \
		.row = CFIELD_END                                              \
	}

/* clang-format off */
/* Declared first: structs point to each other. Defined below their rows. */
static const struct cbase struct_list_head, struct_rb_node, struct_rb_root, struct_vmap_area, struct_vm_struct, struct_page, struct_free_area, struct_per_cpu_pages, struct_zone, struct_pglist_data, struct_kmem_cache_cpu, struct_kmem_cache_node, struct_kmem_cache, struct_module, struct_kallsym, struct_ratelimit_state, struct_fault_attr;

#define OF list_head
static const struct cfield list_head_fields[] = {
	POINTER(next, struct_list_head),
	POINTER(prev, struct_list_head),
	END,
};
#undef OF

#define OF rb_node
static const struct cfield rb_node_fields[] = {
	FIELD(rb_parent_color, cbase_ulong, HEX),
	POINTER(rb_right, struct_rb_node),
	POINTER(rb_left, struct_rb_node),
	END,
};
#undef OF

#define OF rb_root
static const struct cfield rb_root_fields[] = {
	POINTER(rb_node, struct_rb_node),
	END,
};
#undef OF

#define OF vmap_area
static const struct cfield vmap_area_fields[] = {
	FIELD(va_start, cbase_ulong, ADDR),
	FIELD(va_end, cbase_ulong, ADDR),
	FIELD(flags, cbase_ulong, FLAGS(area_flags)),
	FIELD(rb_node, struct_rb_node, COUNT),
	FIELD(list, struct_list_head, COUNT),
	FIELD(purge_list, struct_list_head, COUNT),
	POINTER(private, cbase_void),
	ARRAY(rcu_head, cbase_ulong, HEX),
	END,
};
#undef OF

#define OF page
static const struct cfield page_fields[] = {
	FIELD(flags, cbase_ulong, FLAGS(page_flags)),
	FIELD(_count, cbase_int, COUNT),
	OPEN("union"),
		FIELD(_mapcount, cbase_int, COUNT),
		OPEN("struct"),
			FIELD(inuse, cbase_ushort, COUNT),
			FIELD(objects, cbase_ushort, COUNT),
		CLOSE,
	CLOSE,
	OPEN("union"),
		FIELD(private, cbase_ulong, HEX),
		POINTER(slab, struct_kmem_cache),
		POINTER(first_page, struct_page),
	CLOSE,
	POINTER(mapping, cbase_void),
	OPEN("union"),
		FIELD(index, cbase_ulong, HEX),
		POINTER(freelist, cbase_void),
	CLOSE,
	FIELD(lru, struct_list_head, COUNT),
	END,
};
#undef OF

#define OF vm_struct
static const struct cfield vm_struct_fields[] = {
	POINTER(next, struct_vm_struct),
	POINTER(addr, cbase_void),
	FIELD(size, cbase_ulong, COUNT),
	FIELD(flags, cbase_ulong, FLAGS(vm_flags)),
	ROW(pages, struct_page, 2, 0, ADDR),
	FIELD(nr_pages, cbase_uint, COUNT),
	FIELD(phys_addr, cbase_ulong, PHYS),
	POINTER(caller, cbase_void),
	END,
};
#undef OF

#define OF free_area
static const struct cfield free_area_fields[] = {
	ARRAY(free_list, struct_list_head, COUNT),
	FIELD(nr_free, cbase_ulong, COUNT),
	END,
};
#undef OF

#define OF per_cpu_pages
static const struct cfield per_cpu_pages_fields[] = {
	FIELD(count, cbase_int, COUNT),
	FIELD(high, cbase_int, COUNT),
	FIELD(batch, cbase_int, COUNT),
	ARRAY(lists, struct_list_head, COUNT),
	END,
};
#undef OF

#define OF zone
static const struct cfield zone_fields[] = {
	ARRAY(watermark, cbase_ulong, COUNT),
	ARRAY(lowmem_reserve, cbase_ulong, COUNT),
	FIELD(pageset, struct_per_cpu_pages, COUNT),
	ARRAY(free_area, struct_free_area, COUNT),
	POINTER(pageblock_flags, cbase_uchar),
	ARRAY(vm_stat, cbase_long, COUNT),
	FIELD(zone_start_pfn, cbase_ulong, PFN),
	FIELD(spanned_pages, cbase_ulong, COUNT),
	FIELD(present_pages, cbase_ulong, COUNT),
	FIELD(zone_nr, cbase_uint, COUNT),
	FIELD(node, cbase_uint, COUNT),
	END,
};
#undef OF

#define OF pglist_data
static const struct cfield pglist_data_fields[] = {
	ARRAY(node_zones, struct_zone, COUNT),
	POINTER(node_mem_map, struct_page),
	FIELD(node_start_pfn, cbase_ulong, PFN),
	FIELD(node_present_pages, cbase_ulong, COUNT),
	FIELD(node_spanned_pages, cbase_ulong, COUNT),
	FIELD(node_id, cbase_int, COUNT),
	END,
};
#undef OF

#define OF kmem_cache_cpu
static const struct cfield kmem_cache_cpu_fields[] = {
	POINTER(freelist, cbase_void),
	POINTER(page, struct_page),
	END,
};
#undef OF

#define OF kmem_cache_node
static const struct cfield kmem_cache_node_fields[] = {
	FIELD(nr_partial, cbase_ulong, COUNT),
	FIELD(partial, struct_list_head, COUNT),
	FIELD(nr_slabs, cbase_ulong, COUNT),
	FIELD(total_objects, cbase_ulong, COUNT),
	END,
};
#undef OF

#define OF kmem_cache
static const struct cfield kmem_cache_fields[] = {
	FIELD(size, cbase_uint, COUNT),
	FIELD(order, cbase_uint, COUNT),
	FIELD(objects, cbase_uint, COUNT),
	FIELD(min_order, cbase_uint, COUNT),
	FIELD(min_partial, cbase_ulong, COUNT),
	ARRAY(cpu_slab, struct_kmem_cache_cpu, COUNT),
	ARRAY(node, struct_kmem_cache_node, COUNT),
	ARRAY(name, cbase_char, COUNT),
	END,
};
#undef OF

#define OF module
static const struct cfield module_fields[] = {
	FIELD(list, struct_list_head, COUNT),
	ARRAY(name, cbase_char, COUNT),
	POINTER(module_core, cbase_void),
	FIELD(core_size, cbase_uint, COUNT),
	END,
};
#undef OF

#define OF kallsym
static const struct cfield kallsym_fields[] = {
	FIELD(addr, cbase_ulong, ADDR),
	FIELD(len, cbase_uint, COUNT),
	POINTER(name, cbase_char),
	POINTER(module, cbase_char),
	FIELD(type, cbase_uint, COUNT),
	END,
};
#undef OF

#define OF ratelimit_state
static const struct cfield ratelimit_state_fields[] = {
	FIELD(interval, cbase_int, COUNT),
	FIELD(burst, cbase_int, COUNT),
	FIELD(printed, cbase_int, COUNT),
	FIELD(missed, cbase_int, COUNT),
	FIELD(begin, cbase_ulong, COUNT),
	END,
};
#undef OF

#define OF fault_attr
static const struct cfield fault_attr_fields[] = {
	FIELD(probability, cbase_ulong, COUNT),
	FIELD(interval, cbase_ulong, COUNT),
	FIELD(times, cbase_int, COUNT),
	FIELD(space, cbase_int, COUNT),
	FIELD(count, cbase_ulong, COUNT),
	FIELD(random, cbase_uint, HEX),
	FIELD(ignore_gfp_wait, cbase_uint, COUNT),
	FIELD(ignore_gfp_highmem, cbase_uint, COUNT),
	FIELD(min_order, cbase_uint, COUNT),
	END,
};
#undef OF

#define STRUCT(name)                                                           \
	struct_##name = { "struct " #name, sizeof(struct name), false,         \
			  name##_fields }

static const struct cbase
	STRUCT(list_head),
	STRUCT(rb_node),
	STRUCT(rb_root),
	STRUCT(vmap_area),
	STRUCT(vm_struct),
	STRUCT(page),
	STRUCT(free_area),
	STRUCT(per_cpu_pages),
	STRUCT(zone),
	STRUCT(pglist_data),
	STRUCT(kmem_cache_cpu),
	STRUCT(kmem_cache_node),
	STRUCT(kmem_cache),
	STRUCT(module),
	STRUCT(kallsym),
	STRUCT(ratelimit_state),
	STRUCT(fault_attr);

static const struct cbase *const structs[] = {
	&struct_list_head, &struct_rb_node, &struct_rb_root,
	&struct_vmap_area, &struct_vm_struct, &struct_page,
	&struct_free_area, &struct_per_cpu_pages, &struct_zone,
	&struct_pglist_data, &struct_kmem_cache_cpu,
	&struct_kmem_cache_node, &struct_kmem_cache, &struct_module,
	&struct_kallsym, &struct_ratelimit_state, &struct_fault_attr,
	NULL,
};

/* ---- Global variables: those that kallsyms names ---- */

#define OF kernel_data
static const struct cfield globals[] = {
	POINTER(mem_map, struct_page),
	FIELD(max_mapnr, cbase_ulong, COUNT),
	POINTER(high_memory, cbase_void),
	FIELD(totalram_pages, cbase_ulong, COUNT),
	FIELD(totalhigh_pages, cbase_ulong, COUNT),
	FIELD(num_physpages, cbase_ulong, COUNT),
	FIELD(min_free_kbytes, cbase_int, COUNT),
	ARRAY(contig_page_data, struct_pglist_data, COUNT),
	POINTER(vmlist, struct_vm_struct),
	FIELD(vmap_area_root, struct_rb_root, COUNT),
	FIELD(vmap_area_list, struct_list_head, COUNT),
	FIELD(vmap_lazy_nr, cbase_int, COUNT),
	FIELD(printk_ratelimit_state, struct_ratelimit_state, COUNT),
	ARRAY(kmalloc_caches, struct_kmem_cache, COUNT),
	FIELD(fail_page_alloc, struct_fault_attr, COUNT),
	FIELD(failslab, struct_fault_attr, COUNT),
	FIELD(modules, struct_list_head, COUNT),
	FIELD(jiffies, cbase_ulong, COUNT),
	FIELD(nr_online_cpus, cbase_uint, COUNT),
	FIELD(log_start, cbase_uint, COUNT),
	FIELD(log_end, cbase_uint, COUNT),
	FIELD(logged_chars, cbase_uint, COUNT),
	ARRAY(saved_command_line, cbase_char, COUNT),
	ARRAY(__log_buf, cbase_char, COUNT),
	FIELD(kallsyms_num, cbase_ulong, COUNT),
	FIELD(kallsyms_names_used, cbase_ulong, COUNT),
	FIELD(kallsyms_text_end, cbase_ulong, ADDR),
	ARRAY(kallsyms, struct_kallsym, COUNT),
	ARRAY(kallsyms_names, cbase_char, COUNT),
	/* Not in .bss: 16 KB of first-level words at the start of RAM. */
	{ "swapper_pg_dir", CFIELD_MEMBER, 0, SWAPPER_SIZE,
	  { &cbase_ulong, 0, SWAPPER_SIZE / 4 }, HEX },
	END,
};
#undef OF
/* clang-format on */

/* ---- Looking up ---- */

const struct cbase *cbase_find(const char *name)
{
	for (size_t i = 0; i < LENGTH(integer_names); i++)
		if (!strcmp(integer_names[i].name, name))
			return integer_names[i].base;
	for (size_t i = 0; structs[i]; i++)
		if (!strcmp(structs[i]->name, name))
			return structs[i];
	return NULL;
}

const struct cbase *const *cbase_structs(void)
{
	return structs;
}

static const struct cfield *find_row(const struct cfield *f, const char *name,
				     size_t len)
{
	for (; f->row != CFIELD_END; f++)
		if (f->row == CFIELD_MEMBER && !strncmp(f->name, name, len) &&
		    !f->name[len])
			return f;
	return NULL;
}

const struct cfield *cglobal_find(const char *name)
{
	return find_row(globals, name, strlen(name));
}

const struct cfield *cfield_find(const struct cbase *base, const char *name,
				 size_t len)
{
	return find_row(base->fields, name, len);
}

/* ---- Pointers and arrays ---- */

struct ctype ctype_target(struct ctype type)
{
	if (type.count)
		type.count = 0;
	else
		type.stars--;
	return type;
}

struct ctype ctype_pointer(struct ctype type)
{
	type.count = 0;
	type.stars++;
	return type;
}

uint32_t ctype_size(struct ctype type)
{
	uint32_t size = type.stars ? sizeof(vaddr_t) : type.base->size;

	return type.count ? size * type.count : size;
}

/* ---- Types as text ---- */

static const char stars[] = "********";

struct ctype_name ctype_name(struct ctype type)
{
	struct ctype_name name;
	int len = snprintf(name.text, sizeof(name.text), "%s%s%.*s",
			   type.base->name, type.stars ? " " : "",
			   (int)type.stars, stars);

	if (type.count)
		snprintf(name.text + len, sizeof(name.text) - (size_t)len,
			 " [%" PRIu32 "]", type.count);
	return name;
}

/* A member as C declares it: the stars stand with the name. */
static void print_member(const struct cfield *f, int indent, FILE *to)
{
	fprintf(to, "/* %4" PRIu32 " %6" PRIu32 " */%*s%s %.*s%s", f->offset,
		f->size, indent, "", f->type.base->name, (int)f->type.stars,
		stars, f->name);
	if (f->type.count)
		fprintf(to, "[%" PRIu32 "]", f->type.count);
	fputs(";\n", to);
}

static void print_fields(const struct cfield *f, FILE *to)
{
	int indent = 4;

	for (; f->row != CFIELD_END; f++) {
		if (f->row == CFIELD_CLOSE)
			indent -= 4;
		if (f->row == CFIELD_MEMBER)
			print_member(f, indent, to);
		else
			fprintf(to, "%*s%s\n", 17 + indent, "", f->name);
		if (f->row == CFIELD_OPEN)
			indent += 4;
	}
}

void ctype_print(struct ctype type, FILE *to)
{
	if (!type.base->fields) {
		fprintf(to, "type = %s\n", ctype_name(type).text);
		return;
	}
	fprintf(to, "/* offset size */ type = %s {\n", type.base->name);
	print_fields(type.base->fields, to);
	fprintf(to, "%17s}%s%.*s", "", type.stars ? " " : "", (int)type.stars,
		stars);
	if (type.count)
		fprintf(to, "[%" PRIu32 "]", type.count);
	fprintf(to, "\n/* %" PRIu32 " bytes */\n", ctype_size(type));
}
