## SPDX-License-Identifier: GPL-3.0-or-later
## The command table and parser, time travel, scripts, import.

src_libsession_a_SOURCES += \
	%D%/branch.c %D%/branch.h \
	%D%/breakpoint.c %D%/breakpoint.h \
	%D%/argument.c %D%/argument.h \
	%D%/argument_internal.h \
	%D%/argument_types.c \
	%D%/board.c %D%/board.h \
	%D%/cmd_areas.c \
	%D%/cmd_check.c \
	%D%/cmd_cpu.c \
	%D%/cmd_lesson.c \
	%D%/cmd_pages.c \
	%D%/cmd_proc.c \
	%D%/cmd_screen.c \
	%D%/cmd_session.c \
	%D%/cmd_step.c \
	%D%/cmd_settings.c \
	%D%/cmd_time.c \
	%D%/cmd_trouble.c \
	%D%/cmd_stepping.c \
	%D%/canonical.c \
	%D%/cexpr.c %D%/cexpr.h \
	%D%/command.c %D%/command.h \
	%D%/cprint.c %D%/cprint.h \
	%D%/ctype.c %D%/ctype.h \
	%D%/cvalue.c %D%/cvalue.h \
	%D%/completion.c %D%/completion.h \
	%D%/data.c %D%/data.h \
	%D%/diff.c %D%/diff.h \
	%D%/diff_fields.c \
	%D%/diff_internal.h \
	%D%/diff_memory.c \
	%D%/diff_objects.c \
	%D%/diff_sentence.c \
	%D%/examine.c %D%/examine.h \
	%D%/expression.c %D%/expression.h \
	%D%/front.h \
	%D%/import.c %D%/import.h \
	%D%/json.c %D%/json.h \
	%D%/ledger.c %D%/ledger.h \
	%D%/lesson.c %D%/lesson.h \
	%D%/lesson_file.c %D%/lesson_file.h \
	%D%/lines.c %D%/lines.h \
	%D%/listing.c %D%/listing.h \
	%D%/log.c %D%/log.h \
	%D%/look.c %D%/look.h \
	%D%/owner.c %D%/owner.h \
	%D%/pane_list.c %D%/pane_list.h \
	%D%/parse.c %D%/parse.h \
	%D%/place.c %D%/place.h \
	%D%/record.c %D%/record.h \
	%D%/record_print.c \
	%D%/result.c %D%/result.h \
	%D%/runner.c %D%/runner.h \
	%D%/saved.c %D%/saved.h \
	%D%/saved_write.c \
	%D%/savefile.c %D%/savefile.h \
	%D%/script.c %D%/script.h \
	%D%/session.c %D%/session.h \
	%D%/settings.c %D%/settings.h \
	%D%/settings_file.c \
	%D%/statefile.c %D%/statefile.h \
	%D%/state.c %D%/state.h \
	%D%/stepper.c %D%/stepper.h \
	%D%/stepper_print.c \
	%D%/stream.c %D%/stream.h \
	%D%/timeline.c %D%/timeline.h \
	%D%/transcript.c %D%/transcript.h \
	%D%/value.c %D%/value.h \
	%D%/workload.c %D%/workload.h
