## SPDX-License-Identifier: GPL-3.0-or-later
## Every test prints TAP, so that each of its cases is a line of its own.

## Tools that are also of use by hand: a plain `make` builds them.
noinst_PROGRAMS += %D%/bench %D%/bench_record %D%/replay
%C%_bench_LDADD = src/libvmscope.a
%C%_bench_record_LDADD = $(session_libs)
%C%_replay_LDADD = $(session_libs)
%C%_replay_SOURCES = \
	%D%/replay.c %D%/replay.h \
	%D%/replay_buddy.c \
	%D%/replay_ids.c \
	%D%/replay_kmap.c %D%/replay_kmap.h \
	%D%/replay_kmap_state.c \
	%D%/replay_map_ram.c \
	%D%/replay_op.c \
	%D%/replay_steps.c \
	%D%/replay_first_fit.h \
	%D%/replay_steps_2_6_32.c \
	%D%/replay_steps_2_6_39.c \
	%D%/replay_steps_6_1.c \
	%D%/replay_text.c \
	%D%/replay_virtual.c \
	%D%/replay_virtual_6_1.c \
	%D%/replay_zone.c

## The same without step points, to see what they cost while nobody records:
## `make tests/bench_plain`.
EXTRA_PROGRAMS = %D%/bench_plain
CLEANFILES += $(EXTRA_PROGRAMS)
%C%_bench_plain_SOURCES = %D%/bench.c $(src_libvmscope_a_SOURCES)
%C%_bench_plain_CPPFLAGS = $(AM_CPPFLAGS) -DSTEP_POINTS=0
%C%_bench_plain_LDADD =

## Accept the pictures as they are now; look at the diff.
noinst_PROGRAMS += %D%/golden_screens
%C%_golden_screens_LDADD = $(view_libs)
update-golden: %D%/golden_screens$(EXEEXT)
	VMSCOPE_DATA='$(abs_top_srcdir)/data' %D%/golden_screens --update \
		$(srcdir)/%D%/golden/*.screen \
		$(srcdir)/%D%/golden/step/*.screen
.PHONY: update-golden
EXTRA_DIST += %D%/golden

## A unit test is one row here and one C file of that name. It links the
## machine and the kernel alone, unless it says otherwise below.
LDADD = src/libvmscope.a $(CMOCKA_LIBS)
unit_tests = \
	%D%/unit/test_bad_lines \
	%D%/unit/test_board_file \
	%D%/unit/test_boot \
	%D%/unit/test_branch \
	%D%/unit/test_breakpoint \
	%D%/unit/test_buddy \
	%D%/unit/test_canvas \
	%D%/unit/test_expression \
	%D%/unit/test_diff \
	%D%/unit/test_commands \
	%D%/unit/test_compare \
	%D%/unit/test_completion \
	%D%/unit/test_generations \
	%D%/unit/test_gfp \
	%D%/unit/test_half_done \
	%D%/unit/test_highmem \
	%D%/unit/test_import \
	%D%/unit/test_journal \
	%D%/unit/test_kallsyms \
	%D%/unit/test_kmemleak \
	%D%/unit/test_layout \
	%D%/unit/test_source_text \
	%D%/unit/test_malloc \
	%D%/unit/test_mappings \
	%D%/unit/test_mmu \
	%D%/unit/test_page_alloc \
	%D%/unit/test_paragraph \
	%D%/unit/test_parse \
	%D%/unit/test_pgtable \
	%D%/unit/test_printk \
	%D%/unit/test_proc \
	%D%/unit/test_ram \
	%D%/unit/test_rbtree \
	%D%/unit/test_record \
	%D%/unit/test_result_json \
	%D%/unit/test_scene \
	%D%/unit/test_screen \
	%D%/unit/test_session \
	%D%/unit/test_slab \
	%D%/unit/test_theme \
	%D%/unit/test_prediction \
	%D%/unit/test_stepper \
	%D%/unit/test_time \
	%D%/unit/test_tlb \
	%D%/unit/test_transcript \
	%D%/unit/test_view_areas \
	%D%/unit/test_view_frames \
	%D%/unit/test_view_layout \
	%D%/unit/test_vmalloc \
	%D%/unit/test_vmalloc_failures \
	%D%/unit/test_vmap_2_6_39 \
	%D%/unit/test_vmap_area \
	%D%/unit/test_vmap_6_1 \
	%D%/unit/test_vmap_block \
	%D%/unit/test_workload
%C%_unit_test_bad_lines_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_branch_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_breakpoint_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_commands_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_expression_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_diff_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_compare_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_generations_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_completion_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_import_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_board_file_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_paragraph_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_parse_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_result_json_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_session_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_workload_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_record_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_kmemleak_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_half_done_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_prediction_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_stepper_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_time_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_vmap_2_6_39_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_transcript_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_canvas_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_source_text_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_scene_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_screen_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_theme_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_view_areas_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_view_frames_LDADD = $(view_libs) $(CMOCKA_LIBS)
%C%_unit_test_view_layout_LDADD = $(view_libs) $(CMOCKA_LIBS)

## Every way to ask libc for memory, as far as we use it, goes through the test.
%C%_unit_test_malloc_LDADD = $(session_libs) $(CMOCKA_LIBS)
%C%_unit_test_malloc_LDFLAGS = $(AM_LDFLAGS) \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=reallocarray \
	-Wl,--wrap=strdup,--wrap=strndup,--wrap=asprintf,--wrap=realpath \
	-Wl,--wrap=getcwd,--wrap=fopen,--wrap=fdopen,--wrap=open_memstream \
	-Wl,--wrap=fmemopen,--wrap=fflush,--wrap=mmap,--wrap=scandir \
	-Wl,--wrap=tsearch

noinst_HEADERS = %D%/unit/unit.h %D%/unit/kernel_text.h \
	%D%/unit/mappings.h %D%/unit/sessions.h %D%/unit/stage.h

check_PROGRAMS =
TESTS =
if WITH_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

EXTRA_DIST += %D%/tap.sh %D%/prompt.py %D%/hostile.py

## Executable, and find their files below $srcdir.
dist_check_SCRIPTS = \
	%D%/badinput.sh \
	%D%/boards.sh \
	%D%/bootlog.sh \
	%D%/captures.sh \
	%D%/core.sh \
	%D%/decode.sh \
	%D%/const.sh \
	%D%/dump.sh \
	%D%/fuzz.sh \
	%D%/explain.sh \
	%D%/expression.sh \
	%D%/golden.sh \
	%D%/handouts.sh \
	%D%/hostile.sh \
	%D%/highmem.sh \
	%D%/import.sh \
	%D%/layers.sh \
	%D%/lessons.sh \
	%D%/lesson_check.sh \
	%D%/manual.sh \
	%D%/glossary.sh \
	%D%/names.sh \
	%D%/posted.sh \
	%D%/predict.sh \
	%D%/prompt.sh \
	%D%/quiz.sh \
	%D%/report.sh \
	%D%/scenarios.sh \
	%D%/session.sh \
	%D%/step.sh \
	%D%/steps.sh \
	%D%/time.sh \
	%D%/teaching.sh \
	%D%/traces.sh \
	%D%/translation.sh \
	%D%/trouble.sh

## What these read: the real kernel's files, and helpers in Python.
EXTRA_DIST += %D%/bootlog.py %D%/captures.py %D%/captures_6_1.py %D%/chinese.py %D%/core_reader.py %D%/data %D%/decode.py %D%/dump_reader.py %D%/first_fit.py %D%/handouts.py %D%/kmap_slots.py \
	%D%/readme.py %D%/search_steps.py %D%/step_points.py \
	%D%/posted.py %D%/predict.py %D%/pseudo.py %D%/quiz.py %D%/untranslated.py \
	%D%/killed_sessions.py %D%/pty_session.py %D%/time_prompt.py

TESTS += $(dist_check_SCRIPTS)

if WITH_XGETTEXT
check_DATA = data/po/vmscope.pot
endif

## Parts of TESTS, for `make check TESTS='$(smoke_tests)'`: what shows that a
## build works at all, and all that needs no terminal.
smoke_tests = \
	%D%/golden.sh \
	%D%/manual.sh \
	%D%/session.sh \
	%D%/traces.sh \
	%D%/unit/test_session \
	%D%/unit/test_vmalloc
plain_tests = $(unit_tests) $(dist_check_SCRIPTS)

## --merge: a sanitizer's report stands beside the case that caused it.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh --merge

AM_TESTS_ENVIRONMENT = \
	export CMOCKA_MESSAGE_OUTPUT=TAP; \
	export VMSCOPE_DATA='$(abs_top_srcdir)/data'; \
	export UBSAN_OPTIONS="$${UBSAN_OPTIONS-print_stacktrace=1}"; \
	export CC='$(CC)' CPPFLAGS='$(CPPFLAGS) $(JANSSON_CFLAGS) $(READLINE_CFLAGS)';
