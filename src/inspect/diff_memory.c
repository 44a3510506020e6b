/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff_memory.c - what lay where, before and now.
 *
 *   diff_collect_changes  the journal's entries, sorted, one for each word
 *   diff_index_tables     the pages of second-level tables of both moments
 *   diff_index_areas      where the records of areas lie, before and now
 *
 * A word's value before is in its change, or else what it is now. So the lists
 * of both moments can be walked without going back in time.
 *
 * Used by diff.c, which has all three made, and by whoever asks what a word
 * was. It makes no item and says nothing.
 */
#include "inspect/diff_internal.h"

#include <errno.h>
#include <stdlib.h>

#include "kernel/list.h"
#include "kernel/pgtable.h"
#include "kernel/vmap_block.h"
#include "kernel/vmap_record.h"

enum {
	PAGE_WORDS = PAGE_SIZE / 4,
	DIGIT = 11, /* bits */
};

/* ---- Words, before and now ---- */

/* One pass of sort_changes(): by DIGIT bits of the word from @shift on. */
static void sort_by_digit(const struct diff_change *from,
			  struct diff_change *to, size_t nr, unsigned int shift)
{
	size_t at[1 << DIGIT] = { 0 }, sum = 0;

	for (size_t i = 0; i < nr; i++)
		at[(from[i].word >> shift) % (1 << DIGIT)]++;
	for (size_t i = 0; i < 1 << DIGIT; i++) {
		size_t n = at[i];

		at[i] = sum;
		sum += n;
	}
	for (size_t i = 0; i < nr; i++)
		to[at[(from[i].word >> shift) % (1 << DIGIT)]++] = from[i];
}

/*
 * By word; those of one word stay as they came. A long command has millions,
 * for which comparing would take most of the time that the marks take.
 */
static int sort_changes(struct diff_reader *r)
{
	struct diff_change *to = malloc((r->nr + 1) * sizeof(*to)), *from;
	uint32_t bits = 0;

	if (!to)
		return -ENOMEM;
	for (size_t i = 0; i < r->nr; i++)
		bits |= r->change[i].word;
	for (unsigned int shift = 0; shift < 32 && bits >> shift;
	     shift += DIGIT) {
		from = r->change;
		sort_by_digit(from, to, r->nr, shift);
		r->change = to;
		to = from;
	}
	free(to);
	return 0;
}

/* The first value of each word, and what it is now; those alike go. */
static void merge_changes(struct diff_reader *r)
{
	const uint32_t *memory = (const void *)r->k->m->mem;
	size_t to = 0;

	for (size_t i = 0, j; i < r->nr; i = j) {
		struct diff_change c = r->change[i];

		for (j = i; j < r->nr && r->change[j].word == c.word;)
			j++;
		c.new = memory[c.word];
		if (c.old != c.new)
			r->change[to++] = c;
	}
	r->nr = to;
}

/* Most pages are as they were, and nothing that lies in them is looked at. */
static int note_pages(struct diff_reader *r)
{
	size_t i;

	r->nr_pages = r->nr ? r->change[r->nr - 1].word / PAGE_WORDS + 1 : 0;
	r->touched = calloc(r->nr_pages + 1, 1);
	for (i = 0; r->touched && i < r->nr; i++)
		r->touched[r->change[i].word / PAGE_WORDS] = 1;
	return r->touched ? 0 : -ENOMEM;
}

static bool is_touched(const struct diff_reader *r, uint32_t word)
{
	return word / PAGE_WORDS < r->nr_pages && r->touched[word / PAGE_WORDS];
}

int diff_collect_changes(struct diff_reader *r, uint64_t before)
{
	const struct journal *j = &r->k->m->journal;

	if (before < journal_tail(j) || before > j->now)
		return -ERANGE;
	r->change = calloc((size_t)(j->now - before) + 1, sizeof(*r->change));
	if (!r->change)
		return -ENOMEM;
	for (uint64_t p = before; p < j->now; p++) {
		const struct journal_entry *e = journal_at(j, p);

		r->change[r->nr++] = (struct diff_change){ .word = e->word,
							   .old = e->value };
	}
	if (sort_changes(r))
		return -ENOMEM;
	merge_changes(r);
	return note_pages(r);
}

const struct diff_change *diff_find_word(const struct diff_change *change,
					 size_t nr, uint32_t word)
{
	size_t low = 0, high = nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (change[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low < nr && change[low].word == word ? &change[low] : NULL;
}

const struct diff_change *diff_change_of(const struct diff_reader *r,
					 uint32_t word)
{
	return is_touched(r, word) ? diff_find_word(r->change, r->nr, word)
				   : NULL;
}

uint32_t diff_old_word(const struct diff_reader *r, const uint32_t *where)
{
	const struct diff_change *c = diff_change_of(r, word_of(r, where));

	return c ? c->old : *where;
}

/* ---- Page tables ---- */

/* Pages of tables of both moments; the kernel's are few. */
void diff_index_tables(struct diff_reader *r)
{
	for (uint32_t i = 0; i < PTRS_PER_PGD; i++) {
		const uint32_t *entry = &r->k->pgd[2 * i];
		uint32_t value = *entry ? *entry : diff_old_word(r, entry);

		if ((value & 3) == 1)
			r->table[r->nr_tables++] =
				(struct diff_table){ value & PAGE_MASK,
						     i << PGDIR_SHIFT };
	}
}

const struct diff_table *diff_table_at(const struct diff_reader *r, paddr_t pa)
{
	for (size_t i = 0; i < r->nr_tables; i++)
		if (r->table[i].page == (pa & PAGE_MASK))
			return &r->table[i];
	return NULL;
}

/*
 * ---- Records of areas, wherever the slab put them ----
 *
 * Of pages with a change only. A vmap_area that is in the list of one moment
 * alone is among them: list_del() poisons its links.
 */

static void add_record(struct diff_reader *r, vaddr_t start, uint32_t size,
		       enum diff_kind kind, vaddr_t area, bool was)
{
	struct diff_record *more;
	uint32_t first;

	/* pages[] in the vmalloc region lies in frames: told as such. */
	if (!virt_addr_valid(r->k, start))
		return;
	first = word_of(r, at(r->k, start));
	if (!is_touched(r, first) && !is_touched(r, first + size / 4 - 1))
		return;
	if (r->nr_records == r->records_capacity) {
		size_t capacity = r->nr_records ? 2 * r->nr_records : 256;

		more = reallocarray(r->record, capacity, sizeof(*more));
		if (!more) {
			r->failed = true;
			return;
		}
		r->record = more;
		r->records_capacity = capacity;
	}
	r->record[r->nr_records++] =
		(struct diff_record){ start, size, kind, area, VMAP_LIVE, was };
}

/* @was: as the lists were before. */
static uint32_t read_word(const struct diff_reader *r, const uint32_t *where,
			  bool was)
{
	return was ? diff_old_word(r, where) : *where;
}

static void add_vm(struct diff_reader *r, vaddr_t where, bool was)
{
	const struct vm_struct *vm = at(r->k, where);
	vaddr_t addr = read_word(r, &vm->addr, was);

	add_record(r, where, sizeof(*vm), DIFF_VM_STRUCT, addr, was);
	add_record(r, read_word(r, &vm->pages, was),
		   4 * read_word(r, &vm->nr_pages, was), DIFF_PAGES_ARRAY, addr,
		   was);
}

static void index_vm(struct diff_reader *r, bool was)
{
	const struct kernel *k = r->k;
	const struct vm_struct *vm;
	vaddr_t next = read_word(r, &k->g->vmlist, was);

	for (; next; next = read_word(r, &vm->next, was)) {
		add_vm(r, next, was);
		vm = at(k, next);
	}
}

/* The block of an area of vm_map_ram, if there is one. */
static void index_block(struct diff_reader *r, vaddr_t start, bool was)
{
	const vaddr_t *entry = vmap_block_entry(r->k, start);
	vaddr_t vb = entry ? read_word(r, entry, was) : 0;

	if (vb)
		add_record(r, vb, sizeof(struct vmap_block), DIFF_VMAP_BLOCK,
			   start, was);
}

/* Up to 2.6.39 flags tell it; in 6.1 the list does. */
static enum vmap_state state_of(const struct diff_reader *r,
				const struct vmap_area *va,
				enum vmap_state list, bool was)
{
	if (vmap_list(r->k, VMAP_FREED))
		return list;
	return read_word(r, vmap_area_state_word(r->k, va), was) &
			       (VM_LAZY_FREE | VM_LAZY_FREEING)
		       ? VMAP_FREED
		       : VMAP_LIVE;
}

static void index_vmap(struct diff_reader *r, enum vmap_state list, bool was)
{
	const struct kernel *k = r->k;
	const struct list_head *head = vmap_list(k, list), *entry = head;

	while (head &&
	       (entry = at(k, read_word(r, &entry->next, was))) != head) {
		const struct vmap_area *va = link_vmap_area(k, entry);
		vaddr_t start = read_word(r, &va->va_start, was);
		vaddr_t vm = read_word(r, vmap_area_vm_word(k, va), was);
		enum vmap_state state = state_of(r, va, list, was);
		size_t nr = r->nr_records;

		add_record(r, va_of(k, va), vmap_area_bytes(k),
			   state == VMAP_FREE ? DIFF_FREE_BLOCK
					      : DIFF_VMAP_AREA,
			   start, was);
		if (r->nr_records > nr)
			r->record[nr].state = state;
		if (state != VMAP_FREE)
			index_block(r, start, was);
		if (k->vmap->no_vmlist && state == VMAP_LIVE && vm)
			add_vm(r, vm, was);
	}
}

/* What is there now comes last: it gives an object its name. */
static int by_start(const void *a, const void *b)
{
	const struct diff_record *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->area != y->area)
		return x->area < y->area ? -1 : 1;
	return (int)y->was - (int)x->was;
}

void diff_index_areas(struct diff_reader *r)
{
	for (int was = 0; was < 2; was++) {
		index_vm(r, was);
		for (enum vmap_state list = 0; list < VMAP_STATES; list++)
			index_vmap(r, list, was);
	}
	if (r->nr_records)
		qsort(r->record, r->nr_records, sizeof(*r->record), by_start);
}

const struct diff_record *diff_record_at(const struct diff_reader *r,
					 vaddr_t va)
{
	size_t low = 0, high = r->nr_records;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->record[middle].start <= va)
			low = middle + 1;
		else
			high = middle;
	}
	/* Several may start there: one object, used by area after area. */
	for (size_t i = low; i-- > 0 && va - r->record[i].start < PAGE_SIZE;)
		if (va - r->record[i].start < r->record[i].size)
			return &r->record[i];
	return NULL;
}
