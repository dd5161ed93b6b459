"""Plans pipelines and their stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings import steps
from hubspot_facade.portal_settings.differences import pipelines_of, plain
from hubspot_facade.portal_settings.entries import is_custom
from hubspot_facade.portal_settings.steps import merged_order, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.portal_settings.entries import Entry, Key
    from hubspot_facade.portal_settings.renames import Rename
    from hubspot_facade.portal_settings.work import Work


def plan_pipelines(work: Work, renames: Sequence[Rename]) -> None:
    """Pipelines and stages to rename, to create, to change and to archive."""
    for each in renames:
        work.do(steps.RENAME, "rename", each.key, (f"{each.before!r} → {each.key[-1]!r}",))
    for object_type in dict.fromkeys(key[0] for key in work.wanted if key[1] == names.PIPELINES):
        if is_custom(object_type) and work.is_new(object_type) and (object_type, names.SCHEMA) not in work.wanted:
            work.refuse((object_type, names.PIPELINES), f"there is no object type {object_type!r}")
            continue
        _plan_type(work, object_type)
    for key in work.only_there(names.PIPELINES):
        work.drop(steps.DROP_PIPELINE, key)


def _plan_type(work: Work, object_type: str) -> None:
    wanted, found = pipelines_of(object_type, work.wanted), pipelines_of(object_type, work.found)
    if work.prune:
        found = [each for each in found if each in wanted]
    current = {each: work.portal.orders[object_type, names.PIPELINES, each] for each in found}
    new_places = places(current, merged_order(wanted, found))
    for label in wanted:
        key = (object_type, names.PIPELINES, label)
        entry = plain(work.wanted[key])
        if not entry["stages"]:
            work.refuse(key, "a pipeline needs a stage")
        elif key not in work.found:
            work.do(steps.PIPELINE, "create", key, (), entry, place=new_places[label])
        else:
            _plan_stages(work, key, entry["stages"], work.found[key]["stages"])
    for label, place in new_places.items():
        if label in current:
            work.do(steps.PIPELINE, "move", (object_type, names.PIPELINES, label), (f"to place {place}",), place=place)


def _plan_stages(work: Work, key: Key, wanted: list[Entry], found: list[Entry]) -> None:
    ours, theirs = {each["label"]: each for each in wanted}, {each["label"]: each for each in found}
    extra = [each for each in theirs if each not in ours]
    kept = [each for each in theirs if each in ours or not work.prune]
    current = {each: work.portal.orders[*key, each] for each in kept}
    new_places = places(current, merged_order([*ours], kept))
    # tickets need a closed stage at every moment: stages are closed before others are opened
    for label in sorted(ours, key=lambda each: (each in theirs, not _closes(ours[each]))):
        stage = (*key, label)
        if label not in theirs:
            work.do(steps.PIPELINE, "create", stage, (), ours[label], place=new_places[label])
            continue
        changed = ours[label].get("metadata", {}) != theirs[label].get("metadata", {})
        fields = (("metadata",) if changed else ()) + (("place",) if label in new_places else ())
        if fields:
            facts = {"place": new_places[label]} if label in new_places else {}
            before = theirs[label].get("metadata", {})
            work.do(steps.PIPELINE, "update", stage, fields, ours[label], before=before, **facts)
    for label in new_places:
        if label not in ours:
            work.do(steps.PIPELINE, "update", (*key, label), ("place",), theirs[label], place=new_places[label])
    for label in extra:
        work.drop(steps.DROP_PIPELINE, (*key, label))


def _closes(stage: Entry) -> bool:
    metadata: dict[str, str] = stage.get("metadata", {})
    return "CLOSED" in (metadata.get("ticketState"), metadata.get("state"))
