/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.h - one sentence for a person: what is wrong with what they gave.
 *
 * For what fails before there is a kernel (layout.h, boot.h), and for check.h.
 * Why a call of a kernel gives NULL is told by because() instead (step.h).
 */
#ifndef VMSCOPE_KERNEL_COMPLAINT_H
#define VMSCOPE_KERNEL_COMPLAINT_H

#include <stdarg.h>
#include <stddef.h>

/* Where the sentence goes. */
struct complaint {
	char *text;
	size_t size; /* bytes of it */
	/* What the reader's language has for a format; NULL: English. */
	const char *(*translate)(const char *format);
};

/* In English, into a buffer. */
#define COMPLAINT(buffer)                                                      \
	(&(struct complaint){ (buffer), sizeof(buffer), NULL })

/** complaint_set() - write it; looks up the format, as fail() does. */
void complaint_set(const struct complaint *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** complaint_vset() - the same, from what a wrapper got. */
void complaint_vset(const struct complaint *c, const char *format,
		    va_list args);

#endif
