"""Records one at a time: made, read, listed, changed, merged, archived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

# noun, plural, an id of the sample portal, each client's resource
KINDS = (
    ("contact", "contacts", "51", "crm.contacts", "crm.objects.contacts"),
    ("company", "companies", "1234567890", "crm.companies", "crm.objects.companies"),
    ("deal", "deals", "1001", "crm.deals", "crm.objects.deals"),
    ("ticket", "tickets", "301", "crm.tickets", "crm.objects.tickets"),
    ("product", "products", "201", "crm.products", "crm.objects.products"),
    ("line item", "line_items", "401", "crm.line_items", "crm.objects.line_items"),
)
ACTIVITIES = (
    ("call", "calls", "hs_call_title"),
    ("email", "emails", "hs_email_subject"),
    ("meeting", "meetings", "hs_meeting_title"),
    ("note", "notes", "hs_note_body"),
)
NAMES = {
    "contact": "firstname",
    "company": "name",
    "deal": "dealname",
    "ticket": "subject",
    "product": "name",
    "line item": "name",
}
# a record to be joined with at once, and by which type
TO = {
    "contact": ("1234567890", 279),
    "company": ("51", 280),
    "deal": ("51", 3),
    "ticket": ("51", 16),
    "line item": ("1001", 20),
}
READ = ["email", "hs_object_id"]


def _got() -> Iterator[Case]:
    for noun, _, key, v3, dated in KINDS:
        name = "Get contact by ID" if noun == "contact" else f"Get {noun}"
        field = f"{noun.replace(' ', '_')}_id"
        for more in (
            {},
            {"properties": READ, "properties_with_history": ["hs_object_id"], "associations": ["contacts", "deals"]},
            {"archived": True},
            {"id_property": "hs_object_id", "properties": ["createdate"]},
        ):
            yield case(
                name,
                {field: key, **more},
                Call(f"{v3}.basic_api.get_by_id", key, **more),
                Call(f"{dated}.get", key, **more),
            )


def _listed() -> Iterator[Case]:
    pages: tuple[dict[str, Any], ...] = (
        {"limit": 10, "properties": READ},
        {"limit": 5, "after": "40", "properties_with_history": ["hs_object_id"], "associations": ["contacts", "notes"]},
        {"limit": 100, "archived": True},
    )
    plurals = [
        *((f"List {plural}", v3, dated) for _, plural, _, v3, dated in KINDS if plural != "line_items"),
        *(
            (f"List {noun} engagements", f"crm.objects.{plural}", f"crm.objects.{plural}")
            for noun, plural, _ in ACTIVITIES
        ),
    ]
    for name, v3, dated in plurals:
        for page in pages:
            yield case(name, page, Call(f"{v3}.basic_api.get_page", **page), Call(f"{dated}.list", **page))


def _made() -> Iterator[Case]:
    for noun, _, _, v3, dated in KINDS:
        properties = {NAMES[noun]: "Something", "hs_object_source_detail_1": "wire"}
        key, type_id = TO.get(noun, ("", 0))
        said = {"association_category": "HUBSPOT_DEFINED", "association_type_id": type_id}
        sent = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}
        for associations, wired in (
            ([], []),
            ([{"to": {"id": key}, "types": [said]}], [{"to": {"id": key}, "types": [sent]}]),
        ):
            if associations and noun not in TO:
                continue
            body = {"properties": properties, "associations": associations}
            yield case(
                f"Create {noun}",
                {"properties": properties, "associations": wired},
                Call(f"{v3}.basic_api.create", body),
                Call(f"{dated}.create", **body),
            )


def _changed() -> Iterator[Case]:
    for noun, _, key, v3, dated in KINDS:
        properties = {NAMES[noun]: "Something else", "hs_object_source_detail_1": ""}
        field = noun.replace(" ", "_")
        update = {"properties": properties}
        if noun not in ("ticket", "line item"):
            for more in ({}, {"id_property": "hs_object_id"}):
                yield case(
                    f"Update {noun}",
                    {f"{field}_id": key, **update, **more},
                    Call(f"{v3}.basic_api.update", key, update, **more),
                    Call(f"{dated}.update", key, **update, **more),
                )
        if noun == "deal":
            won = {"properties": {"dealstage": "closedwon", "amount": "55000"}}
            v3_call, dated_call = Call(f"{v3}.basic_api.update", key, won), Call(f"{dated}.update", key, **won)
            yield case("Update deal stage", {"deal_id": key, **won}, v3_call, dated_call)
        yield case(
            f"Delete {noun}",
            {f"{field}_id": key},
            Call(f"{v3}.basic_api.archive", key),
            Call(f"{dated}.delete", key),
        )


def _contacts() -> Iterator[Case]:
    email = "john.doe@example.com"
    v3, dated = "crm.contacts.basic_api", "crm.objects.contacts"
    by_email = {"id_property": "email"}
    for more in ({}, {"properties": READ, "properties_with_history": ["email"], "associations": ["companies"]}):
        yield case(
            "Get contact by email",
            {"email": email, **more},
            Call(f"{v3}.get_by_id", email, **by_email, **more),
            Call(f"{dated}.get", email, **by_email, **more),
        )
    yield case(
        "Contact exists with email?",
        {"email": email},
        Call(f"{v3}.get_by_id", email, **by_email),
        Call(f"{dated}.get", email, **by_email),
    )
    change = {"properties": {"firstname": "Johnny", "jobtitle": "Director"}}
    yield case(
        "Update contact by email",
        {"email": email, **change},
        Call(f"{v3}.update", email, change, **by_email),
        Call(f"{dated}.update", email, **change, **by_email),
    )
    yield case(
        "Update contact by vid",
        {"vid": 51, **change},
        Call(f"{v3}.update", "51", change),
        Call(f"{dated}.update", "51", **change),
    )
    yield case(
        "Update contact",
        {"contact_id": email, "id_property": "email", **change},
        Call(f"{v3}.update", email, change, **by_email),
        Call(f"{dated}.update", email, **change, **by_email),
    )
    yield case("Archive contact", {"contact_id": 51}, Call(f"{v3}.archive", "51"), Call(f"{dated}.delete", "51"))
    merge = {"primary_object_id": "51", "object_id_to_merge": "52"}
    yield case("Merge contacts", merge, Call(f"{v3}.merge", merge), Call(f"{dated}.merge", **merge))
    yield case("Private App Authentication", {}, Call(f"{v3}.get_page", limit=1), Call(f"{dated}.list", limit=1))


CASES = (*_got(), *_listed(), *_made(), *_changed(), *_contacts())
