/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.h - one sentence for a person: what is wrong with their input.
 *
 * For failures before there is a kernel (layout.h, boot.h), and for check.h.
 * Why a kernel function returns NULL is told by because() instead (step.h).
 */
#ifndef VMSCOPE_KERNEL_COMPLAINT_H
#define VMSCOPE_KERNEL_COMPLAINT_H

#include <stdarg.h>
#include <stddef.h>

/* Where the sentence goes. */
struct complaint {
	char *text;
	size_t size; /* bytes of it */
	/* Translates a format into the reader's language; NULL: English. */
	const char *(*translate)(const char *format);
};

/* In English, into a buffer. */
#define COMPLAINT(buffer)                                                      \
	(&(struct complaint){ (buffer), sizeof(buffer), NULL })

/** complaint_set() - write it; the format is looked up, as by fail(). */
void complaint_set(const struct complaint *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** complaint_vset() - the same, for wrappers. */
void complaint_vset(const struct complaint *c, const char *format,
		    va_list args);

#endif
