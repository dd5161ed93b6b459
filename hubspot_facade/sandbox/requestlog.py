"""The requests that the sandbox answered, the last ones only."""

from collections import deque
from dataclasses import dataclass

from .clock import instant
from .errors import Body

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Logged:
    """One answered request."""

    at: int
    method: str
    path: str
    query: str
    status: int
    ms: float
    answer: str
    correlation_id: str

    def body(self) -> Body:
        """The entry as the admin endpoint answers it."""
        return {
            "at": instant(self.at),
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "status": self.status,
            "ms": round(self.ms, 3),
            "answer": self.answer,
            "correlationId": self.correlation_id,
        }


class RequestLog:
    """The last requests, oldest first, and how many there were of each status."""

    def __init__(self) -> None:
        self.entries: deque[Logged] = deque(maxlen=KEPT)
        self.by_status: dict[int, int] = {}
        self.by_answer: dict[str, int] = {}
        self.count = 0
        self.total_ms = 0.0

    def add(self, entry: Logged) -> None:
        """Log an answered request."""
        self.entries.append(entry)
        self.count += 1
        self.total_ms += entry.ms
        self.by_status[entry.status] = self.by_status.get(entry.status, 0) + 1
        self.by_answer[entry.answer] = self.by_answer.get(entry.answer, 0) + 1

    def clear(self) -> None:
        """Forget every request."""
        self.entries.clear()
        self.by_status.clear()
        self.by_answer.clear()
        self.count, self.total_ms = 0, 0.0
