#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""posted.py - a listing as somebody posted it: does all of it come in?

Usage: posted.py VMSCOPE FILE AREAS VMALLOC_START VMALLOC_END

AREAS is how many there are in it, of whatever kind; the addresses are those of
the board that must be worked out. Where 300 KB would land is what first_fit.py
says of the areas, which are found here by one expression. The file is read by
its name and through a pipe; both must say the same.
"""
import html
import json
import quopri
import re
import subprocess
import sys

from first_fit import PAGE, Region

SIZE = 300 << 10
ESCAPE = re.compile(r"\x1b\[[^@-~]*[@-~]")
AREA = re.compile(r"0x([0-9a-f]{8})-0x([0-9a-f]{8})\s+(\d+)", re.I)
COMMANDS = ["cat /proc/vmallocinfo", "check", "p VMALLOC_START",
            "p VMALLOC_END", "cat /proc/version", "explain vmalloc 300k",
            "vmalloc 300k"]


def areas_of(path):
    with open(path, "rb") as file:
        data = file.read()
    if b"=3D" in data:
        data = quopri.decodestring(data)
    text = ESCAPE.sub("", html.unescape(data.decode("latin-1")))
    found = set()
    for start, end, size in AREA.findall(text):
        area = int(start, 16), int(end, 16)
        assert area[1] - area[0] == int(size), f"{start}-{end}"
        found.add(area)
    return sorted(found)


def answers(vmscope, name, stdin):
    command = [vmscope, "--json", "-i", name]
    for line in COMMANDS:
        command += ["-c", line]
    done = subprocess.run(command, stdin=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def holes_before(areas, vstart, addr):
    """What is free below an address, between areas that are above vstart."""
    holes, free_from = [], vstart
    for start, end in areas:
        if start > addr:
            break
        if start > free_from:
            holes.append((free_from, start))
        free_from = max(free_from, end)
    return [(start, end) for start, end in holes if end <= addr]


def main():
    vmscope, path, count, vstart, vend = sys.argv[1:]
    vstart, vend = int(vstart, 16), int(vend, 16)
    areas = areas_of(path)
    assert len(areas) == int(count), f"{len(areas)} areas"
    with open(path, "rb") as file:
        piped = answers(vmscope, "-", file)
    said = answers(vmscope, path, subprocess.DEVNULL)
    assert said == piped, "a pipe says something else"

    listed = set((int(start, 16), int(end, 16))
                 for start, end, _ in AREA.findall(said[0]["output"]))
    assert listed <= set(areas), listed - set(areas)
    assert "every invariant holds" in said[1]["output"]
    assert int(said[2]["value"], 16) == vstart, said[2]["value"]
    assert int(said[3]["value"], 16) == vend, said[3]["value"]

    rule = re.search(r"vmalloc of ([0-9.]+)", said[4]["output"])
    region = Region(vend, vstart, rule.group(1) if rule else "2.6.32")
    for start, end in areas:
        if start >= vstart:
            region.insert(start, end - start)
    addr = region.first_fit(SIZE + PAGE, PAGE)
    assert int(said[6]["value"], 16) == addr, f"not {addr:#x}: {said[6]}"
    told = said[5]["explain"]
    assert int(told["address"], 16) == addr, told["address"]
    passed = [(int(hole["start"], 16), int(hole["end"], 16))
              for hole in told["holes"][:-1]]
    assert passed == holes_before(areas, vstart, addr), passed
    assert all(hole["lacks"] > 0 for hole in told["holes"][:-1])


main()
