/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message_line.c - which line of an answer is shown, and who has the keys then.
 */
#include "view/screen/message_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "session/lesson/lesson.h"
#include "session/line/runner.h"
#include "session/session.h"
#include "view/screen/answer_gist.h"
#include "view/span_look.h"
#include "translate.h"

void message_line_say(struct message_line *t, bool error, const char *text,
		      size_t len)
{
	if (len >= sizeof(t->text))
		len = sizeof(t->text) - 1;
	memcpy(t->text, text, len);
	t->text[len] = '\0';
	for (char *c = t->text; *c; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
	t->screen->sentence = t->text;
	t->screen->error = error;
}

/* ---- The log ---- */

/* Where the log lies; false: it is not shown. */
static bool find_log(const struct message_line *t, struct place_of_pane *log)
{
	struct place_of_pane place[PANES];
	unsigned int nr = screen_panes(t->scene, t->canvas->width,
				       t->canvas->height, place);

	for (unsigned int i = 0; i < nr; i++) {
		*log = place[i];
		if (log->pane == PANE_LOG)
			return true;
	}
	return false;
}

/* Rows that an answer takes in the log, which breaks long lines. */
static uint32_t count_rows(const char *text, size_t size, int width)
{
	uint32_t rows = 0;

	while (size) {
		const char *end = memchr(text, '\n', size);
		size_t len = end ? (size_t)(end - text) : size;

		rows += log_rows(text, len, width);
		len += end != NULL;
		text += len;
		size -= len;
	}
	return rows;
}

/* What does not fit is read from @begin on. */
static void scroll_log(struct message_line *t,
		       const struct memory_stream *answers, const char *begin)
{
	size_t before = (size_t)(begin - answers->text);
	struct place_of_pane log;
	uint32_t rows, shown;

	t->s->look.log_back = 0;
	if (!find_log(t, &log) || log.width < 8 || log.height < 3)
		return;
	rows = !before + count_rows(begin, answers->size - before, log.width);
	shown = (uint32_t)log.height - 1;
	if (rows > shown)
		t->s->look.log_back = rows - shown;
}

/* As `focus log` does, without another answer in the place of this one. */
static void lend_log(struct message_line *t)
{
	t->s->look.before = t->s->look.focus;
	t->s->look.focus = PANE_LOG;
	t->s->look.wide = true;
	t->lent = true;
}

/* The next line that is typed finds the pane that one was in. */
void message_line_end(struct message_line *t)
{
	struct view_state *look = &t->s->look;

	if (t->lent && look->focus == PANE_LOG)
		view_state_focus(look, look->before);
	look->wide = false;
	t->lent = false;
}

/* ---- An answer ---- */

static bool is_same_machine(const struct message_line *t)
{
	return session_position(t->s) == t->before.position &&
	       t->s->log.serials == t->before.serials &&
	       t->s->log.at == t->before.at;
}

static bool has_stepped(const struct message_line *t)
{
	return stepper_on(t->s) && (t->s->stepper.record != t->before.record ||
				    t->s->stepper.at != t->before.step);
}

static unsigned int turns_of(const struct session *s)
{
	return s->lesson ? s->lesson->turns : 0;
}

static bool has_turned(const struct message_line *t)
{
	return t->s->lesson && (t->s->lesson != t->before.lesson ||
				t->s->lesson->turns != t->before.turns);
}

/* Does a line begin as one of this format does, up to its first value? */
static bool starts_as(const char *line, size_t len, const char *format)
{
	size_t n = strcspn(format, "%");

	return n && len >= n && !memcmp(line, format, n);
}

/* As stepper_print() writes it. */
static bool is_step(const char *line, size_t len)
{
	return starts_as(line, len, _("step %" PRIu32 " of %" PRIu32 ": ")) ||
	       starts_as(line, len,
			 ngettext("end of %" PRIu32 " step: ",
				  "end of %" PRIu32 " steps: ", 2));
}

/* Also where one was already. */
static bool tells_step(const struct message_line *t,
		       const struct memory_stream *answers)
{
	const char *line;
	size_t len = answer_first_line(answers->text, answers->size, &line);

	return stepper_on(t->s) && is_step(line, len);
}

/* What stands before the step: which breakpoint it met. A page stands below. */
static void tell_step(struct message_line *t,
		      const struct memory_stream *answers)
{
	const char *line;
	size_t len = answer_first_line(answers->text, answers->size, &line);

	if (is_step(line, len) || has_turned(t))
		len = 0;
	if (!len && t->s->stepper.record != t->before.record &&
	    !t->s->stepper.at) {
		line = _("Inside the call: s goes into functions, n over "
			 "them, p back; q leaves.");
		len = strlen(line);
	}
	t->s->look.log_back = 0;
	message_line_end(t);
	message_line_say(t, false, line, len);
}

static void say_gist(struct message_line *t, const struct gist *g)
{
	char text[TELLING_SIZE];

	message_line_say(t, false, text, gist_text(g, text, sizeof(text)));
}

/* Of many commands the last ones are read. */
static bool ran_script(const struct message_line *t)
{
	const struct transcript *transcript = &t->s->transcript;
	unsigned int commands = 0;

	for (uint32_t i = t->before.lines; i < transcript->nr; i++)
		commands += transcript_line(transcript, i).kind ==
			    TRANSCRIPT_COMMAND;
	return commands > 1 || transcript->nr < t->before.lines;
}

/* Longer answers are read in the log, unless the line itself chose a pane. */
static void tell_answer(struct message_line *t,
			const struct memory_stream *answers)
{
	struct gist g = gist_of(t->s, answers, false);
	struct place_of_pane log;

	/* First comes whether it was right. */
	if (t->before.asked && !question_text(t->s))
		g = gist_verdict(answers, &g);
	if (answers->size)
		t->s->look.log_back = 0;
	if (g.lines > 1u + gist_is_remark(&g) || g.kernel) {
		if (!find_log(t, &log) && t->s->look.chosen == t->before.chosen)
			lend_log(t);
		if (!ran_script(t))
			scroll_log(t, answers, g.begin);
	}
	say_gist(t, &g);
}

/*
 * What the page says stands below the panes. Above it stands the pane that the
 * page chose; else the picture of what it changed, or the log if it only asked
 * for something, or the kernel had to say something.
 */
static void tell_page(struct message_line *t,
		      const struct memory_stream *answers)
{
	struct gist g = gist_of(t->s, answers, true);
	bool chose = t->s->look.chosen != t->before.chosen;
	struct place_of_pane log;

	if (!chose)
		message_line_end(t);
	t->lent = false;
	if (!chose && (g.kernel || (g.lines > 1 && t->screen->same)) &&
	    !find_log(t, &log))
		lend_log(t);
	if (t->lent)
		scroll_log(t, answers, g.begin);
	say_gist(t, &g);
}

/* What is asked stays there until it is answered. */
static void tell_question(struct message_line *t)
{
	const char *text = question_text(t->s);

	message_line_say(t, false, text, strlen(text));
}

static void tell_error(struct message_line *t,
		       const struct memory_stream *errors)
{
	const char *start = _("error: %s\n"); /* as result_print_error() */
	const char *line;
	size_t len = answer_last_line(errors->text, errors->size, &line);

	if (starts_as(line, len, start)) {
		line += strcspn(start, "%");
		len -= strcspn(start, "%");
	}
	message_line_say(t, true, line, len);
}

/*
 * Pictures show what a command did. Where something else was chosen before they
 * would show that, and the change lies out of sight.
 */
static bool hides_change(const struct message_line *t)
{
	const struct scene *scene = t->scene;

	if (t->screen->same || stepper_on(t->s) || !scene->has_diff ||
	    scene->diff.small || t->s->look.selects != t->before.selects)
		return false;
	return scene->spot.area < 0 ||
	       span_change(scene, (uint32_t)scene->spot.area) == SPAN_SAME;
}

/* ---- Before and after ---- */

/* A key that moves the answer about, or takes it along. */
static bool is_for_answer(const char *line)
{
	static const char *const starts[] = { "scroll ", "search", "rsearch",
					      "focus alone", "export " };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (!strncmp(line, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* False when the line need not run: it only leaves an answer. */
static bool before_line(struct message_line *t, const char *line, bool typed)
{
	bool leaves = t->lent && !typed && !strcmp(line, "focus back");

	if (typed || (t->lent && !is_for_answer(line)))
		message_line_end(t);
	if (typed)
		message_line_say(t, false, "", 0);
	t->before.epoch = command_log_epoch(&t->s->log, t->s->log.at);
	t->before.chosen = t->s->look.chosen;
	t->before.selects = t->s->look.selects;
	t->before.position = session_position(t->s);
	t->before.serials = t->s->log.serials;
	t->before.at = t->s->log.at;
	t->before.record = stepper_on(t->s) ? t->s->stepper.record : NULL;
	t->before.step = t->s->stepper.at;
	t->before.lines = t->s->transcript.nr;
	t->before.lesson = t->s->lesson;
	t->before.turns = turns_of(t->s);
	t->before.asked = question_text(t->s);
	return !leaves;
}

/* The scene is as before still. What a page or a script changed is what its
 * commands changed together. */
static void line_ran(struct message_line *t)
{
	struct session *s = t->s;

	if (ran_script(t) && !stepper_on(s) &&
	    command_log_epoch(&s->log, s->log.at) == t->before.epoch &&
	    t->before.position < s->last_before)
		s->last_before = t->before.position;
}

static void after_line(struct message_line *t, bool typed)
{
	const struct memory_stream *answers = &t->answers;

	if (t->errors.size) {
		tell_error(t, &t->errors);
		return;
	}
	if (!typed && !answers->size &&
	    session_position(t->s) == t->before.position)
		return;
	t->screen->same = is_same_machine(t);
	if (typed && hides_change(t))
		t->s->look.selected = SELECTED_NOTHING;
	if (has_stepped(t) || tells_step(t, answers))
		tell_step(t, answers);
	else if (has_turned(t))
		tell_page(t, answers);
	else
		tell_answer(t, answers);
	if (question_text(t->s))
		tell_question(t);
}

/* ---- Running ---- */

int message_line_open(struct message_line *t)
{
	int error = memory_stream_open(&t->answers);

	return error ? error : memory_stream_open(&t->errors);
}

void message_line_close(struct message_line *t)
{
	memory_stream_close(&t->answers);
	memory_stream_close(&t->errors);
}

/* What one line said is all that is kept: the transcript has the rest. */
static int run(struct message_line *t, const char *line, size_t len)
{
	struct runner runner = { .s = t->s,
				 .out = t->answers.file,
				 .err = t->errors.file,
				 .prompt = true };
	int error;

	memory_stream_reset(&t->answers);
	memory_stream_reset(&t->errors);
	runner_line(&runner, NULL, 0, line, len);
	error = memory_stream_text(&t->answers);
	return error ? error : memory_stream_text(&t->errors);
}

int message_line_run(struct message_line *t, const char *line, size_t len,
		     bool typed)
{
	int error = 0, stale;

	message_line_size(t);
	if (before_line(t, line, typed)) {
		error = run(t, line, len);
		line_ran(t);
		stale = scene_update(t->scene, t->s);
		error = error ? error : stale;
		if (!error)
			after_line(t, typed);
	}
	/* What is chosen may be another thing now. */
	stale = scene_update(t->scene, t->s);
	return error ? error : stale;
}

/* ---- The size and the first sentence ---- */

void message_line_size(struct message_line *t)
{
	struct view_state *look = &t->s->look;
	struct place_of_pane place[PANES];

	look->columns = t->canvas->width;
	look->lines = t->canvas->height;
	look->rows = 0;
	if (screen_panes(t->scene, look->columns, look->lines, place))
		look->rows = (uint32_t)(place[0].height - 1);
}

/* All of it in the log; here as much as there is room for. */
static void tell_notes(struct message_line *t, const char *notes)
{
	size_t first = strcspn(notes, "\n"), size = strlen(notes);
	struct place_of_pane log;

	transcript_text(&t->s->transcript, TRANSCRIPT_ERROR, notes, size);
	message_line_say(t, true, notes, first);
	if ((size > first + 1 ||
	     text_columns(notes, first) > t->canvas->width - 2) &&
	    !find_log(t, &log))
		lend_log(t);
}

void message_line_greet(struct message_line *t, const char *notes)
{
	const char *hint =
		_("Type a command, such as `vmalloc 40k`; ? shows the keys.");
	struct transcript *transcript = &t->s->transcript;
	uint32_t commands = t->s->taken_up;
	char text[256], linux_text[LINUX_TEXT];
	int len = snprintf(text, sizeof(text), "%s, %s\n", t->s->board.title,
			   session_linux(t->s, linux_text));

	if (transcript->open || !transcript_open(transcript))
		transcript_text(transcript, TRANSCRIPT_ANSWER, text,
				(size_t)len);
	if (*notes) {
		tell_notes(t, notes);
		return;
	}
	if (!commands) {
		message_line_say(t, false, hint, strlen(hint));
		return;
	}
	len = snprintf(text, sizeof(text),
		       ngettext("%" PRIu32 " command of the last session was "
				"restored; `history` lists it, $N count anew.",
				"%" PRIu32 " commands of the last session were "
				"restored; `history` lists them, $N count "
				"anew.",
				commands),
		       commands);
	message_line_say(t, false, text, (size_t)len);
}
