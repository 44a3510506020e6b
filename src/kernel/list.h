/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list.h - doubly linked circular lists whose links lie in simulated RAM.
 *
 * Linux: include/linux/list.h. An entry is reached as const struct list_head *;
 * container_of() gives the object around it. Invariant: e->next->prev == e.
 */
#ifndef VMSCOPE_KERNEL_LIST_H
#define VMSCOPE_KERNEL_LIST_H

#include "kernel/kernel.h"

#define LIST_POISON1 0x00100100u
#define LIST_POISON2 0x00200200u

/** INIT_LIST_HEAD() - an empty list. */
static inline void INIT_LIST_HEAD(struct kernel *k,
				  const struct list_head *list)
{
	set(k->m, list->next, va_of(k, list));
	set(k->m, list->prev, va_of(k, list));
}

static inline void list_link(struct kernel *k, const struct list_head *entry,
			     const struct list_head *prev,
			     const struct list_head *next)
{
	set(k->m, next->prev, va_of(k, entry));
	set(k->m, entry->next, va_of(k, next));
	set(k->m, entry->prev, va_of(k, prev));
	set(k->m, prev->next, va_of(k, entry));
}

/** list_add() - insert right after @head. */
static inline void list_add(struct kernel *k, const struct list_head *entry,
			    const struct list_head *head)
{
	list_link(k, entry, head, at(k, head->next));
}

/** list_add_tail() - insert right before @head: at the end. */
static inline void list_add_tail(struct kernel *k,
				 const struct list_head *entry,
				 const struct list_head *head)
{
	list_link(k, entry, at(k, head->prev), head);
}

/** list_del() - remove an entry; its links are poisoned, not 0. */
static inline void list_del(struct kernel *k, const struct list_head *entry)
{
	const struct list_head *prev = at(k, entry->prev);
	const struct list_head *next = at(k, entry->next);

	set(k->m, next->prev, entry->prev);
	set(k->m, prev->next, entry->next);
	set(k->m, entry->next, LIST_POISON1);
	set(k->m, entry->prev, LIST_POISON2);
}

/** list_move() - move an entry to right after @head. */
static inline void list_move(struct kernel *k, const struct list_head *entry,
			     const struct list_head *head)
{
	list_del(k, entry);
	list_add(k, entry, head);
}

static inline bool list_empty(const struct kernel *k,
			      const struct list_head *head)
{
	return head->next == va_of(k, head);
}

static inline const struct list_head *list_next(const struct kernel *k,
						const struct list_head *entry)
{
	return at(k, entry->next);
}

static inline const struct list_head *list_prev(const struct kernel *k,
						const struct list_head *entry)
{
	return at(k, entry->prev);
}

/* Visit every entry; the list must not change meanwhile. */
#define list_for_each(k, entry, head)                                          \
	for (entry = list_next(k, head); entry != (head);                      \
	     entry = list_next(k, entry))

#endif
