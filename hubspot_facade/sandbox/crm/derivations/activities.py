"""What follows from the values of calls, e-mails, meetings, notes, tasks and the like."""

import json
import re
from collections.abc import Mapping
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state import instants

from .rows import Facts, Row, Shown, truth

BODIES = {
    "0-48": "hs_call_body",
    "0-46": "hs_note_body",
    "0-47": "hs_meeting_body",
    "0-27": "hs_task_body",
    "0-49": "hs_email_text",
    "0-18": "hs_communication_body",
    "0-116": "hs_postal_mail_body",
}
HEADERS = "hs_email_headers"
LONGEST_PREVIEW = 256
_TAG = re.compile(r"<[^>]*>")
_PEOPLE = {"from": "from", "sender": "sender", "to": "to", "cc": "cc", "bcc": "bcc"}
_PARTS = {"email": "email", "firstName": "firstname", "lastName": "lastname"}
_OF_HEADERS = tuple(f"hs_email_{who}_{part}" for who in _PEOPLE.values() for part in _PARTS.values())
_BY_TYPE = {"CALL": "call", "EMAIL": "email", "LINKED_IN": "linked_in"}


def _preview(facts: Facts) -> Mapping[str, str]:
    body = facts.get(BODIES[facts.kind.id])
    plain = _TAG.sub("", body).strip()
    shown = plain[:LONGEST_PREVIEW]
    page = f"<html>\n<head></head>\n<body>\n{body[:LONGEST_PREVIEW]}\n</body>\n</html>"
    return {
        "hs_body_preview": shown,
        "hs_body_preview_html": page if body else "",
        "hs_body_preview_is_truncated": truth(len(plain) > LONGEST_PREVIEW) if body else "",
    }


def _coordinates(facts: Facts) -> Mapping[str, str]:
    return {"hs_obj_coords": f"{facts.kind.id}-{facts.id}"}


def _begins(facts: Facts) -> Mapping[str, str]:
    return {} if facts.get("hs_timestamp") else {"hs_timestamp": facts.get("hs_meeting_start_time")}


def _task(facts: Facts) -> Mapping[str, str]:
    done = facts.get("hs_task_status") == "COMPLETED"
    due = instants.parse(facts.get("hs_timestamp") or "x")
    past = due is not None and due < facts.now
    finished = facts.get("hs_task_completion_date") or facts.moment
    missed = past and (not done or (instants.parse(finished) or 0) > (due or 0))
    of = _BY_TYPE.get(facts.get("hs_task_type").partition("_CONNECT")[0].partition("_MESSAGE")[0])
    return {
        "hs_task_completion_count": "1" if done else "0",
        "hs_task_completion_date": finished if done else "",
        "hs_task_is_completed": "1" if done else "0",
        **{f"hs_task_is_completed_{one}": "1" if done and one == of else "0" for one in _BY_TYPE.values()},
        "hs_task_is_overdue": truth(past and not done),
        "hs_task_is_past_due_date": truth(past),
        "hs_task_missed_due_date": truth(missed),
        "hs_task_missed_due_date_count": "1" if missed else "0",
    }


def email_headers(properties: Mapping[str, str]) -> Body:
    """Who an e-mail is from and to, which its property keeps as JSON text; nothing for a text that is no object."""
    try:
        headers: Any = json.loads(properties.get(HEADERS) or "{}")
    except ValueError:
        return {}
    return headers if is_object(headers) else {}


def _headers(facts: Facts) -> Mapping[str, str]:
    """Who wrote to whom, from the headers; several people are joined by semicolons."""
    headers = email_headers(facts.changed)
    found: dict[str, str] = {}
    for key, who in _PEOPLE.items():
        people = [one for one in listed(headers.get(key)) if is_object(one)]
        for part, name in _PARTS.items():
            texts = [str(one[part]) for one in people if one.get(part)]
            if texts:
                found[f"hs_email_{who}_{name}"] = ";".join(texts)
    return found


_TASK_MAKES = (
    "hs_task_completion_count",
    "hs_task_completion_date",
    "hs_task_is_completed",
    *(f"hs_task_is_completed_{one}" for one in _BY_TYPE.values()),
    "hs_task_is_overdue",
    "hs_task_is_past_due_date",
    "hs_task_missed_due_date",
    "hs_task_missed_due_date_count",
)


def common(kind_id: str) -> tuple[Row, ...]:
    """The rows that every kind of activity has."""
    body = BODIES[kind_id]
    made = ("hs_body_preview", "hs_body_preview_html", "hs_body_preview_is_truncated")
    return Row(made, (body,), _preview), Row(("hs_obj_coords",), (), _coordinates, Shown.CREATION)


TASK = (
    *common("0-27"),
    Row(_TASK_MAKES, ("hs_task_status", "hs_task_type", "hs_timestamp", "hs_task_completion_date"), _task),
)
MEETING = (*common("0-47"), Row(("hs_timestamp",), ("hs_meeting_start_time",), _begins))
EMAIL = (*common("0-49"), Row(_OF_HEADERS, (HEADERS,), _headers))
