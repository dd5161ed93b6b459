"""A program on a terminal of its own, without forking this process, which has threads."""

import os
import pty
import select
import subprocess
import sys

_TAKE = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"


class OnTerminal:
    """A program whose standard streams are a terminal, so that Ctrl-C interrupts it."""

    def __init__(self, command, **options):
        self._terminal, its_end = pty.openpty()
        self._running = subprocess.Popen(
            [sys.executable, "-c", _TAKE, *command],
            stdin=its_end,
            stdout=its_end,
            stderr=its_end,
            start_new_session=True,
            **options,
        )
        os.close(its_end)

    def until(self, mark):
        """What it prints up to a mark."""
        seen = b""
        while mark not in seen:
            ready, _, _ = select.select([self._terminal], [], [], 60)
            assert ready, seen
            seen += os.read(self._terminal, 4096)
        return seen

    def send(self, text):
        os.write(self._terminal, text.encode())

    def ended(self):
        """Its exit code."""
        return self._running.wait(60)

    def close(self):
        """Hang up, which ends a shell."""
        os.close(self._terminal)
        self._running.wait(60)
