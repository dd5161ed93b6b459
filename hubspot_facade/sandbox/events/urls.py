"""Routes of the event APIs."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import definitions, responses

ONE = "/event-definitions/{eventName}"
PROPERTY = ONE + "/property/{propertyName}"

URLS: list[Route] = whole(
    [
        *under(
            ("/events/{version}", "/events/custom/{version}"),
            [
                ("GET", "/event-definitions", definitions.get_page),
                ("POST", "/event-definitions", definitions.create),
                ("GET", ONE, definitions.get),
                ("PATCH", ONE, definitions.update),
                ("DELETE", ONE, definitions.delete),
                ("POST", f"{ONE}/property", definitions.create_property),
                ("PATCH", PROPERTY, definitions.update_property),
                ("DELETE", PROPERTY, definitions.delete_property),
                ("POST", "/send", responses.send),
                ("POST", "/send/batch", responses.send_many),
            ],
        ),
        *under(
            ("/events/v3/events", "/events/event-occurrences/{version}"),
            [("GET", "", responses.get_page), ("GET", "/event-types", responses.get_types)],
        ),
    ]
)
