/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench.c - how fast is the simulated kernel? A table, no judgement.
 *
 * Usage: bench [SECONDS A ROW [PART OF A ROW'S NAME]...]
 *
 * First what a boot costs, each in a process of its own; then, for each call,
 * how many words it stores and its nanoseconds, without history and with 64 MB
 * of it (the ring is warm). What allocates is timed together with
 * what frees: the number is half of such a pair. The population stays the same
 * all along; a random victim makes room for a new one.
 *
 * The areas of the first rows are in a region of 2.5 GB below the kernel's
 * own: the vmalloc region holds fewer than 40,000 of them. These rows are there
 * for each kernel's allocator.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kernel/boot.h"
#include "kernel/highmem.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "kernel/vmap_allocator.h"
#include "kernel/vmap_block.h"
#include "machine/mmu.h"

#define REGION_START 0x10000000u
#define REGION_END 0xb0000000u

enum { MOST_AREAS = 40000, BATCH = 64, WALKS = 1024, SLICES = 15 };

#define HISTORY (UINT64_C(64) << 20) /* bytes, as in a session */

struct bench {
	struct kernel *k;
	unsigned int allocator; /* whose rules it has */
	uint64_t random;
	uint32_t size;		  /* of the row, in its own unit */
	vaddr_t area[MOST_AREAS]; /* live vm_structs */
	vaddr_t va;		  /* an area to walk */
	uint64_t sink;		  /* results that nobody wants */
};

/* CPU time: neighbours on the machine disturb it less. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* xorshift64: the same numbers in every run. */
static uint32_t below(struct bench *b, uint32_t n)
{
	b->random ^= b->random << 13;
	b->random ^= b->random >> 7;
	b->random ^= b->random << 17;
	return (uint32_t)((b->random >> 32) * n >> 32);
}

static struct kernel *boot(const char *cmdline, unsigned int allocator)
{
	char why[256] = "";
	struct board board = *marvell_board();
	struct kernel *k;

	board.allocator = allocator;
	k = kernel_boot(&board, cmdline, COMPLAINT(why));

	if (!k)
		die(why);
	return k;
}

/* ---- Rows: prepare once, then a step is one or two calls ---- */

static vaddr_t new_area(struct bench *b)
{
	const struct vm_struct *area = __get_vm_area_node(
		b->k, (1 + below(b, 16)) * PAGE_SIZE, 1, VM_ALLOC, REGION_START,
		REGION_END, -1, GFP_KERNEL, 0);

	if (!area)
		die(b->k->why.point->id);
	return va_of(b->k, area);
}

static void areas_prepare(struct bench *b)
{
	for (uint32_t i = 0; i < b->size; i++)
		b->area[i] = new_area(b);
	/* Until the lazily freed ones are as many as they will be. */
	for (uint32_t i = 0; i < 2000; i++) {
		uint32_t victim = below(b, b->size);

		free_vm_area(b->k, at(b->k, b->area[victim]));
		b->area[victim] = new_area(b);
	}
}

static void areas_step(struct bench *b)
{
	uint32_t victim = below(b, b->size);

	free_vm_area(b->k, at(b->k, b->area[victim]));
	b->area[victim] = new_area(b);
}

static void pages_step(struct bench *b)
{
	const struct page *page = alloc_pages(b->k, GFP_KERNEL, b->size);

	if (!page)
		die(b->k->why.point->id);
	__free_pages(b->k, page, b->size);
}

static void kmalloc_step(struct bench *b)
{
	vaddr_t object = kmalloc(b->k, b->size, GFP_KERNEL);

	if (!object)
		die(b->k->why.point->id);
	kfree(b->k, object);
}

static void vmalloc_step(struct bench *b)
{
	vaddr_t va = vmalloc(b->k, b->size * PAGE_SIZE, 0);

	if (!va)
		die(b->k->why.point->id);
	vfree(b->k, va);
}

/* With history off as on: one block after another is given and freed. */
static void map_ram_step(struct bench *b)
{
	static const pfn_t pages[VMAP_MAX_ALLOC];
	vaddr_t va = vm_map_ram(b->k, pages, b->size, PAGE_KERNEL, 0);

	if (!va)
		die(b->k->why.point->id);
	vm_unmap_ram(b->k, va, b->size);
}

/* Pages of highmem, more than there are slots: the search wraps. */
static void kmap_prepare(struct bench *b)
{
	const struct zone *high;

	kernel_free(b->k);
	b->k = boot("mem=1G", b->allocator);
	high = &b->k->g->contig_page_data[0].node_zones[ZONE_HIGHMEM];
	b->va = high->zone_start_pfn;
}

static void kmap_step(struct bench *b)
{
	const struct page *page = pfn_to_page(b->k, b->va + below(b, b->size));

	b->sink += kmap(b->k, page);
	kunmap(b->k, page);
}

static void walk_prepare(struct bench *b)
{
	b->va = vmalloc(b->k, WALKS * PAGE_SIZE, 0);
	if (!b->va)
		die(b->k->why.point->id);
}

static void walk_step(struct bench *b)
{
	struct walk w;

	mmu_walk(b->k->m, b->va + (below(b, WALKS) << PAGE_SHIFT), &w);
	b->sink += w.pa;
}

static const struct row {
	const char *name;
	uint32_t size;
	uint32_t calls; /* in a step */
	void (*prepare)(struct bench *b);
	void (*step)(struct bench *b);
} rows[] = {
	{ "get_vm_area, free_vm_area: 100 live", 100, 2, areas_prepare,
	  areas_step },
	{ "get_vm_area, free_vm_area: 1,000 live", 1000, 2, areas_prepare,
	  areas_step },
	{ "get_vm_area, free_vm_area: 10,000 live", 10000, 2, areas_prepare,
	  areas_step },
	{ "get_vm_area, free_vm_area: 40,000 live", 40000, 2, areas_prepare,
	  areas_step },
	{ "alloc_pages, __free_pages: order 0", 0, 2, NULL, pages_step },
	{ "alloc_pages, __free_pages: order 3", 3, 2, NULL, pages_step },
	{ "kmalloc, kfree: 64 bytes", 64, 2, NULL, kmalloc_step },
	{ "vmalloc, vfree: 1 page", 1, 2, NULL, vmalloc_step },
	{ "vmalloc, vfree: 256 pages", 256, 2, NULL, vmalloc_step },
	{ "vm_map_ram, vm_unmap_ram: 1 page", 1, 2, NULL, map_ram_step },
	{ "vm_map_ram, vm_unmap_ram: 32 pages", 32, 2, NULL, map_ram_step },
	{ "kmap, kunmap: of 400 pages", 400, 2, kmap_prepare, kmap_step },
	{ "kmap, kunmap: of 10,000 pages", 10000, 2, kmap_prepare, kmap_step },
	{ "mmu_walk: a small page", 0, 1, walk_prepare, walk_step },
};

/* ---- Measuring ---- */

static struct bench *prepare(const struct row *row, unsigned int allocator,
			     uint64_t history)
{
	struct bench *b = calloc(1, sizeof(*b));

	if (!b)
		die("no memory");
	b->allocator = allocator;
	b->k = boot("", allocator);
	b->random = 1;
	b->size = row->size;
	if (row->prepare)
		row->prepare(b);
	if (journal_start(&b->k->m->journal, history))
		die("no memory");
	/* What the host takes for its first write is not a cost of a store. */
	if (history)
		memset(b->k->m->journal.ring, 0, history);
	return b;
}

static void dispose(struct bench *b)
{
	kernel_free(b->k);
	free(b);
}

/* One slice of a row's time: nanoseconds a call. */
static double slice(struct bench *b, const struct row *row, double seconds)
{
	double start = now(), elapsed;
	uint64_t steps = 0;

	do {
		for (int i = 0; i < BATCH; i++)
			row->step(b);
		steps += BATCH;
		elapsed = now() - start;
	} while (elapsed < seconds);
	return elapsed * 1e9 / (double)(steps * row->calls);
}

/* How far the journal gets in a call, once things go their way. */
static uint64_t stores_a_call(struct bench *b, const struct row *row)
{
	uint64_t before;

	for (int i = 0; i < BATCH; i++)
		row->step(b);
	before = b->k->m->journal.now;
	for (int i = 0; i < BATCH; i++)
		row->step(b);
	return (b->k->m->journal.now - before) / (BATCH * row->calls);
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

/*
 * By turns, so that what else runs here disturbs both sides; and the fastest
 * slice counts, for a disturbance only ever adds.
 */
static void print_row(const struct row *row, unsigned int allocator,
		      double seconds)
{
	struct bench *off = prepare(row, allocator, 0);
	struct bench *on = prepare(row, allocator, HISTORY);
	uint64_t stores = stores_a_call(on, row);
	double ns_off = HUGE_VAL, ns_on = HUGE_VAL;

	for (int i = 0; i < SLICES; i++) {
		ns_off = least(ns_off, slice(off, row, seconds / SLICES));
		ns_on = least(ns_on, slice(on, row, seconds / SLICES));
	}
	if (allocator == ALLOCATOR_2_6_32)
		printf("%-38s", row->name);
	else
		printf("    as in %-28s", allocator_name(allocator));
	printf(" %7" PRIu64 " %10.0f %9.0f %7.2f\n", stores, ns_off, ns_on,
	       ns_on / ns_off);
	fflush(stdout);
	dispose(off);
	dispose(on);
}

/* ---- Time travel ---- */

static double travel(struct machine *m, uint64_t to)
{
	uint64_t from = m->journal.now;
	double start = now();

	if (machine_seek(m, to))
		die("a moment is lost");
	return (now() - start) * 1e9 /
	       (double)(to > from ? to - from : from - to);
}

/* Over a million stores of the row for large areas. */
static void print_travel(void)
{
	const struct row row = { "", 256, 2, NULL, vmalloc_step };
	struct bench *b = prepare(&row, ALLOCATOR_2_6_32, HISTORY);
	struct machine *m = b->k->m;
	double back = HUGE_VAL, forth = HUGE_VAL;
	uint64_t end;

	while (m->journal.now < 1000000)
		vmalloc_step(b);
	end = m->journal.now;
	for (int i = 0; i < SLICES; i++) {
		back = least(back, travel(m, 0));
		forth = least(forth, travel(m, end));
	}
	printf("\n%-42s %8.2f ns back %8.2f ns forth\n",
	       "machine_seek over 1,000,000 stores: each", back, forth);
	dispose(b);
}

/* ---- Boots ---- */

static void print_boot(const char *cmdline)
{
	struct rusage usage;
	pid_t child;
	int status = -1;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		double start = now();

		boot(cmdline, ALLOCATOR_2_6_32);
		printf("%-42s %9.1f ms", cmdline, (now() - start) * 1e3);
		fflush(stdout);
		_exit(0);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		die("no child process");
	if (status)
		exit(1);
	printf(" %8.1f MB\n", (double)usage.ru_maxrss / 1024);
}

/* What goes by the allocator's search has a line for each. */
static void print_rows(const struct row *row, double seconds)
{
	print_row(row, ALLOCATOR_2_6_32, seconds);
	for (unsigned int i = 1; i < ALLOCATORS; i++)
		if (row->step == areas_step)
			print_row(row, i, seconds);
}

static bool chosen(const struct row *row, char *const *names, int nr)
{
	for (int i = 0; i < nr; i++)
		if (strstr(row->name, names[i]))
			return true;
	return !nr;
}

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;

	printf("%-42s %12s %11s\n", "boot", "time", "peak RSS");
	print_boot("mem=256M");
	print_boot("mem=4G");
	printf("\n%-38s %7s %10s %9s %7s\n", "ns a call", "stores",
	       "no history", "history", "ratio");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (chosen(&rows[i], argv + 2, argc > 2 ? argc - 2 : 0))
			print_rows(&rows[i], seconds);
	print_travel();
	return 0;
}
