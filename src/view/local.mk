## SPDX-License-Identifier: GPL-3.0-or-later
## Pictures: views that paint into a canvas of cells. They know no terminal.

src_libview_a_SOURCES += \
	%D%/backing.c %D%/backing.h \
	%D%/pane_table.c %D%/pane_table.h \
	%D%/ram_cell.c %D%/ram_cell.h \
	%D%/scatter.c %D%/scatter.h \
	%D%/span_look.c %D%/span_look.h \
	%D%/areas/areas.c \
	%D%/areas/areas_detail.c \
	%D%/areas/areas_internal.h \
	%D%/areas/areas_keys.c \
	%D%/areas/areas_list.c \
	%D%/areas/strip.c %D%/areas/strip.h \
	%D%/canvas/canvas.c %D%/canvas/canvas.h \
	%D%/canvas/dot_line.c %D%/canvas/dot_line.h \
	%D%/canvas/glyph.c %D%/canvas/glyph.h \
	%D%/canvas/pane_title.c %D%/canvas/pane_title.h \
	%D%/canvas/role.h \
	%D%/canvas/theme.c %D%/canvas/theme.h \
	%D%/frames/frames.c %D%/frames/frames.h \
	%D%/frames/frames_grid.c \
	%D%/frames/frames_keys.c \
	%D%/frames/frames_legend.c \
	%D%/frames/frames_lists.c \
	%D%/frames/frames_page.c \
	%D%/layout/layout_full.c \
	%D%/layout/layout_internal.h \
	%D%/layout/layout_keys.c \
	%D%/layout/layout_narrow.c \
	%D%/layout/layout_slots.c \
	%D%/layout/layout_view.c \
	%D%/layout/layout_zoomed.c \
	%D%/log/log_view.c \
	%D%/memory/memory.c \
	%D%/memory/memory_internal.h \
	%D%/memory/memory_keys.c \
	%D%/scene/scene.c %D%/scene/scene.h \
	%D%/scene/scene_step.c %D%/scene/scene_step.h \
	%D%/scene/step_marks.c %D%/scene/step_marks.h \
	%D%/screen/answer_gist.c %D%/screen/answer_gist.h \
	%D%/screen/chosen_word.c %D%/screen/chosen_word.h \
	%D%/screen/help_text.c %D%/screen/help_text.h \
	%D%/screen/key.h \
	%D%/screen/key_bindings.c %D%/screen/key_bindings.h \
	%D%/screen/lesson_band.c %D%/screen/lesson_band.h \
	%D%/screen/message_line.c %D%/screen/message_line.h \
	%D%/screen/screen.c %D%/screen/screen.h \
	%D%/screen/screen_internal.h \
	%D%/screen/screen_keys.c \
	%D%/screen/screen_overlay.c \
	%D%/screen/screen_panes.c \
	%D%/screen/time_bar.c %D%/screen/time_bar.h \
	%D%/source/source.c \
	%D%/source/source_internal.h \
	%D%/source/source_keys.c \
	%D%/source/source_listing.c \
	%D%/source/source_state.c \
	%D%/source/source_text.c %D%/source/source_text.h \
	%D%/tables/tables.c %D%/tables/tables.h \
	%D%/tables/tables_keys.c \
	%D%/tables/tables_list.c \
	%D%/tables/tables_walk.c \
	%D%/tree/tree.c \
	%D%/tree/tree_keys.c \
	%D%/tree/tree_node.c \
	%D%/tree/tree_outline.c \
	%D%/tree/tree_picture.c \
	%D%/tree/tree_walk.c %D%/tree/tree_walk.h

## The kernel's own text, for stepping: what is shown is what was compiled.
nodist_src_libview_a_SOURCES = %D%/kernel_source.c
EXTRA_DIST += %D%/embed.awk
CLEANFILES += %D%/kernel_source.c
%D%/kernel_source.c: %D%/embed.awk $(src_libvmscope_a_SOURCES)
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && \
	for file in $(src_libvmscope_a_SOURCES); do \
		case $$file in (src/kernel/*.c) echo $$file;; esac; \
	done | xargs $(AWK) -f %D%/embed.awk >$(abs_builddir)/$@.new && \
	mv $(abs_builddir)/$@.new $(abs_builddir)/$@
