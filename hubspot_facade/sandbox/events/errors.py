"""What the event APIs refuse, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unknown_definition(name: str) -> Refusal:
    """404: there is no such event type."""
    return object_not_found(f"No event definition found with name {name}", context={"eventName": [name]})


def definition_exists(name: str) -> Refusal:
    """409: there is an event type of the name."""
    return Refusal(409, f"An event definition already exists with name {name}", category="OBJECT_ALREADY_EXISTS")


def unknown_property(name: str) -> Refusal:
    """404: the event type has no such property."""
    return object_not_found(f"No property found with name {name}", context={"propertyName": [name]})


def property_exists(name: str) -> Refusal:
    """409: the event type has a property of the name."""
    return Refusal(409, f"A property named '{name}' already exists.", category="OBJECT_ALREADY_EXISTS")


def nobody() -> Refusal:
    """400: an event is of somebody."""
    return validation("One of objectId, email or utk is required")


def too_many_properties(count: int) -> Refusal:
    """400: an event has no more than 50 properties."""
    return validation(f"An event can have at most 50 properties, but has {count}")


def value_too_long(name: str, most: int) -> Refusal:
    """400: a value is too long."""
    return validation(f"The value of {name} is longer than {most} characters", context={"propertyName": [name]})


def no_selector() -> Refusal:
    """400: occurrences are asked for by type of event or of object."""
    return validation("Must specify an eventType or objectType")
