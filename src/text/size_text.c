/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * size_text.c - sizes, with the fewest digits that say them.
 */
#include "text/size_text.h"

#include <inttypes.h>
#include <stdio.h>

static const char units[] = "BKMG";

/* Whole numbers only: a size that is not a multiple of a unit has a smaller one. */
const char *size_text(uint64_t bytes, char *text)
{
	unsigned int unit = 0;

	while (bytes && bytes % 1024 == 0 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	snprintf(text, SIZE_TEXT, "%" PRIu64 "%c", bytes, units[unit]);
	return text;
}

const char *short_size_text(uint64_t bytes, char *text)
{
	unsigned int unit = 10;

	if (bytes & 1023 || bytes < 10000 * 1024)
		return size_text(bytes, text);
	while (unit < 30 && bytes >> unit >= 10000)
		unit += 10;
	if (!(bytes & ((UINT64_C(1) << unit) - 1)))
		return size_text(bytes, text);
	snprintf(text, SIZE_TEXT, "~%" PRIu64 "%c", bytes >> unit,
		 units[unit / 10]);
	return text;
}

const char *rounded_size_text(uint64_t bytes, char *text)
{
	static const char *const names[] = { "B", "KB", "MB", "GB" };
	unsigned int unit = 0;

	while (bytes >= 10240 && unit < 3) {
		bytes = (bytes + 512) / 1024;
		unit++;
	}
	if (bytes >= 1024 && bytes % 1024 == 0 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	snprintf(text, SIZE_TEXT, "%" PRIu64 " %s", bytes, names[unit]);
	return text;
}
