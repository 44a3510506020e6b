/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_malloc.c - the host runs out of memory at the n-th call, for every n.
 *
 * A short session of every kind of command runs once for each n, first with
 * that one call failing, then with that one and all behind it. Wherever it
 * hits, there is one line that speaks of memory, the kernel is sound, a command
 * that failed has stored nothing, and under a sanitizer nothing leaks.
 *
 * The linker's --wrap (tests/local.mk) puts these functions in the place of
 * libc's, in our objects only: libc's own buffers are made to fail where they
 * show, in open_memstream() and fflush().
 */
#include "session/line/runner.h"
#include "session/session.h"

#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <sys/mman.h>

#include <jansson.h>

/* ---- Memory that runs out ---- */

static struct {
	bool on;
	bool for_good;	     /* nor do the calls after it succeed */
	unsigned long calls; /* in this round */
	unsigned long n;     /* the one that fails; 0: none */
} memory;

static bool runs_out(void)
{
	if (!memory.on)
		return false;
	memory.calls++;
	if (memory.calls != memory.n &&
	    !(memory.for_good && memory.n && memory.calls > memory.n))
		return false;
	errno = ENOMEM;
	return true;
}

/* @name may fail, with @failure. */
#define MAY_FAIL(type, failure, name, parameters, arguments)                   \
	type __real_##name parameters;                                         \
	type __wrap_##name parameters;                                         \
	type __wrap_##name parameters                                          \
	{                                                                      \
		return runs_out() ? (failure) : __real_##name arguments;       \
	}

MAY_FAIL(void *, NULL, malloc, (size_t size), (size))
MAY_FAIL(void *, NULL, calloc, (size_t nr, size_t size), (nr, size))
MAY_FAIL(void *, NULL, realloc, (void *old, size_t size), (old, size))
MAY_FAIL(void *, NULL, reallocarray, (void *old, size_t nr, size_t size),
	 (old, nr, size))
MAY_FAIL(char *, NULL, strdup, (const char *text), (text))
MAY_FAIL(char *, NULL, strndup, (const char *text, size_t size), (text, size))
MAY_FAIL(char *, NULL, realpath, (const char *path, char *real), (path, real))
MAY_FAIL(char *, NULL, getcwd, (char *path, size_t size), (path, size))
MAY_FAIL(FILE *, NULL, fopen, (const char *path, const char *mode),
	 (path, mode))
MAY_FAIL(FILE *, NULL, fdopen, (int fd, const char *mode), (fd, mode))
MAY_FAIL(FILE *, NULL, open_memstream, (char **text, size_t *size),
	 (text, size))
MAY_FAIL(FILE *, NULL, fmemopen, (void *text, size_t size, const char *mode),
	 (text, size, mode))
MAY_FAIL(void *, NULL, tsearch,
	 (const void *key, void **root,
	  int (*compare)(const void *, const void *)),
	 (key, root, compare))
MAY_FAIL(int, EOF, fflush, (FILE * file), (file))
MAY_FAIL(void *, MAP_FAILED, mmap,
	 (void *where, size_t size, int prot, int flags, int fd, off_t offset),
	 (where, size, prot, flags, fd, offset))
MAY_FAIL(int, -1, scandir,
	 (const char *path, struct dirent ***list,
	  int (*filter)(const struct dirent *),
	  int (*compare)(const struct dirent **, const struct dirent **)),
	 (path, list, filter, compare))

int __wrap_asprintf(char **text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

int __wrap_asprintf(char **text, const char *format, ...)
{
	va_list args;
	int n = -1;

	va_start(args, format);
	if (!runs_out())
		n = vasprintf(text, format, args);
	va_end(args);
	return n;
}

/* ---- The session ---- */

/* Written into the scratch folder, for the commands below. */
static const struct {
	const char *name, *text;
} files[] = {
	{ "inner.vms", "kmalloc 100\nkfree $\n" },
	{ "listing", "0xd0900000-0xd0902000    8192 f+0x30/0x428 [m] pages=1"
		     " vmalloc\n" },
	{ "answers", "address seed=1 n=1\n-\n" },
	{ "board", "title = small\nsource = test\nphys_offset = 0\n"
		   "ram = 16M @ 0\nvmalloc_end = 0xf0000000\ncpus = 1\n"
		   "highmem = no\ninit = 132K\ntext = 3400K\ndata = 285K\n"
		   "image_end = 0x4b0000\n" },
};

static const char *const lines[] = {
	"buf = vmalloc 40k caller=my_init+0x10/0x80",
	"cat /proc/vmallocinfo",
	"page = alloc_pages 1",
	"vmap page page+1",
	"ioremap 0xf1000000 1M",
	"insmod ubifs 16k",
	"vtop buf+0x1000",
	"x/8wx &vmlist",
	"ls /proc",
	"p *(struct vm_struct *)buf.vm",
	"assert buf == 0xc1800000",
	"ptype struct vm_struct",
	"read buf",
	"write buf 0x12345678",
	"repeat 2 vmalloc 4k",
	"churn 10 seed=7",
	"fragment 5 seed=1",
	"failslab probability=100 times=1",
	"kmalloc 40",
	"history",
	"undo 2",
	"redo",
	"goto 1",
	"redo 3",
	"undo",
	"vmalloc 12k",
	"branch main",
	"save saved",
	"load saved",
	"vfree buf",
	"echo \"caf\xe9\"",
	"vmaloc 4k",
	"pmemsave ram.bin 0x4000 16k",
	"source ./inner.vms",
	"board",
	"board ./board",
	"import ./listing",
	"boot mem=12M",
	"help vmalloc",
	"check",
	"predict vmalloc 4k answer=0",
	"step to hole vmalloc 4k",
	"predict answer=-",
	"compare kmalloc 4k vmalloc 4k",
	"quiz address n=1 solve",
	"grade ./answers",
	"quit",
};

static int fill_scratch(void **state)
{
	static char folder[] = "/tmp/vmscope-malloc-XXXXXX";

	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		FILE *file = fopen(files[i].name, "w");

		assert_non_null(file);
		fputs(files[i].text, file);
		fclose(file);
	}
	*state = folder;
	return 0;
}

static int empty_scratch(void **state)
{
	static const char *const names[] = {
		"inner.vms", "listing", "board", "saved", "ram.bin", "answers"
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		unlink(names[i]);
	return chdir("/") || rmdir(*state);
}

/* ---- What must hold ---- */

/* Lines that are wrong with all the memory there is. */
static bool is_wrong[ARRAY_SIZE(lines)];

static void assert_about_memory(const char *text)
{
	if (!strcasestr(text, "memory"))
		fail_msg("call %lu: \"%s\"", memory.n, text);
}

/* The n-th call was in this line: what it says, and what it may not do. */
static void check_failure(struct runner *r, size_t i, const char *said,
			  const struct kernel *k, uint64_t now)
{
	assert_sound(r->s->k);
	if (!*said || is_wrong[i])
		return;
	assert_about_memory(said);
	/* Only its answer was lost; or a script's lines before were good. */
	if (strstr(said, "done, but") || !strncmp(said, "vmscope: ", 9) ||
	    !strncmp(lines[i], "source", 6))
		return;
	if (r->s->k != k || k->m->journal.now != now)
		fail_msg("call %lu: %s: changed the machine: %s", memory.n,
			 lines[i], said);
}

/* False when the runner has given up. */
static bool run_line(struct runner *r, size_t i, struct memory_stream *err)
{
	unsigned long calls = memory.calls;
	const struct kernel *k = r->s->k;
	uint64_t now = k->m->journal.now;

	memory_stream_reset(err);
	memory.on = true;
	runner_line(r, NULL, 0, lines[i], strlen(lines[i]));
	memory.on = false;
	assert_int_equal(memory_stream_text(err), 0);
	if (err->size && strchr(err->text, '\n') != err->text + err->size - 1)
		fail_msg("call %lu: %s: %s", memory.n, lines[i], err->text);
	if (!memory.n)
		is_wrong[i] = err->size;
	else if (calls < memory.n && memory.calls >= memory.n)
		check_failure(r, i, err->size ? err->text : "", k, now);
	return !r->stopped;
}

static void run_session(struct session *s, bool json)
{
	struct memory_stream out, err;
	struct runner r = { .s = s, .json = json, .prompt = true };

	assert_false(memory_stream_open(&out) || memory_stream_open(&err));
	r.out = out.file;
	r.err = err.file;
	for (size_t i = 0; i < ARRAY_SIZE(lines) && run_line(&r, i, &err); i++)
		;
	memory_stream_close(&out);
	memory_stream_close(&err);
}

/* Return: false when the session has no @n-th call. */
static bool try_call(unsigned long n, bool for_good, bool json)
{
	struct session_options options = { .cmdline = "mem=16M" };
	char why[MESSAGE_SIZE] = "";
	struct session *s;

	memory.n = n;
	memory.calls = 0;
	memory.for_good = for_good;
	memory.on = true;
	s = session_new(&options, why, sizeof(why));
	memory.on = false;
	if (s) {
		run_session(s, json);
	} else {
		assert_int_equal(errno, ENOMEM);
		assert_about_memory(why);
	}
	session_free(s);
	return memory.calls >= n;
}

/* ---- The cases ---- */

/* Most calls of an answer in JSON are much alike, and there are thousands. */
enum { JSON_STRIDE = 5 };

static void survive(bool for_good, bool json)
{
	memset(is_wrong, 0, sizeof(is_wrong));
	try_call(0, false, json);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		if (is_wrong[i] != !strcmp(lines[i], "vmaloc 4k"))
			fail_msg("with all the memory: %s", lines[i]);
	for (unsigned long n = 1; try_call(n, for_good, json);)
		n += json ? JSON_STRIDE : 1;
}

static void text_survives_one_failure(void **state)
{
	(void)state;
	survive(false, false);
}

static void text_survives_none_left(void **state)
{
	(void)state;
	survive(true, false);
}

static void json_survives_one_failure(void **state)
{
	(void)state;
	survive(false, true);
}

static void json_survives_none_left(void **state)
{
	(void)state;
	survive(true, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_survives_one_failure),
		cmocka_unit_test(text_survives_none_left),
		cmocka_unit_test(json_survives_one_failure),
		cmocka_unit_test(json_survives_none_left),
	};

	json_set_alloc_funcs(__wrap_malloc, free);
	return cmocka_run_group_tests(tests, fill_scratch, empty_scratch);
}
