/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mmu.c - the walk of the two-level translation tables.
 *
 * ARM ARM (DDI 0100I) B4.7 (first level), B4.7.4 (coarse tables), B4.3
 * (permissions and domains). Simplified: the S and R bits are 0, fine tables
 * and tiny pages fault.
 */
#include "machine/mmu.h"

#include <string.h>

enum { CLIENT = 1, MANAGER = 3 }; /* the rights DACR gives a domain */

static bool read_word(const struct machine *m, paddr_t pa, uint32_t *word)
{
	if (!ram_covers(m, pa, sizeof(*word)))
		return false;
	*word = *(const uint32_t *)ram_at(m, pa);
	return true;
}

static bool faulted(struct walk *w, enum fault_status fault)
{
	w->fault = fault;
	return false;
}

static bool translated(struct walk *w, paddr_t base, uint32_t size,
		       unsigned int ap, uint32_t entry)
{
	w->size = size;
	w->pa = base | (w->va & (size - 1));
	w->ap = ap & 3;
	w->bufferable = entry & 4;
	w->cacheable = entry & 8;
	w->translated = true;
	return true;
}

static bool walk_coarse(const struct machine *m, struct walk *w)
{
	w->l2_addr = (w->l1 & L1_TABLE_ADDRESS) | (w->va >> 12 & 0xff) << 2;
	if (!read_word(m, w->l2_addr, &w->l2))
		return faulted(w, FAULT_EXTERNAL_L2);
	w->l2_type = w->l2 & 3;
	switch (w->l2_type) {
	case L2_LARGE: /* four AP fields, one for each 16 KB */
		return translated(w, w->l2 & L2_LARGE_ADDRESS, 1u << 16,
				  w->l2 >> (4 + 2 * (w->va >> 14 & 3)), w->l2);
	case L2_SMALL: /* four AP fields, one for each 1 KB */
		return translated(w, w->l2 & L2_SMALL_ADDRESS, 1u << 12,
				  w->l2 >> (4 + 2 * (w->va >> 10 & 3)), w->l2);
	default:
		return faulted(w, FAULT_TRANSLATION_PAGE);
	}
}

static bool walk_tables(const struct machine *m, struct walk *w)
{
	w->l1_addr = (reg(m, REG_TTBR0) & 0xffffc000u) | w->va >> 20 << 2;
	if (!read_word(m, w->l1_addr, &w->l1))
		return faulted(w, FAULT_EXTERNAL_L1);
	w->l1_type = w->l1 & 3;
	w->domain = w->l1 >> 5 & 15;
	w->domain_rights = reg(m, REG_DACR) >> 2 * w->domain & 3;
	switch (w->l1_type) {
	case L1_SECTION:
		return translated(w, w->l1 & L1_SECTION_ADDRESS, 1u << 20,
				  w->l1 >> 10, w->l1);
	case L1_COARSE:
		return walk_coarse(m, w);
	default:
		w->domain = w->domain_rights = 0;
		return faulted(w, FAULT_TRANSLATION_SECTION);
	}
}

/* B4.3.2: AP 0 forbids everything to privileged code when S and R are 0. */
bool mmu_permits(const struct machine *m, struct walk *w)
{
	bool section = w->l1_type == L1_SECTION;

	w->domain_rights = reg(m, REG_DACR) >> 2 * w->domain & 3;
	if (w->domain_rights != CLIENT && w->domain_rights != MANAGER)
		return faulted(w, section ? FAULT_DOMAIN_SECTION
					  : FAULT_DOMAIN_PAGE);
	if (w->domain_rights != MANAGER && !w->ap)
		return faulted(w, section ? FAULT_PERMISSION_SECTION
					  : FAULT_PERMISSION_PAGE);
	return true;
}

bool mmu_walk(const struct machine *m, vaddr_t va, struct walk *w)
{
	memset(w, 0, sizeof(*w));
	w->va = va;
	return walk_tables(m, w) && mmu_permits(m, w);
}

bool mmu_translate(const struct machine *m, vaddr_t va, paddr_t *pa)
{
	struct walk w;

	memset(&w, 0, sizeof(w));
	w.va = va;
	if (!walk_tables(m, &w))
		return false;
	*pa = w.pa;
	return true;
}

/* ---- Names ---- */

/* Marked for translators; translated where they are printed. */
#define N_(text) text

const char *fault_name(enum fault_status fault)
{
	switch (fault) {
	case FAULT_NONE:
		return N_("no fault");
	case FAULT_TRANSLATION_SECTION:
		return N_("translation fault, section");
	case FAULT_TRANSLATION_PAGE:
		return N_("translation fault, page");
	case FAULT_DOMAIN_SECTION:
		return N_("domain fault, section");
	case FAULT_DOMAIN_PAGE:
		return N_("domain fault, page");
	case FAULT_EXTERNAL_L1:
		return N_("external abort on translation, first level");
	case FAULT_PERMISSION_SECTION:
		return N_("permission fault, section");
	case FAULT_EXTERNAL_L2:
		return N_("external abort on translation, second level");
	case FAULT_PERMISSION_PAGE:
		return N_("permission fault, page");
	}
	return N_("unknown fault");
}

const char *ap_name(unsigned int ap)
{
	static const char *const name[] = {
		N_("no access"),
		N_("kernel read/write, user none"),
		N_("kernel read/write, user read"),
		N_("kernel and user read/write"),
	};

	return name[ap & 3];
}

/* B4.4.1: B is bit 2 of an entry, C bit 3. */
const char *caching_name(const struct walk *w)
{
	static const char *const name[] = {
		N_("uncached"),
		N_("buffered"),
		N_("write-through"),
		N_("write-back"),
	};

	return name[2 * w->cacheable + w->bufferable];
}
