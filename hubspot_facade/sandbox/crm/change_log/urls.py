"""Routes of the change log."""

from hubspot_facade.sandbox.protocol.routing import Route

from . import responses

URLS: list[Route] = [
    ("GET", "/crm-objects/v1/change-log/products", responses.get_changes("0-7")),
    ("GET", "/crm-objects/v1/change-log/line_items", responses.get_changes("0-8")),
    ("GET", "/crm-objects/v1/change-log/tickets", responses.get_changes("0-5")),
]
