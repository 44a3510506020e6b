/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session.c - a session's life: it starts, boots, imports, and ends.
 *
 * One line from its first byte to its answer is in line/execute.c.
 */
#include "session/session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "text/clean_text.h"
#include "session/commands/comparison.h"
#include "session/line/argument.h"
#include "session/generations/generations.h"
#include "session/import/board_file.h"
#include "session/import/import_files.h"
#include "session/import/import_listing.h"
#include "session/import/import_report.h"
#include "session/import/listing_board.h"
#include "session/import/report_board.h"
#include "session/lesson/lesson.h"
#include "session/line/script.h"
#include "session/files/data_folder.h"
#include "session/files/text_lines.h"
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
static void replace_kernel(struct session *s, struct kernel *fresh)
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
	replace_kernel(s, fresh);
	return 0;
}

/* From now on the session begins with this board. */
static void begin_with(struct session *s, const struct board *board)
{
	/* Those that an option gave stay. */
	if (!strcmp(s->cmdline, s->board.cmdline)) {
		strcpy(s->cmdline, board->cmdline);
		strcpy(s->log.cmdline, board->cmdline);
	}
	s->board = s->log.board = *board;
	s->log.next.origin->board = *board;
}

/* Nobody named a board: that of which the listing and what is beside it tell. */
static bool find_board(struct session *s, const struct imported_file *in)
{
	struct board board = s->board;

	if (!s->starting || !s->any_board || !in->areas ||
	    !listing_board(in->file, in->text, in->size, &s->k->layout,
			   &in->beside, &board))
		return false;
	begin_with(s, &board);
	return true;
}

static uint64_t ram_of(const struct board *b)
{
	uint64_t ram = 0;

	for (unsigned int i = 0; i < b->nr_banks; i++)
		ram += b->bank[i].size;
	return ram;
}

/* What was taken instead, and what is assumed. */
static void tell_board(struct session *s, const struct imported_file *in)
{
	const struct board *b = &s->board;
	char sources[IMPORTED_TEXT], assumed[IMPORTED_TEXT];

	if (!in->areas) {
		fprintf(s->out.file,
			_("board worked out from the report: %" PRIu64
			  " MB of RAM, %u MB of it lowmem; assumed: where RAM "
			  "starts, and the kernel in it; `board save FILE` "
			  "writes it\n"),
			b->bank[0].size >> 20,
			(s->k->layout.high_memory - b->page_offset) >> 20);
		return;
	}
	imported_sources(in, sources, sizeof(sources));
	imported_assumed(in, assumed, sizeof(assumed));
	fprintf(s->out.file,
		_("board worked out from %s: PAGE_OFFSET %08" PRIx32
		  ", %" PRIu64 " MB of RAM at %08" PRIx32 ", vmalloc "
		  "%08" PRIx32 "-%08" PRIx32 "; assumed: %s; addresses "
		  "follow %s's rules; `board save FILE` writes it\n"),
		sources, b->page_offset, ram_of(b) >> 20, b->phys_offset,
		s->k->layout.vmalloc_start, s->k->layout.vmalloc_end, assumed,
		allocator_name(b->allocator));
}

/* The areas were handed out by rules that are not the board's. */
static void tell_allocator(struct session *s)
{
	fprintf(s->out.file,
		_("the listing is of a later kernel: new areas follow %s's "
		  "rules\n"),
		allocator_name(s->k->layout.board.allocator));
}

/* First the areas, so that the free lists are of what they left. */
static int build(struct session *s, struct imported_file *in,
		 struct kernel *fresh)
{
	long doubts = -1;
	int error = 0;

	if (in->areas)
		error = import_listing(fresh, in->file, in->text, in->size,
				       s->out.file, &doubts, in->why,
				       sizeof(in->why));
	s->doubts = doubts;
	if (!error && in->lists)
		error = import_report(fresh, &in->report, s->out.file, &doubts);
	if (!in->areas)
		s->doubts = doubts;
	return error;
}

/* The kernel goes by the listing; the next boot is as the board says. */
static int import(struct session *s, struct imported_file *in)
{
	const unsigned int allocator = s->board.allocator;
	struct board board = s->board;
	struct kernel *fresh;
	int error;

	if (in->areas && !s->keeps_allocator)
		board.allocator = listing_allocator(in->file, in->text,
						    in->size, allocator);
	fresh = kernel_boot(
		&board, s->cmdline,
		&(struct complaint){ in->why, sizeof(in->why), translate });
	if (!fresh)
		return fail(s, -ENOMEM, "%s", in->why);
	error = build(s, in, fresh);
	if (error) {
		kernel_free(fresh);
		return fail(s, error, "%s", in->why);
	}
	replace_kernel(s, fresh);
	s->board.allocator = allocator;
	if (board.allocator != allocator)
		tell_allocator(s);
	return 0;
}

int session_import_text(struct session *s, const char *file, const char *text,
			size_t size)
{
	struct imported_file in = { .file = file, .text = text, .size = size };
	int error = imported_text(&in);

	return error ? fail(s, error, "%s", in.why) : import(s, &in);
}

/* Likewise for a report: each board that it may be from, until one has room for
 * its free blocks. */
static int import_lists(struct session *s, struct imported_file *in,
			bool *found)
{
	const struct board first = s->board;
	struct board board = first;
	int error = -EINVAL;

	for (unsigned int n = 0;
	     error == -EINVAL && report_board(&in->report, s->k, n, &board);
	     n++, board = first) {
		*found = strcmp(board.name, first.name) != 0;
		begin_with(s, &board);
		memory_stream_reset(&s->out);
		error = import(s, in);
	}
	if (error == -EINVAL && !*found)
		error = import(s, in);
	return error;
}

/* Where the board is another one because of them, or would be if nobody had
 * named one. */
static void tell_beside(struct session *s, const struct imported_file *in,
			bool found)
{
	if (found)
		tell_board(s, in);
	else if (s->starting && beside_told(&in->beside) && in->areas)
		fputs(_("what is beside the listing is not used: the board was "
			"named\n"),
		      s->out.file);
	if (in->beside.facts.hidden)
		fputs(_("iomem hides its addresses from users: read it as "
			"root\n"),
		      s->out.file);
}

/* Each is read once: a pipe has nothing for a second time. */
int session_import(struct session *s, const char *const *file, size_t nr,
		   enum input_kind kind)
{
	struct origin *origin = s->log.next.origin;
	struct imported_file in = { .file = NULL };
	bool found = false;
	int error = imported_files(&in, file, nr, kind);

	if (error)
		fail(s, error, "%s", in.why);
	else if (s->starting && s->any_board && !in.areas &&
		 !strcmp(s->cmdline, s->board.cmdline))
		error = import_lists(s, &in, &found);
	else {
		found = find_board(s, &in);
		error = import(s, &in);
	}
	if (!error)
		tell_beside(s, &in, found);
	if (!error && origin) {
		free(origin->listing);
		origin->listing = in.own;
		origin->size = in.size;
		in.own = NULL;
	}
	imported_free(&in);
	return error;
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

int session_import_first(struct session *s, const char *const *file, size_t nr)
{
	struct result r;
	struct memory_stream text;
	int error = memory_stream_open(&text);

	if (error)
		return fail_memory(s);
	fputs("import", text.file);
	for (size_t i = 0; i < nr; i++) {
		putc(' ', text.file);
		word_print(file[i], text.file);
	}
	if (memory_stream_text(&text)) {
		memory_stream_close(&text);
		return fail_memory(s);
	}
	s->starting = true;
	session_execute(s, text.text, text.size, &r);
	s->starting = false;
	memory_stream_close(&text);
	s->n = 0;
	return r.error;
}
