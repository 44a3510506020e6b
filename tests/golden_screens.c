/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * golden_screens.c - is every picture as somebody accepted it?
 *
 *	golden_screens [--update] FILE...
 *
 * A file says how to get there, then shows the picture in planes, one row a
 * line, so that a wrong colour is as plain to see in a diff as a wrong letter:
 *
 *	size 80x24	of the screen or pane, in cells
 *	pane areas	that pane alone; without it the whole screen
 *	ascii		drawn with ASCII only
 *	language zh_CN	of the texts; skipped where no catalogue was made
 *	overlay help vm	with the help, filtered; `list LINE`: with what Tab
 *			would show for a line; `ask TEXT`: with a question
 *	chosen 3	row of the overlay
 *	typing		the line is not empty
 *	busy 40 100	a command runs and has done 40 of 100
 *	> vmalloc 40k	a command that is run first
 *	scenario NAME	likewise all those of data/scenarios/NAME.vms
 *	text:		one `|` and a row of the picture a line
 *	roles:		likewise, a letter a cell (role_letter())
 *	flags:		likewise: S selected, c changed, B both; not there when
 *			there are none
 *
 * Where a call is stepped through, the line under view must be whole and the
 * footer must say how to go back, at four sizes more. No row may take more
 * cells than its picture has: half of a wide letter would be lost.
 *
 * Prints TAP. --update writes the planes anew, and what was there is gone:
 * look at the diff before accepting it.
 */
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"
#include "session/front.h"
#include "session/line/completion.h"
#include "session/session.h"
#include "session/settings/language.h"
#include "text/text_width.h"
#include "translate.h"
#include "view/screen/message_line.h"
#include "view/source/source_text.h"

enum { MOST_ITEMS = 1000, MOST_SHOWN = 12 };

/* One file: what it asks for, and what it became. */
struct golden {
	const char *path;
	char *file;	/* its text */
	size_t planes;	/* offset of "text:" in it */
	enum pane pane; /* PANES: the whole screen */
	bool ascii;
	bool skipped; /* no catalogue of its language */
	struct screen screen;
	const char *line;  /* to complete; or NULL */
	char text[128];	   /* of the overlay, or line */
	uint64_t done, of; /* of a command that runs; 0: none does */
	struct session *s;
	struct scene scene;
	struct canvas canvas;
	struct message_line telling;
	char why[2048]; /* it could not be drawn */
};

static void out_of_memory(void)
{
	printf("Bail out! out of memory\n");
	exit(EXIT_FAILURE);
}

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!f)
		return NULL;
	if (getdelim(&text, &size, '\0', f) < 0) {
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

/* ---- What a file asks for ---- */

static bool complain(struct golden *g, const char *what, const char *line)
{
	snprintf(g->why, sizeof(g->why), "%s: %s", what, line);
	return false;
}

static bool run(struct golden *g, const char *line)
{
	if (message_line_run(&g->telling, line, strlen(line), true))
		out_of_memory();
	return !g->telling.errors.size ||
	       complain(g, line, g->telling.errors.text);
}

static bool run_scenario(struct golden *g, const char *name)
{
	const char *data = getenv("VMSCOPE_DATA");
	char line[1024];

	snprintf(line, sizeof(line), "source %s/scenarios/%.60s.vms",
		 data ? data : "data", name);
	return run(g, line);
}

static bool read_overlay(struct golden *g, const char *words)
{
	static const char *const names[] = { [OVERLAY_HELP] = "help",
					     [OVERLAY_LIST] = "list",
					     [OVERLAY_ASK] = "ask" };
	size_t len = strcspn(words, " ");

	for (enum overlay o = OVERLAY_HELP; o <= OVERLAY_ASK; o++)
		if (strlen(names[o]) == len && !strncmp(words, names[o], len))
			g->screen.overlay = o;
	if (g->screen.overlay == OVERLAY_NONE)
		return complain(g, "no overlay", words);
	snprintf(g->text, sizeof(g->text), "%s",
		 words[len] ? words + len + 1 : "");
	g->screen.text = g->text;
	if (g->screen.overlay == OVERLAY_LIST)
		g->line = g->text;
	return true;
}

static bool read_language(struct golden *g, const char *name)
{
	int language = language_find(name);

	g->skipped = language < 0;
	return !g->skipped && (!language_use((unsigned int)language) ||
			       complain(g, "no UTF-8", name));
}

static bool read_line(struct golden *g, const char *line)
{
	if (!strncmp(line, "> ", 2))
		return run(g, line + 2);
	if (!strncmp(line, "scenario ", 9))
		return run_scenario(g, line + 9);
	if (!*line || *line == '#' ||
	    sscanf(line, "size %dx%d", &g->canvas.width, &g->canvas.height) ==
		    2 ||
	    sscanf(line, "chosen %zu", &g->screen.chosen) == 1)
		return true;
	if (!strncmp(line, "pane ", 5)) {
		g->pane = pane_find(line + 5, strlen(line + 5));
		return g->pane < PANES || complain(g, "no pane", line);
	}
	if (!strncmp(line, "language ", 9))
		return read_language(g, line + 9);
	if (!strncmp(line, "overlay ", 8))
		return read_overlay(g, line + 8);
	if (sscanf(line, "busy %" SCNu64 " %" SCNu64, &g->done, &g->of) == 2)
		return true;
	g->ascii = g->ascii || !strcmp(line, "ascii");
	g->screen.typing = g->screen.typing || !strcmp(line, "typing");
	return !strcmp(line, "ascii") || !strcmp(line, "typing") ||
	       complain(g, "not understood", line);
}

/* Everything up to the planes, if there are any yet. */
static bool read_head(struct golden *g)
{
	const char *at = g->file;
	char line[1024];

	while (*at && strncmp(at, "text:\n", 6)) {
		size_t len = strcspn(at, "\n");

		snprintf(line, sizeof(line), "%.*s", (int)len, at);
		if (!read_line(g, line))
			return false;
		at += len;
		at += *at == '\n';
	}
	g->planes = (size_t)(at - g->file);
	return g->canvas.width > 0 || complain(g, "no size", g->path);
}

/* ---- The picture as planes ---- */

static char role_of(const struct cell *cell)
{
	return role_letter(cell->role);
}

static char flag_of(const struct cell *cell)
{
	return " ScB"[cell->flags & (CELL_SELECTED | CELL_CHANGED)];
}

static void print_letters(const struct canvas *c, const char *name,
			  char (*letter)(const struct cell *), FILE *to)
{
	fprintf(to, "%s:\n", name);
	for (int y = 0; y < c->height; y++) {
		int end = c->width;

		while (end && letter(canvas_at(c, end - 1, y)) == ' ')
			end--;
		putc('|', to);
		for (int x = 0; x < end; x++)
			putc(letter(canvas_at(c, x, y)), to);
		putc('\n', to);
	}
}

static bool has_flags(const struct canvas *c)
{
	for (int y = 0; y < c->height; y++)
		for (int x = 0; x < c->width; x++)
			if (flag_of(canvas_at(c, x, y)) != ' ')
				return true;
	return false;
}

static void read_row(const struct canvas *c, int y, struct memory_stream *text)
{
	struct canvas row = canvas_part(c, 0, y, c->width, 1);

	if (memory_stream_open(text))
		out_of_memory();
	export_text(&row, text->file);
	if (memory_stream_text(text))
		out_of_memory();
}

/* A wide letter that was painted over in part makes its row too long. */
static void complain_of_width(struct golden *g, const struct canvas *c)
{
	for (int y = 0; y < c->height; y++) {
		struct memory_stream text;

		read_row(c, y, &text);
		if (text_columns(text.text, strcspn(text.text, "\n")) >
		    c->width)
			complain(g, "too long", text.text);
		memory_stream_close(&text);
	}
}

static void print_text(const struct canvas *c, FILE *to)
{
	fprintf(to, "text:\n");
	for (int y = 0; y < c->height; y++) {
		struct canvas row = canvas_part(c, 0, y, c->width, 1);

		putc('|', to);
		export_text(&row, to);
	}
}

static void draw_screen(struct golden *g, const struct canvas *c)
{
	const char *item[MOST_ITEMS];
	struct completion found = { .nr = 0 };
	struct canvas row =
		canvas_part(c, 0, screen_prompt_row(c->height), c->width, 1);

	if (g->line)
		completion_find(&found, g->s, g->line, strlen(g->line));
	for (size_t i = 0; i < found.nr && i < MOST_ITEMS; i++)
		item[i] = found.candidate[i].text;
	g->screen.item = item;
	g->screen.nr_items = found.nr < MOST_ITEMS ? found.nr : MOST_ITEMS;
	screen_draw(&g->scene, &g->screen, c);
	completion_free(&found);
	if (g->of)
		screen_progress(&row, g->done, g->of);
}

static void print_planes(struct golden *g, FILE *to)
{
	struct canvas *c = &g->canvas;

	if (canvas_new(c, c->width, c->height, g->ascii))
		out_of_memory();
	if (g->pane < PANES)
		pane_draw(&g->scene, g->pane, c);
	else {
		message_line_size(&g->telling);
		draw_screen(g, c);
	}
	complain_of_width(g, c);
	print_text(c, to);
	print_letters(c, "roles", role_of, to);
	if (has_flags(c))
		print_letters(c, "flags", flag_of, to);
	canvas_free(c);
}

static char *planes_text(struct golden *g)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		out_of_memory();
	print_planes(g, f);
	if (fclose(f))
		out_of_memory();
	return text;
}

/* ---- Comparing ---- */

/* Both lines of each pair that differs, under the name of their plane. */
static void print_difference(const char *want, const char *got)
{
	char plane[16] = "";
	int row = 0, shown = 0;

	while (*want || *got) {
		int a = (int)strcspn(want, "\n"), b = (int)strcspn(got, "\n");
		bool same = a == b && !strncmp(want, got, (size_t)a);

		if (*got != '|') {
			snprintf(plane, sizeof(plane), "%.*s", b, got);
			row = -1;
		}
		if (!same && shown++ < MOST_SHOWN)
			printf("# %s row %d\n#  accepted %.*s\n#  now      "
			       "%.*s\n",
			       plane, row, a, want, b, got);
		want += a;
		want += *want == '\n';
		got += b;
		got += *got == '\n';
		row++;
	}
	if (shown > MOST_SHOWN)
		printf("# and %d more rows\n", shown - MOST_SHOWN);
}

static bool write_golden(const struct golden *g, const char *planes)
{
	FILE *f = fopen(g->path, "w");
	bool fine;

	if (!f)
		return false;
	fine = fwrite(g->file, 1, g->planes, f) == g->planes;
	fine = fputs(planes, f) >= 0 && fine;
	return !fclose(f) && fine;
}

/* Return: is it as accepted, or accepted now? */
static bool compare(struct golden *g, bool update)
{
	char *planes = planes_text(g);
	bool same = !strcmp(g->file + g->planes, planes);

	if (!same && !update)
		print_difference(g->file + g->planes, planes);
	if (!same && update) {
		same = write_golden(g, planes);
		printf("# %s %s\n", same ? "written:" : "cannot write",
		       g->path);
	}
	free(planes);
	return same && !*g->why;
}

/* ---- A call that is stepped through ---- */

enum { STATEMENT = 1024 };

static void append(char text[STATEMENT], uint32_t ch)
{
	size_t len = strlen(text);

	if (ch > ' ' && ch < 0x7f && len + 1 < STATEMENT)
		text[len] = (char)ch;
}

/* The statement under view, without its blanks, after the mark of the line. */
static void find_statement(const struct scene_step *step, char text[STATEMENT])
{
	const struct source_text *source = source_find(step->file);
	const char *line;
	unsigned int i = step->line;

	do {
		line = source->line[i - 1].text;
		for (const char *at = line; *at; at++)
			append(text, (uint32_t)*at);
	} while (source_goes_on(line) && i++ < source->nr);
}

/* What is marked in a pane, likewise. */
static void find_marked(const struct canvas *c, char text[STATEMENT])
{
	for (int y = 0; y < c->height; y++)
		for (int x = 0; x < c->width; x++)
			if (canvas_at(c, x, y)->role == ROLE_CURSOR)
				append(text, canvas_at(c, x, y)->ch);
}

static bool row_has(const struct canvas *c, int y, const char *word)
{
	struct memory_stream text;
	bool has;

	read_row(c, y, &text);
	has = strstr(text.text, word);
	memory_stream_close(&text);
	return has;
}

/* Only where the source is shown, as it is when stepping begins. */
static bool step_is_read(struct golden *g, const struct canvas *c)
{
	struct place_of_pane place[PANES];
	unsigned int nr = screen_panes(&g->scene, c->width, c->height, place);
	const struct screen screen = { .sentence = "" };

	screen_draw(&g->scene, &screen, c);
	for (unsigned int i = 0; i < nr; i++) {
		struct canvas part =
			canvas_part(c, place[i].x, place[i].y, place[i].width,
				    place[i].height);
		char want[STATEMENT] = ">", got[STATEMENT] = "";

		if (place[i].pane != PANE_SOURCE)
			continue;
		find_statement(&g->scene.step, want);
		find_marked(&part, got);
		if (strncmp(got, want, strlen(want)))
			return complain(g, "the line is cut", got);
	}
	return (row_has(c, c->height - 2, _("back")) &&
		(g->s->look.focus != PANE_SOURCE ||
		 row_has(c, c->height - 2, _("leave")))) ||
	       complain(g, "the footer has no way back", "");
}

static bool step_is_read_everywhere(struct golden *g)
{
	static const struct {
		int width, height;
	} sizes[] = { { 60, 20 }, { 80, 24 }, { 120, 36 }, { 200, 60 } };
	bool fine = true;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes) && fine; i++) {
		struct canvas c;

		if (canvas_new(&c, sizes[i].width, sizes[i].height, false))
			out_of_memory();
		fine = step_is_read(g, &c);
		if (!fine)
			printf("# at %dx%d\n", c.width, c.height);
		canvas_free(&c);
	}
	return fine;
}

/* What the full screen does before its first key. */
static void begin(struct golden *g)
{
	scene_init(&g->scene);
	g->s->front = &export_front;
	g->telling = (struct message_line){ .s = g->s,
					    .scene = &g->scene,
					    .screen = &g->screen,
					    .canvas = &g->canvas };
	message_line_greet(&g->telling, "");
	if (message_line_open(&g->telling) || scene_update(&g->scene, g->s))
		out_of_memory();
}

static void end(struct golden *g)
{
	scene_free(&g->scene);
	message_line_close(&g->telling);
	session_free(g->s);
}

static bool check(const char *path, bool update, bool *skipped)
{
	static const struct session_options options = { .board = NULL };
	struct golden g = { .path = path, .pane = PANES };
	bool fine = false;

	language_use(LANGUAGE_ENGLISH);
	g.file = read_file(path);
	g.s = g.file ? session_new(&options, g.why, sizeof(g.why)) : NULL;
	if (!g.file)
		complain(&g, path, strerror(errno));
	if (g.s) {
		begin(&g);
		fine = read_head(&g) && compare(&g, update);
		if (stepper_on(g.s))
			fine = step_is_read_everywhere(&g) && fine;
		end(&g);
	}
	if (*g.why)
		printf("# %s\n", g.why);
	free(g.file);
	*skipped = g.skipped;
	return fine || g.skipped;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

int main(int argc, char **argv)
{
	bool update = argc > 1 && !strcmp(argv[1], "--update");
	int first = update ? 2 : 1, failed = 0;

	if (argc <= first) {
		fprintf(stderr, "usage: golden_screens [--update] FILE...\n");
		return 2;
	}
	setlocale(LC_CTYPE, "C.UTF-8");
	printf("1..%d\n", argc - first);
	for (int i = first; i < argc; i++) {
		bool skipped, fine = check(argv[i], update, &skipped);

		failed += !fine;
		printf("%s %d - %s%s\n", fine ? "ok" : "not ok", i - first + 1,
		       base_name(argv[i]),
		       skipped ? " # SKIP no catalogue of its language" : "");
	}
	return failed != 0;
}
