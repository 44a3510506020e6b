/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_structs.c - the table of the kernel's types and global variables.
 *
 * Linux: where 2.6.32 has a pointer, an atomic_t or an enum, the table says
 * so; abi.h has 32-bit words there. tests/unit/test_expression.c holds each
 * row's size against abi.h's. Globals are the rows of abi.h itself.
 */
#include "inspect/c_type.h"

#include <string.h>

#include "inspect/flag_names.h"
#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/kernel.h"

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

/* ---- Structs ---- */

/* What a number may be about. */
/* clang-format off */
#define COUNT { VALUE_NONE, NULL, NO_LINK }
#define ADDR { VALUE_ADDR, NULL, NO_LINK }
#define PHYS { VALUE_PHYS, NULL, NO_LINK }
#define PFN { VALUE_PFN, NULL, NO_LINK }
#define FLAGS(names) { VALUE_NUMBER, names, NO_LINK }
#define HEX FLAGS(NULL)
#define LINK { VALUE_ADDR, NULL, IS_LINK } /* of a list or a tree */
#define PARENT { VALUE_NUMBER, NULL, IS_PARENT_COLOR }

/* Of a member of a union in struct page: it speaks with this PG_ bit. */
#define WITH(bit) 1u << (bit)

/*
 * A row of a struct's table; OF is the struct, defined around its rows. After
 * what the number is about may come WITH().
 */
#define ROW(member, base, stars, count, ...)                                   \
	{ #member, CFIELD_MEMBER, (uint32_t)offsetof(struct OF, member),       \
	  (uint32_t)sizeof(((struct OF *)0)->member),                          \
	  { &(base), stars, count }, .meaning = __VA_ARGS__ }
#define FIELD(member, base, ...) ROW(member, base, 0, 0, __VA_ARGS__)
#define POINTER(member, base, ...) ROW(member, base, 1, 0, __VA_ARGS__)
#define ARRAY(member, base, ...)                                               \
	ROW(member, base, 0, LENGTH(((struct OF *)0)->member), __VA_ARGS__)
#define OPEN(word) { .name = word " {", .row = CFIELD_OPEN }
#define CLOSE { .name = "};", .row = CFIELD_CLOSE }
#define END { .row = CFIELD_END }

/* Declared first: structs point to each other. Defined below their rows. */
static const struct cbase
	cbase_struct_list_head,
	cbase_struct_rb_node,
	cbase_struct_rb_root,
	cbase_struct_vmap_area,
	cbase_struct_vmap_area_6_1,
	cbase_struct_vmap_block_queue,
	cbase_struct_vmap_block,
	cbase_struct_vm_struct,
	cbase_struct_page,
	cbase_struct_free_area,
	cbase_struct_per_cpu_pages,
	cbase_struct_zone,
	cbase_struct_pglist_data,
	cbase_struct_kmem_cache_cpu,
	cbase_struct_kmem_cache_node,
	cbase_struct_kmem_cache,
	cbase_struct_module,
	cbase_struct_kallsym,
	cbase_struct_kmemleak_object,
	cbase_struct_ratelimit_state,
	cbase_struct_fault_attr,
	cbase_struct_page_address_map,
	cbase_struct_page_address_slot;

#define OF list_head
static const struct cfield list_head_fields[] = {
	POINTER(next, cbase_struct_list_head, LINK),
	POINTER(prev, cbase_struct_list_head, LINK),
	END,
};
#undef OF

#define OF rb_node
static const struct cfield rb_node_fields[] = {
	FIELD(rb_parent_color, cbase_ulong, PARENT),
	POINTER(rb_right, cbase_struct_rb_node, LINK),
	POINTER(rb_left, cbase_struct_rb_node, LINK),
	END,
};
#undef OF

#define OF rb_root
static const struct cfield rb_root_fields[] = {
	POINTER(rb_node, cbase_struct_rb_node, ADDR),
	END,
};
#undef OF

#define OF vmap_area
static const struct cfield vmap_area_fields[] = {
	FIELD(va_start, cbase_ulong, ADDR),
	FIELD(va_end, cbase_ulong, ADDR),
	FIELD(flags, cbase_ulong, FLAGS(vmap_area_flags)),
	FIELD(rb_node, cbase_struct_rb_node, COUNT),
	FIELD(list, cbase_struct_list_head, COUNT),
	FIELD(purge_list, cbase_struct_list_head, COUNT),
	POINTER(private, cbase_void, ADDR),
	ARRAY(rcu_head, cbase_ulong, LINK),
	END,
};
#undef OF

#define OF vmap_area_6_1
#define VMAP_AREA_6_1                                                          \
	FIELD(va_start, cbase_ulong, ADDR),                                    \
		FIELD(va_end, cbase_ulong, ADDR),                              \
		FIELD(rb_node, cbase_struct_rb_node, COUNT),                   \
		FIELD(list, cbase_struct_list_head, COUNT), OPEN("union")
static const struct cfield vmap_area_6_1_fields[] = {
	VMAP_AREA_6_1,
		POINTER(vm, cbase_struct_vm_struct, ADDR),
		FIELD(subtree_max_size, cbase_ulong, HEX),
	CLOSE,
	END,
};

/* Of two members of a union the first is what its word is called. */
static const struct cfield free_block_fields[] = {
	VMAP_AREA_6_1,
		FIELD(subtree_max_size, cbase_ulong, HEX),
		POINTER(vm, cbase_struct_vm_struct, ADDR),
	CLOSE,
	END,
};
#undef OF

#define OF kmemleak_object
static const struct cfield kmemleak_object_fields[] = {
	FIELD(flags, cbase_ulong, HEX),
	FIELD(object_list, cbase_struct_list_head, COUNT),
	FIELD(gray_list, cbase_struct_list_head, COUNT),
	ARRAY(tree_node, cbase_ulong, LINK),
	FIELD(start, cbase_ulong, ADDR),
	FIELD(last, cbase_ulong, ADDR),
	ARRAY(rcu, cbase_ulong, LINK),
	FIELD(use_count, cbase_int, COUNT),
	FIELD(pointer, cbase_ulong, ADDR),
	FIELD(size, cbase_uint, COUNT),
	FIELD(min_count, cbase_int, COUNT),
	FIELD(count, cbase_int, COUNT),
	POINTER(area_list, cbase_void, ADDR),
	ARRAY(trace, cbase_ulong, ADDR),
	FIELD(trace_len, cbase_uint, COUNT),
	FIELD(jiffies, cbase_ulong, COUNT),
	FIELD(pid, cbase_int, COUNT),
	ARRAY(comm, cbase_char, COUNT),
	END,
};
#undef OF

#define OF vmap_block_queue
static const struct cfield vmap_block_queue_fields[] = {
	FIELD(free, cbase_struct_list_head, COUNT),
	END,
};
#undef OF

#define OF vmap_block
static const struct cfield vmap_block_fields[] = {
	POINTER(va, cbase_struct_vmap_area, ADDR),
	POINTER(vbq, cbase_struct_vmap_block_queue, ADDR),
	FIELD(free, cbase_ulong, COUNT),
	FIELD(dirty, cbase_ulong, COUNT),
	ARRAY(alloc_map, cbase_ulong, HEX),
	ARRAY(dirty_map, cbase_ulong, HEX),
	FIELD(free_list, cbase_struct_list_head, COUNT),
	ARRAY(rcu_head, cbase_ulong, LINK),
	FIELD(purge, cbase_struct_list_head, COUNT),
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
			FIELD(inuse, cbase_ushort, COUNT, .when = WITH(PG_slab)),
			FIELD(objects, cbase_ushort, COUNT, .when = WITH(PG_slab)),
		CLOSE,
	CLOSE,
	OPEN("union"),
		FIELD(private, cbase_ulong, HEX),
		POINTER(slab, cbase_struct_kmem_cache, ADDR, .when = WITH(PG_slab)),
		POINTER(first_page, cbase_struct_page, ADDR, .when = WITH(PG_tail)),
	CLOSE,
	POINTER(mapping, cbase_void, ADDR),
	OPEN("union"),
		FIELD(index, cbase_ulong, HEX),
		POINTER(freelist, cbase_void, ADDR, .when = WITH(PG_slab)),
	CLOSE,
	FIELD(lru, cbase_struct_list_head, COUNT),
	END,
};
#undef OF

#define OF vm_struct
static const struct cfield vm_struct_fields[] = {
	POINTER(next, cbase_struct_vm_struct, ADDR),
	POINTER(addr, cbase_void, ADDR),
	FIELD(size, cbase_ulong, COUNT),
	FIELD(flags, cbase_ulong, FLAGS(vm_struct_flags)),
	ROW(pages, cbase_struct_page, 2, 0, ADDR),
	FIELD(nr_pages, cbase_uint, COUNT),
	FIELD(phys_addr, cbase_ulong, PHYS),
	POINTER(caller, cbase_void, ADDR),
	END,
};
#undef OF

static const char *const migratetypes[MIGRATE_TYPES] = {
	[MIGRATE_UNMOVABLE] = "MIGRATE_UNMOVABLE",
	[MIGRATE_RECLAIMABLE] = "MIGRATE_RECLAIMABLE",
	[MIGRATE_MOVABLE] = "MIGRATE_MOVABLE",
	[MIGRATE_RESERVE] = "MIGRATE_RESERVE",
	[MIGRATE_ISOLATE] = "MIGRATE_ISOLATE",
};

static const char *const zone_stats[NR_VM_ZONE_STAT_ITEMS] = {
	[NR_FREE_PAGES] = "NR_FREE_PAGES",
	[NR_SLAB_UNRECLAIMABLE] = "NR_SLAB_UNRECLAIMABLE",
	[NR_PAGETABLE] = "NR_PAGETABLE",
};

static const char *const watermarks[NR_WMARK] = {
	[WMARK_MIN] = "WMARK_MIN",
	[WMARK_LOW] = "WMARK_LOW",
	[WMARK_HIGH] = "WMARK_HIGH",
};

#define OF free_area
static const struct cfield free_area_fields[] = {
	ARRAY(free_list, cbase_struct_list_head, COUNT,
	      .elements = migratetypes),
	FIELD(nr_free, cbase_ulong, COUNT),
	END,
};
#undef OF

#define OF per_cpu_pages
static const struct cfield per_cpu_pages_fields[] = {
	FIELD(count, cbase_int, COUNT),
	FIELD(high, cbase_int, COUNT),
	FIELD(batch, cbase_int, COUNT),
	ARRAY(lists, cbase_struct_list_head, COUNT, .elements = migratetypes),
	END,
};
#undef OF

#define OF zone
static const struct cfield zone_fields[] = {
	ARRAY(watermark, cbase_ulong, COUNT, .elements = watermarks),
	ARRAY(lowmem_reserve, cbase_ulong, COUNT),
	FIELD(pageset, cbase_struct_per_cpu_pages, COUNT),
	ARRAY(free_area, cbase_struct_free_area, COUNT),
	POINTER(pageblock_flags, cbase_uchar, ADDR),
	ARRAY(vm_stat, cbase_long, COUNT, .elements = zone_stats),
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
	ARRAY(node_zones, cbase_struct_zone, COUNT),
	POINTER(node_mem_map, cbase_struct_page, ADDR),
	FIELD(node_start_pfn, cbase_ulong, PFN),
	FIELD(node_present_pages, cbase_ulong, COUNT),
	FIELD(node_spanned_pages, cbase_ulong, COUNT),
	FIELD(node_id, cbase_int, COUNT),
	END,
};
#undef OF

#define OF kmem_cache_cpu
static const struct cfield kmem_cache_cpu_fields[] = {
	POINTER(freelist, cbase_void, ADDR),
	POINTER(page, cbase_struct_page, ADDR),
	END,
};
#undef OF

#define OF kmem_cache_node
static const struct cfield kmem_cache_node_fields[] = {
	FIELD(nr_partial, cbase_ulong, COUNT),
	FIELD(partial, cbase_struct_list_head, COUNT),
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
	ARRAY(cpu_slab, cbase_struct_kmem_cache_cpu, COUNT),
	ARRAY(node, cbase_struct_kmem_cache_node, COUNT),
	ARRAY(name, cbase_char, COUNT),
	END,
};
#undef OF

#define OF module
static const struct cfield module_fields[] = {
	FIELD(list, cbase_struct_list_head, COUNT),
	ARRAY(name, cbase_char, COUNT),
	POINTER(module_core, cbase_void, ADDR),
	FIELD(core_size, cbase_uint, COUNT),
	END,
};
#undef OF

#define OF kallsym
static const struct cfield kallsym_fields[] = {
	FIELD(addr, cbase_ulong, ADDR),
	FIELD(len, cbase_uint, COUNT),
	POINTER(name, cbase_char, ADDR),
	POINTER(module, cbase_char, ADDR),
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

#define OF page_address_map
static const struct cfield page_address_map_fields[] = {
	POINTER(page, cbase_struct_page, ADDR),
	POINTER(virtual, cbase_void, ADDR),
	FIELD(list, cbase_struct_list_head, COUNT),
	END,
};
#undef OF

#define OF page_address_slot
static const struct cfield page_address_slot_fields[] = {
	FIELD(lh, cbase_struct_list_head, COUNT),
	END,
};
#undef OF

#define STRUCT(name) \
	cbase_struct_##name = { "struct " #name, sizeof(struct name), false, \
				name##_fields }

static const struct cbase
	STRUCT(list_head),
	STRUCT(rb_node),
	STRUCT(rb_root),
	STRUCT(vmap_area),
	STRUCT(vmap_block_queue),
	STRUCT(vmap_block),
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
	STRUCT(kmemleak_object),
	STRUCT(ratelimit_state),
	STRUCT(fault_attr),
	STRUCT(page_address_map),
	STRUCT(page_address_slot);

static const struct cbase
	cbase_struct_vmap_area_6_1 = { "struct vmap_area",
				       sizeof(struct vmap_area_6_1), false,
				       vmap_area_6_1_fields },
	free_block = { "struct vmap_area", sizeof(struct vmap_area_6_1), false,
		       free_block_fields };

static const struct cbase *const structs[] = {
	&cbase_struct_list_head,
	&cbase_struct_rb_node,
	&cbase_struct_rb_root,
	&cbase_struct_vmap_area,
	&cbase_struct_vmap_block_queue,
	&cbase_struct_vmap_block,
	&cbase_struct_vm_struct,
	&cbase_struct_page,
	&cbase_struct_free_area,
	&cbase_struct_per_cpu_pages,
	&cbase_struct_zone,
	&cbase_struct_pglist_data,
	&cbase_struct_kmem_cache_cpu,
	&cbase_struct_kmem_cache_node,
	&cbase_struct_kmem_cache,
	&cbase_struct_module,
	&cbase_struct_kallsym,
	&cbase_struct_kmemleak_object,
	&cbase_struct_ratelimit_state,
	&cbase_struct_fault_attr,
	&cbase_struct_page_address_map,
	&cbase_struct_page_address_slot,
	NULL,
};

/* ---- Global variables: the rows of abi.h ---- */

#define OF kernel_data
#define GLOBAL(letter, ram_type, name, dimension, base, stars, about) \
	ROW(name, cbase_##base, stars, \
	    sizeof(((struct OF *)0)->name) == sizeof(ram_type) ? 0 : \
	    sizeof(((struct OF *)0)->name) / sizeof(ram_type), about),

static const struct cfield globals[] = {
	KERNEL_GLOBALS(GLOBAL)
	GLOBALS_2_6_39(GLOBAL)
	GLOBALS_6_1(GLOBAL)
	/* Not in .bss: 16 KB of first-level words at the start of RAM. */
	{ "swapper_pg_dir", CFIELD_MEMBER, UINT32_MAX, SWAPPER_SIZE,
	  { &cbase_ulong, 0, SWAPPER_SIZE / 4 }  , .meaning = HEX },
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

const struct cbase *cbase_here(const struct kernel *k, const struct cbase *base)
{
	return base == &cbase_struct_vmap_area &&
			       k->layout.board.allocator == ALLOCATOR_6_1
		       ? &cbase_struct_vmap_area_6_1
		       : base;
}

const struct cbase *cbase_free_block(void)
{
	return &free_block;
}

const struct cbase *const *cbase_structs(void)
{
	return structs;
}

const struct cfield *cglobal_find(const char *name)
{
	return cfield_find(globals, name, strlen(name));
}

const struct cfield *cglobal_at(uint32_t offset)
{
	const struct cfield *f = globals;

	while (f->row != CFIELD_END && offset - f->offset >= f->size)
		f++;
	return f->row == CFIELD_END ? NULL : f;
}
