/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_report.h - a machine whose free memory is that of a report.
 *
 * The session calls it for --import and `import`.
 */
#ifndef VMSCOPE_SESSION_IMPORT_IMPORT_REPORT_H
#define VMSCOPE_SESSION_IMPORT_IMPORT_REPORT_H

#include <stdio.h>

#include "kernel/kernel.h"
#include "session/import/memory_report.h"

/**
 * import_report() - give a machine the free blocks of a report.
 * @k: a kernel that has just booted, or has imported areas; of no more use
 * when this fails
 * @r: what memory_report_read() found; @r->why gets a sentence when it fails
 * @to: for a few lines: what was done
 * @doubts: result: bytes of @to before the lines that say what was assumed,
 * and whether what failed in the report fails here
 * Return: 0; -EINVAL (it does not fit this machine), -ENOMEM
 *
 * Each zone has exactly as many free blocks of each order as the report says,
 * and its watermarks. All other pages that were free are taken, each by itself:
 * the ledger has them as "in use in the report".
 */
int import_report(struct kernel *k, struct memory_report *r, FILE *to,
		  long *doubts);

#endif
