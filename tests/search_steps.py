#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""search_steps.py - a random trace with every step of each search.

Usage: search_steps.py OPERATIONS SEED KILOBYTES

The rules are those of alloc_vmap_area and of a red-black tree as 2.6.32 has
them, written down a second time: the mirrored halves of the tree's balancing
stand beside each other here, while src/kernel has one for both. In a region
this small searches fail, purge and try again all the time, so that the tree is
rebalanced by deletions in the middle of an allocation.
"""
import random
import sys

PAGE = 4096
START = 0xd0800000
RED, BLACK = 'red', 'black'


class Area:
    """An area of addresses, and its node in the tree."""

    def __init__(self, start, end):
        self.start, self.end = start, end
        self.lazy = False
        self.color = RED
        self.left = self.right = self.parent = None

    def __str__(self):
        return f'0x{self.start:08x}-0x{self.end:08x}'


class Tree:
    """The areas; what happens to them is told to say()."""

    def __init__(self, say):
        self.root = None
        self.say = say

    def paint(self, area, color):
        if area.color != color:
            self.say(f'recolor 0x{area.start:08x} {color}')
            area.color = color

    def hang(self, area, parent, old):
        """area takes the place that old has below parent."""
        if area:
            area.parent = parent
        if not parent:
            self.root = area
        elif parent.left is old:
            parent.left = area
        else:
            parent.right = area

    def rotate_left(self, area):
        self.say(f'rotate-left at 0x{area.start:08x}')
        up = area.right
        area.right = up.left
        if up.left:
            up.left.parent = area
        self.hang(up, area.parent, area)
        up.left = area
        area.parent = up

    def rotate_right(self, area):
        self.say(f'rotate-right at 0x{area.start:08x}')
        up = area.left
        area.left = up.right
        if up.right:
            up.right.parent = area
        self.hang(up, area.parent, area)
        up.right = area
        area.parent = up

    def insert(self, area):
        parent, node = None, self.root
        while node:
            self.say(f'insert-visit {node}')
            parent = node
            node = node.left if area.start < node.end else node.right
        area.parent, area.color = parent, RED
        if not parent:
            self.root = area
        elif area.start < parent.end:
            parent.left = area
        else:
            parent.right = area
        self.mend_insertion(area)

    def mend_insertion(self, area):
        while area.parent and area.parent.color == RED:
            parent, grand = area.parent, area.parent.parent
            uncle = grand.right if parent is grand.left else grand.left
            if uncle and uncle.color == RED:
                self.paint(uncle, BLACK)
                self.paint(parent, BLACK)
                self.paint(grand, RED)
                area = grand
            elif parent is grand.left:
                if area is parent.right:
                    self.rotate_left(parent)
                    area, parent = parent, area
                self.paint(parent, BLACK)
                self.paint(grand, RED)
                self.rotate_right(grand)
            else:
                if area is parent.left:
                    self.rotate_right(parent)
                    area, parent = parent, area
                self.paint(parent, BLACK)
                self.paint(grand, RED)
                self.rotate_left(grand)
        self.paint(self.root, BLACK)

    def erase(self, area):
        if area.left and area.right:
            heir = area.right
            while heir.left:
                heir = heir.left
            child, parent, lost = heir.right, heir.parent, heir.color
            self.hang(heir, area.parent, area)
            heir.color = area.color
            heir.left = area.left
            heir.left.parent = heir
            if parent is area:
                parent = heir
            else:
                parent.left = child
                if child:
                    child.parent = parent
                heir.right = area.right
                heir.right.parent = heir
        else:
            child, parent = area.left or area.right, area.parent
            lost = area.color
            self.hang(child, parent, area)
        if lost == BLACK:
            self.mend_deletion(child, parent)

    def mend_deletion(self, node, parent):
        def black(n):
            return not n or n.color == BLACK
        while black(node) and node is not self.root:
            if parent.left is node:
                other = parent.right
                if other.color == RED:
                    self.paint(other, BLACK)
                    self.paint(parent, RED)
                    self.rotate_left(parent)
                    other = parent.right
                if black(other.left) and black(other.right):
                    self.paint(other, RED)
                    node, parent = parent, parent.parent
                    continue
                if black(other.right):
                    self.paint(other.left, BLACK)
                    self.paint(other, RED)
                    self.rotate_right(other)
                    other = parent.right
                other.color = parent.color  # copied, so not told
                self.paint(parent, BLACK)
                self.paint(other.right, BLACK)
                self.rotate_left(parent)
            else:
                other = parent.left
                if other.color == RED:
                    self.paint(other, BLACK)
                    self.paint(parent, RED)
                    self.rotate_right(parent)
                    other = parent.left
                if black(other.left) and black(other.right):
                    self.paint(other, RED)
                    node, parent = parent, parent.parent
                    continue
                if black(other.left):
                    self.paint(other.right, BLACK)
                    self.paint(other, RED)
                    self.rotate_left(other)
                    other = parent.left
                other.color = parent.color  # copied, so not told
                self.paint(parent, BLACK)
                self.paint(other.left, BLACK)
                self.rotate_right(parent)
            node = self.root
        if node:
            self.paint(node, BLACK)

    def preorder(self):
        waiting, found = [self.root], []
        while waiting:
            area = waiting.pop()
            if area:
                found.append(area)
                waiting += [area.right, area.left]
        return found


class Region:
    """All areas of a region, and the search for a place among them."""

    def __init__(self, end):
        self.end = end
        self.steps = []
        self.quiet = False
        self.tree = Tree(self.say)
        self.areas = []
        self.flushed = ''

    def say(self, text):
        if not self.quiet:
            self.steps.append('  ' + text)

    def purge(self):
        lazy = [a for a in self.areas if a.lazy]
        if lazy:
            self.flushed = f' purge=0x{lazy[0].start:08x}' \
                f'-0x{lazy[-1].end:08x}'
        for area in lazy:
            self.tree.erase(area)
            self.areas.remove(area)

    def descend(self, addr, size):
        """Where the walk begins: index in areas, or None."""
        first, node = None, self.tree.root
        while node:
            if node.end < addr:
                self.say(f'visit {node} end<addr,set-first,right')
                first, node = node, node.right
                continue
            made = not first and node.start < addr + size
            self.say(f'visit {node} end>=addr,'
                     + ('set-first,' if made else '') + 'left')
            first = node if made else first
            node = node.left
        if not self.tree.root:
            return None
        self.say(f'first {first or "none"}')
        if not first:
            return None
        at = self.areas.index(first) + (first.end < addr)
        if at == len(self.areas):
            return None
        self.say(f'walk-from {self.areas[at]}')
        return at

    def search(self, size, align):
        addr = -(-START // align) * align
        self.say(f'start addr=0x{addr:08x} size=0x{size:x} align=0x{align:x}')
        at = self.descend(addr, size)
        while at is not None and at < len(self.areas):
            first = self.areas[at]
            overlap, within = addr + size > first.start, addr + size <= self.end
            self.say(f'test node={first} addr+size=0x{addr + size:08x} '
                     f'overlap={overlap:d} within={within:d}')
            if not overlap or not within:
                break
            addr = -(-(first.end + PAGE) // align) * align
            self.say(f'addr 0x{addr:08x}')
            at += 1
        fits = addr + size <= self.end
        self.say(f'found addr=0x{addr:08x} end=0x{addr + size:08x} '
                 f'fits={fits:d}')
        return addr if fits else None

    def alloc(self, size, align):
        for purged in range(2):
            addr = self.search(size, align)
            if addr is not None:
                area = Area(addr, addr + size)
                self.tree.insert(area)
                self.areas.append(area)
                self.areas.sort(key=lambda a: a.start)
                return area
            self.say(f'overflow purged={purged}')
            if not purged:
                self.purge()
        return None

    def lazy_pages(self):
        return sum(a.end - a.start for a in self.areas if a.lazy) // PAGE


def main():
    operations, seed, kilobytes = (int(a) for a in sys.argv[1:4])
    chance = random.Random(seed)
    region = Region(START + kilobytes * 1024)
    held = {}
    print(f'# version=v2.6.33 vstart=0x{START:08x} vend=0x{region.end:08x} '
          'page_size=4096 online_cpus=1 lazy_max_pages=8192')
    for nr in range(1, operations + 1):
        region.steps, region.flushed = [], ''
        if held and chance.random() < 0.45:
            key = chance.choice(sorted(held))
            area = held.pop(key)
            if area:
                area.lazy = True
                print(f'free id={key} 0x{area.start:08x} -> '
                      f'lazy={region.lazy_pages()}')
            else:
                print(f'free id={key} -> skip')
        elif chance.random() < 0.02:
            region.purge()
            print(*region.steps, f'purge -> lazy=0{region.flushed}', sep='\n')
        else:
            pages = chance.choice((1, 1, 2, 3, 5, 8, 13, kilobytes // 16))
            align = chance.choice((1, 1, 1, 4096, 16384, 65536))
            text = f'alloc size={pages * PAGE} align={align} flags=alloc'
            held[nr] = region.alloc((pages + 1) * PAGE, align)
            print('op ' + text, *region.steps, sep='\n')
            where = f'0x{held[nr].start:08x}' if held[nr] else 'EBUSY'
            print(f'{text} id={nr} -> {where}{region.flushed}')
        if nr % 50 == 0:
            print('tree', *(f'{a.color[0].upper()}:{a}{"L" * a.lazy}'
                            for a in region.tree.preorder()))


if __name__ == '__main__':
    main()
