"""Notes, calls, e-mails, meetings and tasks of people, and of deals."""

from collections.abc import Callable
from random import Random

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.state import instants

from . import words
from .bulk import Bulk
from .people import Person

SHARES = {"notes": 0.3, "calls": 0.25, "emails": 0.4, "meetings": 0.1, "tasks": 0.2}
"""How many activities there are to a contact."""
CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7"
"""HubSpot's call disposition of a call that was answered."""
HOUR = 3_600_000


def activities(bulk: Bulk, random: Random, people: list[Person], deals: dict[int, int], *, today: int) -> None:
    """Activities of every type; `deals` are the ids of contacts' deals, which share a part of them."""
    contact, deal = bulk.kind("contacts"), bulk.kind("deals")
    for name, share in SHARES.items():
        kind = bulk.kind(name)
        for id_ in bulk.ids(kind, round(len(people) * share)):
            person = random.choice(people)
            at = random.randrange(person.created, today)
            values = MAKERS[name](random, person, at)
            bulk.add(kind, id_, {"hs_timestamp": instants.instant(at), "hubspot_owner_id": person.owner, **values}, at)
            _link(bulk, kind, id_, contact, person.id)
            if person.id in deals and random.random() < 0.5:
                _link(bulk, kind, id_, deal, deals[person.id])


def _link(bulk: Bulk, kind: ObjectType, id_: int, to_kind: ObjectType, to_id: int) -> None:
    bulk.link(kind, id_, to_kind, to_id)


def _note(random: Random, person: Person, at: int) -> dict[str, str]:
    return {"hs_note_body": random.choice(words.REMARKS)}


def _call(random: Random, person: Person, at: int) -> dict[str, str]:
    answered = random.random() < 0.7
    return {
        "hs_call_title": f"Call with {person.name}",
        "hs_call_body": random.choice(words.REMARKS) if answered else "",
        "hs_call_direction": random.choice(("INBOUND", "OUTBOUND")),
        "hs_call_status": "COMPLETED" if answered else "NO_ANSWER",
        "hs_call_disposition": CONNECTED if answered else "",
        "hs_call_duration": str(random.randrange(20_000, 1_800_000)) if answered else "0",
    }


def _email(random: Random, person: Person, at: int) -> dict[str, str]:
    subject = random.choice(words.LETTERS)
    return {
        "hs_email_subject": subject,
        "hs_email_text": f"Hello {person.name.split(' ', 1)[0]},\n{random.choice(words.REMARKS)}",
        "hs_email_direction": random.choice(("EMAIL", "INCOMING_EMAIL")),
        "hs_email_status": "SENT",
        "hs_email_to_email": person.email,
    }


def _meeting(random: Random, person: Person, at: int) -> dict[str, str]:
    return {
        "hs_meeting_title": f"{random.choice(words.MEETINGS)} with {person.name}",
        "hs_meeting_body": random.choice(words.REMARKS),
        "hs_meeting_start_time": instants.instant(at),
        "hs_meeting_end_time": instants.instant(at + HOUR),
        "hs_meeting_outcome": random.choices(("COMPLETED", "SCHEDULED", "NO_SHOW"), (8, 1, 1))[0],
    }


def _task(random: Random, person: Person, at: int) -> dict[str, str]:
    return {
        "hs_task_subject": f"{random.choice(words.TASKS)}: {person.name}",
        "hs_task_status": random.choices(("COMPLETED", "NOT_STARTED", "IN_PROGRESS"), (6, 3, 1))[0],
        "hs_task_priority": random.choice(("LOW", "MEDIUM", "HIGH")),
        "hs_task_type": random.choice(("TODO", "CALL", "EMAIL")),
    }


MAKERS: dict[str, Callable[[Random, Person, int], dict[str, str]]] = {
    "notes": _note,
    "calls": _call,
    "emails": _email,
    "meetings": _meeting,
    "tasks": _task,
}
