/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8.h - a cell's characters as bytes, for the exports.
 */
#ifndef VMSCOPE_EXPORT_UTF8_H
#define VMSCOPE_EXPORT_UTF8_H

#include <stdio.h>

#include "view/canvas/canvas.h"

/** write_cell() - write what a cell shows; nothing for a right half. */
void write_cell(const struct cell *cell, FILE *to);

#endif
