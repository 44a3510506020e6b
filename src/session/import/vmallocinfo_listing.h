/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vmallocinfo_listing.h - a /proc/vmallocinfo of a real machine, read from a file.
 *
 * One line is one area:
 *
 *   0xd085e000-0xd0860000    8192 __arm_ioremap_pfn+0x64/0x144 ioremap
 *
 * Kernels from 2.6.28 to today are read, and files as people post them: in
 * mail, with stamps, with a shell's lines around. What is not understood is
 * passed over and counted. Knows no machine: import_listing.c rebuilds the areas
 * in one.
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
	bool no_guard;	   /* its last page is mapped, too */
	uint32_t nr_pages; /* pages=, 0 when not told */
	bool has_phys;
	paddr_t phys; /* phys= */
	bool later;   /* the line has what no early kernel prints */

	/* Who asked: function and offset, or a bare address, or 0. */
	char *function;	      /* NULL when not told */
	char *module;	      /* it belongs to; NULL: the kernel itself */
	uint32_t offset, len; /* bytes: in the function, and its length */
	vaddr_t caller;

	unsigned int line; /* in the file, from 1 */
};

/* What was passed over: how many, and the first of them. */
struct passed_over {
	size_t nr;
	struct {
		unsigned int line;
		char text[48]; /* clean, and cut where it is long */
	} first[3];
};

struct vmallocinfo {
	const char *file;
	vaddr_t task_size;   /* no kernel address is lower */
	struct listed *area; /* sorted by address, disjoint */
	size_t nr, capacity;
	struct passed_over words;    /* of areas, that nobody here knows */
	struct passed_over lines;    /* that are not areas, */
	struct passed_over elisions; /* stand for lines left out, */
	struct passed_over same;     /* or say once more what another said */
	char *why;		     /* the caller's, for one line */
	size_t size;
};

/**
 * vmallocinfo_read() - read and check a listing.
 * @l: filled in; give it back with vmallocinfo_free() in any case
 * @file: its file's name, kept
 * @task_size: TASK_SIZE of the kernel that it is for
 * @text: what the file says, @len bytes
 * @why: one line when it fails: `FILE:LINE: ...` or `FILE: ...`; kept
 * @size: bytes of @why
 * Return: 0; -EINVAL (no listing, or one that makes no sense); -ENOMEM; what
 * reading gave
 */
int vmallocinfo_read(struct vmallocinfo *l, const char *file, vaddr_t task_size,
		     const char *text, size_t len, char *why, size_t size);

/** vmallocinfo_has_areas() - does a line start as an area's does? */
bool vmallocinfo_has_areas(const char *text, size_t len);

/** vmallocinfo_free() - give the memory back. */
void vmallocinfo_free(struct vmallocinfo *l);

/**
 * vmallocinfo_check() - do its areas make sense? Sorts them.
 * @l: as it was read
 * Return: 0; -EINVAL
 */
int vmallocinfo_check(struct vmallocinfo *l);

/** listed_free() - give an area's texts back. */
void listed_free(struct listed *a);

/** passed_over_add() - count one more of what is passed over. */
void passed_over_add(struct passed_over *passed, unsigned int line,
		     const char *text);

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
