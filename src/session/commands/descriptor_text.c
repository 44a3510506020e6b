/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * descriptor_text.c - what the two kinds of entries are called.
 */
#include "session/commands/descriptor_text.h"

#include <inttypes.h>
#include <string.h>

#include "text/text_width.h"
#include "translate.h"

/* What an entry of a table is, and which of its bits are an address. */
struct entry_kind {
	const char *format; /* of the address that it has */
	uint32_t address;   /* mask; 0: it has none */
};

static const struct entry_kind l1_kinds[] = {
	[L1_FAULT] = { N_("empty: nothing is mapped in this 1 MB"), 0 },
	[L1_COARSE] = { N_("a second-level table at 0x%08" PRIx32),
			L1_TABLE_ADDRESS },
	[L1_SECTION] = { N_("a section, 1 MB at 0x%08" PRIx32),
			 L1_SECTION_ADDRESS },
	[L1_FINE] = { N_("a fine table, which is not followed"), 0 },
};

static const struct entry_kind l2_kinds[] = {
	[L2_FAULT] = { N_("empty: this page is not mapped"), 0 },
	[L2_LARGE] = { N_("a large page, 64 KB at 0x%08" PRIx32),
		       L2_LARGE_ADDRESS },
	[L2_SMALL] = { N_("a small page, 4 KB at 0x%08" PRIx32),
		       L2_SMALL_ADDRESS },
	[L2_TINY] = { N_("a tiny page, which is not followed"), 0 },
};

void descriptor_label(const char *label, FILE *to)
{
	text_pad(label, (int)strlen(INDENT), to);
}

static void print_kind(const struct entry_kind *kind, uint32_t entry, FILE *to)
{
	fputs(INDENT, to);
	fprintf(to, _(kind->format), entry & kind->address);
	putc('\n', to);
}

void descriptor_l1(uint32_t entry, FILE *to)
{
	print_kind(&l1_kinds[entry & 3], entry, to);
}

void descriptor_l2(uint32_t entry, FILE *to)
{
	print_kind(&l2_kinds[entry & 3], entry, to);
}

void descriptor_permissions(const struct walk *w, FILE *to)
{
	fprintf(to, INDENT);
	fprintf(to, _("AP %u: %s; %s\n"), w->ap, _(ap_name(w->ap)),
		_(caching_name(w)));
}
