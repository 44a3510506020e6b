/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kmemleak.c - records of blocks, and the scan that looks for pointers to them.
 *
 * Linux: mm/kmemleak.c, 2.6.32. Faithful: the record of 164 bytes, min_count,
 * colours, what is scanned, what is reported. Simplified: records come from
 * kmalloc's cache of 192 bytes, not from one of their own; they are found along
 * object_list, and during a scan in a sorted table of the host, not in a prio
 * tree; of the backtrace only the caller is known. Absent: the thread that
 * scans every 10 minutes, records from before the slab allocator, rescans for
 * blocks allocated meanwhile (there are none).
 *
 * Invariants (checked by kernel_check): blocks on object_list are live and do
 * not overlap.
 */
#include "kernel/kmemleak.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/list.h"
#include "kernel/printk.h"
#include "kernel/slab.h"
#include "kernel/step.h"

enum { MIN_AGE = 5 * HZ }; /* jiffies before a block counts as a leak */

void kmemleak_init(struct kernel *k)
{
	static const char on[] = "kmemleak=on";
	const char *word = strstr(k->layout.cmdline, on);
	bool whole = word && (word == k->layout.cmdline || word[-1] == ' ') &&
		     (!word[sizeof(on) - 1] || word[sizeof(on) - 1] == ' ');

	INIT_LIST_HEAD(k, &k->g->object_list);
	set(k->m, k->g->kmemleak_enabled, whole);
	if (whole)
		printk(k, KERN_INFO
		       "kmemleak: Kernel memory leak detector initialized\n");
}

static const struct kmemleak_object *object_of(const struct list_head *entry)
{
	return container_of(entry, struct kmemleak_object, object_list);
}

const struct kmemleak_object *kmemleak_find(const struct kernel *k,
					    vaddr_t pointer)
{
	const struct list_head *entry;

	if (!k->g->kmemleak_enabled)
		return NULL;
	list_for_each (k, entry, &k->g->object_list)
		if (object_of(entry)->pointer == pointer)
			return object_of(entry);
	return NULL;
}

/* ---- Records ---- */

void create_object(struct kernel *k, vaddr_t pointer, uint32_t size,
		   uint32_t min_count)
{
	step_in(k, pointer, size, min_count);
	static const char comm[TASK_COMM_LEN] = "swapper";
	const struct kmemleak_object *object;
	vaddr_t record = kmalloc_notrace(k, sizeof(*object));

	if (!record) {
		printk(k, KERN_WARNING "kmemleak: Cannot allocate a "
				       "kmemleak_object structure\n");
		kmemleak_disable(k);
		return;
	}
	object = at(k, record);
	store_fill(k->m, object, 0, sizeof(*object));
	set(k->m, object->flags, OBJECT_ALLOCATED | OBJECT_NEW);
	set(k->m, object->use_count, 1);
	set(k->m, object->pointer, pointer);
	set(k->m, object->size, size);
	set(k->m, object->min_count, min_count);
	set(k->m, object->count, UINT32_MAX);
	set(k->m, object->jiffies, k->g->jiffies);
	set(k->m, object->start, pointer);
	set(k->m, object->last, pointer + size - 1);
	store_bytes(k->m, object->comm, comm, sizeof(comm));
	step(k, watch, record, pointer, min_count);
	list_add_tail(k, &object->object_list, &k->g->object_list);
}

void delete_object(struct kernel *k, vaddr_t pointer)
{
	step_in(k, pointer);
	const struct kmemleak_object *object = kmemleak_find(k, pointer);

	if (!object)
		return;
	step(k, unwatch, pointer, as(record, va_of(k, object)));
	list_del(k, &object->object_list);
	kfree_notrace(k, va_of(k, object));
}

static void paint(struct kernel *k, vaddr_t pointer, uint32_t color)
{
	const struct kmemleak_object *object = kmemleak_find(k, pointer);

	if (object)
		set(k->m, object->min_count, color);
}

void kmemleak_not_leak(struct kernel *k, vaddr_t pointer)
{
	paint(k, pointer, KMEMLEAK_GREY);
}

void kmemleak_ignore(struct kernel *k, vaddr_t pointer)
{
	paint(k, pointer, KMEMLEAK_BLACK);
}

void kmemleak_caller(struct kernel *k, vaddr_t pointer, vaddr_t caller)
{
	const struct kmemleak_object *object = kmemleak_find(k, pointer);

	if (!object || !caller)
		return;
	set(k->m, object->trace[0], caller);
	set(k->m, object->trace_len, 1);
}

void kmemleak_disable(struct kernel *k)
{
	const struct list_head *head = &k->g->object_list, *entry;

	while ((entry = list_next(k, head)) != head) {
		list_del(k, entry);
		kfree_notrace(k, va_of(k, object_of(entry)));
	}
	set(k->m, k->g->kmemleak_enabled, 0);
	printk(k, KERN_INFO "kmemleak: Kernel memory leak detector disabled\n");
}

/* ---- The scan ---- */

/* A block during a scan, and how many words point into it. */
struct scanned {
	const struct kmemleak_object *object;
	vaddr_t start;
	uint32_t size, count, min_count;
	uint32_t next_grey; /* index in the queue, 0: the end */
	bool grey;
};

struct scan {
	struct kernel *k;
	struct scanned *block; /* by address, from 1; 0: none */
	uint32_t nr;
	uint32_t first_grey, last_grey; /* a queue of blocks to scan */
};

static int by_address(const void *a, const void *b)
{
	const struct scanned *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static int collect_blocks(struct scan *s)
{
	const struct kernel *k = s->k;
	const struct list_head *entry;
	struct scanned *b;

	s->block = calloc(s->nr + 1, sizeof(*s->block));
	if (!s->block)
		return -ENOMEM;
	b = s->block;
	list_for_each (k, entry, &k->g->object_list) {
		const struct kmemleak_object *object = object_of(entry);

		*++b = (struct scanned){ .object = object,
					 .start = object->pointer,
					 .size = object->size,
					 .min_count = object->min_count };
	}
	qsort(s->block + 1, s->nr, sizeof(*s->block), by_address);
	return 0;
}

/* The block that an address points into; 0: none. */
static uint32_t find_block(const struct scan *s, vaddr_t va)
{
	uint32_t low = 0, high = s->nr;

	/* low is the last block that starts at or before va. */
	while (low < high) {
		uint32_t middle = low + (high - low + 1) / 2;

		if (s->block[middle].start <= va)
			low = middle;
		else
			high = middle - 1;
	}
	return low && va - s->block[low].start < s->block[low].size ? low : 0;
}

static void queue_grey(struct scan *s, uint32_t i)
{
	s->block[i].grey = true;
	if (s->last_grey)
		s->block[s->last_grey].next_grey = i;
	else
		s->first_grey = i;
	s->last_grey = i;
}

/* A word points into white block i; enough of them make it grey. */
static void count_pointer(struct kernel *k, struct scan *s, uint32_t i,
			  vaddr_t at_va)
{
	struct scanned *b = &s->block[i];
	const vaddr_t pointer = b->start;
	const uint32_t pointers = b->count + 1, min_count = b->min_count;
	step_in(k, at_va, pointer, pointers, min_count);

	b->count = pointers;
	if (pointers >= min_count)
		queue_grey(s, i);
}

/* Every aligned word in [start, end); @self: the block itself, or 0. */
static void scan_block(struct scan *s, vaddr_t start, vaddr_t end,
		       uint32_t self)
{
	const struct kernel *k = s->k;
	const vaddr_t least = s->block[1].start;

	for (vaddr_t va = (start + 3) & ~3u; end - va >= 4 && va < end;) {
		vaddr_t stop = (va | (PAGE_SIZE - 1)) + 1;
		const uint32_t *word = at(k, va);

		if (end - va < stop - va)
			stop = end & ~3u;
		for (; va != stop; va += 4, word++) {
			uint32_t i = *word >= least ? find_block(s, *word) : 0;

			if (i && i != self && !s->block[i].grey &&
			    s->block[i].min_count != KMEMLEAK_BLACK)
				count_pointer(s->k, s, i, va);
		}
	}
}

/* .data with init's stack, .bss, and struct page of pages in use. */
static void scan_roots(struct scan *s)
{
	const struct kernel *k = s->k;
	const struct layout *l = &k->layout;

	scan_block(s, l->data, l->edata, 0);
	scan_block(s, l->bss, l->end, 0);
	for (pfn_t pfn = l->first_pfn; pfn < l->max_pfn; pfn++) {
		const struct page *page;

		if (!pfn_valid(k, pfn))
			continue;
		page = pfn_to_page(k, pfn);
		if (page->_count)
			scan_block(s, va_of(k, page), va_of(k, page + 1), 0);
	}
}

/* Pointers in referenced blocks count; those in white ones do not. */
static void scan_grey(struct scan *s)
{
	for (uint32_t i = s->first_grey; i; i = s->block[i].next_grey)
		scan_block(s, s->block[i].start,
			   s->block[i].start + s->block[i].size, i);
}

bool unreferenced_object(const struct kernel *k,
			 const struct kmemleak_object *object)
{
	return object->min_count != KMEMLEAK_BLACK &&
	       (int32_t)object->count >= 0 &&
	       object->count < object->min_count &&
	       k->g->jiffies_last_scan - object->jiffies >= MIN_AGE;
}

static int report_new_leaks(struct kernel *k)
{
	const struct list_head *entry;
	int leaks = 0;

	list_for_each (k, entry, &k->g->object_list) {
		const struct kmemleak_object *object = object_of(entry);

		if (!unreferenced_object(k, object) ||
		    (object->flags & OBJECT_REPORTED))
			continue;
		set(k->m, object->flags, object->flags | OBJECT_REPORTED);
		leaks++;
	}
	if (leaks)
		printk(k,
		       KERN_INFO "kmemleak: %d new suspected memory leaks (see "
				 "/sys/kernel/debug/kmemleak)\n",
		       leaks);
	return leaks;
}

/* Time passes by commands, so a scan waits until the last block is 5 s old. */
static void wait_for_age(struct kernel *k)
{
	const struct list_head *last = list_prev(k, &k->g->object_list);
	uint32_t age;

	if (last == &k->g->object_list)
		return;
	age = k->g->jiffies - object_of(last)->jiffies;
	if (age < MIN_AGE)
		set(k->m, k->g->jiffies, k->g->jiffies + MIN_AGE - age);
}

static uint32_t nr_objects(const struct kernel *k)
{
	const struct list_head *entry;
	uint32_t nr = 0;

	list_for_each (k, entry, &k->g->object_list)
		nr++;
	return nr;
}

/* Store the counts in the records. */
static void end_scan(struct scan *s)
{
	struct machine *m = s->k->m;

	for (uint32_t i = 1; i <= s->nr; i++) {
		const struct kmemleak_object *object = s->block[i].object;

		set(m, object->count, s->block[i].count);
		set(m, object->flags, object->flags & ~OBJECT_NEW);
	}
	free(s->block);
}

int kmemleak_scan(struct kernel *k)
{
	step_in(k, as(blocks, nr_objects(k)));
	struct scan s = { .k = k, .nr = nr_objects(k) };
	int error = collect_blocks(&s);

	if (error)
		return error;
	wait_for_age(k);
	set(k->m, k->g->jiffies_last_scan, k->g->jiffies);
	for (uint32_t i = 1; i <= s.nr; i++)
		if (s.block[i].min_count == KMEMLEAK_GREY)
			queue_grey(&s, i);
	if (s.nr) {
		scan_roots(&s);
		step(k, roots_scanned, as(blocks, s.nr));
		scan_grey(&s);
	}
	end_scan(&s);
	return report_new_leaks(k);
}

void kmemleak_clear(struct kernel *k)
{
	const struct list_head *entry;

	list_for_each (k, entry, &k->g->object_list)
		if ((object_of(entry)->flags & OBJECT_REPORTED) &&
		    unreferenced_object(k, object_of(entry)))
			set(k->m, object_of(entry)->min_count, KMEMLEAK_GREY);
}

/* ---- Reports ---- */

void dump_object_info(struct kernel *k, const struct kmemleak_object *object)
{
	printk(k, KERN_NOTICE "kmemleak: Object 0x%08x (size %u):\n",
	       object->pointer, object->size);
	printk(k, KERN_NOTICE "kmemleak:   comm \"%s\", pid %u, jiffies %u\n",
	       object->comm, object->pid, object->jiffies);
	printk(k, KERN_NOTICE "kmemleak:   min_count = %d\n",
	       (int32_t)object->min_count);
	printk(k, KERN_NOTICE "kmemleak:   count = %d\n",
	       (int32_t)object->count);
	printk(k, KERN_NOTICE "kmemleak:   flags = 0x%x\n", object->flags);
	printk(k, KERN_NOTICE "kmemleak:   backtrace:\n");
	for (uint32_t i = 0; i < object->trace_len; i++)
		printk(k, KERN_NOTICE "     [<%08x>]\n", object->trace[i]);
}
