/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * running.c - lines run, and what they answered.
 *
 * Answers go to the transcript, which the log pane shows; the sentence above
 * the prompt has the last line of them. Who gave a command that answers with
 * more gets the log to see; what a move in a stepped call answers, though, the
 * source pane shows better.
 */
#include "ui/fullscreen_internal.h"

#include <string.h>

#include "session/statefile.h"
#include "ui/history.h"
#include "ui/line.h"

volatile sig_atomic_t running_interrupted;

/* ---- The sentence ---- */

void running_say(struct fullscreen *f, bool error, const char *text, size_t len)
{
	if (len >= sizeof(f->sentence))
		len = sizeof(f->sentence) - 1;
	memcpy(f->sentence, text, len);
	f->sentence[len] = '\0';
	f->screen.sentence = f->sentence;
	f->screen.error = error;
}

static size_t first_line(const char *text, size_t size, const char **line)
{
	const char *end = memchr(text, '\n', size);

	*line = text;
	return end ? (size_t)(end - text) : size;
}

/* The last line that is not empty. */
static size_t last_line(const char *text, size_t size, const char **line)
{
	size_t start;

	while (size && text[size - 1] == '\n')
		size--;
	start = size;
	while (start && text[start - 1] != '\n')
		start--;
	*line = text + start;
	return size - start;
}

/* A value stands in the last line; else the first says what this is about. */
static size_t telling_line(const char *text, size_t size, const char **line)
{
	size_t len = last_line(text, size, line);

	return len && **line == '$' ? len : first_line(text, size, line);
}

static unsigned int count_lines(const char *text, size_t size)
{
	unsigned int lines = 0;

	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	return lines;
}

/* Where the log lies; false: it is not shown. */
static bool find_log(const struct fullscreen *f, struct place_of_pane *log)
{
	struct place_of_pane place[PANES];
	unsigned int nr = screen_panes(&f->scene, f->canvas.width,
				       f->canvas.height, place);

	for (unsigned int i = 0; i < nr; i++) {
		*log = place[i];
		if (log->pane == PANE_LOG)
			return true;
	}
	return false;
}

/* Rows that an answer takes in the log, which breaks long lines. */
static uint32_t count_rows(const char *text, size_t size, int width)
{
	uint32_t rows = 0;

	while (size) {
		const char *end = memchr(text, '\n', size);
		size_t len = end ? (size_t)(end - text) : size;

		rows += (uint32_t)(text_columns(text, len) / width) + 1;
		len += end != NULL;
		text += len;
		size -= len;
	}
	return rows;
}

/* What does not fit is read from its first line on. */
static void scroll_log(struct fullscreen *f)
{
	struct place_of_pane log;
	uint32_t rows, shown;

	f->s->look.log_back = 0;
	if (!find_log(f, &log) || log.width < 8 || log.height < 3)
		return;
	rows = 1 + count_rows(f->answers.text, f->answers.size, log.width - 3);
	shown = (uint32_t)log.height - 1;
	if (rows > shown)
		f->s->look.log_back = rows - shown;
}

/* As `focus log` does, without another answer in the place of this one. */
static void focus_log(struct fullscreen *f)
{
	f->s->look.before = f->s->look.focus;
	f->s->look.focus = PANE_LOG;
	f->lent = true;
}

/* The next line that is typed finds the pane that one was in. */
static void give_back(struct fullscreen *f)
{
	struct look *look = &f->s->look;

	if (f->lent && look->focus == PANE_LOG)
		look_focus(look, look->before);
	f->lent = false;
}

/* Where the person was before a line ran. */
struct whereabouts {
	enum pane focus;
	uint64_t position; /* of the journal */
	uint64_t serials;  /* of the log, likewise the next */
	uint32_t at;
	const struct record *record;
	uint32_t step;
};

static struct whereabouts whereabouts(const struct session *s)
{
	return (struct whereabouts){
		.focus = s->look.focus,
		.position = session_position(s),
		.serials = s->log.serials,
		.at = s->log.at,
		.record = stepper_on(s) ? s->stepper.record : NULL,
		.step = s->stepper.at,
	};
}

static bool is_same_machine(const struct session *s,
			    const struct whereabouts *before)
{
	return session_position(s) == before->position &&
	       s->log.serials == before->serials && s->log.at == before->at;
}

static bool has_stepped(const struct session *s,
			const struct whereabouts *before)
{
	return stepper_on(s) && (s->stepper.record != before->record ||
				 s->stepper.at != before->step);
}

/* Longer answers are read in the log, unless the line itself chose a pane. */
static void show_answer(struct fullscreen *f, const struct whereabouts *before)
{
	const char *line;
	size_t len = telling_line(f->answers.text, f->answers.size, &line);

	f->screen.same = is_same_machine(f->s, before);
	if (has_stepped(f->s, before)) {
		/* What stands before the step: which breakpoint it met. */
		len = first_line(f->answers.text, f->answers.size, &line);
		if (!strncmp(line, "step ", 5))
			len = 0;
		f->s->look.log_back = 0;
		give_back(f);
		running_say(f, false, line, len);
		return;
	}
	if (f->answers.size)
		f->s->look.log_back = 0;
	if (count_lines(f->answers.text, f->answers.size) > 1) {
		struct place_of_pane log;

		if (!find_log(f, &log) && f->s->look.focus == before->focus)
			focus_log(f);
		scroll_log(f);
	}
	running_say(f, false, line, len);
}

static void show_error(struct fullscreen *f)
{
	static const char start[] = "error: ";
	const char *line;
	size_t len = last_line(f->errors.text, f->errors.size, &line);

	if (len > sizeof(start) - 1 &&
	    !memcmp(line, start, sizeof(start) - 1)) {
		line += sizeof(start) - 1;
		len -= sizeof(start) - 1;
	}
	running_say(f, true, line, len);
}

/* ---- Settings ---- */

struct looks running_looks(const struct session *s)
{
	return (struct looks){
		.theme = (enum theme)s->settings.theme,
		.color = (enum color_when)s->settings.color,
		.paint = s->settings.present,
		.mouse = s->settings.mouse && !s->settings.present,
	};
}

static bool is_same(const struct looks *a, const struct looks *b)
{
	return a->theme == b->theme && a->color == b->color &&
	       a->paint == b->paint && a->mouse == b->mouse;
}

void running_settings(struct fullscreen *f)
{
	const struct settings *set = &f->s->settings;
	struct looks looks = running_looks(f->s);

	if (!is_same(&looks, &f->looks))
		terminal_looks(&looks);
	f->looks = looks;
	f->canvas.ascii = set->ascii || !terminal_is_utf8();
	if (settings_save(f->s))
		running_say(f, true, f->s->message, strlen(f->s->message));
}

/* ---- Progress ---- */

enum { QUIET = 100, FRAME = 50 }; /* ms */

static void draw_progress(struct canvas *row, uint64_t done, uint64_t of)
{
	int columns = row->width - 34;
	int full = of ? (int)(done * (uint64_t)columns / of) : 0;
	int x = canvas_text(row, 1, 0, ROLE_WHY, "working ");

	for (int i = 0; of && i < columns; i++)
		x = canvas_glyph(row, x, 0,
				 i < full ? GLYPH_BAR_FULL : GLYPH_BAR_EMPTY);
	if (of)
		x = canvas_printf(row, x + 1, 0, ROLE_NUMBER, "%u%%",
				  (unsigned int)(done * 100 / of));
	canvas_text(row, x + 1, 0, ROLE_DIM, "Ctrl-C stops it");
}

/*
 * The machine is in the middle of something, so that no pane can be painted:
 * the last picture stays, with the bar in the place of the prompt.
 */
static void on_progress(void *who, uint64_t done, uint64_t of)
{
	struct fullscreen *f = who;
	int64_t now = now_ms();
	struct canvas row;

	if (now - f->busy_since < QUIET || now - f->shown_at < FRAME)
		return;
	f->shown_at = now;
	row = canvas_part(&f->canvas, 0, screen_prompt_row(f->canvas.height),
			  f->canvas.width, 1);
	canvas_clear(&row, ROLE_TEXT);
	draw_progress(&row, done, of);
	terminal_paint(&f->canvas, 0, screen_prompt_row(f->canvas.height));
}

/* ---- Running ---- */

/* What one line said is all that is kept: the transcript has the rest. */
static void run(struct fullscreen *f, const char *line, size_t len)
{
	stream_reset(&f->answers);
	stream_reset(&f->errors);
	f->runner.out = f->answers.file;
	f->runner.err = f->errors.file;
	f->runner.failed = f->runner.stopped = false;
	f->busy_since = now_ms();
	f->s->progress = on_progress;
	f->s->progress_for = f;
	running_interrupted = 0;
	terminal_keys(true);
	runner_line(&f->runner, NULL, 0, line, len);
	terminal_keys(false);
	running_interrupted = 0;
	f->left |= f->s->quit;
	if (stream_text(&f->answers) || stream_text(&f->errors))
		running_say(f, true, "out of memory", 13);
}

static void update(struct fullscreen *f)
{
	if (scene_update(&f->scene, f->s))
		running_say(f, true, "out of memory: the picture is not whole",
			    39);
}

void running_typed(struct fullscreen *f, const char *line, size_t len)
{
	struct whereabouts before;

	give_back(f);
	before = whereabouts(f->s);
	history_keep(line, len);
	running_say(f, false, "", 0);
	run(f, line, len);
	update(f);
	if (f->errors.size)
		show_error(f);
	else
		show_answer(f, &before);
	running_settings(f);
	update(f);
}

/* What moves the look says nothing: the sentence of the last command stays. */
void running_key(struct fullscreen *f, const char *line)
{
	struct whereabouts before = whereabouts(f->s);

	run(f, line, strlen(line));
	update(f);
	if (f->errors.size)
		show_error(f);
	else if (f->answers.size || session_position(f->s) != before.position)
		show_answer(f, &before);
	running_settings(f);
}
