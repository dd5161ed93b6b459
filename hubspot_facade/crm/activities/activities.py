"""What the resources of all activities share: calls, emails, meetings, notes, tasks, messages and letters."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.crm.associations.inputs import Associations, associations_of
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.portal_dates import with_day
from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.expectations import needing
from hubspot_facade.plans.methods import C, operation, static_attribute
from hubspot_facade.wire.dates import Moment, iso_of
from hubspot_facade.wire.values import Id, Properties, id_of, ids_of, properties_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.objects")

Ids: TypeAlias = Iterable[Id]

# Fields that are spelled alike for all activities.
_SHARED = {
    "timestamp": "hs_timestamp",
    "hubspot_owner_id": "hubspot_owner_id",
    "attachment_ids": "hs_attachment_ids",
}
_NO_FIELDS = ("self", "record_id", "properties", "associations")
_MOMENTS = ("timestamp", "start_time", "end_time")
_TIMES = ("hs_timestamp", "hs_meeting_start_time", "hs_meeting_end_time")


class Activities(Objects[C]):
    """Activities of one type. `spelled` says which property a field is, where its prefix does not tell."""

    _prefix: str = ""
    _own_names: Mapping[str, str] = {}

    @operation()
    def attach(self, record_id: Id, file_ids: Ids) -> Generator[Any, Any, Record]:
        """The activity with these files attached beside those that it has. Raises NotFound."""
        key = id_of(record_id, f"{self._noun}_id")
        reading = calls.get_by_id(self.object_type, key, properties=["hs_attachment_ids"])
        read = yield from needing(reading, "properties.hs_attachment_ids?")
        kept: str = read.properties.get("hs_attachment_ids") or ""
        attached = dict.fromkeys([*filter(None, kept.split(";")), *ids_of(file_ids, "file_ids")])
        body = {"properties": {"hs_attachment_ids": ";".join(attached)}}
        return (yield from calls.update(self.object_type, key, body=body))

    def _log(
        self, fields: Mapping[str, Any], properties: Properties | None, associations: Associations
    ) -> Generator[Any, Any, Record]:
        joined = yield from associations_of(self.object_type, associations)
        body = {"properties": self._properties(fields, properties), "associations": joined}
        return (yield from with_day(lambda body: calls.create(self.object_type, body=body), body))

    def _amend(self, record_id: Id, fields: Mapping[str, Any], properties: Properties | None) -> Plan[Record]:
        changed = self._properties(fields, properties)
        if not changed:
            raise InputError("", "name at least one field to change")
        key = id_of(record_id, f"{self._noun}_id")
        return with_day(lambda body: calls.update(self.object_type, key, body=body), {"properties": changed})

    def _properties(self, fields: Mapping[str, Any], properties: Properties | None) -> dict[str, str]:
        """HubSpot's properties for fields; `properties` are those that have no field, or say the same."""
        named: dict[str, Any] = {}
        for field, value in fields.items():
            if value is None:
                continue
            if field in _MOMENTS:
                value = iso_of(value, field)
            elif field == "attachment_ids":
                value = ids_of(value, field)
            named[self._spelled(field)] = value
        told, more = properties_of(named, "fields"), properties_of(properties or {})
        for name in told.keys() & more.keys():
            if not _is_same(name, told[name], more[name]):
                raise InputError(f"properties.{name}", "is given twice, with different values")
        return {**more, **told}

    def _property_of(self, parameter: str) -> str | None:
        """The property that a field fills."""
        logged = static_attribute(type(self), "log")
        fields = inspect.signature(logged.function).parameters if logged else ()
        return self._spelled(parameter) if parameter in fields and parameter not in _NO_FIELDS else None

    def _spelled(self, field: str) -> str:
        return _SHARED.get(field) or self._own_names.get(field) or f"{self._prefix}{field}"


def _is_same(name: str, one: str, another: str) -> bool:
    return one == another or (name in _TIMES and iso_of(one, name) == iso_of(another, name))


__all__ = ["Activities", "Associations", "Id", "Ids", "Moment", "Properties"]
