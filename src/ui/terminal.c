/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal.c - cells become bytes: terminfo's sequences, and only what changed.
 *
 * Terminals do not agree how wide a box or a block is (one column, or two in
 * some Chinese ones). Behind such a character the cursor is therefore placed
 * anew before anything else is written: a row stays in its columns.
 */
#include "ui/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "ui/restore.h"

/* Last: term.h makes macros of everyday words. */
#include <curses.h>
#include <term.h>

enum {
	STYLE_SIZE = 96,    /* bytes of the sequences for one style */
	STYLES = ROLES * 4, /* roles, each with every set of flags */
	OUT_SIZE = 1 << 14,
	MAX_SIDE = 1000, /* cells of a canvas */
	GAP = 4, /* so few equal cells cost less than moving over them */
};

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";

/* There is one terminal, and tputs() hands its bytes to a bare function. */
static struct {
	TERMINAL *description; /* NULL: not looked for, or none */
	bool started;
	bool utf8; /* else ASCII only */
	bool has_mouse;
	bool whole_corner; /* the last cell can be written without scrolling */
	struct looks looks;
	enum colors colors;
	char style[STYLES][STYLE_SIZE];
	struct termios before, raw;
	struct canvas seen; /* what it shows */
	bool known;	    /* it does show that */
	int x, y;	    /* where it writes next; x -1: anywhere */
	bool sure;	    /* it counts as we do */
	int styled;	    /* index of the style that is on; -1: unknown */
	char out[OUT_SIZE];
	size_t out_len;
	int error; /* of writing: -errno */
} t;

/* ---- Bytes ---- */

static void flush(void)
{
	size_t done = 0;

	while (done < t.out_len && !t.error) {
		struct pollfd ready = { .fd = STDOUT_FILENO,
					.events = POLLOUT };
		ssize_t n =
			write(STDOUT_FILENO, t.out + done, t.out_len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EAGAIN)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			t.error = -errno;
	}
	t.out_len = 0;
}

static int put(int byte)
{
	if (t.out_len == sizeof(t.out))
		flush();
	t.out[t.out_len++] = (char)byte;
	return byte;
}

static void put_text(const char *text)
{
	while (*text)
		put(*text++);
}

/* A capability; terminals that lack it get nothing. */
static void put_cap(const char *cap)
{
	if (cap && cap != (const char *)-1)
		tputs(cap, 1, put);
}

static void put_char(uint32_t ch)
{
	if (ch < 0x80) {
		put((int)ch);
	} else if (!t.utf8) {
		put('?');
	} else if (ch < 0x800) {
		put((int)(0xc0 | ch >> 6));
		put((int)(0x80 | (ch & 0x3f)));
	} else if (ch < 0x10000) {
		put((int)(0xe0 | ch >> 12));
		put((int)(0x80 | (ch >> 6 & 0x3f)));
		put((int)(0x80 | (ch & 0x3f)));
	} else {
		put((int)(0xf0 | ch >> 18));
		put((int)(0x80 | (ch >> 12 & 0x3f)));
		put((int)(0x80 | (ch >> 6 & 0x3f)));
		put((int)(0x80 | (ch & 0x3f)));
	}
}

/* ---- What it can do ---- */

static const char *cap_string(const char *name)
{
	const char *cap = tigetstr(name);

	return cap == (const char *)-1 ? NULL : cap;
}

bool terminal_find(void)
{
	int found = 0;

	if (setupterm(NULL, STDOUT_FILENO, &found) || found != 1)
		return false;
	t.description = cur_term;
	t.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	t.has_mouse = cap_string("kmous");
	t.whole_corner = !auto_right_margin || eat_newline_glitch;
	return cursor_address && clear_screen && !hard_copy;
}

bool terminal_is_utf8(void)
{
	return t.utf8;
}

static enum colors described_colors(void)
{
	const char *word = getenv("COLORTERM");

	if (max_colors < 8 || !set_a_foreground || !set_a_background)
		return COLORS_NONE;
	if (tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || tigetflag("Tc") > 0)
		return COLORS_TRUE;
	if (word && (!strcmp(word, "truecolor") || !strcmp(word, "24bit")))
		return COLORS_TRUE;
	return max_colors >= 256  ? COLORS_256
	       : max_colors >= 16 ? COLORS_16
				  : COLORS_8;
}

static enum colors find_colors(enum color_when when)
{
	const char *no_color = getenv("NO_COLOR");

	if (when == COLOR_NEVER)
		return COLORS_NONE;
	if (when == COLOR_AUTO && no_color && *no_color)
		return COLORS_NONE;
	return described_colors();
}

/* ---- Styles: all sequences are made once, when the looks change ---- */

struct text {
	char *at;
	size_t left;
};

static void add(struct text *to, const char *more)
{
	size_t len = more && more != (const char *)-1 ? strlen(more) : 0;

	if (!len || len >= to->left)
		return;
	memcpy(to->at, more, len + 1);
	to->at += len;
	to->left -= len;
}

static void add_color(struct text *to, uint32_t rgb, bool ground)
{
	char *set = ground ? set_a_background : set_a_foreground;
	char text[32];

	if (rgb == COLOR_DEFAULT || t.colors == COLORS_NONE)
		return;
	if (t.colors == COLORS_TRUE) {
		snprintf(text, sizeof(text), "\033[%d;2;%u;%u;%um",
			 ground ? 48 : 38, rgb >> 16 & 0xff, rgb >> 8 & 0xff,
			 rgb & 0xff);
		add(to, text);
		return;
	}
	add(to, tiparm(set, (int)(t.colors == COLORS_256  ? color_256(rgb)
				  : t.colors == COLORS_16 ? color_16(rgb)
							  : color_8(rgb))));
}

static void make_style(char *style, enum role role, unsigned int flags)
{
	bool plain = t.colors == COLORS_NONE;
	struct style s = theme_style(plain ? THEME_MONO : t.looks.theme,
				     t.looks.paint && !plain, role, flags);
	struct text to = { style, STYLE_SIZE };

	*style = '\0';
	add(&to, exit_attribute_mode);
	if (s.bold)
		add(&to, enter_bold_mode);
	if (s.dim)
		add(&to, enter_dim_mode);
	if (s.underline)
		add(&to, enter_underline_mode);
	if (s.reverse)
		add(&to, enter_reverse_mode);
	add_color(&to, s.fg, false);
	add_color(&to, s.bg, true);
}

static int style_index(const struct cell *cell)
{
	return cell->role * 4 + (cell->flags & 3);
}

void terminal_looks(const struct looks *looks)
{
	set_curterm(t.description);
	if (t.started && t.has_mouse && looks->mouse != t.looks.mouse)
		put_text(looks->mouse ? mouse_on : mouse_off);
	t.looks = *looks;
	t.colors = find_colors(looks->color);
	for (unsigned int i = 0; i < STYLES; i++)
		make_style(t.style[i], i / 4, i % 4);
	terminal_forget();
}

/* ---- Start and stop ---- */

/* What undoes all that terminal_start() sends; valid at any size. */
static void arm(void)
{
	put_cap(exit_attribute_mode);
	put_text(paste_off);
	if (t.has_mouse)
		put_text(mouse_off);
	put_cap(cursor_normal);
	put_cap(tiparm(cursor_address, MAX_SIDE - 2, 0));
	if (exit_ca_mode)
		put_cap(exit_ca_mode);
	else
		put_text("\r\n");
	restore_arm(STDOUT_FILENO, t.out, t.out_len, &t.before);
	t.out_len = 0;
}

/* Also Ctrl-C, Ctrl-S and Ctrl-Z are bytes: they have a place in the row. */
static int set_raw(void)
{
	if (tcgetattr(STDIN_FILENO, &t.before))
		return -errno;
	t.raw = t.before;
	cfmakeraw(&t.raw);
	t.raw.c_cc[VMIN] = 1;
	t.raw.c_cc[VTIME] = 0;
	return tcsetattr(STDIN_FILENO, TCSADRAIN, &t.raw) ? -errno : 0;
}

int terminal_start(const struct looks *looks)
{
	int error = set_raw();

	if (error)
		return error;
	t.error = 0;
	t.out_len = 0;
	set_curterm(t.description);
	arm();
	terminal_looks(looks);
	put_cap(enter_ca_mode);
	put_text(paste_on);
	if (t.has_mouse && looks->mouse)
		put_text(mouse_on);
	t.started = true;
	return 0;
}

void terminal_stop(void)
{
	if (!t.started)
		return;
	t.started = false;
	if (!exit_ca_mode)
		put_cap(clear_screen);
	flush();
	restore_now();
	canvas_free(&t.seen);
	t.seen = (struct canvas){ .cell = NULL };
	terminal_forget();
}

void terminal_keys(bool interrupt)
{
	struct termios modes = t.raw;

	if (interrupt) {
		modes.c_lflag |= ISIG | NOFLSH;
		modes.c_cc[VINTR] = 3;
		modes.c_cc[VQUIT] = modes.c_cc[VSUSP] = _POSIX_VDISABLE;
	}
	if (t.started)
		tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

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

/* ---- Painting ---- */

void terminal_forget(void)
{
	t.known = false;
	t.x = t.styled = -1;
}

static bool is_same(const struct cell *a, const struct cell *b)
{
	return a->ch == b->ch && a->mark == b->mark && a->role == b->role &&
	       a->flags == b->flags;
}

static void place(int x, int y)
{
	put_cap(tiparm(cursor_address, y, x));
	t.x = x;
	t.y = y;
	t.sure = true;
}

/* A lead cell; its right half comes with it. */
static void put_cell(const struct canvas *c, int x, int y)
{
	const struct cell *cell = canvas_at(c, x, y);
	const struct cell *right = canvas_at(c, x + 1, y);
	int style = style_index(cell);
	bool is_ascii = cell->ch < 0x80 && !cell->mark;

	if (t.x != x || t.y != y || (is_ascii && !t.sure))
		place(x, y);
	if (style != t.styled)
		put_cap(t.style[style]);
	t.styled = style;
	put_char(cell->ch < ' ' ? ' ' : cell->ch);
	if (cell->mark && t.utf8)
		put_char(cell->mark);
	t.sure = is_ascii;
	t.x = x + 1 + (right && !right->ch);
	/* Behind the last column terminals disagree, too. */
	if (t.x >= c->width)
		t.x = -1;
}

/* Where cells that differ begin, from @x; the width when there are none. */
static int find_change(const struct canvas *c, int x, int y)
{
	while (x < c->width &&
	       is_same(canvas_at(c, x, y), canvas_at(&t.seen, x, y)))
		x++;
	return x;
}

static void paint_row(const struct canvas *c, int y)
{
	int last = c->width - (y == c->height - 1 && !t.whole_corner);
	int x = find_change(c, 0, y);

	while (x < last) {
		int next;

		if (x && !canvas_at(c, x, y)->ch)
			x--;
		put_cell(c, x, y);
		x++;
		if (x < last && !canvas_at(c, x, y)->ch)
			x++;
		next = find_change(c, x, y);
		if (next >= last || next - x > GAP)
			x = next;
	}
}

/* A sheet of that size to remember, and a blank screen that looks like it. */
static int begin_anew(const struct canvas *c)
{
	struct canvas fresh;
	int error = canvas_new(&fresh, c->width, c->height, c->ascii);

	if (error)
		return error;
	canvas_free(&t.seen);
	t.seen = fresh;
	put_cap(t.style[ROLE_TEXT * 4]);
	t.styled = ROLE_TEXT * 4;
	put_cap(clear_screen);
	/* No cell is like these: all are written. */
	for (int i = 0; i < c->width * c->height; i++)
		t.seen.cell[i].role = ROLES;
	t.known = true;
	return 0;
}

int terminal_paint(const struct canvas *c, int x, int y)
{
	set_curterm(t.description);
	if (!t.known || t.seen.width != c->width ||
	    t.seen.height != c->height) {
		int error = begin_anew(c);

		if (error)
			return error;
	}
	t.x = -1;
	for (int row = 0; row < c->height; row++) {
		paint_row(c, row);
		for (int i = 0; i < c->width; i++)
			*canvas_at(&t.seen, i, row) = *canvas_at(c, i, row);
	}
	put_cap(tiparm(cursor_address, y, x));
	flush();
	return t.error;
}
