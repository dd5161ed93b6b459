"""Requests to an application without a server, and what its handlers read of them.

A handler is given objects that note what is asked of them, so every field and parameter that it reads is found and can
be made odd, whether or not a document tells of it.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from hubspot_facade.sandbox import create_app

Path = tuple[str | int, ...]


class Noted(dict[str, Any]):
    """An object that notes, by their path, the names that are asked for."""

    read: set[Path]
    at: Path

    def _note(self, name: Any) -> None:
        if isinstance(name, str):
            self.read.add((*self.at, name))

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def pop(self, name: str, *default: Any) -> Any:
        self._note(name)
        return super().pop(name, *default)


def noted(value: Any, read: set[Path], at: Path = ()) -> Any:
    """Decoded JSON whose objects note into `read` what is asked of them."""
    if isinstance(value, dict):
        made = Noted({name: noted(one, read, (*at, name)) for name, one in value.items()})
        made.read, made.at = read, at
        return made
    if isinstance(value, list):
        return [noted(one, read, (*at, position)) for position, one in enumerate(value)]
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """The value with another one at a path, which is made."""
    if not path:
        return new
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        items = list(value) if isinstance(value, list) else []
        items += [{} for _ in range(head + 1 - len(items))]
        items[head] = put(items[head], rest, new)
        return items
    fields = dict(value) if isinstance(value, dict) else {}
    return {**fields, head: put(fields.get(head), rest, new)}


@dataclass
class Answered:
    """An answer."""

    status: int
    body: bytes


class Odd:
    """An application with the sample portal that is asked without a server; what a request does is undone after it."""

    def __init__(self) -> None:
        self.app = create_app(clock=lambda: 1_790_000_000.25, seed=7, samples=True)
        self._kept = sqlite3.connect(":memory:")
        self.app.portal.store.copy_to(self._kept)
        self._settings = self.app.settings
        self._token = f"Bearer {self.app.token}"

        async def at_once(_: float) -> None:
            return None

        self.app.sender.sleep = at_once

    def close(self) -> None:
        self._kept.close()
        self.app.snapshots.close()
        self.app.portals.close()

    def undo(self) -> None:
        """Back to the sample portal."""
        if len(self.app.portals) > 1 or len(list(self.app.portals.tokens)):
            self.app.portals.forget()
        self.app.portal.store.copy_from(self._kept)
        self.app.portal.clock.offset = 0.0
        self.app.faults.clear()
        if self.app.settings is not self._settings:
            self.app.settings = self._settings
            self.app.portals.apply(self._settings)

    def ask(
        self, method: str, path: str, query: str = "", body: bytes = b"", *, keep: bool = False, **headers: str
    ) -> Answered:
        """The answer to a request; header names have underscores for hyphens."""
        given = {"authorization": self._token, "host": "127.0.0.1"}
        if body:
            given |= {"content-type": "application/json", "content-length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "path": path,
            "raw_path": path.encode("latin-1"),
            "query_string": query.encode("latin-1"),
            "root_path": "",
            "scheme": "http",
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        }
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            sent.append(message)

        store = self.app.portal.store
        before = store.connection.total_changes
        try:
            self.app(scope, receive, send).send(None)
        except StopIteration:
            pass
        else:
            raise AssertionError("the application waits for something")
        if not keep and (store.connection.total_changes != before or path.startswith("/_sandbox")):
            self.undo()
        return Answered(sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:]))
