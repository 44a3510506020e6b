/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_session.c - another machine for a session: the one that a listing, a
 * report and what is beside them tell of, and its board where nobody named one.
 *
 * The command `import` uses it, main.c for -i, and replay.
 */
#include "session/import/import_session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "session/import/import_files.h"
#include "session/import/import_listing.h"
#include "session/import/import_report.h"
#include "session/import/listing_board.h"
#include "session/import/report_board.h"
#include "session/line/argument.h"
#include "translate.h"

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
	session_replace_kernel(s, fresh);
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
