#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""core_reader.py - what a debugger sees in `export core` and `export symbols`.

Usage: core_reader.py SYMBOLS CORE [ADDR]...

Prints a line START-END an area, as vmlist has them, then as the tree has them
in order, then the word at each ADDR. It knows ELF and the offsets of vm_struct
and vmap_area on 32-bit ARM, no more.
"""
import struct
import sys

PT_LOAD, SHT_SYMTAB, EM_ARM = 1, 2, 40


def elf(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:6] != b"\x7fELF\x01\x01" or data[18] != EM_ARM:
        sys.exit("%s: no 32-bit ARM ELF file" % path)
    return data


def table(data, at, size, count, form):
    return [struct.unpack_from(form, data, at + i * size)
            for i in range(count)]


def symbols(path):
    data = elf(path)
    at, = struct.unpack_from("<I", data, 32)
    size, count = struct.unpack_from("<HH", data, 46)
    sections = table(data, at, size, count, "<10I")
    found = {}
    for section in sections:
        if section[1] != SHT_SYMTAB:
            continue
        names = sections[section[6]][4]
        for sym in table(data, section[4], 16, section[5] // 16, "<IIIBBH"):
            name = data[names + sym[0]:data.index(b"\0", names + sym[0])]
            found[name.decode()] = sym[1]
    return found


class Core:
    def __init__(self, path):
        self.data = elf(path)
        at, = struct.unpack_from("<I", self.data, 28)
        size, count = struct.unpack_from("<HH", self.data, 42)
        self.load = [p for p in table(self.data, at, size, count, "<8I")
                     if p[0] == PT_LOAD]

    def word(self, addr):
        for _, offset, start, _, size, *_ in self.load:
            if start <= addr <= start + size - 4:
                return struct.unpack_from("<I", self.data,
                                          offset + addr - start)[0]
        sys.exit("0x%08x is not in the core" % addr)


def main():
    at = symbols(sys.argv[1])
    core = Core(sys.argv[2])
    vm = core.word(at["vmlist"])
    while vm:
        start, size = core.word(vm + 4), core.word(vm + 8)
        print("%08x-%08x" % (start, start + size))
        vm = core.word(vm)

    def in_order(node):
        if node:
            in_order(core.word(node + 8))
            print("%08x-%08x" % (core.word(node - 12), core.word(node - 8)))
            in_order(core.word(node + 4))

    in_order(core.word(at["vmap_area_root"]))
    for addr in sys.argv[3:]:
        print("%08x" % core.word(int(addr, 16)))


main()
