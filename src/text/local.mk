## SPDX-License-Identifier: GPL-3.0-or-later
## Texts for people: what is safe to show, its columns and rows, sizes.

src_libinspect_a_SOURCES += \
	%D%/clean_text.c %D%/clean_text.h \
	%D%/error_text.c %D%/error_text.h \
	%D%/paragraph.c %D%/paragraph.h \
	%D%/size_text.c %D%/size_text.h \
	%D%/text_width.c %D%/text_width.h
