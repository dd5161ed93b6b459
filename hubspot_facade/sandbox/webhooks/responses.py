"""The webhooks API: what each route answers."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.batch import each
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, object_not_found, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.protocol.weburls import split
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

OBJECTS = ("contact", "company", "deal", "ticket", "product", "line_item", "object")
VERBS = ("creation", "deletion", "merge", "restore", "propertyChange", "associationChange")
CONVERSATIONS = ("creation", "deletion", "privacyDeletion", "propertyChange", "newMessage")
TYPES = frozenset(
    {f"{name}.{verb}" for name in OBJECTS for verb in VERBS}
    | {f"conversation.{verb}" for verb in CONVERSATIONS}
    | {"contact.privacyDeletion", "event.completed"}
) - {"product.associationChange"}
LEAST_CONCURRENCY = 6


def _unknown(id_: str) -> Refusal:
    return object_not_found(f"Subscription {id_} not found", context={"subscriptionId": [id_]})


SUBSCRIPTIONS = Collection("webhook_subscription", first=1_000_001, fixed=frozenset({"eventType"}), missing=_unknown)


def get_settings(request: Request) -> Answer:
    """Where an app's events go."""
    found = request.portal.shelf("webhook_settings").get(request.params["appId"])
    if found is None:
        raise object_not_found("No webhook settings exist", context={"appId": [request.params["appId"]]})
    return Answer(200, found)


def set_settings(request: Request) -> Answer:
    """Where an app's events go, changed."""
    return Answer(200, configure(request.portal, request.params["appId"], request.body("targetUrl", "throttling")))


def configure(portal: "Portal", app: str, body: Body) -> Body:
    """The settings of an app, from the fields of a request."""
    shelf = portal.shelf("webhook_settings")
    throttling = body["throttling"]
    most = throttling.get("maxConcurrentRequests") if is_object(throttling) else None
    if not isinstance(most, int) or most < LEAST_CONCURRENCY:
        raise validation("maxConcurrentRequests must be greater than 5", context={"maxConcurrentRequests": [str(most)]})
    if split(str(body["targetUrl"])) is None:
        raise validation("targetUrl must be a URL", context={"targetUrl": [str(body["targetUrl"])]})
    now = instant(portal.now())
    before: Body = shelf.get(app) or {"createdAt": now}
    limits = {"period": "SECONDLY", "maxConcurrentRequests": most}
    changed = {"targetUrl": str(body["targetUrl"]), "throttling": limits, "updatedAt": now}
    shelf.put(app, before | changed)
    return before | changed


def delete_settings(request: Request) -> Answer:
    """An app's events go nowhere any more."""
    request.portal.shelf("webhook_settings").drop(request.params["appId"])
    return Answer(204)


def get_subscriptions(request: Request) -> Answer:
    """Every subscription of an app."""
    return Answer(200, {"results": SUBSCRIPTIONS.all(request.portal, scope=request.params["appId"])})


def create_subscription(request: Request) -> Answer:
    """A new subscription."""
    return Answer(201, subscribe(request.portal, request.params["appId"], request.body("eventType")))


def subscribe(portal: "Portal", app: str, body: Body) -> Body:
    """A new subscription of an app, from the fields of a request."""
    type_ = str(body["eventType"])
    if type_ not in TYPES:
        raise validation(f"Unknown event type {type_}", context={"eventType": [type_]})
    made: Body = {"eventType": type_, "active": bool(body.get("active"))}
    if type_.endswith(".propertyChange"):
        if not body.get("propertyName"):
            raise validation("propertyName is required for property changes", context={"eventType": [type_]})
        made["propertyName"] = str(body["propertyName"])
    if type_.startswith("object."):
        made["objectTypeId"] = str(body.get("objectTypeId") or "")
    return SUBSCRIPTIONS.create(portal, made, scope=app)


def get_subscription(request: Request) -> Answer:
    """One subscription."""
    params = request.params
    return Answer(200, SUBSCRIPTIONS.get(request.portal, params["subscriptionId"], scope=params["appId"]))


def _activate(request: Request, id_: str, body: Body) -> Body:
    changes = {"active": bool(body["active"])} if body.get("active") is not None else {}
    return SUBSCRIPTIONS.update(request.portal, id_, changes, scope=request.params["appId"])


def update_subscription(request: Request) -> Answer:
    """A subscription, active or not."""
    return Answer(200, _activate(request, request.params["subscriptionId"], request.body()))


def update_subscriptions(request: Request) -> Answer:
    """Many subscriptions, active or not."""
    return each(request, request.inputs(), lambda one: _activate(request, str(one.get("id")), one))


def delete_subscription(request: Request) -> Answer:
    """Delete a subscription."""
    params = request.params
    SUBSCRIPTIONS.get(request.portal, params["subscriptionId"], scope=params["appId"])
    SUBSCRIPTIONS.erase(request.portal, params["subscriptionId"], scope=params["appId"])
    return Answer(204)
