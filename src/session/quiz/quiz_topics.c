/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiz_topics.c - problems of each topic, easy ones first.
 *
 * A maker runs the commands that it makes up, so that it can look at what they
 * did; the question is always for the value of one more command.
 */
#include "session/quiz/quiz_topics.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "kernel/list.h"
#include "kernel/page_alloc.h"
#include "kernel/pgtable.h"
#include "machine/mmu.h"
#include "session/random_numbers.h"
#include "session/session.h"
#include "session/stepping/step_record.h"
#include "translate.h"

/* A first-level word speaks for 1 MB. */
enum { PGD_INDEX_SHIFT = 20 };

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static uint32_t below(struct quiz_maker *m, uint32_t n)
{
	return random_below(&m->random, n);
}

/* One of @of are so. */
static bool chance(struct quiz_maker *m, uint32_t part, uint32_t of)
{
	return below(m, of) < part;
}

static void ask(struct quiz_maker *m, const char *question, const char *format,
		...) __attribute__((format(printf, 3, 4)));

static void ask(struct quiz_maker *m, const char *question, const char *format,
		...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(m->p->ask, QUIZ_LINE, format, args);
	va_end(args);
	m->p->question = question;
}

/* ---- Why: a sentence of the steps that the call made ---- */

/* The last step with one of these events. */
static void explain_by(const struct quiz_problem *p, uint32_t events, FILE *to)
{
	const struct step_record *r = p->x->record;
	uint32_t i = r ? record_steps(r) : 0;
	struct record_step step;

	while (i && !(events >> record_event(r, i - 1) & 1))
		i--;
	if (!i)
		return;
	record_step(r, i - 1, &step);
	record_print_why(&step, NULL, to);
}

static bool passed(const struct quiz_problem *p, enum step_event event)
{
	const struct step_record *r = p->x->record;

	for (uint32_t i = 0; i < record_steps(r); i++)
		if (record_event(r, i) == event)
			return true;
	return false;
}

static void explain_address(const struct quiz_problem *p, FILE *to)
{
	if (passed(p, STEP_ADDR_NEXT))
		explain_by(p, 1u << STEP_ADDR_NEXT, to);
	else
		explain_by(p, 1u << STEP_FOUND, to);
}

/* ---- address ---- */

/* A few pages, or a size that is not whole pages. */
static uint32_t some_size(struct quiz_maker *m)
{
	static const uint32_t kilobytes[] = { 4, 8, 12, 16, 20, 40, 64 };
	static const uint32_t bytes[] = { 5000, 10000, 6000, 20000 };

	return chance(m, 1, 4)
		       ? bytes[below(m, ARRAY_SIZE(bytes))]
		       : kilobytes[below(m, ARRAY_SIZE(kilobytes))] << 10;
}

/* As somebody would type it. */
static void print_size(char *text, size_t len, uint32_t size)
{
	if (size % 1024)
		snprintf(text, len, "%" PRIu32, size);
	else
		snprintf(text, len, "%" PRIu32 "k", size / 1024);
}

static void some_call(struct quiz_maker *m, bool ioremaps, char *line)
{
	char size[16];

	if (ioremaps) {
		print_size(size, sizeof(size), 4096u << below(m, 7));
		snprintf(line, QUIZ_LINE, "ioremap 0x%08x %s",
			 0xf1000000 + (below(m, 16) << 16), size);
		return;
	}
	print_size(size, sizeof(size), some_size(m));
	snprintf(line, QUIZ_LINE, "vmalloc %s", size);
}

/*
 * 1: areas one after the other. 2: a freed one among them, or the alignment of
 * ioremap. 3: holes after a purge, and calls that fail.
 */
static void make_address(struct quiz_maker *m)
{
	uint32_t areas = 1 + m->level + below(m, 2), freed = m->level - 1;
	bool ioremaps = m->level > 1 && chance(m, 1, 2);
	const unsigned int begin = m->p->nr_setup; /* what gives $1 */
	char line[QUIZ_LINE];

	m->p->shown = m->level < 3;
	m->p->explain = explain_address;
	for (uint32_t i = 0; i < areas; i++) {
		some_call(m, ioremaps && chance(m, 1, 3), line);
		quiz_run(m, "%s", line);
	}
	for (uint32_t first = 1; freed && first <= areas; first++)
		if (!strncmp(m->p->setup[begin + first - 1], "vmalloc", 7) &&
		    chance(m, 2, 3)) {
			quiz_run(m, "vfree $%" PRIu32, first);
			freed--;
		}
	if (m->level == 3 && chance(m, 2, 3))
		quiz_run(m, "vm_unmap_aliases");
	if (m->level == 3 && chance(m, 1, 8))
		snprintf(line, sizeof(line), "vmalloc %uM",
			 250 + below(m, 300));
	else
		some_call(m, ioremaps, line);
	ask(m, N_("What does `%s` return?"), "%s", line);
}

static void make_address_2_6_39(struct quiz_maker *m)
{
	quiz_run(m, "boot allocator=2.6.39");
	make_address(m);
}

static void make_address_6_1(struct quiz_maker *m)
{
	quiz_run(m, "boot allocator=6.1");
	make_address(m);
}

/* ---- frame ---- */

static void explain_frame(const struct quiz_problem *p, FILE *to)
{
	const struct step_record *r = p->x->record;

	for (uint32_t i = record_steps(r); i--;) {
		const char *id = record_point(r, i)->id;
		struct record_step step;

		if (strcmp(id, "take_pcp") && strcmp(id, "__rmqueue_smallest"))
			continue;
		record_step(r, i, &step);
		record_print_why(&step, NULL, to);
		return;
	}
	explain_by(p, 1u << STEP_SPLIT | 1u << STEP_PAGES_TAKEN, to);
}

/* 1: single pages, one given back. 2: blocks. 3: two given back, and calls in
 * between that take pages, too. */
static void make_frame(struct quiz_maker *m)
{
	uint32_t order = m->level == 2 ? 1 + below(m, 3) : 0;
	uint32_t nr = 2 + below(m, 5), first = 1 + below(m, nr);

	m->p->explain = explain_frame;
	for (uint32_t i = 0; i < nr; i++)
		quiz_run(m, "alloc_pages %" PRIu32, order);
	if (m->level == 3 && chance(m, 1, 2))
		quiz_run(m, "vmalloc %" PRIu32 "k", 4 + 4 * below(m, 5));
	if (m->level > 1 || chance(m, 3, 4))
		quiz_run(m, "free_pages $%" PRIu32 " %" PRIu32, first, order);
	if (m->level == 3) {
		quiz_run(m, "free_pages $%" PRIu32 " 0", first % nr + 1);
		for (uint32_t i = below(m, 3); i; i--)
			quiz_run(m, "alloc_pages 0");
	}
	if (m->level == 2 && chance(m, 1, 3))
		order--;
	ask(m, N_("Which pfn does `%s` return?"), "alloc_pages %" PRIu32,
	    order);
}

/* ---- buddy ---- */

static const struct zone *zone_of(const struct kernel *k, pfn_t pfn)
{
	return page_zone(k, pfn_to_page(k, pfn));
}

/* The free lists that a block of this kind comes from: first block of each. */
static void print_lists(const struct quiz_maker *m, const struct zone *zone,
			FILE *to)
{
	const struct kernel *k = m->p->x->k;

	fputs(_("    free unmovable blocks, the first of each order:\n"), to);
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct list_head *head =
			&zone->free_area[order].free_list[MIGRATE_UNMOVABLE];

		if (list_empty(k, head))
			fprintf(to, _("    order %2u: none\n"), order);
		else
			fprintf(to, _("    order %2u: pfn %u\n"), order,
				page_to_pfn(k, container_of(list_next(k, head),
							    struct page, lru)));
	}
}

static void explain_split(const struct quiz_problem *p, FILE *to)
{
	if (passed(p, STEP_SPLIT))
		explain_by(p, 1u << STEP_SPLIT, to);
	else
		explain_by(p, 1u << STEP_PAGES_TAKEN, to);
}

static void make_split(struct quiz_maker *m)
{
	uint32_t nr = 1 + below(m, 3);
	struct value last = { VALUE_NONE, 0 };

	m->p->explain = explain_split;
	for (uint32_t i = 0; i < nr; i++)
		last = quiz_run(m, "alloc_pages %" PRIu32, 1 + below(m, 4));
	if (m->failed)
		return;
	print_lists(m, zone_of(m->p->x->k, last.bits), m->p->given.file);
	ask(m,
	    N_("`%s` takes or splits the smallest block that is large "
	       "enough: which pfn does it return?"),
	    "alloc_pages %" PRIu32, 1 + below(m, 5));
}

/* The free block that a frame lies in; false: it is in none. */
static bool free_block(const struct kernel *k, pfn_t pfn, pfn_t *head)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		const struct page *page;

		*head = pfn & ~((1u << order) - 1);
		page = pfn_to_page(k, *head);
		if (page_flag(page, PG_buddy) && page->private == order)
			return true;
	}
	return false;
}

static void explain_merge(const struct quiz_problem *p, FILE *to)
{
	fprintf(to,
		_("a block and its buddy, whose pfn differs in the bit of the "
		  "order alone, become one as long as both are free: 2^%u "
		  "pages in the end"),
		p->answer.bits);
}

/* Blocks side by side are freed one by one; who is joined to whom? */
static void make_merge(struct quiz_maker *m)
{
	uint32_t order = 1 + below(m, 2), nr = 3 + below(m, 2 * m->level);
	uint32_t from = 1 + below(m, nr);
	struct value last = { VALUE_NONE, 0 };
	pfn_t head;

	m->p->explain = explain_merge;
	for (uint32_t i = 0; i < nr; i++)
		quiz_run(m, "alloc_pages %" PRIu32, order);
	for (uint32_t i = 0; i < 2 && !m->failed; i++) {
		uint32_t n = (from + i - 1) % nr;

		last = m->p->x->values.history[n].value;
		quiz_run(m, "free_pages $%" PRIu32 " %" PRIu32, n + 1, order);
	}
	if (m->failed || !free_block(m->p->x->k, last.bits, &head)) {
		m->failed = true;
		return;
	}
	fprintf(m->p->given.file,
		_("    the last one freed is now in a free block that starts "
		  "at pfn %u\n"),
		head);
	ask(m, N_("Of what order is that block? (`%s` says it.)"),
	    "p/u pfn_to_page(%u)->private", head);
}

static void make_buddy(struct quiz_maker *m)
{
	if (m->level == 1 || chance(m, 1, 3))
		make_split(m);
	else
		make_merge(m);
}

/* ---- walk ---- */

static uint32_t first_level_word(const struct kernel *k, vaddr_t addr)
{
	return pgd_entry(k, addr)[addr >> PGD_INDEX_SHIFT & 1];
}

static void explain_walk(const struct quiz_problem *p, FILE *to)
{
	if (value_is_null(p->answer))
		fputs(_("the last two bits of the word are 0: nothing is "
			"mapped there, and a touch faults"),
		      to);
	else
		fprintf(to,
			_("the word that the address selects gives the upper "
			  "bits, and the offset the lower ones: 0x%08x"),
			p->answer.bits);
}

static void print_words(FILE *to, const struct kernel *k, paddr_t table,
			uint32_t from, uint32_t nr)
{
	for (uint32_t i = from; i < from + nr; i++) {
		const uint32_t *word = ram_at(k->m, table + 4 * i);

		fprintf(to, "    [0x%03x] %08x\n", i, *word);
	}
}

static void give_words(struct quiz_maker *m, vaddr_t addr)
{
	const struct kernel *k = m->p->x->k;
	FILE *to = m->p->given.file;
	uint32_t index = addr >> PGD_INDEX_SHIFT, word;
	uint32_t page = addr >> PAGE_SHIFT & 0xff;

	fprintf(to, _("    first-level words, by index:\n"));
	print_words(to, k, ram_addr(k->m, k->pgd), index & ~1u, 2);
	word = first_level_word(k, addr);
	if ((word & 3) != 1)
		return;
	fprintf(to, _("    second-level words at physical %08x, by index:\n"),
		word & ~0x3ffu);
	page = page < 2 ? 0 : page > 0xfc ? 0xfc : page - below(m, 3);
	print_words(to, k, word & ~0x3ffu, page, 4);
}

/* 1: a section. 2: a page. 3: perhaps a guard page, or one that is freed. */
static void make_walk(struct quiz_maker *m)
{
	uint32_t pages = 3 + below(m, 6), offset = below(m, PAGE_SIZE) & ~3u;
	struct value area;
	vaddr_t addr;

	m->p->explain = explain_walk;
	if (m->level == 1) {
		addr = m->p->x->k->layout.board.page_offset +
		       (2u << PGD_INDEX_SHIFT) +
		       (below(m, 200u << PGD_INDEX_SHIFT) & ~3u);
	} else {
		if (chance(m, 1, 2))
			quiz_run(m, "vmalloc 12k");
		area = quiz_run(m, "vmalloc %" PRIu32 "k", 4 * pages);
		addr = area.bits + (below(m, pages) << PAGE_SHIFT) + offset;
		if (m->level == 3 && chance(m, 1, 3))
			addr = area.bits + (pages << PAGE_SHIFT) + offset;
		if (m->level == 3 && chance(m, 1, 3))
			quiz_run(m, "vfree $");
		if (m->level == 3 && m->p->nr_setup > 2)
			quiz_run(m, "vm_unmap_aliases");
	}
	if (m->failed)
		return;
	give_words(m, addr);
	ask(m,
	    N_("To which physical address does the CPU translate it, or "
	       "NULL? (`%s`)"),
	    "vtop 0x%08x", addr);
}

/* ---- layout ---- */

static void explain_layout(const struct quiz_problem *p, FILE *to)
{
	const struct layout *layout = &p->x->k->layout;

	fprintf(to,
		_("lowmem is mapped from PAGE_OFFSET up to high_memory, "
		  "0x%08x; VMALLOC_START is the next multiple of 8 MB above "
		  "it, 0x%08x"),
		layout->high_memory, layout->vmalloc_start);
}

/* 1: one bank. 2: more than lowmem, or vmalloc=. 3: two banks. */
static void make_layout(struct quiz_maker *m)
{
	static const char *const asked[] = { "high_memory", "VMALLOC_START" };
	uint32_t mb = 16 + 4 * below(m, 110);
	char vmalloc[32] = "";

	m->p->explain = explain_layout;
	m->p->shown = false;
	if (m->level > 1 && chance(m, 1, 2))
		snprintf(vmalloc, sizeof(vmalloc), " vmalloc=%" PRIu32 "M",
			 64 << below(m, 3));
	if (m->level == 2)
		mb = 64 + 64 * below(m, 15);
	if (m->level == 3)
		quiz_run(m, "boot mem=%" PRIu32 "M@0 mem=%" PRIu32 "M@0x%08x%s",
			 mb, 16 + 16 * below(m, 8), (mb + 64) << 20, vmalloc);
	else
		quiz_run(m, "boot mem=%" PRIu32 "M%s", mb, vmalloc);
	ask(m, N_("What does `%s` print?"), "p %s", asked[below(m, 2)]);
}

void (*const quiz_topics[QUIZ_TOPICS])(struct quiz_maker *m) = {
	[QUIZ_ADDRESS] = make_address,
	[QUIZ_FRAME] = make_frame,
	[QUIZ_BUDDY] = make_buddy,
	[QUIZ_WALK] = make_walk,
	[QUIZ_LAYOUT] = make_layout,
	[QUIZ_ADDRESS_2_6_39] = make_address_2_6_39,
	[QUIZ_ADDRESS_6_1] = make_address_6_1,
};
