"""Plans association labels and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.portal_settings.entries import Entry, Key
    from hubspot_facade.portal_settings.renames import Rename
    from hubspot_facade.portal_settings.work import Work


def plan_labels(work: Work, renames: Sequence[Rename]) -> None:
    """Association labels to rename, to create, to change and to archive."""
    renamed = {each.key: each.before for each in renames}
    for key, entry, there in work.of(names.LABELS):
        if _lacks_types(work, key):
            continue
        if there is None:
            work.do(steps.LABEL, "create", key, (), entry)
            continue
        inverse, before = entry.get("inverse_label"), there.get("inverse_label")
        if key[0] == key[2] and (inverse is None) != (before is None):
            work.refuse(key, "HubSpot cannot make two directions of a label that has one, or the reverse")
        elif key in renamed:
            work.do(steps.RENAME, "rename", key, (f"{renamed[key]!r} → {key[-1]!r}",), entry)
        elif inverse != before:
            work.do(steps.LABEL, "update", key, ("inverse_label",), entry)
    for key in work.only_there(names.LABELS):
        work.drop(steps.DROP_LABEL, key)


def plan_limits(work: Work) -> None:
    """Limits to set and to remove."""
    for key, entry, there in work.of(names.LIMITS):
        if _lacks_types(work, key):
            continue
        if not _has_type(work, key):
            work.refuse(key, "there is no such association label")
        elif there != entry:
            verb = "create" if there is None else "update"
            work.do(steps.LIMIT, verb, key, (f"max {entry['max']}",), entry)
    for key in work.only_there(names.LIMITS):
        if not (work.prune and _label_goes(work, key)):
            work.drop(steps.DROP_LIMIT, key)


def _lacks_types(work: Work, key: Key) -> bool:
    lacking = [
        each
        for each in (key[0], key[2])
        if each not in work.portal.type_ids and (each, names.SCHEMA) not in work.wanted
    ]
    for each in lacking:
        work.refuse(key, f"{each} is not among the object types that the files are about")
    return bool(lacking)


def _has_type(work: Work, key: Key) -> bool:
    if (key[0], key[2], key[3]) in work.portal.types:
        return True
    if not key[3]:  # the plain association of a type that is new
        return work.is_new(key[0]) or work.is_new(key[2])
    return any(key[3] in _directions(label, entry, key[0]) for label, entry in _wanted_labels(work, key))


def _wanted_labels(work: Work, key: Key) -> list[tuple[Key, Entry]]:
    pair = tuple(sorted((key[0], key[2])))
    return [
        (each, entry) for each, entry in work.wanted.items() if each[1] == names.LABELS and (each[0], each[2]) == pair
    ]


def _directions(key: Key, entry: Entry, from_type: str) -> tuple[str, ...]:
    inverse = entry.get("inverse_label", key[3])
    if key[0] == key[2]:
        return key[3], inverse
    return (key[3],) if key[0] == from_type else (inverse,)


def _label_goes(work: Work, key: Key) -> bool:
    """Whether a limit goes with its label."""
    if not key[3]:
        return False
    return any(
        key[3] in _directions(each, work.found[each], key[0])
        for each in work.only_there(names.LABELS)
        if (each[0], each[2]) == tuple(sorted((key[0], key[2])))
    )
