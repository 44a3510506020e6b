#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hostile.sh - files of strangers, which can do nothing but be refused.
#
# The cases are in hostile.py, which needs a pseudo-terminal.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants_terminal
python3 "$here/tests/hostile.py" "$VMSCOPE" "$scratch"
