"""Marketing events: fields, custom properties, lists. External ids are unique within their external account."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.collection import Collection

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

EVENTS = Collection("marketing_event", first=54_000_001, id_field="objectId", missing=errors.unknown_event)
REQUIRED = ("eventName", "eventOrganizer", "externalAccountId", "externalEventId")
TEXTS = ("eventName", "eventOrganizer", "eventType", "eventDescription", "eventUrl")
TIMES = ("startDateTime", "endDateTime")
FLAGS = ("eventCancelled", "eventCompleted")
SOURCES = ("requestId", "sourceId", "sourceLabel", "sourceMetadata", "sourceVid")
"""What a custom property may say of where its value comes from."""


class MarketingEvents:
    """The marketing events of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def all(self) -> list[Body]:
        """All events, in the order of their making."""
        return EVENTS.all(self._portal)

    def get(self, object_id: str) -> Body:
        """The event with HubSpot's id."""
        return EVENTS.get(self._portal, object_id)

    def find_external(self, account: str, id_: str) -> Body | None:
        """The event with external ids, or None."""
        for one in self.all():
            if (one["externalAccountId"], one["externalEventId"]) == (account, id_):
                return one
        return None

    def external(self, account: str | None, id_: str) -> Body:
        """The event with external ids; 400 without an account, 404 when there is none."""
        if not account:
            raise errors.missing_parameter("externalAccountId")
        found = self.find_external(account, id_)
        if found is None:
            raise errors.unknown_external(id_)
        return found

    def create(self, given: Body) -> Body:
        """A new event."""
        missing = [name for name in REQUIRED if given.get(name) in (None, "")]
        if missing:
            raise errors.missing_fields(missing)
        account, id_ = str(given["externalAccountId"]), str(given["externalEventId"])
        if self.find_external(account, id_) is not None:
            raise errors.event_exists(id_)
        body: Body = {
            "externalAccountId": account,
            "externalEventId": id_,
            "eventCancelled": False,
            "eventCompleted": False,
            "customProperties": [],
            "lists": [],
            **self._fields(given),
        }
        return EVENTS.create(self._portal, body)

    def update(self, body: Body, given: Body) -> Body:
        """The event with the given fields written over it."""
        fields = self._fields(given)
        if "customProperties" in fields:
            merged = {one["name"]: one for one in (*body["customProperties"], *fields["customProperties"])}
            fields["customProperties"] = list(merged.values())
        return EVENTS.save(self._portal, body | fields)

    def upsert(self, given: Body) -> Body:
        """The event with the external ids, changed or new."""
        missing = [name for name in REQUIRED if given.get(name) in (None, "")]
        if missing:
            raise errors.missing_fields(missing)
        found = self.find_external(str(given["externalAccountId"]), str(given["externalEventId"]))
        return self.create(given) if found is None else self.update(found, given)

    def delete(self, body: Body) -> None:
        """Delete an event for good, with its attendance."""
        EVENTS.erase(self._portal, body["objectId"])
        shelf = self._portal.shelf("attendance")
        for name in list(shelf.all(body["objectId"])):
            shelf.drop(name, body["objectId"])

    def change_lists(self, body: Body, list_id: str, *, add: bool) -> None:
        """Associate a list with an event, or no longer."""
        lists = [one for one in body["lists"] if one != list_id]
        EVENTS.save(self._portal, body | {"lists": [*lists, list_id] if add else lists})

    def _fields(self, given: Body) -> Body:
        fields: Body = {name: str(given[name]) for name in TEXTS if given.get(name) is not None}
        fields |= {name: bool(given[name]) for name in FLAGS if given.get(name) is not None}
        for name in TIMES:
            if given.get(name) is not None:
                moment = instants.parse(str(given[name]))
                if moment is None:
                    raise errors.missing_fields([name])
                fields[name] = instants.instant(moment)
        if given.get("customProperties") is not None:
            fields["customProperties"] = [self._custom(one) for one in listed(given["customProperties"])]
        return fields

    def _custom(self, given: Any) -> Body:
        if not is_object(given) or not given.get("name"):
            raise errors.missing_fields(["customProperties.name"])
        now = self._portal.now()
        return {
            "name": str(given["name"]),
            "value": str(given.get("value") or ""),
            "timestamp": now,
            "persistenceTimestamp": now,
            "source": "API",
            "dataSensitivity": "none",
            **{name: given[name] for name in SOURCES if given.get(name) is not None},
        }
