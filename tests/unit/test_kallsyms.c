/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_kallsyms.c - symbols and callers: their names, both ways.
 */
#include "kernel_text.h"

#include <errno.h>

static void kallsyms_names_what_a_reader_of_ram_needs(void **state)
{
	static const char *const names[] = {
		"swapper_pg_dir", "_text",	    "_etext",
		"_edata",	  "__bss_start",    "_end",
		"vmlist",	  "vmap_area_root", "vmap_area_list",
		"vmap_lazy_nr",	  "mem_map",	    "max_mapnr",
		"high_memory",	  "totalram_pages", "totalhigh_pages",
		"num_physpages",  "jiffies",	    "contig_page_data",
		"kmalloc_caches", "modules",	    "min_free_kbytes",
		"__log_buf",	  "log_start",	    "log_end",
		"logged_chars",	  "module_alloc",   "saved_command_line",
	};
	struct kernel *k = *state;
	vaddr_t addr = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(kallsyms_lookup_name(k, names[i], &addr));
	assert_false(kallsyms_lookup_name(k, "start_kernel", &addr));
	assert_true(kallsyms_lookup_name(k, "high_memory", &addr));
	assert_int_equal(*(const uint32_t *)at(k, addr), 0xd0000000);
	assert_true(kallsyms_lookup_name(k, "swapper_pg_dir", &addr));
	assert_int_equal(addr, 0xc0004000);
}

static void kallsyms_is_sorted(void **state)
{
	struct kernel *k = *state;
	unsigned int lines = 0;
	uint32_t last = 0, addr;
	vaddr_t where;

	kallsyms_caller(k, "init", "ubi", 0x10, 0x20, &where);
	for (const char *p = cat(k, "kallsyms"); *p; lines++) {
		char type, name[KSYM_NAME_LEN];

		assert_int_equal(sscanf(p, "%8" SCNx32 " %c %127[^\n]", &addr,
					&type, name),
				 3);
		assert_true(strchr("tTdDbBA", type));
		assert_true(addr >= last);
		last = addr;
		p = strchr(p, '\n') + 1;
	}
	assert_int_equal(lines, k->g->kallsyms_num);
	assert_non_null(strstr(text, " t init\t[ubi]\n"));
	assert_memory_equal(text, "c0004000 A swapper_pg_dir\n", 26);
}

static const char *symbol(const struct kernel *k, vaddr_t addr)
{
	FILE *to = open_text();

	sprint_symbol(k, addr, to);
	fclose(to);
	return text;
}

static void callers_read_back_as_written(void **state)
{
	struct kernel *k = *state;
	vaddr_t start, end, other, module;

	start = caller(k, "f", 0, 0x22);
	end = caller(k, "f", 0x22, 0x22);
	other = caller(k, "g", 0, 0x8);
	assert_int_equal(start % 4, 0);
	assert_int_equal(end, start + 0x22);
	assert_true(other > end);
	assert_string_equal(symbol(k, start), "f+0x0/0x22");
	assert_string_equal(symbol(k, end), "f+0x22/0x22");
	assert_string_equal(symbol(k, other), "g+0x0/0x8");
	kallsyms_caller(k, "g", "mod", 4, 0x8, &module);
	assert_int_not_equal(module, other + 4);
	assert_string_equal(symbol(k, module), "g+0x4/0x8 [mod]");
	assert_string_equal(symbol(k, 0x1234), "0x1234");
	/* Another length, another function: static ones share names. */
	assert_string_equal(symbol(k, caller(k, "f", 0x30, 0x100)),
			    "f+0x30/0x100");
}

static void senseless_callers_change_nothing(void **state)
{
	struct kernel *k = *state;
	char name[KSYM_NAME_LEN + 1] = "";
	uint64_t before = machine_hash(k->m);
	vaddr_t addr = 7;

	memset(name, 'n', KSYM_NAME_LEN);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 5, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 0, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "a b", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f+", NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", "]", 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, name, NULL, 0, 4, &addr), -EINVAL);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 0xfffffff8, &addr),
			 -ENOSPC);
	assert_int_equal(kallsyms_caller(k, "f", NULL, 0, 3400 << 10, &addr),
			 -ENOSPC);
	assert_int_equal(addr, 7);
	assert_true(before == machine_hash(k->m));
}

static void symbols_run_out_without_harm(void **state)
{
	struct kernel *k = *state;
	unsigned int placed = 0;
	char name[KSYM_NAME_LEN];
	vaddr_t addr = 0, last = 0;

	for (;; placed++) {
		snprintf(name, sizeof(name), "a_function_with_number_%u",
			 placed);
		if (kallsyms_caller(k, name, "module", 4, 8, &addr))
			break;
		assert_true(addr > last);
		last = addr;
	}
	assert_true(placed > 4000);
	assert_int_equal(k->g->kallsyms_num, MAX_KALLSYMS);
	assert_int_equal(kallsyms_caller(k, "a_function_with_number_7",
					 "module", 4, 8, &addr),
			 0);
	assert_string_equal(symbol(k, addr),
			    "a_function_with_number_7+0x4/0x8 [module]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_256m(kallsyms_names_what_a_reader_of_ram_needs),
		on_256m(kallsyms_is_sorted),
		on_256m(callers_read_back_as_written),
		on_256m(senseless_callers_change_nothing),
		on_256m(symbols_run_out_without_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
