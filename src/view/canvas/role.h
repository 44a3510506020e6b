/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * role.h - what a cell of a picture means; themes turn it into a colour.
 *
 * A role never carries meaning alone: a glyph or a word beside it says the
 * same to whoever sees no colours.
 */
#ifndef VMSCOPE_VIEW_CANVAS_ROLE_H
#define VMSCOPE_VIEW_CANVAS_ROLE_H

enum role {
	/* Text. */
	ROLE_TEXT,
	ROLE_DIM,     /* helps to read, says nothing by itself */
	ROLE_TITLE,   /* the name of a pane */
	ROLE_FOCUS,   /* the same, of the pane that has the keys */
	ROLE_BAR,     /* header and footer */
	ROLE_KEY,     /* a key in the footer and in help */
	ROLE_LINE,    /* lines between things */
	ROLE_ADDRESS, /* virtual */
	ROLE_NUMBER,
	ROLE_NAME,  /* a field, a function, a caller */
	ROLE_WHY,   /* a sentence of explanation */
	ROLE_ERROR, /* an answer that is an error */
	ROLE_MATCH, /* what a search found */

	/* The vmalloc region. */
	ROLE_VMALLOC,
	ROLE_VMAP,
	ROLE_IOREMAP,
	ROLE_MODULE,
	ROLE_GUARD,
	ROLE_GAP,    /* left by the allocator or by alignment */
	ROLE_LAZY,   /* freed, and not yet purged */
	ROLE_CURSOR, /* a candidate while searching; a step's variable */

	/* Frames. */
	ROLE_KERNEL,  /* the image */
	ROLE_MEM_MAP, /* struct pages */
	ROLE_SLAB,
	ROLE_PGTABLE,
	ROLE_PAGES,    /* from alloc_pages */
	ROLE_PCP,      /* on a per-cpu list */
	ROLE_RESERVED, /* boot's, and what is not RAM */
	ROLE_FREE,

	/* Other regions of the 4 GB. */
	ROLE_USER,
	ROLE_LOWMEM,
	ROLE_HOLE, /* never mapped, on purpose */

	/* The tree. */
	ROLE_RED,
	ROLE_BLACK,

	ROLES
};

/**
 * role_letter() - the letter of a role in a golden screen.
 * @role: not ROLES
 * Return: different for each role; a blank for ROLE_TEXT
 */
char role_letter(enum role role);

#endif
