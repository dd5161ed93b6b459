"""What the conversations service refuses."""

from collections.abc import Callable

from hubspot_facade.sandbox.protocol.errors import Refusal


def missing(noun: str) -> Callable[[str], Refusal]:
    """404 for an id that no thing of this kind has."""
    code = noun.upper().replace(" ", "_")

    def not_found(id_: str) -> Refusal:
        return Refusal(
            404,
            f"{noun} {id_} not found",
            category="OBJECT_NOT_FOUND",
            sub_category=f"ConversationsResourceNotFoundError.{code}_NOT_FOUND",
        )

    return not_found


def not_of(name: str, value: object, known: tuple[str, ...]) -> Refusal:
    """400 for a value that is none of those known."""
    return Refusal(
        400, f"{value} is not a valid {name}. Must be one of {', '.join(known)}", category="VALIDATION_ERROR"
    )
