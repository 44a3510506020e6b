## SPDX-License-Identifier: GPL-3.0-or-later
## The command table and parser, time travel, scripts, import.

src_libsession_a_SOURCES += \
	%D%/front.h \
	%D%/session.c %D%/session.h \
	%D%/random_numbers.h \
	%D%/value_history.c %D%/value_history.h \
	%D%/answer/result_json.c %D%/answer/result_json.h \
	%D%/answer/glossary.c %D%/answer/glossary.h \
	%D%/answer/result_text.c %D%/answer/result_text.h \
	%D%/answer/transcript.c %D%/answer/transcript.h \
	%D%/commands/called_command.c %D%/commands/called_command.h \
	%D%/commands/cmd_areas.c \
	%D%/commands/cmd_break.c %D%/commands/cmd_break.h \
	%D%/commands/cmd_check.c \
	%D%/commands/cmd_compare.c %D%/commands/comparison.h \
	%D%/commands/cmd_cpu.c \
	%D%/commands/cmd_explain.c \
	%D%/commands/cmd_export.c %D%/commands/cmd_export.h \
	%D%/commands/cmd_decode.c \
	%D%/commands/decode_words.c %D%/commands/decode_words.h \
	%D%/commands/descriptor_text.c %D%/commands/descriptor_text.h \
	%D%/commands/cmd_highmem.c \
	%D%/commands/cmd_leaks.c \
	%D%/commands/cmd_lesson.c \
	%D%/commands/cmd_map_ram.c \
	%D%/commands/map_pages.h \
	%D%/commands/cmd_pages.c \
	%D%/commands/cmd_predict.c \
	%D%/commands/cmd_proc.c \
	%D%/commands/cmd_quiz.c \
	%D%/commands/cmd_screen.c \
	%D%/commands/cmd_session.c \
	%D%/commands/cmd_settings.c \
	%D%/commands/cmd_step.c \
	%D%/commands/cmd_stepping.c %D%/commands/cmd_stepping.h \
	%D%/commands/cmd_time.c \
	%D%/commands/cmd_trouble.c \
	%D%/commands/command.c %D%/commands/command.h \
	%D%/commands/workload.c %D%/commands/workload.h \
	%D%/dump/dwarf_types.c %D%/dump/dwarf_types.h \
	%D%/dump/elf_core.c %D%/dump/elf_core.h \
	%D%/dump/elf_symbols.c %D%/dump/elf_symbols.h \
	%D%/generations/generation_rules.c \
	%D%/generations/generations.c %D%/generations/generations.h \
	%D%/generations/generations_print.c \
	%D%/generations/moved_values.c %D%/generations/moved_values.h \
	%D%/files/atomic_file.c %D%/files/atomic_file.h \
	%D%/files/data_folder.c %D%/files/data_folder.h \
	%D%/files/open_input.c %D%/files/open_input.h \
	%D%/files/output_file.c %D%/files/output_file.h \
	%D%/files/output_folder.c %D%/files/output_folder.h \
	%D%/files/recovery_file.c %D%/files/recovery_file.h \
	%D%/files/recovery_internal.h \
	%D%/files/recovery_offer.c \
	%D%/files/saved_session.c %D%/files/saved_session.h \
	%D%/files/saved_session_directives.c \
	%D%/files/saved_session_internal.h \
	%D%/files/saved_session_write.c \
	%D%/files/text_lines.c %D%/files/text_lines.h \
	%D%/files/user_folders.c %D%/files/user_folders.h \
	%D%/import/board_file.c %D%/import/board_file.h \
	%D%/import/boot_log.c %D%/import/boot_log.h \
	%D%/import/import_files.c %D%/import/import_files.h \
	%D%/import/import_listing.c %D%/import/import_listing.h \
	%D%/import/import_report.c %D%/import/import_report.h \
	%D%/import/import_session.c %D%/import/import_session.h \
	%D%/import/listing_board.c %D%/import/listing_board.h \
	%D%/import/memory_report.c %D%/import/memory_report.h \
	%D%/import/memory_report_internal.h \
	%D%/import/memory_report_lists.c \
	%D%/import/machine_facts.c %D%/import/machine_facts.h \
	%D%/import/posted_line.c %D%/import/posted_line.h \
	%D%/import/posted_text.c %D%/import/posted_text.h \
	%D%/import/report_board.c %D%/import/report_board.h \
	%D%/import/vmallocinfo_check.c \
	%D%/import/vmallocinfo_listing.c %D%/import/vmallocinfo_listing.h \
	%D%/lesson/lesson.c %D%/lesson/lesson.h \
	%D%/lesson/lesson_file.c %D%/lesson/lesson_file.h \
	%D%/lesson/lesson_place.c %D%/lesson/lesson_place.h \
	%D%/lesson/lesson_text.c %D%/lesson/lesson_text.h \
	%D%/line/argument.c %D%/line/argument.h \
	%D%/line/argument_internal.h \
	%D%/line/argument_types.c \
	%D%/line/canonical_line.c \
	%D%/line/expression.c %D%/line/expression.h \
	%D%/line/completion.c %D%/line/completion.h \
	%D%/line/completion_internal.h \
	%D%/line/completion_sources.c \
	%D%/line/execute.c \
	%D%/line/parse.c %D%/line/parse.h \
	%D%/line/runner.c %D%/line/runner.h \
	%D%/line/script.c %D%/line/script.h \
	%D%/prediction/mapping_rules.c %D%/prediction/mapping_rules.h \
	%D%/prediction/forgotten_rules.c %D%/prediction/forgotten_rules.h \
	%D%/prediction/paper_machine.c %D%/prediction/paper_machine.h \
	%D%/prediction/prediction.c %D%/prediction/prediction.h \
	%D%/prediction/question.c %D%/prediction/question.h \
	%D%/quiz/answer_sheet.c %D%/quiz/answer_sheet.h \
	%D%/quiz/quiz.c %D%/quiz/quiz.h \
	%D%/quiz/quiz_topics.c %D%/quiz/quiz_topics.h \
	%D%/settings/language.c %D%/settings/language.h \
	%D%/settings/pane_list.c %D%/settings/pane_list.h \
	%D%/settings/panes.c %D%/settings/panes.h \
	%D%/settings/settings.c %D%/settings/settings.h \
	%D%/settings/settings_file.c \
	%D%/settings/view_state.c %D%/settings/view_state.h \
	%D%/stepping/sentences/buddy.c \
	%D%/stepping/sentences/highmem.c \
	%D%/stepping/sentences/ioremap.c \
	%D%/stepping/sentences/kmemleak.c \
	%D%/stepping/sentences/layout_regions.c \
	%D%/stepping/sentences/module.c \
	%D%/stepping/sentences/page_alloc.c \
	%D%/stepping/sentences/pgtable.c \
	%D%/stepping/sentences/proc_vmallocinfo.c \
	%D%/stepping/sentences/rbtree.c \
	%D%/stepping/sentences/sentence_tables.h \
	%D%/stepping/sentences/sentences.c %D%/stepping/sentences/sentences.h \
	%D%/stepping/sentences/slab.c \
	%D%/stepping/sentences/vmalloc.c \
	%D%/stepping/sentences/vmap_allocator.c \
	%D%/stepping/sentences/vmap_area.c \
	%D%/stepping/sentences/vmap_2_6_32.c \
	%D%/stepping/sentences/vmap_2_6_39.c \
	%D%/stepping/sentences/vmap_6_1.c \
	%D%/stepping/sentences/vmap_block.c \
	%D%/stepping/sentences/vmap_lazy.c \
	%D%/stepping/breakpoint.c %D%/stepping/breakpoint.h \
	%D%/stepping/hole_search.c %D%/stepping/hole_search.h \
	%D%/stepping/step_record.c %D%/stepping/step_record.h \
	%D%/stepping/step_record_print.c \
	%D%/stepping/stepper.c %D%/stepping/stepper.h \
	%D%/stepping/stepper_print.c \
	%D%/time/branch.c %D%/time/branch.h \
	%D%/time/command_log.c %D%/time/command_log.h \
	%D%/time/timeline.c %D%/time/timeline.h
