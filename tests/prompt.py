# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt behind a pseudo-terminal: keys in, and what is printed back.

Each case starts the program in a folder of its own, sends keys and waits for
what must appear; nothing sleeps. prompt.sh runs it: PROGRAM FOLDER.
"""
import os
import re
import signal
import sys

sys.dont_write_bytecode = True
import pty_session  # noqa: E402
from pty_session import PROMPT, Missed, environment  # noqa: E402


class Terminal(pty_session.Terminal):
    def __init__(self, home, *arguments, **more):
        super().__init__(PROGRAM, ["--batch", *arguments], home,
                         environment(home, **more))

    def shown(self, data):
        """Colours and bracketed paste are not what the cases are about."""
        text = re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", super().shown(data))
        return re.sub(r"[\r\x07]", "", text)


def start(home, *arguments, **more):
    terminal = Terminal(home, *arguments, **more)
    terminal.expect(PROMPT)
    return terminal


def same(got, wanted):
    if got != wanted:
        raise Missed(f"{got!r}, not {wanted!r}")


def history(home):
    return os.path.join(home, ".local/state/vmscope/history")


def written(home):
    with open(history(home)) as file:
        return file.read()


# ---- The cases: each is a function, its first line says what must hold ----


def commands(home):
    """a command is answered, Ctrl-D leaves"""
    t = start(home)
    t.line("vmalloc 40k")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.send("\x04")
    same(t.end(), 0)


def batch(home):
    """--batch with a terminal has the prompt, too"""
    t = start(home, "--batch")
    t.line("quit")
    same(t.end(), 0)


def errors(home):
    """an error is one line, and the next command runs"""
    t = start(home)
    t.line("vmaloc 4k")
    t.expect(r"\nerror: there is no command vmaloc; did you mean vmalloc\?"
             r"\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def tab(home):
    """Tab completes a command, a keyword, an address"""
    t = start(home)
    t.line("buf = vmalloc 40k")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.send("vfr\t")
    t.expect("vfree ")
    t.send("b\t")
    t.expect("buf ")
    t.send("\r")
    t.expect(PROMPT)
    t.send("vmalloc 4k c\tmy_init+0x10/0x80\r")
    t.expect(r"\$2 = 0xd080c000\n" + PROMPT)
    t.line("cat vmallocinfo")
    t.expect(r"0xd080c000-0xd080e000    8192 my_init\+0x10/0x80")
    t.expect(PROMPT)
    t.send("__vmalloc 4k gfp=GFP_AT\t|__GFP_Z\t\r")
    t.expect(r"gfp=GFP_ATOMIC \|")  # the blank is the first Tab's
    t.expect(PROMPT)
    t.send("vmalloc\t\t")
    t.expect(r"vmalloc +vmalloc_32 +vmalloc_user")
    t.send("\x03")
    t.expect(r"\^C\n+" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def files(home):
    """Tab completes a file with a blank in its name"""
    with open(os.path.join(home, "my script.vms"), "w") as script:
        script.write("vmalloc 40k\n")
    t = start(home)
    t.send("sou\tmy\t\r")
    t.expect(r'"my script.vms" ')
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.send('sou\t"my\t\r')
    t.expect(r'"my script.vms" ')
    t.expect(r"\$2 = 0xd080c000\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def interrupt(home):
    """Ctrl-C drops the line, also in the middle of a search"""
    t = start(home)
    t.send("vmalloc 40k\x03")
    t.expect(r"\^C\n+" + PROMPT)
    t.line("vmalloc 4k")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.send("\x12vmall\x03")
    t.expect(r"\n" + PROMPT + "$")
    t.send("\x03")
    t.expect(r"\^C\n+" + PROMPT)
    t.line("vmalloc 4k")
    t.expect(r"\$2 = 0xd0803000\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def typed_after_interrupt(home):
    """Ctrl-C takes none of the keys after it"""
    t = start(home)
    for number in range(1, 51):
        t.send(f"xyz\x03echo is number{number}\r")
        t.expect(fr"\nis number{number}\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def other_signals(home):
    """a signal that ends no process ends no session"""
    t = start(home)
    for number, name in enumerate(("SIGTSTP", "SIGCONT", "SIGTTIN", "SIGTTOU",
                                   "SIGCHLD", "SIGWINCH", "SIGURG")):
        os.kill(t.pid, getattr(signal, name))
        t.line(f"echo is number{number}")
        t.expect(fr"\nis number{number}\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def stop_script(home):
    """Ctrl-C stops a script and leaves the machine whole"""
    with open(os.path.join(home, "long.vms"), "w") as script:
        script.write("vmalloc 4k\nvfree $\nls\n" * 2000000)
    t = start(home)
    t.line("source long.vms")
    t.expect("vmallocinfo")
    t.send("\x03")
    t.expect(r"long.vms:\d+: interrupted\n" + PROMPT)
    t.line("check")
    t.expect(r"every invariant holds\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def paste(home):
    """several lines pasted at once are several commands"""
    t = start(home)
    t.send("\x1b[200~vmalloc 40k\nvmalloc 4k\n\x1b[201~")
    t.send("\r")
    t.expect(r"\$1 = 0xd0800000\n\$2 = 0xd080c000\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)
    same(written(home), "vmalloc 40k\nvmalloc 4k\nquit\n")


def long_line(home):
    """a line of more than 64 KB is refused in one line"""
    t = start(home)
    t.send("\x1b[200~" + "v" * 70000 + "\x1b[201~\r")
    t.expect(r"error: [^\n]*longer than the 65536 bytes[^\n]*\n" + PROMPT)
    t.line("vmalloc 40k")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)
    same(written(home), "vmalloc 40k\nquit\n")


def keeps_history(home):
    """history is there again, also after a crash"""
    t = start(home)
    t.line("vmalloc 40k")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.kill()
    same(written(home), "vmalloc 40k\n")
    same(os.stat(history(home)).st_mode & 0o777, 0o600)
    t = Terminal(home)
    t.expect(r"\? |" + PROMPT)
    if "take" in t.seen or not t.seen.endswith("vmscope> "):
        t.line("n")
    t.send("\x1b[A\r")
    t.expect(r"\$\d = 0xd08")
    t.kill()


def bounds_history(home):
    """the history file keeps its newest 1,000 lines"""
    os.makedirs(os.path.dirname(history(home)))
    with open(history(home), "w") as file:
        file.writelines(f"vmalloc {n}\n" for n in range(3000))
    t = start(home)
    t.line("quit")
    same(t.end(), 0)
    lines = written(home).splitlines()
    same((len(lines), lines[0], lines[-1]), (1001, "vmalloc 2000", "quit"))


def without_history(home):
    """a place that cannot be written is no reason to complain"""
    t = start(home, XDG_STATE_HOME="/dev/null")
    t.line("vmalloc 40k")
    t.expect(r"vmalloc 40k\n\$1 = 0xd0800000\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)


def lesson_place(home):
    """a lesson that was not read to its end is offered by the next session"""
    lesson = os.path.join(home, "two pages.vms")
    word = f'"{lesson}"'
    offer = f"`lesson {word} 2` goes on where you left off."
    with open(lesson, "w") as file:
        file.write("# Two\n\n# One\n\nlayout\n\n# And the other\n")

    def lists(t):
        t.line("lesson")
        return offer in t.expect(r"`lesson NAME` starts one\.\n" + PROMPT)

    t = start(home)
    t.line(f"lesson {word}")
    t.expect(r"page 1 of 2.*\n(.*\n)*" + PROMPT)
    t.line("lesson next")
    t.expect(r"page 2 of 2.*\n(.*\n)*" + PROMPT)
    t.kill()
    t = start(home)
    same(lists(t), True)
    os.rename(lesson, lesson + ".away")
    same(lists(t), False)
    os.rename(lesson + ".away", lesson)
    t.line(f"lesson {word} 2")
    t.expect(r"page 2 of 2.*\n(.*\n)*" + PROMPT)
    t.line("lesson quit")
    t.expect(r"\n" + re.escape(offer) + r"\n" + PROMPT)
    t.line("quit")
    same(t.end(), 0)
    t = start(home)
    same(lists(t), True)
    t.line(f"lesson {word} 2")
    t.expect(r"page 2 of 2.*\n(.*\n)*" + PROMPT)
    t.line("lesson next")
    t.expect(r"end of .*\n(.*\n)*" + PROMPT)
    same(lists(t), False)
    t.line("quit")
    same(t.end(), 0)


def inputrc(home):
    """the user's inputrc counts, with $if vmscope"""
    path = os.path.join(home, "inputrc")
    with open(path, "w") as file:
        file.write('set editing-mode vi\n'
                   '$if vmscope\n"\\C-g": "vmalloc 40k"\n$endif\n')
    t = start(home, INPUTRC=path)
    t.send("\x07\r")
    t.expect(r"\$1 = 0xd0800000\n" + PROMPT)
    t.send("quix\x1bxat\r")
    same(t.end(), 0)


CASES = [commands, batch, errors, tab, files, interrupt,
         typed_after_interrupt, other_signals, stop_script, paste, long_line,
         keeps_history, bounds_history, without_history, lesson_place, inputrc]


def main():
    for number, case in enumerate(CASES, 1):
        home = os.path.join(FOLDER, case.__name__)
        os.mkdir(home)
        try:
            case(home)
            print(f"ok {number} - {case.__doc__}")
        except Missed as missed:
            print(f"not ok {number} - {case.__doc__}\n# {missed}")
    print(f"1..{len(CASES)}")


PROGRAM, FOLDER = sys.argv[1:]
main()
