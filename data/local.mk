## SPDX-License-Identifier: GPL-3.0-or-later
## What the program finds in PKGDATADIR, or uninstalled in this folder.

dist_pkgdata_DATA = %D%/marvell.vmallocinfo

boardsdir = $(pkgdatadir)/boards
dist_boards_DATA = \
	%D%/boards/highmem \
	%D%/boards/kirkwood \
	%D%/boards/marvell \
	%D%/boards/numa \
	%D%/boards/omap3 \
	%D%/boards/versatile \
	%D%/boards/vmsplit-2g

scenariosdir = $(pkgdatadir)/scenarios
dist_scenarios_DATA = \
	%D%/scenarios/exhaustion.vms \
	%D%/scenarios/fragmentation.vms \
	%D%/scenarios/marvell-boot.vms \
	%D%/scenarios/use-after-free.vms \
	%D%/scenarios/versatile-boot.vms

lessonsdir = $(pkgdatadir)/lessons
dist_lessons_DATA = \
	%D%/lessons/alloc-vmap-area.vms \
	%D%/lessons/contents \
	%D%/lessons/fail-path.vms \
	%D%/lessons/first-vmalloc.vms \
	%D%/lessons/fragmentation.vms \
	%D%/lessons/holes-and-first-fit.vms \
	%D%/lessons/ioremap.vms \
	%D%/lessons/kmap.vms \
	%D%/lessons/kmemleak.vms \
	%D%/lessons/large-pages-array.vms \
	%D%/lessons/layout.vms \
	%D%/lessons/low-and-high-memory.vms \
	%D%/lessons/numa.vms \
	%D%/lessons/one-vmalloc.vms \
	%D%/lessons/pages-and-tables.vms \
	%D%/lessons/red-black-tree.vms \
	%D%/lessons/search-cache.vms \
	%D%/lessons/free-tree.vms \
	%D%/lessons/gap-page.vms \
	%D%/lessons/two-level-tables.vms \
	%D%/lessons/use-after-free.vms \
	%D%/lessons/vfree.vms \
	%D%/lessons/vmallocinfo.vms \
	%D%/lessons/why-vmalloc.vms

lessonszhdir = $(lessonsdir)/zh_CN
dist_lessonszh_DATA = \
	%D%/lessons/zh_CN/alloc-vmap-area.vms \
	%D%/lessons/zh_CN/fail-path.vms \
	%D%/lessons/zh_CN/first-vmalloc.vms \
	%D%/lessons/zh_CN/fragmentation.vms \
	%D%/lessons/zh_CN/holes-and-first-fit.vms \
	%D%/lessons/zh_CN/ioremap.vms \
	%D%/lessons/zh_CN/kmap.vms \
	%D%/lessons/zh_CN/kmemleak.vms \
	%D%/lessons/zh_CN/large-pages-array.vms \
	%D%/lessons/zh_CN/layout.vms \
	%D%/lessons/zh_CN/low-and-high-memory.vms \
	%D%/lessons/zh_CN/numa.vms \
	%D%/lessons/zh_CN/one-vmalloc.vms \
	%D%/lessons/zh_CN/pages-and-tables.vms \
	%D%/lessons/zh_CN/red-black-tree.vms \
	%D%/lessons/zh_CN/search-cache.vms \
	%D%/lessons/zh_CN/free-tree.vms \
	%D%/lessons/zh_CN/gap-page.vms \
	%D%/lessons/zh_CN/two-level-tables.vms \
	%D%/lessons/zh_CN/use-after-free.vms \
	%D%/lessons/zh_CN/vfree.vms \
	%D%/lessons/zh_CN/vmallocinfo.vms \
	%D%/lessons/zh_CN/why-vmalloc.vms
