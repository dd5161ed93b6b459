"""The requests that the sandbox answered, the last ones only."""

import json
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.instants import instant

from . import redaction

KEPT = 10_000
LARGEST = 256 * 1024
BUDGET = 16 * 1024 * 1024
"""Bytes of bodies that are kept, of the latest requests; a body beyond `LARGEST` is not."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent one way: media type and content, None where it is no longer kept, and how long it was."""

    type: str
    content: bytes | None
    size: int

    @classmethod
    def of(cls, type_: str, content: bytes) -> "Message":
        """The message, without its content where that is too long to be kept."""
        return cls(type_, content if len(content) <= LARGEST else None, len(content))

    def json(self) -> Any:
        """The content as decoded JSON, secrets and all. ValueError where it is not kept or is none."""
        if self.content is None:
            raise ValueError(f"a body of {self.size:,} bytes that is not kept")
        return json.loads(self.content)

    def text(self) -> str | None:
        """The content for people, secrets hidden; None where it is not kept or is no text."""
        return None if self.content is None else redaction.body(self.content, self.type)


@dataclass(slots=True)
class Logged:
    """One answered request. `number` counts up over the life of the sandbox; `path` and `query` hold no secrets."""

    at: int
    method: str
    path: str
    query: str
    status: int
    ms: float
    answer: str
    correlation_id: str
    client: str = ""
    sent: Message | None = None
    answered: Message | None = None
    number: int = 0
    fault: str = ""

    def body(self) -> Body:
        """The entry as the admin endpoint answers it; `fault` is there when one was injected."""
        shown: Body = {
            "number": self.number,
            "at": instant(self.at),
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "status": self.status,
            "ms": round(self.ms, 3),
            "answer": self.answer,
            "correlationId": self.correlation_id,
        }
        return shown | ({"fault": self.fault} if self.fault else {})


Listener = Callable[[Logged], None]


class RequestLog:
    """The last requests, oldest first, and how many there were of each status."""

    def __init__(self) -> None:
        self.entries: deque[Logged] = deque(maxlen=KEPT)
        self.by_status: dict[int, int] = {}
        self.by_answer: dict[str, int] = {}
        self.count = 0
        self.total_ms = 0.0
        self._number = 0
        self._with_bodies: deque[Logged] = deque()
        self._bytes = 0
        self._listeners: list[Listener] = []

    def add(self, entry: Logged) -> None:
        """Log an answered request."""
        self._number += 1
        entry.number = self._number
        entry.path, entry.query = redaction.path(entry.path), redaction.query(entry.query) if entry.query else ""
        self.entries.append(entry)
        self._keep_bodies(entry)
        self.count += 1
        self.total_ms += entry.ms
        self.by_status[entry.status] = self.by_status.get(entry.status, 0) + 1
        self.by_answer[entry.answer] = self.by_answer.get(entry.answer, 0) + 1
        for listener in self._listeners:
            listener(entry)

    @contextmanager
    def listen(self, listener: Listener) -> Generator[None, None, None]:
        """Have `listener` called with every request as it is answered, in the thread that answers."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def find(self, number: int) -> Logged | None:
        """The request with a number, while it is kept."""
        return next((one for one in reversed(self.entries) if one.number == number), None)

    def clear(self) -> None:
        """Forget every request."""
        self.entries.clear()
        self._with_bodies.clear()
        self._bytes = 0
        self.by_status.clear()
        self.by_answer.clear()
        self.count, self.total_ms = 0, 0.0

    def _keep_bodies(self, entry: Logged) -> None:
        """Keep the bodies of the latest requests, as many as there is room for."""
        self._with_bodies.append(entry)
        self._bytes += _weight(entry)
        while self._bytes > BUDGET or len(self._with_bodies) > KEPT:
            oldest = self._with_bodies.popleft()
            self._bytes -= _weight(oldest)
            oldest.sent, oldest.answered = _emptied(oldest.sent), _emptied(oldest.answered)


def _weight(entry: Logged) -> int:
    return sum(len(one.content) for one in (entry.sent, entry.answered) if one is not None and one.content)


def _emptied(message: Message | None) -> Message | None:
    return None if message is None else Message(message.type, None, message.size)
