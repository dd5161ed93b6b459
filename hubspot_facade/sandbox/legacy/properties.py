"""Definitions of properties in the older versions: v1 and v2 of any type, and the paths before them of three types."""

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state import instants

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
    "hasUniqueValue",
    "referencedObjectType",
    "numberDisplayHint",
    "textDisplayHint",
    "showCurrencySymbol",
    "currencyPropertyName",
)
UNSET = (
    "fieldLevelPermission",
    "externalOptionsReferenceType",
    "optionSortStrategy",
    "optionsAreMutable",
)
WHOLE = frozenset({"hs_analytics_first_touch_converting_campaign", "hs_analytics_last_touch_converting_campaign"})
"""Properties whose text is searched as a whole; the second by its likeness to the first, which was recorded."""
BASES = (
    "/properties/v1/{objectType}",
    "/properties/v2/{objectType}",
    "/contacts/v2",
    "/companies/v2",
    "/deals/v1",
)


def kind_of(request: Request) -> ObjectType:
    """The type that the path names, in a segment of its own or by the API's name."""
    named = request.params.get("objectType") or request.path.split("/")[1]
    return request.portal.service(ObjectTypes).resolve(named)


def show(body: Body) -> Body:
    """A definition as these versions show it."""
    fixed: Body = body["modificationMetadata"]
    users = {name: int(body[name]) if body.get(name) else None for name in ("createdUserId", "updatedUserId")}
    return {
        **dict.fromkeys(UNSET),
        **{name: body.get(name) for name in SAME},
        **users,
        "options": [{"doubleData": None, "readOnly": None} | one for one in body["options"]],
        "createdAt": instants.parse(body["createdAt"]),
        "updatedAt": instants.parse(body["updatedAt"]),
        "readOnlyValue": fixed["readOnlyValue"],
        "readOnlyDefinition": fixed["readOnlyDefinition"],
        "deleted": None if body.get("hubspotDefined") else False,
        "favorited": False,
        "favoritedOrder": -1,
        "displayMode": "current_value",
        "isCustomizedDefault": False,
        "searchableInGlobalSearch": False,
        "searchTextAnalysisMode": "NOT_ANALYZED_TEXT" if body["name"] in WHOLE else None,
        "mutableDefinitionNotDeletable": not fixed["archivable"] and not fixed["readOnlyDefinition"],
    }


def get_all(request: Request) -> Answer:
    """Every definition of the type, as a bare array."""
    return Answer(200, [show(one) for one in request.portal.service(Properties).bodies(kind_of(request))])


def _known(request: Request) -> Body:
    """The definition that the path names; 404 in the words of these versions."""
    name = request.params["name"]
    if name not in request.portal.service(Properties).catalogue(kind_of(request)):
        code = {"propertiesErrorCode": "PROPERTY_NOT_FOUND"}
        raise Refusal(404, f"Couldn't find a Property with the given name '{name}'", extra=code)
    return request.portal.service(Properties).get(kind_of(request), name)


def get(request: Request) -> Answer:
    """One definition."""
    return Answer(200, show(_known(request)))


def make(request: Request) -> Answer:
    """A new definition."""
    return Answer(200, show(request.portal.service(Properties).create(kind_of(request), request.body())))


def change(request: Request) -> Answer:
    """A definition changed."""
    found = request.portal.service(Properties).update(kind_of(request), _known(request)["name"], request.body())
    return Answer(200, show(found))


def delete(request: Request) -> Answer:
    """A definition archived."""
    request.portal.service(Properties).archive(kind_of(request), _known(request)["name"])
    return Answer(204)


URLS: list[Route] = under(
    BASES,
    [
        ("GET", "/properties", get_all),
        ("POST", "/properties", make),
        ("GET", "/properties/named/{name}", get),
        ("PUT", "/properties/named/{name}", change),
        ("PATCH", "/properties/named/{name}", change),
        ("DELETE", "/properties/named/{name}", delete),
    ],
)
