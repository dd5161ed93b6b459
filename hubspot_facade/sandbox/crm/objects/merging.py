"""Merging two records into a new one, under a new id; both old ids keep leading to it."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.associations.limits import refuse_merged
from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Refusal, resource_not_found
from hubspot_facade.sandbox.state import instants

from . import errors
from .history import History
from .models import Records
from .record import Record
from .stored import first_id

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MAX_MERGES = 250


def merge(portal: "Portal", kind: ObjectType, primary_id: int, other_id: int) -> Record:
    """The record that both become: the primary's values win, the histories are joined."""
    primary, other = portal.service(Records).find(kind, primary_id), portal.service(Records).find(kind, other_id)
    if primary is None or other is None:
        raise resource_not_found()
    if primary.id == other.id:
        raise errors.merge_with_itself()
    refuse_merged(portal, kind, primary.id, other.id)
    old = _merged(primary) + _merged(other) + [str(primary.id), str(other.id)]
    if len(old) > MAX_MERGES:
        raise Refusal(414, "Cannot have more than 250 identities on a profile")
    now = portal.now()
    store = portal.store
    id_ = store.numbers(f"record {kind.id}", start=first_id(kind, portal.seed))[0]
    values = other.properties | primary.properties
    values["hs_merged_object_ids"] = ";".join(dict.fromkeys(old))
    values["hs_object_id"] = str(id_)
    values[kind.modified] = instants.instant(now)
    if kind.id == "0-1":
        values["hs_all_contact_vids"] = ";".join(dict.fromkeys([str(id_), *old]))
        values["hs_calculated_merged_vids"] = ";".join(f"{one}:{now}" for one in dict.fromkeys(old))
        emails = [values.get("hs_additional_emails", ""), other.properties.get("hs_additional_emails", "")]
        emails.append(other.properties.get("email", "") if primary.properties.get("email") else "")
        extra = [one for text in emails for one in text.split(";") if one and one != values.get("email")]
        if extra:
            values["hs_additional_emails"] = ";".join(dict.fromkeys(extra))
    record = Record(id_, values, primary.created, now)
    store.execute(
        "INSERT INTO record (type, id, properties, created, updated) VALUES (?, ?, ?, ?, ?)",
        kind.id,
        id_,
        record.dump(),
        record.created,
        now,
    )
    store.columns.note(kind.id, id_, record.created, now, values, is_whole=True)
    for one in (other, primary):
        store.columns.note_gone(kind.id, one.id)
        portal.service(Associations).move(kind, one.id, id_, keep_primary=one is primary)
        store.execute("UPDATE record SET merged_into = ? WHERE type = ? AND id = ?", id_, kind.id, one.id)
        store.execute("UPDATE history SET id = ? WHERE type = ? AND id = ?", id_, kind.id, one.id)
        store.execute("UPDATE OR REPLACE unique_value SET id = ? WHERE type = ? AND id = ?", id_, kind.id, one.id)
    moved = [name for name in other.properties if name not in primary.properties]
    ids = {"primaryObjectId": primary.id, "mergedObjectIds": [other.id], "newObjectId": id_}
    portal.service(History).note(kind, id_, "merge", numberOfPropertiesMoved=len(moved), **ids)
    return record


def _merged(record: Record) -> list[str]:
    return [one for one in record.properties.get("hs_merged_object_ids", "").split(";") if one]
