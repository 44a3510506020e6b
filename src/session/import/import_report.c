/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_report.c - free lists made to order.
 *
 * A report says how many free blocks there are, not where. All that is free is
 * taken out of the buddy and put on a sheet. Then the wanted blocks are chosen,
 * the largest first, each from the smallest piece of the sheet that will do,
 * the lowest one of these. What is left on the sheet is in use.
 *
 * Two free buddies would merge, so the buddy of a chosen block must not be
 * chosen as a whole: it is `tainted`, and gives smaller blocks only. Whatever
 * piece is chosen, the same number of smaller blocks stays possible; so this
 * finds a place for all of them if there is one.
 */
#include "session/import/import_report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/ledger.h"
#include "kernel/buddy.h"
#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "session/import/report_board.h"
#include "translate.h"

enum { ANY_TYPE = MIGRATE_TYPES, KB_PER_PAGE = PAGE_SIZE / 1024 };

/* What a zone of this kernel gets: the sum of one or more of the report's. */
struct wanted_blocks {
	const struct zone *zone;
	unsigned int nr_reported;
	unsigned int name; /* of the last of them, enum report_zone_name */
	uint32_t nr[MIGRATE_TYPES + 1][MAX_ORDER]; /* blocks; [ANY_TYPE] */
	uint32_t pages;
	uint32_t large; /* blocks of more than MAX_ORDER - 1, as told */
	bool types;	/* some are known */
};

/* What starts at a frame of the sheet. */
enum { NOT_ON_SHEET, PIECE = 0x10, TAINTED = 0x20, CHOSEN = 0x40, ORDER = 0xf };

struct sheet {
	struct kernel *k;
	const struct zone *zone;
	uint8_t *piece;	   /* a byte a frame: one of the above, with the order;
			    * 0 also inside a piece */
	uint8_t *type;	   /* of a chosen block: its list */
	uint32_t frames;   /* of the zone, bytes at piece and type */
	uint32_t nr_pages; /* on the sheet */
	/* No piece of this order, in a pageblock of this type, is below. */
	uint32_t from[MIGRATE_TYPES + 1][MAX_ORDER];
};

/* ---- The sheet ---- */

static const struct page *page_of(const struct sheet *sh, uint32_t i)
{
	return pfn_to_page(sh->k, sh->zone->zone_start_pfn + i);
}

static void put_piece(struct sheet *sh, uint32_t i, unsigned int order,
		      unsigned int how)
{
	sh->piece[i] = (uint8_t)(how | order);
	for (unsigned int type = 0; type <= ANY_TYPE; type++)
		if (sh->from[type][order] > i)
			sh->from[type][order] = i;
}

/* Everything free goes from the buddy to the sheet. The types of pageblocks
 * stay: only lists that have a block of that size are asked. */
static void take_all(struct sheet *sh)
{
	struct kernel *k = sh->k;

	for (unsigned int order = MAX_ORDER; order-- > 0;)
		for (unsigned int type = 0; type < MIGRATE_TYPES; type++) {
			const struct list_head *list =
				&sh->zone->free_area[order].free_list[type];

			while (!list_empty(k, list)) {
				const struct page *page =
					__rmqueue(k, sh->zone, order, type);

				put_piece(sh,
					  page_to_pfn(k, page) -
						  sh->zone->zone_start_pfn,
					  order, PIECE);
				sh->nr_pages += 1u << order;
			}
		}
	set(k->m, sh->zone->vm_stat[NR_FREE_PAGES], 0);
}

/* The lowest piece of an order that gives a block of @order. */
static bool find_piece(struct sheet *sh, unsigned int of, unsigned int order,
		       unsigned int type, uint32_t *found)
{
	uint32_t *from = &sh->from[type][of];
	pfn_t start = sh->zone->zone_start_pfn;

	/* Pieces of an order lie at multiples of its size. */
	*from += -(start + *from) & ((1u << of) - 1);
	for (; *from < sh->frames; *from += 1u << of) {
		unsigned int piece = sh->piece[*from];

		if (!(piece & PIECE) || (piece & ORDER) != of ||
		    (of == order && piece & TAINTED) ||
		    (type != ANY_TYPE &&
		     get_pageblock_migratetype(sh->k, page_of(sh, *from)) !=
			     type))
			continue;
		*found = *from;
		return true;
	}
	return false;
}

/* Of what is cut off, the last upper half is the chosen block's buddy. */
static void choose_from(struct sheet *sh, uint32_t i, unsigned int of,
			unsigned int order, unsigned int list)
{
	while (of > order) {
		of--;
		put_piece(sh, i + (1u << of), of,
			  of == order ? PIECE | TAINTED : PIECE);
	}
	sh->piece[i] = (uint8_t)(CHOSEN | order);
	sh->type[i] = (uint8_t)list;
}

/* A block for a list, if there is one in pageblocks of that type. */
static bool choose_in(struct sheet *sh, unsigned int order, unsigned int type,
		      unsigned int list)
{
	uint32_t i;

	for (unsigned int of = order; of < MAX_ORDER; of++)
		if (find_piece(sh, of, order, type, &i)) {
			choose_from(sh, i, of, order, list);
			return true;
		}
	return false;
}

static bool choose(struct sheet *sh, unsigned int order, unsigned int list)
{
	return (list != ANY_TYPE && choose_in(sh, order, list, list)) ||
	       choose_in(sh, order, ANY_TYPE, list);
}

static void take_page(struct sheet *sh, uint32_t i)
{
	const struct page *page = page_of(sh, i);

	set(sh->k->m, page->_count, 1);
	ledger_add_reported(sh->k, page_to_pfn(sh->k, page));
}

static void give_back(struct sheet *sh, uint32_t i)
{
	const struct page *page = page_of(sh, i);
	unsigned int order = sh->piece[i] & ORDER, type = sh->type[i];

	if (type == ANY_TYPE)
		type = get_pageblock_migratetype(sh->k, page);
	mod_zone_page_state(sh->k, sh->zone, NR_FREE_PAGES,
			    (int32_t)(1u << order));
	__free_one_page(sh->k, page, sh->zone, order, type);
}

/* From the top down, so that each list begins with its lowest block. */
static void put_back(struct sheet *sh)
{
	for (uint32_t i = sh->frames; i-- > 0;) {
		if (sh->piece[i] & CHOSEN)
			give_back(sh, i);
		else if (sh->piece[i] & PIECE)
			for (uint32_t n = 1u << (sh->piece[i] & ORDER); n--;)
				take_page(sh, i + n);
	}
}

/* ---- Zones ---- */

static const struct zone *zone_for(const struct kernel *k,
				   const struct reported_zone *z)
{
	const struct zone *zone;

	if (z->node >= MAX_NUMNODES)
		return NULL;
	zone = &k->g->contig_page_data[z->node].node_zones[report_zone_type(z)];
	return populated_zone(zone) ? zone : NULL;
}

/* Blocks that are too large for this buddy are as many of its largest. */
static void add_blocks(struct wanted_blocks *w, unsigned int type,
		       const struct block_counts *blocks)
{
	for (unsigned int order = 0; order < REPORT_ORDERS; order++) {
		unsigned int here = order < MAX_ORDER ? order : MAX_ORDER - 1;

		w->nr[type][here] += blocks->nr[order] << (order - here);
		if (order >= MAX_ORDER && type == ANY_TYPE)
			w->large += blocks->nr[order];
	}
}

/* Those of a known type leave the others; two files may disagree. */
static void split_types(struct wanted_blocks *w)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		for (unsigned int type = 0; type < MIGRATE_TYPES; type++) {
			uint32_t *of_type = &w->nr[type][order];
			uint32_t *rest = &w->nr[ANY_TYPE][order];

			if (*of_type > *rest)
				*of_type = *rest;
			*rest -= *of_type;
			w->types |= *of_type != 0;
		}
}

/* Those of zones that are one here add up. */
static void add_watermarks(struct kernel *k, const struct zone *zone,
			   const struct reported_zone *z, bool first)
{
	static const struct {
		unsigned char quantity, mark;
	} marks[] = { { QUANTITY_MIN, WMARK_MIN },
		      { QUANTITY_LOW, WMARK_LOW },
		      { QUANTITY_HIGH, WMARK_HIGH } };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const uint32_t *mark = &zone->watermark[marks[i].mark];

		if (z->told >> marks[i].quantity & 1)
			store32(k->m, mark,
				z->pages[marks[i].quantity] +
					(first ? 0 : *mark));
	}
}

/* The kernel that wrote it may have more zones below; the last are the same:
 * HighMem, if there is such a zone, and Movable. */
static void set_reserves(struct kernel *k, const struct zone *zone,
			 const struct reported_zone *z)
{
	unsigned int nr = z->nr_reserves;

	if (nr < 2)
		return;
	set(k->m, zone->lowmem_reserve[ZONE_MOVABLE], z->reserve[nr - 1]);
	if (k->layout.board.highmem && nr > 2)
		set(k->m, zone->lowmem_reserve[ZONE_HIGHMEM],
		    z->reserve[nr - 2]);
}

/* How many pageblocks are of each type; the rest are movable. */
static void set_pageblocks(struct kernel *k, const struct zone *zone,
			   const struct block_counts *wanted)
{
	uint32_t left[MIGRATE_TYPES];
	pfn_t end = zone->zone_start_pfn + zone->spanned_pages;
	unsigned int type = 0;

	memcpy(left, wanted->nr, sizeof(left));
	for (pfn_t pfn = zone->zone_start_pfn; pfn < end;
	     pfn += pageblock_nr_pages) {
		while (type < MIGRATE_TYPES && !left[type])
			type++;
		if (type < MIGRATE_TYPES)
			left[type]--;
		if (pfn_valid(k, pfn))
			set_pageblock_migratetype(
				k, pfn_to_page(k, pfn),
				type < MIGRATE_TYPES ? type : MIGRATE_MOVABLE);
	}
}

/* What the report has for one zone of this kernel. */
static void gather(struct kernel *k, const struct memory_report *r,
		   struct wanted_blocks *w)
{
	bool first = true;

	for (unsigned int i = 0; i < r->nr; i++) {
		const struct reported_zone *z = &r->zone[i];

		if (!z->line || zone_for(k, z) != w->zone)
			continue;
		add_blocks(w, ANY_TYPE, &z->free);
		for (unsigned int type = 0; type < MIGRATE_TYPES; type++)
			add_blocks(w, type, &z->type[type]);
		w->pages += (uint32_t)block_counts_pages(&z->free);
		add_watermarks(k, w->zone, z, first);
		set_reserves(k, w->zone, z);
		if (z->pageblocks.told)
			set_pageblocks(k, w->zone, &z->pageblocks);
		first = false;
	}
	split_types(w);
}

static int choose_all(struct sheet *sh, const struct wanted_blocks *w,
		      struct memory_report *r)
{
	if (w->pages > sh->nr_pages)
		return memory_report_refuse(
			r, 0,
			"zone %s has %u free pages, more than the %u that this "
			"board has free at boot",
			report_zone_word(w->name), w->pages, sh->nr_pages);
	for (unsigned int order = MAX_ORDER; order-- > 0;)
		for (unsigned int type = 0; type <= ANY_TYPE; type++)
			for (uint32_t n = 0; n < w->nr[type][order]; n++)
				if (!choose(sh, order, type))
					return memory_report_refuse(
						r, 0,
						"zone %s: this board has no "
						"room for so many free blocks "
						"of order %u",
						report_zone_word(w->name),
						order);
	return 0;
}

static void report_zone(const struct wanted_blocks *w, const struct sheet *sh,
			const struct memory_report *r, FILE *to)
{
	uint32_t blocks = 0;

	for (unsigned int order = 0; order < MAX_ORDER; order++)
		blocks += w->zone->free_area[order].nr_free;
	fprintf(to,
		ngettext("%s: zone %s: %u free block, %u kB; %u kB in use in "
			 "the report\n",
			 "%s: zone %s: %u free blocks, %u kB; %u kB in use in "
			 "the report\n",
			 blocks),
		r->file, zone_name(w->zone), blocks, w->pages * KB_PER_PAGE,
		(sh->nr_pages - w->pages) * KB_PER_PAGE);
}

static int fill_zone(struct kernel *k, struct memory_report *r,
		     struct wanted_blocks *w, FILE *to)
{
	struct sheet sh = {
		.k = k,
		.zone = w->zone,
		.frames = w->zone->spanned_pages,
	};
	int error;

	for (unsigned int type = 0; type <= ANY_TYPE; type++)
		for (unsigned int order = 0; order < MAX_ORDER; order++)
			sh.from[type][order] = sh.frames;
	sh.piece = calloc(sh.frames, 1);
	sh.type = malloc(sh.frames);
	if (!sh.piece || !sh.type) {
		free(sh.piece);
		free(sh.type);
		memory_report_refuse(r, 0, "out of memory");
		return -ENOMEM;
	}
	take_all(&sh);
	gather(k, r, w);
	error = choose_all(&sh, w, r);
	if (!error) {
		put_back(&sh);
		report_zone(w, &sh, r, to);
	}
	free(sh.piece);
	free(sh.type);
	return error;
}

/* Every free list has its zone, and every zone that has free memory a list. */
static int check_zones(const struct kernel *k, struct memory_report *r)
{
	for (unsigned int i = 0; i < r->nr; i++) {
		const struct reported_zone *z = &r->zone[i];
		const char *name = report_zone_word(z->name);

		if (!z->line && z->pages[QUANTITY_FREE])
			return memory_report_refuse(
				r, 0, "the free list of zone %s is missing",
				name);
		if (z->line && block_counts_pages(&z->free) && !zone_for(k, z))
			return memory_report_refuse(
				r, z->line,
				"zone %s of node %u is not on this board; "
				"`--import` without `--board` works a board "
				"out",
				name, z->node);
	}
	return 0;
}

/* ---- What failed in the report ---- */

/* Order of the largest block that a call with these flags may take; -1. */
static int largest_block(const struct kernel *k, gfp_t gfp)
{
	const struct zone *zone;
	int largest = -1;

	for_each_zone(k, zone)
	{
		if (!populated_zone(zone) ||
		    (zone->zone_nr != ZONE_NORMAL && !(gfp & __GFP_HIGHMEM)))
			continue;
		for (int order = 0; order < MAX_ORDER; order++)
			for (unsigned int t = 0; t <= MIGRATE_RESERVE; t++)
				if (order > largest &&
				    !list_empty(k, &zone->free_area[order]
							    .free_list[t]))
					largest = order;
	}
	return largest;
}

/* The call is made, and what it stored is taken back. */
static bool fails(struct kernel *k, gfp_t gfp, unsigned int order, bool *held)
{
	enum { ROOM = 16 << 20 };
	struct journal *j = &k->m->journal;
	bool failed;

	*held = !journal_start(j, ROOM);
	if (!*held)
		return false;
	failed = !alloc_pages(k, gfp | __GFP_NOWARN, order);
	*held = !machine_seek(k->m, 0);
	journal_free(j);
	k->why.point = NULL;
	return failed;
}

static void report_failure(struct kernel *k, const struct memory_report *r,
			   FILE *to)
{
	int largest = largest_block(k, r->gfp);
	bool held, failed = fails(k, r->gfp, r->order, &held);

	if (!held)
		return;
	if (!failed)
		fprintf(to,
			_("order %u does not fail here: the report does not "
			  "say what kept the kernel from it\n"),
			r->order);
	else if (largest < (int)r->order)
		fprintf(to,
			_("order %u fails here as in the report: the largest "
			  "free block is of order %d\n"),
			r->order, largest);
	else
		fprintf(to,
			_("order %u fails here as in the report: there are "
			  "such blocks, but taking one would leave too little "
			  "above the watermark\n"),
			r->order);
}

/* ---- */

static void report_doubts(const struct wanted_blocks *w,
			  const struct memory_report *r, FILE *to)
{
	uint32_t mb = report_zone_mb(r, w->zone->zone_nr);
	uint32_t here = w->zone->spanned_pages / ((1 << 20) / PAGE_SIZE);

	if (mb && mb != here)
		fprintf(to,
			_("zone %s has %u MB in the report, %u MB on this "
			  "board\n"),
			zone_name(w->zone), mb, here);
	if (w->large)
		fprintf(to,
			ngettext("zone %s: %u block of more than 4 MB is here "
				 "in blocks of 4 MB\n",
				 "zone %s: %u blocks of more than 4 MB are "
				 "here in blocks of 4 MB\n",
				 w->large),
			zone_name(w->zone), w->large);
	if (w->nr_reported > 1)
		fprintf(to,
			_("zone %s has the free blocks of %u zones of the "
			  "report\n"),
			zone_name(w->zone), w->nr_reported);
	if (!w->nr_reported)
		fprintf(to, _("%s has no zone %s: it stays as at boot\n"),
			r->file, zone_name(w->zone));
}

/* Zones that are not in the report stay as they are. */
static unsigned int list_zones(const struct kernel *k,
			       const struct memory_report *r,
			       struct wanted_blocks *wanted)
{
	const struct zone *zone;
	unsigned int nr = 0;

	for_each_zone(k, zone)
	{
		if (!populated_zone(zone))
			continue;
		wanted[nr] = (struct wanted_blocks){ .zone = zone };
		for (unsigned int i = 0; i < r->nr; i++)
			if (r->zone[i].line &&
			    zone_for(k, &r->zone[i]) == zone) {
				wanted[nr].name = r->zone[i].name;
				wanted[nr].nr_reported++;
			}
		nr++;
	}
	return nr;
}

int import_report(struct kernel *k, struct memory_report *r, FILE *to,
		  long *doubts)
{
	struct wanted_blocks wanted[MAX_NUMNODES * MAX_NR_ZONES];
	unsigned int nr = list_zones(k, r, wanted);
	int error = check_zones(k, r);
	bool types = false;

	drain_pages(k);
	for (unsigned int i = 0; !error && i < nr; i++)
		if (wanted[i].nr_reported)
			error = fill_zone(k, r, &wanted[i], to);
	if (error)
		return error;
	*doubts = ftell(to);
	for (unsigned int i = 0; i < nr; i++) {
		types |= wanted[i].types;
		report_doubts(&wanted[i], r, to);
	}
	fputs(types ? _("assumed: where the free blocks lie (the largest "
			"first, each at the lowest address that will do), and "
			"empty per-cpu lists\n")
		    : _("assumed: where the free blocks lie (the largest "
			"first, each at the lowest address that will do), "
			"their migrate types, and empty per-cpu lists\n"),
	      to);
	if (r->failed)
		report_failure(k, r, to);
	return 0;
}
