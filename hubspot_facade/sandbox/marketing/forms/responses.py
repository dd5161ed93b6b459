"""What each route of the forms API of version 2 answers."""

from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request

from . import older
from .models import Forms, fields


def _unknown(id_: str) -> Refusal:
    return Refusal(404, f"No form found with guid '{id_}'", extra={"type": "NOT_FOUND"})


def _get(request: Request) -> Body:
    id_ = request.params["formGuid"]
    found = request.portal.service(Forms).find(id_)
    if found is None:
        raise _unknown(id_)
    return found


def get_all(request: Request) -> Answer:
    """Every form, as a bare array; those of some types, or one page of them, where the query says so."""
    found = [older.show(request.portal, one) for one in request.portal.service(Forms).all()]
    types = {one.upper() for one in request.texts("formTypes")}
    if types and "ALL" not in types:
        found = [one for one in found if one["formType"] in types]
    offset = max(0, request.integer("offset", 0))
    limit = max(0, request.integer("limit", len(found)))
    return Answer(200, found[offset : offset + limit])


def create(request: Request) -> Answer:
    """A new form."""
    id_, given = request.portal.identities.uuid4(), request.body()
    if not given.get("name"):
        raise Refusal(400, f"Form name is required, form guid '{id_}'", extra={"type": "MISSING_NAME"})
    return Answer(200, older.show(request.portal, request.portal.service(Forms).save(id_, older.read(given, {}))))


def get(request: Request) -> Answer:
    """One form."""
    return Answer(200, older.show(request.portal, _get(request)))


def update(request: Request) -> Answer:
    """The form with some fields changed."""
    before = _get(request)
    return Answer(
        200,
        older.show(
            request.portal, request.portal.service(Forms).save(before["id"], older.read(request.body(), before))
        ),
    )


def clone(request: Request) -> Answer:
    """A form with what another has, under the name of the body."""
    source, name = _get(request), request.body().get("name")
    copy = {key: one for key, one in source.items() if key not in ("id", "createdAt")}
    copy["name"] = str(name or f"{source.get('name', '')} (clone)")
    made = request.portal.service(Forms).save(request.portal.identities.uuid4(), copy)
    return Answer(200, older.show(request.portal, made))


def delete(request: Request) -> Answer:
    """Archive a form."""
    request.portal.service(Forms).archive(_get(request)["id"])
    return Answer(204)


def get_fields(request: Request) -> Answer:
    """The fields of a form, as a bare array."""
    return Answer(200, [older.field(request.portal, one) for one in fields(_get(request))])


def get_field(request: Request) -> Answer:
    """One field of a form by its name."""
    name = request.params["fieldName"]
    for one in fields(_get(request)):
        if one.get("name") == name:
            return Answer(200, older.field(request.portal, one))
    raise Refusal(404, f"No field found with name '{name}'", extra={"type": "NOT_FOUND"})
