/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.h - kernel modules, as far as they use memory.
 *
 * Linux: kernel/module.c, arch/arm/kernel/module.c, 2.6.32. Simplified: a
 * module is a name and a size; its record lies in a slab object, not in the
 * module's own memory.
 */
#ifndef VMSCOPE_KERNEL_MODULE_H
#define VMSCOPE_KERNEL_MODULE_H

#include "kernel/kernel.h"

/** module_alloc() - executable memory between MODULES_VADDR and MODULES_END. */
vaddr_t module_alloc(struct kernel *k, uint32_t size, vaddr_t caller);

/**
 * load_module() - insmod.
 * @k: the kernel
 * @name: 1 to MODULE_NAME_LEN - 1 characters; no module of this name is loaded
 * @size: bytes that stay (the core)
 * @init_size: bytes of the init section, 0 for none. They are allocated after
 * the core and freed once the module is on the list, which leaves a lazily
 * freed area until the purge.
 * @caller: for vmallocinfo; 0: module_alloc
 * Return: address of the core; 0 with the reason in k->why
 * Linux: kernel/module.c, load_module() and sys_init_module() after it.
 */
vaddr_t load_module(struct kernel *k, const char *name, uint32_t size,
		    uint32_t init_size, vaddr_t caller);

/** find_module() - by name; NULL if not loaded. */
const struct module *find_module(const struct kernel *k, const char *name);

/** delete_module() - rmmod. */
void delete_module(struct kernel *k, const struct module *mod);

#endif
