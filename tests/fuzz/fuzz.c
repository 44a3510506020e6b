/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz.c - what must hold, and a machine to try it on.
 */
#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "export/export.h"
#include "kernel/boot.h"
#include "kernel/check.h"

enum { WATCH_SECONDS = 2 }; /* of computing, then Ctrl-C */

/* Less than a long command stores: then time has to be replayed. */
#define JOURNAL "1M"

void must_hold(bool condition, const char *format, ...)
{
	va_list args;

	if (condition)
		return;
	va_start(args, format);
	fputs("fuzz: ", stderr);
	vfprintf(stderr, format, args);
	putc('\n', stderr);
	va_end(args);
	abort();
}

void must_be_sentence(const char *text)
{
	must_hold(*text, "an error without a sentence");
	for (const char *p = text; *p; p++)
		must_hold(((unsigned char)*p >= ' ' || *p == '\t') &&
				  *p != 0x7f,
			  "byte 0x%02x in a sentence", (unsigned char)*p);
}

void must_be_sound(const struct kernel *k)
{
	char why[MESSAGE_SIZE] = "";

	must_hold(kernel_check(k, COMPLAINT(why)), "kernel_check: %s", why);
}

struct session *start_session(const char *cmdline)
{
	struct session_options options = { .cmdline = cmdline,
					   .history = JOURNAL };
	char why[MESSAGE_SIZE] = "";
	struct session *s = session_new(&options, why, sizeof(why));

	must_hold(s, "session_new: %s", why);
	s->front = &export_front;
	s->interrupted = start_watch();
	return s;
}

char *answer_of(struct session *s, const char *line)
{
	struct result r;
	char *copy;

	session_execute(s, line, strlen(line), &r);
	must_hold(!r.error, "%s: %s", line, s->message);
	copy = strndup(s->out.text, s->out.size);
	must_hold(copy, "out of memory");
	return copy;
}

void must_boot_or_say(const struct board *board, const char *cmdline,
		      uint64_t most)
{
	char why[MESSAGE_SIZE] = "";
	struct layout layout;
	struct kernel *k;
	uint64_t ram = 0;

	for (unsigned int i = 0; i < board->nr_banks; i++)
		ram += board->bank[i].size;
	if (ram > most) {
		if (layout_init(&layout, board, cmdline, COMPLAINT(why)))
			must_be_sentence(why);
		return;
	}
	k = kernel_boot(board, cmdline, COMPLAINT(why));
	if (k)
		must_be_sound(k);
	else
		must_be_sentence(why);
	kernel_free(k);
}

/* ---- Ctrl-C ---- */

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

/* libFuzzer has the other timers. */
volatile sig_atomic_t *start_watch(void)
{
	const struct itimerval watch = { .it_value = { WATCH_SECONDS, 0 } };

	interrupted = 0;
	signal(SIGVTALRM, interrupt);
	setitimer(ITIMER_VIRTUAL, &watch, NULL);
	return &interrupted;
}

char *text_of(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	must_hold(text, "out of memory");
	for (size_t i = 0; i < size; i++)
		text[i] = data[i] ? (char)data[i] : '0';
	text[size] = '\0';
	return text;
}
