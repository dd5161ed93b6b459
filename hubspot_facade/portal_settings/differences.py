"""What differs between settings: in the files and in a portal, or in two portals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.entries import HINT, Entry, Key, path_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_ITEMS = {"options": "value", "stages": "label"}
_NONE: Any = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that differs: only wanted ("missing"), only there ("extra"), or "changed".

    `place` is the key, and `field` what differs in it, such as `label`, `options.gold` or `stages.Won.metadata`. Where
    the order of options, stages or pipelines differs, the field is their name and "order".
    """

    kind: str
    key: Key
    field: str = ""
    wanted: Any = None
    found: Any = None

    def __str__(self) -> str:
        """A line: `~ contacts/properties/tier label: "Level" → "Tier"`, from what is there to what is wanted."""
        sign = {"missing": "+", "extra": "-", "changed": "~"}[self.kind]
        place = " ".join(filter(None, [path_of(self.key), self.field]))
        return f"{sign} {place}" + (f": {_shown(self.found)} → {_shown(self.wanted)}" if self.kind == "changed" else "")

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        plain = {"kind": self.kind, "object_type": self.key[0], "subject": self.key[1], "name": [*self.key[2:]]}
        return plain | {"field": self.field, "wanted": self.wanted, "found": self.found}


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs; true if anything does. `left_out` are object types that could not be compared."""

    differences: Sequence[Difference]
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])
    notes: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __str__(self) -> str:
        return "\n".join(map(str, self.differences))

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"differences": [each.to_dict() for each in self.differences], "left_out": dict(self.left_out)}


def _shown(value: Any) -> str:
    import json

    return "nothing" if value is _NONE else json.dumps(value, ensure_ascii=False)


def compare(wanted: Mapping[Key, Entry], found: Mapping[Key, Entry], fixed: Mapping[Key, Entry]) -> list[Difference]:
    """The differences in the order of the keys. `fixed` are HubSpot's own, which are there without being wanted."""
    result: list[Difference] = []
    for key in sorted({*wanted, *found}):
        there = found.get(key, fixed.get(key))
        if key not in wanted:
            # HubSpot's own groups are read only because a property is in them
            if not (key[1] == names.GROUPS and key in fixed):
                result.append(Difference("extra", key, found=found[key]))
        elif there is None:
            result.append(Difference("missing", key, wanted=plain(wanted[key])))
        else:
            there = _where_it_may_stand(key, wanted[key], there)
            result += [
                Difference(kind, key, where, ours, theirs) for kind, where, ours, theirs in changes(wanted[key], there)
            ]
    return result + _orders(wanted, found)


def _where_it_may_stand(key: Key, wanted: Entry, found: Entry) -> Entry:
    """What was found, of a group without its place if none is wanted: HubSpot chooses one then, and any is right."""
    if key[1] != names.GROUPS or "display_order" in wanted:
        return found
    return {name: value for name, value in found.items() if name != "display_order"}


def changes(wanted: Entry, found: Entry) -> Iterator[tuple[str, str, Any, Any]]:
    """Kind, field, and both values of each change within an entry."""
    for name in sorted({*wanted, *found} - {HINT}):
        ours, theirs = wanted.get(name), found.get(name)
        if name in _ITEMS:
            yield from _item_changes(name, ours or [], theirs or [])
        elif ours != theirs:
            yield "changed", name, ours, theirs


def _item_changes(name: str, wanted: list[Entry], found: list[Entry]) -> Iterator[tuple[str, str, Any, Any]]:
    key = _ITEMS[name]
    ours, theirs = {each[key]: each for each in wanted}, {each[key]: each for each in found}
    for value in sorted({*ours, *theirs}):
        where = f"{name}.{value}"
        if value not in theirs:
            yield "missing", where, plain(ours[value]), None
        elif value not in ours:
            yield "extra", where, None, theirs[value]
        else:
            for field_ in sorted(({*ours[value], *theirs[value]}) - {HINT}):
                one, other = ours[value].get(field_), theirs[value].get(field_)
                if one != other:
                    yield "changed", f"{where}.{field_}", one, other
    yield from _order_changes(name, [*ours], [*theirs])


def _order_changes(name: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str, Any, Any]]:
    one, other = _common(ours, theirs), _common(theirs, ours)
    if one != other:
        yield "changed", f"{name} order", one, other


def _common(several: Sequence[str], others: Collection[str]) -> list[str]:
    return [each for each in several if each in others]


def _orders(wanted: Mapping[Key, Entry], found: Mapping[Key, Entry]) -> list[Difference]:
    result: list[Difference] = []
    for object_type in sorted({key[0] for key in wanted if key[1] == names.PIPELINES}):
        ours, theirs = (pipelines_of(object_type, each) for each in (wanted, found))
        for kind, where, one, other in _order_changes("pipelines", ours, theirs):
            result.append(Difference(kind, (object_type, names.PIPELINES), where, one, other))
    return result


def pipelines_of(object_type: str, entries: Mapping[Key, Entry]) -> list[str]:
    """The labels of a type's pipelines in their order."""
    return [key[2] for key in entries if key[:2] == (object_type, names.PIPELINES)]


def plain(entry: Entry) -> Entry:
    """An entry without hints about what it was called before."""
    bare = {name: value for name, value in entry.items() if name != HINT}
    return {name: [*map(plain, value)] if name == "stages" else value for name, value in bare.items()}
