/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listing_board.h - a board that a listing fits, when nobody named one.
 *
 * `--import` without `--board` asks here, so that "where would my buffer land"
 * is answered for the machine that the listing came from.
 */
#ifndef VMSCOPE_SESSION_IMPORT_LISTING_BOARD_H
#define VMSCOPE_SESSION_IMPORT_LISTING_BOARD_H

#include "session/import/vmallocinfo_listing.h"

#include "kernel/layout.h"

/**
 * listing_fits() - do all areas lie in the regions of a layout?
 * @l: the listing
 * @layout: of a machine that has booted
 */
bool listing_fits(const struct vmallocinfo *l, const struct layout *layout);

/**
 * listing_board() - work a board out from a listing.
 * @l: the listing
 * @board: what the listing does not tell, and stays; the rest is changed
 * Return: true when a machine of this kind would have these areas
 *
 * VMALLOC_START is 8 MB aligned below the lowest area, so lowmem is known to
 * 8 MB; PAGE_OFFSET by the module region below it; VMALLOC_END is the first
 * usual one above all areas.
 */
bool listing_board(const struct vmallocinfo *l, struct board *board);

#endif
