/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proc.h - the texts of /proc, as 2.6.32 prints them.
 *
 * One function per file, which reads the kernel's objects in RAM and writes
 * text; proc_find() is the directory.
 */
#ifndef VMSCOPE_KERNEL_PROC_PROC_H
#define VMSCOPE_KERNEL_PROC_PROC_H

#include <stdio.h>

#include "kernel/kernel.h"

struct proc_entry {
	const char *name; /* under /proc, e.g. "vmallocinfo"; else a path */
	void (*show)(const struct kernel *k, FILE *to);
};

/**
 * proc_find() - look a path up.
 * @path: "/proc/vmallocinfo" or "vmallocinfo"
 * Return: the entry, NULL if there is none
 */
const struct proc_entry *proc_find(const char *path);

/** debugfs_entry() - /sys/kernel/debug/kmemleak; proc_find() finds it, too. */
const struct proc_entry *debugfs_entry(void);

/** proc_entries() - the whole directory, sorted; ends with a NULL name. */
const struct proc_entry *proc_entries(void);

void proc_vmallocinfo(const struct kernel *k, FILE *to);
void proc_buddyinfo(const struct kernel *k, FILE *to);
void proc_pagetypeinfo(const struct kernel *k, FILE *to);
void proc_zoneinfo(const struct kernel *k, FILE *to);
void proc_meminfo(const struct kernel *k, FILE *to);
void proc_iomem(const struct kernel *k, FILE *to);
void proc_slabinfo(const struct kernel *k, FILE *to);
void proc_modules(const struct kernel *k, FILE *to);
void proc_kallsyms(const struct kernel *k, FILE *to);
void debugfs_kmemleak(const struct kernel *k, FILE *to);
void proc_cmdline(const struct kernel *k, FILE *to);
void proc_version(const struct kernel *k, FILE *to);

/* The vmalloc region as in /proc/meminfo, bytes. */
struct vmalloc_usage {
	uint32_t total, used, largest_chunk;
};

/** get_vmalloc_info() - fs/proc/mmu.c: only live areas count. */
void get_vmalloc_info(const struct kernel *k, struct vmalloc_usage *usage);

#endif
