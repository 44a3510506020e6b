#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""untranslated.py - English that is printed without asking the catalogue.

Usage: untranslated.py SRC PO_LOCAL_MK

Looks at each text that a function gets directly, in the folders of SRC that
talk to people, and prints those with an English word in them whose function is
not one of the keywords with which xgettext finds texts. Texts in tables, which
have no function, are marked with N_() or are no English: not looked at.
"""
import pathlib
import re
import sys

FOLDERS = ('text', 'inspect', 'session', 'view', 'ui')
COMMENT = re.compile(r'/\*.*?\*/', re.S)
STRING = r'"(?:[^"\\\n]|\\.)*"'
TEXT = re.compile(rf'{STRING}(?:\s*(?:PRI\w+|PFN|ADDR)?\s*{STRING})*')
FORMAT = re.compile(r'%[-+ #0-9.*]*(?:[hlz]*[a-zA-Z]|"\s*PRI\w+\s*")|\\.')
ENGLISH = re.compile(r'\b(?:a|an|and|are|as|at|be|bytes?|cache|commands?|for'
                     r'|freed?|from|hardware|in|is|it|lines?|links?|memory|module'
                     r'|no|not|object|of|on|or|pages?|parent|than|the|there|this'
                     r'|to|unused|with|words?|zone)\b')
KEYWORD = re.compile(r'--keyword=(\w+)')
CALL = re.compile(r'([A-Za-z_]\w*)\s*$')
# What these get is no text for people, or stays as the kernel says it.
OTHER_FUNCTIONS = {'IF', 'because', 'step', 'step_in', '_Static_assert',
                   'static_assert', 'cbase_find', 'pointer_to', 'printk',
                   'strncasecmp'}
# What a person types.
OTHERS = re.compile(r'^"(?:#|select |step |export |goto |focus |set |scroll )')


def function_at(source, at):
    """The name of the function whose argument stands at @at; or ''."""
    depth = 0
    for i in range(at - 1, -1, -1):
        c = source[i]
        if c == ')':
            depth += 1
        elif c == '(' and depth:
            depth -= 1
        elif c == '(':
            call = CALL.search(source, max(0, i - 60), i)
            return call.group(1) if call else ''
        elif c in ';{}' and not depth:
            break
    return ''


def texts_of(path, keywords):
    """Line, function and text of each that goes by the catalogue."""
    source = COMMENT.sub(lambda m: re.sub('[^\n]', ' ', m.group()),
                         path.read_text())
    calls = re.sub(STRING, lambda m: '"' * len(m.group()), source)
    for text in TEXT.finditer(source):
        words = FORMAT.sub(' ', text.group())
        name = function_at(calls, text.start())
        if (name and name not in keywords and ENGLISH.search(words)
                and ' ' in text.group() and not OTHERS.match(text.group())):
            line = source.count('\n', 0, text.start()) + 1
            yield line, name, ' '.join(text.group().split())


def main():
    src, makefile = map(pathlib.Path, sys.argv[1:3])
    keywords = set(KEYWORD.findall(makefile.read_text()))
    keywords |= OTHER_FUNCTIONS
    found = 0
    for folder in FOLDERS:
        for path in sorted((src / folder).rglob('*.c')):
            for line, name, text in texts_of(path, keywords):
                print(f'{path}:{line}: {name}({text[:70]}')
                found += 1
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
