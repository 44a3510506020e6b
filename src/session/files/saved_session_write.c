/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved_session_write.c - a session as a text, saved_session.h's form of it.
 *
 * The line that the session is on is written from its beginning: up to where it
 * is as plain commands, what is undone as #> commands. Where a branch leaves a
 * line, the branch comes first, with what hangs on it, and then from the fork on
 * the rest of the line: so whoever reads it goes back over one branch at a time,
 * however many there are. For a file with hashes a machine beside does all this
 * at the same time.
 */
#include "session/files/saved_session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "session/import/board_file.h"
#include "session/files/output_file.h"
#include "session/time/timeline.h"
#include "translate.h"

enum {
	HASH_EVERY = 100, /* commands */
	CHUNK = 65536,	  /* bytes that are written at once */
};

#define NO_MOMENT UINT32_MAX

struct writer {
	const struct command_log *log;
	struct memory_stream *out; /* of the file; NULL: @to alone */
	FILE *to;

	/* Only with hashes: */
	struct session *s; /* whose log it is */
	struct session *x; /* does what is written */
	struct output *f;
	uint64_t size;	   /* bytes written so far */
	uint32_t hashed;   /* moment of this line that the last hash is of */
	uint64_t done, of; /* commands */
};

/* ---- Lines ---- */

static void print_boot(const struct board *board, const char *cmdline, FILE *to)
{
	fprintf(to, "#board %s\n", board->name);
	board_write(board, "#| ", to);
	if (*cmdline)
		fprintf(to, "#cmdline %s\n", cmdline);
}

/* Any bytes come back as they were, and none of them is a control byte. */
static void print_listing(const char *text, size_t size, FILE *to)
{
	enum { LONGEST = 4096 };
	bool open = false;
	size_t len = 0;

	for (size_t i = 0; i < size; i++, len++) {
		unsigned char c = (unsigned char)text[i];

		if (open && len >= LONGEST && c != '\n') {
			fputs("\\\n", to);
			open = false;
		}
		if (!open) {
			fputs("#< ", to);
			len = 0;
		}
		open = c != '\n';
		if (c == '\\')
			fputs("\\\\", to);
		else if (open && ((c < ' ' && c != '\t') || c == 0x7f))
			fprintf(to, "\\%03o", c);
		else
			putc(c, to);
	}
	if (open)
		fputs("\\\n", to);
}

void saved_print_origin(const struct origin *origin, FILE *to)
{
	if (origin->listing)
		print_listing(origin->listing, origin->size, to);
	else
		print_boot(&origin->board, origin->cmdline, to);
}

static void print_head(const struct command_log *log, bool recovery, FILE *to)
{
	fprintf(to, "%s%s\n%s\n%s#version %s\n", SAVED_MAGIC, SAVED_FORMAT,
		SAVED_GUARD, recovery ? "#recovery\n" : "", PACKAGE_VERSION);
	print_boot(&log->board, log->cmdline, to);
	fputs("#start\n", to);
}

/* @text: what the entry's offsets count from. */
static void print_entry(const struct log_entry *e, const char *text,
			bool hidden, FILE *to)
{
	const char *typed = text + e->text, *canonical = typed + e->canonical;

	if (strcmp(typed, canonical))
		fprintf(to, "#typed %s\n", typed);
	if (e->origin)
		saved_print_origin(e->origin, to);
	fprintf(to, "%s%s\n", hidden ? "#> " : "", canonical);
}

/* ---- The machine beside ---- */

static int flush(struct writer *w)
{
	int error = memory_stream_text(w->out);

	if (!error)
		error = atomic_file_write(&w->f->file, w->out->text,
					  w->out->size);
	w->size += w->out->size;
	memory_stream_reset(w->out);
	return error;
}

static int print_hash(struct writer *w)
{
	uint32_t at = w->x->log.at;

	w->hashed = at;
	fprintf(w->to, "#hash %u 0x%016" PRIx64 "\n", at,
		machine_hash(w->x->k->m));
	return ftell(w->to) >= CHUNK ? flush(w) : 0;
}

static int execute(struct session *x, const struct log_entry *e,
		   const char *text)
{
	const char *typed = text + e->text, *canonical = typed + e->canonical;
	struct result r;

	if (e->origin)
		return timeline_boot(x, typed, canonical, e->origin);
	x->typed = typed;
	session_execute(x, canonical, strlen(canonical), &r);
	x->typed = NULL;
	return r.error;
}

static int put_entry(struct writer *w, const struct log_entry *e,
		     const char *text, bool hidden)
{
	print_entry(e, text, hidden, w->to);
	if (!w->x)
		return 0;
	if (!session_goes_on(w->s, w->done++, w->of))
		return -EINTR;
	if (execute(w->x, e, text) || session_position(w->x) != e->after)
		return -ESTALE;
	return w->x->log.at % HASH_EVERY ? 0 : print_hash(w);
}

static int put_goto(struct writer *w, uint32_t n)
{
	fprintf(w->to, "#goto %u\n", n);
	w->hashed = NO_MOMENT;
	return w->x && timeline_goto(w->x, n) ? -ESTALE : 0;
}

static int put_line(struct writer *w, const char *name)
{
	fprintf(w->to, "#line %s\n", name);
	return w->x && branch_rename(&w->x->log, name) ? -ESTALE : 0;
}

/* Behind the last command of a line. */
static int put_end_of_line(struct writer *w)
{
	return w->x && w->hashed != w->x->log.at ? print_hash(w) : 0;
}

/* ---- Lines of time ---- */

/* A branch, to be found by what it hangs on. */
struct hung {
	const struct branch *b;
	uint32_t nr; /* in the order in which they were left */
};

static int by_parent(const void *a, const void *b)
{
	const struct hung *x = a, *y = b;

	if (x->b->parent != y->b->parent)
		return (uintptr_t)x->b->parent < (uintptr_t)y->b->parent ? -1
									 : 1;
	if (x->b->fork != y->b->fork)
		return x->b->fork < y->b->fork ? -1 : 1;
	return x->nr < y->nr ? -1 : 1;
}

/* All of them, then one that depends on none. */
static struct hung *sort_branches(const struct command_log *log)
{
	const struct branches *all = &log->branches;
	struct hung *hung = calloc(all->nr + 1, sizeof(*hung));

	for (uint32_t i = 0; hung && i < all->nr; i++)
		hung[i] = (struct hung){ all->branch[i], i };
	if (hung && all->nr)
		qsort(hung, all->nr, sizeof(*hung), by_parent);
	return hung;
}

/* The first that hangs on a line. */
static const struct hung *first_child(const struct command_log *log,
				      const struct hung *hung,
				      const struct branch *parent)
{
	uint32_t low = 0, high = log->branches.nr;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if ((uintptr_t)hung[middle].b->parent < (uintptr_t)parent)
			low = middle + 1;
		else
			high = middle;
	}
	return hung + low;
}

/* A line while it is written. */
struct written {
	const struct branch *b; /* NULL: the log's */
	uint32_t at;		/* the moment that has been reached */
	bool named;
	const struct hung *child; /* the next one that may hang on it */
};

static bool has_child_here(const struct written *line)
{
	const struct branch *b = line->child->b;

	return b && b->parent == line->b && b->fork == line->at;
}

static uint32_t end_of(const struct writer *w, const struct written *line)
{
	return line->b ? line->b->fork + line->b->nr : w->log->nr;
}

/* A line has its name from its first entry on, and again after a branch. */
static int put_next(struct writer *w, struct written *line)
{
	const struct command_log *log = w->log;
	const struct branch *b = line->b;
	uint32_t n = line->at++;
	int error = 0;

	if (b)
		error = put_entry(w, &b->entry[n - b->fork], b->text, true);
	else if (n == log->at)
		error = put_end_of_line(w);
	if (!b && !error)
		error = put_entry(w, &log->entry[n], log->text, n >= log->at);
	if (!error && !line->named)
		error = put_line(w, b ? b->name : branch_line(log));
	line->named = true;
	return error;
}

/* @line: room for one of each; it has the log's. */
static int put_from(struct writer *w, const struct hung *hung,
		    struct written *line)
{
	const struct written *first = line;
	int error = 0;

	while (!error) {
		if (has_child_here(line)) {
			const struct branch *b = line->child++->b;

			*++line = (struct written){
				.b = b,
				.at = b->fork,
				.child = first_child(w->log, hung, b),
			};
		} else if (line->at < end_of(w, line)) {
			error = put_next(w, line);
		} else if (line > first) {
			error = put_end_of_line(w);
			line--;
			line->named = false;
			if (!error)
				error = put_goto(w, line->at);
		} else {
			break;
		}
	}
	return error;
}

static int put_lines(struct writer *w)
{
	struct hung *hung = sort_branches(w->log);
	struct written *line = calloc(w->log->branches.nr + 1, sizeof(*line));
	int error = -ENOMEM;

	if (hung && line) {
		line->named = true;
		line->child = first_child(w->log, hung, NULL);
		error = put_from(w, hung, line);
	}
	free(hung);
	free(line);
	return error;
}

static int put_all(struct writer *w)
{
	const struct command_log *log = w->log;
	int error = 0;

	print_head(log, !w->x, w->to);
	if (strcmp(branch_line(log), BRANCH_FIRST))
		error = put_line(w, branch_line(log));
	if (!error)
		error = put_lines(w);
	if (!error)
		error = put_end_of_line(w);
	if (!error && log->at != log->nr)
		error = put_goto(w, log->at);
	return error ? error : put_end_of_line(w);
}

int saved_session_print(const struct command_log *log, FILE *to)
{
	struct writer w = { .log = log, .to = to };

	return put_all(&w);
}

/* ---- A file ---- */

static int write_session(struct writer *w)
{
	struct memory_stream text;
	int error = memory_stream_open(&text);

	w->out = &text;
	w->to = text.file;
	w->of = w->log->nr;
	for (uint32_t i = 0; i < w->log->branches.nr; i++)
		w->of += w->log->branches.branch[i]->nr;
	if (!error)
		error = put_all(w);
	if (!error) {
		fputs("#end\n", w->to);
		error = flush(w);
	}
	memory_stream_close(&text);
	if (!error && machine_hash(w->x->k->m) != machine_hash(w->s->k->m))
		error = -ESTALE;
	return error;
}

static int fail_stale(struct session *s, const struct session *x)
{
	const char *why = *x->message ? x->message : _("the machine differs");

	return fail(s, -ESTALE,
		    "not saved: running the commands again leads to a "
		    "different machine; %.300s",
		    why);
}

int saved_session_write(struct session *s, const char *file)
{
	char why[MESSAGE_SIZE];
	struct output f;
	struct writer w = { .log = &s->log, .s = s, .f = &f };
	int error = output_open(s, &f, file, true), written;

	if (error)
		return error;
	w.x = session_at_start(s, SESSION_LOADING, why, sizeof(why));
	written = w.x ? write_session(&w) : -ENOMEM;
	error = output_close(s, &f, written, w.size);
	if (written == -ESTALE)
		error = fail_stale(s, w.x);
	session_free(w.x);
	return error;
}
