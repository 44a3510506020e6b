/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log_view.c - the log pane: what was typed and what came back.
 *
 * It shows the transcript; a session that keeps none shows its commands. Its
 * window is counted in rows back from the end, long lines taking several. Where
 * a search has led, the line that it found is the last one of the window.
 */
#include "view/pane_table.h"

#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/canvas/pane_title.h"
#include "view/screen/key_bindings.h"
#include "view/screen/time_bar.h"
#include "text/paragraph.h"
#include "translate.h"

enum { INDENT = 2, FALLBACK_WIDTH = 60 };

/* ---- Lines ---- */

struct log_line {
	enum transcript_kind kind;
	int hang; /* of a paragraph; -1: the line is not prose */
	const char *text;
	bool undone; /* a command of the future, after undo */
};

static uint32_t nr_lines(const struct scene *scene)
{
	const struct session *s = scene->s;

	return s->transcript.open ? s->transcript.nr : s->log.nr;
}

static struct log_line line_at(const struct scene *scene, uint32_t i)
{
	const struct session *s = scene->s;
	struct transcript_line t;

	if (!s->transcript.open)
		return (struct log_line){ TRANSCRIPT_COMMAND, -1,
					  command_log_typed(&s->log, i + 1),
					  i >= s->log.at };
	t = transcript_line(&s->transcript, i);
	return (struct log_line){ t.kind, t.hang, t.text, false };
}

static const struct {
	const char *sign; /* in front, for those who see no colours */
	enum role role;
} looks[] = {
	[TRANSCRIPT_COMMAND] = { "> ", ROLE_KEY },
	[TRANSCRIPT_ANSWER] = { "", ROLE_TEXT },
	[TRANSCRIPT_VALUE] = { "", ROLE_NUMBER },
	[TRANSCRIPT_KERNEL] = { "k ", ROLE_DIM },
	[TRANSCRIPT_ERROR] = { "! ", ROLE_ERROR },
};

/* ---- Rows ---- */

/* Answers are made for 80 columns: where these are all, nothing is lost. */
static bool is_tight(int width)
{
	return width < 80 + 4;
}

static int log_columns(int width)
{
	int columns = is_tight(width) ? width : width - 3;

	return columns > INDENT ? columns : INDENT + 1;
}

static int margin(enum transcript_kind kind, int width)
{
	return *looks[kind].sign || !is_tight(width) ? 2 : 0;
}

/* The columns of a line's rows, and those that its later rows leave free. */
struct measure {
	int columns, hang;
};

static struct measure measure_of(int hang, int columns)
{
	if (hang < 0)
		return (struct measure){ columns, INDENT };
	columns = paragraph_columns(hang, columns);
	return (struct measure){ columns, paragraph_hang(hang, columns) };
}

static struct measure line_measure(const struct log_line *line, int width)
{
	int columns = log_columns(width);

	if (is_tight(width))
		columns -= margin(line->kind, width);
	return measure_of(line->hang, columns > INDENT ? columns : INDENT + 1);
}

/* The bytes of a row, and of the blanks between it and the next. */
struct row {
	size_t len, blanks;
};

static struct row next_row(const char *text, size_t len, int columns)
{
	struct row row = { .len = text_row(text, len, columns) };

	while (row.len + row.blanks < len && text[row.len + row.blanks] == ' ')
		row.blanks++;
	return row;
}

/* Bytes are never fewer than columns: most lines need no counting. */
static uint32_t count_rows(const char *text, size_t len, struct measure m)
{
	uint32_t rows = 1;
	int columns = m.columns;

	while (len > (size_t)columns) {
		struct row row = next_row(text, len, columns);

		text += row.len + row.blanks;
		len -= row.len + row.blanks;
		columns = m.columns - m.hang;
		rows += len != 0;
	}
	return rows;
}

uint32_t log_rows(const char *text, size_t len, int width)
{
	int hang = -1;
	size_t mark = paragraph_mark(text, len, &hang);

	return count_rows(text + mark, len - mark,
			  measure_of(hang, log_columns(width)));
}

static uint32_t line_rows(const struct log_line *line, int pane_width)
{
	return count_rows(line->text, strlen(line->text),
			  line_measure(line, pane_width));
}

/* ---- Painting ---- */

/* A piece of text on a row: [from, to) of a line's bytes. */
struct piece {
	const char *line;
	size_t from, to;
	int x, y;
};

static int column_of(const struct piece *p, size_t byte)
{
	return p->x + text_columns(p->line + p->from, byte - p->from);
}

static void paint_matches(const struct scene *scene, const struct canvas *c,
			  const struct piece *p)
{
	const char *text = scene->look->search, *found = p->line;
	const size_t len = strlen(text);

	while (len && (found = strstr(found, text)) != NULL) {
		size_t from = (size_t)(found - p->line), to = from + len;

		from = from < p->from ? p->from : from;
		to = to > p->to ? p->to : to;
		if (from < to) {
			int x = column_of(p, from);

			canvas_role(c, x, p->y, column_of(p, to) - x, 1,
				    ROLE_MATCH);
		}
		found += len;
	}
}

/* 0x and 8 hex digits: a click chooses it. */
static void paint_targets(const struct canvas *c, const struct piece *p)
{
	const char *text = p->line + p->from, *end = p->line + p->to;

	for (; text + 10 <= end; text++) {
		char *after;
		unsigned long va;

		if (strncmp(text, "0x", 2) || !isxdigit((unsigned char)text[2]))
			continue;
		va = strtoul(text, &after, 16);
		if (after == text + 10)
			canvas_target(c, column_of(p, (size_t)(text - p->line)),
				      p->y, 10, 1, TARGET_ADDR, (uint32_t)va);
	}
}

/* The rows of a line from @skip on, those that are on the canvas. */
static void paint_line(const struct scene *scene, const struct canvas *c, int y,
		       const struct log_line *line)
{
	const struct measure m = line_measure(line, c->width);
	const int x = margin(line->kind, c->width);
	const size_t len = strlen(line->text);
	struct piece p = { .line = line->text, .x = x, .y = y };

	canvas_text(c, 0, y, looks[line->kind].role, looks[line->kind].sign);
	do {
		struct row row = next_row(line->text + p.from, len - p.from,
					  m.columns - (p.from ? m.hang : 0));

		p.to = p.from + row.len;
		if (p.y >= 0 && p.y < c->height) {
			canvas_text_n(c, p.x, p.y,
				      line->undone ? ROLE_DIM
						   : looks[line->kind].role,
				      line->text + p.from, p.to - p.from);
			paint_targets(c, &p);
			paint_matches(scene, c, &p);
		}
		p.from = p.to + row.blanks;
		p.x = x + m.hang;
		p.y++;
	} while (line->text[p.from]);
}

/* What is cut off at the bottom is said in the heading. */
static void paint_heading(const struct scene *scene, const struct canvas *c,
			  uint32_t nr, uint32_t back)
{
	bool lines = scene->s->transcript.open;
	char text[128];

	if (back)
		snprintf(text, sizeof(text),
			 lines ? ngettext("%" PRIu32 " line, %" PRIu32
					  " more below",
					  "%" PRIu32 " lines, %" PRIu32
					  " more below",
					  nr)
			       : ngettext("%" PRIu32 " command, %" PRIu32
					  " more below",
					  "%" PRIu32 " commands, %" PRIu32
					  " more below",
					  nr),
			 nr, back);
	else
		snprintf(text, sizeof(text),
			 lines ? ngettext("%" PRIu32 " line",
					  "%" PRIu32 " lines", nr)
			       : ngettext("%" PRIu32 " command",
					  "%" PRIu32 " commands", nr),
			 nr);
	pane_heading(c, PANE_LOG, text);
}

enum { LEAST_FOR_BAR = 8 }; /* rows of the pane */

/*
 * From the last line upwards until the window is full. Rows below the window
 * are counted in @back; at the top the window stops at the first line.
 */
static void log_draw(const struct scene *scene, const struct canvas *c)
{
	const int bar = c->height >= LEAST_FOR_BAR && scene->s->log.nr;
	struct canvas rows =
		canvas_part(c, 0, 1, c->width, c->height - 1 - bar);
	const uint32_t nr = nr_lines(scene), height = (uint32_t)rows.height;
	uint32_t back = scene->look->log_back, above = 0, i = nr;
	int y;

	while (i && above < back + height) {
		struct log_line line = line_at(scene, --i);

		above += line_rows(&line, c->width);
	}
	if (above < back + height)
		back = above > height ? above - height : 0;
	paint_heading(scene, c, nr, back);
	if (bar)
		time_bar_draw(scene, c, c->height - 1);
	/* Fewer rows than there is room for stand at the top. */
	y = above < height ? 0 : (int)height + (int)back - (int)above;
	for (; i < nr && y < rows.height; i++) {
		struct log_line line = line_at(scene, i);

		paint_line(scene, &rows, y, &line);
		y += (int)line_rows(&line, c->width);
	}
	if (!nr)
		canvas_text(&rows, 1, 0, ROLE_WHY,
			    _("Nothing has been typed yet."));
}

/* ---- Keys ---- */

static uint32_t all_rows(const struct scene *scene)
{
	uint32_t rows = 0;

	for (uint32_t i = 0; i < nr_lines(scene); i++) {
		struct log_line line = line_at(scene, i);

		rows += line_rows(&line, FALLBACK_WIDTH);
	}
	return rows;
}

/* Back to the first row of the first line, on to the last one. */
static bool move(const struct scene *scene, int rows, char *line, size_t size)
{
	int64_t at = scene->look->log_back, most = all_rows(scene);

	if (rows < 0 ? at >= most : !at)
		return false;
	if (at - rows > most)
		rows = (int)(at - most);
	snprintf(line, size, "scroll %d", rows);
	return true;
}

static bool move_screens(const struct scene *scene, int screens, char *line,
			 size_t size)
{
	int rows = scene->look->rows > 3 ? (int)scene->look->rows - 2 : 1;

	return move(scene, screens * rows, line, size);
}

static const struct view_key keys[] = {
	{ VKEY_LEFT, N_("undo"), N_("Take back the command before"),
	  .line = "undo", .when = key_can_undo },
	{ VKEY_RIGHT, N_("redo"), N_("Do the command again that is ahead"),
	  .line = "redo", .when = key_can_redo },
	{ VKEY_UP, NULL, N_("Go back by a row"), .move = move, .by = -1 },
	{ VKEY_DOWN, NULL, N_("Go on by a row"), .move = move, .by = 1 },
	{ VKEY_PAGE_UP, N_("back"), N_("Go back by a page"),
	  .move = move_screens, .by = -1 },
	{ VKEY_PAGE_DOWN, N_("on"), N_("Go on by a page"), .move = move_screens,
	  .by = 1 },
	{ VKEY_HOME, NULL, N_("Go to the oldest line"), .move = move,
	  .by = INT_MIN },
	{ VKEY_END, NULL, N_("Go to the newest line"), .line = "scroll end" },
	{ .key = 0 },
};

const struct view log_view = {
	.is_text = true,
	.draw = log_draw,
	.keys = keys,
};
