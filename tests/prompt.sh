#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# prompt.sh - the prompt as somebody at a terminal has it.
#
# The cases are in prompt.py, which needs a pseudo-terminal. What is offered
# for which line is in unit/test_completion.c.

. "${srcdir:-.}/tests/tap.sh"
needs "$VMSCOPE"
wants_terminal
python3 "$here/tests/prompt.py" "$VMSCOPE" "$scratch"
