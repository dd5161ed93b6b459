"""Requests to what the families of the documents keep: which things the path names, and where they are kept.

What is made is kept as it was sent, with an id and times, and answered in the shape that the operation's schema gives
it. What HubSpot would do beyond that (build a page, run a flow) does not happen.
"""

from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.state.collection import Collection, not_found
from hubspot_facade.sandbox.state.drafts import Drafts
from hubspot_facade.sandbox.state.instants import instant

from . import hubdb
from .families import Family
from .index import Place
from .schemas import shape

CREATED, UPDATED = ("createdAt", "created"), ("updatedAt", "updated", "lastUpdatedAt")
PAGES = "/cms/pages/"
SITE_PAGES, LANDING_PAGES = "/cms/pages/site-pages", "/cms/pages/landing-pages"
FIRST_PAGE = 160_000_000_001
"""Pages of both kinds have ids of one series: the older API names either by its id alone."""
UUIDS = frozenset({"/marketing/forms"})
"""Kinds whose ids are UUIDs though no document says so."""


class FamilyRequest:
    """One request to the things of a family."""

    def __init__(self, place: Place, family: Family, request: Request) -> None:
        self.place = place
        self.family = family
        self.request = request
        self._portal = request.portal
        values = list(request.params.values())
        depth = family.kind.count("{")
        if family.parent is not None:
            # what is named by its path may be named in two ways; things belong to it under one
            values[depth - 1] = self._parent(family.parent, values, depth - 1)
        self._scope = "/".join(values[:depth])
        self._own = dict(list(request.params.items())[:depth])
        self.rest = values[depth:]
        self._things = collection(family.kind, family.id_field, frozenset(self._own))
        self._drafts = Drafts(self._things)

    def _parent(self, kind: str, values: list[str], depth: int) -> str:
        found = self._named(collection(kind), values[depth], "/".join(values[:depth]))
        if found is None:
            raise not_found(values[depth])
        return found

    def _named(self, things: Collection, text: str, scope: str) -> str | None:
        """The id of the thing that has this id, or this name."""
        shelf = things.shelf(self._portal).all(scope)
        if text in shelf:
            return text
        return next((id_ for id_, one in shelf.items() if one.get("name") == text), None)

    # -- things ----------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the thing that the path names; refuses when there is none."""
        named = self.rest[0]
        found = self._named(self._things, named, self._scope) if self.family.by_name else named
        if found is None or self.find(found) is None:
            raise self._things.missing(named)
        return found

    def all(self) -> list[Body]:
        """The things, in the order of their making."""
        return self._things.all(self._portal, scope=self._scope)

    def find(self, id_: str) -> Body | None:
        """The thing with an id, or None."""
        return self._things.find(self._portal, id_, scope=self._scope)

    def get(self, id_: str) -> Body:
        """The thing with an id; refuses when there is none."""
        return self._things.get(self._portal, id_, scope=self._scope)

    def make(self, body: Body, id_: str | None = None) -> Body:
        """A new thing; refuses when the client chose the name of one that is there."""
        field = self.family.id_field
        if id_ is None and self.family.named and field is not None:
            id_ = str(body.get(field))
            if self.find(id_) is not None:
                raise _exists(id_)
        if id_ is None:
            id_ = self._portal.identities.uuid4() if self._has_uuids() else self._things.new_id(self._portal)
        made = self._things.create(self._portal, self._own | self._completed(body, {}), id_=id_, scope=self._scope)
        return self._drafts.remember(self._portal, id_, made, scope=self._scope)

    def change(self, id_: str, changes: Body) -> Body:
        """The thing with changes written over its fields."""
        changes = self._completed(changes, self.find(id_) or {})
        body = self._things.update(self._portal, id_, changes, scope=self._scope)
        return self._drafts.remember(self._portal, id_, body, scope=self._scope)

    def _completed(self, sent: Body, before: Body) -> Body:
        return hubdb.numbered(sent, before) if self.family.kind == hubdb.TABLES else sent

    def shown(self, thing: Body) -> Body:
        """The thing with what follows from others, as answers have it."""
        if self.family.kind != hubdb.TABLES:
            return thing
        return hubdb.counted(thing, len(collection(hubdb.ROWS).all(self._portal, scope=str(thing["id"]))))

    def erase(self, id_: str) -> bool:
        """Delete a thing and its draft; whether there was one."""
        self._drafts.drop(self._portal, id_, scope=self._scope)
        return self._things.erase(self._portal, id_, scope=self._scope)

    # -- drafts and revisions --------------------------------------------------------------------------------

    def draft(self, id_: str) -> Body:
        """The thing with what its draft changes."""
        return self._drafts.draft(self._portal, id_, scope=self._scope)

    def edit(self, id_: str, changes: Body) -> Body:
        """The draft with changes written over it."""
        return self._drafts.edit(self._portal, id_, changes, scope=self._scope)

    def publish(self, id_: str) -> Body:
        """The thing, replaced by its draft."""
        published = self._drafts.push(self._portal, id_, scope=self._scope)
        if self.family.kind != hubdb.TABLES:
            return published
        return self.change(id_, {"published": True, "publishedAt": instant(self._portal.now())})

    def unpublish(self, id_: str) -> Body:
        """The thing, which nobody sees any more."""
        return self.change(id_, {"published": False})

    def reset(self, id_: str) -> Body:
        """The thing, its draft dropped."""
        self._drafts.reset(self._portal, id_, scope=self._scope)
        return self.get(id_)

    def revisions(self, id_: str) -> list[Body]:
        """The revisions of a thing, newest first."""
        return [_shown(one) for one in self._drafts.revisions(self._portal, id_, scope=self._scope)]

    def revision(self, id_: str, number: str) -> Body:
        """One revision of a thing."""
        return _shown(self._drafts.revision(self._portal, id_, number, scope=self._scope))

    def restore(self, id_: str, number: str) -> Body:
        """The thing, as it was in a revision."""
        return self._drafts.restore(self._portal, id_, number, scope=self._scope)

    def restore_to_draft(self, id_: str, number: str) -> Body:
        """The draft, as the thing was in a revision."""
        return self._drafts.restore_to_draft(self._portal, id_, number, scope=self._scope)

    def _has_uuids(self) -> bool:
        properties: Body = shape(self.place.answered() or {}, self.place.schemas()).get("properties") or {}
        schema: Body = properties.get(self.family.id_field or "") or {}
        return schema.get("format") == "uuid" or self.family.kind in UUIDS


def collection(kind: str, id_field: str | None = None, fixed: frozenset[str] = frozenset()) -> Collection:
    """Where things of a kind are kept."""
    page = kind in (SITE_PAGES, LANDING_PAGES)
    return Collection(
        f"kept {kind}",
        first=FIRST_PAGE if page else 1,
        series="page" if page else "",
        id_field=id_field,
        created=CREATED,
        updated=UPDATED,
        archived=None,
        fixed=fixed,
        missing=_unknown_page if kind.startswith(PAGES) else not_found,
    )


def _unknown_page(id_: str) -> Refusal:
    """404; pages, like blogs, know no id 0 and fail at it."""
    return Refusal(500, "internal error") if id_ == "0" else not_found(id_)


def _exists(id_: str) -> Refusal:
    return Refusal(409, f"'{id_}' already exists.", category="OBJECT_ALREADY_EXISTS", context={"id": [id_]})


def _shown(revision: Body) -> Body:
    """A revision with every field that one family or another has for it."""
    own = {"revisionId": revision["id"], "createdAt": revision["updatedAt"], "definition": revision["object"]}
    return revision | own
