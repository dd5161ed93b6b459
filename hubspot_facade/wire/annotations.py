"""The real types that annotations name.

Names are looked up in the module in which an annotation is written, then among `argument_types`.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hubspot_openapi.runtime import ModelType

from hubspot_facade.wire import argument_types
from hubspot_facade.wire.argument_types import Reading

LISTS = (list, Sequence, Iterable)
MAPPINGS = (dict, Mapping)
_UNIONS = (Union, types.UnionType)
_OFTEN_FOR_CHECKERS = {
    **{name: value for name, value in vars(argument_types).items() if name[0].isupper()},
    "Any": Any,
    "Iterable": Iterable,
    "Mapping": Mapping,
    "Sequence": Sequence,
}


class UnloadedModel:
    """Takes the place of a generated model that a module imports for type checkers only; it has the model's name."""


class Written(str):
    """The text of an annotation that was written in another module than its function's."""

    module: str

    def __new__(cls, text: str, module: str) -> Written:
        """Keep the annotation's text, and the module in which its names are looked up."""
        made = super().__new__(cls, text)
        made.module = module
        return made


def type_of(annotation: object, module: str) -> Any:
    """The type that an annotation of this module names, with its `Annotated` metadata."""
    if not isinstance(annotation, str):
        return annotation
    return _type_of(str(annotation), annotation.module if isinstance(annotation, Written) else module)


@lru_cache(maxsize=1024)
def _type_of(annotation: str, module: str) -> Any:
    holder = type("Holder", (), {"__annotations__": {"value": annotation}, "__module__": module})
    own = vars(sys.modules[module])
    names: dict[str, Any] = {name: value for name, value in _OFTEN_FOR_CHECKERS.items() if name not in own}
    while True:
        try:
            return get_type_hints(holder, localns=names, include_extras=True)["value"]
        except NameError as unknown:
            if unknown.name is None or unknown.name in names:
                raise
            names[unknown.name] = type(unknown.name, (UnloadedModel,), {})


def members_of(hint: Any) -> list[Any]:
    """The members of a union without None; for any other type, that type alone."""
    if get_origin(hint) in _UNIONS:
        return [inner for each in get_args(hint) if each is not types.NoneType for inner in members_of(each)]
    return [hint]


def is_optional(hint: Any) -> bool:
    """Whether None is a member of the type."""
    return get_origin(hint) in _UNIONS and types.NoneType in get_args(hint)


def reading_of(hint: Any) -> Reading | None:
    """The `Reading` that a type is annotated with; None if it has none."""
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark for mark in marks if isinstance(mark, Reading)), None)


def bare(hint: Any) -> Any:
    """The type without its `Annotated` metadata; for a type variable its bound."""
    if isinstance(hint, TypeVar) and hint.__bound__ is not None:
        hint = hint.__bound__
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def kind_of(hint: Any) -> Any:
    """The kind of a type: `Sequence` for `Sequence[str]`, `Mapping` for a model, `str` for a `Literal`, else itself."""
    inner = bare(hint)
    origin: Any = get_origin(inner)
    if origin is Literal:
        return str
    return Mapping if _is_model(inner) else inner if origin is None else origin


def _is_model(hint: Any) -> bool:
    return isinstance(hint, ModelType) or (isinstance(hint, type) and issubclass(hint, UnloadedModel))
