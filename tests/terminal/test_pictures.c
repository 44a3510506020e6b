/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pictures.c - are accepted pictures what a person sees?
 *
 * Each file of tests/golden that shows the whole screen is gone after by
 * typing: its commands at the prompt, F1 for its help, Tab for its list. Then
 * every cell of the terminal must be the file's, in character and in colours,
 * also after a repaint and after another size. golden_screens.c has the form.
 */
#include "vt.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view/canvas/role.h"
#include "view/canvas/theme.h"

enum { TOP = 1000, PICTURES = 500, PATIENCE_MS = 10000 };

/* A file, and the rows of its planes. */
struct picture {
	char *file;
	int width, height;
	bool ascii, typing;
	bool paint;	     /* a background of our own */
	const char *overlay; /* rest of its line, or NULL */
	const char *language;
	size_t chosen;
	const char *text[TOP], *roles[TOP], *flags[TOP];
};

/* ---- Reading a file ---- */

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	assert_non_null(f);
	assert_true(getdelim(&text, &size, '\0', f) > 0);
	fclose(f);
	return text;
}

/* The rest of a line that begins with @word; NULL: it does not. */
static const char *rest(const char *line, const char *word)
{
	size_t len = strlen(word);

	return strncmp(line, word, len) ? NULL : line + len;
}

static void read_head_line(struct picture *p, const char *line)
{
	const char *words;

	if (sscanf(line, "size %dx%d", &p->width, &p->height) == 2)
		return;
	if ((words = rest(line, "overlay ")))
		p->overlay = words;
	else if ((words = rest(line, "language ")))
		p->language = words;
	else if ((words = rest(line, "chosen ")))
		p->chosen = strtoul(words, NULL, 10);
	p->ascii |= !strcmp(line, "ascii");
	p->typing |= !strcmp(line, "typing");
	p->paint |= !strcmp(line, "> set present on");
}

/* Cuts the file into lines; what is not a row of a plane is read at once. */
static void read_picture(struct picture *p, const char *path)
{
	const char **plane = NULL;
	int row = 0;

	*p = (struct picture){ .file = read_file(path) };
	for (char *at = p->file; *at;) {
		char *line = at;

		at += strcspn(at, "\n");
		if (*at)
			*at++ = '\0';
		if (*line == '|' && plane && row < TOP) {
			plane[row++] = line + 1;
			continue;
		}
		row = 0;
		if (!strcmp(line, "text:"))
			plane = p->text;
		else if (!strcmp(line, "roles:"))
			plane = p->roles;
		else if (!strcmp(line, "flags:"))
			plane = p->flags;
		else
			read_head_line(p, line);
	}
	assert_in_range(p->height, 1, TOP - 1);
	assert_non_null(p->text[p->height - 1]);
	assert_non_null(p->roles[p->height - 1]);
}

/* ---- The colours that a cell is to have ---- */

static enum role role_of_letter(char letter)
{
	enum role role = ROLE_TEXT;

	while (role < ROLES && role_letter(role) != letter)
		role++;
	assert_int_not_equal(role, ROLES);
	return role;
}

/* Blanks at the end of a row are not in the file. */
static char letter_at(const char *row, int x)
{
	return row && strlen(row) > (size_t)x ? row[x] : ' ';
}

static unsigned int flags_of_letter(char letter)
{
	return (letter == 'S' || letter == 'B' ? CELL_SELECTED : 0) |
	       (letter == 'c' || letter == 'B' ? CELL_CHANGED : 0);
}

/* Is it that one of 256? */
static bool is_color(const VTermColor *color, bool by_default, int want)
{
	if (by_default || want < 0)
		return by_default && want < 0;
	return VTERM_COLOR_IS_INDEXED(color) && color->indexed.idx == want;
}

/* libvterm 0.1 forgets about dim. */
static bool looks_like(const VTermScreenCell *cell, const struct style *s)
{
	struct pair want = style_pair(s, COLORS_256);

	return is_color(&cell->fg, VTERM_COLOR_IS_DEFAULT_FG(&cell->fg),
			want.fg) &&
	       is_color(&cell->bg, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg),
			want.bg) &&
	       cell->attrs.bold == s->bold &&
	       (cell->attrs.underline != 0) == s->underline &&
	       cell->attrs.reverse == s->reverse;
}

/* ---- Comparing ---- */

/* Return: the first column whose colours are not those of its role; -1: none */
static int column_that_differs(const struct vt *vt, const struct picture *p,
			       int y)
{
	/* The terminal says nothing of its background. */
	const struct ground ground = { .paint = true, .large = p->paint };

	for (int x = 0; x < p->width; x++) {
		char role = letter_at(p->roles[y], x);
		char flag = letter_at(p->flags[y], x);
		struct style want =
			theme_style(THEME_DARK, &ground, role_of_letter(role),
				    flags_of_letter(flag));
		VTermScreenCell cell = { .width = 1 };

		vterm_screen_get_cell(vt->screen,
				      (VTermPos){ .row = y, .col = x }, &cell);
		if (!looks_like(&cell, &want))
			return x;
		/* libvterm keeps no colours for the rest of a wide letter. */
		x += cell.width - 1;
	}
	return -1;
}

/* All but the prompt's row. Return: the first that differs; -1: none. */
static int row_that_differs(const struct vt *vt, const struct picture *p)
{
	char row[VT_ROW];

	for (int y = 0; y < p->height - 1; y++) {
		vt_row(vt, y, row);
		if (strcmp(row, p->text[y]) ||
		    column_that_differs(vt, p, y) >= 0)
			return y;
	}
	return -1;
}

static void assert_shown(struct vt *vt, const struct picture *p)
{
	char row[VT_ROW];
	int y;

	while ((y = row_that_differs(vt, p)) >= 0) {
		if (vt_pump(vt, PATIENCE_MS))
			continue;
		vt_row(vt, y, row);
		print_message("# row %d\n# accepted %.300s\n# shown    "
			      "%.300s\n",
			      y, p->text[y], row);
		fail_msg("not as accepted: row %d; its colours: from column %d",
			 y, column_that_differs(vt, p, y));
	}
}

/* ---- Getting there ---- */

static void type_commands(struct vt *vt, const char *path)
{
	char *file = read_file(path);
	char line_text[4096];
	const char *words;
	char *at = file;

	for (char *line; (line = strsep(&at, "\n")) && strcmp(line, "text:");) {
		if ((words = rest(line, "> "))) {
			vt_send(vt, words);
			vt_send(vt, "\r");
		} else if ((words = rest(line, "scenario "))) {
			snprintf(line_text, sizeof(line_text),
				 "source %s/scenarios/%s.vms\r",
				 getenv("VMSCOPE_DATA"), words);
			vt_send(vt, line_text);
		}
	}
	free(file);
	vt_expect_cursor(vt, 9, -1);
}

/* Help opens on its second row, under a heading; a list on its first. */
static void open_overlay(struct vt *vt, const struct picture *p)
{
	const char *words;
	bool help = p->overlay && rest(p->overlay, "help");
	/* Help opens on the first row that is more than text. */
	size_t first = help ? p->chosen : 0;

	if (help) {
		words = rest(p->overlay, "help");
		vt_send(vt, "\033OP");
		vt_send(vt, *words ? words + 1 : "");
		first = *words ? 1 : first;
	} else if (p->overlay && (words = rest(p->overlay, "list "))) {
		vt_send(vt, words);
		vt_send(vt, "\t");
	} else if (p->typing) {
		vt_send(vt, "x");
	}
	for (size_t i = first; i < p->chosen; i++)
		vt_send(vt, help ? "\033[B" : "\t");
}

static bool has_command(const char *path, const char *command)
{
	char *file = read_file(path);
	bool has = strstr(file, command);

	free(file);
	return has;
}

/* Did the build make a catalogue of its language? */
static bool is_spoken(const char *path)
{
	char catalogue[256];
	struct picture p;
	bool spoken;

	read_picture(&p, path);
	snprintf(catalogue, sizeof(catalogue),
		 "data/locale/%s/C.UTF-8/LC_MESSAGES/vmscope.mo",
		 p.language ? p.language : "");
	spoken = !p.language || !access(catalogue, R_OK);
	free(p.file);
	return spoken;
}

/* What only a program at work shows, or a paste: other tests have that. */
static bool is_for_typing(const char *path)
{
	return is_spoken(path) && !has_command(path, "\npane ") &&
	       !has_command(path, "\nbusy ") &&
	       !has_command(path, "\noverlay ask");
}

/* ---- The tests ---- */

static void as_accepted(void **state)
{
	const char *path = *state;
	struct vt_options options = { .term = NULL };
	struct picture p;
	char language[32];
	struct vt vt;

	read_picture(&p, path);
	options.width = p.width;
	options.height = p.height;
	options.argument[0] = p.ascii ? "--ascii" : NULL;
	if (p.language) {
		snprintf(language, sizeof(language), "--lang=%s", p.language);
		options.argument[0] = language;
	}
	vt_start_only(&vt, &options);
	vt_expect_row(&vt, -1, p.width < 60 ? "" : "vmscope>");
	type_commands(&vt, path);
	open_overlay(&vt, &p);
	assert_shown(&vt, &p);
	vt_resize(&vt, 40, 10);
	vt_expect(&vt, "60x16");
	vt_resize(&vt, p.width, p.height);
	assert_shown(&vt, &p);
	vt_end(&vt);
	free(p.file);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Appends those that can be typed. */
static void find_pictures(const char *folder, struct CMUnitTest *tests,
			  size_t *nr)
{
	const char *from = getenv("srcdir");
	char pattern[4096];
	glob_t found;

	snprintf(pattern, sizeof(pattern), "%s/tests/golden%s/*.screen",
		 from ? from : ".", folder);
	if (glob(pattern, 0, NULL, &found)) {
		printf("Bail out! no file %s\n", pattern);
		exit(EXIT_FAILURE);
	}
	for (size_t i = 0; i < found.gl_pathc && *nr < PICTURES; i++) {
		char *path = strdup(found.gl_pathv[i]);

		if (!is_for_typing(path)) {
			free(path);
			continue;
		}
		tests[(*nr)++] = (struct CMUnitTest){ .name = base_name(path),
						      .test_func = as_accepted,
						      .initial_state = path };
	}
	globfree(&found);
}

int main(void)
{
	static struct CMUnitTest tests[PICTURES];
	size_t nr = 0;
	int failed;

	find_pictures("", tests, &nr);
	find_pictures("/step", tests, &nr);
	failed = _cmocka_run_group_tests("pictures", tests, nr, NULL, NULL);
	while (nr--)
		free(tests[nr].initial_state);
	return failed;
}
