"""Webhooks v1: today's settings and subscriptions of an app, in a flatter shape and with epoch milliseconds."""

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request, member
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state.instants import parse
from hubspot_facade.sandbox.state.user import USER
from hubspot_facade.sandbox.webhooks.responses import SUBSCRIPTIONS, configure, subscribe
from hubspot_facade.sandbox.webhooks.responses import get_settings as find_settings

ONE = "/subscriptions/{subscriptionId}"


def _settings(body: Body) -> Body:
    return {"webhookUrl": body["targetUrl"], "maxConcurrentRequests": body["throttling"]["maxConcurrentRequests"]}


def _show(body: Body) -> Body:
    details = {"subscriptionType": body["eventType"], "propertyName": body.get("propertyName")}
    return {
        "id": int(body["id"]),
        "createdAt": parse(body["createdAt"]),
        "createdBy": int(USER["id"]),
        "enabled": body["active"],
        "subscriptionDetails": {name: one for name, one in details.items() if one is not None},
    }


def get_settings(request: Request) -> Answer:
    """Where an app's events go."""
    return Answer(200, _settings(find_settings(request).body))


def set_settings(request: Request) -> Answer:
    """Where an app's events go, changed."""
    body = request.body("webhookUrl", "maxConcurrentRequests")
    given = {"targetUrl": body["webhookUrl"], "throttling": {"maxConcurrentRequests": body["maxConcurrentRequests"]}}
    return Answer(200, _settings(configure(request.portal, request.params["appId"], given)))


def get_subscriptions(request: Request) -> Answer:
    """Every subscription of an app, as a bare array."""
    found = SUBSCRIPTIONS.all(request.portal, scope=request.params["appId"])
    return Answer(200, [_show(one) for one in found])


def create_subscription(request: Request) -> Answer:
    """A new subscription."""
    body = request.body("subscriptionDetails")
    details = member(body["subscriptionDetails"], "subscriptionDetails")
    given = {
        "eventType": details.get("subscriptionType"),
        "propertyName": details.get("propertyName"),
        "active": body.get("enabled"),
    }
    return Answer(201, _show(subscribe(request.portal, request.params["appId"], given)))


def update_subscription(request: Request) -> Answer:
    """A subscription, enabled or not."""
    params, enabled = request.params, request.body("enabled")["enabled"]
    changes = {"active": bool(enabled)}
    return Answer(
        200, _show(SUBSCRIPTIONS.update(request.portal, params["subscriptionId"], changes, scope=params["appId"]))
    )


def delete_subscription(request: Request) -> Answer:
    """Delete a subscription."""
    params = request.params
    SUBSCRIPTIONS.get(request.portal, params["subscriptionId"], scope=params["appId"])
    SUBSCRIPTIONS.erase(request.portal, params["subscriptionId"], scope=params["appId"])
    return Answer(204)


URLS: list[Route] = under(
    ("/webhooks/v1/{appId}",),
    [
        ("GET", "/settings", get_settings),
        ("PUT", "/settings", set_settings),
        ("GET", "/subscriptions", get_subscriptions),
        ("POST", "/subscriptions", create_subscription),
        ("PUT", ONE, update_subscription),
        ("DELETE", ONE, delete_subscription),
    ],
)
