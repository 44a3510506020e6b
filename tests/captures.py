#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""captures.py - random calls on a booted 2.6.32, held against vmscope.

Usage: captures.py VMSCOPE SCRATCH CAPTURE

A capture (plain text or .xz) begins with the board that ran it; then come the
calls with their answers, and what the kernel's lists were before and after.
vmscope boots on a board made from that header and is asked the same through its
command language, line by line: addresses, frames, failures, the lazy count,
then the free lists, the areas, the tree with its colours and the first-level
words. The first difference is told.
"""
import json
import lzma
import os
import re
import subprocess
import sys

BOARD = """title = captured
source = {name}
phys_offset = {phys_offset}
ram = {ram} @ {phys_offset}
vmalloc_end = {vmalloc_end}
cpus = 1
highmem = {highmem}
init = {init}
text = {text}
data = 58K
image_end = {image_end}
iotable = 0xf1000000 0x10000000 4K
"""
PAGE_OFFSET = 0xc0000000


class Differs(Exception):
    """The first answer that is not the captured one."""


class Machine:
    """A vmscope that is asked one line at a time."""

    def __init__(self, program, board, cmdline):
        self.process = subprocess.Popen(
            [program, '--json', '-k', '-B', board, '--cmdline=' + cmdline],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.mem_map = None

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Differs('%s: vmscope has ended' % line)
        answer = json.loads(answer)
        if not answer['ok']:
            raise Differs('%s: %s' % (line, answer['error']))
        return answer

    def value(self, line):
        value = self.ask(line)['value']
        return int(value, 16) if isinstance(value, str) else value

    def words(self, address, count):
        """Words of memory, by x."""
        output = self.ask('x/%dwx %s' % (count, address))['output']
        return [int(word, 16) for line in output.splitlines()
                for word in line.split(':', 1)[1].split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def runs(frames):
    """Frames as a capture tells them: pfn, or pfn+count for a run."""
    out = []
    for pfn in frames:
        if out and out[-1][0] + out[-1][1] == pfn:
            out[-1][1] += 1
        else:
            out.append([pfn, 1])
    return ['%d+%d' % (pfn, n) if n > 1 else str(pfn) for pfn, n in out]


def area_frames(machine, address, pages):
    if machine.mem_map is None:
        machine.mem_map = machine.value('p mem_map')
    records = machine.words('0x%08x.vm->pages' % address, pages)
    return [(record - machine.mem_map) // 32 for record in records]


class Replay:
    """One capture, line by line."""

    def __init__(self, machine, lines):
        self.machine = machine
        self.lines = lines
        self.got = {}    # q12 -> what the call gave, and its order
        self.allocs = 0

    def expect(self, what, wanted, given):
        if wanted != given:
            raise Differs('%s: the kernel %s, vmscope %s'
                          % (what, wanted, given))

    def lazy(self, line):
        wanted = re.search(r'lazy=(\d+)', line)
        self.expect(line, int(wanted.group(1)),
                    self.machine.value('p vmap_lazy_nr'))

    def alloc(self, line):
        _, name, order, gfp, _, pfn = line.split()
        given = self.machine.value('alloc_pages %s gfp=%s' % (order, gfp))
        self.expect(line, None if pfn == '-' else int(pfn), given)
        self.got[name] = (given, order)
        self.allocs += 1

    def free(self, line):
        pfn, order = self.got.pop(line.split()[1])
        if pfn is not None:
            self.machine.ask('free_pages %d %s' % (pfn, order))

    def area(self, line):
        call, name, *args, = line[:line.index(' -> ')].split()
        answer, *frames = line[line.index(' -> ') + 4:].split()
        if call == 'vmalloc':
            command = 'vmalloc ' + args[0]
        elif call == 'getvm':
            command = 'get_vm_area %s alloc' % args[0]
        else:
            command = 'ioremap 0x%s 0x%s' % tuple(args[:2])
        given = self.machine.value(command)
        self.expect(line, int(answer, 16), given or 0)
        self.got[name] = (given, None)
        if frames and given:
            pages = (int(args[0]) + 4095) // 4096
            self.expect(line, frames,
                        runs(area_frames(self.machine, given, pages)))
        self.allocs += 1

    def release(self, line):
        call, name = line.split()[:2]
        command = {'vfree': 'vfree', 'iounmap': 'iounmap',
                   'freevm': 'free_vm_area'}[call]
        address = self.got.pop(name)[0]
        if address:
            self.machine.ask('%s 0x%08x' % (command, address))
        self.lazy(line)

    def aliases(self, line):
        self.machine.ask('vm_unmap_aliases')
        self.lazy(line)

    def block(self, start):
        """The indented lines after line number START."""
        end = start + 1
        while end < len(self.lines) and self.lines[end].startswith(' '):
            end += 1
        return [line.strip() for line in self.lines[start + 1:end]]

    def zone(self, number):
        """Free, watermarks, and how many blocks a list has."""
        line = self.lines[number]
        name = line.split()[1]
        free = re.search(r'free=(\d+) min=(\d+) low=(\d+) high=(\d+)',
                         line).groups()
        zoneinfo = self.machine.ask('cat /proc/zoneinfo')['output']
        mine = zoneinfo[re.search(r'zone +%s\n' % name, zoneinfo).end():]
        self.expect(line, list(free),
                    re.findall(r'(?:free|min|low|high) +(\d+)', mine)[:4])
        types = self.machine.ask('cat /proc/pagetypeinfo')['output']
        rows = re.findall(r'zone +%s, type +\w+ +([\d ]+)' % name, types)
        counts = [[int(word) for word in row.split()] for row in rows]
        wanted = [[0] * 11 for _ in rows]
        for row in self.block(number):
            found = re.match(r'o(\d+) t(\d+) n=(\d+)', row)
            if found:
                order, kind, blocks = map(int, found.groups())
                wanted[kind][order] = blocks
            elif row.startswith('pcp count='):
                self.expect(row, row[len('pcp '):].split(),
                            ['%s=%s' % (key, re.search(
                                r'%s: +(\d+)' % key, mine).group(1))
                             for key in ('count', 'high', 'batch')])
        self.expect(line + ', free blocks', wanted, counts)

    def list(self, number):
        self.lazy(self.lines[number])
        head = self.machine.value('p &vmap_area_list')
        found, entry = [], self.machine.words('0x%08x' % head, 1)[0]
        while entry != head:
            va = self.machine.words('0x%08x' % (entry - 24), 7)
            found.append('%08x-%08x f=%x' % (va[0], va[1], va[2]))
            entry = va[6]
        self.expect('the list of areas', self.block(number), found)

    def tree(self, number):
        found = []

        def walk(node, depth):
            if not node:
                return
            va = self.machine.words('0x%08x' % (node - 12), 6)
            found.append('%08x-%08x %s f=%x d=%d'
                         % (va[0], va[1], 'RB'[va[3] & 1], va[2], depth))
            walk(va[5], depth + 1)
            walk(va[4], depth + 1)

        walk(self.machine.words('&vmap_area_root', 1)[0], 0)
        self.expect('the tree', self.block(number), found)

    def pgd(self, number):
        """First-level words; of a table in the vmalloc region only its kind,
        for its frame depends on other users of memory."""
        pgd = self.machine.words('&swapper_pg_dir', 4096)
        found = ['%03x %08x' % (i, word) for i, word in enumerate(pgd)
                 if word and word & 0xfff != 0x41e]

        def kind(row):
            index, word = row.split()
            if int(word, 16) & 3 == 1 and int(index, 16) < 0xf00:
                return '%s table %s' % (index, word[-3:])
            return row

        self.expect('the first-level words',
                    [kind(row) for row in self.block(number)],
                    [kind(row) for row in found])

    def run(self):
        calls = {'alloc': self.alloc, 'free': self.free, 'vmalloc': self.area,
                 'getvm': self.area, 'ioremap': self.area,
                 'vfree': self.release, 'iounmap': self.release,
                 'freevm': self.release, 'aliases': self.aliases}
        states = {'zone': self.zone, 'list': self.list, 'tree': self.tree,
                  'pgd': self.pgd}
        for number, line in enumerate(self.lines):
            word = line.split(' ', 1)[0] if line else ''
            try:
                if word in calls:
                    calls[word](line)
                elif word in states:
                    states[word](number)
            except Differs as why:
                raise Differs('line %d: %s' % (number + 1, why)) from None


def board_of(lines, name):
    """The board file and the kernel arguments of a capture's header."""
    header = next(line for line in lines if line.startswith('# board: '))
    keys = dict(re.findall(r'(\w+) ([\w.]+)(?=,|$| \()',
                           header[len('# board: '):]))
    cmdline = next((line[len('# cmdline: '):] for line in lines
                    if line.startswith('# cmdline: ')), '')
    return BOARD.format(name=name, **keys), cmdline


def main():
    program, scratch, path = sys.argv[1:]
    name = os.path.basename(path).split('.')[0]
    opener = lzma.open if path.endswith('.xz') else open
    with opener(path, 'rt') as file:
        lines = file.read().splitlines()
    text, cmdline = board_of(lines, name)
    board = os.path.join(scratch, 'board')
    with open(board, 'w') as file:
        file.write(text)
    machine = Machine(program, board, cmdline)
    replay = Replay(machine, lines)
    try:
        replay.run()
        if not replay.allocs:
            raise Differs('there is no call in it')
        print('%d answers as in the kernel' % replay.allocs)
        return 0
    except Differs as why:
        print(why)
        return 1
    finally:
        machine.close()


sys.exit(main())
