/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_virtual_6_1.c - traces of 6.1's allocator: three trees.
 *
 * Operations are those of replay_virtual.c; each answer may have hashes of the
 * busy and of the free tree.
 */
#include "replay.h"

#include <string.h>

#include "kernel/boot.h"
#include "kernel/list.h"
#include "kernel/rbtree.h"
#include "kernel/vmap_area.h"

static bool has_hashes(const struct trace *t)
{
	for (size_t i = 0; i < t->nr_lines; i++)
		if (t->line[i][0] != '#' && strstr(t->line[i], " -> "))
			return strstr(t->line[i], " busy=");
	return false;
}

static int begin(struct trace *t, const uint32_t *header)
{
	const char *drain = strstr(t->line[t->at], " drain=");
	struct board board = *marvell_board();

	board.allocator = ALLOCATOR_6_1;
	if (virtual_begin(t, &board, header))
		return -1;
	t->k->drain_by_hand = !strcmp(drain, " drain=manual");
	if (!t->k->drain_by_hand &&
	    strcmp(drain, " drain=synchronous-after-free") != 0)
		return refuse(t, "cannot read this drain");
	t->hashes = has_hashes(t);
	return 0;
}

/* ---- Trees ---- */

static const struct vmap_area_6_1 *area_of(const struct rb_node *node)
{
	return container_of(node, struct vmap_area_6_1, rb_node);
}

enum hashed { WITHOUT_MAX, WITH_MAX };

struct hash {
	uint32_t nodes, depth, fnv1a;
};

static void hash_tree(const struct kernel *k, vaddr_t at_node, uint32_t depth,
		      enum hashed max, struct hash *h)
{
	const struct rb_node *node = at(k, at_node);
	const struct vmap_area_6_1 *va = area_of(node);

	if (!node) {
		h->fnv1a = fnv1a_word(h->fnv1a, 0);
		return;
	}
	h->fnv1a = fnv1a_word(h->fnv1a, va->va_start);
	h->fnv1a = fnv1a_word(h->fnv1a, va->va_end);
	h->fnv1a = fnv1a_word(h->fnv1a, rb_color(node) == RB_RED ? 1 : 2);
	if (max == WITH_MAX)
		h->fnv1a = fnv1a_word(h->fnv1a, va->subtree_max_size);
	h->nodes++;
	if (depth > h->depth)
		h->depth = depth;
	hash_tree(k, node->rb_left, depth + 1, max, h);
	hash_tree(k, node->rb_right, depth + 1, max, h);
}

static struct hash hash_of(const struct trace *t, const struct rb_root *root,
			   enum hashed max)
{
	struct hash h = { .fnv1a = FNV1A_SEED };

	hash_tree(t->k, root->rb_node, 1, max, &h);
	return h;
}

static struct hash busy_hash(const struct trace *t)
{
	return hash_of(t, &t->k->g->vmap_area_root, WITHOUT_MAX);
}

static struct hash free_hash(const struct trace *t, enum hashed max)
{
	return hash_of(t, &t->k->g->free_vmap_area_root, max);
}

static void before(struct trace *t)
{
	virtual_dialect.before(t);
}

static void after(struct trace *t)
{
	virtual_dialect.after(t);
	if (!t->hashes)
		return;
	answer(t, " busy=0x%08x freemax=0x%08x", busy_hash(t).fnv1a,
	       free_hash(t, WITH_MAX).fnv1a);
	t->results += 2;
}

static void print_nodes(const struct kernel *k, vaddr_t at_node, bool max,
			FILE *to)
{
	const struct rb_node *node = at(k, at_node);
	const struct vmap_area_6_1 *va = area_of(node);

	if (!node)
		return;
	fprintf(to, "%c:0x%x-0x%x", rb_color(node) == RB_RED ? 'R' : 'B',
		va->va_start, va->va_end);
	if (max)
		fprintf(to, "/max=0x%x", va->subtree_max_size);
	putc(' ', to);
	print_nodes(k, node->rb_left, max, to);
	print_nodes(k, node->rb_right, max, to);
}

static void print_busy_tree(const struct trace *t, FILE *to)
{
	print_nodes(t->k, t->k->g->vmap_area_root.rb_node, false, to);
}

static void print_free_tree(const struct trace *t, FILE *to)
{
	print_nodes(t->k, t->k->g->free_vmap_area_root.rb_node, true, to);
}

static void print_purge_tree(const struct trace *t, FILE *to)
{
	print_nodes(t->k, t->k->g->purge_vmap_area_root.rb_node, false, to);
}

static void print_records(const struct trace *t, const struct list_head *head,
			  FILE *to)
{
	const struct list_head *entry;

	list_for_each (t->k, entry, head) {
		const struct vmap_area_6_1 *va =
			container_of(entry, struct vmap_area_6_1, list);

		fprintf(to, "0x%x-0x%x ", va->va_start, va->va_end);
	}
}

static void print_busy_list(const struct trace *t, FILE *to)
{
	print_records(t, &t->k->g->vmap_area_list, to);
}

static void print_free_list(const struct trace *t, FILE *to)
{
	print_records(t, &t->k->g->free_vmap_area_list, to);
}

static void print_purge_list(const struct trace *t, FILE *to)
{
	print_records(t, &t->k->g->purge_vmap_area_list, to);
}

static void print_hashes(const struct trace *t, FILE *to)
{
	struct hash busy = busy_hash(t), free = free_hash(t, WITHOUT_MAX);

	fprintf(to,
		"busy n=%u depth=%u fnv1a=0x%08x free n=%u depth=%u "
		"fnv1a=0x%08x lazy=%u maxhash=0x%08x",
		busy.nodes, busy.depth, busy.fnv1a, free.nodes, free.depth,
		free.fnv1a, t->k->g->vmap_lazy_nr,
		free_hash(t, WITH_MAX).fnv1a);
}

/* ---- Lines ---- */

static const char *const node_forms[] = { "R:%x-%x", "B:%x-%x", NULL };
static const char *const max_forms[] = { "R:%x-%x/max=%x", "B:%x-%x/max=%x",
					 NULL };
static const char *const list_forms[] = { "%x-%x", NULL };
static const char *const hash_forms[] = { "busy",	"free",	    "n=%u",
					  "depth=%u",	"fnv1a=%x", "lazy=%u",
					  "maxhash=%x", NULL };

#define PICTURE(name, print, forms)                                            \
	static int name(struct trace *t, char *line)                           \
	{                                                                      \
		return compare_picture(t, line, print, forms);                 \
	}

PICTURE(tree_line, print_busy_tree, node_forms)
PICTURE(freetree_line, print_free_tree, max_forms)
PICTURE(purgetree_line, print_purge_tree, node_forms)
PICTURE(list_line, print_busy_list, list_forms)
PICTURE(freelist_line, print_free_list, list_forms)
PICTURE(purgelist_line, print_purge_list, list_forms)
PICTURE(treehash_line, print_hashes, hash_forms)

/* ---- Operations ---- */

static int run_free(struct trace *t, const struct request *r, struct id *id)
{
	int result = virtual_free(t, r, id);

	if (!result && t->k->g->drain_vmap_work)
		answer(t, " work-pending");
	return result;
}

static int run_work(struct trace *t, const struct request *r, struct id *id)
{
	(void)r;
	(void)id;
	if (t->k->g->drain_vmap_work)
		drain_vmap_area_work(t->k);
	answer(t, "lazy=%u", t->k->g->vmap_lazy_nr);
	return 0;
}

static const char *const address_forms[] = {
	"%x", "EBUSY", "NULL", "purge=%x-%x", "busy=%x", "freemax=%x", NULL
};
static const char *const lazy_forms[] = {
	"lazy=%u",    "skip", "work-pending", "purge=%x-%x", "busy=%x",
	"freemax=%x", NULL
};

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
	.run = run_free,
};

static const struct operation op_purge = {
	.results = lazy_forms,
	.run = virtual_purge,
};

static const struct operation op_work = {
	.results = lazy_forms,
	.run = run_work,
};

static const struct statement statements[] = {
	{ "alloc", NULL, &op_alloc },
	{ "ioremap", NULL, &op_ioremap },
	{ "area", NULL, &op_area },
	{ "free", NULL, &op_free },
	{ "purge", NULL, &op_purge },
	{ "work", NULL, &op_work },
	{ "op", op_line, NULL },
	{ "tree", tree_line, NULL },
	{ "freetree", freetree_line, NULL },
	{ "purgetree", purgetree_line, NULL },
	{ "list", list_line, NULL },
	{ "freelist", freelist_line, NULL },
	{ "purgelist", purgelist_line, NULL },
	{ "treehash", treehash_line, NULL },
	{ "lazy=%u", virtual_lazy_line, NULL },
	{ NULL, NULL, NULL },
};

static const char *const versions[] = { "v6.1.", NULL };

const struct dialect virtual_6_1_dialect = {
	.header = "# version=%s vstart=%x vend=%x page_size=%u online_cpus=%u"
		  " lazy_max_pages=%u drain=%s",
	.versions = versions,
	.begin = begin,
	.before = before,
	.after = after,
	.steps = &steps_6_1,
	.statements = statements,
};
