"""Event templates of apps and the events made from them."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.crm.visitors import meet
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.request import Request
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.clock import instant
from hubspot_facade.sandbox.state.collection import Collection

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

TEMPLATES = Collection(
    "timeline_template", first=1_100_001, fixed=frozenset({"objectType", "tokens"}), missing=errors.unknown_template
)
EVENTS = Collection("timeline_event", first=None, updated="changedAt", missing=errors.unknown_event)
CONTACT = BY_ID["0-1"]
MOST_TEMPLATES = 750
WHO = ("objectId", "email", "domain", "utk")


# -- templates and tokens ------------------------------------------------------------------------------------


def template_of_any_app(portal: "Portal", id_: str) -> Body:
    """The template with an id, whosever it is."""
    for app in TEMPLATES.shelf(portal).scopes():
        found = TEMPLATES.find(portal, id_, scope=app)
        if found is not None:
            return found
    raise errors.unknown_template(id_)


def create_template(request: Request, body: Body, app: str) -> Body:
    """A new template of an app."""
    if len(TEMPLATES.all(request.portal, scope=app)) >= MOST_TEMPLATES:
        raise errors.too_many_templates()
    tokens = [new_token(request, one) for one in listed(body.get("tokens"))]
    return TEMPLATES.create(request.portal, body | {"tokens": tokens}, scope=app)


def new_token(request: Request, given: Any) -> Body:
    """A token as a template keeps it."""
    if not is_object(given):
        raise missing_fields(["tokens"])
    lacking = [name for name in ("name", "label") if not given.get(name)]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    now = instant(request.portal.now())
    return {"type": "string", "options": [], **given, "createdAt": now, "updatedAt": now}


def add_token(request: Request, template: Body, given: Any, app: str) -> Body:
    """A new token of a template; its name must be new."""
    token = new_token(request, given)
    if any(one["name"] == token["name"] for one in template["tokens"]):
        raise errors.token_exists(token["name"])
    TEMPLATES.save(request.portal, template | {"tokens": [*template["tokens"], token]}, scope=app)
    return token


def token_named(template: Body, name: str) -> Body:
    """The template's token of a name; changes of it are changes of the template."""
    for one in template["tokens"]:
        if one["name"] == name:
            found: Body = one
            return found
    raise errors.unknown_token(name)


def change_token(request: Request, template: Body, token: Body, body: Body, app: str) -> Body:
    """A template's token with another label, other options."""
    changes = {name: body[name] for name in ("label", "options", "objectPropertyName") if body.get(name) is not None}
    token |= changes | {"updatedAt": instant(request.portal.now())}
    TEMPLATES.save(request.portal, template, scope=app)
    return token


def drop_token(request: Request, template: Body, token: Body, app: str) -> None:
    """The template without one of its tokens."""
    tokens = [one for one in template["tokens"] if one is not token]
    TEMPLATES.save(request.portal, template | {"tokens": tokens}, scope=app)


# -- events --------------------------------------------------------------------------------------------------


def create_event(request: Request, given: Body) -> Body:
    """A new event; refuses the id of another."""
    template, body = event_of(request, given)
    if EVENTS.find(request.portal, body["id"], scope=template["id"]) is not None:
        raise errors.event_exists(body["id"])
    body = place(request, template, body)
    return EVENTS.create(request.portal, body, id_=body["id"], scope=template["id"])


def event_of(request: Request, given: Body) -> tuple[Body, Body]:
    """The template of an event to be made, and the event with its id; refuses what the template does not allow."""
    lacking = [name for name in ("eventTemplateId", "tokens") if given.get(name) is None]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    template = template_of_any_app(request.portal, str(given["eventTemplateId"]))
    id_ = str(given.get("id") or request.portal.identities.uuid4())
    known = [one["name"] for one in template["tokens"]]
    for name in given["tokens"]:
        if name not in known:
            raise errors.not_a_token(id_, template["id"], name, known)
    if not any(given.get(name) for name in WHO):
        raise errors.nobody()
    return template, {**given, "id": id_, "objectType": template["objectType"], "eventTemplateId": template["id"]}


def place(request: Request, template: Body, event: Body) -> Body:
    """The event with its time and whose it is; tokens that stand for properties are written."""
    body: Body = {"timestamp": instant(request.portal.now()), **event}
    if body.get("email"):
        body["objectId"] = str(_contact(request, template, body))
    meet(request.portal, body.get("utk"), body.get("objectId"))
    return body


def _contact(request: Request, template: Body, given: Body) -> int:
    """The contact that an event is of, by its address: made when there is none, with the values that tokens set."""
    email, records = str(given["email"]), request.portal.service(Records)
    named = {one["name"]: one.get("objectPropertyName") for one in template["tokens"]}
    values = {named[name]: value for name, value in given["tokens"].items() if named.get(name)}
    writer = Writer(request.portal, CONTACT, request.content)
    id_ = records.holder(CONTACT, "email", email)
    record = None if id_ is None else records.find(CONTACT, id_)
    if record is None:
        return writer.create([writer.creation({"properties": {"email": email} | values})])[0].id
    return (writer.update(values, record) if values else record).id


def show(event: Body) -> Body:
    """An event as version 3 and the dated editions tell it."""
    return {name: one for name, one in event.items() if name != "changedAt"}
