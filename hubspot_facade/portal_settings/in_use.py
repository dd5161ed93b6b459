"""Finds records that keep HubSpot from removing a stage, a pipeline or an object type, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import Forbidden
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import needing
from hubspot_facade.portal_settings.steps import DROP_PIPELINE, DROP_SCHEMA, Refused

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as calls  # where this edition has it

    from hubspot_facade.portal_settings.entries import Portal
    from hubspot_facade.portal_settings.steps import SettingsPlan, Step
else:
    calls = edition_calls("crm.objects")

_PROPERTIES = {"0-3": ("pipeline", "dealstage"), "0-1": ("", "lifecyclestage"), "0-2": ("", "lifecyclestage")}


def without_used(plan: SettingsPlan, portal: Portal) -> Generator[Any, Any, SettingsPlan]:
    """The plan, with a refusal for each step that would remove what records are in."""
    refused = [*plan.refused]
    for step in plan.steps:
        if step.phase not in (DROP_PIPELINE, DROP_SCHEMA):
            continue
        try:
            answer: Any = yield from needing(
                calls.search(portal.type_ids[step.key[0]], body={"filterGroups": _filters(step, portal), "limit": 1}),
                "total",
            )
        except Forbidden:
            continue  # the token cannot see the records; HubSpot refuses the step if there are any
        if answer.total:
            refused.append(Refused(step.key, f"{answer.total} records are in it"))
    return replace(plan, refused=refused)


def _filters(step: Step, portal: Portal) -> list[dict[str, Any]]:
    if step.phase == DROP_SCHEMA:
        return []
    pipeline, stage = _PROPERTIES.get(type_id(step.key[0]), ("hs_pipeline", "hs_pipeline_stage"))
    wanted = [(pipeline, step.key[:3]), (stage, step.key)] if len(step.key) > 3 else [(pipeline, step.key)]
    filters = [
        {"propertyName": name, "operator": "EQ", "value": portal.settings.ids[key]} for name, key in wanted if name
    ]
    return [{"filters": filters}] if filters else []
