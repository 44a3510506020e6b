/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - the readline loop.
 */
#include "ui/prompt.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

/* A signal handler has no parameter of ours: this one flag must be global. */
static volatile sig_atomic_t interrupted;

static void on_sigint(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* Readline calls it when it has survived a signal. */
static int drop_line(void)
{
	if (!interrupted)
		return 0;
	interrupted = 0;
	rl_replace_line("", 0);
	rl_crlf();
	rl_on_new_line();
	rl_redisplay();
	return 0;
}

static void catch_sigint(struct session *s)
{
	struct sigaction action = { .sa_handler = on_sigint };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	s->interrupted = &interrupted;
	rl_signal_event_hook = drop_line;
}

/* The same line twice in a row is kept once. */
static void remember(const char *line)
{
	HIST_ENTRY *last = history_length ? history_get(history_length) : NULL;

	if (*line && (!last || strcmp(last->line, line)))
		add_history(line);
}

void prompt_run(struct runner *r)
{
	char *line;

	setlocale(LC_CTYPE, "");
	rl_readline_name = "vmscope";
	catch_sigint(r->s);
	fprintf(r->out,
		"vmscope %s: %s, Linux 2.6.32\n"
		"`help` lists the commands, `quit` leaves.\n",
		PACKAGE_VERSION, r->s->board.title);
	fflush(r->out);
	while (!r->stopped && (line = readline("vmscope> "))) {
		interrupted = 0;
		remember(line);
		runner_line(r, NULL, 0, line, strlen(line));
		fflush(r->out);
		free(line);
	}
	if (!r->stopped)
		putc('\n', r->out);
}
