/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * branch.c - tails of the log that are not its own at the moment.
 */
#include "session/time/branch.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/bug.h"
#include "session/time/command_log.h"

/* ---- Names ---- */

const char *branch_line(const struct command_log *log)
{
	const char *name = log->branches.name;

	return *name ? name : BRANCH_FIRST;
}

/* The list in which the branch of a name is. */
static struct branch **named(const struct branches *all, const char *name)
{
	uint32_t hash = 0;

	while (*name)
		hash = 31 * hash + (unsigned char)*name++;
	return &all->named[hash % all->capacity];
}

struct branch *branch_find(const struct command_log *log, const char *name)
{
	struct branch *b;

	if (!log->branches.nr)
		return NULL;
	b = *named(&log->branches, name);
	while (b && strcmp(b->name, name))
		b = b->same;
	return b;
}

static void add_name(struct branches *all, struct branch *b)
{
	struct branch **list = named(all, b->name);

	b->same = *list;
	*list = b;
}

static void drop_name(struct branches *all, const struct branch *b)
{
	struct branch **list = named(all, b->name);

	while (*list != b)
		list = &(*list)->same;
	*list = b->same;
}

/* A name must not look like an option, nor a number. */
bool branch_name_is_good(const char *name)
{
	size_t len = strlen(name);

	if (!isalpha((unsigned char)*name) || len >= BRANCH_NAME)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '-' &&
		    name[i] != '_')
			return false;
	return true;
}

int branch_rename(struct command_log *log, const char *name)
{
	if (branch_find(log, name))
		return -EEXIST;
	snprintf(log->branches.name, BRANCH_NAME, "%s", name);
	return 0;
}

/* The first of branch-1, branch-2 ... that no line has. */
static void name_line(struct command_log *log)
{
	unsigned int n = log->branches.nr;
	char name[BRANCH_NAME];

	do
		snprintf(name, sizeof(name), "branch-%u", n++);
	while (branch_rename(log, name));
}

/* ---- Tails ---- */

static void free_one(struct branch *b)
{
	if (!b)
		return;
	while (b->nr)
		origin_free(b->entry[--b->nr].origin);
	free(b->entry);
	free(b->text);
	free(b);
}

void branch_free(struct command_log *log)
{
	struct branches *all = &log->branches;

	while (all->nr)
		free_one(all->branch[--all->nr]);
	free(all->branch);
	free(all->named);
	if (all->next)
		all->next->nr = 0; /* it shares the origins */
	free_one(all->next);
	*all = (struct branches){ .nr = 0 };
}

void branch_drop(struct command_log *log)
{
	for (uint32_t i = 0; i < log->branches.nr; i++)
		log->branches.branch[i]->nr = 0;
	branch_free(log);
}

static int reserve_one(struct branches *all)
{
	uint32_t capacity = all->capacity ? 2 * all->capacity : 8;
	struct branch **more, **names;

	if (all->nr < all->capacity)
		return 0;
	names = calloc(capacity, sizeof(*names));
	more = names ? reallocarray(all->branch, capacity, sizeof(*more))
		     : NULL;
	if (!more) {
		free(names);
		return -ENOMEM;
	}
	free(all->named);
	all->named = names;
	all->branch = more;
	all->capacity = capacity;
	for (uint32_t i = 0; i < all->nr; i++)
		add_name(all, all->branch[i]);
	return 0;
}

/* ---- Those that hang on the log's line, the latest fork first ---- */

static void hang_up(struct branches *all, struct branch *b)
{
	struct branch **at = &all->latest;

	while (*at && (*at)->fork > b->fork)
		at = &(*at)->earlier;
	b->parent = NULL;
	b->earlier = *at;
	*at = b;
}

static void hang_all_up(struct branches *all)
{
	all->latest = NULL;
	for (uint32_t i = 0; i < all->nr; i++)
		if (!all->branch[i]->parent)
			hang_up(all, all->branch[i]);
}

/* ---- Copies ---- */

/* A copy of the log's entries after @fork, origins shared. */
static struct branch *copy_tail(const struct command_log *log, uint32_t fork)
{
	struct branch *b = calloc(1, sizeof(*b));
	size_t start = log->entry[fork].text;

	if (!b)
		return NULL;
	b->fork = fork;
	b->entry = calloc(log->nr - fork, sizeof(*b->entry));
	b->text = malloc(log->used - start);
	if (!b->entry || !b->text) {
		free_one(b);
		return NULL;
	}
	b->nr = log->nr - fork;
	b->used = log->used - start;
	memcpy(b->text, log->text + start, b->used);
	for (uint32_t i = 0; i < b->nr; i++) {
		b->entry[i] = log->entry[fork + i];
		b->entry[i].text -= start;
	}
	return b;
}

static struct branch *copy_one(const struct branch *from)
{
	struct branch *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	*b = *from;
	b->entry = calloc(from->nr, sizeof(*b->entry));
	b->text = malloc(from->used);
	if (!b->entry || !b->text) {
		b->nr = 0;
		free_one(b);
		return NULL;
	}
	memcpy(b->entry, from->entry, from->nr * sizeof(*b->entry));
	memcpy(b->text, from->text, from->used);
	return b;
}

int branch_copy(const struct command_log *from, struct command_log *to)
{
	const struct branches *all = &from->branches;

	strcpy(to->branches.name, all->name);
	for (uint32_t i = 0; i < all->nr; i++) {
		struct branch *b = NULL;

		if (!reserve_one(&to->branches))
			b = copy_one(all->branch[i]);
		if (!b)
			return -ENOMEM;
		add_name(&to->branches, b);
		to->branches.branch[to->branches.nr++] = b;
	}
	for (uint32_t i = 0; i < all->nr; i++) {
		struct branch *b = to->branches.branch[i];

		if (b->parent)
			b->parent = branch_find(to, b->parent->name);
	}
	hang_all_up(&to->branches);
	return 0;
}

int branch_prepare(struct command_log *log)
{
	struct branches *all = &log->branches;

	if (all->next)
		all->next->nr = 0; /* the origins are still the log's */
	free_one(all->next);
	all->next = NULL;
	if (log->at == log->nr)
		return 0;
	if (reserve_one(all))
		return -ENOMEM;
	all->next = copy_tail(log, log->at);
	return all->next ? 0 : -ENOMEM;
}

/* The log's line ends at @b's fork; what hung on it beyond hangs on @b. */
static void cut_off(struct command_log *log, struct branch *b)
{
	struct branches *all = &log->branches;

	snprintf(b->name, sizeof(b->name), "%s", branch_line(log));
	add_name(all, b);
	while (all->latest && all->latest->fork > b->fork) {
		all->latest->parent = b;
		all->latest = all->latest->earlier;
	}
	hang_up(all, b);
	log->used = log->entry[b->fork].text;
	log->nr = b->fork;
}

void branch_keep(struct command_log *log)
{
	struct branches *all = &log->branches;
	struct branch *b = all->next;

	if (!b)
		return;
	all->next = NULL;
	cut_off(log, b);
	all->branch[all->nr++] = b;
	name_line(log);
}

/* ---- From line to line ---- */

static const struct branch *topmost(const struct branch *b)
{
	while (b->parent)
		b = b->parent;
	return b;
}

uint32_t branch_leaves(const struct branch *b)
{
	return topmost(b)->fork;
}

/* Room after entry @fork for what @b has. */
static int reserve_tail(struct command_log *log, const struct branch *b)
{
	size_t size = log->entry[b->fork].text + b->used;

	if (size > log->size) {
		char *more = realloc(log->text, size);

		if (!more)
			return -ENOMEM;
		log->text = more;
		log->size = size;
	}
	if (b->fork + b->nr > log->capacity) {
		struct log_entry *more = reallocarray(
			log->entry, b->fork + b->nr, sizeof(*more));

		if (!more)
			return -ENOMEM;
		log->entry = more;
		log->capacity = b->fork + b->nr;
	}
	return 0;
}

static void append(struct command_log *log, const struct branch *b)
{
	memcpy(log->text + log->used, b->text, b->used);
	for (uint32_t i = 0; i < b->nr; i++) {
		log->entry[log->nr] = b->entry[i];
		log->entry[log->nr++].text += log->used;
	}
	log->used += b->used;
}

/* @b hangs on the log's line: exchange what both have after its fork. */
static int exchange(struct command_log *log, uint32_t i)
{
	struct branches *all = &log->branches;
	struct branch *b = all->branch[i];
	struct branch *left = copy_tail(log, b->fork);

	if (!left)
		return -ENOMEM;
	if (reserve_tail(log, b)) {
		left->nr = 0;
		free_one(left);
		return -ENOMEM;
	}
	cut_off(log, left);
	append(log, b);
	snprintf(all->name, BRANCH_NAME, "%s", b->name);
	for (uint32_t n = 0; n < all->nr; n++)
		if (all->branch[n]->parent == b)
			all->branch[n]->parent = NULL;
	all->branch[i] = left;
	drop_name(all, b);
	hang_all_up(all);
	b->nr = 0; /* the origins are the log's now */
	free_one(b);
	return 0;
}

int branch_enter(struct command_log *log, struct branch *b)
{
	const struct branch *step;
	uint32_t i;
	int error;

	BUG_ON(log->at > branch_leaves(b));
	do {
		step = topmost(b);
		i = 0;
		while (log->branches.branch[i] != step)
			i++;
		error = exchange(log, i);
	} while (!error && step != b);
	return error;
}
