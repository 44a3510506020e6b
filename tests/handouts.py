#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""handouts.py - do the files of `export ... steps` say what each step says?

Usage: handouts.py svg FOLDER FROM TO TEXTS

TEXTS is a folder with what `export text` wrote at each step: TEXTS/1 ...
Prints what is wrong.
"""
import pathlib
import sys
import xml.etree.ElementTree

SVG = '{http://www.w3.org/2000/svg}'
BLOCKS = '█▓▒░▆▄▂▅▇▃▁'  # drawn as rectangles


def words(text):
    """What is left of a screen's text in a picture: no blanks, no blocks."""
    return ''.join(c for c in text if not c.isspace() and c not in BLOCKS)


def must(holds, what):
    if not holds:
        print(what)
        sys.exit(1)


def svg_words(root):
    rows = {}
    for text in root.iter(f'{SVG}text'):
        rows.setdefault(int(text.get('y')), []).append(
            (int(text.get('x')), ''.join(text.itertext())))
    return words(''.join(t for y in sorted(rows) for x, t in sorted(rows[y])))


def check_svg(folder, first, last, texts):
    names = sorted(p.name for p in folder.iterdir())
    must(names == [f'step-{n:04}.svg' for n in range(first, last + 1)],
         f'files: {names}')
    for n in range(first, last + 1):
        root = xml.etree.ElementTree.parse(folder / f'step-{n:04}.svg')
        must(svg_words(root) == words((texts / str(n)).read_text()),
             f'picture {n} is not what the screen shows at step {n}')


def main():
    what, path, first, last, texts = sys.argv[1:6]
    check = {'svg': check_svg}[what]
    check(pathlib.Path(path), int(first), int(last), pathlib.Path(texts))


if __name__ == '__main__':
    main()
