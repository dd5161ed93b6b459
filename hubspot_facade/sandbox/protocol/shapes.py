"""What decoded JSON is: tests that narrow types for the type checkers as well."""

from typing import Any, TypeGuard


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether it is an array."""
    return isinstance(value, list)


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is an object."""
    return isinstance(value, dict)


def listed(value: Any) -> list[Any]:
    """The items of an array; nothing for null, the value alone for anything else."""
    if value is None:
        return []
    return value if is_list(value) else [value]
