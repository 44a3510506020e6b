/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value_history.c - the value history and the names.
 */
#include "session/value_history.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "machine/bug.h"

enum { FIRST_VALUES = 64 };

int values_reserve(struct values *v)
{
	uint32_t capacity = v->capacity ? 2 * v->capacity : FIRST_VALUES;
	struct kept_value *more;

	if (v->nr < v->capacity)
		return 0;
	more = reallocarray(v->history, capacity, sizeof(*more));
	if (!more)
		return -ENOMEM;
	v->history = more;
	v->capacity = capacity;
	return 0;
}

uint32_t values_add(struct values *v, struct value value, bool made)
{
	BUG_ON(v->nr == v->capacity);
	v->history[v->nr++] = (struct kept_value){ value, made };
	return v->nr;
}

static int compare_names(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The name stands after its entry, so that one free() takes both. */
static struct named *new_name(const char *name)
{
	size_t size = strlen(name) + 1;
	struct named *n = malloc(sizeof(*n) + size);

	if (!n)
		return NULL;
	n->value = (struct value){ VALUE_NONE, 0 };
	n->n = 0;
	n->name = memcpy(n + 1, name, size);
	return n;
}

struct named *values_name(struct values *v, const char *name)
{
	struct named *fresh = new_name(name);
	struct named **found;

	if (!fresh)
		return NULL;
	found = tsearch(fresh, &v->names, compare_names);
	if (!found || *found != fresh)
		free(fresh);
	return found ? *found : NULL;
}

static struct named *find_entry(const struct values *v, const char *name)
{
	struct named key = { .name = name };
	struct named **found = tfind(&key, &v->names, compare_names);

	return found ? *found : NULL;
}

const struct value *values_find(const struct values *v, const char *name)
{
	const struct named *named = find_entry(v, name);

	return named && named->value.type != VALUE_NONE ? &named->value : NULL;
}

/* What twalk_r() hands on. */
struct visit {
	void (*each)(const struct named *named, void *data);
	void *data;
};

/* A leaf is passed once, any other node three times. */
static void visit_name(const void *node, VISIT when, void *data)
{
	const struct named *const *named = node;
	const struct visit *visit = data;

	if ((when == postorder || when == leaf) &&
	    (*named)->value.type != VALUE_NONE)
		visit->each(*named, visit->data);
}

void values_names(const struct values *v,
		  void (*each)(const struct named *named, void *data),
		  void *data)
{
	struct visit visit = { each, data };

	twalk_r(v->names, visit_name, &visit);
}

/* ---- From a value to its name ---- */

static bool same_value(struct value a, struct value b)
{
	return a.type == b.type && a.bits == b.bits;
}

/* What is asked for, and the latest name found for it. */
struct called {
	struct value value;
	const struct named *latest;
};

static void take_later(const struct named *named, void *data)
{
	struct called *c = data;

	if (same_value(named->value, c->value) &&
	    named->n > (c->latest ? c->latest->n : 0))
		c->latest = named;
}

const char *values_called(const struct values *v, struct value value)
{
	struct called c = { .value = value };

	values_names(v, take_later, &c);
	for (uint32_t i = c.latest ? c.latest->n : v->nr; i < v->nr; i++)
		if (v->history[i].made &&
		    same_value(v->history[i].value, value))
			return NULL;
	return c.latest ? c.latest->name : NULL;
}

bool values_forget_name(struct values *v, struct value value)
{
	struct called c = { .value = value };
	bool had = false;

	for (values_names(v, take_later, &c); c.latest; had = true) {
		find_entry(v, c.latest->name)->n = 0;
		c.latest = NULL;
		values_names(v, take_later, &c);
	}
	return had;
}

void values_clear(struct values *v)
{
	free(v->history);
	tdestroy(v->names, free);
	*v = (struct values){ 0 };
}
