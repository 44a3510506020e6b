#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""time_prompt.py VMSCOPE FOLDER - what becomes of a session's state file.

Prints a line a case, `ok NAME` or `not NAME`; what was on the screen is in
FOLDER/screen. Nothing sleeps: each step waits for the text that it expects.
"""

import glob
import os
import pty
import select
import signal
import sys

PROGRAM, FOLDER = sys.argv[1:3]
PROMPT = "vmscope> "
SECONDS = 20
screen = open(os.path.join(FOLDER, "screen"), "w")


class Session:
    """A vmscope on a terminal of its own."""

    def __init__(self, state):
        os.makedirs(FOLDER, exist_ok=True)
        environment = dict(os.environ, XDG_STATE_HOME=state, TERM="dumb",
                           INPUTRC="/dev/null", HOME=FOLDER)
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execve(PROGRAM, [PROGRAM, "--batch", "--cmdline=mem=32M"],
                      environment)

    def read(self):
        """More of what it prints; False at its end."""
        if not select.select([self.fd], [], [], SECONDS)[0]:
            case(f"something comes within {SECONDS} seconds", False)
            return False
        try:
            text = os.read(self.fd, 65536).decode(errors="replace")
        except OSError:
            return False
        screen.write(text)
        self.seen += text
        return bool(text)

    def wait(self, text):
        """Read up to @text; what came with it."""
        while text not in self.seen:
            if not self.read():
                screen.write(f"\n[no {text!r}]\n")
                return ""
        end = self.seen.index(text) + len(text)
        seen, self.seen = self.seen[:end], self.seen[end:]
        return seen

    def send(self, line):
        os.write(self.fd, line.encode() + b"\n")

    def ask(self, line):
        self.send(line)
        return self.wait(PROMPT)

    def kill(self, how=signal.SIGKILL):
        os.kill(self.pid, how)
        return self.end()

    def end(self):
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return status

    def quit(self):
        self.send("quit")
        while self.read():
            pass
        return self.end()


def state_folder(name):
    return os.path.join(FOLDER, name)


def files(state, pattern="*.vms"):
    return glob.glob(os.path.join(state, "vmscope", pattern))


def taken_up(state):
    """The next session, which takes up what the last one left."""
    s = Session(state)
    s.wait("[y/n] ")
    s.send("y")
    s.wait(PROMPT)
    return s


def case(name, good):
    print("ok" if good else "not", name, flush=True)


def test_quit():
    state = state_folder("quit")
    s = Session(state)
    s.wait(PROMPT)
    s.ask("vmalloc 4k")
    here = files(state)
    private = here and os.stat(here[0]).st_mode & 0o777 == 0o600
    folder = os.stat(os.path.join(state, "vmscope")).st_mode & 0o777
    case("the state file is private", private and folder == 0o700)
    s.quit()
    case("a clean quit removes it", not files(state))


def test_kill():
    for commands in (1, 7, 30):
        state = state_folder(f"kill{commands}")
        s = Session(state)
        s.wait(PROMPT)
        for i in range(commands):
            s.ask(f"buf{i} = vmalloc {4 * (i + 1)}k")
        before = s.ask("cat /proc/vmallocinfo")
        s.kill()
        s = taken_up(state)
        history = s.ask(f"history {commands + 1}")
        there = all(f"buf{i} = " in history for i in range(commands))
        same = s.ask("cat /proc/vmallocinfo") == before
        case(f"kill -9 after {commands} commands loses none", there and same)
        s.ask("vmalloc 4k")
        s.kill()
        s = taken_up(state)
        case(f"nor does the next kill after {commands}",
             "vmalloc 4k" in s.ask("history"))
        s.quit()
        case(f"and then it is quiet after {commands}", not files(state))


def test_signals():
    for how in (signal.SIGHUP, signal.SIGTERM):
        state = state_folder(how.name)
        s = Session(state)
        s.wait(PROMPT)
        s.ask("vmalloc 4k")
        s.kill(how)
        s = taken_up(state)
        case(f"{how.name} keeps the session",
             "vmalloc 4k" in s.ask("history"))
        s.quit()


def test_kill_at_once():
    """Killed while lines come in: all that answered are there."""
    state = state_folder("atonce")
    s = Session(state)
    s.wait(PROMPT)
    for i in range(40):
        s.send(f"kmalloc {i + 1}")
    for i in range(20):
        s.wait(f"${i + 1} = ")
    s.kill()
    s = taken_up(state)
    history = s.ask("history 100")
    case("lines that answered before a kill are there",
         all(f"kmalloc {i + 1}\r" in history for i in range(20)))
    s.quit()


def test_undo():
    state = state_folder("undo")
    s = Session(state)
    s.wait(PROMPT)
    for line in ("vmalloc 4k", "vmalloc 8k", "vfree 0xd0800001", "undo"):
        s.ask(line)
    before = s.ask("history")
    s.kill()
    s = taken_up(state)
    case("undo survives a kill", s.ask("history") == before)
    s.ask("redo")
    s.quit()


def test_no():
    state = state_folder("no")
    s = Session(state)
    s.wait(PROMPT)
    s.ask("vmalloc 4k")
    s.kill()
    s = Session(state)
    s.wait("[y/n] ")
    s.send("n")
    s.wait(PROMPT)
    s.quit()
    case("what is not taken up is kept",
         len(files(state, "*.old")) == 1 and not files(state))
    s = Session(state)
    case("and not offered again", "[y/n]" not in s.wait(PROMPT))
    s.quit()


def test_no_answer():
    """The terminal closes at the question: it is asked again."""
    state = state_folder("no-answer")
    s = Session(state)
    s.wait(PROMPT)
    s.ask("vmalloc 4k")
    s.kill()
    s = Session(state)
    s.wait("[y/n] ")
    os.write(s.fd, b"\x04")
    s.wait(PROMPT)
    s.quit()
    s = taken_up(state)
    case("no answer is no `n`", "vmalloc 4k" in s.ask("history"))
    s.quit()


def test_torn():
    """The last line was not written to its end."""
    state = state_folder("torn")
    s = Session(state)
    s.wait(PROMPT)
    s.ask("vmalloc 4k")
    s.kill()
    with open(files(state)[0], "a") as file:
        file.write("vmalloc 8")
    s = taken_up(state)
    s.ask("vmalloc 12k")
    s.kill()
    s = taken_up(state)
    history = s.ask("history")
    case("half a line is no command",
         "vmalloc 12k" in history and "vmalloc 8" not in history)
    s.quit()


def test_living():
    state = state_folder("living")
    first = Session(state)
    first.wait(PROMPT)
    first.ask("vmalloc 4k")
    second = Session(state)
    case("a living session's file is left alone",
         "[y/n]" not in second.wait(PROMPT) and len(files(state)) == 2)
    second.quit()
    first.quit()


def test_load():
    state = state_folder("load")
    name = os.path.join(FOLDER, "saved.session")
    s = Session(state)
    s.wait(PROMPT)
    for line in ("vmalloc 4k", "vmalloc 8k", f"save {name}", "undo",
                 "vmalloc 12k", f"load {name}", "vmalloc 16k"):
        s.ask(line)
    before = s.ask("history")
    s.kill()
    s = taken_up(state)
    case("a loaded session survives a kill",
         "vmalloc 16k" in before and s.ask("history") == before)
    s.quit()


def test_no_folder():
    s = Session("/dev/null/nowhere")
    text = s.wait(PROMPT)
    case("a folder that cannot be made is one line",
         text.count("not kept on disk") == 1 and
         "$1 = " in s.ask("vmalloc 4k"))
    s.quit()


for test in (test_quit, test_kill, test_signals, test_kill_at_once, test_undo, test_no,
             test_no_answer, test_torn, test_living, test_load, test_no_folder):
    test()
