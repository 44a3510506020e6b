#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chinese.py - what is wrong with how Chinese texts are written.

Usage: chinese.py PO FILE...

PO is a catalogue, each FILE a lesson or a document. Prints the texts that name
a thing by another word than the others do, or have punctuation or blanks as
English has them; commands, in backquotes or on lines of their own, may.
"""
import pathlib
import re
import sys

# An English term, and what each text that has it says.
TERMS = [
    ('guard pages?', '隔离页'), ('lazily freed', '惰性释放'),
    ('page tables?', '页表|转换'), ('PTEs?', '页表项|PTE'),
    ('translation fault', '转换错误|转换失败'), ('lowmem', '低端内存|lowmem'),
    ('high memory|highmem', '高端内存|highmem|HIGHMEM'), ('holes?', '空洞'),
    ('free lists?', '空闲链表'), ('merges?|merged', '合并'),
    ('unmovable', '不可移动'), ('pageblocks?', '页块'),
    ('per-cpu', '每 CPU'), ('watermarks?', '水位线'), ('zones?', '内存域'),
    ('red-black', '红黑树'), ('rotat(?:es?|ed|ions?)', '旋转'),
    ('purged?', '清理'), ('fragments?', '碎片'), ('callers?', '调用者'),
    ('kernel image', '内核映像'), ('breakpoints?', '断点'),
    ('physical', '物理'), ('virtual', '虚拟'), ('caches?', '缓存'),
]
# Other words for the same, which are nowhere.
OTHERS = re.compile('页框|页面|延迟释放|懒惰|守护页|警戒页|保留页|高位内存|低位内存|'
                    '孔洞|首次适应|伙伴算法|快照表|刷出|内存区域|迁移型|红黑的')
HAN = '\u4e00-\u9fff'
CODE = re.compile(r'`[^`]*`|\{[^}]*\}|<[^>]*>|%[-0-9$.*]*[a-z]*')
HALF = re.compile(f'[{HAN}”][,;:!?]|[,;!?][{HAN}]|[{HAN}]\\([{HAN}]')
TIGHT = re.compile(f'[{HAN}][A-Za-z0-9$]|[A-Za-z0-9][{HAN}]')
LOOSE = re.compile(f'[{HAN}] [{HAN}]|[，。；：？！、（）] [{HAN}]')
WORDS = re.compile(f'[^，。；：？！]+(,[^，。；：？！]+)+')  # of the glossary
TABLE = re.compile(r'  |^/\*')  # its heading
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def entries(path):
    """Line, English, Chinese and all of each entry of a catalogue."""
    line = 1
    for entry in path.read_text().split('\n\n'):
        keys = re.split(r'^(msg\w+)(?:\[\d\])? ', entry, flags=re.M)[1:]
        texts = dict(zip(keys[::2], map(''.join, map(STRING.findall,
                                                     keys[1::2]))))
        if texts.get('msgid'):
            yield line, texts['msgid'], texts['msgstr'], entry
        line += entry.count('\n') + 2


def prose(path):
    """Line and text of what is not a command."""
    for number, text in enumerate(path.read_text().splitlines(), 1):
        if not text.startswith('    ') and re.search(f'[{HAN}]', text):
            yield number, text


def complaints(text, english=''):
    """What is wrong in a Chinese text."""
    bare = CODE.sub('`', text.replace('\\n', '\n'))
    for what, rule, where in (
            ('another word', OTHERS, bare),
            ('punctuation', HALF, '' if WORDS.fullmatch(bare) else bare),
            ('no blank', TIGHT, bare),
            ('a blank', LOOSE, '' if TABLE.search(english) else bare)):
        found = rule.search(where)
        if found:
            yield f'{what}: {found.group()}'


def main():
    po, *files = map(pathlib.Path, sys.argv[1:])
    found = []
    for line, english, chinese, entry in entries(po):
        bare = CODE.sub('', english)
        found += [(po, line, f'{term}: {chinese}') for term, word in TERMS
                  if re.search(rf'(?<![\w./-])(?:{term})(?![\w(=/.-])', bare)
                  and not re.search(word, chinese)]
        found += [(po, line, why) for why in complaints(chinese, english)]
        if '<PRI' in english and 'c-format' not in entry:
            found.append((po, line, 'msgfmt needs #, c-format for <PRI...>'))
    for path in files:
        for line, text in prose(path):
            found += [(path, line, why) for why in complaints(text)]
    for path, line, why in found:
        print(f'{path}:{line}: {why}')
    return bool(found)


if __name__ == '__main__':
    sys.exit(main())
