"""What the resources of all activities share: calls, emails, meetings, notes, tasks, messages and letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, cast

from hubspot_facade.crm.associations.entries import associations_of
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.portal_dates import with_day
from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import Associated, Ids
from hubspot_facade.wire.dates import Moment, iso_of
from hubspot_facade.wire.ids import id_of, ids_of
from hubspot_facade.wire.values import Id, Properties, properties_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.objects")


_MOMENTS = ("timestamp", "start_time", "end_time")
_TIMES = ("hs_timestamp", "hs_meeting_start_time", "hs_meeting_end_time")


class ActivityFields(TypedDict, total=False):
    """Fields that all activities have; each type adds its own, one per row."""

    timestamp: Moment | None
    hubspot_owner_id: Id | None
    attachment_ids: Ids | None


REQUIRED = ("timestamp",)

# Fields whose properties have the same names for all activities.
_SHARED = {
    "timestamp": "hs_timestamp",
    "hubspot_owner_id": "hubspot_owner_id",
    "attachment_ids": "hs_attachment_ids",
}


class Activities(Objects[C]):
    """Activities of one type.

    `fields` are those of the type, `required` those that a new one must have; `prefix` and the name of a field are
    the name of its property, unless `spelled` gives another.
    """

    with_raw_response = WithRawResponse["Activities[RawSync]", "Activities[RawAsync]"]()
    _fields: type = ActivityFields
    _required: tuple[str, ...] = REQUIRED
    _prefix: str = ""
    _own_names: Mapping[str, str] = {}

    log: FormerName[Record] = FormerName("create", positional=("timestamp",))
    amend: FormerName[Record] = FormerName("update")

    @operation()
    def attach(self, record_id: Id, file_ids: Ids) -> Generator[Any, Any, Record]:
        """Add files to an activity's attachments. Returns the activity. Raises NotFound."""
        key = id_of(record_id, f"{self._noun}_id")
        reading = calls.get_by_id(self.object_type, key, properties=["hs_attachment_ids"])
        read = yield from needing(reading, "properties.hs_attachment_ids?")
        kept: str = read.properties.get("hs_attachment_ids") or ""
        attached = dict.fromkeys([*filter(None, kept.split(";")), *ids_of(file_ids, "file_ids")])
        body = {"properties": {"hs_attachment_ids": ";".join(attached)}}
        return (yield from needing(calls.update(self.object_type, key, body=body), "id"))

    def _create(
        self, properties: Properties | None, associations: Associated, fields: Mapping[str, Any]
    ) -> Generator[Any, Any, Record]:
        made = self._properties(fields, properties)
        for field in self._required if fields or properties is None else ():
            if not made.get(self._spelled(field)):
                raise InputError(field, "is missing")
        joined = yield from associations_of(self.object_type, associations)
        body = {"properties": made, "associations": joined}
        return (yield from with_day(lambda body: needing(calls.create(self.object_type, body=body), "id"), body))

    def _update(
        self, record_id: Id, properties: Properties | None, id_property: str | None, fields: Mapping[str, Any]
    ) -> Plan[Record]:
        changed = self._properties(fields, properties)
        if not changed:
            raise InputError("", "name at least one field to change")
        key = id_of(record_id, f"{self._noun}_id")
        return with_day(
            lambda body: needing(calls.update(self.object_type, key, body=body, id_property=id_property), "id"),
            {"properties": changed},
        )

    def _properties(self, fields: Mapping[str, Any], properties: Properties | None) -> dict[str, str]:
        """HubSpot's properties for fields; `properties` are those without a field, or with the field's value.

        A field that is None is left out; empty text clears its property.
        """
        named: dict[str, Any] = {}
        for field, value in fields.items():
            if field not in self._fields.__annotations__:
                raise TypeError(f"{type(self).__name__} have no field {field!r}")
            if value is None:
                continue
            if field == "attachment_ids":
                value = ids_of(_apart(value), field)
            elif field in _MOMENTS and value != "":
                value = iso_of(value, field)
            named[self._spelled(field)] = value
        given, more = properties_of(named, "fields"), properties_of(properties or {})
        for name in given.keys() & more.keys():
            if not _is_same(name, given[name], more[name]):
                raise InputError(f"properties.{name}", "is given twice, with different values")
        return {**more, **given}

    def _property_of(self, parameter: str) -> str | None:
        """The property that a field fills."""
        return self._spelled(parameter) if parameter in self._fields.__annotations__ else None

    def _spelled(self, field: str) -> str:
        return _SHARED.get(field) or self._own_names.get(field) or f"{self._prefix}{field}"


def _apart(ids: object) -> Any:
    """Attached files one by one, where they are given as HubSpot has them, in one text: "7;8"."""
    several = [ids] if isinstance(ids, str) else ids
    if not isinstance(several, list | tuple):
        return several
    parts = [each.split(";") if isinstance(each, str) else [each] for each in cast("Sequence[object]", several)]
    return [] if parts == [[""]] else [part for each in parts for part in each]


def _is_same(name: str, one: str, another: str) -> bool:
    return one == another or (name in _TIMES and iso_of(one, name) == iso_of(another, name))


__all__ = ["Activities", "ActivityFields", "Associated", "Id", "Ids", "Moment", "Properties"]
