/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fault.h - what the kernel does when its own memory access fails.
 */
#ifndef VMSCOPE_KERNEL_FAULT_H
#define VMSCOPE_KERNEL_FAULT_H

#include "kernel/kernel.h"

#define FSR_WRITE (1u << 11) /* added by Linux, from the instruction's L bit */

/**
 * do_DataAbort() - the oops after an access of the kernel failed.
 * @k: the kernel
 * @addr: virtual address
 * @fsr: fault status: 4 bits, the domain above them, FSR_WRITE
 *
 * Sets the two fault registers and writes to the log.
 */
void do_DataAbort(struct kernel *k, vaddr_t addr, uint32_t fsr);

#endif
