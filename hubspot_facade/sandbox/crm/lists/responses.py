"""The lists API: what each route answers."""

from typing import Any

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.deserializing import STRING, Path, wrong_type
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, validation
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed
from hubspot_facade.sandbox.state.instants import instant

from . import errors, properties
from .conversions import settle, shown
from .history import show_past
from .models import LEGACY, LISTS, Lists

MAX_SEARCH = 500
MAX_MEMBERS = 250
MAX_LEGACY = 10_000
PRIVATE = ("folderId", "customProperties")
UNSEARCHED = (*PRIVATE, "filterBranch", "listPermissions", "membershipSettings", "conversion", "updatedById")


def _written(body: Body, *, filters: bool) -> Body:
    """A list as the answers to writes show it: without its size, which HubSpot counts afterwards."""
    hidden = (*PRIVATE, "conversion", *(() if filters else ("filterBranch",)))
    return {name: one for name, one in body.items() if name not in hidden}


def _show(lists: Lists, body: Body, *, filters: bool) -> Body:
    counted = {"size": lists.size(body)} if lists.counted(body) else {}
    return _written(body, filters=filters) | counted


def _body(request: Request, *required: str) -> Body:
    _require_body(request)
    return request.body(*required)


def _array(request: Request) -> list[object]:
    _require_body(request)
    return request.array()


def _require_body(request: Request) -> None:
    if not request.content.strip():
        raise errors.no_body()


# -- lists ---------------------------------------------------------------------------------------------------


def create(request: Request) -> Answer:
    """A new list."""
    lists = request.portal.service(Lists)
    made = lists.create(_body(request, "name", "objectTypeId", "processingType"))
    return Answer(200, {"list": _written(made, filters=True)})


def get(request: Request) -> Answer:
    """One list by its id, deleted or not."""
    lists = request.portal.service(Lists)
    body = settle(lists, lists.get(request.params["listId"]), request.portal.now())
    return Answer(200, {"list": _show(lists, body, filters=request.flag("includeFilters"))})


def get_many(request: Request) -> Answer:
    """Lists by their ids; those that do not exist are left out."""
    lists = request.portal.service(Lists)
    filters = request.flag("includeFilters")
    found: list[Body] = []
    for id_ in request.texts("listIds"):
        one = LISTS.find(request.portal, id_) or LISTS.find(request.portal, id_, archived=True)
        if one is not None:
            found.append(_show(lists, one, filters=filters))
    return Answer(200, {"lists": found})


def get_by_name(request: Request) -> Answer:
    """One list by its object type and name."""
    lists = request.portal.service(Lists)
    kind = request.portal.service(ObjectTypes).resolve(request.params["objectTypeId"])
    body = lists.named(kind, request.params["listName"])
    return Answer(200, {"list": _show(lists, body, filters=request.flag("includeFilters"))})


def search(request: Request) -> Answer:
    """A page of lists by words of their names, ids, object type, processing type."""
    body = _body(request)
    count, start = request.whole(body, "count", 20), request.whole(body, "offset")
    if request.portal.unsettled.list_search_clamps:
        count = min(count, MAX_SEARCH)
    if not 0 < count <= MAX_SEARCH or start < 0:
        raise validation(f"count must be between 1 and {MAX_SEARCH}", context={"count": [str(count)]})
    found = LISTS.all(request.portal)
    words = str(body.get("query") or "").casefold().split()
    if words:
        found = [one for one in found if all(word in one["name"].casefold() for word in words)]
    if body.get("listIds"):
        wanted = set(strings(body["listIds"]))
        found = [one for one in found if one["listId"] in wanted]
    if body.get("processingTypes"):
        types = set(strings(body["processingTypes"]))
        found = [one for one in found if one["processingType"] in types]
    if body.get("objectTypeId"):
        kind = request.portal.service(ObjectTypes).resolve(str(body["objectTypeId"]))
        found = [one for one in found if one["objectTypeId"] == kind.id]
    part = found[start : start + count]
    answer = {
        "offset": start + len(part),
        "hasMore": start + count < len(found),
        "total": len(found),
        "lists": [_searched(request, one, strings(body.get("additionalProperties"))) for one in part],
    }
    return Answer(200, answer)


def _searched(request: Request, body: Body, names: list[str]) -> Body:
    kept = {name: one for name, one in body.items() if name not in UNSEARCHED}
    return kept | {"additionalProperties": properties.values(request.portal, body, names)}


def rename(request: Request) -> Answer:
    """The list with another name."""
    name = request.text("listName")
    if not name:
        raise missing_fields(["listName"])
    lists = request.portal.service(Lists)
    body = lists.rename(request.params["listId"], name)
    return Answer(200, {"updatedList": _written(body, filters=request.flag("includeFilters"))})


def refilter(request: Request) -> Answer:
    """The dynamic list with other filters."""
    lists = request.portal.service(Lists)
    body = lists.refilter(request.params["listId"], _body(request, "filterBranch")["filterBranch"])
    return Answer(200, {"updatedList": _written(body, filters=True)})


def delete(request: Request) -> Answer:
    """Delete a list."""
    request.portal.service(Lists).delete(request.params["listId"])
    return Answer(204)


def restore(request: Request) -> Answer:
    """Bring a deleted list back."""
    request.portal.service(Lists).restore(request.params["listId"])
    return Answer(204)


# -- memberships ---------------------------------------------------------------------------------------------


def members(request: Request) -> Answer:
    """A page of memberships, by record id."""
    return _members(request, by_time=False)


def members_in_order(request: Request) -> Answer:
    """A page of memberships, first come first."""
    return _members(request, by_time=True)


def _members(request: Request, *, by_time: bool) -> Answer:
    lists = request.portal.service(Lists)
    joined = lists.members(lists.live(request.params["listId"]))
    order = sorted(joined.items(), key=lambda one: (one[1], one[0]) if by_time else one)
    items = [{"recordId": str(id_), "membershipTimestamp": instant(at)} for id_, at in order]
    return Answer(200, page(request, items, default=100, most=MAX_MEMBERS, total=True, opaque=True))


def _ids(request: Request) -> list[object]:
    """The ids of the body, text or numbers."""
    return _texts(request, request.array(), ())


def _texts(request: Request, given: list[Any], path: Path) -> list[object]:
    for position, one in enumerate(given):
        if is_object(one) or is_list(one):
            raise wrong_type(request.content, (*path, position), STRING, one)
    return given


def add(request: Request) -> Answer:
    """Add records, given as a bare array."""
    return Answer(200, request.portal.service(Lists).change(request.params["listId"], _ids(request), ()))


def remove(request: Request) -> Answer:
    """Remove records, given as a bare array."""
    return Answer(200, request.portal.service(Lists).change(request.params["listId"], (), _ids(request)))


def add_and_remove(request: Request) -> Answer:
    """Add and remove records."""
    body = request.body()
    adding, removing = (
        _texts(request, listed(body.get(name)), (name,)) for name in ("recordIdsToAdd", "recordIdsToRemove")
    )
    return Answer(200, request.portal.service(Lists).change(request.params["listId"], adding, removing))


def add_from(request: Request) -> Answer:
    """Add every record of another list."""
    request.portal.service(Lists).add_from(request.params["listId"], request.params["sourceListId"])
    return Answer(204)


def clear(request: Request) -> Answer:
    """Remove every record."""
    request.portal.service(Lists).clear(request.params["listId"])
    return Answer(204)


def of_record(request: Request) -> Answer:
    """The lists that a record is in."""
    kind = request.portal.service(ObjectTypes).resolve(request.params["objectTypeId"])
    found = request.portal.service(Lists).of_record(kind, request.params["recordId"])
    return Answer(200, {"results": found, "total": len(found)})


def of_records(request: Request) -> Answer:
    """The lists that each of many records is in."""
    lists = request.portal.service(Lists)
    results = [
        {
            "objectTypeId": (kind := request.portal.service(ObjectTypes).resolve(str(one.get("objectTypeId")))).id,
            "recordId": str(one.get("recordId")),
            "recordListMemberships": lists.of_record(kind, str(one.get("recordId"))),
        }
        for one in request.inputs()
    ]
    return batch_answer(request.portal, results)


# -- ids of v1, conversions ----------------------------------------------------------------------------------


def mapping(request: Request) -> Answer:
    """The id of the list that v1 called by another one."""
    legacy = request.text("legacyListId") or ""
    if natural(legacy) is None:
        raise errors.no_legacy_id(legacy)
    found = _modern(request, legacy)
    if found is None:
        raise Refusal(404, f"List does not exist with legacy ID {legacy}.", category="OBJECT_NOT_FOUND")
    return Answer(200, {"legacyListId": legacy, "listId": found})


def mappings(request: Request) -> Answer:
    """The same for many."""
    legacy = strings(_array(request))
    if len(legacy) > MAX_LEGACY:
        raise validation(f"At most {MAX_LEGACY} ids can be mapped at once")
    pairs = {one: _modern(request, one) for one in legacy}
    found = [{"legacyListId": one, "listId": id_} for one, id_ in pairs.items() if id_ is not None]
    missing = [one for one, id_ in pairs.items() if id_ is None]
    return Answer(200, {"legacyListIdsToIdsMapping": found, "missingLegacyListIds": missing})


def _modern(request: Request, legacy: str) -> str | None:
    number = natural(legacy)
    id_ = "" if number is None else str(number - LEGACY)
    return None if LISTS.find(request.portal, id_) is None else id_


def get_history(request: Request) -> Answer:
    """The sizes that a list had, and when it was edited."""
    lists = request.portal.service(Lists)
    body = lists.get(request.params["listId"])
    return show_past(request, body["listId"], lists.size(body))


def schedule(request: Request) -> Answer:
    """Have a list become static at some time."""
    body = request.body("conversionType")
    id_ = request.params["listId"]
    LISTS.save(request.portal, request.portal.service(Lists).live(id_) | {"conversion": body}, touch=False)
    return Answer(200, {"listId": id_, "requestedConversionTime": body})


def scheduled(request: Request) -> Answer:
    """When a list becomes static."""
    id_ = request.params["listId"]
    lists = request.portal.service(Lists)
    conversion = settle(lists, lists.live(id_), request.portal.now()).get("conversion")
    if conversion is None:
        raise Refusal(404, f"No conversion is scheduled for list {id_}.", category="OBJECT_NOT_FOUND")
    return Answer(200, shown(id_, conversion))


def unschedule(request: Request) -> Answer:
    """Leave a list as it is."""
    body = request.portal.service(Lists).live(request.params["listId"])
    body.pop("conversion", None)
    LISTS.save(request.portal, body, touch=False)
    return Answer(204)
