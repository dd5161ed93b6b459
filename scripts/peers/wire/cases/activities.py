"""Calls, e-mails, meetings, notes and tasks, logged and changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case


def _activities() -> Iterator[Case]:
    at = "2023-05-15T14:30:00Z"
    said: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
        "call": (
            {"title": "Discovery", "duration": 1800000, "to_number": "+15551234567"},
            {"hs_call_title": "Discovery", "hs_call_duration": "1800000", "hs_call_to_number": "+15551234567"},
        ),
        "email": (
            {"direction": "EMAIL", "subject": "Our talk", "text": "Thanks."},
            {"hs_email_direction": "EMAIL", "hs_email_subject": "Our talk", "hs_email_text": "Thanks."},
        ),
        "meeting": (
            {"title": "Kick-off", "start_time": at, "end_time": "2023-05-15T15:00:00Z"},
            {
                "hs_meeting_title": "Kick-off",
                "hs_meeting_start_time": at,
                "hs_meeting_end_time": "2023-05-15T15:00:00Z",
            },
        ),
        "note": ({"body": "A quote by Friday."}, {"hs_note_body": "A quote by Friday."}),
        "task": (
            {"subject": "Follow up", "priority": "HIGH", "type": "CALL", "hubspot_owner_id": "12345"},
            {
                "hs_task_subject": "Follow up",
                "hs_task_priority": "HIGH",
                "hs_task_type": "CALL",
                "hubspot_owner_id": "12345",
            },
        ),
    }
    for noun, (payload, properties) in said.items():
        api = f"crm.objects.{noun}s"
        body = {"properties": {"hs_timestamp": at, **properties}, "associations": []}
        yield case(
            f"Create {noun} engagement",
            {"timestamp": at, **payload},
            Call(f"{api}.basic_api.create", body),
            Call(f"{api}.create", **body),
        )
    for noun, key, fields, properties in (
        ("call", "601", {"title": "Again", "duration": 60000}, {"hs_call_title": "Again", "hs_call_duration": "60000"}),
        ("task", "602", {"status": "COMPLETED"}, {"hs_task_status": "COMPLETED"}),
    ):
        api = f"crm.objects.{noun}s"
        yield case(
            f"Update {noun} engagement",
            {f"{noun}_id": key, **fields},
            Call(f"{api}.basic_api.update", key, {"properties": properties}),
            Call(f"{api}.update", key, properties=properties),
        )


def _joined() -> Iterator[Case]:
    """Activities are joined with records by the types of the pair."""
    at = "2023-05-15T14:30:00Z"
    for noun, to_contact in (("call", 194), ("email", 198), ("meeting", 200), ("note", 202), ("task", 204)):
        api, needed = f"crm.objects.{noun}s", {"direction": "EMAIL"} if noun == "email" else {}
        said = {"association_category": "HUBSPOT_DEFINED", "association_type_id": to_contact}
        properties = {"hs_timestamp": at} | ({"hs_email_direction": "EMAIL"} if needed else {})
        body = {"properties": properties, "associations": [{"to": {"id": "51"}, "types": [said]}]}
        yield case(
            f"Create {noun} engagement",
            {"timestamp": at, **needed, "associations": {"contacts": "51"}},
            Call(f"{api}.basic_api.create", body),
            Call(f"{api}.create", **body),
        )


CASES = (*_activities(), *_joined())
