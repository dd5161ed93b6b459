"""Which scopes an operation needs: what its document says under `security`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.documents.index import Index, Place
from hubspot_facade.sandbox.protocol.errors import Refusal, missing_scopes
from hubspot_facade.sandbox.protocol.messages import Request

KEY = "developer_hapikey"
_BY_KEY = re.compile(r"(developers|private-apps)-(read|write)\Z")
"""Scopes that no token has: older documents write them where newer ones write the key."""
EXEMPTIONS = "x-hubspot-rate-limit-exemptions"
ALWAYS = frozenset({"oauth"})
"""HubSpot gives every token this scope."""
_RECORDS = re.compile(r"/crm/(v3/objects|objects/[^/]+)/", re.IGNORECASE)
_EDITION = re.compile(r"/20\d\d-\d\d(-beta)?/")
TYPED = ("objectType", "fromObjectType")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a request must bring: all scopes of any one alternative; none at all when there are no alternatives.

    `developer` says that a developer API key will do, `exemptions` are the rate limits that it does not count for.
    """

    alternatives: tuple[frozenset[str], ...] = ()
    developer: bool = False
    exemptions: frozenset[str] = frozenset()

    def check(self, granted: Collection[str]) -> None:
        """Refuses, naming the scopes, when no alternative is granted."""
        if not self.alternatives or any(one <= ALWAYS.union(granted) for one in self.alternatives):
            return
        named = sorted({scope for one in self.alternatives for scope in one} - ALWAYS)
        raise missing_scopes(named, every=len(self.alternatives) == 1 and len(named) > 1)

    def of_type(self, name: str) -> "Requirement":
        """The same for one object type, where the document lists the scopes of every type."""
        prefix = f"crm.objects.{name}."
        kept = tuple(one for one in self.alternatives if any(scope.startswith(prefix) for scope in one))
        return Requirement(kept or self.alternatives, self.developer, self.exemptions)


NOTHING = Requirement()


class Requirements:
    """The requirements of requests, read from the documents when first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[Place, Requirement] = {}

    def of(self, request: Request) -> Requirement:
        """What a request must bring; nothing for what no document has.

        Records of a type are looked up in the type's own document first, whatever the path calls the type, and in the
        edition that has such documents.
        """
        kind = _kind(request)
        if kind is not None and _RECORDS.match(request.path):
            for path in _spellings(request, kind):
                found = self._index.find(request.method, path)
                if found is not None and not found[1].keys() & set(TYPED):
                    return self._read(found[0])
        found = self._index.find(request.method, request.path)
        if found is None:
            return NOTHING
        required = self._read(found[0])
        if kind is None or not _RECORDS.match(request.path):
            return required
        return required.of_type("custom" if kind.custom else kind.plural)

    def _read(self, place: Place) -> Requirement:
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = read(place.operation())
        return known


def read(operation: dict[str, Any]) -> Requirement:
    """The requirement of a document's operation."""
    given: list[dict[str, list[str]]] = operation.get("security") or []
    alternatives = [frozenset(scope for scopes in one.values() for scope in scopes) for one in given]
    developer = [KEY in one or any(map(_BY_KEY.match, scopes)) for one, scopes in zip(given, alternatives, strict=True)]
    return Requirement(
        tuple(dict.fromkeys(scopes for scopes, by_key in zip(alternatives, developer, strict=True) if not by_key)),
        any(developer),
        frozenset(operation.get(EXEMPTIONS) or ()),
    )


def developer_only() -> Refusal:
    """401: a token where only a developer API key will do."""
    return Refusal(
        401,
        "This API can't be called using an OAuth access token. A valid developer API key must be provided in the"
        " `hapikey` query parameter, and a valid `appId` must be provided in the API request.",
        category="INVALID_AUTHENTICATION",
    )


def _kind(request: Request) -> ObjectType | None:
    """The object type that the path names."""
    named = next((request.params[key] for key in TYPED if key in request.params), None)
    return None if named is None else request.portal.service(ObjectTypes).find(named)


def _spellings(request: Request, kind: ObjectType) -> list[str]:
    """The path with its object type written as the types' own documents may write it."""
    given = next(request.params[key] for key in TYPED if key in request.params)
    path = _EDITION.sub("/2026-03/", request.path)
    return [path.replace(f"/{given}", f"/{one}", 1) for one in (kind.plural, kind.id, kind.name)]
