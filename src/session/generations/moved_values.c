/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * moved_values.c - what the same command returned in two sessions.
 */
#include "session/generations/moved_values.h"

#include <errno.h>
#include <stdlib.h>

enum { FIRST_VALUES = 64 };

int moved_values_add(struct moved_values *m, uint32_t from, struct value to,
		     uint32_t span)
{
	if (m->nr == m->capacity) {
		size_t capacity = m->nr ? 2 * m->nr : FIRST_VALUES;
		struct moved_value *more =
			reallocarray(m->value, capacity, sizeof(*more));

		if (!more)
			return -ENOMEM;
		m->value = more;
		m->capacity = capacity;
	}
	m->value[m->nr++] = (struct moved_value){ from, span, to };
	return 0;
}

/* The latest one that returned it; else the one that it lies in. */
uint32_t moved_values_find(const struct moved_values *m, enum value_type type,
			   uint32_t bits)
{
	const struct moved_value *in = NULL;

	for (size_t i = m ? m->nr : 0; i--;) {
		const struct moved_value *v = &m->value[i];

		if (v->to.type != type && !value_is_null(v->to))
			continue;
		if (v->from == bits)
			return v->to.bits;
		if (bits - v->from < v->span && (!in || v->from > in->from))
			in = v;
	}
	return in ? in->to.bits + (bits - in->from) : bits;
}

void moved_values_free(struct moved_values *m)
{
	free(m->value);
	*m = (struct moved_values){ .value = NULL };
}
