"""Things that are edited as drafts and keep what they were: a live version, a draft beside it, numbered revisions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found

from .collection import Collection
from .instants import instant
from .store import Shelf
from .user import USER

if TYPE_CHECKING:
    from .portal import Portal


def unknown_revision(id_: str) -> Refusal:
    """404: the thing has no such revision."""
    return object_not_found(f"Revision not found: {id_}", context={"revisionId": [id_]})


@dataclass(frozen=True)
class Drafts:
    """Drafts and revisions of the things of a collection."""

    of: Collection

    def draft(self, portal: "Portal", id_: str, *, scope: str = "") -> Body:
        """The draft; without one, the live version."""
        return self.of.get(portal, id_, scope=scope) | self._changes(portal, id_, scope)

    def is_edited(self, portal: "Portal", id_: str, *, scope: str = "") -> bool:
        """Whether there is a draft beside the live version."""
        return bool(self._changes(portal, id_, scope))

    def edit(self, portal: "Portal", id_: str, changes: Body, *, scope: str = "") -> Body:
        """The draft with changes written over it; the live version stays."""
        live = self.of.get(portal, id_, scope=scope)
        draft = self._changes(portal, id_, scope) | self.of.changeable(changes)
        draft |= self.of.times(portal, *self.of.updated)
        self._shelf(portal).put(id_, draft, scope)
        return live | draft

    def push(self, portal: "Portal", id_: str, *, scope: str = "") -> Body:
        """The live version, replaced by the draft."""
        return self._replace(portal, id_, self.draft(portal, id_, scope=scope), scope)

    def reset(self, portal: "Portal", id_: str, *, scope: str = "") -> None:
        """Drop the draft; refuses when there is no such thing."""
        self.of.get(portal, id_, scope=scope)
        self.drop(portal, id_, scope=scope)

    def drop(self, portal: "Portal", id_: str, *, scope: str = "") -> None:
        """Drop the draft, if there is one."""
        self._shelf(portal).drop(id_, scope)

    def remember(self, portal: "Portal", id_: str, body: Body, *, scope: str = "") -> Body:
        """Keep a live version as the newest revision."""
        kind = f"{self.of.kind}_revision"
        number = str(portal.store.numbers(kind, start=1)[0])
        revision = {"id": number, "user": USER, "updatedAt": instant(portal.now()), "object": body}
        portal.shelf(kind).put(number, revision, _below(scope, id_))
        return body

    def revisions(self, portal: "Portal", id_: str, *, scope: str = "") -> list[Body]:
        """Every revision, newest first."""
        self.of.get(portal, id_, scope=scope)
        return list(portal.shelf(f"{self.of.kind}_revision").all(_below(scope, id_)).values())[::-1]

    def revision(self, portal: "Portal", id_: str, number: str, *, scope: str = "") -> Body:
        """One revision."""
        self.of.get(portal, id_, scope=scope)
        found: Body | None = portal.shelf(f"{self.of.kind}_revision").get(number, _below(scope, id_))
        if found is None:
            raise unknown_revision(number)
        return found

    def restore(self, portal: "Portal", id_: str, number: str, *, scope: str = "") -> Body:
        """The live version, as it was in a revision."""
        return self._replace(portal, id_, dict(self.revision(portal, id_, number, scope=scope)["object"]), scope)

    def restore_to_draft(self, portal: "Portal", id_: str, number: str, *, scope: str = "") -> Body:
        """The draft, as the live version was in a revision."""
        return self.edit(portal, id_, dict(self.revision(portal, id_, number, scope=scope)["object"]), scope=scope)

    def _replace(self, portal: "Portal", id_: str, body: Body, scope: str) -> Body:
        body = self.of.save(portal, body, id_=id_, scope=scope)
        self.drop(portal, id_, scope=scope)
        return self.remember(portal, id_, body, scope=scope)

    def _changes(self, portal: "Portal", id_: str, scope: str) -> Body:
        found: Body = self._shelf(portal).get(id_, scope) or {}
        return found

    def _shelf(self, portal: "Portal") -> Shelf:
        return portal.shelf(f"{self.of.kind}_draft")


def _below(scope: str, id_: str) -> str:
    return f"{scope}/{id_}" if scope else id_
