/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command_log.c - the command log: an array of entries, and one buffer of text.
 */
#include "session/time/command_log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean_text.h"

#include "machine/bug.h"

enum { FIRST_ENTRIES = 64, FIRST_TEXT = 4096 };

void origin_free(struct origin *origin)
{
	if (origin)
		free(origin->listing);
	free(origin);
}

int origin_set_listing(struct origin *origin, const char *text, size_t size)
{
	free(origin->listing);
	origin->listing = text ? malloc(size + 1) : NULL;
	origin->size = size;
	if (!text)
		return 0;
	if (!origin->listing)
		return -ENOMEM;
	memcpy(origin->listing, text, size);
	return 0;
}

static int reserve_entry(struct command_log *log)
{
	uint32_t capacity = log->capacity ? 2 * log->capacity : FIRST_ENTRIES;
	struct log_entry *more;

	if (log->nr < log->capacity)
		return 0;
	if (capacity < log->capacity)
		return -ENOMEM;
	more = reallocarray(log->entry, capacity, sizeof(*more));
	if (!more)
		return -ENOMEM;
	log->entry = more;
	log->capacity = capacity;
	return 0;
}

static int reserve_text(struct command_log *log, size_t len)
{
	size_t size = log->size ? log->size : FIRST_TEXT;
	char *more;

	if (len <= log->size - log->used)
		return 0;
	while (size - log->used < len)
		size *= 2;
	more = realloc(log->text, size);
	if (!more)
		return -ENOMEM;
	log->text = more;
	log->size = size;
	return 0;
}

/* One text serves for both forms when they are the same. */
static void put_text(struct command_log *log, const char *typed, size_t len,
		     const char *canonical)
{
	char *to = log->text + log->used;
	bool same = strlen(canonical) == len && !memcmp(typed, canonical, len);

	memcpy(to, typed, len);
	to[len] = '\0';
	log->next_len = len + 1;
	log->next.canonical = 0;
	if (same)
		return;
	log->next.canonical = (uint32_t)len + 1;
	strcpy(to + len + 1, canonical);
	log->next_len += strlen(canonical) + 1;
}

int command_log_prepare(struct command_log *log, const char *typed, size_t len,
			const char *canonical, bool boots)
{
	origin_free(log->next.origin);
	log->next = (struct log_entry){ .text = log->used };
	if (reserve_entry(log) ||
	    reserve_text(log, len + strlen(canonical) + 2) ||
	    branch_prepare(log))
		return -ENOMEM;
	if (boots) {
		log->next.origin = calloc(1, sizeof(*log->next.origin));
		if (!log->next.origin)
			return -ENOMEM;
	}
	put_text(log, typed, len, canonical);
	return 0;
}

/* The new entry's text takes the place of the text of those undone. */
static void leave_undone(struct command_log *log)
{
	if (log->at == log->nr)
		return;
	branch_keep(log);
	memmove(log->text + log->used, log->text + log->next.text,
		log->next_len);
	log->next.text = log->used;
}

void command_log_commit(struct command_log *log, uint64_t after)
{
	uint32_t epoch = command_log_epoch(log, log->at);

	leave_undone(log);
	log->next.after = after;
	log->next.serial = ++log->serials;
	log->next.epoch = log->next.origin ? log->nr + 1 : epoch;
	log->entry[log->nr] = log->next;
	log->used += log->next_len;
	log->at = ++log->nr;
	log->next.origin = NULL;
}

static const struct log_entry *entry(const struct command_log *log, uint32_t n)
{
	BUG_ON(n < 1 || n > log->nr);
	return &log->entry[n - 1];
}

const char *command_log_typed(const struct command_log *log, uint32_t n)
{
	return log->text + entry(log, n)->text;
}

void command_log_show(const struct command_log *log, uint32_t n, FILE *to)
{
	const char *typed = command_log_typed(log, n);

	clean_print(typed, strlen(typed), to);
}

const char *command_log_canonical(const struct command_log *log, uint32_t n)
{
	return command_log_typed(log, n) + entry(log, n)->canonical;
}

uint32_t command_log_epoch(const struct command_log *log, uint32_t n)
{
	return n ? entry(log, n)->epoch : 0;
}

uint64_t command_log_moment(const struct command_log *log, uint32_t n)
{
	return n ? entry(log, n)->after : 0;
}

uint64_t command_log_serial(const struct command_log *log, uint32_t n)
{
	return n ? entry(log, n)->serial : 0;
}

void command_log_free(struct command_log *log)
{
	branch_free(log);
	while (log->nr)
		origin_free(log->entry[--log->nr].origin);
	origin_free(log->next.origin);
	free(log->entry);
	free(log->text);
	*log = (struct command_log){ .nr = 0 };
}

void command_log_drop(struct command_log *log)
{
	branch_drop(log);
	log->nr = 0;
	command_log_free(log);
}

/* Never 0 bytes, for which NULL need not be a failure. */
static void *copy_bytes(const void *from, size_t used, size_t size)
{
	void *to = malloc(size + 1);

	if (to && used)
		memcpy(to, from, used);
	return to;
}

int command_log_copy(const struct command_log *from, struct command_log *to)
{
	*to = *from;
	to->next = (struct log_entry){ .text = 0 };
	to->branches = (struct branches){ .nr = 0 };
	to->entry = copy_bytes(from->entry, from->nr * sizeof(*to->entry),
			       from->capacity * sizeof(*to->entry));
	to->text = copy_bytes(from->text, from->used, from->size);
	if (to->entry && to->text && !branch_copy(from, to))
		return 0;
	command_log_drop(to);
	return -ENOMEM;
}
