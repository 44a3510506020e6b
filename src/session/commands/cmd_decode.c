/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_decode.c - decode: what the words of a report mean.
 *
 * A descriptor, the lines of an oops as they were pasted, or a file of them.
 * Here the words are found, by what stands before them; decode_words.c tells
 * about each.
 */
#include "session/commands/command.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "session/commands/decode_words.h"
#include "session/files/text_lines.h"
#include "session/import/posted_line.h"
#include "session/import/posted_text.h"
#include "session/session.h"
#include "translate.h"

#define HEX_DIGITS "0123456789abcdefABCDEF"

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

/* Eight hex digits and no ninth. */
static bool is_whole_word(const char *text)
{
	return strspn(text, HEX_DIGITS) == 8 &&
	       !isalnum((unsigned char)text[8]);
}

/* ---- Lines with more than a word ---- */

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

/* "vmalloc_fault+0x10/0x20 [module]", for @label. */
static void decode_symbol(struct decoder *d, const char *label,
			  const char *text)
{
	char function[64], module[64] = "";
	unsigned int offset, length;

	if (sscanf(text, " %63[^+ ]+0x%x/0x%x [%63[^]]]", function, &offset,
		   &length, module) < 3)
		return;
	decode_item(d, label);
	fprintf(d->to, "%s+0x%x/0x%x", function, offset, length);
	fprintf(d->to, *module ? " [%s]\n" : "\n", module);
	decode_more(d);
	fprintf(d->to, _("%u bytes into %s, which has %u\n"), offset, function,
		length);
	if (!*module)
		return;
	decode_more(d);
	fprintf(d->to, _("it is code of the module %s\n"), module);
}

static void decode_pc(struct decoder *d, const char *text)
{
	decode_symbol(d, "PC", text);
}

static void decode_lr(struct decoder *d, const char *text)
{
	decode_symbol(d, "LR", text);
}

static void decode_bug(struct decoder *d, const char *text)
{
	(void)text;
	decode_item(d, _("fault status"));
	fprintf(d->to, "%s\n",
		_("none: the kernel itself stopped at a BUG(), whose file and "
		  "line stand above"));
}

static void decode_undefined(struct decoder *d, const char *text)
{
	(void)text;
	decode_item(d, _("fault status"));
	fprintf(d->to, "%s\n",
		_("none: the CPU does not know the instruction at pc; a BUG() "
		  "of old kernels, or code that was overwritten"));
}

/* ---- A report ---- */

/* What stands before a word says what it is; the first that fits. */
static const struct {
	const char *before;
	void (*word)(struct decoder *d, uint32_t word);
	void (*text)(struct decoder *d, const char *text);
} items[] = {
	{ "virtual address ", decode_address, NULL },
	{ "*pgd=", decode_l1, NULL },
	{ "*pmd=", decode_l1, NULL },
	{ "pmd:", decode_l1, NULL },
	{ "*ppte=", decode_hardware, NULL },
	{ "*pte=", decode_linux, NULL },
	{ "pte:", decode_linux, NULL },
	{ "pgd = ", decode_pgd, NULL },
	{ "Oops: ", decode_fsr, NULL },
	{ "Internal error: : ", decode_fsr, NULL },
	{ "Oops - BUG", NULL, decode_bug },
	{ "Oops - undefined instruction", NULL, decode_undefined },
	/* Unhandled fault: NAME (0xFSR) at 0xADDR */
	{ "fault: ", NULL, decode_unhandled },
	{ "abort: ", NULL, decode_unhandled },
	{ "PC is at ", NULL, decode_pc },
	{ "pc is at ", NULL, decode_pc },
	{ "LR is at ", NULL, decode_lr },
	{ "addr:", decode_address, NULL },
	{ "page:", decode_page, NULL },
	{ "Control: ", decode_control, NULL },
	{ "Table: ", decode_table, NULL },
	{ "DAC: ", decode_dac, NULL },
	{ "[", decode_address, NULL }, /* [d0806000] *pgd= */
};

/* A word in brackets is an address if it has all its digits; [#1] has not. Nor
 * are the names in front of other words: a page: of something else. */
static bool is_item(const char *text, size_t i)
{
	size_t length = strlen(items[i].before);

	if (strncmp(text, items[i].before, length))
		return false;
	if (*items[i].before == '[')
		return is_whole_word(text + 1) && text[9] == ']';
	return items[i].before[length - 1] != ':' ||
	       is_whole_word(text + length);
}

/* "r10: d0a19f80", "pc : [<c007cb1c>]", and " r7:00000004" of a backtrace.
 * Return: characters that it has; 0: it is none */
static size_t decode_register(struct decoder *d, const char *text)
{
	static const char *const names[] = { "sp", "ip", "fp",	"sl",
					     "lr", "pc", "psr", "cpsr" };
	char name[8];
	uint32_t word;
	int at = 0;
	bool known;

	if (sscanf(text, "%7[0-9a-z] : %n", name, &at) != 1 || !at)
		return 0;
	known = name[0] == 'r' && isdigit((unsigned char)name[1]) &&
		strlen(name) < 4;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		known |= !strcmp(name, names[i]);
	if (!strncmp(text + at, "[<", 2))
		at += 2;
	if (!known || !is_whole_word(text + at) || !read_word(text + at, &word))
		return 0;
	if (strstr(name, "psr"))
		decode_psr(d, word);
	else
		decode_value(d, name, word);
	return (size_t)at + 8;
}

/* "[<c00b4804>] (proc_reg_write+0x0/0x8c)" of a backtrace. */
static size_t decode_code(struct decoder *d, const char *text)
{
	uint32_t word;

	if (strncmp(text, "[<", 2) || !is_whole_word(text + 2) ||
	    !read_word(text + 2, &word))
		return 0;
	decode_value(d, _("code"), word);
	return 2 + 8;
}

/* "de80: 0000017c cf2b897c ...": the words of the stack that are addresses of
 * the kernel; each by the end of its own address. */
static bool decode_stack(struct decoder *d, const char *text)
{
	const vaddr_t kernel = d->s->k->layout.modules_vaddr;
	unsigned long at;
	char label[8], *end;
	uint32_t word;

	if (strspn(text, HEX_DIGITS) != 4 || text[4] != ':')
		return false;
	at = strtoul(text, &end, 16);
	for (text = end + 1; *text; at += 4) {
		text += strspn(text, " ");
		if (!is_whole_word(text) || !read_word(text, &word))
			break;
		text += 8;
		if (word < kernel)
			continue;
		snprintf(label, sizeof(label), "%04lx", at & 0xffff);
		decode_value(d, label, word);
	}
	return true;
}

/* What starts here. Return: characters to go on after; at least 1 */
static size_t decode_at(struct decoder *d, const char *text, bool begins_word)
{
	size_t length = begins_word ? decode_register(d, text) : 0;
	uint32_t word;

	if (!length)
		length = decode_code(d, text);
	if (length)
		return length;
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		if (!is_item(text, i))
			continue;
		length = strlen(items[i].before);
		if (items[i].text)
			items[i].text(d, text + length);
		else if (read_word(text + length, &word))
			items[i].word(d, word);
		return length;
	}
	return 1;
}

static void decode_report(struct decoder *d, const char *text)
{
	bool begins_word = true;

	if (decode_stack(d, text))
		return;
	while (*text) {
		size_t length = decode_at(d, text, begins_word);

		text += length;
		begins_word = isspace((unsigned char)text[-1]);
	}
}

/* ---- A file ---- */

static int decode_file(struct decoder *d, const char *name)
{
	struct session *s = d->s;
	bool stream = input_is_stream(name);
	bool started = s->mode == SESSION_LIVE && !s->script && !s->person;
	struct posted_text p;
	char *text;
	size_t size;
	int error =
		stream && !started
			? -EINVAL
			: lines_all(name, stream ? INPUT_STREAM : INPUT_FILE,
				    &text, &size);

	if (error)
		return fail(s, error, "%s: %s", shown(name).text,
			    input_problem(-error));
	posted_text_begin(&p, text, size);
	while (posted_text_next(&p)) {
		d->line = p.line;
		decode_report(d, posted_line_start(p.line));
	}
	d->line = NULL;
	free(text);
	return 0;
}

/* ---- The command ---- */

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

static int decode_words(struct decoder *d, const struct args *args)
{
	struct memory_stream text;
	int error = memory_stream_open(&text);

	for (uint32_t i = 0; !error && i < args->nr_words; i++)
		fprintf(text.file, "%s%s", i ? " " : "", args->word[i]);
	if (!error)
		error = memory_stream_text(&text);
	if (!error) {
		decode_report(d, posted_line_start(text.text));
		if (!d->nr)
			decode_bare(d, args);
	}
	memory_stream_close(&text);
	return error ? fail_memory(d->s) : 0;
}

static int run_decode(struct session *s, const struct args *args,
		      struct value *value)
{
	struct decoder d = { .s = s, .to = s->out.file };
	bool file = args->nr_words == 1 && strchr(args->word[0], '/');
	int error =
		file ? decode_file(&d, args->word[0]) : decode_words(&d, args);

	(void)value;
	if (error || d.nr)
		return error;
	return fail(s, -EINVAL,
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
			   "unhandled fault, addresses, registers, the stack. "
			   "A word with a slash is a file with such lines. A "
			   "bare word is told as a first-level entry, as a "
			   "hardware PTE and as Linux's; where CPUs or kernels "
			   "differ, both ways."),
		.example = "decode 0f80c011\n"
			   "decode [d0806000] *pgd=0f80c011, *pte=00000000, "
			   "*ppte=00000000\n"
			   "decode Internal error: Oops: 80d\n"
			   "decode r5 : d0806000",
		.args = { { "WORD", ARG_WORD, ARG_REPEAT, NULL } },
		.run = run_decode,
	},
	{ .name = NULL },
};
