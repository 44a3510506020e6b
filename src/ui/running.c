/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * running.c - lines run: typed ones, and those that keys and clicks stand for.
 *
 * Answers go to the transcript, which the log pane shows; message_line.h has the
 * sentence above the prompt.
 */
#include "ui/fullscreen_internal.h"

#include <string.h>

#include "session/files/recovery_file.h"
#include "ui/history.h"
#include "ui/line.h"
#include "translate.h"

volatile sig_atomic_t running_interrupted;

static void complain(struct fullscreen *f, const char *text)
{
	message_line_say(&f->telling, true, text, strlen(text));
}

/* ---- Settings ---- */

struct looks running_looks(const struct session *s)
{
	return (struct looks){
		.theme = settings_theme(&s->settings),
		.color = (enum setting_color)s->settings.color,
		.present = s->settings.present,
		.mouse = s->settings.mouse,
	};
}

static bool is_same(const struct looks *a, const struct looks *b)
{
	return a->theme == b->theme && a->color == b->color &&
	       a->present == b->present && a->mouse == b->mouse;
}

/* Nothing else on the screen tells. */
static void say_mouse(struct fullscreen *f, bool ours)
{
	const char *text = ours ? _("The mouse chooses and scrolls; M gives it "
				    "back to the terminal.")
				: _("The mouse is the terminal's; M takes it.");

	message_line_say(&f->telling, false, text, strlen(text));
}

static void follow_settings(struct fullscreen *f)
{
	const struct settings *set = &f->s->settings;
	struct looks looks = running_looks(f->s);

	if (!is_same(&looks, &f->looks))
		terminal_looks(&looks);
	if (looks.mouse != f->looks.mouse)
		say_mouse(f, looks.mouse);
	f->looks = looks;
	f->canvas.ascii = set->ascii || !terminal_draws();
	if (settings_save(f->s))
		complain(f, f->s->message);
}

/* ---- Progress ---- */

enum { QUIET = 100, FRAME = 50 }; /* ms */

/*
 * The machine is in the middle of something, so that no pane can be painted:
 * the last picture stays, with the bar in the place of the prompt.
 */
static void on_progress(void *who, uint64_t done, uint64_t of)
{
	struct fullscreen *f = who;
	struct canvas row;
	int64_t now;

	if (fullscreen_suspend_if_asked(f)) {
		terminal_keys(true);
		f->shown_at = 0;
	}
	now = now_ms();
	if (now - f->busy_since < QUIET || now - f->shown_at < FRAME)
		return;
	f->shown_at = now;
	row = canvas_part(&f->canvas, 0, screen_prompt_row(f->canvas.height),
			  f->canvas.width, 1);
	screen_progress(&row, done, of);
	terminal_paint(&f->canvas, 0, screen_prompt_row(f->canvas.height));
}

/* ---- Running ---- */

static void run(struct fullscreen *f, const char *line, size_t len, bool typed)
{
	int error;

	f->busy_since = now_ms();
	f->s->progress = on_progress;
	f->s->progress_for = f;
	running_interrupted = 0;
	terminal_keys(true);
	error = message_line_run(&f->telling, line, len, typed);
	terminal_keys(false);
	running_interrupted = 0;
	f->left |= f->s->quit;
	if (error)
		complain(f, _("out of memory: the picture is not whole"));
	follow_settings(f);
}

void running_played(struct fullscreen *f, const char *line)
{
	run(f, line, strlen(line), true);
}

void running_typed(struct fullscreen *f, const char *line, size_t len)
{
	history_keep(line, len);
	run(f, line, len, true);
	/* How fast it is played may be changed meanwhile. */
	lesson_player_person(f, strncmp(line, "set ", 4));
	if (f->s->question)
		overlay_replace(f, line, len);
}

void running_key(struct fullscreen *f, const char *line)
{
	run(f, line, strlen(line), false);
}
