#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# golden.sh - every picture is as somebody accepted it (tests/golden).
#
# `make update-golden` accepts what is drawn now: read the diff first.

: "${GOLDEN:=$PWD/tests/golden_screens}"
: "${VMSCOPE_DATA:=$(cd "${srcdir:-.}" && pwd)/data}"
export VMSCOPE_DATA

test -x "$GOLDEN" || { echo "Bail out! no $GOLDEN"; exit 1; }
exec "$GOLDEN" "${srcdir:-.}"/tests/golden/*.screen \
	"${srcdir:-.}"/tests/golden/step/*.screen
