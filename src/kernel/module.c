/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.c - modules: who owns which part of the 16 MB below PAGE_OFFSET.
 *
 * Linux: kernel/module.c and arch/arm/kernel/module.c, 2.6.32. Faithful:
 * module_alloc, the order of the list, the init section freed after loading.
 * Simplified: the record is a slab object of its own; the module's init does
 * nothing. Absent: ELF, symbols, dependencies, reference counts.
 *
 * Invariant: every module on the list owns the area at its module_core.
 */
#include "kernel/module.h"

#include <string.h>

#include "kernel/kallsyms.h"
#include "kernel/kmemleak.h"
#include "kernel/list.h"
#include "kernel/slab.h"
#include "kernel/step.h"
#include "kernel/vmalloc.h"

/* Where module_alloc() calls __get_vm_area(), as vmallocinfo's caller. */
#define MODULE_ALLOC_CALL 0x54u

static vaddr_t module_alloc_caller(const struct kernel *k)
{
	vaddr_t function;

	if (!kallsyms_lookup_name(k, "module_alloc", &function))
		return 0;
	return function + MODULE_ALLOC_CALL;
}

vaddr_t module_alloc(struct kernel *k, uint32_t size, vaddr_t caller)
{
	const vaddr_t start = k->layout.modules_vaddr,
		      end = k->layout.modules_end;
	step_in(k, size, start, end);
	const struct vm_struct *area;
	vaddr_t addr;

	if (!caller)
		caller = module_alloc_caller(k);
	size = PAGE_ALIGN(size);
	if (!size) {
		because(k, no_size, size);
		return 0;
	}
	area = __get_vm_area_node(k, size, 1, VM_ALLOC, start, end, -1,
				  GFP_KERNEL, caller);
	if (!area)
		return 0;
	addr = __vmalloc_area_node(k, area, GFP_KERNEL, PAGE_KERNEL_EXEC, -1,
				   caller);
	kmemleak_alloc(k, addr, size, 3);
	kmemleak_caller(k, addr, caller);
	return addr;
}

/* @name is shorter than MODULE_NAME_LEN. */
static void init_module_record(struct kernel *k, const struct module *mod,
			       const char *name, vaddr_t core, uint32_t size)
{
	step_in(k, as_a(OBJECT, mod, va_of(k, mod)), core, size);
	char padded[MODULE_NAME_LEN] = "";

	memcpy(padded, name, strlen(name));
	store_bytes(k->m, mod->name, padded, sizeof(padded));
	set(k->m, mod->module_core, core);
	set(k->m, mod->core_size, size);
	list_add(k, &mod->list, &k->g->modules);
}

static bool may_load(struct kernel *k, const char *name)
{
	size_t length = strlen(name);
	const struct module *loaded;

	if (!length || length >= MODULE_NAME_LEN) {
		because(k, name_length, as(longest, MODULE_NAME_LEN - 1));
		return false;
	}
	loaded = find_module(k, name);
	if (loaded) {
		because(k, loaded, loaded);
		return false;
	}
	return true;
}

vaddr_t load_module(struct kernel *k, const char *name, uint32_t size,
		    uint32_t init_size, vaddr_t caller)
{
	step_in(k, size, init_size, caller);
	vaddr_t record, core, init = 0;

	if (!may_load(k, name))
		return 0;
	record = kmalloc(k, sizeof(struct module), GFP_KERNEL);
	if (!record)
		return 0;
	core = module_alloc(k, size, caller);
	if (!core) {
		step(k, no_core, record);
		kfree(k, record);
		return 0;
	}
	/* Only struct module points to it, but code is never a leak. */
	kmemleak_not_leak(k, core);
	if (init_size) {
		init = module_alloc(k, init_size, caller);
		if (!init) {
			step(k, no_init, record, core);
			vfree(k, core);
			kfree(k, record);
			return 0;
		}
		kmemleak_ignore(k, init);
	}
	init_module_record(k, at(k, record), name, core, size);
	if (init) {
		step(k, free_init, init, init_size, core);
		vfree(k, init);
	}
	return core;
}

const struct module *find_module(const struct kernel *k, const char *name)
{
	const struct list_head *entry;

	list_for_each (k, entry, &k->g->modules) {
		const struct module *mod =
			container_of(entry, struct module, list);

		if (!strcmp(mod->name, name))
			return mod;
	}
	return NULL;
}

void delete_module(struct kernel *k, const struct module *mod)
{
	step_in(k, mod);
	list_del(k, &mod->list);
	vfree(k, mod->module_core);
	kfree(k, va_of(k, mod));
}
