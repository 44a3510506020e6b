/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_internal.h - what the two halves of the check share.
 *
 * check.c starts the check and has the virtual side; check_pages.c, frames.
 */
#ifndef VMSCOPE_KERNEL_CHECK_INTERNAL_H
#define VMSCOPE_KERNEL_CHECK_INTERNAL_H

#include <stdbool.h>

#include "kernel/complaint.h"
#include "kernel/kernel.h"

struct check {
	const struct kernel *k;
	const struct complaint *why;
};

/** violated() - say what is wrong. Return: false. */
bool violated(const struct check *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** in_lowmem() - may a pointer to an object be followed? */
bool in_lowmem(const struct kernel *k, vaddr_t va);

/** link_ok() - can next be followed, and does its prev point back? */
bool link_ok(const struct kernel *k, const struct list_head *entry);

/** mapped() - has an address a PTE? @pte: receives it, or 0. */
bool mapped(const struct kernel *k, vaddr_t addr, uint32_t *pte);

/** check_vmap() - check areas, their trees and lists, and their vm_structs. */
bool check_vmap(const struct check *c);

/** check_pages() - check free lists, per-cpu lists and slabs. */
bool check_pages(const struct check *c);

#endif
