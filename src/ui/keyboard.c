/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyboard.c - what happens for a key, a click or a paste.
 *
 * An overlay is asked first, then the keys of the terminal (Ctrl-C and the
 * like), then the panes, then readline. letter.h has the rule for letters.
 */
#include "ui/fullscreen_internal.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/files/recovery_file.h"
#include "session/lesson/lesson.h"
#include "ui/line.h"
#include "translate.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define CTRL(letter) ((letter) - '@')

/* ---- Lines that keys stand for ---- */

void keyboard_line(struct fullscreen *f, const char *line)
{
	size_t len = strlen(line);

	if (len && line[len - 1] == ' ')
		line_set(line);
	else
		running_key(f, line);
	lesson_player_person(f, false);
}

/* Run the line that a key stands for; false: none. */
static bool answer_key(struct fullscreen *f, uint32_t key)
{
	char line[KEY_LINE_SIZE];

	if (!key_answer(&f->scene, key, line))
		return false;
	keyboard_line(f, line);
	return true;
}

/* ---- Letters on the empty line ---- */

/* A key that came while a page ran, which nobody has seen yet, does not turn
 * it; nor is it the answer to what the page asks. */
static bool turns_unseen(const struct fullscreen *f, uint32_t key)
{
	const struct view_key *row = key_row(&f->scene, key);

	return f->s->lesson && f->s->lesson->turns != f->turns && row &&
	       row->line && !strncmp(row->line, "lesson ", 7);
}

static bool has_row(const struct view_key *row, uint32_t key)
{
	for (; row && row->key; row++)
		if (row->key == key)
			return true;
	return false;
}

/* Whether or not there is something to do right now. */
static bool is_claimed(const struct fullscreen *f, uint32_t key)
{
	return has_row(stepping_keys(&f->scene), key) ||
	       has_row(view_of(f->s->look.focus)->keys, key) ||
	       has_row(global_keys(), key);
}

static uint32_t step_under_view(const struct session *s)
{
	return stepper_on(s) ? s->stepper.at + 1 : 0;
}

/* Why a letter does nothing: its command knows best. */
static void say_idle(struct fullscreen *f, const struct view_key *row)
{
	char text[TELLING_SIZE], name[KEY_NAME_SIZE];

	f->letters.said = true;
	if (row->line) {
		running_key(f, row->line);
		if (f->telling.errors.size)
			return;
	}
	vkey_name(row->key, name);
	snprintf(text, sizeof(text), _("%s has nothing to do here: %s"), name,
		 _(row->help));
	message_line_say(&f->telling, false, text, strlen(text));
}

/* Act, and remember how it was, should a word begin with the letter. */
static void press(struct fullscreen *f, char letter)
{
	const struct view_key *row = key_row(&f->scene, (unsigned char)letter);
	char line[KEY_LINE_SIZE];

	letters_add(&f->letters, letter, &f->s->look, f->s->log.at,
		    step_under_view(f->s), now_ms());
	if (!key_answer(&f->scene, (unsigned char)letter, line))
		say_idle(f, row);
	else
		keyboard_line(f, line);
	if (!line_is_empty())
		f->letters.nr = 0; /* `/` began a line itself */
}

static void go_back_to(struct fullscreen *f, uint32_t moment, uint32_t step)
{
	char line[KEY_LINE_SIZE];

	if (stepper_on(f->s) && (!step || f->s->log.at != moment))
		running_key(f, "leave");
	if (f->s->log.at != moment) {
		snprintf(line, sizeof(line), "goto %" PRIu32, moment);
		running_key(f, line);
	}
	if (step && !stepper_on(f->s))
		running_key(f, "step");
	if (step_under_view(f->s) != step) {
		snprintf(line, sizeof(line), "goto %" PRIu32, step);
		running_key(f, line);
	}
}

/* Letters from @first on were text: as if they had not been pressed. */
static void take_back(struct fullscreen *f, unsigned int first)
{
	const struct letters *l = &f->letters;

	if (f->s->log.at != l->moment[first] ||
	    step_under_view(f->s) != l->step[first]) {
		go_back_to(f, l->moment[first], l->step[first]);
		message_line_say(&f->telling, false, "", 0);
	} else if (l->said) {
		message_line_say(&f->telling, false, "", 0);
	}
	f->s->look = l->look[first];
	f->only_line = false;
	line_insert_first(l->letter + first, l->nr - first);
	f->letters.nr = 0;
}

/* The line has one word so far. */
static bool is_first_word(const char *text)
{
	while (isalnum((unsigned char)*text) || *text == '_')
		text++;
	while (*text == ' ')
		text++;
	return !*text;
}

/*
 * A character is going to be typed: were letters before it keys by mistake?
 * They still are known while the first word is typed, up to a `=`.
 */
static void mind_letters(struct fullscreen *f, const struct input_event *e)
{
	unsigned int nr = f->letters.nr;

	if (!nr)
		return;
	if (!is_first_word(line_text()) ||
	    now_ms() - f->letters.at > LETTER_SOON)
		f->letters.nr = 0;
	else if (e->key == '=')
		take_back(f, 0);
	else
		f->letters.at = now_ms();
}

/* True: the letter was a key. */
static bool letter_key(struct fullscreen *f, const struct input_event *e)
{
	char text[INPUT_SIZE + 1] = { (char)e->key };
	const char *ahead;
	size_t len = input_ahead(&f->input, &ahead);
	unsigned int first;

	f->letters.soon = stepper_on(f->s) ? LETTER_STEPS : LETTER_SOON;
	first = letters_of_word(&f->letters, *text, now_ms());
	memcpy(text + 1, ahead, len);
	if (first < f->letters.nr) {
		take_back(f, first);
		return false;
	}
	if (e->key == ':') { /* as vi and less begin a command */
		line_insert(" ", 1);
		return true;
	}
	if (!is_claimed(f, e->key) || letter_is_text(text, len + 1))
		return false;
	press(f, (char)e->key);
	return true;
}

/* ---- Keys ---- */

static void repaint(struct fullscreen *f)
{
	(void)f;
	terminal_forget();
}

static void clear(struct fullscreen *f)
{
	line_clear();
	overlay_list(f);
}

/* Ctrl-D, once more if commands would be lost. */
static void leave(struct fullscreen *f)
{
	char text[MESSAGE_SIZE];

	f->left = f->warned || !recovery_file_warning(f->s, text, sizeof(text));
	f->warned = true;
	if (!f->left)
		message_line_say(&f->telling, true, text, strlen(text));
}

static const struct {
	uint32_t key;
	bool only_empty; /* a line that is being typed wants it itself */
	void (*act)(struct fullscreen *f);
} own_keys[] = {
	{ CTRL('C'), false, clear },
	{ CTRL('L'), false, repaint },
	{ CTRL('Z'), false, fullscreen_suspend },
	{ CTRL('D'), true, leave },
	{ VKEY_F1, false, overlay_help },
	{ '?', true, overlay_help },
};

static bool own_key(struct fullscreen *f, uint32_t key)
{
	for (size_t i = 0; i < ARRAY_SIZE(own_keys); i++) {
		if (own_keys[i].key != key)
			continue;
		if (own_keys[i].only_empty && !line_is_empty())
			continue;
		own_keys[i].act(f);
		return true;
	}
	return false;
}

/* These work while a line is being typed. */
static bool is_always(uint32_t key)
{
	return key & VKEY_ALT || key == VKEY_PAGE_UP || key == VKEY_PAGE_DOWN ||
	       (key >= VKEY_F1 && key <= VKEY_F12);
}

/* These edit words, and are readline's while there are any. */
static bool edits_words(uint32_t key)
{
	switch (key & ~VKEY_ALT) {
	case 'b':
	case 'd':
	case 'f':
	case '.':
	case VKEY_BACKSPACE:
		return key & VKEY_ALT;
	}
	return false;
}

/* True: a pane had a use for it, or nobody else may have. */
static bool pane_key(struct fullscreen *f, const struct input_event *e)
{
	bool empty = line_is_empty();

	if (!empty && edits_words(e->key))
		return false;
	if (is_always(e->key))
		return answer_key(f, e->key) || !(e->key & VKEY_ALT);
	if (!empty || !e->key)
		return false;
	if (e->key == ' ') /* begins a line, but for a lesson that is played */
		return answer_key(f, ' ');
	if (turns_unseen(f, e->key))
		return true;
	if (e->key > ' ' && e->key < 0x7f) /* an answer is typed, not pressed */
		return !question_text(f->s) && letter_key(f, e);
	if (e->key < VKEY_UP || e->key == VKEY_BACKSPACE ||
	    e->key == VKEY_DELETE)
		return false;
	answer_key(f, e->key);
	return true;
}

static void feed(struct fullscreen *f, const struct input_event *e)
{
	char *line;

	line_feed(e->raw, e->raw_len);
	overlay_list(f);
	line = line_take();
	f->only_line &= !line && f->screen.overlay == OVERLAY_NONE;
	if (line)
		running_typed(f, line, strlen(line));
	free(line);
	if (line_left())
		leave(f);
}

static void key_event(struct fullscreen *f, const struct input_event *e)
{
	f->warned &= e->key == CTRL('D');
	if (e->key < ' ' || e->key >= 0x7f)
		f->letters.nr = 0;
	if (own_key(f, e->key) || pane_key(f, e)) {
		f->only_line = false;
		return;
	}
	mind_letters(f, e);
	feed(f, e);
}

/* ---- Pastes ---- */

/* One line is text like any other, and waits for Enter. */
static void paste_event(struct fullscreen *f, const struct input_event *e)
{
	size_t len = e->text_len;

	while (len && e->text[len - 1] == '\n')
		len--;
	if (memchr(e->text, '\n', len))
		overlay_paste(f, e->text, len);
	else
		line_insert(e->text, len);
}

/* ---- The mouse ---- */

enum { WHEEL_ROWS = 3 };

static void choose(struct fullscreen *f, const struct target *target)
{
	char line[KEY_LINE_SIZE] = "";
	const struct input_event key = { .kind = INPUT_KEY,
					 .key = target->value };

	switch (target->kind) {
	case TARGET_ADDR:
		snprintf(line, sizeof(line), "select 0x%08x", target->value);
		break;
	case TARGET_PFN:
		snprintf(line, sizeof(line), "select pfn:0x%x", target->value);
		break;
	case TARGET_PANE:
		snprintf(line, sizeof(line), "focus %s",
			 pane_names()[target->value].name);
		break;
	case TARGET_MOMENT:
		/* Inside a call its steps are what `goto` counts. */
		if (stepper_on(f->s))
			running_key(f, "leave");
		snprintf(line, sizeof(line), "goto %u", target->value);
		break;
	case TARGET_KEY:
		overlay_close(f);
		if (!own_key(f, key.key))
			answer_key(f, key.key);
		return;
	case TARGET_STEP:
		if (stepper_on(f->s))
			snprintf(line, sizeof(line), "goto %u",
				 target->value + 1);
		break;
	case TARGET_NONE:
		return;
	}
	if (*line)
		running_key(f, line);
}

/* The pane under the pointer gets the keys, too. */
static void focus_at(struct fullscreen *f, int x, int y)
{
	struct place_of_pane place[PANES];
	char line[KEY_LINE_SIZE];
	unsigned int nr = screen_panes(&f->scene, f->canvas.width,
				       f->canvas.height, place);

	for (unsigned int i = 0; i < nr; i++) {
		const struct place_of_pane *p = &place[i];

		if (x < p->x || x >= p->x + p->width || y < p->y ||
		    y >= p->y + p->height)
			continue;
		if (p->pane == f->s->look.focus)
			return;
		snprintf(line, sizeof(line), "focus %s",
			 pane_names()[p->pane].name);
		running_key(f, line);
		return;
	}
}

static void wheel(struct fullscreen *f, uint32_t key)
{
	const struct input_event e = { .kind = INPUT_KEY, .key = key };

	for (int i = 0; i < WHEEL_ROWS; i++)
		if (!overlay_event(f, &e))
			answer_key(f, key);
}

enum { ONE_TURN = 1000 }; /* ms between two notches of one turn of the wheel */

/*
 * Into what the pointer is at. Turned on, the wheel goes on with that: by then
 * something else has come to lie under the pointer.
 */
static void zoom_at(struct fullscreen *f, const struct input_event *e,
		    const struct target *target)
{
	if (f->screen.overlay != OVERLAY_NONE)
		return;
	focus_at(f, e->x, e->y);
	if (e->mouse == MOUSE_ZOOM_IN &&
	    (e->x != f->zoom_x || e->y != f->zoom_y ||
	     now_ms() - f->zoom_at > ONE_TURN) &&
	    (target->kind == TARGET_ADDR || target->kind == TARGET_PFN))
		choose(f, target);
	f->zoom_x = e->x;
	f->zoom_y = e->y;
	f->zoom_at = now_ms();
	answer_key(f, e->mouse == MOUSE_ZOOM_IN ? '+' : '-');
}

static void mouse_event(struct fullscreen *f, const struct input_event *e)
{
	const struct cell *cell = canvas_at(&f->canvas, e->x, e->y);
	struct target target;

	if (!cell)
		return;
	target = cell->target;
	switch (e->mouse) {
	case MOUSE_CHOOSE:
		if (f->screen.overlay == OVERLAY_NONE)
			focus_at(f, e->x, e->y);
		choose(f, &target);
		break;
	case MOUSE_ZOOM_IN:
	case MOUSE_ZOOM_OUT:
		zoom_at(f, e, &target);
		break;
	case MOUSE_WHEEL_UP:
		wheel(f, VKEY_UP);
		break;
	case MOUSE_WHEEL_DOWN:
		wheel(f, VKEY_DOWN);
		break;
	case MOUSE_OTHER:
		break;
	}
}

/* ---- All of them ---- */

/* Only now it has said so: the picture is made again, of other glyphs. */
static void use_ascii(struct fullscreen *f)
{
	terminal_has_wide_boxes();
	f->canvas.ascii = true;
	f->only_line = false;
}

/* Likewise: the theme follows, unless the person has chosen one. */
static void use_background(struct fullscreen *f, uint32_t rgb)
{
	terminal_has_background(rgb);
	f->s->settings.light = terminal_is_light();
	f->looks = running_looks(f->s);
	terminal_looks(&f->looks);
	f->only_line = false;
}

void keyboard_event(struct fullscreen *f, const struct input_event *e)
{
	if (e->kind == INPUT_BACKGROUND) {
		use_background(f, e->color);
		return;
	}
	if (e->kind == INPUT_WIDE) {
		use_ascii(f);
		return;
	}
	f->only_line &=
		e->kind == INPUT_KEY && f->screen.overlay == OVERLAY_NONE;
	if (overlay_event(f, e))
		return;
	switch (e->kind) {
	case INPUT_KEY:
		key_event(f, e);
		break;
	case INPUT_PASTE:
		paste_event(f, e);
		break;
	case INPUT_MOUSE:
		mouse_event(f, e);
		break;
	case INPUT_WIDE:
	case INPUT_BACKGROUND:
	case INPUT_NONE:
		break;
	}
}
