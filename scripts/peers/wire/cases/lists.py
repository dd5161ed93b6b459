"""Lists, their members, and contacts as the first contacts API returned them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

V3, DATED = "crm.lists.lists_api", "crm.lists"
READ_V3, READ_DATED = "crm.contacts.batch_api.read", "crm.objects.contacts.batch.get"
BOTH = [{"id": "51"}, {"id": "52"}]
LOOKED_UP = {
    "properties": ["email"],
    "properties_with_history": [],
    "id_property": "email",
    "inputs": [{"id": "jane.smith@example.com"}],
}
FILTER: dict[str, Any] = {
    "filterType": "PROPERTY",
    "property": "firstname",
    "operation": {
        "operationType": "MULTISTRING",
        "operator": "IS_EQUAL_TO",
        "values": ["John"],
        "includeObjectsWithNoValueSet": False,
    },
}
BRANCH: dict[str, Any] = {
    "filterBranchType": "OR",
    "filters": [],
    "filterBranches": [{"filterBranchType": "AND", "filterBranches": [], "filters": [FILTER]}],
}
SAID_BRANCH: dict[str, Any] = {
    "filter_branch_type": "OR",
    "filters": [],
    "filter_branches": BRANCH["filterBranches"],  # its types end at this depth
}


def _themselves() -> Iterator[Case]:
    plain = {"name": "Newsletter", "object_type_id": "0-1", "processing_type": "MANUAL"}
    yield case(
        "Create contact list", {"name": "Newsletter"}, Call(f"{V3}.create", plain), Call(f"{DATED}.create", **plain)
    )
    active = {"name": "Johns", "object_type_id": "0-1", "processing_type": "DYNAMIC"}
    yield case("Create list", {"name": "Newsletter"}, Call(f"{V3}.create", plain), Call(f"{DATED}.create", **plain))
    yield case(
        "Create list",
        {"name": "Johns", "dynamic": True, "filter_branch": BRANCH},
        (),  # its models have no filter by property
        Call(f"{DATED}.create", **active, filter_branch=SAID_BRANCH),
    )
    placed = {**plain, "list_folder_id": 7, "custom_properties": {"hs_note": "kept"}}
    yield case(
        "Create contact list",
        {"name": "Newsletter", "list_folder_id": "7", "custom_properties": {"hs_note": "kept"}},
        Call(f"{V3}.create", placed),
        Call(f"{DATED}.create", **placed),
    )
    others = {"name": "Firms", "object_type_id": "0-2", "processing_type": "SNAPSHOT"}
    yield case("Create list", others, Call(f"{V3}.create", others), Call(f"{DATED}.create", **others))
    for more in ({}, {"include_filters": True}):
        yield case(
            "Get contact list",
            {"contact_list_id": "123", **more},
            Call(f"{V3}.get_by_id", "123", **more),
            Call(f"{DATED}.get", "123", **more),
        )
        yield case(
            "Get a batch of lists",
            {"list_ids": ["123", "124"], **more},
            Call(f"{V3}.get_all", list_ids=["123", "124"], **more),
            Call(f"{DATED}.list", list_ids=["123", "124"], **more),
        )
    yield case(
        "Update list",
        {"list_id": "125", "filter_branch": BRANCH},
        (),
        Call(f"{DATED}.update_list_filters", "125", filter_branch=SAID_BRANCH),
    )
    yield case(
        "Update list",
        {"list_id": "123", "name": "Renamed"},
        Call(f"{V3}.update_name", "123", list_name="Renamed"),
        Call(f"{DATED}.update_list_name", "123", list_name="Renamed"),
    )
    for name, field in (("Delete list", "list_id"), ("Delete contact list", "contact_list_id")):
        yield case(name, {field: "123"}, Call(f"{V3}.remove", "123"), Call(f"{DATED}.delete", "123"))


def _found() -> Iterator[Case]:
    static, dynamic = ["MANUAL", "SNAPSHOT"], ["DYNAMIC"]
    for name, payload, kinds in (
        ("Get static lists", {"count": 20, "offset": 40}, static),
        ("Get dynamic lists", {"count": 20, "offset": 40}, dynamic),
        ("Get contact lists", {"query": "news", "count": 20, "offset": 40, "processing_types": dynamic}, dynamic),
        ("List contact lists", {"query": "news", "count": 20, "offset": 40, "processing_types": static}, static),
    ):
        body: dict[str, Any] = {"count": 20, "offset": 40, "processing_types": kinds, "query": payload.get("query", "")}
        yield case(
            name,
            payload,
            Call(f"{V3}.do_search", {**body, "additional_properties": ["hs_list_size"]}),
            Call(
                f"{DATED}.list_by_search",
                **body,
                list_ids=[],
                object_type_id="0-1",
                additional_filter_properties=["hs_list_size"],
            ),
        )


def _members() -> Iterator[Case]:
    v3 = "crm.lists.memberships_api"
    people = {"contact_ids": [456, "789"], "emails": ["jane.smith@example.com"]}
    for name, field, first in (
        ("Add contact to list", "contact_list_id", ["456", "789", "52"]),
        ("Add contacts to list", "list_id", ["456", "789", "52"]),
    ):
        given = people if field == "contact_list_id" else {"vids": [456, 789], "emails": people["emails"]}
        yield case(
            name,
            {field: "123", **given},
            (Call(READ_V3, LOOKED_UP), Call(f"{v3}.add", "123", first)),
            (Call(READ_DATED, **LOOKED_UP), Call(f"{DATED}.add_memberships", "123", body=first)),
        )
    read = {"properties": ["email"], "properties_with_history": []}
    for name, field in (("Get contacts in a list", "list_id"), ("List contact list contacts", "contact_list_id")):
        yield case(
            name,
            {field: "123", "properties": ["email"], "limit": 20},
            (Call(f"{v3}.get_page", "123", limit=20), Call(READ_V3, {"inputs": BOTH, **read})),
            (Call(f"{DATED}.list_memberships", "123", limit=20), Call(READ_DATED, inputs=BOTH, **read)),
        )
    latest = BOTH[::-1]
    yield case(
        "Get contacts recently added to a list",
        {"list_id": "123", "count": 10, "properties": ["email"]},
        (
            Call(f"{v3}.get_page_ordered_by_added_to_list_date", "123", limit=250),
            Call(READ_V3, {"inputs": latest, **read}),
        ),
        (Call(f"{DATED}.get_memberships_join_order", "123", limit=250), Call(READ_DATED, inputs=latest, **read)),
    )


def _profiles() -> Iterator[Case]:
    """What the first API answered at once takes several requests today."""
    read = {"properties": ["email", "firstname"], "properties_with_history": []}
    memberships = (Call("crm.lists.memberships_api.get_lists", "0-1", "51"),)
    dated_memberships = (Call("crm.lists.get_record_memberships", "51", object_type_id="0-1"),)
    shown: dict[str, Any] = {"property": ["email", "firstname"]}
    both = {"inputs": BOTH, **read}
    yield case(
        "Get a batch of contacts by vid", {"vids": [51, 52], **shown}, Call(READ_V3, both), Call(READ_DATED, **both)
    )
    one = {"inputs": BOTH[:1], **read}
    bare = {**shown, "propertyMode": "value_only"}
    yield case(
        "Get contact by vid",
        {"vid": 51, **bare},
        (Call(READ_V3, one), *memberships),
        (Call(READ_DATED, **one), *dated_memberships),
    )
    person = {"inputs": [{"id": "john.doe@example.com"}], "id_property": "email", **read}
    yield case(
        "Get contact by email (contacts-v1)",
        {"email": "john.doe@example.com", **bare},
        (Call(READ_V3, person), *memberships),
        (Call(READ_DATED, **person), *dated_memberships),
    )
    yield case(
        "Get a batch of contacts by email",
        {"email": ["john.doe@example.com"], **shown},
        Call(READ_V3, person),
        Call(READ_DATED, **person),
    )
    yield case(
        "Get all contacts",
        {"count": 1, **shown},
        (Call("crm.contacts.basic_api.get_page", limit=1, properties=["email"]), Call(READ_V3, one)),
        (Call("crm.objects.contacts.list", limit=1, properties=["email"]), Call(READ_DATED, **one)),
    )
    for name, by, first in (
        ("Get recently created contacts", "-createdate", "1011"),
        ("Get recently updated or created contacts", "-lastmodifieddate", "51"),
    ):
        least: dict[str, Any] = {"limit": 1, "sorts": [by]}
        found: dict[str, Any] = {**least, "properties": [], "after": "0", "filter_groups": []}
        newest = {"inputs": [{"id": first}], **read}
        yield case(
            name,
            {"count": 1, **shown},
            (Call("crm.contacts.search_api.do_search", least), Call(READ_V3, newest)),
            (Call("crm.objects.contacts.search", **found), Call(READ_DATED, **newest)),
        )


CASES = (*_themselves(), *_found(), *_members(), *_profiles())
