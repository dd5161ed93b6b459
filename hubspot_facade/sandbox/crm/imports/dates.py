"""Dates of the files that are imported, which the import says how to read."""

import re
from datetime import UTC, datetime

from hubspot_facade.sandbox.protocol.errors import Refusal

DEFAULT = "MONTH_DAY_YEAR"
FORMATS = {"MONTH_DAY_YEAR": "mdy", "DAY_MONTH_YEAR": "dmy", "YEAR_MONTH_DAY": "ymd"}
_PARTS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})\Z")


def read(value: str, type_: str, format_: str, name: str) -> str:
    """A date of a file as properties take it. What is no date of three numbers is left to the property.

    A year of four digits in front is never a day or a month, whatever the format.
    """
    found = _PARTS.match(value)
    if type_ not in ("date", "datetime") or found is None:
        return value
    order = "ymd" if len(found[1]) == 4 else FORMATS[format_]
    numbers = dict(zip(order, map(int, found.groups()), strict=True))
    year = numbers["y"] + (2000 if numbers["y"] < 100 else 0)
    try:
        moment = datetime(year, numbers["m"], numbers["d"], tzinfo=UTC)
    except ValueError:
        raise Refusal(
            400, f"{value} is no date of the form {format_} ({name})", category="COULD_NOT_PARSE_DATE"
        ) from None
    return moment.date().isoformat() if type_ == "date" else str(int(moment.timestamp() * 1000))
