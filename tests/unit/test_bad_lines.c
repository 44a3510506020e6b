/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_bad_lines.c - an error changes nothing, and nothing that can be typed
 * brings the kernel down.
 */
/* First: cmocka's fail() is a macro and would take the session's for it. */
#include "export/export.h"
#include "session/line/expression.h"
#include "session/session.h"

#include "sessions.h"

#include <errno.h>

static int start_session(void **state)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=64M" });

	/* Some commands are about pictures. */
	s->front = &export_front;
	*state = s;
	return 0;
}

/* ---- By hand ---- */

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(an_error_changes_nothing),
		in_session(a_page_array_is_not_the_users),
		in_session(bytes_that_are_no_command_are_refused),
		in_session(random_sessions_stay_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
