/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/vmap_block.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence vmap_block_sentences[] = {
	SENTENCE(new_vmap_block,
		 N_("no block of CPU {cpu} has room: get a new one of {size} "
		    "bytes, at a multiple of its size")),
	SENTENCE(no_block,
		 N_("no addresses for a block of {size} bytes: free its "
		    "record")),
	SENTENCE(tree_insert,
		 N_("{vb} has all its pages free; vmap_block_tree finds it by "
		    "its address")),
	SENTENCE(queue_head,
		 N_("{vb} goes to the head of the queue of CPU {cpu}: the "
		    "newest block is asked first")),

	SENTENCE(free_vmap_block,
		 N_("{vb} has given all it had: its whole area is freed, "
		    "lazily like any other")),
	SENTENCE(free_record,
		 N_("the record of the block goes; its area waits for the "
		    "purge")),

	SENTENCE(take_region,
		 N_("look along the queue, newest block first, for a free "
		    "run of {order}, aligned to its size")),
	SENTENCE(too_full,
		 N_("{vb} has {free} left, less than {order}: the next one")),
	SENTENCE(find_region,
		 N_("the lowest free run of {order} in {vb} begins at page "
		    "{i} of the block")),
	SENTENCE(region_taken,
		 N_("{free} are left in {vb}"),
		 IF(free, 0,
		    N_("{vb} has given its last page: it leaves the queue"))),

	SENTENCE(vb_alloc,
		 N_("{count}, rounded up to a power of two, from a block of "
		    "CPU {cpu}")),
	SENTENCE(queue_end,
		 N_("the end of the queue of CPU {cpu}: no block has {order} "
		    "free")),

	SENTENCE(vb_free,
		 N_("{count} at {addr} come back to their block")),
	SENTENCE(make_dirty,
		 N_("{order} from page {i} of {vb} on becomes dirty: nobody "
		    "gets it again, and its PTEs stay")),
	SENTENCE(all_dirty,
		 N_("{dirty} of {vb} are dirty, {free} were never given; the "
		    "block is freed when all are dirty")),

	SENTENCE(retire_block,
		 N_("nothing of {vb} is in use: {free} and {dirty} dirty are "
		    "all it has, so it is freed whole")),
	SENTENCE(purge_fragmented_blocks,
		 N_("which blocks of CPU {cpu} have no mapping left?")),
	SENTENCE(in_use,
		 N_("{vb}: {free} free and {dirty} dirty; if that is all of "
		    "it, nothing of it is in use")),

	SENTENCE(unmap_dirty_runs,
		 N_("{dirty} of {vb} are dirty: clear their PTEs, run by run")),
	SENTENCE(dirty_run,
		 N_("{start}-{end} are dirty, one after the other: clear "
		    "their PTEs; dirty they stay")),
	SENTENCE(vm_unmap_aliases,
		 N_("nothing that was unmapped may stay reachable: first the "
		    "dirty pages of blocks, then a purge, {vmap_lazy_nr} "
		    "wait")),

	SENTENCE(map_ram_area,
		 N_("{count} are too many for a block: an area of their own, "
		    "without a guard page and without a vm_struct")),
	SENTENCE(vm_map_ram,
		 N_("map {count} for a short time, so cheaply that no TLB is "
		    "flushed")),
	SENTENCE(map_page,
		 N_("page {i} of them, {pfn}, becomes visible at {addr}")),
	SENTENCE(vm_unmap_ram,
		 N_("give {addr} back; {count} says where it came from: up "
		    "to 32 from a block, more from an area")),
	{ .id = NULL },
};
