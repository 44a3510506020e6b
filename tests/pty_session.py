# SPDX-License-Identifier: GPL-3.0-or-later
"""A vmscope on a pseudo-terminal of its own, for the tests that drive one.

Nothing sleeps: each step waits for the text that it expects.
"""

import glob
import os
import pty
import resource
import select
import signal

PROMPT = "vmscope> "
SECONDS = 20


class Session:
    """@state: for $XDG_STATE_HOME; @screen: a file for what is seen;
    @limit: bytes that a file of its may have."""

    def __init__(self, program, state, folder, screen,
                 arguments=("--batch", "--cmdline=mem=32M"), limit=None):
        environment = dict(os.environ, XDG_STATE_HOME=state, TERM="dumb",
                           INPUTRC="/dev/null", HOME=folder)
        self.seen = ""
        self.screen = screen
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.chdir(folder)
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            os.execve(program, [program, *arguments], environment)

    def read(self, seconds=SECONDS):
        """More of what it prints; False at its end, or when nothing comes."""
        if not select.select([self.fd], [], [], seconds)[0]:
            if seconds == SECONDS:
                print(f"not something comes within {SECONDS} seconds")
            return False
        try:
            text = os.read(self.fd, 65536).decode(errors="replace")
        except OSError:
            return False
        self.screen.write(text)
        self.seen += text
        return bool(text)

    def wait(self, text):
        """Read up to @text; what came with it."""
        while text not in self.seen:
            if not self.read():
                self.screen.write(f"\n[no {text!r}]\n")
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

    def quit(self, how="quit\n"):
        os.write(self.fd, how.encode())
        while self.read():
            pass
        return self.end()


def files(state, pattern="*.vms"):
    return glob.glob(os.path.join(state, "vmscope", pattern))
