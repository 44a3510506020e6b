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
LAZY_MOST = 32 << 20  # bytes; more, and vfree() purges
RAM_PAGES = 63806  # of 256 MB, without the kernel and mem_map
seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
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
    yield "gap-page", fit(areas, room, align, gap=0)
    yield "lazy", fit([a for a in areas if not a.lazy], room, align)
    yield "align", fit(areas, room, 1)
    if align > 1:
        yield "align-size", fit(areas, room, pages(size))
    yield "round", fit([a.seen(size=a.asked) for a in areas], size + PAGE,
                       alignment(call, size))
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
    if sizes:
        yield "best-fit", fit([], room, align, start=min(sizes)[1])


def line_of(call, size):
    return f"{call}{' 0xf1000000' if call == 'ioremap' else ''} {size}"


def some_size(most):
    size = PAGE * chance.choice([n for n in (1, 1, 2, 3, 4, 8, 10, 16, 32, 64)
                                 if n <= most])
    return size - chance.choice([0, 0, 0, 1, 96, 1000, 4000])


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
    if purged or chance.random() < 0.4:
        lines.append("vm_unmap_aliases")
        areas = [a for a in areas if not a.lazy]
    return lines, areas


def holed():
    """Holes of several sizes, and something that fits into more than one."""
    sizes = [("vmalloc", PAGE * chance.randrange(4, 64)) for _ in range(8)]
    return sizes, "vmalloc", PAGE * chance.randrange(1, 8)


def usual():
    """Small areas, and a small one more."""
    sizes = [(chance.choice(["vmalloc", "vmalloc", "ioremap"]), some_size(64))
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
for n in range(120):
    kind = [usual, usual, holed, crowded][n % 4]
    sizes, call, size = kind()
    made, areas = setup(sizes, kind == holed)
    asked = line_of(call, size)
    rows = list(answers(areas, call, size))
    right = rows[0][1]
    lines += ["boot"] + made
    for rule, answer in rows:
        if (rule and answer is None) or (rule and answer == right):
            continue
        expected.append((len(lines), rule, answer or 0, made, asked))
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
