/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * types.h - the quantities of the simulated machine.
 *
 * Simulated quantities have types of their own: addresses are 32 bits wide and
 * wrap as they do on the ARM. Included everywhere.
 */
#ifndef VMSCOPE_MACHINE_TYPES_H
#define VMSCOPE_MACHINE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t paddr_t; /* physical address, bytes */
typedef uint32_t vaddr_t; /* virtual address as the CPU sees it, bytes */
typedef uint32_t pfn_t;	  /* page frame number: physical address / 4096 */

#endif
