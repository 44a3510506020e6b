/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8.c - code points as UTF-8.
 */
#include "export/utf8.h"

#include <utf8proc.h>

static void write_char(uint32_t ch, FILE *to)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	n = utf8proc_encode_char((utf8proc_int32_t)ch, bytes);
	fwrite(bytes, 1, (size_t)n, to);
}

void write_cell(const struct cell *cell, FILE *to)
{
	if (cell->ch)
		write_char(cell->ch, to);
	if (cell->mark)
		write_char(cell->mark, to);
}
