/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * linux.c - the table of functions, in the order of our files.
 *
 * What a person reads of it is marked with NOTE(), by which translators get
 * it: the words of a language are for those who print it.
 */
#include "kernel/linux.h"

#include <stddef.h>
#include <string.h>

#define NOTE(text) text

static const char vmalloc_c[] = "mm/vmalloc.c", rbtree_c[] = "lib/rbtree.c";
static const char page_alloc_c[] = "mm/page_alloc.c", slub_c[] = "mm/slub.c";
static const char ioremap_c[] = "arch/arm/mm/ioremap.c";
static const char highmem_c[] = "mm/highmem.c";
static const char arm_highmem_c[] = "arch/arm/mm/highmem.c";
static const char module_c[] = "kernel/module.c";

static const struct linux_function functions[] = {
	/* vmap_area.c, vmap_lazy.c, vmap_2_6_32.c and those beside it */
	{ "alloc_vmap_area", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("the search in the tree is lowest_candidate") },
	{ "lowest_candidate", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("its first half") },
	{ "cache_helps", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("its first condition") },
	{ "start_from_cache", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("what it does with free_vmap_cache") },
	{ "note_hole", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("a line of its loop") },
	{ "before_erasing", FAITHFUL, vmalloc_c, "__free_vmap_area",
	  NOTE("its first half") },
	{ "__insert_vmap_area", FAITHFUL, vmalloc_c, "__insert_vmap_area",
	  NULL },
	/* vmap_6_1.c */
	{ "augment_tree_propagate_from", FAITHFUL, vmalloc_c,
	  "augment_tree_propagate_from", NULL },
	{ "find_va_links", FAITHFUL, vmalloc_c, "find_va_links", NULL },
	{ "link_va", FAITHFUL, vmalloc_c, "link_va", NULL },
	{ "unlink_va", FAITHFUL, vmalloc_c, "unlink_va", NULL },
	{ "insert_vmap_area", FAITHFUL, vmalloc_c, "insert_vmap_area", NULL },
	{ "insert_vmap_area_augment", FAITHFUL, vmalloc_c,
	  "insert_vmap_area_augment", NULL },
	{ "merge_or_add_vmap_area", FAITHFUL, vmalloc_c,
	  "merge_or_add_vmap_area", NULL },
	{ "is_within_this_va", FAITHFUL, vmalloc_c, "is_within_this_va", NULL },
	{ "find_vmap_lowest_match", FAITHFUL, vmalloc_c,
	  "find_vmap_lowest_match", NULL },
	{ "preload_this_cpu", SIMPLIFIED, vmalloc_c, "preload_this_cpu_lock",
	  NOTE("one CPU") },
	{ "adjust_va_to_fit_type", FAITHFUL, vmalloc_c, "adjust_va_to_fit_type",
	  NULL },
	{ "__alloc_vmap_area", FAITHFUL, vmalloc_c, "__alloc_vmap_area", NULL },
	{ "drain_vmap_area_work", SIMPLIFIED, vmalloc_c, "drain_vmap_area_work",
	  NOTE("runs at once") },
	{ "schedule_drain", SIMPLIFIED, vmalloc_c, "free_vmap_area_noflush",
	  NOTE("its last lines") },
	{ "warn_no_hole", FAITHFUL, vmalloc_c, "alloc_vmap_area",
	  NOTE("its last lines") },
	{ "find_vmap_area", FAITHFUL, vmalloc_c, "__find_vmap_area", NULL },
	{ "free_vmap_area_noflush", FAITHFUL, vmalloc_c,
	  "free_unmap_vmap_area_noflush", NULL },
	{ "__free_vmap_area", SIMPLIFIED, vmalloc_c, "__free_vmap_area",
	  NOTE("freed at once, without RCU") },
	{ "collect_area", FAITHFUL, vmalloc_c, "__purge_vmap_area_lazy",
	  NOTE("a turn of its first loop") },
	{ "collect_lazy", FAITHFUL, vmalloc_c, "__purge_vmap_area_lazy",
	  NOTE("its first loop") },
	{ "__purge_vmap_area_lazy", SIMPLIFIED, vmalloc_c,
	  "__purge_vmap_area_lazy", NOTE("one CPU runs") },
	/* vmap_block.c */
	{ "new_vmap_block", SIMPLIFIED, vmalloc_c, "new_vmap_block",
	  NOTE("vmap_block_tree is an array") },
	{ "free_vmap_block", SIMPLIFIED, vmalloc_c, "free_vmap_block",
	  NOTE("freed at once, without RCU") },
	{ "take_region", FAITHFUL, vmalloc_c, "vb_alloc",
	  NOTE("its walk along the queue") },
	{ "vb_alloc", FAITHFUL, vmalloc_c, "vb_alloc", NULL },
	{ "vb_free", FAITHFUL, vmalloc_c, "vb_free", NULL },
	{ "retire_block", FAITHFUL, vmalloc_c, "purge_fragmented_blocks",
	  NOTE("what it does with a block") },
	{ "purge_fragmented_blocks", FAITHFUL, vmalloc_c,
	  "purge_fragmented_blocks", NULL },
	{ "unmap_dirty_runs", FAITHFUL, vmalloc_c, "vm_unmap_aliases",
	  NOTE("a turn of its loop over blocks") },
	{ "vm_unmap_aliases", FAITHFUL, vmalloc_c, "vm_unmap_aliases", NULL },
	{ "map_ram_area", FAITHFUL, vmalloc_c, "vm_map_ram",
	  NOTE("its case of more pages") },
	{ "vm_map_ram", SIMPLIFIED, vmalloc_c, "vm_map_ram",
	  NOTE("its pages are given as pfns, not as an array") },
	{ "vm_unmap_ram", FAITHFUL, vmalloc_c, "vm_unmap_ram", NULL },
	/* rbtree.c */
	{ "rb_link_node", FAITHFUL, "include/linux/rbtree.h", "rb_link_node",
	  NULL },
	{ "rb_insert_color", FAITHFUL, rbtree_c, "rb_insert_color",
	  NOTE("its two mirrored halves in one") },
	{ "rb_erase", FAITHFUL, rbtree_c, "rb_erase", NULL },
	{ "erase_inner", FAITHFUL, rbtree_c, "rb_erase",
	  NOTE("its case of two children") },
	{ "rb_erase_color", FAITHFUL, rbtree_c, "__rb_erase_color",
	  NOTE("its two mirrored halves in one") },
	{ "borrow_black", FAITHFUL, rbtree_c, "__rb_erase_color",
	  NOTE("its last case") },
	{ "set_color", FAITHFUL, "include/linux/rbtree.h", "rb_set_color",
	  NULL },
	{ "rotate", FAITHFUL, rbtree_c, "__rb_rotate_left",
	  NOTE("and __rb_rotate_right") },
	/* vmalloc.c */
	{ "vmalloc", FAITHFUL, vmalloc_c, "vmalloc", NULL },
	{ "vmalloc_user", FAITHFUL, vmalloc_c, "vmalloc_user", NULL },
	{ "vmalloc_32", FAITHFUL, vmalloc_c, "vmalloc_32", NULL },
	{ "__vmalloc_node", FAITHFUL, vmalloc_c, "__vmalloc_node", NULL },
	{ "__vmalloc_area_node", FAITHFUL, vmalloc_c, "__vmalloc_area_node",
	  NULL },
	{ "alloc_page_array", FAITHFUL, vmalloc_c, "__vmalloc_area_node",
	  NOTE("where it takes pages[]") },
	{ "fill_page_array", FAITHFUL, vmalloc_c, "__vmalloc_area_node",
	  NOTE("its loop over the pages") },
	{ "map_vm_area", SIMPLIFIED, vmalloc_c, "map_vm_area",
	  NOTE("the levels of vmap_page_range in one loop") },
	{ "__get_vm_area_node", FAITHFUL, vmalloc_c, "__get_vm_area_node",
	  NULL },
	{ "get_vm_area", FAITHFUL, vmalloc_c, "get_vm_area_caller", NULL },
	{ "insert_vmalloc_vm", FAITHFUL, vmalloc_c, "insert_vmalloc_vm", NULL },
	{ "unlink_vmlist", FAITHFUL, vmalloc_c, "remove_vm_area",
	  NOTE("its walk along vmlist") },
	{ "remove_vm_area", FAITHFUL, vmalloc_c, "remove_vm_area", NULL },
	{ "free_vm_area", FAITHFUL, vmalloc_c, "free_vm_area", NULL },
	{ "free_pages_of", FAITHFUL, vmalloc_c, "__vunmap",
	  NOTE("where it frees the pages") },
	{ "__vunmap", FAITHFUL, vmalloc_c, "__vunmap", NULL },
	{ "vfree", FAITHFUL, vmalloc_c, "vfree", NULL },
	{ "vunmap", FAITHFUL, vmalloc_c, "vunmap", NULL },
	{ "vmap", SIMPLIFIED, vmalloc_c, "vmap",
	  NOTE("its pages are given as pfns, not as an array") },
	{ "vmap_page_range", ABSENT, vmalloc_c, "vmap_page_range",
	  NOTE("map_vm_area writes the PTEs") },
	/* pgtable.c */
	{ "set_pte", FAITHFUL, "arch/arm/mm/proc-macros.S", "armv3_set_pte_ext",
	  NOTE("no cache to clean") },
	{ "pmd_populate", FAITHFUL, "arch/arm/include/asm/pgalloc.h",
	  "__pmd_populate", NOTE("no cache to clean") },
	{ "pte_alloc_kernel", FAITHFUL, "mm/memory.c", "__pte_alloc_kernel",
	  NULL },
	{ "map_phys_range", SIMPLIFIED, ioremap_c, "remap_area_pages",
	  NOTE("its levels in one loop") },
	{ "vunmap_page_range", SIMPLIFIED, vmalloc_c, "vunmap_page_range",
	  NOTE("its levels in one loop") },
	{ "flush_tlb_kernel_range", SIMPLIFIED, "arch/arm/mm/tlb-v4wbi.S",
	  "v4wbi_flush_kern_tlb_range",
	  NOTE("its loop in one step, on CPU 0") },
	/* ioremap.c, module.c */
	{ "__arm_ioremap", SIMPLIFIED, ioremap_c, "__arm_ioremap",
	  NOTE("no supersections") },
	{ "remap_area_sections", FAITHFUL, ioremap_c, "remap_area_sections",
	  NULL },
	{ "unmap_area_sections", FAITHFUL, ioremap_c, "unmap_area_sections",
	  NULL },
	{ "iounmap", SIMPLIFIED, ioremap_c, "__iounmap", NULL },
	{ "module_alloc", FAITHFUL, "arch/arm/kernel/module.c", "module_alloc",
	  NULL },
	{ "load_module", SIMPLIFIED, module_c, "load_module",
	  NOTE("one section, no symbols, nothing runs") },
	{ "init_module_record", SIMPLIFIED, module_c, "load_module",
	  NOTE("where it fills in struct module") },
	{ "delete_module", SIMPLIFIED, module_c, "free_module", NULL },
	/* highmem.c */
	{ "kmap", SIMPLIFIED, arm_highmem_c, "kmap",
	  NOTE("gives 0, never sleeps") },
	{ "kmap_high", FAITHFUL, highmem_c, "kmap_high", NULL },
	{ "map_new_virtual", SIMPLIFIED, highmem_c, "map_new_virtual",
	  NOTE("gives 0 where Linux sleeps") },
	{ "next_free_slot", FAITHFUL, highmem_c, "map_new_virtual",
	  NOTE("its loop") },
	{ "flush_all_zero_pkmaps", FAITHFUL, highmem_c, "flush_all_zero_pkmaps",
	  NOTE("no cache to flush") },
	{ "kmap_flush_unused", FAITHFUL, highmem_c, "kmap_flush_unused", NULL },
	{ "set_page_address", FAITHFUL, highmem_c, "set_page_address", NULL },
	{ "kunmap", FAITHFUL, arm_highmem_c, "kunmap", NULL },
	{ "kunmap_high", SIMPLIFIED, highmem_c, "kunmap_high",
	  NOTE("nobody sleeps, so nobody is woken") },
	{ "kmap_high_get", FAITHFUL, highmem_c, "kmap_high_get", NULL },
	{ "kmap_atomic", FAITHFUL, arm_highmem_c, "kmap_atomic", NULL },
	{ "kunmap_atomic", FAITHFUL, arm_highmem_c, "kunmap_atomic", NULL },
	/* page_alloc.c, buddy.c */
	{ "alloc_pages_node", SIMPLIFIED, page_alloc_c,
	  "__alloc_pages_nodemask", NOTE("nothing sleeps") },
	{ "alloc_pages_slowpath", SIMPLIFIED, page_alloc_c,
	  "__alloc_pages_slowpath", NOTE("reclaim finds nothing") },
	{ "get_page_from_freelist", FAITHFUL, page_alloc_c,
	  "get_page_from_freelist", NULL },
	{ "buffered_rmqueue", FAITHFUL, page_alloc_c, "buffered_rmqueue",
	  NULL },
	{ "rmqueue_pcp", FAITHFUL, page_alloc_c, "buffered_rmqueue",
	  NOTE("its case of a single page") },
	{ "rmqueue_bulk", FAITHFUL, page_alloc_c, "rmqueue_bulk", NULL },
	{ "free_pcppages_bulk", FAITHFUL, page_alloc_c, "free_pcppages_bulk",
	  NULL },
	{ "free_hot_cold_page", FAITHFUL, page_alloc_c, "free_hot_cold_page",
	  NULL },
	{ "__free_pages_ok", FAITHFUL, page_alloc_c, "__free_pages_ok", NULL },
	{ "drain_pages", FAITHFUL, page_alloc_c, "drain_all_pages", NULL },
	{ "try_to_free_pages", ABSENT, "mm/vmscan.c", "try_to_free_pages",
	  NOTE("there is nothing to reclaim") },
	{ "__free_one_page", FAITHFUL, page_alloc_c, "__free_one_page", NULL },
	{ "expand", FAITHFUL, page_alloc_c, "expand", NULL },
	{ "__rmqueue", FAITHFUL, page_alloc_c, "__rmqueue", NULL },
	{ "__rmqueue_smallest", FAITHFUL, page_alloc_c, "__rmqueue_smallest",
	  NULL },
	{ "__rmqueue_fallback", FAITHFUL, page_alloc_c, "__rmqueue_fallback",
	  NULL },
	{ "steal", FAITHFUL, page_alloc_c, "__rmqueue_fallback",
	  NOTE("what it does with the block it found") },
	{ "move_freepages", FAITHFUL, page_alloc_c, "move_freepages", NULL },
	/* slab.c */
	{ "kmalloc_node", FAITHFUL, slub_c, "__kmalloc_node", NULL },
	{ "kmalloc_large", FAITHFUL, "include/linux/slub_def.h",
	  "kmalloc_large", NULL },
	{ "slab_alloc", FAITHFUL, slub_c, "slab_alloc", NOTE("one CPU") },
	{ "refill_cpu_slab", SIMPLIFIED, slub_c, "__slab_alloc",
	  NOTE("one CPU") },
	{ "get_partial", FAITHFUL, slub_c, "get_partial", NULL },
	{ "new_slab", FAITHFUL, slub_c, "new_slab", NULL },
	{ "deactivate_slab", FAITHFUL, slub_c, "deactivate_slab", NULL },
	{ "discard_slab", FAITHFUL, slub_c, "discard_slab", NULL },
	{ "__slab_free", FAITHFUL, slub_c, "__slab_free", NULL },
	{ "slab_free", FAITHFUL, slub_c, "slab_free", NULL },
	{ "kfree", FAITHFUL, slub_c, "kfree", NULL },
	/* kmemleak.c */
	{ "create_object", SIMPLIFIED, "mm/kmemleak.c", "create_object",
	  NOTE("no prio tree, no stack trace") },
	{ "delete_object", SIMPLIFIED, "mm/kmemleak.c", "delete_object_full",
	  NOTE("found along the list") },
	{ "kmemleak_scan", SIMPLIFIED, "mm/kmemleak.c", "kmemleak_scan",
	  NOTE("nothing is made meanwhile") },
	{ "count_pointer", FAITHFUL, "mm/kmemleak.c", "scan_block",
	  NOTE("what it does with a pointer") },
	/* proc/vmallocinfo.c */
	{ "show_numa_info", FAITHFUL, vmalloc_c, "show_numa_info", NULL },
	{ "show_kinds", FAITHFUL, vmalloc_c, "s_show", NOTE("its flags") },
	{ "s_show", FAITHFUL, vmalloc_c, "s_show", NULL },
	{ "show_vmlist", SIMPLIFIED, vmalloc_c, "s_next",
	  NOTE("the whole file at once") },
	{ "show_purge_info", FAITHFUL, vmalloc_c, "show_purge_info", NULL },
	{ "show_vmap_areas", SIMPLIFIED, vmalloc_c, "s_next",
	  NOTE("the whole file at once") },
	{ NULL, ABSENT, NULL, NULL, NULL },
};

/* Of vmap_6_1.c: what has the same name in another file, but is not the same. */
static const struct linux_function functions_6_1[] = {
	{ "alloc_vmap_area", SIMPLIFIED, vmalloc_c, "alloc_vmap_area",
	  NOTE("nobody else is asked for room") },
	{ "free_vmap_area_noflush", FAITHFUL, vmalloc_c,
	  "free_vmap_area_noflush", NULL },
	{ NULL, ABSENT, NULL, NULL, NULL },
};

const struct linux_function *linux_functions(void)
{
	return functions;
}

static const struct linux_function *row_of(const struct linux_function *f,
					   const char *name)
{
	while (f->name && strcmp(f->name, name))
		f++;
	return f->name ? f : NULL;
}

const struct linux_function *linux_function(const char *file, const char *name)
{
	const struct linux_function *f = NULL;

	if (file && !strcmp(file, "vmap_6_1.c"))
		f = row_of(functions_6_1, name);
	return f ? f : row_of(functions, name);
}

const char *fidelity_name(enum fidelity fidelity)
{
	static const char *const names[] = {
		[FAITHFUL] = NOTE("faithful"),
		[SIMPLIFIED] = NOTE("simplified"),
		[ABSENT] = NOTE("absent"),
	};

	return names[fidelity];
}
