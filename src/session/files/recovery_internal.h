/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery_internal.h - what recovery_file.c, which writes the file of a living
 * session, and recovery_offer.c, which takes up those of dead ones, share.
 */
#ifndef VMSCOPE_SESSION_FILES_RECOVERY_INTERNAL_H
#define VMSCOPE_SESSION_FILES_RECOVERY_INTERNAL_H

#include <limits.h>

#include "session/files/recovery_file.h"
#include "session/session.h"

#define RECOVERY_FILE_SUFFIX ".vms"

struct recovery_file {
	int fd;	     /* locked while the session lives */
	bool failed; /* the disk did not take a line: nothing more is written */
	uint64_t entries; /* number of the last one */
	char path[PATH_MAX];
	char trouble[MESSAGE_SIZE]; /* what the disk said */
	bool trouble_untold;
};

/** recovery_file_folder() - the folder of the files, with its /. Return: 0, -Exxx. */
int recovery_file_folder(char *folder, size_t size);

/**
 * recovery_file_create() - a new file with a log in it.
 * @f: filled in
 * @log: the log
 * Return: 0, -Exxx
 */
int recovery_file_create(struct recovery_file *f,
			 const struct command_log *log);

/** recovery_file_give_up() - nothing more is written; @error, positive, is why. */
void recovery_file_give_up(struct recovery_file *f, int error);

/**
 * recovery_file_put_away() - give the file another name, under which nobody asks
 * about it again: it ends in .old.
 * @f: the file
 * @out: for `kept as FILE`
 * Return: false: it has its name still
 */
bool recovery_file_put_away(const struct recovery_file *f, FILE *out);

#endif
