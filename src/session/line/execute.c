/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * execute.c - one line of a session, from its first byte to its answer.
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
#include <string.h>

#include "kernel/printk.h"
#include "session/line/argument.h"
#include "session/line/expression.h"
#include "inspect/c_type.h"
#include "session/lesson/lesson.h"
#include "session/line/script.h"
#include "session/files/recovery_file.h"
#include "session/time/timeline.h"
#include "translate.h"

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

/* Make the entry now: afterwards nothing may go wrong. */
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

/* What was asked is about this moment, and one question is enough. Who waits
 * gives no lines; what a person sources meanwhile does. */
static int check_question(struct session *s, const struct command *c)
{
	const unsigned int moves =
		COMMAND_LOGGED | COMMAND_TRAVELS | COMMAND_STEPS | COMMAND_ASKS;

	if (!question_text(s) || s->answers || !(c->flags & moves))
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
	struct inspector in;
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
	in = session_inspector(s);
	if (value->type == VALUE_NULL)
		reason_print(s->reason.file, &in, &s->k->why);
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

/* A person who stood inside a call is back there, or out of it. */
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
	if (!call->name)
		return;
	call->name->value = r->value;
	call->name->n = r->index;
	/* Without a log beside it, $N is the only place that tells it. */
	if (s->transcript.open)
		r->name = call->name->name;
}

static void fill_result(struct session *s, struct result *r)
{
	if (!r->error || (s->reports && !memory_stream_text(&s->out))) {
		r->output = s->out.text;
		r->output_len = s->out.size;
	}
	if (r->error) {
		r->message = s->message;
		return;
	}
	r->raw = s->raw;
	r->printk = s->printk.text;
	r->printk_len = s->printk.size;
	r->steps = s->steps;
	r->predicted = s->predicted;
	r->quizzed = s->quizzed;
	r->compared = s->compared;
	r->searched = s->searched;
	r->beside = s->beside;
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
	if (question_line(s, line->text, line->len, s->answered.file) ||
	    memory_stream_text(&s->answered))
		return fail_memory(s);
	*line = (struct text_span){ s->answered.text, s->answered.size };
	return 0;
}

/*
 * What a command is about is what all panes show. When the machine has changed,
 * they show what changed instead, unless a person chose something.
 */
static void show(struct session *s, const struct call *call, bool changed)
{
	if (s->look.shown && changed)
		view_state_select(&s->look, SELECTED_NOTHING, 0);
	if (call->command->flags & COMMAND_SHOWS)
		view_state_show(&s->look, call->args.addr);
}

void session_execute(struct session *s, const char *line, size_t len,
		     struct result *r)
{
	struct text_span span = trim((struct text_span){ line, len });
	uint64_t entry = 0, serials = s->log.serials;
	enum asker asker = script_asker(s);
	enum pane focus = s->look.focus;
	bool alone = s->look.alone;
	const struct kernel *before = s->k;
	uint64_t position = session_position(s);
	struct call call = { .command = NULL };

	*r = (struct result){ .command = span.text, .command_len = span.len };
	s->question = false;
	if (len <= longest_line(s) && (!span.len || is_comment(*span.text)))
		return;
	r->n = ++s->n;
	s->steps = NULL;
	s->predicted = NULL;
	s->quizzed = NULL;
	s->compared = NULL;
	s->searched = NULL;
	s->beside = NULL;
	s->shows_step = false;
	s->raw = s->reports = false;
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
	if (!r->error)
		show(s, &call,
		     s->k != before || session_position(s) != position);
	if (s->look.focus != focus || s->look.alone != alone)
		s->look.by_script = asker != ASKED_BY_PERSON;
	fill_result(s, r);
	if (r->error ||
	    !(call.command->flags & COMMAND_LOOKS || lesson_passes(s) ||
	      (asker == ASKED_BY_PAGE && lesson_hides(span.text, span.len))))
		transcript_add(&s->transcript, r);
}
