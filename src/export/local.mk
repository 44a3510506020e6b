## SPDX-License-Identifier: GPL-3.0-or-later
## Canvases as files.

src_libview_a_SOURCES += \
	%D%/cast.c \
	%D%/export.h \
	%D%/film.h \
	%D%/html.c \
	%D%/page_text.h \
	%D%/lesson_check.c %D%/lesson_check.h \
	%D%/picture.c \
	%D%/svg.c \
	%D%/text.c \
	%D%/utf8.c %D%/utf8.h

## The page of html.c, line by line.
nodist_src_libview_a_SOURCES += %D%/page_text.c
EXTRA_DIST += %D%/page.html
CLEANFILES += %D%/page_text.c
%D%/page_text.c: %D%/page.html
	$(AM_V_GEN)$(MKDIR_P) %D% && { \
	echo '#include "export/page_text.h"'; \
	echo 'const char *const page_text[] = {'; \
	sed 's/[\\"]/\\&/g; s/.*/"&",/' $(srcdir)/%D%/page.html; \
	echo '(const char *)0 };'; } >$@.new && mv $@.new $@
