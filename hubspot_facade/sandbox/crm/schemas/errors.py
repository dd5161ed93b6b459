"""What the schemas API refuses, in its words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unable_to_infer(name: str) -> Refusal:
    """400 without category: not the name of an object type."""
    return Refusal(400, f"Unable to infer object type from: {name}")


def unknown(name: str) -> Refusal:
    """404: no such schema."""
    return object_not_found(f"Object type {name} does not exist", context={"objectType": [name]})


def hubspot_defined() -> Refusal:
    """400: HubSpot's own types stay."""
    return validation("Cannot modify HubSpot defined object type")


def primary_display_property_required() -> Refusal:
    """400: the property that names a record is missing."""
    return validation(
        "A primary display property is required.", sub_category="ObjectSchemaError.PRIMARY_DISPLAY_PROPERTY_REQUIRED"
    )


def invalid_name(name: str) -> Refusal:
    """400: a name that does not do."""
    return validation(
        f"Object type name '{name}' is not valid: it must start with a letter and contain only letters, digits and"
        " underscores, 50 at most.",
        context={"name": [name]},
    )


def exists(name: str) -> Refusal:
    """409: the name is taken."""
    return Refusal(
        409,
        f"An object type named '{name}' already exists.",
        category="OBJECT_ALREADY_EXISTS",
        context={"name": [name]},
    )


def unknown_property(name: str) -> Refusal:
    """400: a display, required or searchable property that the schema lacks."""
    return validation(f"Property {name} does not exist on the object type.", context={"propertyName": [name]})


def existing_records(name: str, count: int) -> Refusal:
    """400: the type still has records."""
    return validation(
        f"Object type {name} has {count} active records and cannot be deleted.",
        sub_category="ObjectSchemaError.EXISTING_OBJECT_RECORDS",
    )


def too_many(what: str, most: int) -> Refusal:
    """400: more than may be."""
    return validation(f"{what} can have at most {most} entries")
