"""Downloads: the content behind a signed URL, written to a file as it arrives."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO, Any, TypeAlias
from urllib.parse import urlsplit

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.errors import InputError
from hubspot_facade.plans.raw import RawAnswer, RawCall
from hubspot_facade.transport.pacing import FREE
from hubspot_facade.transport.request import Request

Target: TypeAlias = str | Path | IO[bytes]
"""Where to write: the path of a file, or an open binary file."""


class Download(RawCall):
    """A signed URL as a step of a plan; it is requested without credentials."""

    def request(self, base_url: str) -> Request:
        """The request, which writes its answer to the sink."""
        url, sink = self.arguments["url"], self.arguments["sink"]
        return Request("GET", "", url=url, sink=sink, lane=FREE, repeatable=True, writes=False)


def check_open(to: object) -> None:
    """InputError for what bytes cannot be written to."""
    if not hasattr(to, "write") or isinstance(to, io.TextIOBase):
        raise InputError("to", f"expected a path or an open binary file, not {type(to).__name__}")


def download(url: str, to: Target) -> Generator[Any, Any, int]:
    """The number of bytes written. A path gets the file once it is complete, and is left unchanged if that fails."""
    if isinstance(to, str | Path):
        path = Path(to)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as sink:
                size, _ = yield from fetch(url, sink)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        return size
    check_open(to)
    size, _ = yield from fetch(url, to)
    return size


def fetch(url: str, sink: IO[bytes]) -> Generator[Any, Any, tuple[int, RawAnswer]]:
    """The number of bytes written to an open file, and the answer, whose content is empty."""
    counted = _Counted(sink)
    answer: RawAnswer = yield from Download("GET", url.partition("?")[0], {"url": url, "sink": counted})
    answer.raise_for_status()
    return counted.size, answer


def address(part: str) -> Callable[[Any], None]:
    """A check for `needing`: this part of an answer, if it is there, must be a URL to download from."""

    def check(answer: Any) -> None:
        url = getattr(answer, part, None)
        if url is not None and not _is_url(url):
            raise DecodeError(f"{part} is not a URL to download from: {str(url)[:40]!r}")

    return check


def _is_url(text: Any) -> bool:
    if not isinstance(text, str) or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets, or a port out of range
        return False


class _Counted:
    """A binary file to write to, which counts the bytes written since it was last rewound."""

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
