"""The v3 association API: types by name or id, one entry per record and type."""

from typing import Any

from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request, member
from hubspot_facade.sandbox.protocol.texts import text

from . import errors
from .models import Associations, entries
from .pages import following, position
from .responses import MAX_CREATE, ends, number, require


def _read(input_: Body) -> tuple[Any, Any, str]:
    missing = [name for name in ("from", "to", "type") if not input_.get(name)]
    if missing:
        raise missing_fields(missing)
    from_, to = member(input_["from"], "from"), member(input_["to"], "to")
    return from_.get("id"), to.get("id"), text(input_["type"])


def batch_create(request: Request) -> Answer:
    """Records associated by a type's name or id."""
    from_kind, to_kind = ends(request)
    portal = request.portal
    results: list[Body] = []
    problems: list[Body] = []
    for near_id, far_id, name in [_read(one) for one in request.inputs(MAX_CREATE)]:
        try:
            with portal.store.savepoint():
                from_id, to_id = require(portal, from_kind, number(near_id), to_kind, number(far_id))
                spec = portal.service(Associations).named(from_kind, to_kind, name)
                portal.service(Associations).connect(from_kind, from_id, to_kind, to_id, [spec])
        except Refusal as refusal:
            problems.append(refusal.item())
        else:
            one = portal.service(Associations).types.find(*spec)
            inverse = None if one is None else portal.service(Associations).types.find(one.category, one.inverse_id)
            near, far = {"id": str(from_id)}, {"id": str(to_id)}
            if inverse is not None:
                results.append({"from": far, "to": near, "type": inverse.name})
            results.append({"from": near, "to": far, "type": name if one is None else one.name})
    return batch_answer(portal, results, problems, status=201)


def batch_read(request: Request) -> Answer:
    """The associations of many records."""
    from_kind, to_kind = ends(request)
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in request.inputs(1_000):
        if input_.get("id") is None:
            raise missing_fields(["id"])
        id_ = number(input_["id"])
        after = position(input_.get("after"))
        found, next_id = request.portal.service(Associations).page(from_kind, id_, to_kind, after=after)
        if not found:
            problems.append(errors.none_found(from_kind, to_kind, str(id_)))
            continue
        one: Body = {"from": {"id": str(id_)}, "to": entries(found)}
        if next_id is not None:
            one["paging"] = following(request, from_kind, id_, to_kind, next_id)
        results.append(one)
    return batch_answer(request.portal, results, problems)


def batch_archive(request: Request) -> Answer:
    """Take associations away by a type's name or id."""
    from_kind, to_kind = ends(request)
    for input_ in request.inputs(MAX_CREATE):
        from_id, to_id, name = _read(input_)
        from_id, to_id = number(from_id), number(to_id)
        spec = request.portal.service(Associations).named(from_kind, to_kind, name)
        request.portal.service(Associations).disconnect(from_kind, from_id, to_kind, to_id, [spec])
    return Answer(204)
