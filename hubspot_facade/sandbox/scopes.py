"""Which scopes an operation needs: what its document says under `security`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .documents.index import Index, Place
from .errors import Refusal, missing_scopes
from .request import Request

if TYPE_CHECKING:
    from .portal import Portal

KEY = "developer_hapikey"
EXEMPTIONS = "x-hubspot-rate-limit-exemptions"
ALWAYS = frozenset({"oauth"})
"""HubSpot gives every token this scope."""
CUSTOM = "crm.objects.custom."
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

    def of_custom(self) -> "Requirement":
        """The same for a custom object, where the document lists the scopes of every type."""
        kept = tuple(one for one in self.alternatives if any(scope.startswith(CUSTOM) for scope in one))
        return Requirement(kept or self.alternatives, self.developer, self.exemptions)


NOTHING = Requirement()


class Requirements:
    """The requirements of requests, read from the documents when first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[Place, Requirement] = {}

    def of(self, request: Request) -> Requirement:
        """What a request must bring; nothing for what no document has.

        Records of a type are looked up in the type's own document first, whatever the path calls the type.
        """
        for path in [*_spellings(request), request.path]:
            found = self._index.find(request.method, path)
            if found is not None:
                place, params = found
                if path == request.path or not params.keys() & set(TYPED):
                    required = self._read(place)
                    return required.of_custom() if _is_custom(request, params) else required
        return NOTHING

    def _read(self, place: Place) -> Requirement:
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = read(place.operation())
        return known


def read(operation: dict[str, Any]) -> Requirement:
    """The requirement of a document's operation."""
    alternatives: list[dict[str, list[str]]] = operation.get("security") or []
    scoped = [frozenset(scope for scopes in one.values() for scope in scopes) for one in alternatives if KEY not in one]
    return Requirement(
        tuple(dict.fromkeys(scoped)),
        any(KEY in one for one in alternatives),
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


def _is_custom(request: Request, params: dict[str, str]) -> bool:
    found = _kind(request.portal, params)
    return found is not None and found[1].startswith("2-")


def _kind(portal: "Portal", params: dict[str, str]) -> tuple[str, str, str, str] | None:
    """The segment that names the object type, and the type's id, plural and name."""
    for key in TYPED:
        if key in params:
            kind = portal.schemas.find(params[key])
            return None if kind is None else (params[key], kind.id, kind.plural, kind.name)
    return None


def _spellings(request: Request) -> list[str]:
    """The path with its object type written as the types' own documents may write it."""
    found = _kind(request.portal, request.params)
    if found is None:
        return []
    given, id_, plural, name = found
    segments = request.path.split("/")
    if given not in segments:
        return []
    place = segments.index(given)
    return ["/".join([*segments[:place], one, *segments[place + 1 :]]) for one in (plural, id_, name)]
