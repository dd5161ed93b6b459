"""Records of a type that the payload names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

TYPE = {"association_category": "HUBSPOT_DEFINED", "association_type_id": 279}
WIRED_TYPE = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}


def _any_type() -> Iterator[Case]:
    more: dict[str, Any]
    v3, dated = "crm.objects.basic_api", "crm.objects.custom"
    read = {"properties": ["hs_call_body", "hs_timestamp"], "associations": ["contacts"]}
    for key, more in (("601", {}), ("601", read), ("601", {"archived": True, "id_property": "hs_object_id"})):
        yield case(
            "Retrieve an individual record",
            {"object_type": "0-48", "record_id": key, **more},
            Call(f"{v3}.get_by_id", "0-48", key, **more),
            Call(f"{dated}.get", key, object_type="0-48", **more),
        )
    for name, kind, page in (
        ("List all records of an object", "0-1", {"limit": 10, "after": "20", "properties": ["email"]}),
        ("List custom objects", "p_car", {"limit": 7, "associations": ["contacts"], "archived": True}),
    ):
        yield case(
            name,
            {"object_type": kind, **page},
            Call(f"{v3}.get_page", kind, **page),
            Call(f"{dated}.list", kind, **page),
        )
    spec = [{"to": {"id": "1234567890"}, "types": [TYPE]}]
    wired = [{"to": {"id": "1234567890"}, "types": [WIRED_TYPE]}]
    pin = {
        "dealname": "New",
        "pipeline": "default",
        "dealstage": "appointmentscheduled",
        "hs_pinned_engagement_id": "601",
    }
    pinned: dict[str, Any] = {"association_category": "HUBSPOT_DEFINED", "association_type_id": 205}
    for name, kind, properties, given, sent in (
        ("Create a record", "0-5", {"subject": "Report", "hs_pipeline": "0", "hs_pipeline_stage": "1"}, [], []),
        ("Create a record with associations", "0-1", {"email": "jane@example.com"}, wired, spec),
        (
            "Create a record, associate an activity and pin it",
            "0-3",
            pin,
            [{"to": {"id": "601"}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 205}]}],
            [{"to": {"id": "601"}, "types": [pinned]}],
        ),
        ("Create custom object", "p_car", {"model": "Roadster"}, [], []),
    ):
        body = {"properties": properties, "associations": sent}
        yield case(
            name,
            {"object_type": kind, "properties": properties, "associations": given},
            Call(f"{v3}.create", kind, body),
            Call(f"{dated}.create", kind, **body),
        )
    for more in ({}, {"id_property": "hs_object_id"}):
        change = {"properties": {"jobtitle": "Manager", "lifecyclestage": "customer"}}
        yield case(
            "Update an individual record",
            {"object_type": "0-1", "record_id": "51", **change, **more},
            Call(f"{v3}.update", "0-1", "51", change, **more),
            Call(f"{dated}.update", "51", object_type="0-1", **change, **more),
        )
    pinning = {"properties": {"hs_pinned_engagement_id": "601"}}
    yield case(
        "Pin an activity on a record (update)",
        {"object_type": "0-3", "record_id": "1001", "hs_pinned_engagement_id": "601"},
        Call(f"{v3}.update", "0-3", "1001", pinning),
        Call(f"{dated}.update", "1001", object_type="0-3", **pinning),
    )
    yield case(
        "Delete an individual record",
        {"object_type": "0-1", "record_id": "51"},
        Call(f"{v3}.archive", "0-1", "51"),
        Call(f"{dated}.delete", "51", object_type="0-1"),
    )


CASES = tuple(_any_type())
