/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel.h - a booted kernel in its machine, and how to follow its pointers.
 *
 * Everything that changes is in simulated RAM; struct kernel holds only what
 * boot fixed, so taking the memory back in time takes everything back. Every
 * function of src/kernel takes it as its first parameter.
 *
 * A kernel pointer is a 32-bit number. at() makes it a host pointer to const:
 * in lowmem by one addition (which is what "direct mapping" means), in the
 * vmalloc region by a walk of the page tables. va_of() goes the other way.
 */
#ifndef VMSCOPE_KERNEL_KERNEL_H
#define VMSCOPE_KERNEL_KERNEL_H

#include "kernel/abi.h"
#include "kernel/arm.h"
#include "kernel/layout.h"
#include "kernel/step_point.h"
#include "machine/ram.h"

/* As mm_page_alloc_extfrag reports it: a type took another's block. */
struct extfrag {
	pfn_t pfn;
	unsigned int order, fallback_order;
	unsigned int start_type; /* what was asked for */
	unsigned int new_type;	 /* whose list the rest went to */
	unsigned int block_type; /* the pageblock's afterwards */
};

struct step_sink;
struct vmap_allocator;

struct kernel {
	struct machine *m;
	const uint8_t *lowmem;	     /* host address of PAGE_OFFSET */
	uintptr_t direct;	     /* that less PAGE_OFFSET */
	vaddr_t page_offset;	     /* PAGE_OFFSET */
	uint32_t lowmem_size;	     /* bytes up to high_memory */
	const struct kernel_data *g; /* the globals, in RAM */
	const uint32_t *pgd;	     /* swapper_pg_dir, in RAM */
	struct reason why;	     /* from because(); not part of the state */
	/* A tracepoint for tests and pictures; may be NULL. */
	void (*on_extfrag)(void *arg, const struct extfrag *e);
	void *on_extfrag_arg;
	/* The listener to step points (step.h); NULL: none. */
	struct step_sink *steps;
	/* 6.1: the work that purges only becomes pending; for traces. */
	bool drain_by_hand;
	/* Who hands out the vmalloc region (vmap_allocator.h). */
	const struct vmap_allocator *vmap;
	struct layout layout;
};

/** virt_addr_valid() - is it an address in the direct mapping? */
static inline bool virt_addr_valid(const struct kernel *k, vaddr_t va)
{
	return va - k->page_offset < k->lowmem_size;
}

/** at_mapped() - at() for an address outside lowmem; walks the tables. */
const void *at_mapped(const struct kernel *k, vaddr_t va);

/**
 * at() - the object at a kernel virtual address.
 * @k: the kernel
 * @va: address in lowmem, or mapped in the vmalloc region; 0 gives NULL
 * Return: pointer to const into RAM. Outside lowmem it is valid only to the end
 * of the page. An address that is not mapped is a bug.
 */
static inline const void *at(const struct kernel *k, vaddr_t va)
{
	/* One addition: a walk along a list waits for nothing else. */
	if (__builtin_expect(va - k->page_offset < k->lowmem_size, 1))
		return (const void *)(k->direct + va);
	return va ? at_mapped(k, va) : NULL;
}

/**
 * va_of() - the lowmem address of an object.
 * @k: the kernel
 * @object: a pointer that at() returned for lowmem, or NULL
 * Return: its kernel virtual address, 0 for NULL
 */
static inline vaddr_t va_of(const struct kernel *k, const void *object)
{
	size_t offset = (size_t)((const uint8_t *)object - k->lowmem);

	if (!object)
		return 0;
	BUG_ON(offset >= k->lowmem_size);
	return k->page_offset + (uint32_t)offset;
}

/* The struct that has @member at @pointer; NULL stays NULL. */
#define container_of(pointer, type, member)                                    \
	((const type *)container_base((pointer), offsetof(type, member)))

static inline const void *container_base(const void *member, size_t offset)
{
	return member ? (const uint8_t *)member - offset : NULL;
}

/** __pa() - physical address of a lowmem virtual address. */
static inline paddr_t __pa(const struct kernel *k, vaddr_t va)
{
	return va - k->page_offset + k->layout.board.phys_offset;
}

/** __va() - lowmem virtual address of a physical address. */
static inline vaddr_t __va(const struct kernel *k, paddr_t pa)
{
	return pa - k->layout.board.phys_offset + k->page_offset;
}

/**
 * pfn_valid() - does mem_map have a record of this frame? No for a hole between
 * banks whose part of mem_map was given back (Linux's pfn_valid() says yes, and
 * its caller reads whatever is there by then).
 */
static inline bool pfn_valid(const struct kernel *k, pfn_t pfn)
{
	return pfn - k->layout.first_pfn < k->g->max_mapnr &&
	       (!k->layout.nr_no_record || !layout_no_record(&k->layout, pfn));
}

/**
 * in_mem_map() - does an address lie in mem_map, and in whose record?
 * @k: the kernel
 * @va: any address
 * @pfn: the frame that the record describes, if so
 */
static inline bool in_mem_map(const struct kernel *k, vaddr_t va, pfn_t *pfn)
{
	uint32_t index = (va - k->g->mem_map) / (uint32_t)sizeof(struct page);

	*pfn = k->layout.first_pfn + index;
	return index < k->g->max_mapnr && pfn_valid(k, *pfn);
}

/** pfn_to_page() - the record of a frame; @pfn must be valid. */
static inline const struct page *pfn_to_page(const struct kernel *k, pfn_t pfn)
{
	const struct page *map = at(k, k->g->mem_map);

	return map + (pfn - k->layout.first_pfn);
}

/** page_to_pfn() - the frame that a record describes. */
static inline pfn_t page_to_pfn(const struct kernel *k, const struct page *page)
{
	const struct page *map = at(k, k->g->mem_map);

	return (pfn_t)(page - map) + k->layout.first_pfn;
}

/** page_to_phys() - first physical address of the frame. */
static inline paddr_t page_to_phys(const struct kernel *k,
				   const struct page *page)
{
	return page_to_pfn(k, page) << PAGE_SHIFT;
}

/** page_is_lowmem() - is the frame in the direct mapping? */
static inline bool page_is_lowmem(const struct kernel *k,
				  const struct page *page)
{
	return page_to_pfn(k, page) < k->layout.max_low_pfn;
}

/** pkmap_address() - where kmap() put a highmem page; 0: nowhere. */
vaddr_t pkmap_address(const struct kernel *k, const struct page *page);

/** page_address() - where the kernel sees a frame; 0 for highmem without a
 * kmap(). */
static inline vaddr_t page_address(const struct kernel *k,
				   const struct page *page)
{
	return page_is_lowmem(k, page) ? __va(k, page_to_phys(k, page))
				       : pkmap_address(k, page);
}

/** page_flag() - is a PG_ bit set? */
static inline bool page_flag(const struct page *page, unsigned int bit)
{
	return page->flags & (1u << bit);
}

/** set_page_flag() / clear_page_flag() - change one PG_ bit. */
static inline void set_page_flag(struct kernel *k, const struct page *page,
				 unsigned int bit)
{
	set(k->m, page->flags, page->flags | 1u << bit);
}

static inline void clear_page_flag(struct kernel *k, const struct page *page,
				   unsigned int bit)
{
	set(k->m, page->flags, page->flags & ~(1u << bit));
}

/** compound_head() - the head of a compound page; otherwise the page itself. */
static inline const struct page *compound_head(const struct kernel *k,
					       const struct page *page)
{
	return page_flag(page, PG_tail) ? at(k, page->first_page) : page;
}

/** virt_to_head_page() - the head page of a lowmem address. */
static inline const struct page *virt_to_head_page(const struct kernel *k,
						   vaddr_t va)
{
	return compound_head(k, pfn_to_page(k, __pa(k, va) >> PAGE_SHIFT));
}

/** page_to_nid() - the node that a frame belongs to. */
static inline uint32_t page_to_nid(const struct page *page)
{
	return page->flags >> NODES_PGSHIFT & 1;
}

/** fls() - number of the highest bit set, from 1; 0 for 0. */
static inline unsigned int fls(uint32_t x)
{
	return x ? 32u - (unsigned int)__builtin_clz(x) : 0;
}

/** page_zone() - the zone that a frame belongs to. */
static inline const struct zone *page_zone(const struct kernel *k,
					   const struct page *page)
{
	return &k->g->contig_page_data[page_to_nid(page)]
			.node_zones[page->flags >> ZONES_PGSHIFT];
}

#endif
