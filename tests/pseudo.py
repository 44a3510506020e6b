# SPDX-License-Identifier: GPL-3.0-or-later
"""A language in which each Latin letter is a letter of its own that is none.

    pseudo.py catalogue vmscope.pot >pseudo.po
    pseudo.py compare ENGLISH PSEUDO [WORD]...

A text that went through the catalogue has no Latin letter left, and reads as
before when each letter is put back. So `compare` finds two kinds of mistakes:
texts that a translator never gets (two words of English side by side), and
texts that lose their form by being translated (cut in the middle of a letter,
padded by bytes instead of columns). WORDs are no English: names of commands.
"""
import re
import string
import sys

# 52 letters of one column each that nothing else in vmscope uses.
LETTERS = dict(zip(string.ascii_letters,
                   [chr(c) for c in range(0x430, 0x44a)] +
                   [chr(c) for c in range(0x4d0, 0x4ea)]))
BACK = str.maketrans({new: old for old, new in LETTERS.items()})

# What a translator leaves alone: formats, {names}, escapes of the PO file.
FIXED = re.compile(r"%(?:\d+\$)?[-+ #0]*[\d*]*(?:\.[\d*]+)?"
                   r"(?:<\w+>|(?:hh|ll|[hlzjt])?[a-zA-Z%])"
                   r"|\{[^}]*\}|\\.")


def pseudo(text):
    out, at = [], 0
    for fixed in FIXED.finditer(text):
        out.append(text[at:fixed.start()].translate(str.maketrans(LETTERS)))
        out.append(fixed.group())
        at = fixed.end()
    out.append(text[at:].translate(str.maketrans(LETTERS)))
    return "".join(out)


def strings(lines):
    """The text of consecutive quoted lines, still escaped."""
    return "".join(line[line.index('"') + 1:line.rindex('"')]
                   for line in lines)


def catalogue(pot):
    print('msgid ""\nmsgstr ""')
    print('"Content-Type: text/plain; charset=UTF-8\\n"')
    print('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
    for entry in open(pot, encoding="utf-8").read().split("\n\n"):
        parts = {}
        for line in entry.split("\n"):
            word = line.split(" ", 1)[0]
            if line.startswith("#, "):
                print(line.replace("fuzzy", ""))
            elif word.startswith("msg"):
                key = word
                parts[key] = [line]
            elif line.startswith('"'):
                parts[key].append(line)
        text = {key: strings(lines) for key, lines in parts.items()}
        if not text.get("msgid"):
            continue
        print(f'msgid "{text["msgid"]}"')
        if "msgid_plural" in text:
            print(f'msgid_plural "{text["msgid_plural"]}"')
            print(f'msgstr[0] "{pseudo(text["msgid"])}"')
            print(f'msgstr[1] "{pseudo(text["msgid_plural"])}"\n')
        else:
            print(f'msgstr "{pseudo(text["msgid"])}"\n')


def is_english(word, allowed):
    return re.fullmatch(r"[A-Z]?[a-z]+", word) and len(word) > 1 and \
        word not in allowed


def untranslated(line, allowed):
    """Runs of two English words and more."""
    runs, run = [], []
    for word in re.split(r"[ ,.;:()]+", line) + [""]:
        if is_english(word, allowed):
            run.append(word)
            continue
        if len(run) > 1:
            runs.append(" ".join(run))
        run = []
    return runs


def compare(english, translated, allowed):
    bad = 0
    with open(english, encoding="utf-8", errors="replace") as one, \
         open(translated, encoding="utf-8", errors="replace") as other:
        old, new = one.read().split("\n"), other.read().split("\n")
    for line in new:
        for run in untranslated(line, allowed):
            print(f"not translated: {run!r} in: {line}")
            bad += 1
    back = [line.translate(BACK) for line in new]
    if len(old) != len(new):
        print(f"{len(old)} lines became {len(new)}")
        bad += 1
    for before, after in zip(old, back):
        if before != after:
            print(f"changed: {before!r}\n     to: {after!r}")
            bad += 1
    if not any(old):
        print("nothing to compare")
        bad += 1
    return bad


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1] == "catalogue":
        catalogue(sys.argv[2])
    else:
        sys.exit(bool(compare(sys.argv[2], sys.argv[3], set(sys.argv[4:]))))
