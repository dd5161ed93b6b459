"""Completions sent and occurrences read: what each route answers."""

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.crm.visitors import Visitors
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields, unparsable_parameter
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state.instants import instant, parse

from . import errors
from .definitions import DEFINITIONS

BATCH = 500
PROPERTIES = 50
LONG = {"hs_url": 1024, "hs_referrer": 1024, "url": 1024, "referrer": 1024}
USUAL = 256
CONTACT = BY_ID["0-1"]


def _complete(request: Request, given: Body) -> None:
    """Keep one completion. Its name need not be defined. A uuid that came before changes nothing."""
    name = str(given.get("eventName") or "")
    if not name:
        raise missing_fields(["eventName"], body=request.content)
    object_id, email = given.get("objectId"), str(given.get("email") or "")
    if not (object_id or email or given.get("utk")):
        raise errors.nobody()
    properties = given.get("properties")
    values = {key: text(one) for key, one in properties.items()} if is_object(properties) else {}
    if len(values) > PROPERTIES:
        raise errors.too_many_properties(len(values))
    for key, value in values.items():
        most = LONG.get(key, USUAL)
        if len(value) > most:
            raise errors.value_too_long(key, most)
    moment = parse(str(given["occurredAt"])) if given.get("occurredAt") else request.portal.now()
    if moment is None:
        raise unparsable_parameter("occurredAt", kind="body")
    if not object_id and email:
        object_id = request.portal.service(Records).holder(CONTACT, "email", email)
    object_id = object_id or request.portal.service(Visitors).contact_of(given.get("utk"))
    request.portal.service(Visitors).meet(given.get("utk"), object_id)
    id_ = str(given.get("uuid") or request.portal.identities.uuid4())
    shelf = request.portal.shelf("event_occurrence")
    if shelf.get(id_) is None:
        kept = {
            "id": id_,
            "eventType": name,
            "objectId": str(object_id or ""),
            "objectType": _object_type(request, name),
        }
        shelf.put(id_, {**kept, "occurredAt": instant(moment), "properties": values})


def _object_type(request: Request, name: str) -> str:
    for one in DEFINITIONS.all(request.portal):
        if one["fullyQualifiedName"] == name:
            return str(one["primaryObject"])
    return "CONTACT"


def send(request: Request) -> Answer:
    """Send one completion."""
    _complete(request, request.body("eventName"))
    return Answer(204)


def send_many(request: Request) -> Answer:
    """Send many completions."""
    for one in request.inputs(BATCH):
        _complete(request, one)
    return Answer(204)


def get_types(request: Request) -> Answer:
    """The names of all events that were defined or sent."""
    defined = [one["fullyQualifiedName"] for one in DEFINITIONS.all(request.portal)]
    sent = [one["eventType"] for one in request.portal.shelf("event_occurrence").all().values()]
    return Answer(200, {"eventTypes": list(dict.fromkeys([*defined, *sent]))})


def get_page(request: Request) -> Answer:
    """A page of occurrences, newest first unless sorted otherwise."""
    event, object_type, ids = request.text("eventType"), request.text("objectType"), request.texts("id")
    if not (event or object_type or ids):
        raise errors.no_selector()
    after, before = request.moment("occurredAfter", blank=True), request.moment("occurredBefore", blank=True)
    kind = request.portal.service(ObjectTypes).find(object_type) if object_type else None
    objects = request.texts("objectId")
    found: list[Body] = [
        one
        for one in request.portal.shelf("event_occurrence").all().values()
        if (not event or one["eventType"] == event)
        and (not object_type or request.portal.service(ObjectTypes).find(one["objectType"]) == kind)
        and (not objects or one["objectId"] in objects)
        and (not ids or one["id"] in ids)
        and (after is None or (parse(one["occurredAt"]) or 0) > after)
        and (before is None or (parse(one["occurredAt"]) or 0) < before)
    ]
    found.sort(key=lambda one: str(one["occurredAt"]), reverse=request.text("sort") != "occurredAt")
    return Answer(200, page(request, found, default=20, most=1000, opaque=True))
