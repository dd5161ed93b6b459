"""The schemas API: what each route answers."""

from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings

from .models import Schemas


def get_all(request: Request) -> Answer:
    """Every custom schema."""
    return Answer(200, {"results": request.portal.service(Schemas).all(archived=request.flag("archived"))})


def create(request: Request) -> Answer:
    """A new schema."""
    return Answer(201, request.portal.service(Schemas).create(request.body()))


def get_by_name(request: Request) -> Answer:
    """One schema."""
    return Answer(200, request.portal.service(Schemas).get(request.params["objectType"]))


def batch_read(request: Request) -> Answer:
    """Schemas by name; names without one are left out."""
    results: list[Body] = []
    for name in strings(request.body("inputs")["inputs"]):
        try:
            results.append(request.portal.service(Schemas).get(name))
        except Refusal:
            continue
    return batch_answer(request.portal, results)


def update(request: Request) -> Answer:
    """The changed schema, without properties and associations."""
    body = request.portal.service(Schemas).update(request.params["objectType"], request.body())
    return Answer(200, {name: value for name, value in body.items() if name not in ("properties", "associations")})


def archive(request: Request) -> Answer:
    """Take a schema away."""
    request.portal.service(Schemas).archive(request.params["objectType"], purge=request.flag("archived"))
    return Answer(204)


def purge(request: Request) -> Answer:
    """Forget an archived schema for good."""
    request.portal.service(Schemas).archive(request.params["objectType"], purge=True)
    return Answer(204)


def create_association(request: Request) -> Answer:
    """A new association of a custom type."""
    return Answer(201, request.portal.service(Schemas).associate(request.params["objectType"], request.body()))


def archive_association(request: Request) -> Answer:
    """Take an association of a custom type away."""
    params = request.params
    request.portal.service(Schemas).dissociate(params["objectType"], params["associationIdentifier"])
    return Answer(204)
