/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gfp.h - what a caller asks of the pages it wants.
 *
 * Linux 2.6.32: include/linux/gfp.h. The session reads the names.
 */
#ifndef VMSCOPE_KERNEL_GFP_H
#define VMSCOPE_KERNEL_GFP_H

#include "machine/types.h"

typedef uint32_t gfp_t;

#define __GFP_DMA 0x01u
#define __GFP_HIGHMEM 0x02u
#define __GFP_DMA32 0x04u
#define __GFP_MOVABLE 0x08u
#define __GFP_WAIT 0x10u
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define __GFP_COLD 0x100u
#define __GFP_NOWARN 0x200u
#define __GFP_REPEAT 0x400u
#define __GFP_NOFAIL 0x800u
#define __GFP_NORETRY 0x1000u
#define __GFP_COMP 0x4000u
#define __GFP_ZERO 0x8000u
#define __GFP_NOMEMALLOC 0x10000u
#define __GFP_HARDWALL 0x20000u
#define __GFP_THISNODE 0x40000u
#define __GFP_RECLAIMABLE 0x80000u
#define __GFP_NOTRACK 0x200000u

#define GFP_NOWAIT (GFP_ATOMIC & ~__GFP_HIGH)
#define GFP_ATOMIC (__GFP_HIGH)
#define GFP_NOIO (__GFP_WAIT)
#define GFP_NOFS (__GFP_WAIT | __GFP_IO)
#define GFP_KERNEL (__GFP_WAIT | __GFP_IO | __GFP_FS)
#define GFP_TEMPORARY (GFP_KERNEL | __GFP_RECLAIMABLE)
#define GFP_USER (GFP_KERNEL | __GFP_HARDWALL)
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)
#define GFP_HIGHUSER_MOVABLE (GFP_HIGHUSER | __GFP_MOVABLE)
#define GFP_DMA __GFP_DMA

/* The flags that also apply to the records of the pages. */
#define GFP_RECLAIM_MASK                                                       \
	(__GFP_WAIT | __GFP_HIGH | __GFP_IO | __GFP_FS | __GFP_NOWARN |        \
	 __GFP_REPEAT | __GFP_NOFAIL | __GFP_NORETRY | __GFP_NOMEMALLOC)

/**
 * gfp_parse() - read "GFP_KERNEL|__GFP_ZERO" or a number.
 * @text: NUL-terminated
 * @gfp: result
 * Return: 0, or -EINVAL with *gfp untouched
 */
int gfp_parse(const char *text, gfp_t *gfp);

/** gfp_name() - the @i-th of the names that gfp_parse() knows; NULL after the
 * last. */
const char *gfp_name(unsigned int i);

#endif
