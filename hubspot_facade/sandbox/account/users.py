"""Users and their teams. Every user is an owner, so the owners are who the users are."""

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, object_not_found
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state.store import Shelf

NAMES = ("firstName", "lastName")
GIVEN = ("primaryTeamId", "roleId", "seatNames", "secondaryTeamIds")


def _kept(request: Request) -> Shelf:
    """What a user has that an owner has not, by user id."""
    return request.portal.shelf("user")


def _show(request: Request, owner: Body) -> Body:
    id_ = str(owner["userId"])
    kept: Body = _kept(request).get(id_) or {}
    return {
        "id": id_,
        "email": owner["email"],
        **{name: owner[name] for name in NAMES},
        "roleIds": [kept["roleId"]] if kept.get("roleId") else [],
        "superAdmin": owner["userId"] == request.portal.user_id,
        **kept,
    }


def _owners(request: Request) -> list[Body]:
    return [one for one in request.portal.service(Owners).all() if one["userId"] is not None]


def _of_path(request: Request) -> Body:
    named = request.params["userId"]
    by_email = (request.text("idProperty") or "").upper() == "EMAIL"
    for one in _owners(request):
        if named.lower() == (str(one["email"]).lower() if by_email else str(one["userId"])):
            return one
    raise object_not_found(f"resource not found with id {named}", context={"id": [named]})


def get_page(request: Request) -> Answer:
    """A page of all users, by id."""
    found = sorted(_owners(request), key=lambda one: int(one["userId"]))
    return Answer(200, page(request, found, show=lambda one: _show(request, one)))


def get(request: Request) -> Answer:
    """One user, by id or by address."""
    return Answer(200, _show(request, _of_path(request)))


def make(request: Request) -> Answer:
    """A new user, who is an owner too; no e-mail is sent. One who was in the account before has the same ids again."""
    body = request.body()
    email = body.get("email")
    if not email:
        raise missing_fields(["email"], body=request.content)
    if any(str(email).lower() == str(one["email"]).lower() for one in _owners(request)):
        raise Refusal(409, f"User with email {email} already exists", category="CONFLICT")
    named = {name: body.get(name) or "" for name in NAMES}
    owners = request.portal.service(Owners)
    for one in owners.all(archived=True):
        if str(email).lower() == str(one["email"]).lower() and one["userIdIncludingInactive"] is not None:
            return Answer(201, _keep(request, owners.restore(one["id"], named), body))
    return Answer(201, _keep(request, owners.add({"email": email, **named}), body))


def change(request: Request) -> Answer:
    """A user changed."""
    body, owner = request.body(), _of_path(request)
    changed = {name: body[name] for name in NAMES if body.get(name) is not None}
    return Answer(200, _keep(request, request.portal.service(Owners).change(owner["id"], changed), body))


def _keep(request: Request, owner: Body, body: Body) -> Body:
    id_ = str(owner["userId"])
    given = {name: body[name] for name in GIVEN if body.get(name) is not None}
    _kept(request).put(id_, (_kept(request).get(id_) or {}) | given)
    return _show(request, owner)


def delete(request: Request) -> Answer:
    """A user taken out of the account, again or for the first time; the owner is archived."""
    owners = request.portal.service(Owners)
    if request.params["userId"] not in [str(one["userIdIncludingInactive"]) for one in owners.all(archived=True)]:
        owner = _of_path(request)
        _kept(request).drop(str(owner["userId"]))
        owners.archive(owner["id"])
    return Answer(204)


def get_roles(_: Request) -> Answer:
    """The account has no permission sets."""
    return Answer(200, {"results": []})


def get_teams(request: Request) -> Answer:
    """Every team that an owner is in."""
    teams: dict[str, Body] = {}
    for owner in _owners(request):
        for one in owner.get("teams", []):
            empty: Body = {"id": one["id"], "name": one["name"], "userIds": [], "secondaryUserIds": []}
            team = teams.setdefault(one["id"], empty)
            team["userIds" if one.get("primary", True) else "secondaryUserIds"].append(str(owner["userId"]))
    return Answer(200, {"results": list(teams.values())})


URLS: list[Route] = under(
    ("/settings/users/{version}", "/settings/{version}/users"),
    [
        ("GET", "", get_page),
        ("POST", "", make),
        ("GET", "/roles", get_roles),
        ("GET", "/teams", get_teams),
        ("GET", "/{userId}", get),
        ("PUT", "/{userId}", change),
        ("DELETE", "/{userId}", delete),
    ],
)
