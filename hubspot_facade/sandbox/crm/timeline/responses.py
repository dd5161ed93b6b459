"""The timeline API: what each route answers."""

import json
from typing import Any

from hubspot_facade.sandbox.batch import each, envelope
from hubspot_facade.sandbox.clock import instant
from hubspot_facade.sandbox.collection import Collection
from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.crm.visitors import meet
from hubspot_facade.sandbox.errors import Body, Refusal, missing_fields
from hubspot_facade.sandbox.request import Answer, Request
from hubspot_facade.sandbox.shapes import is_object, listed

from . import errors
from .templates import rendered

TEMPLATES = Collection(
    "timeline_template", first=1_100_001, fixed=frozenset({"objectType", "tokens"}), missing=errors.unknown_template
)
EVENTS = Collection("timeline_event", first=None, updated="changedAt", missing=errors.unknown_event)
CONTACT = BY_ID["0-1"]
MOST_TEMPLATES = 750
WHO = ("objectId", "email", "domain", "utk")


# -- templates and tokens ------------------------------------------------------------------------------------


def _template(request: Request) -> Body:
    return TEMPLATES.get(request.portal, request.params["eventTemplateId"], scope=request.params["appId"])


def _token(request: Request, given: Any) -> Body:
    if not is_object(given):
        raise missing_fields(["tokens"])
    lacking = [name for name in ("name", "label") if not given.get(name)]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    now = instant(request.portal.now())
    return {"type": "string", "options": [], **given, "createdAt": now, "updatedAt": now}


def get_templates(request: Request) -> Answer:
    """Every template of an app."""
    return Answer(200, {"results": TEMPLATES.all(request.portal, scope=request.params["appId"])})


def create_template(request: Request) -> Answer:
    """A new template."""
    body, app = request.body("name", "objectType"), request.params["appId"]
    if len(TEMPLATES.all(request.portal, scope=app)) >= MOST_TEMPLATES:
        raise errors.too_many_templates()
    tokens = [_token(request, one) for one in listed(body.get("tokens"))]
    return Answer(201, TEMPLATES.create(request.portal, body | {"tokens": tokens}, scope=app))


def get_template(request: Request) -> Answer:
    """One template."""
    return Answer(200, _template(request))


def update_template(request: Request) -> Answer:
    """A template with other texts; tokens given replace those there were."""
    body, app, template = request.body("name"), request.params["appId"], _template(request)
    if body.get("tokens") is not None:
        template["tokens"] = [_token(request, one) for one in listed(body["tokens"])]
        TEMPLATES.save(request.portal, template, scope=app)
    return Answer(200, TEMPLATES.update(request.portal, template["id"], body, scope=app))


def delete_template(request: Request) -> Answer:
    """Delete a template."""
    TEMPLATES.erase(request.portal, _template(request)["id"], scope=request.params["appId"])
    return Answer(204)


def create_token(request: Request) -> Answer:
    """A new token of a template."""
    template, token = _template(request), _token(request, request.body())
    if any(one["name"] == token["name"] for one in template["tokens"]):
        raise errors.token_exists(token["name"])
    tokens = [*template["tokens"], token]
    TEMPLATES.save(request.portal, template | {"tokens": tokens}, scope=request.params["appId"])
    return Answer(200, token)


def _named(request: Request, template: Body) -> Body:
    name = request.params["tokenName"]
    for one in template["tokens"]:
        if one["name"] == name:
            found: Body = one
            return found
    raise errors.unknown_token(name)


def update_token(request: Request) -> Answer:
    """A token with another label, other options."""
    template = _template(request)
    token, body = _named(request, template), request.body("label")
    changes = {name: body[name] for name in ("label", "options", "objectPropertyName") if body.get(name) is not None}
    token |= changes | {"updatedAt": instant(request.portal.now())}
    TEMPLATES.save(request.portal, template, scope=request.params["appId"])
    return Answer(200, token)


def delete_token(request: Request) -> Answer:
    """Delete a token."""
    template = _template(request)
    token = _named(request, template)
    tokens = [one for one in template["tokens"] if one is not token]
    TEMPLATES.save(request.portal, template | {"tokens": tokens}, scope=request.params["appId"])
    return Answer(204)


# -- events --------------------------------------------------------------------------------------------------


def _template_of_any_app(request: Request, id_: str) -> Body:
    for app in TEMPLATES.shelf(request.portal).scopes():
        found = TEMPLATES.find(request.portal, id_, scope=app)
        if found is not None:
            return found
    raise errors.unknown_template(id_)


def _create(request: Request, given: Body) -> Body:
    lacking = [name for name in ("eventTemplateId", "tokens") if given.get(name) is None]
    if lacking:
        raise missing_fields(lacking, body=request.content)
    template = _template_of_any_app(request, str(given["eventTemplateId"]))
    id_ = str(given.get("id") or request.portal.identities.uuid4())
    known = [one["name"] for one in template["tokens"]]
    for name in given["tokens"]:
        if name not in known:
            raise errors.not_a_token(id_, template["id"], name, known)
    if not any(given.get(name) for name in WHO):
        raise errors.nobody()
    if EVENTS.find(request.portal, id_, scope=template["id"]) is not None:
        raise errors.event_exists(id_)
    body = {**given, "objectType": template["objectType"], "eventTemplateId": template["id"]}
    body.setdefault("timestamp", instant(request.portal.now()))
    if given.get("email"):
        body["objectId"] = str(_contact(request, template, given))
    meet(request.portal, given.get("utk"), body.get("objectId"))
    return _show(EVENTS.create(request.portal, body, id_=id_, scope=template["id"]))


def _contact(request: Request, template: Body, given: Body) -> int:
    """The contact that an event is of, by its address: made when there is none, with the values that tokens set."""
    email, records = str(given["email"]), request.portal.records
    named = {one["name"]: one.get("objectPropertyName") for one in template["tokens"]}
    values = {named[name]: value for name, value in given["tokens"].items() if named.get(name)}
    writer = Writer(request.portal, CONTACT, request.content)
    id_ = records.holder(CONTACT, "email", email)
    record = None if id_ is None else records.find(CONTACT, id_)
    if record is None:
        return writer.create([writer.creation({"properties": {"email": email} | values})])[0].id
    return (writer.update(values, record) if values else record).id


def _show(body: Body) -> Body:
    return {name: one for name, one in body.items() if name != "changedAt"}


def create_event(request: Request) -> Answer:
    """A new event."""
    return Answer(201, _create(request, request.body()))


def create_events(request: Request) -> Answer:
    """Many new events."""
    return each(request, request.inputs(), lambda one: _create(request, one), status=201)


def get_event(request: Request) -> Answer:
    """One event."""
    params = request.params
    _template_of_any_app(request, params["eventTemplateId"])
    return Answer(200, _show(EVENTS.get(request.portal, params["eventId"], scope=params["eventTemplateId"])))


def get_detail(request: Request) -> Answer:
    """The extra data of an event, which the template's details are made of."""
    params = request.params
    _template_of_any_app(request, params["eventTemplateId"])
    event = EVENTS.get(request.portal, params["eventId"], scope=params["eventTemplateId"])
    return Answer(200, {"details": json.dumps(event.get("extraData") or {}, separators=(",", ":"))})


def get_render(request: Request) -> Answer:
    """An event as its template shows it: the header, or with `detail=true` the details, as HTML."""
    params = request.params
    template = _template_of_any_app(request, params["eventTemplateId"])
    event = EVENTS.get(request.portal, params["eventId"], scope=params["eventTemplateId"])
    text = str(template.get("detailTemplate" if request.flag("detail") else "headerTemplate") or "")
    return Answer(200, rendered(text, event).encode(), {"content-type": "text/html;charset=utf-8"})


# -- events of projects, dated editions ----------------------------------------------------------------------


def _occur(request: Request, given: Body) -> Body:
    if not given.get("eventTypeName"):
        raise missing_fields(["eventTypeName"], body=request.content)
    id_ = str(given.get("id") or request.portal.identities.uuid4())
    scope = str(given["eventTypeName"])
    if EVENTS.find(request.portal, id_, scope=scope) is not None:
        raise errors.event_exists(id_)
    body: Body = {"timestamp": instant(request.portal.now()), "properties": {}, **given}
    return _show(EVENTS.create(request.portal, body, id_=id_, scope=scope))


def occur(request: Request) -> Answer:
    """A new event of a project's event type."""
    return Answer(201, _occur(request, request.body()))


def occur_many(request: Request) -> Answer:
    """Many of them; what is refused is told."""
    results: list[Body] = []
    refused: list[Body] = []
    for one in request.inputs():
        try:
            results.append(_occur(request, one))
        except Refusal as refusal:
            refused.append(refusal.item())
    return Answer(200, envelope(request, results, refused))
