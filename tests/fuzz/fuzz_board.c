/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_board.c - a hostile board file.
 *
 * It is refused in one sentence; or the kernel refuses to boot there, in one
 * sentence; or it boots and is sound.
 */
#include "fuzz.h"

#include <string.h>

#include "kernel/boot.h"
#include "session/import/board_file.h"

enum { LARGEST_MACHINE = 128 << 20 }; /* bytes of RAM; a larger one is slow */

static uint64_t ram_size(const struct board *board)
{
	uint64_t size = 0;

	for (unsigned int i = 0; i < board->nr_banks; i++)
		size += board->bank[i].size;
	return size;
}

/* Of a large machine the layout alone. */
static void power_on(const struct board *board)
{
	char why[MESSAGE_SIZE] = "";
	struct layout layout;
	struct kernel *k;

	if (ram_size(board) > LARGEST_MACHINE) {
		if (layout_init(&layout, board, "", COMPLAINT(why)))
			must_be_sentence(why);
		return;
	}
	k = kernel_boot(board, "", COMPLAINT(why));
	if (k)
		must_be_sound(k);
	else
		must_be_sentence(why);
	kernel_free(k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[MESSAGE_SIZE] = "";
	struct board board;

	disk_insert(data, size, 1);
	if (!board_load("./" DISK_FILE, INPUT_FILE, &board, why, sizeof(why))) {
		power_on(&board);
		return 0;
	}
	must_hold(!strncmp(why, "./" DISK_FILE ":", strlen("./" DISK_FILE ":")),
		  "no file is named: %s", why);
	must_be_sentence(why);
	return 0;
}
