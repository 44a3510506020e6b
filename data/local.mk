## SPDX-License-Identifier: GPL-3.0-or-later
## What the program finds in PKGDATADIR, or uninstalled in this folder.

dist_pkgdata_DATA = %D%/marvell.vmallocinfo

boardsdir = $(pkgdatadir)/boards
dist_boards_DATA = %D%/boards/marvell
