/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report_board.h - a board that a report of free memory fits, when nobody named
 * one.
 *
 * `--import` without `--board` asks here.
 */
#ifndef VMSCOPE_SESSION_IMPORT_REPORT_BOARD_H
#define VMSCOPE_SESSION_IMPORT_REPORT_BOARD_H

#include "kernel/kernel.h"
#include "session/import/memory_report.h"

/**
 * report_board() - work a board out from the zones of a report.
 * @r: the report
 * @k: the machine that has booted, whose board @board is
 * @n: 0 for the best one, then for those to try if the free blocks have no room
 * on it
 * @board: what the report does not tell stays; the rest is changed
 * Return: false when there are no more; true with @board as it was when the
 * machine may be the report's
 *
 * What a zone has in all is told by `present` and `managed`, and the RAM by
 * "pages of RAM"; else it is the least power of two that has room. Lowmem ends
 * where HighMem begins, by the kernel's own limit or by a vmalloc= that is put
 * into the board's kernel arguments. Every second board has a small kernel.
 */
bool report_board(const struct memory_report *r, const struct kernel *k,
		  unsigned int n, struct board *board);

/** report_zone_mb() - how large a zone_type is, in megabytes; 0: not told. */
uint32_t report_zone_mb(const struct memory_report *r, unsigned int type);

#endif
