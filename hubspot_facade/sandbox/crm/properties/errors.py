"""What the properties API refuses, in its words."""

import json
from collections.abc import Iterable

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def exists(name: str) -> Refusal:
    """409: the name is taken."""
    return Refusal(
        409,
        f"A property named '{name}' already exists.",
        category="OBJECT_ALREADY_EXISTS",
        sub_category="Properties.PROPERTY_WITH_NAME_EXISTS",
        context={"name": [name]},
    )


def group_exists(name: str) -> Refusal:
    """409: the group's name is taken."""
    return Refusal(
        409,
        f"A property group named '{name}' already exists.",
        category="OBJECT_ALREADY_EXISTS",
        sub_category="Properties.GROUP_WITH_NAME_EXISTS",
        context={"groupName": [name]},
    )


def unknown(name: str) -> Refusal:
    """404: no such property."""
    return object_not_found(f"Property {name} does not exist", context={"propertyName": [name]})


def unknown_group(name: str) -> Refusal:
    """404: no such group."""
    return object_not_found(f"Property group {name} does not exist", context={"groupName": [name]})


def invalid(code: str, message: str, **context: str) -> Refusal:
    """400: a definition that HubSpot does not take."""
    listed = {key: [value] for key, value in context.items()}
    return validation(
        message,
        context=listed or None,
        errors=[{"message": message, "code": code, "context": listed}],
        sub_category=f"PropertyValidationError.{code}",
    )


def in_use(name: str, parents: Iterable[tuple[str, str]]) -> Refusal:
    """400: something still refers to the property."""
    return validation(
        f"Property {name} cannot be deleted because it is in use.",
        sub_category="PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        errors=[
            {
                "message": f"Property {name} is in use.",
                "context": {"parentType": [kind], "parentName": [parent]},
            }
            for kind, parent in parents
        ],
    )


def read_only_definition(name: str) -> Refusal:
    """400: HubSpot's own properties stay as they are."""
    return invalid("PROPERTY_READ_ONLY", f"Property {name} is read only and cannot be changed.", propertyName=name)


def group_in_use(name: str, properties: list[str]) -> Refusal:
    """400 whose message is itself JSON."""
    message = json.dumps(
        {
            "status": "error",
            "message": f"Property group {name} has active properties and cannot be deleted.",
            "properties": properties,
        },
        separators=(",", ":"),
    )
    return validation(message, sub_category="PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES")
