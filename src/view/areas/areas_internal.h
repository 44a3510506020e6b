/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * areas_internal.h - the parts of the areas pane, for areas*.c alone.
 */
#ifndef VMSCOPE_VIEW_AREAS_AREAS_INTERNAL_H
#define VMSCOPE_VIEW_AREAS_AREAS_INTERNAL_H

#include "view/canvas/canvas.h"
#include "view/span_look.h"
#include "view/pane_table.h"

enum { CALLER_SIZE = 192 };

/* What the pane is about now. */
struct topic {
	struct span span; /* area or hole */
	vaddr_t va;	  /* an address in it */
	bool chosen;	  /* by the person; else the last command's */
	bool none;	  /* nothing of it: the beginning is shown */
};

/** areas_topic() - the chosen span, else what changed, else the beginning. */
void areas_topic(const struct scene *scene, struct topic *topic);

/** areas_listed() - has a span a row in the list? Single pages left free have
 * none, unless they are the topic; modules' region without areas neither. */
bool areas_listed(const struct scene *scene, const struct span *span);

/** areas_caller() - who asked, as in /proc/vmallocinfo; "" if unknown.
 * @text: CALLER_SIZE bytes */
const char *areas_caller(const struct scene *scene, uint32_t i, char *text);

/**
 * areas_list_draw() - the list, with a row of headings.
 * @c: where
 * @topic: stands in the middle when the list does not fit
 * @first: result: index of the first area that is shown
 * @last: result: of the last one; before @first when there is none
 */
void areas_list_draw(const struct scene *scene, const struct canvas *c,
		     const struct topic *topic, uint32_t *first,
		     uint32_t *last);

/** areas_list_rows() - rows that the list takes, with headings; at most
 * @max. */
int areas_list_rows(const struct scene *scene, int max);

/** areas_detail_rows() - rows that the topic's details would like to have. */
int areas_detail_rows(const struct scene *scene, const struct topic *topic,
		      int width);

/** areas_detail_draw() - the records, the pages; or why nothing is there.
 * Return: rows used */
int areas_detail_draw(const struct scene *scene, const struct canvas *c,
		      const struct topic *topic);

/** areas_keys / areas_search() - see pane_table.h. */
extern const struct view_key areas_keys[];
bool areas_search(const struct scene *scene, const char *text, bool backwards,
		  char *line, size_t size);

#endif
