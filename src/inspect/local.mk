## SPDX-License-Identifier: GPL-3.0-or-later
## What lies in a kernel's memory, for everything that shows it to a person.

src_libinspect_a_SOURCES += \
	%D%/area_index.c \
	%D%/changed_words.c %D%/changed_words.h \
	%D%/frame_owners.c \
	%D%/free_lists.c %D%/free_lists.h \
	%D%/memory_index.c %D%/memory_index.h \
	%D%/memory_value.c \
	%D%/memory_word.c %D%/memory_word.h \
	%D%/slab_object.c %D%/slab_object.h \
	%D%/span.c %D%/span.h \
	%D%/stores.c %D%/stores.h \
	%D%/c_expression.c %D%/c_expression.h \
	%D%/c_macro.c %D%/c_macro.h \
	%D%/c_structs.c \
	%D%/flag_names.c %D%/flag_names.h \
	%D%/c_print.c %D%/c_print.h \
	%D%/c_token.c %D%/c_token.h \
	%D%/c_type.c %D%/c_type.h \
	%D%/c_value.c %D%/c_value.h \
	%D%/diff.c %D%/diff.h \
	%D%/diff_fields.c \
	%D%/diff_internal.h \
	%D%/diff_memory.c \
	%D%/diff_objects.c \
	%D%/diff_sentence.c \
	%D%/examine.c %D%/examine.h \
	%D%/inspector.c %D%/inspector.h \
	%D%/kernel_owned.c %D%/kernel_owned.h \
	%D%/ledger.c %D%/ledger.h \
	%D%/memory_stream.c %D%/memory_stream.h \
	%D%/numbers.c %D%/numbers.h \
	%D%/place.c %D%/place.h \
	%D%/value.c %D%/value.h
