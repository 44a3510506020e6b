/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kallsyms.c - /proc/kallsyms: every symbol, by address.
 *
 * Linux: kernel/kallsyms.c, 2.6.32. Faithful: the format. The kernel's table is
 * sorted when it is linked; here symbols are added as they are named.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "kernel/proc/proc.h"

/* Symbols at the same address keep the order of the table. */
static int by_address(const void *a, const void *b)
{
	const struct kallsym *x = *(const struct kallsym *const *)a;
	const struct kallsym *y = *(const struct kallsym *const *)b;

	if (x->addr != y->addr)
		return x->addr < y->addr ? -1 : 1;
	return x < y ? -1 : x > y;
}

void proc_kallsyms(const struct kernel *k, FILE *to)
{
	const struct kallsym *sorted[MAX_KALLSYMS];
	uint32_t nr = k->g->kallsyms_num;

	for (uint32_t i = 0; i < nr; i++)
		sorted[i] = &k->g->kallsyms[i];
	qsort(sorted, nr, sizeof(sorted[0]), by_address);
	for (uint32_t i = 0; i < nr; i++) {
		const struct kallsym *s = sorted[i];

		fprintf(to, "%08" PRIx32 " %c %s", s->addr, (int)s->type,
			(const char *)at(k, s->name));
		if (s->module)
			fprintf(to, "\t[%s]", (const char *)at(k, s->module));
		putc('\n', to);
	}
}
