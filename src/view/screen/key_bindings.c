/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_bindings.c - names of keys, and the table of those that work everywhere.
 *
 * Letters are kept few: a command that begins with one of them can only be
 * typed after a blank. Those that are left begin no command that one types
 * often, or are in capitals.
 */
#include "view/screen/key_bindings.h"

#include <stdio.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "view/screen/screen.h"
#include "view/canvas/theme.h"

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

void key_name(uint32_t key, char *name)
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
	const struct look *look = scene->look;

	snprintf(line, size, look->alone ? "focus alone" : "focus back");
	return look->alone || look->before != look->focus;
}

static bool choose_nothing(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "select none");
	return scene->look->selected != SELECTED_NOTHING;
}

static bool undo(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "undo");
	return scene->s->log.at > 0;
}

static bool redo(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "redo");
	return scene->s->log.at < scene->s->log.nr;
}

static bool search_on(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "search");
	return scene->look->search[0];
}

static bool search_back(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "rsearch");
	return scene->look->search[0];
}

/* What is text has no scale. */
static bool zoom(const struct scene *scene, const char *how, char *line,
		 size_t size)
{
	enum pane pane = scene->look->focus;

	snprintf(line, size, "zoom %s", how);
	return pane != PANE_LOG && pane != PANE_SOURCE;
}

static bool zoom_in(const struct scene *scene, char *line, size_t size)
{
	return zoom(scene, "in", line, size);
}

static bool zoom_out(const struct scene *scene, char *line, size_t size)
{
	return zoom(scene, "out", line, size);
}

static bool zoom_fit(const struct scene *scene, char *line, size_t size)
{
	return zoom(scene, "fit", line, size) &&
	       scene->look->zoom[scene->look->focus];
}

static bool turn_page(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "lesson next");
	return scene->s->lesson;
}

static bool turn_back(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "lesson back");
	return scene->s->lesson && scene->s->lesson->at > 1;
}

static bool next_theme(const struct scene *scene, char *line, size_t size)
{
	enum theme next = (scene->s->settings.theme + 1) % THEMES;

	snprintf(line, size, "set theme %s", theme_name(next));
	return true;
}

static bool toggle_mouse(const struct scene *scene, char *line, size_t size)
{
	snprintf(line, size, "set mouse %s",
		 scene->s->settings.mouse ? "off" : "on");
	return true;
}

/* While a line is typed, too: these are no letters. */
#define STEP_KEY(name, command, on)                                            \
	static bool name(const struct scene *scene, char *line, size_t size)   \
	{                                                                      \
		snprintf(line, size, "%s", command);                           \
		return on;                                                     \
	}

STEP_KEY(step_into, "step", stepper_on(scene->s) || scene->s->log.at)
STEP_KEY(next, "next", stepper_on(scene->s))
STEP_KEY(back_step, "reverse-step", stepper_on(scene->s))
STEP_KEY(back_next, "reverse-next", stepper_on(scene->s))

#define PANE_KEYS(digit, pane, sentence)                                       \
	{ (digit), NULL, (sentence), "focus " pane, NULL },                    \
	{                                                                      \
		VKEY_F1 + (digit) - '1', NULL, (sentence), "focus " pane, NULL \
	}

/* The most useful first: a narrow footer ends early. */
static const struct view_key keys[] = {
	{ 'L', "turn page", "The next page of the lesson", NULL, turn_page },
	{ VKEY_TAB, "pane", "Give the keys to the next pane", "focus next",
	  NULL },
	{ VKEY_F1 + 8, "step",
	  "Step through the last command; then one step, "
	  "into calls",
	  NULL, step_into },
	{ '/', "find", "Look for a text in this pane", "search ", NULL },
	{ 'n', "next", "Go to the next thing that the text fits", NULL,
	  search_on },
	{ 'u', "undo", "Take back the last command", NULL, undo },
	{ 'U', "redo", "Do again what was undone", NULL, redo },
	{ '+', "zoom", "Show less of it, larger", NULL, zoom_in },
	{ '-', "zoom", "Show more of it, smaller", NULL, zoom_out },
	{ 'z', "alone", "Give this pane the whole screen, or take it back",
	  "focus alone", NULL },
	{ 'q', "back", "Go back to the pane that had the keys before", NULL,
	  go_back },
	{ VKEY_ESCAPE, "unchoose", "Choose nothing: see what changed last",
	  NULL, choose_nothing },
	{ 'B', "beside", "Put another pane beside the one with the keys", NULL,
	  screen_other_key },
	{ 'X', "swap", "Let the pane with the keys and the next change places",
	  NULL, screen_swap_key },
	{ 'K', NULL, "The page before, of the lesson", NULL, turn_back },
	{ '0', NULL, "Go back to the scale that the pane chooses", NULL,
	  zoom_fit },
	{ VKEY_BACK_TAB, NULL, "Give the keys to the pane before this one",
	  "focus previous", NULL },
	{ 'N', NULL, "Go to the one before that the text fits", NULL,
	  search_back },
	{ '1', NULL, "Layout: the 4 GB of addresses", "focus layout", NULL },
	PANE_KEYS('2', "areas", "Areas: who owns the vmalloc region"),
	PANE_KEYS('3', "frames", "Frames: physical memory and free lists"),
	PANE_KEYS('4', "tree", "Tree: vmap_area_root and the lists"),
	PANE_KEYS('5', "tables", "Tables: the walk of one address"),
	PANE_KEYS('6', "memory", "Memory: raw words and whose they are"),
	PANE_KEYS('7', "log", "Log: commands and answers"),
	PANE_KEYS('8', "source", "Source: the step being looked at"),
	{ VKEY_F1 + 9, NULL, "One step, over calls", NULL, next },
	{ VKEY_F1 + 10, NULL, "One step back, into calls", NULL, back_step },
	{ VKEY_F1 + 11, NULL, "One step back, over calls", NULL, back_next },
	{ 'T', NULL, "Take the next theme of colours", NULL, next_theme },
	{ 'M', NULL, "Give the mouse to the terminal, or take it back", NULL,
	  toggle_mouse },
	{ '?', NULL, "Show this help", NULL, NULL },
	{ VKEY_F1, NULL, "Show this help", NULL, NULL },
	{ 0, NULL, NULL, NULL, NULL },
};

const struct view_key *global_keys(void)
{
	return keys;
}

static const struct view_key while_typing[] = {
	{ VKEY_ENTER, "run", "Run the line", NULL, NULL },
	{ VKEY_TAB, "complete", "Complete the word at the cursor", NULL, NULL },
	{ VKEY_UP, "earlier lines", "Fetch an earlier line", NULL, NULL },
	{ 'R' - '@', "find a line", "Look for an earlier line by its letters",
	  NULL, NULL },
	{ 'C' - '@', "clear", "Clear the line, or stop a command that runs",
	  NULL, NULL },
	{ 'L' - '@', NULL, "Paint the screen again", NULL, NULL },
	{ 0, NULL, NULL, NULL, NULL },
};

const struct view_key *typing_keys(void)
{
	return while_typing;
}

/* ---- What a key means now ---- */

bool key_row_line(const struct scene *scene, const struct view_key *row,
		  char *line)
{
	if (row->answer)
		return row->answer(scene, line, KEY_LINE_SIZE);
	if (!row->line)
		return false;
	snprintf(line, KEY_LINE_SIZE, "%s", row->line);
	return true;
}

static const struct view_key *find_key(const struct view_key *row, uint32_t key)
{
	while (row && row->key && row->key != key)
		row++;
	return row && row->key ? row : NULL;
}

static bool answer_exactly(const struct scene *scene, uint32_t key, char *line)
{
	const struct view *view = view_of(scene->look->focus);
	const struct view_key *row = find_key(stepping_keys(scene), key);

	if (!row)
		row = find_key(view->keys, key);
	if (!row)
		row = find_key(keys, key);
	return row && key_row_line(scene, row, line);
}

bool key_answer(const struct scene *scene, uint32_t key, char *line)
{
	if (answer_exactly(scene, key, line))
		return true;
	return key & VKEY_ALT && answer_exactly(scene, key & ~VKEY_ALT, line);
}
