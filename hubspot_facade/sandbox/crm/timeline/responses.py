"""The timeline API: what each route answers."""

import json

from hubspot_facade.sandbox.protocol.batch import action_answer, attempted, each
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import listed
from hubspot_facade.sandbox.state.instants import instant

from . import errors, models
from .models import EVENTS, TEMPLATES, Timeline, show
from .templates import rendered

# -- templates and tokens ------------------------------------------------------------------------------------


def _template(request: Request) -> Body:
    return TEMPLATES.get(request.portal, request.params["eventTemplateId"], scope=request.params["appId"])


def get_templates(request: Request) -> Answer:
    """Every template of an app."""
    return Answer(200, {"results": TEMPLATES.all(request.portal, scope=request.params["appId"])})


def create_template(request: Request) -> Answer:
    """A new template."""
    body = request.body("name", "objectType")
    return Answer(201, request.portal.service(Timeline).create_template(body, request.params["appId"], request.content))


def get_template(request: Request) -> Answer:
    """One template."""
    return Answer(200, _template(request))


def update_template(request: Request) -> Answer:
    """A template with other texts; tokens given replace those there were."""
    body, app, template = request.body("name"), request.params["appId"], _template(request)
    if body.get("tokens") is not None:
        timeline = request.portal.service(Timeline)
        template["tokens"] = [timeline.new_token(one, request.content) for one in listed(body["tokens"])]
        TEMPLATES.save(request.portal, template, scope=app)
    return Answer(200, TEMPLATES.update(request.portal, template["id"], body, scope=app))


def delete_template(request: Request) -> Answer:
    """Delete a template."""
    TEMPLATES.erase(request.portal, _template(request)["id"], scope=request.params["appId"])
    return Answer(204)


def create_token(request: Request) -> Answer:
    """A new token of a template."""
    timeline, template = request.portal.service(Timeline), _template(request)
    return Answer(200, timeline.add_token(template, request.body(), request.params["appId"], request.content))


def update_token(request: Request) -> Answer:
    """A token with another label, other options."""
    template = _template(request)
    token, body = models.token_named(template, request.params["tokenName"]), request.body("label")
    return Answer(200, request.portal.service(Timeline).change_token(template, token, body, request.params["appId"]))


def delete_token(request: Request) -> Answer:
    """Delete a token."""
    template = _template(request)
    token = models.token_named(template, request.params["tokenName"])
    request.portal.service(Timeline).drop_token(template, token, request.params["appId"])
    return Answer(204)


# -- events --------------------------------------------------------------------------------------------------


def create_event(request: Request) -> Answer:
    """A new event."""
    return Answer(201, show(request.portal.service(Timeline).create_event(request.body(), request.content)))


def create_events(request: Request) -> Answer:
    """Many new events."""
    timeline = request.portal.service(Timeline)
    return each(request, request.inputs(), lambda one: show(timeline.create_event(one, request.content)), status=201)


def get_event(request: Request) -> Answer:
    """One event."""
    params = request.params
    request.portal.service(Timeline).template_of_any_app(params["eventTemplateId"])
    return Answer(200, show(EVENTS.get(request.portal, params["eventId"], scope=params["eventTemplateId"])))


def get_detail(request: Request) -> Answer:
    """The extra data of an event, which the template's details are made of."""
    params = request.params
    request.portal.service(Timeline).template_of_any_app(params["eventTemplateId"])
    event = EVENTS.get(request.portal, params["eventId"], scope=params["eventTemplateId"])
    return Answer(200, {"details": json.dumps(event.get("extraData") or {}, separators=(",", ":"))})


def get_render(request: Request) -> Answer:
    """An event as its template shows it: the header, or with `detail=true` the details, as HTML."""
    params = request.params
    template = request.portal.service(Timeline).template_of_any_app(params["eventTemplateId"])
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
    return show(EVENTS.create(request.portal, body, id_=id_, scope=scope))


def occur(request: Request) -> Answer:
    """A new event of a project's event type."""
    return Answer(201, _occur(request, request.body()))


def occur_many(request: Request) -> Answer:
    """Many of them; the answer lists those that are refused."""
    return action_answer(request, *attempted(request.inputs(), lambda one: _occur(request, one)))
