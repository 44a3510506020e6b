#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# const.sh - a store around the store path does not compile.
#
# Each snippet is compiled as our own builds are: with -Wcast-qual and -Werror.
# Each has a twin that only reads, or that stores the right way: that one must
# compile, so that a snippet fails for its store and not for a typing error.

: "${CC:=cc}"
src=${srcdir:-.}/src
test -f "$src/machine/ram.h" ||
	{ echo "Bail out! no src/ in ${srcdir:-.}"; exit 1; }

cases=0

# compiles BODY: a function that has a machine, a kernel and objects in RAM.
compiles()
{
	cat <<-END |
		#include <string.h>
		#include "kernel/kernel.h"
		#include "kernel/list.h"
		uint32_t snippet(struct kernel *k, struct machine *m,
				 const struct page *page,
				 const struct list_head *entry, uint32_t *out);
		uint32_t snippet(struct kernel *k, struct machine *m,
				 const struct page *page,
				 const struct list_head *entry, uint32_t *out)
		{
			(void)k, (void)m, (void)page, (void)entry, (void)out;
			$1
			return 0;
		}
	END
	$CC $CPPFLAGS -D_GNU_SOURCE -I"$src" -Wcast-qual -Werror \
		-fsyntax-only -x c - 2>&1
}

# forbidden WHAT STORE TWIN
forbidden()
{
	cases=$((cases + 1))
	if compiles "$2" >/dev/null; then
		echo "not ok $cases - $1"
		echo "# compiles: $2"
	elif ! message=$(compiles "$3"); then
		echo "not ok $cases - $1"
		echo "# does not compile: $3"
		echo "$message" | sed 's/^/# /'
	else
		echo "ok $cases - $1"
	fi
}

forbidden 'assigning through ram_at()' \
	'*(const uint32_t *)ram_at(m, 0) = 1;' \
	'return *(const uint32_t *)ram_at(m, 0);'
forbidden 'forgetting the const of ram_at()' \
	'uint32_t *word = ram_at(m, 0); *word = 1;' \
	'const uint32_t *word = ram_at(m, 0); store32(m, word, 1);'
forbidden 'casting the const of ram_at() away' \
	'*(uint32_t *)ram_at(m, 0) = 1;' \
	'return *(const uint32_t *)ram_at(m, 0);'
forbidden 'memset() in RAM' \
	'memset(ram_at(m, 0), 0, 4);' \
	'store_fill(m, ram_at(m, 0), 0, 4);'
forbidden 'memcpy() into RAM' \
	'memcpy(ram_at(m, 0), out, 4);' \
	'memcpy(out, ram_at(m, 0), 4);'
forbidden 'assigning to a register' \
	'm->regs[REG_DACR] = 1;' \
	'set_reg(m, REG_DACR, m->regs[REG_DACR]);'
forbidden 'assigning to a note' \
	'm->notes[0] = 1;' \
	'set(m, m->notes[0], 1);'
forbidden 'assigning to the bytes of the machine' \
	'm->mem[0] = 1;' \
	'return m->mem[0];'
forbidden 'assigning to a field of an object' \
	'page->flags = 1;' \
	'set(m, page->flags, 1);'
forbidden 'incrementing a field of an object' \
	'page->_count++;' \
	'set(m, page->_count, page->_count + 1);'
forbidden 'assigning through at()' \
	'*(const uint32_t *)at(k, 0xc0000000) = 1;' \
	'return *(const uint32_t *)at(k, 0xc0000000);'
forbidden 'assigning through container_of()' \
	'container_of(entry, struct page, lru)->flags = 1;' \
	'return container_of(entry, struct page, lru)->flags;'
forbidden 'assigning to a global' \
	'k->g->jiffies = 1;' \
	'set(m, k->g->jiffies, k->g->jiffies + 1);'
forbidden 'assigning to a first-level entry' \
	'k->pgd[0] = 1;' \
	'store32(m, &k->pgd[0], 1);'
forbidden 'storing a host pointer' \
	'set(m, page->slab, page);' \
	'set(m, page->slab, va_of(k, page));'
forbidden 'storing to a field of a width that no store has' \
	'struct { uint64_t wide; } o; set(m, o.wide, 1);' \
	'struct { uint32_t word; } o; set(m, o.word, 1);'
echo "1..$cases"
