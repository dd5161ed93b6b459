"""Properties v1 (contacts, companies, deals) and v2 (any object type)."""

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under

SAME = (
    "name",
    "label",
    "description",
    "groupName",
    "type",
    "fieldType",
    "displayOrder",
    "options",
    "hidden",
    "calculated",
    "externalOptions",
    "formField",
    "hubspotDefined",
    "referencedObjectType",
)


def _kind(request: Request) -> ObjectType:
    return request.portal.service(ObjectTypes).resolve(request.params.get("objectType", "companies"))


def _show(body: Body) -> Body:
    fixed: Body = body["modificationMetadata"]
    return {
        **{name: body[name] for name in SAME if name in body},
        "readOnlyValue": fixed["readOnlyValue"],
        "readOnlyDefinition": fixed["readOnlyDefinition"],
        "deleted": None if body.get("hubspotDefined") else False,
        "favorited": False,
        "mutableDefinitionNotDeletable": not fixed["archivable"] and not fixed["readOnlyDefinition"],
    }


def get_all(request: Request) -> Answer:
    """Every definition of the type, as a bare array."""
    return Answer(200, [_show(one) for one in request.portal.service(Properties).bodies(_kind(request))])


def _known(request: Request) -> Body:
    """The definition that the path names; 404 in the words of these versions."""
    name = request.params["name"]
    if name not in request.portal.service(Properties).catalogue(_kind(request)):
        code = {"propertiesErrorCode": "PROPERTY_NOT_FOUND"}
        raise Refusal(404, f"Couldn't find a Property with the given name '{name}'", extra=code)
    return request.portal.service(Properties).get(_kind(request), name)


def get(request: Request) -> Answer:
    """One definition."""
    return Answer(200, _show(_known(request)))


def make(request: Request) -> Answer:
    """A new definition."""
    return Answer(200, _show(request.portal.service(Properties).create(_kind(request), request.body())))


def change(request: Request) -> Answer:
    """A definition changed."""
    found = request.portal.service(Properties).update(_kind(request), _known(request)["name"], request.body())
    return Answer(200, _show(found))


def delete(request: Request) -> Answer:
    """A definition archived."""
    request.portal.service(Properties).archive(_kind(request), _known(request)["name"])
    return Answer(204)


def get_groups(request: Request) -> Answer:
    """Every group of the type, as a bare array; with its properties when asked."""
    kind, properties = _kind(request), request.portal.service(Properties)
    shown = [{**one, "hubspotDefined": True} for one in properties.groups(kind)]
    if request.flag("includeProperties"):
        bodies = properties.bodies(kind)
        shown = [
            {**one, "properties": [_show(body) for body in bodies if body["groupName"] == one["name"]]} for one in shown
        ]
    return Answer(200, shown)


def make_group(request: Request) -> Answer:
    """A new group."""
    body = request.body("name")
    group = {"label": str(body.get("displayName") or body["name"]), **body}
    return Answer(200, request.portal.service(Properties).create_group(_kind(request), group))


URLS: list[Route] = under(
    ("/properties/v1/{objectType}", "/properties/v2/{objectType}", "/companies/v2"),
    [
        ("GET", "/properties", get_all),
        ("POST", "/properties", make),
        ("GET", "/properties/named/{name}", get),
        ("PUT", "/properties/named/{name}", change),
        ("DELETE", "/properties/named/{name}", delete),
        ("GET", "/groups", get_groups),
        ("POST", "/groups", make_group),
    ],
)
