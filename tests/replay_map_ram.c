/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_map_ram.c - traces of vm_map_ram: its blocks among other areas.
 *
 * What an operation does beside its answer (the blocks that come and go, what
 * is unmapped, the flushes in their order) is read from the step points. The
 * real kernel's functions mapped pages, too: which ones does not matter here.
 */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "kernel/list.h"
#include "kernel/step.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_area.h"
#include "kernel/vmap_block.h"

/* Of an id that is not one of replay_virtual.c's. */
enum { MAP_RAM = 100, MAX_LIST = 1 << 17 };

/* Ranges or addresses, joined by commas. */
struct list_text {
	size_t used;
	char text[MAX_LIST];
};

struct map_ram_sink {
	struct step_sink sink;
	struct list_text made, freed, unmapped, flushed;
};

static void add_item(struct list_text *list, uint32_t start, uint32_t end)
{
	char *to = list->text + list->used;
	size_t room = MAX_LIST - list->used;
	const char *comma = list->used ? "," : "";
	int length =
		end ? snprintf(to, room, "%s0x%08x-0x%08x", comma, start, end)
		    : snprintf(to, room, "%s0x%08x", comma, start);

	BUG_ON(length < 0 || (size_t)length >= room);
	list->used += (size_t)length;
}

static vaddr_t block_start(const struct kernel *k, const struct step_var *var)
{
	uint32_t detail[STEP_DETAILS];

	step_details(k, STEP_BLOCK, step_value(k, var), detail);
	return detail[0];
}

static void hit(struct step_sink *sink, const struct kernel *k,
		const struct step_point *point, const struct step_var *var,
		unsigned int nr)
{
	struct map_ram_sink *s = (struct map_ram_sink *)sink;

	(void)nr;
	if (!strcmp(point->id, "queue_head"))
		add_item(&s->made, block_start(k, var), 0);
	else if (!strcmp(point->id, "free_vmap_block"))
		add_item(&s->freed, block_start(k, var), 0);
	else if (!strcmp(point->id, "vunmap_page_range"))
		add_item(&s->unmapped, step_value(k, var),
			 step_value(k, var + 1));
	else if (!strcmp(point->id, "flush_tlb_kernel_range"))
		add_item(&s->flushed, step_value(k, var),
			 step_value(k, var + 1));
}

static void leave(struct step_sink *sink)
{
	(void)sink;
}

/* ---- The header ---- */

static int begin(struct trace *t, const uint32_t *header)
{
	enum {
		VSTART,
		VEND,
		PAGES_OF,
		CPUS,
		LAZY_MAX,
		NR_CPUS,
		BLOCK,
		MAX_RAM,
		SMP
	};
	struct board board = *marvell_board();
	char expected[32], got[32];

	if (!header[CPUS] || header[CPUS] > MAX_CPUS ||
	    header[NR_CPUS] != header[CPUS] ||
	    header[SMP] != (header[CPUS] > 1))
		return refuse(t, "%u CPUs of %u", header[CPUS],
			      header[NR_CPUS]);
	if (header[VSTART] < VMSPLIT_3G)
		return refuse(t, "blocks below the kernel's gigabyte");
	if (header[MAX_RAM] != VMAP_MAX_ALLOC)
		return refuse(t, "up to %u pages from a block",
			      header[MAX_RAM]);
	board.cpus = header[CPUS];
	if (virtual_begin(t, &board, header))
		return -1;
	if (vmap_bbmap_bits(t->k) != header[BLOCK]) {
		snprintf(expected, sizeof(expected), "%u", header[BLOCK]);
		snprintf(got, sizeof(got), "%u", vmap_bbmap_bits(t->k));
		return differ(t, expected, got);
	}
	t->hashes = virtual_has_hashes(t);
	t->sink = grow(NULL, 1, sizeof(*t->sink));
	t->sink->sink = (struct step_sink){ hit, leave };
	t->k->steps = &t->sink->sink;
	return 0;
}

/* ---- Beside the answer ---- */

static void before(struct trace *t)
{
	struct list_text *lists[] = { &t->sink->made, &t->sink->freed,
				      &t->sink->unmapped, &t->sink->flushed };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		lists[i]->used = 0;
		lists[i]->text[0] = '\0';
	}
}

static void answer_list(struct trace *t, const char *name,
			const struct list_text *list)
{
	if (!list->used)
		return;
	answer(t, " %s=%s", name, list->text);
	t->results++;
}

/* Which of them are told is the answer's business; flushes always are. */
static void after(struct trace *t)
{
	answer_list(t, "purge", &t->sink->flushed);
	if (t->hashes)
		answer(t, " tree=0x%08x", virtual_tree_hash(t));
}

static uint32_t hash_map(const struct kernel *k, uint32_t hash,
			 const uint32_t *map)
{
	for (uint32_t i = 0; i < vmap_bbmap_bits(k) / 32; i++)
		hash = fnv1a_word(hash, map[i]);
	return hash;
}

static const struct vmap_area *area_of(const struct kernel *k,
				       const struct vmap_block *vb)
{
	return at(k, vb->va);
}

static bool is_queued(const struct kernel *k, const struct vmap_block *vb)
{
	const struct list_head *entry;

	for (uint32_t cpu = 0; cpu < k->layout.board.cpus; cpu++)
		list_for_each (k, entry, &k->g->vmap_block_queue[cpu].free)
			if (entry == &vb->free_list)
				return true;
	return false;
}

static void answer_block(struct trace *t, const struct vmap_block *vb)
{
	const struct kernel *k = t->k;

	answer(t, "block=0x%08x free=%u dirty=%u", area_of(k, vb)->va_start,
	       vb->free, vb->dirty);
	if (t->hashes)
		answer(t, " alloc=0x%08x dmap=0x%08x queued=%u",
		       hash_map(k, FNV1A_SEED, vb->alloc_map),
		       hash_map(k, FNV1A_SEED, vb->dirty_map),
		       is_queued(k, vb));
}

/* ---- Operations ---- */

static int check_cpu(const struct trace *t, const struct request *r)
{
	if (r->value[KEY_CPU] < t->k->layout.board.cpus)
		return 0;
	return refuse(t, "no CPU %u", r->value[KEY_CPU]);
}

/* At most as many as the frames of the board, one after the other. */
static int map_ram(struct trace *t, const struct request *r, vaddr_t *mem)
{
	uint32_t count = r->value[KEY_PAGES];
	pfn_t *pages;

	if (!count || count > t->k->g->max_mapnr)
		return refuse(t, "%u pages", count);
	pages = grow(NULL, count, sizeof(*pages));
	for (uint32_t i = 0; i < count; i++)
		pages[i] = t->k->layout.first_pfn + i;
	*mem = vm_map_ram(t->k, pages, count, PAGE_KERNEL, r->value[KEY_CPU]);
	free(pages);
	return 0;
}

static int run_map_ram(struct trace *t, const struct request *r, struct id *id)
{
	const struct kernel *k = t->k;
	const struct vmap_block *vb;
	const struct vmap_area *va;
	vaddr_t mem = 0;

	if (check_cpu(t, r) || map_ram(t, r, &mem))
		return -1;
	id->state = mem ? ID_LIVE : ID_FAILED;
	id->where = mem;
	id->what = MAP_RAM + r->value[KEY_PAGES];
	if (!mem) {
		answer(t, "NULL");
	} else {
		answer(t, "0x%08x ", mem);
		vb = find_vmap_block(k, mem);
		va = find_vmap_area(k, mem);
		if (vb)
			answer_block(t, vb);
		else
			answer(t, "area=0x%08x-0x%08x", va->va_start,
			       va->va_end);
	}
	answer_list(t, "new-block", &t->sink->made);
	answer_list(t, "freed-blocks", &t->sink->freed);
	return 0;
}

static int run_unmap_ram(struct trace *t, const struct request *r,
			 struct id *id)
{
	const struct vmap_block *vb;

	if (check_cpu(t, r))
		return -1;
	if (id->what != MAP_RAM + r->value[KEY_PAGES] ||
	    id->where != r->value[KEY_ADDR])
		return refuse(t, "id=%u is at 0x%08x", id->id, id->where);
	vm_unmap_ram(t->k, id->where, r->value[KEY_PAGES]);
	id->state = ID_FREED;
	vb = find_vmap_block(t->k, id->where);
	if (vb) {
		answer_block(t, vb);
		answer(t, " ");
	}
	answer(t, "lazy=%u", t->k->g->vmap_lazy_nr);
	answer_list(t, "freed-blocks", &t->sink->freed);
	return 0;
}

/* The pages of an area are mapped, as those of vm_map_ram are. */
static int map_area(struct trace *t, const struct id *id)
{
	const struct vm_struct *vm =
		id->state == ID_LIVE ? find_vm_area(t->k, id->where) : NULL;

	if (vm &&
	    map_phys_range(t->k, vm->addr, vm->addr + vm->size - PAGE_SIZE, 0,
			   PAGE_KERNEL))
		return differ(t, "room for its PTEs", "none");
	answer_list(t, "freed-blocks", &t->sink->freed);
	return 0;
}

static int run_alloc(struct trace *t, const struct request *r, struct id *id)
{
	return virtual_alloc(t, r, id) ? -1 : map_area(t, id);
}

static int run_ioremap(struct trace *t, const struct request *r, struct id *id)
{
	return virtual_ioremap(t, r, id) ? -1 : map_area(t, id);
}

static int run_free(struct trace *t, const struct request *r, struct id *id)
{
	if (id->what >= MAP_RAM)
		return refuse(t, "id=%u is vm_map_ram's", id->id);
	if (virtual_free(t, r, id))
		return -1;
	answer_list(t, "freed-blocks", &t->sink->freed);
	return 0;
}

static int run_purge(struct trace *t, const struct request *r, struct id *id)
{
	if (virtual_purge(t, r, id))
		return -1;
	answer_list(t, "freed-blocks", &t->sink->freed);
	return 0;
}

/* PTEs in the region that are not empty. */
static uint32_t count_ptes(const struct kernel *k)
{
	const struct vmap_area *va = first_vmap_area(k);
	uint32_t count = 0;

	for (; va; va = next_vmap_area(k, va)) {
		for (vaddr_t addr = va->va_start; addr < va->va_end;
		     addr += PAGE_SIZE) {
			const uint32_t *pte = pte_offset_kernel(k, addr);

			count += pte && *pte;
		}
	}
	return count;
}

static int run_aliases(struct trace *t, const struct request *r, struct id *id)
{
	(void)r;
	(void)id;
	vm_unmap_aliases(t->k);
	answer(t, "lazy=%u ptes=%u", t->k->g->vmap_lazy_nr, count_ptes(t->k));
	answer_list(t, "freed-blocks", &t->sink->freed);
	answer_list(t, "unmapped", &t->sink->unmapped);
	return 0;
}

/* ---- Pictures ---- */

static void print_bits(const struct kernel *k, const uint32_t *map, FILE *to)
{
	const uint32_t bits = vmap_bbmap_bits(k);
	const char *comma = "";

	for (uint32_t i = 0, j; i < bits; i = j + 1) {
		for (j = i; j < bits && vmap_block_bit(map, j); j++)
			;
		if (j == i)
			continue;
		fprintf(to, j == i + 1 ? "%s%u" : "%s%u-%u", comma, i, j - 1);
		comma = ",";
	}
	fputs(*comma ? "" : "none", to);
}

/* bits 0xADDR taken=0-9,16 dirty=none */
static int bits_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "taken=%s", "dirty=%s", NULL };
	uint32_t value[MAX_VALUES];
	const struct vmap_block *vb;
	const char *word;
	char *text = NULL;
	size_t size;
	FILE *to;
	int result;

	next_word(&line);
	word = next_word(&line);
	if (!word || !match(word, "%x", value))
		return refuse(t, "bits without the address of a block");
	vb = find_vmap_block(t->k, value[0]);
	if (!vb)
		return differ(t, word, "no block there");
	to = open_memstream(&text, &size);
	if (!to)
		return refuse(t, "no memory");
	fputs("taken=", to);
	print_bits(t->k, vb->alloc_map, to);
	fputs(" dirty=", to);
	print_bits(t->k, vb->dirty_map, to);
	fclose(to);
	result = compare(t, line, text, forms);
	free(text);
	return result;
}

static const struct vmap_block *next_block(const struct kernel *k, uint32_t *i)
{
	while (*i < VMAP_BLOCKS_MAX)
		if (k->g->vmap_block_tree[(*i)++])
			return at(k, k->g->vmap_block_tree[*i - 1]);
	return NULL;
}

static void print_queue(const struct kernel *k, uint32_t cpu, FILE *to)
{
	const struct vmap_block_queue *vbq = &k->g->vmap_block_queue[cpu];
	const struct list_head *entry;
	const struct vmap_block *vb;
	uint32_t i = 0;

	fputs("queue: ", to);
	list_for_each (k, entry, &vbq->free) {
		vb = container_of(entry, struct vmap_block, free_list);
		fprintf(to, "0x%08x/free=%u/dirty=%u ",
			area_of(k, vb)->va_start, vb->free, vb->dirty);
	}
	fputs("full: ", to);
	while ((vb = next_block(k, &i)))
		if (vb->vbq == va_of(k, vbq) && !is_queued(k, vb))
			fprintf(to, "0x%08x/dirty=%u ",
				area_of(k, vb)->va_start, vb->dirty);
}

/* blocks cpu=0 queue: 0xADDR/free=N/dirty=N ... full: 0xADDR/dirty=N ... */
static int blocks_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "queue:", "%x/free=%u/dirty=%u",
					     "full:", "%x/dirty=%u", NULL };
	uint32_t value[MAX_VALUES];
	const char *word;
	char *text = NULL;
	size_t size;
	FILE *to;
	int result;

	next_word(&line);
	word = next_word(&line);
	if (!word || !match(word, "cpu=%u", value) ||
	    value[0] >= t->k->layout.board.cpus)
		return refuse(t, "blocks of no CPU");
	to = open_memstream(&text, &size);
	if (!to)
		return refuse(t, "no memory");
	print_queue(t->k, value[0], to);
	fclose(to);
	result = compare(t, line, text, forms);
	free(text);
	return result;
}

static void print_block_hash(const struct trace *t, FILE *to)
{
	const struct kernel *k = t->k;
	const struct vmap_block *vb;
	uint32_t hash = FNV1A_SEED, n = 0, i = 0;

	for (; (vb = next_block(k, &i)); n++) {
		hash = fnv1a_word(hash, area_of(k, vb)->va_start);
		hash = fnv1a_word(hash, vb->free);
		hash = fnv1a_word(hash, vb->dirty);
		hash = hash_map(k, hash, vb->alloc_map);
		hash = hash_map(k, hash, vb->dirty_map);
	}
	fprintf(to, "n=%u fnv1a=0x%08x ptes=%u", n, hash, count_ptes(k));
}

static int block_hash_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "n=%u", "fnv1a=%x", "ptes=%u",
					     NULL };

	return compare_picture(t, line, print_block_hash, forms);
}

static int ptes_line(struct trace *t, char *line)
{
	static const char *const forms[] = { "ptes=%u", NULL };

	t->answer[0] = '\0';
	answer(t, "ptes=%u", count_ptes(t->k));
	return compare(t, line, t->answer, forms);
}

/* ---- The dialect ---- */

static const char *const result_forms[] = {
	"%x",	       "EBUSY",	       "NULL",
	"skip",	       "block=%x",     "area=%x-%x",
	"free=%u",     "dirty=%u",     "alloc=%x",
	"dmap=%x",     "queued=%b",    "lazy=%u",
	"ptes=%u",     "new-block=%x", "freed-blocks=%s",
	"unmapped=%s", "purge=%s",     "tree=%x",
	NULL
};

static const struct operation op_map_ram = {
	.needs = KEY_BIT(PAGES) | KEY_BIT(CPU) | KEY_BIT(ID),
	.use = ID_TAKE,
	.results = result_forms,
	.run = run_map_ram,
};

static const struct operation op_unmap_ram = {
	.needs = KEY_BIT(ID) | KEY_BIT(CPU),
	.allows = KEY_BIT(ADDR) | KEY_BIT(PAGES),
	.use = ID_GIVE,
	.results = result_forms,
	.run = run_unmap_ram,
};

static const struct operation op_alloc = {
	ALLOC_WORDS,
	.results = result_forms,
	.run = run_alloc,
};

static const struct operation op_ioremap = {
	IOREMAP_WORDS,
	.results = result_forms,
	.run = run_ioremap,
};

static const struct operation op_free = {
	FREE_WORDS,
	.results = result_forms,
	.run = run_free,
};

static const struct operation op_purge = {
	.results = result_forms,
	.run = run_purge,
};

static const struct operation op_aliases = {
	.results = result_forms,
	.run = run_aliases,
};

static const struct statement statements[] = {
	{ "map_ram", NULL, &op_map_ram },
	{ "unmap_ram", NULL, &op_unmap_ram },
	{ "alloc", NULL, &op_alloc },
	{ "ioremap", NULL, &op_ioremap },
	{ "free", NULL, &op_free },
	{ "purge", NULL, &op_purge },
	{ "aliases", NULL, &op_aliases },
	{ "bits", bits_line, NULL },
	{ "blocks", blocks_line, NULL },
	{ "blockhash", block_hash_line, NULL },
	{ "ptes=%u", ptes_line, NULL },
	{ "tree", virtual_tree_line, NULL },
	{ "list", virtual_list_line, NULL },
	{ "vmlist", virtual_vmlist_line, NULL },
	{ "treehash", virtual_tree_hash_line, NULL },
	{ "lazy=%u", virtual_lazy_line, NULL },
	{ NULL, NULL, NULL },
};

const struct dialect map_ram_dialect = {
	.header = "# version=%s vstart=%x vend=%x page_size=%u online_cpus=%u"
		  " lazy_max_pages=%u nr_cpus=%u block_pages=%u"
		  " max_ram_pages=%u smp=%u",
	.versions = versions_2_6_32,
	.begin = begin,
	.before = before,
	.after = after,
	.statements = statements,
};
