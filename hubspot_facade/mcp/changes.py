"""What requests would change: which records, which fields, from what to what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from hubspot_facade.errors import HubSpotError
from hubspot_facade.mcp.gate import body_of, places
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubspot_facade.client import HubSpot
    from hubspot_facade.transport.request import Request

_RECORDS = re.compile(r"/crm/(?:objects/[\w-]+|v\d/objects)/\{objectType\}(/.*)?")
_ACTIONS = {"": "create", "/batch/create": "create", "/batch/update": "update", "/batch/upsert": "upsert"}
_PASSING = re.compile(r"url|expires|token|password", re.IGNORECASE)  # differs from one answer to the next, or is secret


@dataclass
class Change:
    """One record, or one thing of another kind, that a request changes. `was` is None where it could not be read."""

    action: str
    request: str
    kind: str = ""
    id: str = ""
    key: str | None = None  # the property by which the record is found
    to: dict[str, Any] = field(default_factory=dict[str, Any])
    was: dict[str, Any] | None = None
    exists: bool | None = None  # None where it is not known
    inputs: int = 1

    def shown(self) -> dict[str, Any]:
        """The change as an agent sees it."""
        facts: dict[str, Any] = {"action": self.action, "request": self.request}
        facts |= {"object_type": self.kind} if self.kind else {}
        facts |= {"id": self.id} if self.id else {}
        facts |= {"found_by": self.key} if self.key else {}
        facts |= {"exists": self.exists} if self.exists is not None else {}
        facts |= {"inputs": self.inputs} if self.inputs != 1 else {}
        if self.action in ("archive", "delete", "merge"):
            return {**facts, "record": self.was}
        was: Mapping[str, Any] = self.was or {}
        read = self.was is not None
        fields = {name: {"from": was.get(name), "to": to} if read else {"to": to} for name, to in self.to.items()}
        return {**facts, "fields": fields}


def changes_of(requests: Sequence[Request]) -> list[Change]:
    """The changes that these requests make, without what is there now."""
    return [change for request in requests for change in _of_request(request)]


def read_present(client: HubSpot, changes: Sequence[Change], requests: Sequence[Request]) -> None:
    """Put into each change what is there now, with requests that only read."""
    groups: dict[tuple[str, str | None], list[Change]] = {}
    for each in changes:
        if each.kind and each.id and each.action != "create":
            groups.setdefault((each.kind, each.key), []).append(each)
    for (kind, key), group in groups.items():
        _read_records(client, kind, key, group)
    for request in requests:
        others = [each for each in changes if not each.kind and each.request == _said(request)]
        if len(others) == 1 and request.method in ("PATCH", "PUT", "DELETE"):
            _read_other(client, request, others[0])


def _of_request(request: Request) -> Iterator[Change]:
    sent: Any = body_of(request)
    body = cast("Mapping[str, Any]", sent if isinstance(sent, Mapping) else {} if sent is None else {"body": sent})
    said = _said(request)
    found = _RECORDS.fullmatch(request.template)
    if found is None:
        yield _other(request, body)
        return
    kind, tail = unquote(places(request)["objectType"]), found[1] or ""
    key = next((value for name, value in request.query if name == "idProperty"), None)
    if tail == "/{objectId}":
        one = unquote(places(request)["objectId"])
        action = "archive" if request.method == "DELETE" else "update"
        yield Change(action, said, kind, one, key, _properties(body))
    elif tail in ("/batch/archive", *_ACTIONS):
        for each in (body.get("inputs") or []) if tail else [body]:
            entry: Mapping[str, Any] = each
            by = entry.get("idProperty") or None
            yield Change(_ACTIONS.get(tail, "archive"), said, kind, str(entry.get("id", "")), by, _properties(entry))
    elif tail == "/merge":
        for name in ("primaryObjectId", "objectIdToMerge"):
            yield Change("merge", said, kind, str(body.get(name, "")))
    elif tail == "/gdpr-delete":
        yield Change("delete", said, kind, str(body.get("objectId", "")), body.get("idProperty"))
    else:
        yield _other(request, body)


def _other(request: Request, body: Mapping[str, Any]) -> Change:
    """A request that is not about records: what it sends, to what."""
    several: Any = body.get("inputs", body.get("body"))
    count = max(1, len(several)) if isinstance(several, list) else 1  # pyright: ignore[reportUnknownArgumentType] # decoded JSON
    action = "delete" if request.method == "DELETE" else "update" if request.method in ("PATCH", "PUT") else "post"
    name = "/".join(unquote(each) for each in places(request).values())
    return Change(action, _said(request), id=name, to=dict(body), inputs=count)


def _properties(entry: Mapping[str, Any]) -> dict[str, Any]:
    to = dict(cast("Mapping[str, Any]", entry.get("properties") or {}))
    return {**to, "associations": entry["associations"]} if entry.get("associations") else to


def _said(request: Request) -> str:
    return f"{request.method} {request.route}"


def _read_records(client: HubSpot, kind: str, key: str | None, group: list[Change]) -> None:
    names = sorted({name for each in group for name in each.to if name != "associations"})
    if names:
        names += ["hs_object_id", *([key] if key else [])]
    ids = list(dict.fromkeys(each.id for each in group))
    try:
        batch: Any = client.objects(kind).batch_read(ids, properties=names or None, id_property=key, raise_errors=False)
    except HubSpotError:
        return
    if any(each.status == "unknown" for each in batch.outcomes):
        return
    found: dict[str, dict[str, Any]] = {}
    for outcome in batch.done:
        found[str(outcome.input)] = {**jsonable(outcome.result)["properties"]}
    for each in group:
        record = found.get(each.id)
        each.exists = record is not None
        wanted = each.to if each.to else record or {}
        each.was = None if record is None else {name: record.get(name) for name in wanted if name != "associations"}


def _read_other(client: HubSpot, request: Request, change: Change) -> None:
    """The same path read, where HubSpot has a way to read it."""
    try:
        answer = client.raw("GET", request.path, query=dict(request.query))
    except HubSpotError:
        return
    body: object = answer.body
    if answer.status_code != 200 or not isinstance(body, Mapping):
        return
    there = cast("Mapping[str, Any]", body)
    change.exists = True
    change.was = {
        name: value
        for name, value in there.items()
        if (name in change.to or not change.to) and not _PASSING.search(name)
    }
