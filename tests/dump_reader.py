#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""dump_reader.py - what a debugger sees in a dump of the simulated RAM.

Usage: dump_reader.py [--base ADDR] DUMP KALLSYMS WHAT...

DUMP is the physical memory (`pmemsave FILE 0 256M`), KALLSYMS the text of
/proc/kallsyms, --base the physical address at which the dump starts. WHAT:

  --vmallocinfo   vmlist as /proc/vmallocinfo prints it, without the lengths of
                  the callers' functions (no symbol table tells them)
  --list          vmap_area_list
  --tree          vmap_area_root in preorder
  --blocks        the blocks of vm_map_ram on the queues: free and dirty pages,
                  and the pages whose bits are set in their bitmaps
  --buddyinfo     free blocks of order 0 to 10 in all of mem_map
  --pagetables    every mapping: virtual, physical, hardware PTE, Linux PTE
  --vtop ADDR...  where addresses lead; `-` stands for those on stdin
  --kmemleak      what kmemleak watches: address, size, pointers wanted, found
  --addresses     addresses worth a --vtop: ends and neighbours of all areas
  --check         hold all of these against each other

It shares nothing with the sources of vmscope: it knows the struct offsets of
Linux 2.6.32 on 32-bit ARM and the ARM's descriptors, no more. Anything that
is not as it must be ends it with a message and status 1.
"""
import argparse
import bisect
import mmap
import struct
import sys

PAGE = 4096
ORDERS = 11

# struct vm_struct
VM_NEXT, VM_ADDR, VM_SIZE, VM_FLAGS = 0, 4, 8, 12
VM_PAGES, VM_NR_PAGES, VM_PHYS_ADDR, VM_CALLER = 16, 20, 24, 28
VM_WORDS = ((1, "ioremap"), (2, "vmalloc"), (4, "vmap"), (8, "user"),
            (0x10, "vpages"))

# struct vmap_area
VA_START, VA_END, VA_FLAGS, VA_RB_NODE, VA_LIST, VA_PRIVATE = (
    0, 4, 8, 12, 24, 40)
VA_LAZY, VA_HAS_VM = 3, 4  # lazily freed, or about to be; has a vm_struct

# struct rb_node, struct list_head
RB_PARENT_COLOR, RB_RIGHT, RB_LEFT = 0, 4, 8
LIST_NEXT, LIST_PREV = 0, 4

# struct vmap_block
VB_VA, VB_VBQ, VB_FREE, VB_DIRTY = 0, 4, 8, 12
VB_ALLOC_MAP, VB_DIRTY_MAP, VB_FREE_LIST = 16, 144, 272

# struct page
PAGE_SIZEOF, PAGE_FLAGS, PAGE_COUNT, PAGE_PRIVATE = 32, 0, 4, 12
PG_BUDDY = 19

# struct kmemleak_object
LEAK_LIST, LEAK_POINTER, LEAK_SIZE, LEAK_MIN, LEAK_COUNT = 4, 52, 56, 60, 64

# pkmap, and struct page_address_map with its hash
LAST_PKMAP, PA_BUCKETS = 512, 128
PAM_PAGE, PAM_VIRTUAL, PAM_LIST, PAM_SIZEOF = 0, 4, 8, 16
GOLDEN_RATIO = 0x9e370001

# Low bits of a Linux PTE, and of the hardware PTE that must go with it.
PTE_PAIRS = {0x0cf: 0x55e, 0x2cf: 0x55e, 0x4d3: 0x552, 0x0ef: 0x55e,
             0x0e7: 0x556, 0x0c3: 0x552, 0x34b: 0xaaa}


class Wrong(Exception):
    """The dump is not as a kernel's memory must be."""


def need(condition, message):
    if not condition:
        raise Wrong(message)


class Symbols:
    def __init__(self, text):
        self.address = {}
        functions = []
        for line in text.splitlines():
            address, letter, name, *module = line.split()
            self.address.setdefault(name, int(address, 16))
            if letter in "tT":
                functions.append((int(address, 16), " ".join([name, *module])))
        functions.sort()
        self.starts = [start for start, _ in functions]
        self.names = [name for _, name in functions]

    def __getitem__(self, name):
        need(name in self.address, f"kallsyms does not have {name}")
        return self.address[name]

    def caller(self, address):
        """name+0xoffset [module], or the bare address outside the text."""
        at = bisect.bisect_right(self.starts, address) - 1
        if at < 0 or address >= self["_etext"]:
            return f"0x{address:x}"
        name, *module = self.names[at].split(" ", 1)
        return " ".join([f"{name}+0x{address - self.starts[at]:x}", *module])


class Memory:
    """Words of the dump, by physical and by kernel virtual address."""

    def __init__(self, dump, base, symbols):
        self.dump, self.base = dump, base
        # The kernel lies at the start of RAM, and that where users end: at
        # 1, 2 or 3 GB.
        self.page_offset = symbols["swapper_pg_dir"] & 0xc0000000
        self.modules = self.page_offset - (16 << 20)
        self.pkmap = self.page_offset - (2 << 20)
        self.pgd = symbols["swapper_pg_dir"] - self.page_offset + base
        self.high_memory = None
        self.high_memory = self.word(symbols["high_memory"])

    def physical(self, address):
        offset = address - self.base
        need(0 <= offset <= len(self.dump) - 4,
             f"physical 0x{address:08x} is not in the dump")
        return struct.unpack_from("<I", self.dump, offset)[0]

    def word(self, address):
        """Lowmem by its offset, everything else through the page tables."""
        if self.page_offset <= address and (self.high_memory is None or
                                            address < self.high_memory):
            return self.physical(address - self.page_offset + self.base)
        where = self.translate(address)
        need(where is not None, f"0x{address:08x} is not mapped")
        return self.physical(where)

    def entry(self, address):
        """The descriptors of an address: first level, hardware, Linux."""
        first = self.physical(self.pgd + (address >> 20) * 4)
        if first & 3 != 1:
            return first, None, None
        table = (first & ~0x3ff) + (address >> 12 & 0xff) * 4
        return first, self.physical(table), self.physical(table + 2048)

    def translate(self, address):
        """The physical address, None when there is none."""
        first, hardware, _ = self.entry(address)
        if first & 3 == 2:
            return first & 0xfff00000 | address & 0xfffff
        if hardware is None or hardware & 3 == 0:
            return None
        need(hardware & 3 == 2, f"0x{address:08x}: no small page")
        return hardware & ~0xfff | address & 0xfff


class Area:
    """A vmap_area."""

    def __init__(self, memory, address):
        self.address = address
        self.start = memory.word(address + VA_START)
        self.end = memory.word(address + VA_END)
        flags = memory.word(address + VA_FLAGS)
        self.lazy = bool(flags & VA_LAZY)
        self.vm = None
        if flags & VA_HAS_VM and not self.lazy:
            self.vm = memory.word(address + VA_PRIVATE)
        self.red = not memory.word(address + VA_RB_NODE) & 1

    def __str__(self):
        return f"0x{self.start:08x}-0x{self.end:08x}{'L' if self.lazy else ''}"


class Block:
    """A vmap_block."""

    def __init__(self, memory, address):
        self.area = Area(memory, memory.word(address + VB_VA))
        self.queue = memory.word(address + VB_VBQ)
        self.free = memory.word(address + VB_FREE)
        self.dirty = memory.word(address + VB_DIRTY)
        self.pages = (self.area.end - self.area.start) // PAGE
        self.given = self.bits(memory, address + VB_ALLOC_MAP)
        self.unmapped = self.bits(memory, address + VB_DIRTY_MAP)

    def bits(self, memory, address):
        return [i for i in range(self.pages)
                if memory.word(address + i // 32 * 4) >> i % 32 & 1]


class VmStruct:
    def __init__(self, memory, address):
        self.address = address
        self.next = memory.word(address + VM_NEXT)
        self.addr = memory.word(address + VM_ADDR)
        self.size = memory.word(address + VM_SIZE)
        self.flags = memory.word(address + VM_FLAGS)
        self.pages = memory.word(address + VM_PAGES)
        self.nr_pages = memory.word(address + VM_NR_PAGES)
        self.phys_addr = memory.word(address + VM_PHYS_ADDR)
        self.caller = memory.word(address + VM_CALLER)


class Machine:
    def __init__(self, dump, base, symbols):
        self.symbols = symbols
        self.memory = Memory(dump, base, symbols)
        self.mem_map = self.memory.word(symbols["mem_map"])
        self.first_pfn = base // PAGE
        self.nr_frames = len(dump) // PAGE

    # ---- Areas ----

    def vmlist(self):
        found, address = [], self.memory.word(self.symbols["vmlist"])
        while address:
            found.append(VmStruct(self.memory, address))
            address = found[-1].next
            need(len(found) < 1 << 20, "vmlist has no end")
        return found

    def vmap_area_list(self):
        head = self.symbols["vmap_area_list"]
        found, before = [], head
        entry = self.memory.word(head + LIST_NEXT)
        while entry != head:
            need(self.memory.word(entry + LIST_PREV) == before,
                 f"vmap_area_list: 0x{entry:08x} does not point back")
            found.append(Area(self.memory, entry - VA_LIST))
            before, entry = entry, self.memory.word(entry + LIST_NEXT)
            need(len(found) < 1 << 20, "vmap_area_list has no end")
        need(self.memory.word(head + LIST_PREV) == before,
             "vmap_area_list: the head does not point to the tail")
        return found

    def tree(self):
        """Preorder and inorder of vmap_area_root; its rules are checked."""
        preorder, inorder = [], []

        def walk(node, parent, parent_red):
            if not node:
                return 1
            need(len(preorder) < 1 << 20, "the tree has no end")
            word = self.memory.word
            area = Area(self.memory, node - VA_RB_NODE)
            need(word(node + RB_PARENT_COLOR) & ~3 == parent,
                 f"tree: {area} has another parent")
            need(not (area.red and parent_red),
                 f"tree: {area} is red below a red one")
            preorder.append(area)
            left = walk(word(node + RB_LEFT), node, area.red)
            inorder.append(area)
            right = walk(word(node + RB_RIGHT), node, area.red)
            need(left == right, f"tree: {area} has unequal black heights")
            return left + (not area.red)

        # A red root is as wrong as a red node below a red one.
        walk(self.memory.word(self.symbols["vmap_area_root"]), 0, True)
        return preorder, inorder

    def blocks(self):
        """The blocks on the queues, newest first, one CPU after the other."""
        found, word = [], self.memory.word
        for cpu in range(word(self.symbols["nr_online_cpus"])):
            head = self.symbols["vmap_block_queue"] + 8 * cpu
            entry = word(head + LIST_NEXT)
            while entry != head:
                found.append(Block(self.memory, entry - VB_FREE_LIST))
                need(found[-1].queue == head, "a block of another queue")
                need(len(found) < 1 << 12, "a queue of blocks has no end")
                entry = word(entry + LIST_NEXT)
        return found

    # ---- Frames ----

    def pfn_of_page(self, address):
        offset = address - self.mem_map
        need(offset % PAGE_SIZEOF == 0 and
             0 <= offset < self.nr_frames * PAGE_SIZEOF,
             f"0x{address:08x} is no struct page")
        return self.first_pfn + offset // PAGE_SIZEOF

    def page_word(self, pfn, field):
        return self.memory.word(self.mem_map + field +
                                (pfn - self.first_pfn) * PAGE_SIZEOF)

    def free_blocks(self):
        """(pfn, order) of every free block, upwards."""
        pfn, end = self.first_pfn, self.first_pfn + self.nr_frames
        while pfn < end:
            if not self.page_word(pfn, PAGE_FLAGS) >> PG_BUDDY & 1:
                pfn += 1
                continue
            order = self.page_word(pfn, PAGE_PRIVATE)
            need(order < ORDERS and pfn % (1 << order) == 0,
                 f"pfn {pfn} starts no block of order {order}")
            need(self.page_word(pfn, PAGE_COUNT) == 0,
                 f"pfn {pfn} is free and has users")
            yield pfn, order
            pfn += 1 << order

    def pages_of(self, vm):
        """The pfns in an area's pages[]."""
        return [self.pfn_of_page(self.memory.word(vm.pages + 4 * i))
                for i in range(vm.nr_pages)]

    # ---- Page tables ----

    def mappings(self):
        """(virtual, physical, hardware, Linux) of kernel space, upwards.

        A section has its descriptor in place of the hardware PTE.
        """
        address = self.memory.modules
        while address < 1 << 32:
            first = self.memory.entry(address)[0]
            if first & 3 == 2:
                yield address, first & 0xfff00000, first, 0
            if first & 3 != 1:
                address += 1 << 20
                continue
            for page in range(address, address + (1 << 20), PAGE):
                _, hardware, linux = self.memory.entry(page)
                need(bool(hardware) == bool(linux),
                     f"0x{page:08x} has only one of two PTEs")
                if hardware:
                    yield page, hardware & ~0xfff, hardware, linux
            address += 1 << 20


    # ---- kmemleak ----

    def watched(self):
        """Start, size, min_count and count of each block, as on the list."""
        word, head = self.memory.word, self.symbols["object_list"]
        found, entry = [], word(head + LIST_NEXT)
        while entry != head:
            found.append([word(entry - LEAK_LIST + offset) for offset in
                          (LEAK_POINTER, LEAK_SIZE, LEAK_MIN, LEAK_COUNT)])
            entry = word(entry + LIST_NEXT)
            need(len(found) < 1 << 20, "object_list has no end")
        return found

    def leak_roots(self):
        """Addresses of the words that kmemleak looks at first."""
        yield from range(self.symbols["_data"], self.symbols["_edata"] & ~3, 4)
        yield from range(self.symbols["__bss_start"] + 3 & ~3,
                         self.symbols["_end"] & ~3, 4)
        for frame in range(self.nr_frames):
            page = self.mem_map + frame * PAGE_SIZEOF
            if self.memory.word(page + PAGE_COUNT):
                yield from range(page, page + PAGE_SIZEOF, 4)


# ---- What to print ----

def print_vmallocinfo(machine):
    for vm in machine.vmlist():
        line = f"0x{vm.addr:08x}-0x{vm.addr + vm.size:08x} {vm.size:7d}"
        if vm.caller:
            line += " " + machine.symbols.caller(vm.caller)
        if vm.nr_pages:
            line += f" pages={vm.nr_pages}"
        if vm.phys_addr:
            line += f" phys={vm.phys_addr:x}"
        print(line + "".join(f" {word}" for flag, word in VM_WORDS
                             if vm.flags & flag))


def print_list(machine):
    for area in machine.vmap_area_list():
        print(area)


def print_tree(machine):
    for area in machine.tree()[0]:
        print(f"{'R' if area.red else 'B'}:{area}")


def ranges(numbers):
    """[0, 1, 2, 5] is 0-2,5."""
    runs = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ",".join(f"{a}-{b}" if a < b else f"{a}" for a, b in runs) or "none"


def print_blocks(machine):
    for block in machine.blocks():
        print(f"{block.area} free={block.free} dirty={block.dirty}"
              f" given={ranges(block.given)}"
              f" unmapped={ranges(block.unmapped)}")


def print_buddyinfo(machine):
    count = [0] * ORDERS
    for _, order in machine.free_blocks():
        count[order] += 1
    print(" ".join(map(str, count)))


def print_pagetables(machine):
    for virtual, physical, hardware, linux in machine.mappings():
        print(f"0x{virtual:08x} 0x{physical:08x} hw={hardware:08x}"
              f" linux={linux:08x}")


def print_vtop(machine, addresses):
    for text in addresses:
        where = machine.memory.translate(int(text, 16))
        print(text, "-" if where is None else f"0x{where:08x}")


def print_kmemleak(machine):
    for start, size, wanted, found in machine.watched():
        print(f"0x{start:08x} {size} {wanted} {found}")


def print_addresses(machine):
    start = machine.memory.page_offset
    found = {0, start, start + 0x4000, 0xffff0000, 0xfffff000,
             machine.memory.high_memory - PAGE, machine.memory.high_memory}
    for area in machine.vmap_area_list():
        for edge in area.start, area.end:
            found.update({edge - PAGE, edge, edge + PAGE, edge + 0x123})
        found.update({area.end - 2 * PAGE, area.end - 1})
    for address in sorted(found):
        if address < 1 << 32:
            print(f"0x{address:08x}")


# ---- Do the structures tell one story? ----

def check_areas(machine):
    areas, inorder = machine.vmap_area_list(), machine.tree()[1]
    need([a.address for a in areas] == [a.address for a in inorder],
         "tree and vmap_area_list differ")
    for one, other in zip(areas, areas[1:]):
        need(one.end <= other.start, f"{one} overlaps {other}")
    vmlist = machine.vmlist()
    need([vm.address for vm in vmlist] == [a.vm for a in areas if a.vm],
         "vmlist is not the vm_structs of the areas in their order")
    for vm, area in zip(vmlist, (a for a in areas if a.vm)):
        need(vm.addr == area.start and vm.size == area.end - area.start,
             f"{area} and its vm_struct differ")


def check_blocks(machine):
    """Counts and bitmaps agree, and only what was given is mapped."""
    areas = {a.address for a in machine.vmap_area_list() if not a.vm}
    for block in machine.blocks():
        need(block.area.address in areas, f"{block.area} has no vmap_area")
        need(block.free == block.pages - len(block.given) > 0 and
             block.dirty == len(block.unmapped) and
             set(block.unmapped) <= set(block.given),
             f"{block.area}: free and dirty are not what the bitmaps say")
        for page in set(range(block.pages)) - set(block.given):
            address = block.area.start + page * PAGE
            need(machine.memory.translate(address) is None,
                 f"0x{address:08x} was never given and is mapped")


def check_frames(machine):
    """Pages of live areas are mapped, in use, and no one else's."""
    free = set()
    for pfn, order in machine.free_blocks():
        free.update(range(pfn, pfn + (1 << order)))
    owner = {}
    for vm in machine.vmlist():
        guard = vm.addr + vm.size - PAGE
        need(machine.memory.translate(guard) is None,
             f"the guard page 0x{guard:08x} is mapped")
        for i, pfn in enumerate(machine.pages_of(vm)):
            address = vm.addr + i * PAGE
            need(machine.memory.translate(address) == pfn * PAGE,
                 f"0x{address:08x} is not mapped to pages[{i}], pfn {pfn}")
            need(pfn not in free, f"0x{address:08x}: pfn {pfn} is free")
            need(machine.page_word(pfn, PAGE_COUNT) > 0,
                 f"0x{address:08x}: pfn {pfn} has no user")
            need(pfn not in owner, f"pfn {pfn} is at 0x{address:08x} and at"
                                   f" 0x{owner.get(pfn, 0):08x}")
            owner[pfn] = address


def check_pagetables(machine):
    """Every small page lies in an area; both PTEs go together."""
    areas = machine.vmap_area_list()
    starts = [area.start for area in areas]
    for virtual, physical, hardware, linux in machine.mappings():
        if not linux:
            continue
        need(linux & ~0xfff == physical and
             PTE_PAIRS.get(linux & 0xfff) == hardware & 0xfff,
             f"0x{virtual:08x}: hardware PTE {hardware:08x} does not go with"
             f" Linux PTE {linux:08x}")
        at = bisect.bisect_right(starts, virtual) - 1
        # Without one: pkmap; consistent DMA, fixmap and vectors.
        need(at >= 0 and virtual < areas[at].end or
             virtual >= 0xffc00000 or
             machine.memory.pkmap <= virtual < machine.memory.page_offset,
             f"0x{virtual:08x} is mapped and in no area")


def check_kmemleak(machine):
    """Count the pointers again, in whatever order, after the last scan."""
    blocks = sorted(machine.watched())
    starts = [block[0] for block in blocks]
    count = [0] * len(blocks)
    todo = [i for i, block in enumerate(blocks) if block[2] == 0]
    grey = set(todo)

    def look(addresses, itself):
        for address in addresses:
            value = machine.memory.word(address)
            at = bisect.bisect_right(starts, value) - 1
            if at < 0 or value - starts[at] >= blocks[at][1] or at == itself:
                continue
            count[at] += at not in grey
            if at not in grey and count[at] >= blocks[at][2]:
                grey.add(at)
                todo.append(at)

    look(machine.leak_roots() if blocks else (), None)
    while todo:
        at = todo.pop()
        start, size = blocks[at][:2]
        look(range(start, start + size - 3, 4), at)
    for (start, _, _, found), counted in zip(blocks, count):
        need(found in (counted, 0xffffffff),
             f"kmemleak found {found} pointers to 0x{start:08x},"
             f" not {counted}")


def pams(machine, head):
    """The page_address_maps of a bucket, or of the pool."""
    first = machine.symbols["page_address_maps"]
    entry, found = machine.memory.word(head + LIST_NEXT), []
    while entry != head:
        pam = entry - PAM_LIST
        need((pam - first) % PAM_SIZEOF == 0 and
             0 <= pam - first < LAST_PKMAP * PAM_SIZEOF,
             f"0x{head:08x} leads to 0x{pam:08x}, no page_address_map")
        found.append(pam)
        need(len(found) <= LAST_PKMAP, f"the chain 0x{head:08x} has no end")
        entry = machine.memory.word(entry + LIST_NEXT)
    return found


def check_kmap(machine):
    """Counts of slots, their PTEs, the hash and its pool."""
    word, symbols = machine.memory.word, machine.symbols
    if not word(symbols["pkmap_page_table"]):
        return  # no highmem
    seen = {}
    for i in range(PA_BUCKETS):
        for pam in pams(machine, symbols["page_address_htable"] + 8 * i):
            page, virtual = word(pam + PAM_PAGE), word(pam + PAM_VIRTUAL)
            need((page * GOLDEN_RATIO & 0xffffffff) >> 25 == i,
                 f"page 0x{page:08x} is in bucket {i}")
            pfn = machine.pfn_of_page(page)
            need(machine.memory.translate(virtual) == pfn * PAGE,
                 f"pfn {pfn} is not at 0x{virtual:08x}")
            need(virtual not in seen, f"0x{virtual:08x} is two pages'")
            seen[virtual] = pfn
    for slot in range(LAST_PKMAP):
        address = machine.memory.pkmap + slot * PAGE
        count = word(symbols["pkmap_count"] + 4 * slot)
        need((address in seen) == (count > 0) ==
             (machine.memory.translate(address) is not None),
             f"slot {slot}: a count of {count}, but not so its PTE and hash")
    pool = pams(machine, symbols["page_address_pool"])
    need(len(pool) + len(seen) == LAST_PKMAP, "page_address_maps are lost")


def check(machine):
    check_kmemleak(machine)
    check_areas(machine)
    check_blocks(machine)
    check_kmap(machine)
    check_frames(machine)
    check_pagetables(machine)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("dump")
    parser.add_argument("kallsyms")
    parser.add_argument("--base", type=lambda text: int(text, 0), default=0)
    actions = {"vmallocinfo": print_vmallocinfo, "list": print_list,
               "tree": print_tree, "blocks": print_blocks,
               "buddyinfo": print_buddyinfo,
               "pagetables": print_pagetables, "addresses": print_addresses,
               "kmemleak": print_kmemleak,
               "check": check}
    for name in actions:
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--vtop", nargs="+", metavar="ADDR", default=[])
    arguments = parser.parse_args()
    with open(arguments.kallsyms, encoding="ascii") as text:
        symbols = Symbols(text.read())
    with open(arguments.dump, "rb") as dump:
        words = mmap.mmap(dump.fileno(), 0, access=mmap.ACCESS_READ)
    machine = Machine(words, arguments.base, symbols)
    for name, action in actions.items():
        if getattr(arguments, name):
            action(machine)
    if arguments.vtop == ["-"]:
        arguments.vtop = sys.stdin.read().split()
    print_vtop(machine, arguments.vtop)


try:
    main()
except Wrong as wrong:
    sys.exit(f"dump_reader.py: {wrong}")
