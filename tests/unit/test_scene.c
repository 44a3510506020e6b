/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_scene.c - the index behind the pictures says what the machine says.
 */
#include "stage.h"

#include <errno.h>
#include <string.h>

#include "kernel/vmap_area.h"
#include "kernel/vmap_record.h"

static uint32_t count_owner(const struct scene *scene, enum owner owner)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < scene->index.nr_frames; i++)
		n += scene->index.owner[i] == owner;
	return n;
}

static uint32_t count_free(const struct scene *scene)
{
	uint32_t n = 0;

	for (enum owner order = 0; order < MAX_ORDER; order++)
		n += count_owner(scene, order);
	return n;
}

/* Sums that the kernel keeps itself, found again by counting frames. */
static void assert_sums(const struct scene *scene)
{
	const struct kernel *k = scene->k;
	const struct vm_struct *vm = first_vm(k);
	uint32_t taken = 0, pcp = 0, free = 0;

	for (; vm; vm = next_vm(k, vm))
		taken += vm->nr_pages;
	for (int node = 0; node < MAX_NUMNODES; node++)
		for (int i = 0; i < MAX_NR_ZONES; i++) {
			const struct zone *zone =
				&k->g->contig_page_data[node].node_zones[i];

			free += zone->vm_stat[NR_FREE_PAGES];
			pcp += zone->pageset.count;
		}
	assert_int_equal(count_owner(scene, OWNER_VMALLOC), taken);
	assert_int_equal(count_free(scene), free);
	assert_int_equal(scene->index.free_pages, free);
	assert_int_equal(count_owner(scene, OWNER_PCP), pcp);
}

static void frames_have_owners(void **state)
{
	struct stage stage;
	const struct layout *l;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nalloc_pages 3\nkmalloc 100");
	assert_sums(&stage.scene);
	l = &stage.s->k->layout;
	assert_int_equal(scene_owner(&stage.scene,
				     __pa(stage.s->k, l->text) >> PAGE_SHIFT),
			 OWNER_KERNEL);
	assert_int_equal(scene_owner(&stage.scene,
				     __pa(stage.s->k, stage.s->k->g->mem_map) >>
					     PAGE_SHIFT),
			 OWNER_MEM_MAP);
	assert_int_equal(
		scene_owner(&stage.scene,
			    reg(stage.s->k->m, REG_TTBR0) >> PAGE_SHIFT),
		OWNER_PGTABLE);
	assert_int_equal(scene_owner(&stage.scene, 64 << 8), OWNER_NO_RAM);
	assert_int_equal(count_owner(&stage.scene, OWNER_NO_RAM), 0);
	stage_close(&stage);
}

static void areas_know_what_they_are(void **state)
{
	static const struct {
		enum area_kind kind;
		bool lazy;
		uint32_t mapped, value;
		const char *word;
	} expected[] = {
		{ AREA_MODULE, false, 3, 6, "module" },
		{ AREA_VMALLOC, false, 2, 1, "vmalloc" },
		{ AREA_VMALLOC, true, 1, 2, "freed" },
		{ AREA_BARE, false, 0, 3, "unmapped" },
		{ AREA_VMALLOC, false, 1025, 4, "vmalloc" },
		{ AREA_ARRAY, false, 2, 0, "pages[]" },
		{ AREA_IOREMAP, false, 4, 5, "ioremap" },
	};
	struct stage stage;

	(void)state;
	stage_open(&stage, "");
	stage_run(&stage, "vmalloc 8k\nvmalloc 4k\nget_vm_area 12k\n"
			  "vmalloc 4100k\nioremap 0xf1000000 16k\n"
			  "insmod sd_mod 10000\nvfree $2");
	assert_int_equal(stage.scene.index.nr_areas, ARRAY_SIZE(expected));
	assert_int_equal(stage.scene.index.nr_live, ARRAY_SIZE(expected) - 2);
	assert_int_equal(stage.scene.index.nr_lazy, 1);
	for (uint32_t i = 0; i < ARRAY_SIZE(expected); i++) {
		const struct indexed_area *area = &stage.scene.index.area[i];

		assert_int_equal(area->kind, expected[i].kind);
		assert_int_equal(area->lazy, expected[i].lazy);
		assert_int_equal(area->mapped, expected[i].mapped);
		assert_int_equal(area->value, expected[i].value);
		assert_string_equal(area_word(area), expected[i].word);
		assert_true(area->guard);
	}
	stage_close(&stage);
}

/* The chosen thing is the same from the address and from the frame. */
static void an_address_and_its_frame_are_one_spot(void **state)
{
	struct stage stage;
	struct spot by_address;
	char line[64];

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nselect $1+0x3000");
	by_address = stage.scene.spot;
	assert_true(by_address.has_va && by_address.has_pfn);
	assert_int_equal(by_address.area, 0);
	assert_int_equal(by_address.page, 3);
	snprintf(line, sizeof(line), "select pfn:0x%x", by_address.pfn);
	stage_run(&stage, line);
	assert_memory_equal(&stage.scene.spot, &by_address, sizeof(by_address));

	/* The guard page: an address of the area with nothing behind it. */
	stage_run(&stage, "select $1+0xa000");
	assert_int_equal(stage.scene.spot.area, 0);
	assert_int_equal(stage.scene.spot.page, 10);
	assert_false(stage.scene.spot.has_pa);
	stage_run(&stage, "select none");
	assert_false(stage.scene.spot.has_va);
	assert_int_equal(stage.scene.spot.area, -1);
	stage_close(&stage);
}

/* `p` gives the address a new number, and the area keeps its own. */
static void looking_gives_no_area_another_number(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k\np $1");
	assert_int_equal(stage.s->values.nr, 3);
	assert_int_equal(stage.scene.index.area[0].value, 1);
	stage_run(&stage, "vfree $1\nvm_unmap_aliases\nvmalloc 40k");
	assert_int_equal(stage.scene.index.area[0].value, 4);
	stage_close(&stage);
}

static const char *name_of_area(const struct stage *stage, uint32_t i)
{
	static char text[AREA_NAME_SIZE];

	return area_name(&stage->scene.index.area[i], text);
}

/* The latest of two names; of an address that is given out again no old one. */
static void a_name_is_shown_and_not_its_number(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "buf = vmalloc 40k\nvmalloc 4k");
	assert_string_equal(name_of_area(&stage, 0), "buf");
	assert_string_equal(name_of_area(&stage, 1), "$2");
	stage_run(&stage, "ring = p buf");
	assert_string_equal(name_of_area(&stage, 0), "ring");
	stage_run(&stage, "ring = vtop buf");
	assert_string_equal(name_of_area(&stage, 0), "buf");
	stage_run(&stage, "vfree buf");
	assert_string_equal(name_of_area(&stage, 0), "buf");
	assert_non_null(strstr(stage.scene.diff.sentence, "buf 0xc4800000"));
	stage_run(&stage, "vm_unmap_aliases\nvmalloc 40k");
	assert_string_equal(name_of_area(&stage, 0), "$5");
	stage_run(&stage, "buf = p $5\nforget buf");
	assert_string_equal(name_of_area(&stage, 0), "$5");
	stage_run(&stage, "undo\nredo\nvfree buf");
	assert_string_equal(name_of_area(&stage, 0), "$5");
	stage_close(&stage);
}

/* All panes show it, until the machine changes. */
static void what_a_command_is_about_is_chosen(void **state)
{
	static const struct {
		const char *line;
		vaddr_t va; /* 0: nothing is chosen */
	} rows[] = {
		{ "vtop buf+4k", 0xc4801000 },
		{ "vtop 0xc0100000", 0xc0100000 },
		{ "x/4wx buf", 0xc4800000 },
		{ "vmalloc 4k", 0 },
		{ "read buf+8", 0xc4800008 },
		{ "read buf+40k", 0xc480a000 }, /* the guard page */
		{ "write buf+4 1", 0xc4800004 },
		{ "p buf+4k", 0xc4801000 },
		{ "p totalram_pages", 0xc4801000 }, /* a number */
		{ "undo", 0 },
		{ "select buf", 0xc4800000 },
		{ "vmalloc 4k", 0xc4800000 }, /* a person chose it */
	};
	struct stage stage;
	vaddr_t vmlist, vm;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "buf = vmalloc 40k");
	assert_false(stage.scene.spot.has_va);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		stage_run(&stage, rows[i].line);
		assert_int_equal(stage.scene.spot.has_va, rows[i].va != 0);
		if (rows[i].va)
			assert_int_equal(stage.scene.spot.va, rows[i].va);
	}
	vmlist = va_of(stage.s->k, &stage.s->k->g->vmlist);
	vm = stage.s->k->g->vmlist;
	stage_run(&stage, "p &vmlist");
	assert_int_equal(stage.scene.spot.va, vmlist);
	stage_run(&stage, "p *(struct vm_struct *)vmlist");
	assert_int_equal(stage.scene.spot.va, vm);
	stage_close(&stage);
}

static void changes_are_those_of_the_last_command(void **state)
{
	struct stage stage;
	vaddr_t va;

	(void)state;
	stage_open(&stage, "mem=64M");
	stage_run(&stage, "vmalloc 40k\nvmalloc 4k");
	va = stage.scene.index.area[1].va;
	assert_true(scene_changed(&stage.scene, DIFF_VMAP_AREA, va));
	assert_true(scene_changed(&stage.scene, DIFF_PTE,
				  stage.scene.index.area[1].start));
	assert_false(scene_changed(&stage.scene, DIFF_PTE,
				   stage.scene.index.area[0].start));
	/* Looking is not a command that changes. */
	stage_run(&stage, "select $1");
	assert_true(scene_changed(&stage.scene, DIFF_VMAP_AREA, va));
	stage_run(&stage, "vmalloc 4k");
	assert_false(scene_changed(&stage.scene, DIFF_PTE,
				   stage.scene.index.area[1].start));
	stage_close(&stage);
}

static void a_wrong_choice_changes_nothing(void **state)
{
	static const char *const wrong[] = {
		"select",
		"select pfn:",
		"select pfn:g",
		"select pfn:10000000000000000",
		"select nothing_here",
		"focus nowhere",
		"zoom",
		"zoom 3",
		"scroll",
		"scroll x",
		"search",
		"search nowhere",
		"export text",
		"export gif f",
		"export text - x",
		"export text - 0x5",
		"export text - 80x",
		"export text - 99999x9",
		"fold",
	};
	struct stage stage;
	struct view_state before;

	(void)state;
	stage_open(&stage, "mem=16M");
	stage_run(&stage, "vmalloc 4k\nselect $1\nfocus frames");
	before = stage.s->look;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		if (!stage_try(&stage, wrong[i]))
			fail_msg("%s was accepted", wrong[i]);
		memcpy(stage.s->look.search, before.search,
		       sizeof(before.search));
		assert_memory_equal(&stage.s->look, &before, sizeof(before));
	}
	stage_close(&stage);
}

/* Whatever is done, an index brought up to date equals one made anew. */
static void a_random_session_keeps_the_index_true(void **state)
{
	static const char *const lines[] = {
		"vmalloc 40k",
		"vmalloc 4k",
		"vmalloc 5M",
		"churn 20 seed=7",
		"repeat 40 vmalloc 4k",
		"alloc_pages 2",
		"undo",
		"redo",
		"kmalloc 5000",
		"vfree $1",
		"vm_unmap_aliases",
		"boot mem=32M",
		"boot allocator=6.1 mem=32M",
		"boot allocator=2.6.39 mem=64M",
		"insmod m 20k",
		"rmmod m",
		"ioremap 0xf1000000 64k",
		"select $1",
		"undo 3",
		"redo 2",
		"a = vm_map_ram 0x100 0x101",
		"vm_unmap_ram a 2",
		"get_vm_area 12k",
		"vmap 0x200",
		"fragment 30",
		"board numa",
		"board highmem",
	};
	struct chance c = new_chance();
	struct stage stage;

	(void)state;
	stage_open(&stage, "mem=64M");
	for (int i = 0; i < 200; i++) {
		stage_try(&stage, lines[below(&c, ARRAY_SIZE(lines))]);
		assert_sums(&stage.scene);
		assert_index_true(&stage);
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_have_owners),
		cmocka_unit_test(areas_know_what_they_are),
		cmocka_unit_test(an_address_and_its_frame_are_one_spot),
		cmocka_unit_test(looking_gives_no_area_another_number),
		cmocka_unit_test(a_name_is_shown_and_not_its_number),
		cmocka_unit_test(what_a_command_is_about_is_chosen),
		cmocka_unit_test(changes_are_those_of_the_last_command),
		cmocka_unit_test(a_wrong_choice_changes_nothing),
		cmocka_unit_test(a_random_session_keeps_the_index_true),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
