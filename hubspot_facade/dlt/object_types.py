"""Which object types a source has, and their tables."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.type_names import NAMES, meant, type_id
from hubspot_facade.errors import Forbidden, InputError, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hubspot_facade.client import HubSpot

TABLES = ("associations", "property_histories", "owners", "pipelines", "pipeline_stages")
"""Tables that are not those of an object type."""

# Names of HubSpot's that lead to records of other types, or to what is no record.
_LEFT_OUT = frozenset({"0-4", "0-11", "0-35"})


@dataclass(frozen=True, slots=True)
class Kind:
    """An object type: its id, and its table."""

    key: str
    table: str


class ObjectTypes:
    """The object types that a portal can have: HubSpot's, and its own."""

    def __init__(self, hs: HubSpot) -> None:
        self._hs = hs
        self._tables = {key: names[1] for key, names in NAMES.items() if key not in _LEFT_OUT}
        self._keys: dict[str, str] = {}
        taken = {*self._tables.values(), *TABLES}
        for each in _customs(hs):
            key, full = str(each.object_type_id), each.fully_qualified_name or each.object_type_id
            self._tables[key] = full if each.name.lower() in taken else each.name
            taken.add(each.name.lower())
            self._keys |= dict.fromkeys((full, each.name, key), key)

    def kind(self, name: str, field: str) -> Kind:
        """The type of this name. InputError where there is none."""
        key = self._keys.get(name) or type_id(name)
        if key not in self._tables:
            raise InputError(field, f"there is no object type {name!r}; {meant(name, self._keys)}")
        return Kind(key, self._tables[key])

    def kinds(self, include: Sequence[str] | None, exclude: Sequence[str]) -> list[Kind]:
        """The types of these names; otherwise all that there are, and a warning names what the token may not read."""
        for given, field in ((include, "include"), (exclude, "exclude")):
            if isinstance(given, str):
                raise InputError(field, "expected a list of object types, not text")
        out = {self.kind(each, "exclude") for each in exclude}
        named = None if include is None else [self.kind(each, "include") for each in include]
        chosen = named or [Kind(*each) for each in self._tables.items()]
        chosen = [each for each in dict.fromkeys(chosen) if each not in out]
        return self._readable(chosen) if named is None else chosen

    def by_kind(
        self, given: Mapping[str, Sequence[str]] | None, field: str, kinds: Sequence[Kind]
    ) -> dict[Kind, list[str]]:
        """Names of properties by type. InputError for a type that is not loaded."""
        found = {self.kind(name, field): [*names] for name, names in (given or {}).items()}
        for each in found:
            if each not in kinds:
                raise InputError(field, f"{each.table} are not among the object types that are loaded")
        return found

    def _readable(self, kinds: Sequence[Kind]) -> list[Kind]:
        found: list[Kind] = []
        left: list[str] = []
        for kind in kinds:
            try:
                next(iter(self._hs.objects(kind.key).list(limit=1)), None)
            except NotFound:  # the portal cannot have such records
                continue
            except Forbidden:
                left.append(kind.table)
            else:
                found.append(kind)
        if left:
            warnings.warn(f"left out, since the token may not read them: {', '.join(left)}", stacklevel=4)
        return found


def _customs(hs: HubSpot) -> list[Any]:
    try:
        return [each for each in hs.schemas.list() if not each.archived]
    except Forbidden:
        return []
