/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_decode.c - decode: what the words of a report mean.
 *
 * A descriptor, or the lines of an oops as they were pasted. Nothing of the
 * machine is looked at but where an address lies: the report may be from any
 * ARM without LPAE. Where kernels or CPUs read a word in two ways, both are told.
 */
#include "session/commands/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/flag_names.h"
#include "inspect/place.h"
#include "kernel/arm.h"
#include "kernel/fault.h"
#include "session/commands/descriptor_text.h"
#include "session/line/expression.h"
#include "session/session.h"
#include "translate.h"

#define HEX_DIGITS "0123456789abcdefABCDEF"

/* What is said about one item of a report. */
struct decoder {
	struct session *s;
	FILE *to;
	uint32_t nr;   /* items that were understood */
	uint32_t addr; /* the last one told; 0: none */
};

/* ---- Words ---- */

/* Up to eight hex digits, and nothing of a longer word. */
static bool read_word(const char *text, uint32_t *word)
{
	size_t digits;

	if (text[0] == '0' && (text[1] | 32) == 'x')
		text += 2;
	digits = strspn(text, HEX_DIGITS);
	if (!digits || digits > 8 ||
	    (text[digits] >= 'g' && text[digits] <= 'z'))
		return false;
	*word = (uint32_t)strtoul(text, NULL, 16);
	return true;
}

static void print_word(struct decoder *d, const char *label, uint32_t word)
{
	descriptor_label(label, d->to);
	fprintf(d->to, "0x%08" PRIx32 "\n", word);
	d->nr++;
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

/* The same word on a CPU without subpages: @tex is where its TEX starts. */
static void print_extended(struct decoder *d, uint32_t word, unsigned int ap,
			   unsigned int tex, bool xn)
{
	fprintf(d->to, INDENT);
	fprintf(d->to,
		_("ARMv6 and later: APX %u AP %u: %s; TEX %u C %u B %u, S %u, "
		  "nG %u, XN %u\n"),
		word >> (tex + 3) & 1, word >> ap & 3,
		_(extended_ap[(word >> (tex + 3) & 1) << 2 | (word >> ap & 3)]),
		word >> tex & 7, word >> 3 & 1, word >> 2 & 1,
		word >> (tex + 4) & 1, word >> (tex + 5) & 1, xn);
}

static void decode_l1(struct decoder *d, uint32_t word)
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
		fprintf(d->to, INDENT);
		fprintf(d->to,
			_("it is the first of a pair, that of 0x%08" PRIx32
			  ": an oops prints no other\n"),
			d->addr & ~(PGDIR_SIZE - 1));
	}
	if ((word & 3) == L1_FAULT)
		return;
	fprintf(d->to, INDENT);
	fprintf(d->to, _("domain %u\n"), word >> 5 & 15);
	if ((word & 3) == L1_COARSE) {
		fprintf(d->to, INDENT "%s\n",
			_("Linux's copies: 2 KB above it in 2.6.32, 2 KB below "
			  "it since 2.6.38"));
	} else if ((word & 3) == L1_SECTION) {
		descriptor_permissions(&w, d->to);
		print_extended(d, word, 10, 12, word >> 4 & 1);
	}
}

/* A small page of ARMv5 has four AP fields, which are mostly alike. */
static void decode_hardware(struct decoder *d, uint32_t word)
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
		fprintf(d->to, INDENT);
		fprintf(d->to,
			_("AP 3 to 0 of its quarters: %u %u %u %u; %s\n"),
			word >> 10 & 3, word >> 8 & 3, word >> 6 & 3, ap,
			_(caching_name(&w)));
	} else if ((word & 3) != L2_TINY) {
		descriptor_permissions(&w, d->to);
	}
	if (word & 2)
		print_extended(d, word, 4, 6, word & 1);
}

/* Since 2.6.38 two bits of Linux's PTE say the opposite. */
static const struct flag_name later_pte_flags[] = {
	{ L_PTE_WRITE, L_PTE_WRITE, "read-only" },
	{ L_PTE_WRITE, 0, "write" },
	{ L_PTE_EXEC, L_PTE_EXEC, "no-exec" },
	{ L_PTE_EXEC, 0, "exec" },
	{ 0, 0, NULL },
};

static void decode_linux(struct decoder *d, uint32_t word)
{
	char names[160] = "", later[32] = "";

	print_word(d, _("Linux PTE"), word);
	if (!word) {
		fprintf(d->to, INDENT "%s\n",
			_("empty: this page is not mapped"));
		return;
	}
	fprintf(d->to, INDENT);
	fprintf(d->to, _("pfn 0x%" PRIx32 ", physical 0x%08" PRIx32 "\n"),
		word >> PAGE_SHIFT, word & PAGE_MASK);
	if (!(word & L_PTE_PRESENT)) {
		fprintf(d->to, INDENT "%s\n",
			_("not present: a swap entry, or a page of a file"));
		return;
	}
	flags_text(linux_pte_flags, word, " ", names, sizeof(names));
	flags_text(later_pte_flags, word, " ", later, sizeof(later));
	fprintf(d->to, INDENT);
	fprintf(d->to, _("2.6.32: %s\n"), names);
	fprintf(d->to, INDENT);
	fprintf(d->to, _("since 2.6.38: %s; the rest alike\n"), later);
}

/* ---- Faults ---- */

/* FSR[3:0] that no walk ends in, and why each of them happens. */
static const struct {
	uint32_t status;
	const char *name; /* NULL: as fault_name() has it */
	const char *why;
} faults[] = {
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

static void decode_fsr(struct decoder *d, uint32_t fsr)
{
	const char *name = N_("unknown fault"), *why = NULL, *access;

	descriptor_label(_("fault status"), d->to);
	fprintf(d->to, "0x%" PRIx32 "\n", fsr);
	d->nr++;
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
	fprintf(d->to, INDENT);
	fprintf(d->to, _("%s, domain %u: %s\n"), _(access), fsr >> 4 & 15,
		_(name));
	if (why)
		fprintf(d->to, INDENT "%s\n", _(why));
}

static void decode_pgd(struct decoder *d, uint32_t addr)
{
	print_word(d, "pgd", addr);
	fprintf(d->to, INDENT "%s\n",
		_("where the first-level table is, as the kernel sees it"));
}

static void decode_address(struct decoder *d, uint32_t addr)
{
	struct inspector in = session_inspector(d->s);
	char place[PLACE_SIZE];

	d->addr = addr;
	print_word(d, _("address"), addr);
	place_describe(&in, addr, place);
	fprintf(d->to, INDENT);
	fprintf(d->to, _("on this board: %s\n"), place);
	fprintf(d->to, INDENT);
	fprintf(d->to,
		_("first-level entry 0x%03x, second-level entry 0x%02x\n"),
		addr >> 20, addr >> 12 & 0xff);
}

/* ---- A report ---- */

/* What stands before a word says what it is; the first that fits. */
static const struct {
	const char *before;
	void (*decode)(struct decoder *d, uint32_t word);
} items[] = {
	{ "virtual address ", decode_address },
	{ "pgd = ", decode_pgd },
	{ "*pgd=", decode_l1 },
	{ "*pmd=", decode_l1 },
	{ "pmd:", decode_l1 },
	{ "*ppte=", decode_hardware },
	{ "*pte=", decode_linux },
	{ "pte:", decode_linux },
	{ "Oops: ", decode_fsr },
	{ "fault: ", NULL }, /* Unhandled fault: NAME (0xFSR) at 0xADDR */
	{ "abort: ", NULL },
	{ "[", decode_address }, /* [d0806000] *pgd= */
};

/* Of "Unhandled fault: page domain fault (0x01b) at 0x00000000": the words that
 * start with 0x. */
static void decode_unhandled(struct decoder *d, const char *text)
{
	static const char digits[] = "0x";
	const char *status = strstr(text, digits), *at;
	uint32_t word;

	at = status ? strstr(status + 1, digits) : NULL;
	if (!at)
		return;
	if (read_word(status, &word))
		decode_fsr(d, word);
	if (read_word(at, &word))
		decode_address(d, word);
}

/* A word in brackets is an address if it has all its digits; [#1] has not. */
static bool is_item(const char *text, size_t i)
{
	size_t length = strlen(items[i].before);

	if (strncmp(text, items[i].before, length))
		return false;
	return *items[i].before != '[' ||
	       (strspn(text + 1, HEX_DIGITS) == 8 && text[9] == ']');
}

static void decode_report(struct decoder *d, const char *text)
{
	uint32_t word;

	for (; *text; text++)
		for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
			if (!is_item(text, i))
				continue;
			text += strlen(items[i].before) - 1;
			if (!items[i].decode)
				decode_unhandled(d, text);
			else if (read_word(text + 1, &word))
				items[i].decode(d, word);
			break;
		}
}

/* A bare word may be any of three. */
static void decode_bare(struct decoder *d, const struct args *args)
{
	uint32_t word;

	for (uint32_t i = 0; i < args->nr_words; i++)
		if (!read_word(args->word[i], &word) ||
		    strspn(args->word[i], HEX_DIGITS "xX") !=
			    strlen(args->word[i]))
			return;
	for (uint32_t i = 0; i < args->nr_words; i++) {
		read_word(args->word[i], &word);
		decode_l1(d, word);
		decode_hardware(d, word);
		decode_linux(d, word);
	}
}

static int run_decode(struct session *s, const struct args *args,
		      struct value *value)
{
	struct decoder d = { .s = s, .to = s->out.file };
	struct memory_stream text;
	int error = memory_stream_open(&text);

	(void)value;
	for (uint32_t i = 0; !error && i < args->nr_words; i++)
		fprintf(text.file, "%s%s", i ? " " : "", args->word[i]);
	if (!error)
		error = memory_stream_text(&text);
	if (error) {
		memory_stream_close(&text);
		return fail_memory(s);
	}
	decode_report(&d, text.text);
	memory_stream_close(&text);
	if (!d.nr)
		decode_bare(&d, args);
	return d.nr ? 0
		    : fail(s, -EINVAL,
			   "there is nothing to decode: no descriptor of 8 hex "
			   "digits, fault status or address as in "
			   "[d0806000] *pgd=0f80c011");
}

const struct command decode_commands[] = {
	{
		.name = "decode",
		.summary = N_("Tell what the words of an oops mean"),
		.help = N_("WORD is a descriptor, or the words of a line as it "
			   "was pasted: *pgd=, *pte= and *ppte=, pte: and pmd: "
			   "of a bad page map, Oops: and the status of an "
			   "unhandled fault, the address. A bare word is told "
			   "as a first-level entry, as a hardware PTE and as "
			   "Linux's; where CPUs or kernels differ, both ways."),
		.example = "decode 0f80c011\n"
			   "decode [d0806000] *pgd=0f80c011, *pte=00000000, "
			   "*ppte=00000000\n"
			   "decode Internal error: Oops: 80d",
		.args = { { "WORD", ARG_WORD, ARG_REPEAT, NULL } },
		.run = run_decode,
	},
	{ .name = NULL },
};
