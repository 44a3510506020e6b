/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * abi.h - the kernel's objects as they lie in simulated RAM.
 *
 * Every field is as wide as on 32-bit ARM, so the host's compiler gives the
 * ARM offsets; the assertions at the end hold it to that. Pointers in RAM are
 * kernel virtual addresses (vaddr_t), 0 for NULL. All code reaches these
 * structs through pointers to const and changes them with set().
 *
 * Words used everywhere:
 *   page    a struct page in mem_map: the record of one frame
 *   pfn     a frame's number; lowmem: virtual = physical - PHYS + PAGE_OFFSET
 *   area    a range of vmalloc addresses: vmap_area (who owns the range) and
 *           vm_struct (what is mapped there)
 *   guard   the unmapped page that __get_vm_area_node adds after every area
 *   pcp     per-cpu list of free single pages in front of the buddy
 *
 * The layouts of vmap_area, vm_struct, page, rb_node and list_head are 2.6.32's
 * own. zone, kmem_cache, module and kernel_data are ours in order and reduced
 * to the fields that act here (simplified).
 */
#ifndef VMSCOPE_KERNEL_ABI_H
#define VMSCOPE_KERNEL_ABI_H

#include <assert.h>

#include "machine/types.h"

struct list_head {
	vaddr_t next;
	vaddr_t prev;
};

struct rb_node {
	uint32_t rb_parent_color; /* parent's address; bit 0: RB_BLACK */
	vaddr_t rb_right;
	vaddr_t rb_left;
};

struct rb_root {
	vaddr_t rb_node;
};

/* mm/vmalloc.c: a range of addresses in the tree and on the sorted list. */
struct vmap_area {
	vaddr_t va_start;	/* first byte */
	vaddr_t va_end;		/* one after the last byte, guard included */
	uint32_t flags;		/* VM_LAZY_FREE ... */
	struct rb_node rb_node; /* in vmap_area_root, by address */
	struct list_head list;	/* in vmap_area_list, by address */
	struct list_head purge_list; /* while a purge is under way */
	vaddr_t private;	     /* struct vm_struct *, if VM_VM_AREA */
	uint32_t rcu_head[2];	     /* absent: freed at once */
};

/* The same in 6.1, where free blocks have a record, too. */
struct vmap_area_6_1 {
	vaddr_t va_start;	/* first byte */
	vaddr_t va_end;		/* one after the last byte */
	struct rb_node rb_node; /* in the tree of its kind, by address */
	struct list_head list;	/* in the list of its kind, by address */
	union {
		/* Free: bytes of the largest block at or below it. */
		uint32_t subtree_max_size;
		vaddr_t vm; /* busy: struct vm_struct *, or 0 */
	};
};

#define VM_LAZY_FREE 0x01u
#define VM_LAZY_FREEING 0x02u
#define VM_VM_AREA 0x04u

/* mm/vmalloc.c: blocks of addresses from which vm_map_ram cuts small pieces. */
enum {
	VMAP_MAX_ALLOC = 32, /* pages; more get an area of their own */
	VMAP_BBMAP_BITS_MIN = 2 * VMAP_MAX_ALLOC,
	VMAP_BBMAP_BITS_MAX = 1024,
	/* Blocks of the smallest size in the gigabyte of the kernel. */
	VMAP_BLOCKS_MAX = (1u << 30 >> 12) / VMAP_BBMAP_BITS_MIN,
};

/* The blocks of a CPU that have pages to give, the newest first. */
struct vmap_block_queue {
	struct list_head free; /* vmap_block->free_list */
};

/* As on one CPU: the lock of SMP is left out, the bitmaps have all bits. */
struct vmap_block {
	vaddr_t va;	/* struct vmap_area * */
	vaddr_t vbq;	/* struct vmap_block_queue *, of the CPU that made it */
	uint32_t free;	/* pages never handed out */
	uint32_t dirty; /* handed out, unmapped again */
	uint32_t alloc_map[VMAP_BBMAP_BITS_MAX / 32]; /* per page: handed out */
	uint32_t dirty_map[VMAP_BBMAP_BITS_MAX / 32]; /* per page: dirty */
	struct list_head free_list; /* on vbq->free, while free is not 0 */
	uint32_t rcu_head[2];	    /* absent: freed at once */
	struct list_head purge;	    /* while a purge is under way */
};

/* include/linux/vmalloc.h: what an area is for, on vmlist. */
struct vm_struct {
	vaddr_t next;	   /* next vm_struct by address */
	vaddr_t addr;	   /* first byte */
	uint32_t size;	   /* bytes with the guard page */
	uint32_t flags;	   /* VM_IOREMAP ... */
	vaddr_t pages;	   /* struct page *[nr_pages], or 0 */
	uint32_t nr_pages; /* pages */
	paddr_t phys_addr; /* 2.6.32's ARM ioremap leaves it 0 */
	vaddr_t caller;	   /* return address into the caller */
};

#define VM_IOREMAP 0x01u
#define VM_ALLOC 0x02u
#define VM_MAP 0x04u
#define VM_USERMAP 0x08u
#define VM_VPAGES 0x10u
#define VM_ARM_SECTION_MAPPING 0x80000000u

/* include/linux/mm_types.h: one frame. */
struct page {
	uint32_t flags;	 /* PG_* bits; node and zone in the top bits */
	uint32_t _count; /* users; 0 when free */
	union {
		uint32_t _mapcount; /* user mappings - 1 */
		struct {
			uint16_t inuse;	  /* PG_slab: objects in use */
			uint16_t objects; /* PG_slab: objects in all */
		};
	};
	union {
		uint32_t private;   /* PG_buddy: order. pcp: migrate type */
		vaddr_t slab;	    /* PG_slab: struct kmem_cache * */
		vaddr_t first_page; /* PG_tail: head of the compound page */
	};
	vaddr_t mapping;
	union {
		uint32_t index;
		vaddr_t freelist; /* PG_slab: first free object */
	};
	struct list_head lru; /* free list, pcp list, slab's partial list */
};

#define PG_locked 0
#define PG_slab 7
#define PG_reserved 10
#define PG_private 11
#define PG_head 14
#define PG_tail 15
#define PG_buddy 19
#define ZONES_PGSHIFT 30 /* two bits of zone number */
#define NODES_PGSHIFT 29 /* one bit of node number */

/* include/linux/mmzone.h */
#define MAX_ORDER 11
#define pageblock_order (MAX_ORDER - 1)
#define pageblock_nr_pages (1u << pageblock_order)

enum migratetype {
	MIGRATE_UNMOVABLE,
	MIGRATE_RECLAIMABLE,
	MIGRATE_MOVABLE,
	MIGRATE_PCPTYPES, /* the first three have per-cpu lists */
	MIGRATE_RESERVE = MIGRATE_PCPTYPES,
	MIGRATE_ISOLATE,
	MIGRATE_TYPES
};

enum zone_type { ZONE_NORMAL, ZONE_HIGHMEM, ZONE_MOVABLE, MAX_NR_ZONES };
enum zone_watermarks { WMARK_MIN, WMARK_LOW, WMARK_HIGH, NR_WMARK };
enum zone_stat_item {
	NR_FREE_PAGES,
	NR_SLAB_UNRECLAIMABLE,
	NR_PAGETABLE,
	NR_VM_ZONE_STAT_ITEMS
};
enum { MAX_NUMNODES = 2, MAX_CPUS = 32 };

struct free_area {
	struct list_head free_list[MIGRATE_TYPES]; /* page->lru */
	uint32_t nr_free;			   /* blocks of this order */
};

struct per_cpu_pages {
	uint32_t count; /* pages on all three lists */
	uint32_t high;	/* at this count a batch goes back */
	uint32_t batch; /* pages moved at a time */
	struct list_head lists[MIGRATE_PCPTYPES]; /* page->lru */
};

struct zone {
	uint32_t watermark[NR_WMARK]; /* pages */
	uint32_t
		lowmem_reserve[MAX_NR_ZONES]; /* pages kept from higher zones */
	struct per_cpu_pages pageset;	      /* of CPU 0, the one that runs */
	struct free_area free_area[MAX_ORDER];
	vaddr_t pageblock_flags; /* a byte per pageblock: its type */
	uint32_t vm_stat[NR_VM_ZONE_STAT_ITEMS]; /* pages */
	pfn_t zone_start_pfn;
	uint32_t spanned_pages; /* with holes */
	uint32_t present_pages; /* without holes and mem_map */
	uint32_t zone_nr;	/* enum zone_type */
	uint32_t node;
};

struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	vaddr_t node_mem_map; /* struct page of node_start_pfn */
	pfn_t node_start_pfn;
	uint32_t node_present_pages;
	uint32_t node_spanned_pages;
	uint32_t node_id;
};

/* mm/slub.c, reduced to one CPU. */
struct kmem_cache_cpu {
	vaddr_t freelist; /* next object to hand out */
	vaddr_t page;	  /* slab it comes from */
};

struct kmem_cache_node {
	uint32_t nr_partial;
	struct list_head partial; /* page->lru of slabs with free objects */
	uint32_t nr_slabs;
	uint32_t total_objects;
};

struct kmem_cache {
	uint32_t size;	      /* bytes an object takes */
	uint32_t order;	      /* pages of a slab, as an order */
	uint32_t objects;     /* objects in a slab */
	uint32_t min_order;   /* order to fall back to */
	uint32_t min_partial; /* empty slabs kept while fewer partial */
	struct kmem_cache_cpu cpu_slab[MAX_NUMNODES]; /* [0] is used */
	struct kmem_cache_node node[MAX_NUMNODES];
	char name[16];
};

/* 32, 64, 96, 128, 192, 256 ... 8192 */
enum { KMALLOC_CACHES = 11 };

#define MODULE_NAME_LEN (64 - 4)
struct module {
	struct list_head list; /* in modules, newest first */
	char name[MODULE_NAME_LEN];
	vaddr_t module_core; /* what module_alloc() gave */
	uint32_t core_size;  /* bytes as asked */
};

/* A symbol of the running kernel: for %pS and /proc/kallsyms. */
struct kallsym {
	vaddr_t addr;
	uint32_t len;	/* bytes */
	vaddr_t name;	/* NUL-terminated */
	vaddr_t module; /* NUL-terminated, 0: the kernel itself */
	uint32_t type;	/* as nm says it: 'T', 'D', 'b' ... */
};

enum {
	LOG_BUF_LEN = 1 << 14,
	COMMAND_LINE_SIZE = 1024,
	MAX_KALLSYMS = 4096,
	KALLSYMS_NAMES = 128 * 1024,
};

struct ratelimit_state {
	uint32_t interval; /* jiffies */
	uint32_t burst;
	uint32_t printed;
	uint32_t missed;
	uint32_t begin; /* jiffies */
};

/* include/linux/fault-inject.h, fail_page_alloc and failslab. */
struct fault_attr {
	uint32_t probability;	     /* percent; 0: off */
	uint32_t interval;	     /* every n-th candidate */
	uint32_t times;		     /* failures left, FAULT_FOR_EVER */
	uint32_t space;		     /* bytes or pages that pass first */
	uint32_t count;		     /* candidates so far */
	uint32_t random;	     /* state of the generator, not 0 */
	uint32_t ignore_gfp_wait;    /* spare callers that may sleep */
	uint32_t ignore_gfp_highmem; /* spare callers that take highmem */
	uint32_t min_order;	     /* pages: spare lower orders */
};

#define FAULT_FOR_EVER UINT32_MAX

/* mm/kmemleak.c: a block being watched. */
enum { KMEMLEAK_TRACE = 16, TASK_COMM_LEN = 16 };

struct kmemleak_object {
	uint32_t flags;		      /* OBJECT_ ... */
	struct list_head object_list; /* all, oldest first */
	struct list_head gray_list;   /* unused here */
	vaddr_t tree_node[3];	      /* prio tree, unused here */
	vaddr_t start, last;	      /* first and last byte */
	uint32_t rcu[2];
	uint32_t use_count;
	vaddr_t pointer;
	uint32_t size;	    /* bytes */
	uint32_t min_count; /* pointers it needs; 0 grey, -1 black */
	uint32_t count;	    /* found by the last scan; -1: none yet */
	vaddr_t area_list;
	vaddr_t trace[KMEMLEAK_TRACE]; /* return addresses */
	uint32_t trace_len;
	uint32_t jiffies; /* time of allocation */
	uint32_t pid;
	char comm[TASK_COMM_LEN];
};

#define OBJECT_ALLOCATED 1u
#define OBJECT_REPORTED 2u
#define OBJECT_NO_SCAN 4u
#define OBJECT_NEW 8u

/* mm/highmem.c: where a highmem page is mapped; in a bucket or in the pool. */
struct page_address_map {
	vaddr_t page;	       /* struct page */
	vaddr_t virtual;       /* its address in pkmap */
	struct list_head list; /* in a bucket, or in page_address_pool */
};

/* A bucket of the hash of these pages; on one CPU its lock takes no room. */
struct page_address_slot {
	struct list_head lh; /* page_address_map.list */
};

enum {
	LAST_PKMAP = 512, /* slots, one second-level table of them */
	PA_HASH_ORDER = 7 /* log2 of the buckets */
};

/* asm/kmap_types.h: what a CPU is doing with a page for a moment. */
/* clang-format off */
#define KM_TYPES(TYPE) \
	TYPE(KM_BOUNCE_READ) \
	TYPE(KM_SKB_SUNRPC_DATA) \
	TYPE(KM_SKB_DATA_SOFTIRQ) \
	TYPE(KM_USER0) \
	TYPE(KM_USER1) \
	TYPE(KM_BIO_SRC_IRQ) \
	TYPE(KM_BIO_DST_IRQ) \
	TYPE(KM_PTE0) \
	TYPE(KM_PTE1) \
	TYPE(KM_IRQ0) \
	TYPE(KM_IRQ1) \
	TYPE(KM_SOFTIRQ0) \
	TYPE(KM_SOFTIRQ1) \
	TYPE(KM_L2_CACHE)

enum km_type {
#define DECLARE(name) name,
	KM_TYPES(DECLARE)
#undef DECLARE
	KM_TYPE_NR
};
/* clang-format on */

/*
 * All global variables of the kernel, as one block at the start of its .bss. A
 * row: nm's letter, the declaration as it lies in RAM, and its C type for the
 * reader: base type, stars, and what its number means (inspect/c_type.h).
 *
 * Every list of the globals is made from these rows: struct kernel_data,
 * /proc/kallsyms, and the types by which p, x, diff and the panes know them.
 * The letters are those of the real kernel, where variables that have a value
 * from the start are in .data.
 */
/* clang-format off */
#define KERNEL_GLOBALS(VAR) \
	/* mm/memory.c, page_alloc.c, arch/arm/mm/init.c */ \
	VAR('B', vaddr_t, mem_map,, struct_page, 1, ADDR) /* of the first frame */ \
	VAR('B', uint32_t, max_mapnr,, ulong, 0, COUNT) /* pages in mem_map */ \
	VAR('B', vaddr_t, high_memory,, void, 1, ADDR) /* end of the direct mapping */ \
	VAR('B', uint32_t, totalram_pages,, ulong, 0, COUNT) \
	VAR('B', uint32_t, totalhigh_pages,, ulong, 0, COUNT) \
	VAR('B', uint32_t, num_physpages,, ulong, 0, COUNT) \
	VAR('D', uint32_t, min_free_kbytes,, int, 0, COUNT) \
	VAR('D', struct pglist_data, contig_page_data, [MAX_NUMNODES], struct_pglist_data, 0, COUNT) \
	/* mm/vmalloc.c */ \
	VAR('B', vaddr_t, vmlist,, struct_vm_struct, 1, ADDR) \
	VAR('b', struct rb_root, vmap_area_root,, struct_rb_root, 0, COUNT) \
	VAR('d', struct list_head, vmap_area_list,, struct_list_head, 0, COUNT) \
	VAR('b', uint32_t, vmap_lazy_nr,, int, 0, COUNT) /* pages lazily freed */ \
	VAR('D', struct ratelimit_state, printk_ratelimit_state,, struct_ratelimit_state, 0, COUNT) \
	/* mm/slub.c */ \
	VAR('B', struct kmem_cache, kmalloc_caches, [KMALLOC_CACHES], struct_kmem_cache, 0, COUNT) \
	/* lib/fault-inject.c */ \
	VAR('d', struct fault_attr, fail_page_alloc,, struct_fault_attr, 0, COUNT) \
	VAR('d', struct fault_attr, failslab,, struct_fault_attr, 0, COUNT) \
	/* kernel/ */ \
	VAR('d', struct list_head, modules,, struct_list_head, 0, COUNT) \
	VAR('D', uint32_t, jiffies,, ulong, 0, COUNT) /* one tick of 10 ms per command */ \
	VAR('B', uint32_t, nr_online_cpus,, uint, 0, COUNT) \
	VAR('b', uint32_t, log_start,, uint, 0, COUNT) \
	VAR('b', uint32_t, log_end,, uint, 0, COUNT) \
	VAR('b', uint32_t, logged_chars,, uint, 0, COUNT) \
	VAR('B', char, saved_command_line, [COMMAND_LINE_SIZE], char, 0, COUNT) \
	VAR('b', char, __log_buf, [LOG_BUF_LEN], char, 0, COUNT) \
	VAR('B', uint32_t, kallsyms_num,, ulong, 0, COUNT) /* symbols */ \
	VAR('B', uint32_t, kallsyms_names_used,, ulong, 0, COUNT) /* bytes */ \
	VAR('B', vaddr_t, kallsyms_text_end,, ulong, 0, ADDR) /* first free text */ \
	VAR('B', struct kallsym, kallsyms, [MAX_KALLSYMS], struct_kallsym, 0, COUNT) \
	VAR('B', char, kallsyms_names, [KALLSYMS_NAMES], char, 0, COUNT) \
	VAR('b', uint32_t, die_counter,, int, 0, COUNT) /* oopses so far */ \
	VAR('B', uint32_t, page_group_by_mobility_disabled,, int, 0, COUNT) /* too few pages for grouping */ \
	VAR('b', uint32_t, __warned,, int, 0, COUNT) /* order too large: warned once */ \
	/* mm/kmemleak.c */ \
	VAR('d', struct list_head, object_list,, struct_list_head, 0, COUNT) /* of kmemleak_object */ \
	VAR('b', uint32_t, kmemleak_enabled,, int, 0, COUNT) \
	VAR('b', uint32_t, jiffies_last_scan,, ulong, 0, COUNT) \
	/* mm/vmalloc.c: vm_map_ram */ \
	VAR('d', struct vmap_block_queue, vmap_block_queue, [MAX_CPUS], struct_vmap_block_queue, 0, COUNT) \
	VAR('b', uint32_t, purge_lock,, int, 0, COUNT) /* SMP: a purge is under way */ \
	VAR('b', vaddr_t, vmap_block_tree, [VMAP_BLOCKS_MAX], struct_vmap_block, 1, ADDR) /* by address */ \
	/* mm/highmem.c */ \
	VAR('b', uint32_t, pkmap_count, [LAST_PKMAP], int, 0, COUNT) /* per slot: users + 1; 0: free */ \
	VAR('b', uint32_t, last_pkmap_nr,, uint, 0, COUNT) /* slot taken last */ \
	VAR('B', vaddr_t, pkmap_page_table,, ulong, 1, ADDR) /* PTE of slot 0 */ \
	VAR('b', struct page_address_map, page_address_maps, [LAST_PKMAP], struct_page_address_map, 0, COUNT) \
	VAR('d', struct list_head, page_address_pool,, struct_list_head, 0, COUNT) /* records not in use */ \
	VAR('b', struct page_address_slot, page_address_htable, [1 << PA_HASH_ORDER], struct_page_address_slot, 0, COUNT) \
	VAR('D', uint32_t, preempt_count,, int, 0, COUNT) /* in Linux of the thread_info */

/* Those that only the allocator of 2.6.39 has (globals_size()). */
#define GLOBALS_2_6_39(VAR) \
	VAR('b', vaddr_t, free_vmap_cache,, struct_rb_node, 1, ADDR) /* of the area taken last */ \
	VAR('b', uint32_t, cached_hole_size,, ulong, 0, HEX) /* the largest hole below it */ \
	VAR('b', vaddr_t, cached_vstart,, ulong, 0, ADDR) /* that holds from here on */ \
	VAR('b', uint32_t, cached_align,, ulong, 0, HEX) /* and for this alignment */
/* Those that only the allocator of 6.1 has. */
#define GLOBALS_6_1(VAR) \
	VAR('b', struct rb_root, free_vmap_area_root,, struct_rb_root, 0, COUNT) \
	VAR('d', struct list_head, free_vmap_area_list,, struct_list_head, 0, COUNT) \
	VAR('b', struct rb_root, purge_vmap_area_root,, struct_rb_root, 0, COUNT) \
	VAR('d', struct list_head, purge_vmap_area_list,, struct_list_head, 0, COUNT) \
	VAR('b', vaddr_t, ne_fit_preload_node,, struct_vmap_area_6_1, 1, ADDR) /* for a split */ \
	VAR('d', uint32_t, drain_vmap_work,, int, 0, COUNT) /* in Linux a work_struct; here: is it pending? */

struct kernel_data {
#define DECLARE(letter, type, name, dimension, ...) type name dimension;
	KERNEL_GLOBALS(DECLARE)
	GLOBALS_2_6_39(DECLARE)
	GLOBALS_6_1(DECLARE)
#undef DECLARE
};
/* clang-format on */

static_assert(sizeof(struct list_head) == 8, "list_head");
static_assert(sizeof(struct rb_node) == 12, "rb_node");
static_assert(offsetof(struct vmap_area, rb_node) == 12, "vmap_area.rb_node");
static_assert(offsetof(struct vmap_area, list) == 24, "vmap_area.list");
static_assert(offsetof(struct vmap_area, purge_list) == 32, "purge_list");
static_assert(offsetof(struct vmap_area, private) == 40, "vmap_area.private");
static_assert(offsetof(struct vmap_area, rcu_head) == 44, "rcu_head");
static_assert(sizeof(struct vmap_area) == 52, "vmap_area");
static_assert(offsetof(struct vmap_area_6_1, rb_node) == 8, "6.1 rb_node");
static_assert(offsetof(struct vmap_area_6_1, list) == 20, "6.1 list");
static_assert(offsetof(struct vmap_area_6_1, vm) == 28, "6.1 vm");
static_assert(sizeof(struct vmap_area_6_1) == 32, "6.1 vmap_area");
static_assert(sizeof(struct vmap_block_queue) == 8, "vmap_block_queue");
static_assert(offsetof(struct vmap_block, free) == 8, "vmap_block.free");
static_assert(offsetof(struct vmap_block, alloc_map) == 16, "alloc_map");
static_assert(offsetof(struct vmap_block, dirty_map) == 144, "dirty_map");
static_assert(offsetof(struct vmap_block, free_list) == 272, "free_list");
static_assert(offsetof(struct vmap_block, purge) == 288, "vmap_block.purge");
static_assert(sizeof(struct vmap_block) == 296, "vmap_block");
static_assert(offsetof(struct vm_struct, flags) == 12, "vm_struct.flags");
static_assert(offsetof(struct vm_struct, pages) == 16, "vm_struct.pages");
static_assert(offsetof(struct vm_struct, caller) == 28, "vm_struct.caller");
static_assert(sizeof(struct vm_struct) == 32, "vm_struct");
static_assert(offsetof(struct page, private) == 12, "page.private");
static_assert(offsetof(struct page, index) == 20, "page.index");
static_assert(offsetof(struct page, lru) == 24, "page.lru");
static_assert(sizeof(struct page) == 32, "page");
static_assert(offsetof(struct kmemleak_object, pointer) == 52, "pointer");
static_assert(sizeof(struct kmemleak_object) == 164, "kmemleak_object");
static_assert(sizeof(struct page_address_map) == 16, "page_address_map");
static_assert(sizeof(struct page_address_slot) == 8, "page_address_slot");

#endif
