/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_board.c - a hostile board file.
 *
 * It is refused in one sentence; or the kernel refuses to boot there, in one
 * sentence; or it boots and is sound.
 */
#include "fuzz.h"

#include <string.h>

#include "session/import/board_file.h"

enum { LARGEST_MACHINE = 128 << 20 }; /* bytes of RAM; a larger one is slow */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[MESSAGE_SIZE] = "";
	struct board board;

	disk_insert(data, size, 1);
	if (!board_load("./" DISK_FILE, INPUT_FILE, &board, why, sizeof(why))) {
		must_boot_or_say(&board, "", LARGEST_MACHINE);
		return 0;
	}
	must_hold(!strncmp(why, "./" DISK_FILE ":", strlen("./" DISK_FILE ":")),
		  "no file is named: %s", why);
	must_be_sentence(why);
	return 0;
}
