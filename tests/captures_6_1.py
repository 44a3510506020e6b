#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""captures_6_1.py - where did a real 6.1 put what a module asked for?

Usage: captures_6_1.py VMSCOPE CAPTURE

A capture has script.txt, what the module printed, and vmallocinfo.txt of the
moment after. What of the listing is not the module's was there before, and so
was what waited for the purge: the copy of the module that insmod had made, and
a kernel stack below the first area. These two the capture does not show; they
are what the module's first areas had to pass. Then vmscope gets the same calls.

Left out: ioremap of more than 512 KB, which that kernel aligns to 512 KB. Of
vm_map_ram only the block: a megabyte there, at a multiple of it.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PAGE = 4096
CALL = re.compile(r'\] KV \d+ (\w+)(.*)$')


def words(text):
    return dict(re.findall(r'(\w+)=(\S+)', text))


def calls(script):
    """(name, command, address) of each call; name and address may be None."""
    nr = 0
    for line in script.read_text().splitlines():
        m = CALL.search(line)
        if not m:
            continue
        what, w = m.group(1), words(m.group(2))
        address = int(w.get('va', '0'), 16)
        size = int(w.get('size', '0'))
        if what == 'vmalloc' and address:
            yield w['name'], f'vmalloc {size}', address
        elif what == 'vfree':
            yield None, f"vfree {w['name']}", None
        elif what == 'vm_unmap_aliases':
            yield None, 'vm_unmap_aliases', None
        elif what == 'vmap':
            yield w['name'], f"get_vm_area {int(w['pages']) * PAGE} map", address
        elif what == 'vm_map_ram':
            block = (1 << 20) - PAGE
            yield w['name'], f'__vmalloc {block} align=1M', address
        elif what.startswith('ioremap') and address:
            nr += 1
            start = address & -PAGE
            size = (address - start + size + PAGE - 1) & -PAGE
            if size <= 1 << 20:
                yield f'I{nr}', f'get_vm_area {size} ioremap', start


def listing(capture, wanted):
    """The areas that others have, and what the module has in the end."""
    others, mine = [], set()
    for line in (capture / 'vmallocinfo.txt').read_text().splitlines():
        start, end = (int(x, 16) for x in line.split()[0].split('-'))
        if 'kv_script' in line or start in wanted or end - start > 8 << 20:
            mine.add(start)
        elif not 0xc0000000 <= start < 0xd0000000:
            others.append((start, line))
    return [line for _, line in sorted(others)], mine


def waiting(first, copy):
    """What waited: the stack before the first area, the module's copy."""
    return [f'0x{start:08x}-0x{end:08x} {end - start:7d} unpurged vm_area'
            for start, end in ((first - 3 * PAGE, first),
                               (copy - 54 * PAGE, copy))]


def run(vmscope, board, areas, lines):
    with tempfile.NamedTemporaryFile('w') as script:
        script.write('\n'.join(lines) + '\n')
        script.flush()
        return subprocess.run(
            [vmscope, '-b', '-B', board, '-i', areas, script.name],
            capture_output=True, text=True, timeout=60)


def replay(vmscope, capture, folder):
    todo = list(calls(capture / 'script.txt'))
    at = {name: address for name, _, address in todo if name}
    others, mine = listing(capture, set(at.values()))
    areas, board = folder / 'areas', folder / 'board'
    areas.write_text('\n'.join(others + waiting(at['A'], at['C'])) + '\n')
    subprocess.run([vmscope, '-b', '-i', str(areas), '-c',
                    f'board save {board}'], check=True, capture_output=True)
    text = re.sub(r'^allocator = .*\n', '', board.read_text(), flags=re.M)
    board.write_text(text + 'allocator = 6.1\n')
    lines, freed = [], ' '.join(command for _, command, _ in todo)
    for name, command, address in todo:
        lines.append(f'{name} = {command}' if name else command)
        if name:
            lines.append(f'assert {name} == 0x{address:08x}')
            # What is not there in the end was given back, without a word.
            if address not in mine and f'vfree {name}' not in freed and \
                    command.startswith('vmalloc'):
                lines.append(f'vfree {name}')
    lines.append('check')
    result = run(vmscope, str(board), str(areas), lines)
    print(f'{capture.parent.name}: {len(at)} areas')
    if result.returncode:
        sys.exit(f'{capture.parent.name}: {result.stderr.strip()}')


def main(vmscope, capture):
    with tempfile.TemporaryDirectory() as folder:
        replay(vmscope, pathlib.Path(capture), pathlib.Path(folder))


main(*sys.argv[1:])
