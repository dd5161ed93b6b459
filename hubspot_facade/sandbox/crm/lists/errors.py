"""What the lists API refuses, in HubSpot's words."""

from collections.abc import Iterable

from hubspot_facade.sandbox.protocol.errors import Refusal, validation


def unknown_list(id_: str) -> Refusal:
    """404: no list has the id."""
    return Refusal(
        404,
        f"List does not exist with ID {id_}.",
        category="OBJECT_NOT_FOUND",
        sub_category="ListError.LIST_ID_DOES_NOT_EXIST",
        context={"listId": [id_]},
    )


def unknown_name(name: str) -> Refusal:
    """404: no list of the object type has the name."""
    return Refusal(
        404,
        f"List does not exist with name {name}.",
        category="OBJECT_NOT_FOUND",
        sub_category="ListError.LIST_NOT_FOUND",
        context={"listName": [name]},
    )


def unknown_folder(id_: str) -> Refusal:
    """404: no folder has the id."""
    return Refusal(
        404, f"Folder does not exist with ID {id_}.", category="OBJECT_NOT_FOUND", context={"folderId": [id_]}
    )


def name_taken(name: str) -> Refusal:
    """400: another list has the name."""
    return validation(
        f"A list already exists with name {name}.",
        sub_category="ListError.DUPLICATE_LIST_NAME",
        context={"listName": [name]},
    )


def not_manual() -> Refusal:
    """400: memberships of a dynamic list follow from its filters."""
    return validation("Can not operate manually on a dynamic list", sub_category="ListError.INVALID_PROCESSING_TYPE")


def no_body() -> Refusal:
    """400: the request has no body at all."""
    return Refusal(400, "validation error", errors=["The request body may not be null"])


def filters_of_manual() -> Refusal:
    """400: a manual list has no filters."""
    return validation("A MANUAL list can not have filters", sub_category="ListError.INVALID_PROCESSING_TYPE")


def no_legacy_id(value: str) -> Refusal:
    """400: the id of v1 that is asked about is no whole number. The braces are in HubSpot's own answer."""
    return validation("Id {{ id }} can't be converted to java.lang.Integer", context={"id": [value]})


def not_dynamic(id_: str) -> Refusal:
    """400: only dynamic lists have filters that may change."""
    return validation(
        f"List {id_} is not a DYNAMIC list; its filters can not be updated.",
        sub_category="ListError.INVALID_PROCESSING_TYPE",
        context={"listId": [id_]},
    )


def in_use(id_: str, users: Iterable[str]) -> Refusal:
    """400: another list's filters refer to the list."""
    names = ", ".join(f"list {one}" for one in users)
    return validation(
        f"The following lists {id_} were blocked for list modification/deletion due to these references: {names}",
        context={"listIds": [id_]},
    )


def bad_branch(problem: str) -> Refusal:
    """400: the filter branches are not of the form that lists take."""
    return validation(f"Invalid filter branch: {problem}", sub_category="ListError.INVALID_FILTER_BRANCH")


def unknown_property(name: str) -> Refusal:
    """400: a filter's property does not exist."""
    return validation(
        f"Property {name} does not exist", sub_category="ListError.INVALID_PROPERTY", context={"propertyName": [name]}
    )


def wrong_operation(property_: str, type_: str, operation: str) -> Refusal:
    """400: the operation does not suit the property's type."""
    return validation(
        f"Operation type {operation} is not valid for property {property_} of type {type_}",
        sub_category="ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE",
        context={"propertyName": [property_]},
    )


def unknown_operator(operator: str) -> Refusal:
    """400: no operation of the type has the operator."""
    return validation(
        f"{operator} is not a valid operator",
        sub_category="ListError.ENUM_CONVERSION",
        context={"operator": [operator]},
    )
