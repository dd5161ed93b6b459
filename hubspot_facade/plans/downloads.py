"""Downloads: what a signed URL leads to, written to a file as it comes in."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO, Any, TypeAlias, cast
from urllib.parse import urlsplit

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.errors import InputError
from hubspot_facade.plans.raw import RawAnswer, RawCall
from hubspot_facade.transport.pacing import FREE
from hubspot_facade.transport.request import Request

# The path of a file, as text or Path, or an open binary file.
Target: TypeAlias = str | Path | IO[bytes]


class Download(RawCall):
    """A signed URL as a step of a plan; no credential goes there."""

    def request(self, base_url: str) -> Request:
        """The request, which writes what it is answered to the sink."""
        url, sink = self.arguments["url"], self.arguments["sink"]
        return Request("GET", "", url=url, sink=sink, lane=FREE, repeatable=True, writes=False)


def download(url: str, to: Target) -> Generator[Any, Any, int]:
    """The number of bytes written. A path has the file when it is whole, and stays as it was when that fails."""
    if isinstance(to, str | Path):
        path = Path(to)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as sink:
                size = yield from _fetched(url, sink)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        return size
    if not hasattr(cast("object", to), "write"):
        raise InputError("to", f"expected a path or an open binary file, not {type(to).__name__}")
    return (yield from _fetched(url, to))


def _fetched(url: str, sink: IO[bytes]) -> Generator[Any, Any, int]:
    counted = _Counted(sink)
    answer: RawAnswer = yield from Download("GET", url.partition("?")[0], {"url": url, "sink": counted})
    answer.raise_for_status()
    return counted.size


def address(part: str) -> Callable[[Any], None]:
    """What `needing` takes to see that this part of an answer, where it is told, is an address to download from."""

    def check(answer: Any) -> None:
        told = getattr(answer, part, None)
        if told is not None and not _is_address(told):
            raise DecodeError(f"{part} is no address to download from: {str(told)[:40]!r}")

    return check


def _is_address(told: Any) -> bool:
    if not isinstance(told, str) or not told.isprintable() or " " in told:
        return False
    try:
        parts = urlsplit(told)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets, or a port beyond all ports
        return False


class _Counted:
    """A binary file to write to, that knows how much was written since it was last put back."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self._sink.write(chunk)
        self.size += len(chunk)

    def seekable(self) -> bool:
        return self._sink.seekable()

    def tell(self) -> int:
        return self._sink.tell()

    def seek(self, start: int) -> None:
        self._sink.seek(start)
        self.size = 0

    def truncate(self) -> None:
        self._sink.truncate()
