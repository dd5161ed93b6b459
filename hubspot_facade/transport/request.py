"""Requests and answers, independent of any HTTP library."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from hubspot_facade.basic_errors import InputError
from hubspot_facade.late import late_module, late_pattern
from hubspot_facade.light_dataclasses import dataclass, field
from hubspot_facade.transport.repeatable import changes_its_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.transport import secret_places as places
else:
    places = late_module("hubspot_facade.transport.secret_places")

FilePart = tuple[str, tuple[str | None, "bytes | IO[bytes]", str | None]]

MOST_URL = 60_000
"""Characters of the longest URL that is sent; httpx takes few more, and servers fewer."""
_FIXED = late_pattern(r"|[A-Za-z][A-Za-z_-]*|v\d|20\d\d-\d\d(-beta)?|\d-\d+")  # segments of paths that are no values
_MOST_UNQUOTED = MOST_URL // 12  # a character is quoted as up to twelve
_CURSORS = frozenset({"after", "before"})


def cursor_of(text: str) -> str:
    """A cursor as HubSpot reads it: `MQ==` of `MQ%3D%3D`.

    Many of HubSpot's APIs answer cursors quoted for a URL, as they are in the link of the next page. Quoted again they
    are refused, or answered with an empty page: the rest of a listing would be missing without an error.
    """
    read = unquote(text) if "%" in text else text
    return text if "\ufffd" in read else read  # it was not quoted


@dataclass()
class Request:
    """One request: the path is filled in and quoted, `lane` and `repeatable` are for the retry policy."""

    method: str
    path: str
    # what may hold secrets or be long is in no repr
    query: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]], repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    content: bytes | None = field(default=None, repr=False)
    form: Mapping[str, str | list[str]] | None = field(default=None, repr=False)
    files: list[FilePart] | None = None
    lane: str = "general"
    repeatable: bool = False  # by its method and path; see `may_repeat`
    writes: bool = True  # False for calls that only read
    app_level: bool = False  # of an app rather than an account
    url: str | None = field(default=None, repr=False)  # outside HubSpot's API, without a credential
    sink: IO[bytes] | None = field(default=None, repr=False)  # takes the body, however large and slow
    template: str = ""  # the path with names in braces; where it is not known, it is guessed from the path
    _starts: list[int | None] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if any(name in _CURSORS and "%" in value for name, value in self.query):
            self.query = [(name, cursor_of(value) if name in _CURSORS else value) for name, value in self.query]
        length = len(self.path) + sum(len(name) + len(value) + 2 for name, value in self.query)
        if length > _MOST_UNQUOTED and (length := len(self.path) + len(urlencode(self.query))) > MOST_URL:
            longest = max(self.query, key=lambda pair: len(pair[1]), default=("path", ""))[0]
            raise InputError(
                longest,
                f"the URL would have {length:,} characters, of at most {MOST_URL:,}: ask for less at once, "
                "or for records by batch_read or search, where names travel in the body",
            )

    def may_repeat(self) -> bool:
        """Whether sending it twice does no more than sending it once. It reads the body, so ask only if it matters."""
        if not (self.repeatable and self.writes and self.content):
            return self.repeatable
        return not changes_its_key(self.path, self.query, self.content)

    @property
    def route(self) -> str:
        """The path for logs and metrics: without ids, addresses and other values, but with the types of objects."""
        if self.url is not None:
            return "{download}"
        if not self.template:
            return "/".join(part if _FIXED.fullmatch(part) else "{}" for part in self.path.split("/"))
        pairs = zip(self.template.split("/"), self.path.split("/"), strict=False)
        return "/".join(part if name.endswith("bjectType}") else name for name, part in pairs)

    def rewind(self) -> bool:
        """Rewind file parts and the sink; False if one of them cannot be rewound."""
        if not self.files and self.sink is None:
            return True
        streams = [part[1] for _, part in self.files or () if not isinstance(part[1], bytes)]
        if self.sink is not None:
            streams.append(self.sink)
        if self._starts is None:
            self._starts = [stream.tell() if stream.seekable() else None for stream in streams]
        for stream, start in zip(streams, self._starts, strict=True):
            if start is not None:
                stream.seek(start)
                if stream is self.sink:
                    stream.truncate()
        return None not in self._starts

    def shown_url(self, base_url: str) -> str:
        """The full URL for messages and logs, with any token in it hidden."""
        if self.url is not None:
            return self.url.partition("?")[0]
        path = self.path
        if any(segment in path for segment in places.SECRET_SEGMENTS):
            parts = path.split("/")
            pairs = zip(parts, ["", *parts], strict=False)
            path = "/".join(places.HIDDEN if before in places.SECRET_SEGMENTS else part for part, before in pairs)
        hidden = places.SECRET_PARAMETERS
        shown = [(key, places.HIDDEN if key.lower() in hidden else value) for key, value in self.query]
        return f"{base_url}{path}" + (f"?{urlencode(shown, safe='*')}" if shown else "")


def json_of(text: bytes | str) -> Any:
    """JSON data of a text; ValueError for one that is not JSON, or nested deeper than Python can read."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None


@dataclass(frozen=True)
class Answer:
    """One unparsed answer; header names are in lower case. `flaw` says why the content is incomplete."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    flaw: str | None = None

    @property
    def content_type(self) -> str:
        """The media type header, empty if there is none."""
        return self.headers.get("content-type", "")

    def json(self) -> Any:
        """The body as JSON, None if it is not JSON."""
        try:
            return json_of(self.content)
        except ValueError:
            return None
