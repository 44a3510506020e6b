/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_virtual.c - traces of the vmalloc region: who gets which addresses.
 *
 * The real kernel's functions ran with their pages and page tables left out;
 * so does this: an area gets the page count that /proc/vmallocinfo shows, but
 * no page.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "kernel/kallsyms.h"
#include "kernel/proc/proc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"

/* What an id of this dialect stands for. */
enum { RAW_AREA, VM_STRUCT };

int virtual_begin(struct trace *t, const struct board *board,
		  const uint32_t *header)
{
	enum { VSTART, VEND, PAGES_OF, CPUS, LAZY_MAX };
	char why[160], expected[32], got[32];

	if (header[PAGES_OF] != PAGE_SIZE)
		return refuse(t, "pages of %u bytes", header[PAGES_OF]);
	/* VMALLOC_END may be the last byte: the kernel only compares with it. */
	if (header[VSTART] & ~PAGE_MASK ||
	    header[VSTART] < VMSPLIT_3G - MODULES_SIZE ||
	    header[VSTART] >= header[VEND])
		return refuse(t, "no region for areas: 0x%x-0x%x",
			      header[VSTART], header[VEND]);
	if (!header[CPUS] || header[CPUS] > 1024)
		return refuse(t, "%u CPUs", header[CPUS]);
	t->k = kernel_boot(board, "", COMPLAINT(why));
	if (!t->k)
		return refuse(t, "%s", why);
	t->k->layout.vmalloc_start = header[VSTART];
	t->k->layout.vmalloc_end = header[VEND];
	set(t->k->m, t->k->g->nr_online_cpus, header[CPUS]);
	if (lazy_max_pages(t->k) == header[LAZY_MAX])
		return 0;
	snprintf(expected, sizeof(expected), "%u", header[LAZY_MAX]);
	snprintf(got, sizeof(got), "%u", lazy_max_pages(t->k));
	return differ(t, expected, got);
}

bool virtual_has_hashes(const struct trace *t)
{
	for (size_t i = 0; i < t->nr_lines; i++)
		if (t->line[i][0] != '#' && strstr(t->line[i], " -> "))
			return strstr(t->line[i], " tree=");
	return false;
}

static int begin(struct trace *t, const uint32_t *header)
{
	struct board board = *marvell_board();

	board.allocator = t->dialect->allocator;
	t->hashes = virtual_has_hashes(t);
	return virtual_begin(t, &board, header);
}

/* ---- What happened to the TLB ---- */

static void before(struct trace *t)
{
	t->tlb_flushes = reg(t->k->m, REG_TLB_FLUSHES);
}

static void after(struct trace *t)
{
	const struct machine *m = t->k->m;

	if (reg(m, REG_TLB_FLUSHES) == t->tlb_flushes)
		return;
	answer(t, " purge=0x%08x-0x%08x", reg(m, REG_TLB_START),
	       reg(m, REG_TLB_END));
	t->results++; /* the range counts as one */
}

/* 2.6.39 tells what is remembered. */
static void after_cached(struct trace *t)
{
	const struct kernel_data *g = t->k->g;
	const struct vmap_area *va = rb_area(at(t->k, g->free_vmap_cache));

	after(t);
	if (va)
		answer(t, " cache=0x%08x-0x%08x", va->va_start, va->va_end);
	else
		answer(t, " cache=none");
	answer(t, " hole=0x%x cvstart=0x%08x calign=0x%x", g->cached_hole_size,
	       g->cached_vstart, g->cached_align);
	if (t->hashes)
		answer(t, " tree=0x%08x", virtual_tree_hash(t));
}

/* ---- Operations ---- */

/* caller=symbol+0xoffset/0xlength as a return address in the kernel's text. */
static int find_caller(struct trace *t, const char *caller, vaddr_t *addr)
{
	char name[KSYM_NAME_LEN];
	size_t length = strcspn(caller, "+");
	uint32_t value[MAX_VALUES];

	*addr = 0;
	if (length >= sizeof(name))
		return refuse(t, "a caller of %zu characters", length);
	memcpy(name, caller, length);
	name[length] = '\0';
	match(caller + length, "+%x/%x", value);
	if (kallsyms_caller(t->k, name, NULL, value[0], value[1], addr))
		return refuse(t, "no function %.64s", caller);
	return 0;
}

static int run_vm(struct trace *t, const struct request *r, struct id *id,
		  uint32_t flags, uint32_t align)
{
	bool module = r->value[KEY_MODULE];
	uint32_t size = r->value[KEY_SIZE];
	const struct vm_struct *vm;
	struct kernel *k = t->k;
	vaddr_t caller = 0;

	if (align & (align - 1) || !align)
		return refuse(t, "align=%u is no power of two", align);
	if (r->caller && find_caller(t, r->caller, &caller))
		return -1;
	vm = __get_vm_area_node(k, size, align, flags,
				module ? k->layout.modules_vaddr
				       : k->layout.vmalloc_start,
				module ? k->page_offset : k->layout.vmalloc_end,
				-1, GFP_KERNEL, caller);
	id->state = vm ? ID_LIVE : ID_FAILED;
	if (!vm) {
		answer(t, PAGE_ALIGN(size) ? "EBUSY" : "NULL");
		return 0;
	}
	id->what = VM_STRUCT;
	id->where = vm->addr;
	if (flags & VM_ALLOC)
		set(k->m, vm->nr_pages, PFN_UP(size));
	set(k->m, vm->phys_addr, r->value[KEY_PHYS]);
	answer(t, "0x%08x", vm->addr);
	return 0;
}

int virtual_alloc(struct trace *t, const struct request *r, struct id *id)
{
	return run_vm(t, r, id, r->value[KEY_FLAGS], r->value[KEY_ALIGN]);
}

int virtual_ioremap(struct trace *t, const struct request *r, struct id *id)
{
	return run_vm(t, r, id, VM_IOREMAP, 1);
}

int virtual_area(struct trace *t, const struct request *r, struct id *id)
{
	uint32_t size = r->value[KEY_SIZE], align = r->value[KEY_ALIGN];
	const struct vmap_area *va;
	struct kernel *k = t->k;

	if (!size || size & ~PAGE_MASK)
		return refuse(t, "an area of %u bytes", size);
	if (align & (align - 1) || !align)
		return refuse(t, "align=%u is no power of two", align);
	va = alloc_vmap_area(k, size, align, k->layout.vmalloc_start,
			     k->layout.vmalloc_end, -1, GFP_KERNEL);
	id->state = IS_ERR(va) ? ID_FAILED : ID_LIVE;
	if (IS_ERR(va)) {
		answer(t, "EBUSY");
		return 0;
	}
	id->what = RAW_AREA;
	id->where = va->va_start;
	answer(t, "0x%08x", va->va_start);
	return 0;
}

int virtual_free(struct trace *t, const struct request *r, struct id *id)
{
	struct kernel *k = t->k;

	if (r->value[KEY_ADDR] != id->where)
		return refuse(t, "id=%u is at 0x%08x", id->id, id->where);
	if (id->what == VM_STRUCT)
		kfree(k, va_of(k, remove_vm_area(k, id->where)));
	else
		free_vmap_area_noflush(k, find_vmap_area(k, id->where));
	id->state = ID_FREED;
	answer(t, "lazy=%u", k->g->vmap_lazy_nr);
	return 0;
}

int virtual_purge(struct trace *t, const struct request *r, struct id *id)
{
	(void)r;
	(void)id;
	purge_vmap_area_lazy(t->k);
	answer(t, "lazy=%u", t->k->g->vmap_lazy_nr);
	return 0;
}

/* ---- Pictures ---- */

/* One place waits on each level; a red-black tree with an area on every page
 * of the kernel's gigabyte has 36 levels at the most. */
enum { MAX_WAITING = 64 };

/*
 * Preorder over the tree, without recursion. @visit gets the places without a
 * node too, as NULL, and the depth of the place, from 1.
 */
static void walk_tree(const struct trace *t, void *arg,
		      void (*visit)(void *arg, const struct vmap_area *va,
				    unsigned int depth))
{
	const struct kernel *k = t->k;
	struct {
		vaddr_t node;
		unsigned int depth;
	} waiting[MAX_WAITING], place;
	unsigned int nr = 0;

	waiting[nr].node = k->g->vmap_area_root.rb_node;
	waiting[nr++].depth = 1;
	while (nr) {
		const struct rb_node *node;

		place = waiting[--nr];
		node = at(k, place.node);
		visit(arg, container_of(node, struct vmap_area, rb_node),
		      place.depth);
		if (!node)
			continue;
		BUG_ON(nr + 2 > MAX_WAITING);
		waiting[nr].node = node->rb_right;
		waiting[nr++].depth = place.depth + 1;
		waiting[nr].node = node->rb_left;
		waiting[nr++].depth = place.depth + 1;
	}
}

static bool is_red(const struct vmap_area *va)
{
	return !(va->rb_node.rb_parent_color & 1);
}

static bool is_lazy(const struct vmap_area *va)
{
	return va->flags & (VM_LAZY_FREE | VM_LAZY_FREEING);
}

static void print_area(FILE *to, const struct vmap_area *va)
{
	fprintf(to, "0x%08x-0x%08x%s ", va->va_start, va->va_end,
		is_lazy(va) ? "L" : "");
}

static void print_node(void *arg, const struct vmap_area *va,
		       unsigned int depth)
{
	(void)depth;
	if (!va)
		return;
	fputs(is_red(va) ? "R:" : "B:", arg);
	print_area(arg, va);
}

static void print_tree(const struct trace *t, FILE *to)
{
	walk_tree(t, to, print_node);
}

static void print_list(const struct trace *t, FILE *to)
{
	const struct vmap_area *va = first_vmap_area(t->k);

	for (; va; va = next_vmap_area(t->k, va))
		print_area(to, va);
}

static void print_vmlist(const struct trace *t, FILE *to)
{
	const struct vm_struct *vm = at(t->k, t->k->g->vmlist);

	for (; vm; vm = at(t->k, vm->next))
		fprintf(to, "0x%08x+0x%x ", vm->addr, vm->size);
}

struct tree_hash {
	uint32_t nodes, depth, fnv1a;
};

uint32_t fnv1a_word(uint32_t hash, uint32_t word)
{
	for (unsigned int shift = 0; shift < 32; shift += 8)
		hash = (hash ^ (word >> shift & 0xff)) * 16777619;
	return hash;
}

static void hash_word(struct tree_hash *h, uint32_t word)
{
	h->fnv1a = fnv1a_word(h->fnv1a, word);
}

static void hash_node(void *arg, const struct vmap_area *va, unsigned int depth)
{
	struct tree_hash *h = arg;

	if (!va) {
		hash_word(h, 0);
		return;
	}
	hash_word(h, va->va_start);
	hash_word(h, va->va_end);
	hash_word(h, is_red(va) ? 1 : 2);
	hash_word(h, is_lazy(va));
	h->nodes++;
	if (depth > h->depth)
		h->depth = depth;
}

static struct tree_hash hash_tree(const struct trace *t)
{
	struct tree_hash h = { .fnv1a = FNV1A_SEED };

	walk_tree(t, &h, hash_node);
	return h;
}

uint32_t virtual_tree_hash(const struct trace *t)
{
	return hash_tree(t).fnv1a;
}

static void print_tree_hash(const struct trace *t, FILE *to)
{
	struct tree_hash h = hash_tree(t);

	fprintf(to, "n=%u depth=%u fnv1a=0x%08x lazy=%u", h.nodes, h.depth,
		h.fnv1a, t->k->g->vmap_lazy_nr);
}

int compare_picture(struct trace *t, char *line,
		    void (*print)(const struct trace *t, FILE *to),
		    const char *const *forms)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	int result;

	if (!to)
		return refuse(t, "no memory");
	print(t, to);
	fclose(to);
	next_word(&line);
	result = compare(t, line, text, forms);
	free(text);
	return result;
}

int virtual_tree_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "R:%x-%x", "R:%x-%xL", "B:%x-%x",
					     "B:%x-%xL", NULL };

	return compare_picture(t, line, print_tree, forms);
}

int virtual_list_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "%x-%x", "%x-%xL", NULL };

	return compare_picture(t, line, print_list, forms);
}

int virtual_vmlist_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "%x+%x", NULL };

	return compare_picture(t, line, print_vmlist, forms);
}

int virtual_tree_hash_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "n=%u", "depth=%u", "fnv1a=%x",
					     "lazy=%u", NULL };

	return compare_picture(t, line, print_tree_hash, forms);
}

int virtual_lazy_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "lazy=%u", NULL };

	t->answer[0] = '\0';
	answer(t, "lazy=%u", t->k->g->vmap_lazy_nr);
	return compare(t, line, t->answer, forms);
}

/* The lines of /proc/vmallocinfo up to `info-end`, each as a whole. */
static int compare_info(struct trace *t, char *ours)
{
	while (++t->at < t->nr_lines && strcmp(t->line[t->at], "info-end")) {
		const char *line = ours;

		ours += strcspn(ours, "\n");
		if (*ours)
			*ours++ = '\0';
		if (strcmp(t->line[t->at], line))
			return differ(t, t->line[t->at],
				      *line ? line : "no more");
	}
	if (t->at == t->nr_lines) {
		t->at--;
		return refuse(t, "info-end is missing");
	}
	if (*ours) {
		ours[strcspn(ours, "\n")] = '\0';
		return differ(t, NULL, ours);
	}
	t->results++;
	return 0;
}

static int info_line(struct trace *t, char *line)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	int result;

	(void)line;
	if (!to)
		return refuse(t, "no memory");
	proc_vmallocinfo(t->k, to);
	fclose(to);
	result = compare_info(t, text);
	free(text);
	return result;
}

/* ---- The dialect ---- */

#define CACHE_FORMS                                                            \
	"cache=%x-%x", "cache=none", "hole=%x", "cvstart=%x", "calign=%x",     \
		"tree=%x"

static const char *const address_forms[] = { "%x",	    "EBUSY",	 "NULL",
					     "purge=%x-%x", CACHE_FORMS, NULL };
static const char *const lazy_forms[] = { "lazy=%u", "skip", "purge=%x-%x",
					  CACHE_FORMS, NULL };

static const struct operation op_alloc = {
	ALLOC_WORDS,
	.results = address_forms,
	.run = virtual_alloc,
};

static const struct operation op_ioremap = {
	IOREMAP_WORDS,
	.results = address_forms,
	.run = virtual_ioremap,
};

static const struct operation op_area = {
	AREA_WORDS,
	.results = address_forms,
	.run = virtual_area,
};

static const struct operation op_free = {
	FREE_WORDS,
	.results = lazy_forms,
	.run = virtual_free,
};

static const struct operation op_purge = {
	.results = lazy_forms,
	.run = virtual_purge,
};

static const struct statement statements[] = {
	{ "alloc", NULL, &op_alloc },
	{ "ioremap", NULL, &op_ioremap },
	{ "area", NULL, &op_area },
	{ "free", NULL, &op_free },
	{ "purge", NULL, &op_purge },
	{ "op", op_line, NULL },
	{ "tree", virtual_tree_line, NULL },
	{ "list", virtual_list_line, NULL },
	{ "vmlist", virtual_vmlist_line, NULL },
	{ "treehash", virtual_tree_hash_line, NULL },
	{ "lazy=%u", virtual_lazy_line, NULL },
	{ "info-begin", info_line, NULL },
	{ NULL, NULL, NULL },
};

const struct dialect virtual_dialect = {
	.header = "# version=%s vstart=%x vend=%x page_size=%u online_cpus=%u"
		  " lazy_max_pages=%u",
	.versions = versions_2_6_32,
	.begin = begin,
	.before = before,
	.after = after,
	.steps = &steps_2_6_32,
	.statements = statements,
};

const struct dialect cached_dialect = {
	.header = "# version=%s vstart=%x vend=%x page_size=%u online_cpus=%u"
		  " lazy_max_pages=%u",
	.versions = (const char *const[]){ "v2.6.39", NULL },
	.allocator = ALLOCATOR_2_6_39,
	.begin = begin,
	.before = before,
	.after = after_cached,
	.steps = &steps_2_6_39,
	.statements = statements,
};
