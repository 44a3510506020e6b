#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""readme.py - the commands that README has one type along, in its order.

Usage: readme.py README COMMAND...

Prints what stands between backquotes in the numbered steps and is a command:
one of those named, or a call that is given a name (`a = vmalloc 8k`). A letter
alone is a key.
"""
import pathlib
import re
import sys

STEPS = re.compile(r'^1\. .*?^`help` ', re.M | re.S)
QUOTED = re.compile(r'`([^`]*)`')
NAMED = re.compile(r'^\w+ = ')


def main():
    steps = STEPS.search(pathlib.Path(sys.argv[1]).read_text())
    for text in QUOTED.findall(steps.group()):
        line = ' '.join(text.split())
        word = NAMED.sub('', line).split(' ')[0]
        if len(line) > 1 and word in sys.argv[2:]:
            print(line)


if __name__ == '__main__':
    main()
