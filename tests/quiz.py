# SPDX-License-Identifier: GPL-3.0-or-later
"""quiz.py VMSCOPE - do the problems of a quiz have the answers that they say?

Each problem is run again, by its own commands on a fresh machine. The answers
of two topics are also worked out here, by a model that shares nothing with the
program.
"""
import json
import subprocess
import sys

vmscope = sys.argv[1]
PAGE = 4096
cases = 0


def result(good, name, why=""):
    global cases
    cases += 1
    print("ok" if good else "not ok", cases, "-", name)
    if not good:
        print("#", why)


def run(lines):
    done = subprocess.run([vmscope, "--json", "-b"], input="\n".join(lines),
                          capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def size_of(text):
    unit = {"k": 1 << 10, "M": 1 << 20}.get(text[-1])
    return int(text[:-1]) * unit if unit else int(text)


def place(call, areas):
    """First fit, with the guard page and the page left free."""
    words = call.split()
    size = size_of(words[-1])
    align = 1
    if words[0] == "ioremap":
        align = max(PAGE, min(1 << 24, 1 << size.bit_length()))
    size = -(-size // PAGE) * PAGE
    if words[0] == "vmalloc" and size >> 12 > 63806:
        return None
    size += PAGE
    addr = -(-0xd0800000 // align) * align
    for start, end in sorted(area[:2] for area in areas):
        if addr + size <= start:
            break
        addr = max(addr, -(-(end + PAGE) // align) * align)
    if addr + size > 0xf0000000:
        return None
    return addr


def address_by_model(question):
    areas, value = [], []
    for line in question["setup"]:
        words = line.split()
        if words[0] == "vfree":
            value[int(words[1][1:]) - 1][2] = True
        elif words[0] == "vm_unmap_aliases":
            areas = [area for area in areas if not area[2]]
        else:
            start = place(line, areas)
            size = -(-size_of(words[-1]) // PAGE) * PAGE + PAGE
            value.append([start, start + size, False])
            areas.append(value[-1])
    return place(question["ask"], areas)


def layout_by_model(question):
    end, vmalloc = 0, 128 << 20
    for word in question["setup"][0].split()[1:]:
        name, value = word.split("=")
        if name == "vmalloc":
            vmalloc = size_of(value)
            continue
        size, _, start = value.partition("@")
        start = int(start or "0", 0)
        end = max(end, start + size_of(size))
    high_memory = min(0xc0000000 + end, 0xf0000000 - vmalloc)
    if question["ask"].endswith("high_memory"):
        return high_memory
    return (high_memory + (8 << 20)) & ~((8 << 20) - 1)


models = {"address": address_by_model, "layout": layout_by_model}

for topic in "address", "frame", "buddy", "walk", "layout":
    for level in 1, 2, 3:
        seed = 11 * level + len(topic)
        line = f"quiz {topic} n=25 seed={seed} level={level}"
        solved = run([line + " solve"])[0]
        bare = run([line])[0]
        bad = []
        fresh = [] if topic == "layout" else ["boot"]
        runs = iter(run([line for q in solved["quiz"]["questions"]
                         for line in fresh + q["setup"] + [q["ask"]]]))
        for q in solved["quiz"]["questions"]:
            lines = fresh + q["setup"] + [q["ask"]]
            answers = [next(runs, {"ok": False}) for line in lines]
            if not all(a["ok"] for a in answers):
                bad.append((lines, "does not run"))
            elif answers[-1]["value"] != q["answer"]:
                bad.append((lines, answers[-1]["value"], q["answer"]))
            if not q["why"] or q["ask"] not in q["text"]:
                bad.append((lines, "says nothing"))
            model = models.get(topic)
            if model:
                mine = model(q)
                theirs = q["answer"] and int(q["answer"], 16)
                if mine != theirs:
                    bad.append((lines, mine and hex(mine), q["answer"]))
        same = len(solved["quiz"]["questions"]) == 25
        for a, b in zip(solved["quiz"]["questions"],
                        bare["quiz"]["questions"]):
            same &= a["text"] == b["text"] and "answer" not in b
        texts = {q["text"] for q in bare["quiz"]["questions"]}
        result(not bad, f"{line}: the answers are the machine's", bad[:3])
        result(same and len(texts) > 12,
               f"{line}: many problems, and no answers without solve",
               len(texts))

print(f"1..{cases}")
