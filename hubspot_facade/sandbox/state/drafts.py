"""Things that are edited as drafts and keep what they were: a live version, a draft beside it, numbered revisions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found

from .collection import Collection
from .instants import instant

if TYPE_CHECKING:
    from .portal import Portal

USER = {"id": "12345678", "email": "sandbox@example.com", "fullName": "Sandbox User"}


def unknown_revision(id_: str) -> Refusal:
    """404: the thing has no such revision."""
    return object_not_found(f"Revision not found: {id_}", context={"revisionId": [id_]})


@dataclass(frozen=True)
class Drafts:
    """Drafts and revisions of the things of a collection."""

    of: Collection

    def draft(self, portal: "Portal", id_: str) -> Body:
        """The draft; without one, the live version."""
        live = self.of.get(portal, id_)
        draft: Body = portal.shelf(f"{self.of.kind}_draft").get(id_) or {}
        return live | draft

    def edit(self, portal: "Portal", id_: str, changes: Body) -> Body:
        """The draft with changes written over it; the live version stays."""
        live = self.of.get(portal, id_)
        fixed = {self.of.id_field, self.of.created, self.of.archived, *self.of.fixed}
        draft: Body = portal.shelf(f"{self.of.kind}_draft").get(id_) or {}
        draft = draft | {name: one for name, one in changes.items() if name not in fixed}
        draft[self.of.updated] = instant(portal.now())
        portal.shelf(f"{self.of.kind}_draft").put(id_, draft)
        return live | draft

    def push(self, portal: "Portal", id_: str) -> Body:
        """The live version, replaced by the draft."""
        body = self.of.save(portal, self.draft(portal, id_))
        self.reset(portal, id_)
        self.remember(portal, body)
        return body

    def reset(self, portal: "Portal", id_: str) -> None:
        """Drop the draft."""
        self.of.get(portal, id_)
        portal.shelf(f"{self.of.kind}_draft").drop(id_)

    def remember(self, portal: "Portal", body: Body) -> None:
        """Keep a live version as the newest revision."""
        kind = f"{self.of.kind}_revision"
        number = str(portal.store.numbers(kind, start=1)[0])
        revision = {"id": number, "user": USER, "updatedAt": instant(portal.now()), "object": body}
        portal.shelf(kind).put(number, revision, str(body[self.of.id_field]))

    def revisions(self, portal: "Portal", id_: str) -> list[Body]:
        """Every revision, newest first."""
        self.of.get(portal, id_)
        return list(portal.shelf(f"{self.of.kind}_revision").all(id_).values())[::-1]

    def revision(self, portal: "Portal", id_: str, number: str) -> Body:
        """One revision."""
        self.of.get(portal, id_)
        found: Body | None = portal.shelf(f"{self.of.kind}_revision").get(number, id_)
        if found is None:
            raise unknown_revision(number)
        return found

    def restore(self, portal: "Portal", id_: str, number: str) -> Body:
        """The live version, as it was in a revision."""
        body = self.of.save(portal, dict(self.revision(portal, id_, number)["object"]))
        self.reset(portal, id_)
        self.remember(portal, body)
        return body

    def restore_to_draft(self, portal: "Portal", id_: str, number: str) -> Body:
        """The draft, as the live version was in a revision."""
        return self.edit(portal, id_, dict(self.revision(portal, id_, number)["object"]))
