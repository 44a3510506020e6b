#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""first_fit.py - a long trace by the rule alone.

Usage: first_fit.py OPERATIONS SEED MEGABYTES >TRACE

posted.py uses the rule for listings of real machines.

Areas are a sorted list and a request walks over it from the bottom: nothing
here knows a tree. What replay then compares is the clever search against the
plain rule, with the lazy counts and the ranges of the purges.
"""
import bisect
import random
import sys

PAGE = 4096
VSTART = 0xd0800000
LAZY_MAX = 8192  # pages, one CPU
MOST_LIVE = 120
MOST_PAGES = 64  # of one area


class Region:
    """The areas, live and lazily freed, by parallel lists in address order."""

    def __init__(self, vend, vstart=VSTART, allocator="2.6.32"):
        self.vstart, self.vend = vstart, vend
        self.gap = 0 if allocator == "6.1" else PAGE
        self.after = PAGE if allocator == "2.6.39" else 0
        self.start, self.end, self.lazy = [], [], []
        self.lazy_pages = 0

    def first_fit(self, size, align):
        """The lowest address; but in 6.1 a page is left free after other areas,
        and in 2.6.39 in front of them, too."""
        addr = self.vstart + -self.vstart % align
        for i in range(bisect.bisect_left(self.end, addr), len(self.start)):
            if addr + size + self.after <= self.start[i]:
                break
            if addr + size > self.vend:
                break
            addr = self.end[i] + self.gap
            addr += -addr % align
        return addr if addr + size <= self.vend else None

    def insert(self, addr, size):
        i = bisect.bisect_left(self.start, addr)
        self.start.insert(i, addr)
        self.end.insert(i, addr + size)
        self.lazy.insert(i, False)

    def alloc(self, size, align):
        """Address or None, and the words about the purge that it took."""
        purge = ""
        addr = self.first_fit(size, align)
        if addr is None:
            purge = self.purge()
            addr = self.first_fit(size, align)
        if addr is not None:
            self.insert(addr, size)
        return addr, purge

    def free(self, addr):
        i = bisect.bisect_left(self.start, addr)
        self.lazy[i] = True
        self.lazy_pages += (self.end[i] - self.start[i]) // PAGE
        return self.purge() if self.lazy_pages > LAZY_MAX else ""

    def purge(self):
        gone = [i for i, lazy in enumerate(self.lazy) if lazy]
        if not gone:
            return ""
        words = f" purge=0x{self.start[gone[0]]:08x}-0x{self.end[gone[-1]]:08x}"
        live = [i for i, lazy in enumerate(self.lazy) if not lazy]
        self.start = [self.start[i] for i in live]
        self.end = [self.end[i] for i in live]
        self.lazy = [False] * len(live)
        self.lazy_pages = 0
        return words

    def list(self):
        return "".join(f" 0x{s:08x}-0x{e:08x}{'L' if lazy else ''}"
                       for s, e, lazy in zip(self.start, self.end, self.lazy))


def ioremap_align(size):
    return 1 << min(max(size.bit_length(), 12), 24)


def main():
    operations, seed, megabytes = map(int, sys.argv[1:])
    random.seed(seed)
    region, live = Region(VSTART + (megabytes << 20)), []
    print(f"# first_fit.py {operations} {seed} {megabytes}")
    print(f"# version=v2.6.33 vstart=0x{VSTART:08x} vend=0x{region.vend:08x}"
          f" page_size={PAGE} online_cpus=1 lazy_max_pages={LAZY_MAX}")
    for nr in range(1, operations + 1):
        if live and random.randrange(2 * MOST_LIVE) < len(live) + MOST_LIVE // 2:
            ident, addr = live.pop(random.randrange(len(live)))
            words = region.free(addr)
            print(f"free id={ident} 0x{addr:08x} -> lazy={region.lazy_pages}"
                  f"{words}")
            continue
        size = random.randint(1, MOST_PAGES * PAGE)
        if random.randrange(5):
            align = random.choice([1, 1, 1, 4 * PAGE, 16 * PAGE])
            what = f"alloc size={size} align={align} flags=alloc"
        else:
            align = ioremap_align(size)
            what = f"ioremap size={size}"
        addr, words = region.alloc(size + -size % PAGE + PAGE, align)
        if addr is None:
            print(f"{what} id={nr} -> EBUSY{words}")
        else:
            print(f"{what} id={nr} -> 0x{addr:08x}{words}")
            live.append((nr, addr))
    print(f"list{region.list()}")


if __name__ == "__main__":
    main()
