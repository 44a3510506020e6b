/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_text.h - page.html as the build puts it into the program, for html.c.
 */
#ifndef VMSCOPE_EXPORT_PAGE_TEXT_H
#define VMSCOPE_EXPORT_PAGE_TEXT_H

/* Its lines, and NULL. */
extern const char *const page_text[];

#endif
