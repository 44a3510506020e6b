/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_session.c - a session that dies at a prompt, and the one that goes on.
 *
 * Two bytes of the input are a command and its number: calls, steps, travels,
 * branches, boots and refusals. The recovery file is then taken up, whole or cut
 * anywhere. What answered is back; what a cut left is sound, and stays what it
 * is the next time.
 */
#include "fuzz.h"

#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/files/recovery_file.h"
#include "session/time/command_log.h"

enum { MOST_LINES = 60 };

/* @%u: a small number. The order is that of corpus/session: A is the first. */
static const char *const grammar[] = {
	"vmalloc %uk",
	"vfree $%u",
	"kmalloc %u",
	"a%u = vmalloc 4k",
	"undo",
	"undo %u",
	"redo",
	"goto %u",
	"step vmalloc 8k",
	"step %u",
	"next",
	"finish",
	"continue",
	"leave",
	"reverse-step",
	"reverse-continue",
	"branch main",
	"branch branch-%u",
	"branch -m x%u",
	"repeat %u vmalloc 12k",
	"boot mem=%uM",
	"boot",
	"vmalloc",
	"nonsense %u",
	"import nowhere",
	"load nowhere",
	"save nowhere/x",
	"source nowhere",
	"churn %u",
	"trace vmalloc %uk",
	"alloc_pages %u",
	"step vfree $%u",
	"break map_vm_area",
	"repeat 3 vfree %u",
	"leak vmalloc %uk",
	"set history 64k",
	"predict vmalloc %uk answer=-",
	"predict vmalloc 4k answer=$%u",
	"predict",
	"compare kmalloc 4k vmalloc %uk",
	"reverse-next %u",
	"reverse-finish",
	"advance hole",
	"goto end",
	"goto start",
	"board",
	"$%u",
};

#define NR_GRAMMAR (sizeof(grammar) / sizeof(grammar[0]))

static char folder[PATH_MAX]; /* of the recovery files */

static void remove_folder(void)
{
	char *end = strrchr(folder, '/');

	rmdir(folder);
	*end = '\0';
	rmdir(folder);
}

static void make_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/vmscope-fuzz-XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	must_hold(mkdtemp(folder) && !setenv("XDG_STATE_HOME", folder, 1),
		  "no folder %s", folder);
	strcat(folder, "/vmscope");
	atexit(remove_folder);
}

/* For each file: its path is in @path. */
static void each_file(void (*what)(const char *path, unsigned int n),
		      unsigned int n)
{
	char path[PATH_MAX + NAME_MAX + 2];
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (*entry->d_name != '.')
			what(path, n);
	}
	if (dir)
		closedir(dir);
}

static void remove_file(const char *path, unsigned int n)
{
	(void)n;
	unlink(path);
}

/* @n 256ths stay. */
static void cut_file(const char *path, unsigned int n)
{
	struct stat st;

	if (!stat(path, &st))
		must_hold(!truncate(path, st.st_size * n / 256), "truncate");
}

/*
 * A session as at a prompt; it takes up what there is, with the command that
 * was under way if there is one and that is wished.
 */
static struct session *begin(bool again)
{
	char answers[] = "w\ny\n", *said = NULL;
	char *answer = again ? answers : strchr(answers, 'y');
	size_t size;
	FILE *in = fmemopen(answer, strlen(answer), "r");
	FILE *out = open_memstream(&said, &size);
	struct session *s = start_session("mem=16M");

	must_hold(in && out, "out of memory");
	s->person = true;
	recovery_file_begin(s, in, out, out);
	must_hold(recovery_file_keeps(s), "no recovery file");
	fclose(in);
	fclose(out);
	free(said);
	return s;
}

/* The file is left as kill -9 leaves it. */
static void die(struct session *s)
{
	FILE *nowhere = fopen("/dev/null", "we");

	must_hold(nowhere, "/dev/null");
	if (session_unsaved(s))
		recovery_file_leave(s, nowhere);
	else
		recovery_file_end(s);
	fclose(nowhere);
	session_free(s);
}

static void run(struct session *s, const char *format, unsigned int number)
{
	char line[64];
	struct result r;

	snprintf(line, sizeof(line), format, number); /* NOLINT: of the table */
	session_execute(s, line, strlen(line), &r);
	if (r.error)
		must_be_sentence(r.message);
}

/* Return: false when it took too long. */
static bool run_all(struct session *s, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 1 < size && i < 2 * MOST_LINES; i += 2)
		run(s, grammar[(uint8_t)(data[i] - 'A') % NR_GRAMMAR],
		    data[i + 1] % 16);
	/* A session inside a call is out of it. */
	if (stepper_on(s))
		run(s, "leave", 0);
	return !*s->interrupted;
}

/* A session taken up is the one that died. */
static void must_go_on(uint64_t hash, uint32_t at)
{
	struct session *s = begin(false);

	must_hold(*s->interrupted ||
			  (s->log.at == at && machine_hash(s->k->m) == hash),
		  "%" PRIu32 " commands were done, %" PRIu32 " are back%s", at,
		  s->log.at, s->log.at == at ? " on another machine" : "");
	die(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session *s;
	bool whole;

	if (!*folder)
		make_folder();
	s = begin(false);
	whole = run_all(s, data, size);
	for (int round = 0; whole && round < 2; round++) {
		uint64_t hash = machine_hash(s->k->m);
		uint32_t at = s->log.at;
		bool kept = session_unsaved(s);

		must_be_sound(s->k);
		die(s);
		if (kept)
			must_go_on(hash, at);
		if (size % 2)
			each_file(cut_file, data[size - 1]);
		s = begin(size && data[size - 1] % 2);
		whole = !*s->interrupted;
	}
	die(s);
	each_file(remove_file, 0);
	return 0;
}
