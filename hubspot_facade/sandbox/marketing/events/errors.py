"""What the marketing events API refuses, in HubSpot's words. Its `errors` are plain strings."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found
from hubspot_facade.sandbox.protocol.numerals import natural


def missing_parameter(name: str) -> Refusal:
    """400: a query parameter is required."""
    return Refusal(400, "validation error", errors=[f"query param {name} may not be null"])


def missing_fields(names: list[str]) -> Refusal:
    """400: fields of the body are required."""
    return Refusal(400, "validation error", errors=[f"{name} may not be null" for name in names])


def unknown_event(id_: str) -> Refusal:
    """404: no event has the id; 400 when it cannot be one."""
    if not natural(id_):
        return Refusal(400, f"Invalid value: '{id_}' specified in objectId parameter. Should be a positive Long.")
    return unknown_external(id_)


def unknown_external(id_: str) -> Refusal:
    """404: no event has the external id."""
    return object_not_found(f"Marketing event not found: {id_}", context={"id": [id_]})


def unknown_state(state: str) -> Refusal:
    """400: a subscriber state is register, attend or cancel."""
    return Refusal(400, "validation error", errors=[f"unknown subscriber state {state}"])


def event_exists(external_id: str) -> Refusal:
    """409: the account has an event with the external id."""
    return Refusal(409, f"Marketing event with external id {external_id} already exists", category="CONFLICT")


def unknown_contact(id_: str) -> Refusal:
    """404 in a batch: no contact has the id or address."""
    return object_not_found(f"Contact not found: {id_}", context={"id": [id_]})
