"""What posts, pages, templates and layouts have in common in version 2: a live object, its buffer, its versions."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.state.drafts import Drafts
from hubspot_facade.sandbox.state.instants import instant, parse
from hubspot_facade.sandbox.state.user import USER

from .listings import asks_for_deleted, chosen, listing
from .naming import cameled

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

ONE = "/{objectId}"
Shown = Callable[["Portal", Body], Body]


def millis(moment: object) -> int:
    """A moment in epoch milliseconds, 0 for none."""
    return parse(str(moment)) or 0


def publication(body: Body, *, live: bool, url: str) -> Body:
    """Whether and when a post or a page is published, and where."""
    return {
        "is_draft": not live,
        "is_published": live,
        "absolute_url": url,
        "published_url": url if live else None,
        "publish_date": millis(body.get("publishDate")),
        "created": millis(body["created"]),
        "updated": millis(body["updated"]),
    }


def read_fields(given: Body, derived: frozenset[str]) -> Body:
    """What a request of version 2 says, in today's fields, without those that are derived."""
    fields = {name: one for name, one in cameled(given).items() if name not in derived and one is not None}
    if "publishDate" in fields:
        fields["publishDate"] = _moment_of(fields["publishDate"])
    return fields


def _moment_of(given: object) -> str:
    """A moment that version 2 sends in epoch milliseconds, as today's versions keep it."""
    found = parse(str(given))
    if found is None:
        raise validation(f"{given} is not a time in milliseconds")
    return instant(found)


@dataclass(frozen=True)
class Objects(ABC):
    """Objects of one kind. `show` gives one as version 2 answers it, `read` what a request says in today's fields."""

    show: Shown
    read: Callable[[Body], Body]

    @abstractmethod
    def all(self, portal: "Portal", *, deleted: bool) -> list[Body]:
        """Those that are there, or those that were deleted."""

    @abstractmethod
    def drafts(self, portal: "Portal", id_: str) -> Drafts:
        """Where the object with an id has its live version, draft and revisions; refuses when there is none."""

    @abstractmethod
    def make(self, portal: "Portal", given: Body) -> Body:
        """A new object."""

    @abstractmethod
    def change(self, portal: "Portal", id_: str, given: Body) -> Body:
        """The object with fields changed."""

    @abstractmethod
    def delete(self, portal: "Portal", id_: str) -> None:
        """Delete an object, so that it can be restored."""

    @abstractmethod
    def restore(self, portal: "Portal", id_: str) -> Body:
        """A deleted object, which is there again."""

    # -- objects -------------------------------------------------------------------------------------------------

    def get_page(self, request: Request) -> Answer:
        """A page of objects."""
        found = self.all(request.portal, deleted=False)
        if asks_for_deleted(request):
            found += self.all(request.portal, deleted=True)
        return Answer(200, listing(request, [self.show(request.portal, one) for one in found]))

    def get(self, request: Request) -> Answer:
        """One object."""
        id_ = request.params["objectId"]
        return self._answer(request, self.drafts(request.portal, id_).of.get(request.portal, id_))

    def create(self, request: Request) -> Answer:
        """A new object."""
        return self._answer(request, self.make(request.portal, self.read(request.body())), 201)

    def update(self, request: Request) -> Answer:
        """An object with fields changed, at once and live."""
        id_ = request.params["objectId"]
        self.drafts(request.portal, id_)
        return self._answer(request, self.change(request.portal, id_, self.read(request.body())))

    def remove(self, request: Request) -> Answer:
        """Delete an object."""
        id_ = request.params["objectId"]
        self.drafts(request.portal, id_)
        self.delete(request.portal, id_)
        return Answer(204)

    def restore_deleted(self, request: Request) -> Answer:
        """Bring a deleted object back."""
        return self._answer(request, self.restore(request.portal, request.params["objectId"]))

    def clone(self, request: Request) -> Answer:
        """A draft with what another object has, under the name of the body."""
        id_, body = request.params["objectId"], request.body()
        source = self.drafts(request.portal, id_).of.get(request.portal, id_)
        name = str(body.get("name") or f"{source.get('name', '')} (clone)")
        kept = {key: one for key, one in source.items() if key not in ("slug", "url", "publishDate", "id")}
        return self._answer(request, self.make(request.portal, kept | {"name": name, "state": "DRAFT"}), 201)

    # -- the buffer ------------------------------------------------------------------------------------------------

    def get_buffer(self, request: Request) -> Answer:
        """An object with what its buffer changes."""
        id_ = request.params["objectId"]
        return self._answer(request, self.drafts(request.portal, id_).draft(request.portal, id_))

    def edit_buffer(self, request: Request) -> Answer:
        """The buffer, changed; the live object stays."""
        id_ = request.params["objectId"]
        changes = self.read(request.body())
        return self._answer(request, self.drafts(request.portal, id_).edit(request.portal, id_, changes))

    def has_changes(self, request: Request) -> Answer:
        """Whether the buffer differs from the live object."""
        id_ = request.params["objectId"]
        return Answer(200, {"has_changes": self.drafts(request.portal, id_).is_edited(request.portal, id_)})

    def validate(self, request: Request) -> Answer:
        """Whether the buffer could be published; every one could."""
        self.drafts(request.portal, request.params["objectId"])
        return Answer(200, {"succeeded": True})

    def push_buffer(self, request: Request) -> Answer:
        """The live object, replaced by its buffer."""
        return self._answer(request, self._push(request.portal, request.params["objectId"]))

    def publish(self, request: Request) -> Answer:
        """Push the buffer, publish, or take back: as the body's `action` says."""
        portal, id_, action = request.portal, request.params["objectId"], str(request.body("action")["action"])
        live = self.drafts(portal, id_).of.get(portal, id_)
        match action:
            case "push-buffer-live":
                self._push(portal, id_)
            case "schedule-publish":
                live = self._push(portal, id_)
                now = portal.now()
                due = millis(live.get("publishDate"))
                later = due > now and not live.get("publishImmediately")
                when = {} if later or 0 < due <= now else {"publishDate": instant(now)}
                self.change(portal, id_, when | {"state": "SCHEDULED" if later else "PUBLISHED"})
            case "cancel-publish":
                self.change(portal, id_, {"state": "DRAFT"})
            case _:
                raise validation(f"Invalid publish action: {action}", context={"action": [action]})
        return Answer(204)

    def _push(self, portal: "Portal", id_: str) -> Body:
        drafts = self.drafts(portal, id_)
        return drafts.push(portal, id_) if drafts.is_edited(portal, id_) else drafts.of.get(portal, id_)

    # -- versions --------------------------------------------------------------------------------------------------

    def get_versions(self, request: Request) -> Answer:
        """What an object was, newest first, as a bare array."""
        id_ = request.params["objectId"]
        found = self.drafts(request.portal, id_).revisions(request.portal, id_)
        return Answer(200, [self._version(request, one) for one in found])

    def get_version(self, request: Request) -> Answer:
        """One version of an object."""
        id_ = request.params["objectId"]
        found = self.drafts(request.portal, id_).revision(request.portal, id_, request.params["versionId"])
        return Answer(200, self._version(request, found))

    def restore_version(self, request: Request) -> Answer:
        """The live object, as it was in a version."""
        id_, version = request.params["objectId"], str(request.body("version_id")["version_id"])
        self.drafts(request.portal, id_).restore(request.portal, id_, version)
        return Answer(200, {"succeeded": True, "message": ""})

    def _version(self, request: Request, revision: Body) -> Body:
        user = {"id": int(USER["id"]), "email": USER["email"], "full_name": USER["fullName"], "username": USER["email"]}
        return {
            "id": int(revision["id"]),
            "object": self.show(request.portal, revision["object"]),
            "updated_at": millis(revision["updatedAt"]),
            "user": user,
        }

    def _answer(self, request: Request, body: Body, status: int = 200) -> Answer:
        return Answer(status, chosen(request, self.show(request.portal, body)))

    # -- routes ----------------------------------------------------------------------------------------------------

    def readable(self) -> list[Route]:
        """The routes that read."""
        return [
            ("GET", "", self.get_page),
            ("GET", ONE, self.get),
            ("GET", f"{ONE}/buffer", self.get_buffer),
            ("GET", f"{ONE}/has-buffered-changes", self.has_changes),
            ("GET", f"{ONE}/has_buffered_changes", self.has_changes),
            ("GET", f"{ONE}/versions", self.get_versions),
            ("GET", f"{ONE}/versions/{{versionId}}", self.get_version),
        ]

    def routes(self) -> list[Route]:
        """All routes."""
        return [
            *self.readable(),
            ("POST", "", self.create),
            ("PUT", ONE, self.update),
            ("DELETE", ONE, self.remove),
            ("POST", f"{ONE}/clone", self.clone),
            ("PUT", f"{ONE}/buffer", self.edit_buffer),
            ("POST", f"{ONE}/validate-buffer", self.validate),
            ("POST", f"{ONE}/push-buffer-live", self.push_buffer),
            ("POST", f"{ONE}/publish-action", self.publish),
            ("POST", f"{ONE}/versions/restore", self.restore_version),
            ("POST", f"{ONE}/restore-deleted", self.restore_deleted),
            ("PUT", f"{ONE}/restore-deleted", self.restore_deleted),
        ]
