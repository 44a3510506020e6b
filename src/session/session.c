/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session.c - a session's life: it starts, boots, and ends.
 *
 * One line from its first byte to its answer is in line/execute.c; starting from
 * files is in import/import_session.c.
 */
#include "session/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "text/clean_text.h"
#include "session/commands/comparison.h"
#include "session/generations/generations.h"
#include "session/import/board_file.h"
#include "session/lesson/lesson.h"
#include "session/line/script.h"
#include "translate.h"

static const char default_board[] = "marvell";

int fail(struct session *s, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(s->message, sizeof(s->message), _(format), args);
	va_end(args);
	clean_line(s->message);
	return error;
}

int fail_memory(struct session *s)
{
	return fail(s, -ENOMEM, "out of memory");
}

/* ---- Life ---- */

/* The article's board needs no file, so go on without a data folder. */
static int load_first_board(const char *name, struct board *board, char *why,
			    size_t size)
{
	int error = board_load(name ? name : default_board, INPUT_STREAM, board,
			       why, size);

	if (error == -ENOENT && !name) {
		*board = *marvell_board();
		*why = '\0';
		return 0;
	}
	return error;
}

static int open_streams(struct session *s, char *why, size_t size)
{
	if (!memory_stream_open(&s->out) && !memory_stream_open(&s->printk) &&
	    !memory_stream_open(&s->canonical) &&
	    !memory_stream_open(&s->reason) &&
	    !memory_stream_open(&s->answered))
		return 0;
	snprintf(why, size, _("out of memory"));
	return -ENOMEM;
}

/* What an option says is for this run; see settings_fix(). */
static int read_history(struct session *s, const struct session_options *o,
			char *why, size_t size)
{
	const struct setting *row = setting_find("history");
	int error = 0;

	if (o->no_history)
		s->settings.history = 0;
	else if (o->history)
		error = parse_bytes(o->history, &s->settings.history);
	if (o->no_history || o->history)
		s->settings.fixed |= 1u << (row - setting_rows());
	if (error)
		size_error(error, o->history, why, size);
	return error;
}

/*
 * Boot is time zero: from here on stores are counted, and held as far as the
 * host has the memory. What is not held is reached by replay.
 */
static void start_journal(const struct session *s, struct kernel *k)
{
	(void)journal_start(&k->m->journal, s->settings.history);
}

static int power_on(struct session *s, const struct board *board,
		    const char *cmdline, char *why, size_t size)
{
	errno = 0;
	s->k = kernel_boot(board, cmdline,
			   &(struct complaint){ why, size, translate });
	if (!s->k)
		return errno == ENOMEM ? -ENOMEM : -EINVAL;
	start_journal(s, s->k);
	s->board = s->log.board = *board;
	strcpy(s->cmdline, s->k->layout.cmdline);
	strcpy(s->log.cmdline, s->cmdline);
	return 0;
}

static int power_on_first(struct session *s,
			  const struct session_options *options, char *why,
			  size_t size)
{
	const char *cmdline = options->cmdline;
	struct board board;
	int error = load_first_board(options->board, &board, why, size);

	if (error)
		return error;
	snprintf(s->board_note, sizeof(s->board_note), "%s", why);
	if (!cmdline)
		cmdline = board.cmdline;
	/* Also in a saved session, where the next one would be a directive. */
	if (strchr(cmdline, '\n')) {
		snprintf(why, size, _("kernel arguments are one line"));
		return -EINVAL;
	}
	return power_on(s, &board, cmdline, why, size);
}

struct session *session_new(const struct session_options *options, char *why,
			    size_t size)
{
	struct session *s = calloc(1, sizeof(*s));
	int error;

	if (!s) {
		snprintf(why, size, _("out of memory"));
		return NULL;
	}
	s->overwrite = options->overwrite;
	s->any_board = !options->board;
	view_state_init(&s->look);
	settings_init(&s->settings);
	error = open_streams(s, why, size);
	if (!error)
		error = read_history(s, options, why, size);
	if (!error)
		error = power_on_first(s, options, why, size);
	if (!error)
		return s;
	session_free(s);
	errno = error == -ENOMEM ? ENOMEM : EINVAL;
	return NULL;
}

struct session *session_on(const struct session *s, const struct board *board,
			   const char *cmdline, enum session_mode mode,
			   char *why, size_t size)
{
	struct session *fresh = calloc(1, sizeof(*fresh));

	if (!fresh) {
		snprintf(why, size, _("out of memory"));
		return NULL;
	}
	fresh->mode = mode;
	fresh->settings = s->settings;
	fresh->interrupted = s->interrupted;
	fresh->progress = s->progress;
	fresh->progress_for = s->progress_for;
	if (!open_streams(fresh, why, size) &&
	    !power_on(fresh, board, cmdline, why, size))
		return fresh;
	session_free(fresh);
	return NULL;
}

struct session *session_at_start(const struct session *s,
				 enum session_mode mode, char *why, size_t size)
{
	struct session *fresh =
		session_on(s, &s->log.board, s->log.cmdline, mode, why, size);

	if (fresh)
		fresh->keeps_allocator = s->keeps_allocator;
	return fresh;
}

void session_swap(struct session *a, struct session *b)
{
	char cmdline[sizeof(a->cmdline)];
	struct kernel *k = a->k;
	struct board board = a->board;

	a->k = b->k;
	b->k = k;
	a->board = b->board;
	b->board = board;
	strcpy(cmdline, a->cmdline);
	strcpy(a->cmdline, b->cmdline);
	strcpy(b->cmdline, cmdline);
}

bool session_goes_on(const struct session *s, uint64_t done, uint64_t of)
{
	if (s->progress)
		s->progress(s->progress_for, done, of);
	return !s->interrupted || !*s->interrupted;
}

const char *session_linux(const struct session *s, char text[LINUX_TEXT])
{
	snprintf(text, LINUX_TEXT, "Linux 2.6.32");
	if (s->k->layout.board.allocator != ALLOCATOR_2_6_32)
		snprintf(text, LINUX_TEXT, _("Linux 2.6.32, vmalloc of %s"),
			 allocator_name(s->k->layout.board.allocator));
	return text;
}

uint64_t session_position(const struct session *s)
{
	return s->k->m->journal.now;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	scripts_close(s);
	lesson_end(s);
	generations_free(s->generations);
	free(s->generations);
	record_free(s->record);
	stepper_free(&s->stepper);
	hole_search_free(&s->search);
	kernel_free(s->k);
	values_clear(&s->values);
	transcript_close(&s->transcript);
	command_log_free(&s->log);
	words_free(&s->words);
	free(s->pages);
	memory_stream_close(&s->out);
	memory_stream_close(&s->printk);
	memory_stream_close(&s->canonical);
	memory_stream_close(&s->reason);
	memory_stream_close(&s->answered);
	question_close(s);
	quiz_sheet_free(&s->sheet);
	comparison_free(s->comparison);
	free(s);
}

/* Values were addresses in the machine that is going away. */
void session_replace_kernel(struct session *s, struct kernel *fresh)
{
	start_journal(s, fresh);
	kernel_free(s->k);
	s->k = fresh;
	s->board = fresh->layout.board;
	strcpy(s->cmdline, fresh->layout.cmdline);
	values_clear(&s->values);
}

int session_boot(struct session *s, const struct board *board,
		 const char *cmdline)
{
	char why[MESSAGE_SIZE];
	struct board own = *board;
	struct kernel *fresh;

	if (s->keeps_allocator)
		own.allocator = s->board.allocator;
	fresh = kernel_boot(&own, cmdline,
			    &(struct complaint){ why, sizeof(why), translate });
	if (!fresh)
		return fail(s, -EINVAL, "%s", why);
	session_replace_kernel(s, fresh);
	return 0;
}

void session_note_boot(struct session *s)
{
	struct origin *origin = s->log.next.origin;

	origin->board = s->board;
	strcpy(origin->cmdline, s->cmdline);
}

uint64_t session_unsaved(const struct session *s)
{
	return s->log.serials - s->saved;
}
