/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * line.c - readline without a terminal.
 *
 * Its callbacks have no parameter: the state of the one line is here.
 */
#include "ui/line.h"

#include <errno.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "session/line/runner.h"
#include "ui/complete.h"

static const char prompt[] = RUNNER_PROMPT;

static struct {
	FILE *nowhere; /* what readline believes to be the terminal */
	int (*wait)(void);
	const char *queue; /* bytes of the key under way */
	size_t queued;
	char *accepted; /* by Enter; NULL: not yet */
	bool left;
	char **candidate; /* nr of them */
	size_t nr;
	char *text; /* what is painted: prompt and line, controls as ^X */
	size_t len, capacity;
	int first; /* column of it that is painted first */
} line;

/* ---- What readline calls ---- */

static int get_byte(FILE *in)
{
	(void)in;
	if (!line.queued)
		return line.wait();
	line.queued--;
	return (unsigned char)*line.queue++;
}

static int has_byte(void)
{
	return line.queued > 0;
}

static void paint_later(void)
{
}

static void accept(char *text)
{
	if (!text) {
		line.left = true;
		return;
	}
	free(line.accepted);
	line.accepted = text;
}

static void forget_candidates(void)
{
	for (size_t i = 0; i < line.nr; i++)
		free(line.candidate[i]);
	free(line.candidate);
	line.candidate = NULL;
	line.nr = 0;
}

/* match[0] is what they have in common. */
static void keep_candidates(char **match, int nr, int longest)
{
	(void)longest;
	forget_candidates();
	line.candidate = calloc((size_t)nr + 1, sizeof(*line.candidate));
	for (int i = 1; line.candidate && i <= nr; i++) {
		line.candidate[line.nr] = strdup(match[i]);
		if (line.candidate[line.nr])
			line.nr++;
	}
}

/* ---- Setting it up ---- */

/* Before the user's inputrc is read, which may say otherwise. */
static void set_defaults(void)
{
	rl_variable_bind("show-all-if-ambiguous", "on");
}

/* What an inputrc may not ask for: it would print, or wait. */
static void set_limits(void)
{
	static const char *const limit[][2] = {
		{ "show-mode-in-prompt", "off" },
		{ "enable-bracketed-paste", "off" }, /* input.c does it */
		{ "bell-style", "none" },
		{ "horizontal-scroll-mode", "off" },
		{ "mark-modified-lines", "off" },
		{ "colored-stats", "off" },
		{ "colored-completion-prefix", "off" },
		{ "blink-matching-paren", "off" },
		{ "page-completions", "off" },
		{ "keyseq-timeout", "50" },
		{ "convert-meta",
		  "off" }, /* a byte of a character is not a key */
	};

	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++)
		rl_variable_bind(limit[i][0], limit[i][1]);
	rl_completion_query_items = 0;
}

static void detach_readline(void)
{
	rl_readline_name = "vmscope";
	rl_change_environment = 0; /* LINES would outlive a resize */
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_instream = rl_outstream = line.nowhere;
	rl_getc_function = get_byte;
	rl_input_available_hook = has_byte;
	rl_redisplay_function = paint_later;
	rl_completion_display_matches_hook = keep_candidates;
}

int line_start(const struct session *s, int (*wait)(void))
{
	line.nowhere = fopen("/dev/null", "r+e");
	if (!line.nowhere)
		return -errno;
	line.wait = wait;
	/* Whatever can be shown, what is typed is characters, not bytes. */
	if (MB_CUR_MAX == 1)
		setlocale(LC_CTYPE, "C.UTF-8");
	detach_readline();
	complete_start(s);
	set_defaults();
	rl_initialize();
	set_limits();
	rl_callback_handler_install(prompt, accept);
	return 0;
}

void line_stop(void)
{
	rl_callback_handler_remove();
	complete_stop();
	forget_candidates();
	free(line.accepted);
	free(line.text);
	fclose(line.nowhere);
	memset(&line, 0, sizeof(line));
}

void line_size(int width, int height)
{
	rl_set_screen_size(height, width);
}

/* ---- Keys ---- */

void line_feed(const char *bytes, size_t len)
{
	forget_candidates();
	line.queue = bytes;
	line.queued = len;
	/* A character's bytes come together: also a search then takes it. */
	while (line.queued && !line.accepted && !line.left)
		rl_callback_read_char();
	line.queued = 0;
}

char *line_take(void)
{
	char *text = line.accepted;

	line.accepted = NULL;
	return text;
}

bool line_left(void)
{
	bool left = line.left;

	line.left = false;
	return left;
}

bool line_is_empty(void)
{
	return !rl_end && !RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH |
				      RL_STATE_METANEXT | RL_STATE_MOREINPUT |
				      RL_STATE_NUMERICARG | RL_STATE_VIMOTION |
				      RL_STATE_MULTIKEY | RL_STATE_CHARSEARCH |
				      RL_STATE_MACRODEF);
}

void line_clear(void)
{
	forget_candidates();
	rl_free_line_state();
	rl_callback_sigcleanup();
	rl_replace_line("", 1);
	rl_point = rl_mark = 0;
}

void line_insert(const char *text, size_t len)
{
	char *copy = strndup(text, len);

	if (copy)
		rl_insert_text(copy);
	free(copy);
}

void line_insert_first(const char *text, size_t len)
{
	int cursor = rl_point;

	rl_point = 0;
	line_insert(text, len);
	rl_point += cursor;
}

void line_set(const char *text)
{
	rl_replace_line(text, 1);
	rl_point = rl_end;
}

const char *const *line_candidates(size_t *nr)
{
	*nr = line.nr;
	return line.nr ? (const char *const *)line.candidate : NULL;
}

/* One undo takes it back. */
void line_choose(size_t i)
{
	if (i >= line.nr)
		return;
	rl_begin_undo_group();
	rl_delete_text(complete_word(), rl_point);
	rl_point = complete_word();
	rl_insert_text(line.candidate[i]);
	if (rl_completion_append_character)
		rl_insert_text(" ");
	rl_end_undo_group();
	forget_candidates();
}

const char *line_text(void)
{
	return rl_line_buffer;
}

/* ---- Painting ---- */

static void add_byte(char byte)
{
	if (line.len + 1 >= line.capacity) {
		size_t capacity = line.capacity ? 2 * line.capacity : 256;
		char *text = realloc(line.text, capacity);

		if (!text)
			return;
		line.text = text;
		line.capacity = capacity;
	}
	line.text[line.len++] = byte;
}

/* Readline's prompt may have parts without width between \001 and \002. */
static void add_prompt(const char *text)
{
	bool visible = true;

	for (; text && *text; text++)
		if (*text == RL_PROMPT_START_IGNORE)
			visible = false;
		else if (*text == RL_PROMPT_END_IGNORE)
			visible = true;
		else if (visible && (unsigned char)*text >= ' ')
			add_byte(*text);
}

static void add_line(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte < ' ' || byte == 0x7f) {
			add_byte('^');
			byte ^= '@';
		}
		add_byte((char)byte);
	}
}

/* A line that is too long moves by a third of the width, not by a column. */
static void choose_first(int cursor, int columns, int width)
{
	if (columns < width)
		line.first = 0;
	else if (cursor < line.first + 1)
		line.first = cursor - width / 3;
	else if (cursor > line.first + width - 2)
		line.first = cursor - 2 * width / 3;
	if (line.first < 0)
		line.first = 0;
}

int line_paint(const struct canvas *c)
{
	int cursor, columns, prompt_columns;

	line.len = 0;
	add_prompt(rl_display_prompt);
	prompt_columns = text_columns(line.text, line.len);
	add_line(rl_line_buffer, (size_t)rl_point);
	cursor = text_columns(line.text, line.len);
	add_line(rl_line_buffer + rl_point, (size_t)(rl_end - rl_point));
	columns = text_columns(line.text, line.len);
	choose_first(cursor, columns, c->width);
	canvas_text_n(c, -line.first, 0, ROLE_TEXT, line.text, line.len);
	canvas_role(c, -line.first, 0, prompt_columns, 1, ROLE_NAME);
	if (line.first)
		canvas_text(c, 0, 0, ROLE_DIM, "<");
	if (columns - line.first >= c->width)
		canvas_text(c, c->width - 1, 0, ROLE_DIM, ">");
	return cursor - line.first;
}
