/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench_record.c - what recording a call costs. A table, no judgement.
 *
 * For each call: milliseconds without a record and with one, steps, bytes of
 * the record, and microseconds for one step with the machine taken there (the
 * mean over all of them). What step points cost while nobody records is seen
 * by holding `bench` against `bench_plain`, the same without step points.
 *
 * The areas of the last rows fill a region of 2.5 GB below the kernel's own,
 * where vmalloc looks for its addresses then.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kernel/boot.h"
#include "kernel/vmalloc.h"
#include "session/stepping/step_record.h"

#define REGION_START 0x10000000u
#define REGION_END 0xb0000000u
#define HISTORY (UINT64_C(64) << 20)

enum { AREAS = 40000 };

static void die(const char *what)
{
	fprintf(stderr, "bench_record: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct kernel *boot(uint32_t areas)
{
	char why[256] = "";
	struct kernel *k = kernel_boot(marvell_board(), "", COMPLAINT(why));

	if (!k)
		die(why);
	if (areas) {
		k->layout.vmalloc_start = REGION_START;
		k->layout.vmalloc_end = REGION_END;
	}
	while (areas--)
		if (!get_vm_area(k, PAGE_SIZE, VM_ALLOC, 0))
			die(k->why.point->id);
	if (journal_start(&k->m->journal, HISTORY))
		die("no memory");
	return k;
}

/* Seconds of one vmalloc; @r: recorded there, or NULL. */
static double timed(uint32_t size, uint32_t areas, struct step_record *r)
{
	struct kernel *k = boot(areas);
	double start, elapsed;
	vaddr_t va;

	start = now();
	if (r)
		record_begin(r, k);
	va = vmalloc(k, size, 0);
	if (r && record_end(r, k))
		die("no memory");
	elapsed = now() - start;
	if (!va)
		die(k->why.point->id);
	kernel_free(k);
	return elapsed;
}

/* Seconds a step, forth over all of them and back. */
static double stepping(uint32_t size, uint32_t areas, struct step_record *r)
{
	struct kernel *k = boot(areas);
	struct record_step step;
	uint32_t nr;
	double start;

	record_begin(r, k);
	vmalloc(k, size, 0);
	record_end(r, k);
	nr = record_steps(r);
	start = now();
	for (uint32_t i = 0; i < 2 * nr; i++) {
		record_step(r, i < nr ? i : 2 * nr - 1 - i, &step);
		if (machine_seek(k->m, step.position))
			die("a moment is lost");
	}
	start = now() - start;
	kernel_free(k);
	return start / (2 * nr);
}

static void print_row(const char *name, uint32_t size, uint32_t areas)
{
	struct step_record *r = record_new(RECORD_SIZE);
	double plain, recorded, step;

	if (!r)
		die("no memory");
	plain = timed(size, areas, NULL);
	recorded = timed(size, areas, r);
	step = stepping(size, areas, r);
	printf("%-32s %8.2f %9.2f %8" PRIu32 " %10" PRIu64 " %8.2f\n", name,
	       plain * 1e3, recorded * 1e3, record_steps(r), record_memory(r),
	       step * 1e6);
	record_free(r);
}

int main(void)
{
	printf("%-32s %8s %9s %8s %10s %8s\n", "", "ms", "recorded", "steps",
	       "bytes", "us/step");
	print_row("vmalloc 4k", 4096, 0);
	print_row("vmalloc 1M", 1 << 20, 0);
	print_row("vmalloc 4M", 4 << 20, 0);
	print_row("vmalloc 64M", 64 << 20, 0);
	print_row("vmalloc 4k behind 40,000 areas", 4096, AREAS);
	return 0;
}
