# SPDX-License-Identifier: GPL-3.0-or-later
"""A vmscope on a pseudo-terminal of its own, for the tests that drive one.

Nothing sleeps: each step waits for what it expects. SECONDS bounds the wait
for something that does not come; it is no measure.
"""
import errno
import glob
import os
import pty
import re
import resource
import select
import signal

PROMPT = "vmscope> "
SECONDS = 20


class Missed(Exception):
    """What a case waits for does not come."""


def default_signals():
    """Under nohup SIGHUP would stay ignored, whoever hangs up."""
    for number in signal.valid_signals():
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def environment(home, **more):
    """For a program that knows nothing of the person who runs the tests."""
    env = dict(os.environ, HOME=home, TERM="xterm", INPUTRC="/dev/null")
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        env.pop(name, None)
    return dict(env, **more)


class Terminal:
    """The program with a terminal at both ends; what it prints is in seen."""

    seconds = SECONDS

    def __init__(self, program, arguments, folder, env, limit=None):
        """@limit: bytes that a file of its may have."""
        self.seen = self.shown(b"")
        self.silent = False
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                default_signals()
                os.chdir(folder)
                if limit:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                os.execve(program, [program, *arguments], env)
            finally:
                os._exit(127)

    def shown(self, data):
        """The bytes as the cases look at them."""
        return data.decode(errors="replace")

    def read(self, seconds=None):
        """More of what it prints; False at its end, or when nothing comes."""
        wait = self.seconds if seconds is None else seconds
        if not select.select([self.fd], [], [], wait)[0]:
            self.silent = seconds is None
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.seen += self.shown(data)
        return bool(data)

    def expect(self, pattern):
        """Wait until it is there; all up to its end, which seen loses."""
        while not (found := re.search(pattern, self.seen)):
            if not self.read():
                raise Missed(f"no {pattern!r} in {self.seen[-500:]!r}")
        got, self.seen = self.seen[:found.end()], self.seen[found.end():]
        return got

    def send(self, keys):
        data = keys if isinstance(keys, bytes) else keys.encode()
        while data:
            data = data[os.write(self.fd, data[:1024]):]

    def line(self, text):
        self.send(text + "\r")

    def kill(self, how=signal.SIGKILL):
        """Its wait status."""
        os.kill(self.pid, how)
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return status

    def end(self):
        """Wait for its end; its wait status."""
        while self.read():
            pass
        return self.kill(signal.SIGKILL if self.silent else 0)


class Session(Terminal):
    """@state: for $XDG_STATE_HOME; @screen: a file for what is seen."""

    def __init__(self, program, state, folder, screen,
                 arguments=("--batch", "--cmdline=mem=32M"), limit=None,
                 term="dumb"):
        self.screen = screen
        super().__init__(program, arguments, folder, environment(
            folder, XDG_STATE_HOME=state, TERM=term, LINES="24",
            COLUMNS="80"), limit)

    def shown(self, data):
        text = super().shown(data)
        self.screen.write(text)
        return text

    def wait(self, text):
        """Read up to @text; what came with it, or nothing."""
        try:
            return self.expect(re.escape(text))
        except Missed as missed:
            print(f"nothing comes: {missed}")
            self.screen.write(f"\n[{missed}]\n")
            return ""

    def ask(self, text):
        self.line(text)
        return self.wait(PROMPT)

    def quit(self, how="quit\n"):
        self.send(how)
        return self.end()


def files(state, pattern="*.vms"):
    return glob.glob(os.path.join(state, "vmscope", pattern))
