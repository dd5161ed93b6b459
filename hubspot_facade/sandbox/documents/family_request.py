"""Keeps what the families of the documents make: one way of working for all that no service of its own looks after.

What is made is kept as it was sent, with an id and times, and answered in the shape that the operation's schema gives
it. What HubSpot would do beyond that (build a page, run a flow) does not happen.
"""

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.state.drafts import USER, unknown_revision
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.store import Shelf

from .families import Family
from .index import Place
from .schemas import shape

CREATED, UPDATED = ("createdAt", "created"), ("updatedAt", "updated", "lastUpdatedAt")
PAGES = "/cms/pages/"
UUIDS = frozenset({"/marketing/forms"})
"""Kinds whose ids are UUIDs though no document says so."""
DRAFT, REVISION = " draft", " revision"


class Keeper:
    """One request to the things of a family."""

    def __init__(self, place: Place, family: Family, request: Request) -> None:
        self.place = place
        self.family = family
        self.request = request
        self.portal = request.portal
        values = list(request.params.values())
        depth = family.kind.count("{")
        if family.parent is not None:
            # what is named by its path may be named in two ways; things belong to it under one
            values[depth - 1] = self._parent(values, depth - 1)
        self.scope = "/".join(values[:depth])
        self.own = dict(list(request.params.items())[:depth])
        self.rest = values[depth:]

    def _parent(self, values: list[str], depth: int) -> str:
        shelf = self._shelf(kind=self.family.parent)
        scope = "/".join(values[:depth])
        found = _named(shelf, values[depth], scope)
        if found is None:
            raise missing(values[depth])
        return found

    def _shelf(self, suffix: str = "", kind: str | None = None) -> Shelf:
        return self.portal.shelf(f"kept {kind or self.family.kind}{suffix}")

    @property
    def shelf(self) -> Shelf:
        """Where the things of the family are."""
        return self._shelf()

    @property
    def id(self) -> str:
        """The id of the thing that the path speaks of; refuses when there is none."""
        named = self.rest[0]
        found = _named(self.shelf, named, self.scope) if self.family.by_name else named
        if found is None or self.shelf.get(found, self.scope) is None:
            raise self._missing(named)
        return found

    def thing(self, id_: str) -> Body:
        """The thing with an id; refuses when there is none."""
        found: Body | None = self.shelf.get(id_, self.scope)
        if found is None:
            raise self._missing(id_)
        return found

    def _missing(self, id_: str) -> Refusal:
        """404; pages, like blogs, know no id 0 and fail at it."""
        return Refusal(500, "internal error") if id_ == "0" and self.family.kind.startswith(PAGES) else missing(id_)

    def draft(self, id_: str) -> Body:
        """The thing with what its draft changes."""
        changes: Body = self._shelf(DRAFT).get(id_, self.scope) or {}
        return self.thing(id_) | changes

    def make(self, body: Body, id_: str | None = None) -> Body:
        """A new thing; refuses when the client chose the name of one that is there."""
        field = self.family.id_field
        if id_ is None and self.family.named and field is not None:
            id_ = str(body.get(field))
            if self.shelf.get(id_, self.scope) is not None:
                raise _exists(id_)
        if id_ is None:
            id_ = self._new_id()
        return self.keep(id_, self.own | body | self._moments(*CREATED, *UPDATED))

    def change(self, id_: str, changes: Body, shelf: str = "") -> Body:
        """The thing with changes written over its fields, kept as such or as its draft."""
        fixed = {self.family.id_field, *self.own, *CREATED, *UPDATED}
        wanted = {name: one for name, one in changes.items() if name not in fixed}
        if not shelf:
            return self.keep(id_, self.thing(id_) | wanted | self._moments(*UPDATED))
        before: Body = self._shelf(shelf).get(id_, self.scope) or {}
        self._shelf(shelf).put(id_, before | wanted | self._moments(*UPDATED), self.scope)
        return self.draft(id_)

    def keep(self, id_: str, body: Body) -> Body:
        """Keep the live version of a thing, and a revision of it."""
        body = body | ({self.family.id_field: id_} if self.family.id_field else {})
        self.shelf.put(id_, body, self.scope)
        number = str(self.portal.store.numbers("kept revision", start=1)[0])
        moment = self._moments("createdAt", "updatedAt")
        revision = {"id": number, "revisionId": number, "user": USER, "object": body, "definition": body} | moment
        self._shelf(REVISION).put(number, revision, f"{self.scope}/{id_}")
        return body

    def revisions(self, id_: str) -> list[Body]:
        """The revisions of a thing, newest first."""
        self.thing(id_)
        return list(self._shelf(REVISION).all(f"{self.scope}/{id_}").values())[::-1]

    def revision(self, id_: str, number: str) -> Body:
        """One revision of a thing."""
        found: Body | None = self._shelf(REVISION).get(number, f"{self.scope}/{id_}")
        if found is None:
            raise unknown_revision(number)
        return found

    def forget_draft(self, id_: str) -> None:
        """Drop the draft of a thing."""
        self._shelf(DRAFT).drop(id_, self.scope)

    def forget(self, id_: str) -> None:
        """Drop a thing."""
        self.forget_draft(id_)
        self.shelf.drop(id_, self.scope)

    def _moments(self, *names: str) -> Body:
        return dict.fromkeys(names, instant(self.portal.now()))

    def _new_id(self) -> str:
        properties: Body = shape(self.place.answered() or {}, self.place.schemas()).get("properties") or {}
        schema: Body = properties.get(self.family.id_field or "") or {}
        if schema.get("format") == "uuid" or self.family.kind in UUIDS:
            return self.portal.identities.uuid4()
        return str(self.portal.store.numbers(f"kept {self.family.kind}", start=1)[0])


def missing(id_: str) -> Refusal:
    """404: nothing of the kind has the id."""
    return errors.object_not_found(f"resource not found with id {id_}", context={"id": [id_]})


def _exists(id_: str) -> Refusal:
    return Refusal(409, f"'{id_}' already exists.", category="OBJECT_ALREADY_EXISTS", context={"id": [id_]})


def _named(shelf: Shelf, text: str, scope: str) -> str | None:
    """The id of the thing that has this id, or this name."""
    things = shelf.all(scope)
    if text in things:
        return text
    return next((id_ for id_, one in things.items() if one.get("name") == text), None)
