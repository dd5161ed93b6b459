"""The further addresses of a contact, of contacts v1, and how many contacts there are."""

from hubspot_facade.sandbox.crm.objects.errors import contact_exists
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under

from .shapes import CONTACT, record_of, update

PROPERTY = "hs_additional_emails"


def _addresses(record: Record) -> list[str]:
    return [one for one in record.properties.get(PROPERTY, "").split(";") if one]


def _save(request: Request, record: Record, addresses: list[str]) -> Answer:
    return _answer(request, update(request, CONTACT, record, {PROPERTY: ";".join(dict.fromkeys(addresses))}))


def _answer(request: Request, record: Record) -> Answer:
    return Answer(200, {"portalId": request.portal.id, "vid": record.id, "secondaryEmails": _addresses(record)})


def get(request: Request) -> Answer:
    """The further addresses of a contact."""
    return _answer(request, record_of(request, CONTACT, request.params["vid"]))


def _free(request: Request, record: Record, email: str) -> str:
    """The address as it is kept; refused when it is another contact's."""
    holder = request.portal.service(Records).holder(CONTACT, "email", email)
    if holder not in (None, record.id):
        raise contact_exists(holder)
    return email.lower()


def add(request: Request) -> Answer:
    """One more address."""
    record = record_of(request, CONTACT, request.params["vid"])
    return _save(request, record, [*_addresses(record), _free(request, record, request.params["email"])])


def change(request: Request) -> Answer:
    """Another address in the place of one."""
    record = record_of(request, CONTACT, request.params["vid"])
    body = request.body("targetSecondaryEmail", "updatedSecondaryEmail")
    old = str(body["targetSecondaryEmail"]).lower()
    if old not in _addresses(record):
        raise Refusal(404, f"contact does not have the secondary email {old}")
    new = _free(request, record, str(body["updatedSecondaryEmail"]))
    return _save(request, record, [new if one == old else one for one in _addresses(record)])


def remove(request: Request) -> Answer:
    """An address less."""
    record = record_of(request, CONTACT, request.params["vid"])
    return _save(request, record, [one for one in _addresses(record) if one != request.params["email"].lower()])


def count(request: Request) -> Answer:
    """How many contacts there are, and when the latest was made."""
    ((number, latest),) = request.portal.store.rows(
        "SELECT count(*), max(created) FROM record WHERE type = ? AND archived IS NULL AND merged_into IS NULL",
        CONTACT.id,
    )
    return Answer(200, {"contacts": number, "lastNewContactAt": latest})


URLS: list[Route] = under(
    ("/contacts/v1",),
    [
        ("GET", "/secondary-email/{vid}", get),
        ("PATCH", "/secondary-email/{vid}", change),
        ("PUT", "/secondary-email/{vid}/email/{email}", add),
        ("DELETE", "/secondary-email/{vid}/email/{email}", remove),
        ("GET", "/contacts/statistics", count),
    ],
)
