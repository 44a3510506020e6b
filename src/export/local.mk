## SPDX-License-Identifier: GPL-3.0-or-later
## Canvases as files.

src_libview_a_SOURCES += \
	%D%/export.h \
	%D%/picture.c \
	%D%/svg.c \
	%D%/text.c \
	%D%/utf8.c %D%/utf8.h
