#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""step_points.py - do all step points of a folder keep the rules of step.h?

Usage: step_points.py FILE.c...

Reads the sources, so it sees the points that no test passes, too. Prints one
line for each that is wrong, and ends with status 1 if there is any.
"""
import re
import sys

START = re.compile(r'^\t+(step(?:_in)?(?:_as)?)\(', re.M)
ANY = re.compile(r'\bstep(?:_in)?(?:_as)?\(')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
VAR = re.compile(r'\bv_(\w+)\(')
DERIVED = re.compile(r'\s*"(\w+)"')


def statement(text, start):
    """The statement that begins at start, up to its semicolon."""
    depth, quoted, i = 0, False, start
    while i < len(text):
        c = text[i]
        if c == '\\':
            i += 1
        elif c == '"':
            quoted = not quoted
        elif not quoted and c in '()':
            depth += 1 if c == '(' else -1
        elif not quoted and c == ';' and depth == 0:
            return text[start:i + 1]
        i += 1
    return text[start:]


def argument(text, start):
    """What stands between the parenthesis before start and its partner."""
    depth, i = 1, start
    while depth:
        depth += {'(': 1, ')': -1}.get(text[i], 0)
        i += 1
    return text[start:i - 1]


def variables(text):
    """The names of the variables, and where the first one begins."""
    names, first = set(), len(text)
    for m in VAR.finditer(text):
        inside = argument(text, m.end())
        given = DERIVED.match(inside)
        if m.group(1) == 'as':
            names.add(given.group(1))
        else:
            names.add(' '.join(inside.split()))
        first = min(first, m.start())
    return names, first


def sentences(text):
    """Each sentence: neighbouring strings are one."""
    joined = re.sub(r'"\s+"', '', text)
    return STRING.findall(joined)


def wrong(text, m, body):
    """What is wrong with one step point."""
    point = statement(text, m.start(1))
    names, first = variables(point)
    if not names:
        yield 'has no variable'
    if len(names) > 8:
        yield 'has too many variables'
    found = sentences(point[:first])
    if not found:
        yield 'has no sentence'
    for sentence in found:
        for name in re.findall(r'\{(.*?)\}', sentence):
            if name not in names:
                yield f'its sentence names {{{name}}}'
        if sentence.endswith('.') or '!' in sentence:
            yield 'its sentence ends in a full stop, or exclaims'
    if not m.group(1).startswith('step_in') and 'step_in' not in body:
        yield 'stands in a function without step_in()'


def check(name):
    with open(name, encoding='utf-8') as file:
        text = file.read()
    bad = 0
    starts = {m.start(1) for m in START.finditer(text)}
    for m in ANY.finditer(re.sub(r'//.*|/\*.*?\*/', lambda c: ' ' * len(c[0]),
                                 text, flags=re.S)):
        if m.start() not in starts:
            line = text.count('\n', 0, m.start()) + 1
            print(f'{name}:{line}: does not begin its line')
            bad += 1
    for m in START.finditer(text):
        body = text[text.rfind('\n{\n', 0, m.start()):m.start()]
        for complaint in wrong(text, m, body):
            line = text.count('\n', 0, m.start(1)) + 1
            print(f'{name}:{line}: {complaint}')
            bad += 1
    return len(starts), bad


def main():
    counts = [check(name) for name in sys.argv[1:]]
    print(f'{sum(c[0] for c in counts)} step points')
    return 1 if any(c[1] for c in counts) or not counts else 0


if __name__ == '__main__':
    sys.exit(main())
