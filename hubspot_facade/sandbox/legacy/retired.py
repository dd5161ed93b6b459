"""What HubSpot switched off, answered as it answers since, with a header that says since when."""

from hubspot_facade.sandbox.protocol.errors import NOT_FOUND_PAGE, Refusal
from hubspot_facade.sandbox.protocol.request import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler, Route

HEADER = "x-sandbox-retired"
METHODS = ("GET", "POST", "PUT", "DELETE")
GONE = {
    "/contacts/v1/lists": "2026-04-30",
    "/contacts/v1/lists/{listId}": "2026-04-30",
    "/contacts/v1/lists/{listId}/{action}": "2026-04-30",
    "/contacts/v1/lists/{listId}/contacts/{which}": "2026-04-30",
    "/hubdb/api/v2/tables": "2024-12-16",
    "/calendar/v1/events": "2023-08-31",
}
"""The day from which each path is a 404."""


def _gone(since: str) -> Handler:
    def refuse(_: Request) -> Answer:
        raise Refusal(404, page=NOT_FOUND_PAGE, headers={HEADER: since})

    return refuse


def owners(_: Request) -> Answer:
    """Owners v2, switched off on 2025-03-24: no credentials will do."""
    raise Refusal(401, "Any of the listed authentication credentials are missing", headers={HEADER: "2025-03-24"})


URLS: list[Route] = [
    *((method, path, _gone(since)) for path, since in GONE.items() for method in METHODS),
    ("GET", "/owners/v2/owners", owners),
    ("GET", "/owners/v2/owners/{ownerId}", owners),
]
