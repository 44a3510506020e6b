/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session.c - a session's life, and one line from its first byte to its answer.
 *
 * A line goes through these, each of which may end it with an error:
 *
 *   check_bytes      no NUL, not too long
 *   find_assignment  `name =` in front?
 *   read_call        words, the command's row, its arguments, the name
 *   announce         room in the log; into the recovery file
 *   run_call         the row's run(); the kernel's log before and after
 *   note_call        into the log
 *   tell_fate        into the recovery file: answered or refused
 *   keep_value       $N and the name
 *   settle           a call that is stepped through: back into it, or into
 *                    another one (stepper.h); read_call took the machine out
 *
 * The machine changes in run_call only, and there only after the command has
 * made sure that nothing is wrong. What was begun and could not be ended (an
 * interrupt) is taken back.
 */
#include "session/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/boot.h"
#include "kernel/printk.h"
#include "machine/bug.h"
#include "text/clean_text.h"
#include "session/line/argument.h"
#include "session/import/board_file.h"
#include "session/commands/command.h"
#include "inspect/c_type.h"
#include "session/import/import_listing.h"
#include "session/lesson/lesson.h"
#include "session/stepping/step_record.h"
#include "session/line/script.h"
#include "session/files/text_lines.h"
#include "session/files/recovery_file.h"
#include "session/time/timeline.h"
#include "translate.h"

static const char default_board[] = "marvell";

/* A line, understood. */
struct call {
	const struct command *command;
	struct args args;
	struct named *name; /* what the value will be called; or NULL */
};

/* A stretch of the line. */
struct text_span {
	const char *text;
	size_t len;
};

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

/* The article's board needs no file: no data folder is no reason to stop. */
static int load_first_board(const char *name, struct board *board, char *why,
			    size_t size)
{
	int error = board_load(name ? name : default_board, INPUT_STREAM, board,
			       why, size);

	if (error == -ENOENT && !name) {
		*board = *marvell_board();
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
	s->k = kernel_boot(board, cmdline, why, size);
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
	const char *cmdline = options->cmdline ? options->cmdline : "";
	struct board board;
	int error = load_first_board(options->board, &board, why, size);

	if (error)
		return error;
	/* Also in a saved session, where the next one would be a directive. */
	if (strchr(cmdline, '\n')) {
		snprintf(why, size, "kernel arguments are one line");
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

struct session *session_at_start(const struct session *s,
				 enum session_mode mode, char *why, size_t size)
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
	    !power_on(fresh, &s->log.board, s->log.cmdline, why, size))
		return fresh;
	session_free(fresh);
	return NULL;
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
	record_free(s->record);
	stepper_free(&s->stepper);
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
	struct kernel *fresh = kernel_boot(board, cmdline, why, sizeof(why));

	if (!fresh)
		return fail(s, -EINVAL, "%s", why);
	replace_kernel(s, fresh);
	return 0;
}

int session_import_text(struct session *s, const char *file, const char *text,
			size_t size)
{
	char why[MESSAGE_SIZE];
	struct kernel *fresh =
		kernel_boot(&s->board, s->cmdline, why, sizeof(why));
	int error;

	if (!fresh)
		return fail(s, -ENOMEM, "%s", why);
	error = import_listing(fresh, file, text, size, s->out.file, &s->doubts,
			       why, sizeof(why));
	if (error) {
		kernel_free(fresh);
		return fail(s, error, "%s", why);
	}
	replace_kernel(s, fresh);
	return 0;
}

/* It is read once: a pipe has nothing for a second time. */
int session_import(struct session *s, const char *file, enum input_kind kind)
{
	struct origin *origin = s->log.next.origin;
	char *text;
	size_t size;
	int error = lines_all(file, kind, &text, &size);

	if (error)
		return fail(s, error, "%s: %s", shown(file).text,
			    input_problem(-error));
	error = session_import_text(s, file, text, size);
	if (!error && origin) {
		free(origin->listing);
		origin->listing = text;
		origin->size = size;
		text = NULL;
	}
	free(text);
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

int session_import_first(struct session *s, const char *file)
{
	static const char line[] = "import ";
	struct result r;
	struct memory_stream text;
	int error = memory_stream_open(&text);

	if (error)
		return fail_memory(s);
	fputs(line, text.file);
	word_print(file, text.file);
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

/* ---- Understanding a line ---- */

static struct text_span trim(struct text_span line)
{
	while (line.len && is_blank(*line.text)) {
		line.text++;
		line.len--;
	}
	while (line.len && is_blank(line.text[line.len - 1]))
		line.len--;
	return line;
}

static size_t longest_line(const struct session *s)
{
	return s->mode == SESSION_LIVE ? LINE_MAX_LENGTH : CANONICAL_MAX_LENGTH;
}

static int check_bytes(struct session *s, const char *line, size_t len)
{
	const char *start = line;

	if (len > longest_line(s))
		return fail(s, -E2BIG,
			    "the line is longer than the %d bytes allowed for "
			    "a command",
			    LINE_MAX_LENGTH);
	if (memchr(line, '\0', len))
		return fail(s, -EINVAL,
			    "the line contains a NUL byte; commands are text");
	line = memchr(line, '\n', len);
	if (line && (size_t)(line - start) + 1 < len)
		return fail(s, -EINVAL, "a command must be a single line");
	return 0;
}

/* Cut `name =` off the front of @line. */
static struct text_span find_assignment(struct text_span *line)
{
	struct text_span name = { line->text, 0 };
	size_t len = assignment_length(line->text, line->len, &name.len);

	if (!len)
		return (struct text_span){ NULL, 0 };
	line->text += len;
	line->len -= len;
	return name;
}

/* Names that would hide something else are refused. */
static int check_name(struct session *s, const char *name)
{
	vaddr_t addr;

	if (!is_name(name))
		return fail(s, -EINVAL,
			    "%s is not a valid name: use letters, digits and "
			    "_, and do not start with a digit",
			    shown(name).text);
	if (strlen(name) >= KSYM_NAME_LEN)
		return fail(s, -EINVAL,
			    "%s is longer than the %d characters of a name",
			    shown(name).text, KSYM_NAME_LEN - 1);
	if (is_bare_hex(name))
		return fail(s, -EINVAL, "%s would be read as an address", name);
	if (!strcmp(name, "NULL"))
		return fail(s, -EINVAL, "NULL cannot be used as a name");
	if (cbase_find(name))
		return fail(s, -EINVAL, "%s is a C type; take another name",
			    name);
	if (command_find(name, strlen(name)))
		return fail(s, -EINVAL, "%s is a command; take another name",
			    name);
	if (kallsyms_lookup_name(s->k, name, &addr))
		return fail(s, -EINVAL,
			    "%s is a symbol of the kernel; take another name",
			    name);
	return 0;
}

/* Make the entry now: afterwards nothing may go wrong any more. */
static int prepare_name(struct session *s, struct text_span span,
			struct call *call)
{
	char name[KSYM_NAME_LEN + 1];
	int error;

	snprintf(name, sizeof(name), "%.*s", (int)span.len, span.text);
	error = check_name(s, name);
	if (error)
		return error;
	if (!call->command->returns)
		return fail(s, -EINVAL,
			    "%s returns no value that could be named %s",
			    call->command->name, name);
	call->name = values_name(&s->values, name);
	return call->name ? 0 : fail_memory(s);
}

static int split(struct session *s, struct text_span line)
{
	int error = words_split(&s->words, line.text, line.len);

	if (error == -ENOMEM)
		return fail_memory(s);
	if (error)
		return fail(s, error, "a quote is not closed");
	if (!s->words.nr)
		return fail(s, -EINVAL, "there is no command after the =");
	return 0;
}

/* The arguments add themselves (argument.c). */
static void begin_canonical(struct session *s, struct text_span name,
			    const struct command *c)
{
	memory_stream_reset(&s->canonical);
	if (name.text)
		fprintf(s->canonical.file, "%.*s = ", (int)name.len, name.text);
	fputs(c->name, s->canonical.file);
}

/* What was asked is about this moment. */
static int check_question(struct session *s, const struct command *c)
{
	if (!question_text(s) || s->answers ||
	    script_asker(s) != ASKED_BY_PERSON ||
	    !(c->flags & (COMMAND_LOGGED | COMMAND_TRAVELS | COMMAND_STEPS)))
		return 0;
	return fail(s, -EBUSY,
		    "first answer what was asked, or type - if you do not "
		    "know");
}

static int read_call(struct session *s, struct text_span line,
		     struct call *call)
{
	struct text_span name = find_assignment(&line);
	const char *word, *slash;
	size_t len;
	int error = split(s, line);

	if (error)
		return error;
	word = s->words.word[0];
	slash = strchr(word, '/');
	len = slash ? (size_t)(slash - word) : strlen(word);
	call->command = command_find(word, len);
	if (!call->command)
		return command_unknown(s, word);
	if (call->command->now)
		call->command = call->command->now(s, call->command);
	error = check_question(s, call->command);
	if (error)
		return error;
	if (call->command->flags & COMMAND_PAUSES)
		stepper_pause(s);
	if (s->mode != SESSION_LIVE && !(call->command->flags & COMMAND_LOGGED))
		return fail(s, -EINVAL, "%s does not change the machine",
			    call->command->name);
	begin_canonical(s, name, call->command);
	error = arguments_read(s, call->command, slash ? slash + 1 : NULL,
			       &call->args);
	if (!error && name.text)
		error = prepare_name(s, name, call);
	if (!error && values_reserve(&s->values))
		error = fail_memory(s);
	return error;
}

/* ---- Running it ---- */

static int empty_streams(struct session *s)
{
	memory_stream_reset(&s->out);
	memory_stream_reset(&s->printk);
	memory_stream_reset(&s->reason);
	if (memory_stream_text(&s->out) || memory_stream_text(&s->printk) ||
	    memory_stream_text(&s->reason))
		return fail_memory(s);
	return 0;
}

/* Time passes by commands: one jiffy each that the kernel works for. */
static void tick(struct kernel *k)
{
	set(k->m, k->g->jiffies, k->g->jiffies + 1);
}

/* A fresh kernel's log is new from its first line. */
static int collect_printk(struct session *s, const struct kernel *before,
			  uint32_t position)
{
	if (s->k != before)
		position = 0;
	else if (log_position(s->k) == position)
		return 0;
	log_print(s->k, position, s->printk.file);
	return memory_stream_text(&s->printk);
}

/*
 * All that can go wrong with the log goes wrong before the command runs: then
 * nothing has happened yet. @entry: the line's number in the recovery file.
 */
static int announce(struct session *s, const struct call *call,
		    struct text_span line, uint64_t *entry)
{
	unsigned int flags = call->command->flags;
	bool boots = flags & COMMAND_REBOOTS;

	if (!(flags & COMMAND_LOGGED) || s->mode == SESSION_REPLAYING)
		return 0;
	if (s->typed)
		line = (struct text_span){ s->typed, strlen(s->typed) };
	if (memory_stream_text(&s->canonical) ||
	    command_log_prepare(&s->log, line.text, line.len, s->canonical.text,
				boots))
		return fail_memory(s);
	*entry = recovery_file_command(s->state, line.text, line.len,
				       s->canonical.text);
	return 0;
}

static void note_call(struct session *s, const struct call *call,
		      const struct kernel *before, uint64_t position,
		      const struct value *value)
{
	if (!(call->command->flags & COMMAND_LOGGED))
		return;
	s->last_after = session_position(s);
	s->last_before = s->k == before ? position : s->last_after;
	/* `board` alone only lists. */
	if (s->mode == SESSION_REPLAYING ||
	    (s->k == before && (call->command->flags & COMMAND_REBOOTS)))
		return;
	if (s->log.next.origin)
		session_note_boot(s);
	s->log.next.value = value->bits;
	command_log_commit(&s->log, s->last_after);
}

/*
 * What only looks must store nothing: it is not in the log, so a replay would
 * miss it.
 */
static void check_untouched(const struct session *s, const struct command *c,
			    const struct kernel *before, uint64_t position)
{
	if (c->flags & (COMMAND_LOGGED | COMMAND_TRAVELS | COMMAND_STEPS))
		return;
	BUG_ON(s->k != before || session_position(s) != position);
}

static int run_call(struct session *s, const struct call *call,
		    struct value *value)
{
	const struct kernel *before = s->k;
	uint32_t printed = log_position(s->k);
	uint64_t position = session_position(s);
	unsigned int flags = call->command->flags;
	int error;

	s->k->why.point = NULL;
	error = call->command->run(s, &call->args, value);
	check_untouched(s, call->command, before, position);
	if (error && (flags & COMMAND_CHANGES))
		return timeline_take_back(s, position, error);
	if (error)
		return error;
	if (flags & COMMAND_CHANGES)
		tick(s->k);
	note_call(s, call, before, position, value);
	if (!(flags & (COMMAND_TRAVELS | COMMAND_STEPS)))
		error = collect_printk(s, before, printed);
	if (value->type == VALUE_NULL)
		reason_print(s->reason.file, s->k, &s->k->why);
	if (error || memory_stream_text(&s->out) ||
	    memory_stream_text(&s->reason))
		return fail(s, -ENOMEM,
			    "done, but there was no memory for its output");
	return 0;
}

/*
 * What is in the log by now has happened, whatever the answer says. Only a line
 * that is in the recovery file has a fate there.
 */
static void tell_fate(struct session *s, uint64_t entry, uint64_t serials)
{
	const struct command_log *log = &s->log;

	if (!entry)
		return;
	if (log->serials != serials)
		recovery_file_answered(s->state, entry,
				       log->entry[log->at - 1].origin);
	else
		recovery_file_refused(s->state, entry);
}

/* Whoever stood inside a call is back there, or out of it. */
static int settle(struct session *s, const struct call *call, int error)
{
	stepper_settle(s, error || (call->command->flags & COMMAND_SETTLED));
	if (!error && memory_stream_text(&s->out))
		return fail(s, -ENOMEM,
			    "done, but there was no memory for its output");
	return error;
}

static void keep_value(struct session *s, const struct call *call,
		       struct result *r)
{
	if (r->value.type == VALUE_NONE)
		return;
	r->index = values_add(&s->values, r->value,
			      call->command->flags & COMMAND_CHANGES);
	if (call->name)
		call->name->value = r->value;
}

static void fill_result(const struct session *s, struct result *r)
{
	if (r->error) {
		r->message = s->message;
		return;
	}
	r->output = s->out.text;
	r->output_len = s->out.size;
	r->raw = s->raw;
	r->printk = s->printk.text;
	r->printk_len = s->printk.size;
	r->steps = s->steps;
	r->predicted = s->predicted;
	r->front = s->front;
	r->step = s->shows_step ? &s->stepper : NULL;
	r->reason = s->reason.text;
}

/* An answer stands for the line that asked, with the answer added. */
static int take_answer(struct session *s, struct text_span *line)
{
	s->answers = question_answered(s, line->text, line->len);
	if (!s->answers)
		return 0;
	memory_stream_reset(&s->answered);
	question_line(s, line->text, line->len, s->answered.file);
	if (memory_stream_text(&s->answered))
		return fail_memory(s);
	*line = (struct text_span){ s->answered.text, s->answered.size };
	return 0;
}

void session_execute(struct session *s, const char *line, size_t len,
		     struct result *r)
{
	struct text_span span = trim((struct text_span){ line, len });
	uint64_t entry = 0, serials = s->log.serials;
	enum asker asker = script_asker(s);
	enum pane focus = s->look.focus;
	bool alone = s->look.alone;
	struct call call = { .command = NULL };

	*r = (struct result){ .command = span.text, .command_len = span.len };
	s->question = false;
	if (len <= longest_line(s) && (!span.len || is_comment(*span.text)))
		return;
	r->n = ++s->n;
	s->steps = NULL;
	s->predicted = NULL;
	s->shows_step = false;
	s->raw = false;
	r->error = check_bytes(s, line, len);
	if (!r->error)
		r->error = empty_streams(s);
	if (!r->error)
		r->error = take_answer(s, &span);
	r->command = span.text;
	r->command_len = span.len;
	if (!r->error)
		r->error = read_call(s, span, &call);
	if (!r->error)
		r->error = announce(s, &call, span, &entry);
	if (!r->error) {
		r->error = run_call(s, &call, &r->value);
		tell_fate(s, entry, serials);
	}
	if (!r->error)
		keep_value(s, &call, r);
	r->error = settle(s, &call, r->error);
	if (s->look.focus != focus || s->look.alone != alone)
		s->look.by_script = asker != ASKED_BY_PERSON;
	fill_result(s, r);
	if (r->error ||
	    !(call.command->flags & COMMAND_LOOKS || lesson_passes(s)))
		transcript_add(&s->transcript, r);
}
