"""The properties API: what each route answers."""

from hubspot_facade.sandbox.crm.objects.responses import kind_of
from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.texts import text

from .models import Properties

NOT_OF_BATCH = ("updatedAt", "createdAt", "createdUserId", "updatedUserId", "archived")
"""What a batch that makes definitions says nothing of."""


def get_all(request: Request) -> Answer:
    """Every definition of the type."""
    found = request.portal.service(Properties).bodies(kind_of(request), archived=request.flag("archived"))
    return Answer(200, {"results": found})


def create(request: Request) -> Answer:
    """A new definition."""
    body = request.portal.service(Properties).create(kind_of(request), request.body())
    location = f"https://api.hubapi.com{request.path.rstrip('/')}/{body['name']}"
    return Answer(201, body, {"location": location})


def get_by_name(request: Request) -> Answer:
    """One definition."""
    kind, name = kind_of(request), request.params["propertyName"]
    return Answer(200, request.portal.service(Properties).get(kind, name, archived=request.flag("archived")))


def update(request: Request) -> Answer:
    """The changed definition."""
    return Answer(
        200, request.portal.service(Properties).update(kind_of(request), request.params["propertyName"], request.body())
    )


def archive(request: Request) -> Answer:
    """Archive a definition."""
    request.portal.service(Properties).archive(kind_of(request), request.params["propertyName"])
    return Answer(204)


def batch_create(request: Request) -> Answer:
    """New definitions; what is refused is reported, with a 207."""
    kind = kind_of(request)
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in request.inputs():
        try:
            made = request.portal.service(Properties).create(kind, input_)
            results.append({name: one for name, one in made.items() if name not in NOT_OF_BATCH})
        except Refusal as refusal:
            problems.append(refusal.item())
    return batch_answer(request.portal, results, problems, status=201)


def batch_read(request: Request) -> Answer:
    """Definitions by name; what is missing is reported, with a 207."""
    kind = kind_of(request)
    archived = bool(request.body("inputs").get("archived"))
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in request.inputs():
        try:
            results.append(request.portal.service(Properties).get(kind, text(input_.get("name")), archived=archived))
        except Refusal as refusal:
            problems.append(refusal.item())
    return batch_answer(request.portal, results, problems)


def batch_archive(request: Request) -> Answer:
    """Archive definitions; 204 whatever becomes of each."""
    kind = kind_of(request)
    for input_ in request.inputs():
        try:
            request.portal.service(Properties).archive(kind, text(input_.get("name")))
        except Refusal:
            continue
    return Answer(204)


def get_groups(request: Request) -> Answer:
    """Every group of the type."""
    return Answer(200, {"results": request.portal.service(Properties).groups(kind_of(request))})


def create_group(request: Request) -> Answer:
    """A new group."""
    return Answer(201, request.portal.service(Properties).create_group(kind_of(request), request.body("name", "label")))


def get_group(request: Request) -> Answer:
    """One group."""
    return Answer(200, request.portal.service(Properties).group(kind_of(request), request.params["groupName"]))


def update_group(request: Request) -> Answer:
    """The changed group."""
    properties, name = request.portal.service(Properties), request.params["groupName"]
    return Answer(200, properties.update_group(kind_of(request), name, request.body()))


def archive_group(request: Request) -> Answer:
    """Take a group away."""
    request.portal.service(Properties).archive_group(kind_of(request), request.params["groupName"])
    return Answer(204)
