"""Marketing e-mails."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.drafts import Drafts
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.user import USER

from . import errors
from .settings import fresh, merged, unshared

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

EMAILS = Collection("marketing_email", first=170_000_000_001, archived="deletedAt", missing=errors.unknown_email)
DRAFTS = Drafts(EMAILS)
PUBLISHED = frozenset({"AUTOMATED", "PUBLISHED", "PUBLISHED_AB", "PUBLISHED_AB_VARIANT", "BLOG_EMAIL_PUBLISHED"})
OLDER = "older"
"""Where an e-mail keeps what only version 1 says of it."""
STATES = {"AUTOMATED_DRAFT": "AUTOMATED", "DRAFT_AB": "PUBLISHED_AB", "DRAFT_AB_VARIANT": "PUBLISHED_AB_VARIANT"}
"""What publishing makes of a state; of any other it makes PUBLISHED."""


class Emails:
    """The marketing e-mails of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def create(self, given: Body, older: Body | None = None) -> Body:
        """A new e-mail, a draft. `older` is what only version 1 says of it."""
        state = str(given.get("state") or "DRAFT")
        if state in PUBLISHED:
            raise errors.published_state(state)
        automated = state == "AUTOMATED_DRAFT"
        kind: Body = {
            "subcategory": "automated" if automated else "batch",
            "type": "AUTOMATED_EMAIL" if automated else "BATCH_EMAIL",
        }
        body = merged(fresh(self._portal) | kind, given) | {"state": state}
        return self._make(body | ({OLDER: older} if older else {}), given)

    def _make(self, body: Body, given: Body) -> Body:
        """A new e-mail with all that it says; its address on the web is its own unless it was given one."""
        user = USER["id"]
        body = {
            "isAb": False,
            "isPublished": False,
            "archived": False,
            **body,
            "createdById": user,
            "updatedById": user,
        }
        asked: Body = given.get("webversion") or {}
        own = unshared(self._portal, body["webversion"])
        own["webversion"] |= {name: one for name, one in asked.items() if name == "slug"}
        made = EMAILS.create(self._portal, body | own)
        DRAFTS.remember(self._portal, str(made["id"]), made)
        return made

    def update(self, id_: str, changes: Body, older: Body | None = None, *, archived: bool = False) -> Body:
        """The e-mail with changes written over it; a revision more."""
        known = EMAILS.get(self._portal, id_, archived=archived)
        kept: Body = {OLDER: {**known.get(OLDER, {}), **older}} if older else {}
        return self._change(id_, merged(known, changes) | kept, archived=archived)

    def _change(self, id_: str, changes: Body, *, archived: bool = False) -> Body:
        body = EMAILS.update(self._portal, id_, changes, archived=archived)
        DRAFTS.remember(self._portal, id_, body)
        return body

    def edit_draft(self, id_: str, changes: Body) -> Body:
        """The draft with changes written over it."""
        before = DRAFTS.draft(self._portal, id_)
        after = merged(before, changes)
        return DRAFTS.edit(self._portal, id_, {name: one for name, one in after.items() if one != before.get(name)})

    def delete(self, id_: str, *, purge: bool = False) -> None:
        """Archive an e-mail; delete it for good when it is archived and that is what is wanted."""
        if purge:
            EMAILS.get(self._portal, id_, archived=True)
            EMAILS.erase(self._portal, id_)
            return
        body = EMAILS.get(self._portal, id_)
        EMAILS.save(self._portal, body | {"archived": True, "deletedAt": instant(self._portal.now())})

    def restore(self, id_: str) -> Body:
        """An archived e-mail, which is there again."""
        body = EMAILS.get(self._portal, id_, archived=True)
        del body["deletedAt"]
        return EMAILS.save(self._portal, body | {"archived": False})

    def clone(self, id_: str, name: str | None, language: str | None) -> Body:
        """A draft with what another e-mail has."""
        source = EMAILS.get(self._portal, id_)
        body = _undated(source)
        body |= {"name": name or f"{source.get('name', '')} (copy)", "clonedFrom": id_}
        return self._make(body | {"state": "DRAFT", "isAb": False, "language": language or source["language"]}, {})

    def vary(self, id_: str, name: str) -> Body:
        """The B version of an e-mail, which becomes the A version of a test."""
        master = EMAILS.get(self._portal, id_)
        if self._other(master) is not None:
            raise errors.variation_exists(id_)
        test: Body = {"isAb": True, "type": "AB_EMAIL"}
        testing = {"testId": id_, "isAbVariation": True, "abStatus": "variant"}
        fields: Body = {"name": name, "state": "DRAFT_AB_VARIANT", "testing": testing, "subcategory": "ab_variant"}
        variation = self._make(_undated(master) | test | fields, {})
        testing = {"testId": id_, "isAbVariation": False, "abStatus": "master"}
        self._change(id_, test | {"state": "DRAFT_AB", "testing": testing, "subcategory": "ab_master"})
        return variation

    def variation(self, id_: str) -> Body:
        """The other version of an A/B test."""
        found = self._other(EMAILS.get(self._portal, id_))
        if found is None:
            raise errors.no_variation(id_)
        return found

    def _other(self, email: Body) -> Body | None:
        """The other version of the A/B test that an e-mail is in."""
        test: Body = email.get("testing") or {}
        for one in EMAILS.all(self._portal):
            other: Body = one.get("testing") or {}
            if one["id"] != email["id"] and test.get("testId") and other.get("testId") == test["testId"]:
                return one
        return None

    def publish(self, id_: str) -> None:
        """Publish an e-mail, with its draft."""
        body = DRAFTS.push(self._portal, id_)
        now, before = instant(self._portal.now()), body["state"]
        body |= {"publishedAt": now, "publishDate": now, "isPublished": True, "previous": before}
        body |= {"publishedById": USER["id"], "publishedByEmail": USER["email"], "publishedByName": USER["fullName"]}
        EMAILS.save(self._portal, body | {"state": STATES.get(before, "PUBLISHED")})

    def unpublish(self, id_: str) -> None:
        """Take an e-mail back into the state it was published from."""
        body = EMAILS.get(self._portal, id_)
        state = body.pop("previous", "DRAFT")
        fields = {"isPublished": False, "state": state, "unpublishedAt": instant(self._portal.now())}
        EMAILS.save(self._portal, body | fields)


def _undated(source: Body) -> Body:
    """An e-mail's content and settings, without what happened to it."""
    gone = ("publish", "unpublish", "deletedAt", "previous", "testing", "clonedFrom", "isPublished")
    return {name: one for name, one in source.items() if not name.startswith(gone)}
