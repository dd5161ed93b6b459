"""Event templates of apps and the events made from them."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.crm.visitors import Visitors
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

TEMPLATES = Collection(
    "timeline_template", first=1_100_001, fixed=frozenset({"objectType", "tokens"}), missing=errors.unknown_template
)
EVENTS = Collection("timeline_event", first=None, updated=("changedAt",), missing=errors.unknown_event)
CONTACT = BY_ID["0-1"]
MOST_TEMPLATES = 750
WHO = ("objectId", "email", "domain", "utk")


# -- templates and tokens ------------------------------------------------------------------------------------


class Timeline:
    """Event templates and events of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def template_of_any_app(self, id_: str) -> Body:
        """The template with an id, whosever it is."""
        for app in TEMPLATES.shelf(self._portal).scopes():
            found = TEMPLATES.find(self._portal, id_, scope=app)
            if found is not None:
                return found
        raise errors.unknown_template(id_)

    def create_template(self, body: Body, app: str, content: bytes) -> Body:
        """A new template of an app; `content` is the request's, into which refusals point, here and below."""
        if len(TEMPLATES.all(self._portal, scope=app)) >= MOST_TEMPLATES:
            raise errors.too_many_templates()
        tokens = [self.new_token(one, content) for one in listed(body.get("tokens"))]
        return TEMPLATES.create(self._portal, body | {"tokens": tokens}, scope=app)

    def new_token(self, given: Any, content: bytes) -> Body:
        """A token as a template keeps it."""
        if not is_object(given):
            raise missing_fields(["tokens"])
        lacking = [name for name in ("name", "label") if not given.get(name)]
        if lacking:
            raise missing_fields(lacking, body=content)
        now = instant(self._portal.now())
        return {"type": "string", "options": [], **given, "createdAt": now, "updatedAt": now}

    def add_token(self, template: Body, given: Any, app: str, content: bytes) -> Body:
        """A new token of a template; its name must be new."""
        token = self.new_token(given, content)
        if any(one["name"] == token["name"] for one in template["tokens"]):
            raise errors.token_exists(token["name"])
        TEMPLATES.save(self._portal, template | {"tokens": [*template["tokens"], token]}, scope=app)
        return token

    def change_token(self, template: Body, token: Body, body: Body, app: str) -> Body:
        """A template's token with another label, other options."""
        changes = {
            name: body[name] for name in ("label", "options", "objectPropertyName") if body.get(name) is not None
        }
        token |= changes | {"updatedAt": instant(self._portal.now())}
        TEMPLATES.save(self._portal, template, scope=app)
        return token

    def drop_token(self, template: Body, token: Body, app: str) -> None:
        """The template without one of its tokens."""
        tokens = [one for one in template["tokens"] if one is not token]
        TEMPLATES.save(self._portal, template | {"tokens": tokens}, scope=app)

    def create_event(self, given: Body, content: bytes) -> Body:
        """A new event; refuses the id of another."""
        template, body = self.event_of(given, content)
        if EVENTS.find(self._portal, body["id"], scope=template["id"]) is not None:
            raise errors.event_exists(body["id"])
        body = self.place(template, body, content)
        return EVENTS.create(self._portal, body, id_=body["id"], scope=template["id"])

    def event_of(self, given: Body, content: bytes) -> tuple[Body, Body]:
        """The template of an event to be made, and the event with its id; refuses what the template does not allow."""
        lacking = [name for name in ("eventTemplateId", "tokens") if given.get(name) is None]
        if lacking:
            raise missing_fields(lacking, body=content)
        template = self.template_of_any_app(str(given["eventTemplateId"]))
        id_ = str(given.get("id") or self._portal.identities.uuid4())
        known = [one["name"] for one in template["tokens"]]
        for name in given["tokens"]:
            if name not in known:
                raise errors.not_a_token(id_, template["id"], name, known)
        if not any(given.get(name) for name in WHO):
            raise errors.nobody()
        return template, {**given, "id": id_, "objectType": template["objectType"], "eventTemplateId": template["id"]}

    def place(self, template: Body, event: Body, content: bytes) -> Body:
        """The event with its time and whose it is; tokens that stand for properties are written."""
        body: Body = {"timestamp": instant(self._portal.now()), **event}
        if body.get("email"):
            body["objectId"] = str(self._contact(template, body, content))
        self._portal.service(Visitors).meet(body.get("utk"), body.get("objectId"))
        return body

    def _contact(self, template: Body, given: Body, content: bytes) -> int:
        """The contact that an event is of, by its address: made when there is none, with the values that tokens set."""
        email, records = str(given["email"]), self._portal.service(Records)
        named = {one["name"]: one.get("objectPropertyName") for one in template["tokens"]}
        values = {named[name]: value for name, value in given["tokens"].items() if named.get(name)}
        writer = Writer(self._portal, CONTACT, content)
        id_ = records.holder(CONTACT, "email", email)
        record = None if id_ is None else records.find(CONTACT, id_)
        if record is None:
            return writer.create([writer.creation({"properties": {"email": email} | values})])[0].id
        return (writer.update(values, record) if values else record).id


def token_named(template: Body, name: str) -> Body:
    """The template's token of a name; changes of it are changes of the template."""
    for one in template["tokens"]:
        if one["name"] == name:
            found: Body = one
            return found
    raise errors.unknown_token(name)


# -- events --------------------------------------------------------------------------------------------------


def show(event: Body) -> Body:
    """An event as version 3 and the dated editions show it."""
    return {name: one for name, one in event.items() if name != "changedAt"}
