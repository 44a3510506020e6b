/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/layout_regions.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence layout_regions_sentences[] = {
	SENTENCE(user,
		 N_("TASK_SIZE {task_size}, 16 MB below PAGE_OFFSET: each "
		    "process has its own tables for what lies below")),
	SENTENCE(modules,
		 N_("MODULES_VADDR: 16 MB below PAGE_OFFSET, 2 MB left to "
		    "pkmap, near enough for a branch instruction (32 MB) into "
		    "the kernel's text"),
		 IF(highmem, false,
		    N_("MODULES_VADDR: 16 MB below PAGE_OFFSET, near enough "
		       "for a branch instruction (32 MB) into the kernel's "
		       "text"))),
	SENTENCE(pkmap,
		 N_("PKMAP_BASE: one second-level table below PAGE_OFFSET; "
		    "kmap() shows up to {slots} highmem pages here")),

	SENTENCE(cut,
		 N_("PAGE_OFFSET: physical {phys_offset} + n is at {start} + "
		    "n; high_memory is as high as it may be: VMALLOC_END "
		    "{vmalloc_end} less the {mb} MB of vmalloc= and the hole, "
		    "{high_memory}"),
		 IF(hole, 0,
		    N_("PAGE_OFFSET: physical {phys_offset} + n is at {start} "
		       "+ n; high_memory is as high as it may be: VMALLOC_END "
		       "{vmalloc_end} less the {mb} MB of vmalloc=, "
		       "{high_memory}"))),
	SENTENCE(lowmem,
		 N_("PAGE_OFFSET: physical {phys_offset} + n is at {start} + "
		    "n, by 1 MB sections; high_memory is where its last bank "
		    "ends: __va(({max} << {shift}) - 1) + 1 = {high_memory}")),

	SENTENCE(hole,
		 N_("VMALLOC_OFFSET: {mb} MB never mapped, to catch accesses "
		    "that run off the end of lowmem; 8 MB, less what "
		    "VMALLOC_START is rounded down"),
		 IF(mb, 8,
		    N_("VMALLOC_OFFSET: {mb} MB never mapped, to catch "
		       "accesses that run off the end of lowmem"))),
	SENTENCE(vmalloc,
		 N_("VMALLOC_START = ({high_memory} + {offset}) & ~{mask} = "
		    "{vmalloc_start}: 8 MB above high_memory, rounded down to "
		    "8 MB; VMALLOC_END = {vmalloc_end} is the board's: {mb} "
		    "MB")),

	SENTENCE(board,
		 N_("VMALLOC_END: above it a board maps its own devices, at "
		    "fixed addresses; here from {start} to {end}"),
		 IF(end, 0,
		    N_("VMALLOC_END: above it a board maps its own devices, "
		       "at fixed addresses; none here"))),

	SENTENCE(dma,
		 N_("CONSISTENT_BASE: dma_alloc_coherent() maps memory "
		    "uncached here; the tables come with the initcalls, after "
		    "what is simulated"),
		 IF(start, CONSISTENT_BASE,
		    N_("CONSISTENT_BASE: 2 MB that dma_alloc_coherent() maps "
		       "uncached; their table comes with the initcalls, after "
		       "what is simulated"))),
	SENTENCE(below_fixmap, N_("kept free between DMA and fixmap")),
	SENTENCE(above_vmalloc,
		 N_("VMALLOC_END: since 3.3 the same for all boards, whose "
		    "devices and DMA memory are mapped below it")),
	SENTENCE(fixmap,
		 N_("FIXADDR_START: addresses fixed at compile time, for "
		    "kmap_atomic()")),
	SENTENCE(below_vectors, N_("kept free between fixmap and vectors")),
	SENTENCE(vectors,
		 N_("high vectors: the CPU jumps here on exceptions; one "
		    "page")),
	SENTENCE(top,
		 N_("never mapped: an error pointer (ERR_PTR, -{max_errno} to "
		    "-1) faults here")),
	{ .id = NULL },
};
