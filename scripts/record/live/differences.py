"""Where two answers to the same request differ: status, fields, types, headers. Values are not compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hubspot_facade.sandbox.documents.index import Index

# Of the connection, the edge network and the moment; they say nothing about the API.
_PASSING = ("cf-", "x-sandbox-", "access-control-", "x-evy-", "x-envoy-", "x-b3-")
_PASSING_NAMES = frozenset(
    (
        *("date", "server", "connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"),
        *("set-cookie", "nel", "report-to", "reporting-endpoints", "alt-svc", "strict-transport-security", "vary"),
        *("x-trace", "x-request-id", "server-timing", "x-robots-tag", "referrer-policy", "priority"),
    )
)
_INDEX = Index()
_NAMES: dict[type, str] = {bool: "boolean", int: "number", float: "number", str: "text", type(None): "null"}


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `body` is decoded JSON, or None."""

    method: str
    path: str
    status: int
    headers: frozenset[str] = frozenset()
    body: Any = None

    @property
    def title(self) -> str:
        """The method, and the path as its document has it."""
        found = _INDEX.find(self.method, self.path)
        return f"{self.method} {found[0].template if found else self.path}"


@dataclass
class Difference:
    """How one call's answer differs from the sandbox's; every list names fields by their paths."""

    call: str
    status: tuple[int, int] | None = None
    lacking: list[str] = field(default_factory=list[str])
    added: list[str] = field(default_factory=list[str])
    types: list[str] = field(default_factory=list[str])
    headers_lacking: frozenset[str] = frozenset()
    headers_added: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any difference besides headers, which are reported once for all calls."""
        return bool(self.status or self.lacking or self.added or self.types)

    def lines(self) -> Iterator[str]:
        """The differences as lines of text."""
        if self.status:
            yield f"status: sandbox {self.status[0]}, HubSpot {self.status[1]}"
        if self.lacking:
            yield f"fields that only the sandbox sends: {', '.join(self.lacking)}"
        if self.added:
            yield f"fields that only HubSpot sends: {', '.join(self.added)}"
        yield from (f"type: {each}" for each in self.types)


def shape(value: Any, at: str = "$") -> dict[str, set[str]]:
    """Every field's path with its types; items of a list share a path."""
    found: dict[str, set[str]] = {at: {_type(value)}}
    inner: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inner = [(f"{at}.{key}", one) for key, one in value.items()]
    elif isinstance(value, list):
        inner = [(f"{at}[]", one) for one in value]
    for place, one in inner:
        for path, types in shape(one, place).items():
            found.setdefault(path, set()).update(types)
    return found


def _type(value: Any) -> str:
    return _NAMES.get(type(value)) or ("list" if isinstance(value, list) else "object")


def difference(sandbox: Exchange, hubspot: Exchange) -> Difference:
    """How HubSpot's answer differs. Of a field that is absent on one side, its inner fields are not listed."""
    found = Difference(hubspot.title)
    if sandbox.status != hubspot.status:
        found.status = (sandbox.status, hubspot.status)
    found.headers_lacking = lasting(sandbox.headers) - lasting(hubspot.headers)
    found.headers_added = lasting(hubspot.headers) - lasting(sandbox.headers)
    ours, theirs = shape(sandbox.body), shape(hubspot.body)
    if sandbox.status // 100 != hubspot.status // 100:
        return found  # a success and a refusal have nothing in common
    found.lacking = _outermost(ours.keys() - theirs.keys())
    found.added = _outermost(theirs.keys() - ours.keys())
    for path in sorted(ours.keys() & theirs.keys()):
        one, other = ours[path] - {"null"}, theirs[path] - {"null"}
        if one and other and one != other:
            found.types.append(f"{path} is {' or '.join(sorted(one))}, at HubSpot {' or '.join(sorted(other))}")
    return found


def lasting(headers: frozenset[str]) -> frozenset[str]:
    """The headers that belong to the API."""
    return frozenset(name for name in headers if name not in _PASSING_NAMES and not name.startswith(_PASSING))


def _outermost(paths: set[str]) -> list[str]:
    """Paths that are not inside another one; an empty list's items are not a difference."""
    kept = sorted(path for path in paths if not any(path.startswith((f"{one}.", f"{one}[")) for one in paths))
    return [path for path in kept if not path.endswith("[]")]
