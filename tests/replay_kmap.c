/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay_kmap.c - traces of highmem: slots of pkmap, chains, atomic mappings.
 *
 * A kmap() that sleeps stands in the trace twice: where it fell asleep, and
 * where a kunmap() woke it and it went on. Ours gives 0 and is called again.
 */
#include "replay_kmap.h"

#include <string.h>

#include "kernel/boot.h"
#include "kernel/highmem.h"
#include "kernel/list.h"
#include "kernel/pgtable.h"

enum { MOST_CPUS = 16 }; /* that fixmap has room for */

/* ---- What a flush empties: its step points tell ---- */

static struct trace *trace_of(struct step_sink *sink)
{
	return (struct trace *)((char *)sink -
				offsetof(struct trace, flush_sink));
}

static void see_step(struct step_sink *sink, const struct kernel *k,
		     const struct step_point *point, const struct step_var *var,
		     unsigned int nr)
{
	struct trace *t = trace_of(sink);

	(void)nr;
	if (!strcmp(point->id, "flush_all_zero_pkmaps"))
		t->flushed = true;
	if (!strcmp(point->id, "empty_slot"))
		t->emptied[step_value(k, &var[0])] = true;
}

static void see_return(struct step_sink *sink)
{
	(void)sink;
}

static void before(struct trace *t)
{
	t->answer[0] = '\0';
	t->flushed = false;
	memset(t->emptied, 0, sizeof(t->emptied));
	t->tlb_flushes = reg(t->k->m, REG_TLB_FLUSHES);
	t->operations++;
}

static void answer_tlb(struct trace *t)
{
	const struct machine *m = t->k->m;

	if (reg(m, REG_TLB_FLUSHES) == t->tlb_flushes)
		return;
	answer(t, " tlb=0x%08x-0x%08x", reg(m, REG_TLB_START),
	       reg(m, REG_TLB_END));
}

/* flush=5:1,5-7,100 and the range of the TLB, if there was a flush. */
static void answer_flush(struct trace *t)
{
	const char *comma = "";
	unsigned int nr = 0;

	if (!t->flushed)
		return;
	for (unsigned int i = 0; i < LAST_PKMAP; i++)
		nr += t->emptied[i];
	answer(t, " flush=%u:", nr);
	for (unsigned int i = 0; i < LAST_PKMAP; i++) {
		unsigned int first = i;

		if (!t->emptied[i])
			continue;
		while (i + 1 < LAST_PKMAP && t->emptied[i + 1])
			i++;
		answer(t, "%s%u", comma, first);
		if (i > first)
			answer(t, "-%u", i);
		comma = ",";
	}
	answer_tlb(t);
}

/* ---- The header ---- */

enum {
	MEM_MAP,
	STRUCT_PAGE,
	PHYS,
	MAX_LOW,
	MAX_PFN,
	BASE,
	LAST,
	FIXMAP,
	TYPES,
	DEBUG
};

/* A board with the trace's RAM; @image_end decides where mem_map lies. */
static int boot_board(struct trace *t, const uint32_t *header,
		      uint32_t image_end)
{
	struct board board = *marvell_board();
	char cmdline[32], why[160];
	uint32_t low = header[MAX_LOW] << PAGE_SHIFT;

	board.nr_banks = 1;
	board.bank[0].size = (uint64_t)header[MAX_PFN] << PAGE_SHIFT;
	board.vmalloc_end = 0xfe000000;
	board.nr_devices = 0;
	board.image_end = image_end;
	board.debug_highmem = header[DEBUG];
	snprintf(cmdline, sizeof(cmdline), "vmalloc=%uK",
		 (board.vmalloc_end - board.page_offset - low) >> 10);
	kernel_free(t->k);
	t->k = kernel_boot(&board, cmdline, COMPLAINT(why));
	return t->k ? 0 : refuse(t, "%s", why);
}

static int begin(struct trace *t, const uint32_t *header)
{
	const uint32_t image_end = marvell_board()->image_end;

	if (header[STRUCT_PAGE] != sizeof(struct page) || header[PHYS] ||
	    header[BASE] != VMSPLIT_3G - PGDIR_SIZE ||
	    header[LAST] != LAST_PKMAP || header[FIXMAP] != FIXADDR_START ||
	    header[TYPES] != KM_TYPE_NR)
		return refuse(t, "not the layout that is modelled here");
	if (header[MAX_LOW] > header[MAX_PFN] ||
	    header[MAX_LOW] > (0xfd000000 - VMSPLIT_3G) >> PAGE_SHIFT ||
	    header[MAX_PFN] > 0xf0000)
		return refuse(t, "no board has such a memory");
	if (boot_board(t, header, image_end))
		return -1;
	if (t->k->g->mem_map != header[MEM_MAP] &&
	    boot_board(t, header,
		       image_end + header[MEM_MAP] - t->k->g->mem_map))
		return -1;
	if (t->k->g->mem_map != header[MEM_MAP] ||
	    t->k->layout.max_low_pfn != header[MAX_LOW] ||
	    t->k->layout.max_pfn != header[MAX_PFN])
		return refuse(t, "no board has its mem_map there");
	t->flush_sink = (struct step_sink){ see_step, see_return };
	t->k->steps = &t->flush_sink;
	t->sleeper = NULL;
	for (size_t i = 0; i < t->nr_lines && !t->tells_chains; i++)
		t->tells_chains = strstr(t->line[i], " pam=");
	return 0;
}

/* ---- Operations ---- */

static const char *const answers[] = {
	"%x",	     "slot=%u",	  "count=%u",	"last=%u",     "bucket=%u",
	"pos=%u",    "pam=%u",	  "flush=%u:",	"flush=%u:%s", "tlb=%x-%x",
	"lowmem",    "NULL",	  "SLEEP",	"BUG",	       "not-mapped",
	"skip",	     "wakeup=%b", "nofault=%u", "count-to-0",  "entry-in-use",
	"prev=none", "fix=%u",	  "prev=%x",	"tlbpage=%u",  "fixmap",
	"pkmap",     "keeps",	  "cleared",	NULL,
};

/* Cut @line at the arrow. Return: what follows it, NULL without one. */
static char *cut_result(char *line)
{
	char *arrow = strstr(line, " -> ");

	if (!arrow)
		return NULL;
	*arrow = '\0';
	return arrow + strlen(" -> ");
}

/* The page of a pfn of the trace; NULL: there is none. */
static const struct page *page_of(const struct trace *t, pfn_t pfn)
{
	return pfn_valid(t->k, pfn) ? pfn_to_page(t->k, pfn) : NULL;
}

/* Is a line to be run: what it says can be read, and no BUG was before it? */
static int check_line(const struct trace *t, const char *line, bool readable,
		      const char *result)
{
	if (t->stopped)
		return refuse(t, "the kernel stopped with a BUG before this");
	if (!result)
		return refuse(t, "an operation without a result");
	if (!readable)
		return refuse(t, "cannot read \"%.64s\"", line);
	return 0;
}

/* slot=1 count=2 last=1, and bucket=104 pos=0 pam=511 unless left out. */
static void answer_slot(struct trace *t, const struct page *page)
{
	const struct kernel *k = t->k;
	const struct list_head *head = &page_bucket(k, page)->lh, *entry;
	uint32_t slot = PKMAP_NR(k, page_address(k, page)), pos = 0;

	answer(t, " slot=%u count=%u last=%u", slot, k->g->pkmap_count[slot],
	       k->g->last_pkmap_nr);
	if (!t->tells_chains)
		return;
	list_for_each (k, entry, head) {
		const struct page_address_map *pam =
			container_of(entry, struct page_address_map, list);

		if (pam->page == va_of(k, page)) {
			answer(t, " bucket=%u pos=%u pam=%u",
			       bucket_nr(k, page), pos,
			       (uint32_t)(pam - k->g->page_address_maps));
			return;
		}
		pos++;
	}
}

static void do_kmap(struct trace *t, const struct page *page)
{
	vaddr_t addr = kmap(t->k, page);

	if (addr)
		answer(t, "0x%08x", addr);
	else
		answer(t, "SLEEP last=%u", t->k->g->last_pkmap_nr);
	if (addr && page_is_lowmem(t->k, page))
		answer(t, " lowmem");
	else if (addr)
		answer_slot(t, page);
	answer_flush(t);
	t->sleeper = addr ? t->sleeper : page;
}

static int kmap_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	uint32_t pfn;
	bool readable = match(line, "kmap pfn=%x", &pfn) && page_of(t, pfn);

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	/* In the traces nobody queues after one that sleeps. */
	if (t->sleeper && !strcmp(result, "skip"))
		answer(t, "skip");
	else
		do_kmap(t, page_of(t, pfn));
	return compare(t, result, t->answer, answers);
}

static int woken_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	uint32_t pfn;
	bool readable = match(line, "woken kmap pfn=%x", &pfn) &&
			page_of(t, pfn) && page_of(t, pfn) == t->sleeper;

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	t->sleeper = NULL;
	do_kmap(t, page_of(t, pfn));
	return compare(t, result, t->answer, answers);
}

/* Where Linux would stop with a BUG; src/kernel must not be asked then. */
static bool answer_bug(struct trace *t, const struct page *page)
{
	int users = pkmap_users(t->k, page);

	if (users > 0)
		return false;
	answer(t, users < 0 ? "BUG not-mapped" : "BUG count-to-0");
	return t->stopped = true;
}

/* Behind what was unmapped: did it wake the one who sleeps? */
static void answer_wakeup(struct trace *t, const struct page *page)
{
	answer_slot(t, page);
	answer(t, " wakeup=%d", t->sleeper && !pkmap_users(t->k, page));
}

static int kunmap_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	const struct page *page;
	uint32_t pfn;
	bool readable = match(line, "kunmap pfn=%x", &pfn) && page_of(t, pfn);

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	page = page_of(t, pfn);
	if (page_is_lowmem(t->k, page)) {
		kunmap(t->k, page);
		answer(t, "lowmem");
	} else if (!answer_bug(t, page)) {
		kunmap(t->k, page);
		answer(t, "0x%08x", page_address(t->k, page));
		answer_wakeup(t, page);
	}
	return compare(t, result, t->answer, answers);
}

/* `WORD=NUMBER type=KM_USER0 cpu=0` after the name of an operation. */
static bool match_atomic(const char *line, const char *start, uint32_t *number,
			 enum km_type *type, uint32_t *cpu)
{
	char form[64];
	uint32_t value[MAX_VALUES];

	for (unsigned int i = 0; i < KM_TYPE_NR; i++) {
		snprintf(form, sizeof(form), "%s type=%s cpu=%%u", start,
			 km_type_name(i));
		if (!match(line, form, value))
			continue;
		*number = value[0];
		*type = (enum km_type)i;
		*cpu = value[1];
		return *cpu < MOST_CPUS;
	}
	return false;
}

static uint32_t tlb_pages(const struct trace *t)
{
	const struct machine *m = t->k->m;

	return reg(m, REG_TLB_FLUSHES) == t->tlb_flushes
		       ? 0
		       : (reg(m, REG_TLB_END) - reg(m, REG_TLB_START)) /
				 PAGE_SIZE;
}

static void do_kmap_atomic(struct trace *t, const struct page *page,
			   enum km_type type, uint32_t cpu)
{
	struct kernel *k = t->k;
	bool has_slot = !page_is_lowmem(k, page) && page_address(k, page);
	uint32_t pte = *pte_offset_kernel(k, fix_kmap_address(k, type, cpu));

	if (!page_address(k, page) && k->layout.board.debug_highmem && pte) {
		answer(t, "BUG entry-in-use");
		t->stopped = true;
		return;
	}
	answer(t, "0x%08x", kmap_atomic(k, page, type, cpu));
	if (page_is_lowmem(k, page)) {
		answer(t, " lowmem");
	} else if (has_slot) {
		answer_slot(t, page);
	} else {
		answer(t, " fix=%u prev=", type + KM_TYPE_NR * cpu);
		answer(t, pte ? "0x%x" : "none", pte >> PAGE_SHIFT);
		answer(t, " tlbpage=%u", tlb_pages(t));
	}
	answer(t, " nofault=%u", k->g->preempt_count);
}

static int kmap_atomic_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	enum km_type type;
	uint32_t pfn, cpu;
	bool readable =
		match_atomic(line, "kmap_atomic pfn=%x", &pfn, &type, &cpu) &&
		page_of(t, pfn);

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	do_kmap_atomic(t, page_of(t, pfn), type, cpu);
	return compare(t, result, t->answer, answers);
}

static void do_kunmap_fixmap(struct trace *t, vaddr_t addr, enum km_type type,
			     uint32_t cpu)
{
	const uint32_t *pte = pte_offset_kernel(t->k, addr);

	kunmap_atomic(t->k, addr, type, cpu);
	if (*pte)
		answer(t, "fixmap keeps 0x%x", *pte >> PAGE_SHIFT);
	else
		answer(t, "fixmap cleared tlbpage=%u", tlb_pages(t));
}

static void do_kunmap_atomic(struct trace *t, vaddr_t addr, enum km_type type,
			     uint32_t cpu)
{
	const struct page *page;

	if (addr >= FIXADDR_START) {
		do_kunmap_fixmap(t, addr, type, cpu);
	} else if (addr >= t->k->page_offset) {
		kunmap_atomic(t->k, addr, type, cpu);
		answer(t, "lowmem");
	} else {
		page = page_of(t, *pte_offset_kernel(t->k, addr) >> PAGE_SHIFT);
		if (!page || page_is_lowmem(t->k, page)) {
			answer(t, "BUG not-mapped");
			t->stopped = true;
			return;
		}
		if (answer_bug(t, page))
			return;
		kunmap_atomic(t->k, addr, type, cpu);
		answer(t, "pkmap");
		answer_wakeup(t, page);
	}
	answer(t, " nofault=%u", t->k->g->preempt_count);
}

static int kunmap_atomic_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	enum km_type type;
	uint32_t addr, cpu;
	bool readable =
		match_atomic(line, "kunmap_atomic addr=%x", &addr, &type,
			     &cpu) &&
		addr >= t->k->layout.pkmap_base && t->k->g->preempt_count &&
		(virt_addr_valid(t->k, addr) || addr < t->k->page_offset ||
		 addr == fix_kmap_address(t->k, type, cpu));

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	do_kunmap_atomic(t, addr, type, cpu);
	return compare(t, result, t->answer, answers);
}

static int flush_line(struct trace *t, char *line)
{
	char *result = cut_result(line), *got = t->answer;
	bool readable = !strcmp(line, "flush");

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	kmap_flush_unused(t->k);
	answer_flush(t);
	return compare(t, result, got, answers);
}

static int address_line(struct trace *t, char *line)
{
	char *result = cut_result(line);
	uint32_t pfn;
	vaddr_t addr;
	bool readable =
		match(line, "page_address pfn=%x", &pfn) && page_of(t, pfn);

	if (check_line(t, line, readable, result))
		return -1;
	before(t);
	addr = page_address(t->k, page_of(t, pfn));
	answer(t, addr ? "0x%08x" : "NULL", addr);
	if (pfn < t->k->layout.max_low_pfn)
		answer(t, " lowmem");
	else
		answer(t, " bucket=%u", bucket_nr(t->k, page_of(t, pfn)));
	return compare(t, result, t->answer, answers);
}

/* ---- The dialect ---- */

static const struct statement statements[] = {
	{ "kmap", kmap_line, NULL },
	{ "woken", woken_line, NULL },
	{ "kunmap", kunmap_line, NULL },
	{ "kmap_atomic", kmap_atomic_line, NULL },
	{ "kunmap_atomic", kunmap_atomic_line, NULL },
	{ "flush", flush_line, NULL },
	{ "page_address", address_line, NULL },
	{ "counts", kmap_counts_line, NULL },
	{ "chains", kmap_chains_line, NULL },
	{ "state", kmap_state_line, NULL },
	{ NULL, NULL, NULL },
};

const struct dialect kmap_dialect = {
	.header = "# version=%s mem_map=%x struct_page=%u phys_pfn_offset=%u"
		  " max_low_pfn=%x max_pfn=%x pkmap_base=%x last_pkmap=%u"
		  " fixaddr_start=%x km_type_nr=%u debug_highmem=%b",
	.versions = versions_2_6_32,
	.begin = begin,
	.statements = statements,
};
