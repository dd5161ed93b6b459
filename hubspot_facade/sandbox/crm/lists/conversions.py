"""Dynamic lists that become static: on a day, at its midnight. The sandbox does not watch for inactivity."""

from datetime import UTC, datetime

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import whole
from hubspot_facade.sandbox.state.instants import instant

from .models import Lists

STATIC = "SNAPSHOT"
"""What a list is afterwards; that HubSpot calls it so is an assumption."""


def settle(lists: Lists, body: Body, now: int) -> Body:
    """The list, static once the day of its conversion has come."""
    conversion: Body = body.get("conversion") or {}
    due = _due(conversion)
    if body["processingType"] != "DYNAMIC" or due is None or due > now:
        return body
    members = lists.members(body)
    done = body | {"processingType": STATIC, "conversion": conversion | {"convertedAt": instant(due)}}
    return lists.freeze(done, members)


def shown(id_: str, conversion: Body) -> Body:
    """A conversion as answers show it."""
    asked = {name: one for name, one in conversion.items() if name != "convertedAt"}
    at = conversion.get("convertedAt")
    return {"listId": id_, "requestedConversionTime": asked} | ({} if at is None else {"convertedAt": at})


def _due(conversion: Body) -> int | None:
    numbers = [whole(str(conversion.get(name))) for name in ("year", "month", "day")]
    if conversion.get("conversionType") != "CONVERSION_DATE" or "convertedAt" in conversion:
        return None
    year, month, day = numbers
    if year is None or month is None or day is None:
        return None
    try:
        return int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None
