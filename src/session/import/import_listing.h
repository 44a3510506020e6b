/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_listing.h - a machine whose areas are those of a recorded vmallocinfo.
 *
 * The session calls it for --import and `import`.
 */
#ifndef VMSCOPE_SESSION_IMPORT_IMPORT_LISTING_H
#define VMSCOPE_SESSION_IMPORT_IMPORT_LISTING_H

#include <stdio.h>

#include "kernel/kernel.h"

/**
 * import_listing() - rebuild recorded areas at their addresses.
 * @k: a kernel that has just booted; useless when this fails
 * @file: its name, for messages
 * @text: a /proc/vmallocinfo (vmallocinfo_listing.h), @len bytes
 * @report: for a few lines: what was rebuilt and what could not be
 * @doubts: result: bytes of @report before the lines that say why the machine's
 * answers may be wrong: areas that do not fit the board, lines left out
 * @why: one line when it fails: `FILE:LINE: ...` or `FILE: ...`
 * @size: bytes of @why
 * Return: 0; -EINVAL (the listing), -ENOMEM (too much for the machine)
 *
 * The areas get pages from the buddy, one by one in the order of addresses;
 * which frames they had on the real machine no listing tells. Afterwards
 * /proc/vmallocinfo gives a listing of this kernel's form back as it was.
 */
int import_listing(struct kernel *k, const char *file, const char *text,
		   size_t len, FILE *report, long *doubts, char *why,
		   size_t size);

#endif
