"""Requests to any path of HubSpot's API, for endpoints that have no method here."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import parse_qsl, quote, urlsplit

from hubspot_facade.config import DEFAULT_BASE_URL
from hubspot_facade.errors import InputError
from hubspot_facade.light_dataclasses import dataclass, field
from hubspot_facade.plans.arguments import as_mappings
from hubspot_facade.transport.headers import HEADER_NAME
from hubspot_facade.transport.pacing import lane_of
from hubspot_facade.transport.repeatable import is_read, is_repeatable
from hubspot_facade.transport.request import Answer, Request, json_of
from hubspot_facade.transport.retired import refuse_retired
from hubspot_facade.wire.ids import sendable, whole_number

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.errors import APIError

_HUBSPOT = ("https", urlsplit(DEFAULT_BASE_URL).hostname, None)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


class RawAnswer:
    """An unparsed answer: `status_code`, `headers` (names in lower case) and `content`."""

    def __init__(self, answer: Answer, error: APIError | None = None) -> None:
        self.status_code = answer.status
        self.headers = dict(answer.headers)
        self.content = answer.content
        self._error = error

    @property
    def body(self) -> Any:
        """The content decoded: JSON data, else text, else bytes; None if there is none."""
        if not self.content:
            return None
        try:
            text = self.content.decode()
        except UnicodeDecodeError:
            return self.content
        try:
            return json_of(text)
        except ValueError:
            return text

    def raise_for_status(self) -> RawAnswer:
        """This answer; raises its error if the status is an error status."""
        if self._error is not None:
            raise self._error
        return self

    def to_dict(self) -> dict[str, Any]:
        """`status_code`, `headers` and `body`."""
        return {"status_code": self.status_code, "headers": self.headers, "body": self.body}

    def __repr__(self) -> str:
        return f"<RawAnswer {self.status_code}, {len(self.content)} bytes>"


Check: TypeAlias = Callable[[RawAnswer], object] | None


@dataclass(frozen=True)
class RawCall:
    """A raw request as a step of a plan; the client adds its base URL, or that of the forms' host for `forms`.

    `check` inspects a successful answer, and raises DecodeError if it lacks what the plan needs.
    """

    method: str
    path: str
    arguments: Mapping[str, Any] = field(repr=False)  # they may hold secrets
    forms: bool = False
    check: Check = None

    def request(self, base_url: str) -> Request:
        """The request for this base URL; InputError names what is wrong."""
        return raw_request(base_url, self.method, self.path, **self.arguments)

    def __iter__(self) -> Generator[RawCall, Any, RawAnswer]:
        answer: RawAnswer = yield self
        return answer


def raw_request(
    base_url: str,
    method: str,
    path: str,
    *,
    query: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | str | None = None,
    form: Mapping[str, str] | None = None,
) -> Request:
    """A checked request; a path on another host than `base_url`'s is refused."""
    for name, given in (("query", query), ("headers", headers), ("form", form)):
        if given is not None and not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] # as below
            raise InputError(name, f"expected a mapping, not {type(given).__name__}")
    method = method.upper() if isinstance(method, str) else method  # pyright: ignore[reportUnnecessaryIsInstance] # payloads come unchecked
    if method not in METHODS:
        raise InputError("method", f"{method!r} is not one of {', '.join(METHODS)}")
    if sum(each is not None for each in (json, content, form)) > 1:
        raise InputError("content", "give only one of json, content and form")
    if content is not None and not isinstance(content, bytes | str):  # pyright: ignore[reportUnnecessaryIsInstance] # as above
        raise InputError("content", f"expected bytes or text, not {type(content).__name__}")
    path, pairs = _local(base_url, path)
    refuse_retired(method, path)
    sent = _headers(headers)
    if json is not None:
        try:
            content = jsonlib.dumps(as_mappings(json), allow_nan=False).encode()
        except (TypeError, ValueError, RecursionError) as problem:
            raise InputError("json", str(problem)) from problem
        sent.setdefault("content-type", "application/json")
    return Request(
        method=method,
        path=path,
        query=[*pairs, *_pairs(_mapping(query, "query"))],
        headers=sent,
        content=_encoded(content, "content") if isinstance(content, str) else content,
        form=None if form is None else {name: _text(value, f"form.{name}") for name, value in _mapping(form, "form")},
        lane=lane_of(path, ()),
        repeatable=is_repeatable(method, path),
        writes=not is_read(method, path),
    )


def _local(base_url: str, path: object) -> tuple[str, list[tuple[str, str]]]:
    if not isinstance(path, str) or not path.strip():
        raise InputError("path", "expected a path such as /crm/objects/2026-03/contacts")
    path = path.strip()
    if not path.isprintable() or "\\" in path:
        raise InputError("path", "a path must not contain control characters or backslashes")
    base = urlsplit(base_url)
    try:
        parts = urlsplit(path)
        port = parts.port
    except ValueError as problem:
        raise InputError("path", str(problem)) from problem
    local = parts.path
    if parts.scheme or parts.netloc:
        host = (parts.scheme or base.scheme, parts.hostname, port)
        same = host == (base.scheme, base.hostname, base.port)
        # HubSpot's own address, as in its links, means wherever the client's requests go, such as a sandbox
        if not (same or host == _HUBSPOT) or parts.username is not None:
            raise InputError(
                "path", f"{parts.hostname or path} is not {base.netloc}; the access token goes nowhere else"
            )
        local = local.removeprefix(base.path) if same else local
    if any(segment in (".", "..") for segment in local.split("/")):
        raise InputError("path", "a path must not contain the segments . or ..")
    return quote("/" + local.lstrip("/"), safe="/%:@!$&'()*+,;=~-._"), parse_qsl(parts.query, keep_blank_values=True)


def _headers(headers: object) -> dict[str, str]:
    """The headers by names in lower case; a number becomes its digits."""
    sent: dict[str, str] = {}
    for name, given in _mapping(headers, "headers"):
        value = str(given) if isinstance(given, int | float) else given
        if not HEADER_NAME.fullmatch(name):
            raise InputError("headers", f"{name[:80]!r} is not the name of a header")
        if not isinstance(value, str) or not (value.isascii() and value.isprintable()):
            raise InputError(f"headers.{name}", "a header must be one printable line of ASCII")
        sent[name.lower()] = value
    return sent


def _mapping(given: object, field: str) -> list[tuple[str, object]]:
    """The pairs of a mapping whose names are text; empty for None."""
    if given is None:
        return []
    if not isinstance(given, Mapping):
        raise InputError(field, f"expected names with values, not {type(given).__name__}")
    pairs = list(cast("Mapping[object, object]", given).items())
    for name, _ in pairs:
        if not isinstance(name, str):
            raise InputError(field, f"names must be text, not {type(name).__name__}")
        _encoded(name, field)
    return cast("list[tuple[str, object]]", pairs)


def _pairs(query: list[tuple[str, object]]) -> list[tuple[str, str]]:
    several = [(name, _several(value)) for name, value in query]
    each = [(name, value) for name, values in several for value in values]
    return [(name, _text(value, f"query.{name}")) for name, value in each if value is not None]


def _encoded(text: str, field: str) -> bytes:
    return sendable(text, field).encode()


def _several(value: object) -> list[object]:
    return list(cast("list[object]", value)) if isinstance(value, list | tuple) else [value]


def _text(value: object, field: str) -> str:
    """A value as text for a query or a form."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(whole_number(value, field))
    if isinstance(value, bytes | bytearray | Mapping | list | tuple | set):
        raise InputError(field, f"expected text or a number, not {type(cast('object', value)).__name__}")
    if type(value).__str__ is object.__str__ and type(value).__repr__ is object.__repr__:
        raise InputError(field, f"expected text or a number, not {type(value).__name__}")
    return str(value).lower() if isinstance(value, bool) else sendable(str(value), field)
