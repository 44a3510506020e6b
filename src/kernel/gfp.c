/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gfp.c - allocation flags as words.
 *
 * Linux: include/linux/gfp.h. Faithful: names and values.
 */
#include "kernel/gfp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FLAG(name)                                                             \
	{                                                                      \
#name, name                                                    \
	}

static const struct gfp_name {
	const char *name;
	gfp_t bits;
} names[] = {
	FLAG(GFP_HIGHUSER_MOVABLE),
	FLAG(GFP_HIGHUSER),
	FLAG(GFP_USER),
	FLAG(GFP_TEMPORARY),
	FLAG(GFP_KERNEL),
	FLAG(GFP_NOFS),
	FLAG(GFP_NOIO),
	FLAG(GFP_ATOMIC),
	FLAG(GFP_DMA),
	FLAG(GFP_NOWAIT), /* no bit at all */
	FLAG(__GFP_DMA),
	FLAG(__GFP_HIGHMEM),
	FLAG(__GFP_DMA32),
	FLAG(__GFP_MOVABLE),
	FLAG(__GFP_WAIT),
	FLAG(__GFP_HIGH),
	FLAG(__GFP_IO),
	FLAG(__GFP_FS),
	FLAG(__GFP_COLD),
	FLAG(__GFP_NOWARN),
	FLAG(__GFP_REPEAT),
	FLAG(__GFP_NOFAIL),
	FLAG(__GFP_NORETRY),
	FLAG(__GFP_COMP),
	FLAG(__GFP_ZERO),
	FLAG(__GFP_NOMEMALLOC),
	FLAG(__GFP_HARDWALL),
	FLAG(__GFP_THISNODE),
	FLAG(__GFP_RECLAIMABLE),
	FLAG(__GFP_NOTRACK),
};

enum { NR_NAMES = sizeof(names) / sizeof(names[0]) };

static gfp_t known_bits(void)
{
	gfp_t known = 0;

	for (int i = 0; i < NR_NAMES; i++)
		known |= names[i].bits;
	return known;
}

/* "0x8000": only bits with a name; the allocator knows no others. */
static int parse_bits(const char *word, size_t length, gfp_t *bits)
{
	unsigned long long value;
	char *end;

	if (word[0] < '0' || word[0] > '9')
		return -EINVAL;
	value = strtoull(word, &end, 0);
	if (end != word + length || value & ~(unsigned long long)known_bits())
		return -EINVAL;
	*bits = (gfp_t)value;
	return 0;
}

static int parse_word(const char *word, size_t length, gfp_t *bits)
{
	for (int i = 0; i < NR_NAMES; i++) {
		if (strlen(names[i].name) == length &&
		    !strncmp(names[i].name, word, length)) {
			*bits = names[i].bits;
			return 0;
		}
	}
	return parse_bits(word, length, bits);
}

int gfp_parse(const char *text, gfp_t *gfp)
{
	gfp_t all = 0, bits;

	for (;;) {
		size_t length = strcspn(text, "|");

		if (parse_word(text, length, &bits))
			return -EINVAL;
		all |= bits;
		if (!text[length])
			break;
		text += length + 1;
	}
	*gfp = all;
	return 0;
}

const char *gfp_name(unsigned int i)
{
	return i < NR_NAMES ? names[i].name : NULL;
}
