/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_result_json.c - a command's answer as the line that --json prints.
 */
#include "session/answer/result_json.h"

#include "sessions.h"

static int start_session(void **state)
{
	*state = open_session((struct session_options){ .cmdline = "mem=64M" });
	return 0;
}

/* The line that --json prints. */
static const char *json_of(const struct result *r)
{
	static char text[4096];
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	assert_int_equal(json_print(r, to), 0);
	fclose(to);
	return text;
}

static void json_has_its_keys_in_order(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, " vmalloc 40k ");

	assert_string_equal(json_of(&r),
			    "{\"n\":1,\"command\":\"vmalloc 40k\",\"ok\":true,"
			    "\"value\":\"0xc4800000\",\"name\":\"$1\","
			    "\"output\":\"\",\"printk\":[]}\n");
	r = execute(s, "vfree $");
	assert_string_equal(json_of(&r),
			    "{\"n\":2,\"command\":\"vfree $\",\"ok\":true,"
			    "\"value\":null,\"output\":\"\",\"printk\":[]}\n");
	r = execute(s, "vmalloc 0");
	assert_string_equal(json_of(&r),
			    "{\"n\":3,\"command\":\"vmalloc 0\",\"ok\":true,"
			    "\"value\":null,\"name\":\"$2\",\"output\":\"the "
			    "size is 0 after rounding up to pages\\n\","
			    "\"printk\":[]}\n");
	r = execute(s, "vfree 0x1000");
	assert_string_equal(json_of(&r),
			    "{\"n\":4,\"command\":\"vfree 0x1000\","
			    "\"ok\":false,\"error\":\"0x00001000 is not in any "
			    "area; `cat /proc/vmallocinfo` lists them (the "
			    "kernel would warn of a nonexistent vm area and "
			    "go on)\"}\n");
}

static void json_knows_pfns_and_physical_addresses(void **state)
{
	struct session *s = *state;
	struct result r = execute(s, "alloc_pages 0");
	char expected[64];

	snprintf(expected, sizeof(expected), "\"value\":%u,\"name\":\"$1\"",
		 r.value.bits);
	assert_non_null(strstr(json_of(&r), expected));
	r = execute(s, "vtop 0xc0000000");
	assert_non_null(strstr(json_of(&r), "\"value\":\"0x00000000\""));
	r = execute(s, "ls");
	assert_non_null(strstr(json_of(&r), "\"output\":\"buddyinfo\\n"));
	r = execute(s, "get_vm_area 1G");
	assert_non_null(strstr(json_of(&r), "\"printk\":[\"vmap allocation"));
}

static void json_repairs_what_is_no_utf8(void **state)
{
	static const struct {
		const char *bytes;
		const char *repaired;
	} table[] = {
		{ "a\xff", "a\xef\xbf\xbd" },
		{ "\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80",
		  "\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80" },
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xe4\xb8", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xf4\x90\x80\x80",
		  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct result r = execute(*state, table[i].bytes);
		char expected[128];

		snprintf(expected, sizeof(expected),
			 "\"command\":\"%s\",\"ok\":false", table[i].repaired);
		assert_non_null(strstr(json_of(&r), expected));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(json_has_its_keys_in_order),
		in_session(json_knows_pfns_and_physical_addresses),
		in_session(json_repairs_what_is_no_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
