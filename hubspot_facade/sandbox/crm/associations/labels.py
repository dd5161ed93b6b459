"""Association types and labels of a pair of object types, and how many records they may lead to."""

from typing import Any

from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.store import Shelf

from . import errors
from .models import Associations
from .responses import ends
from .types import HUBSPOT, AssociationType

CREATE_WITH_200 = frozenset({"2025-09", "2026-09"})
"""The versions whose documents have 200 where those of the others have 201."""


def get_labels(request: Request) -> Answer:
    """Every type of the pair."""
    from_kind, to_kind = ends(request)
    return Answer(
        200, {"results": [one.body() for one in request.portal.service(Associations).types.between(from_kind, to_kind)]}
    )


def create_label(request: Request) -> Answer:
    """The new label in both directions."""
    from_kind, to_kind = ends(request)
    body = request.body()
    missing = [name for name in ("label", "name") if not body.get(name)]
    if missing:
        raise missing_fields(missing, body=request.content)
    types = request.portal.service(Associations).types
    label = str(body["label"])
    inverse = str(body["inverseLabel"]) if body.get("inverseLabel") else label
    existing = types.between(from_kind, to_kind)
    labels = sum(one.category != HUBSPOT and one.label is not None for one in existing)
    if labels >= request.portal.unsettled.labels_per_pair:
        raise errors.too_many_labels()
    if any(one.label == label or one.name == body["name"] for one in existing):
        raise errors.label_exists(label)
    if types.plain(from_kind, to_kind) is None:
        types.define(from_kind, to_kind, name=f"{from_kind.name}_to_{to_kind.name}", label=None, inverse_label=None)
    pair = types.define(from_kind, to_kind, name=str(body["name"]), label=label, inverse_label=inverse)
    return Answer(200, {"results": [one.body() for one in pair]})


def update_label(request: Request) -> Answer:
    """Rename a label."""
    body = request.body("associationTypeId", "label")
    one = _own(request, body["associationTypeId"])
    types = request.portal.service(Associations).types
    types.relabel(one, str(body["label"]))
    if one.inverse_id != one.id:
        inverse = types.find(one.category, one.inverse_id)
        if inverse is not None:
            types.relabel(inverse, str(body.get("inverseLabel") or body["label"]))
    return Answer(204)


def archive_label(request: Request) -> Answer:
    """Take a label away in both directions, with the associations that have it."""
    one = _own(request, request.params["associationTypeId"])
    associations = request.portal.service(Associations)
    from_kind, to_kind = ends(request)
    if one.label is None and any(
        other.label is not None and other.category != HUBSPOT
        for other in associations.types.between(from_kind, to_kind)
    ):
        raise errors.labels_remain(one.id)
    associations.drop_type(one)
    associations.types.drop(one)
    return Answer(204)


def _own(request: Request, given: Any) -> AssociationType:
    from_kind, to_kind = ends(request)
    id_ = natural(given)
    if id_ is None:
        raise errors.invalid_identifier(str(given))
    types = request.portal.service(Associations).types
    listed = types.between(from_kind, to_kind) + types.between(to_kind, from_kind)
    found = [one for one in listed if one.id == id_]
    own = next((one for one in found if one.category != HUBSPOT), None)
    if own is None:
        raise errors.fixed_label(id_) if found else errors.unknown_label(id_)
    return own


def get_types(request: Request) -> Answer:
    """Ids and names of the pair's types (v3)."""
    from_kind, to_kind = ends(request)
    listed = request.portal.service(Associations).types.between(from_kind, to_kind)
    return Answer(200, {"results": [{"id": str(one.id), "name": one.name} for one in listed]})


# -- reports ---------------------------------------------------------------------------------------------------


def report(request: Request) -> Answer:
    """A report on records near their limits, asked for; the sandbox has no mail to send it by."""
    user = natural(request.params["userId"])
    if user is None:
        raise errors.invalid_identifier(request.params["userId"])
    now = request.portal.now()
    # clients of version 4 read text, where the documents have the parts of a moment
    moment = {"dateOnly": False, "timeZoneShift": 0, "value": now} if request.dated else instant(now)
    return Answer(200, {"userId": user, "userEmail": f"user{user}@example.com", "enqueueTime": moment})


# -- limits ------------------------------------------------------------------------------------------------------


def _limits(request: Request) -> Shelf:
    return request.portal.shelf("association_limit")


def _configuration(one: AssociationType, most: int | None) -> Body:
    body: Body = {"category": one.category, "typeId": one.id, "label": one.label}
    body["userEnforcedMaxToObjectIds"] = most
    return body


def get_all_configurations(request: Request) -> Answer:
    """Every limit that the portal has set."""
    types = request.portal.service(Associations).types
    results: list[Body] = []
    for most in _limits(request).all().values():
        one = types.find(most["category"], most["typeId"])
        if one is not None:
            results.append(_configuration(one, most["max"]))
    return Answer(200, {"results": results})


def get_configurations(request: Request) -> Answer:
    """The limits of a pair's types."""
    from_kind, to_kind = ends(request)
    limits = _limits(request)
    results: list[Body] = []
    for one in request.portal.service(Associations).types.between(from_kind, to_kind):
        most = limits.get(f"{one.category} {one.id}")
        if most is not None:
            results.append(_configuration(one, most["max"]))
    return Answer(200, {"results": results})


def write_configurations(request: Request) -> Answer:
    """Set limits; each result is the type with its limit."""
    from_kind, to_kind = ends(request)
    results: list[Body] = []
    for input_ in request.inputs():
        spec = request.portal.service(Associations).read_spec(input_)
        one = request.portal.service(Associations).checked(from_kind, to_kind, spec)
        most = request.whole(input_, "maxToObjectIds")
        body = {"category": one.category, "typeId": one.id, "max": most}
        _limits(request).put(f"{one.category} {one.id}", body)
        results.append(_configuration(one, most))
    created = request.path.endswith("create") and request.params.get("version", "v4") not in CREATE_WITH_200
    status = 201 if created else 200
    return batch_answer(request.portal, results, status=status)


def purge_configurations(request: Request) -> Answer:
    """Take limits away."""
    for input_ in request.inputs():
        category, type_id = request.portal.service(Associations).read_spec(input_)
        _limits(request).drop(f"{category} {type_id}")
    return Answer(204)
