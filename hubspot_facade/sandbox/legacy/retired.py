"""What HubSpot switched off, answered as it answers since, with a header that says since when."""

from hubspot_facade.sandbox.protocol.errors import NOT_FOUND_PAGE, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler, Route

HEADER = "x-sandbox-retired"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
DEEPEST = 6
"""Segments below a family that are looked at."""
GONE = {
    "/calendar/v1": "2023-08-31",
    "/cms/v3/performance": "2024-04-09",
    "/companies/v2/companies/domain": "2020-06-12",
    "/contacts/v1/lists": "2026-04-30",
    "/content/api/v2/site-maps": "2020-06-12",
    "/content/api/v2/topics": "2015-06-15",
    "/crm/v3/extensions/accounting": "2023-02-28",
    "/extensions/ecomm": "2023-02-28",
    "/forms/v1": "2019-03-29",
    "/hubdb/api/v2": "2024-12-16",
    "/keywords/v1": "2018-08-01",
}
"""Families of paths, and the day from which each is a 404; what is still served below one has a route of its own."""


def _gone(since: str) -> Handler:
    def refuse(_: Request) -> Answer:
        raise Refusal(404, page=NOT_FOUND_PAGE, headers={HEADER: since})

    return refuse


def _below(base: str) -> list[str]:
    """The templates of a family: its base, and everything below it."""
    return [base + "".join(f"/{{part{number}}}" for number in range(depth)) for depth in range(DEEPEST + 1)]


def owners(_: Request) -> Answer:
    """Owners v2, switched off on 2025-03-24: no credentials will do."""
    raise Refusal(401, "Any of the listed authentication credentials are missing", headers={HEADER: "2025-03-24"})


URLS: list[Route] = [
    *((method, path, _gone(since)) for base, since in GONE.items() for path in _below(base) for method in METHODS),
    ("GET", "/owners/v2/owners", owners),
    ("GET", "/owners/v2/owners/{ownerId}", owners),
]
