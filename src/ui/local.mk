## SPDX-License-Identifier: GPL-3.0-or-later
## What talks to the terminal: it belongs to the program, not to a library.

vmscope_SOURCES += \
	%D%/complete.c %D%/complete.h \
	%D%/fullscreen.c %D%/fullscreen.h \
	%D%/fullscreen_internal.h \
	%D%/history.c %D%/history.h \
	%D%/input.c %D%/input.h \
	%D%/keyboard.c \
	%D%/lesson_player.c \
	%D%/letter.c %D%/letter.h \
	%D%/line.c %D%/line.h \
	%D%/overlay.c \
	%D%/prompt.c %D%/prompt.h \
	%D%/restore.c %D%/restore.h \
	%D%/running.c \
	%D%/terminal.c %D%/terminal.h \
	%D%/wrapped_output.c %D%/wrapped_output.h
