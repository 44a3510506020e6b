## SPDX-License-Identifier: GPL-3.0-or-later
## A manual page goes into dist_man_MANS, everything else into dist_doc_DATA.
