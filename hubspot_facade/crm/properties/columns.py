"""Which property each column of a file is loaded as: the one of its name or label, or the one that is named for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from hubspot_facade.crm.properties.definitions import Definition, Definitions

_SHOWN = 10
_VALUE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|[-+]?\d[\d.,\s]*|\d{1,4}([-./])\d{1,2}\1\d{1,4}([T ].*)?")


def properties_of_columns(
    definitions: Definitions,
    columns: Sequence[str],
    *,
    given: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    ignore_unknown: bool = False,
    keys: Collection[str] = (),
) -> dict[str, str | None]:
    """The property of each column, None for columns that are left out.

    Columns in `given` have the property that it names. Others have the property of that name, or else the only one with
    that label, both regardless of upper and lower case; `keys` are columns that are no properties, such as an id.
    InputError lists the columns that have none, those whose label several properties have, those of properties that
    HubSpot sets itself, and those that are loaded as the same property.
    """
    named = _named(definitions, columns, given or {}, ignore)
    labels = _labels(definitions)
    found: dict[str, str | None] = {}
    wrong: list[str] = []
    for column in columns:
        if column in named:
            name = named[column]
        elif column.lower() in definitions or column.lower() in keys:
            name = column.lower()
        else:
            several = labels.get(_folded(column), [])
            name = several[0].name if len(several) == 1 else None
            if name is None and not ignore_unknown:
                # looking for what may be meant takes long, and a file may have any number of columns
                is_shown = len(wrong) < _SHOWN
                wrong.append(_without_property(definitions, labels, column, several) if is_shown else "")
        found[column] = name
        definition = None if name is None else definitions.get(name)
        if definition is not None and definition.read_only and name not in keys:
            wrong.append(f"{column!r} is loaded as {name}, which HubSpot sets itself: leave the column out")
    loaded: dict[str, str] = {}
    for column, name in found.items():
        if name is not None and loaded.setdefault(name, column) != column:
            wrong.append(f"{loaded[name]!r} and {column!r} are both loaded as {name}")
    if wrong:
        unknown = (each for each in columns if found[each] is None and each not in named)
        wrong = [*filter(None, [like_a_value(unknown)]), *wrong]
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise InputError("columns", "; ".join([*wrong[:_SHOWN], *more]))
    return found


def like_a_value(columns: Iterable[str]) -> str | None:
    """A question about the header, if one of these columns is named like a value: an address, a number or a date."""
    found = next((each for each in columns if _VALUE.fullmatch(each.strip())), None)
    return None if found is None else f"{found!r} looks like a value: is the header, with the names, missing?"


def _named(
    definitions: Definitions, columns: Sequence[str], given: Mapping[str, str], ignore: Iterable[str]
) -> dict[str, str | None]:
    """What the caller says of columns, which may be in another case than in the file."""
    own = {each.casefold(): each for each in reversed(columns)} | {each: each for each in columns}
    named: dict[str, str | None] = {}
    for column, name in [*given.items(), *((each, None) for each in ignore)]:
        place = own.get(column) or own.get(column.casefold())
        if place is None:
            near = get_close_matches(column.casefold(), [each.casefold() for each in columns], 1, 0.6)
            hint = f"; did you mean {own[near[0]]!r}?" if near else ""
            raise InputError("columns", f"there is no column {column!r}{hint}")
        if named.get(place, name) != name:
            raise InputError("columns", f"{place!r} is given twice, with different properties")
        named[place] = None if name is None else definitions.find(name, "columns").name
    return named


def _labels(definitions: Definitions) -> dict[str, list[Definition]]:
    labels: dict[str, list[Definition]] = {}
    for each in definitions.values():
        if each.label:
            labels.setdefault(_folded(each.label), []).append(each)
    return labels


def _without_property(
    definitions: Definitions, labels: Mapping[str, Sequence[Definition]], column: str, several: Sequence[Definition]
) -> str:
    if several:
        names = " and ".join(each.name for each in several)
        return f"{column!r} is the label of {names}: name one of them"
    spelled = {label: found[0].name for label, found in labels.items()} | {each: each for each in definitions}
    tries = (_folded(column), "".join(each for each in column.casefold() if each.isalnum()))
    near = dict.fromkeys(spelled[one] for each in tries for one in get_close_matches(each, spelled, 2, 0.7))
    hint = f" (did you mean {' or '.join([*near][:3])}?)" if near else ""
    return f"{definitions.object_type} have no property {column!r}{hint}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
