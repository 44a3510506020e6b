## SPDX-License-Identifier: GPL-3.0-or-later
## What talks to the terminal: it belongs to the program, not to a library.

vmscope_SOURCES += \
	%D%/history.c %D%/history.h \
	%D%/prompt.c %D%/prompt.h
