/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * glyph.c - the table of shapes, and the letters of roles.
 */
#include "view/canvas/glyph.h"

#include <utf8proc.h>

#include "machine/bug.h"
#include "translate.h"

struct glyph_shape {
	uint32_t drawn; /* code point */
	char ascii;
	enum role role;
	const char *word;
};

static const struct glyph_shape shapes[GLYPHS] = {
	[GLYPH_VMALLOC] = { 0x2588, '#', ROLE_VMALLOC, N_("page of vmalloc") },
	[GLYPH_VMAP] = { 0x2592, '%', ROLE_VMAP, N_("page of vmap") },
	[GLYPH_IOREMAP] = { 0x2593, '=', ROLE_IOREMAP, N_("page of ioremap") },
	[GLYPH_MODULE] = { 0x2586, 'm', ROLE_MODULE, N_("page of a module") },
	[GLYPH_UNMAPPED] = { 0x25a1, 'o', ROLE_VMALLOC,
			     N_("taken, not mapped") },
	[GLYPH_TAKEN] = { 0x25a0, 'r', ROLE_VMAP, N_("page of vm_map_ram") },
	[GLYPH_DIRTY] = { 0x25cb, 'd', ROLE_LAZY, N_("unmapped, dirty") },
	[GLYPH_UNUSED] = { '_', '_', ROLE_FREE, N_("never given") },
	[GLYPH_GUARD] = { 0x2573, 'X', ROLE_GUARD, N_("guard page") },
	[GLYPH_GAP] = { 0xb7, '.', ROLE_GAP, N_("left free") },
	[GLYPH_LAZY] = { 0x2591, '~', ROLE_LAZY, N_("freed, not yet purged") },
	[GLYPH_NONE] = { ' ', ' ', ROLE_TEXT, N_("free") },
	[GLYPH_CANDIDATE] = { '?', '?', ROLE_CURSOR, N_("candidate") },

	[GLYPH_KERNEL] = { 'K', 'K', ROLE_KERNEL, N_("kernel image") },
	[GLYPH_MEM_MAP] = { 'M', 'M', ROLE_MEM_MAP, "mem_map" },
	[GLYPH_SLAB] = { 'S', 'S', ROLE_SLAB, N_("slab") },
	[GLYPH_PGTABLE] = { 'T', 'T', ROLE_PGTABLE, N_("page table") },
	[GLYPH_PAGE_VMALLOC] = { 'V', 'V', ROLE_VMALLOC, "vmalloc" },
	[GLYPH_PAGE_ALLOC] = { 'P', 'P', ROLE_PAGES, "alloc_pages" },
	[GLYPH_PCP] = { 'c', 'c', ROLE_PCP, N_("per-cpu list") },
	[GLYPH_RESERVED] = { 'R', 'R', ROLE_RESERVED, N_("reserved by boot") },
	[GLYPH_REPORTED] = { 'U', 'U', ROLE_RESERVED,
			     N_("in use in the report") },
	[GLYPH_NO_RAM] = { '-', '-', ROLE_DIM, N_("no RAM") },

	[GLYPH_HLINE] = { 0x2500, '-', ROLE_LINE, "" },
	[GLYPH_VLINE] = { 0x2502, '|', ROLE_LINE, "" },
	[GLYPH_TEE_DOWN] = { 0x252c, '+', ROLE_LINE, "" },
	[GLYPH_TEE_UP] = { 0x2534, '+', ROLE_LINE, "" },
	[GLYPH_TEE_RIGHT] = { 0x251c, '+', ROLE_LINE, "" },
	[GLYPH_TEE_LEFT] = { 0x2524, '+', ROLE_LINE, "" },
	[GLYPH_CROSS] = { 0x253c, '+', ROLE_LINE, "" },
	[GLYPH_CORNER_UL] = { 0x250c, '+', ROLE_LINE, "" },
	[GLYPH_CORNER_UR] = { 0x2510, '+', ROLE_LINE, "" },
	[GLYPH_CORNER_LL] = { 0x2514, '+', ROLE_LINE, "" },
	[GLYPH_CORNER_LR] = { 0x2518, '+', ROLE_LINE, "" },
	[GLYPH_HERE] = { '>', '>', ROLE_CURSOR, N_("chosen") },
	[GLYPH_ADDED] = { '+', '+', ROLE_TEXT, N_("new") },
	[GLYPH_REMOVED] = { '-', '-', ROLE_TEXT, N_("gone") },
	[GLYPH_CHANGED] = { '*', '*', ROLE_TEXT, N_("changed") },
	[GLYPH_BREAK] = { 0x2248, '/', ROLE_LINE, N_("scale broken") },
	[GLYPH_ELLIPSIS] = { 0x2026, '~', ROLE_DIM, N_("there is more") },
	[GLYPH_ARROW] = { 0x2192, '>', ROLE_DIM, N_("leads to") },
	[GLYPH_FILL_0] = { ' ', ' ', ROLE_FREE, N_("all of it is free") },
	[GLYPH_FILL_1] = { 0x2591, '.', ROLE_FREE, N_("a quarter in use") },
	[GLYPH_FILL_2] = { 0x2592, ':', ROLE_FREE, N_("half in use") },
	[GLYPH_FILL_3] = { 0x2593, '+', ROLE_FREE, N_("three quarters") },
	[GLYPH_FILL_4] = { 0x2588, '#', ROLE_FREE, N_("all in use") },
	[GLYPH_STROKE_LEFT] = { '/', '/', ROLE_LINE, "" },
	[GLYPH_STROKE_RIGHT] = { '\\', '\\', ROLE_LINE, "" },
	[GLYPH_STROKE_DOWN] = { '|', '|', ROLE_LINE, "" },
	[GLYPH_STROKE_FLAT] = { '_', '_', ROLE_LINE, "" },
	[GLYPH_BAR_FULL] = { 0x2588, '#', ROLE_NUMBER, "" },
	[GLYPH_BAR_EMPTY] = { 0x2591, '.', ROLE_DIM, "" },
	[GLYPH_SLIDER] = { 0x25c6, '*', ROLE_CURSOR, "" },
	[GLYPH_FORK] = { 0x252c, 'Y', ROLE_MATCH, "" },
};

uint32_t glyph_char(enum glyph glyph, bool ascii)
{
	BUG_ON(glyph >= GLYPHS);
	return ascii ? (uint32_t)shapes[glyph].ascii : shapes[glyph].drawn;
}

uint32_t glyph_dot(uint32_t ch, int x, int y)
{
	/* Unicode 6.0, Braille Patterns: the lowest two were added later. */
	static const uint8_t bit[4][2] = {
		{ 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 }
	};
	const uint32_t none = 0x2800;

	return ((ch & ~0xffu) == none ? ch : none) | bit[y][x];
}

const char *glyph_text(enum glyph glyph, bool ascii, char *text)
{
	utf8proc_ssize_t len = utf8proc_encode_char(
		(utf8proc_int32_t)glyph_char(glyph, ascii),
		(utf8proc_uint8_t *)text);

	text[len > 0 ? len : 0] = '\0';
	return text;
}

enum role glyph_role(enum glyph glyph)
{
	BUG_ON(glyph >= GLYPHS);
	return shapes[glyph].role;
}

const char *glyph_word(enum glyph glyph)
{
	BUG_ON(glyph >= GLYPHS);
	return _(shapes[glyph].word);
}

uint32_t glyph_order(unsigned int order)
{
	return order < 10 ? '0' + order : 'a' + order - 10;
}

char role_letter(enum role role)
{
	static const char letters[ROLES] = {
		[ROLE_TEXT] = ' ',    [ROLE_DIM] = 'd',
		[ROLE_TITLE] = 't',   [ROLE_FOCUS] = 'f',
		[ROLE_BAR] = 'b',     [ROLE_KEY] = 'k',
		[ROLE_LINE] = 'l',    [ROLE_ADDRESS] = 'a',
		[ROLE_NUMBER] = 'n',  [ROLE_NAME] = 'm',
		[ROLE_WHY] = 'w',     [ROLE_ERROR] = 'e',
		[ROLE_MATCH] = 'x',   [ROLE_VMALLOC] = 'V',
		[ROLE_VMAP] = 'A',    [ROLE_IOREMAP] = 'I',
		[ROLE_MODULE] = 'D',  [ROLE_GUARD] = 'G',
		[ROLE_GAP] = 'g',     [ROLE_LAZY] = 'Z',
		[ROLE_CURSOR] = 'C',  [ROLE_KERNEL] = 'K',
		[ROLE_MEM_MAP] = 'M', [ROLE_SLAB] = 'S',
		[ROLE_PGTABLE] = 'T', [ROLE_PAGES] = 'P',
		[ROLE_PCP] = 'c',     [ROLE_RESERVED] = 'R',
		[ROLE_FREE] = 'F',    [ROLE_USER] = 'U',
		[ROLE_LOWMEM] = 'L',  [ROLE_HOLE] = 'H',
		[ROLE_RED] = 'r',     [ROLE_BLACK] = 'B',
	};

	BUG_ON(role >= ROLES);
	return letters[role];
}
