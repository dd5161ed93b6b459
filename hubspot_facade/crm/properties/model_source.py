"""The source of a module with the types of a portal's records: two classes for each object type.

What the portal says (names, labels, options) is data, and comes into the source as literals and as names made of ASCII
letters, digits and underscores alone. The same definitions give the same text.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from hubspot_facade.crm.properties.definitions import Definition, Definitions

_HEAD = '''\
"""Types of a HubSpot portal's records, written by `hubspot-facade models generate`; changes are lost."""

from __future__ import annotations

import datetime as _datetime
import decimal as _decimal
import typing as _typing
from collections import abc as _abc

from hubspot_facade.crm.records import record_values as _values

_Text: _typing.TypeAlias = str | None
_Flag: _typing.TypeAlias = bool | None
_Number: _typing.TypeAlias = _decimal.Decimal | float | None
_Whole: _typing.TypeAlias = int | None
_Day: _typing.TypeAlias = _datetime.date | str | None
_Moment: _typing.TypeAlias = _datetime.datetime | _datetime.date | str | None
_Id: _typing.TypeAlias = int | str | None
_Choices: _typing.TypeAlias = _abc.Iterable[str] | None
'''

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_RESERVED = frozenset(("also_named", "id", "names", "object_type", "of", "on", "record"))
# Property type → the attribute that reads it, and the alias of what is written.
_KINDS = {
    "bool": ("Flag", "_Flag"),
    "number": ("Number", "_Number"),
    "date": ("Day", "_Day"),
    "datetime": ("Moment", "_Moment"),
}


@dataclass(frozen=True, slots=True)
class ObjectModel:
    """An object type to write classes for: its name in the singular, and the names under which calls know it."""

    name: str
    object_type: str
    definitions: Definitions
    also_named: tuple[str, ...] = ()


def source_of(models: Iterable[ObjectModel]) -> str:
    """The module, in UTF-8 throughout. InputError where there is nothing to write."""
    taken: set[str] = set()
    parts: list[str] = []
    for model in sorted(models, key=lambda each: (each.object_type, each.name)):
        name = _fresh(_class_name(model.name), taken)
        taken.add(name)
        parts += ["", "", *_written(name, model), "", "", *_read(name, model)]
    if not parts:
        raise InputError("object_types", "there is none to write models for")
    return _HEAD + "\n".join(parts) + "\n"


def _written(name: str, model: ObjectModel) -> Iterator[str]:
    """What may be written, as a TypedDict; names that no class body can have stand in one below it."""
    definitions = [each for each in _sorted(model) if not each.read_only]
    odd = [each for each in definitions if not _is_plain(each.name)]
    base = "_typing.TypedDict"
    if odd:
        base = f"_{name}Properties"
        yield f"{base} = _typing.TypedDict("
        yield f'    "{base}",'
        yield "    {"
        yield from (f"        {each.name!r}: {_written_type(each)}," for each in odd)
        yield "    },"
        yield "    total=False,"
        yield ")"
        yield ""
        yield ""
    yield f"class {name}Properties({base}, total=False):"
    yield f'    """What may be written of {name} records."""'
    for each in definitions:
        if _is_plain(each.name):
            yield ""
            yield f"    {each.name}: {_written_type(each)}"
            yield from _label(each)


def _read(name: str, model: ObjectModel) -> Iterator[str]:
    """What is read, as a class."""
    yield f"class {name}Values(_values.RecordValues[{name}Properties]):"
    yield f'    """What is read of {name} records."""'
    yield ""
    yield f"    object_type = {model.object_type!r}"
    if model.also_named:
        yield f"    also_named = {model.also_named!r}"
    taken: set[str] = set(_RESERVED)
    definitions = _sorted(model)
    plain = {each.name for each in definitions if _is_plain(each.name) and each.name not in _RESERVED}
    for each in definitions:
        attribute = each.name if each.name in plain else _fresh(_attribute(each.name), taken | plain)
        taken.add(attribute)
        yield ""
        yield f"    {attribute} = _values.{_read_type(each)}({each.name!r})"
        yield from _label(each)


def _sorted(model: ObjectModel) -> Sequence[Definition]:
    return sorted(model.definitions.values(), key=lambda each: each.name)


def _label(definition: Definition) -> Iterator[str]:
    if definition.label:
        yield f"    {definition.label!r}"


def _read_type(definition: Definition) -> str:
    if definition.whole:
        return "Whole"
    return "Choices" if definition.multiple else _KINDS.get(definition.type, ("Text", ""))[0]


def _written_type(definition: Definition) -> str:
    if definition.whole:
        return "_Whole"
    if definition.type != "enumeration":
        return _KINDS.get(definition.type, ("", "_Text"))[1]
    if not definition.options:
        return "_Choices" if definition.multiple else "_Id"
    literal = f"_typing.Literal[{', '.join(map(repr, sorted(definition.options)))}]"
    return f"_abc.Iterable[{literal}] | None" if definition.multiple else f"{literal} | None"


def _is_plain(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not keyword.iskeyword(name)


def _attribute(name: str) -> str:
    """A name for an attribute: what is no letter, digit or underscore becomes one, a keyword gets one behind it."""
    plain = re.sub(r"[^a-z0-9_]", "_", name.lower())
    if not _NAME.match(plain):
        plain = f"property_{plain.lstrip('_')}"
    return f"{plain}_" if keyword.iskeyword(plain) or plain in _RESERVED else plain


def _class_name(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower())
    joined = "".join(word.capitalize() for word in words)
    return joined if joined[:1].isalpha() else f"Type{joined}"


def _fresh(name: str, taken: Container[str]) -> str:
    """The name, or with the first number behind it that makes it one of its own."""
    number, fresh = 2, name
    while fresh in taken:
        fresh, number = f"{name}_{number}", number + 1
    return fresh
