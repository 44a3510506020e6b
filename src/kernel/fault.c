/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fault.c - data aborts of the kernel: which message, and the oops.
 *
 * Linux: arch/arm/mm/fault.c and arch/arm/kernel/traps.c, 2.6.32. Faithful: the
 * lines up to "Internal error". Simplified: the task that made the access is
 * not killed; the next command runs. Absent: user mode, fix-up tables, the
 * dump of registers and stack.
 */
#include "kernel/fault.h"

#include <inttypes.h>

#include "kernel/pgtable.h"
#include "kernel/printk.h"

/* FSR[3:0]; a status without a name here has a handler of its own. */
static const char *const fault_names[16] = {
	[0x8] = "external abort on non-linefetch",
	[0x9] = "section domain fault",
	[0xa] = "external abort on non-linefetch",
	[0xb] = "page domain fault",
	[0xc] = "external abort on translation",
	[0xe] = "external abort on translation",
};

/* The first word of the pair, then Linux's PTE and the hardware's. */
static void show_pte(struct kernel *k, vaddr_t addr)
{
	uint32_t pgd = *pgd_entry(k, addr);
	const uint32_t *pte = pte_offset_kernel(k, addr);

	printk(k, KERN_ALERT "pgd = %08" PRIx32 "\n", va_of(k, k->pgd));
	if (pte)
		printk(k,
		       KERN_ALERT "[%08" PRIx32 "] *pgd=%08" PRIx32
				  ", *pte=%08" PRIx32 ", *ppte=%08" PRIx32 "\n",
		       addr, pgd, *pte, *hw_pte(pte));
	else
		printk(k, KERN_ALERT "[%08" PRIx32 "] *pgd=%08" PRIx32 "%s\n",
		       addr, pgd, pgd ? "(bad)" : "");
}

static void die(struct kernel *k, const char *what, uint32_t fsr)
{
	set(k->m, k->g->die_counter, k->g->die_counter + 1);
	printk(k,
	       KERN_EMERG "Internal error: %s: %" PRIx32 " [#%" PRIu32 "]%s\n",
	       what, fsr, k->g->die_counter,
	       k->layout.board.cpus > 1 ? " SMP" : "");
}

static void __do_kernel_fault(struct kernel *k, vaddr_t addr, uint32_t fsr)
{
	printk(k,
	       KERN_ALERT "Unable to handle kernel %s at virtual address "
			  "%08" PRIx32 "\n",
	       addr < PAGE_SIZE ? "NULL pointer dereference" : "paging request",
	       addr);
	show_pte(k, addr);
	die(k, "Oops", fsr);
}

void do_DataAbort(struct kernel *k, vaddr_t addr, uint32_t fsr)
{
	const char *name = fault_names[fsr & 15];

	set_reg(k->m, REG_DFSR, fsr);
	set_reg(k->m, REG_DFAR, addr);
	if (!name) {
		__do_kernel_fault(k, addr, fsr);
		return;
	}
	printk(k,
	       KERN_ALERT "Unhandled fault: %s (0x%03" PRIx32 ") at "
			  "0x%08" PRIx32 "\n",
	       name, fsr, addr);
	die(k, "", fsr);
}
