/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz.h - what the fuzzers share.
 *
 * A fuzzer is one C file with LLVMFuzzerTestOneInput(). `make fuzz` links it
 * with libFuzzer, which makes inputs up; an ordinary build links it with
 * driver.c, which runs those of corpus/. Those whose input is text are linked
 * with disk.c: they reach no file of the host, whatever the text asks for.
 */
#ifndef VMSCOPE_TESTS_FUZZ_H
#define VMSCOPE_TESTS_FUZZ_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "session/session.h"

/**
 * LLVMFuzzerTestOneInput() - run one input; what must not happen aborts.
 * @data: any bytes, without a NUL at their end
 * @size: how many
 * Return: 0
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** must_hold() - abort with a sentence unless @condition is true. */
void must_hold(bool condition, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** must_be_sentence() - one line of text that a terminal may see. */
void must_be_sentence(const char *text);

/** must_be_sound() - every invariant of the kernel. */
void must_be_sound(const struct kernel *k);

/** start_session() - a small machine with its journal on. */
struct session *start_session(const char *cmdline);

/**
 * start_watch() - press Ctrl-C where something computes too long.
 * Return: what session.interrupted should point at; 0 again
 */
volatile sig_atomic_t *start_watch(void);

/** answer_of() - what a line answers, as a string; free() it. */
char *answer_of(struct session *s, const char *line);

/** must_boot_or_say() - a kernel boots on the board and is sound, or there is a
 * sentence; of a board of more than @most bytes of RAM the layout alone. */
void must_boot_or_say(const struct board *board, const char *cmdline,
		      uint64_t most);

/** text_of() - @data as a string without NUL bytes; free() it. */
char *text_of(const uint8_t *data, size_t size);

/* ---- disk.c: all the files there are ---- */

/* A file of this name, in whatever folder, is the input. */
#define DISK_FILE "input"

/**
 * disk_insert() - this is what DISK_FILE holds from now on.
 * @data: kept, not copied
 * @size: bytes
 * @opens: how often it can be opened: a script may source itself
 */
void disk_insert(const void *data, size_t size, unsigned int opens);

/**
 * disk_import() - import the input, or be told in a sentence why not.
 * @s: a session; when it is refused, its kernel must still run
 * Return: true with a machine that is sound
 */
bool disk_import(struct session *s, const void *data, size_t size);

#endif
