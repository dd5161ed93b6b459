"""Keyword arguments that a TypedDict declares (`**fields: Unpack[CallFields]`), shown as individual parameters."""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING, Any, ForwardRef, TypeVar, Union

from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.wire import annotations as hints_of
else:
    hints_of = late_module("hubspot_facade.wire.annotations")

F = TypeVar("F")


def shows(fields: type | Callable[[], type], *, required: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Give a method whose last parameter is `**fields` a signature with a parameter for each field.

    Type checkers and editors read the annotation; help, the catalogue and the check of arguments read this signature,
    which is made when the first of them does. `fields` may be a function that returns the TypedDict, for one that is
    not loaded yet. `required` fields are shown without a default, and do not accept None.
    """

    def decorate(method: F) -> F:
        late: Any = method
        late.complete_signature = partial(_complete, fields, required)
        return method

    return decorate


def _complete(fields: type | Callable[[], type], required: tuple[str, ...], function: Any) -> None:
    declared = fields if isinstance(fields, type) else fields()
    signature = inspect.signature(function)
    *parameters, last = signature.parameters.values()
    assert last.kind is last.VAR_KEYWORD, function  # noqa: S101 # a mistake of ours
    hints = {name: _written(hint, required=name in required) for name, hint in declared.__annotations__.items()}
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
    function.__annotations__ |= hints


def _written(hint: Any, *, required: bool) -> Any:
    """An annotation as written in the source, without its None if the field is required."""
    if not isinstance(hint, ForwardRef):
        return Union[tuple(hints_of.members_of(hint))] if required else hint  # noqa: UP007 # of any number of members
    text = hint.__forward_arg__
    return hints_of.Written(text.removesuffix(" | None") if required else text, str(hint.__forward_module__))
