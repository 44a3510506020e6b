/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_fields.c - objects whose words have names, and the items about them.
 *
 * A table for each kind of object says what its words are called and how they
 * are shown; one reader goes through the changes of any object by its table.
 * The kernel's globals are such objects, or single fields, so they are here.
 *
 * Used by diff_objects.c, which finds out whose words they are. diff_say() is
 * for all who write a text of an item.
 */
#include "inspect/diff_internal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/page_alloc.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* ---- Items ---- */

struct diff_item *diff_add_item(struct reader *r, enum diff_kind kind,
				uint32_t address, uint32_t words)
{
	struct diff *d = r->d;
	struct diff_item *more;

	if (d->nr == d->capacity) {
		d->capacity = d->capacity ? 2 * d->capacity : 64;
		more = reallocarray(d->item, d->capacity, sizeof(*more));
		if (!more) {
			r->failed = true;
			return NULL;
		}
		d->item = more;
	}
	d->item[d->nr] = (struct diff_item){
		.kind = kind, .address = address, .count = 1, .words = words
	};
	return &d->item[d->nr++];
}

void diff_say(char *text, size_t size, const char *format, ...)
{
	static const char cut[] = "...";
	size_t len = strlen(text);
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text + len, size - len, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n >= size - len && size > sizeof(cut))
		memcpy(text + size - sizeof(cut), cut, sizeof(cut));
}

/* ---- Fields of objects ---- */

enum style { HEX, NUMBER, FLAGS, LINK, FREE_AREA };

/* One word, or @repeat of them, of an object. */
struct field {
	const char *name;
	uint32_t offset; /* bytes */
	enum style style;
	uint32_t repeat; /* words; 0 is 1 */
};

#define FIELD(type, member, style)                                             \
	{                                                                      \
#member, offsetof(struct type, member), style,                 \
			sizeof(((struct type *)0)->member) / 4                 \
	}

static const struct field vm_struct_fields[] = {
	FIELD(vm_struct, next, HEX),	  FIELD(vm_struct, addr, HEX),
	FIELD(vm_struct, size, HEX),	  FIELD(vm_struct, flags, HEX),
	FIELD(vm_struct, pages, HEX),	  FIELD(vm_struct, nr_pages, NUMBER),
	FIELD(vm_struct, phys_addr, HEX), FIELD(vm_struct, caller, HEX),
};

static const struct field vmap_area_fields[] = {
	FIELD(vmap_area, va_start, HEX), FIELD(vmap_area, va_end, HEX),
	FIELD(vmap_area, flags, HEX),	 FIELD(vmap_area, rb_node, LINK),
	FIELD(vmap_area, list, LINK),	 FIELD(vmap_area, purge_list, LINK),
	FIELD(vmap_area, private, HEX),	 FIELD(vmap_area, rcu_head, LINK),
};

static const struct field page_fields[] = {
	FIELD(page, flags, FLAGS),   FIELD(page, _count, NUMBER),
	FIELD(page, _mapcount, HEX), FIELD(page, private, HEX),
	FIELD(page, mapping, HEX),   FIELD(page, index, HEX),
	FIELD(page, lru, LINK),
};

static const struct field zone_fields[] = {
	FIELD(zone, watermark, NUMBER),
	FIELD(zone, lowmem_reserve, NUMBER),
	FIELD(zone, pageset.count, NUMBER),
	FIELD(zone, pageset.high, NUMBER),
	FIELD(zone, pageset.batch, NUMBER),
	FIELD(zone, pageset.lists, LINK),
	FIELD(zone, free_area, FREE_AREA),
	{ "free pages", offsetof(struct zone, vm_stat[NR_FREE_PAGES]), NUMBER,
	  1 },
	{ "slab pages", offsetof(struct zone, vm_stat[NR_SLAB_UNRECLAIMABLE]),
	  NUMBER, 1 },
};

static const struct field cache_fields[] = {
	FIELD(kmem_cache, cpu_slab[0].freelist, HEX),
	FIELD(kmem_cache, cpu_slab[0].page, HEX),
	FIELD(kmem_cache, node[0].nr_partial, NUMBER),
	FIELD(kmem_cache, node[0].partial, LINK),
	FIELD(kmem_cache, node[0].nr_slabs, NUMBER),
	FIELD(kmem_cache, node[0].total_objects, NUMBER),
	FIELD(kmem_cache, node[1].nr_partial, NUMBER),
	FIELD(kmem_cache, node[1].partial, LINK),
	FIELD(kmem_cache, node[1].nr_slabs, NUMBER),
	FIELD(kmem_cache, node[1].total_objects, NUMBER),
};

static const struct field fault_fields[] = {
	FIELD(fault_attr, probability, NUMBER),
	FIELD(fault_attr, interval, NUMBER),
	FIELD(fault_attr, times, NUMBER),
	FIELD(fault_attr, space, NUMBER),
	FIELD(fault_attr, count, NUMBER),
	FIELD(fault_attr, random, HEX),
	FIELD(fault_attr, ignore_gfp_wait, NUMBER),
	FIELD(fault_attr, ignore_gfp_highmem, NUMBER),
	FIELD(fault_attr, min_order, NUMBER),
};

static const struct field global_fields[] = {
	FIELD(kernel_data, mem_map, HEX),
	FIELD(kernel_data, high_memory, HEX),
	FIELD(kernel_data, totalram_pages, NUMBER),
	FIELD(kernel_data, vmlist, HEX),
	FIELD(kernel_data, vmap_area_root, HEX),
	FIELD(kernel_data, vmap_area_list, LINK),
	FIELD(kernel_data, vmap_lazy_nr, NUMBER),
	FIELD(kernel_data, printk_ratelimit_state, NUMBER),
	FIELD(kernel_data, modules, LINK),
	FIELD(kernel_data, jiffies, NUMBER),
	FIELD(kernel_data, log_start, NUMBER),
	FIELD(kernel_data, log_end, NUMBER),
	FIELD(kernel_data, logged_chars, NUMBER),
	FIELD(kernel_data, kallsyms_num, NUMBER),
	FIELD(kernel_data, kallsyms_names_used, NUMBER),
	FIELD(kernel_data, kallsyms_text_end, HEX),
	FIELD(kernel_data, nr_online_cpus, NUMBER),
	FIELD(kernel_data, die_counter, NUMBER),
};

/* Blocks of bytes among the globals: only how much of them changed. */
static const struct field global_blocks[] = {
	FIELD(kernel_data, __log_buf, HEX),
	FIELD(kernel_data, kallsyms, HEX),
	FIELD(kernel_data, kallsyms_names, HEX),
};

/* A kind of object: how to read its words. */
struct shape {
	enum diff_kind kind;
	uint32_t size; /* bytes */
	const struct field *field;
	size_t nr;
};

#define SHAPE(kind, type, fields)                                              \
	{                                                                      \
		kind, sizeof(struct type), fields, ARRAY_SIZE(fields)          \
	}

const struct shape diff_vm_struct_shape =
	SHAPE(DIFF_VM_STRUCT, vm_struct, vm_struct_fields);
const struct shape diff_vmap_area_shape =
	SHAPE(DIFF_VMAP_AREA, vmap_area, vmap_area_fields);
const struct shape diff_page_shape = SHAPE(DIFF_PAGE, page, page_fields);
static const struct shape zone_shape = SHAPE(DIFF_ZONE, zone, zone_fields);
static const struct shape cache_shape =
	SHAPE(DIFF_CACHE, kmem_cache, cache_fields);
static const struct shape fault_shape =
	SHAPE(DIFF_GLOBAL, fault_attr, fault_fields);

static const struct field *field_at(const struct field *field, size_t nr,
				    uint32_t offset)
{
	for (size_t i = 0; i < nr; i++)
		if (offset - field[i].offset <
		    4 * (field[i].repeat ? field[i].repeat : 1))
			return &field[i];
	return NULL;
}

/* Heads of lists, and what ties an object to others. */
static bool is_link(const struct field *f, uint32_t offset)
{
	const uint32_t in_area =
		(offset - f->offset) % (uint32_t)sizeof(struct free_area);

	return f->style == LINK ||
	       (f->style == FREE_AREA &&
		in_area != offsetof(struct free_area, nr_free));
}

/* The PG_ bits that came (+) and went (-). */
static void say_flags(char *text, size_t size, const struct change *c)
{
	static const struct {
		unsigned int bit;
		const char *name;
	} names[] = {
		{ PG_locked, "locked" },     { PG_slab, "slab" },
		{ PG_reserved, "reserved" }, { PG_private, "private" },
		{ PG_head, "head" },	     { PG_tail, "tail" },
		{ PG_buddy, "buddy" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if ((c->old ^ c->new) >> names[i].bit & 1)
			diff_say(text, size, " %c%s",
				 c->new >> names[i].bit & 1 ? '+' : '-',
				 names[i].name);
}

static void say_change(char *text, size_t size, const struct field *f,
		       uint32_t offset, const struct change *c)
{
	uint32_t index = (offset - f->offset) / 4;

	diff_say(text, size, "%s", *text ? ", " : "");
	if (f->style == FREE_AREA)
		diff_say(text, size, "order-%" PRIu32 " blocks",
			 index / (uint32_t)(sizeof(struct free_area) / 4));
	else if (f->repeat > 1)
		diff_say(text, size, "%s[%" PRIu32 "]", f->name, index);
	else
		diff_say(text, size, "%s", f->name);
	if (f->style == FLAGS)
		say_flags(text, size, c);
	else if (f->style == NUMBER || f->style == FREE_AREA)
		diff_say(text, size, " %" PRId32 " -> %" PRId32,
			 (int32_t)c->old, (int32_t)c->new);
	else
		diff_say(text, size, " %08" PRIx32 " -> %08" PRIx32, c->old,
			 c->new);
}

/*
 * The changes from @i on that lie in the object at word @first: into @text what
 * is more than a link. Return: the first change behind it.
 */
static size_t read_object(struct reader *r, size_t i, const struct shape *shape,
			  uint32_t first, char *text, size_t size,
			  uint32_t *links)
{
	for (; i < r->nr && r->change[i].word - first < shape->size / 4; i++) {
		uint32_t offset = (r->change[i].word - first) * 4;
		const struct field *f =
			field_at(shape->field, shape->nr, offset);

		if (!f || is_link(f, offset))
			++*links;
		else
			say_change(text, size, f, offset, &r->change[i]);
	}
	return i;
}

size_t diff_describe_object(struct reader *r, size_t i,
			    const struct shape *shape, uint32_t first,
			    uint32_t address, const char *name)
{
	char text[sizeof(((struct diff_item *)0)->change)] = "";
	struct diff_item *item;
	uint32_t links = 0;
	size_t end =
		read_object(r, i, shape, first, text, sizeof(text), &links);

	if (!*text) {
		r->links += links;
		return end;
	}
	if (links)
		SAY(text, ", %" PRIu32 " link%s", links, links > 1 ? "s" : "");
	item = diff_add_item(r, shape->kind, address, (uint32_t)(end - i));
	if (item) {
		SAY(item->name, "%s", name);
		SAY(item->change, "%s", text);
	}
	return end;
}

size_t diff_count_until(const struct reader *r, size_t i, uint32_t end)
{
	while (i < r->nr && r->change[i].word < end)
		i++;
	return i;
}

size_t diff_describe_count(struct reader *r, size_t i, uint32_t end,
			   enum diff_kind kind, uint32_t address,
			   const char *name)
{
	size_t next = diff_count_until(r, i, end);
	uint32_t words = (uint32_t)(next - i);
	struct diff_item *item = diff_add_item(r, kind, address, words);

	if (item) {
		SAY(item->name, "%s", name);
		SAY(item->change, "%" PRIu32 " word%s", words,
		    words > 1 ? "s" : "");
	}
	return next;
}

/* ---- Globals ---- */

static size_t describe_zone(struct reader *r, size_t i, uint32_t offset)
{
	uint32_t in_nodes = offset - (uint32_t)offsetof(struct kernel_data,
							contig_page_data);
	const struct pglist_data *node =
		&r->k->g->contig_page_data[in_nodes / sizeof(*node)];
	uint32_t nr = in_nodes % (uint32_t)sizeof(*node) /
		      (uint32_t)sizeof(struct zone);
	const struct zone *zone = &node->node_zones[nr];
	char name[64] = "";

	if (nr >= MAX_NR_ZONES)
		return diff_describe_count(r, i, word_of(r, node + 1),
					   DIFF_GLOBAL, va_of(r->k, node),
					   "contig_page_data");
	SAY(name, "zone %s", zone_name(zone));
	return diff_describe_object(r, i, &zone_shape, word_of(r, zone),
				    va_of(r->k, zone), name);
}

static size_t describe_cache(struct reader *r, size_t i, uint32_t offset)
{
	size_t nr = (offset - offsetof(struct kernel_data, kmalloc_caches)) /
		    sizeof(struct kmem_cache);
	const struct kmem_cache *cache = &r->k->g->kmalloc_caches[nr];
	char name[64] = "";

	SAY(name, "cache %s", cache->name);
	return diff_describe_object(r, i, &cache_shape, word_of(r, cache),
				    va_of(r->k, cache), name);
}

static size_t describe_fault(struct reader *r, size_t i, uint32_t offset)
{
	const struct kernel_data *g = r->k->g;
	bool slab = offset >= offsetof(struct kernel_data, failslab);
	const struct fault_attr *attr =
		slab ? &g->failslab : &g->fail_page_alloc;

	return diff_describe_object(r, i, &fault_shape, word_of(r, attr),
				    va_of(r->k, attr),
				    slab ? "failslab" : "fail_page_alloc");
}

/* Globals that are objects themselves. */
static const struct {
	struct field field;
	size_t (*describe)(struct reader *r, size_t i, uint32_t offset);
} global_objects[] = {
	{ FIELD(kernel_data, contig_page_data, HEX), describe_zone },
	{ FIELD(kernel_data, kmalloc_caches, HEX), describe_cache },
	{ FIELD(kernel_data, fail_page_alloc, HEX), describe_fault },
	{ FIELD(kernel_data, failslab, HEX), describe_fault },
};

static size_t describe_plain_global(struct reader *r, size_t i, uint32_t offset)
{
	const struct change *c = &r->change[i];
	const struct field *f =
		field_at(global_fields, ARRAY_SIZE(global_fields), offset);
	const struct field *block =
		field_at(global_blocks, ARRAY_SIZE(global_blocks), offset);
	struct diff_item *item;

	if (f && f->style == LINK) {
		r->links++;
		return i + 1;
	}
	if (block)
		return diff_describe_count(
			r, i,
			c->word - (offset - block->offset) / 4 + block->repeat,
			DIFF_GLOBAL, virtual_of(r, c), block->name);
	item = diff_add_item(r, DIFF_GLOBAL, virtual_of(r, c), 1);
	if (item && f) {
		char text[sizeof(item->change)] = "";
		const char *change;

		say_change(text, sizeof(text), f, offset, c);
		/* "name old -> new", or "name[2] old -> new" */
		change = strchr(text, ' ');
		SAY(item->name, "%.*s", (int)(change - text), text);
		SAY(item->change, "%s", change + 1);
	} else if (item) {
		SAY(item->name, "global at %08" PRIx32, virtual_of(r, c));
		SAY(item->change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		    c->new);
	}
	return i + 1;
}

size_t diff_describe_global(struct reader *r, size_t i)
{
	uint32_t offset = (r->change[i].word - word_of(r, r->k->g)) * 4;

	for (size_t o = 0; o < ARRAY_SIZE(global_objects); o++)
		if (field_at(&global_objects[o].field, 1, offset))
			return global_objects[o].describe(r, i, offset);
	return describe_plain_global(r, i, offset);
}
