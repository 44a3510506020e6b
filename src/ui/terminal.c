/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal.c - cells become ncurses' wide characters, roles its colour pairs.
 *
 * ncurses knows the terminal and writes what changed. Here is what it leaves
 * to a program: bracketed paste, the sequences that a signal's handler writes
 * (endwin() is not safe there), and terminals that draw boxes too wide.
 */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1

#include "ui/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "ui/input.h"
#include "ui/restore.h"

/* Last: term.h makes macros of everyday words. */
#include <curses.h>
#include <term.h>

enum {
	STYLES = ROLES * 4, /* roles, each with every set of flags */
	MAX_SIDE = 1000,    /* cells of a canvas */
	NAME_SIZE = 64,	    /* of a terminal's type */
	ESCAPE_WAIT = 50,   /* ms that bytes of one key may lie apart */
	ANSWER_WAIT = 100,  /* ms for a terminal to say where its cursor is */
};

static const char paste_on[] = "\033[?2004h";

/* ncurses has one terminal at a time; this is what we know of it. */
static struct {
	SCREEN *screen; /* NULL: not opened yet */
	bool started;
	bool utf8;	 /* else ASCII only */
	bool wide_boxes; /* it draws `─` two columns wide */
	struct looks looks;
	uint32_t background; /* 0xrrggbb; COLOR_DEFAULT: it never said */
	enum colors colors;
	attr_t attr[STYLES];
	int pair[STYLES];
	struct termios raw;
} t = { .background = COLOR_DEFAULT };

/* ---- What it can do ---- */

/* A capability; "" where the terminal lacks it. */
static const char *cap(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (const char *)-1 ? text : "";
}

/* ncurses describes one terminal at a time, and frees none by itself. */
static void forget_description(TERMINAL *before)
{
	if (before && before != cur_term)
		del_curterm(before);
}

static bool is_described(const char *type)
{
	TERMINAL *before = cur_term;
	int found = 0, error = setupterm(type, STDOUT_FILENO, &found);

	forget_description(before);
	return !error && found == 1;
}

/*
 * Direct colour is in terminfo only under names of their own: "xterm-direct"
 * is an xterm whose COLORTERM says that it has 24 bits.
 */
static const char *find_type(void)
{
	static char direct[NAME_SIZE];
	const char *type = getenv("TERM"), *color = getenv("COLORTERM");
	const char *end = type ? strstr(type, "-256color") : NULL;

	if (!type || !color ||
	    (strcmp(color, "truecolor") && strcmp(color, "24bit")))
		return type;
	snprintf(direct, sizeof(direct), "%.*s-direct",
		 (int)(end ? (size_t)(end - type) : strlen(type)), type);
	return is_described(direct) ? direct : type;
}

/* "15;0" or "15;default;0": rxvt's and others' way to tell its children. */
static uint32_t background_of_environment(void)
{
	const char *colors = getenv("COLORFGBG");
	const char *last = colors ? strrchr(colors, ';') : NULL;
	char *end;
	unsigned long number;

	if (!last || last[1] < '0' || last[1] > '9')
		return COLOR_DEFAULT;
	number = strtoul(last + 1, &end, 10);
	return *end || number > 15 ? COLOR_DEFAULT
				   : color_of((unsigned int)number);
}

bool terminal_find(void)
{
	if (!is_described(NULL))
		return false;
	t.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	t.background = background_of_environment();
	return *cap("cup") && *cap("clear") && tigetflag("hc") <= 0;
}

bool terminal_draws(void)
{
	return t.utf8 && !t.wide_boxes;
}

static enum colors described_colors(void)
{
	if (COLORS < 8)
		return COLORS_NONE;
	/* Only with eight bits of each is a colour's number 0xrrggbb. */
	if (COLORS == 1 << 24 && tigetflag("RGB") > 0)
		return COLORS_TRUE;
	return COLORS >= 256 ? COLORS_256 : COLORS >= 16 ? COLORS_16 : COLORS_8;
}

static enum colors find_colors(enum setting_color when)
{
	const char *no_color = getenv("NO_COLOR");

	if (when == SETTING_COLOR_NEVER)
		return COLORS_NONE;
	if (when == SETTING_COLOR_AUTO && no_color && *no_color)
		return COLORS_NONE;
	return described_colors();
}

/* A sequence of ours, or one that ncurses leaves to us: at once. */
static void send(const char *sequence)
{
	putp(sequence);
	fflush(stdout);
}

/* ---- Styles: all are made once, when the looks change ---- */

/* A theme that the terminal's own background does not suit brings its own. */
static void make_style(unsigned int i)
{
	bool plain = t.colors == COLORS_NONE;
	enum theme theme = plain ? THEME_MONO : t.looks.theme;
	const struct ground ground = {
		.paint = !plain &&
			 (t.looks.present || !theme_suits(theme, t.background)),
		.large = t.looks.present,
		.few = t.colors < COLORS_256,
		.terminal = t.background,
	};
	struct style s = theme_style(theme, &ground, i / 4, i % 4);
	struct pair number = style_pair(&s, t.colors);
	int pair = plain ? 0 : alloc_pair(number.fg, number.bg);

	t.pair[i] = pair < 0 ? 0 : pair;
	t.attr[i] = (s.bold ? A_BOLD : 0) | (s.dim ? A_DIM : 0) |
		    (s.underline ? A_UNDERLINE : 0) |
		    (s.reverse ? A_REVERSE : 0);
}

static unsigned int style_index(const struct cell *cell)
{
	return cell->role * 4u + (cell->flags & 3u);
}

void terminal_looks(const struct looks *looks)
{
	t.looks = *looks;
	t.colors = find_colors(looks->color);
	mousemask(looks->mouse ? ALL_MOUSE_EVENTS | BUTTON_SHIFT | BUTTON_CTRL |
					 BUTTON_ALT
			       : 0,
		  NULL);
	for (unsigned int i = 0; i < STYLES; i++)
		make_style(i);
	terminal_forget();
}

/* ---- Start and stop ---- */

struct text {
	char bytes[RESTORE_SIZE];
	size_t len;
};

static void add(struct text *to, const char *more)
{
	size_t len = strlen(more);

	if (len > sizeof(to->bytes) - to->len)
		return;
	memcpy(to->bytes + to->len, more, len);
	to->len += len;
}

/* What undoes all that was sent; valid at any size. */
static void arm(void)
{
	struct text text = { .len = 0 };
	struct termios before;

	if (tcgetattr(STDOUT_FILENO, &before))
		return;
	add(&text, cap("sgr0"));
	add(&text, cap("op"));
	add(&text, PASTE_OFF);
	if (*cap("kmous"))
		add(&text, *cap("XM") ? tiparm(cap("XM"), 0) : "\033[?1000l");
	add(&text, cap("rmkx"));
	add(&text, cap("cnorm"));
	add(&text, tiparm(cap("cup"), MAX_SIDE - 2, 0));
	add(&text, *cap("rmcup") ? cap("rmcup") : "\r\n");
	restore_arm(STDOUT_FILENO, text.bytes, text.len, &before);
}

/*
 * Which colour the background has, and, as some terminals, Chinese ones above
 * all, draw boxes and blocks two columns wide, where the cursor is after two of
 * them. Answers come as keys (input.c), in this order, most of them before the
 * first picture. Whoever knows nothing of colours still tells of the cursor.
 */
static void ask(void)
{
	struct pollfd ready = { .fd = STDIN_FILENO, .events = POLLIN };

	if (!*cap("u7"))
		return;
	send("\033]11;?\033\\");
	send(tiparm(cap("cup"), 1, 0));
	if (t.utf8)
		send("\xe2\x94\x80\xe2\x96\x88"); /* `─█` */
	send(cap("u7"));
	poll(&ready, 1, ANSWER_WAIT);
}

void terminal_has_background(uint32_t rgb)
{
	t.background = rgb;
}

bool terminal_is_light(void)
{
	return t.background != COLOR_DEFAULT && color_is_light(t.background);
}

void terminal_has_wide_boxes(void)
{
	t.wide_boxes = true;
	terminal_forget();
}

/* Also Ctrl-C, Ctrl-S and Ctrl-Z are bytes: they have a place in the row. */
static bool open_screen(void)
{
	const char *type = find_type();
	TERMINAL *before = cur_term;

	use_env(FALSE); /* LINES would outlive a resize */
	use_tioctl(TRUE);
	t.screen = newterm(type, stdout, stdin);
	forget_description(before);
	if (!t.screen)
		return false;
	raw();
	noecho();
	nonl();
	typeahead(-1);
	set_escdelay(ESCAPE_WAIT);
	start_color();
	use_default_colors();
	input_start();
	return true;
}

int terminal_start(const struct looks *looks)
{
	bool first = !t.screen;

	if (first && !isatty(STDIN_FILENO))
		return -ENOTTY;
	if (!first)
		def_shell_mode();
	arm();
	if (first && !open_screen()) {
		restore_disarm();
		return -ENOTTY;
	}
	t.started = true;
	if (first)
		terminal_looks(looks);
	terminal_resize();
	/* Anew, or again: a blank screen, and the keys one by one. */
	werase(stdscr);
	wrefresh(stdscr);
	send(paste_on);
	if (first)
		ask();
	terminal_forget();
	tcgetattr(STDIN_FILENO, &t.raw);
	return 0;
}

void terminal_stop(void)
{
	if (!t.started)
		return;
	t.started = false;
	send(PASTE_OFF);
	if (!*cap("rmcup")) {
		clearok(curscr, TRUE);
		werase(stdscr);
		wrefresh(stdscr);
	}
	endwin();
	restore_disarm();
}

void terminal_keys(bool interrupt)
{
	struct termios modes = t.raw;

	if (interrupt) {
		modes.c_lflag |= ISIG | NOFLSH;
		modes.c_cc[VINTR] = 3;
		modes.c_cc[VSUSP] = 26;
		modes.c_cc[VQUIT] = _POSIX_VDISABLE;
	}
	if (t.started)
		tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

/* ---- Size ---- */

static int side(unsigned short cells, int usual)
{
	if (!cells)
		return usual;
	return cells > MAX_SIDE ? MAX_SIDE : cells;
}

void terminal_size(int *width, int *height)
{
	struct winsize size = { .ws_row = 0 };

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	*width = side(size.ws_col, 80);
	*height = side(size.ws_row, 24);
}

void terminal_resize(void)
{
	int width, height;

	terminal_size(&width, &height);
	resize_term(height, width);
	terminal_forget();
}

/* ---- Painting ---- */

void terminal_forget(void)
{
	clearok(curscr, TRUE);
}

/*
 * A lead cell, @width columns wide. What the terminal cannot show, or would show in
 * another width than the canvas has, is a question mark in each column.
 * Return: number of wide characters
 */
static int put_cell(cchar_t *to, const struct cell *cell, int width)
{
	wchar_t text[3] = { (wchar_t)cell->ch, (wchar_t)cell->mark };
	unsigned int style = style_index(cell);
	bool is_ascii = cell->ch < 0x80;
	bool is_sure = is_ascii || (t.utf8 && wcwidth(text[0]) == width &&
				    (width == 2 || !t.wide_boxes));
	int n = is_sure ? 1 : width;

	if (!is_sure)
		text[0] = L'?';
	if (text[0] < L' ')
		text[0] = L' ';
	if (!is_sure || !t.utf8 || wcwidth(text[1]))
		text[1] = L'\0';
	for (int i = 0; i < n; i++)
		setcchar(to + i, text, t.attr[style], 0, &t.pair[style]);
	return n;
}

static void put_row(const struct canvas *c, int y)
{
	static cchar_t row[MAX_SIDE + 1];
	int n = 0;

	for (int x = 0; x < c->width; x++) {
		const struct cell *cell = canvas_at(c, x, y);
		bool is_wide = x + 1 < c->width && !canvas_at(c, x + 1, y)->ch;

		n += put_cell(row + n, cell, 1 + is_wide);
		x += is_wide;
	}
	mvwadd_wchnstr(stdscr, y, 0, row, n);
}

void terminal_paint(const struct canvas *c, int x, int y)
{
	for (int row = 0; row < c->height; row++)
		put_row(c, row);
	wmove(stdscr, y, x);
	wnoutrefresh(stdscr);
	doupdate();
}
