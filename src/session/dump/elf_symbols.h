/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * elf_symbols.h - kallsyms and the kernel's types as an ELF file, for gdb.
 *
 * `export symbols` writes it, to go with a core of the same machine.
 */
#ifndef VMSCOPE_SESSION_DUMP_ELF_SYMBOLS_H
#define VMSCOPE_SESSION_DUMP_ELF_SYMBOLS_H

#include "kernel/kernel.h"
#include "session/files/atomic_file.h"

/**
 * elf_symbols_write() - write the file.
 * @k: the kernel
 * @f: where
 * @size: result: bytes of it
 * @symbols: result: how many it has
 * Return: 0; -ENOMEM; -Exxx of writing
 */
int elf_symbols_write(const struct kernel *k, struct atomic_file *f,
		      uint64_t *size, uint32_t *symbols);

#endif
