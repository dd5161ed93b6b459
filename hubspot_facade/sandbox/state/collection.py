"""Plain things that are kept as JSON: made with an id and times, read, changed, archived. `drafts` adds revisions.

A `Collection` is a description, kept by the service's module; what it works on is the portal that it is given.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found

from .instants import instant
from .store import Shelf

if TYPE_CHECKING:
    from .portal import Portal


def not_found(id_: str) -> Refusal:
    """404 for a thing that is not there."""
    return object_not_found(f"resource not found with id {id_}", context={"id": [id_]})


@dataclass(frozen=True)
class Collection:
    """Things of one kind.

    `first` is where their ids begin; None makes UUIDs. `series` names what shares these ids, where that is more than
    the kind. `id_field` is None where things do not show their id, `archived` where they are not archived. `created`
    and `updated` are fields for these times, each of them set.
    """

    kind: str
    first: int | None = 1
    id_field: str | None = "id"
    created: tuple[str, ...] = ("createdAt",)
    updated: tuple[str, ...] = ("updatedAt",)
    archived: str | None = "archivedAt"
    fixed: frozenset[str] = frozenset()
    series: str = ""
    missing: Callable[[str], Refusal] = not_found

    def shelf(self, portal: "Portal") -> Shelf:
        """Where the portal keeps them."""
        return portal.shelf(self.kind)

    def all(self, portal: "Portal", *, archived: bool = False, scope: str = "") -> list[Body]:
        """Copies of all, in the order of their making."""
        found = self.shelf(portal).all(scope).values()
        return [deepcopy(one) for one in found if self._is_archived(one) == archived]

    def find(self, portal: "Portal", id_: str, *, archived: bool = False, scope: str = "") -> Body | None:
        """A copy of the one with an id, or None."""
        found: Body | None = self.shelf(portal).get(id_, scope)
        if found is None or self._is_archived(found) != archived:
            return None
        return deepcopy(found)

    def get(self, portal: "Portal", id_: str, *, archived: bool = False, scope: str = "") -> Body:
        """A copy of the one with an id; refuses when there is none."""
        found = self.find(portal, id_, archived=archived, scope=scope)
        if found is None:
            raise self.missing(id_)
        return found

    def create(self, portal: "Portal", body: Body, *, id_: str | None = None, scope: str = "") -> Body:
        """A new one with the body's fields, an id and times."""
        if id_ is None:
            id_ = self.new_id(portal)
        own: Body = {} if self.id_field is None else {self.id_field: id_}
        made = deepcopy(body) | own | self.times(portal, *self.created, *self.updated)
        self.shelf(portal).put(id_, made, scope)
        return deepcopy(made)

    def update(self, portal: "Portal", id_: str, changes: Body, *, archived: bool = False, scope: str = "") -> Body:
        """The one with an id, the changes written over its fields; id, times and what is fixed stay."""
        body = self.get(portal, id_, archived=archived, scope=scope)
        return self.save(portal, body | self.changeable(changes), id_=id_, scope=scope)

    def changeable(self, changes: Body) -> Body:
        """Those of the changes that a client may make."""
        kept = {self.id_field, *self.created, *self.updated, self.archived, *self.fixed}
        return {name: one for name, one in changes.items() if name not in kept}

    def save(
        self, portal: "Portal", body: Body, *, id_: str | None = None, touch: bool = True, scope: str = ""
    ) -> Body:
        """Store a changed copy of the one with an id, which is the body's own by default."""
        body = deepcopy(body)
        if touch:
            body |= self.times(portal, *self.updated)
        self.shelf(portal).put(id_ or str(body[self.id_field or ""]), body, scope)
        return deepcopy(body)

    def archive(self, portal: "Portal", id_: str, *, scope: str = "") -> bool:
        """Archive the one with an id; whether there was one."""
        found = self.find(portal, id_, scope=scope)
        if found is None or self.archived is None:
            return False
        self.shelf(portal).put(id_, found | self.times(portal, self.archived), scope)
        return True

    def erase(self, portal: "Portal", id_: str, *, scope: str = "") -> bool:
        """Delete the one with an id for good; whether there was one."""
        return self.shelf(portal).drop(id_, scope)

    def times(self, portal: "Portal", *names: str) -> Body:
        """This moment, under each of the names."""
        return dict.fromkeys(names, instant(portal.now()))

    def _is_archived(self, body: Body) -> bool:
        return self.archived is not None and bool(body.get(self.archived))

    def new_id(self, portal: "Portal") -> str:
        """An id that nothing has."""
        if self.first is None:
            return portal.identities.uuid4()
        return str(portal.store.numbers(self.series or self.kind, start=self.first)[0])
