"""Plans what to do so that a portal has the settings of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.association_steps import plan_labels, plan_limits
from hubspot_facade.portal_settings.pipeline_steps import plan_pipelines
from hubspot_facade.portal_settings.property_steps import plan_groups, plan_properties, plan_rules
from hubspot_facade.portal_settings.renames import align, stale_hints
from hubspot_facade.portal_settings.schema_steps import plan_schemas
from hubspot_facade.portal_settings.steps import SettingsPlan, hash_of
from hubspot_facade.portal_settings.work import Work

if TYPE_CHECKING:
    from hubspot_facade.portal_settings.entries import Portal, Settings


def plan_of(wanted: Settings, portal: Portal, *, prune: bool) -> SettingsPlan:
    """The steps from a portal to the wanted settings; what only the portal has goes if `prune` says so."""
    aligned, renames = align(wanted, portal)
    work = Work(wanted, aligned, prune=prune)
    for key, reason in stale_hints(wanted, portal):
        work.refuse(key, reason)
    plan_schemas(work)
    plan_groups(work)
    plan_properties(work)
    plan_rules(work)
    plan_pipelines(work, [each for each in renames if each.key[1] == names.PIPELINES])
    plan_labels(work, [each for each in renames if each.key[1] == names.LABELS])
    plan_limits(work)
    done = sorted(work.steps, key=lambda each: each.phase)
    return SettingsPlan(
        portal.settings.portal_id or 0, done, work.refused, work.kept, _hash(wanted, portal, prune=prune)
    )


def _hash(wanted: Settings, portal: Portal, *, prune: bool) -> str:
    found = portal.settings
    hubspots: Any = {key: entry for key, entry in sorted(portal.fixed.items()) if key in wanted.entries}
    orders = dict(sorted(portal.orders.items()))
    ids = dict(sorted(found.ids.items()))
    named = dict(sorted(wanted.ids.items()))
    return hash_of(prune, found.portal_id, wanted.entries, named, found.entries, ids, orders, hubspots)
