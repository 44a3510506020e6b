/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench.c - how fast is the simulated kernel? A table, no judgement.
 *
 * Usage: bench [SECONDS A ROW]
 *
 * First what a boot costs, each in a process of its own; then nanoseconds a
 * call, with the journal off and on. What allocates is timed together with
 * what frees: the number is half of such a pair. The population stays the same
 * all along; a random victim makes room for a new one.
 *
 * The areas of the first rows are in a region of 2.5 GB below the kernel's
 * own: the vmalloc region holds fewer than 40,000 of them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kernel/boot.h"
#include "kernel/page_alloc.h"
#include "kernel/slab.h"
#include "kernel/vmalloc.h"
#include "machine/mmu.h"

#define REGION_START 0x10000000u
#define REGION_END 0xb0000000u

enum { MOST_AREAS = 40000, BATCH = 64, WALKS = 1024 };

struct bench {
	struct kernel *k;
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

static struct kernel *boot(const char *cmdline)
{
	char why[256] = "";
	struct kernel *k =
		kernel_boot(marvell_board(), cmdline, why, sizeof(why));

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
		die(b->k->why);
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
		die(b->k->why);
	__free_pages(b->k, page, b->size);
}

static void kmalloc_step(struct bench *b)
{
	vaddr_t object = kmalloc(b->k, b->size, GFP_KERNEL);

	if (!object)
		die(b->k->why);
	kfree(b->k, object);
}

static void vmalloc_step(struct bench *b)
{
	vaddr_t va = vmalloc(b->k, b->size * PAGE_SIZE, 0);

	if (!va)
		die(b->k->why);
	vfree(b->k, va);
}

static void walk_prepare(struct bench *b)
{
	b->va = vmalloc(b->k, WALKS * PAGE_SIZE, 0);
	if (!b->va)
		die(b->k->why);
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
	{ "mmu_walk: a small page", 0, 1, walk_prepare, walk_step },
};

/* Nanoseconds a call. */
static double measure(const struct row *row, bool journal, double seconds)
{
	struct bench *b = calloc(1, sizeof(*b));
	uint64_t steps = 0;
	double start, elapsed;

	if (!b)
		die("no memory");
	b->k = boot("");
	b->random = 1;
	b->size = row->size;
	if (row->prepare)
		row->prepare(b);
	if (journal) {
		journal_limit(&b->k->m->journal, 64 << 20);
		b->k->m->journal.on = true;
	}
	start = now();
	do {
		for (int i = 0; i < BATCH; i++)
			row->step(b);
		steps += BATCH;
		elapsed = now() - start;
	} while (elapsed < seconds);
	kernel_free(b->k);
	free(b);
	return elapsed * 1e9 / (double)(steps * row->calls);
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

		boot(cmdline);
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

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;

	printf("%-42s %12s %11s\n", "boot", "time", "peak RSS");
	print_boot("mem=256M");
	print_boot("mem=4G");
	printf("\n%-42s %12s %11s\n", "ns a call", "journal off", "on");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		printf("%-42s", rows[i].name);
		fflush(stdout);
		printf(" %12.0f", measure(&rows[i], false, seconds));
		fflush(stdout);
		printf(" %11.0f\n", measure(&rows[i], true, seconds));
	}
	return 0;
}
