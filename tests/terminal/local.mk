## SPDX-License-Identifier: GPL-3.0-or-later
## The full screen in a terminal of our own: vt.h.

terminal_tests = \
	%D%/test_leaving \
	%D%/test_pictures \
	%D%/test_resizing \
	%D%/test_stepping \
	%D%/test_terminals \
	%D%/test_typing

%C%_test_leaving_SOURCES = %D%/test_leaving.c %D%/vt.c %D%/vt.h
%C%_test_pictures_SOURCES = %D%/test_pictures.c %D%/vt.c %D%/vt.h
%C%_test_resizing_SOURCES = %D%/test_resizing.c %D%/vt.c %D%/vt.h
%C%_test_stepping_SOURCES = %D%/test_stepping.c %D%/vt.c %D%/vt.h
%C%_test_terminals_SOURCES = %D%/test_terminals.c %D%/vt.c %D%/vt.h
%C%_test_typing_SOURCES = %D%/test_typing.c %D%/vt.c %D%/vt.h

terminal_libs = $(VTERM_LIBS) $(CMOCKA_LIBS) -lutil
%C%_test_leaving_LDADD = $(terminal_libs)
%C%_test_pictures_LDADD = $(view_libs) $(terminal_libs)
%C%_test_resizing_LDADD = $(terminal_libs)
%C%_test_stepping_LDADD = $(terminal_libs)
%C%_test_terminals_LDADD = $(terminal_libs)
%C%_test_typing_LDADD = $(terminal_libs)

## What needs no terminal at all.
%C%_test_input_SOURCES = %D%/test_input.c src/ui/input.c src/ui/letter.c
%C%_test_input_LDADD = $(session_libs) $(NCURSES_LIBS) $(CMOCKA_LIBS)

if WITH_CMOCKA
check_PROGRAMS += %D%/test_input
TESTS += %D%/test_input
if WITH_VTERM
check_PROGRAMS += $(terminal_tests)
TESTS += $(terminal_tests)
endif
endif
