/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * elf_core.h - the machine's memory as an ELF core, as gdb reads it.
 *
 * `export core` writes it. What the page tables map to RAM is there at its
 * virtual address: lowmem, vmalloc areas, modules, kmaps, the vectors.
 */
#ifndef VMSCOPE_SESSION_DUMP_ELF_CORE_H
#define VMSCOPE_SESSION_DUMP_ELF_CORE_H

#include "kernel/kernel.h"
#include "session/files/atomic_file.h"

/**
 * elf_core_write() - write the core.
 * @k: the kernel, whose swapper_pg_dir says what lies where
 * @f: where; pages of zeros become holes
 * @size: result: bytes of it
 * @segments: result: pieces of the address space in it
 * Return: 0; -ENOMEM; -EFBIG where 32-bit ELF has no room; -Exxx of writing
 */
int elf_core_write(const struct kernel *k, struct atomic_file *f,
		   uint64_t *size, uint32_t *segments);

/** memory_write() - write @size bytes of RAM; pages of zeros become holes.
 * Return: 0 or -Exxx of writing */
int memory_write(struct atomic_file *f, const uint8_t *from, uint64_t size);

#endif
