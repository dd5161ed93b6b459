"""What the object API refuses, in its words."""

import json
from typing import Any

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found, validation

UNREAD = "INVALID_LONG"
"""The code of a value that is no number or no time where its property wants one."""


class Problem:
    """One property value that does not do: its code, its wording, and the value."""

    __slots__ = ("code", "message", "name", "value")

    def __init__(self, name: str, code: str, message: str, value: str | None = None) -> None:
        self.name = name
        self.code = code
        self.message = message
        self.value = value


def not_to_be_pinned(activity: int) -> Problem:
    """An activity that a record is to show above the others, but is not associated with."""
    message = f"Engagement {activity} is not associated with the record and cannot be pinned"
    return Problem("hs_pinned_engagement_id", "INVALID_PINNED_ENGAGEMENT", message, str(activity))


def no_archived_pages(kind: ObjectType) -> Refusal:
    """400: archived records of the type are in no listing."""
    return validation(
        f"Paging through deleted objects is not supported for object type {kind.id} ({kind.name.upper()})"
    )


class InvalidProperties(Refusal):
    """A refusal of property values that keeps the `problems`, since versions 1 and 2 list them in another form."""

    problems: list[Problem]


def invalid_properties(kind: ObjectType, problems: list[Problem], portal_id: int) -> Refusal:
    """400 that lists every invalid property, once as JSON inside the message and once as errors.

    Values that cannot be read as their type are reported first and alone, and in the message only: HubSpot reads the
    values of all inputs before it looks at what they say.
    """
    unread = [one for one in problems if one.code == UNREAD]
    embedded: list[Body] = [
        {"isValid": False, "message": one.message, "error": one.code, "name": one.name} for one in unread or problems
    ]
    for one in embedded if unread else ():
        one["message"] += f" Portal {portal_id}, object type {kind.id}"
    text = json.dumps(embedded, separators=(",", ":"), ensure_ascii=False)
    listed: list[Any] = [
        {"message": one.message, "code": one.code, "context": {"propertyName": [one.name]}} for one in problems
    ]
    refusal = InvalidProperties(
        400,
        f"Property values were not valid: {text}",
        category="VALIDATION_ERROR",
        errors=None if unread else listed,
    )
    refusal.problems = unread or problems
    return refusal


def invalid_names(names: list[str], content: bytes) -> Refusal:
    """400 for property names that are not lower-case; the column is where the last one ends in the body."""
    column = max((content.find(f'"{name}"'.encode()) + len(name) + 2 for name in names), default=1)
    return validation(
        f"Invalid input JSON on line 1, column {max(1, column)}: Names for properties should be lowercase and have"
        f" less than 100 characters. Invalid names: [{', '.join(names)}]"
    )


def missing_required(kind: ObjectType, names: list[str]) -> Refusal:
    """400: a record of this type needs these properties."""
    return validation(
        f"Error creating {kind.label}. Some required properties were not set.", context={"properties": names}
    )


def nothing_to_update() -> Refusal:
    """400 for a PATCH without properties."""
    return validation("No properties found to update, please provide at least one.")


def not_numeric(given: str) -> Refusal:
    """404 for an id that is no number."""
    return object_not_found("Object not found.  objectId are usually numeric.", context={"objectId": [given]})


def not_positive(given: str) -> Refusal:
    """404 for the id 0 and for negative ones."""
    return object_not_found("Object not found. objectId is usually positive.", context={"objectId": [given]})


def contact_exists(existing: int | None, *, status: int = 409) -> Refusal:
    """409, or 400, for a contact whose e-mail address is taken."""
    tail = "" if existing is None else f" Existing ID: {existing}"
    category = "CONFLICT" if status == 409 else "VALIDATION_ERROR"
    return Refusal(status, f"Contact already exists.{tail}", category=category)


def value_taken(kind: ObjectType, portal_id: int, name: str, value: str, this: int | None, other: int) -> Refusal:
    """400 for a unique value that another record has."""
    return validation(
        f"Cannot set PropertyValueCoordinates{{portalId={portal_id}, objectTypeId=ObjectTypeId"
        f"{{legacyObjectType={kind.label}}}, propertyName={name}, value={value}}} on {this or 'null'}."
        f" {other} already has that value."
    )


def not_unique(kind: ObjectType, name: str, portal_id: int, verb: str = "update/upsert") -> Refusal:
    """400 for an idProperty whose values are not unique."""
    return validation(f"Unable to perform {verb} by non-unique {kind.id} property {name} in portal ID {portal_id}")


def duplicate_ids(ids: list[str]) -> Refusal:
    """400 for a batch that names a record twice."""
    return validation(
        f"Duplicate IDs found in batch input: [{', '.join(ids)}]. IDs must be unique", context={"ids": ids}
    )


def some_missing(kind: ObjectType, ids: list[str]) -> Refusal:
    """The grouped error of a batch whose records were not all found."""
    return object_not_found(
        f"Could not get some {kind.label} objects, they may be deleted or not exist. Check that ids are valid.",
        context={"ids": ids},
    )


def wrong_direction(expected: ObjectType, found: str) -> Refusal:
    """400 for an inline association whose type starts at another object type."""
    return validation(f"invalid from object type {found} for associations to be created. expected: {expected.id}")


def invalid_associations(kind: ObjectType, ids: list[str], *, code: str = "INVALID_OBJECT_IDS") -> Refusal:
    """400 for inline associations with records that do not exist, or with too many."""
    return validation(
        "One or more associations are invalid",
        context={
            code: [f"{kind.label}={one} is not valid" for one in ids],
            "objectId": ids,
            "objectType": [kind.label],
        },
    )


def invalid_activity_association(from_kind: ObjectType, ids: list[str]) -> Refusal:
    """400 of activities for inline associations with records that do not exist."""
    return Refusal(
        400,
        "one or more associations are not valid",
        category="BAD_REQUEST",
        errors=[
            {
                "message": f"{from_kind.id}={one} is not a valid object",
                "context": {"validationResult": ["INVALID_FROM_OBJECT"]},
            }
            for one in ids
        ],
    )


def merge_with_itself() -> Refusal:
    """400 for merging a record with itself."""
    return validation("Cannot merge a record with itself.")
