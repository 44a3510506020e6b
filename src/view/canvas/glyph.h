/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * glyph.h - one thing looks the same everywhere: the shapes of all pictures.
 *
 * Each glyph has a form for terminals that draw well, one in ASCII, the role
 * that colours it, and a word for legends. All are one column wide.
 */
#ifndef VMSCOPE_VIEW_CANVAS_GLYPH_H
#define VMSCOPE_VIEW_CANVAS_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#include "view/canvas/role.h"

enum glyph {
	/* Pages of the vmalloc region. */
	GLYPH_VMALLOC,	/* mapped page of an area */
	GLYPH_VMAP,	/* mapped page that belongs to somebody else */
	GLYPH_IOREMAP,	/* mapped device registers */
	GLYPH_MODULE,	/* mapped page of a module */
	GLYPH_UNMAPPED, /* taken, no PTE yet */
	GLYPH_TAKEN,	/* mapped page of a block: vm_map_ram gave it */
	GLYPH_DIRTY,	/* unmapped by vm_unmap_ram; its PTE may be there */
	GLYPH_UNUSED,	/* page of a block that was never given */
	GLYPH_GUARD,
	GLYPH_GAP,  /* left by the allocator or by alignment */
	GLYPH_LAZY, /* freed, not yet purged */
	GLYPH_NONE, /* free addresses: a blank */
	GLYPH_CANDIDATE,

	/* Owners of frames: letters in both sets. */
	GLYPH_KERNEL,
	GLYPH_MEM_MAP,
	GLYPH_SLAB,
	GLYPH_PGTABLE,
	GLYPH_PAGE_VMALLOC,
	GLYPH_PAGE_ALLOC,
	GLYPH_PCP,
	GLYPH_RESERVED,
	GLYPH_REPORTED,
	GLYPH_NO_RAM,

	/* Lines and marks. */
	GLYPH_HLINE,
	GLYPH_VLINE,
	GLYPH_TEE_DOWN,	 /* a vertical line begins below */
	GLYPH_TEE_UP,	 /* a vertical line ends from above */
	GLYPH_TEE_RIGHT, /* a horizontal line begins to the right */
	GLYPH_TEE_LEFT,
	GLYPH_CROSS,
	GLYPH_CORNER_UL, /* upper left, and so on */
	GLYPH_CORNER_UR,
	GLYPH_CORNER_LL,
	GLYPH_CORNER_LR,
	GLYPH_HERE,  /* the chosen row */
	GLYPH_ADDED, /* in margins */
	GLYPH_REMOVED,
	GLYPH_CHANGED,
	GLYPH_BREAK, /* a scale is broken here */
	GLYPH_ELLIPSIS,
	GLYPH_ARROW,	/* from what leads to what: -> */
	GLYPH_FILL_0,	/* of a cell of RAM nothing is in use, */
	GLYPH_FILL_1,	/* up to a quarter, a half, three quarters, */
	GLYPH_FILL_2,
	GLYPH_FILL_3,
	GLYPH_FILL_4,	    /* nearly all */
	GLYPH_STROKE_LEFT,  /* parts of lines, in ASCII: down to the left, */
	GLYPH_STROKE_RIGHT, /* to the right, */
	GLYPH_STROKE_DOWN,  /* straight down, */
	GLYPH_STROKE_FLAT,  /* and hardly down */
	GLYPH_BAR_FULL, /* of progress bars and fillings */
	GLYPH_BAR_EMPTY,
	GLYPH_SLIDER, /* where one is on a bar */
	GLYPH_FORK,   /* another line of time leaves there */

	GLYPHS
};

/** glyph_char() - the code point of a glyph, in either set. */
uint32_t glyph_char(enum glyph glyph, bool ascii);

/**
 * glyph_dot() - a cell of Braille dots with one more of them.
 * @ch: the cell's character; one without dots counts as empty
 * @x: column of the dot, 0 or 1
 * @y: row of the dot, 0 to 3
 */
uint32_t glyph_dot(uint32_t ch, int x, int y);

/** glyph_text() - the same as text. @text: GLYPH_TEXT bytes; returned. */
enum { GLYPH_TEXT = 5 };
const char *glyph_text(enum glyph glyph, bool ascii, char *text);

/** glyph_role() - the role that it has by itself. */
enum role glyph_role(enum glyph glyph);

/** glyph_word() - what it means, for legends: "guard page". */
const char *glyph_word(enum glyph glyph);

/** glyph_order() - a free block of 2^order pages: '0' to '9', 'a'. */
uint32_t glyph_order(unsigned int order);

#endif
