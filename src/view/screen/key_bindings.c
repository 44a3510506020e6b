/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_bindings.c - names of keys, and the table of those that work everywhere.
 *
 * Letters are kept few: a command that begins with one of them can only be
 * typed after a blank. Those that are left begin no command that one types
 * often, or are in capitals.
 */
#include "view/screen/key_bindings.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "view/screen/screen.h"
#include "view/canvas/theme.h"
#include "translate.h"

/* ---- Names ---- */

static const char *const names[] = {
	[VKEY_UP - VKEY_UP] = "Up",
	[VKEY_DOWN - VKEY_UP] = "Down",
	[VKEY_LEFT - VKEY_UP] = "Left",
	[VKEY_RIGHT - VKEY_UP] = "Right",
	[VKEY_PAGE_UP - VKEY_UP] = "PgUp",
	[VKEY_PAGE_DOWN - VKEY_UP] = "PgDn",
	[VKEY_HOME - VKEY_UP] = "Home",
	[VKEY_END - VKEY_UP] = "End",
	[VKEY_TAB - VKEY_UP] = "Tab",
	[VKEY_BACK_TAB - VKEY_UP] = "Shift-Tab",
	[VKEY_ENTER - VKEY_UP] = "Enter",
	[VKEY_ESCAPE - VKEY_UP] = "Esc",
	[VKEY_BACKSPACE - VKEY_UP] = "Backspace",
	[VKEY_DELETE - VKEY_UP] = "Del",
};

/* What has no glyph: Ctrl-A is 1, and so on. */
static void character_name(uint32_t key, char *name, size_t size)
{
	if (key == ' ')
		snprintf(name, size, "Space");
	else if (key < ' ')
		snprintf(name, size, "Ctrl-%c", (char)(key + '@'));
	else if (key < 0x7f)
		snprintf(name, size, "%c", (char)key);
	else
		snprintf(name, size, "U+%04X", (unsigned int)key);
}

void vkey_name(uint32_t key, char *name)
{
	const char *alt = key & VKEY_ALT ? "Alt-" : "";
	size_t len = strlen(alt);
	size_t room = KEY_NAME_SIZE - len;

	key &= ~VKEY_ALT;
	memcpy(name, alt, len + 1);
	if (key >= VKEY_F1 && key <= VKEY_F12)
		snprintf(name + len, room, "F%u", key - VKEY_F1 + 1);
	else if (key >= VKEY_UP && key < VKEY_F1)
		snprintf(name + len, room, "%s", names[key - VKEY_UP]);
	else
		character_name(key, name + len, room);
}

/* ---- Keys that work everywhere ---- */

static bool go_back(const struct scene *scene, char *line, size_t size)
{
	const struct view_state *look = scene->look;

	snprintf(line, size, look->alone ? "focus alone" : "focus back");
	return look->alone || look->before != look->focus;
}

bool key_can_undo(const struct scene *scene)
{
	return scene->s->log.at > 0;
}

bool key_can_redo(const struct scene *scene)
{
	return scene->s->log.at < scene->s->log.nr;
}

bool key_can_step(const struct scene *scene)
{
	return stepper_on(scene->s);
}

/* Without a call, `step` takes the last command of the log again; a boot has
 * no steps. */
bool key_can_begin(const struct scene *scene)
{
	const struct command_log *log = &scene->s->log;

	return key_can_step(scene) ||
	       (log->at > 0 && command_log_epoch(log, log->at) ==
				       command_log_epoch(log, log->at - 1));
}

static bool has_choice(const struct scene *scene)
{
	return scene->look->selected != SELECTED_NOTHING;
}

static bool has_search(const struct scene *scene)
{
	return scene->look->search[0];
}

static bool has_scale(const struct scene *scene)
{
	return !view_of(scene->look->focus)->is_text;
}

static bool is_zoomed(const struct scene *scene)
{
	return has_scale(scene) && scene->look->zoom[scene->look->focus];
}

static bool has_next_page(const struct scene *scene)
{
	return scene->s->lesson && scene->s->lesson->at < scene->s->lesson->nr;
}

static bool has_lesson(const struct scene *scene)
{
	return scene->s->lesson;
}

static bool is_played(const struct scene *scene)
{
	return has_lesson(scene) && scene->s->lesson->turner == LESSON_PLAYED;
}

static bool is_paused(const struct scene *scene)
{
	return has_lesson(scene) && scene->s->lesson->turner == LESSON_PAUSED;
}

static bool is_last_page(const struct scene *scene)
{
	return has_lesson(scene) && !has_next_page(scene);
}

static bool next_theme(const struct scene *scene, char *line, size_t size)
{
	enum theme next = (settings_theme(&scene->s->settings) + 1) % THEMES;

	snprintf(line, size, "set theme %s", theme_name(next));
	return true;
}

static bool toggle_mouse(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "set mouse %s",
		 scene->s->settings.mouse ? "off" : "on");
	return true;
}

#define DIGIT(id, word, shows)                                                 \
	{                                                                      \
		'1' + PANE_##id, NULL, shows, .line = "focus " #word           \
	}
#define DIGIT_AND_F(id, word, shows)                                           \
	DIGIT(id, word, shows),                                                \
	{                                                                      \
		VKEY_F1 + PANE_##id, NULL, shows, .line = "focus " #word       \
	}
#define PANE_KEYS(id, word, title, shows, keys, beside) keys(id, word, shows)

/* The most useful first: a narrow footer ends early. */
static const struct view_key keys[] = {
	{ ' ', N_("pause"), N_("Stop or go on playing the lesson"),
	  .line = "lesson pause", .when = is_played },
	{ ' ', N_("go on"), N_("Stop or go on playing the lesson"),
	  .line = "lesson play", .when = is_paused },
	{ 'L', N_("turn page"), N_("The next page of the lesson"),
	  .line = "lesson next", .when = has_next_page },
	{ 'L', N_("end lesson"), N_("The next page of the lesson"),
	  .line = "lesson next", .when = is_last_page },
	{ 'L', NULL, N_("The next page of the lesson"), .line = "lesson" },
	{ VKEY_TAB, N_("pane"), N_("Give the keys to the next pane"),
	  .line = "focus next" },
	{ VKEY_F1 + 8, N_("step"),
	  N_("Step through the last command; then one step, into calls"),
	  .line = "step", .when = key_can_begin },
	{ '/', N_("find"), N_("Look for a text in this pane"),
	  .line = "search " },
	{ 'n', N_("next match"), N_("Go to the next match of the search"),
	  .line = "search", .when = has_search },
	{ 'u', N_("undo"), N_("Take back the last command"), .line = "undo",
	  .when = key_can_undo },
	{ 'U', N_("redo"), N_("Do again what was undone"), .line = "redo",
	  .when = key_can_redo },
	{ '+', N_("zoom"), N_("Show less of it, larger"), .line = "zoom in",
	  .when = has_scale },
	{ '-', N_("zoom"), N_("Show more of it, smaller"), .line = "zoom out",
	  .when = has_scale },
	{ 'z', N_("alone"),
	  N_("Give this pane the whole screen, or take it back"),
	  .line = "focus alone" },
	{ 'q', N_("back"), N_("Go back to the pane that had the keys before"),
	  .answer = go_back },
	{ VKEY_ESCAPE, N_("unchoose"),
	  N_("Choose nothing: see what changed last"), .line = "select none",
	  .when = has_choice },
	{ 'B', N_("beside"),
	  N_("Put another pane beside the one with the keys"),
	  .answer = screen_other_key },
	{ 'X', N_("swap"),
	  N_("Let the pane with the keys and the next change places"),
	  .answer = screen_swap_key },
	{ 'K', NULL, N_("Go back a page of the lesson"), .line = "lesson back",
	  .when = has_lesson },
	{ 'K', NULL, N_("Go back a page of the lesson"), .line = "lesson" },
	{ '0', NULL, N_("Go back to the scale that the pane chooses"),
	  .line = "zoom fit", .when = is_zoomed },
	{ VKEY_BACK_TAB, NULL, N_("Give the keys to the pane before this one"),
	  .line = "focus previous" },
	{ 'N', NULL, N_("Go to the match before it"), .line = "rsearch",
	  .when = has_search },
	ALL_PANES(PANE_KEYS),
	{ VKEY_F1 + 9, NULL, N_("One step, over calls"), .line = "next",
	  .when = key_can_step },
	{ VKEY_F1 + 10, NULL, N_("One step back, into calls"),
	  .line = "reverse-step", .when = key_can_step },
	{ VKEY_F1 + 11, NULL, N_("One step back, over calls"),
	  .line = "reverse-next", .when = key_can_step },
	{ 'T', NULL, N_("Take the next theme of colours"),
	  .answer = next_theme },
	{ 'M', NULL, N_("Give the mouse to the terminal, or take it back"),
	  .answer = toggle_mouse },
	{ .key = '?', .help = N_("Tell what is chosen, and show all keys") },
	{ .key = VKEY_F1,
	  .help = N_("Tell what is chosen, and show all keys") },
	{ .key = 0 },
};

const struct view_key *global_keys(void)
{
	return keys;
}

static const struct view_key while_typing[] = {
	{ .key = VKEY_ENTER, .word = N_("run"), .help = N_("Run the line") },
	{ .key = VKEY_TAB,
	  .word = N_("complete"),
	  .help = N_("Complete the word at the cursor") },
	{ .key = VKEY_UP,
	  .word = N_("earlier lines"),
	  .help = N_("Fetch an earlier line") },
	{ .key = 'R' - '@',
	  .word = N_("find a line"),
	  .help = N_("Look for an earlier line by its letters") },
	{ .key = 'C' - '@',
	  .word = N_("clear"),
	  .help = N_("Clear the line, or stop a command that runs") },
	{ .key = 'L' - '@', .help = N_("Paint the screen again") },
	{ .key = 0 },
};

const struct view_key *typing_keys(void)
{
	return while_typing;
}

/* ---- What a key means now ---- */

bool key_select(vaddr_t va, char *line, size_t size)
{
	snprintf(line, size, "select 0x" ADDR, va);
	return true;
}

bool key_select_pfn(pfn_t pfn, char *line, size_t size)
{
	snprintf(line, size, "select pfn:0x%" PRIx32, pfn);
	return true;
}

bool key_row_line(const struct scene *scene, const struct view_key *row,
		  char *line)
{
	if (row->when && !row->when(scene))
		return false;
	if (row->move)
		return row->move(scene, row->by, line, KEY_LINE_SIZE);
	if (row->answer)
		return row->answer(scene, line, KEY_LINE_SIZE);
	if (!row->line)
		return false;
	snprintf(line, KEY_LINE_SIZE, "%s", row->line);
	return true;
}

/* Of several rows of a key the first that has something to do. */
static const struct view_key *find_key(const struct scene *scene,
				       const struct view_key *row, uint32_t key)
{
	const struct view_key *idle = NULL;

	for (; row && row->key; row++) {
		if (row->key != key)
			continue;
		if (!row->when || row->when(scene))
			return row;
		idle = row;
	}
	return idle;
}

const struct view_key *key_row(const struct scene *scene, uint32_t key)
{
	const struct view *view = view_of(scene->look->focus);
	const struct view_key *row = find_key(scene, stepping_keys(scene), key);

	if (!row)
		row = find_key(scene, view->keys, key);
	return row ? row : find_key(scene, keys, key);
}

static bool answer_exactly(const struct scene *scene, uint32_t key, char *line)
{
	const struct view_key *row = key_row(scene, key);

	return row && key_row_line(scene, row, line);
}

bool key_answer(const struct scene *scene, uint32_t key, char *line)
{
	if (answer_exactly(scene, key, line))
		return true;
	return key & VKEY_ALT && answer_exactly(scene, key & ~VKEY_ALT, line);
}
