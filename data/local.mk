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
	%D%/lessons/first-vmalloc.vms \
	%D%/lessons/fragmentation.vms \
	%D%/lessons/holes-and-first-fit.vms \
	%D%/lessons/two-level-tables.vms \
	%D%/lessons/use-after-free.vms
