/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_bootlog.c - a hostile boot log.
 *
 * It is refused in one sentence; or it is a board on which a kernel boots and is
 * sound or refuses to, in one sentence. If there is a layout for it, written to a
 * file and read again it is the same board.
 */
#include "fuzz.h"

#include <string.h>

#include "inspect/memory_stream.h"
#include "session/import/board_file.h"

enum { LARGEST_MACHINE = 64 << 20 }; /* bytes of RAM; a larger one is slow */

static void must_come_back(const struct board *board)
{
	char why[MESSAGE_SIZE] = "";
	struct memory_stream first, second;
	struct board again;

	must_hold(!memory_stream_open(&first) && !memory_stream_open(&second),
		  "out of memory");
	board_write(board, "", first.file);
	must_hold(!memory_stream_text(&first), "out of memory");
	disk_insert(first.text, first.size, 1);
	must_hold(!board_load("./" DISK_FILE, INPUT_FILE, &again, why,
			      sizeof(why)),
		  "its own board is refused: %s\n%s", why, first.text);
	board_write(&again, "", second.file);
	must_hold(!memory_stream_text(&second), "out of memory");
	must_hold(!strcmp(first.text, second.text), "%s came back as\n%s",
		  first.text, second.text);
	memory_stream_close(&first);
	memory_stream_close(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[MESSAGE_SIZE] = "";
	struct layout layout;
	struct board board;

	disk_insert(data, size, 1);
	if (board_load("./" DISK_FILE, INPUT_FILE, &board, why, sizeof(why))) {
		must_be_sentence(why);
		return 0;
	}
	if (!layout_init(&layout, &board, board.cmdline, COMPLAINT(why)))
		must_come_back(&board);
	must_boot_or_say(&board, board.cmdline, LARGEST_MACHINE);
	return 0;
}
