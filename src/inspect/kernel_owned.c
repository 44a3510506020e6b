/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel_owned.c - the frame's record, the ledger and the areas say whose it is.
 */
#include "inspect/kernel_owned.h"

#include "inspect/ledger.h"
#include "inspect/place.h"
#include "inspect/slab_object.h"
#include "kernel/vmap_record.h"

static bool is_users(const struct kernel *k, const struct page *page,
		     paddr_t pa)
{
	const struct page *head = compound_head(k, page);
	struct slab_object o;

	if (page_flag(head, PG_slab))
		return slab_object_at(k, pa, &o) &&
		       ledger_has_object(k, o.start);
	return (ledger_block_of(k, pa >> PAGE_SHIFT, NULL) >= 0 &&
		!ledger_is_reported(k, pa >> PAGE_SHIFT)) ||
	       (page_is_lowmem(k, head) &&
		ledger_has_object(k, page_address(k, head)));
}

static bool area_has_page(const struct kernel *k, const struct vm_struct *vm,
			  vaddr_t page)
{
	for (uint32_t i = 0; i < vm->nr_pages; i++) {
		const vaddr_t *entry = at(k, vm->pages + 4 * i);

		if (*entry == page)
			return true;
	}
	return false;
}

/* pages[] arrays of large areas lie in areas, too: they are the kernel's. */
static bool in_an_area(const struct kernel *k, const struct page *page)
{
	const struct vm_struct *vm = first_vm(k);

	for (; vm; vm = next_vm(k, vm))
		if (area_has_page(k, vm, va_of(k, page)))
			return area_kind(k, vm) != AREA_ARRAY;
	return false;
}

bool owner_is_kernel(const struct kernel *k, paddr_t pa)
{
	pfn_t pfn = pa >> PAGE_SHIFT;
	const struct page *page;

	if (!pfn_valid(k, pfn))
		return true;
	page = pfn_to_page(k, pfn);
	if (page_flag(page, PG_reserved))
		return true;
	if (!page_flag(page, PG_tail) && !page->_count)
		return false;
	return !is_users(k, page, pa) && !in_an_area(k, page);
}
