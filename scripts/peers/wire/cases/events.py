"""Marketing events: themselves, who came, and their lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

V3, DATED = "marketing.events", "marketing.marketing_events"
IDS = {"external_event_id": "EVENT-2023-001", "external_account_id": "ACCOUNT-1"}
KEY, ACCOUNT = "EVENT-2023-001", {"external_account_id": "ACCOUNT-1"}
WEBINAR: dict[str, Any] = {
    "event_name": "Webinar",
    "event_organizer": "Marketing",
    "event_type": "WEBINAR",
    "start_date_time": "2023-09-15T14:00:00.000Z",
    "end_date_time": "2023-09-15T16:00:00.000Z",
    "event_description": "An hour about events.",
    "event_url": "https://www.example.com/webinar",
    "event_cancelled": False,
    "event_completed": False,
    "custom_properties": [{"name": "max_attendees", "value": "500"}],
}
TIMES = {"start_date_time": "2023-09-15T14:00:00Z", "end_date_time": "2023-09-15T16:00:00Z"}


def _themselves() -> Iterator[Case]:
    more: dict[str, Any]
    for name in ("Create a marketing event", "Create marketing event (beta)"):
        for more in ({}, {"custom_properties": []}):
            new = {**WEBINAR, **IDS, **more, "external_event_id": "EVENT-2023-002"}
            yield case(name, new, Call(f"{V3}.basic_api.create", new), Call(f"{DATED}.create", **new))
    whole = {**WEBINAR, **IDS}
    for name in ("Create or update a marketing event", "Create/update marketing event (beta)"):
        yield case(
            name,
            whole,
            Call(f"{V3}.basic_api.upsert", KEY, whole),
            Call(
                f"{DATED}.upsert_by_external_event_id",
                path_external_event_id=KEY,
                body_external_event_id=KEY,
                **WEBINAR,
                **ACCOUNT,
            ),
        )
    yield case(
        "Create or update multiple marketing events",
        {"inputs": [whole]},
        Call(f"{V3}.batch_api.upsert", {"inputs": [whole]}),
        Call(f"{DATED}.upsert_batch", inputs=[whole]),
    )
    both = [whole, {**whole, "external_event_id": "EVENT-2023-009", "custom_properties": []}]
    yield case(
        "Create or update multiple marketing events",
        {"inputs": both},
        Call(f"{V3}.batch_api.upsert", {"inputs": both}),
        Call(f"{DATED}.upsert_batch", inputs=both),
    )
    change = {"event_name": "Moved", "event_url": "https://www.example.com/moved", "custom_properties": []}
    for name in ("Update a marketing event", "Update marketing event (beta)"):
        yield case(
            name,
            {**IDS, **change},
            Call(f"{V3}.basic_api.update", KEY, "ACCOUNT-1", change),
            Call(f"{DATED}.update_by_external_event_id", KEY, **ACCOUNT, **change),
        )
        yield case(
            name,
            {**IDS, **WEBINAR},
            Call(f"{V3}.basic_api.update", KEY, "ACCOUNT-1", WEBINAR),
            Call(f"{DATED}.update_by_external_event_id", KEY, **ACCOUNT, **WEBINAR),
        )
    for name in ("Get a marketing event", "Get marketing event"):
        yield case(
            name,
            IDS,
            Call(f"{V3}.basic_api.get_details", KEY, "ACCOUNT-1"),
            Call(f"{DATED}.get_by_external_event_id", KEY, **ACCOUNT),
        )
    yield case(
        "Delete a marketing event",
        IDS,
        Call(f"{V3}.basic_api.archive", KEY, "ACCOUNT-1"),
        Call(f"{DATED}.delete_by_external_event_id", KEY, **ACCOUNT),
    )
    gone: dict[str, Any] = {"app_id": 1, **IDS}
    yield case(
        "Delete multiple marketing events",
        {"inputs": [{"appId": 1, "externalAccountId": "ACCOUNT-1", "externalEventId": KEY}]},
        Call(f"{V3}.batch_api.archive", {"inputs": [gone]}),
        Call(f"{DATED}.delete_batch_by_external_event_id", inputs=[gone]),
    )
    for name in ("Cancel marketing event (beta)", "Mark a marketing event as cancelled"):
        yield case(
            name,
            IDS,
            Call(f"{V3}.change_property_api.cancel", KEY, "ACCOUNT-1"),
            Call(f"{DATED}.events.cancel_by_external_event_id", KEY, **ACCOUNT),
        )
    for name in ("Calculate attendance duration at event for all attendees", "Mark a marketing event as completed"):
        yield case(
            name,
            {**IDS, **TIMES},
            Call(f"{V3}.change_property_api.complete", KEY, "ACCOUNT-1", TIMES),
            Call(f"{DATED}.events.complete_by_external_event_id", KEY, **ACCOUNT, **TIMES),
        )
    yield case(
        "Search for marketing events",
        {"q": "EVENT"},
        Call(f"{V3}.identifiers_api.do_search", "EVENT"),
        Call(f"{DATED}.search_by_external_event_id", q="EVENT"),
    )


def _settings() -> Iterator[Case]:
    for name in ("Get app settings (beta)", "Retrieve the application settings"):
        yield case(name, {"app_id": 1}, Call(f"{V3}.settings_api.get_all", 1), Call(f"{DATED}.settings.get", 1))
    url = {"event_details_url": "https://app.example.com/events/%s"}
    yield case(
        "Update the application settings",
        {"app_id": 1, **url},
        Call(f"{V3}.settings_api.update", 1, url),
        Call(f"{DATED}.settings.create_or_update", 1, **url),
    )


def _states() -> Iterator[Case]:
    at = 1694786700000
    by_id: list[dict[str, Any]] = [{"vid": 51, "interaction_date_time": at}]
    by_email: list[dict[str, Any]] = [
        {
            "email": "john.doe@example.com",
            "interaction_date_time": at,
            "properties": {"session": "morning"},
            "contact_properties": {"firstname": "John"},
        }
    ]
    v3, dated = f"{V3}.add_event_attendees_api", f"{DATED}.attendance"
    for name, inputs, method, own in (
        ("Record a subscriber state by contact ids", by_id, "record_by_contact_ids", "contact_id"),
        ("Record a subscriber state by contact email", by_email, "record_by_contact_emails", "email"),
    ):
        for more in (ACCOUNT, {}):
            yield case(
                name,
                {"external_event_id": KEY, "subscriber_state": "register", "inputs": inputs, **more},
                Call(f"{v3}.{method}", KEY, "register", {"inputs": inputs}, **more),
                Call(
                    f"{dated}.create_by_external_event_id_and_{own}",
                    "register",
                    external_event_id=KEY,
                    inputs=inputs,
                    **more,
                ),
            )
    for name, inputs, method, own in (
        ("Record a subscriber state by contact ID", by_id, "upsert_by_contact_id", "record_by_id"),
        ("Record a subscriber state by contact email (events)", by_email, "upsert_by_contact_email", "record_by_email"),
    ):
        yield case(
            name,
            {**IDS, "subscriber_state": "attend", "inputs": inputs},
            Call(f"{V3}.subscriber_state_changes_api.{method}", KEY, "attend", "ACCOUNT-1", {"inputs": inputs}),
            Call(f"{DATED}.subscriber_state.{own}", "attend", external_event_id=KEY, inputs=inputs, **ACCOUNT),
        )


def _participations() -> Iterator[Case]:
    v3, dated = f"{V3}.retrieve_participant_state_api", f"{DATED}.participations"
    yield case(
        "Read participations counters by Marketing Event internal identifier",
        {"marketing_event_id": "501"},
        Call(f"{v3}.get_participations_counters_by_marketing_event_id", 501),
        Call(f"{dated}.get_by_id", 501),
    )
    yield case(
        "Read participations counters by Marketing Event external identifier",
        IDS,
        Call(f"{v3}.get_participations_counters_by_event_external_id", "ACCOUNT-1", KEY),
        Call(f"{dated}.get_by_external_account_and_event_id", KEY, **ACCOUNT),
    )
    person = "john.doe@example.com"
    for more in ({}, {"state": "ATTENDED", "limit": 10, "after": "20"}):
        yield case(
            "Read participations breakdown by Contact identifier",
            {"contact_identifier": person, **more},
            Call(f"{v3}.get_participations_breakdown_by_contact_id", person, **more),
            Call(f"{dated}.list_breakdown_by_contact", person, **more),
        )
    for more in ({}, {"state": "ATTENDED", "limit": 10, "after": "20", "contact_identifier": person}):
        yield case(
            "Read participations breakdown by Marketing Event internal identifier",
            {"marketing_event_id": "501", **more},
            Call(f"{v3}.get_participations_breakdown_by_marketing_event_id", 501, **more),
            Call(f"{dated}.list_breakdown_by_id", 501, **more),
        )
        yield case(
            "Read participations breakdown by Marketing Event external identifier",
            {**IDS, **more},
            Call(f"{v3}.get_participations_breakdown_by_external_event_id", "ACCOUNT-1", KEY, **more),
            Call(f"{dated}.list_breakdown_by_external_account_and_event_id", KEY, **ACCOUNT, **more),
        )


def _lists() -> Iterator[Case]:
    v3, dated = f"{V3}.list_associations_api", f"{DATED}.list_associations"
    event, listed = {"marketing_event_id": "501"}, {"list_id": "601"}
    both = ("ACCOUNT-1", KEY)
    yield case(
        "Associate a list with a marketing event",
        {**event, **listed},
        Call(f"{v3}.associate_by_marketing_event_id", "501", "601"),
        Call(f"{dated}.associate", "601", **event),
    )
    yield case(
        "Associate a list with a marketing event (external ids)",
        {**IDS, **listed},
        Call(f"{v3}.associate_by_external_account_and_event_ids", *both, "601"),
        Call(f"{dated}.associate_by_external_account", "601", **IDS),
    )
    yield case(
        "Disassociate a list from a marketing event",
        {**event, **listed},
        Call(f"{v3}.disassociate_by_marketing_event_id", "501", "601"),
        Call(f"{dated}.delete", "601", **event),
    )
    yield case(
        "Disassociate a list from a marketing event (external ids)",
        {**IDS, **listed},
        Call(f"{v3}.disassociate_by_external_account_and_event_ids", *both, "601"),
        Call(f"{dated}.delete_by_external_account", "601", **IDS),
    )
    yield case(
        "Get lists associated with a marketing event",
        event,
        Call(f"{v3}.get_all_by_marketing_event_id", "501"),
        Call(f"{dated}.list", "501"),
    )
    yield case(
        "Get lists associated with a marketing event (external ids)",
        IDS,
        Call(f"{v3}.get_all_by_external_account_and_event_ids", *both),
        Call(f"{dated}.list_by_external_account", KEY, **ACCOUNT),
    )


CASES = (*_themselves(), *_settings(), *_states(), *_participations(), *_lists())
