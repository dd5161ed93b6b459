"""Ctrl-C during a load: the first one ends it once the requests under way are answered, the second one at once."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from hubspot_facade.bulk.rows import Row, Source

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STDERR = 2
_WAITS = b"stopping: waiting for the requests under way; once more to leave at once\n"


class Stopping:
    """Notes that the user wants to stop, and stops where nothing is half done.

    An exception in the middle of a load could come while it writes its journal. So the signal is only noted; reading
    the next row, or the next report of progress, raises KeyboardInterrupt, after which the load waits for what is under
    way; so does the signal itself while a row is read, which may take long. A second signal ends the process: what the
    journal says remains true.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self.is_reading = False
        self._raised = False
        self._before: dict[int, Any] = {}

    @property
    def exit_code(self) -> int:
        """As a shell has it for a process that a signal ended."""
        return 128 + (self.signal or signal.SIGINT)

    def rows(self, source: Source) -> StoppableRows:
        """A source that ends with KeyboardInterrupt when the user wants to stop."""
        return StoppableRows(source, self)

    def progress(self, show: Callable[[Any], None]) -> Callable[[Any], None]:
        """The function that shows progress, which raises KeyboardInterrupt then too."""

        def shown(now: Any) -> None:
            show(now)
            self.check()

        return shown

    def check(self) -> None:
        """Raise KeyboardInterrupt once, if the user wants to stop."""
        if self.signal is not None and not self._raised:
            self._raised = True
            raise KeyboardInterrupt

    def __enter__(self) -> Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {each: signal.signal(each, self._note) for each in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for each, before in self._before.items():
            signal.signal(each, before)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is not None:
            os._exit(self.exit_code)
        self.signal = number
        os.write(_STDERR, _WAITS)  # print may be interrupted in its own middle
        if self.is_reading:
            self.check()


class StoppableRows:
    """A source that checks before each row whether to stop."""

    def __init__(self, source: Source, stopping: Stopping) -> None:
        self._source = source
        self._stopping = stopping
        self.name = source.name
        self.columns = source.columns
        self.fingerprint = source.fingerprint

    @property
    def file(self) -> Any:
        """What the rows are read from, for a file of those that fail."""
        return getattr(self._source, "file", self._source)

    def changed(self) -> str | None:
        """What changed while the rows were read; None if nothing did."""
        return self._source.changed()

    def __iter__(self) -> Iterator[Row]:
        stopping, rows = self._stopping, iter(self._source)
        while True:
            stopping.check()
            stopping.is_reading = True
            try:
                row = next(rows, None)
            finally:
                stopping.is_reading = False
            if row is None:
                return
            yield row
