"""The body of an answer as it arrives: decompressed, and no larger than allowed.

Decompressed bytes are counted as they appear, so that a small body that grows without end takes no memory.
"""

from __future__ import annotations

import zlib
from typing import IO

ENCODINGS = "gzip, deflate"
"""The encodings to ask for: those that the standard library decompresses piece by piece."""
_PACKED = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_MEMBER = b"\x1f\x8b"  # how a member of a gzip file begins
_PACKAGING = 100_000  # bytes by which a packed body may be longer than the limit: headers, and what is not shortened
_OF_AN_ERROR = 10_000_000  # bytes of an error's body that are kept, whatever the limit


class GarbledAnswerError(Exception):
    """The body is not compressed as its headers say, or ends early."""


class Intake:
    """Takes a body piece by piece.

    `limit` is in bytes, None for none; a `sink` has no limit, and its content is not kept. `flaw` says why the content
    is incomplete, None if it is complete.
    """

    def __init__(self, status: int, encoding: str, limit: int | None, sink: IO[bytes] | None = None) -> None:
        self._sink = sink if status < 300 else None
        if self._sink is not None:
            limit = None
        self._limit = limit if limit is None or status < 400 else min(limit, _OF_AN_ERROR)
        self._parts: list[bytes] = []
        self._size = 0
        self.flaw: str | None = None
        encoding = encoding.strip().lower()
        self._bits = _PACKED.get(encoding, 0)
        self._unpacked = zlib.decompressobj(self._bits) if self._bits else None  # None between members of a gzip file
        self._begun = self._padded = False
        self._packed = 0
        self._rest = b""
        if not self._bits and encoding not in ("", "identity"):
            self.flaw = f"the answer is encoded as {encoding[:40]!r}, which was not asked for"

    def take(self, chunk: bytes) -> bool:
        """Take a piece; whether more may follow. Raises GarbledAnswerError."""
        if self.flaw is not None:
            return False
        return self._unpack(chunk) if self._bits else self._keep(chunk)

    def take_whole(self, content: bytes) -> None:
        """Take a body that arrived in one piece, already decompressed."""
        self.flaw = None
        self._bits, self._unpacked = 0, None
        self._keep(content)

    def content(self) -> bytes:
        """The body. Raises GarbledAnswerError if it ends early."""
        if self.flaw is None and (self._rest or (self._begun and self._unpacked is not None)):
            raise GarbledAnswerError("the compressed answer ends early")
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    def _keep(self, chunk: bytes) -> bool:
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            self.flaw = self._too_large()
            room = len(chunk) - (self._size - self._limit)
            chunk = chunk[:room]
        if self._sink is not None:
            self._sink.write(chunk)
        elif chunk:
            self._parts.append(chunk)
        return self.flaw is None

    def _too_large(self) -> str:
        return f"the answer is larger than answer_limit={self._limit:,} bytes"

    def _unpack(self, chunk: bytes) -> bool:
        """Decompress a piece. What follows the end, except further members of a gzip file, is padding and not kept."""
        self._packed += len(chunk)
        if self._limit is not None and self._packed > self._limit + _PACKAGING:
            self.flaw = self._too_large()
            return False
        if self._padded:
            return True
        chunk, self._rest = self._rest + chunk, b""
        while chunk:
            if self._unpacked is None and not (self._bits == _PACKED["gzip"] and _MEMBER.startswith(chunk[:2])):
                self._padded = True
                return True
            if len(chunk) < 2 and (self._unpacked is None or not self._begun):
                self._rest = chunk  # too little to see what it is
                return True
            if self._unpacked is None:
                self._unpacked = zlib.decompressobj(self._bits)
            room = 0 if self._limit is None else self._limit - self._size + 1  # 0 means no bound
            try:
                unpacked = self._unpacked.decompress(chunk, room)
            except zlib.error as error:
                if self._begun or self._bits != zlib.MAX_WBITS:
                    raise GarbledAnswerError(f"the answer is not compressed as its headers say: {error}") from error
                self._unpacked = zlib.decompressobj(-zlib.MAX_WBITS)  # bare deflate, as some servers send it
                self._begun = True
                continue
            self._begun = True
            if not self._keep(unpacked):
                return False
            if not self._unpacked.eof:
                return True
            chunk, self._unpacked = self._unpacked.unused_data, None
        return True
