#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""handouts.py - do the files of `export ... steps` say what each step says?

Usage: handouts.py svg|html|cast FILE FROM TO TEXTS [LANGUAGE]

TEXTS is a folder with what `export text` wrote at each step, TEXTS/1 ..., and
TEXTS/json with what `goto` answered there. Prints what is wrong.
"""
import html.parser
import json
import pathlib
import re
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


def sentences(texts):
    steps = [json.loads(line)['step'] for line in (texts / 'json').open()]
    return {step['n']: step['why'] for step in steps}


def check_svg(folder, first, last, texts):
    names = sorted(p.name for p in folder.iterdir())
    must(names == [f'step-{n:04}.svg' for n in range(first, last + 1)],
         f'files: {names}')
    for n in range(first, last + 1):
        root = xml.etree.ElementTree.parse(folder / f'step-{n:04}.svg')
        must(svg_words(root) == words((texts / str(n)).read_text()),
             f'picture {n} is not what the screen shows at step {n}')


class Page(html.parser.HTMLParser):
    """What a page shows: the words of each picture, the text of each step."""

    EMPTY = {'meta', 'link', 'input'}

    def __init__(self, text):
        super().__init__()
        self.language = None
        self.figures, self.rows, self.open, self.y = [], {}, [], 0
        self.pictures, self.sentences, self.addresses = {}, {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.addresses += [v for k, v in attrs.items()
                           if k in ('src', 'href', 'srcset', 'data', 'action')]
        if tag not in self.EMPTY:
            self.open.append(tag)
        if tag == 'input':
            self.slider = [int(attrs[k]) for k in ('min', 'max')]
        elif tag == 'html':
            self.language = attrs['lang']
        elif tag == 'figure':
            self.figures.append(int(attrs['id'].removeprefix('step-')))
            self.rows = {}
        elif tag == 'text':
            self.x, self.y = int(attrs['x']), int(attrs['y'])
            self.rows.setdefault(self.y, []).append((self.x, ''))

    def handle_endtag(self, tag):
        must(self.open and self.open.pop() == tag, f'</{tag}> closes nothing')
        if tag == 'svg':
            self.pictures[self.figures[-1]] = words(''.join(
                t for y in sorted(self.rows) for x, t in sorted(self.rows[y])))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        if self.open[-1:] == ['text']:
            x, before = self.rows[self.y].pop()
            self.rows[self.y].append((x, before + data))
        elif self.open[-2:] == ['figcaption', 'p']:
            n = self.figures[-1]
            self.sentences[n] = self.sentences.get(n, '') + data


def check_html(path, first, last, texts, language='en'):
    text = path.read_text()
    page = Page(text)
    must(page.language == language, f'the language is {page.language}')
    must(page.figures == list(range(first, last + 1)), f'{page.figures}')
    must(page.slider == [first, last], f'slider: {page.slider}')
    must(not page.open, f'left open: {page.open}')
    must(all(a.startswith('data:') for a in page.addresses),
         f'refers to {page.addresses}')
    text = text.replace('xmlns="http://www.w3.org/2000/svg"', '')
    must(not re.search(r'https?:|@import|url\(|fetch|XMLHttp', text),
         'something is from elsewhere')
    must(not re.search('@[a-z]+@', text), 'a word was left out')
    for n, why in sentences(texts).items():
        must(page.pictures[n] == words((texts / str(n)).read_text()),
             f'picture {n} is not what the screen shows at step {n}')
        must(page.sentences[n] == why, f'{n}: {page.sentences[n]} != {why}')


def paint(cells, data):
    """A terminal that knows what a cast needs, and nothing else."""
    x = y = 0
    for token in re.findall(r'\x1b\[[?0-9;]*[A-Za-z]|.', data, re.S):
        if token == '\x1b[2J':
            cells[:] = [[' '] * len(row) for row in cells]
        elif place := re.fullmatch(r'\x1b\[(\d+);(\d+)H', token):
            y, x = int(place[1]) - 1, int(place[2]) - 1
        elif not re.fullmatch(r'\x1b\[([0-9;]*m|\?25l)', token):
            must(token >= ' ', f'{token!r} in a cast')
            cells[y][x] = token
            x += 1


def check_cast(path, first, last, texts):
    header, *events = [json.loads(line) for line in path.open()]
    must(header['version'] == 2 and header['title'], f'{header}')
    must(len(events) == last - first + 1, f'{len(events)} events')
    cells = [[' '] * header['width'] for _ in range(header['height'])]
    before = -1
    for n, (time, kind, data) in enumerate(events, first):
        must(kind == 'o' and time > before, f'{n}: {kind} at {time}')
        before = time
        paint(cells, data)
        shown = [''.join(row).rstrip() for row in cells]
        must(shown == (texts / str(n)).read_text().split('\n')[:-1],
             f'{n}: the terminal shows something else')


def main():
    what, path, first, last, texts, *rest = sys.argv[1:]
    check = {'svg': check_svg, 'html': check_html, 'cast': check_cast}[what]
    check(pathlib.Path(path), int(first), int(last), pathlib.Path(texts), *rest)


if __name__ == '__main__':
    main()
