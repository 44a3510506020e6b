#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""decode.py - random descriptors, by a decoder of its own and by `decode`.

Usage: decode.py VMSCOPE SEED COUNT

The fields are those of the ARM ARM: B4.7 for ARMv5, B3.5 of DDI 0406 for later
ones, and of the PTE that Linux 2.6.32 keeps. The first difference is told.
"""
import random
import re
import subprocess
import sys

CACHING = ["uncached", "buffered", "write-through", "write-back"]
AP = ["no", "kernel read/write, user none", "kernel read/write, user read", ""]


def first(word):
    kind, want = word & 3, []
    if kind == 0:
        return ["empty"]
    if kind == 1:
        want = ["a second-level table at 0x%08x" % (word & ~0x3ff)]
    if kind == 2:
        want = ["a section, 1 MB at 0x%08x" % (word & 0xfff00000),
                "AP %u: " % (word >> 10 & 3), CACHING[word >> 2 & 3],
                "TEX %u C %u B %u, S %u, nG %u, XN %u" % (
                    word >> 12 & 7, word >> 3 & 1, word >> 2 & 1,
                    word >> 16 & 1, word >> 17 & 1, word >> 4 & 1)]
        if word & 1 << 18:
            want += ["a supersection, 16 MB at 0x%08x" % (word & 0xff000000)]
    return want + ["domain %u" % (word >> 5 & 15)]


def second(word):
    kind = word & 3
    fields = [word >> shift & 3 for shift in (10, 8, 6, 4)]
    if kind == 0:
        return ["empty"]
    size, mask = ((0, 0), ("64 KB", 0xffff0000), ("4 KB", ~0xfff),
                  ("4 KB", ~0xfff))[kind]
    want = ["%s at 0x%08x" % (size, word & mask & 0xffffffff)]
    tex, never = ((0, 0), (12, 15), (6, 0), (6, 0))[kind]
    want += ["TEX %u C %u B %u, S %u, nG %u, XN %u" % (
        word >> tex & 7, word >> 3 & 1, word >> 2 & 1, word >> 10 & 1,
        word >> 11 & 1, word >> never & 1), "APX %u AP %u: " % (
            word >> 9 & 1, word >> 4 & 3)]
    if kind == 3:
        return want + ["a tiny page"]
    want += [CACHING[word >> 2 & 3]]
    if len(set(fields)) == 1:
        want += ["AP %u: " % fields[0]]
    else:
        want += ["quarters: %u %u %u %u" % tuple(fields)]
    return want


def linux(word):
    if not word:
        return ["empty"]
    if not word & 1:
        return ["pfn 0x%x" % (word >> 12), "not present"]
    names = {1: "young", 6: "dirty", 7: "write", 8: "user", 9: "exec"}
    return ["pfn 0x%x" % (word >> 12)] + [
        name for bit, name in names.items() if word >> bit & 1]


def parts(text):
    """The output's items: what stands from one label to the next."""
    found = {}
    for line in text.splitlines():
        if not line.startswith(" "):
            label = line[:14].strip()
            found[label] = ""
        found[label] += line[14:] + "\n"
    return found


def main():
    vmscope, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    words = [rng.getrandbits(32) for _ in range(count)] + [0, 1, 2, 3]
    script = "".join("decode *pgd=%08x, *pte=%08x, *ppte=%08x\n" % (w, w, w)
                     for w in words)
    out = subprocess.run([vmscope], input=script, text=True, check=True,
                         stdout=subprocess.PIPE).stdout
    answers = re.split(r"^(?=first level)", out, flags=re.M)[1:]
    if len(answers) != len(words):
        sys.exit("%u answers to %u words" % (len(answers), len(words)))
    for word, answer in zip(words, answers):
        item = parts(answer)
        for label, fields in (("first level", first(word)),
                              ("hardware PTE", second(word)),
                              ("Linux PTE", linux(word))):
            for field in fields:
                if field not in item[label]:
                    sys.exit("%08x as %s lacks %r:\n%s" % (
                        word, label, field, item[label]))


main()
