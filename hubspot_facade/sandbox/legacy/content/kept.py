"""Objects of one collection, which archives what is deleted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.drafts import Drafts

from .objects import Objects

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


@dataclass(frozen=True)
class Kept(Objects):
    """Objects of a collection with drafts and revisions."""

    within: Drafts

    def all(self, portal: "Portal", *, deleted: bool) -> list[Body]:  # noqa: D102 - as in the base class
        return self.within.of.all(portal, archived=deleted)

    def drafts(self, portal: "Portal", id_: str) -> Drafts:  # noqa: D102
        self.within.of.get(portal, id_)
        return self.within

    def make(self, portal: "Portal", given: Body) -> Body:  # noqa: D102
        made = self.within.of.create(portal, given)
        return self.within.remember(portal, str(made["id"]), made)

    def change(self, portal: "Portal", id_: str, given: Body) -> Body:  # noqa: D102
        return self.within.remember(portal, id_, self.within.of.update(portal, id_, given))

    def delete(self, portal: "Portal", id_: str) -> None:  # noqa: D102
        self.within.of.archive(portal, id_)

    def restore(self, portal: "Portal", id_: str) -> Body:  # noqa: D102
        body = self.within.of.get(portal, id_, archived=True)
        del body[self.within.of.archived or ""]
        return self.within.of.save(portal, body)
