"""Event definitions and their properties: what each route answers. A definition is found by either of its names."""

import re
from typing import Any

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields, validation
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant

from . import errors

DEFINITIONS = Collection("event_definition", first=7_000_001, missing=errors.unknown_definition)
MOST = 500
NOT_NAME = re.compile(r"[^a-z0-9]+")
FIELDS = {"string": "text", "number": "number", "enumeration": "select", "datetime": "date", "date": "date"}


def _find(request: Request, name: str) -> Body | None:
    for one in DEFINITIONS.all(request.portal):
        if name.lower() in (one["name"], one["fullyQualifiedName"]):
            return one
    return None


def _named(request: Request) -> Body:
    found = _find(request, request.params["eventName"])
    if found is None:
        raise errors.unknown_definition(request.params["eventName"])
    return found


def _property(request: Request, given: Any) -> Body:
    if not is_object(given):
        raise missing_fields(["label", "type"], body=request.content)
    lacking = [name for name in ("label", "type") if not given.get(name)]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    type_ = str(given["type"])
    if type_ not in FIELDS:
        raise validation(f"Unknown property type {type_}", context={"type": [type_]})
    now = instant(request.portal.now())
    return {
        "name": str(given.get("name") or NOT_NAME.sub("_", str(given["label"]).lower()).strip("_")),
        "label": str(given["label"]),
        "type": type_,
        "fieldType": FIELDS[type_],
        "description": str(given.get("description") or ""),
        "groupName": "event_properties",
        "options": listed(given.get("options")),
        "archived": False,
        "createdAt": now,
        "updatedAt": now,
    }


def get_page(request: Request) -> Answer:
    """A page of definitions."""
    word = (request.text("searchString") or "").casefold()
    found = [one for one in DEFINITIONS.all(request.portal) if word in one["labels"]["singular"].casefold()]
    if (request.text("sortOrder") or "").upper().startswith("DESC"):
        found.reverse()
    hidden = () if request.flag("includeProperties") else ("properties",)
    shown = [{name: one[name] for name in one if name not in hidden} for one in found]
    return Answer(200, page(request, shown, default=10, total=True))


def create(request: Request) -> Answer:
    """A new definition."""
    body, portal = request.body("label"), request.portal
    name = NOT_NAME.sub("_", str(body.get("name") or body["label"]).lower()).strip("_")
    if _find(request, name) is not None:
        raise errors.definition_exists(name)
    if len(DEFINITIONS.all(portal)) >= MOST:
        raise validation(f"At most {MOST} event definitions can exist")
    primary = str(body.get("primaryObject") or "CONTACT")
    kind = portal.service(ObjectTypes).find(primary)
    id_ = DEFINITIONS.new_id(portal)
    made: Body = {
        "name": name,
        "fullyQualifiedName": f"pe{portal.id}_{name}",
        "labels": {"singular": str(body["label"]), "plural": str(body["label"])},
        "description": str(body.get("description") or ""),
        "objectTypeId": f"6-{id_}",
        "primaryObject": primary,
        "primaryObjectId": kind.id if kind else "0-1",
        "trackingType": "MANUAL",
        "archived": False,
        "associations": [],
        "properties": [_property(request, one) for one in listed(body.get("propertyDefinitions"))],
    }
    if body.get("customMatchingId") is not None:
        made["customMatchingId"] = body["customMatchingId"]
    return Answer(201, DEFINITIONS.create(portal, made, id_=id_))


def get(request: Request) -> Answer:
    """One definition."""
    return Answer(200, _named(request))


def update(request: Request) -> Answer:
    """A definition with another label or description."""
    found, body = _named(request), request.body()
    changes: Body = {name: body[name] for name in ("description", "headerTemplate", "detailTemplate") if name in body}
    if body.get("label"):
        changes["labels"] = {"singular": str(body["label"]), "plural": str(body["label"])}
    return Answer(201, DEFINITIONS.update(request.portal, found["id"], changes))


def delete(request: Request) -> Answer:
    """Delete a definition."""
    DEFINITIONS.erase(request.portal, _named(request)["id"])
    return Answer(204)


def create_property(request: Request) -> Answer:
    """A new property of a definition."""
    found, made = _named(request), _property(request, request.body())
    if any(one["name"] == made["name"] for one in found["properties"]):
        raise errors.property_exists(made["name"])
    DEFINITIONS.save(request.portal, found | {"properties": [*found["properties"], made]})
    return Answer(201, made)


def _position(request: Request, found: Body) -> int:
    name = request.params["propertyName"]
    for position, one in enumerate(found["properties"]):
        if one["name"] == name:
            return position
    raise errors.unknown_property(name)


def update_property(request: Request) -> Answer:
    """A property with another label, description or options."""
    found, body = _named(request), request.body()
    one: Body = found["properties"][_position(request, found)]
    one |= {name: body[name] for name in ("label", "description", "options") if body.get(name) is not None}
    one["updatedAt"] = instant(request.portal.now())
    DEFINITIONS.save(request.portal, found)
    return Answer(201, one)


def delete_property(request: Request) -> Answer:
    """Delete a property."""
    found = _named(request)
    del found["properties"][_position(request, found)]
    DEFINITIONS.save(request.portal, found)
    return Answer(204)
