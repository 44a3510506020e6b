/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_cpu.c - commands that see memory as the CPU does: by its page tables.
 *
 * vtop reads the two tables aloud; the entries it shows are the words in RAM,
 * x finds them at the same places.
 */
#include "session/commands/command.h"
#include "session/commands/descriptor_text.h"

#include <errno.h>
#include <string.h>
#include <inttypes.h>

#include "inspect/flag_names.h"
#include "kernel/fault.h"
#include "kernel/vmap_record.h"
#include "machine/tlb.h"
#include "inspect/examine.h"
#include "inspect/kernel_owned.h"
#include "inspect/place.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "text/text_width.h"
#include "translate.h"

/* ---- vtop: the two levels ---- */

static void print_entry(const char *level, uint32_t index, paddr_t at,
			uint32_t entry, FILE *to)
{
	descriptor_label(level, to);
	fprintf(to, _("entry 0x%03" PRIx32 " at 0x%08" PRIx32 ": 0x%08" PRIx32),
		index, at, entry);
	putc('\n', to);
}

static void print_domain(const struct walk *w, FILE *to)
{
	static const char *const rights[] = {
		N_("no access"),
		N_("client: permissions count"),
		N_("reserved"),
		N_("manager: permissions do not count"),
	};

	fprintf(to, INDENT);
	fprintf(to, _("domain %u, %s\n"), w->domain,
		_(rights[w->domain_rights]));
}

static void print_walk(const struct walk *w, FILE *to)
{
	print_entry(_("first level"), w->va >> 20, w->l1_addr, w->l1, to);
	descriptor_l1(w->l1, to);
	if (w->l1_type == L1_COARSE || w->l1_type == L1_SECTION)
		print_domain(w, to);
	if (w->l2_addr) {
		print_entry(_("second level"), w->va >> 12 & 0xff, w->l2_addr,
			    w->l2, to);
		descriptor_l2(w->l2, to);
	}
	if (w->translated)
		descriptor_permissions(w, to);
	if (w->translated && w->fault) {
		fputs(INDENT, to);
		fprintf(to, _("an access causes: %s\n"),
			_(fault_name(w->fault)));
	}
}

/* ---- vtop: Linux's own copy of the entry ---- */

static void print_linux_pte(const struct kernel *k, vaddr_t va, FILE *to)
{
	const uint32_t *pte = pte_offset_kernel(k, va);
	char names[128] = "";

	if (!pte)
		return;
	descriptor_label(_("Linux's copy"), to);
	fprintf(to, _("at 0x%08" PRIx32 ": 0x%08" PRIx32), ram_addr(k->m, pte),
		*pte);
	if (*pte)
		flags_text(linux_pte_flags, *pte, " ", names, sizeof(names));
	fprintf(to, "\n" INDENT "%s\n", *pte ? names : _("empty"));
}

/* ---- vtop: the answer ---- */

static void print_frame(const struct kernel *k, const struct walk *w, FILE *to)
{
	pfn_t pfn = w->pa >> PAGE_SHIFT;

	descriptor_label(_("frame"), to);
	if (pfn_valid(k, pfn) && ram_covers(k->m, w->pa, 1))
		fprintf(to,
			_("pfn %" PRIu32 " (0x%" PRIx32
			  "), struct page at 0x%08" PRIx32),
			pfn, pfn, va_of(k, pfn_to_page(k, pfn)));
	else
		fprintf(to, _("pfn %" PRIu32 " (0x%" PRIx32 "), not RAM"), pfn,
			pfn);
	putc('\n', to);
	descriptor_label(_("offset"), to);
	fprintf(to, _("0x%03" PRIx32 " in the frame\n"), w->va & ~PAGE_MASK);
}

/* A translation that outlives its area: the frame may be anybody's by now. */
static void print_stale(const struct kernel *k, vaddr_t va, FILE *to)
{
	const struct vmap_area *area = vmap_area_at(k, va);

	if (area && vmap_area_is_freed(k, area))
		fprintf(to, INDENT "%s\n",
			_("the area is gone, but the old translation is still "
			  "there"));
}

static int run_vtop(struct session *s, const struct args *args,
		    struct value *value)
{
	struct inspector in = session_inspector(s);
	char place[PLACE_SIZE];
	struct walk w;

	mmu_walk(s->k->m, args->addr, &w);
	place_describe(&in, args->addr, place);
	print_walk(&w, s->out.file);
	if (w.l1_type == L1_COARSE)
		print_linux_pte(s->k, args->addr, s->out.file);
	if (w.translated)
		print_frame(s->k, &w, s->out.file);
	descriptor_label(_("place"), s->out.file);
	fprintf(s->out.file, "%s\n", place);
	if (w.translated) {
		print_stale(s->k, args->addr, s->out.file);
		*value = (struct value){ VALUE_PHYS, w.pa };
		return 0;
	}
	fprintf(s->reason.file,
		_("nothing is mapped at 0x%08" PRIx32 ": %s (%s)"), args->addr,
		place, _(fault_name(w.fault)));
	*value = (struct value){ VALUE_NULL, 0 };
	return 0;
}

static int run_x(struct session *s, const struct args *args,
		 struct value *value)
{
	struct inspector in = session_inspector(s);
	int error = examine(&in, args->addr, &args->format, s->out.file);

	(void)value;
	return error ? fail_inspect(s, error, &in) : 0;
}

/* ---- read and write: through TLB and MMU, with their permissions ---- */

/* The two that mmu_walk() cannot know: no RAM where the tables lead. */
enum { FSR_EXTERNAL_SECTION = 0x8, FSR_EXTERNAL_PAGE = 0xa };

/* Registers of the board, which nobody plays here. */
static bool is_device(const struct kernel *k, paddr_t pa)
{
	const struct board *b = &k->layout.board;

	for (unsigned int i = 0; i < b->nr_devices; i++)
		if (pa >= b->device[i].start && pa <= b->device[i].end)
			return true;
	return false;
}

/* The access fails as it does in the kernel: with an oops. */
static void data_abort(struct session *s, const struct walk *w, bool write,
		       struct value *value)
{
	struct inspector in = session_inspector(s);
	struct kernel *k = s->k;
	char place[PLACE_SIZE];
	uint32_t status = w->fault;
	const char *name = _(fault_name(w->fault));

	if (!status) {
		status = w->size < SECTION_SIZE ? FSR_EXTERNAL_PAGE
						: FSR_EXTERNAL_SECTION;
		name = is_device(k, w->pa)
			       ? _("external abort: devices are not simulated")
			       : _("external abort: neither RAM nor a device "
				   "answers");
	}
	place_describe(&in, w->va, place);
	do_DataAbort(k, w->va,
		     status | w->domain << 4 | (write ? FSR_WRITE : 0));
	fprintf(s->reason.file,
		write ? _("0x%08" PRIx32 " cannot be written (%s): %s")
		      : _("0x%08" PRIx32 " cannot be read (%s): %s"),
		w->va, name, place);
	*value = (struct value){ VALUE_FAULT, 0 };
}

static int check_width(struct session *s, const struct args *args)
{
	const struct format *f = &args->format;

	if (f->count != 1 || f->letter != 'x')
		return fail(s, -EINVAL,
			    "the width is /b, /h or /w; x/FMT can show more");
	if (args->addr % f->size)
		return fail(s, -EINVAL,
			    "0x%08" PRIx32
			    " is not a multiple of %u: this CPU needs words "
			    "and halfwords aligned; /b takes one byte",
			    args->addr, f->size);
	return 0;
}

/* Where an access goes in RAM; false: it ends in a data abort. */
static bool reaches_ram(const struct kernel *k, vaddr_t addr, struct walk *w)
{
	return tlb_access(k->m, addr, w) && ram_covers(k->m, w->pa, 1);
}

static uint32_t load(const struct machine *m, paddr_t pa, unsigned int size)
{
	const void *where = ram_at(m, pa);

	if (size == 1)
		return *(const uint8_t *)where;
	return size == 2 ? *(const uint16_t *)where : *(const uint32_t *)where;
}

static int run_read(struct session *s, const struct args *args,
		    struct value *value)
{
	struct walk w;
	int error = check_width(s, args);

	if (error)
		return error;
	if (!reaches_ram(s->k, args->addr, &w)) {
		data_abort(s, &w, false, value);
		return 0;
	}
	*value = (struct value){ VALUE_NUMBER,
				 load(s->k->m, w.pa, args->format.size) };
	return 0;
}

static void store(struct machine *m, paddr_t pa, unsigned int size,
		  uint32_t bits)
{
	const void *where = ram_at(m, pa);

	if (size == 1)
		store8(m, where, (uint8_t)bits);
	else if (size == 2)
		store16(m, where, (uint16_t)bits);
	else
		store32(m, where, bits);
}

/* As a number from 0 on, or as a negative one. */
static bool fits(uint32_t bits, unsigned int size)
{
	return size == 4 || !(bits >> 8 * size) ||
	       bits >> (8 * size - 1) == UINT32_MAX >> (8 * size - 1);
}

static int run_write(struct session *s, const struct args *args,
		     struct value *value)
{
	unsigned int size = args->format.size;
	struct walk w;
	struct value written;
	uint32_t bits = 0;
	int error = check_width(s, args);

	if (!error)
		error = evaluate(s, args->word[0], &written);
	if (!error)
		bits = written.bits;
	if (!error && !fits(bits, size))
		error = fail(s, -ERANGE,
			     ngettext("%s does not fit into %u byte",
				      "%s does not fit into %u bytes", size),
			     shown(args->word[0]).text, size);
	if (error)
		return error;
	if (tlb_translate(s->k->m, args->addr, &w) &&
	    ram_covers(s->k->m, w.pa, 1) && owner_is_kernel(s->k, w.pa))
		return fail(s, -EPERM,
			    "0x%08" PRIx32 " is at 0x%08" PRIx32
			    " in RAM, which is the kernel's own; 2.6.32 would "
			    "allow it, even in .text, and crash sooner or "
			    "later",
			    args->addr, w.pa);
	if (!reaches_ram(s->k, args->addr, &w)) {
		data_abort(s, &w, true, value);
		return 0;
	}
	store(s->k->m, w.pa, size, bits);
	*value = (struct value){ VALUE_NUMBER,
				 bits & UINT32_MAX >> (32 - 8 * size) };
	return 0;
}

/* ---- tlb ---- */

/* In which levels an entry of one of them is. */
static const char *level_name(const struct machine *m, unsigned int i,
			      const struct tlb_entry *e)
{
	struct tlb_entry main;

	if (i >= TLB_MICRO)
		return "64";
	for (i = TLB_MICRO; i < TLB_ENTRIES; i++)
		if (tlb_entry(m, i, &main) && main.va == e->va)
			return "8, 64";
	return "8";
}

/* Of the large level only what the small one has not. */
static bool is_listed(const struct machine *m, unsigned int i,
		      const struct tlb_entry *e)
{
	struct tlb_entry micro;

	for (unsigned int j = 0; i >= TLB_MICRO && j < TLB_MICRO; j++)
		if (tlb_entry(m, j, &micro) && micro.va == e->va)
			return false;
	return true;
}

static void print_tlb_entry(const struct kernel *k, const char *level,
			    const struct tlb_entry *e, FILE *to)
{
	const struct vmap_area *area = vmap_area_at(k, e->va);
	paddr_t pa;

	fprintf(to,
		"%-6s %08" PRIx32 " %4" PRIu32 "K  %08" PRIx32 "  %6u  %u  ",
		level, e->va, e->size >> 10, e->pa, e->domain, e->ap);
	if (!mmu_translate(k->m, e->va, &pa))
		fputs(_("stale: the tables map nothing here"), to);
	else if (pa != e->pa)
		fprintf(to, _("stale: the tables say %08" PRIx32), pa);
	else if (area && vmap_area_is_freed(k, area))
		fputs(_("freed, waits for the purge"), to);
	else
		fputs(_("as in the tables"), to);
	putc('\n', to);
}

static void print_tlb_counts(const struct machine *m, FILE *to)
{
	uint32_t micro = reg(m, REG_TLB_HITS_MICRO);
	uint32_t main = reg(m, REG_TLB_HITS_MAIN);
	uint32_t misses = reg(m, REG_TLB_MISSES);

	fprintf(to,
		_("accesses %" PRIu32 ": hits in the 8: %" PRIu32
		  ", in the 64: %" PRIu32 "; misses: %" PRIu32 "\n"),
		micro + main + misses, micro, main, misses);
	fprintf(to,
		_("flushes  %" PRIu32 ": rounds of one page: %" PRIu32
		  ", entries dropped: %" PRIu32 "\n"),
		reg(m, REG_TLB_FLUSHES), reg(m, REG_TLB_ROUNDS),
		reg(m, REG_TLB_DROPPED));
	if (reg(m, REG_TLB_FLUSHES))
		fprintf(to,
			_("the last 0x%08" PRIx32 "-0x%08" PRIx32
			  ", rounds: %" PRIu32 "\n"),
			reg(m, REG_TLB_START), reg(m, REG_TLB_END),
			tlb_rounds(reg(m, REG_TLB_START), reg(m, REG_TLB_END)));
}

/* What lazy purging saves, while it does. */
static void print_waiting(const struct kernel *k, FILE *to)
{
	uint32_t nr = 0;

	for (const struct vmap_area *va = first_area(k); va;
	     va = next_area(k, va))
		nr += vmap_area_is_freed(k, va);
	if (nr)
		fprintf(to,
			ngettext("waiting  %" PRIu32 " freed area, in pages "
				 "%" PRIu32 ", for a flush at the purge\n",
				 "waiting  %" PRIu32 " freed areas, in pages "
				 "%" PRIu32 ", for one flush in place of as "
				 "many\n",
				 nr),
			nr, k->g->vmap_lazy_nr);
}

static int run_tlb(struct session *s, const struct args *args,
		   struct value *value)
{
	const struct kernel *k = s->k;
	FILE *to = s->out.file;
	struct tlb_entry e;

	(void)args;
	(void)value;
	fprintf(to, _("level  virtual   size  physical  domain  AP\n"));
	for (unsigned int i = 0; i < TLB_ENTRIES; i++)
		if (tlb_entry(k->m, i, &e) && is_listed(k->m, i, &e))
			print_tlb_entry(k, level_name(k->m, i, &e), &e, to);
	print_tlb_counts(k->m, to);
	print_waiting(k, to);
	if (k->g->nr_online_cpus > 1)
		fprintf(to,
			_("CPU 0 makes all accesses; each of the %" PRIu32
			  " CPUs makes the rounds of a flush\n"),
			k->g->nr_online_cpus);
	return 0;
}

const struct command cpu_commands[] = {
	{
		.name = "read",
		.flags = COMMAND_CHANGES | COMMAND_SHOWS,
		.summary = N_("Read memory as the kernel would"),
		.returns =
			N_("the word there, or a fault, which counts as NULL"),
		.help = N_("Goes through the TLB (see `help tlb`) and the page "
			   "tables and checks domain and permissions: an "
			   "address that is not mapped, or where there is no "
			   "RAM, causes a data abort; dmesg has the oops. User "
			   "addresses have no tables, for no process is "
			   "simulated; in a live one Linux says Oops: 17, or "
			   "817 for a write.\nread/b reads a byte, /h a "
			   "halfword, /w a word, the default. x only looks."),
		.example = "vmalloc 4k\n"
			   "read $1\n"
			   "read $1.guard",
		.args = { { "WIDTH", ARG_FORMAT, ARG_SLASH, NULL },
			  { "ADDR", ARG_ADDR, 0, NULL } },
		.run = run_read,
	},
	{
		.name = "write",
		.flags = COMMAND_CHANGES | COMMAND_SHOWS,
		.summary = N_("Write memory as the kernel would"),
		.returns = N_(
			"the value stored, or a fault, which counts as NULL"),
		.help = N_("VALUE is a C expression without spaces and must "
			   "fit the width. It faults as read does. Memory that "
			   "is the kernel's own is refused. 2.6.32 would allow "
			   "it: even .text and the vectors are writable, and "
			   "what was there is lost. Free pages are not "
			   "refused: see what a write after vfree does."),
		.example = "vmalloc 4k\n"
			   "write $1 0x12345678\n"
			   "write/b $1+1 0xff\n"
			   "vfree $1\n"
			   "write $1 0",
		.args = { { "WIDTH", ARG_FORMAT, ARG_SLASH, NULL },
			  { "ADDR", ARG_ADDR, 0, NULL },
			  { "VALUE", ARG_WORD, ARG_VALUES, NULL } },
		.run = run_write,
	},
	{
		.name = "tlb",
		.summary = N_("Show which translations the CPU remembers"),
		.help = N_("The data TLB of a Feroceon: 8 entries, then 64, "
			   "here replaced in turn. read and write go through "
			   "it, vtop and x do not. Linux flushes a range page "
			   "by page; a round is one page, however few the TLB "
			   "holds. That is why vfree leaves translations alone "
			   "until a purge flushes once for many areas: until "
			   "then a freed address can still be read."),
		.example = "vmalloc 8k\n"
			   "read $1\n"
			   "vfree $1\n"
			   "read $1\n"
			   "tlb\n"
			   "vm_unmap_aliases\n"
			   "tlb",
		.run = run_tlb,
	},
	{
		.name = "vtop",
		.flags = COMMAND_SHOWS,
		.summary = N_("Translate a virtual address, step by step"),
		.returns =
			N_("the physical address, or NULL if it is not mapped"),
		.help = N_("Reads the page tables in RAM, not the TLB: the "
			   "first-level entry, the second-level entry, the "
			   "copy that Linux keeps because the hardware has no "
			   "bits for young and dirty, the frame, and what the "
			   "kernel uses the address for."),
		.example = "vmalloc 40k\n"
			   "vtop $+0x1004\n"
			   "vtop 0xc0008000",
		.args = { { "ADDR", ARG_ADDR, 0, NULL } },
		.run = run_vtop,
	},
	{
		.name = "x",
		.flags = COMMAND_SHOWS,
		.summary = N_("Examine memory, as gdb does"),
		.help = N_(
			"FMT is a count, a letter for the format and a letter "
			"for the size:\n  x hex, d decimal, u unsigned, o "
			"octal, t binary, c character,\n  a address with its "
			"symbol, s string\n  b one byte, h two, w four\nThe "
			"default is one word in hex. As in gdb, a variable "
			"stands for its value and &variable for its address."),
		.example = "x/8wx &vmlist\n"
			   "x/s saved_command_line\n"
			   "x/4a &vmap_area_list",
		.args = { { "FMT", ARG_FORMAT, ARG_SLASH, NULL },
			  { "ADDR", ARG_ADDR, 0, NULL } },
		.run = run_x,
	},
	{ .name = NULL },
};
