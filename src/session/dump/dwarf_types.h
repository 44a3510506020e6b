/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dwarf_types.h - the kernel's types and globals as DWARF, for debuggers.
 *
 * elf_symbols.c puts it into the file that `export symbols` writes, so that gdb
 * prints *vmlist as vmscope's p does.
 */
#ifndef VMSCOPE_SESSION_DUMP_DWARF_TYPES_H
#define VMSCOPE_SESSION_DUMP_DWARF_TYPES_H

#include "inspect/memory_stream.h"
#include "kernel/kernel.h"

/**
 * dwarf_types_write() - describe all structs and the global variables.
 * @k: the kernel, which knows where the variables lie
 * @info: for .debug_info, an open stream
 * @abbrev: for .debug_abbrev, likewise
 * Return: 0 or -ENOMEM; then the text of both is up to date
 */
int dwarf_types_write(const struct kernel *k, struct memory_stream *info,
		      struct memory_stream *abbrev);

#endif
