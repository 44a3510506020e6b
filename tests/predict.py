# SPDX-License-Identifier: GPL-3.0-or-later
"""predict.py VMSCOPE ALLOCATOR [SEED] - is each forgotten rule named?

Random calls, and then what somebody answers who forgets one rule, worked out
here by a model that shares nothing with the program. It has no tree of free
blocks: under 6.1 an alignment is asked for only where nothing was freed.
"""
import collections
import json
import random
import subprocess
import sys

PAGE = 4096
START, END = 0xd0800000, 0xf0000000
LAZY_MOST = 32 << 20  # bytes; more, and vfree() purges
RAM_PAGES = 63806  # of 256 MB, without the kernel and mem_map
allocator = sys.argv[2]
seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
GAP = 0 if allocator == "6.1" else PAGE
AFTER = PAGE if allocator == "2.6.39" else 0
chance = random.Random(seed)
print("# seed", seed)


class Area:
    def __init__(self, start, asked, call):
        self.start, self.asked, self.call = start, asked, call
        self.size, self.guard, self.lazy = pages(asked), PAGE, False

    @property
    def end(self):
        return self.start + self.size + self.guard

    def seen(self, **different):
        """As somebody sees it who forgot something."""
        other = Area(self.start, self.asked, self.call)
        other.lazy = self.lazy
        vars(other).update(different)
        return other


def pages(size):
    return -(-size // PAGE) * PAGE


def fit(areas, size, align, gap=GAP, after=AFTER, start=START, end=END):
    addr = -(-start // align) * align
    for area in sorted(areas, key=lambda area: area.start):
        if area.end < addr:
            continue
        if addr + size + after <= area.start:
            break
        addr = -(-(area.end + gap) // align) * align
    return addr if addr + size <= end else None


def alignment(call, size):
    if call != "ioremap":
        return 1
    bits = (size - 1 if allocator == "6.1" else size).bit_length()
    return max(PAGE, min(1 << 24, 1 << bits))


def remembered(areas, call, size):
    """Nothing is forgotten: what the kernel does."""
    if call == "vmalloc" and pages(size) // PAGE > RAM_PAGES:
        return None
    room, align = pages(size) + PAGE, alignment(call, pages(size))
    found = fit(areas, room, align)
    if found is None:  # the purge
        found = fit([a for a in areas if not a.lazy], room, align)
    return found


def answers(areas, call, size):
    """Each rule with what it gives when it is forgotten; '' is the right one."""
    align, room = alignment(call, pages(size)), pages(size) + PAGE
    yield "", remembered(areas, call, size)
    beyond = fit(areas, room, align, end=1 << 40)
    if beyond < 1 << 32:
        yield "limit", beyond
    if call == "vmalloc" and pages(size) // PAGE > RAM_PAGES:
        return  # whatever else is forgotten, there is not so much RAM
    yield "guard-page", fit([a.seen(guard=0) for a in areas], room - PAGE, align)
    if GAP:
        yield "gap-page", fit(areas, room, align, gap=0, after=0)
    else:
        yield "extra-gap", fit(areas, room, align, gap=PAGE)
    if AFTER:
        yield "gap-after", fit(areas, room, align, after=0)
    yield "lazy", fit([a for a in areas if not a.lazy], room, align)
    yield "align", fit(areas, room, 1)
    if align > 1 and allocator == "6.1":
        yield "align-size", fit(areas, room, 1 << pages(size).bit_length())
    elif align > 1:
        yield "align-size", fit(areas, room, pages(size))
    if GAP or not any(a.lazy for a in areas):  # how much each asked for is lost
        yield "round", fit([a.seen(size=a.asked) for a in areas],
                           size + PAGE, alignment(call, size))
    if areas:
        last = max(a.end for a in areas)
        yield "next-fit", fit(areas, room, align, start=last + GAP)
    yield "region", fit(areas, room, align, start=0xd0000000)
    yield "region", fit(areas, room, align, start=0xbf000000)
    holes, at = [], START
    for area in sorted(areas, key=lambda area: area.start):
        holes.append((at, area.start - AFTER))
        at = area.end + GAP
    holes.append((at, END))
    sizes = [(high - low, low) for low, high in holes
             if fit([], room, align, start=low, end=high)]
    if sizes:
        yield "best-fit", fit([], room, align, start=min(sizes)[1])


def line_of(call, size):
    return f"{call}{' 0xf1000000' if call == 'ioremap' else ''} {size}"


def some_size(most):
    size = PAGE * chance.choice([n for n in (1, 1, 2, 3, 4, 8, 10, 16, 32, 64)
                                 if n <= most])
    return size - chance.choice([0, 0, 0, 1, 96, 1000, 4000])


def joined(areas):
    """Freed areas that touch wait as one range, with one guard page."""
    out = []
    for area in sorted(areas, key=lambda area: area.start):
        if area.lazy and out and out[-1].lazy and out[-1].end == area.start:
            first = out.pop()
            size = area.end - first.start - PAGE
            area = first.seen(size=size, asked=size)
        out.append(area)
    return out


def setup(sizes, purged):
    """Lines that make areas, and these; @purged: with holes between."""
    areas, lines = [], []
    for call, size in sizes:
        start = remembered(areas, call, size)
        if start is None:
            continue
        lines.append(line_of(call, size))
        areas.append(Area(start, size, call))
    for n, area in enumerate(list(areas)):
        if n % 2 == 0 if purged else chance.random() < 0.4:
            undo = {"ioremap": "iounmap", "vmalloc": "vfree"}
            lines.append(f"{undo.get(area.call, 'free_vm_area')} "
                         f"0x{area.start:x}")
            area.lazy = True
            if sum(a.end - a.start for a in areas if a.lazy) > LAZY_MOST:
                areas = [a for a in areas if not a.lazy]
    if not GAP:
        areas = joined(areas)
    if purged or chance.random() < 0.4:
        lines.append("vm_unmap_aliases")
        areas = [a for a in areas if not a.lazy]
    return lines, areas


def holed():
    """Holes of several sizes, and something that fits into more than one."""
    sizes = [("vmalloc", PAGE * chance.randrange(4, 64)) for _ in range(8)]
    return sizes, "vmalloc", PAGE * chance.randrange(1, 8)


def tight():
    """A hole that is one page larger than what was there, with its gaps."""
    sizes = [("vmalloc", PAGE * chance.randrange(4, 16)) for _ in range(4)]
    return sizes, "vmalloc", max(sizes[0][1], sizes[2][1]) + PAGE


def usual():
    """Small areas, and a small one more."""
    calls = ["vmalloc", "vmalloc", "ioremap"] if GAP else ["vmalloc"]
    sizes = [(chance.choice(calls), some_size(64))
             for _ in range(chance.randrange(1, 8))]
    return sizes, chance.choice(["vmalloc", "ioremap"]), some_size(32)


def crowded():
    """Addresses nearly used up, or more asked for than there is RAM."""
    sizes = [("get_vm_area", chance.randrange(40, 140) << 20)
             for _ in range(chance.randrange(3, 6))]
    call = chance.choice(["get_vm_area", "get_vm_area", "vmalloc"])
    size = chance.randrange(60, 200) << 20
    if call == "vmalloc":
        sizes, size = sizes[:1], chance.randrange(250, 300) << 20
    return sizes, call, size


lines, expected = [], []
answered = collections.Counter()
for n in range(1200):
    if n >= 120 and min(answered.values()) > 1:
        break  # each rule has two set-ups
    kind = [usual, usual, holed, tight, crowded][n % 5]
    sizes, call, size = kind()
    made, areas = setup(sizes, kind in (holed, tight))
    if not GAP and any(line.startswith("vfree") for line in made):
        call = call.replace("ioremap", "vmalloc")
    asked = line_of(call, size)
    rows = list(answers(areas, call, size))
    right = rows[0][1]
    lines += [f"boot allocator={allocator}"] + made
    for rule, answer in rows:
        if (rule and answer is None) or (rule and answer == right):
            continue
        expected.append((len(lines), rule, answer or 0, made, asked))
        answered[rule] += 1
        text = "NULL" if answer is None else f"0x{answer:x}"
        lines += [f"predict {asked} answer={text}", "undo"]

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
    few = count < 2  # set-ups
    print("not ok" if bad or few else "ok", n, "-", f"{name}: {count} answers")
    for case in bad[:3]:
        print("#", case)
print(f"1..{len(rules)}")
