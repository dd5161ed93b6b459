"""What each operation of a family does: the answers over what is kept."""

from collections.abc import Callable
from typing import Any

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.batch import action_answer, each
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object
from hubspot_facade.sandbox.state.collection import not_found

from .families import Role
from .family_request import FamilyRequest
from .filling import Filler
from .index import NO_CONTENT, Place
from .schemas import shape

MOST = 1000
BATCH = 100
SOLE = "only"
"""The id of a setting."""


def carry_out(place: Place, role: Role, request: Request) -> Answer | None:
    """The operation's answer; None for a setting that nobody has set, which is as its schema has it."""
    return ACTIONS[role.action](FamilyRequest(place, role.family, request))


def _create(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.make(asked.request.body()))


def _read(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.get(asked.id))


def _update(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.change(asked.id, asked.request.body()))


def _replace(asked: FamilyRequest) -> Answer:
    """A PUT: makes what is not there where the path alone names it."""
    id_ = asked.rest[0]
    body = asked.request.body()
    if asked.find(id_) is not None:
        return _thing(asked, asked.change(id_, body))
    if not asked.family.named:
        raise not_found(id_)
    return _thing(asked, asked.make(body, id_))


def _delete(asked: FamilyRequest) -> Answer:
    id_ = asked.id
    gone = asked.get(id_)
    asked.erase(id_)
    return _answer(asked, gone)


def _list(asked: FamilyRequest) -> Answer:
    return _page(asked, [asked.shown(one) for one in asked.all()])


def _read_draft(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.draft(asked.id))


def _update_draft(asked: FamilyRequest) -> Answer:
    change = asked.edit if asked.family.drafts else asked.change
    return _thing(asked, change(asked.id, asked.request.body()))


def _publish(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.publish(asked.id))


def _unpublish(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.unpublish(asked.id))


def _reset(asked: FamilyRequest) -> Answer:
    return _thing(asked, asked.reset(asked.id))


def _clone(asked: FamilyRequest) -> Answer:
    return _copy(asked, asked.id)


def _clone_named(asked: FamilyRequest) -> Answer:
    return _copy(asked, str(asked.request.body("id")["id"]))


def _copy(asked: FamilyRequest, id_: str) -> Answer:
    body = asked.request.body()
    names = {"name": ("newName", "cloneName", "name"), "label": ("newLabel", "label")}
    given = {field: body[one] for field, ones in names.items() for one in ones if isinstance(body.get(one), str)}
    return _thing(asked, asked.make(asked.draft(id_) | given))


def _revisions(asked: FamilyRequest) -> Answer:
    return _page(asked, asked.revisions(asked.id))


def _revision(asked: FamilyRequest) -> Answer:
    return _answer(asked, asked.revision(asked.id, asked.rest[1]))


def _restore(asked: FamilyRequest) -> Answer:
    return _answer(asked, asked.restore(asked.id, asked.rest[1]))


def _restore_to_draft(asked: FamilyRequest) -> Answer:
    return _answer(asked, asked.restore_to_draft(asked.id, asked.rest[1]))


def _batch_create(asked: FamilyRequest) -> Answer:
    inputs = [one if is_object(one) else {} for one in _inputs(asked)]
    return _batch(asked, each(asked.request, inputs, asked.make, status=asked.place.success()[0]))


def _batch_update(asked: FamilyRequest) -> Answer:
    def change(one: Body) -> Body:
        id_ = _id(asked, one)
        changes = one.get("properties", one)
        return asked.change(id_, changes if is_object(changes) else one)

    inputs = [one if is_object(one) else {} for one in _inputs(asked)]
    return _batch(asked, each(asked.request, inputs, change))


def _batch_read(asked: FamilyRequest) -> Answer:
    found = (asked.find(_id(asked, one)) for one in _inputs(asked))
    return _batch(asked, action_answer(asked.request, [one for one in found if one is not None]))


def _batch_delete(asked: FamilyRequest) -> Answer:
    for one in _inputs(asked):
        asked.erase(_id(asked, one))
    return Answer(asked.place.success()[0])


def _setting(asked: FamilyRequest) -> Answer | None:
    found = asked.find(SOLE)
    if found is not None:
        return _answer(asked, found)
    if asked.family.named:
        raise errors.resource_not_found()
    return None


def _set(asked: FamilyRequest) -> Answer:
    body = asked.request.body()
    if asked.find(SOLE) is not None:
        return _answer(asked, asked.change(SOLE, body))
    if asked.family.named and asked.place.method != "post":
        raise errors.resource_not_found()
    return _answer(asked, asked.make(body, SOLE))


def _unset(asked: FamilyRequest) -> Answer:
    if not asked.erase(SOLE):
        raise errors.resource_not_found()
    return Answer(asked.place.success()[0])


ACTIONS: dict[str, Callable[[FamilyRequest], Answer | None]] = {
    "create": _create,
    "read": _read,
    "update": _update,
    "replace": _replace,
    "delete": _delete,
    "list": _list,
    "read_draft": _read_draft,
    "update_draft": _update_draft,
    "publish": _publish,
    "unpublish": _unpublish,
    "reset": _reset,
    "clone": _clone,
    "clone_named": _clone_named,
    "revisions": _revisions,
    "revision": _revision,
    "restore": _restore,
    "restore_to_draft": _restore_to_draft,
    "batch_create": _batch_create,
    "batch_read": _batch_read,
    "batch_update": _batch_update,
    "batch_delete": _batch_delete,
    "setting": _setting,
    "set": _set,
    "unset": _unset,
}


def _thing(asked: FamilyRequest, thing: Body) -> Answer:
    return _answer(asked, asked.shown(thing))


def _answer(asked: FamilyRequest, body: Any, status: int | None = None) -> Answer:
    """The success of the operation, the body in the shape of its schema."""
    declared, _ = asked.place.success()
    schema = asked.place.answered()
    if schema is None or declared == NO_CONTENT:
        return Answer(declared)
    return Answer(status or declared, Filler(asked.place.schemas()).fit(body, schema))


def _page(asked: FamilyRequest, things: list[Body]) -> Answer:
    schemas = asked.place.schemas()
    schema = shape(asked.place.answered() or {}, schemas, {"results": []})
    if schema.get("type") == "array":
        return _answer(asked, things)
    properties: Body = schema.get("properties") or {}
    arrays = [name for name, one in properties.items() if shape(one, schemas).get("type") == "array"]
    if "results" not in arrays and arrays:
        return _answer(asked, {arrays[0]: things})
    return _answer(asked, page(asked.request, chosen(asked.request, things), most=MOST, total=True, opaque=True))


def _batch(asked: FamilyRequest, answer: Answer) -> Answer:
    """A batch in the shape of its schema; the refusals beside the results stay as they are."""
    refused = {name: one for name, one in answer.body.items() if name in ("errors", "numErrors")}
    fitted = _answer(asked, answer.body, answer.status)
    if is_object(fitted.body):
        fitted.body |= refused
    return fitted


def _inputs(asked: FamilyRequest) -> list[Any]:
    inputs = asked.request.body("inputs")["inputs"]
    if not is_list(inputs):
        raise errors.validation("Invalid input JSON on line 1, column 11: Cannot deserialize value of type array")
    if len(inputs) > BATCH:
        raise errors.validation(
            f"The maximum number of inputs supported in a batch is {BATCH}."
            " Please reduce the number of items and try again"
        )
    return inputs


def _id(asked: FamilyRequest, one: Any) -> str:
    """The id of a batch's input, which is an object or the id alone."""
    if not is_object(one):
        return str(one)
    field = asked.family.id_field
    return str(one.get("id") if field is None or field not in one else one[field])
