"""Marketing e-mails."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.clock import instant
from hubspot_facade.sandbox.collection import Collection
from hubspot_facade.sandbox.drafts import USER, Drafts
from hubspot_facade.sandbox.errors import Body

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.portal import Portal

EMAILS = Collection("marketing_email", first=170_000_000_001, archived="deletedAt", missing=errors.unknown_email)
DRAFTS = Drafts(EMAILS)
PUBLISHED = frozenset({"AUTOMATED", "PUBLISHED", "PUBLISHED_AB", "PUBLISHED_AB_VARIANT", "BLOG_EMAIL_PUBLISHED"})
STATES = {"AUTOMATED_DRAFT": "AUTOMATED", "DRAFT_AB": "PUBLISHED_AB", "DRAFT_AB_VARIANT": "PUBLISHED_AB_VARIANT"}
"""What publishing makes of a state; of any other it makes PUBLISHED."""


class Emails:
    """The marketing e-mails of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def create(self, given: Body) -> Body:
        """A new e-mail, a draft."""
        state = str(given.get("state") or "DRAFT")
        if state in PUBLISHED:
            raise errors.published_state(state)
        body: Body = {
            "subject": "",
            "language": "en",
            "subcategory": "batch",
            "content": {},
            "isAb": False,
            "isPublished": False,
            "isTransactional": False,
            "type": "AUTOMATED_EMAIL" if state == "AUTOMATED_DRAFT" else "BATCH_EMAIL",
            "emailTemplateMode": "DRAG_AND_DROP",
            "createdById": USER["id"],
            "updatedById": USER["id"],
            "archived": False,
            **given,
            "state": state,
        }
        made = EMAILS.create(self._portal, body)
        DRAFTS.remember(self._portal, made)
        return made

    def update(self, id_: str, changes: Body, *, archived: bool = False) -> Body:
        """The e-mail with changes written over it; a revision more."""
        body = EMAILS.update(self._portal, id_, changes, archived=archived)
        DRAFTS.remember(self._portal, body)
        return body

    def delete(self, id_: str, *, purge: bool = False) -> None:
        """Archive an e-mail; delete it for good when it is archived and that is what is wanted."""
        if purge:
            EMAILS.get(self._portal, id_, archived=True)
            EMAILS.erase(self._portal, id_)
            return
        body = EMAILS.get(self._portal, id_)
        EMAILS.save(self._portal, body | {"archived": True, "deletedAt": instant(self._portal.now())})

    def clone(self, id_: str, name: str | None, language: str | None) -> Body:
        """A draft with what another e-mail has."""
        source = EMAILS.get(self._portal, id_)
        body = {name: one for name, one in source.items() if not name.startswith("published")}
        body |= {"name": name or f"{source.get('name', '')} (copy)", "clonedFrom": id_, "isPublished": False}
        return self.create(body | {"state": "DRAFT", "isAb": False, "language": language or source["language"]})

    def vary(self, id_: str, name: str) -> Body:
        """The B version of an e-mail, which becomes the A version of a test."""
        master = EMAILS.get(self._portal, id_)
        variation = self.create({**master, "name": name, "isAb": True, "state": "DRAFT_AB_VARIANT", "type": "AB_EMAIL"})
        testing = {"testId": id_, "isAbVariation": True, "abStatus": "variant"}
        variation = EMAILS.update(self._portal, variation["id"], {"testing": testing})
        testing = {"testId": id_, "isAbVariation": False, "abStatus": "master"}
        self.update(id_, {"isAb": True, "state": "DRAFT_AB", "type": "AB_EMAIL", "testing": testing})
        return variation

    def variation(self, id_: str) -> Body:
        """The other version of an A/B test."""
        test: Body = EMAILS.get(self._portal, id_).get("testing") or {}
        for one in EMAILS.all(self._portal):
            other: Body = one.get("testing") or {}
            if one["id"] != id_ and test.get("testId") and other.get("testId") == test["testId"]:
                return one
        raise errors.no_variation(id_)

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
        told = {"isPublished": False, "state": state, "unpublishedAt": instant(self._portal.now())}
        EMAILS.save(self._portal, body | told)
