# SPDX-License-Identifier: GPL-3.0-or-later
"""predict.py VMSCOPE [SEED] - is each forgotten rule named?

Random calls, and then what somebody answers who forgets one rule, worked out
here by a model that shares nothing with the program.
"""
import json
import random
import subprocess
import sys

PAGE = 4096
START, END = 0xd0800000, 0xf0000000
seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
chance = random.Random(seed)
print("# seed", seed)


class Area:
    def __init__(self, start, size, guard):
        self.start, self.size, self.guard = start, size, guard
        self.lazy = False

    @property
    def end(self):
        return self.start + self.size + self.guard


def pages(size):
    return -(-size // PAGE) * PAGE


def fit(areas, size, align, gap=PAGE, start=START, end=END):
    addr = -(-start // align) * align
    for area in sorted(areas, key=lambda area: area.start):
        if area.end < addr:
            continue
        if addr + size <= area.start:
            break
        addr = -(-(area.end + gap) // align) * align
    return addr if addr + size <= end else None


def alignment(call, size):
    if call == "ioremap":
        return max(PAGE, min(1 << 24, 1 << size.bit_length()))
    return 1


def answers(areas, call, size):
    """Each rule with what it gives when it is forgotten; '' is the right one."""
    align, room = alignment(call, pages(size)), pages(size) + PAGE

    def bare(area):
        return Area(area.start, area.size, 0)

    yield "", fit(areas, room, align)
    yield "guard-page", fit([bare(a) for a in areas], room - PAGE, align)
    yield "gap-page", fit(areas, room, align, gap=0)
    yield "lazy", fit([a for a in areas if not a.lazy], room, align)
    yield "align", fit(areas, room, 1)
    if align > 1:
        yield "align-size", fit(areas, room, pages(size))
    if areas:
        last = max(a.end for a in areas)
        yield "next-fit", fit(areas, room, align, start=last + PAGE)
    yield "region", fit(areas, room, align, start=0xd0000000)
    yield "region", fit(areas, room, align, start=0xbf000000)
    holes, at = [], START
    for area in sorted(areas, key=lambda area: area.start):
        holes.append((at, area.start))
        at = area.end + PAGE
    holes.append((at, END))
    sizes = [(high - low, low) for low, high in holes
             if fit([], room, align, start=low, end=high)]
    yield "best-fit", fit([], room, align, start=min(sizes)[1])


def setup():
    """Lines that make areas, and these."""
    areas, lines = [], []
    for _ in range(chance.randrange(1, 8)):
        call = chance.choice(["vmalloc", "vmalloc", "ioremap"])
        size = PAGE * chance.choice([1, 1, 2, 3, 4, 8, 10, 16, 64])
        text = f"{size // 1024}k"
        lines.append(f"ioremap 0xf1000000 {text}" if call == "ioremap"
                     else f"vmalloc {text}")
        start = fit(areas, size + PAGE, alignment(call, size))
        areas.append(Area(start, size, PAGE))
    for call, area in zip(list(lines), areas):
        if chance.random() < 0.3:
            undo = "iounmap" if call.startswith("ioremap") else "vfree"
            lines.append(f"{undo} 0x{area.start:x}")
            area.lazy = True
    if chance.random() < 0.4:
        lines.append("vm_unmap_aliases")
        areas = [a for a in areas if not a.lazy]
    return lines, areas


lines, expected = [], []
for _ in range(60):
    made, areas = setup()
    call = chance.choice(["vmalloc", "ioremap"])
    size = PAGE * chance.choice([1, 1, 2, 3, 4, 8, 16, 32])
    asked = f"{call}{' 0xf1000000' if call == 'ioremap' else ''} {size // 1024}k"
    rows = list(answers(areas, call, size))
    right = rows[0][1]
    lines += ["boot"] + made
    for rule, answer in rows:
        if not answer or (rule and answer == right):
            continue
        expected.append((len(lines), rule, answer, made, asked))
        lines += [f"predict {asked} answer=0x{answer:x}", "undo"]

done = subprocess.run([sys.argv[1], "--json", "-b", "-k"],
                      input="\n".join(lines), capture_output=True, text=True)
said = [json.loads(line) for line in done.stdout.splitlines()]
rules = {}
for at, rule, answer, made, asked in expected:
    p = said[at].get("predict", {})
    good = p.get("ok") if not rule else rule in p.get("forgot", [])
    case = rules.setdefault(rule, [0, []])
    case[0] += 1
    if not good:
        case[1].append((made, asked, hex(answer), p))
for n, rule in enumerate(sorted(rules), 1):
    count, bad = rules[rule]
    name = rule or "every rule remembered"
    print("not ok" if bad else "ok", n, "-", f"{name}: {count} answers")
    for case in bad[:3]:
        print("#", case)
print(f"1..{len(rules)}")
