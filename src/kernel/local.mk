## SPDX-License-Identifier: GPL-3.0-or-later
## Linux's memory management as it lives in the board's RAM.

src_libvmscope_a_SOURCES += \
	%D%/abi.h \
	%D%/arm.h \
	%D%/boot.c %D%/boot.h %D%/boot_internal.h \
	%D%/boot_users.c \
	%D%/boot_zones.c \
	%D%/bootmem.c %D%/bootmem.h \
	%D%/buddy.c %D%/buddy.h \
	%D%/check.c %D%/check.h %D%/check_internal.h \
	%D%/check_areas.c \
	%D%/check_pages.c \
	%D%/complaint.c %D%/complaint.h \
	%D%/err.h \
	%D%/fault.c %D%/fault.h \
	%D%/fault_inject.c %D%/fault_inject.h \
	%D%/gfp.c %D%/gfp.h \
	%D%/highmem.c %D%/highmem.h \
	%D%/ioremap.c %D%/ioremap.h \
	%D%/kallsyms.c %D%/kallsyms.h \
	%D%/kernel.h \
	%D%/kmemleak.c %D%/kmemleak.h \
	%D%/layout.c %D%/layout.h %D%/layout_internal.h \
	%D%/layout_args.c \
	%D%/layout_banks.c \
	%D%/layout_regions.c \
	%D%/linux.c %D%/linux.h \
	%D%/list.h \
	%D%/module.c %D%/module.h \
	%D%/page_alloc.c %D%/page_alloc.h \
	%D%/pgtable.c %D%/pgtable.h \
	%D%/printk.c %D%/printk.h \
	%D%/rbtree.c %D%/rbtree.h \
	%D%/show_mem.c \
	%D%/slab.c %D%/slab.h \
	%D%/step.c %D%/step.h \
	%D%/step_point.h \
	%D%/vmalloc.c %D%/vmalloc.h \
	%D%/vmap_allocator.h \
	%D%/vmap_area.c %D%/vmap_area.h \
	%D%/vmap_2_6_32.c \
	%D%/vmap_2_6_39.c \
	%D%/vmap_6_1.c \
	%D%/vmap_block.c %D%/vmap_block.h \
	%D%/vmap_lazy.c \
	%D%/vmap_record.c %D%/vmap_record.h

## The texts of /proc, one file each.
src_libvmscope_a_SOURCES += \
	%D%/proc/iomem.c \
	%D%/proc/kallsyms.c \
	%D%/proc/kmemleak.c \
	%D%/proc/meminfo.c \
	%D%/proc/proc.c %D%/proc/proc.h \
	%D%/proc/slabinfo.c \
	%D%/proc/vmallocinfo.c \
	%D%/proc/zones.c
