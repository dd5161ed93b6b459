"""Text that has to be escaped in a path, a query or a body, and values that are written as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

ADDRESSES = ("ada+crm@example.com", "o'neil@example.com", "äda@exämple.com")
ODD = 'Ä & "B" + C/D?e=f#g%20;h'


def _paths() -> Iterator[Case]:
    by_email = {"id_property": "email"}
    for address in ADDRESSES:
        yield case(
            "Get contact by email",
            {"email": address},
            Call("crm.contacts.basic_api.get_by_id", address, **by_email),
            Call("crm.objects.contacts.get", address, **by_email),
        )
        yield case(
            "Update contact by email",
            {"email": address, "properties": {"city": "Graz"}},
            Call("crm.contacts.basic_api.update", address, {"properties": {"city": "Graz"}}, **by_email),
            Call("crm.objects.contacts.update", address, properties={"city": "Graz"}, **by_email),
        )
        yield case(
            "Get subscription status",
            {"email": address},
            (),
            Call("communication_preferences.get_statuses", address, channel="EMAIL"),
        )
        yield case(
            "Read participations breakdown by Contact identifier",
            {"contact_identifier": address},
            Call("marketing.events.retrieve_participant_state_api.get_participations_breakdown_by_contact_id", address),
            Call("marketing.marketing_events.participations.list_breakdown_by_contact", address),
        )
    for key in ("EVENT 2023/1", ODD):
        account = {"external_account_id": "A & B"}
        yield case(
            "Get a marketing event",
            {"external_event_id": key, **account},
            Call("marketing.events.basic_api.get_details", key, "A & B"),
            Call("marketing.marketing_events.get_by_external_event_id", key, **account),
        )
        yield case(
            "Query a single token by ID.",
            {"token_id": key},
            Call("marketing.transactional.public_smtp_tokens_api.get_token_by_id", key),
            Call("marketing.transactional.smtp_tokens.get", key),
        )


def _queries() -> Iterator[Case]:
    named = {"campaign_name": ODD}
    yield case(
        "Query SMTP API tokens by campaign name or an emailCampaignId.",
        named,
        Call("marketing.transactional.public_smtp_tokens_api.get_tokens_page", **named),
        Call("marketing.transactional.smtp_tokens.list", **named),
    )
    yield case(
        "Update list",
        {"list_id": "123", "name": ODD},
        Call("crm.lists.lists_api.update_name", "123", list_name=ODD),
        Call("crm.lists.update_list_name", "123", list_name=ODD),
    )
    yield case(
        "Search for marketing events",
        {"q": ODD},
        Call("marketing.events.identifiers_api.do_search", ODD),
        Call("marketing.marketing_events.search_by_external_event_id", q=ODD),
    )
    yield case(
        "Search Files",
        {"name": ODD, "limit": 5},
        Call("files.files_api.do_search", name=ODD, limit=5),
        Call("files.file_assets.search", name=ODD, limit=5),
    )
    yield case("Campaign search", {"name": ODD, "limit": 5}, (), Call("marketing.campaigns.list", name=ODD, limit=5))
    page = {"email": ADDRESSES[0], "limit": 5}
    yield case("List owners", page, Call("crm.owners.owners_api.get_page", **page), Call("crm.owners.list", **page))


def _bodies() -> Iterator[Case]:
    properties = {"firstname": ODD, "lastname": "O'Neil\nJr.", "city": "", "zip": "0815", "company": "🚀 東京"}
    body: dict[str, Any] = {"properties": properties, "associations": []}
    yield case(
        "Create contact",
        {"properties": properties},
        Call("crm.contacts.basic_api.create", body),
        Call("crm.objects.contacts.create", **body),
    )
    for given, sent in (
        ({"numberofemployees": 12, "is_public": True}, {"numberofemployees": "12", "is_public": "true"}),
        (
            {"annualrevenue": 1000000.5, "hs_num_open_deals": 0},
            {"annualrevenue": "1000000.5", "hs_num_open_deals": "0"},
        ),
        ({"founded_year": None, "is_public": False}, {"founded_year": "", "is_public": "false"}),
    ):
        yield case(
            "Update company",
            {"company_id": 1234567890, "properties": given},
            Call("crm.companies.basic_api.update", "1234567890", {"properties": sent}),
            Call("crm.objects.companies.update", "1234567890", properties=sent),
        )
    odd = {"name": "odd", "label": ODD}
    yield case(
        "Create property group",
        {"object_type": "contacts", **odd},
        Call("crm.properties.groups_api.create", "contacts", odd),
        Call("crm.properties.groups.create", "contacts", **odd),
    )


CASES = (*_paths(), *_queries(), *_bodies())
