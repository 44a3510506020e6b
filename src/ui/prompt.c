/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - the readline loop.
 *
 * Readline has the keyboard, the user's inputrc and the signals while a line
 * is edited. Its callbacks have no parameter of ours: what they share with the
 * loop is in the few variables below.
 */
#include "ui/prompt.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/readline.h>

#include "text/clean_text.h"
#include "session/files/recovery_file.h"
#include "session/line/runner.h"
#include "ui/complete.h"
#include "ui/history.h"
#include "ui/restore.h"
#include "ui/wrapped_output.h"
#include "translate.h"
#include "view/scene/scene.h"

/* ---- Ctrl-C ---- */

static volatile sig_atomic_t interrupted;

static void on_sigint(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* SA_RESTART: an answer that is being printed is not to be cut. */
static void catch_sigint(struct session *s)
{
	struct sigaction action = { .sa_handler = on_sigint,
				    .sa_flags = SA_RESTART };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	s->interrupted = &interrupted;
}

/*
 * Wait for a key. While nothing is awaited signals are blocked, so that none
 * falls between the look at it and the wait. False: there was a signal.
 */
static bool await_key(int fd)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };
	sigset_t all, before;
	int ready = -1;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	if (!rl_pending_signal() && !interrupted)
		ready = ppoll(&in, 1, NULL, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready > 0;
}

/*
 * Readline's own getc goes on after Ctrl-C, whatever it was in the middle of:
 * a search, a question, a key of several bytes. The end of the input ends all
 * of them; with the line empty, readline() then returns NULL. The terminal
 * forgets the keys before Ctrl-C: those that are there belong to the next line.
 */
static int get_key(FILE *in)
{
	unsigned char key;
	ssize_t n = -1;

	while (n < 0 && !interrupted) {
		if (!await_key(fileno(in)) || rl_pending_signal() ||
		    interrupted) {
			rl_check_signals();
			continue;
		}
		n = read(fileno(in), &key, 1);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return EOF;
	}
	if (!interrupted)
		return n == 1 ? key : EOF;
	rl_replace_line("", 1);
	return EOF;
}

/* Whatever the user's inputrc says. */
static void forbid_sequences(void)
{
	static const char *const limit[][2] = {
		{ "enable-bracketed-paste", "off" },
		{ "show-mode-in-prompt", "off" },
		{ "colored-stats", "off" },
		{ "colored-completion-prefix", "off" },
		{ "enable-active-region", "off" },
	};

	rl_terminal_name = "dumb";
	rl_initialize();
	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++)
		rl_variable_bind(limit[i][0], limit[i][1]);
}

/*
 * Readline's tables of what is on the screen have their bounds. A line that is
 * too long to be a command stays so without its rest.
 */
static void redisplay(void)
{
	if (rl_end > LINE_MAX_LENGTH + 1) {
		rl_delete_text(LINE_MAX_LENGTH + 1, rl_end);
		rl_point = rl_point < rl_end ? rl_point : rl_end;
	}
	rl_redisplay();
}

static void set_up_readline(struct session *s, bool plain)
{
	rl_readline_name = "vmscope";
	rl_getc_function = get_key;
	complete_start(s);
	if (plain)
		forbid_sequences();
	else
		rl_initialize();
	/* Not before: readline would take it for a screen without pastes. */
	rl_redisplay_function = redisplay;
}

/* Readline puts the terminal back for the signals it knows, we for all. */
static void arm_restorer(void)
{
	const char *paste = rl_variable_value("enable-bracketed-paste");
	size_t len = paste && !strcmp(paste, "on") ? strlen(PASTE_OFF) : 0;
	struct termios modes;

	if (!tcgetattr(STDOUT_FILENO, &modes))
		restore_arm(STDOUT_FILENO, PASTE_OFF, len, &modes);
	restore_handlers();
}

/* ---- Lines ---- */

/* Who cannot see pictures hears what they would show to have changed. */
static void tell_change(struct runner *r, struct scene *scene)
{
	if (!scene_update(scene, r->s) && scene->has_diff)
		clean_printf(r->out, "%s\n", scene->diff.sentence);
}

/* Anything but a word with a y in front is a no. */
static bool says_yes(struct runner *r)
{
	char *answer;
	bool yes;

	fflush(r->out);
	answer = readline(_("Replace it? y or n: "));
	yes = answer && (*answer == 'y' || *answer == 'Y');
	free(answer);
	if (!answer)
		putc('\n', r->out);
	if (!yes)
		fputs(_("The file is left as it was.\n"), r->out);
	return yes;
}

/* @scene: NULL when changes are not told. */
static void run_line(struct runner *r, struct scene *scene, const char *text,
		     size_t len)
{
	uint64_t before = r->s->last_before, after = r->s->last_after;

	history_keep(text, len);
	r->columns = wrapped_output_columns();
	runner_line(r, NULL, 0, text, len);
	if (r->s->question && says_yes(r)) {
		r->s->said_yes = true;
		runner_line(r, NULL, 0, text, len);
		r->s->said_yes = false;
	}
	if (scene && (before != r->s->last_before || after != r->s->last_after))
		tell_change(r, scene);
}

/* What was pasted as several lines is run as several. */
static void run_lines(struct runner *r, struct scene *scene, const char *text)
{
	while (*text && !r->stopped && !interrupted) {
		size_t len = strcspn(text, "\n");

		run_line(r, scene, text, len);
		text += len;
		text += *text == '\n';
	}
	fflush(r->out);
}

/* Once: a second Ctrl-D is meant. */
static bool is_warned(const struct runner *r, bool *warned)
{
	char text[MESSAGE_SIZE];

	if (*warned || !recovery_file_warning(r->s, text, sizeof(text)))
		return false;
	*warned = true;
	fprintf(r->out, "%s\n", text);
	fflush(r->out);
	return true;
}

/* False: Ctrl-D. Ctrl-C leaves the line on the screen and starts a new one. */
static bool read_line(const struct session *s, char **line)
{
	interrupted = 0;
	*line = readline(question_text(s) ? _("answer> ") : RUNNER_PROMPT);
	if (*line)
		return true;
	if (!interrupted)
		putchar('\n');
	return interrupted;
}

static void greet(const struct runner *r)
{
	char linux_text[LINUX_TEXT];

	clean_printf(r->out,
		     _("vmscope %s: %s, %s\n"
		       "`help` lists the commands, `quit` leaves.\n"),
		     PACKAGE_VERSION, r->s->board.title,
		     session_linux(r->s, linux_text));
	fflush(r->out);
}

static void run_prompt(struct runner *r, const char *notes, struct scene *scene)
{
	bool warned = false;
	char *line;

	clean_print(notes, strlen(notes), r->err);
	greet(r);
	while (!r->stopped &&
	       (read_line(r->s, &line) || is_warned(r, &warned))) {
		warned &= !line;
		if (line)
			run_lines(r, scene, line);
		free(line);
	}
}

/* Without memory for it lines stay as long as they are. */
static void run_wrapped(struct runner *r, const char *notes,
			struct scene *scene)
{
	FILE *out = r->out, *err = r->err;
	FILE *lines = wrapped_output_open(out);
	FILE *errors = lines ? wrapped_output_open(err) : NULL;

	if (errors) {
		setlinebuf(errors);
		r->out = lines;
		r->err = errors;
	}
	run_prompt(r, notes, scene);
	r->out = out;
	r->err = err;
	if (lines)
		fclose(lines);
	if (errors)
		fclose(errors);
}

void prompt_run(struct runner *r, const char *notes, bool plain)
{
	struct scene scene;

	scene_init(&scene);
	set_up_readline(r->s, plain);
	arm_restorer();
	catch_sigint(r->s);
	history_open();
	if (plain)
		run_wrapped(r, notes, &scene);
	else
		run_prompt(r, notes, NULL);
	restore_disarm();
	complete_stop();
	history_close();
	scene_free(&scene);
}
