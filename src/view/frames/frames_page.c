/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frames_page.c - the chosen frame in words: whose, where seen, its struct page.
 *
 * One row a question, the most asked first, so that a small pane can leave the
 * others out. An owner has a function in a table that says what of it lies in
 * the frame.
 */
#include "view/frames/frames.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "inspect/flag_names.h"
#include "kernel/buddy.h"
#include "kernel/highmem.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "inspect/ledger.h"
#include "session/line/expression.h"
#include "translate.h"

enum { TEXT_SIZE = 160, NAME = 11 /* columns */ };

/* The frame that is told of, and a text that is filled in. */
struct told {
	const struct scene *scene;
	const struct kernel *k;
	pfn_t pfn;
	const struct page *page;
	enum owner owner;
	char text[TEXT_SIZE];
};

#define SAY(told, ...) snprintf((told)->text, TEXT_SIZE, __VA_ARGS__)

/* ---- Whose it is ---- */

static void say_free(struct told *t)
{
	pfn_t start = t->pfn & ~((1u << t->owner) - 1);
	char size[SIZE_TEXT];

	SAY(t, _("free: in the block pfn %05x-%05" PRIx32 ", order %d, %s"),
	    start, start + (1u << t->owner) - 1, (int)t->owner,
	    size_text((uint64_t)PAGE_SIZE << t->owner, size));
}

static void say_kernel(struct told *t)
{
	const struct layout *l = &t->k->layout;
	vaddr_t va = page_address(t->k, t->page);
	const char *section = va < l->etext   ? ".text"
			      : va < l->edata ? ".data"
					      : ".bss";

	SAY(t, _("kernel image: %s"), section);
}

static void say_mem_map(struct told *t)
{
	const uint32_t each = PAGE_SIZE / (uint32_t)sizeof(struct page);
	uint32_t offset = page_address(t->k, t->page) - t->k->g->mem_map;
	pfn_t first =
		t->k->layout.first_pfn + offset / (uint32_t)sizeof(struct page);

	SAY(t, _("mem_map: the struct pages of pfn %05" PRIx32 "-%05" PRIx32),
	    first, first + each - 1);
}

static void say_slab(struct told *t)
{
	const struct page *head = compound_head(t->k, t->page);
	const struct kmem_cache *cache = at(t->k, head->slab);
	bool of_cpu = at(t->k, cache->cpu_slab[0].page) == head;

	SAY(t,
	    of_cpu ? _("slab of %.16s: %u of %u objects in use; this CPU "
		       "allocates from it")
		   : _("slab of %.16s: %u of %u objects in use"),
	    cache->name, head->inuse, head->objects);
}

static void say_pgtable(struct told *t)
{
	const struct kernel *k = t->k;
	paddr_t pa = t->pfn << PAGE_SHIFT;
	paddr_t pgd = reg(k->m, REG_TTBR0);

	if (pa - pgd < SWAPPER_SIZE) {
		vaddr_t first = (pa - pgd) / 4 * SECTION_SIZE;

		SAY(t,
		    _("page table: swapper_pg_dir, first level of %08x-%08x"),
		    first, first + (PAGE_SIZE / 4 * SECTION_SIZE - 1));
		return;
	}
	for (uint32_t i = 0; i < 2 * PTRS_PER_PGD; i += 2)
		if ((k->pgd[i] & 3) == 1 && (k->pgd[i] & PAGE_MASK) == pa) {
			SAY(t, _("page table: second level of %08x-%08x"),
			    i << 20, (i << 20) + (PGDIR_SIZE - 1));
			return;
		}
	SAY(t, _("page table"));
}

/* The chosen area, when the frame is one of its pages'. */
static bool area_of(const struct told *t, struct backing *b, uint32_t *page)
{
	return backing_chosen(t->scene, b) && b->area &&
	       backing_page(t->scene, b, t->pfn, page);
}

static void say_vmalloc(struct told *t)
{
	struct backing b;
	uint32_t page;

	if (!area_of(t, &b, &page))
		SAY(t, _("vmalloc: taken for an area, not mapped yet"));
	else
		SAY(t, _("%s: page %" PRIu32 " of %s, %08x-%08x"), b.what, page,
		    b.name, b.area->start, b.area->end);
}

static void say_pages(struct told *t)
{
	pfn_t start;
	int order = ledger_block_of(t->k, t->pfn, &start);

	if (order < 0)
		SAY(t, _("alloc_pages: taken by the kernel"));
	else
		SAY(t,
		    _("alloc_pages: in your block pfn %05x-%05" PRIx32
		      ", order %u"),
		    start, start + (1u << order) - 1, (unsigned int)order);
}

static void say_pcp(struct told *t)
{
	SAY(t, _("free: on the per-cpu list %s, ready to be handed out"),
	    migratetype_word(t->page->private));
}

static void say_reserved(struct told *t)
{
	const struct layout *l = &t->k->layout;
	paddr_t pa = t->pfn << PAGE_SHIFT;

	for (unsigned int i = 0; i < l->nr_reserved; i++) {
		const struct reservation *r = &l->reserved[i];

		if (pa + PAGE_SIZE > r->start && pa < r->start + r->size) {
			SAY(t, _("reserved by boot: %s"), _(r->name));
			return;
		}
	}
	SAY(t, _("reserved by boot"));
}

static void say_reported(struct told *t)
{
	SAY(t, _("in use in the report; free_pages would free it"));
}

static void say_no_ram(struct told *t)
{
	SAY(t, _("no RAM: a hole between banks"));
}

static void (*const say_owner[OWNERS])(struct told *t) = {
	[OWNER_KERNEL] = say_kernel,	 [OWNER_MEM_MAP] = say_mem_map,
	[OWNER_SLAB] = say_slab,	 [OWNER_PGTABLE] = say_pgtable,
	[OWNER_VMALLOC] = say_vmalloc,	 [OWNER_PAGES] = say_pages,
	[OWNER_PCP] = say_pcp,		 [OWNER_RESERVED] = say_reserved,
	[OWNER_REPORTED] = say_reported, [OWNER_NO_RAM] = say_no_ram,
};

static void tell_owner(struct told *t)
{
	if (t->owner < MAX_ORDER)
		say_free(t);
	else
		say_owner[t->owner](t);
}

/* ---- The other rows ---- */

static void tell_frame(struct told *t)
{
	paddr_t pa = t->pfn << PAGE_SHIFT;

	SAY(t, _("pfn %05x, physical %08x-%08x"), t->pfn, pa,
	    pa + PAGE_SIZE - 1);
}

/* One more address at which the frame is seen. */
static void say_address(struct told *t, vaddr_t va, const char *where)
{
	size_t len = strlen(t->text);

	snprintf(t->text + len, TEXT_SIZE - len, "%s" ADDR " (%s)",
		 len ? ", " : "", va, where);
}

static void say_page_address(struct told *t)
{
	vaddr_t va = page_address(t->k, t->page);
	int users;
	char where[48];

	if (!va)
		return;
	if (page_is_lowmem(t->k, t->page)) {
		say_address(t, va, "lowmem");
		return;
	}
	users = pkmap_users(t->k, t->page);
	snprintf(where, sizeof(where),
		 ngettext("pkmap, %d user", "pkmap, %d users",
			  (unsigned long)users),
		 users);
	say_address(t, va, where);
}

/* What kmap_atomic() left there stays until somebody needs the entry. */
static void say_fixmap(struct told *t)
{
	const uint32_t nr = KM_TYPE_NR * t->k->layout.board.cpus;

	for (uint32_t idx = 0; idx < nr; idx++) {
		vaddr_t va = fix_to_virt(t->k, idx);
		const uint32_t *pte = pte_offset_kernel(t->k, va);

		if (pte && *pte && *pte >> PAGE_SHIFT == t->pfn)
			say_address(t, va, km_type_name(idx % KM_TYPE_NR));
	}
}

static void tell_addresses(struct told *t)
{
	struct backing b;
	uint32_t page;

	*t->text = '\0';
	if (area_of(t, &b, &page))
		say_address(t, b.start + (page << PAGE_SHIFT),
			    b.area->lazy ? _("area, freed") : _("area"));
	say_page_address(t);
	say_fixmap(t);
	if (!*t->text)
		SAY(t, "%s", _("nowhere"));
}

static void tell_page(struct told *t)
{
	char flags[96];

	flags_text(page_flags, t->page->flags, " ", flags, sizeof(flags));
	SAY(t, "@" ADDR " flags %08" PRIx32 ": %s", va_of(t->k, t->page),
	    t->page->flags, *flags ? flags : _("no PG_ bit"));
}

/* The word that means something else for every kind of owner. */
static void say_private(const struct told *t, char *text, size_t size)
{
	const struct page *p = t->page;

	if (page_flag(p, PG_buddy))
		snprintf(text, size, _("private %" PRIu32 " (order)"),
			 p->private);
	else if (page_flag(p, PG_tail))
		snprintf(text, size, "first_page " ADDR, p->first_page);
	else if (page_flag(p, PG_slab))
		snprintf(text, size, "slab " ADDR " freelist " ADDR, p->slab,
			 p->freelist);
	else if (t->owner == OWNER_PCP)
		snprintf(text, size, "private %" PRIu32 " (%s)", p->private,
			 migratetype_word(p->private));
	else
		snprintf(text, size, "private " ADDR, p->private);
}

static void tell_fields(struct told *t)
{
	const struct page *p = t->page;
	char private[64], map[40];

	say_private(t, private, sizeof(private));
	if (page_flag(p, PG_slab))
		snprintf(map, sizeof(map), "inuse %u objects %u", p->inuse,
			 p->objects);
	else
		snprintf(map, sizeof(map), "_mapcount %" PRId32,
			 (int32_t)p->_mapcount);
	SAY(t, "_count %" PRIu32 " %s %s", p->_count, map, private);
}

static void tell_lru(struct told *t)
{
	const struct page *p = t->page;

	SAY(t, _("lru.next %08x lru.prev %08x"), p->lru.next, p->lru.prev);
}

static void tell_block(struct told *t)
{
	const struct zone *zone = pfn_zone(t->scene, t->pfn);
	pfn_t start = t->pfn & ~(pageblock_nr_pages - 1);
	char node[24] = "";

	if (t->k->layout.nr_nodes > 1)
		snprintf(node, sizeof(node), _("node %" PRIu32 " "),
			 zone->node);
	SAY(t, _("%s%s; 4M block pfn %05x-%05" PRIx32 " is %s"), node,
	    zone_name(zone), start, start + pageblock_nr_pages - 1,
	    migratetype_word(get_pageblock_migratetype(t->k, t->page)));
}

static const struct {
	const char *name;
	void (*tell)(struct told *t);
} rows_told[] = {
	{ N_("frame"), tell_frame },
	{ N_("owner"), tell_owner },
	{ N_("seen at"), tell_addresses },
	{ N_("zone"), tell_block },
	{ N_("page"), tell_page },
	{ "", tell_fields },
	{ "", tell_lru },
};

enum { NR_ROWS = sizeof(rows_told) / sizeof(rows_told[0]) };

/* Which variables of the step under view point at the frame. */
static void draw_mark(const struct scene *scene, const struct canvas *c, int x,
		      int y)
{
	const struct mark *mark = scene_mark(scene, MARK_PFN, scene->spot.pfn);

	if (mark)
		canvas_printf(c, x, y, ROLE_CURSOR, " <- %s", mark->name);
}

/* An address without a frame: a guard page, a device, nothing. */
static int tell_nothing(const struct scene *scene, const struct canvas *c,
			int y)
{
	struct inspector in = session_inspector(scene->s);
	char place[PLACE_SIZE];
	int x;

	if (!scene->spot.has_va)
		return 0;
	place_describe(&in, scene->spot.va, place);
	x = canvas_printf(c, 1, y, ROLE_ADDRESS, ADDR, scene->spot.va);
	x = canvas_text(c, x, y, ROLE_TEXT,
			scene->spot.has_pa ? _(": device registers, no RAM, ")
					   : _(": no frame, "));
	canvas_fit(c, x, y, c->width - x, ROLE_TEXT, place);
	return 1;
}

int frames_page(const struct scene *scene, const struct canvas *c, int y,
		int rows)
{
	struct told t = { .scene = scene, .k = scene->k };
	int i, x;

	t.pfn = scene->spot.pfn;
	if (rows < 1)
		return 0;
	if (!scene->spot.has_pfn)
		return tell_nothing(scene, c, y);
	if (!pfn_valid(t.k, t.pfn)) {
		canvas_printf(c, 1, y, ROLE_TEXT,
			      _("pfn %05x is not in mem_map: this machine has "
				"no RAM there"),
			      t.pfn);
		return 1;
	}
	t.page = pfn_to_page(t.k, t.pfn);
	t.owner = scene_owner(scene, t.pfn);
	for (i = 0; i < NR_ROWS && i < rows; i++) {
		rows_told[i].tell(&t);
		canvas_text(c, 1, y + i, ROLE_NAME, _(rows_told[i].name));
		x = canvas_fit(c, NAME, y + i, c->width - NAME, ROLE_TEXT,
			       t.text);
		if (i == 0)
			draw_mark(scene, c, x, y);
	}
	if (scene_changed(scene, DIFF_PAGE, t.pfn))
		canvas_glyph(c, 0, y, GLYPH_CHANGED);
	return i;
}
