#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bootlog.py - the log and the /proc files of a booted 2.6.32 and ours.

Usage: bootlog.py VMSCOPE BOARD CAPTURE DOCUMENT

CAPTURE is a folder with what a booted kernel said when init ran. Every line of
its log must be in ours, in that order, and none else; the lines that begin as
DOCUMENT lists them are left out. Of /proc, every line must have the same words,
and the values that boot alone decides must be the same.
"""
import difflib
import os
import re
import subprocess
import sys

# In each file: lines whose values boot has fixed, by how they begin.
FIXED = {
    'meminfo': 'MemTotal|HighTotal|LowTotal|CommitLimit|Swap|VmallocTotal',
    'zoneinfo': r'Node|min|low|high\b|scanned|spanned|present|protection|'
                'cpu|high:|batch|all_unreclaimable|prev_prio|start_pfn',
    'pagetypeinfo': 'Page block order|Pages per block|Free pages count',
    'buddyinfo': '^$',
    'iomem': '[0-9a-f-]* : (System RAM|Kernel)',
}


def absent(document):
    """Beginnings of lines, from the list in the document."""
    with open(document) as file:
        text = file.read()
    listed = text[text.index('## What a booted kernel has and vmscope'):]
    listed = listed[listed.index('\n    '):listed.index('\nIn /proc')]
    words = []
    for line in listed.strip('\n').splitlines():
        words += re.split('  +', line.strip())[0].split(', ')
    return tuple(words)


def ask(program, board, cmdline, command):
    return subprocess.run(
        [program, '-B', board, '--cmdline=' + cmdline, '-c', command],
        check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def log_lines(lines, left_out):
    """As they are, without who built the kernel and where pgdat lies."""
    for line in lines:
        line = re.sub(r'^<\d>', '', line)
        if line.startswith(left_out):
            continue
        # Every board here has the caches of ARMv5, the processor of SMP, too.
        line = line.replace('VIPT nonaliasing', 'VIVT')
        line = line.replace('writealloc', 'writeback')
        line = re.sub(r'^(Linux version 2\.6\.32).*', r'\1', line)
        yield re.sub(r'pgdat [0-9a-f]+', 'pgdat', line)


def proc_lines(name, lines):
    """Words, and numbers where boot has the say."""
    for line in lines:
        text = ' '.join(line.split())
        if re.match(FIXED[name], text):
            yield text
        elif name != 'iomem':
            yield re.sub(r'\b\d+\b', 'N', text)


def main():
    program, board, capture, document = sys.argv[1:]
    left_out = absent(document)
    status = 0

    def read(name):
        with open(os.path.join(capture, name + '.txt')) as file:
            return file.read().splitlines()

    cmdline = read('cmdline')[0]

    def hold(name, theirs, ours):
        nonlocal status
        diff = list(difflib.unified_diff(list(theirs), list(ours),
                                         'booted ' + name, 'vmscope', '', '',
                                         0, ''))
        if diff:
            status = 1
            print('\n'.join(diff))

    hold('log', log_lines(read('dmesg'), left_out),
         log_lines(ask(program, board, cmdline, 'dmesg'), ()))
    for name in FIXED:
        hold(name, proc_lines(name, read(name)),
             proc_lines(name, ask(program, board, cmdline,
                                  'cat /proc/' + name)))
    return status


sys.exit(main())
