/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listing_board.h - a board that a listing fits, when nobody named one.
 *
 * `--import` without `--board` asks here, so that "where would my buffer land"
 * is answered for the machine that the listing came from.
 */
#ifndef VMSCOPE_SESSION_IMPORT_LISTING_BOARD_H
#define VMSCOPE_SESSION_IMPORT_LISTING_BOARD_H

#include "session/import/machine_facts.h"

/* What was given beside a listing. */
struct beside_listing {
	struct machine_facts facts;
	bool has_log;
	struct board log; /* boot_log_read()'s */
};

/** beside_told() - does it say something that a board could have? */
bool beside_told(const struct beside_listing *beside);

/**
 * listing_board() - work a board out from a listing.
 * @file: its name
 * @text: the listing, @len bytes
 * @layout: of the machine that has booted
 * @beside: what was given beside it
 * @board: what the listing does not tell, and stays; the rest is changed
 * Return: true when something was told beside it, or @layout has no room for
 * these areas and @board would have; false also for a text that is no listing
 *
 * VMALLOC_START is 8 MB aligned below the lowest area, so lowmem is known to
 * 8 MB; PAGE_OFFSET by the module region below it; VMALLOC_END is the first
 * usual one above all areas.
 */
bool listing_board(const char *file, const char *text, size_t len,
		   const struct layout *layout,
		   const struct beside_listing *beside, struct board *board);

/**
 * listing_allocator() - whose allocator handed out the areas of a listing.
 * @file: its name
 * @text: the listing, @len bytes
 * @allocator: what the board says; other than 2.6.32's it stays
 * Return: an enum allocator; @allocator when the listing does not show it
 *
 * Areas that touch, and words that only later kernels print, are 6.1's. ARM's
 * ioremap of 2.6.32 leaves phys= out: with it, but with a page free before each
 * area, a listing is 2.6.39's.
 */
unsigned int listing_allocator(const char *file, const char *text, size_t len,
			       unsigned int allocator);

#endif
