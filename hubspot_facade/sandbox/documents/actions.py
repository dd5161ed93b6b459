"""What each operation of a family does: the answers over what is kept."""

from collections.abc import Callable
from typing import Any

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.batch import action_answer, each
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .families import Role
from .family_request import DRAFT, Keeper, missing
from .filling import Filler
from .index import NO_CONTENT, Place
from .schemas import shape

MOST = 1000
BATCH = 100
SOLE = "only"
"""The id of a setting."""


def carry_out(place: Place, role: Role, request: Request) -> Answer | None:
    """The operation's answer; None for a setting that nobody has set, which is as its schema has it."""
    keeper = Keeper(place, role.family, request)
    return ACTIONS[role.action](keeper)


def _create(keeper: Keeper) -> Answer:
    return _answer(keeper, keeper.make(keeper.request.body()))


def _read(keeper: Keeper) -> Answer:
    return _answer(keeper, keeper.thing(keeper.id))


def _update(keeper: Keeper) -> Answer:
    return _answer(keeper, keeper.change(keeper.id, keeper.request.body()))


def _replace(keeper: Keeper) -> Answer:
    """A PUT: makes what is not there where the path alone names it."""
    id_ = keeper.rest[0]
    before: Body | None = keeper.shelf.get(id_, keeper.scope)
    body = keeper.request.body()
    if before is None:
        if not keeper.family.named:
            raise missing(id_)
        return _answer(keeper, keeper.make(body, id_))
    return _answer(keeper, keeper.change(id_, body))


def _delete(keeper: Keeper) -> Answer:
    id_ = keeper.id
    gone = keeper.thing(id_)
    keeper.forget(id_)
    return _answer(keeper, gone)


def _list(keeper: Keeper) -> Answer:
    return _page(keeper, list(keeper.shelf.all(keeper.scope).values()))


def _read_draft(keeper: Keeper) -> Answer:
    return _answer(keeper, keeper.draft(keeper.id))


def _update_draft(keeper: Keeper) -> Answer:
    shelf = DRAFT if keeper.family.drafts else ""
    return _answer(keeper, keeper.change(keeper.id, keeper.request.body(), shelf))


def _publish(keeper: Keeper) -> Answer:
    id_ = keeper.id
    body = keeper.keep(id_, keeper.draft(id_))
    keeper.forget_draft(id_)
    return _answer(keeper, body)


def _reset(keeper: Keeper) -> Answer:
    id_ = keeper.id
    keeper.forget_draft(id_)
    return _answer(keeper, keeper.thing(id_))


def _clone(keeper: Keeper) -> Answer:
    return _copy(keeper, keeper.id)


def _clone_named(keeper: Keeper) -> Answer:
    return _copy(keeper, str(keeper.request.body("id")["id"]))


def _copy(keeper: Keeper, id_: str) -> Answer:
    body = keeper.request.body()
    names = {"name": ("newName", "cloneName", "name"), "label": ("newLabel", "label")}
    told = {field: body[one] for field, ones in names.items() for one in ones if isinstance(body.get(one), str)}
    return _answer(keeper, keeper.make(keeper.draft(id_) | told))


def _revisions(keeper: Keeper) -> Answer:
    return _page(keeper, keeper.revisions(keeper.id))


def _revision(keeper: Keeper) -> Answer:
    return _answer(keeper, keeper.revision(keeper.id, keeper.rest[1]))


def _restore(keeper: Keeper) -> Answer:
    id_ = keeper.id
    body = keeper.keep(id_, keeper.revision(id_, keeper.rest[1])["object"])
    keeper.forget_draft(id_)
    return _answer(keeper, body)


def _restore_to_draft(keeper: Keeper) -> Answer:
    id_ = keeper.id
    return _answer(keeper, keeper.change(id_, keeper.revision(id_, keeper.rest[1])["object"], DRAFT))


def _batch_create(keeper: Keeper) -> Answer:
    inputs = [one if is_object(one) else {} for one in _inputs(keeper)]
    return _batch(keeper, each(keeper.request, inputs, keeper.make, status=keeper.place.success()[0]))


def _batch_update(keeper: Keeper) -> Answer:
    def change(one: Body) -> Body:
        id_ = _id(keeper, one)
        changes = one.get("properties", one)
        return keeper.change(id_, changes if is_object(changes) else one)

    inputs = [one if is_object(one) else {} for one in _inputs(keeper)]
    return _batch(keeper, each(keeper.request, inputs, change))


def _batch_read(keeper: Keeper) -> Answer:
    found = (keeper.shelf.get(_id(keeper, one), keeper.scope) for one in _inputs(keeper))
    return _batch(keeper, action_answer(keeper.request, [one for one in found if one is not None]))


def _batch_delete(keeper: Keeper) -> Answer:
    for one in _inputs(keeper):
        keeper.forget(_id(keeper, one))
    return Answer(keeper.place.success()[0])


def _setting(keeper: Keeper) -> Answer | None:
    found: Body | None = keeper.shelf.get(SOLE, keeper.scope)
    if found is None:
        if keeper.family.named:
            raise errors.resource_not_found()
        return None
    return _answer(keeper, found)


def _set(keeper: Keeper) -> Answer:
    body = keeper.request.body()
    before: Body | None = keeper.shelf.get(SOLE, keeper.scope)
    if before is None:
        if keeper.family.named and keeper.place.method != "post":
            raise errors.resource_not_found()
        return _answer(keeper, keeper.make(body, SOLE))
    return _answer(keeper, keeper.change(SOLE, body))


def _unset(keeper: Keeper) -> Answer:
    if not keeper.shelf.drop(SOLE, keeper.scope):
        raise errors.resource_not_found()
    return Answer(keeper.place.success()[0])


ACTIONS: dict[str, Callable[[Keeper], Answer | None]] = {
    "create": _create,
    "read": _read,
    "update": _update,
    "replace": _replace,
    "delete": _delete,
    "list": _list,
    "read_draft": _read_draft,
    "update_draft": _update_draft,
    "publish": _publish,
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


def _answer(keeper: Keeper, body: Any, status: int | None = None) -> Answer:
    """The success of the operation, the body in the shape of its schema."""
    declared, _ = keeper.place.success()
    schema = keeper.place.answered()
    if schema is None or declared == NO_CONTENT:
        return Answer(declared)
    return Answer(status or declared, Filler(keeper.place.schemas()).fit(body, schema))


def _page(keeper: Keeper, things: list[Body]) -> Answer:
    schemas = keeper.place.schemas()
    schema = shape(keeper.place.answered() or {}, schemas, {"results": []})
    if schema.get("type") == "array":
        return _answer(keeper, things)
    properties: Body = schema.get("properties") or {}
    arrays = [name for name, one in properties.items() if shape(one, schemas).get("type") == "array"]
    if "results" not in arrays and arrays:
        return _answer(keeper, {arrays[0]: things})
    return _answer(keeper, page(keeper.request, chosen(keeper.request, things), most=MOST, total=True))


def _batch(keeper: Keeper, answer: Answer) -> Answer:
    """A batch in the shape of its schema; the refusals beside the results stay as they are."""
    refused = {name: one for name, one in answer.body.items() if name in ("errors", "numErrors")}
    fitted = _answer(keeper, answer.body, answer.status)
    if is_object(fitted.body):
        fitted.body |= refused
    return fitted


def _inputs(keeper: Keeper) -> list[Any]:
    inputs = keeper.request.body("inputs")["inputs"]
    if not is_list(inputs):
        raise errors.validation("Invalid input JSON on line 1, column 11: Cannot deserialize value of type array")
    if len(inputs) > BATCH:
        raise errors.validation(
            f"The maximum number of inputs supported in a batch is {BATCH}."
            " Please reduce the number of items and try again"
        )
    return inputs


def _id(keeper: Keeper, one: Any) -> str:
    """The id of a batch's input, which is an object or the id alone."""
    if not is_object(one):
        return str(one)
    field = keeper.family.id_field
    return str(one.get("id") if field is None or field not in one else one[field])
