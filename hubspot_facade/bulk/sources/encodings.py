"""Which encoding a file has, and how bytes that are no text in it are kept.

Without a name and without a byte order mark, a file is UTF-16 where every other byte of its start is zero; UTF-8 where
all of it is UTF-8, or where it has at least as many characters beyond ASCII that are as bytes that are not; and
Windows-1252 otherwise, which reads Latin-1 text too. Bytes that are none of these are an InputError: a file of the DOS
and Macintosh code pages looks like any other, and a wrong guess would change every accented letter.

Bytes that cannot be decoded become lone surrogates, so that their row can be reported and written as it was.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from hubspot_facade.errors import InputError

KEEP: Final = "hubspot_facade.keep"
"""The error handler for decoding and encoding that loses no byte."""

BROKEN: Final = re.compile("[\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_ALL_BYTES = bytes(range(256))
_OTHERS = _ALL_BYTES.translate(None, _NOT_IN_1252)
_ENOUGH = 10_000  # bytes that are not UTF-8, after which nothing else is looked for
_WIDE = ("utf-16", "utf16", "utf-32", "utf32")
_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, the byte order mark that the file begins with, and how the codec was found."""

    codec: str
    mark: bytes = b""
    found: str = "given"

    @property
    def name(self) -> str:
        """Its name for people."""
        return _NAMES.get(self.codec, self.codec.upper())

    def __str__(self) -> str:
        return f"{self.name}, {self.found}"


class Evidence:
    """What the bytes of a file say about its encoding, piece by piece."""

    def __init__(self) -> None:
        self._start = b""
        self._valid = 0
        self._invalid = 0
        self._not_1252 = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._cut = b""

    def add(self, piece: bytes, *, last: bool = False) -> None:
        """Take the next piece of the file into account."""
        if len(self._start) < 4096:
            self._start += piece[:4096]
        if piece.isascii() and not last and not self._pending:
            return
        self._not_1252 = self._not_1252 or bool(piece.translate(None, _OTHERS))
        if self._invalid < _ENOUGH + self._valid:
            text = self._decoder.decode(piece, last)
            invalid = len(BROKEN.findall(text))
            self._invalid += invalid
            self._valid += len(text) - len(text.encode("ascii", "ignore")) - invalid

    @property
    def _pending(self) -> bool:
        return bool(self._decoder.getstate()[0])

    def encoding(self) -> Encoding:
        """The encoding. InputError if it cannot be known."""
        marked = marked_encoding(self._start)
        if marked is not None:
            return marked
        if wide := _wide(self._start):
            return Encoding(wide, found="detected")
        if not self._invalid or self._valid >= self._invalid:
            return Encoding("utf-8", found="detected")
        if self._not_1252:
            raise InputError("encoding", "cannot be detected: the text is neither UTF-8 nor Windows-1252; name it")
        return Encoding("cp1252", found="detected, because it is not UTF-8")


def marked_encoding(start: bytes) -> Encoding | None:
    """The encoding whose byte order mark the file begins with."""
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return Encoding(codec, mark, "by its byte order mark")
    return None


def named_encoding(name: object, start: bytes) -> Encoding:
    """The encoding of this name. InputError if there is none, or if the byte order mark says otherwise."""
    try:
        if not isinstance(name, str):
            raise LookupError
        "".encode(name)  # refuses codecs that are not for text
        codec = codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        raise InputError(
            "encoding", f"there is no text encoding {name!r}; common ones: utf-8, cp1252, utf-16"
        ) from None
    codec = "utf-8" if codec == "utf-8-sig" else codec
    marked = marked_encoding(start)
    if marked is not None and marked.codec.startswith(codec):
        return Encoding(marked.codec, marked.mark)
    if marked is not None and not (marked.codec == "utf-32-le" and codec == "utf-16-le"):
        raise InputError("encoding", f"is {marked.name} by the file's byte order mark, not {name}")
    return Encoding(f"{codec}-le" if codec in ("utf-16", "utf-32") else codec)


def describe_broken(text: str, encoding: Encoding) -> str | None:
    """What is wrong with a text that has undecodable bytes or halves of characters; None if nothing is."""
    found = None if text.isascii() else BROKEN.search(text)
    if found is None:
        return None
    code = ord(found.group()) - 0xDC00
    what = f"byte {code:02X}" if 0x80 <= code <= 0xFF else "half of a character"
    return f"is not {encoding.name} text: {what} after {text[max(0, found.start() - 20) : found.start()]!r}"


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark, where zeros make up a third of the even or of the odd bytes, and none of the others."""
    half = len(start) // 2
    even, odd = start[0 : 2 * half : 2].count(0), start[1 : 2 * half : 2].count(0)
    if odd > half / 3 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half / 3 and not odd else None


def _keep(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeDecodeError):
        bad = error.object[error.start : error.end]
        if error.encoding.lower().startswith(_WIDE):
            try:
                return codecs.lookup_error("surrogatepass")(error)
            except UnicodeDecodeError:  # cut off within a character
                return "".join(chr(0xDC00 + each) for each in bad), error.end
        return "".join(chr(0xDC00 + each) if each >= 0x80 else chr(each) for each in bad), error.end
    if isinstance(error, UnicodeEncodeError):
        wide = error.encoding.lower().startswith(_WIDE)
        try:
            return codecs.lookup_error("surrogatepass" if wide else "surrogateescape")(error)
        except UnicodeEncodeError:  # of another encoding than this one: as JSON escapes it
            return codecs.lookup_error("backslashreplace")(error)
    raise error


codecs.register_error(KEEP, _keep)
