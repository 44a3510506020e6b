/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * printk.c - the kernel's messages, kept in a ring in its own RAM.
 *
 * Linux: kernel/printk.c and lib/ratelimit.c, 2.6.32. Faithful: the ring with
 * its "<level>" at the start of each line, and when messages are suppressed.
 * Simplified: no reader consumes the ring, so log_start moves only when old
 * text is overwritten. Absent: consoles, time stamps, KERN_CONT.
 *
 * Invariants:
 *   1. log_end counts all characters ever logged; character i, if still there,
 *      is __log_buf[i % LOG_BUF_LEN];
 *   2. logged_chars == log_end - log_start <= LOG_BUF_LEN.
 */
#include "kernel/printk.h"

#include <stdarg.h>
#include <string.h>

#define DEFAULT_MESSAGE_LOGLEVEL '4'
#define LOG_BUF(g, i) ((g)->__log_buf[(i) & (LOG_BUF_LEN - 1)])

enum { LEVEL_LEN = 3 }; /* "<4>" */

void printk_init(struct kernel *k)
{
	const struct kernel_data *g = k->g;

	set(k->m, g->log_start, 0);
	set(k->m, g->log_end, 0);
	set(k->m, g->logged_chars, 0);
	set(k->m, g->printk_ratelimit_state.interval, 5 * HZ);
	set(k->m, g->printk_ratelimit_state.burst, 10);
}

static void emit_log_chars(struct kernel *k, const char *text, size_t length)
{
	const struct kernel_data *g = k->g;

	for (size_t i = 0; i < length; i++)
		store_bytes(k->m, &LOG_BUF(g, g->log_end + i), &text[i], 1);
	set(k->m, g->log_end, g->log_end + (uint32_t)length);
	if (g->log_end - g->log_start > LOG_BUF_LEN)
		set(k->m, g->log_start, g->log_end - LOG_BUF_LEN);
	set(k->m, g->logged_chars, g->log_end - g->log_start);
}

/* Only the log itself shows whether a line is unfinished. */
static bool new_text_line(const struct kernel_data *g)
{
	return !g->logged_chars || LOG_BUF(g, g->log_end - 1) == '\n';
}

static bool has_level(const char *text)
{
	return text[0] == '<' && text[1] >= '0' && text[1] <= '7' &&
	       text[2] == '>';
}

/* The ring never holds a line without its level. */
static void log_text(struct kernel *k, const char *text, char level)
{
	char token[] = { '<', level, '>' };

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (text[length])
			length++;
		if (new_text_line(k->g))
			emit_log_chars(k, token, sizeof(token));
		emit_log_chars(k, text, length);
		text += length;
	}
}

void printk(struct kernel *k, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);

	if (!has_level(text)) {
		log_text(k, text, DEFAULT_MESSAGE_LOGLEVEL);
		return;
	}
	/* A level starts a new line, even if the last one is unfinished. */
	if (!new_text_line(k->g))
		emit_log_chars(k, "\n", 1);
	log_text(k, text + LEVEL_LEN, text[1]);
}

/* The window is over: report what was dropped in it. */
static void ratelimit_restart(struct kernel *k,
			      const struct ratelimit_state *rs)
{
	/* 2.6.32 names the function that counts, not the one that asks. */
	if (rs->missed)
		printk(k, KERN_WARNING "__ratelimit: %d callbacks suppressed\n",
		       (int)rs->missed);
	set(k->m, rs->begin, 0);
	set(k->m, rs->printed, 0);
	set(k->m, rs->missed, 0);
}

static bool __ratelimit(struct kernel *k, const struct ratelimit_state *rs)
{
	uint32_t now = k->g->jiffies;

	if (!rs->interval)
		return true;
	/* 0: no window is open, so the next call opens one. */
	if (!rs->begin)
		set(k->m, rs->begin, now);
	/* The difference is right even when jiffies wrap. */
	if ((int32_t)(rs->begin + rs->interval - now) < 0)
		ratelimit_restart(k, rs);
	if (rs->printed < rs->burst) {
		set(k->m, rs->printed, rs->printed + 1);
		return true;
	}
	set(k->m, rs->missed, rs->missed + 1);
	return false;
}

bool printk_ratelimit(struct kernel *k)
{
	return __ratelimit(k, &k->g->printk_ratelimit_state);
}

uint32_t log_position(const struct kernel *k)
{
	return k->g->log_end;
}

static bool level_at(const struct kernel_data *g, uint32_t i)
{
	char text[LEVEL_LEN] = { LOG_BUF(g, i), LOG_BUF(g, i + 1),
				 LOG_BUF(g, i + 2) };

	return g->log_end - i >= LEVEL_LEN && has_level(text);
}

/* If the text asked for is gone, start at a whole line. */
static uint32_t oldest_line(const struct kernel_data *g)
{
	uint32_t i = g->log_start;

	if (g->logged_chars < LOG_BUF_LEN || level_at(g, i))
		return i;
	while (i != g->log_end && LOG_BUF(g, i++) != '\n')
		;
	return i;
}

void log_print(const struct kernel *k, uint32_t since, FILE *to)
{
	const struct kernel_data *g = k->g;
	uint32_t i = since;
	bool line_start = true;

	if (g->log_end - since > g->logged_chars || since == g->log_start)
		i = oldest_line(g);
	while (i != g->log_end) {
		if (line_start && level_at(g, i)) {
			i += LEVEL_LEN;
			line_start = false;
			continue;
		}
		line_start = LOG_BUF(g, i) == '\n';
		putc(LOG_BUF(g, i++), to);
	}
}
