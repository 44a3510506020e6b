#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""step_points.py - do the step points of src/kernel keep the rules of step.h?

Usage: step_points.py SRC...

Reads the sources below SRC/kernel and their sentences below
SRC/session/stepping/sentences, so it sees the points that no test passes, too.
Prints `SRC: wrong: ...` for each that is wrong, and `SRC: N step points`.
"""
import pathlib
import re
import sys

POINT = re.compile(r'\b(step|step_in|because)\((?:k|row), ')
LINE = re.compile(r'^\t+(step|step_in|because)\((?:k|row), (.*)\);$')
FUNCTION = re.compile(r'\b(\w+)\([^;{}]*$')
SENTENCE = re.compile(r'^\tSENTENCE\((\w+),', re.M)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
IF = re.compile(r'\b(?:IF|FREED)\((\w+),')
REASON = re.compile(r'^\t+because\(')
MOST_VARIABLES = 8


def arguments(text):
    """Split at commas outside of parentheses."""
    parts, depth = [''], 0
    for c in text:
        depth += {'(': 1, ')': -1}.get(c, 0)
        if c == ',' and not depth:
            parts.append('')
        else:
            parts[-1] += c
    return [part.strip() for part in parts]


def variable(text):
    """The name of a variable, and whether that alone says what it is."""
    m = re.match(r'(as|as_a)\((.*)\)$', text)
    if not m:
        return re.sub(r'^k->g->', '', text), True
    inside = arguments(m.group(2))
    return (inside[0], True) if m.group(1) == 'as' else (inside[1], False)


class Point:
    """One step point or reason."""

    def __init__(self, where, function, kind, text):
        parts = arguments(text)
        self.where, self.kind = where, kind
        self.id = function if kind == 'step_in' else parts.pop(0)
        self.variables = [variable(part) for part in parts if part]
        self.names = {name for name, _ in self.variables}


def whole_reasons(text):
    """The lines of a source, with a because() of many lines in its first."""
    lines = text.splitlines()
    for first, line in enumerate(lines):
        last = first
        while REASON.match(line) and not line.endswith(');'):
            last += 1
            line += ' ' + lines[last].strip()
            lines[last] = ''
        lines[first] = line
    return lines


def read_points(path):
    """The points of a file, and what is wrong with how they are written."""
    points, wrong, function, entered, comment = [], [], '', False, False
    for number, line in enumerate(whole_reasons(path.read_text()), 1):
        where = f'{path}:{number}'
        comment = (comment or line.lstrip().startswith('/*'))
        code = '' if comment else line
        comment = comment and '*/' not in line
        if code and not code[0].isspace() and FUNCTION.search(code):
            function, entered = FUNCTION.search(code).group(1), False
        if not POINT.search(code):
            continue
        m = LINE.match(code)
        if not m:
            wrong.append(f'{where}: is not a line of its own')
            continue
        point = Point(where, function, m.group(1), m.group(2))
        entered |= point.kind == 'step_in'
        if point.kind == 'step' and not entered:
            wrong.append(f'{where}: its function has no step_in() before it')
        points.append(point)
    return points, wrong


def read_sentences(path):
    """Identifier, texts and the variables that IF() and FREED() ask for."""
    rows = []
    split = SENTENCE.split(path.read_text())[1:]
    for name, row in zip(split[::2], split[1::2]):
        body = re.sub(r'"\s+"', '', row)
        rows.append((name, STRING.findall(body), IF.findall(body)))
    return rows


def check_point(point, sentences, kinds, pointers):
    """What is wrong with one point."""
    if not 1 <= len(point.names) <= MOST_VARIABLES:
        yield 'has no variable, or too many'
    for name, known in point.variables:
        word = name.split('->')[-1].split('(')[0]
        if known and word not in kinds and word not in pointers:
            yield f'{name} is no pointer, and not in the table of step.c'
    if point.id not in sentences:
        yield f'{point.id} has no sentence'
        return
    texts, asked = sentences[point.id]
    for name in re.findall(r'\{(?:the )?(.*?)\}', ' '.join(texts)):
        if name not in point.names:
            yield f'the sentence of {point.id} names {{{name}}}'
    for name in asked:
        if name not in point.names:
            yield f'the sentence of {point.id} asks for {name}'


def check_sentences(table, rows, points, shared):
    """What is wrong with a table beside its points."""
    own = [row[0] for row in rows]
    order = [name for name in dict.fromkeys(point.id for point in points)
             if name in own or name not in shared]
    if own != order:
        for name in [row[0] for row in rows]:
            if name not in order:
                yield f'{table}: {name} is no step point'
        yield f'{table}: its rows are not in the order of the code'
    for name, texts, _ in rows:
        for text in texts:
            if text.endswith('.') or '!' in text or not text:
                yield f'{table}: {name} ends in a full stop, or exclaims'


def check_file(path, kernel, folder, kinds, shared):
    """How many points a file of src/kernel has, and what is wrong there.

    shared: the sentences of several allocators; counts who has one of there.
    """
    points, wrong = read_points(path)
    table = folder / '_'.join(path.relative_to(kernel).parts)
    rows = read_sentences(table) if table.exists() else []
    sentences = {name: (texts, asked) for name, texts, asked in rows}
    for name in {point.id for point in points} - sentences.keys():
        if path.name.startswith('vmap_') and name in shared:
            sentences[name] = shared[name][:2]
            shared[name][2] += 1
    pointers = set(re.findall(r'\*(\w+)\b', path.read_text()))
    for point in points:
        wrong += [f'{point.where}: {complaint}' for complaint in
                  check_point(point, sentences, kinds, pointers)]
    unique = [p.id for p in points if p.kind != 'because']
    wrong += [f'{path}: {name} twice' for name in set(unique)
              if unique.count(name) > 1]
    if points or rows:
        wrong += check_sentences(table, rows, points, shared)
    return len(points), wrong


def check_source(src):
    """Print how many points a source tree has, and what is wrong there."""
    folder = src / 'session/stepping/sentences'
    kinds = set(re.findall(r'\{ "(\w+)", STEP_',
                           (src / 'kernel/step.c').read_text()))
    table = folder / 'vmap_allocator.c'
    shared = {name: [texts, asked, 0]
              for name, texts, asked in read_sentences(table)}
    total = 0
    for path in sorted((src / 'kernel').rglob('*.c')):
        number, complaints = check_file(path, src / 'kernel', folder, kinds,
                                        shared)
        total += number
        for complaint in complaints:
            print(f'{src}: wrong: {complaint}')
    for name, (_, _, users) in shared.items():
        if users < 2:
            print(f'{src}: wrong: {table}: {name} is not shared')
    print(f'{src}: {total} step points')


def main():
    for src in sys.argv[1:]:
        check_source(pathlib.Path(src))


if __name__ == '__main__':
    main()
