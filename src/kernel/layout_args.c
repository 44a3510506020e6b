/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout_args.c - the kernel arguments that move boundaries: mem=, vmalloc=.
 *
 * Linux: arch/arm/kernel/setup.c early_mem, arch/arm/mm/mmu.c early_vmalloc,
 * lib/cmdline.c memparse, 2.6.32. Faithful: the clamps of vmalloc= and their
 * messages. Simplified: sizes are 64 bits, so mem=4G means what it says.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/layout_internal.h"

/*
 * A number as in C, then k, m or g. Moves *text past it; false if there is
 * none or it does not fit. The kernel ignores what follows; here only the B
 * of "256MB" may follow.
 */
static bool memparse(const char **text, uint64_t *value)
{
	static const char suffixes[] = "kKmMgG";
	const char *suffix;
	char *end;
	int shift;

	if (!isdigit((unsigned char)**text))
		return false;
	errno = 0;
	*value = strtoull(*text, &end, 0);
	if (errno)
		return false;
	*text = end;
	suffix = *end ? strchr(suffixes, *end) : NULL;
	if (!suffix)
		return true;
	shift = 10 * (1 + (int)(suffix - suffixes) / 2);
	*text = end + 1 + (end[1] == 'B');
	if (*value > UINT64_MAX >> shift)
		return false;
	*value <<= shift;
	return true;
}

static bool ends_word(const char *p)
{
	return *p == '\0' || *p == ' ';
}

static int word_length(const char *word)
{
	return (int)strcspn(word, " ");
}

static int early_mem(struct setup *s, const char *value)
{
	uint64_t size = 0, start = s->l->board.phys_offset;
	const char *p = value;
	bool good = memparse(&p, &size);

	if (good && *p == '@') {
		p++;
		good = memparse(&p, &start);
	}
	if (!good || !ends_word(p))
		return layout_wrong(
			s,
			"mem=%.*s is not a SIZE or SIZE@START; "
			"for example mem=256M or mem=128M@0x%" PRIx32,
			word_length(value), value, s->l->board.phys_offset);
	if (!s->usermem)
		s->l->nr_banks = 0;
	s->usermem = true;
	return arm_add_memory(s, start, size);
}

static int early_vmalloc(struct setup *s, const char *value)
{
	struct layout *l = s->l;
	uint32_t most = l->vmalloc_end - (l->board.page_offset + SZ_32M);
	uint64_t reserve;
	const char *p = value;

	if (!memparse(&p, &reserve) || !ends_word(p))
		return layout_wrong(
			s, "vmalloc=%.*s is not a size; try vmalloc=256M",
			word_length(value), value);
	if (reserve < SZ_16M) {
		reserve = SZ_16M;
		layout_note(l, "<4>vmalloc area too small, limiting to %uMB",
			    SZ_16M / SZ_1M);
	}
	if (reserve > most) {
		reserve = most;
		layout_note(l, "<4>vmalloc area is too big, limiting to %uMB",
			    most / SZ_1M);
	}
	l->vmalloc_reserve = (uint32_t)reserve;
	l->vmalloc_given = true;
	return 0;
}

static const struct early_param {
	const char *name;
	int (*setup)(struct setup *s, const char *value);
} early_params[] = {
	{ "mem=", early_mem },
	{ "vmalloc=", early_vmalloc },
};

static const struct early_param *find_early_param(const char *word)
{
	for (size_t i = 0; i < sizeof(early_params) / sizeof(*early_params);
	     i++) {
		const struct early_param *p = &early_params[i];

		if (!strncmp(word, p->name, strlen(p->name)))
			return p;
	}
	return NULL; /* for a part of the kernel that is absent */
}

int parse_cmdline(struct setup *s, const char *cmdline)
{
	const char *word = cmdline + strspn(cmdline, " ");

	if (strlen(cmdline) >= sizeof(s->l->cmdline))
		return layout_wrong(
			s, "the kernel takes %zu characters of arguments",
			sizeof(s->l->cmdline) - 1);
	strcpy(s->l->cmdline, cmdline);
	s->l->command_line_size = (uint32_t)strlen(cmdline) + 1;
	while (*word) {
		const struct early_param *p = find_early_param(word);
		int error = p ? p->setup(s, word + strlen(p->name)) : 0;

		if (error)
			return error;
		/* Cut out, with a blank, from the copy that others read. */
		if (p)
			s->l->command_line_size -=
				(uint32_t)word_length(word) + (word > cmdline);
		word += word_length(word);
		word += strspn(word, " ");
	}
	return 0;
}
