/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo_listing.h - a /proc/vmallocinfo of a real machine, read from a file.
 *
 * One line is one area:
 *
 *   0xd085e000-0xd0860000    8192 __arm_ioremap_pfn+0x64/0x144 ioremap
 *
 * Kernels from 2.6.28 to today are read; words that this one does not know are
 * passed over and counted. Knows no machine: import_listing.c rebuilds the areas in one.
 */
#ifndef VMSCOPE_SESSION_IMPORT_VMALLOCINFO_LISTING_H
#define VMSCOPE_SESSION_IMPORT_VMALLOCINFO_LISTING_H

#include "machine/types.h"

enum listed_kind {
	LISTED_VM,	 /* an area with a vm_struct */
	LISTED_MAP_RAM,	 /* vm_map_ram(): addresses only */
	LISTED_UNPURGED, /* freed, but not given back yet */
};

struct listed {
	vaddr_t start, end; /* the end is exclusive, with the guard */
	uint32_t size;	    /* bytes, as the line says */
	enum listed_kind kind;
	uint32_t flags;	   /* VM_IOREMAP ... */
	uint32_t nr_pages; /* pages=, 0 when not told */
	bool has_phys;
	paddr_t phys; /* phys= */

	/* Who asked: function and offset, or a bare address, or 0. */
	char *function;	      /* NULL when not told */
	char *module;	      /* it belongs to; NULL: the kernel itself */
	uint32_t offset, len; /* bytes: in the function, and its length */
	vaddr_t caller;

	unsigned int line; /* in the file, from 1 */
};

struct vmallocinfo {
	const char *file;
	struct listed *area; /* sorted by address, disjoint */
	size_t nr, capacity;
	size_t nr_passed;	/* words that nobody here knows, */
	char passed[32];	/* the first of them, */
	unsigned int passed_at; /* and its line */
	char *why;		/* the caller's, for one line */
	size_t size;
};

/**
 * vmallocinfo_read() - read and check a listing.
 * @l: filled in; give it back with vmallocinfo_free() in any case
 * @file: its file's name, kept
 * @text: what the file says, @len bytes
 * @why: one line when it fails: `FILE:LINE: ...` or `FILE: ...`; kept
 * @size: bytes of @why
 * Return: 0; -EINVAL (no listing, or one that makes no sense); -ENOMEM; what
 * reading gave
 */
int vmallocinfo_read(struct vmallocinfo *l, const char *file, const char *text,
		     size_t len, char *why, size_t size);

/** vmallocinfo_free() - give the memory back. */
void vmallocinfo_free(struct vmallocinfo *l);

/**
 * vmallocinfo_refuse() - say what is wrong with a listing.
 * @l: the listing
 * @line: its line, 0 for the file as a whole
 * @format: as printf's
 * Return: -EINVAL
 */
int vmallocinfo_refuse(struct vmallocinfo *l, unsigned int line,
		       const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
