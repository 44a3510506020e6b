/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * driver.c - runs a fuzzer on files, without libFuzzer.
 *
 *   fuzz_listing FILE|FOLDER...
 *
 * Folders are read one deep, in the order of names. Exit status: 0; 1 when a
 * file cannot be read or there is none; an input that finds something ends it
 * by a signal, and its name is the last one printed.
 */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Inputs run; -1: something could not be read. */
static int run_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *data = NULL;
	size_t size = 0, room = 0;
	size_t n = 1;

	while (file && n) {
		if (size == room)
			data = realloc(data, room = 2 * room + 4096);
		if (!data)
			break;
		n = fread(data + size, 1, room - size, file);
		size += n;
	}
	if (!file || !data || ferror(file)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	fclose(file);
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput((uint8_t *)data, size);
	free(data);
	return 1;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int run_entry(const char *folder, const char *name)
{
	char *path;
	int nr;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -1;
	nr = run_file(path);
	free(path);
	return nr;
}

static int run_path(const char *path)
{
	struct dirent **entry;
	int nr = scandir(path, &entry, is_visible, alphasort);
	int good = 0;

	if (nr < 0)
		return errno == ENOTDIR ? run_file(path) : -1;
	for (int i = 0; i < nr; i++) {
		if (run_entry(path, entry[i]->d_name) > 0)
			good++;
		free(entry[i]);
	}
	free(entry);
	return good == nr ? nr : -1;
}

int main(int argc, char **argv)
{
	int inputs = 0;

	for (int i = 1; i < argc; i++) {
		int nr = run_path(argv[i]);

		if (nr < 0)
			return EXIT_FAILURE;
		inputs += nr;
	}
	printf("%d inputs\n", inputs);
	return inputs ? EXIT_SUCCESS : EXIT_FAILURE;
}
