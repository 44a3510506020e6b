/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff.c - from changed words to changed objects.
 *
 *   collect_changes  the journal's entries, sorted, one for each word
 *   index_areas      where the records of areas lie, before and now
 *   describe_all     word by word in address order; the place that a word
 *                    lies in has a function that takes as many as it can
 *   summarise        the sentence, from the lists of areas and the pgd
 *
 * A word's value before is in its change, or else what it is now. So the lists
 * of both moments can be walked without going back in time.
 */
#include "session/diff.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { SCREEN_WIDTH = 80, TABLE_WORDS = 1024, MAX_TABLES = PTRS_PER_PGD };

/* A word that differs. */
struct change {
	uint32_t word;	/* index in the machine's memory */
	uint32_t order; /* of the entry in the journal */
	uint32_t old, new;
};

/* Where a record of an area lies. */
struct record {
	vaddr_t start;
	uint32_t size; /* bytes */
	enum diff_kind kind;
	vaddr_t area; /* the address that it is about */
	bool was;     /* it was there before; else it is there now */
};

/* A page of second-level tables and the 2 MB that it maps. */
struct table {
	paddr_t page;
	vaddr_t maps;
};

struct reader {
	const struct kernel *k;
	struct diff *d;
	struct change *change;
	size_t nr;
	struct record *record;
	size_t nr_records, records_capacity;
	struct table table[MAX_TABLES];
	size_t nr_tables;
	uint32_t links;	      /* words that only link */
	uint32_t free_blocks; /* struct pages that were free and still are */
	uint32_t free_words;  /* words of those */
	bool failed;	      /* out of memory */
};

/* ---- Words, before and now ---- */

static int by_word(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* The first value and the last one of each word; those alike go. */
static void merge_changes(struct reader *r)
{
	size_t to = 0;

	for (size_t i = 0, j; i < r->nr; i = j) {
		struct change c = r->change[i];

		for (j = i; j < r->nr && r->change[j].word == c.word; j++)
			c.new = r->change[j].new;
		if (c.old != c.new)
			r->change[to++] = c;
	}
	r->nr = to;
}

static int collect_changes(struct reader *r, uint64_t before)
{
	const struct journal *j = &r->k->m->journal;

	if (before < j->tail || before > j->now)
		return -ERANGE;
	r->change = calloc((size_t)(j->now - before) + 1, sizeof(*r->change));
	if (!r->change)
		return -ENOMEM;
	for (uint64_t p = before; p < j->now; p++) {
		const struct journal_entry *e = journal_at(j, p);

		r->change[r->nr] = (struct change){ e->word, (uint32_t)r->nr,
						    e->old, e->new };
		r->nr++;
	}
	qsort(r->change, r->nr, sizeof(*r->change), by_word);
	merge_changes(r);
	return 0;
}

static uint32_t word_of(const struct reader *r, const void *where)
{
	return (uint32_t)(((const uint8_t *)where - r->k->m->mem) / 4);
}

/* The change of a word; NULL if it is as it was. */
static const struct change *change_of(const struct reader *r, uint32_t word)
{
	size_t low = 0, high = r->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->change[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->nr && r->change[low].word == word ? &r->change[low]
							  : NULL;
}

static uint32_t old_word(const struct reader *r, const uint32_t *where)
{
	const struct change *c = change_of(r, word_of(r, where));

	return c ? c->old : *where;
}

static paddr_t address_of(const struct reader *r, const struct change *c)
{
	return r->k->m->ram_start + c->word * 4;
}

static vaddr_t virtual_of(const struct reader *r, const struct change *c)
{
	return __va(r->k, address_of(r, c));
}

/* ---- Items ---- */

static struct diff_item *add_item(struct reader *r, enum diff_kind kind,
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

static void say(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Append, as far as there is room. */
static void say(char *text, size_t size, const char *format, ...)
{
	size_t len = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + len, size - len, format, args);
	va_end(args);
}

#define SAY(text, ...) say((text), sizeof(text), __VA_ARGS__)

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

static const struct shape vm_struct_shape =
	SHAPE(DIFF_VM_STRUCT, vm_struct, vm_struct_fields);
static const struct shape vmap_area_shape =
	SHAPE(DIFF_VMAP_AREA, vmap_area, vmap_area_fields);
static const struct shape page_shape = SHAPE(DIFF_PAGE, page, page_fields);
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
			say(text, size, " %c%s",
			    c->new >> names[i].bit & 1 ? '+' : '-',
			    names[i].name);
}

static void say_change(char *text, size_t size, const struct field *f,
		       uint32_t offset, const struct change *c)
{
	uint32_t index = (offset - f->offset) / 4;

	say(text, size, "%s", *text ? ", " : "");
	if (f->style == FREE_AREA)
		say(text, size, "order-%" PRIu32 " blocks",
		    index / (uint32_t)(sizeof(struct free_area) / 4));
	else if (f->repeat > 1)
		say(text, size, "%s[%" PRIu32 "]", f->name, index);
	else
		say(text, size, "%s", f->name);
	if (f->style == FLAGS)
		say_flags(text, size, c);
	else if (f->style == NUMBER || f->style == FREE_AREA)
		say(text, size, " %" PRId32 " -> %" PRId32, (int32_t)c->old,
		    (int32_t)c->new);
	else
		say(text, size, " %08" PRIx32 " -> %08" PRIx32, c->old, c->new);
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

/* One object, one item; if all that changed are links, none. */
static size_t describe_object(struct reader *r, size_t i,
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
	item = add_item(r, shape->kind, address, (uint32_t)(end - i));
	if (item) {
		SAY(item->name, "%s", name);
		SAY(item->change, "%s", text);
	}
	return end;
}

/* All changes up to word @end that need no more than to be counted. */
static size_t count_until(const struct reader *r, size_t i, uint32_t end)
{
	while (i < r->nr && r->change[i].word < end)
		i++;
	return i;
}

static size_t describe_count(struct reader *r, size_t i, uint32_t end,
			     enum diff_kind kind, uint32_t address,
			     const char *name)
{
	size_t next = count_until(r, i, end);
	uint32_t words = (uint32_t)(next - i);
	struct diff_item *item = add_item(r, kind, address, words);

	if (item) {
		SAY(item->name, "%s", name);
		SAY(item->change, "%" PRIu32 " word%s", words,
		    words > 1 ? "s" : "");
	}
	return next;
}

/* ---- Registers and the ledger: behind RAM ---- */

static size_t describe_register(struct reader *r, size_t i)
{
	static const char *const names[REG_COUNT] = {
		[REG_TTBR0] = "TTBR0",
		[REG_DACR] = "DACR",
		[REG_DFSR] = "DFSR",
		[REG_DFAR] = "DFAR",
		[REG_TLB_FLUSHES] = "TLB flushes",
		[REG_TLB_START] = "TLB flush start",
		[REG_TLB_END] = "TLB flush end",
	};
	const struct change *c = &r->change[i];
	uint32_t index = c->word - word_of(r, r->k->m->regs);
	struct diff_item *item;

	if (index >= REG_COUNT)
		return describe_count(r, i, UINT32_MAX, DIFF_LEDGER, 0,
				      "the ledger of what is yours");
	item = add_item(r, DIFF_REGISTER, index, 1);
	if (item) {
		SAY(item->name, "register %s", names[index]);
		SAY(item->change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		    c->new);
	}
	return i + 1;
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
		return describe_count(r, i, word_of(r, node + 1), DIFF_GLOBAL,
				      va_of(r->k, node), "contig_page_data");
	SAY(name, "zone %s", zone_name(zone));
	return describe_object(r, i, &zone_shape, word_of(r, zone),
			       va_of(r->k, zone), name);
}

static size_t describe_cache(struct reader *r, size_t i, uint32_t offset)
{
	size_t nr = (offset - offsetof(struct kernel_data, kmalloc_caches)) /
		    sizeof(struct kmem_cache);
	const struct kmem_cache *cache = &r->k->g->kmalloc_caches[nr];
	char name[64] = "";

	SAY(name, "cache %s", cache->name);
	return describe_object(r, i, &cache_shape, word_of(r, cache),
			       va_of(r->k, cache), name);
}

static size_t describe_fault(struct reader *r, size_t i, uint32_t offset)
{
	const struct kernel_data *g = r->k->g;
	bool slab = offset >= offsetof(struct kernel_data, failslab);
	const struct fault_attr *attr =
		slab ? &g->failslab : &g->fail_page_alloc;

	return describe_object(r, i, &fault_shape, word_of(r, attr),
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
		return describe_count(
			r, i,
			c->word + (block->offset - offset) / 4 + block->repeat,
			DIFF_GLOBAL, virtual_of(r, c), block->name);
	item = add_item(r, DIFF_GLOBAL, virtual_of(r, c), 1);
	if (item && f) {
		char text[sizeof(item->change)] = "";

		say_change(text, sizeof(text), f, offset, c);
		SAY(item->name, "%s", f->name);
		SAY(item->change, "%s", text + strlen(f->name) + 1);
	} else if (item) {
		SAY(item->name, "global at %08" PRIx32, virtual_of(r, c));
		SAY(item->change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		    c->new);
	}
	return i + 1;
}

static size_t describe_global(struct reader *r, size_t i)
{
	uint32_t offset = (r->change[i].word - word_of(r, r->k->g)) * 4;

	for (size_t o = 0; o < ARRAY_SIZE(global_objects); o++)
		if (field_at(&global_objects[o].field, 1, offset))
			return global_objects[o].describe(r, i, offset);
	return describe_plain_global(r, i, offset);
}

/* ---- Page tables ---- */

/* Pages of tables of both moments; the kernel's are few. */
static void index_tables(struct reader *r)
{
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++) {
		const uint32_t *entry = &r->k->pgd[2 * i];
		uint32_t value = *entry ? *entry : old_word(r, entry);

		if ((value & 3) == 1)
			r->table[r->nr_tables++] =
				(struct table){ value & PAGE_MASK,
						i << PGDIR_SHIFT };
	}
}

static const struct table *table_at(const struct reader *r, paddr_t pa)
{
	for (size_t i = 0; i < r->nr_tables; i++)
		if (r->table[i].page == (pa & PAGE_MASK))
			return &r->table[i];
	return NULL;
}

static size_t describe_pgd(struct reader *r, size_t i)
{
	const struct change *c = &r->change[i];
	uint32_t index = c->word - word_of(r, r->k->pgd);
	struct diff_item *item = add_item(r, DIFF_PGD, index << 20, 1);

	if (item) {
		SAY(item->name, "first-level entry of %08" PRIx32, index << 20);
		SAY(item->change, "%08" PRIx32 " -> %08" PRIx32, c->old,
		    c->new);
	}
	return i + 1;
}

/* What became of an entry: set, cleared, or another one. */
static unsigned int fate(const struct change *c)
{
	return (c->old ? 2u : 0u) | (c->new ? 1u : 0u);
}

/* Entries in a row with the same fate. */
static size_t run_end(const struct reader *r, size_t i, uint32_t end)
{
	size_t j = i + 1;

	while (j < r->nr && r->change[j].word < end &&
	       r->change[j].word == r->change[j - 1].word + 1 &&
	       fate(&r->change[j]) == fate(&r->change[i]))
		j++;
	return j;
}

static void say_values(char *text, size_t size, uint32_t first, uint32_t last)
{
	say(text, size, "%08" PRIx32, first);
	if (first != last)
		say(text, size, "...%08" PRIx32, last);
}

/* old...old -> new...new of the run [i, j). */
static void say_run(struct reader *r, size_t i, size_t j,
		    struct diff_item *item)
{
	const struct change *c = r->change;

	say_values(item->change, sizeof(item->change), c[i].old, c[j - 1].old);
	SAY(item->change, " -> ");
	say_values(item->change, sizeof(item->change), c[i].new, c[j - 1].new);
}

static void describe_pte_run(struct reader *r, size_t i, size_t j, vaddr_t va)
{
	const uint32_t to_hw = (PTE_LINUX_OFFSET - PTE_HW_OFFSET) / 4;
	uint32_t nr = (uint32_t)(j - i);
	struct diff_item *item = add_item(r, DIFF_PTE, va, 2 * nr);
	const struct change *hw = change_of(r, r->change[i].word - to_hw);
	const struct change *last = change_of(r, r->change[j - 1].word - to_hw);

	if (!item)
		return;
	item->count = nr;
	if (nr > 1)
		SAY(item->name, "%" PRIu32 " PTEs of %08" PRIx32 "-%08" PRIx32,
		    nr, va, va + ((nr - 1) << PAGE_SHIFT));
	else
		SAY(item->name, "PTE of %08" PRIx32, va);
	say_run(r, i, j, item);
	SAY(item->change, " (Linux)");
	if (!hw || !last)
		return;
	SAY(item->change, ", ");
	say_values(item->change, sizeof(item->change), hw->new, last->new);
	SAY(item->change, " (hardware)");
}

/* What lay in the frame before it was a table was no entry. */
static void forget_old(struct reader *r, size_t i, uint32_t end)
{
	for (; i < r->nr && r->change[i].word < end; i++)
		r->change[i].old = 0;
}

/*
 * The hardware's half comes first and is told with Linux's: set_pte() writes
 * both.
 */
static size_t describe_table(struct reader *r, size_t i,
			     const struct table *table)
{
	uint32_t first = word_of(r, ram_at(r->k->m, table->page));
	size_t j;

	if (change_of(r, word_of(r, pgd_entry(r->k, table->maps))))
		forget_old(r, i, first + TABLE_WORDS);
	i = count_until(r, i, first + PTE_LINUX_OFFSET / 4);
	for (; i < r->nr && r->change[i].word < first + TABLE_WORDS; i = j) {
		uint32_t index =
			r->change[i].word - first - PTE_LINUX_OFFSET / 4;

		j = run_end(r, i, first + TABLE_WORDS);
		if (fate(&r->change[i]))
			describe_pte_run(r, i, j,
					 table->maps + (index << PAGE_SHIFT));
	}
	return i;
}

/* ---- Areas: their records, wherever the slab put them ---- */

static void add_record(struct reader *r, vaddr_t start, uint32_t size,
		       enum diff_kind kind, vaddr_t area, bool was)
{
	struct record *more;

	/* pages[] in the vmalloc region lies in frames: told as such. */
	if (start - PAGE_OFFSET >= r->k->lowmem_size)
		return;
	if (r->nr_records == r->records_capacity) {
		size_t capacity = r->nr_records ? 2 * r->nr_records : 256;

		more = reallocarray(r->record, capacity, sizeof(*more));
		if (!more) {
			r->failed = true;
			return;
		}
		r->record = more;
		r->records_capacity = capacity;
	}
	r->record[r->nr_records++] =
		(struct record){ start, size, kind, area, was };
}

/* @was: as the lists were before. */
static uint32_t read_word(const struct reader *r, const uint32_t *where,
			  bool was)
{
	return was ? old_word(r, where) : *where;
}

static void index_vm(struct reader *r, bool was)
{
	const struct kernel *k = r->k;
	const struct vm_struct *vm;
	vaddr_t next = read_word(r, &k->g->vmlist, was);

	for (; next; next = read_word(r, &vm->next, was)) {
		vaddr_t addr;

		vm = at(k, next);
		addr = read_word(r, &vm->addr, was);
		add_record(r, next, sizeof(*vm), DIFF_VM_STRUCT, addr, was);
		add_record(r, read_word(r, &vm->pages, was),
			   4 * read_word(r, &vm->nr_pages, was),
			   DIFF_PAGES_ARRAY, addr, was);
	}
}

static void index_vmap(struct reader *r, bool was)
{
	const struct list_head *head = &r->k->g->vmap_area_list, *entry = head;

	while ((entry = at(r->k, read_word(r, &entry->next, was))) != head) {
		const struct vmap_area *va =
			container_of(entry, struct vmap_area, list);

		add_record(r, va_of(r->k, va), sizeof(*va), DIFF_VMAP_AREA,
			   read_word(r, &va->va_start, was), was);
	}
}

/* What is there now comes last: it gives an object its name. */
static int by_start(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->area != y->area)
		return x->area < y->area ? -1 : 1;
	return (int)y->was - (int)x->was;
}

static void index_areas(struct reader *r)
{
	for (int was = 0; was < 2; was++) {
		index_vm(r, was);
		index_vmap(r, was);
	}
	if (r->nr_records)
		qsort(r->record, r->nr_records, sizeof(*r->record), by_start);
}

/* The record that an address lies in. */
static const struct record *record_at(const struct reader *r, vaddr_t va)
{
	size_t low = 0, high = r->nr_records;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->record[middle].start <= va)
			low = middle + 1;
		else
			high = middle;
	}
	/* Several may start there: one object, used by one area after another.
	 */
	for (size_t i = low; i-- > 0 && va - r->record[i].start < PAGE_SIZE;)
		if (va - r->record[i].start < r->record[i].size)
			return &r->record[i];
	return NULL;
}

static size_t describe_pages_array(struct reader *r, size_t i,
				   const struct record *record)
{
	uint32_t first = word_of(r, at(r->k, record->start));
	uint32_t index = r->change[i].word - first;
	size_t j = run_end(r, i, first + record->size / 4);
	uint32_t nr = (uint32_t)(j - i);
	struct diff_item *item =
		add_item(r, DIFF_PAGES_ARRAY, record->start, nr);

	if (!item)
		return j;
	item->count = nr;
	if (nr > 1)
		SAY(item->name,
		    "pages[%" PRIu32 "-%" PRIu32 "] of area %08" PRIx32, index,
		    index + nr - 1, record->area);
	else
		SAY(item->name, "pages[%" PRIu32 "] of area %08" PRIx32, index,
		    record->area);
	say_run(r, i, j, item);
	return j;
}

static size_t describe_record(struct reader *r, size_t i,
			      const struct record *record)
{
	uint32_t first = word_of(r, at(r->k, record->start));
	char name[64] = "";

	if (record->kind == DIFF_PAGES_ARRAY)
		return describe_pages_array(r, i, record);
	SAY(name, "%s of %08" PRIx32 " at %08" PRIx32 "%s",
	    record->kind == DIFF_VM_STRUCT ? "vm_struct" : "vmap_area",
	    record->area, record->start, record->was ? " (gone)" : "");
	return describe_object(r, i,
			       record->kind == DIFF_VM_STRUCT
				       ? &vm_struct_shape
				       : &vmap_area_shape,
			       first, record->start, name);
}

/* ---- struct page ---- */

/* Neighbours that changed alike become one item. */
static void merge_page(struct reader *r)
{
	struct diff *d = r->d;
	struct diff_item *last = &d->item[d->nr - 1], *run = last - 1;

	if (d->nr < 2 || run->kind != DIFF_PAGE ||
	    run->address + run->count != last->address ||
	    strcmp(run->change, last->change))
		return;
	run->count++;
	run->words += last->words;
	d->nr--;
	snprintf(run->name, sizeof(run->name),
		 "%" PRIu32 " struct pages of pfn %05" PRIx32 "-%05" PRIx32,
		 run->count, run->address, run->address + run->count - 1);
}

/*
 * A page that was only taken or freed: then its buddy bit, its order and its
 * links say nothing that the free lists do not. Words [i, end) are its changes.
 */
static bool only_changed_hands(const struct reader *r, size_t i, size_t end,
			       const struct page *page)
{
	const uint32_t first = word_of(r, page);
	bool counted = false;

	for (; i < end; i++) {
		const struct change *c = &r->change[i];

		switch ((c->word - first) * 4) {
		case offsetof(struct page, flags):
			if ((c->old ^ c->new) != 1u << PG_buddy)
				return false;
			break;
		case offsetof(struct page, _count):
			counted = true;
			break;
		case offsetof(struct page, private):
		case offsetof(struct page, lru.next):
		case offsetof(struct page, lru.prev):
			break;
		default:
			return false;
		}
	}
	return counted;
}

static size_t describe_page(struct reader *r, size_t i)
{
	const struct page *map = at(r->k, r->k->g->mem_map);
	uint32_t index = (r->change[i].word - word_of(r, map)) /
			 (uint32_t)(sizeof(*map) / 4);
	pfn_t pfn = r->k->layout.first_pfn + index;
	const struct page *page = map + index;
	uint32_t was = old_word(r, &page->_count);
	size_t end = count_until(r, i, word_of(r, page + 1)), nr = r->d->nr;
	struct diff_item *item;
	char name[64] = "";

	if (!page->_count && !was) {
		r->free_blocks++;
		r->free_words += (uint32_t)(end - i);
		return end;
	}
	SAY(name, "struct page of pfn %05" PRIx32, pfn);
	if (only_changed_hands(r, i, end, page)) {
		item = add_item(r, DIFF_PAGE, pfn, (uint32_t)(end - i));
		if (item) {
			SAY(item->name, "%s", name);
			SAY(item->change, "_count %" PRIu32 " -> %" PRIu32, was,
			    page->_count);
		}
	} else {
		describe_object(r, i, &page_shape, word_of(r, page), pfn, name);
	}
	if (r->d->nr > nr)
		merge_page(r);
	return end;
}

/* ---- What else lies in frames ---- */

/* Up to the end of the page, or to the next record of an area in it. */
static uint32_t stretch_end(const struct reader *r, vaddr_t va)
{
	vaddr_t end = (va & PAGE_MASK) + (PAGE_SIZE - 4), next = va;

	while (next < end && !record_at(r, next + 4))
		next += 4;
	return (next - va) / 4 + 1;
}

static size_t describe_slab(struct reader *r, size_t i, const struct page *page)
{
	const struct kmem_cache *cache = at(r->k, page->slab);
	const struct change *c = &r->change[i];
	char name[64] = "";

	SAY(name, "objects of %s in pfn %05" PRIx32, cache->name,
	    page_to_pfn(r->k, page));
	return describe_count(r, i, c->word + stretch_end(r, virtual_of(r, c)),
			      DIFF_OBJECTS, virtual_of(r, c), name);
}

/* A byte a pageblock, somewhere in memory that boot took. */
static const struct zone *pageblocks_at(const struct reader *r, vaddr_t va)
{
	const struct zone *zone;

	for_each_zone(r->k, zone)
	{
		uint32_t blocks = zone->spanned_pages / pageblock_nr_pages + 2;

		if (va - zone->pageblock_flags < blocks)
			return zone;
	}
	return NULL;
}

static size_t describe_frame(struct reader *r, size_t i)
{
	const struct kernel *k = r->k;
	paddr_t pa = address_of(r, &r->change[i]);
	const struct page *page = pfn_to_page(k, pa >> PAGE_SHIFT);
	const struct page *head =
		page_flag(page, PG_tail) ? at(k, page->first_page) : page;
	uint32_t end = r->change[i].word +
		       stretch_end(r, virtual_of(r, &r->change[i]));
	char name[64] = "";

	if (page_flag(head, PG_slab))
		return describe_slab(r, i, head);
	if (pageblocks_at(r, virtual_of(r, &r->change[i])))
		return describe_count(r, i, r->change[i].word + 1, DIFF_ZONE,
				      virtual_of(r, &r->change[i]),
				      "types of pageblocks");
	SAY(name, "contents of frame %05" PRIx32 "%s", pa >> PAGE_SHIFT,
	    page->_count || head != page ? "" : " (free)");
	return describe_count(r, i, end, DIFF_FRAME, pa, name);
}

/* ---- Where a word lies ---- */

static bool lies_in(const struct reader *r, uint32_t word, const void *start,
		    size_t bytes)
{
	return word - word_of(r, start) < bytes / 4;
}

static size_t describe_one(struct reader *r, size_t i)
{
	const struct kernel *k = r->k;
	const struct change *c = &r->change[i];
	const struct record *record;
	const struct table *table;

	if ((uint64_t)c->word * 4 >= k->m->ram_size)
		return describe_register(r, i);
	if (lies_in(r, c->word, k->g, sizeof(*k->g)))
		return describe_global(r, i);
	if (lies_in(r, c->word, k->pgd, SWAPPER_SIZE))
		return describe_pgd(r, i);
	if (lies_in(r, c->word, at(k, k->g->mem_map),
		    k->g->max_mapnr * sizeof(struct page)))
		return describe_page(r, i);
	table = table_at(r, address_of(r, c));
	if (table)
		return describe_table(r, i, table);
	record = record_at(r, virtual_of(r, c));
	if (record)
		return describe_record(r, i, record);
	return describe_frame(r, i);
}

static int by_kind(const void *a, const void *b)
{
	const struct diff_item *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

/* What is only counted: "free pages: 8 split, merged or relinked". */
static void add_count(struct reader *r, enum diff_kind kind, uint32_t words,
		      uint32_t nr, const char *name, const char *what)
{
	struct diff_item *item = nr ? add_item(r, kind, 0, words) : NULL;

	if (!item)
		return;
	item->count = nr;
	SAY(item->name, "%s", name);
	SAY(item->change, "%" PRIu32 " %s", nr, what);
}

static void describe_all(struct reader *r)
{
	for (size_t i = 0; i < r->nr && !r->failed;)
		i = describe_one(r, i);
	add_count(r, DIFF_FREE_BLOCKS, r->free_words, r->free_blocks,
		  "free pages", "split, merged or relinked");
	add_count(r, DIFF_LINKS, r->links, r->links, "lists and trees",
		  "links");
	if (r->d->nr)
		qsort(r->d->item, r->d->nr, sizeof(*r->d->item), by_kind);
	r->d->words = (uint32_t)r->nr;
}

/* ---- The sentence ---- */

/* What can have become of things, and the first of each. */
struct tally {
	uint32_t nr;
	uint32_t first;
};

static void count(struct tally *t, uint32_t what)
{
	if (!t->nr++)
		t->first = what;
}

static uint32_t count_mapped(const struct kernel *k, const struct vmap_area *va)
{
	uint32_t nr = 0;

	for (vaddr_t a = va->va_start; a != va->va_end; a += PAGE_SIZE) {
		const uint32_t *pte = pte_offset_kernel(k, a);
		uint32_t pgd = *pgd_entry(k, a);

		nr += pte ? *pte != 0 : pgd != 0;
	}
	return nr;
}

static void tell_new_area(const struct kernel *k, vaddr_t record, char *text,
			  size_t size)
{
	const struct vmap_area *va = at(k, record);
	uint32_t pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	uint32_t mapped = count_mapped(k, va);

	say(text, size,
	    "area 0x%08" PRIx32 " +%" PRIu32 " pages: %" PRIu32
	    " mapped, %" PRIu32 " %s",
	    va->va_start, pages, mapped, pages - mapped,
	    mapped + 1 == pages ? "guard" : "not");
}

/* Is the next record the same area, in the list of the other moment? */
static bool in_both(const struct reader *r, size_t i)
{
	const struct record *a = &r->record[i], *b = a + 1;

	return i + 1 < r->nr_records && a->start == b->start &&
	       a->kind == b->kind && a->area == b->area;
}

static bool is_freed(const struct reader *r, const struct vmap_area *va)
{
	return (va->flags & VM_LAZY_FREE) &&
	       !(old_word(r, &va->flags) & VM_LAZY_FREE);
}

/* What became of areas: @fresh has records, the others addresses. */
static void tally_areas(const struct reader *r, struct tally *fresh,
			struct tally *freed, struct tally *gone)
{
	for (size_t i = 0; i < r->nr_records; i++) {
		const struct record *record = &r->record[i];
		const struct vmap_area *va = at(r->k, record->start);

		if (record->kind != DIFF_VMAP_AREA)
			continue;
		if (!in_both(r, i)) {
			if (record->was)
				count(gone, record->area);
			else if (!(va->flags & VM_LAZY_FREE))
				count(fresh, record->start);
			continue;
		}
		i++;
		if (is_freed(r, va))
			count(freed, record->area);
	}
}

/* Frames that somebody has now and had not before, and the other way round. */
static void tally_frames(const struct reader *r, struct tally *taken,
			 struct tally *freed)
{
	const struct page *map = at(r->k, r->k->g->mem_map);
	const uint32_t first = word_of(r, &map->_count);

	for (size_t i = 0; i < r->nr; i++) {
		const struct change *c = &r->change[i];
		uint32_t index = (c->word - first) / (sizeof(*map) / 4);

		if (c->word < first || index >= r->k->g->max_mapnr ||
		    (c->word - first) % (sizeof(*map) / 4))
			continue;
		if (!c->old)
			count(taken, r->k->layout.first_pfn + index);
		else if (!c->new)
			count(freed, r->k->layout.first_pfn + index);
	}
}

static void tally_tables(const struct reader *r, struct tally *fresh)
{
	for (size_t i = 0; i < r->nr_tables; i++) {
		const uint32_t *entry = pgd_entry(r->k, r->table[i].maps);

		if (*entry && !old_word(r, entry))
			count(fresh, r->table[i].page);
	}
}

/* "; area 0x... is freed", "; 3 areas are freed, the first 0x..." */
static void tell(struct diff *d, const struct tally *t, const char *one,
		 const char *many)
{
	const char *separator = *d->sentence ? "; " : "";

	if (t->nr == 1)
		SAY(d->sentence, "%s%s 0x%08" PRIx32, separator, one, t->first);
	else if (t->nr)
		SAY(d->sentence, "%s%" PRIu32 " %s, the first 0x%08" PRIx32,
		    separator, t->nr, many, t->first);
}

static void tell_frames(struct diff *d, const struct tally *taken,
			const struct tally *freed)
{
	if (taken->nr || freed->nr)
		SAY(d->sentence,
		    "%sframes: %" PRIu32 " taken, %" PRIu32 " freed",
		    *d->sentence ? "; " : "", taken->nr, freed->nr);
}

static void summarise(struct reader *r)
{
	struct tally fresh = { 0 }, freed = { 0 }, gone = { 0 };
	struct tally taken = { 0 }, given = { 0 }, tables = { 0 };
	struct diff *d = r->d;

	tally_areas(r, &fresh, &freed, &gone);
	tally_frames(r, &taken, &given);
	tally_tables(r, &tables);
	if (fresh.nr)
		tell_new_area(r->k, fresh.first, d->sentence,
			      sizeof(d->sentence));
	if (fresh.nr > 1)
		SAY(d->sentence, "; new areas in all: %" PRIu32, fresh.nr);
	tell(d, &freed, "freed, not purged: area", "areas freed, not purged");
	tell(d, &gone, "purged: area", "areas purged");
	tell(d, &tables, "new page table at", "new page tables");
	tell_frames(d, &taken, &given);
	if (!*d->sentence)
		SAY(d->sentence, "%s",
		    r->nr ? "no area and no frame changed" : "nothing changed");
}

/* ---- The whole ---- */

int diff_make(const struct kernel *k, uint64_t before, struct diff *d)
{
	struct reader r = { .k = k, .d = d };
	int error;

	*d = (struct diff){ .nr = 0 };
	error = collect_changes(&r, before);
	if (!error) {
		index_tables(&r);
		index_areas(&r);
		summarise(&r);
		describe_all(&r);
		error = r.failed ? -ENOMEM : 0;
	}
	free(r.change);
	free(r.record);
	return error;
}

void diff_free(struct diff *d)
{
	free(d->item);
	*d = (struct diff){ .nr = 0 };
}

/* Words after @text, broken before the right edge, the next lines indented. */
static void print_wrapped(const char *text, int column, FILE *to)
{
	enum { INDENT = 4 };

	while (*text) {
		int len = (int)strcspn(text, " ");

		if (column + 1 + len > SCREEN_WIDTH) {
			fprintf(to, "\n%*s", INDENT - 1, "");
			column = INDENT - 1;
		}
		column += fprintf(to, " %.*s", len, text);
		text += len;
		text += strspn(text, " ");
	}
	putc('\n', to);
}

/* Items of one kind that are printed; the rest is counted. */
enum { MOST_OF_A_KIND = 40 };

static void print_item(const struct diff_item *item, FILE *to)
{
	int column = fprintf(to, "%s:", item->name);

	print_wrapped(item->change, column, to);
}

void diff_print(const struct diff *d, FILE *to)
{
	int column = (int)strcspn(d->sentence, " ");
	size_t end;

	fprintf(to, "%.*s", column, d->sentence);
	print_wrapped(d->sentence + column + 1, column, to);
	for (size_t i = 0; i < d->nr; i = end) {
		end = i;
		while (end < d->nr && d->item[end].kind == d->item[i].kind)
			end++;
		for (size_t j = i; j < end && j < i + MOST_OF_A_KIND; j++)
			print_item(&d->item[j], to);
		if (end - i > MOST_OF_A_KIND)
			fprintf(to, "... and %zu more of this kind\n",
				end - i - MOST_OF_A_KIND);
	}
}
