/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_kmemleak.c - who is watched, what points to it, what is reported.
 */
#include "sessions.h"

#include "kernel/check.h"
#include "kernel/kmemleak.h"
#include "kernel/list.h"
#include "kernel/vmalloc.h"

static int start_session(void **state)
{
	*state = open_session(
		(struct session_options){ .cmdline = "mem=32M kmemleak=on" });
	return 0;
}

static void assert_count(struct session *s, vaddr_t pointer, int count,
			 int min_count)
{
	const struct kmemleak_object *object = kmemleak_find(s->k, pointer);

	assert_non_null(object);
	assert_int_equal(object->count, (uint32_t)count);
	assert_int_equal(object->min_count, (uint32_t)min_count);
}

static uint32_t nr_watched(const struct kernel *k)
{
	const struct list_head *entry;
	uint32_t nr = 0;

	list_for_each (k, entry, &k->g->object_list)
		nr++;
	return nr;
}

/* cat() - what is reported; in a buffer that the next call takes. */
static const char *cat(struct session *s)
{
	static char text[4096];
	struct result r = good(s, "cat /sys/kernel/debug/kmemleak");

	snprintf(text, sizeof(text), "%.*s", (int)r.output_len, r.output);
	return text;
}

static void vmalloc_needs_three(void **state)
{
	struct session *s = *state;
	vaddr_t va = good(s, "a = vmalloc 5000").value.bits;
	const struct kmemleak_object *object = kmemleak_find(s->k, va);

	assert_count(s, va, -1, 3);
	/* As many bytes as were asked for. */
	assert_int_equal(object->size, 5000);
	assert_int_equal(object->flags, OBJECT_ALLOCATED | OBJECT_NEW);
	/* The area, its vm_struct, vmap_area and pages[]. */
	assert_int_equal(nr_watched(s->k), 4);
	good(s, "kmemleak scan");
	assert_count(s, va, 3, 3);
	assert_int_equal(object->flags, OBJECT_ALLOCATED);
	assert_string_equal(cat(s), "");
	good(s, "forget a");
	good(s, "kmemleak scan");
	assert_count(s, va, 2, 3);
	assert_sound(s->k);
	good(s, "vfree a");
	assert_int_equal(nr_watched(s->k), 1); /* the vmap_area waits */
	good(s, "vm_unmap_aliases");
	assert_int_equal(nr_watched(s->k), 0);
	assert_sound(s->k);
}

static void a_report_is_the_kernels(void **state)
{
	struct session *s = *state;
	struct result r;

	good(s, "a = kmalloc 20");
	good(s, "write a 0x12345678");
	good(s, "write a+4 0x0a636261");
	good(s, "forget a");
	r = good(s, "kmemleak scan");
	assert_int_equal(strncmp(r.output, "1 new leak: ", 12), 0);
	assert_non_null(strstr(r.printk, "1 new suspected memory leaks (see "
					 "/sys/kernel/debug/kmemleak)"));
	assert_non_null(strstr(cat(s),
			       "(size 32):\n"
			       "  comm \"swapper\", pid 0, jiffies 0\n"
			       "  hex dump (first 32 bytes):\n"
			       "    78 56 34 12 61 62 63 0a 00 00 00 00 00 "
			       "00 00 00  xV4.abc.........\n"));
	/* Once is enough. */
	r = good(s, "kmemleak scan");
	assert_null(strstr(r.printk, "new suspected"));
	good(s, "kmemleak clear");
	assert_string_equal(cat(s), "");
	good(s, "undo");
	assert_non_null(strstr(cat(s), "unreferenced object"));
}

static void a_word_in_a_block_is_a_pointer(void **state)
{
	struct session *s = *state;
	vaddr_t a = good(s, "a = kmalloc 100").value.bits;
	vaddr_t b = good(s, "b = vmalloc 8k").value.bits;

	good(s, "write b+4k+8 a+99");
	good(s, "forget a");
	good(s, "kmemleak scan");
	assert_count(s, a, 1, 1);
	/* What only a white block points to is white, too. */
	good(s, "forget b");
	good(s, "kmemleak scan");
	assert_count(s, b, 2, 3);
	assert_count(s, a, 0, 1);
	/* Its own pointer to itself is none. */
	good(s, "write b b");
	good(s, "kmemleak scan");
	assert_count(s, b, 2, 3);
}

static void modules_and_page_arrays_are_no_leaks(void **state)
{
	struct session *s = *state;
	vaddr_t core = good(s, "insmod ext4 70000").value.bits;
	vaddr_t va = good(s, "a = vmalloc 5M").value.bits;
	vaddr_t pages = find_vm_area(s->k, va)->pages;

	assert_int_equal(kmemleak_find(s->k, core)->size, 18 * PAGE_SIZE);
	good(s, "kmemleak scan");
	assert_string_equal(cat(s), "");
	assert_int_equal(kmemleak_find(s->k, core)->min_count, KMEMLEAK_GREY);
	/* pages[] is vmalloced: the third is vm_struct.pages. */
	assert_count(s, pages, 3, 3);
	good(s, "rmmod ext4");
	good(s, "vfree a");
	assert_sound(s->k);
}

static void without_memory_it_gives_up(void **state)
{
	struct session *s = *state;

	good(s, "a = vmalloc 4k");
	/* The object is had, its record is not. */
	good(s, "failslab probability=100 times=1 ignore-gfp-wait=N space=65");
	assert_int_equal(good(s, "kmalloc 64").value.type, VALUE_ADDR);
	assert_int_equal(s->k->g->kmemleak_enabled, 0);
	assert_int_equal(nr_watched(s->k), 0);
	assert_true(execute(s, "kmemleak scan").error);
	assert_true(execute(s, "cat /sys/kernel/debug/kmemleak").error);
	assert_sound(s->k);
}

static void off_it_keeps_nothing(void **state)
{
	struct session *s =
		open_session((struct session_options){ .cmdline = "mem=32M" });

	(void)state;
	good(s, "a = vmalloc 4k");
	good(s, "b = kmalloc 100");
	assert_int_equal(nr_watched(s->k), 0);
	for (uint32_t i = 0; i < 2 * PAGE_SIZE; i += 4)
		assert_int_equal(
			*(const uint32_t *)at(s->k, s->k->layout.data + i), 0);
	good(s, "forget a"); /* its name alone */
	assert_true(execute(s, "forget a").error);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_session(vmalloc_needs_three),
		in_session(a_report_is_the_kernels),
		in_session(a_word_in_a_block_is_a_pointer),
		in_session(modules_and_page_arrays_are_no_leaks),
		in_session(without_memory_it_gives_up),
		cmocka_unit_test(off_it_keeps_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
