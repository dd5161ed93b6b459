"""What the association APIs refuse, in their words."""

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found, validation


def invalid_identifier(given: str) -> Refusal:
    """400: not an id."""
    return validation(
        f"{given} is not a valid ID", sub_category="crm.associations.INVALID_IDENTIFIER", context={"id": [given]}
    )


def invalid_type(category: str, type_id: int) -> Refusal:
    """400: no such association type between the two object types."""
    spec = f"{category}={type_id}"
    return validation(
        "One or more associations are invalid",
        context={
            "associationSpec": [spec],
            "INVALID_ASSOCIATION_TYPE_ID": [f"{spec} is not a valid association definition id"],
        },
    )


def unknown_type_name(name: str, from_kind: ObjectType, to_kind: ObjectType) -> Refusal:
    """400: no association type of this name between the two object types."""
    return validation(
        f"{name} is not a valid association type between {from_kind.label} and {to_kind.label}",
        sub_category="crm.associations.INVALID_ASSOCIATION_TYPE",
    )


def no_default(from_kind: ObjectType, to_kind: ObjectType) -> Refusal:
    """400: the two object types are not associated with each other."""
    return validation(
        f"No default association type exists between {from_kind.label} and {to_kind.label}",
        sub_category="crm.associations.INVALID_ASSOCIATION_TYPE",
    )


def record_not_found(kind: ObjectType, id_: str, *, end: str) -> Refusal:
    """404 for a record that does not exist; `end` is FROM or TO."""
    refusal = object_not_found(
        f"No {kind.words} with ID {id_} exists", context={"objectType": [kind.name], "id": [id_]}
    )
    refusal.sub_category = f"crm.associations.{end}_OBJECT_NOT_FOUND"
    return refusal


def not_valid(kind: ObjectType, id_: int) -> Refusal:
    """400, an entry of a batch, for a record that does not exist."""
    return validation(f"{kind.label}={id_} is not valid")


def with_itself(id_: int) -> Refusal:
    """400 for a record associated with itself."""
    return validation(f"Object {id_} cannot be associated to itself ({id_})")


def none_found(from_kind: ObjectType, to_kind: ObjectType, id_: str) -> Body:
    """The error of a batch read for a record without associations."""
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": f"No {to_kind.words} is associated with {from_kind.words} {id_}.",
        "context": {"fromObjectId": [id_], "fromObjectType": [from_kind.name], "toObjectType": [to_kind.name]},
    }


def too_many_asked(limit: int) -> Refusal:
    """400 for a page that is too large."""
    return validation(f"You can only request at most {limit} associations at once.", context={"limit": [str(limit)]})


def limit_exceeded(from_kind: ObjectType, from_id: int, type_id: int, most: int) -> Refusal:
    """400: the record is associated with as many as it may be."""
    return validation(
        "One or more associations are invalid",
        sub_category="crm.associations.ASSOCIATION_LIMIT_EXCEEDED",
        context={
            "ASSOCIATION_LIMIT_EXCEEDED": [
                f"{from_kind.label}={from_id} has reached the limit of {most} associations of type {type_id}"
            ],
            "objectId": [str(from_id)],
            "objectType": [from_kind.label],
        },
    )


def limit_exceeded_by_merge(portal_id: int, kind: ObjectType, primary_id: int, other_id: int) -> Refusal:
    """400: the record that two would become would be associated with more than it may be."""
    return validation(
        f"Association configuration limits are exceeded in portal {portal_id} when merging {other_id} into {primary_id}"
        f" of object type {kind.id}"
    )


def too_many_labels() -> Refusal:
    """437: the pair has as many labels as it may."""
    return Refusal(437, "The maximum number of association labels for this object pair has been reached.")


def label_exists(label: str) -> Refusal:
    """400: the label is taken."""
    return validation(f"An association label '{label}' already exists for this object pair.")


def unknown_label(type_id: int) -> Refusal:
    """404: no such label."""
    return object_not_found(f"Association type {type_id} does not exist", context={"associationTypeId": [str(type_id)]})


def fixed_label(type_id: int) -> Refusal:
    """400: HubSpot's own labels stay."""
    return validation(
        f"Association type {type_id} is defined by HubSpot and cannot be changed",
        context={"associationTypeId": [str(type_id)]},
    )


def labels_remain(type_id: int) -> Refusal:
    """400: the plain association stays while labels are above it."""
    return validation(
        f"Association type {type_id} cannot be deleted while labels exist for this object pair",
        context={"associationTypeId": [str(type_id)]},
    )
