"""Records by the hundred: made, read, changed, written by key, archived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

TYPE = {"association_category": "HUBSPOT_DEFINED", "association_type_id": 279}
WIRED_TYPE = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}
PLURALS = ("contacts", "companies", "deals", "products", "line_items")
DATED = {plural: f"crm.objects.{plural}.batch" for plural in PLURALS}


def _shown(plural: str) -> str:
    return plural.replace("_", " ")


def _traced(email: str, trace_id: str) -> dict[str, Any]:
    return {"properties": {"email": email}, "associations": [], "object_write_trace_id": trace_id}


def _made() -> Iterator[Case]:
    inputs: list[dict[str, Any]]
    rows = {
        "contacts": [{"email": "c1@example.com", "firstname": "One"}, {"email": "c2@example.com", "firstname": "Two"}],
        "deals": [{"dealname": "A", "amount": "25000", "pipeline": "default", "dealstage": "appointmentscheduled"}],
        "products": [{"name": "Widget", "price": "99.99"}, {"name": "Gadget", "hs_sku": "G-1"}],
        "line_items": [{"name": "Software", "price": "500", "quantity": "2"}],
    }
    for plural, properties in rows.items():
        inputs = [{"properties": each, "associations": []} for each in properties]
        yield case(
            f"Batch create {_shown(plural)}",
            {"inputs": inputs},
            Call(f"crm.{plural}.batch_api.create", {"inputs": inputs}),
            Call(f"{DATED[plural]}.create", inputs=inputs),
        )
    for name, wired, types in (
        ("Create multiple records", [], []),
        ("Multi-status errors on batch create", [], []),
        ("Create multiple records with associations", [WIRED_TYPE], [TYPE]),
    ):
        properties = [{"email": "t1@example.com", "lastname": "One"}, {"email": "t2@example.com", "lastname": "Two"}]
        to = {"id": "1234567890"}
        given = [
            {"properties": each, "associations": [{"to": to, "types": wired}] if wired else []} for each in properties
        ]
        inputs = [
            {"properties": each, "associations": [{"to": to, "types": types}] if types else []} for each in properties
        ]
        yield case(
            name,
            {"object_type": "0-1", "inputs": given},
            Call("crm.objects.batch_api.create", "0-1", {"inputs": inputs}),
            Call("crm.objects.custom.batch.create", "0-1", inputs=inputs),
        )
    yield case(
        "Batch create contacts",
        {"inputs": [{"properties": {"email": "t4@example.com"}, "object_write_trace_id": "row-8"}]},
        Call("crm.contacts.batch_api.create", {"inputs": [_traced("t4@example.com", "row-8")]}),
        Call(f"{DATED['contacts']}.create", inputs=[_traced("t4@example.com", "row-8")]),
    )
    traced = [_traced("t3@example.com", "row-7")]
    yield case(
        "Create multiple records",
        {"object_type": "0-1", "inputs": [{"properties": {"email": "t3@example.com"}, "objectWriteTraceId": "row-7"}]},
        Call("crm.objects.batch_api.create", "0-1", {"inputs": traced}),
        Call("crm.objects.custom.batch.create", "0-1", inputs=traced),
    )


def _read() -> Iterator[Case]:
    by_email = {"properties": ["firstname", "email"], "properties_with_history": [], "id_property": "email"}
    by_id = {"properties": ["dealname", "dealstage"], "properties_with_history": ["dealstage"]}
    people = [{"id": "john.doe@example.com"}, {"id": "jane.smith@example.com"}]
    yield case(
        "Batch read contacts",
        {"inputs": people, **by_email},
        Call("crm.contacts.batch_api.read", {"inputs": people, **by_email}),
        Call(f"{DATED['contacts']}.get", inputs=people, **by_email),
    )
    some = {"properties": ["email"], "properties_with_history": ["firstname"]}
    yield case(
        "Batch read contacts",
        {"contact_ids": [51, 52], "archived": True, **some},
        Call("crm.contacts.batch_api.read", {"inputs": [{"id": "51"}, {"id": "52"}], **some}, archived=True),
        Call(f"{DATED['contacts']}.get", inputs=[{"id": "51"}, {"id": "52"}], archived=True, **some),
    )
    for name, kind, inputs, how in (
        ("Retrieve a batch of records by a custom unique identifier property", "0-1", people, by_email),
        ("Retrieve a batch of records by record ID", "0-3", [{"id": "1001"}], by_id),
    ):
        yield case(
            name,
            {"object_type": kind, "inputs": inputs, **how},
            Call("crm.objects.batch_api.read", kind, {"inputs": inputs, **how}),
            Call("crm.objects.custom.batch.get", kind, inputs=inputs, **how),
        )


def _changed() -> Iterator[Case]:
    rows = {
        "contacts": [("51", {"lifecyclestage": "customer"}), ("52", {"lifecyclestage": "opportunity"})],
        "companies": [("1234567890", {"city": "Graz"})],
        "deals": [("1001", {"dealname": "Renamed"})],
        "products": [("201", {"hs_sku": "SKU-1"})],
        "line_items": [("401", {"quantity": "3"})],
    }
    for plural, changes in rows.items():
        inputs = [{"id": key, "properties": properties} for key, properties in changes]
        yield case(
            f"Batch update {_shown(plural)}",
            {"inputs": inputs},
            Call(f"crm.{plural}.batch_api.update", {"inputs": inputs}),
            Call(f"{DATED[plural]}.update", inputs=inputs),
        )
    inputs = [{"id": "51", "properties": {"city": "Rome"}}]
    yield case(
        "Update multiple records",
        {"object_type": "0-1", "inputs": inputs},
        Call("crm.objects.batch_api.update", "0-1", {"inputs": inputs}),
        Call("crm.objects.custom.batch.update", "0-1", inputs=inputs),
    )
    keyed = [{"id": "john.doe@example.com", "id_property": "email", "properties": {"city": "Rome"}}]
    yield case(
        "Update multiple records",
        {
            "object_type": "0-1",
            "id_property": "email",
            "inputs": [{"id": keyed[0]["id"], "properties": {"city": "Rome"}}],
        },
        Call("crm.objects.batch_api.update", "0-1", {"inputs": keyed}),
        Call("crm.objects.custom.batch.update", "0-1", inputs=keyed),
    )


def _upserted() -> Iterator[Case]:
    properties = {"firstname": "Ada", "jobtitle": "Engineer"}
    keys = ("john.doe@example.com", "new.contact@example.com")
    inputs = [{"id": key, "id_property": "email", "properties": properties} for key in keys]
    wired = [{"id": key, "idProperty": "email", "properties": properties} for key in keys]
    calls: tuple[Call, Call] = (
        Call("crm.contacts.batch_api.upsert", {"inputs": inputs}),
        Call(f"{DATED['contacts']}.upsert", inputs=inputs),
    )
    yield case("Batch upsert contacts", {"inputs": wired}, *calls)
    yield case(
        "Batch create/update contact", {"contacts": [{"email": key, "properties": properties} for key in keys]}, *calls
    )
    for name in ("Create/update contact", "Create or update contact by email"):
        yield case(
            name,
            {"email": keys[0], "properties": properties},
            Call("crm.contacts.batch_api.upsert", {"inputs": inputs[:1]}),
            Call(f"{DATED['contacts']}.upsert", inputs=inputs[:1]),
        )
    yield case(
        "Upsert records",
        {"object_type": "0-1", "inputs": wired},
        Call("crm.objects.batch_api.upsert", "0-1", {"inputs": inputs}),
        Call("crm.objects.custom.batch.upsert", "0-1", inputs=inputs),
    )
    known = [{"id": "51", "properties": properties}]
    yield case(
        "Batch create or update contacts",
        {"contacts": [{"email": keys[1], "properties": properties}, {"vid": 51, "properties": properties}]},
        (
            Call("crm.contacts.batch_api.upsert", {"inputs": inputs[1:]}),
            Call("crm.contacts.batch_api.update", {"inputs": known}),
        ),
        (
            Call(f"{DATED['contacts']}.upsert", inputs=inputs[1:]),
            Call(f"{DATED['contacts']}.update", inputs=known),
        ),
    )


def _archived() -> Iterator[Case]:
    for plural, key in (("products", "201"), ("line_items", "401")):
        inputs: list[dict[str, Any]] = [{"id": key}]
        yield case(
            f"Batch delete {_shown(plural)}",
            {f"{plural[:-1]}_ids": [key]},
            Call(f"crm.{plural}.batch_api.archive", {"inputs": inputs}),
            Call(f"{DATED[plural]}.delete", inputs=inputs),
        )
    both = [{"id": "51"}, {"id": "52"}]
    yield case(
        "Delete multiple records",
        {"object_type": "0-1", "inputs": both},
        Call("crm.objects.batch_api.archive", "0-1", {"inputs": both}),
        Call("crm.objects.custom.batch.delete", "0-1", inputs=both),
    )


CASES = (*_made(), *_read(), *_changed(), *_upserted(), *_archived())
