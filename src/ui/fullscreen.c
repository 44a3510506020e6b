/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fullscreen.c - the loop: wait for a key or a signal, do it, paint.
 *
 * Signals only set a flag and write into a pipe that the loop waits for as
 * well, so that all work is done here, between two events. While a command
 * runs Ctrl-C is a signal; else it is a byte that has its place among the
 * others (terminal_keys()).
 */
#include "ui/fullscreen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "session/lesson/lesson.h"
#include "ui/fullscreen_internal.h"
#include "ui/history.h"
#include "ui/line.h"
#include "ui/restore.h"

/* ---- Signals ---- */

static volatile sig_atomic_t resized, stopped, continued;
static int wake_up[2] = { -1, -1 }; /* a pipe: handlers write, the loop waits */

static void on_signal(int signal)
{
	int error = errno;

	if (signal == SIGINT)
		running_interrupted = 1;
	else if (signal == SIGWINCH)
		resized = 1;
	else if (signal == SIGTSTP)
		stopped = 1;
	else
		continued = 1;
	if (write(wake_up[1], "", 1) < 0)
		errno = error; /* full: the loop wakes up anyway */
	errno = error;
}

static void catch (int signal, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler,
				    .sa_flags = SA_RESTART };

	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
}

static int open_pipe(void)
{
	return pipe2(wake_up, O_CLOEXEC | O_NONBLOCK) ? -errno : 0;
}

static void close_pipe(void)
{
	close(wake_up[0]);
	close(wake_up[1]);
	wake_up[0] = wake_up[1] = -1;
}

static void catch_signals(void)
{
	restore_handlers();
	catch (SIGINT, on_signal);
	catch (SIGWINCH, on_signal);
	catch (SIGTSTP, on_signal);
	catch (SIGCONT, on_signal);
}

static void release_signals(void)
{
	catch (SIGINT, SIG_DFL);
	catch (SIGWINCH, SIG_DFL);
	catch (SIGTSTP, SIG_DFL);
	catch (SIGCONT, SIG_DFL);
}

int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Size ---- */

static void resize(struct fullscreen *f)
{
	struct canvas fresh;
	int width, height;

	terminal_size(&width, &height);
	if (width == f->canvas.width && height == f->canvas.height)
		return;
	if (canvas_new(&fresh, width, height, f->canvas.ascii))
		return;
	canvas_free(&f->canvas);
	f->canvas = fresh;
	line_size(width, height);
}

/* ---- Ctrl-Z ---- */

/* ms: so long after the start even a slow line has brought its answers; and so
 * far apart its pieces may come. */
enum { ANSWERS_LEAVING = 1000, ANSWERS_LATE = 10000, ANSWERS_APART = 300 };

/* Leaving at once must not leave them typed to the shell. */
static void await_answers(struct fullscreen *f)
{
	struct pollfd ready = { .fd = STDIN_FILENO, .events = POLLIN };
	struct input_event e;
	int64_t left;

	while (f->input.asked & ASKED_CURSOR &&
	       (left = f->started + ANSWERS_LEAVING - now_ms()) > 0 &&
	       poll(&ready, 1, (int)left) > 0 && input_fill(&f->input))
		while (input_next(&f->input, &e) != INPUT_NONE)
			;
}

static void leave_terminal(void)
{
	terminal_stop();
	restore_stderr_back();
}

static void enter_terminal(struct fullscreen *f)
{
	restore_stderr();
	if (terminal_start(&f->looks))
		f->gone = true;
}

void fullscreen_suspend(struct fullscreen *f)
{
	await_answers(f);
	leave_terminal();
	catch (SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	/* Here the shell has it, until `fg`. */
	catch (SIGTSTP, on_signal);
	continued = 0;
	enter_terminal(f);
	resize(f);
}

bool fullscreen_suspend_if_asked(struct fullscreen *f)
{
	if (!stopped)
		return false;
	stopped = 0;
	fullscreen_suspend(f);
	return true;
}

/* Stopped by a signal that cannot be caught: who knows what was printed. */
static void go_on(struct fullscreen *f)
{
	leave_terminal();
	enter_terminal(f);
	resize(f);
}

/* ---- Painting ---- */

static void paint_panes(struct fullscreen *f)
{
	message_line_size(&f->telling);
	canvas_clear(&f->canvas, ROLE_TEXT);
	screen_draw(&f->scene, &f->screen, &f->canvas);
	f->turns = f->s->lesson ? f->s->lesson->turns : 0;
}

static void paint(struct fullscreen *f)
{
	int row = screen_prompt_row(f->canvas.height), x;
	bool typing = !line_is_empty() || question_text(f->s);
	struct canvas prompt;

	if (!f->only_line || typing != f->screen.typing) {
		f->screen.typing = typing;
		paint_panes(f);
	}
	f->only_line = true;
	prompt = canvas_part(&f->canvas, 0, row, f->canvas.width, 1);
	canvas_clear(&prompt, ROLE_TEXT);
	x = line_paint(&prompt);
	terminal_paint(&f->canvas, x, row);
}

/* ---- The loop ---- */

static void take_signals(struct fullscreen *f)
{
	char bytes[64];

	while (read(wake_up[0], bytes, sizeof(bytes)) > 0)
		;
	f->only_line &= !fullscreen_suspend_if_asked(f);
	if (continued) {
		continued = 0;
		f->only_line = false;
		go_on(f);
	}
	if (resized) {
		resized = 0;
		f->only_line = false;
		/* Also to the same size: it was another one in between. */
		terminal_resize();
		resize(f);
	}
	if (running_interrupted) {
		running_interrupted = 0;
		f->only_line = false;
		overlay_close(f);
		line_clear();
	}
}

/* ms until the next step of those that follow by themselves; -1: never. */
static int until_step(const struct fullscreen *f)
{
	int64_t left = f->next_step - now_ms();

	if (!f->s->look.play)
		return -1;
	return left > 0 ? (int)left : 0;
}

static bool is_at_end(const struct session *s, int way)
{
	uint32_t at;

	return !stepper_on(s) || !stepper_find(s, MOVE_INTO, way < 0, &at);
}

/* A breakpoint, an end of the call, or somebody's own step is the last. */
static void play(struct fullscreen *f)
{
	int way = f->s->look.play;

	if (!way || is_at_end(f->s, way)) {
		f->only_line &= !way;
		f->s->look.play = 0;
		f->next_step = 0;
		return;
	}
	if (f->next_step && until_step(f))
		return;
	if (f->next_step) {
		running_key(f, way > 0 ? "step" : "reverse-step");
		f->only_line = false;
		if (!f->telling.errors.size && !is_at_end(f->s, way) &&
		    !stepper_breakpoint(f->s, f->s->stepper.at))
			f->s->look.play = way;
	}
	f->next_step = now_ms() + 1000 / (int64_t)f->s->settings.speed;
}

/* Wait for a key, a signal, or the time of the next step. */
static void await(struct fullscreen *f)
{
	struct pollfd ready[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = wake_up[0], .events = POLLIN },
	};

	int wait = f->s->look.play ? until_step(f) : lesson_player_wait(f);
	int came;

	if (f->input.nr && f->input.patient)
		wait = ANSWERS_APART;
	came = poll(ready, 2, wait);
	f->input.patient = came > 0 && now_ms() < f->started + ANSWERS_LATE;
	if (came > 0 && ready[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		f->gone = true;
}

static void take_input(struct fullscreen *f)
{
	struct input_event e;

	do
		while (!f->left && input_next(&f->input, &e) != INPUT_NONE)
			keyboard_event(f, &e);
	while (!f->left && input_fill(&f->input));
}

static void loop(struct fullscreen *f)
{
	while (!f->left && !f->gone) {
		take_signals(f);
		take_input(f);
		play(f);
		lesson_player_go(f);
		if (f->left)
			break;
		if (resized) /* what was typed since is for the new size */
			continue;
		paint(f);
		await(f);
	}
}

/* ---- Start and end ---- */

static struct fullscreen *waiting; /* for wait_byte(), which has no parameter */

/* Readline wants a byte in the middle of a key: the next one that comes. */
static int wait_byte(void)
{
	struct fullscreen *f = waiting;
	int byte;

	while ((byte = input_byte(&f->input)) < 0) {
		paint(f);
		await(f);
		if (f->gone)
			return EOF;
		input_fill(&f->input);
	}
	return byte;
}

/* Whatever may fail, before the terminal is touched. */
static int prepare(struct fullscreen *f)
{
	int width, height;
	int error = message_line_open(&f->telling);

	scene_init(&f->scene);
	terminal_size(&width, &height);
	if (!error)
		error = canvas_new(&f->canvas, width, height,
				   f->s->settings.ascii || !terminal_draws());
	if (!error)
		error = scene_update(&f->scene, f->s);
	if (!error)
		error = open_pipe();
	if (!error) {
		error = line_start(f->s, wait_byte);
		if (error)
			close_pipe();
		else
			line_size(width, height);
	}
	return error;
}

static void finish(struct fullscreen *f)
{
	overlay_close(f);
	input_free(&f->input);
	scene_free(&f->scene);
	canvas_free(&f->canvas);
	message_line_close(&f->telling);
}

static int run(struct fullscreen *f, const char *notes)
{
	int error;

	message_line_greet(&f->telling, notes);
	f->s->settings.light = terminal_is_light();
	f->looks = running_looks(f->s);
	history_open();
	restore_stderr();
	catch_signals();
	error = terminal_start(&f->looks);
	if (!error) {
		f->started = now_ms();
		f->input.asked = ASKED_CURSOR | ASKED_BACKGROUND;
		f->input.patient = true;
		waiting = f;
		f->s->interrupted = &running_interrupted;
		loop(f);
		f->s->interrupted = NULL;
		f->s->progress = NULL;
		message_line_end(&f->telling);
		settings_keep_look(f->s);
		await_answers(f);
	}
	leave_terminal();
	release_signals();
	line_stop();
	history_close();
	close_pipe();
	return error;
}

int fullscreen_run(struct session *s, const char *notes, bool *left)
{
	struct fullscreen f = {
		.s = s,
		.telling = { .s = s,
			     .scene = &f.scene,
			     .screen = &f.screen,
			     .canvas = &f.canvas },
	};
	int error = prepare(&f);

	if (!error)
		error = run(&f, notes);
	*left = f.left;
	finish(&f);
	return error;
}
