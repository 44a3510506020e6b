## SPDX-License-Identifier: GPL-3.0-or-later
## The board: RAM and its one store path, the journal, the MMU.

src_libvmscope_a_SOURCES += \
	%D%/bug.c %D%/bug.h \
	%D%/journal.c %D%/journal.h \
	%D%/mmu.c %D%/mmu.h \
	%D%/ram.c %D%/ram.h \
	%D%/tlb.c %D%/tlb.h \
	%D%/types.h
