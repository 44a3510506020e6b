/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_list.c - panes in a number: four bits each, from the lowest.
 */
#include "session/settings/pane_list.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LIST (UINT64_C(1) << 32) /* what is below it is a list */
#define PANE_BITS 4

_Static_assert(PANES < 1 << PANE_BITS && PANE_LIST_MOST * PANE_BITS <= 32,
	       "a list fits below LIST; 0 is its end");

struct pane_list pane_list_unpack(uint64_t packed)
{
	struct pane_list list = { .nr = 0 };

	if (!(packed & LIST))
		return list;
	for (packed &= LIST - 1; packed; packed >>= PANE_BITS)
		list.pane[list.nr++] = (packed & ((1 << PANE_BITS) - 1)) - 1;
	return list;
}

int pane_list_parse(const char *text, uint64_t *packed)
{
	bool has[PANES] = { [PANE_LAYOUT] = true };
	unsigned int nr = 0;

	*packed = LIST;
	for (;; text++) {
		size_t len = strcspn(text, ",");
		enum pane pane = pane_find(text, len);

		if (pane == PANES || has[pane] || nr == PANE_LIST_MOST)
			return -EINVAL;
		has[pane] = true;
		*packed |= (uint64_t)(pane + 1) << (nr++ * PANE_BITS);
		text += len;
		if (!*text)
			return 0;
	}
}

const char *pane_list_text(const struct pane_list *list,
			   char text[PANE_LIST_TEXT])
{
	size_t len = 0;

	*text = '\0';
	for (unsigned int i = 0; i < list->nr && len < PANE_LIST_TEXT; i++)
		len += (size_t)snprintf(text + len, PANE_LIST_TEXT - len,
					"%s%s", i ? "," : "",
					pane_names()[list->pane[i]].name);
	return text;
}
