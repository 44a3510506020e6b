#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""killed_sessions.py VMSCOPE FOLDER - kill -9 at random moments loses no answer.

Random commands, refused ones, steps, travels, branches, boots and imports are
typed into a session, at the plain prompt or, with single keys between them, in
the full screen, which is killed and taken up again and again. Each time
what came back is saved, and must be, byte for byte, what an undisturbed run of
the same commands saves: of all that had answered, and of some that perhaps
had. VMSCOPE_KILLS says how many kills (12), VMSCOPE_SEED which commands.

Prints a line a session, `ok NAME` or `not NAME`.
"""

import os
import random
import select
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from pty_session import PROMPT, SECONDS, Session  # noqa: E402

PROGRAM, FOLDER = map(os.path.abspath, sys.argv[1:3])
KILLS = int(os.environ.get("VMSCOPE_KILLS", "12"))
SEED = int(os.environ.get("VMSCOPE_SEED", random.randrange(1 << 32)))
KILLS_A_SESSION = 6
# Moves through a call, which change nothing that is kept.
KEYS = "nnnsssffpSFchb[]q"
NEW_LINE = "\x15:"  # whatever the keys before have begun
LISTING = ("0x{:08x}-0x{:08x} {:7} my_init+0x10/0x80 pages={} vmalloc\n")
BOARD = """title = Small board {n}
source = a test
phys_offset = 0x00000000
ram = {ram}M @ 0 node 0
vmalloc_end = 0xf0000000
cpus = 1
highmem = yes
init = 135168
text = 3481600
data = 291840
image_end = 0x4b0000
"""

os.makedirs(FOLDER, exist_ok=True)
screen = open(os.path.join(FOLDER, "screen"), "w")


class Trial:
    """One session and its undisturbed twin, each in a folder of its own."""

    def __init__(self, number):
        self.chance = random.Random(f"{SEED} {number}")
        self.state = os.path.join(FOLDER, f"state{number}")
        self.live = os.path.join(FOLDER, f"live{number}")
        self.twin = os.path.join(FOLDER, f"twin{number}")
        for folder in (self.live, self.twin):
            os.makedirs(folder)
        history = self.chance.choice(("64M", "64M", "64k"))
        self.arguments = ["--batch", "--cmdline=mem=32M",
                          f"--history={history}"]
        self.lines = []     # that answered, as far as is known
        self.addresses = ["0xd0800000"]
        self.files = 0
        self.saved = []
        self.session = None

    # ---- Lines ----

    def both(self, name, text):
        for folder in (self.live, self.twin):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)

    def import_line(self):
        start, text = 0xc2800000, ""
        self.files += 1
        for _ in range(self.chance.randint(1, 5)):
            pages = self.chance.randint(1, 9)
            size = (pages + 1) << 12
            text += LISTING.format(start, start + size, size, pages)
            start += size
        self.both(f"listing{self.files}", text)
        return f"import listing{self.files}"

    def board_line(self):
        self.files += 1
        ram = self.chance.choice((32, 48, 64))
        self.both(f"{self.files}.board", BOARD.format(n=self.files, ram=ram))
        return f"board ./{self.files}.board"

    def line(self):
        c = self.chance
        size = f"{c.choice((1, 4, 12, 63, 4000))}k"
        n = c.randint(0, 12)
        return c.choice((
            lambda: f"vmalloc {size}", lambda: f"vmalloc {size}",
            lambda: f"vmalloc {size}", lambda: f"a{n} = vmalloc {4 * n + 4}k",
            lambda: f"kmalloc {n + 1}", lambda: "alloc_pages 3",
            lambda: f"vfree {c.choice(self.addresses)}",
            lambda: f"vfree {c.choice(self.addresses)}",
            lambda: f"vfree {n}", lambda: "vmalloc", lambda: "nonsense",
            lambda: f"repeat {n + 1} vmalloc {size}",
            lambda: "repeat 3 vfree 1", lambda: f"churn {300 * n + 1}",
            lambda: f"trace vmalloc {size}",
            lambda: f"predict vmalloc {size} answer=-",
            lambda: "undo", lambda: "undo", lambda: f"undo {n}",
            lambda: "redo", lambda: f"redo {n}", lambda: "undo 99",
            lambda: f"goto {n}", lambda: "goto 999",
            lambda: "branch main", lambda: f"branch branch-{n % 4 + 1}",
            lambda: "branch x", lambda: f"branch -m line-{n}",
            lambda: f"step vmalloc {size}", lambda: "step",
            lambda: f"step {n}", lambda: "next", lambda: "finish",
            lambda: "continue", lambda: "leave", lambda: "reverse-step",
            lambda: "boot", lambda: f"boot mem={32 + n}M",
            lambda: "boot mem=32M allocator="
            f"{c.choice(['2.6.32', '2.6.39', '6.1'])}",
            lambda: "boot mem=1", lambda: "board", self.board_line,
            self.import_line, lambda: "import nowhere",
            lambda: "source nowhere", lambda: "load nowhere",
            lambda: "save nowhere/x", lambda: "set history x",
            lambda: f"save {len(self.lines)}-{n}.keep",
            lambda: f"load {c.choice(self.saved or ['nowhere'])}",
        ))()

    # ---- The session ----

    def start(self):
        self.session = Session(PROGRAM, self.state, self.live, screen,
                               self.arguments)

    def take_up(self):
        """Start again; whatever was under way, sometimes with it."""
        self.start()
        seen = self.session.wait("[y/n] ")
        under_way = "had not returned" in seen
        self.session.line("w" if under_way and self.chance.random() < .5
                          else "y")
        self.session.wait(PROMPT)

    def learn(self, seen):
        for word in seen.split():
            if word.startswith("0xc") or word.startswith("0xd"):
                self.addresses.append(word)
        del self.addresses[:-20]

    def burst(self):
        """Type lines ahead, read some answers, kill. How many had answered."""
        lines = [self.line() for _ in range(self.chance.randint(1, 12))]
        wanted = self.chance.randint(0, len(lines))
        answered = 0
        for line in lines:
            self.session.line(line)
        while answered < wanted and self.session.wait(PROMPT):
            answered += 1
        # A moment of any length: into the next command, or its middle.
        select.select([], [], [], self.chance.random() * .02)
        self.session.kill()
        answered += self.session.seen.count(PROMPT)
        self.learn(self.session.seen)
        return lines, answered

    def on_screen(self):
        """The session dies where it is, and goes on in the full screen."""
        self.session.kill()
        self.session = Session(PROGRAM, self.state, self.live, screen,
                               self.arguments[1:], term="xterm")
        self.session.wait("[y/n] ")
        self.session.line("y")
        self.session.wait("help")

    def has_saved(self, name):
        """Read on until a file is there: what came before has answered."""
        end = time.monotonic() + SECONDS
        while not os.path.exists(os.path.join(self.live, name)):
            self.session.read(.02)
            if time.monotonic() > end:
                print(f"no {name}")
                return

    def burst_on_screen(self):
        """As burst(): a file after each line says that it has answered."""
        self.on_screen()
        lines = [self.line() for _ in range(self.chance.randint(1, 8))]
        wanted = self.chance.randint(0, len(lines))
        for number, line in enumerate(lines, 1):
            for key in self.chance.choices(KEYS, k=self.chance.randint(0, 4)):
                self.session.send(key)
                self.session.read(.02)
            self.session.send(f"{NEW_LINE}{line}\r")
            self.session.send(f"{NEW_LINE}save answered{number}\r")
        if wanted:
            self.has_saved(f"answered{wanted}")
        self.session.read(self.chance.random() * .02)
        self.session.kill()
        self.learn(self.session.seen)
        answered = 0
        while os.path.exists(os.path.join(self.live,
                                          f"answered{answered + 1}")):
            answered += 1
            os.unlink(os.path.join(self.live, f"answered{answered}"))
        return lines, answered

    # ---- The twin ----

    def undisturbed(self, lines, answered):
        """What the twin saves after each number of lines from @answered on."""
        script = self.lines + lines[:answered]
        script.append("save twin0")
        for n, line in enumerate(lines[answered:]):
            script += [line, f"save twin{n + 1}"]
        # A script replaces no file.
        for name in os.listdir(self.twin):
            if name.startswith("twin"):
                os.unlink(os.path.join(self.twin, name))
        with open(os.path.join(self.twin, "script"), "w") as file:
            file.write("\n".join(script) + "\n")
        subprocess.run([PROGRAM, "-k", *self.arguments[1:], "script"],
                       cwd=self.twin, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        for n in range(len(lines) - answered + 1):
            with open(os.path.join(self.twin, f"twin{n}")) as file:
                yield n, file.read()

    def forget_files(self, lines):
        """What an answered import or board read need not be there."""
        for line in lines:
            word = line.split()[-1]
            if line.startswith(("import listing", "board ./")):
                os.unlink(os.path.join(self.live, word))

    def kill(self):
        lines, answered = self.chance.choice(
            (self.burst, self.burst, self.burst_on_screen))()
        self.forget_files(lines[:answered])
        if not any(name.endswith(".vms") for name in
                   os.listdir(os.path.join(self.state, "vmscope"))):
            return "no recovery file"
        self.take_up()
        self.session.ask("save live")
        try:
            with open(os.path.join(self.live, "live")) as file:
                back = file.read().replace(self.live, self.twin)
        except OSError:
            return "it cannot be saved"
        for n, text in self.undisturbed(lines, answered):
            if text != back:
                continue
            # Whoever stood inside a call does no more.
            self.lines += lines[:answered + n] + ["leave"]
            self.saved += [line.split()[1] for line in lines[:answered]
                           if line.endswith(".keep")]
            os.unlink(os.path.join(self.live, "live"))
            return ""
        return f"after {lines[:answered]} of {lines}"

    def run(self, kills):
        self.start()
        self.session.wait(PROMPT)
        # A session without a command is not offered.
        self.lines.append("vmalloc 4k")
        self.session.ask("vmalloc 4k")
        for _ in range(kills):
            why = self.kill()
            if why:
                return why
        self.session.quit()
        return ""


def main():
    print(f"seed VMSCOPE_SEED={SEED}", flush=True)
    number, left = 0, KILLS
    while left > 0:
        number += 1
        kills = min(left, KILLS_A_SESSION)
        left -= kills
        why = Trial(number).run(kills)
        screen.flush()
        print("not" if why else "ok",
              f"session {number}, killed {kills} times {why}", flush=True)


main()
