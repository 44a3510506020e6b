#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""time_prompt.py VMSCOPE FOLDER - what becomes of a session's recovery file.

Prints a line a case, `ok NAME` or `not NAME`; what was on the screen is in
FOLDER/screen. Nothing sleeps: each step waits for the text that it expects.
"""

import os
import signal
import sys

sys.dont_write_bytecode = True
from pty_session import (PROMPT, Missed, Session as PtySession,  # noqa: E402
                         Terminal, environment, files)

PROGRAM, FOLDER = map(os.path.abspath, sys.argv[1:3])
os.makedirs(FOLDER, exist_ok=True)
screen = open(os.path.join(FOLDER, "screen"), "w")


def Session(state, limit=None):
    return PtySession(PROGRAM, state, FOLDER, screen, limit=limit)


def state_folder(name):
    return os.path.join(FOLDER, name)


def taken_up(state):
    """The next session, which takes up what the last one left."""
    s = Session(state)
    s.wait("[y/n] ")
    s.line("y")
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
    case("the recovery file is private", private and folder == 0o700)
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
        s.line(f"kmalloc {i + 1}")
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
    said = s.wait("[y/n] ")
    case("the question says how much it is about, and how old",
         "A session of 1 command ended" in said and "just now" in said)
    s.line("n")
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
    s.send("\x04")
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


def left_by(name, lines, text=None):
    """The state of a session that was killed after @lines; @text is added."""
    state = state_folder(name)
    s = Session(state)
    s.wait(PROMPT)
    for line in lines:
        s.ask(line)
    s.kill()
    if text:
        with open(files(state)[0], "a") as file:
            file.write(text)
    return state


def offered(state, answer):
    """Start again and answer the question: what was said, and the session."""
    s = Session(state)
    said = s.wait("[y/n] ")
    s.line(answer)
    return said + s.wait(PROMPT), s


REFUSED = ("redo", "undo 99", "goto 99", "branch x", "step 3", "next", "leave",
           "finish", "load none", "source none", "lesson ./none",
           "board ./none", "save /nodir/x", "set history x", "boot mem=1",
           "repeat 3 vfree 1", "import none", "vfree 5", "board")


def test_refused():
    """Whatever is refused after a command, the command is there."""
    for line in REFUSED:
        state = left_by("refused " + line.replace("/", "_"),
                        ("vmalloc 63k", line))
        s = taken_up(state)
        case(f"{line} costs nothing", "vmalloc 63k" in s.ask("history"))
        s.quit()


def test_loaded():
    """All that a recovery file begins with has answered."""
    name = os.path.join(FOLDER, "one.session")
    state = left_by("loaded", ("vmalloc 63k", f"save {name}", f"load {name}"))
    s = taken_up(state)
    case("a session that was only loaded is back", "63k" in s.ask("history"))
    s.quit()


def test_under_way():
    """A command that never answered is told of, and not run unasked."""
    monster = "#command 9\nchurn 1000000000\n"
    state = left_by("monster", ("vmalloc 63k",), monster)
    said, s = offered(state, "y")
    case("the command under way is named",
         "churn 1000000000 had not returned" in said)
    case("y is just before it", "63k" in s.ask("history") and
         "churn" not in s.ask("history"))
    s.quit()
    state = left_by("monster2", ("vmalloc 63k",), monster)
    s = Session(state)
    s.wait("[y/n] ")
    s.line("w")
    progress = s.wait("restoring: command 2 of 2")
    s.send("\x03")
    said = s.wait(PROMPT)
    case("taking up shows how far it is", progress)
    case("Ctrl-C leaves it before that command",
         "1 command is back" in said and "left out: interrupted" in said and
         "churn" not in s.ask("history"))
    s.ask("vmalloc 12k")
    s.kill()
    s = taken_up(state)
    case("and the session goes on", "12k" in s.ask("history"))
    s.quit()
    state = left_by("again", ("vmalloc 63k",), "#command 9\nkmalloc 9\n")
    s = offered(state, "w")[1]
    s.ask("vmalloc 12k")
    s.kill()
    s = taken_up(state)
    history = s.ask("history")
    case("w runs it, for good", "kmalloc 9" in history and "12k" in history)
    s.quit()


def test_damage():
    """What is broken costs what comes after it, and the file is kept."""
    for name, text in (("no sense", "#nonsense\nvmalloc 8k\n"),
                       ("a command that does not run",
                        "#command 9\nvfree 0x5\n#answered 9\n"),
                       ("another's fate",
                        "#command 9\nkmalloc 5\n#refused 8\n")):
        state = left_by("damage " + name, ("vmalloc 63k",), text)
        said, s = offered(state, "y")
        case(f"{name}: what is before it is back",
             "The rest is left out: " in said and ".old" in said and
             "63k" in s.ask("history"))
        s.quit()
        case(f"{name}: the file is kept", len(files(state, "*.old")) == 1)


def test_old_file():
    """The form that had neither numbers nor the fate of what answered."""
    state = left_by("old", ("vmalloc 63k",))
    name = files(state)[0]
    with open(name) as file:
        text = file.read().replace("#recovery\n", "")
    with open(name, "w") as file:
        file.write(text[:text.index("#command")] + "vmalloc 63k\n"
                   "vfree 0x5\n#refused\nkmalloc 7\n#goto 1\nvmalloc 8k\n")
    said, s = offered(state, "w")
    history = s.ask("history")
    case("an older file is taken up", "63k" in history and "8k" in history and
         "vfree" not in history and "kmalloc" not in history)
    s.kill()
    s = taken_up(state)
    case("and becomes one of today", "8k" in s.ask("history"))
    s.quit()
    case("with nothing left behind", not files(state))


def test_gone():
    """Neither a listing nor a board is read a second time."""
    board, listing = (os.path.join(FOLDER, name)
                      for name in ("gone.board", "gone.listing"))
    with open(os.path.join(os.environ["VMSCOPE_DATA"], "boards",
                           "marvell")) as file:
        text = file.read()
    with open(board, "w") as file:
        file.write(text)
    with open(listing, "w") as file:
        file.write("0xd0800000-0xd0802000 8192 f+0x1/0x2 pages=1 vmalloc\n")
    state = left_by("gone", (f"board {board}", f"import {listing}",
                             "vmalloc 63k"))
    os.unlink(board)
    os.unlink(listing)
    s = taken_up(state)
    case("a board and a listing that are gone cost nothing",
         "63k" in s.ask("history") and
         "f+0x1/0x2" in s.ask("cat vmallocinfo"))
    s.quit()


def test_load_keeps():
    """The session that `load` replaces can be loaded, too."""
    name = os.path.join(FOLDER, "other.session")
    state = state_folder("load-keeps")
    s = Session(state)
    s.wait(PROMPT)
    for line in ("vmalloc 4k", f"save {name}", "vmalloc 63k"):
        s.ask(line)
    said = s.ask(f"load {name}")
    old = files(state, "*.old")
    case("load tells where the session before is",
         len(old) == 1 and old[0] in said)
    s.ask(f"load {old[0]}")
    case("and load brings it back", "63k" in s.ask("history"))
    s.quit()


def test_leaving():
    """Ctrl-D keeps what no saved file has; quit and save are the last word."""
    for name, lines, kept in (("unsaved", ("vmalloc 63k",), True),
                              ("nothing", ("ls", "vfree 5"), False),
                              ("saved", ("vmalloc 63k", f"save {FOLDER}/d"),
                               False)):
        state = state_folder("ctrl-d " + name)
        s = Session(state)
        s.wait(PROMPT)
        for line in lines:
            s.ask(line)
        s.quit("\x04")
        case(f"Ctrl-D, {name}: {'kept' if kept else 'gone'}",
             len(files(state)) == kept and
             ("at its next start" in s.seen) == kept)
    s = taken_up(state_folder("ctrl-d unsaved"))
    case("the next start has it", "63k" in s.ask("history"))
    s.quit()
    s = Session("/dev/null/nowhere")
    s.wait(PROMPT)
    s.ask("vmalloc 63k")
    s.send("\x04")
    case("Ctrl-D asks when nothing keeps it",
         "Ctrl-D again leaves" in s.wait(PROMPT))
    s.quit("\x04")


def test_quitting_script():
    """It leaves the script, not the session of whoever runs it."""
    script = os.path.join(FOLDER, "quits.vms")
    with open(script, "w") as file:
        file.write("vmalloc 63k\nquit\nvmalloc 8k\n")
    s = Session(state_folder("quits"))
    s.wait(PROMPT)
    s.ask(f"source {script}")
    history = s.ask("history")
    case("quit in a script ends the script",
         "63k" in history and "8k" not in history)
    s.quit()


def test_full_disk():
    """It is said once, and the session goes on."""
    state = state_folder("full")
    s = Session(state, limit=4096)
    s.wait(PROMPT)
    seen = "".join(s.ask("kmalloc 8 # " + 200 * "x") for _ in range(30))
    case("a full disk is said once",
         seen.count("are not kept on disk") == 1 and "$30 = " in seen)
    s.kill()
    s = taken_up(state)
    case("and what was on it is back", "kmalloc 8" in s.ask("history"))
    s.quit()


def test_full_disk_on_screen():
    """Answers to lines typed ahead cover the sentence, not the header."""
    t = Terminal(PROGRAM, [], FOLDER, environment(
        FOLDER, XDG_STATE_HOME=state_folder("header"), LC_ALL="C.UTF-8",
        LINES="24", COLUMNS="80"), limit=4096)
    t.expect("help")
    kept = "not on disk" not in t.seen
    for _ in range(30):
        t.line("kmalloc 8 # " + 200 * "x")
    try:
        t.expect("not on disk")
    except Missed:
        kept = False
    case("the header says that commands are not on disk", kept)
    t.line("quit")
    t.end()


for test in (test_quit, test_kill, test_signals, test_kill_at_once, test_undo,
             test_no, test_no_answer, test_torn, test_living, test_load,
             test_no_folder, test_refused, test_loaded, test_under_way, test_damage,
             test_old_file, test_gone, test_load_keeps, test_leaving,
             test_quitting_script, test_full_disk,
             test_full_disk_on_screen):
    test()
