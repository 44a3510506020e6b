/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_session.c - from a line to its answer: values, the command table, errors
 * that change nothing.
 *
 * The program around it (options, scripts, exit statuses) is in session.sh.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "export/export.h"
#include "session/line/argument.h"
#include "session/commands/command.h"
#include "session/line/expression.h"
#include "session/answer/result_text.h"
#include "session/line/script.h"
#include "session/session.h"

#include "sessions.h"

#include <errno.h>

/* ---- A session as the state of a test ---- */

static int start_session(void **state)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=64M" });

	/* Some commands are about pictures. */
	s->front = &export_front;
	*state = s;
	return 0;
}

static void assert_refused(struct session *s, const char *line)
{
	struct result r = execute(s, line);

	if (!r.error)
		fail_msg("%s: was accepted", line);
	assert_true(r.error < 0);
	assert_true(*r.message);
	assert_null(strpbrk(r.message, "\n\r\033"));
}

/* ---- Values ---- */

static void values_have_numbers_and_names(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "buf = vmalloc 40k");
	struct value value;

	assert_int_equal(r.error, 0);
	assert_int_equal(r.index, 1);
	assert_int_equal(r.value.type, VALUE_ADDR);
	assert_int_equal(good(s, "vmalloc 4k").value.bits,
			 r.value.bits + 0xc000);
	assert_int_equal(evaluate(s, "$1", &value), 0);
	assert_int_equal(value.bits, r.value.bits);
	assert_int_equal(evaluate(s, "$", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 0xc000);
	assert_int_equal(evaluate(s, "buf+0x10", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 0x10);
	assert_int_equal(evaluate(s, "buf+1p-4k+3", &value), 0);
	assert_int_equal(value.bits, r.value.bits + 3);
	good(s, "buf=kmalloc 100");
	assert_int_equal(evaluate(s, "buf", &value), 0);
	assert_int_equal(value.bits, s->values.history[2].value.bits);
	assert_int_equal(good(s, "vfree $1").value.type, VALUE_NONE);
	assert_int_equal(s->values.nr, 3);
}

static void expect_address(struct session *s, const char *text, uint32_t bits)
{
	struct value value;

	assert_int_equal(evaluate(s, text, &value), 0);
	assert_int_equal(value.type, VALUE_ADDR);
	assert_int_equal(value.bits, bits);
}

/* As in gdb: a variable is its value, & where it lies, + counts objects. */
static void variables_are_values(void **state)
{
	struct session *s = *state;
	const uint32_t vm = sizeof(struct vm_struct);
	vaddr_t addr;

	assert_true(kallsyms_lookup_name(s->k, "vmlist", &addr));
	good(s, "vmalloc 4k");
	expect_address(s, "vmlist", s->k->g->vmlist);
	expect_address(s, "(vmlist)", s->k->g->vmlist);
	expect_address(s, "vmlist+4", s->k->g->vmlist + 4 * vm);
	expect_address(s, "(vmlist+4)", s->k->g->vmlist + 4 * vm);
	expect_address(s, "&vmlist", addr);
	assert_true(kallsyms_lookup_name(s->k, "_text", &addr));
	expect_address(s, "_text+4", addr + 4);
}

static void quantities_do_not_pass_for_each_other(void **state)
{
	struct session *s = *state;

	good(s, "page = alloc_pages 0");
	good(s, "area = vmalloc 4k");
	good(s, "phys = vtop area");
	good(s, "null = vmalloc 0");
	good(s, "ioremap phys 4k");
	good(s, "vfree null");
	assert_refused(s, "vfree page");
	assert_refused(s, "vfree phys");
	assert_refused(s, "ioremap area 4k");
	assert_refused(s, "ioremap null 4k");
	assert_refused(s, "vmap area");
	assert_refused(s, "vmap phys");
	assert_refused(s, "vmap null");
}

static void pages_have_three_names(void **state)
{
	struct session *s = *state;
	struct value page = good(s, "page = alloc_pages 0").value;
	char line[128];

	snprintf(line, sizeof(line), "vmap %u pfn:%u pfn:0x%x 0x%08x page $1",
		 page.bits, page.bits, page.bits,
		 va_of(s->k, pfn_to_page(s->k, page.bits)));
	assert_int_equal(good(s, line).value.type, VALUE_ADDR);
	snprintf(line, sizeof(line), "vmap 0x%08x",
		 va_of(s->k, pfn_to_page(s->k, page.bits)) + 4);
	assert_refused(s, line);
}

static void a_failure_of_the_kernel_is_a_value(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "vmalloc 1G");

	assert_int_equal(r.error, 0);
	assert_int_equal(r.value.type, VALUE_NULL);
	assert_int_equal(r.index, 1);
	assert_true(*r.reason);
	r = execute(s, "vmalloc 4k");
	assert_string_equal(r.reason, "");
}

static void time_passes_by_commands_that_change(void **state)
{
	struct session *s = *state;
	uint32_t jiffies = s->k->g->jiffies;

	good(s, "vmalloc 4k");
	assert_int_equal(s->k->g->jiffies, jiffies + 1);
	good(s, "vtop $");
	good(s, "cat /proc/vmallocinfo");
	good(s, "# nothing");
	assert_refused(s, "vfree 0x1000");
	assert_int_equal(s->k->g->jiffies, jiffies + 1);
	good(s, "vmalloc 0");
	assert_int_equal(s->k->g->jiffies, jiffies + 2);
}

static void the_log_of_a_command_is_in_its_answer(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "get_vm_area 1G");

	assert_int_equal(r.value.type, VALUE_NULL);
	assert_true(r.printk_len > 0);
	assert_int_equal(r.printk[r.printk_len - 1], '\n');
	assert_non_null(strstr(r.printk, "vmap allocation for size "));
	r = execute(s, "boot");
	assert_memory_equal(r.printk, "Linux version ", 14);
}

/* ---- The table ---- */

static void check_args(const struct command *c)
{
	unsigned int types = 0, optional = 0, repeats = 0;

	assert_null(c->args[MAX_ARGS - 1].name);
	for (const struct arg *arg = c->args; arg->name; arg++) {
		/* Words lie behind one another; all else has one place. */
		if (arg->type != ARG_WORD)
			assert_false(types >> arg->type & 1);
		types |= 1u << arg->type;
		assert_int_equal(arg->type == ARG_CHOICE, !!arg->choices);
		if (arg->flags & (ARG_KEYWORD | ARG_SLASH))
			continue;
		assert_int_equal(repeats, 0);
		if (!(arg->flags & ARG_OPTIONAL))
			assert_int_equal(optional, 0);
		optional += arg->flags & ARG_OPTIONAL;
		repeats += arg->flags & ARG_REPEAT;
	}
}

/* A screen has 80 columns. */
static void check_width(const char *text, size_t width)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len > width)
			fail_msg("%zu columns: %.*s", len, (int)len, text);
		text += len;
		text += *text == '\n';
	}
}

/* Lines of a table stay lines; a paragraph is one, and ends as a sentence. */
static void check_help(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (*text == ' ' && len > 79)
			fail_msg("%zu columns: %.*s", len, (int)len, text);
		if (len && *text != ' ' && !strchr(".:", text[len - 1]))
			fail_msg("broken by hand: %.*s", (int)len, text);
		text += len;
		text += *text == '\n';
	}
}

static void check_row(const struct command *c)
{
	assert_true(command_find(c->name, strlen(c->name)) == c);
	assert_non_null(c->run);
	assert_true(c->summary && *c->summary);
	assert_true(c->help && *c->help);
	assert_true(c->example && *c->example);
	assert_int_not_equal(c->summary[strlen(c->summary) - 1], '.');
	check_width(c->summary, 60);
	check_help(c->help);
	check_width(c->example, 75);
	check_args(c);
}

static void every_row_of_the_table_is_complete(void **state)
{
	(void)state;
	for (const struct command_group *g = command_groups(); g->name; g++) {
		assert_true(g->title && *g->title);
		for (const struct command *c = g->commands; c->name; c++)
			check_row(c);
	}
}

/* Run the files that were sourced, too. */
static void run_example_line(struct session *s, const char *line, size_t len)
{
	char copy[256];

	snprintf(copy, sizeof(copy), "%.*s", (int)len, line);
	good(s, copy);
	while (s->script) {
		if (!fgets(copy, sizeof(copy), s->script->file))
			script_pop(s);
		else
			good(s, copy);
	}
}

static void run_example(const struct command *c)
{
	struct session *s;

	start_session((void **)&s);
	for (const char *line = c->example; *line;) {
		size_t len = strcspn(line, "\n");

		run_example_line(s, line, len);
		line += len;
		line += *line == '\n';
	}
	/* In the middle of a call nothing need be sound. */
	stepper_leave(s);
	assert_sound(s->k);
	end_session((void **)&s);
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void every_example_runs(void **state)
{
	char folder[] = "/tmp/vmscope-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	write_file("answers.txt", "address seed=7 n=2\n0xd0800000\n-\n");
	write_file("vmallocinfo.txt",
		   "0xd085e000-0xd0860000    8192 ioremap\n");
	for (const struct command_group *g = command_groups(); g->name; g++)
		for (const struct command *c = g->commands; c->name; c++)
			run_example(c);
	unlink("setup.vms");
	unlink("vmallocinfo.txt");
	unlink("answers.txt");
	unlink("ram.bin");
	unlink("lesson.session");
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(rmdir(folder), 0);
}

/* ---- Errors ---- */

/* What the bad lines below refer to. */
static const char *const prepared[] = {
	"area = vmalloc 40k",
	"freed = vmalloc 4k",
	"vfree freed",
	"bare = get_vm_area 40k",
	"page = alloc_pages 2",
	"object = kmalloc 100",
	"old = kmalloc 100",
	"kfree old",
	"window = vmap page",
	"device = ioremap 0xf1000000 4k",
	"insmod ubi 40k",
	"big = vmalloc 8M",
	"ram = vm_map_ram page page+1 page+2",
};

static const char *const bad_lines[] = {
	"vmaloc 4k",
	"=",
	"= vmalloc 4k",
	"x = = vmalloc 4k",
	"n =",
	"\"",
	"vmalloc",
	"vmalloc 4k 4k",
	"vmalloc -1",
	"vmalloc 40kk",
	"vmalloc 4G",
	"vmalloc 18446744073709551616",
	"vmalloc 4k caller=",
	"vmalloc 4k caller=new_symbol",
	"vmalloc 4k caller=new_symbol+0x10",
	"vmalloc 4k caller=new_symbol+0x10/0x8",
	"vmalloc 4k caller=new_symbol+0x10/0x0",
	"vmalloc 4k caller=new symbol+0x10/0x20",
	"vmalloc 4k caller=a+0x1/0x2 caller=b+0x1/0x2",
	"vmalloc 4k gfp=GFP_KERNEL",
	"vmalloc/4 4k",
	"__vmalloc 4k gfp=GFP_FOO",
	"__vmalloc 4k gfp=",
	"__vmalloc 4k prot=none",
	"__vmalloc 4k node=1",
	"__vmalloc 4k node=-2",
	"__vmalloc 4k align=0",
	"__vmalloc 4k align=3",
	"__vmalloc 4k align=32M",
	"__vmalloc 4k align=4k caller=new_symbol",
	"vfree",
	"vfree area area",
	"vm_map_ram",
	"vm_map_ram area",
	"vm_unmap_ram ram",
	"vm_unmap_ram ram 0",
	"vm_unmap_ram ram 4",
	"vm_unmap_ram ram 33",
	"vm_unmap_ram ram+1 1",
	"vm_unmap_ram ram+0x1000 2",
	"vm_unmap_ram ram+0x4000 1",
	"vm_unmap_ram area 1",
	"vm_unmap_ram 0 1",
	"vfree ram",
	"vunmap ram",
	"free_vm_area ram",
	"iounmap ram",
	"vfree area+0x1000",
	"vfree area+1",
	"vfree freed",
	"vfree window",
	"vfree device",
	"vfree 0xbf000000",
	"vfree object",
	"vfree page",
	"vfree 0x1000",
	"vfree 0xffffffff",
	"vfree $0",
	"vfree $99",
	"vfree $x",
	"vfree nobody",
	"vfree area+",
	"vfree area+0xffffffff",
	"vfree area-0xffffffff",
	"vunmap area",
	"vunmap device",
	"vunmap 1",
	"iounmap area",
	"iounmap window",
	"iounmap bare",
	"iounmap device+0x1000",
	"iounmap 0",
	"free_vm_area area",
	"free_vm_area window",
	"free_vm_area device",
	"free_vm_area 0",
	"free_vm_area bare+0x1000",
	"get_vm_area 4k none",
	"get_vm_area 0xfffff000",
	"get_vm_area 0xffffe001 caller=new_symbol+0x1/0x2",
	"get_vm_area 4k alloc alloc",
	"vmap",
	"vmap 0x100000",
	"vmap pfn:",
	"vmap pfn:f800",
	"vmap page pfn:0x2000",
	"vmap mem_map",
	"vmap 0xffffffff",
	"ioremap 0xf1000000",
	"ioremap 0xf1000000 4k mtype=none",
	"ioremap 0 0xfffff000",
	"insmod",
	"insmod ubi 4k",
	"insmod a/b 4k",
	"insmod \"\" 4k",
	"insmod other 0xfffff000 caller=new_symbol+0x1/0x2",
	"rmmod other",
	"rmmod ubi 4k",
	"alloc_pages",
	"alloc_pages -1",
	"alloc_pages 4294967296",
	"alloc_pages 0 gfp=x",
	"free_pages page 1",
	"free_pages page+1 0",
	"free_pages 5 0",
	"free_pages 0xffffffff 0",
	"kmalloc 4G",
	"kfree old",
	"kfree object+4",
	"kfree object+32",
	"kfree area",
	"kfree 0xc0000000",
	"tlb 1",
	"kmemleak",
	"kmemleak scan",
	"kmemleak dump",
	"forget area+4k",
	"forget",
	"vtop",
	"vtop 0x100000000",
	"x",
	"x 0",
	"x/z area",
	"x/0 area",
	"x/99999999999 area",
	"x/sw area",
	"x/ab area",
	"x/xx area",
	"x area+0xa000",
	"x area+0x9ffe",
	"x device",
	"cat",
	"cat /proc/nothing",
	"cat vmallocinfo buddyinfo",
	"ls /dev",
	"pmemsave",
	"pmemsave \"\" 0 4k",
	"pmemsave /nowhere/file 0 4k",
	"pmemsave / 0 4k",
	"pmemsave /dev/full 0 4k",
	"pmemsave file 0 0",
	"pmemsave file 0xf1000000 4k",
	"pmemsave file 0x3fff000 8k",
	"boot mem=x",
	"boot mem=1M@0xff000000",
	"board nothing",
	"board \"\"",
	"board /",
	"board /nowhere",
	"source /",
	"source /nowhere",
	"source",
	"import /nowhere",
	"import /dev/null",
	"help nothing",
	"check it",
	"quit now",
	"vmlist = vmalloc 4k",
	"vfree = vmalloc 4k",
	"4k = vmalloc 4k",
	"$1 = vmalloc 4k",
	"deadbeef = vmalloc 4k",
	"result = vfree area",
	"result = vmalloc 40kk",
	"area\033[2J",
};

static void an_error_changes_nothing(void **state)
{
	struct session *s = *state;
	const struct kernel *k = s->k;
	uint64_t hash;
	uint32_t nr;
	struct value value;

	for (size_t i = 0; i < ARRAY_SIZE(prepared); i++)
		good(s, prepared[i]);
	hash = machine_hash(s->k->m);
	nr = s->values.nr;
	for (size_t i = 0; i < ARRAY_SIZE(bad_lines); i++) {
		assert_refused(s, bad_lines[i]);
		assert_ptr_equal(s->k, k);
		assert_int_equal(s->values.nr, nr);
		if (machine_hash(s->k->m) != hash)
			fail_msg("%s: changed the machine", bad_lines[i]);
	}
	assert_int_not_equal(evaluate(s, "result", &value), 0);
	assert_null(s->script);
	assert_false(s->quit);
	assert_sound(s->k);
}

/* What pages[] lies in belongs to the area that it is of. */
static void a_page_array_is_not_the_users(void **state)
{
	struct session *s = *state;
	const struct vm_struct *vm;
	char line[64];

	good(s, "vmalloc 8M");
	for (vm = at(s->k, s->k->g->vmlist); !(vm->flags & VM_VPAGES);)
		vm = at(s->k, vm->next);
	snprintf(line, sizeof(line), "vfree 0x%08x", vm->pages);
	assert_refused(s, line);
	good(s, "vfree $");
	assert_sound(s->k);
}

static void bytes_that_are_no_command_are_refused(void **state)
{
	struct session *s = *state;
	static char line[LINE_MAX_LENGTH + 1];
	struct result r;

	memset(line, 'v', sizeof(line));
	session_execute(s, line, sizeof(line), &r);
	assert_int_equal(r.error, -E2BIG);
	session_execute(s, line, sizeof(line) - 1, &r);
	assert_int_equal(r.error, -EINVAL);
	assert_true(strlen(r.message) < 128);
	memset(line, ' ', sizeof(line));
	memcpy(line, "vmalloc 4k", 10);
	session_execute(s, line, sizeof(line), &r);
	assert_int_equal(r.error, -E2BIG);
	session_execute(s, "vmalloc\0 4k", 11, &r);
	assert_int_equal(r.error, -EINVAL);
	session_execute(s, "vmalloc 4k\r\n", 12, &r);
	assert_int_equal(r.error, 0);
	assert_int_equal(r.n, 5);
}

/* ---- Chance: nothing that can be typed brings the kernel down ---- */

static const char *const vocabulary[] = {
	"vmalloc",
	"__vmalloc",
	"vmalloc_user",
	"vmalloc_32",
	"vfree",
	"get_vm_area",
	"free_vm_area",
	"vmap",
	"vunmap",
	"vm_map_ram",
	"vm_unmap_ram",
	"ioremap",
	"iounmap",
	"insmod",
	"rmmod",
	"vm_unmap_aliases",
	"alloc_pages",
	"free_pages",
	"kmalloc",
	"kfree",
	"read",
	"tlb",
	"kmemleak",
	"scan",
	"forget",
	"boot kmemleak=on",
	"vtop",
	"x",
	"x/4a",
	"x/2s",
	"$",
	"$1",
	"0",
	"1",
	"2",
	"4k",
	"64k",
	"8M",
	"3G",
	"0xffffffff",
	"0xfffff000",
	"0xd0800000",
	"0xbf000000",
	"0xc4800000",
	"0xf1000000",
	"0x200000",
	"ioremap",
	"user",
	"map",
	"m",
	"a",
	"mtype=wc",
	"gfp=GFP_ATOMIC",
	"gfp=__GFP_COMP|__GFP_ZERO",
	"gfp=__GFP_HIGHMEM|__GFP_MOVABLE",
	"align=16M",
	"prot=noncached",
	"node=0",
	"caller=f+0x4/0x8",
	"4096",
};

/* Mostly a command and things that are there; now and then anything. */
static void random_line(struct chance *c, uint32_t nr_values, char *line,
			size_t size)
{
	uint32_t words = 1 + below(c, 4);
	size_t len = 0;

	for (uint32_t i = 0; i < words; i++) {
		const char *word =
			vocabulary[below(c, i ? ARRAY_SIZE(vocabulary) : 20)];

		if (i && nr_values && below(c, 2))
			len += (size_t)snprintf(line + len, size - len, "$%u ",
						1 + below(c, nr_values));
		else
			len += (size_t)snprintf(line + len, size - len, "%s ",
						word);
	}
}

static void random_sessions_stay_sound(void **state)
{
	struct chance c = new_chance();
	struct session *s = *state;
	char line[256];

	for (unsigned int i = 0; i < 20000; i++) {
		uint64_t hash = i % 64 ? 0 : machine_hash(s->k->m);

		random_line(&c, s->values.nr, line, sizeof(line));
		if (execute(s, line).error && hash &&
		    machine_hash(s->k->m) != hash)
			fail_msg("%s: changed the machine", line);
		if (i % 256 == 0)
			assert_sound(s->k);
	}
	assert_sound(s->k);
}

/* ---- Pictures of steps ---- */

struct standing {
	uint32_t at;
	uint64_t seen, hash, position;
	uint64_t count[RECORD_COUNTERS];
};

static struct standing where_it_stands(const struct session *s)
{
	struct standing now = {
		.at = s->stepper.at,
		.seen = s->stepper.seen,
		.hash = machine_hash(s->k->m),
		.position = session_position(s),
	};

	memcpy(now.count, s->stepper.count, sizeof(now.count));
	return now;
}

static void assert_stands(const struct session *s, const struct standing *there)
{
	struct standing now = where_it_stands(s);

	assert_memory_equal(&now, there, sizeof(now));
}

static void pictures_of_steps_move_nobody(void **state)
{
	static volatile sig_atomic_t interrupted;
	struct session *s = *state;
	struct standing there;

	good(s, "step vmalloc 40k");
	good(s, "next 3");
	good(s, "reverse-step 2");
	there = where_it_stands(s);
	good(s, "export html - steps 1-end 60x16");
	assert_stands(s, &there);
	good(s, "export cast - steps 2-3 60x16");
	assert_stands(s, &there);
	interrupted = 1;
	s->interrupted = &interrupted;
	assert_refused(s, "export html - steps 1-end");
	s->interrupted = NULL;
	assert_stands(s, &there);
	assert_refused(s, "export cast - steps 4-3");
	assert_stands(s, &there);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(values_have_numbers_and_names),
		in_session(variables_are_values),
		in_session(quantities_do_not_pass_for_each_other),
		in_session(pages_have_three_names),
		in_session(a_failure_of_the_kernel_is_a_value),
		in_session(time_passes_by_commands_that_change),
		in_session(the_log_of_a_command_is_in_its_answer),
		cmocka_unit_test(every_row_of_the_table_is_complete),
		cmocka_unit_test(every_example_runs),
		in_session(an_error_changes_nothing),
		in_session(a_page_array_is_not_the_users),
		in_session(bytes_that_are_no_command_are_refused),
		in_session(pictures_of_steps_move_nobody),
		in_session(random_sessions_stay_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
