/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_words.c - descriptors, fault statuses, registers.
 *
 * The machine is not looked at but for where an address lies: the report may be
 * from any ARM without LPAE. Where kernels or CPUs read a word in two ways, both
 * are told.
 */
#include "session/commands/decode_words.h"

#include <inttypes.h>

#include "inspect/flag_names.h"
#include "inspect/place.h"
#include "kernel/arm.h"
#include "kernel/fault.h"
#include "session/commands/descriptor_text.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "translate.h"

#define FSR_EXT (1u << 12) /* of ARMv6 and later */

void decode_item(struct decoder *d, const char *label)
{
	if (d->line)
		fprintf(d->to, "%s%s\n", d->nr ? "\n" : "", d->line);
	d->line = NULL;
	d->nr++;
	descriptor_label(label, d->to);
}

void decode_more(struct decoder *d)
{
	fputs(INDENT, d->to);
}

static void print_word(struct decoder *d, const char *label, uint32_t word)
{
	decode_item(d, label);
	fprintf(d->to, "0x%08" PRIx32 "\n", word);
}

static void print_place(struct decoder *d, uint32_t addr)
{
	struct inspector in = session_inspector(d->s);
	char place[PLACE_SIZE];

	place_describe(&in, addr, place);
	decode_more(d);
	fprintf(d->to, _("on this board: %s\n"), place);
}

/* ---- Descriptors ---- */

/* APX and AP of ARMv6 and later, with SCTLR.AFE 0 (ARM ARM DDI 0406, B3.7.1). */
static const char *const extended_ap[8] = {
	N_("no access"),
	N_("kernel read/write, user none"),
	N_("kernel read/write, user read"),
	N_("kernel and user read/write"),
	N_("reserved"),
	N_("kernel read, user none"),
	N_("kernel and user read"),
	N_("kernel and user read"),
};

/* Where a descriptor of ARMv6 and later has what: numbers of bits. */
struct extended {
	unsigned char ap, apx, tex, s, ng, xn;
};

static const struct extended extended_section = { 10, 15, 12, 16, 17, 4 };
static const struct extended extended_large = { 4, 9, 12, 10, 11, 15 };
static const struct extended extended_small = { 4, 9, 6, 10, 11, 0 };

/* The same word on a CPU without subpages. */
static void print_extended(struct decoder *d, uint32_t word,
			   const struct extended *e)
{
	uint32_t apx = word >> e->apx & 1, ap = word >> e->ap & 3;

	decode_more(d);
	fprintf(d->to,
		_("ARMv6 and later: APX %u AP %u: %s; TEX %u C %u B %u, S %u, "
		  "nG %u, XN %u\n"),
		apx, ap, _(extended_ap[apx << 2 | ap]), word >> e->tex & 7,
		word >> 3 & 1, word >> 2 & 1, word >> e->s & 1,
		word >> e->ng & 1, word >> e->xn & 1);
}

/* What ARMv5 has otherwise: bit 18 of a section makes it 16 MB, and a small
 * page that may not be executed looks like a tiny one. */
static void print_later_kind(struct decoder *d, const char *format,
			     uint32_t address)
{
	decode_more(d);
	fprintf(d->to, _("ARMv6 and later: "));
	fprintf(d->to, _(format), address);
	putc('\n', d->to);
}

void decode_l1(struct decoder *d, uint32_t word)
{
	struct walk w = {
		.ap = word >> 10 & 3,
		.cacheable = word & 8,
		.bufferable = word & 4,
	};

	print_word(d, _("first level"), word);
	descriptor_l1(word, d->to);
	/* show_pte() of arch/arm/mm/fault.c looks at pairs of entries. */
	if (d->addr >> 20 & 1) {
		decode_more(d);
		fprintf(d->to,
			_("it is the first of a pair, that of 0x%08" PRIx32
			  ": an oops prints no other\n"),
			d->addr & ~(PGDIR_SIZE - 1));
	}
	if ((word & 3) == L1_FAULT)
		return;
	decode_more(d);
	fprintf(d->to, _("domain %u\n"), word >> 5 & 15);
	if ((word & 3) == L1_COARSE) {
		fprintf(d->to, INDENT "%s\n",
			_("Linux's copies: 2 KB above it in 2.6.32, 2 KB below "
			  "it since 2.6.38"));
	} else if ((word & 3) == L1_SECTION) {
		descriptor_permissions(&w, d->to);
		if (word >> 18 & 1)
			print_later_kind(
				d, N_("a supersection, 16 MB at 0x%08" PRIx32),
				word & 0xff000000);
		print_extended(d, word, &extended_section);
	}
}

/* A small page of ARMv5 has four AP fields, which are mostly alike. */
void decode_hardware(struct decoder *d, uint32_t word)
{
	unsigned int ap = word >> 4 & 3;
	struct walk w = {
		.ap = ap,
		.cacheable = word & 8,
		.bufferable = word & 4,
	};

	print_word(d, _("hardware PTE"), word);
	descriptor_l2(word, d->to);
	if ((word & 3) == L2_FAULT)
		return;
	if ((word & 3) != L2_TINY && (word >> 4 & 0xff) != ap * 0x55) {
		decode_more(d);
		fprintf(d->to,
			_("AP 3 to 0 of its quarters: %u %u %u %u; %s\n"),
			word >> 10 & 3, word >> 8 & 3, word >> 6 & 3, ap,
			_(caching_name(&w)));
	} else if ((word & 3) != L2_TINY) {
		descriptor_permissions(&w, d->to);
	}
	if ((word & 3) == L2_TINY)
		print_later_kind(d, N_("a small page, 4 KB at 0x%08" PRIx32),
				 word & L2_SMALL_ADDRESS);
	print_extended(d, word,
		       (word & 3) == L2_LARGE ? &extended_large
					      : &extended_small);
}

/* Since 2.6.38 two bits of Linux's PTE say the opposite. */
static const struct flag_name later_pte_flags[] = {
	{ L_PTE_WRITE, L_PTE_WRITE, "read-only" },
	{ L_PTE_WRITE, 0, "write" },
	{ L_PTE_EXEC, L_PTE_EXEC, "no-exec" },
	{ L_PTE_EXEC, 0, "exec" },
	{ 0, 0, NULL },
};

void decode_linux(struct decoder *d, uint32_t word)
{
	char names[160] = "", later[32] = "";

	print_word(d, _("Linux PTE"), word);
	if (!word) {
		fprintf(d->to, INDENT "%s\n",
			_("empty: this page is not mapped"));
		return;
	}
	decode_more(d);
	fprintf(d->to, _("pfn 0x%" PRIx32 ", physical 0x%08" PRIx32 "\n"),
		word >> PAGE_SHIFT, word & PAGE_MASK);
	if (!(word & L_PTE_PRESENT)) {
		fprintf(d->to, INDENT "%s\n",
			_("not present: a swap entry, or a page of a file"));
		return;
	}
	flags_text(linux_pte_flags, word, " ", names, sizeof(names));
	flags_text(later_pte_flags, word, " ", later, sizeof(later));
	decode_more(d);
	fprintf(d->to, _("2.6.32: %s\n"), names);
	decode_more(d);
	fprintf(d->to, _("since 2.6.38: %s; the rest alike\n"), later);
}

/* ---- Faults ---- */

/* FSR[3:0] that no walk ends in, and why each of them happens. */
static const struct {
	uint32_t status;
	const char *name; /* NULL: as fault_name() has it */
	const char *why;
} faults[] = {
	{ 0x2, N_("debug event"),
	  N_("a breakpoint or a watchpoint of the CPU; before ARMv6 a terminal "
	     "exception") },
	{ 0x404, N_("lock abort"),
	  N_("the CPU could not lock a line of a cache or of the TLB") },
	{ 0x406, N_("imprecise external abort"),
	  N_("a write answered with an error later: pc and the address are not "
	     "its own") },
	{ 0x408, N_("parity error of the data cache"),
	  N_("the memory of the cache is damaged") },
	{ 0x1, N_("alignment fault"),
	  N_("the address is not a multiple of the access's size") },
	{ 0x3, N_("alignment fault"),
	  N_("the address is not a multiple of the access's size") },
	{ 0x4, N_("external abort on linefetch"),
	  N_("nothing answers at the physical address") },
	{ 0x6, N_("external abort on linefetch"),
	  N_("nothing answers at the physical address") },
	{ 0x8, N_("external abort, section"),
	  N_("it is mapped, but nothing answers at the physical address") },
	{ 0xa, N_("external abort, page"),
	  N_("it is mapped, but nothing answers at the physical address") },
	{ 0x5, NULL, N_("the first-level entry maps nothing") },
	{ 0x7, NULL, N_("the second-level entry maps nothing") },
	{ 0x9, NULL, N_("the CPU's DACR gives the domain no access") },
	{ 0xb, NULL, N_("the CPU's DACR gives the domain no access") },
	{ 0xc, NULL, N_("nothing answers where the table should be") },
	{ 0xe, NULL, N_("nothing answers where the table should be") },
	{ 0xd, NULL, N_("it is mapped, but AP does not allow this access") },
	{ 0xf, NULL, N_("it is mapped, but AP does not allow this access") },
};

void decode_fsr(struct decoder *d, uint32_t fsr)
{
	const char *name = N_("unknown fault"), *why = NULL, *access;

	decode_item(d, _("fault status"));
	fprintf(d->to, "0x%" PRIx32 "\n", fsr);
	/* Bit 10 is status bit 4 of ARMv6 and later: other faults. */
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].status == (fsr & 0x40f)) {
			name = faults[i].name ? faults[i].name
					      : fault_name(fsr & 0xf);
			why = faults[i].why;
		}
	access = fsr >> 31	   ? N_("an instruction fetch")
		 : fsr & FSR_WRITE ? N_("a write")
				   : N_("a read");
	decode_more(d);
	fprintf(d->to, _("%s, domain %u: %s\n"), _(access), fsr >> 4 & 15,
		_(name));
	if (why)
		fprintf(d->to, INDENT "%s\n", _(why));
	if (fsr & FSR_EXT)
		fprintf(d->to, INDENT "%s\n",
			_("ExT is set: how the bus refused it; each chip "
			  "defines what that means"));
}

void decode_pgd(struct decoder *d, uint32_t addr)
{
	print_word(d, "pgd", addr);
	fprintf(d->to, INDENT "%s\n",
		_("where the first-level table is, as the kernel sees it"));
}

void decode_address(struct decoder *d, uint32_t addr)
{
	d->addr = addr;
	print_word(d, _("address"), addr);
	print_place(d, addr);
	decode_more(d);
	fprintf(d->to,
		_("first-level entry 0x%03x, second-level entry 0x%02x\n"),
		addr >> 20, addr >> 12 & 0xff);
}

/* ---- Registers ---- */

/* Most are addresses of lowmem: one word for these. */
void decode_value(struct decoder *d, const char *label, uint32_t word)
{
	const struct kernel *k = d->s->k;
	struct inspector in = session_inspector(d->s);
	char place[PLACE_SIZE] = "lowmem";

	decode_item(d, label);
	fprintf(d->to, "0x%08" PRIx32, word);
	if (word < k->layout.modules_vaddr) {
		putc('\n', d->to);
		return;
	}
	if (!virt_addr_valid(k, word))
		place_describe(&in, word, place);
	fprintf(d->to, "  %s\n", place);
}

void decode_page(struct decoder *d, uint32_t addr)
{
	static const char label[] = "struct page";

	print_word(d, label, addr);
	print_place(d, addr);
}

/* PSR[4:0]. */
static const struct flag_name modes[] = {
	{ 0x1f, 0x10, "USR" }, { 0x1f, 0x11, "FIQ" }, { 0x1f, 0x12, "IRQ" },
	{ 0x1f, 0x13, "SVC" }, { 0x1f, 0x16, "MON" }, { 0x1f, 0x17, "ABT" },
	{ 0x1f, 0x1a, "HYP" }, { 0x1f, 0x1b, "UND" }, { 0x1f, 0x1f, "SYS" },
	{ 0, 0, NULL },
};

void decode_psr(struct decoder *d, uint32_t psr)
{
	char mode[16] = "";

	print_word(d, "psr", psr);
	flags_text(modes, psr, " ", mode, sizeof(mode));
	decode_more(d);
	fprintf(d->to, _("mode %s, %s instructions, %s, %s, flags %c%c%c%c\n"),
		*mode ? mode : "?", psr & 1u << 5 ? "Thumb" : "ARM",
		psr & 1u << 7 ? _("IRQs off") : _("IRQs on"),
		psr & 1u << 6 ? _("FIQs off") : _("FIQs on"),
		psr >> 31 ? 'N' : 'n', psr & 1u << 30 ? 'Z' : 'z',
		psr & 1u << 29 ? 'C' : 'c', psr & 1u << 28 ? 'V' : 'v');
}

/* ARM ARM DDI 0406, B4.1.130. */
static const struct flag_name control_bits[] = {
	{ 1u << 0, 1u << 0, "MMU" },
	{ 1u << 1, 1u << 1, "alignment-faults" },
	{ 1u << 2, 1u << 2, "D-cache" },
	{ 1u << 12, 1u << 12, "I-cache" },
	{ 1u << 11, 1u << 11, "branch-prediction" },
	{ 1u << 13, 1u << 13, "high-vectors" },
	{ 1u << 22, 1u << 22, "unaligned-access" },
	{ 1u << 23, 1u << 23, "no-subpages" },
	{ 1u << 28, 1u << 28, "TEX-remap" },
	{ 1u << 29, 1u << 29, "access-flag" },
	{ 0, 0, NULL },
};

void decode_control(struct decoder *d, uint32_t control)
{
	char names[160] = "";

	print_word(d, _("control"), control);
	flags_text(control_bits, control, " ", names, sizeof(names));
	decode_more(d);
	fprintf(d->to, _("on: %s\n"), names);
}

void decode_table(struct decoder *d, uint32_t table)
{
	print_word(d, _("table"), table);
	decode_more(d);
	fprintf(d->to,
		_("the first-level table of this process is at physical "
		  "0x%08" PRIx32 "\n"),
		table & ~(SWAPPER_SIZE - 1u));
}

void decode_dac(struct decoder *d, uint32_t dac)
{
	static const char *const words[] = {
		N_("no access"),
		N_("client: AP decides"),
		N_("reserved"),
		N_("manager: permissions do not count"),
	};

	print_word(d, _("domains"), dac);
	for (unsigned int domain = 0; domain < 16; domain++) {
		uint32_t access = dac >> 2 * domain & 3;

		if (!access)
			continue;
		decode_more(d);
		fprintf(d->to, _("domain %u, %s\n"), domain, _(words[access]));
	}
}
