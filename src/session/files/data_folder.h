/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * data_folder.h - where the files that come with vmscope are.
 */
#ifndef VMSCOPE_SESSION_FILES_DATA_FOLDER_H
#define VMSCOPE_SESSION_FILES_DATA_FOLDER_H

/**
 * data_path() - a file or folder that comes with vmscope.
 * @name: below the data folder, e.g. "boards"
 * Return: its path, to be freed; NULL with errno (ENOENT, ENOMEM)
 *
 * The data folder is the first of these in which @name exists: $VMSCOPE_DATA;
 * ../data and data seen from the folder of the program, for one not
 * installed; PKGDATADIR.
 */
char *data_path(const char *name);

#endif
