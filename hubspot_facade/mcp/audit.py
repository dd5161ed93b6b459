"""The audit file: a line of JSON for each call of an agent. It has no property values and no secrets."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hubspot_facade.mcp.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Audit:
    """Appends to a file that only its owner can read; without a path nothing is kept. `wall` is a clock."""

    def __init__(self, path: Path | None, wall: Callable[[], float]) -> None:
        self._path, self._wall, self._lock = path, wall, threading.Lock()

    def write(self, **facts: Any) -> None:
        """Add a line, on disk when this returns. Refusal if it cannot be written, so that nothing is done unseen."""
        if self._path is None:
            return
        at = datetime.fromtimestamp(self._wall(), UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, **facts}, ensure_ascii=True, default=str) + "\n"
        try:
            with self._lock:
                file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    os.write(file, line.encode())
                    os.fsync(file)
                finally:
                    os.close(file)
        except OSError as problem:
            raise Refusal(f"the audit file cannot be written ({problem.strerror}), so nothing is done") from None
