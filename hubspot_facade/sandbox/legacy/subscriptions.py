"""E-mail subscriptions v1: types, and an address's status for each."""

from hubspot_facade.sandbox.communication_preferences.models import Subscriptions, folded
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object, listed


def get_types(request: Request) -> Answer:
    """Every subscription type."""
    shown = [
        {
            "id": int(one["id"]),
            "portalId": request.portal.id,
            "name": one["name"],
            "description": one["description"],
            "active": one["isActive"],
            "internal": one["isInternal"],
            "category": one["purpose"],
            "channel": one["communicationMethod"],
        }
        for one in request.portal.service(Subscriptions).definitions().values()
    ]
    return Answer(200, {"subscriptionDefinitions": shown})


def get(request: Request) -> Answer:
    """An address's status for each type that it was ever set for."""
    subscriptions, email = request.portal.service(Subscriptions), folded(request.params["email"])
    left = subscriptions.out_of_all(email) is not None
    statuses: list[Body] = []
    for id_ in request.portal.service(Subscriptions).definitions():
        found = subscriptions.status(email, id_)
        if found["status"] == "NOT_SPECIFIED":
            continue
        subscribed = found["status"] == "SUBSCRIBED"
        state = {"optState": "OPT_IN" if subscribed else "OPT_OUT", "legalBasis": found.get("legalBasis")}
        statuses.append({"id": int(id_), "subscribed": subscribed, "updatedAt": found["timestamp"], **state})
    return Answer(
        200,
        {
            "subscribed": not left,
            "markedAsSpam": False,
            "bounced": False,
            "portalId": request.portal.id,
            "email": email,
            "status": "unsubscribed" if left else "subscribed",
            "subscriptionStatuses": statuses,
        },
    )


def change(request: Request) -> Answer:
    """An address taken out of types, put into them, or out of all."""
    subscriptions, email, body = request.portal.service(Subscriptions), folded(request.params["email"]), request.body()
    if body.get("unsubscribeFromAll") is True:
        subscriptions.leave_all(email)
    for one in listed(body.get("subscriptionStatuses")):
        if not is_object(one):
            continue
        id_ = str(one.get("id"))
        request.portal.service(Subscriptions).definition(id_)
        into = one.get("subscribed") is True or one.get("optState") == "OPT_IN"
        subscriptions.set(email, id_, "SUBSCRIBED" if into else "UNSUBSCRIBED", one.get("legalBasis"))
    return Answer(200)


URLS: list[Route] = under(
    ("/email/public/v1/subscriptions",),
    [
        ("GET", "", get_types),
        ("GET", "/{email}", get),
        ("PUT", "/{email}", change),
    ],
)
