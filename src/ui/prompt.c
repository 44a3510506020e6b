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
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>

#include "session/completion.h"
#include "ui/history.h"

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
 * of them; with the line empty, readline() then returns NULL.
 */
static int get_key(FILE *in)
{
	unsigned char key;
	ssize_t n = -1;

	while (n < 0 && !interrupted) {
		if (await_key(fileno(in)))
			n = read(fileno(in), &key, 1);
		else
			rl_check_signals();
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return EOF;
	}
	if (!interrupted)
		return n == 1 ? key : EOF;
	rl_replace_line("", 1);
	return EOF;
}

/* ---- Tab ---- */

static const struct session *session; /* whose things are completed */
static struct completion completion;  /* of the Tab under way */
static size_t next_candidate;

/*
 * Readline looks for the start of the word, we have it: the one character that
 * stands before it is said to be what breaks words.
 */
static char *find_completion(void)
{
	static char before[2];

	completion_free(&completion);
	completion_find(&completion, session, rl_line_buffer, (size_t)rl_point);
	before[0] = '\0';
	if (completion.start)
		before[0] = rl_line_buffer[completion.start - 1];
	return before;
}

static char *give_candidate(const char *text, int state)
{
	(void)text;
	if (!state)
		next_candidate = 0;
	if (next_candidate == completion.nr)
		return NULL;
	return strdup(completion.candidate[next_candidate++].text);
}

static char **complete(const char *text, int start, int end)
{
	(void)end;
	rl_attempted_completion_over = 1; /* or readline would offer files */
	if ((size_t)start != completion.start || !completion.nr)
		return NULL;
	rl_completion_append_character =
		completion.candidate[0].open ? '\0' : ' ';
	return rl_completion_matches(text, give_candidate);
}

static void set_up_readline(struct session *s)
{
	static const char no_quotes[] = "";

	session = s;
	rl_readline_name = "vmscope";
	rl_getc_function = get_key;
	rl_completion_word_break_hook = find_completion;
	rl_attempted_completion_function = complete;
	rl_basic_quote_characters = no_quotes; /* completion.c knows them */
}

/* ---- Lines ---- */

/* What was pasted as several lines is run as several. */
static void run_lines(struct runner *r, const char *text)
{
	while (*text && !r->stopped && !interrupted) {
		size_t len = strcspn(text, "\n");

		history_keep(text, len);
		runner_line(r, NULL, 0, text, len);
		text += len;
		text += *text == '\n';
	}
	fflush(r->out);
}

/* False: Ctrl-D. Ctrl-C leaves the line on the screen and starts a new one. */
static bool read_line(char **line)
{
	interrupted = 0;
	*line = readline("vmscope> ");
	if (*line)
		return true;
	if (!interrupted)
		putchar('\n');
	return interrupted;
}

void prompt_run(struct runner *r)
{
	char *line;

	setlocale(LC_CTYPE, "");
	catch_sigint(r->s);
	set_up_readline(r->s);
	history_open();
	fprintf(r->out,
		"vmscope %s: %s, Linux 2.6.32\n"
		"`help` lists the commands, `quit` leaves.\n",
		PACKAGE_VERSION, r->s->board.title);
	fflush(r->out);
	while (!r->stopped && read_line(&line)) {
		if (line)
			run_lines(r, line);
		free(line);
	}
	completion_free(&completion);
	history_close();
}
