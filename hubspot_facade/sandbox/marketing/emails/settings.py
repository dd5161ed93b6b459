"""What a marketing e-mail says before anybody edits it, and which of its fields a client may set."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.shapes import is_object

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

WRITABLE = frozenset(
    {
        "activeDomain",
        "archived",
        "businessUnitId",
        "campaign",
        "content",
        "feedbackSurveyId",
        "folderIdV2",
        "from",
        "jitterSendTime",
        "language",
        "name",
        "publishDate",
        "rssData",
        "sendOnPublish",
        "state",
        "subcategory",
        "subject",
        "subscriptionDetails",
        "testing",
        "to",
        "webversion",
    }
)
"""What the documents let a request set; anything else is passed over."""


def fresh(portal: "Portal") -> Body:
    """The settings of a new e-mail: no sender, no recipients, the plain template, an address of its own on the web."""
    domain = f"{portal.id}.hs-sites.com"
    nobody: Body = {"exclude": [], "include": []}
    return {
        "activeDomain": domain,
        "businessUnitId": "0",
        "content": {"templatePath": "@hubspot/email/dnd/plain_text.html", "widgets": {}},
        "emailTemplateMode": "DRAG_AND_DROP",
        "from": {"fromName": "", "replyTo": ""},
        "jitterSendTime": True,
        "language": "en",
        "sendOnPublish": True,
        "subject": "",
        "subscriptionDetails": {"officeLocationId": str(portal.id)},
        "to": {
            "contactIds": dict(nobody),
            "contactIlsLists": dict(nobody),
            "contactLists": dict(nobody),
            "suppressGraymail": True,
        },
        "webversion": {"domain": domain, "enabled": False, "isPageRedirected": False},
    }


def unshared(portal: "Portal", webversion: Body) -> Body:
    """What no two e-mails share: the key of the preview, and where one stands on the web until it has an address."""
    slug = f"-temporary-slug-{portal.identities.uuid4()}"
    return {"previewKey": portal.identities.uuid4()[:8], "webversion": {**webversion, "slug": slug}}


def merged(body: Body, changes: Body) -> Body:
    """An e-mail with a request's changes: unknown fields passed over, maps joined with what they held.

    Refuses what is no map where a map belongs; null leaves things as they are.
    """
    changed: Body = {}
    for name, one in changes.items():
        before = body.get(name)
        if name not in WRITABLE or one is None:
            continue
        if is_object(before) and not is_object(one):
            raise validation(f"Invalid input JSON on line 1, column 1: Cannot deserialize value of field {name}")
        changed[name] = {**before, **one} if is_object(before) else one
    if changed.get("businessUnitId") is not None:
        # sent as a number, read as text
        changed["businessUnitId"] = str(changed["businessUnitId"])
    return body | changed
