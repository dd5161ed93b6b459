"""Commands that run until somebody ends them."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def until_interrupted() -> Generator[None]:
    """End quietly at Ctrl+C, and when the process is asked to end."""

    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def ending_at_once(close: Callable[[], object]) -> Generator[None]:
    """End the process at Ctrl+C with exit code 130, after `close`, though a thread waits for standard input."""

    def leave(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            close()
        finally:
            sys.stderr.flush()
            os._exit(130)

    before = signal.signal(signal.SIGINT, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
