"""Searches: operators, groups, sorts, pages, and the named ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

FILTERS: tuple[list[tuple[dict[str, Any], dict[str, Any]]], ...] = (
    [
        (
            {"propertyName": "hs_object_id", "operator": "GTE", "value": "10"},
            {"property_name": "hs_object_id", "operator": "GTE", "value": "10"},
        )
    ],
    [
        (
            {
                "propertyName": "createdate",
                "operator": "BETWEEN",
                "value": "1704067200000",
                "highValue": "1711843200000",
            },
            {
                "property_name": "createdate",
                "operator": "BETWEEN",
                "value": "1704067200000",
                "high_value": "1711843200000",
            },
        ),
        (
            {"propertyName": "hubspot_owner_id", "operator": "HAS_PROPERTY"},
            {"property_name": "hubspot_owner_id", "operator": "HAS_PROPERTY"},
        ),
    ],
    [
        (
            {"propertyName": "hs_object_source", "operator": "NOT_IN", "values": ["crm_ui", "import"]},
            {"property_name": "hs_object_source", "operator": "NOT_IN", "values": ["crm_ui", "import"]},
        )
    ],
)
OPERATORS = ("EQ", "NEQ", "LT", "LTE", "GT", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN")
PAGES: tuple[dict[str, Any], ...] = (
    {"properties": ["createdate"], "sorts": ["-createdate"], "limit": 50, "after": "0"},
    {"properties": ["hs_object_id"], "sorts": ["hs_object_id"], "limit": 200, "after": "100", "query": "acme"},
)


def _searched() -> Iterator[Case]:
    for plural in ("contacts", "companies", "deals"):
        groups = [{"filters": [wired for wired, _ in group]} for group in FILTERS]
        said = [{"filters": [own for _, own in group]} for group in FILTERS]
        for page in PAGES:
            body = {"filter_groups": said, **page}
            yield case(
                f"Search {plural}",
                {"filterGroups": groups, **page},
                Call(f"crm.{plural}.search_api.do_search", body),
                Call(f"crm.objects.{plural}.search", **body),
            )
        plain = {"filterGroups": groups[:1], "limit": 10}
        least = {"filter_groups": said[:1], "limit": 10}
        yield case(f"Search {plural}", plain, Call(f"crm.{plural}.search_api.do_search", least))


def _operators() -> Iterator[Case]:
    asked: list[tuple[dict[str, Any], dict[str, Any]]] = [
        *(({"operator": name, "value": 12}, {"operator": name, "value": "12"}) for name in OPERATORS),
        ({"operator": "IN", "values": [1, "b"]}, {"operator": "IN", "values": ["1", "b"]}),
        ({"operator": "NOT_HAS_PROPERTY"}, {"operator": "NOT_HAS_PROPERTY"}),
        (
            {"operator": "BETWEEN", "value": 1, "highValue": 2},
            {"operator": "BETWEEN", "value": "1", "high_value": "2"},
        ),
    ]
    page: dict[str, Any] = {"properties": ["email"], "sorts": ["email"], "limit": 10, "after": "0"}
    for given, said in asked:
        body = {"filter_groups": [{"filters": [{"property_name": "hs_object_id", **said}]}], **page}
        yield case(
            "Search contacts",
            {"filterGroups": [{"filters": [{"propertyName": "hs_object_id", **given}]}], **page},
            Call("crm.contacts.search_api.do_search", body),
            Call("crm.objects.contacts.search", **body),
        )


def _named() -> Iterator[Case]:
    same = {"filters": [{"property_name": "domain", "operator": "EQ", "value": "example.com"}]}
    least: dict[str, Any] = {"filter_groups": [same], "properties": ["name"], "limit": 10, "after": "0"}
    body = {**least, "sorts": []}
    for given in ("example.com", "https://www.example.com/about"):
        yield case(
            "Search companies by domain",
            {"domain": given, "properties": ["name"], "limit": 10, "after": "0"},
            Call("crm.companies.search_api.do_search", least),
            Call("crm.objects.companies.search", **body),
        )
    recent: dict[str, Any] = {"properties": ["dealname"], "limit": 10, "after": "20", "sorts": ["-hs_lastmodifieddate"]}
    yield case(
        "List recently modified deals",
        {"properties": ["dealname"], "limit": 10, "after": "20"},
        Call("crm.deals.search_api.do_search", recent),
        Call("crm.objects.deals.search", filter_groups=[], **recent),
    )


CASES = (*_searched(), *_operators(), *_named())
