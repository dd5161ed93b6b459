"""The audit API: what each route answers. What the API wrote to records is the portal's history; see `history`."""

from typing import Any

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.user import USER

LOGGED_IN = 1_672_531_200_000


def get_actions(request: Request) -> Answer:
    """A page of what was done to records, oldest first unless sorted otherwise."""
    rows = request.portal.store.rows(
        "SELECT h.number, h.type, h.id, h.at,"
        " NOT EXISTS (SELECT 1 FROM history e WHERE e.type = h.type AND e.id = h.id AND e.number < h.number)"
        " FROM history h ORDER BY h.number"
    )
    after, before = request.moment("occurredAfter", blank=True), request.moment("occurredBefore", blank=True)
    users = request.texts("actingUserId")
    found: list[Body] = [
        {
            "id": str(number),
            "occurredAt": instant(at),
            "category": "CRM_OBJECT",
            "subCategory": request.portal.service(ObjectTypes).by_id(type_).label,
            "action": "CREATE" if first else "UPDATE",
            "targetObjectId": str(id_),
            "actingUser": {"userId": int(USER["id"]), "userEmail": USER["email"]},
        }
        for number, type_, id_, at, first in rows
        if (after is None or at > after) and (before is None or at < before)
    ]
    if users and USER["id"] not in users:
        found = []
    if (request.text("sort") or "").startswith("-"):
        found.reverse()
    return Answer(200, page(request, found, default=100))


def get_logins(request: Request) -> Answer:
    """A page of logins: the sandbox's user logged in once."""
    login = {
        "id": "1",
        "loginAt": instant(LOGGED_IN),
        "loginSucceeded": True,
        "userId": int(USER["id"]),
        "email": USER["email"],
        "ipAddress": "127.0.0.1",
        "userAgent": "sandbox",
        "countryCode": "us",
    }
    user = request.text("userId")
    return Answer(200, page(request, [login] if user in (None, USER["id"]) else []))


def get_security(request: Request) -> Answer:
    """A page of security activity: there is none."""
    nothing: list[Any] = []
    return Answer(200, page(request, nothing))
