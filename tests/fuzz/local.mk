## SPDX-License-Identifier: GPL-3.0-or-later
## Fuzzers: one row here and one C file of that name each, with a folder of
## corpus/. `make check` runs the corpora, `make fuzz` makes inputs up.

fuzzers = \
	%D%/fuzz_board \
	%D%/fuzz_bootlog \
	%D%/fuzz_cmdline \
	%D%/fuzz_command \
	%D%/fuzz_decode \
	%D%/fuzz_listing \
	%D%/fuzz_report \
	%D%/fuzz_saved \
	%D%/fuzz_script \
	%D%/fuzz_session
check_PROGRAMS += $(fuzzers)

## With libFuzzer, main() is in the compiler's runtime.
check_LIBRARIES = %D%/libfuzz.a
%C%_libfuzz_a_SOURCES = %D%/disk.c %D%/fuzz.c %D%/fuzz.h
if WITH_LIBFUZZER
fuzz_engine = -fsanitize=fuzzer
else
%C%_libfuzz_a_SOURCES += %D%/driver.c
endif

## What could open a file of the host gets disk.c in its place.
fuzz_libs = %D%/libfuzz.a $(view_libs)
fuzz_flags = $(AM_LDFLAGS) $(fuzz_engine)
fuzz_disk_flags = $(fuzz_flags) \
	-Wl,--wrap=input_open,--wrap=atomic_file_open,--wrap=atomic_file_write \
	-Wl,--wrap=atomic_file_skip,--wrap=atomic_file_close

%C%_fuzz_board_LDADD = $(fuzz_libs)
%C%_fuzz_board_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_bootlog_LDADD = $(fuzz_libs)
%C%_fuzz_bootlog_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_cmdline_LDADD = $(fuzz_libs)
%C%_fuzz_cmdline_LDFLAGS = $(fuzz_flags)
%C%_fuzz_command_LDADD = $(fuzz_libs)
%C%_fuzz_command_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_decode_LDADD = $(fuzz_libs)
%C%_fuzz_decode_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_listing_LDADD = $(fuzz_libs)
%C%_fuzz_listing_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_report_LDADD = $(fuzz_libs)
%C%_fuzz_report_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_saved_LDADD = $(fuzz_libs)
%C%_fuzz_saved_LDFLAGS = $(fuzz_disk_flags)
%C%_fuzz_script_LDADD = $(fuzz_libs)
%C%_fuzz_script_LDFLAGS = $(fuzz_disk_flags)
## It has a folder of its own, and its grammar names no other file.
%C%_fuzz_session_LDADD = $(fuzz_libs)
%C%_fuzz_session_LDFLAGS = $(fuzz_flags)

EXTRA_DIST += %D%/corpus %D%/run.sh

## Each of them this long; clang and libclang-rt-dev must be installed.
FUZZ_SECONDS = 60

.PHONY: fuzz fuzzers
fuzzers: $(fuzzers)
fuzz:
	FUZZ_SECONDS='$(FUZZ_SECONDS)' $(SHELL) \
		$(abs_top_srcdir)/tests/fuzz/run.sh $(abs_top_srcdir) fuzzing

clean-local:
	-rm -rf fuzzing
