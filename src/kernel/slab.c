/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slab.c - objects of a few sizes, cut from the buddy's pages.
 *
 * Linux: mm/slub.c, 2.6.32, the kmalloc caches. Faithful: sizes, slab orders,
 * the free list threaded through the free objects, the cpu slab, the partial
 * list and when an empty slab goes back. Simplified: one CPU, no debugging, no
 * other caches; a slab taken for the CPU needs no frozen bit.
 *
 * The free objects of a slab are on page->freelist. Those of the cpu slab are
 * on cpu_slab.freelist, and its page->freelist holds only what others freed
 * into it (with one CPU nothing, unless nodes differ).
 *
 * Invariants (checked by kernel_check):
 *   1. in a slab on the partial list, inuse is objects minus the free ones;
 *   2. a slab is the cpu slab, or partial (some free), or full and on no list;
 *   3. every free object's first word is the next free one of its slab, or 0.
 */
#include "kernel/slab.h"

#include <stdio.h>
#include <string.h>

#include "kernel/buddy.h"
#include "kernel/fault_inject.h"
#include "kernel/list.h"
#include "kernel/kmemleak.h"
#include "kernel/page_alloc.h"
#include "kernel/step.h"

enum {
	SLUB_MAX_SIZE = 2 * PAGE_SIZE,
	SLUB_MAX_ORDER = 3, /* PAGE_ALLOC_COSTLY_ORDER */
	MIN_PARTIAL = 5,
	MAX_PARTIAL = 10,
};

/* KMALLOC_MIN_SIZE is ARM's cache line; 96 and 192 waste less than doubling. */
static const uint16_t kmalloc_size[KMALLOC_CACHES] = {
	32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192,
};

/* Does a slab of this order waste no more than 1/@fraction of itself? */
static bool slab_order_fits(uint32_t size, unsigned int order,
			    uint32_t min_objects, uint32_t fraction)
{
	uint32_t bytes = PAGE_SIZE << order;

	return bytes >= min_objects * size && bytes % size <= bytes / fraction;
}

/*
 * calculate_order(): the smallest order that holds many objects and wastes
 * little; the requirements are lowered until one is found.
 */
static unsigned int calculate_order(uint32_t size, uint32_t cpus)
{
	uint32_t min_objects = 4 * (fls(cpus) + 1);
	uint32_t most = (PAGE_SIZE << SLUB_MAX_ORDER) / size;

	if (min_objects > most)
		min_objects = most;
	for (; min_objects > 1; min_objects--)
		for (uint32_t fraction = 16; fraction >= 4; fraction /= 2)
			for (unsigned int o = 0; o <= SLUB_MAX_ORDER; o++)
				if (slab_order_fits(size, o, min_objects,
						    fraction))
					return o;
	return 0;
}

static void cache_init(struct kernel *k, const struct kmem_cache *s,
		       uint32_t size)
{
	char name[sizeof(s->name)] = { 0 };
	uint32_t min_partial = fls(size) - 1;

	if (min_partial < MIN_PARTIAL)
		min_partial = MIN_PARTIAL;
	if (min_partial > MAX_PARTIAL)
		min_partial = MAX_PARTIAL;
	set(k->m, s->size, size);
	set(k->m, s->order, calculate_order(size, k->g->nr_online_cpus));
	set(k->m, s->objects, (PAGE_SIZE << s->order) / size);
	set(k->m, s->min_order, size > PAGE_SIZE ? 1 : 0);
	set(k->m, s->min_partial, min_partial);
	for (unsigned int n = 0; n < MAX_NUMNODES; n++)
		INIT_LIST_HEAD(k, &s->node[n].partial);
	snprintf(name, sizeof(name), "kmalloc-%u", size);
	store_bytes(k->m, s->name, name, sizeof(name));
}

void kmem_cache_init(struct kernel *k)
{
	for (unsigned int i = 0; i < KMALLOC_CACHES; i++)
		cache_init(k, &k->g->kmalloc_caches[i], kmalloc_size[i]);
}

static const struct kmem_cache *get_slab(const struct kernel *k, uint32_t size)
{
	unsigned int i = 0;

	while (kmalloc_size[i] < size)
		i++;
	return &k->g->kmalloc_caches[i];
}

static const struct kmem_cache_node *get_node(const struct kmem_cache *s,
					      const struct page *page)
{
	return &s->node[page_to_nid(page)];
}

/* The first word of a free object points to the next free one. */
static const uint32_t *free_pointer(const struct kernel *k, vaddr_t object)
{
	return at(k, object);
}

static void add_partial(struct kernel *k, const struct kmem_cache_node *n,
			const struct page *page, bool tail)
{
	set(k->m, n->nr_partial, n->nr_partial + 1);
	if (tail)
		list_add_tail(k, &page->lru, &n->partial);
	else
		list_add(k, &page->lru, &n->partial);
}

static void remove_partial(struct kernel *k, const struct kmem_cache_node *n,
			   const struct page *page)
{
	list_del(k, &page->lru);
	set(k->m, n->nr_partial, n->nr_partial - 1);
}

/* Link all objects of a new slab into one list, lowest address first. */
static void thread_objects(struct kernel *k, const struct kmem_cache *s,
			   const struct page *page, uint32_t objects)
{
	vaddr_t object = page_address(k, page);

	set(k->m, page->freelist, object);
	for (; objects > 1; objects--, object += s->size)
		store32(k->m, free_pointer(k, object), object + s->size);
	store32(k->m, free_pointer(k, object), 0);
}

static const struct page *new_slab(struct kernel *k, const struct kmem_cache *s,
				   gfp_t gfp, int node)
{
	step_in(k, s, s->order);
	const struct kmem_cache_node *n;
	const struct page *page;
	unsigned int order = s->order;
	uint32_t objects;

	/* A larger slab is better but not necessary, so do not try hard. */
	page = alloc_pages_node(k, node,
				gfp | __GFP_COMP | __GFP_NOWARN | __GFP_NORETRY,
				order);
	if (!page) {
		order = s->min_order;
		page = alloc_pages_node(k, node, gfp | __GFP_COMP, order);
	}
	if (!page)
		return NULL;
	objects = (PAGE_SIZE << order) / s->size;
	step(k, thread, page, s, objects, order);
	n = get_node(s, page);
	mod_zone_page_state(k, page_zone(k, page), NR_SLAB_UNRECLAIMABLE,
			    1 << order);
	set(k->m, n->nr_slabs, n->nr_slabs + 1);
	set(k->m, n->total_objects, n->total_objects + objects);
	set_page_flag(k, page, PG_slab);
	set(k->m, page->slab, va_of(k, s));
	set(k->m, page->inuse, 0);
	set(k->m, page->objects, (uint16_t)objects);
	thread_objects(k, s, page, objects);
	return page;
}

static unsigned int compound_order(const struct page *page)
{
	return page_flag(page, PG_head) ? page[1].lru.prev : 0;
}

static void discard_slab(struct kernel *k, const struct kmem_cache *s,
			 const struct page *page)
{
	step_in(k, page, s);
	const struct kmem_cache_node *n = get_node(s, page);
	unsigned int order = compound_order(page);

	set(k->m, n->nr_slabs, n->nr_slabs - 1);
	set(k->m, n->total_objects, n->total_objects - page->objects);
	mod_zone_page_state(k, page_zone(k, page), NR_SLAB_UNRECLAIMABLE,
			    -(1 << order));
	clear_page_flag(k, page, PG_slab);
	set(k->m, page->_mapcount, UINT32_MAX);
	set(k->m, page->slab, 0);
	set(k->m, page->freelist, 0);
	__free_pages(k, page, order);
}

/* The CPU gives up its slab: it goes to the partial list or is freed. */
static void deactivate_slab(struct kernel *k, const struct kmem_cache *s,
			    const struct kmem_cache_cpu *c)
{
	step_in(k, s, c->page, c->freelist);
	const struct page *page = at(k, c->page);
	const struct kmem_cache_node *n = get_node(s, page);
	bool tail = true;

	while (c->freelist) {
		vaddr_t object = c->freelist;

		tail = false; /* objects are cache hot: use it first */
		set(k->m, c->freelist, *free_pointer(k, object));
		store32(k->m, free_pointer(k, object), page->freelist);
		set(k->m, page->freelist, object);
		set(k->m, page->inuse, page->inuse - 1);
	}
	set(k->m, c->page, 0);
	if (page->inuse) {
		if (page->freelist)
			add_partial(k, n, page, tail);
	} else if (n->nr_partial < s->min_partial) {
		add_partial(k, n, page, true);
	} else {
		discard_slab(k, s, page);
	}
}

/* Find a slab with free objects: on the wanted node, then on any. */
static const struct page *get_partial(struct kernel *k,
				      const struct kmem_cache *s, int node)
{
	step_in(k, s, node);
	for (unsigned int i = 0; i < MAX_NUMNODES; i++) {
		const struct kmem_cache_node *n =
			&s->node[(node < 0 ? i : (unsigned int)node + i) %
				 MAX_NUMNODES];
		const struct page *page;

		if (list_empty(k, &n->partial))
			continue;
		page = container_of(list_next(k, &n->partial), struct page,
				    lru);
		step(k, partial, page, s);
		remove_partial(k, n, page);
		return page;
	}
	return NULL;
}

/* The slow path: the cpu slab is used up, take another one. */
static bool refill_cpu_slab(struct kernel *k, const struct kmem_cache *s,
			    gfp_t gfp, int node)
{
	step_in(k, s, node);
	const struct kmem_cache_cpu *c = &s->cpu_slab[0];
	const struct page *page;

	if (c->page)
		deactivate_slab(k, s, c);
	page = get_partial(k, s, node);
	if (!page)
		page = new_slab(k, s, gfp, node);
	if (!page)
		return false;
	step(k, cpu_slab, page, s);
	set(k->m, c->page, va_of(k, page));
	set(k->m, c->freelist, page->freelist);
	set(k->m, page->freelist, 0);
	set(k->m, page->inuse, page->objects);
	return true;
}

static bool node_match(const struct kernel *k, const struct kmem_cache_cpu *c,
		       int node)
{
	const struct page *page = at(k, c->page);

	return node < 0 || !page || page_to_nid(page) == (uint32_t)node;
}

static vaddr_t slab_alloc(struct kernel *k, const struct kmem_cache *s,
			  gfp_t gfp, int node)
{
	step_in(k, s, as(freelist, s->cpu_slab[0].freelist), node);
	const struct kmem_cache_cpu *c = &s->cpu_slab[0];
	vaddr_t object;

	if (should_failslab(k, s->size, gfp)) {
		because(k, failslab, as(size, s->size));
		return 0;
	}
	if ((!c->freelist || !node_match(k, c, node)) &&
	    !refill_cpu_slab(k, s, gfp, node))
		return 0;
	object = c->freelist;
	step(k, object, object, s);
	set(k->m, c->freelist, *free_pointer(k, object));
	return object;
}

/* Too large for a slab: allocate a compound page. */
static vaddr_t kmalloc_large(struct kernel *k, uint32_t size, gfp_t gfp,
			     int node)
{
	step_in(k, size);
	unsigned int order = fls(PFN_UP(size) - 1);
	const struct page *page =
		alloc_pages_node(k, node, gfp | __GFP_COMP, order);
	vaddr_t object = page ? page_address(k, page) : 0;

	kmemleak_alloc(k, object, size, 1);
	return object;
}

vaddr_t kmalloc_notrace(struct kernel *k, uint32_t size)
{
	return slab_alloc(k, get_slab(k, size), GFP_KERNEL, -1);
}

vaddr_t kmalloc_node(struct kernel *k, uint32_t size, gfp_t gfp, int node)
{
	step_in(k, size, gfp, node);
	const struct kmem_cache *s;
	vaddr_t object;

	gfp &= ~(__GFP_HIGHMEM | __GFP_MOVABLE);
	if (!size)
		return ZERO_SIZE_PTR;
	if (size > SLUB_MAX_SIZE)
		return kmalloc_large(k, size, gfp, node);
	s = get_slab(k, size);
	object = slab_alloc(k, s, gfp & ~__GFP_ZERO, node);
	if (object && (gfp & __GFP_ZERO))
		store_fill(k->m, at(k, object), 0, s->size);
	kmemleak_alloc(k, object, s->size, 1);
	return object;
}

vaddr_t kmalloc(struct kernel *k, uint32_t size, gfp_t gfp)
{
	return kmalloc_node(k, size, gfp, -1);
}

/* Free an object of a slab that is not the cpu slab. */
static void __slab_free(struct kernel *k, const struct kmem_cache *s,
			const struct page *page, vaddr_t object)
{
	step_in(k, object, page, s);
	const struct kmem_cache_node *n = get_node(s, page);
	vaddr_t prior = page->freelist;

	store32(k->m, free_pointer(k, object), prior);
	set(k->m, page->freelist, object);
	set(k->m, page->inuse, page->inuse - 1);
	if (!page->inuse) {
		if (prior)
			remove_partial(k, n, page);
		discard_slab(k, s, page);
	} else if (!prior) {
		add_partial(k, n, page, true); /* it was full, on no list */
	}
}

static void slab_free(struct kernel *k, const struct page *page, vaddr_t object)
{
	step_in(k, object, page);
	const struct kmem_cache *s = at(k, page->slab);
	const struct kmem_cache_cpu *c = &s->cpu_slab[0];

	if (c->page == va_of(k, page)) {
		step(k, free_fast, object, s, page);
		store32(k->m, free_pointer(k, object), c->freelist);
		set(k->m, c->freelist, object);
	} else {
		__slab_free(k, s, page, object);
	}
}

void kfree(struct kernel *k, vaddr_t object)
{
	step_in(k, object);
	const struct page *page;

	if (!object || object == ZERO_SIZE_PTR)
		return;
	page = virt_to_head_page(k, object);
	if (!page_flag(page, PG_slab)) {
		BUG_ON(!page_flag(page, PG_head));
		kmemleak_free(k, object);
		__free_pages(k, page, compound_order(page));
		return;
	}
	kmemleak_free(k, object);
	slab_free(k, page, object);
}

void kfree_notrace(struct kernel *k, vaddr_t object)
{
	slab_free(k, virt_to_head_page(k, object), object);
}

static bool on_freelist(const struct kernel *k, vaddr_t list, vaddr_t object)
{
	while (list && list != object)
		list = *free_pointer(k, list);
	return list;
}

uint32_t ksize(const struct kernel *k, vaddr_t object)
{
	const struct kmem_cache *s;
	const struct page *page;
	uint32_t offset;

	if (!virt_addr_valid(k, object))
		return 0;
	page = virt_to_head_page(k, object);
	offset = object - page_address(k, page);
	if (!page_flag(page, PG_slab))
		return page_flag(page, PG_head) && !offset
			       ? PAGE_SIZE << compound_order(page)
			       : 0;
	s = at(k, page->slab);
	if (offset % s->size || offset / s->size >= page->objects ||
	    on_freelist(k, page->freelist, object) ||
	    (s->cpu_slab[0].page == va_of(k, page) &&
	     on_freelist(k, s->cpu_slab[0].freelist, object)))
		return 0;
	return s->size;
}

uint32_t slab_count_free(const struct kernel *k, const struct kmem_cache *s)
{
	const struct list_head *entry;
	uint32_t free = 0;

	for (unsigned int n = 0; n < MAX_NUMNODES; n++)
		list_for_each (k, entry, &s->node[n].partial) {
			const struct page *page =
				container_of(entry, struct page, lru);

			free += (uint32_t)(page->objects - page->inuse);
		}
	return free;
}
