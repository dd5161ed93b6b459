"""Conversions of dynamic lists into static ones, on a day or once nobody has joined for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError, NotFound
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import Job, ProgressFunction, wait_for
from hubspot_facade.wire.dates import Moment, day_of
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.lists import operations as calls
    from hubspot_openapi.v2026_03.crm.lists.models import PublicListConversionResponse

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.lists")

_UNITS = ("DAY", "WEEK", "MONTH")
_DONE, _SCHEDULED, _NONE = "CONVERTED", "SCHEDULED", "NOT SCHEDULED"


class Conversions(Resource[C]):
    """Conversions of dynamic lists into static ones."""

    with_raw_response = WithRawResponse["Conversions[RawSync]", "Conversions[RawAsync]"]()

    @operation()
    def schedule(
        self, list_id: Id, *, on: Moment | None = None, inactive_for: int | None = None, unit: str = "DAY"
    ) -> Plan[PublicListConversionResponse]:
        """Schedule the conversion of a list to a static one: on a day, or after inactivity.

        Returns the conversion, which takes the place of an earlier one.
        `inactive_for` is how many units (DAY, WEEK or MONTH) nobody has joined the list.
        """
        key = id_of(list_id, "list_id")
        if (on is None) == (inactive_for is None):
            raise InputError("on", "give either the day or inactive_for")
        body: dict[str, Any]
        if on is not None:
            year, month, day = map(int, str(day_of(on, "on")).split("-"))
            body = {"conversionType": "CONVERSION_DATE", "year": year, "month": month, "day": day}
        else:
            if unit.upper() not in _UNITS:
                raise InputError("unit", f"expected {', '.join(_UNITS)}, not {unit!r}")
            body = {"conversionType": "INACTIVITY", "offset": inactive_for, "timeUnit": unit.upper()}
        return calls.schedule_or_update_conversion(key, body=body)

    @operation()
    def get(self, list_id: Id) -> Plan[PublicListConversionResponse]:
        """Get the conversion of a list; `converted_at` is None while it is to come.

        Raises NotFound if there is none.
        """
        return calls.get_conversion_details(id_of(list_id, "list_id"))

    @operation()
    def cancel(self, list_id: Id) -> Plan[None]:
        """Cancel the conversion of a list: leave it dynamic."""
        return calls.cancel_conversion(id_of(list_id, "list_id"))

    @operation()
    def wait(
        self, list_id: Id, *, timeout: float | None, progress: ProgressFunction | None = None
    ) -> Generator[Any, Any, PublicListConversionResponse]:
        """Wait until a list is converted; a day or more may pass until then. Returns the conversion.

        HubSpot is asked at growing intervals of up to 30 seconds; `progress` is called every time. Raises NotFound if
        no conversion is scheduled, JobFailed if it is cancelled meanwhile, and JobTimeout after `timeout` seconds
        (None: never).
        """
        key = id_of(list_id, "list_id")
        job = Job("conversion of list", key, f"lists.conversions.wait({key})", (_DONE,), (_NONE,))
        return wait_for(job, _Looks(key), _status, timeout=timeout, progress=progress)


class _Looks:
    """Looks at a conversion: if there was one, its absence is a state; if there never was, an error."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._seen = False

    def __call__(self) -> Generator[Any, Any, Any]:
        try:
            found = yield from needing(calls.get_conversion_details(self._key), "converted_at?")
        except NotFound:
            if not self._seen:
                raise
            return None
        self._seen = True
        return found


def _status(conversion: PublicListConversionResponse | None) -> str:
    if conversion is None:
        return _NONE
    return _SCHEDULED if conversion.converted_at is None else _DONE
