/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value.c - quantities as text.
 */
#include "inspect/value.h"

#include <inttypes.h>

#include "kernel/arm.h"
#include "translate.h"

const char *value_type_name(enum value_type type)
{
	static const char *const names[] = {
		[VALUE_NONE] = N_("nothing"),
		[VALUE_NULL] = "NULL",
		[VALUE_FAULT] = N_("a fault"),
		[VALUE_ADDR] = N_("a virtual address"),
		[VALUE_PHYS] = N_("a physical address"),
		[VALUE_PFN] = N_("a pfn"),
		[VALUE_NUMBER] = N_("a number"),
		[VALUE_COUNT] = N_("a number"),
		[VALUE_INT] = N_("a number"),
	};

	return names[type];
}

void value_print(struct value value, FILE *to)
{
	if (value.type == VALUE_NULL)
		fputs("NULL", to);
	else if (value.type == VALUE_FAULT)
		fputs(_("fault"), to);
	else if (value.type == VALUE_PFN)
		fprintf(to, "%u (pfn %x, phys %08x)", value.bits, value.bits,
			value.bits << PAGE_SHIFT);
	else if (value.type == VALUE_COUNT)
		fprintf(to, "%" PRIu32, value.bits);
	else if (value.type == VALUE_INT)
		fprintf(to, "%" PRId32, (int32_t)value.bits);
	else
		fprintf(to, "0x%08x", value.bits);
}

struct value_text value_text(struct value value)
{
	struct value_text n = { "" };
	FILE *to = value.type == VALUE_NONE
			   ? NULL
			   : fmemopen(n.text, sizeof(n.text), "w");

	if (to) {
		value_print(value, to);
		fclose(to);
	}
	return n;
}
