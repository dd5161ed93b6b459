"""How secrets are found in what is shown, in any escaping, and redacted; `secrets` says of which request they are."""

from __future__ import annotations

import json
import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus

from hubspot_facade.late import late_module, late_pattern
from hubspot_facade.transport.secret_places import HIDDEN, SECRET_PARAMETERS, SECRET_SEGMENTS

if TYPE_CHECKING:
    import html
    from collections.abc import Callable, Iterable, Mapping

    from hubspot_facade.transport import network
    from hubspot_facade.transport.request import Request
else:
    html = late_module("html")
    network = late_module("hubspot_facade.transport.network")

_SHORTEST = 4  # characters; anything shorter is part of too many words
_NAMES = r"access_?token|refresh_?token|id_?token|client_?secret|code_?verifier|hapikey|api_?key|password|private_?key"
_IN_JSON = late_pattern(rf'("(?:{_NAMES})"\s*:\s*")((?:[^"\\]|\\.)*)', re.IGNORECASE)
_IN_FORM = late_pattern(rf"(?:^|&)(?:{'|'.join(SECRET_PARAMETERS)}|{_NAMES})=([^&\s]*)", re.IGNORECASE)
_KEY = late_pattern(_NAMES, re.IGNORECASE)
_HEADER = late_pattern("auth|cookie|token|secret|key|signature", re.IGNORECASE)
_IN_URL = late_pattern(
    rf"([?&](?:{'|'.join(sorted(SECRET_PARAMETERS))})=|/(?:{'|'.join(sorted(SECRET_SEGMENTS))})/)[^&/?\s'\"]+",
    re.IGNORECASE,
)


class Redaction:
    """Redacts the secrets of a request and these others."""

    def __init__(self, request: Request | None, known: tuple[str, ...]) -> None:
        self._request = request
        self._known = known

    def text(self, text: str) -> str:
        """A text without them, in any escaping."""
        text = _IN_URL.sub(rf"\1{HIDDEN}", _IN_JSON.sub(rf"\1{HIDDEN}", text))
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    def content(self, content: bytes) -> bytes:
        """A body without them; anything but text is unchanged if it has none."""
        text = content.decode("latin-1")
        hidden = self.text(text)
        if hidden != text:
            content = hidden.encode("latin-1", "replace")
        if b"\\u" in content:  # JSON may write any letter this way
            try:
                data = json.loads(content)
                cleaned = self.data(data)
            except (ValueError, RecursionError):
                return content
            if cleaned != data:
                return json.dumps(cleaned).encode()
        return content

    def data(self, value: Any) -> Any:
        """Decoded JSON without them."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.data(each) for each in cast("list[object]", value)]
        if isinstance(value, dict):
            found = cast("dict[str, Any]", value)
            return {
                self.text(key): HIDDEN if isinstance(each, str) and _KEY.fullmatch(key) else self.data(each)
                for key, each in found.items()
            }
        return value

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers of an answer without them, and without cookies."""
        return {self.text(name): self.text(value) for name, value in headers.items() if name != "set-cookie"}

    def request_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers of a request without them."""
        return {name: HIDDEN if _HEADER.search(name) else self.text(value) for name, value in headers.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        carried = _carried(self._request) if self._request else ()
        values = {*self._known, *carried, *network.environment_secrets()}
        shown = {form for value in values if len(value) >= _SHORTEST for form in _forms(value)}
        longest_first = sorted(shown, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if shown else None


def _carried(request: Request) -> Iterable[str]:
    fields = list(request.query)
    for name, value in (request.form or {}).items():
        fields += [(name, text) for text in (value if isinstance(value, list) else [value])]
    yield from (value for name, value in fields if name.lower() in SECRET_PARAMETERS or _KEY.fullmatch(name))
    for name, value in request.headers.items():
        if _HEADER.search(name):
            yield from (value, value.partition(" ")[2])
    if request.url is not None:  # anybody with a signed URL can fetch its content
        query = request.url.partition("?")[2]
        yield from (query, *(value for _, value in parse_qsl(query)))
    parts = request.path.split("/")
    yield from (unquote(part) for before, part in pairwise(parts) if before in SECRET_SEGMENTS)
    if request.content:
        text = request.content[:1_000_000].decode("utf-8", "replace")
        yield from (_unescaped(found[2]) for found in _IN_JSON.finditer(text))
        yield from (unquote_plus(found[1]) for found in _IN_FORM.finditer(text))


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


_WAYS: tuple[Callable[[str], str], ...] = (
    lambda text: quote(text, errors="replace"),
    lambda text: quote(text, safe="", errors="replace"),
    lambda text: quote_plus(text, errors="replace"),
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    lambda text: html.escape(text),
    lambda text: html.escape(text).replace("/", "&#x2F;").replace("&#x27;", "&#39;"),
    lambda text: repr(text)[1:-1],
    lambda text: text.encode("utf-8", "replace").decode("latin-1"),
)


def _forms(value: str) -> set[str]:
    """A value in every form in which it may be written: as it is, in URLs, JSON, HTML, a repr, and combinations."""
    once = {value, *(way(value) for way in _WAYS)}
    return once | {way(form) for form in once for way in _WAYS}
