/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_screen.c - the whole screen: places of panes, keys, footer, overlays.
 *
 * What it looks like is in tests/golden; here is what must hold at every size.
 */
#include "view/screen/chosen_word.h"
#include "view/screen/screen.h"

#include <errno.h>

#include "stage.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static int open_stage(void **state)
{
	static struct stage stage;

	stage_open(&stage, "");
	*state = &stage;
	return 0;
}

static int close_stage(void **state)
{
	stage_close(*state);
	return 0;
}

#define on_stage(test)                                                         \
	cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

static void draw(struct stage *st, const struct screen *screen, int width,
		 int height)
{
	canvas_free(&st->canvas);
	assert_int_equal(canvas_new(&st->canvas, width, height, false), 0);
	screen_draw(&st->scene, screen, &st->canvas);
}

/* ---- Where panes lie ---- */

static bool overlap(const struct place_of_pane *a,
		    const struct place_of_pane *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width &&
	       a->y < b->y + b->height && b->y < a->y + a->height;
}

static void places_are_sound(const struct scene *scene, int width, int height)
{
	struct place_of_pane place[PANES];
	unsigned int nr = screen_panes(scene, width, height, place);

	assert_in_range(nr, 1, PANES);
	assert_int_equal(place[0].pane, scene->look->focus);
	for (unsigned int i = 0; i < nr; i++) {
		assert_true(place[i].width >= 18 && place[i].height >= 8);
		assert_true(place[i].x >= 0 && place[i].y >= 1);
		assert_true(place[i].x + place[i].width <= width);
		assert_true(place[i].y + place[i].height <= height - 3);
		for (unsigned int j = 0; j < i; j++) {
			assert_false(overlap(&place[i], &place[j]));
			assert_int_not_equal(place[i].pane, place[j].pane);
		}
	}
}

static void places_are_sound_at_every_size(void **state)
{
	static const char *const panes[] = {
		"auto",
		"1",
		"2",
		"3",
		"all",
		"log",
		"tables,areas",
		"memory,log,tree",
		"tables,memory,log,source",
		"frames,areas,memory,log,tree",
		"log,tree,source,memory,areas,frames",
	};
	struct stage *st = *state;

	for (size_t i = 0; i < ARRAY_SIZE(panes); i++) {
		assert_int_equal(settings_set(st->s, "panes", panes[i]), 0);
		for (enum pane focus = 0; focus < PANES; focus++) {
			st->s->look.focus = focus;
			for (int w = SCREEN_MIN_WIDTH; w <= 210; w += 3)
				for (int h = SCREEN_MIN_HEIGHT; h < 66; h += 2)
					places_are_sound(&st->scene, w, h);
		}
	}
}

static unsigned int panes_at(struct stage *st, int width, int height)
{
	struct place_of_pane place[PANES];

	return screen_panes(&st->scene, width, height, place);
}

static void more_room_shows_more_panes(void **state)
{
	struct stage *st = *state;

	assert_int_equal(panes_at(st, 59, 24), 0);
	assert_int_equal(panes_at(st, 60, 15), 0);
	assert_int_equal(panes_at(st, 60, 16), 1);
	assert_int_equal(panes_at(st, 71, 24), 1);
	assert_int_equal(panes_at(st, 80, 24), 2);
	assert_int_equal(panes_at(st, 120, 40), 3);
	assert_int_equal(panes_at(st, 160, 48), 4);
	assert_int_equal(panes_at(st, 200, 60), 7);
}

static void the_user_chooses_how_many(void **state)
{
	struct stage *st = *state;

	stage_run(st, "set panes 1");
	assert_int_equal(panes_at(st, 200, 60), 2);
	stage_run(st, "set panes all");
	assert_int_equal(panes_at(st, 160, 40), 7);
	assert_int_equal(panes_at(st, 71, 24), 1);
	assert_int_equal(panes_at(st, 80, 24), 2);
	stage_run(st, "set present on");
	assert_int_equal(panes_at(st, 200, 60), 2);
	stage_run(st, "set present off\nfocus alone");
	assert_int_equal(panes_at(st, 200, 60), 1);
}

/* Return: where a pane lies; its width is 0 when it is not shown. */
static struct place_of_pane place_of(const struct stage *st, enum pane pane,
				     int width, int height)
{
	struct place_of_pane place[PANES];
	unsigned int nr = screen_panes(&st->scene, width, height, place);

	while (nr--)
		if (place[nr].pane == pane)
			return place[nr];
	return (struct place_of_pane){ .width = 0 };
}

static void the_user_chooses_which(void **state)
{
	struct stage *st = *state;

	stage_run(st, "set panes tables,areas");
	assert_int_equal(panes_at(st, 120, 40), 3);
	assert_true(place_of(st, PANE_TABLES, 120, 40).y <
		    place_of(st, PANE_AREAS, 120, 40).y);
	/* One that is not among them takes the last one's place. */
	stage_run(st, "focus frames");
	assert_int_equal(place_of(st, PANE_AREAS, 120, 40).width, 0);
	assert_true(place_of(st, PANE_TABLES, 120, 40).y <
		    place_of(st, PANE_FRAMES, 120, 40).y);
	/* Where there is room for one it is that with the keys. */
	assert_int_equal(panes_at(st, 71, 24), 1);
	assert_int_equal(panes_at(st, 80, 24), 2);
	assert_int_not_equal(place_of(st, PANE_FRAMES, 80, 24).width, 0);
}

/* The words of the setting are the names of the panes, in their order. */
static void each_pane_can_be_set(void **state)
{
	struct stage *st = *state;

	for (enum pane pane = 0; pane < PANES; pane++) {
		assert_int_equal(
			settings_set(st->s, "pane", pane_names()[pane].name),
			0);
		assert_int_equal(st->s->look.focus, pane);
	}
}

static void a_list_of_panes_is_names(void **state)
{
	static const char *const wrong[] = { "layout",	     "areas,layout",
					     "areas,areas",  "areas,",
					     ",areas",	     "areas,,tree",
					     "areas,nosuch", "4" };
	struct stage *st = *state;

	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(settings_set(st->s, "panes", wrong[i]),
				 -EINVAL);
	assert_int_equal(settings_set(st->s, "panes",
				      "areas,frames,tree,tables,memory,log,"
				      "source"),
			 -EINVAL);
	assert_int_equal(st->s->settings.panes, SETTING_PANES_AUTO);
}

/* Presses a key and runs what it stands for. */
static void press(struct stage *st, uint32_t key)
{
	char line[KEY_LINE_SIZE];

	assert_true(key_answer(&st->scene, key, line));
	stage_run(st, line);
}

static void keys_arrange_panes(void **state)
{
	struct place_of_pane areas, frames;
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	st->s->look.columns = 80;
	st->s->look.lines = 24;
	assert_false(key_answer(&st->scene, 'X', line));
	assert_false(key_answer(&st->scene, 'B', line));
	st->s->look.columns = 120;
	st->s->look.lines = 40;
	areas = place_of(st, PANE_AREAS, 120, 40);
	frames = place_of(st, PANE_FRAMES, 120, 40);
	press(st, 'X');
	assert_int_equal(place_of(st, PANE_AREAS, 120, 40).y, frames.y);
	assert_int_equal(place_of(st, PANE_FRAMES, 120, 40).y, areas.y);
	assert_int_equal(st->s->look.focus, PANE_AREAS);
	/* Every pane has its turn beside, and the first comes again. */
	for (int i = 0; i < PANES - 2; i++) {
		press(st, 'B');
		assert_int_equal(panes_at(st, 120, 40), 3);
		assert_int_equal(place_of(st, PANE_AREAS, 120, 40).y, frames.y);
	}
	assert_int_equal(place_of(st, PANE_FRAMES, 120, 40).y, areas.y);
}

/* Going to a pane that is shown must not move any. */
static void panes_stay_where_they_are(void **state)
{
	struct place_of_pane before[PANES], after[PANES];
	struct stage *st = *state;
	unsigned int nr = screen_panes(&st->scene, 120, 40, before);

	stage_run(st, "focus frames");
	assert_int_equal(screen_panes(&st->scene, 120, 40, after), nr);
	for (unsigned int i = 0; i < nr; i++)
		for (unsigned int j = 0; j < nr; j++)
			if (before[i].pane == after[j].pane)
				assert_memory_equal(&before[i], &after[j],
						    sizeof(*before));
}

/* ---- Drawing ---- */

static void it_draws_at_every_size(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .sentence = "answer" };
	const char *item[] = { "one", "two" };

	stage_run(st, "vmalloc 40k\nvmalloc 4k\nvfree 0xd0800000");
	screen.item = item;
	screen.nr_items = 2;
	for (unsigned int o = OVERLAY_NONE; o <= OVERLAY_ASK; o++)
		for (int w = 1; w < 130; w += 7)
			for (int h = 1; h < 50; h += 5) {
				screen.overlay = o;
				screen.text = o == OVERLAY_ASK ? "Really?" : "";
				draw(st, &screen, w, h);
			}
}

static void too_small_says_so(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .error = false };

	draw(st, &screen, 59, 24);
	assert_true(stage_shows(st, "vmscope needs 60x16"));
	assert_true(stage_shows(st, "this is 59x24"));
	draw(st, &screen, 60, 16);
	assert_false(stage_shows(st, "needs"));
}

static void header_counts(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .error = false };

	stage_run(st, "vmalloc 40k");
	draw(st, &screen, 80, 24);
	assert_true(stage_shows(st, "marvell 256 MB"));
	assert_true(stage_shows(st, "vmalloc 1 area 44 KB"));
	stage_run(st, "undo");
	draw(st, &screen, 80, 24);
	assert_true(stage_shows(st, "vmalloc 0 areas"));
	assert_true(stage_shows(st, "1 undone"));
}

static void footer_always_ends_in_help(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .error = false };

	for (enum pane focus = 0; focus < PANES; focus++)
		for (int w = SCREEN_MIN_WIDTH; w < 130; w += 5) {
			st->s->look.focus = focus;
			screen.typing = false;
			draw(st, &screen, w, 24);
			assert_true(stage_shows(st, "? help"));
			screen.typing = true;
			draw(st, &screen, w, 24);
			assert_true(stage_shows(st, "F1 help"));
		}
}

/* A key in the footer can be clicked, and does something. */
static void footer_keys_are_targets(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .error = false };
	unsigned int keys = 0;

	stage_run(st, "vmalloc 40k");
	draw(st, &screen, 80, 24);
	for (int x = 0; x < 80; x++) {
		const struct cell *cell = canvas_at(&st->canvas, x, 22);
		char line[KEY_LINE_SIZE];

		if (cell->role != ROLE_KEY)
			continue;
		assert_int_equal(cell->target.kind, TARGET_KEY);
		assert_true(cell->target.value == '?' ||
			    key_answer(&st->scene, cell->target.value, line));
		keys++;
	}
	assert_true(keys >= 4);
}

static void answer_and_change_are_told(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .sentence = "$1 = 0xd0800000" };

	stage_run(st, "vmalloc 40k");
	draw(st, &screen, 80, 24);
	assert_true(stage_shows(st, "$1 = 0xd0800000   "));
	assert_int_equal(canvas_at(&st->canvas, 1, 20)->role, ROLE_NUMBER);
	screen.sentence = "there is no command vmaloc";
	screen.error = true;
	draw(st, &screen, 80, 24);
	assert_int_equal(canvas_at(&st->canvas, 1, 20)->role, ROLE_ERROR);
}

static void progress_is_shown(void **state)
{
	struct stage *st = *state;
	struct screen screen = { .overlay = OVERLAY_NONE };
	struct canvas row;

	draw(st, &screen, 80, 24);
	row = canvas_part(&st->canvas, 0, 23, 80, 1);
	screen_progress(&row, 250, 1000);
	assert_true(stage_shows(st, "25%"));
	assert_true(stage_shows(st, "Ctrl-C"));
	/* Would overflow 64 bits if it were multiplied first. */
	screen_progress(&row, UINT64_MAX, UINT64_MAX);
	assert_true(stage_shows(st, "100%"));
	/* How far is not known. */
	screen_progress(&row, 250, 0);
	assert_true(stage_shows(st, "Ctrl-C"));
	assert_false(stage_shows(st, "%"));
}

/* ---- Keys ---- */

static void global_keys_give_commands(void **state)
{
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	assert_true(key_answer(&st->scene, VKEY_TAB, line));
	assert_string_equal(line, "focus next");
	assert_true(key_answer(&st->scene, '3', line));
	assert_string_equal(line, "focus frames");
	assert_true(key_answer(&st->scene, VKEY_F1 + 2, line));
	assert_string_equal(line, "focus frames");
	assert_true(key_answer(&st->scene, '/', line));
	assert_string_equal(line, "search ");
	assert_true(key_answer(&st->scene, 'T', line));
	assert_string_equal(line, "set theme light");
	/* Without a lesson its keys list those that there are. */
	assert_true(key_answer(&st->scene, 'L', line));
	assert_string_equal(line, "lesson");
	assert_true(key_answer(&st->scene, 'K', line));
	assert_string_equal(line, "lesson");
	assert_false(key_answer(&st->scene, '?', line));
	assert_false(key_answer(&st->scene, 'u', line));
	assert_false(key_answer(&st->scene, 0x7f, line));
}

static void undo_works_once_there_is_something(void **state)
{
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	stage_run(st, "vmalloc 4k");
	assert_true(key_answer(&st->scene, 'u', line));
	assert_string_equal(line, "undo");
	assert_false(key_answer(&st->scene, 'U', line));
	stage_run(st, "undo");
	assert_false(key_answer(&st->scene, 'u', line));
	assert_true(key_answer(&st->scene, 'U', line));
}

static void alt_means_the_letter(void **state)
{
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	assert_true(key_answer(&st->scene, VKEY_ALT | 'T', line));
	assert_string_equal(line, "set theme light");
}

/* Whatever a key answers is a command that the session takes. */
static void every_answer_is_a_command(void **state)
{
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	stage_run(st, "vmalloc 40k\nvmalloc 8k\nselect 0xd0801000\nundo");
	for (const struct view_key *k = global_keys(); k->key; k++) {
		if (!key_row_line(&st->scene, k, line) || k->key == '/')
			continue;
		/* What each does is fresh: no key has worked before it. */
		if (stage_try(st, line))
			fail_msg("%s: %s", line, st->s->message);
		stepper_leave(st->s);
		assert_int_equal(scene_update(&st->scene, st->s), 0);
	}
}

static void every_answer_while_stepping_is_a_command(void **state)
{
	struct stage *st = *state;
	char line[KEY_LINE_SIZE];

	st->s->look.columns = 80;
	stage_run(st, "vmalloc 40k\nvmalloc 8k\nstep to hole vmalloc 4k");
	for (const struct view_key *k = stepping_keys(NULL); k->key; k++) {
		if (k->when && !k->when(&st->scene)) /* a row after it has */
			continue;
		if (!key_row_line(&st->scene, k, line))
			fail_msg("%s: has no answer", k->help);
		if (line[strlen(line) - 1] == ' ')
			continue;
		/* `a` has nowhere to go from here; all others have. */
		if (stage_try(st, line) && !strstr(line, "advance"))
			fail_msg("%s: %s", line, st->s->message);
		if (!stepper_on(st->s))
			stage_run(st, "step");
		stage_run(st, "goto 1\nadvance hole");
	}
	/* Where one reads the source it leaves; from elsewhere it leads there. */
	assert_true(key_answer(&st->scene, 'q', line));
	assert_string_equal(line, "leave");
	stage_run(st, "focus tree");
	assert_true(key_answer(&st->scene, 'q', line));
	assert_string_equal(line, "focus back");
}

static void keys_have_names(void **state)
{
	static const struct {
		uint32_t key;
		const char *name;
	} rows[] = {
		{ 'x', "x" },
		{ ' ', "Space" },
		{ 3, "Ctrl-C" },
		{ VKEY_PAGE_DOWN, "PgDn" },
		{ VKEY_DELETE, "Del" },
		{ VKEY_F1, "F1" },
		{ VKEY_F12, "F12" },
		{ VKEY_ALT | 'x', "Alt-x" },
		{ VKEY_BACK_TAB, "Shift-Tab" },
		{ VKEY_ALT | VKEY_BACKSPACE, "Alt-Backspace" },
	};
	char name[KEY_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		vkey_name(rows[i].key, name);
		assert_string_equal(name, rows[i].name);
	}
}

/* A key may stand twice only where the first row is not always had. */
static void check_rows(const struct view_key *rows)
{
	for (const struct view_key *a = rows; a && a->key; a++) {
		assert_non_null(a->help);
		for (const struct view_key *b = rows; b < a; b++)
			if (b->key == a->key && !b->when)
				fail_msg("%c (%x) twice: %s", (char)a->key,
					 a->key, a->help);
	}
}

static void no_key_is_claimed_twice(void **state)
{
	(void)state;
	check_rows(global_keys());
	for (enum pane pane = 0; pane < PANES; pane++)
		check_rows(view_of(pane)->keys);
}

/* ---- Help ---- */

static struct help_line help[HELP_LINES];

static const struct help_line *find_help(size_t nr, const char *left)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(help[i].left, left))
			return &help[i];
	return NULL;
}

static void help_has_keys_and_commands(void **state)
{
	struct stage *st = *state;
	size_t nr = help_lines(&st->scene, "", help, HELP_LINES);
	const struct help_line *line = find_help(nr, "vmalloc SIZE");

	assert_true(nr < HELP_LINES);
	assert_non_null(line);
	assert_string_equal(line->line, "vmalloc ");
	line = find_help(nr, "layout");
	assert_non_null(line);
	assert_string_equal(line->line, "layout");
	line = find_help(nr, "3 F3");
	assert_non_null(line);
	assert_int_equal(line->key, '3');
	assert_true(help[0].heading);
	assert_false(help[nr - 1].heading);
}

/* No two have the same word, and help lists them by their names. */
static void every_word_leads_to_its_entry(void **state)
{
	char word[GLOSSARY_WORD], before[GLOSSARY_WORD] = "";

	(void)state;
	for (const struct glossary_entry *e = glossary(); e->words; e++) {
		for (unsigned int i = 0; glossary_word(e, i, word); i++)
			if (glossary_find(word) != e)
				fail_msg("%s", word);
		glossary_word(e, 0, word);
		if (strcasecmp(before, word) >= 0)
			fail_msg("%s comes after %s", word, before);
		strcpy(before, word);
	}
	assert_null(glossary_find(""));
	assert_null(glossary_find("s"));
	assert_null(glossary_find("nosuchword"));
}

static void expect_word(struct stage *st, const char *line, const char *word)
{
	char first[GLOSSARY_WORD] = "";
	const struct glossary_entry *entry;

	stage_run(st, line);
	entry = chosen_word(&st->scene);
	if (entry)
		glossary_word(entry, 0, first);
	assert_string_equal(first, word);
}

static void what_is_chosen_has_a_word(void **state)
{
	struct stage *st = *state;

	stage_run(st, "focus areas");
	stage_run(st, "area = vmalloc 8k");
	expect_word(st, "select area", "vmalloc");
	expect_word(st, "select area.guard", "guard page");
	expect_word(st, "focus tree", "vmap_area");
	expect_word(st, "focus tables", "PTE");
	expect_word(st, "focus layout", "vmalloc");
	expect_word(st, "select &vmlist", "lowmem");
	expect_word(st, "focus frames", "kernel");
	expect_word(st, "focus memory", "vm_struct");
	expect_word(st, "select area.vm", "vm_struct");
	expect_word(st, "select swapper_pg_dir", "pgd");
	expect_word(st, "focus frames", "page table");
	expect_word(st, "select area", "vmalloc");
	stage_run(st, "focus areas");
	stage_run(st, "select area");
	expect_word(st, "vfree area", "lazy");
	expect_word(st, "select none", "");
}

/* Whole, before all keys. */
static void help_tells_what_is_chosen(void **state)
{
	struct stage *st = *state;
	size_t nr;

	stage_run(st, "vmalloc 8k");
	stage_run(st, "select $.guard");
	nr = help_lines(&st->scene, "", help, HELP_LINES);
	assert_true(nr < HELP_LINES);
	assert_string_equal(help[0].left, "What is chosen: guard page");
	assert_true(help[1].text);
	assert_non_null(find_help(nr, "Panes"));
	assert_true(find_help(nr, "Panes") - help < 8);
}

static void help_is_filtered(void **state)
{
	struct stage *st = *state;
	size_t nr = help_lines(&st->scene, "VFREE", help, HELP_LINES);

	assert_true(nr >= 2);
	assert_true(help[0].heading);
	assert_string_equal(help[1].left, "vfree ADDR");
	assert_int_equal(help_lines(&st->scene, "zzz", help, HELP_LINES), 0);
	assert_int_equal(help_lines(&st->scene, "", help, 5), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_stage(places_are_sound_at_every_size),
		on_stage(more_room_shows_more_panes),
		on_stage(the_user_chooses_how_many),
		on_stage(the_user_chooses_which),
		on_stage(each_pane_can_be_set),
		on_stage(a_list_of_panes_is_names),
		on_stage(keys_arrange_panes),
		on_stage(panes_stay_where_they_are),
		on_stage(it_draws_at_every_size),
		on_stage(too_small_says_so),
		on_stage(header_counts),
		on_stage(footer_always_ends_in_help),
		on_stage(footer_keys_are_targets),
		on_stage(answer_and_change_are_told),
		on_stage(progress_is_shown),
		on_stage(global_keys_give_commands),
		on_stage(undo_works_once_there_is_something),
		on_stage(alt_means_the_letter),
		on_stage(every_answer_is_a_command),
		on_stage(every_answer_while_stepping_is_a_command),
		cmocka_unit_test(keys_have_names),
		cmocka_unit_test(no_key_is_claimed_twice),
		on_stage(help_has_keys_and_commands),
		cmocka_unit_test(every_word_leads_to_its_entry),
		on_stage(what_is_chosen_has_a_word),
		on_stage(help_tells_what_is_chosen),
		on_stage(help_is_filtered),
	};

	return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}
