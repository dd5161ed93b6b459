"""Attendance and participations: what each route answers."""

from typing import Any

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.protocol.batch import action_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural

from . import errors
from .attendance import CONTACT, Attendance, state_of
from .models import MarketingEvents
from .responses import BATCH, event_of


def _by_ids(request: Request) -> list[Any]:
    attendance, event, state = (
        request.portal.service(Attendance),
        event_of(request),
        state_of(request.params["subscriberState"]),
    )
    results: list[Any] = []
    for one in request.inputs(BATCH):
        id_ = str(one.get("vid"))
        record = request.portal.service(Records).find(CONTACT, natural(id_) or 0)
        if record is None:
            results.append(errors.unknown_contact(id_))
        else:
            attendance.record(event, state, record.id, one)
            results.append({"vid": record.id})
    return results


def _by_emails(request: Request, *, create_missing: bool) -> list[Any]:
    attendance, event, state = (
        request.portal.service(Attendance),
        event_of(request),
        state_of(request.params["subscriberState"]),
    )
    results: list[Any] = []
    for one in request.inputs(BATCH):
        email = str(one.get("email") or "").strip().lower()
        contact = attendance.contact_by_email(email)
        if contact is None and create_missing:
            contact = attendance.create_contact(request, email, one)
        if contact is None:
            results.append(errors.unknown_contact(email))
        else:
            attendance.record(event, state, contact, one)
            results.append({"email": email, "vid": contact})
    return results


def _recorded(request: Request, results: list[Any]) -> Answer:
    refused = [one.item() for one in results if isinstance(one, Refusal)]
    return action_answer(request, [one for one in results if not isinstance(one, Refusal)], refused)


def record_ids(request: Request) -> Answer:
    """Set the state of contacts by their ids; the answer lists unknown ones."""
    return _recorded(request, _by_ids(request))


def record_emails(request: Request) -> Answer:
    """Set the state of contacts by their addresses; unknown ones are made."""
    return _recorded(request, _by_emails(request, create_missing=True))


def upsert_ids(request: Request) -> Answer:
    """Set the state of contacts by their ids; unknown ones are passed over."""
    _by_ids(request)
    return Answer(204)


def upsert_emails(request: Request) -> Answer:
    """Set the state of contacts by their addresses; unknown ones are passed over."""
    _by_emails(request, create_missing=False)
    return Answer(204)


def counters(request: Request) -> Answer:
    """How many registered, came, cancelled, did not come."""
    return Answer(200, request.portal.service(Attendance).counters(event_of(request)))


def breakdown(request: Request) -> Answer:
    """A page of an event's participations."""
    attendance, event = request.portal.service(Attendance), event_of(request)
    shown = [attendance.show(event, one) for one in attendance.of_event(event)]
    return _broken_down(request, shown, request.text("contactIdentifier"))


def breakdown_of_contact(request: Request) -> Answer:
    """A page of a contact's participations, by id or address."""
    attendance = request.portal.service(Attendance)
    shown = [
        attendance.show(event, one)
        for event in request.portal.service(MarketingEvents).all()
        for one in attendance.of_event(event)
    ]
    return _broken_down(request, shown, request.params["contactIdentifier"])


def _broken_down(request: Request, shown: list[Body], contact: str | None) -> Answer:
    state = request.text("state")
    if contact:
        who = [one["associations"]["contact"] for one in shown]
        pairs = zip(shown, who, strict=True)
        shown = [one for one, person in pairs if contact.lower() in (person["contactId"], person["email"].lower())]
    if state:
        shown = [one for one in shown if one["properties"]["attendanceState"] == state.upper()]
    return Answer(200, page(request, shown, default=10, total=True))
