/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of src/kernel/highmem.c; see sentence_tables.h. */
#include "session/stepping/sentences/sentence_tables.h"

/* clang-format off */
const struct sentence highmem_sentences[] = {
	SENTENCE(set_page_address,
		 N_("{page} is now seen at {vaddr}: page_address_htable "
		    "must know"),
		 IF(vaddr, 0,
		    N_("{page} is no longer seen: page_address_htable must "
		       "forget it"))),
	SENTENCE(take_record,
		 N_("the first record of the pool is for {page}; it goes to "
		    "the end of the chain of bucket {bucket}")),
	SENTENCE(give_back_record,
		 N_("the record of {page} leaves the chain of bucket {bucket} "
		    "and goes to the end of the pool")),

	SENTENCE(flush_all_zero_pkmaps,
		 N_("empty every slot that is mapped but has no user: its "
		    "count is 1")),
	SENTENCE(empty_slot,
		 N_("nobody uses slot {slot}: its count becomes 0, its PTE is "
		    "cleared, and its page has no address any more"),
		 EVENT(PTE)),
	SENTENCE(emptied,
		 N_("one flush of the TLB for all of pkmap, however many slots "
		    "were emptied"),
		 IF(need_flush, 0,
		    N_("no slot was emptied: no flush of the TLB"))),

	SENTENCE(kmap_flush_unused,
		 N_("empty the slots that nobody uses now, before the search "
		    "wraps")),

	SENTENCE(next_free_slot,
		 N_("look for a free slot, from the one after "
		    "{last_pkmap_nr} on: what was freed lately is not used "
		    "again at once")),
	SENTENCE(wrap,
		 N_("the search is back at slot {slot}: time to empty the "
		    "slots without users, with one flush for all")),
	SENTENCE(try_slot,
		 N_("the count of slot {slot} is {pkmap_count}: it is still "
		    "mapped, so go on"),
		 IF(pkmap_count, 0, N_("slot {slot} is free: take it"))),

	SENTENCE(map_new_virtual,
		 N_("{page} has no address yet: it needs a slot of pkmap")),
	SENTENCE(would_sleep,
		 N_("all 512 slots are in use: Linux would sleep here until "
		    "kunmap() leaves one without users")),
	SENTENCE(all_slots_in_use,
		 N_("all 512 slots of pkmap are in use: Linux would sleep "
		    "until a kunmap")),
	SENTENCE(set_slot,
		 N_("write the PTE of slot {slot}: {vaddr} leads to {page}; "
		    "its count becomes 1, mapped and without users"),
		 EVENT(PTE)),

	SENTENCE(kmap_high,
		 N_("{page} is seen at {vaddr} already: the same slot serves "
		    "all its users"),
		 IF(vaddr, 0, N_("does {page} have an address? No"))),
	SENTENCE(one_user_more,
		 N_("slot {slot} has one user more: its count, {pkmap_count}, "
		    "goes up")),

	SENTENCE(kmap, N_("the kernel wants to see {page} for a while")),
	SENTENCE(lowmem,
		 N_("{page} is in lowmem: it has had its address, {vaddr}, "
		    "since boot")),

	SENTENCE(kunmap_high,
		 N_("{page} is seen at {vaddr}: the slot of this address "
		    "loses a user")),
	SENTENCE(one_user_less,
		 N_("slot {slot} has one user less: its count, {pkmap_count}, "
		    "goes down")),
	SENTENCE(nobody_left,
		 N_("nobody uses slot {slot} now, but it stays mapped until a "
		    "flush: a count of 1")),

	SENTENCE(kunmap, N_("one user of {page} is done with it")),
	SENTENCE(lowmem_stays,
		 N_("{page} is in lowmem: its address stays, so there is "
		    "nothing to do")),

	SENTENCE(kmap_high_get,
		 N_("{page} is seen at {vaddr} in pkmap: a second address "
		    "would be a second copy of it in the cache"),
		 IF(vaddr, 0, N_("{page} has no slot of pkmap"))),
	SENTENCE(one_user_more_at_once,
		 N_("use slot {slot} too, even if it had no user left: its "
		    "count, {pkmap_count}, goes up")),

	SENTENCE(kmap_atomic,
		 N_("CPU {cpu} wants to see {page} for a moment: from here on "
		    "it must not sleep")),
	SENTENCE(atomic_lowmem,
		 N_("{page} is in lowmem: it has had its address, {vaddr}, "
		    "since boot")),
	SENTENCE(set_fixmap,
		 N_("overwrite the PTE of {vaddr}, number {idx} of fixmap, "
		    "and drop what the TLB holds of this one page"),
		 EVENT(PTE)),

	SENTENCE(kunmap_atomic,
		 N_("CPU {cpu} is done with {vaddr}")),
	SENTENCE(clear_fixmap,
		 N_("CONFIG_DEBUG_HIGHMEM: clear the PTE of {vaddr}, so that "
		    "a late access faults")),
	SENTENCE(pte_stays,
		 N_("the PTE of {vaddr} stays as it is: the next kmap_atomic "
		    "of this type overwrites it")),
	{ .id = NULL },
};
