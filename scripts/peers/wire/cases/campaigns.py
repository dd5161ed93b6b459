"""Campaigns, which only the dated client has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

GUID = "11111111-2222-4333-8444-555555555555"
ONE = {"campaign_guid": GUID}
SPAN = {"start_date": "2024-01-01", "end_date": "2024-12-31"}
NAMED = {"properties": {"hs_name": "Spring", "hs_start_date": "2024-03-01"}}
API = "marketing.campaigns"


def _themselves() -> Iterator[Case]:
    yield case("Create a campaign", NAMED, (), Call(f"{API}.create", **NAMED))
    yield case("Update campaign", {**ONE, **NAMED}, (), Call(f"{API}.update", GUID, **NAMED))
    yield case("Delete campaign", ONE, (), Call(f"{API}.delete", GUID))
    for more in ({}, {"properties": ["hs_name", "hs_goal"], **SPAN}):
        yield case("Read a campaign", {**ONE, **more}, (), Call(f"{API}.get", GUID, **more))
    for page in (
        {"limit": 10},
        {"limit": 5, "after": "NQ==", "name": "Spring", "sort": "-hs_name", "properties": ["hs_name"]},
    ):
        yield case("Campaign search", page, (), Call(f"{API}.list", **page))
    yield case("Read budget", ONE, (), Call(f"{API}.budget.get_totals", GUID))


def _batches() -> Iterator[Case]:
    made: list[dict[str, Any]] = [NAMED, {"properties": {"hs_name": "Autumn"}}]
    yield case("Create a batch of campaigns", {"inputs": made}, (), Call(f"{API}.batch.create", inputs=made))
    changed = [{"id": GUID, **NAMED}]
    yield case("Update a batch of campaigns", {"inputs": changed}, (), Call(f"{API}.batch.update", inputs=changed))
    ids = [{"id": GUID}]
    yield case("Delete a batch of campaigns", {"inputs": ids}, (), Call(f"{API}.batch.delete", inputs=ids))
    for more in ({}, {"properties": ["hs_name", "hs_goal"], **SPAN}):
        yield case(
            "Read a batch of campaigns", {"inputs": ids, **more}, (), Call(f"{API}.batch.get", inputs=ids, **more)
        )


def _assets() -> Iterator[Case]:
    asset = {**ONE, "asset_type": "FORM"}
    yield case("Add asset association", {**asset, "asset_id": "77"}, (), Call(f"{API}.assets.update", "77", **asset))
    yield case("Remove asset association", {**asset, "asset_id": "77"}, (), Call(f"{API}.assets.delete", "77", **asset))
    for more in ({}, {**SPAN, "limit": "5", "after": "NQ=="}):
        given = {**more, "limit": 5} if more else {}
        yield case("List assets", {**asset, **given}, (), Call(f"{API}.assets.list", "FORM", **ONE, **more))


def _reports() -> Iterator[Case]:
    metrics = f"{API}.metrics"
    for span in ({}, SPAN):
        yield case(
            "Get Campaign Metrics", {**ONE, **span}, (), Call(f"{metrics}.get_attribution_metrics", GUID, **span)
        )
    for more in ({}, {"attribution_model": "LINEAR", **SPAN}):
        yield case("Fetch revenue", {**ONE, **more}, (), Call(f"{metrics}.get_revenue_attribution", GUID, **more))
    for page in ({"limit": 10}, {"limit": 5, "after": "NQ==", **SPAN}):
        yield case(
            "Fetch contact IDs",
            {**ONE, "contact_type": "contactFirstTouch", **page},
            (),
            Call(f"{metrics}.list_contact_ids_by_type", "contactFirstTouch", **ONE, **page),
        )


CASES = (*_themselves(), *_batches(), *_assets(), *_reports())
