/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * step.c - the kinds of step points' variables, and how they are shown.
 */
#include "kernel/step.h"

#include <inttypes.h>
#include <string.h>

#include "kernel/page_alloc.h"
#include "kernel/rbtree.h"
#include "kernel/vmap_record.h"

const char *step_file(const struct step_point *point)
{
	static const char folder[] = "kernel/";
	const char *name = point->file, *next;

	while ((next = strstr(name, folder)))
		name = next + strlen(folder);
	return name;
}

void step_hit(const struct kernel *k, const struct step_point *point,
	      const struct step_var *var, unsigned int nr)
{
	k->steps->hit(k->steps, k, point, var, nr);
}

void step_leave(const struct kernel *k)
{
	k->steps->leave(k->steps);
}

void because_(struct reason *why, const struct step_point *point,
	      const struct step_var *var, unsigned int nr)
{
	BUG_ON(nr > STEP_MAX_VARS);
	why->point = point;
	why->nr = nr;
	memcpy(why->var, var, nr * sizeof(*var));
}

/* ---- What a variable is ---- */

/* Variables that are not pointers: a name means the same thing everywhere. */
static const struct {
	const char *name;
	enum step_kind kind;
} names[] = {
	{ "addr", STEP_ADDR },
	{ "align", STEP_BYTES },
	{ "alloc_flags", STEP_FLAGS },
	{ "at_va", STEP_ADDR },
	{ "batch", STEP_PAGES },
	{ "batch_free", STEP_NUMBER },
	{ "bits", STEP_FLAGS },
	{ "blocks", STEP_NUMBER },
	{ "bucket", STEP_NUMBER },
	{ "buddy_pfn", STEP_PFN },
	{ "bytes", STEP_BYTES },
	{ "cached_align", STEP_BYTES },
	{ "cached_hole_size", STEP_BYTES },
	{ "cached_vstart", STEP_ADDR },
	{ "caller", STEP_ADDR },
	{ "cold", STEP_NUMBER },
	{ "color", STEP_COLOR },
	{ "core", STEP_ADDR },
	{ "count", STEP_PAGES },
	{ "cpu", STEP_NUMBER },
	{ "current", STEP_ORDER },
	{ "deallocate_pages", STEP_NUMBER },
	{ "dirty", STEP_PAGES },
	{ "done", STEP_BYTES },
	{ "end", STEP_ADDR },
	{ "flags", STEP_FLAGS },
	{ "force_flush", STEP_NUMBER },
	{ "free", STEP_PAGES },
	{ "freelist", STEP_OBJECT },
	{ "gfp", STEP_FLAGS },
	{ "got", STEP_NUMBER },
	{ "held", STEP_PAGES },
	{ "high", STEP_ORDER },
	{ "high_memory", STEP_ADDR },
	{ "hole", STEP_NUMBER },
	{ "highmem", STEP_NUMBER },
	{ "i", STEP_NUMBER },
	{ "idx", STEP_NUMBER },
	{ "km_type", STEP_NUMBER },
	{ "last_pkmap_nr", STEP_NUMBER },
	{ "largest", STEP_BYTES },
	{ "lazy_max_pages", STEP_PAGES },
	{ "left_max", STEP_BYTES },
	{ "length", STEP_BYTES },
	{ "init", STEP_ADDR },
	{ "init_size", STEP_BYTES },
	{ "longest", STEP_NUMBER },
	{ "lost", STEP_COLOR },
	{ "low", STEP_ORDER },
	{ "mark", STEP_PAGES },
	{ "mask", STEP_BYTES },
	{ "mb", STEP_NUMBER },
	{ "migratetype", STEP_TYPE },
	{ "min_count", STEP_NUMBER },
	{ "moved", STEP_PAGES },
	{ "mtype", STEP_NUMBER },
	{ "need_flush", STEP_NUMBER },
	{ "node", STEP_NUMBER },
	{ "nr_pages", STEP_PAGES },
	{ "object", STEP_OBJECT },
	{ "objects", STEP_NUMBER },
	{ "offset", STEP_BYTES },
	{ "order", STEP_ORDER },
	{ "page", STEP_OBJECT },
	{ "pages", STEP_PAGES },
	{ "pointer", STEP_ADDR },
	{ "pointers", STEP_NUMBER },
	{ "pfn", STEP_PFN },
	{ "phys", STEP_PHYS },
	{ "phys_offset", STEP_PHYS },
	{ "pkmap_count", STEP_NUMBER },
	{ "preempt_count", STEP_NUMBER },
	{ "prot", STEP_FLAGS },
	{ "protection", STEP_FLAGS },
	{ "purge_lock", STEP_NUMBER },
	{ "purged", STEP_NUMBER },
	{ "rb_color", STEP_COLOR },
	{ "right_max", STEP_BYTES },
	{ "record", STEP_OBJECT },
	{ "root", STEP_OBJECT },
	{ "rounds", STEP_NUMBER },
	{ "side", STEP_SIDE },
	{ "size", STEP_BYTES },
	{ "slot", STEP_NUMBER },
	{ "sizeof", STEP_NUMBER },
	{ "start", STEP_ADDR },
	{ "start_type", STEP_TYPE },
	{ "sync", STEP_NUMBER },
	{ "table", STEP_PHYS },
	{ "totalram_pages", STEP_PAGES },
	{ "type", STEP_TYPE },
	{ "upper", STEP_PFN },
	{ "vaddr", STEP_ADDR },
	{ "vend", STEP_ADDR },
	{ "vmap_lazy_nr", STEP_PAGES },
	{ "vmalloc_end", STEP_ADDR },
	{ "vmalloc_start", STEP_ADDR },
	{ "vstart", STEP_ADDR },
	{ "was", STEP_FLAGS },
};

const char *step_name(const struct step_var *var)
{
	static const char global[] = "k->g->";
	size_t len = strlen(global);

	return strncmp(var->name, global, len) ? var->name : var->name + len;
}

/* For the table: flags of "va->flags", sizeof of "sizeof(*va)". */
static const char *word_to_look_up(const char *name, size_t *len)
{
	const char *member;

	while ((member = strstr(name, "->")))
		name = member + strlen("->");
	*len = strcspn(name, "(");
	return name;
}

enum step_kind step_kind(const struct step_var *var)
{
	size_t len;
	const char *word = word_to_look_up(var->name, &len);

	if (var->kind != STEP_NAMED)
		return var->kind;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncmp(names[i].name, word, len) && !names[i].name[len])
			return names[i].kind;
	bug(__FILE__, __LINE__, var->name);
}

uint32_t step_value(const struct kernel *k, const struct step_var *var)
{
	if (var->kind > STEP_OBJECT && var->kind != STEP_NAMED)
		return va_of(k, (const void *)var->word);
	return (uint32_t)var->word;
}

/* ---- Details of objects ---- */

static void area_details(const struct kernel *k, const void *object,
			 uint32_t *detail)
{
	const struct vmap_area *va = object;

	(void)k;
	detail[0] = va->va_start;
	detail[1] = va->va_end;
}

static void node_details(const struct kernel *k, const void *object,
			 uint32_t *detail)
{
	area_details(k, node_vmap_area(k, object), detail);
}

static void vm_details(const struct kernel *k, const void *object,
		       uint32_t *detail)
{
	const struct vm_struct *vm = object;

	(void)k;
	detail[0] = vm->addr;
	detail[1] = vm->addr + vm->size;
}

static void block_details(const struct kernel *k, const void *object,
			  uint32_t *detail)
{
	const struct vmap_block *vb = object;

	area_details(k, at(k, vb->va), detail);
}

static void page_details(const struct kernel *k, const void *object,
			 uint32_t *detail)
{
	detail[0] = page_to_pfn(k, object);
}

static void zone_details(const struct kernel *k, const void *object,
			 uint32_t *detail)
{
	const struct zone *zone = object;

	(void)k;
	detail[0] = zone->zone_nr;
	detail[1] = zone->node;
}

static void cache_details(const struct kernel *k, const void *object,
			  uint32_t *detail)
{
	const struct kmem_cache *s = object;

	(void)k;
	detail[0] = s->size;
}

static void module_details(const struct kernel *k, const void *object,
			   uint32_t *detail)
{
	const struct module *mod = object;

	(void)k;
	detail[0] = mod->module_core;
}

static void pam_details(const struct kernel *k, const void *object,
			uint32_t *detail)
{
	const struct page_address_map *pam = object;

	detail[0] = pam->page ? page_to_pfn(k, at(k, pam->page)) : 0;
	detail[1] = pam->virtual;
}

static void word_details(const struct kernel *k, const void *object,
			 uint32_t *detail)
{
	const uint32_t *word = object;

	(void)k;
	detail[0] = *word;
}

/* ---- How they are shown: in a sentence, and bare ---- */

static void print_number(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "%" PRId32, (int32_t)value);
}

static void print_count(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "%" PRIu32, value);
}

static void print_hex(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "0x%" PRIx32, value);
}

static void print_addr(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "0x%08" PRIx32, value);
}

static void print_pfn(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "pfn %" PRIx32, value);
}

static void print_bare_pfn(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fprintf(to, "%" PRIx32, value);
}

static void print_color(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fputs(value == RB_RED ? "red" : "black", to);
}

static void print_side(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fputs(value ? "right" : "left", to);
}

static void print_type(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)detail;
	fputs(migratetype_name(value), to);
}

static void print_range(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fprintf(to, "0x%08" PRIx32 "-0x%08" PRIx32, detail[0], detail[1]);
}

static void print_page(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fprintf(to, "pfn %" PRIx32, detail[0]);
}

static void print_pam(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fprintf(to, "pfn %" PRIx32 " at 0x%08" PRIx32, detail[0], detail[1]);
}

static void print_zone(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fputs(zone_type_name(detail[0]), to);
}

static void print_cache(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fprintf(to, "kmalloc-%" PRIu32, detail[0]);
}

static void print_detail(FILE *to, uint32_t value, const uint32_t *detail)
{
	(void)value;
	fprintf(to, "0x%08" PRIx32, detail[0]);
}

typedef void print_fn(FILE *to, uint32_t value, const uint32_t *detail);

static const struct {
	print_fn *print; /* in a sentence */
	print_fn *bare;	 /* as the value of a variable */
	/* For objects: what it is, how to get its details, how to show them. */
	const char *name;
	void (*details)(const struct kernel *k, const void *object,
			uint32_t *detail);
	print_fn *object;
} kinds[STEP_KINDS] = {
	[STEP_NUMBER] = { .print = print_number, .bare = print_number },
	[STEP_COUNT] = { .print = print_count, .bare = print_count },
	[STEP_PAGES] = { .print = print_number, .bare = print_number },
	[STEP_BYTES] = { .print = print_hex, .bare = print_hex },
	[STEP_ORDER] = { .print = print_number, .bare = print_number },
	[STEP_FLAGS] = { .print = print_hex, .bare = print_hex },
	[STEP_ADDR] = { .print = print_addr, .bare = print_addr },
	[STEP_PHYS] = { .print = print_addr, .bare = print_addr },
	[STEP_PFN] = { .print = print_pfn, .bare = print_bare_pfn },
	[STEP_COLOR] = { .print = print_color, .bare = print_color },
	[STEP_SIDE] = { .print = print_side, .bare = print_side },
	[STEP_TYPE] = { .print = print_type, .bare = print_type },
	[STEP_AREA] = { print_range, print_addr, "vmap_area", area_details,
			print_range },
	[STEP_VM] = { print_range, print_addr, "vm_struct", vm_details,
		      print_range },
	[STEP_BLOCK] = { print_range, print_addr, "vmap_block", block_details,
			 print_range },
	[STEP_NODE] = { print_range, print_addr, "rb_node of", node_details,
			print_range },
	[STEP_PAGE] = { print_page, print_addr, "page of", page_details,
			print_page },
	[STEP_ZONE] = { print_zone, print_addr, "zone", zone_details,
			print_zone },
	[STEP_CACHE] = { print_cache, print_addr, "kmem_cache", cache_details,
			 print_cache },
	[STEP_MODULE] = { print_addr, print_addr, "module at", module_details,
			  print_detail },
	[STEP_PAM] = { print_pam, print_addr, "page_address_map", pam_details,
		       print_pam },
	[STEP_OBJECT] = { print_addr, print_addr, "slab object", NULL, NULL },
	[STEP_WORD] = { print_addr, print_addr, "word", word_details,
			print_detail },
};

void step_details(const struct kernel *k, enum step_kind kind, uint32_t value,
		  uint32_t detail[STEP_DETAILS])
{
	memset(detail, 0, STEP_DETAILS * sizeof(*detail));
	if (value && kinds[kind].details)
		kinds[kind].details(k, at(k, value), detail);
}

static bool is_null(enum step_kind kind, uint32_t value)
{
	return step_is_object(kind) && !value;
}

void step_print(FILE *to, enum step_kind kind, uint32_t value,
		const uint32_t detail[STEP_DETAILS])
{
	if (is_null(kind, value))
		fputs("NULL", to);
	else
		kinds[kind].print(to, value, detail);
}

void step_print_value(FILE *to, enum step_kind kind, uint32_t value)
{
	if (is_null(kind, value))
		fputs("NULL", to);
	else
		kinds[kind].bare(to, value, NULL);
}

void step_print_object(FILE *to, enum step_kind kind, uint32_t value,
		       const uint32_t detail[STEP_DETAILS])
{
	if (!step_is_object(kind) || !value)
		return;
	fputs(kinds[kind].name, to);
	if (!kinds[kind].object)
		return;
	putc(' ', to);
	kinds[kind].object(to, value, detail);
}
