/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mmu.h - translates a virtual address: the two-level walk in RAM.
 *
 * ARM ARM (DDI 0100I), part B4: short descriptors as ARMv5 and ARMv6 with
 * subpages read them. Sections, coarse tables, large and small pages are
 * decoded; fine tables and tiny pages are named but not followed (no kernel
 * here uses them). The walk reads the tables and changes nothing.
 */
#ifndef VMSCOPE_MACHINE_MMU_H
#define VMSCOPE_MACHINE_MMU_H

#include "machine/ram.h"
#include "machine/types.h"

enum l1_type { L1_FAULT, L1_COARSE, L1_SECTION, L1_FINE };
enum l2_type { L2_FAULT, L2_LARGE, L2_SMALL, L2_TINY };

/* FSR[3:0], ARM ARM B4.6.1: the status reported by a data abort. */
enum fault_status {
	FAULT_NONE = 0,
	FAULT_TRANSLATION_SECTION = 0x5, /* no first-level entry */
	FAULT_TRANSLATION_PAGE = 0x7,	 /* no second-level entry */
	FAULT_DOMAIN_SECTION = 0x9,
	FAULT_DOMAIN_PAGE = 0xb,
	FAULT_EXTERNAL_L1 = 0xc, /* first-level table outside RAM */
	FAULT_PERMISSION_SECTION = 0xd,
	FAULT_EXTERNAL_L2 = 0xe, /* second-level table outside RAM */
	FAULT_PERMISSION_PAGE = 0xf,
};

/* The address bits of an entry: of a table, or of what is mapped. */
#define L1_TABLE_ADDRESS 0xfffffc00u
#define L1_SECTION_ADDRESS 0xfff00000u
#define L2_LARGE_ADDRESS 0xffff0000u
#define L2_SMALL_ADDRESS 0xfffff000u

/* One walk, step by step. Fields after a fault are 0. */
struct walk {
	vaddr_t va;	 /* the address asked for */
	paddr_t l1_addr; /* physical address of the first-level entry */
	uint32_t l1;	 /* that entry */
	enum l1_type l1_type;
	paddr_t l2_addr; /* of the second-level entry; 0: none read */
	uint32_t l2;	 /* that entry */
	enum l2_type l2_type;
	unsigned int domain;	    /* 0 to 15 */
	unsigned int domain_rights; /* from DACR: 0 none, 1 client, 3 manager */
	unsigned int ap; /* access permission bits that apply, 0 to 3 */
	bool cacheable, bufferable;
	uint32_t size;		 /* bytes that this entry maps */
	paddr_t pa;		 /* valid when translated */
	bool translated;	 /* the tables give an address */
	enum fault_status fault; /* FAULT_NONE, or how an access faults */
};

/**
 * mmu_walk() - translate an address and say whether the kernel may access it.
 * @m: the machine; TTBR0 and DACR are read
 * @va: virtual address, bytes
 * @w: filled with every step
 * Return: true if the access would succeed; with S and R 0, AP bits let
 * privileged code read and write, or neither. w->translated is true even if the
 * domain or the permission forbids the access.
 */
bool mmu_walk(const struct machine *m, vaddr_t va, struct walk *w);

/**
 * mmu_permits() - may the kernel access what an address translates to?
 * @m: the machine; DACR is read
 * @w: a translation with its domain and AP; rights and fault are set
 */
bool mmu_permits(const struct machine *m, struct walk *w);

/**
 * mmu_translate() - the physical address alone, whatever the permissions.
 * @m: the machine
 * @va: virtual address
 * @pa: result
 * Return: true when the tables map @va
 */
bool mmu_translate(const struct machine *m, vaddr_t va, paddr_t *pa);

/** fault_name() - a fault status in the manual's words. */
const char *fault_name(enum fault_status fault);

/** ap_name() - what AP bits permit, e.g. "privileged read/write, user none". */
const char *ap_name(unsigned int ap);

/** caching_name() - what an entry's C and B bits mean: "write-back". */
const char *caching_name(const struct walk *w);

#endif
