## SPDX-License-Identifier: GPL-3.0-or-later
## Pictures: views that paint into a canvas of cells. They know no terminal.

src_libview_a_SOURCES += \
	%D%/areas.c \
	%D%/areas_detail.c \
	%D%/areas_internal.h \
	%D%/areas_keys.c \
	%D%/areas_list.c \
	%D%/canvas.c %D%/canvas.h \
	%D%/changed_words.c %D%/changed_words.h \
	%D%/diff_items.c %D%/diff_items.h \
	%D%/frames.c %D%/frames.h \
	%D%/frames_area.c \
	%D%/frames_grid.c \
	%D%/frames_keys.c \
	%D%/frames_lists.c \
	%D%/frames_page.c \
	%D%/glyph.c %D%/glyph.h \
	%D%/heading.c %D%/heading.h \
	%D%/help.c %D%/help.h \
	%D%/key.h \
	%D%/keys.c %D%/keys.h \
	%D%/layout_full.c \
	%D%/layout_internal.h \
	%D%/layout_keys.c \
	%D%/layout_narrow.c \
	%D%/layout_view.c \
	%D%/layout_zoomed.c \
	%D%/lesson_band.c %D%/lesson_band.h \
	%D%/log_view.c \
	%D%/marks.c %D%/marks.h \
	%D%/memory.c %D%/memory_internal.h \
	%D%/memory_field.c \
	%D%/memory_keys.c \
	%D%/memory_word.c %D%/memory_word.h \
	%D%/owners.c %D%/owners.h \
	%D%/role.h \
	%D%/scene.c %D%/scene.h \
	%D%/scene_areas.c %D%/scene_areas.h \
	%D%/scene_step.c %D%/scene_step.h \
	%D%/screen.c %D%/screen.h \
	%D%/screen_internal.h \
	%D%/screen_keys.c \
	%D%/screen_overlay.c \
	%D%/screen_panes.c \
	%D%/source.c %D%/source_internal.h \
	%D%/source_keys.c \
	%D%/source_listing.c \
	%D%/source_state.c \
	%D%/source_text.c %D%/source_text.h \
	%D%/span.c %D%/span.h \
	%D%/stores.c %D%/stores.h \
	%D%/strip.c %D%/strip.h \
	%D%/tables.c %D%/tables.h \
	%D%/tables_keys.c \
	%D%/tables_list.c \
	%D%/tables_walk.c \
	%D%/telling.c %D%/telling.h \
	%D%/theme.c %D%/theme.h \
	%D%/time_bar.c %D%/time_bar.h \
	%D%/tree.c \
	%D%/tree_keys.c \
	%D%/tree_node.c \
	%D%/tree_outline.c \
	%D%/tree_picture.c \
	%D%/tree_walk.c %D%/tree_walk.h \
	%D%/view.c %D%/view.h

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
