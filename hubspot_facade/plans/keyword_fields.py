"""Keyword arguments that a TypedDict lists (`**fields: Unpack[CallFields]`), shown as parameters of their own."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ForwardRef, TypeVar, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F")


def shows(fields: type, *, required: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Give a method whose last parameter is `**fields` the signature that it has with each field by its name.

    Checkers and editors read the annotation; help, the catalogue and the check of arguments read this signature.
    `required` fields are shown without a default and as never None.
    """

    def decorate(method: F) -> F:
        function: Any = method
        signature = inspect.signature(function)
        *parameters, last = signature.parameters.values()
        assert last.kind is last.VAR_KEYWORD, function  # noqa: S101 # a mistake of ours
        hints = {name: _text(hint) for name, hint in fields.__annotations__.items()}
        hints |= {name: hints[name].removesuffix(" | None") for name in required}
        added = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if name in required else None,
                annotation=hint,
            )
            for name, hint in hints.items()
        ]
        function.__signature__ = signature.replace(parameters=[*parameters, *added])
        del function.__annotations__[last.name]
        # Read where they are written, which need not be where the method is.
        function.__annotations__ |= get_type_hints(fields, include_extras=True)
        return method

    return decorate


def _text(hint: Any) -> str:
    """An annotation as it is written."""
    return hint.__forward_arg__ if isinstance(hint, ForwardRef) else str(hint)
