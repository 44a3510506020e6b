/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mapping_rules.h - which rule of kmap, kmap_atomic and vm_map_ram, forgotten,
 * explains an answer.
 *
 * As forgotten_rules.h, which has these rules after its own: what is known
 * before the call is copied down, and somebody who forgot a rule looks for an
 * address there, by hand.
 */
#ifndef VMSCOPE_SESSION_PREDICTION_MAPPING_RULES_H
#define VMSCOPE_SESSION_PREDICTION_MAPPING_RULES_H

#include "kernel/kernel.h"
#include "session/prediction/paper_machine.h"

struct forgotten_rule;

enum mapping_call { MAPPING_NONE, MAPPING_KMAP, MAPPING_ATOMIC, MAPPING_RAM };

/* The first block of a CPU's queue. */
struct paper_block {
	vaddr_t start; /* 0: there is none */
	uint32_t given[VMAP_BBMAP_BITS_MAX / 32];
	uint32_t asked[VMAP_BBMAP_BITS_MAX / 32]; /* of those: not rounded up */
	uint32_t clean[VMAP_BBMAP_BITS_MAX / 32]; /* of those: not dirty */
};

struct paper_mappings {
	uint32_t count[LAST_PKMAP]; /* of each slot, as in the kernel */
	uint32_t last;		    /* slot */
	uint32_t idle; /* the first entry of fixmap without a PTE */
	struct paper_block block[MAX_CPUS];

	/* What the call is about. */
	enum mapping_call call;
	pfn_t pfn;
	vaddr_t has;   /* address in pkmap that the page has; 0: none */
	uint32_t type; /* enum km_type */
	uint32_t cpu;
	uint32_t count_pages;
};

/** mappings_copy_down() - write down slots and blocks as they are now. */
void mappings_copy_down(const struct kernel *k, struct paper_mappings *m);

/** mapping_rule() - row @i; NULL after the last. */
const struct forgotten_rule *mapping_rule(unsigned int i);

/**
 * mapping_rules() - the rules that alone explain an answer.
 * @k: the kernel
 * @m: what was written down before the call
 * @r: the call's record
 * @areas: the areas before it
 * @answer: an address
 * Return: bits 1 << row; 0: none, or it is another call
 */
uint32_t mapping_rules(const struct kernel *k, struct paper_mappings *m,
		       const struct step_record *r,
		       const struct paper_sheet *areas, uint32_t answer);

#endif
