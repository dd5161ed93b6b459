"""Which of HubSpot's own properties hold a day, and which hold a moment.

A property of type `date` takes YYYY-MM-DD or midnight UTC and refuses any other time of day; one of type `datetime`
takes ISO 8601 or milliseconds. HubSpot defines these properties identically in all accounts, so that their types are
known in advance. Other properties are sent by the type of the value: a `date` as a day, a `datetime` as a moment;
`crm.records.portal_dates` handles a portal's own properties of type `date`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hubspot_facade.errors import InputError
from hubspot_facade.wire.dates import day_of, is_number, iso_of

DAYS = frozenset(
    {
        "hs_employment_change_detected_date",
        "hs_expiration_date",
        "hs_intent_paid_up_to_date",
        "hs_job_change_detected_date",
        "hs_recurring_billing_end_date",
        "hs_recurring_billing_start_date",
        "hs_returning_to_office_detected_date",
    }
)

MOMENTS = frozenset(
    {
        "closed_date",
        "closedate",
        "createdate",
        "hs_appointment_end",
        "hs_appointment_start",
        "hs_createdate",
        "hs_end_datetime",
        "hs_external_created_date",
        "hs_initiated_date",
        "hs_lastmodifieddate",
        "hs_meeting_end_time",
        "hs_meeting_start_time",
        "hs_start_datetime",
        "hs_submission_timestamp",
        "hs_timestamp",
        "lastmodifieddate",
    }
)


def is_dated(name: str) -> bool:
    """Whether it is one of these properties."""
    return name in DAYS or name in MOMENTS


def dated(name: str, value: object, field: str) -> object:
    """The value in the form that this property's type requires; for other properties, the value unchanged.

    A moment becomes its day (see `dates`), a day its midnight. Numbers are sent unchanged, and so is text that is not a
    moment: HubSpot's error then names all invalid values at once.
    """
    read = day_of if name in DAYS else iso_of if name in MOMENTS else None
    if read is None or value is None or (isinstance(value, str) and not value):
        return value
    given: Any = value
    if is_number(given) if isinstance(given, str) else isinstance(given, int) and not isinstance(given, bool):
        if name in MOMENTS:
            iso_of(given, field)  # refuses seconds and years, which would be moments in 1970
        return given
    if not isinstance(value, str):
        return read(value, field)  # type: ignore[arg-type] # anything but a moment is an InputError
    try:
        return read(value, field)
    except InputError:
        return value


def day_sought(name: str, value: object, field: str) -> object:
    """The value to search for in this property: a datetime's day if the property holds days, else the value itself."""
    day = day_of(value, field) if name in DAYS and isinstance(value, datetime) else None
    return value if day is None else date.fromisoformat(day)
