"""The limits API: what a portal has, and how much it may have by HubSpot's catalogue of products (Enterprise)."""

from collections.abc import Callable

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.pipelines.models import MAX_PIPELINES, Pipelines
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.models import Schemas
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import STANDARD, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request

MAX_CALCULATED = 200
MAX_CUSTOM_RECORDS = 1_500_000
MAX_CUSTOM_TYPES = 10
MAX_PROPERTIES = 1_000
MAX_RECORDS = 15_000_000
Count = Callable[[ObjectType], int]


def records(request: Request) -> Answer:
    """Records, type by type, those of custom types in all."""
    return _by_type(request, request.portal.service(Records).count, STANDARD, MAX_RECORDS, MAX_CUSTOM_RECORDS)


def pipelines(request: Request) -> Answer:
    """Pipelines, type by type, those of custom types in all."""
    staged = tuple(kind for kind in STANDARD if kind.pipeline is not None)
    found = request.portal.service(Pipelines)
    return _by_type(request, lambda kind: len(found.all(kind)), staged, MAX_PIPELINES, MAX_PIPELINES)


def custom_object_types(request: Request) -> Answer:
    """Custom object types."""
    return Answer(200, _used(len(_custom(request)), MAX_CUSTOM_TYPES))


def custom_properties(request: Request) -> Answer:
    """Properties that are the portal's own, type by type."""
    usage = {kind: len(_own(request, kind)) for kind in (*STANDARD, *_custom(request))}
    listed = [_names(request, kind) | _used(used, MAX_PROPERTIES) for kind, used in usage.items() if used]
    return Answer(200, {"byObjectType": listed, **_overall(sum(usage.values()), MAX_PROPERTIES * len(usage))})


def calculated_properties(request: Request) -> Answer:
    """Properties of the portal's own that are calculated, type by type."""
    usage = {
        kind: sum(1 for one in _own(request, kind) if one["calculated"]) for kind in (*STANDARD, *_custom(request))
    }
    listed = [{**_names(request, kind), "usage": used} for kind, used in usage.items() if used]
    return Answer(200, {"byObjectType": listed, **_overall(sum(usage.values()), MAX_CALCULATED)})


def _by_type(request: Request, count: Count, standard: tuple[ObjectType, ...], most: int, most_custom: int) -> Answer:
    custom = {kind: count(kind) for kind in _custom(request)}
    listed = [{**_names(request, kind), "usage": used} for kind, used in custom.items()]
    answer = {
        "customObjectTypes": {"byObjectType": listed, **_overall(sum(custom.values()), most_custom)},
        "hubspotDefinedObjectTypes": [_names(request, kind) | _used(count(kind), most) for kind in standard],
    }
    return Answer(200, answer)


def _custom(request: Request) -> list[ObjectType]:
    types = request.portal.service(ObjectTypes)
    return [types.by_id(one["objectTypeId"]) for one in request.portal.service(Schemas).all()]


def _own(request: Request, kind: ObjectType) -> list[Body]:
    return [one for one in request.portal.service(Properties).bodies(kind) if not one.get("hubspotDefined")]


def _names(request: Request, kind: ObjectType) -> Body:
    if kind.custom:
        labels = request.portal.service(Schemas).get(kind.id)["labels"]
        singular, plural = labels.get("singular") or kind.name, labels.get("plural") or kind.plural
    else:
        singular, plural = (one.replace("_", " ").capitalize() for one in (kind.name, kind.plural))
    return {"objectTypeId": kind.id, "singularLabel": singular, "pluralLabel": plural}


def _used(usage: int, limit: int) -> Body:
    return {"limit": limit, "usage": usage, "percentage": 100 * usage / limit}


def _overall(usage: int, limit: int) -> Body:
    return {f"overall{name.capitalize()}": value for name, value in _used(usage, limit).items()}
