/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_cmdline.c - hostile kernel arguments, on a small and on a large board.
 *
 * They are refused in one sentence that leaves the layout alone; or the table
 * of the 4 GB has no gap, and what boots on it is sound.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"

enum { LARGEST_MACHINE = 64 << 20 }; /* bytes of RAM; a larger one is slow */

/* 1 GB in two banks, where a hole and highmem meet. */
static struct board large_board(void)
{
	struct board board = *marvell_board();

	board.highmem = true;
	board.nr_banks = 2;
	board.bank[0] = (struct bank){ 0, 512 << 20 };
	board.bank[1] = (struct bank){ 0x30000000, 512 << 20 };
	board.bank_node[1] = 1;
	return board;
}

static void check_regions(const struct layout *l)
{
	struct region row[MAX_REGIONS];
	unsigned int nr = layout_regions(l, row);
	uint64_t from = 0;

	must_hold(nr && nr <= MAX_REGIONS, "%u regions", nr);
	for (unsigned int i = 0; i < nr; i++) {
		must_hold(row[i].start == from && row[i].end > from,
			  "region %s starts at %x, not at %llx", row[i].name,
			  row[i].start, (unsigned long long)from);
		from = row[i].end;
	}
	must_hold(from == UINT64_C(1) << 32, "the table ends early");
}

static void boot(const struct layout *l)
{
	uint64_t size = 0;
	char why[MESSAGE_SIZE] = "";
	struct kernel *k;

	for (unsigned int i = 0; i < l->nr_banks; i++)
		size += l->bank[i].size;
	if (size > LARGEST_MACHINE)
		return;
	k = kernel_boot(&l->board, l->cmdline, COMPLAINT(why));
	if (k)
		must_be_sound(k);
	else
		must_be_sentence(why);
	kernel_free(k);
}

static void lay_out(const struct board *board, const char *cmdline)
{
	static const struct layout untouched;
	char why[MESSAGE_SIZE] = "";
	struct layout l = untouched;

	if (layout_init(&l, board, cmdline, COMPLAINT(why))) {
		must_be_sentence(why);
		must_hold(!memcmp(&l, &untouched, sizeof(l)),
			  "an error changed the layout");
		return;
	}
	check_regions(&l);
	boot(&l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct board large = large_board();
	char *cmdline = text_of(data, size);

	lay_out(marvell_board(), cmdline);
	lay_out(&large, cmdline);
	free(cmdline);
	return 0;
}
