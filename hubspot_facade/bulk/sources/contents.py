"""Where the bytes of a file come from: a path, standard input or an open file, compressed with gzip or not."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol, cast

from hubspot_facade.bulk.sources.encodings import Encoding, Evidence, named_encoding
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import describe

DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)
"""What reading a damaged or cut off gzip file raises."""

_GZIP = b"\x1f\x8b"
_PIECE = 1 << 18
HEAD = 1 << 16


class Content(Protocol):
    """The bytes of a file."""

    name: str
    head: bytes
    once: bool

    def open(self) -> BinaryIO:
        """The bytes from the first one; a stream gives them once."""
        ...

    def identify(self, encoding: object = None) -> tuple[Encoding, str | None]:
        """The encoding, and a hash of the content, None if that cannot be known before it is read."""
        ...

    def changed(self) -> str | None:
        """How the file differs from what it was when it was opened, as a sentence."""
        ...

    def fraction(self) -> float | None:
        """How much of it has been read, between 0 and 1."""
        ...


class FileContent:
    """A file by its path, which can be read any number of times."""

    once = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self._reading: BinaryIO | None = None
        try:
            with path.open("rb") as file:
                self._stat = os.fstat(file.fileno())
                self._zipped = file.read(2) == _GZIP
            with self.open() as file:
                self.head = file.read(HEAD)
        except DAMAGED as error:
            raise InputError("rows", f"{path}: the compressed file is damaged: {error}") from None
        except OSError as error:
            raise InputError("rows", f"{path}: {error.strerror or error}") from None

    def open(self) -> BinaryIO:
        """The bytes from the first one."""
        raw = self._path.open("rb")
        self._reading = raw
        return cast("BinaryIO", _Unzipped(fileobj=raw)) if self._zipped else raw

    def identify(self, encoding: object = None) -> tuple[Encoding, str | None]:
        """The encoding, and a hash of the content; reads the file once."""
        digest, evidence = blake2b(digest_size=16), Evidence()
        with self.open() as file:
            try:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    if encoding is None:
                        evidence.add(piece)
            except DAMAGED:
                pass  # what comes before the damage is read, and the damage is reported then
        evidence.add(b"", last=True)
        found = evidence.encoding() if encoding is None else named_encoding(encoding, self.head)
        return found, digest.hexdigest()

    def changed(self) -> str | None:
        """Whether size, time of change or the file itself are others now."""
        try:
            now = self._path.stat()
        except OSError as error:
            return f"{self.name} cannot be found any more: {error.strerror}"
        if (now.st_size, now.st_mtime_ns, now.st_ino) == (
            self._stat.st_size,
            self._stat.st_mtime_ns,
            self._stat.st_ino,
        ):
            return None
        return f"{self.name} changed while it was read: rows may be from before and after the change"

    def fraction(self) -> float | None:
        """How much of it has been read."""
        reading = self._reading
        if reading is None or not self._stat.st_size:
            return None
        return 1.0 if reading.closed else min(1.0, reading.tell() / self._stat.st_size)


class StreamContent:
    """Standard input or an open file; it can be read once, and its encoding is judged by its first 64 KB."""

    once = True

    def __init__(self, stream: Any, name: str = "") -> None:
        self.name = name
        self._encoding, binary = _binary(stream)
        first = _first(binary)
        self._stream: Any = io.BufferedReader(_Continued(first, binary))
        if first.startswith(_GZIP):
            unzipped: Any = gzip.GzipFile(fileobj=self._stream)
            try:
                first = _first(unzipped)
            except DAMAGED as error:
                raise InputError("rows", f"{name or 'the file'}: the compressed file is damaged: {error}") from None
            self._stream = io.BufferedReader(_Continued(first, unzipped))
        self.head = first
        self._opened = False

    def open(self) -> BinaryIO:
        """The bytes; InputError the second time."""
        if self._opened:
            raise InputError("rows", f"{self.name or 'the open file'} can be read only once")
        self._opened = True
        return cast("BinaryIO", self._stream)

    def identify(self, encoding: object = None) -> tuple[Encoding, str | None]:
        """The encoding by the first bytes."""
        if encoding is not None or self._encoding is not None:
            return named_encoding(encoding or self._encoding, self.head), None
        evidence = Evidence()
        evidence.add(self.head)
        return evidence.encoding(), None

    def changed(self) -> str | None:
        """Nothing that could be noticed."""
        return None

    def fraction(self) -> float | None:
        """Nobody knows how much is to come."""
        return None


class _Unzipped(gzip.GzipFile):
    def close(self) -> None:
        raw: Any = self.fileobj  # which a GzipFile leaves open
        super().close()
        if raw is not None:
            raw.close()


class _Continued(io.RawIOBase):
    """Bytes that were read already, and the stream that they are from."""

    def __init__(self, first: bytes, rest: Any) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._first[: len(buffer)] or self._rest.read(len(buffer)) or b""
        self._first = self._first[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


class _Encoded:
    """An open text file as the bytes of UTF-8."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text

    def read(self, size: int) -> bytes:
        # A character has at most 4 bytes.
        return self._text.read(max(1, size // 4)).encode("utf-8", "surrogatepass")


def content_of(given: object) -> Content:
    """The bytes of a path, of `-` for standard input, or of an open file."""
    if given == "-":
        return StreamContent(sys.stdin.buffer, "standard input")
    if isinstance(given, str | Path):
        return FileContent(Path(given))
    if hasattr(given, "read"):
        name = getattr(given, "name", "")
        return StreamContent(given, name if isinstance(name, str) else "")
    raise InputError("rows", f"expected a path or an open file, not {describe(given)}")


def _binary(stream: Any) -> tuple[str | None, Any]:
    """The encoding of a stream of text, None for one of bytes, and a stream of its bytes.

    The bytes below an open text file are read where nothing has been read of it yet: decoding fails at the first one
    that is wrong, and changes the line breaks in cells.
    """
    try:
        if not isinstance(stream.read(0), str):
            return None, stream
        has_bytes = hasattr(stream, "buffer") and hasattr(stream, "encoding")
        if has_bytes and stream.seekable() and stream.tell() == 0:
            return str(stream.encoding), stream.buffer
    except (OSError, ValueError) as error:
        raise InputError("rows", f"the open file cannot be read: {error}") from None
    return "utf-8", _Encoded(stream)


def _first(stream: Any) -> bytes:
    pieces, size = list[bytes](), 0
    while size < HEAD and (piece := stream.read(HEAD - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
