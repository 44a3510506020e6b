/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.h - commands typed at a terminal, through readline.
 */
#ifndef VMSCOPE_UI_PROMPT_H
#define VMSCOPE_UI_PROMPT_H

#include "session/line/runner.h"

/**
 * prompt_run() - greet, then run what is typed until quit or Ctrl-D.
 * @r: the runner; its answers go to the terminal
 * @notes: told first, as errors: lines, or ""
 * @plain: for a screen reader, or a terminal that can do nothing: no sequences
 * of control bytes, lines broken between words, and after a command one sentence
 * says what it changed
 *
 * Errors do not end it. Ctrl-C drops the line, or stops the script that runs.
 */
void prompt_run(struct runner *r, const char *notes, bool plain);

#endif
