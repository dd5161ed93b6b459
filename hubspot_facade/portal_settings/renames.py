"""Finds what a portal has under another label: by the hint in the file, by the id that the files have, or by case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.entries import HINT, Entry, Key, Portal, Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Rename:
    """A pipeline, stage or association label whose label is to change: its key as wanted, and its label so far."""

    key: Key
    before: str


def align(wanted: Settings, portal: Portal) -> tuple[Portal, list[Rename]]:
    """The portal with the labels that the files want, and what has to be renamed for it."""
    old_keys: dict[Key, Key] = {}
    renames: list[Rename] = []
    found = portal.settings
    for key, entry in wanted.entries.items():
        if key[1] not in (names.PIPELINES, names.LABELS):
            continue
        before: str | None = key[-1]
        siblings = {each[-1] for each in found.entries if each[:-1] == key[:-1]}
        if before not in siblings:
            taken = {each[-1] for each in wanted.entries if each[:-1] == key[:-1]}
            before = _earlier(key, entry, siblings - taken, wanted.ids, found.ids)
        if before is None:
            continue
        if before != key[-1]:
            renames.append(Rename(key, before))
        old_keys[*key[:-1], before] = key
        if key[1] == names.PIPELINES:
            renames += _stages(key, (*key[:-1], before), entry, wanted, found, old_keys)
    return _renamed(portal, old_keys, wanted.entries), renames


def stale_hints(wanted: Settings, portal: Portal) -> Iterator[tuple[Key, str]]:
    """Hints that cannot be followed: the portal has the former label and the new one."""
    found = portal.settings.entries
    for key, entry in wanted.entries.items():
        if key[1] not in (names.PIPELINES, names.LABELS):
            continue
        yield from _stale(key, entry, {each[-1] for each in found if each[:-1] == key[:-1]})
        for stage in entry.get("stages", ()):
            there = {each["label"] for each in found.get(key, {}).get("stages", ())}
            yield from _stale((*key, stage["label"]), stage, there)


def _stale(key: Key, entry: Entry, labels: Collection[str]) -> Iterator[tuple[Key, str]]:
    if key[-1] in labels and entry.get(HINT) in labels:
        yield key, f"the portal has {entry[HINT]!r} as well: remove {HINT}, or one of the two"


def _stages(
    key: Key, old: Key, entry: Entry, wanted: Settings, found: Settings, old_keys: dict[Key, Key]
) -> list[Rename]:
    renames: list[Rename] = []
    siblings = {each["label"] for each in found.entries[old]["stages"]}
    taken = {each["label"] for each in entry["stages"]}
    ids = {(*key, each[-1]): id_ for each, id_ in found.ids.items() if each[:-1] == old}
    for stage in entry["stages"]:
        if stage["label"] in siblings:
            continue
        before = _earlier((*key, stage["label"]), stage, siblings - taken, wanted.ids, ids)
        if before is not None:
            renames.append(Rename((*key, stage["label"]), before))
            old_keys[*old, before] = (*key, stage["label"])
    return renames


def _earlier(
    key: Key, entry: Entry, candidates: Collection[str], ids: Mapping[Key, Any], found: Mapping[Key, Any]
) -> str | None:
    if entry.get(HINT) in candidates:
        return str(entry[HINT])
    id_ = ids.get(key)
    for each in candidates:
        if each.casefold() == key[-1].casefold() or (id_ is not None and found.get((*key[:-1], each)) == id_):
            return each
    return None


def _renamed(portal: Portal, old_keys: Mapping[Key, Key], wanted: Mapping[Key, Entry]) -> Portal:
    stages: dict[Key, Key] = {old: new for old, new in old_keys.items() if old[1] == names.PIPELINES and len(old) == 4}
    whole: dict[Key, Key] = {old: new for old, new in old_keys.items() if old not in stages}

    def key_of(key: Key) -> Key:
        if key in stages:
            return stages[key]
        if key in whole:
            return whole[key]
        above = whole.get(key[:-1]) if key[1:2] == (names.PIPELINES,) and len(key) == 4 else None
        return key if above is None else (*above, key[-1])

    entries: dict[Key, Entry] = {}
    inverses: dict[tuple[str, ...], str] = {}  # labels of limits are renamed with their association labels
    for old, entry in portal.settings.entries.items():
        new = key_of(old)
        now: Entry = entry
        if old[1] == names.PIPELINES:
            now = entry | {"stages": [each | {"label": key_of((*old, each["label"]))[-1]} for each in entry["stages"]]}
        if old[1] == names.LABELS and new in wanted:
            one, _, other, label = old
            inverse: str = entry.get("inverse_label", label)
            inverses[one, other, label] = new[3]
            inverses[other, one, inverse] = wanted[new].get("inverse_label", new[3])
        entries[new] = now
    for old in [*filter(_is_limit, entries)]:
        one, _, other, before = old
        label_now = inverses.get((one, other, before), before)
        if label_now != before:
            entries[one, names.LIMITS, other, label_now] = entries.pop(old)
    types: dict[Key, tuple[str, int]] = {
        (*key[:2], inverses.get(key, key[2])): type_ for key, type_ in portal.types.items()
    }
    settings = replace(
        portal.settings, entries=entries, ids={key_of(key): id_ for key, id_ in portal.settings.ids.items()}
    )
    return replace(
        portal, settings=settings, orders={key_of(key): order for key, order in portal.orders.items()}, types=types
    )


def _is_limit(key: Key) -> bool:
    return key[1] == names.LIMITS
