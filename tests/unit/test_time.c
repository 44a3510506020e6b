/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_time.c - undo, redo, goto, save and load: the same bytes, whichever
 * way a moment is reached.
 *
 * Sessions are random with a seed that a failure prints. What a prompt does
 * with its recovery file is in time.sh.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "session/commands/command.h"
#include "session/session.h"
#include "session/time/timeline.h"

#include "sessions.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "kernel/check.h"

enum { COMMANDS = 1000, JUMPS = 150, COPIES = 6 };

/* One character more than the name of a board may have. */
#define LONG_BOARD                                                             \
	"# vmscope session 1\n#board abcdefghijklmnopqrstuvwxyz012345\n"

static struct session *new_session(const char *history, bool no_history)
{
	return open_session((struct session_options){
		.cmdline = "mem=32M",
		.history = history,
		.no_history = no_history,
	});
}

static void refused(struct session *s, const char *line, int error)
{
	uint64_t hash = machine_hash(s->k->m);
	uint32_t at = s->log.at, nr = s->log.nr;
	struct result r = execute(s, line);

	if (r.error != error)
		fail_msg("%s: %d %s", line, r.error,
			 r.error ? r.message : "was accepted");
	assert_true(machine_hash(s->k->m) == hash);
	assert_int_equal(s->log.at, at);
	assert_int_equal(s->log.nr, nr);
}

static void check(struct session *s)
{
	char why[MESSAGE_SIZE];

	if (!kernel_check(s->k, COMPLAINT(why)))
		fail_msg("after command %u: %s", s->log.at, why);
}

/* ---- Random sessions ---- */

static uint32_t dice(uint64_t *seed, uint32_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % sides;
}

/* %u: a number that may be a value's; half of these lines are errors. */
static const char *const lines[] = {
	"vmalloc %uk",
	"buf%u = vmalloc 12k caller=my_init+0x10/0x80",
	"vfree $%u",
	"vfree $%u",
	"vfree $%u",
	"vfree buf%u",
	"vfree $",
	"vmalloc_user %uk",
	"vmalloc_32 %uk",
	"__vmalloc %uk gfp=GFP_KERNEL|__GFP_ZERO align=64k",
	"get_vm_area %uk ioremap",
	"free_vm_area $%u",
	"ioremap 0xf1000000 %uk",
	"iounmap $%u",
	"alloc_pages 2",
	"free_pages $%u 2",
	"vmap $%u $%u",
	"vunmap $%u",
	"kmalloc %u",
	"kfree $%u",
	"insmod mod%u 20k",
	"rmmod mod%u",
	"vm_unmap_aliases",
	"repeat 3 vmalloc %uk",
	"repeat 3 vfree $%u",
	"churn %u seed=3",
	"fail_page_alloc probability=100 times=1 space=%u",
	"read $%u",
	"write $%u $%u",
	"vtop $%u",
	"vmalloc %ukk",
	"cat /proc/meminfo",
	"vmalloc 100000k",
};

static const char *const boots[] = {
	"boot mem=32M",
	"boot mem=32M allocator=2.6.32",
	"boot mem=32M allocator=2.6.39",
	"boot mem=32M allocator=6.1",
};

static void random_line(uint64_t *seed, char *line, size_t size)
{
	const char *format = lines[dice(seed, ARRAY_SIZE(lines))];
	uint32_t n = dice(seed, 200);
	size_t len = 0;

	if (!dice(seed, 250))
		format = boots[dice(seed, ARRAY_SIZE(boots))];
	for (const char *p = format; *p && len + 12 < size; p++) {
		if (p[0] != '%' || p[1] != 'u') {
			line[len++] = *p;
			continue;
		}
		len += (size_t)snprintf(line + len, size - len, "%u", n + 1);
		p++;
	}
	line[len] = '\0';
}

/* A session and what its memory was at each moment. */
struct past {
	struct session *s;
	uint64_t hash[COMMANDS + 1];
	uint32_t copied[COPIES]; /* moments of which all bytes are kept */
	uint8_t *copy[COPIES];
};

static uint8_t *copy_machine(const struct machine *m)
{
	uint8_t *copy = malloc(m->size);

	assert_non_null(copy);
	return memcpy(copy, m->mem, m->size);
}

static void run_random(struct past *p, uint64_t seed)
{
	struct session *s = p->s;
	char line[128];

	p->hash[s->log.at] = machine_hash(s->k->m);
	for (uint32_t i = 0, c = 0; s->log.at < COMMANDS; i++) {
		uint32_t at = s->log.at;

		random_line(&seed, line, sizeof(line));
		execute(s, line);
		if (s->log.at == at) {
			assert_true(machine_hash(s->k->m) == p->hash[at]);
			continue;
		}
		assert_int_equal(s->log.at, at + 1);
		p->hash[at + 1] = machine_hash(s->k->m);
		if (c == COPIES || (at + 1) % (COMMANDS / COPIES))
			continue;
		p->copied[c] = at + 1;
		p->copy[c++] = copy_machine(s->k->m);
	}
}

static void check_moment(const struct past *p, uint64_t seed)
{
	const struct machine *m = p->s->k->m;
	uint32_t at = p->s->log.at;

	if (machine_hash(m) != p->hash[at])
		fail_msg("seed %" PRIu64 ": moment %u is another one", seed,
			 at);
	for (int i = 0; i < COPIES; i++)
		if (p->copied[i] == at && memcmp(p->copy[i], m->mem, m->size))
			fail_msg("seed %" PRIu64 ": moment %u differs", seed,
				 at);
}

static void jump(const struct past *p, uint64_t *seed)
{
	const struct command_log *log = &p->s->log;
	char line[64];

	switch (dice(seed, 4)) {
	case 0:
		snprintf(line, sizeof(line), "undo %u",
			 dice(seed, log->at + 1));
		break;
	case 1:
		snprintf(line, sizeof(line), "redo %u",
			 dice(seed, log->nr - log->at + 1));
		break;
	case 2:
		snprintf(line, sizeof(line), "goto %u",
			 p->copied[dice(seed, COPIES)]);
		break;
	default:
		snprintf(line, sizeof(line), "goto %u",
			 dice(seed, log->nr + 1));
	}
	good(p->s, line);
}

/* @boot: the first command; NULL: none. */
static void travel(const char *history, bool no_history, const char *boot,
		   uint64_t seed)
{
	struct past *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->s = new_session(history, no_history);
	p->hash[0] = machine_hash(p->s->k->m);
	if (boot)
		good(p->s, boot);
	run_random(p, seed);
	for (int i = 0; i < JUMPS; i++) {
		jump(p, &seed);
		check_moment(p, seed);
		if (i % 10 == 0)
			check(p->s);
	}
	for (int i = 0; i < COPIES; i++)
		free(p->copy[i]);
	session_free(p->s);
	free(p);
}

static void every_moment_comes_back_from_the_journal(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2; seed++)
		travel("64M", false, NULL, seed);
}

static void every_moment_of_6_1_comes_back(void **state)
{
	(void)state;
	travel("64M", false, "boot allocator=6.1 mem=32M", 8);
	travel("64k", false, "boot allocator=6.1 mem=32M", 9);
}

static void every_moment_comes_back_by_replay(void **state)
{
	(void)state;
	for (uint64_t seed = 4; seed <= 5; seed++)
		travel("64k", false, NULL, seed);
}

static void no_journal_is_needed(void **state)
{
	(void)state;
	travel(NULL, true, NULL, 7);
}

/* ---- Small things ---- */

static void one_command_goes_and_comes(void **state)
{
	struct session *s = new_session(NULL, false);
	uint64_t before = machine_hash(s->k->m), after;

	(void)state;
	good(s, "buf = vmalloc 40k");
	after = machine_hash(s->k->m);
	good(s, "undo");
	assert_true(machine_hash(s->k->m) == before);
	assert_int_equal(s->values.nr, 1);
	assert_non_null(values_find(&s->values, "buf"));
	good(s, "redo");
	assert_true(machine_hash(s->k->m) == after);
	session_free(s);
}

static void there_is_an_end_on_both_sides(void **state)
{
	struct session *s = new_session(NULL, false);

	(void)state;
	refused(s, "undo", -ERANGE);
	refused(s, "redo", -ERANGE);
	good(s, "vmalloc 4k");
	refused(s, "undo 2", -ERANGE);
	refused(s, "goto 2", -ERANGE);
	refused(s, "undo -1", -EINVAL);
	refused(s, "goto", -EINVAL);
	session_free(s);
}

static void a_new_command_leaves_what_was_undone(void **state)
{
	struct session *s = new_session(NULL, false);

	(void)state;
	good(s, "vmalloc 4k");
	good(s, "vmalloc 8k");
	good(s, "vmalloc 12k");
	good(s, "undo 2");
	good(s, "help");
	refused(s, "vfree 0xd0800001", -EINVAL);
	assert_int_equal(s->log.nr, 3);
	good(s, "vmalloc 16k");
	assert_int_equal(s->log.nr, 2);
	assert_string_equal(command_log_typed(&s->log, 2), "vmalloc 16k");
	refused(s, "redo", -ERANGE);
	good(s, "branch main");
	assert_string_equal(command_log_typed(&s->log, 3), "vmalloc 12k");
	session_free(s);
}

static void the_log_has_literals(void **state)
{
	struct session *s = new_session(NULL, false);

	(void)state;
	good(s, "buf = vmalloc 40k");
	good(s, "page = alloc_pages 0");
	good(s, "m = vmap page $2");
	good(s, "vfree  buf # gone");
	assert_string_equal(command_log_typed(&s->log, 4), "vfree  buf # gone");
	assert_null(strpbrk(command_log_canonical(&s->log, 4), "$#"));
	assert_memory_equal(command_log_canonical(&s->log, 3),
			    "m = vmap pfn:", 13);
	assert_memory_equal(command_log_canonical(&s->log, 4), "vfree 0x", 8);
	session_free(s);
}

static void a_boot_can_be_undone(void **state)
{
	struct session *s = new_session(NULL, false);
	uint64_t hash;

	(void)state;
	good(s, "vmalloc 40k");
	hash = machine_hash(s->k->m);
	good(s, "boot mem=64M");
	good(s, "vmalloc 4k");
	good(s, "undo 2");
	assert_true(machine_hash(s->k->m) == hash);
	assert_string_equal(s->cmdline, "mem=32M");
	good(s, "redo");
	assert_string_equal(s->cmdline, "mem=64M");
	session_free(s);
}

static void what_is_interrupted_has_not_happened(void **state)
{
	static volatile sig_atomic_t flag;
	static const char *const sizes[] = { "64M", "1k", NULL };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct session *s = new_session(sizes[i], !sizes[i]);

		good(s, "vmalloc 4k");
		good(s, "vmalloc 8k");
		good(s, "undo");
		s->interrupted = &flag;
		flag = 1;
		refused(s, "churn 1000", -EINTR);
		flag = 0;
		refused(s, "repeat 3 vfree $1", -EINVAL);
		good(s, "redo");
		check(s);
		session_free(s);
	}
}

/* ---- Files ---- */

/* A folder of its own for each test, which is the current one. */
static int enter_folder(void **state)
{
	char name[] = "/tmp/test_time.XXXXXX";

	if (!mkdtemp(name) || chdir(name))
		return -1;
	*state = strdup(name);
	return *state ? 0 : -1;
}

static int leave_folder(void **state)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf '%s'", (char *)*state);
	free(*state);
	return chdir("/") || system(command);
}

#define in_folder(test)                                                        \
	cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

static char *read_text(const char *name, size_t *len)
{
	FILE *file = fopen(name, "r");
	char *text = calloc(1, 1 << 20);

	assert_non_null(file);
	assert_non_null(text);
	*len = fread(text, 1, (1 << 20) - 1, file);
	fclose(file);
	return text;
}

static void write_text(const char *name, const char *text, size_t len)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void a_session_is_a_text(void **state)
{
	struct past *p = calloc(1, sizeof(*p));
	struct session *other = new_session("64k", false);
	uint32_t at;

	(void)state;
	assert_non_null(p);
	p->s = new_session(NULL, false);
	run_random(p, 11);
	good(p->s, "goto 777");
	good(p->s, "save a.session");
	good(other, "vmalloc 4k");
	good(other, "load a.session");
	assert_int_equal(other->log.at, 777);
	assert_int_equal(other->log.nr, COMMANDS);
	good(other, "redo 223");
	assert_true(machine_hash(other->k->m) == p->hash[COMMANDS]);
	for (at = 777; at; at -= at > 100 ? 100 : at) {
		char line[32];

		snprintf(line, sizeof(line), "goto %u", at);
		good(other, line);
		assert_true(machine_hash(other->k->m) == p->hash[at]);
		assert_string_equal(command_log_typed(&other->log, at),
				    command_log_typed(&p->s->log, at));
	}
	good(other, "goto 777");
	good(other, "save b.session");
	assert_int_equal(system("cmp -s a.session b.session"), 0);
	for (int i = 0; i < COPIES; i++)
		free(p->copy[i]);
	session_free(p->s);
	session_free(other);
	free(p);
}

static void save_example(struct session *s)
{
	good(s, "buf = vmalloc 40k");
	good(s, "vfree buf");
	good(s, "boot mem=64M");
	good(s, "vmalloc 4k");
	good(s, "save a.session");
}

static void a_session_that_is_cut_off_is_refused(void **state)
{
	struct session *s = new_session(NULL, false);
	size_t len;
	char *text;

	(void)state;
	save_example(s);
	text = read_text("a.session", &len);
	for (size_t cut = 0; cut < len; cut += 7) {
		write_text("cut.session", text, cut);
		refused(s, "load cut.session", -EINVAL);
	}
	free(text);
	session_free(s);
}

static void another_machine_is_noticed(void **state)
{
	struct session *s = new_session(NULL, false);
	size_t len;
	char *text, *size;

	(void)state;
	save_example(s);
	text = read_text("a.session", &len);
	size = strstr(text, "vmalloc 4k");
	assert_non_null(size);
	size[strlen("vmalloc ")] = '8';
	write_text("b.session", text, len);
	refused(s, "load b.session", -EINVAL);
	assert_non_null(strstr(s->message, "after command 4"));
	free(text);
	session_free(s);
}

static void hostile_sessions_are_refused(void **state)
{
	static const char *const files[] = {
		"",
		"\n",
		"# vmscope session 2\n",
		"# vmscope session 1\n#start\n",
		"# vmscope session 1\nvmalloc 4k\n",
		"# vmscope session 1\n#hash 0 0\n",
		"# vmscope session 1\n#| title = x\n",
		"# vmscope session 1\n#board x\n#start\n",
		"# vmscope session 1\n#board x\n#| ram = 4G\n#start\n",
		"# vmscope session 1\n#frobnicate\n",
		LONG_BOARD,
	};
	static const char *const more[] = {
		"quit\n",	"save /tmp/x\n",    "load a.session\n",
		"undo\n",	"#hash\n",	    "#hash 1 0\n",
		"#goto 1\n",	"#file x\n",	    "vfree 0xd0800000\n",
		"import\n",	"#start\n",	    "#file 0\nimport none\n",
		"vmalloc\t$\n", "#board x\nboot\n",
	};
	struct session *s = new_session(NULL, false);
	size_t len, head;
	char *text;

	(void)state;
	save_example(s);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		write_text("x.session", files[i], strlen(files[i]));
		refused(s, "load x.session", -EINVAL);
	}
	text = read_text("a.session", &len);
	head = (size_t)(strstr(text, "#start\n") - text) + strlen("#start\n");
	for (size_t i = 0; i < ARRAY_SIZE(more); i++) {
		strcpy(text + head, more[i]);
		write_text("x.session", text, strlen(text));
		refused(s, "load x.session", -EINVAL);
	}
	free(text);
	refused(s, "load none.session", -ENOENT);
	refused(s, "load .", -EISDIR);
	refused(s, "save .", -EISDIR);
	refused(s, "save none/a.session", -ENOENT);
	session_free(s);
}

static const char listing[] =
	"0xd0800000-0xd0802000    8192 my_init+0x10/0x80 pages=1 vmalloc\n";

/* Whatever becomes of its file: what it said is in the log and in the session. */
static void a_listing_is_kept(void **state)
{
	struct session *s = new_session("64k", false);
	uint64_t hash;

	(void)state;
	write_text("listing", listing, strlen(listing));
	good(s, "import listing");
	good(s, "vmalloc 4k");
	hash = machine_hash(s->k->m);
	good(s, "save a.session");
	write_text("listing", "another\n", strlen("another\n"));
	good(s, "goto 0");
	good(s, "goto 2");
	assert_int_equal(machine_hash(s->k->m), hash);
	unlink("listing");
	good(s, "load a.session");
	assert_int_equal(machine_hash(s->k->m), hash);
	good(s, "save b.session");
	good(s, "load b.session");
	assert_int_equal(machine_hash(s->k->m), hash);
	session_free(s);
}

static const char odd_listing[] =
	"0xd0800000-0xd0802000    8192 my_init+0x10/0x80 pages=1 vmalloc a\\b\n"
	"\n  \n"
	"0xd0804000-0xd0806000    8192 my_init+0x10/0x80 pages=1 vmalloc "
	"\001\177\n"
	"0xd0808000-0xd080a000    8192 my_init+0x10/0x80 pages=1 vmalloc \\";

/* Backslashes, control bytes, blank lines, and no newline at the end. */
static void any_listing_is_kept(void **state)
{
	struct session *s = new_session("64k", false);
	const struct origin *origin;
	char *text;
	size_t len;

	(void)state;
	write_text("listing", odd_listing, strlen(odd_listing));
	good(s, "import listing");
	good(s, "save a.session");
	unlink("listing");
	text = read_text("a.session", &len);
	for (size_t i = 0; i < len; i++)
		assert_true(text[i] == '\n' || (unsigned char)text[i] >= ' ');
	free(text);
	good(s, "load a.session");
	origin = s->log.entry[0].origin;
	assert_int_equal(origin->size, strlen(odd_listing));
	assert_memory_equal(origin->listing, odd_listing, origin->size);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_command_goes_and_comes),
		cmocka_unit_test(there_is_an_end_on_both_sides),
		cmocka_unit_test(a_new_command_leaves_what_was_undone),
		cmocka_unit_test(the_log_has_literals),
		cmocka_unit_test(a_boot_can_be_undone),
		cmocka_unit_test(what_is_interrupted_has_not_happened),
		cmocka_unit_test(every_moment_comes_back_from_the_journal),
		cmocka_unit_test(every_moment_comes_back_by_replay),
		cmocka_unit_test(every_moment_of_6_1_comes_back),
		cmocka_unit_test(no_journal_is_needed),
		in_folder(a_session_is_a_text),
		in_folder(a_session_that_is_cut_off_is_refused),
		in_folder(another_machine_is_noticed),
		in_folder(hostile_sessions_are_refused),
		in_folder(a_listing_is_kept),
		in_folder(any_listing_is_kept),
	};

	return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
