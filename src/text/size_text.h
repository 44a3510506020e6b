/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * size_text.h - how addresses, frames and sizes are written everywhere.
 */
#ifndef VMSCOPE_TEXT_SIZE_TEXT_H
#define VMSCOPE_TEXT_SIZE_TEXT_H

#include <stdint.h>

/** format of an address: 8 hex digits; of a pfn: "pfn 0f800". */
#define ADDR "%08x"
#define PFN "pfn %05x"

enum { SIZE_TEXT = 24 };

/** size_text() - bytes for people, exactly: "44K", "1536K", "504M", "12B".
 * @text: SIZE_TEXT bytes. Return: @text. */
const char *size_text(uint64_t bytes, char *text);

/** short_size_text() - likewise; what is long is rounded down: "~503M". */
const char *short_size_text(uint64_t bytes, char *text);

/** rounded_size_text() - for what nobody adds up: "76 KB", "249 MB". */
const char *rounded_size_text(uint64_t bytes, char *text);

#endif
