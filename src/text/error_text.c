/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error_text.c - the errors that have a text of ours.
 */
#include "text/error_text.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "translate.h"

static const struct {
	int error;
	const char *text;
} errors[] = {
	{ EACCES, N_("Permission denied") },
	{ EEXIST, N_("File exists") },
	{ EFBIG, N_("File too large") },
	{ EIO, N_("Input/output error") },
	{ EISDIR, N_("Is a directory") },
	{ ENAMETOOLONG, N_("File name too long") },
	{ ENOENT, N_("No such file or directory") },
	{ ENOMEM, N_("Cannot allocate memory") },
	{ ENOSPC, N_("No space left on device") },
	{ ENOTDIR, N_("Not a directory") },
	{ EPERM, N_("Operation not permitted") },
	{ EROFS, N_("Read-only file system") },
};

const char *error_text(int error)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].error == error)
			return _(errors[i].text);
	return strerror(error);
}
