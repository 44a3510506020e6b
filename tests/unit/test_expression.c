/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_expression.c - C expressions: what they give, what they refuse, the
 * types behind them, and read and write through the MMU.
 */
#include "kernel/kallsyms.h"
#include "inspect/c_expression.h"
#include "inspect/c_type.h"
#include "session/session.h"

#include "sessions.h"

#include <errno.h>

/* ---- A session with $1 an area, buf an object and $3 a page ---- */

static int start_session(void **state)
{
	struct session *s = open_session(
		(struct session_options){ .cmdline = "mem=64M quiet" });

	good(s, "vmalloc 40k");
	good(s, "buf = kmalloc 64");
	good(s, "alloc_pages 0");
	*state = s;
	return 0;
}

static void assert_output(struct session *s, const char *line,
			  const char *expected)
{
	struct result r = good(s, line);

	if (r.output_len != strlen(expected) ||
	    memcmp(r.output, expected, r.output_len) != 0)
		fail_msg("%s: %.*s", line, (int)r.output_len, r.output);
}

/* ---- What expressions give ---- */

#define KIND_DEC VALUE_INT
#define KIND_UNS VALUE_COUNT
#define KIND_HEX VALUE_NUMBER

static void expressions_calculate_as_the_target_does(void **state)
{
	static const struct {
		const char *text;
		enum value_type type;
		uint32_t bits;
	} table[] = {
		/* numbers */
		{ "42", KIND_DEC, 42 },
		{ "40k", KIND_DEC, 40 << 10 },
		{ "2p", KIND_DEC, 8192 },
		{ "0x1f", KIND_HEX, 0x1f },
		{ "d0800000", KIND_HEX, 0xd0800000 },
		{ "2147483648", KIND_UNS, 1u << 31 },
		/* precedence and association */
		{ "1 + 2 * 3", KIND_DEC, 7 },
		{ "(1 + 2) * 3", KIND_DEC, 9 },
		{ "10 - 4 - 3", KIND_DEC, 3 },
		{ "100 / 10 / 5", KIND_DEC, 2 },
		{ "1 << 2 + 1", KIND_DEC, 8 },
		{ "7 & 3 == 3", KIND_DEC, 1 },
		{ "1 | 6 ^ 3 & 2", KIND_DEC, 5 },
		{ "2 < 3 == 1", KIND_DEC, 1 },
		{ "1 || 0 && 0", KIND_DEC, 1 },
		{ "0 ? 1 : 0 ? 2 : 3", KIND_DEC, 3 },
		{ "!0 + ~0", KIND_DEC, 0 },
		{ "- - 3", KIND_DEC, 3 },
		{ "~0xfff", KIND_HEX, 0xfffff000 },
		/* signs */
		{ "-1", KIND_DEC, UINT32_MAX },
		{ "-7 / 2", KIND_DEC, (uint32_t)-3 },
		{ "-7 % 2", KIND_DEC, (uint32_t)-1 },
		{ "-8 >> 1", KIND_DEC, (uint32_t)-4 },
		{ "-1 < 0", KIND_DEC, 1 },
		{ "-1 < (unsigned int)0", KIND_DEC, 0 },
		{ "2 - sizeof(int)", KIND_UNS, 0xfffffffe },
		{ "(unsigned)-1 / 2", KIND_UNS, 0x7fffffff },
		{ "0xffffffff + 1", KIND_HEX, 0 },
		{ "(-2147483647 - 1) / -1", KIND_DEC, 1u << 31 },
		{ "(-2147483647 - 1) % -1", KIND_DEC, 0 },
		{ "(char)-1", KIND_UNS, 255 },
		{ "(signed char)255", KIND_DEC, UINT32_MAX },
		{ "(short)0x18000", KIND_DEC, 0xffff8000 },
		{ "(unsigned short)-1 + 0", KIND_DEC, 65535 },
		/* what is not evaluated is not wrong */
		{ "0 && 1 / 0", KIND_DEC, 0 },
		{ "1 || *(int *)0", KIND_DEC, 1 },
		{ "1 ? 2 : 1 % 0", KIND_DEC, 2 },
		{ "sizeof(*(struct page *)0)", KIND_UNS, 32 },
		{ "sizeof(struct vmap_area)", KIND_UNS, 52 },
		{ "sizeof(int *)", KIND_UNS, 4 },
		{ "sizeof kmalloc_caches / sizeof kmalloc_caches[0]", KIND_UNS,
		  11 },
		/* the session */
		{ "$1", VALUE_ADDR, 0xc4800000 },
		{ "$1 + 4k", VALUE_ADDR, 0xc4801000 },
		{ "4k + $1", VALUE_ADDR, 0xc4801000 },
		{ "$1 - 0xc4000000", VALUE_ADDR, 0x800000 },
		{ "($1 + 4k) - $1", KIND_UNS, 4096 },
		{ "$1 & 0xfff", KIND_HEX, 0 },
		{ "$1 == 0xc4800000", KIND_DEC, 1 },
		{ "buf != $2", KIND_DEC, 0 },
		/* the kernel */
		{ "high_memory", VALUE_ADDR, 0xc4000000 },
		{ "high_memory - 0xc0000000", VALUE_ADDR, 0x4000000 },
		{ "&totalram_pages == (unsigned long *)&totalram_pages",
		  KIND_DEC, 1 },
		{ "*&vmlist == $1.vm", KIND_DEC, 1 },
		{ "vmlist->addr", VALUE_ADDR, 0xc4800000 },
		{ "(*vmlist).size", KIND_UNS, 45056 },
		{ "$1.vm->nr_pages", KIND_UNS, 10 },
		{ "$1.vm.nr_pages", KIND_UNS, 10 },
		{ "$1.va->va_end - $1.va->va_start", KIND_UNS, 45056 },
		{ "$1.va->private == (void *)$1.vm", KIND_DEC, 1 },
		{ "(unsigned long)$1.guard == $1 + 40k", KIND_DEC, 1 },
		{ "$1.vm->pages[0] == $1.page", KIND_DEC, 1 },
		{ "$3.page - mem_map == $3", KIND_DEC, 1 },
		{ "&mem_map[$3] == $3.page", KIND_DEC, 1 },
		{ "mem_map + 2 == &mem_map[2]", KIND_DEC, 1 },
		{ "2 + mem_map - mem_map", KIND_DEC, 2 },
		{ "(char *)(mem_map + 1) - (char *)mem_map", KIND_DEC, 32 },
		{ "container_of(vmap_area_root.rb_node, struct vmap_area, "
		  "rb_node)->va_start",
		  VALUE_ADDR, 0xc4800000 },
		{ "container_of(vmap_area_list.next, struct vmap_area, "
		  "list.next) == $1.va",
		  KIND_DEC, 1 },
		{ "kmalloc_caches[0].name[0] == 107", KIND_DEC, 1 },
		{ "*(unsigned int *)$1.vm == 0", KIND_DEC, 1 },
		{ "swapper_pg_dir[0xc00] & 3", KIND_HEX, 2 },
		{ "contig_page_data[0].node_zones[0].zone_start_pfn", VALUE_PFN,
		  0 },
		/* constants and macros of Linux's headers, 64 MB of RAM */
		{ "PAGE_OFFSET", VALUE_ADDR, 0xc0000000 },
		{ "VMALLOC_START", VALUE_ADDR, 0xc4800000 },
		{ "(0xc4000000 + VMALLOC_OFFSET) & ~(VMALLOC_OFFSET - 1)",
		  KIND_HEX, 0xc4800000 },
		{ "VMALLOC_END == 0xf0000000 && MODULES_VADDR == 0xbf000000 "
		  "&& PKMAP_BASE == 0xbfe00000 && FIXADDR_START == 0xfff00000 "
		  "&& MODULES_END == PKMAP_BASE && PHYS_OFFSET == 0",
		  KIND_DEC, 1 },
		{ "max_low", VALUE_PFN, 0x4000 },
		{ "__va(max_low << PAGE_SHIFT)", VALUE_ADDR, 0xc4000000 },
		{ "__va((max_low << PAGE_SHIFT) - 1) + 1 == high_memory",
		  KIND_DEC, 1 },
		{ "__pa(high_memory)", VALUE_PHYS, 0x4000000 },
		{ "fls(0x4000)", KIND_DEC, 15 },
		{ "fls(0) - fls(fls(0xffffffff))", KIND_DEC, (uint32_t)-6 },
		{ "PAGE_ALIGN(1) + PAGE_SIZE", KIND_UNS, 8192 },
		{ "ALIGN($1 + 1, 4k)", VALUE_ADDR, 0xc4801000 },
		{ "virt_to_page(buf) == pfn_to_page(__pa(buf) >> PAGE_SHIFT)",
		  KIND_DEC, 1 },
		{ "page_to_pfn($3.page) == $3", KIND_DEC, 1 },
		{ "page_address($3.page) == __va($3 << PAGE_SHIFT)", KIND_DEC,
		  1 },
		{ "sizeof(*virt_to_page(0))", KIND_UNS, 32 },
	};
	struct session *s = *state;
	char line[256];

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct result r;

		snprintf(line, sizeof(line), "p %s", table[i].text);
		r = good(s, line);
		if (r.value.type != table[i].type ||
		    r.value.bits != table[i].bits)
			fail_msg("%s: 0x%" PRIx32 ", %s", line, r.value.bits,
				 value_type_name(r.value.type));
	}
	assert_sound(s->k);
}

static void wrong_expressions_are_refused(void **state)
{
	static const struct {
		const char *text;
		const char *why;
	} table[] = {
		{ "1 +", "expected a value at the end" },
		{ "(1", "expected ) at the end" },
		{ "1)", "expected an operator instead of )" },
		{ "1 2", "expected an operator instead of 2" },
		{ "010", "would be octal in C" },
		{ "1 + 08", "would be octal in C" },
		{ "$1 = 3", "= cannot be used in an expression" },
		{ "@", "expected a value instead of @" },
		{ "1 / 0", "division by zero" },
		{ "1 % (2 - 2)", "division by zero" },
		{ "1 << 32", "cannot shift by 32" },
		{ "1 >> -1", "cannot shift by -1" },
		{ "4G", "4G does not fit into 32 bits" },
		{ "0xg", "0xg is not a number" },
		{ "12abc", "12abc is not a number" },
		{ "$9999999", "there is no $9999999" },
		{ "$x", "$x is not a value" },
		{ "nobody", "nobody is neither a name" },
		{ "(struct nobody *)0", "there is no type struct nobody" },
		{ "(unsigned long long)1", "there is no type unsigned long" },
		{ "(struct page)0", "cannot cast to struct page" },
		{ "*$1", "* needs a pointer, not unsigned long" },
		{ "*high_memory", "void has no value" },
		{ "*(int *)0xd0900000", "nothing is mapped at 0xd0900000" },
		{ "mem_map * 2", "C does not allow this with pointers" },
		{ "-mem_map", "- needs a number" },
		{ "mem_map - (struct zone *)0", "struct page * and struct" },
		{ "vmap_area_root + 1", "a struct rb_root is not a number" },
		{ "vmlist->nobody", "struct vm_struct has no member nobody" },
		{ "vmlist->", "expected a member's name at the end" },
		{ "$1->size", "unsigned long is not a pointer to a struct" },
		{ "$1.size", "unsigned long has no member size" },
		{ "(0xd0700000).vm",
		  ".vm: there is no live area at 0xd0700000" },
		{ "(0xd0700000).guard",
		  ".guard: there is no live area at 0xd0700000" },
		{ "0xffffff.page", ".page: mem_map has no struct page" },
		{ "&3", "& needs something in memory" },
		{ "3[4]", "[ ] needs an array" },
		{ "sizeof", "at the end of the expression" },
		{ "container_of(vmlist, struct page)",
		  "expected , instead of )" },
		{ "container_of(vmlist, struct page, x)", "struct page has" },
		{ "(int *********)0", "too many levels" },
		{ "fls()", "a value" },
		{ "fls(1", "the expression" },
		{ "fls", "fls is" },
		{ "ALIGN(1)", ")" },
		{ "ALIGN(1, 3)", "ALIGN() takes a power of two" },
		{ "virt_to_page($1)", "an address of lowmem" },
		{ "pfn_to_page(0xffffff)", "mem_map has no record" },
		{ "page_to_pfn(mem_map + 1 << 0)", "C does not" },
		{ "page_to_pfn(4)", "not the address of a struct page" },
	};
	struct session *s = *state;
	uint64_t before = machine_hash(s->k->m);
	uint32_t values = s->values.nr;
	char line[256];

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct result r;

		snprintf(line, sizeof(line), "p %s", table[i].text);
		r = execute(s, line);
		if (!r.error || !strstr(r.message, table[i].why))
			fail_msg("%s: %s", line,
				 r.error ? r.message : "accepted");
	}
	assert_int_equal(machine_hash(s->k->m), before);
	assert_int_equal(s->values.nr, values);
}

/* ---- However long and deep ---- */

static char *repeated(const char *first, const char *unit, size_t size,
		      const char *last)
{
	char *text = calloc(1, LINE_MAX_LENGTH + 1), *to;

	assert_non_null(text);
	to = stpcpy(text, first);
	while ((size_t)(to - text) + strlen(unit) + strlen(last) < size)
		to = stpcpy(to, unit);
	stpcpy(to, last);
	return text;
}

static void nesting_is_bounded_and_length_is_not(void **state)
{
	static const char *const units[] = {
		"(",
		"-",
		"!",
		"*",
		"& ",
		"sizeof ",
		"(int)",
		"1?",
		"1?1:",
		"mem_map[",
		"container_of(",
		"1&&(",
	};
	struct session *s = *state;
	char *line = repeated("p 1", " + 1", 65530, "");

	assert_int_equal(good(s, line).value.bits, (strlen(line) + 1) / 4);
	free(line);
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		struct result r;

		line = repeated("p ", units[i], 65530, "1");
		r = execute(s, line);
		assert_int_equal(r.error, -E2BIG);
		assert_non_null(strstr(r.message, "nests deeper than"));
		free(line);
	}
	line = repeated("p ", "((((((((((", 95, "1");
	memset(line + strlen(line), ')', strlen(line) - 3);
	assert_int_equal(good(s, line).value.bits, 1);
	free(line);
}

/* ---- Types ---- */

static void types_are_as_large_as_what_they_describe(void **state)
{
	(void)state;
	for (const struct cbase *const *b = cbase_structs(); *b; b++) {
		uint32_t end = 0;

		for (const struct cfield *f = (*b)->fields;
		     f->row != CFIELD_END; f++) {
			if (f->row != CFIELD_MEMBER)
				continue;
			if (ctype_size(f->type) != f->size || f->offset > end)
				fail_msg("%s.%s", (*b)->name, f->name);
			if (f->offset + f->size > end)
				end = f->offset + f->size;
		}
		assert_int_equal(end, (*b)->size);
	}
}

static void every_variable_of_the_kernel_has_a_type(void **state)
{
	const struct session *s = *state;
	const struct kernel_data *g = s->k->g;
	unsigned int variables = 0;

	for (uint32_t i = 0; i < g->kallsyms_num; i++) {
		const struct kallsym *sym = &g->kallsyms[i];
		const char *name = at(s->k, sym->name);
		const struct cfield *f = cglobal_find(name);

		if (sym->len && !strchr("Tt", (int)sym->type)) {
			if (!f || ctype_size(f->type) != sym->len)
				fail_msg("%s", name);
			variables++;
		}
	}
	assert_true(variables > 25);
}

/* "OFFSET NAME " of each member: the last word of a row, without [N]. */
static void rows_of(struct result r, char *rows, size_t size)
{
	char *text = strndup(r.output, r.output_len), *rest = text, *row;
	unsigned int offset, bytes;

	assert_non_null(text);
	*rows = '\0';
	while ((row = strsep(&rest, "\n"))) {
		char *semicolon = strpbrk(row, "[;"), *name = semicolon;

		if (sscanf(row, "/* %u %u */", &offset, &bytes) != 2 || !name)
			continue;
		*semicolon = '\0';
		while (name[-1] != ' ' && name[-1] != '*')
			name--;
		snprintf(rows + strlen(rows), size - strlen(rows), "%u %s ",
			 offset, name);
	}
	free(text);
}

/* The offsets of 2.6.32 on ARM, from kernel-facts. */
static void ptype_shows_the_offsets_of_2_6_32(void **state)
{
	static const struct {
		const char *type;
		const char *rows; /* offset, name; one blank between */
	} table[] = {
		{ "vmap_area", "0 va_start 4 va_end 8 flags 12 rb_node 24 list "
			       "32 purge_list 40 private 44 rcu_head " },
		{ "vm_struct", "0 next 4 addr 8 size 12 flags 16 pages 20 "
			       "nr_pages 24 phys_addr 28 caller " },
		{ "page", "0 flags 4 _count 8 _mapcount 8 inuse 10 objects 12 "
			  "private 12 slab 12 first_page 16 mapping 20 index "
			  "20 freelist 24 lru " },
		{ "rb_node", "0 rb_parent_color 4 rb_right 8 rb_left " },
		{ "list_head", "0 next 4 prev " },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char line[64], rows[512] = "";

		snprintf(line, sizeof(line), "ptype struct %s", table[i].type);
		rows_of(good(*state, line), rows, sizeof(rows));
		assert_string_equal(rows, table[i].rows);
	}
}

/* ---- As p prints ---- */

static void p_prints_as_gdb_does(void **state)
{
	struct session *s = *state;

	assert_output(s, "p *$1.va",
		      "{va_start = 0xc4800000, va_end = 0xc480b000, "
		      "flags = 0x4 (VM_VM_AREA),\n"
		      " rb_node = {rb_parent_color = 0x1, rb_right = 0x0, "
		      "rb_left = 0x0},\n"
		      " list = {next = 0xc03c41e4 <vmap_area_list>,\n"
		      "  prev = 0xc03c41e4 <vmap_area_list>}, "
		      "purge_list = {next = 0x0, prev = 0x0},\n"
		      " private = 0xc3c00000, rcu_head = {0x0, 0x0}}\n");
	assert_output(s, "p saved_command_line", "\"mem=64M quiet\"\n");
	assert_output(s, "p kmalloc_caches[1].name", "\"kmalloc-64\"\n");
	assert_output(s, "p $1.vm->flags", "VM_ALLOC\n");
	assert_output(s, "p (struct vm_struct *)0", "");
	assert_output(s, "p/t 10", "1010\n");
	assert_output(s, "p/c 65", "65 'A'\n");
	assert_int_equal(good(s, "p/x 10").value.type, VALUE_NUMBER);
	assert_int_equal(good(s, "p/d $1").value.type, VALUE_INT);
	assert_int_equal(good(s, "p *vmlist").value.type, VALUE_NONE);
	assert_output(s, "p/x contig_page_data[1].node_zones[1].watermark",
		      "{0x0, 0x0, 0x0}\n");
	assert_memory_equal(good(s, "p swapper_pg_dir").output,
			    "{0x0 <repeats ", 14);
}

static void assertions_show_both_sides(void **state)
{
	struct session *s = *state;
	static const struct {
		const char *line, *message;
	} table[] = {
		{ "assert $1 == 0xd0800000",
		  "assertion failed: $1 == 0xd0800000: 0xc4800000 == "
		  "0xd0800000" },
		{ "assert $1.vm->nr_pages + 1 > 2 * 10",
		  "assertion failed: $1.vm->nr_pages + 1 > 2 * 10: 11 > 20" },
		{ "assert -1 >= 0", "assertion failed: -1 >= 0: -1 >= 0" },
		{ "assert 1 == 1 && 2 == 3",
		  "assertion failed: 1 == 1 && 2 == 3" },
		{ "assert !vmlist", "assertion failed: !vmlist" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct result r = execute(s, table[i].line);

		assert_int_not_equal(r.error, 0);
		assert_string_equal(r.message, table[i].message);
	}
	assert_int_equal(good(s, "assert $1").value.type, VALUE_NONE);
	assert_output(s, "assert vmlist->size == 45056", "");
	assert_output(s, "echo \"a  b\" c", "a  b c\n");
	assert_output(s, "echo", "\n");
}

/* ---- read and write ---- */

static void faults_are_results_with_an_oops(void **state)
{
	static const struct {
		const char *line;
		const char *log; /* the kernel's new lines begin so */
		uint32_t fsr;
	} table[] = {
		{ "read $1+40k",
		  "Unable to handle kernel paging request at virtual address "
		  "c480a000\npgd = c0004000\n[c480a000] *pgd=",
		  0x7 },
		{ "write $1+40k 1",
		  "Unable to handle kernel paging request at virtual address "
		  "c480a000\n",
		  0x807 },
		{ "read 8",
		  "Unable to handle kernel NULL pointer dereference at virtual "
		  "address 00000008\npgd = c0004000\n[00000008] "
		  "*pgd=00000000\nInternal error: Oops: 5 [#3]\n",
		  0x5 },
		{ "write $4 1",
		  "Unhandled fault: external abort on non-linefetch (0x80a) at "
		  "0x",
		  0x80a },
	};
	struct session *s = *state;

	good(s, "ioremap 0xf1000000 4k");
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct result r = good(s, table[i].line);

		assert_int_equal(r.value.type, VALUE_FAULT);
		assert_true(*r.reason);
		if (strncmp(r.printk, table[i].log, strlen(table[i].log)) != 0)
			fail_msg("%s: %s", table[i].line, r.printk);
		assert_int_equal(reg(s->k->m, REG_DFSR), table[i].fsr);
	}
	assert_int_equal(s->k->g->die_counter, ARRAY_SIZE(table));
	assert_sound(s->k);
}

static void what_is_written_can_be_read(void **state)
{
	struct session *s = *state;

	good(s, "write $1 0x12345678");
	good(s, "write/b $1+1 0xff");
	good(s, "write/h $1+2 -1");
	assert_int_equal(good(s, "read $1").value.bits, 0xffffff78);
	assert_int_equal(good(s, "read/b $1").value.bits, 0x78);
	good(s, "vfree $1");
	assert_int_equal(good(s, "read $1").value.bits, 0xffffff78);
	good(s, "write buf+60 7");
	good(s, "write 0xc0000000+$3*4096 7");
	assert_sound(s->k);
}

static void the_kernels_own_data_is_not_written(void **state)
{
	static const char *const lines[] = {
		"write 0xc0004000 1", "write &vmlist 0",   "write buf+64 1",
		"write $1.vm 1",      "write mem_map+0 1", "write $1+2 1",
		"write/16x $1 1",     "write $1 nobody",   "write 0xc0100000 0",
		"write 0xc4700000",   "write $1 1 2",	   "write/b $1 0x1ff",
		"write/h $1 65536",   "write/b $1 -129",
	};
	struct session *s = *state;
	uint64_t before = machine_hash(s->k->m);

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		if (!execute(s, lines[i]).error)
			fail_msg("%s: was accepted", lines[i]);
	assert_int_equal(machine_hash(s->k->m), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(expressions_calculate_as_the_target_does),
		in_session(wrong_expressions_are_refused),
		in_session(nesting_is_bounded_and_length_is_not),
		cmocka_unit_test(types_are_as_large_as_what_they_describe),
		in_session(every_variable_of_the_kernel_has_a_type),
		in_session(ptype_shows_the_offsets_of_2_6_32),
		in_session(p_prints_as_gdb_does),
		in_session(assertions_show_both_sides),
		in_session(faults_are_results_with_an_oops),
		in_session(what_is_written_can_be_read),
		in_session(the_kernels_own_data_is_not_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
