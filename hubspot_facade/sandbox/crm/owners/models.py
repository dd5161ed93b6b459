"""Owners: the users of the account. The sandbox begins with a few, and takes more as seeds and as new users."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.errors import Body, object_not_found, unparsable_parameter
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.user import USER

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CREATED = 1_672_531_200_000
DEFAULTS: tuple[tuple[int, int, str, str, str], ...] = (
    (51, int(USER["id"]), USER["email"], "Ada", "Example"),
    (12345, 9002, "ben.sample@example.com", "Ben", "Sample"),
    (67890, 9003, "cleo.specimen@example.com", "Cleo", "Specimen"),
)
_INACTIVE: Body = {"archived": True, "userId": None}


class Owners:
    """The owners of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._shelf = portal.shelf("owner", self._defaults)

    def all(self, *, archived: bool = False) -> list[Body]:
        """Every owner, by id."""
        return sorted(
            (one for one in self._shelf.all().values() if one["archived"] == archived), key=lambda one: int(one["id"])
        )

    def get(self, id_: str, *, by_user: bool = False, archived: bool = False) -> Body:
        """One owner by id or by user id; 404 when there is none."""
        for one in self.all(archived=archived):
            if id_ == (str(one["userIdIncludingInactive"]) if by_user else one["id"]):
                return one
        raise object_not_found(f"No owner exists with id {id_}", context={"ownerId": [id_]})

    def exists(self, id_: str) -> bool:
        """Whether a live owner has the id."""
        one = self._shelf.get(id_.strip())
        return one is not None and not one["archived"]

    def user_of(self, id_: str) -> str:
        """The user id of an owner, as text; empty when there is none."""
        one = self._shelf.get(id_)
        return "" if one is None or one["userIdIncludingInactive"] is None else str(one["userIdIncludingInactive"])

    def add(self, owner: Body) -> Body:
        """A further owner; what is left out is made up. `id`, `email`, `firstName`, `lastName`, `userId`, `teams`."""
        known = [int(one) for one in self._shelf.all()]
        id_ = natural(owner["id"], 2**53) if owner.get("id") else max(known, default=50) + 1
        if not id_:
            raise unparsable_parameter("id", kind="body")
        now = instants.instant(self._portal.now())
        body = _body(
            id_,
            owner.get("userId", id_ + 9000),
            str(owner.get("email") or f"owner{id_}@example.com"),
            str(owner.get("firstName", "Owner")),
            str(owner.get("lastName", id_)),
            now,
        )
        if owner.get("archived"):
            body |= _INACTIVE
        if owner.get("teams"):
            body["teams"] = owner["teams"]
        self._shelf.put(str(id_), body)
        return body

    def change(self, id_: str, changes: Body) -> Body:
        """The owner with an id, changed."""
        body: Body = self._shelf.get(id_) | changes | {"updatedAt": instants.instant(self._portal.now())}
        self._shelf.put(id_, body)
        return body

    def archive(self, id_: str) -> None:
        """Take an owner out of the account; who its user was is kept."""
        self.change(id_, _INACTIVE)

    def restore(self, id_: str, changes: Body) -> Body:
        """An archived owner, changed and with its user again."""
        user_id = self._shelf.get(id_)["userIdIncludingInactive"]
        return self.change(id_, changes | {"archived": False, "userId": user_id})

    @staticmethod
    def _defaults(_: str) -> dict[str, Any]:
        moment = instants.instant(CREATED)
        return {str(one[0]): _body(*one, moment) for one in DEFAULTS}


def _body(id_: int, user_id: Any, email: str, first: str, last: str, moment: str) -> Body:
    return {
        "id": str(id_),
        "email": email,
        "type": "PERSON",
        "firstName": first,
        "lastName": last,
        "userId": user_id,
        "userIdIncludingInactive": user_id,
        "createdAt": moment,
        "updatedAt": moment,
        "archived": False,
    }
