## SPDX-License-Identifier: GPL-3.0-or-later
## A manual page goes into dist_man_MANS, everything else into dist_doc_DATA.

## The page is made from the tables of the program, so never shipped: it could
## only be older than they are.
noinst_PROGRAMS += %D%/mkman
%C%_mkman_SOURCES = %D%/mkman.c src/options.c src/options.h
%C%_mkman_LDADD = $(view_libs)
%C%_mkman_CPPFLAGS = $(AM_CPPFLAGS) -DPO_FILES='"$(po_files)"'

man_MANS = %D%/vmscope.1
EXTRA_DIST += %D%/vmscope.1.in %D%/architecture.md \
	%D%/README.zh_CN
CLEANFILES += %D%/vmscope.1

%D%/vmscope.1: %D%/vmscope.1.in %D%/mkman$(EXEEXT)
	$(AM_V_GEN)%D%/mkman $(srcdir)/%D%/vmscope.1.in >$@.part && \
		mv $@.part $@

dist_doc_DATA = %D%/teaching.md %D%/teaching.zh_CN.md

exercisedir = $(docdir)/exercise
dist_exercise_DATA = \
	%D%/exercise/lesson.vms \
	%D%/exercise/mark.vms \
	%D%/exercise/right.vms \
	%D%/exercise/start.vms \
	%D%/exercise/wrong.vms
