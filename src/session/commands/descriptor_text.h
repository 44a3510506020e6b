/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * descriptor_text.h - entries of the page tables, in words.
 *
 * vtop tells with them what it finds in the tables, decode what somebody found
 * in a report.
 */
#ifndef VMSCOPE_SESSION_COMMANDS_DESCRIPTOR_TEXT_H
#define VMSCOPE_SESSION_COMMANDS_DESCRIPTOR_TEXT_H

#include <stdint.h>
#include <stdio.h>

#include "machine/mmu.h"

/* The lines of one item stand below each other. */
#define INDENT "              "

/** descriptor_label() - what a line is about, in the width of INDENT. */
void descriptor_label(const char *label, FILE *to);

/** descriptor_l1() - what a first-level entry is, and its address. */
void descriptor_l1(uint32_t entry, FILE *to);

/** descriptor_l2() - the same of a second-level entry. */
void descriptor_l2(uint32_t entry, FILE *to);

/** descriptor_permissions() - what AP, C and B of a translation say. */
void descriptor_permissions(const struct walk *w, FILE *to);

#endif
