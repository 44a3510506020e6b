## SPDX-License-Identifier: GPL-3.0-or-later
## The program and the libraries below it. A library's list of sources is
## in the folders that it is made of.

noinst_LIBRARIES += %D%/libvmscope.a %D%/libinspect.a %D%/libsession.a \
	%D%/libview.a

## The machine and its kernel: they need nothing but libc.
%C%_libvmscope_a_SOURCES =

## What lies where in the kernel's memory.
%C%_libinspect_a_SOURCES =

## One person's session over a machine.
%C%_libsession_a_SOURCES =
session_libs = %D%/libsession.a %D%/libinspect.a %D%/libvmscope.a \
	$(JANSSON_LIBS) $(UTF8PROC_LIBS)

## Pictures of it, and what they are written as.
%C%_libview_a_SOURCES =
view_libs = %D%/libview.a $(session_libs)

bin_PROGRAMS += vmscope
vmscope_SOURCES = %D%/main.c %D%/options.c %D%/options.h \
	%D%/translate.h
vmscope_LDADD = $(view_libs) $(READLINE_LIBS) $(NCURSES_LIBS)
