# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of strangers: lessons, scripts, boards, listings, sessions.

Each case makes its files in a folder of its own and runs the program there, in
batch or behind a pseudo-terminal. Afterwards no file that was there is another
one, nothing hangs (TIMEOUT is a bound, not a measure), and no byte came out
that a terminal would obey. hostile.sh runs it: PROGRAM FOLDER.
"""
import json
import os
import re
import socket
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True
import pty_session  # noqa: E402
from pty_session import PROMPT, Missed  # noqa: E402

TIMEOUT = 60  # seconds

# What a terminal obeys, what hides, what turns around, what is not UTF-8.
NASTY = [b"\x1b[31m", b"\x1b]0;title\x07", b"\x7f", b"\x08", b"\xc2\x9b2J",
         b"\xc2\x85", b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\xe2\x80\x8b",
         b"\xef\xbb\xbf", b"\xf3\xa0\x81\x81", b"\xe2\x80\xa8", b"\xff\xfe",
         b"\x9b", b"\xed\xa0\x80", b"\x0e", b"\rX"]


def must(what, words):
    if not what:
        raise Missed(words)


# ---- Files ----


def write(home, name, content, mode=0o644):
    path = os.path.join(home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    os.chmod(path, mode)
    return path


def read(home, name):
    with open(os.path.join(home, name), "rb") as file:
        return file.read()


def state(home):
    """All that a folder has but the program's own: name -> what it is."""
    found = {}
    for folder, folders, files in os.walk(home):
        folders[:] = [f for f in folders if f not in (".local", ".config")]
        for name in folders + files:
            path = os.path.join(folder, name)
            st = os.lstat(path)
            inside = None
            if os.path.islink(path):
                inside = os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    inside = file.read()
            found[os.path.relpath(path, home)] = (st.st_mode, inside)
    return found


# ---- Running ----


def environment(home, **more):
    return pty_session.environment(home, LC_ALL="C.UTF-8", **more)


def text_of(data):
    return data.decode("utf-8", "surrogateescape")


def clean(data):
    """Nothing in the bytes that a terminal would obey."""
    text = data.decode("utf-8")  # strictly
    bad = [c for c in text
           if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")
           and c not in "\n\t"]
    must(not bad, f"{bad[:5]!r} came out: {text[:300]!r}")
    return text


class Answer:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err
        self.all = out + err


def run(home, *arguments, given=b"", **more):
    """In batch; all that comes out is clean."""
    if "stdin" not in more:
        more["input"] = given
    try:
        done = subprocess.run([PROGRAM, *arguments], cwd=home,
                              env=environment(home), capture_output=True,
                              timeout=TIMEOUT, **more)
    except subprocess.TimeoutExpired:
        raise Missed(f"{arguments!r} hangs") from None
    must(done.returncode in (0, 1, 2), f"{arguments!r}: {done.returncode}")
    return Answer(done.returncode, clean(done.stdout), clean(done.stderr))


def refused(home, words, *arguments, **more):
    """In batch it fails, says the words on one line, changes no file."""
    before = state(home)
    answer = run(home, *arguments, **more)
    must(answer.status != 0, f"{arguments!r} succeeds")
    must(words in answer.err, f"{arguments!r}: no {words!r} in {answer.err!r}")
    must(state(home) == before, f"{arguments!r} changed a file")
    return answer


class Terminal(pty_session.Terminal):
    """What it prints are bytes, not text."""

    seconds = TIMEOUT

    def __init__(self, home, *arguments, columns=80):
        super().__init__(PROGRAM, arguments, home, environment(
            home, LINES="24", COLUMNS=str(columns)))

    def shown(self, data):
        return data

    def expect(self, pattern):
        return super().expect(pattern.encode())

    def end(self):
        super().end()
        must(not self.silent, f"it does not end: {self.seen[-500:]!r}")
        return self.seen


def plain(home, *arguments):
    t = Terminal(home, "--plain", *arguments)
    t.expect(PROMPT)
    return t


# ---- Writing ----

WRITERS = ["save FILE", "pmemsave FILE 0x0 4k", "export text FILE",
           "export svg FILE screen 80x24", "export ansi FILE",
           "export html FILE", "export cast FILE"]


def page_writes(home):
    """a page of a lesson writes nothing, nor does what it sources"""
    write(home, "precious.txt", "mine\n")
    for n, line in enumerate(WRITERS):
        for name in ("precious.txt", "new.txt", "./new.txt", "/tmp/new.txt"):
            command = line.replace("FILE", name)
            write(home, f"s{n}.vms", command + "\n")
            write(home, f"l{n}.vms", f"# T\n\n# A page.\n{command}\n")
            write(home, f"m{n}.vms", f"# T\n\n# A page.\nsource s{n}.vms\n")
            refused(home, "a page of a lesson", "-c", f"lesson ./l{n}.vms")
            refused(home, "a page of a lesson", "-c", f"lesson ./m{n}.vms",
                    "--overwrite")


def script_replaces(home):
    """a script makes files, and replaces none; not even vmscope's own"""
    write(home, "precious.txt", "mine\n")
    must(run(home, "-c", "save session").status == 0, "save")
    for n, line in enumerate(WRITERS):
        for name in ("precious.txt", "session"):
            write(home, "s.vms", line.replace("FILE", name) + "\n")
            write(home, "t.vms", "source s.vms\n")
            for how in (["s.vms"], ["t.vms"], ["-c", "source s.vms"],
                        ["--json", "t.vms"]):
                refused(home, "a script replaces no file", *how)
        write(home, "s.vms", line.replace("FILE", f"new{n}") + "\n")
        must(run(home, "s.vms").status == 0, f"{line} makes no file")
        must(os.path.getsize(os.path.join(home, f"new{n}")), f"{line}: empty")
    write(home, "s.vms", "save precious.txt\n")
    must(run(home, "--overwrite", "s.vms").status == 0, "--overwrite")
    must(read(home, "precious.txt").startswith(b"# vmscope"), "not replaced")


def script_climbs(home):
    """a script writes below its folder and the current one, nothing hidden"""
    work = os.path.join(home, "work")
    write(home, "work/in/x", "x")
    write(home, "other/x", "x")
    write(home, "own/sub/x", "x")
    os.symlink(os.path.join(home, "other"), os.path.join(work, "link"))
    for name in ("../new", "../other/new", ".bashrc", "in/../../new",
                 "link/new", os.path.join(home, ".profile"),
                 ".config/autostart/x.desktop", "in/.new",
                 os.path.join(home, "other/new"), "/new"):
        write(home, "own/s.vms", f"pmemsave {name} 0 4k\n")
        before = state(home)
        answer = run(work, "../own/s.vms")
        must(answer.status == 1, f"{name} was written")
        must(state(home) == before, f"{name} changed a file")
    for name in ("new", "in/new", "../own/sub/new",
                 os.path.join(home, "own/new")):
        write(home, "own/s.vms", f"pmemsave {name} 0 4k\n")
        must(run(work, "../own/s.vms").status == 0, f"{name} is refused")


def links(home):
    """a link is not followed to be replaced, nor is the link"""
    write(home, "precious.txt", "mine\n")
    os.symlink("precious.txt", os.path.join(home, "link"))
    os.symlink("nowhere", os.path.join(home, "dangling"))
    for line in WRITERS:
        for name in ("link", "dangling"):
            write(home, "s.vms", line.replace("FILE", name) + "\n")
            for how in (["s.vms"], ["--overwrite", "s.vms"],
                        ["-c", line.replace("FILE", name)]):
                refused(home, "symbolic link", *how)


def typed_in_batch(home):
    """in batch a person's file is replaced only with --overwrite"""
    write(home, "precious.txt", "mine\n", 0o640)
    for line in WRITERS:
        command = line.replace("FILE", "precious.txt")
        refused(home, "--overwrite", "-c", command)
        refused(home, "--overwrite", given=command.encode() + b"\n")
    for line in WRITERS:
        write(home, "precious.txt", "mine\n", 0o640)
        command = line.replace("FILE", "precious.txt")
        must(run(home, "--overwrite", "-c", command).status == 0, line)
        must(read(home, "precious.txt") != b"mine\n", line)
        mode = os.stat(os.path.join(home, "precious.txt")).st_mode & 0o777
        must(mode == 0o640, f"the mode is now {mode:o}")


def own_files(home):
    """what vmscope wrote is replaced unasked, until somebody changes it"""
    try:
        os.setxattr(write(home, "probe", ""), "user.vmscope", b"x")
    except OSError:
        return  # nothing can be marked here
    for line in WRITERS:
        command = line.replace("FILE", "mine")
        must(run(home, "-c", command, "-c", command).status == 0, line)
        write(home, "s.vms", command + "\n")
        answer = run(home, "s.vms")
        must(answer.status == (1 if line.startswith("save") else 0), line)
        refused(home, "a script replaces no file", "-c", "source s.vms")
        with open(os.path.join(home, "mine"), "ab") as file:
            file.write(b"# a note\n")
        answer = run(home, "-c", command)
        # A session is one, with or without a note.
        must(answer.status == (0 if line.startswith("save") else 1), line)
        os.unlink(os.path.join(home, "mine"))


def asks(home):
    """at a prompt it asks first; no is no, yes is yes"""
    write(home, "precious.txt", "mine\n")
    t = plain(home)
    t.line("pmemsave precious.txt 0 4k")
    t.expect(r"y or n: ")
    t.line("n")
    t.expect(PROMPT)
    must(read(home, "precious.txt") == b"mine\n", "replaced in spite of n")
    t.line("pmemsave precious.txt 0 4k")
    t.expect(r"y or n: ")
    t.line("y")
    t.expect(PROMPT)
    must(len(read(home, "precious.txt")) == 4096, "not replaced")
    write(home, "precious.txt", "mine\n")
    t.line("pmemsave precious.txt 0 4k")
    t.expect(r"y or n: ")
    t.line("n")
    t.expect(PROMPT)
    t.line("")
    must(b"y or n" not in t.expect(PROMPT), "an empty line is asked about")
    t.line("quit")
    t.end()


def asks_on_screen(home):
    """in the full screen, too"""
    write(home, "precious.txt", "mine\n")
    t = Terminal(home)
    t.expect("help")
    for answer, size in ((b"n", 5), (b"y", 4096)):
        t.line("pmemsave precious.txt 0 4k")
        t.expect("y or n")
        t.send(answer)
        t.line("vmalloc 4k")  # answered after the question is gone
        t.expect(r"\$\d+ = 0xd")
        must(len(read(home, "precious.txt")) == size, f"after {answer}")
    t.line("quit")
    t.end()


def settings(home):
    """a lesson's or a script's settings are not kept for the next session"""
    mine = "set theme light\n"
    path = write(home, ".config/vmscope/settings", mine)
    write(home, "l.vms", "# T\n\n# A page.\nset theme contrast\nset speed 9\n"
          "focus tree\n")
    write(home, "s.vms", "set theme contrast\nset speed 9\nfocus tree\n")
    for line in ("lesson ./l.vms", "source s.vms"):
        t = Terminal(home)
        t.expect("help")
        t.line(line)
        t.line("show speed")
        t.expect("speed = 9")
        t.line("quit")
        t.end()
        must(read(home, path) == mine.encode(), "the settings changed")


# ---- Shells ----


def shells(home):
    """no shell gets into a saved session"""
    lines = ["boot x=$(touch$IFS''bang)", "boot `touch$IFS''bang`",
             "boot x=;touch<bang", "insmod e1000 4k"]
    arguments = [word for line in lines for word in ("-c", line)]
    run(home, "-k", *arguments, "-c", "vmalloc 4k", "-c", "undo",
        "-c", "kmalloc 8", "-c", "save session")
    must(not os.stat(os.path.join(home, "session")).st_mode & 0o111, "mode")
    before = state(home)
    for shell in ("sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "tcsh"):
        try:
            done = subprocess.run([shell, "session"], cwd=home, timeout=TIMEOUT,
                                  stdin=subprocess.DEVNULL,
                                  capture_output=True)
        except FileNotFoundError:
            continue
        must(done.returncode, f"{shell} runs it to the end")
        must(b"insmod" not in done.stderr and b"boot" not in done.stderr,
             f"{shell}: {done.stderr!r}")
        must(state(home) == before, f"{shell} ran a line of it")
    must(run(home, "-c", "load session", "-c", "check").status == 0, "load")
    must(run(home, "-k", "session").status == 0, "source")


# ---- Waiting ----


def strange_files(home):
    """A name of each kind that makes a reader wait, or read for ever."""
    os.mkfifo(os.path.join(home, "fifo"))
    listener = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(home)  # a socket's name is short
    listener.bind("socket")
    os.chdir(here)
    os.mkdir(os.path.join(home, "folder"))
    os.symlink("fifo", os.path.join(home, "link"))
    return ["./fifo", "./socket", "./folder", "./link", "/dev/zero",
            "/dev/tty", "/dev/null", "/dev/stdin", "/dev/fd/0"]


def waits(home):
    """no kind of file makes a command wait"""
    names = strange_files(home)
    streams = names[-2:]
    run(home, "-c", "vmalloc 4k", "-c", "save session")
    session = read(home, "session").decode()
    held, mine = os.pipe()  # a stdin that never ends
    lines = [f"{command} {name}" for name in names
             for command in ("source", "load", "lesson", "board", "import")]
    for number, line in enumerate(lines):
        write(home, f"s{number}.vms", line + "\n")
    typed = [line for line in lines if not line.startswith("import ")
             or line.split()[1] not in streams]
    for asked in typed, [f"source s{n}.vms" for n in range(len(lines))]:
        answer = run(home, "-k", *(word for line in asked
                                   for word in ("-c", line)), stdin=held)
        got = answer.err.splitlines()
        must(answer.status == 1 and len(got) == len(asked), got)
    # A session of an older vmscope names its listings.
    for name in names:
        write(home, "old", session.replace(
            "#start\n", f"#start\n#file 0x0\nimport {name}\n"))
        must("listing" in run(home, "-c", "load old", stdin=held).err,
             f"a session that imports {name}")
    os.close(mine)
    os.close(held)


def own_folder_waits(home):
    """nor does one in the place of the settings or the history"""
    os.makedirs(os.path.join(home, ".config/vmscope"))
    os.makedirs(os.path.join(home, ".local/state/vmscope"))
    for make in (os.mkfifo, os.mkdir,
                 lambda path: os.symlink("/dev/zero", path)):
        for name in (".config/vmscope/settings", ".local/state/vmscope/history",
                     ".local/state/vmscope/20200101-000000-1-0.vms"):
            make(os.path.join(home, name))
        for how in ([], ["--plain"]):
            t = Terminal(home, *how)
            t.expect("help|vmscope> ")
            t.line("vmalloc 4k")
            t.expect(r"\$1 = ")
            t.line("quit")
            t.end()
        for name in (".config/vmscope/settings", ".local/state/vmscope/history",
                     ".local/state/vmscope/20200101-000000-1-0.vms"):
            path = os.path.join(home, name)
            if os.path.lexists(path):
                (os.rmdir if make is os.mkdir else os.unlink)(path)


def pipe(home, content, *arguments):
    """The answer when `fifo` gives the content, once."""
    writer = subprocess.Popen(["sh", "-c", 'cat "$0" >fifo',
                               write(home, "content", content)], cwd=home)
    answer = run(home, *arguments)
    writer.kill()  # it may have found no reader
    writer.wait()
    return answer


def pipes(home):
    """what the program was started with may be a pipe"""
    data = os.environ.get("VMSCOPE_DATA", DATA)
    listing = read(data, "marvell.vmallocinfo")
    script = b"vmalloc 4k\n"
    os.mkfifo(os.path.join(home, "fifo"))
    for answer in (pipe(home, script, "fifo"),
                   run(home, "/dev/stdin", given=script),
                   run(home, "-", given=script)):
        must("$1 = 0xd0800000" in answer.out, f"a script: {answer.err}")
    for name in ("-", "/dev/stdin", "/dev/fd/0"):
        answer = run(home, "-i", name, "-c", "vmalloc 4k", "-c", "undo",
                     "-c", "save session", given=listing)
        must(answer.status == 0, f"-i {name}: {answer.err}")
        must(run(home, "-c", "load session", "-c", "check").status == 0,
             f"-i {name} is not loaded again")
        os.unlink(os.path.join(home, "session"))
        answer = run(home, "-c", f"import {name}", given=listing)
        must(answer.status == 0, f"import {name}: {answer.err}")
    for content, option in ((listing, "--import=fifo"),
                            (read(data, "boards/marvell"), "--board=./fifo")):
        answer = pipe(home, content, option, "-c", "check")
        must(answer.status == 0, f"{option}: {answer.err}")


# ---- Bytes ----


def nasty_lines():
    for n in NASTY:
        for line in (n, b"echo " + n, n + b" 1", b"vmalloc " + n,
                     b"vmalloc 4k caller=" + n + b"f+0x0/0x10",
                     b"insmod m" + n + b" 4k", b"boot x=" + n,
                     b"source " + n, b"load " + n, b"lesson " + n,
                     b"lesson ./" + n, b"board " + n, b"board ./" + n,
                     b"import " + n, b"save " + n + b"/x", b"help " + n,
                     b"cat " + n, b"p " + n, b"p sizeof(" + n, b"set " + n,
                     b"set theme " + n, b"search " + n, b"branch " + n,
                     b"break " + n, b"x" + n + b" = vmalloc 4k",
                     b"assert " + n, b"quiz " + n, b"select " + n):
            yield line


def bytes_of_scripts(home):
    """no control byte of a script comes out, as text or as JSON"""
    lines = list(nasty_lines())
    lines += [b"cat /proc/vmallocinfo", b"cat /proc/modules", b"dmesg",
              b"history", b"cat cmdline", b"export text - log",
              b"export text - screen"]
    write(home, "s.vms", b"\n".join(lines) + b"\n")
    run(home, "-k", "s.vms")
    run(home, "-k", given=read(home, "s.vms"))
    for line in run(home, "-k", "--json", "s.vms").out.splitlines():
        json.loads(line)
    answer = run(home, "--json", "-c", "echo \x1b[1m\u202e\U000e0041")
    must(r"\u001B[1m\u202e\udb40\udc41" in answer.out, answer.out)


def bytes_of_lessons(home):
    """nor of a lesson, a board, a listing, a session"""
    for n in NASTY:
        write(home, "l.vms", b"# T" + n + b"\n\n# prose " + n +
              b"\necho " + n + b"\nvmalloc 4k caller=" + n + b"\n")
        run(home, "-c", "lesson ./l.vms")
        write(home, "board", b"title = " + n + b"\nram = " + n + b"\n")
        run(home, "--board=./board")
        run(home, "-c", "board ./board")
        write(home, "listing", b"0xd0800000-0xd0802000    8192 " + n +
              b"+0x0/0x10 pages=1 vmalloc " + n + b"\n")
        run(home, "-c", "import listing", "-c", "cat /proc/vmallocinfo")
        run(home, "--import=listing", "-c", "cat /proc/vmallocinfo")
        write(home, "session", b"# vmscope session 1\n#board " + n +
              b"\n#start\n#typed " + n + b"\n" + n + b"\n#end\n")
        run(home, "-c", "load session")
        write(home, "session", b"# vmscope session " + n + b"\n")
        run(home, "-c", "load session")


def bytes_of_names(home):
    """nor of a file's name"""
    board = read(os.environ.get("VMSCOPE_DATA", DATA), "boards/marvell")
    for n in NASTY:
        home_b = os.fsencode(home)
        for name in (b"x" + n, b"y" + n + b".vms"):
            with open(os.path.join(home_b, name), "wb") as file:
                file.write(board if name[:1] == b"x" else b"nonsense\n")
        run(home, "-B", b"./x" + n, "-c", "board", "-c", "save session")
        must(run(home, "-c", "load session").status in (0, 1), "load")
        run(home, "-k", b"y" + n + b".vms")
        run(home, "-c", b"source y" + n + b".vms")
        os.unlink(os.path.join(home, "session"))
    refused(home, "one line", "--cmdline=x\n#start\nvmalloc 4k")
    # A name of several lines that would go on as a session.
    name = b"./z\n#start\nvmalloc 4k\n#"
    with open(os.path.join(home_b, name), "wb") as file:
        file.write(board)
    run(home, "-B", name, "-c", "save session")
    must(run(home, "-c", "load session", "-c", "layout").status == 0,
         "a name became lines of a session")


def bytes_of_completions(home):
    """nor of names that Tab would offer"""
    for n in NASTY:
        with open(os.path.join(os.fsencode(home), b"xy" + n), "wb"):
            pass
    write(home, "xyz1", "")
    write(home, "xyz2", "")
    for how in (["--plain"], ["--batch"], []):
        t = Terminal(home, *how)
        got = t.expect("vmscope> " if how else "help")
        t.send("source xy\t\t\t")
        got += t.expect("xyz2")
        t.send("\x03")
        t.line("quit")
        got += t.end()
        for n in NASTY[1:]:
            must(n in (b"\x08", b"\x0e", b"\rX") or n not in got,
                 f"{how}: {n!r} came out")


def bytes_on_terminals(home):
    """nor at the plain prompt or in the full screen"""
    nasty = [n for n in NASTY if n not in (b"\x1b[31m", b"\x08", b"\rX")]
    nasty.append(b"\x1b[?6666h")
    body = b"".join(b"echo " + n + b"\nvmalloc " + n +
                    b"\nvmalloc 4k caller=" + n + b"f+0x0/0x10\n"
                    for n in nasty)
    prose = b"".join(b"# prose " + n + b"\n" for n in nasty)
    write(home, "l.vms", b"# T" + nasty[0] + b"\n\n" + prose +
          b"echo " + b" ".join(nasty) + b"\n")
    board = read(os.environ.get("VMSCOPE_DATA", DATA), "boards/marvell")
    write(home, "board", re.sub(b"(?m)^title.*", b"title = " + b"".join(
        n for n in nasty if n[0] > 0x7f), board))
    for number, line in enumerate(body.splitlines()):
        write(home, f"s{number}.vms", line + b"\n")
    for how in (["--plain"], ["--batch"], []):
        t = Terminal(home, *how, "--board=./board")
        got = t.expect("vmscope> " if how else "help")
        for command in ["lesson ./l.vms"] + [
                f"source s{n}.vms" for n in range(len(body.splitlines()))]:
            t.line(command)
        t.line("vmalloc 4093k")
        got += t.expect("(?s)0xd0.*" + ("vmscope> " if how else ""))
        t.line("quit")
        got += t.end()
        for n in nasty:
            if n == b"\x0e" and not how:
                continue  # a terminal of curses may have it
            # As characters: pictures have such bytes inside of theirs.
            must(text_of(n) not in text_of(got),
                 f"{how}: {n!r} came out: {got[:300]!r}")


def nonsense(home):
    """NULs, huge lines, directives of a recovery file, shouting"""
    for text in (b"\0", b"vmalloc\0 4k\n" * 3, b"v" * 300000 + b"\nvmalloc 4k\n",
                 b"!rm x\n!!\nsave! x\n", b"#refused\n#end\n#hash 1 0x1\n"
                 b"#goto 9\n#switch x\n#typed y\n;) z\nvmalloc 4k\n",
                 b"# vmscope session 1\n#board ../../x\n#start\n",
                 b"#" * 100000, b"\n" * 100000, b"\\\n" * 1000,
                 b"source s.vms\n", b"lesson ./s.vms\n",
                 b"lesson ../../../../../etc/passwd\n",
                 b"board ../../../../../etc/passwd\n", b"board ..\n",
                 b"lesson ..\n", b"load /etc/passwd\n"):
        write(home, "s.vms", text)
        before = state(home)
        run(home, "-k", "s.vms")
        run(home, "-k", "-c", "lesson ./s.vms")
        run(home, "-k", "-c", "load s.vms")
        run(home, "-k", "-c", "import s.vms")
        run(home, "-k", "-c", "board ./s.vms")
        must(state(home) == before, f"{text[:40]!r} changed a file")


CASES = [page_writes, script_replaces, script_climbs, links, typed_in_batch,
         own_files, asks, asks_on_screen, settings, shells, waits,
         own_folder_waits, pipes, bytes_of_scripts, bytes_of_lessons,
         bytes_of_names, bytes_of_completions, bytes_on_terminals, nonsense]


def main():
    for number, case in enumerate(CASES, 1):
        home = os.path.realpath(os.path.join(FOLDER, case.__name__))
        os.mkdir(home)
        try:
            case(home)
            print(f"ok {number} - {case.__doc__}")
        except Missed as wrong:
            print(f"not ok {number} - {case.__doc__}\n# {wrong}")
        except UnicodeDecodeError as wrong:
            print(f"not ok {number} - {case.__doc__}\n# not UTF-8: {wrong}")
    print(f"1..{len(CASES)}")


PROGRAM, FOLDER = sys.argv[1:3]
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data")
main()
