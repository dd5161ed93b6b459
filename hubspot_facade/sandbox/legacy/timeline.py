"""Timeline v1: event types are the event templates of today, their properties the tokens; events could be changed."""

from typing import Any
from zlib import crc32

from hubspot_facade.sandbox.crm.timeline import errors, models
from hubspot_facade.sandbox.crm.timeline.models import EVENTS, TEMPLATES, Timeline
from hubspot_facade.sandbox.protocol.errors import (
    Body,
    missing_fields,
    too_many_inputs,
    unparsable_parameter,
    validation,
)
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.instants import instant, parse

OBJECTS = {"CONTACT": "contacts", "COMPANY": "companies", "DEAL": "deals", "TICKET": "tickets"}
KINDS = {"String": "string", "Numeric": "number", "Date": "date", "Enumeration": "enumeration"}
OWN = ("id", "eventTypeId", "objectId", "email", "domain", "utk", "timestamp", "extraData", "timelineIFrame")
"""What an event has beside the values of its type's properties."""
FRAME = {"iframeLabel": "headerLabel", "iframeUri": "url"}
MOST = 100
"""Events of a batch."""
_OLDER_OBJECTS = {new: old for old, new in OBJECTS.items()}
_OLDER_KINDS = {new: old for old, new in KINDS.items()}
_OLDER_FRAME = {new: old for old, new in FRAME.items()}


def _number(id_: Any) -> Any:
    """An id as version 1 has it: a number, unless it is none."""
    number = natural(id_)
    return id_ if number is None else number


# -- event types ---------------------------------------------------------------------------------------------


def _template(request: Request) -> Body:
    return TEMPLATES.get(request.portal, request.params["eventTypeId"], scope=request.params["appId"])


def _show_type(request: Request, template: Body) -> Body:
    return {
        "id": _number(template["id"]),
        "applicationId": _number(request.params["appId"]),
        "name": template["name"],
        "headerTemplate": template.get("headerTemplate"),
        "detailTemplate": template.get("detailTemplate"),
        "objectType": _OLDER_OBJECTS.get(template["objectType"], template["objectType"]),
    }


def get_types(request: Request) -> Answer:
    """Every event type of an app, as a bare array."""
    found = TEMPLATES.all(request.portal, scope=request.params["appId"])
    return Answer(200, [_show_type(request, one) for one in found])


def get_type(request: Request) -> Answer:
    """An event type."""
    return Answer(200, _show_type(request, _template(request)))


def create_type(request: Request) -> Answer:
    """A new event type: of contacts, unless it says what of."""
    body = request.body("name")
    given = str(body.get("objectType") or "CONTACT")
    object_type = OBJECTS.get(given.upper())
    if object_type is None:
        raise validation(f"Invalid objectType: {given}", context={"objectType": [given]})
    new = {name: body[name] for name in ("name", "headerTemplate", "detailTemplate") if body.get(name) is not None}
    made = request.portal.service(Timeline).create_template(
        new | {"objectType": object_type}, request.params["appId"], request.content
    )
    return Answer(200, _show_type(request, made))


def update_type(request: Request) -> Answer:
    """An event type with another name, other texts; what is not given stays."""
    template, body = _template(request), request.body()
    changes = {name: body[name] for name in ("name", "headerTemplate", "detailTemplate") if body.get(name) is not None}
    changed = TEMPLATES.update(request.portal, template["id"], changes, scope=request.params["appId"])
    return Answer(200, _show_type(request, changed))


def delete_type(request: Request) -> Answer:
    """Delete an event type."""
    TEMPLATES.erase(request.portal, _template(request)["id"], scope=request.params["appId"])
    return Answer(204)


# -- properties ----------------------------------------------------------------------------------------------


def _property_id(template: Body, token: Body) -> int:
    """A number that stands for a token, which has no other id today than its name, and keeps that."""
    return crc32(f"{template['id']}/{token['name']}".encode())


def _show_property(template: Body, token: Body) -> Body:
    return {
        "id": _property_id(template, token),
        "eventTypeId": _number(template["id"]),
        "name": token["name"],
        "label": token["label"],
        "propertyType": _OLDER_KINDS.get(token["type"], token["type"]),
        "objectProperty": token.get("objectPropertyName"),
        "options": token["options"],
    }


def _given_property(body: Body) -> Body:
    """The body as a token."""
    given = {name: body[name] for name in ("name", "label", "options") if body.get(name) is not None}
    if body.get("objectProperty"):
        given["objectPropertyName"] = str(body["objectProperty"])
    if body.get("propertyType"):
        kind = KINDS.get(str(body["propertyType"]).capitalize())
        if kind is None:
            wanted = str(body["propertyType"])
            raise validation(f"Invalid propertyType: {wanted}", context={"propertyType": [wanted]})
        given["type"] = kind
    return given


def _token(template: Body, *, id_: object = None, name: object = None) -> Body:
    """A token by the id of its property, or by its name."""
    if id_ is None:
        return models.token_named(template, str(name))
    for one in template["tokens"]:
        if str(_property_id(template, one)) == str(id_):
            found: Body = one
            return found
    raise errors.unknown_token(str(id_))


def get_properties(request: Request) -> Answer:
    """The properties of an event type, as a bare array."""
    template = _template(request)
    return Answer(200, [_show_property(template, one) for one in template["tokens"]])


def create_property(request: Request) -> Answer:
    """A new property of an event type."""
    template, given = _template(request), _given_property(request.body("name", "label", "propertyType"))
    made = request.portal.service(Timeline).add_token(template, given, request.params["appId"], request.content)
    return Answer(200, _show_property(template, made))


def update_property(request: Request) -> Answer:
    """The property that the body names by id or name, with another label, other options."""
    template, body = _template(request), request.body()
    if body.get("id") is None and body.get("name") is None:
        raise missing_fields(["id"], body=request.content)
    token = _token(template, id_=body.get("id"), name=body.get("name"))
    changed = request.portal.service(Timeline).change_token(
        template, token, _given_property(body), request.params["appId"]
    )
    return Answer(200, _show_property(template, changed))


def delete_property(request: Request) -> Answer:
    """Delete a property."""
    template = _template(request)
    token = _token(template, id_=request.params["propertyId"])
    request.portal.service(Timeline).drop_token(template, token, request.params["appId"])
    return Answer(204)


# -- events --------------------------------------------------------------------------------------------------


def _moment(given: object) -> str:
    """A time as today's events have it; version 1 has epoch milliseconds."""
    millis = parse(str(given))
    if millis is None:
        raise unparsable_parameter("timestamp", kind="body")
    return instant(millis)


def _put(request: Request, given: Body) -> None:
    """An event that is new, or over the one with its id."""
    lacking = [name for name in ("id", "eventTypeId") if given.get(name) is None]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    own = {name: given[name] for name in OWN if given.get(name) is not None}
    id_, type_ = str(own.pop("id")), str(own.pop("eventTypeId"))
    # an event's type must be the app's
    TEMPLATES.get(request.portal, type_, scope=request.params["appId"])
    former = EVENTS.find(request.portal, id_, scope=type_) or {}
    if "timestamp" in own:
        own["timestamp"] = _moment(own["timestamp"])
    if "objectId" in own:
        own["objectId"] = str(own["objectId"])
    if is_object(own.get("timelineIFrame")):
        own["timelineIFrame"] = {FRAME.get(name, name): one for name, one in own["timelineIFrame"].items()}
    tokens = {**former.get("tokens", {}), **{name: one for name, one in given.items() if name not in OWN}}
    event = former | own | {"id": id_, "eventTemplateId": type_, "tokens": tokens}
    timeline = request.portal.service(Timeline)
    if former:
        template, body = timeline.event_of(event, request.content)
        EVENTS.save(request.portal, timeline.place(template, body, request.content), scope=type_)
    else:
        timeline.create_event(event, request.content)


def put_event(request: Request) -> Answer:
    """Make an event, or change the one with its id."""
    _put(request, request.body())
    return Answer(204)


def put_events(request: Request) -> Answer:
    """Make or change many, up to the first that is refused."""
    given = listed(request.body("eventWrappers")["eventWrappers"])
    if len(given) > MOST:
        raise too_many_inputs(MOST)
    for one in given:
        _put(request, one if is_object(one) else {})
    return Answer(204)


def get_event(request: Request) -> Answer:
    """One event, the values of its type's properties beside its own."""
    event = EVENTS.get(request.portal, request.params["eventId"], scope=_template(request)["id"])
    own = {name: event[name] for name in OWN if event.get(name) is not None}
    own |= {"eventTypeId": _number(event["eventTemplateId"]), "timestamp": parse(str(event["timestamp"]))}
    if "objectId" in own:
        own["objectId"] = _number(own["objectId"])
    if is_object(own.get("timelineIFrame")):
        own["timelineIFrame"] = {_OLDER_FRAME.get(name, name): one for name, one in own["timelineIFrame"].items()}
    return Answer(200, event["tokens"] | own)


URLS: list[Route] = under(
    ("/integrations/v1/{appId}/timeline",),
    [
        ("GET", "/event-types", get_types),
        ("POST", "/event-types", create_type),
        ("GET", "/event-types/{eventTypeId}", get_type),
        ("PUT", "/event-types/{eventTypeId}", update_type),
        ("DELETE", "/event-types/{eventTypeId}", delete_type),
        ("GET", "/event-types/{eventTypeId}/properties", get_properties),
        ("POST", "/event-types/{eventTypeId}/properties", create_property),
        ("PUT", "/event-types/{eventTypeId}/properties", update_property),
        ("DELETE", "/event-types/{eventTypeId}/properties/{propertyId}", delete_property),
        ("PUT", "/event", put_event),
        ("POST", "/event", put_event),
        ("PUT", "/event/batch", put_events),
        ("POST", "/event/batch", put_events),
        ("GET", "/event/{eventTypeId}/{eventId}", get_event),
    ],
)
