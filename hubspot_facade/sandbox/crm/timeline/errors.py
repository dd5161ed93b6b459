"""What the timeline API refuses, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unknown_template(id_: str) -> Refusal:
    """404: the app has no such template."""
    return object_not_found(f"No event template found with id {id_}", context={"eventTemplateId": [id_]})


def unknown_token(name: str) -> Refusal:
    """404: the template has no such token."""
    return object_not_found(f"No token found with name {name}", context={"tokenName": [name]})


def unknown_event(id_: str) -> Refusal:
    """404: no event has the id."""
    return object_not_found(f"No event found with id {id_}", context={"eventId": [id_]})


def token_exists(name: str) -> Refusal:
    """409: the template has a token of the name."""
    return Refusal(409, f"A token with name {name} already exists", category="OBJECT_ALREADY_EXISTS")


def event_exists(id_: str) -> Refusal:
    """409: events do not change."""
    return Refusal(
        409,
        f"An event already exists with that id ({id_}). Events are immutable and cannot be updated.",
        category="CONFLICT",
    )


def not_a_token(event: str, template: str, name: str, known: list[str]) -> Refusal:
    """400: an event has a token that its template lacks."""
    return validation(
        f"Couldn't validate some supplied token values: Event [id {event} | eventTypeId {template}]"
        f" does not contain property [{name}]. Must be one of [{', '.join(known)}]"
    )


def too_many_templates() -> Refusal:
    """400: an app has no more than 750 templates."""
    return validation("An app can have at most 750 event templates")


def nobody() -> Refusal:
    """400: an event is of somebody."""
    return validation("One of objectId, email, domain or utk is required")
