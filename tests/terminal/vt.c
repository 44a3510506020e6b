/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vt.c - a pseudo-terminal, libvterm behind it, and patience.
 */
#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE = 20000 }; /* ms until what does not come is missed */

/* ---- Modes ---- */

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
	struct vt *vt = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		vt->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		vt->cursor = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_prop };

/*
 * libvterm does not tell about pastes and colours asked for, and reads only the
 * first of two modes in one sequence, as the mouse has them. The tail joins
 * what two reads cut.
 */
static void watch_modes(struct vt *vt, const char *text, size_t len)
{
	char seen[sizeof(vt->tail) + 4096 + 1];
	size_t kept = strlen(vt->tail);

	memcpy(seen, vt->tail, kept);
	memcpy(seen + kept, text, len);
	len += kept;
	for (size_t i = 0; i + 8 <= len; i++)
		if (!memcmp(seen + i, "\033[?2004", 7))
			vt->paste = seen[i + 7] == 'h';
		else if (!memcmp(seen + i, "\033]11;?", 6))
			vt->asked = true;
		else if (strchr("?;", seen[i]) && seen[i] &&
			 !memcmp(seen + i + 1, "1000", 4))
			vt->mouse = seen[i + 5] == 'h';
	kept = len < 7 ? len : 7;
	memcpy(vt->tail, seen + len - kept, kept);
	vt->tail[kept] = '\0';
	for (size_t i = 0; i < kept; i++)
		if (!vt->tail[i])
			vt->tail[i] = ' ';
}

/* ---- Start and end ---- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *or_else(const char *text, const char *usual)
{
	return text ? text : usual;
}

static void write_inputrc(const struct vt *vt, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/inputrc", vt->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(or_else(text, ""), file);
	assert_int_equal(fclose(file), 0);
	setenv("INPUTRC", path, 1);
}

/* Nothing of the tester's own taste gets in. */
static void set_environment(const struct vt *vt, const struct vt_options *o)
{
	static const char *const gone[] = { "COLORFGBG",       "XDG_STATE_HOME",
					    "XDG_CONFIG_HOME", "COLORTERM",
					    "NO_COLOR",	       "LINES",
					    "COLUMNS",	       "LANG",
					    "LC_CTYPE" };

	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		unsetenv(gone[i]);
	setenv("HOME", vt->home, 1);
	setenv("TERM", or_else(o->term, "xterm-256color"), 1);
	setenv("LC_ALL", or_else(o->locale, "C.UTF-8"), 1);
	/* A sanitizer's end goes through our handlers, too. */
	setenv("ASAN_OPTIONS", "abort_on_error=1:handle_segv=0", 0);
	for (int i = 0; i < 4 && o->set[i]; i += 2)
		setenv(o->set[i], o->set[i + 1], 1);
}

/* As a terminal's own shell starts it, whatever the tests were started from:
 * under nohup they and their children ignore SIGHUP. */
static void default_signals(void)
{
	for (int sig = 1; sig < NSIG; sig++)
		signal(sig, SIG_DFL);
}

static void exec_program(const struct vt *vt, const struct vt_options *o)
{
	const char *program = or_else(getenv("VMSCOPE"), "./vmscope");
	char *path = realpath(program, NULL);
	char *argument[6] = { path };

	for (int i = 0; i < 4 && o->argument[i]; i++)
		argument[i + 1] = strdup(o->argument[i]);
	if (!path || chdir(vt->home))
		_exit(127);
	default_signals();
	if (o->shell)
		execl("/bin/sh", "sh", "-c", o->shell, path, (char *)NULL);
	execv(path, argument);
	_exit(127);
}

void vt_start_only(struct vt *vt, const struct vt_options *o)
{
	struct winsize size;

	memset(vt, 0, sizeof(*vt));
	vt->status = VT_STATUS_NONE;
	vt->width = o->width ? o->width : 80;
	vt->height = o->height ? o->height : 24;
	vt->cursor = true;
	vt->answer = o->answer;
	vt->background = o->background;
	snprintf(vt->home, sizeof(vt->home), "%s",
		 or_else(o->home, "/tmp/vmscope-vt-XXXXXX"));
	if (!o->home)
		assert_non_null(mkdtemp(vt->home));
	size = (struct winsize){ .ws_row = (unsigned short)vt->height,
				 .ws_col = (unsigned short)vt->width };
	assert_int_equal(openpty(&vt->fd, &vt->slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(vt->slave, &vt->modes), 0);
	vt->term = vterm_new(vt->height, vt->width);
	vterm_set_utf8(vt->term, 1);
	vt->screen = vterm_obtain_screen(vt->term);
	vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
	vterm_screen_enable_altscreen(vt->screen, 1);
	vterm_screen_reset(vt->screen, 1);
	vt->pid = fork();
	assert_true(vt->pid >= 0);
	if (!vt->pid) {
		close(vt->fd);
		if (login_tty(vt->slave))
			_exit(127);
		set_environment(vt, o);
		write_inputrc(vt, o->inputrc);
		exec_program(vt, o);
	}
}

void vt_start(struct vt *vt, const struct vt_options *o)
{
	vt_start_only(vt, o);
	vt_expect(vt, "vmscope>");
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void vt_end(struct vt *vt)
{
	if (vt->status == VT_STATUS_NONE) {
		kill(vt->pid, SIGKILL);
		waitpid(vt->pid, &vt->status, 0);
	}
	close(vt->fd);
	close(vt->slave);
	vterm_free(vt->term);
	nftw(vt->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- Bytes ---- */

/* Its background and where the cursor is, when the program asks. */
static void answer(struct vt *vt)
{
	char text[64];
	size_t len = vterm_output_read(vt->term, text, sizeof(text));

	if (vt->asked && vt->background)
		vt_send(vt, vt->background);
	vt->asked = false;
	if (!len)
		return;
	if (vt->answer)
		vt_send(vt, vt->answer);
	else
		assert_int_equal(write(vt->fd, text, len), len);
}

bool vt_pump(struct vt *vt, int patience_ms)
{
	struct pollfd ready = { .fd = vt->fd, .events = POLLIN };
	char text[4096];
	ssize_t n;

	if (poll(&ready, 1, patience_ms) <= 0)
		return false;
	n = read(vt->fd, text, sizeof(text));
	if (n <= 0)
		return false;
	vt->bytes += (size_t)n;
	vt->escaped |= memchr(text, '\033', (size_t)n) != NULL;
	watch_modes(vt, text, (size_t)n);
	vterm_input_write(vt->term, text, (size_t)n);
	answer(vt);
	return true;
}

/* The program may be busy writing: take that in meanwhile. */
void vt_send(struct vt *vt, const char *keys)
{
	size_t left = strlen(keys);

	while (left) {
		size_t piece = left < 512 ? left : 512;
		ssize_t n = write(vt->fd, keys, piece);

		assert_true(n > 0);
		keys += n;
		left -= (size_t)n;
		while (left && vt_pump(vt, 0))
			;
	}
}

void vt_resize(struct vt *vt, int width, int height)
{
	struct winsize size = { .ws_row = (unsigned short)height,
				.ws_col = (unsigned short)width };

	vt->width = width;
	vt->height = height;
	vterm_set_size(vt->term, height, width);
	assert_int_equal(ioctl(vt->fd, TIOCSWINSZ, &size), 0);
}

/* ---- What is on the screen ---- */

static size_t put_utf8(uint32_t ch, char *text)
{
	if (ch < 0x80) {
		text[0] = (char)ch;
		return 1;
	}
	if (ch < 0x800) {
		text[0] = (char)(0xc0 | ch >> 6);
		text[1] = (char)(0x80 | (ch & 0x3f));
		return 2;
	}
	if (ch < 0x10000) {
		text[0] = (char)(0xe0 | ch >> 12);
		text[1] = (char)(0x80 | (ch >> 6 & 0x3f));
		text[2] = (char)(0x80 | (ch & 0x3f));
		return 3;
	}
	text[0] = '?';
	return 1;
}

static VTermScreenCell get_cell(const struct vt *vt, int x, int y)
{
	VTermScreenCell cell = { .width = 1 };

	vterm_screen_get_cell(vt->screen, (VTermPos){ .row = y, .col = x },
			      &cell);
	return cell;
}

void vt_row(const struct vt *vt, int row, char *text)
{
	size_t len = 0, end = 0;

	for (int x = 0; x < vt->width && len + 8 < VT_ROW;) {
		VTermScreenCell cell = get_cell(vt, x, row);

		if (!cell.chars[0])
			cell.chars[0] = ' ';
		for (int i = 0; i < 2 && cell.chars[i]; i++)
			len += put_utf8(cell.chars[i], text + len);
		if (cell.chars[0] != ' ')
			end = len;
		x += cell.width ? cell.width : 1;
	}
	text[end] = '\0';
}

static size_t put_look(const VTermScreenCell *cell, char *text)
{
	return (size_t)sprintf(
		text, "%d%d%d:%02x%02x%02x%02x/%02x%02x%02x%02x ",
		cell->attrs.bold, cell->attrs.underline, cell->attrs.reverse,
		cell->fg.type, cell->fg.rgb.red, cell->fg.rgb.green,
		cell->fg.rgb.blue, cell->bg.type, cell->bg.rgb.red,
		cell->bg.rgb.green, cell->bg.rgb.blue);
}

/* Colours: a sum of all, to keep it short. */
static uint32_t sum_of_looks(const struct vt *vt, int row)
{
	uint32_t sum = 5381;
	char text[64];

	for (int x = 0; x < vt->width; x++) {
		VTermScreenCell cell = get_cell(vt, x, row);

		put_look(&cell, text);
		for (const char *c = text; *c; c++)
			sum = sum * 33 + (unsigned char)*c;
	}
	return sum;
}

void vt_text(const struct vt *vt, bool colors, char *text)
{
	size_t len = 0;

	for (int y = 0; y < vt->height && len + VT_ROW + 16 < VT_SCREEN; y++) {
		vt_row(vt, y, text + len);
		len += strlen(text + len);
		if (colors)
			len += (size_t)sprintf(text + len, " #%08x",
					       sum_of_looks(vt, y));
		text[len++] = '\n';
	}
	text[len] = '\0';
}

static bool row_has(const struct vt *vt, int row, const char *text)
{
	char has[VT_ROW];

	vt_row(vt, row, has);
	return strstr(has, text);
}

bool vt_has(const struct vt *vt, const char *text)
{
	for (int y = 0; y < vt->height; y++)
		if (row_has(vt, y, text))
			return true;
	return false;
}

/* ---- Waiting ---- */

/* Row by row: cmocka cuts long messages. */
static void missed(const struct vt *vt, const char *what, const char *text)
{
	char row[VT_ROW];

	for (int y = 0; y < vt->height; y++) {
		vt_row(vt, y, row);
		print_message("# %.300s\n", row);
	}
	fail_msg("%s `%s`", what, text);
}

void vt_expect_row(struct vt *vt, int row, const char *text)
{
	int64_t end = now_ms() + PATIENCE;

	while (!row_has(vt, row < 0 ? vt->height + row : row, text))
		if (now_ms() > end || !vt_pump(vt, PATIENCE))
			missed(vt, "not in its row:", text);
}

void vt_expect(struct vt *vt, const char *text)
{
	int64_t end = now_ms() + PATIENCE;

	while (!vt_has(vt, text))
		if (now_ms() > end || !vt_pump(vt, PATIENCE))
			missed(vt, "missing:", text);
}

void vt_expect_not(struct vt *vt, const char *text)
{
	int64_t end = now_ms() + PATIENCE;

	while (vt_has(vt, text))
		if (now_ms() > end || !vt_pump(vt, PATIENCE))
			missed(vt, "still there:", text);
}

void vt_expect_cursor(struct vt *vt, int x, int row)
{
	int64_t end = now_ms() + PATIENCE;
	VTermPos at;
	char text[64];

	for (;;) {
		vterm_state_get_cursorpos(vterm_obtain_state(vt->term), &at);
		if (at.col == x && at.row == (row < 0 ? vt->height + row : row))
			return;
		snprintf(text, sizeof(text), "%d,%d, not %d,%d", at.col, at.row,
			 x, row);
		if (now_ms() > end || !vt_pump(vt, PATIENCE))
			missed(vt, "the cursor is at", text);
	}
}

/* Nothing tells when a process ends but its terminal; we hold that open. */
static bool wait_change(struct vt *vt, int options, int *status)
{
	int64_t end = now_ms() + PATIENCE;

	while (now_ms() < end) {
		while (vt_pump(vt, 1))
			;
		if (waitpid(vt->pid, status, options | WNOHANG) == vt->pid) {
			while (vt_pump(vt, 0))
				;
			return true;
		}
	}
	return false;
}

int vt_expect_end(struct vt *vt)
{
	if (!wait_change(vt, 0, &vt->status))
		missed(vt, "it goes on:", "");
	return vt->status;
}

void vt_expect_stopped(struct vt *vt)
{
	int status = 0;

	if (!wait_change(vt, WUNTRACED, &status) || !WIFSTOPPED(status))
		missed(vt, "it was not stopped:", "");
}

void vt_is_whole(struct vt *vt)
{
	struct termios now;

	assert_int_equal(tcgetattr(vt->slave, &now), 0);
	assert_int_equal(now.c_iflag, vt->modes.c_iflag);
	assert_int_equal(now.c_oflag, vt->modes.c_oflag);
	assert_int_equal(now.c_lflag, vt->modes.c_lflag);
	assert_memory_equal(now.c_cc, vt->modes.c_cc, sizeof(now.c_cc));
	assert_false(vt->alternate);
	assert_true(vt->cursor);
	assert_false(vt->mouse);
	assert_false(vt->paste);
}
