"""Groups of properties in the older versions, on the same paths as their definitions."""

from hubspot_facade.sandbox.crm.properties import defaults
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under

from .properties import BASES, kind_of, show


def _show(request: Request, group: Body) -> Body:
    own = group["name"] in defaults.groups(kind_of(request))
    return {
        "name": group["name"],
        "displayName": group["label"],
        "displayOrder": group["displayOrder"],
        "hubspotDefined": own,
        **({"fulcrumPortalId": 0, "fulcrumTimestamp": 0} if own else {}),
    }


def _known(request: Request) -> Body:
    """The group that the path names; 404 in the words of these versions."""
    name = request.params["name"]
    for group in request.portal.service(Properties).groups(kind_of(request)):
        if group["name"] == name:
            return group
    code = {"groupsErrorCode": "GROUP_NOT_FOUND"}
    raise Refusal(404, f"Couldn't find a Group with the given name '{name}'.", extra=code)


def _given(body: Body) -> Body:
    return body if body.get("displayName") is None else {**body, "label": str(body["displayName"])}


def get_all(request: Request) -> Answer:
    """Every group of the type, as a bare array; with its properties when asked."""
    kind, properties = kind_of(request), request.portal.service(Properties)
    shown = [_show(request, one) for one in properties.groups(kind)]
    if request.flag("includeProperties"):
        bodies = properties.bodies(kind)
        for group in shown:
            group["properties"] = [show(body) for body in bodies if body["groupName"] == group["name"]]
    return Answer(200, shown)


def get(request: Request) -> Answer:
    """One group."""
    return Answer(200, _show(request, _known(request)))


def make(request: Request) -> Answer:
    """A new group, shown as it was given; its label may be empty."""
    body = request.body("name")
    made = request.portal.service(Properties).create_group(kind_of(request), {"label": "", **_given(body)})
    named = {"displayName": made["label"], "deleted": False} if made["label"] else {}
    return Answer(
        200, {"portalId": request.portal.id, "name": made["name"], "displayOrder": made["displayOrder"], **named}
    )


def change(request: Request) -> Answer:
    """A group changed."""
    properties, given = request.portal.service(Properties), _given(request.body())
    return Answer(200, _show(request, properties.update_group(kind_of(request), _known(request)["name"], given)))


def delete(request: Request) -> Answer:
    """A group taken away."""
    request.portal.service(Properties).archive_group(kind_of(request), _known(request)["name"])
    return Answer(204)


URLS: list[Route] = under(
    BASES,
    [
        ("GET", "/groups", get_all),
        ("POST", "/groups", make),
        ("GET", "/groups/named/{name}", get),
        ("PUT", "/groups/named/{name}", change),
        ("DELETE", "/groups/named/{name}", delete),
    ],
)
