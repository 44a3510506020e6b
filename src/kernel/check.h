/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.h - is the whole kernel consistent?
 *
 * Every invariant stated in the files of src/kernel, checked in RAM. The
 * command `check` calls it, and the tests do after each step.
 */
#ifndef VMSCOPE_KERNEL_CHECK_H
#define VMSCOPE_KERNEL_CHECK_H

#include "kernel/complaint.h"
#include "kernel/kernel.h"

/**
 * kernel_check() - check everything.
 * @k: the kernel
 * @why: the first thing that is wrong
 * Return: true if no invariant is broken
 * Cost: visits every page, area and PTE once.
 */
bool kernel_check(const struct kernel *k, const struct complaint *why);

#endif
