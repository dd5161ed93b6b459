"""Filters over events: how often a record completed a custom event, or an event of an app's timeline."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.timeline.models import EVENTS, TEMPLATES
from hubspot_facade.sandbox.events.definitions import DEFINITIONS
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed

from .operations import satisfied

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NAMES = ("id", "objectTypeId", "fullyQualifiedName", "name")


def completions(portal: "Portal", record_id: int, event_type: str) -> list[dict[str, str]]:
    """The properties of each time that a record completed a custom event, which may be called by name or id."""
    names = {event_type}
    for one in DEFINITIONS.all(portal):
        if event_type in {str(one.get(name)) for name in NAMES}:
            names.add(str(one["fullyQualifiedName"]))
    return [
        one["properties"]
        for one in portal.shelf("event_occurrence").all().values()
        if one["objectId"] == str(record_id) and one["eventType"] in names
    ]


def timeline_events(portal: "Portal", record_id: int, template: str) -> list[dict[str, str]]:
    """The tokens of each event of a template that is of a record."""
    known = any(TEMPLATES.find(portal, template, scope=app) for app in TEMPLATES.shelf(portal).scopes())
    found = EVENTS.all(portal, scope=template) if known else []
    return [
        {name: str(value) for name, value in one["tokens"].items()}
        for one in found
        if one.get("objectId") == str(record_id)
    ]


def often_enough(events: list[dict[str, str]], spec: Body, now: int) -> bool:
    """Whether as many events as a filter asks for satisfy its lines; one, unless it says otherwise."""
    lines = [line for line in listed(spec.get("filterLines")) if is_object(line)]
    count = sum(all(_holds(event, line, now) for line in lines) for event in events)
    occurrences: Any = spec.get("coalescingRefineBy")
    if is_object(occurrences) and occurrences.get("type") == "NUM_OCCURRENCES":
        least, most = int(occurrences.get("minOccurrences") or 0), occurrences.get("maxOccurrences")
        return count >= least and (most is None or count <= int(most))
    return count > 0


def _holds(event: dict[str, str], line: Body, now: int) -> bool:
    operation: Any = line.get("operation")
    if not is_object(operation):
        return False
    return satisfied(event.get(str(line.get("property"))), operation, now, event, None)
