"""Associations between records, one by one and in batches, and their labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

PAIR = {"object_type": "contacts", "object_id": "51", "to_object_type": "companies", "to_object_id": "1234567890"}
CAR = {"object_type": "p_car", "object_id": "701", "to_object_type": "contacts", "to_object_id": "51"}
TYPES = {"from_object_type": "contacts", "to_object_type": "companies"}
BASIC, BATCH = "crm.associations.v4.basic_api", "crm.associations.v4.batch_api"


def _spec(type_id: int) -> list[dict[str, Any]]:
    return [{"association_category": "HUBSPOT_DEFINED", "association_type_id": type_id}]


def _default(kind: str, key: str, to_kind: str, to_key: str) -> tuple[Call, Call]:
    return (
        Call(f"{BASIC}.create_default", kind, key, to_kind, to_key),
        Call("crm.associations.create", to_key, from_object_type=kind, from_object_id=key, to_object_type=to_kind),
    )


def _labelled(type_id: int, kind: str, key: str, to_kind: str, to_key: str) -> tuple[Call, Call]:
    return (
        Call(f"{BASIC}.create", kind, key, to_kind, to_key, _spec(type_id)),
        Call(
            "crm.associations.update_labels",
            to_key,
            object_type=kind,
            object_id=key,
            to_object_type=to_kind,
            body=_spec(type_id),
        ),
    )


def _archived(kind: str, key: str, to_kind: str, to_key: str) -> tuple[Call, Call]:
    return (
        Call(f"{BASIC}.archive", kind, key, to_kind, to_key),
        Call("crm.associations.delete", to_key, object_type=kind, object_id=key, to_object_type=to_kind),
    )


def _single() -> Iterator[Case]:
    pair, car = tuple(PAIR.values()), tuple(CAR.values())
    yield case("Add contact to company", {"contact_id": 51, "company_id": "1234567890"}, *_default(*pair))
    yield case("Associate custom object", CAR, *_default(*car))
    name = "Associate a record with another record or activity"
    yield case(name, {**PAIR, "association_type_id": 279}, *_labelled(279, *pair))
    yield case(
        "Associate crm objects",
        {**PAIR, "association_type_id": "1", "association_category": "HUBSPOT_DEFINED"},
        *_labelled(1, *pair),
    )
    yield case("Delete associations from CRM objects", PAIR, *_archived(*pair))
    yield case("Delete custom object association", CAR, *_archived(*car))
    for page in ({"limit": 500}, {"limit": 10, "after": "20"}):
        yield case(
            "List CRM object associations",
            {"object_type": "contacts", "object_id": "51", "to_object_type": "companies", **page},
            Call(f"{BASIC}.get_page", "contacts", "51", "companies", **page),
            Call("crm.associations.list", "companies", object_type="contacts", object_id="51", **page),
        )


def _several() -> Iterator[Case]:
    place: dict[str, Any] = {"from_object_type": "contacts"}
    pair = {"to": {"id": "1234567890"}, "types": _spec(279)}
    yield case(
        "Create associations",
        {
            **TYPES,
            "inputs": [
                {
                    "from": {"id": "51"},
                    "to": {"id": "1234567890"},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}],
                }
            ],
        },
        Call(f"{BATCH}.create", "contacts", "companies", {"inputs": [{"_from": {"id": "51"}, **pair}]}),
        Call("crm.associations.batch.create", "companies", **place, inputs=[{"from": {"id": "51"}, **pair}]),
    )
    labels = Call("crm.associations.v4.schema.definitions_api.get_all", "contacts", "companies")
    removed = Call(f"{BATCH}.archive_labels", "contacts", "companies", {"inputs": [{"_from": {"id": "51"}, **pair}]})
    dated_labels = Call("crm.associations_schema.labels.list_labels", "companies", **place)
    dated = Call("crm.associations.batch.delete_labels", "companies", **place, inputs=[{"from": {"id": "51"}, **pair}])
    typed = {**PAIR, "association_type_id": 279}
    for more in ({}, {"association_category": "HUBSPOT_DEFINED"}):  # only the portal knows whether it has the type
        given = {**typed, **more}
        yield case("Remove an association between records", given, (labels, removed), (dated_labels, dated))
    loose = [{"_from": {"id": "51"}, "to": {"id": "1234567890"}}]
    yield case(
        "Create associations",
        {**TYPES, "inputs": [{"from": {"id": "51"}, "to": {"id": "1234567890"}}]},
        Call(f"{BATCH}.create_default", "contacts", "companies", {"inputs": loose}),
        Call(
            "crm.associations.batch.create_default",
            "companies",
            **place,
            inputs=[{"from": {"id": "51"}, "to": {"id": "1234567890"}}],
        ),
    )
    to = {"to": [{"id": "1234567890"}]}
    yield case(
        "Delete associations",
        {**TYPES, "inputs": [{"from": {"id": "51"}, "to": {"id": "1234567890"}}]},
        Call(f"{BATCH}.archive", "contacts", "companies", {"inputs": [{"_from": {"id": "51"}, **to}]}),
        Call("crm.associations.batch.delete", "companies", **place, inputs=[{"from": {"id": "51"}, **to}]),
    )
    several = {"to": [{"id": "1234567890"}, {"id": "1234567"}]}
    yield case(
        "Delete associations",
        {**TYPES, "inputs": [{"from": {"id": "51"}, **several}, {"from": {"id": "52"}, **to}]},
        Call(
            f"{BATCH}.archive",
            "contacts",
            "companies",
            {"inputs": [{"_from": {"id": "51"}, **several}, {"_from": {"id": "52"}, **to}]},
        ),
        Call(
            "crm.associations.batch.delete",
            "companies",
            **place,
            inputs=[{"from": {"id": "51"}, **several}, {"from": {"id": "52"}, **to}],
        ),
    )
    own = {"association_category": "USER_DEFINED", "association_type_id": 37}
    wired = {"associationCategory": "USER_DEFINED", "associationTypeId": 37}
    ends = {"to": {"id": "1234567890"}}
    yield case(
        "Create associations",
        {**TYPES, "inputs": [{"from": {"id": "51"}, **ends, "types": [wired]}]},
        Call(f"{BATCH}.create", "contacts", "companies", {"inputs": [{"_from": {"id": "51"}, **ends, "types": [own]}]}),
        Call(
            "crm.associations.batch.create",
            "companies",
            **place,
            inputs=[{"from": {"id": "51"}, **ends, "types": [own]}],
        ),
    )
    both = [{"id": "51"}, {"id": "52"}]
    yield case(
        "Batch read associations of records",
        {**TYPES, "inputs": both},
        Call(f"{BATCH}.get_page", "contacts", "companies", {"inputs": both}),
        Call("crm.associations.batch.get", "companies", **place, inputs=both),
    )


def _labels() -> Iterator[Case]:
    for name, first, to in (
        ("Retrieve association type ids (labels)", "from_object_type", "companies"),
        ("List association definitions", "object_type", "deals"),
        ("List association definitions (DDL)", "object_type", "companies"),
    ):
        yield case(
            name,
            {first: "contacts", "to_object_type": to},
            Call("crm.associations.v4.schema.definitions_api.get_all", "contacts", to),
            Call("crm.associations_schema.labels.list_labels", to, from_object_type="contacts"),
        )


CASES = (*_single(), *_several(), *_labels())
