"""Subscription types, and the status of each address for each of them. HubSpot's types cannot be made over the API."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.instants import instant

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CONTACT = BY_ID["0-1"]
CREATED = 1_672_531_200_000
FIRST = 710_000_001
TYPES = (
    ("Marketing Information", "Marketing offers and updates", "Marketing", True, False),
    ("Customer Service Communication", "Feedback requests and service information", "Customer Service", True, False),
    ("One to One", "One to one e-mails", "One to One", True, True),
)
STATES = frozenset({"SUBSCRIBED", "UNSUBSCRIBED", "NOT_SPECIFIED"})


def _definition(id_: int, name: str, description: str, purpose: str, default: bool, internal: bool) -> Body:
    moment = instant(CREATED)
    return {
        "id": str(id_),
        "name": name,
        "description": description,
        "purpose": purpose,
        "communicationMethod": "Email",
        "isActive": True,
        "isDefault": default,
        "isInternal": internal,
        "createdAt": moment,
        "updatedAt": moment,
    }


def _defaults(_: str) -> dict[str, Any]:
    return {str(FIRST + number): _definition(FIRST + number, *one) for number, one in enumerate(TYPES)}


class Subscriptions:
    """Subscription types and the statuses of the portal's subscribers. An address is the same in any case."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._types = portal.shelf("subscription_type", _defaults)
        self._statuses = portal.shelf("subscription_status")
        self._wide = portal.shelf("unsubscribed_from_all")
        self._changes = portal.shelf("subscription_change")

    def definitions(self) -> dict[str, Body]:
        """The subscription types by id."""
        return self._types.all()

    def definition(self, id_: str) -> Body:
        """A subscription type."""
        found = self.definitions().get(id_)
        if found is None:
            raise errors.unknown_subscription(id_)
        return found

    def add_definition(self, id_: int, name: str, purpose: str) -> Body:
        """A further subscription type."""
        body = _definition(id_, name, name, purpose, default=False, internal=False)
        self._types.put(str(id_), body)
        return body

    def known(self, email: str) -> bool:
        """Whether the portal knows the address: a contact has it, or it has a status."""
        has = self._statuses.all(email) or self._wide.get(email)
        return bool(has) or self._portal.service(Records).holder(CONTACT, "email", email) is not None

    def status(self, email: str, id_: str) -> Body:
        """What is known of an address and a type: `status`, `timestamp`, the legal basis."""
        found: Body = self._statuses.get(id_, email) or {"status": "NOT_SPECIFIED", "timestamp": CREATED}
        wide = self.out_of_all(email)
        if wide is not None and found["timestamp"] <= wide:
            return found | {"status": "UNSUBSCRIBED", "timestamp": wide}
        return found

    def out_of_all(self, email: str) -> int | None:
        """When the address was unsubscribed from everything; None when it was not."""
        found: int | None = self._wide.get(email)
        return found

    def set(self, email: str, id_: str, status: str, basis: Any = None, explanation: Any = None) -> str:
        """Set a status; what that came to."""
        if status not in STATES:
            raise errors.unknown_status(status)
        self.definition(id_)
        before, now = self.status(email, id_)["status"], self._portal.now()
        body: Body = {"status": status, "timestamp": now + 1 if self.out_of_all(email) == now else now}
        body |= {"legalBasis": str(basis)} if basis else {}
        body |= {"legalBasisExplanation": str(explanation)} if explanation else {}
        self._statuses.put(id_, body, email)
        if before == status:
            return "NO_STATUS_CHANGE"
        self._log(email, id_, status)
        again = before == "UNSUBSCRIBED" and status == "SUBSCRIBED"
        return "RESUBSCRIBE_OCCURRED" if again else "REQUESTED_CHANGE_OCCURRED"

    def leave_all(self, email: str) -> None:
        """Unsubscribe an address from everything."""
        for id_ in self.definitions():
            if self.status(email, id_)["status"] != "UNSUBSCRIBED":
                self._log(email, id_, "UNSUBSCRIBED")
        self._wide.put(email, self._portal.now())

    def changes(self) -> list[Body]:
        """Every change, oldest first."""
        return list(self._changes.all().values())

    def _log(self, email: str, id_: str, status: str) -> None:
        name = str(self._portal.store.numbers("subscription_change", start=1)[0])
        entry = {"id": name, "email": email, "subscription": int(id_), "status": status, "at": self._portal.now()}
        self._changes.put(name, entry)


def folded(email: str) -> str:
    """An address as it is kept."""
    return email.strip().lower()
