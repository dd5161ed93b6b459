"""A portal's settings: pull, diff, plan, apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import PlanOutdated
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.portal_settings.applying import AppliedSettings, carry_out
from hubspot_facade.portal_settings.differences import Difference, Differences, compare
from hubspot_facade.portal_settings.documents import documents_of, ids_in, settings_of
from hubspot_facade.portal_settings.entries import ALL_CUSTOM, Portal, Settings, is_custom
from hubspot_facade.portal_settings.in_use import without_used
from hubspot_facade.portal_settings.planning import plan_of
from hubspot_facade.portal_settings.reading import read_portal
from hubspot_facade.portal_settings.renames import Rename, align
from hubspot_facade.wire.ids import names_of
from hubspot_facade.wire.values import Names

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.portal_settings.steps import SettingsPlan


class PulledSettings(Mapping[str, Any]):
    """The settings of a portal as documents: a table for each path, such as `contacts/properties.toml`.

    `left_out` are object types that could not be read, with the reason of each; `notes` say what is not certain.
    """

    def __init__(self, portal: Portal) -> None:
        self._documents = documents_of(portal.settings)
        self.portal_id = portal.settings.portal_id
        self.left_out = portal.left_out
        self.notes = portal.notes

    def __getitem__(self, path: str) -> Any:
        return self._documents[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"<Settings of portal {self.portal_id} in {len(self)} documents>"


class PortalSettings(Resource[C]):
    """Properties, groups, validation rules, pipelines, schemas and association labels and limits, as documents.

    A document is the content of a TOML file; `portal_settings.files` reads and writes directories of them. Changes that
    others make become readable after up to a minute, so plan and apply when nobody else works on the settings.
    """

    with_raw_response = WithRawResponse["PortalSettings[RawSync]", "PortalSettings[RawAsync]"]()

    @operation()
    def pull(self, object_types: Names | None = None) -> Generator[Any, Any, PulledSettings]:
        """Read the settings of these object types, or of the usual and all custom ones.

        "p_*" are all custom ones.
        Types that nobody named are left out if the token may not read them, or the portal does not have them.
        """
        portal = yield from read_portal(None if object_types is None else names_of(object_types, "object_types"))
        return PulledSettings(portal)

    @operation()
    def diff(self, settings: Mapping[str, Any]) -> Generator[Any, Any, Differences]:
        """Compare these settings with the portal. Returns what differs: true if anything does.

        InputError names the file and the field of what cannot be read; it comes before any request.
        """
        wanted, portal = yield from _read(settings)
        return _differences(wanted, portal)

    @operation()
    def plan(self, settings: Mapping[str, Any], *, prune: bool = False) -> Generator[Any, Any, SettingsPlan]:
        """Make a plan of what `apply` would do, and of what HubSpot cannot do. Returns the plan.

        `prune` archives what only the portal has.
        """
        wanted, portal = yield from _read(settings)
        return (yield from without_used(plan_of(wanted, portal, prune=prune), portal))

    @operation()
    def apply(
        self, settings: Mapping[str, Any], *, prune: bool = False, plan_hash: str | None = None
    ) -> Generator[Any, Any, AppliedSettings]:
        """Give the portal these settings; applying them again does what is left. Returns what was done.

        With the hash of a plan, only that plan is applied. Raises PlanOutdated if the settings or the portal have
        changed since, PlanRefused if HubSpot cannot do some of it (nothing is written in these cases), and ApplyFailed
        at the first step that fails.
        """
        wanted, portal = yield from _read(settings)
        plan = yield from without_used(plan_of(wanted, portal, prune=prune), portal)
        if plan_hash is not None and plan_hash != plan.hash:
            raise PlanOutdated(plan)
        return (yield from carry_out(plan, align(wanted, portal)[0]))


def compare_settings(settings: Mapping[str, Any], others: Mapping[str, Any]) -> Differences:
    """What differs between two sets of documents, with the first as what is wanted."""
    wanted, found = settings_of(settings), settings_of(others)
    return _differences(wanted, Portal(found, {}, {}, {}, {}, {}))


def _read(documents: Mapping[str, Any]) -> Generator[Any, Any, tuple[Settings, Portal]]:
    wanted = settings_of(documents)  # before any request
    types = {each for key in wanted.entries for each in (key[0], *wanted.object_types)}
    lacking = [each for each in sorted(types) if is_custom(each) and each != ALL_CUSTOM]
    portal = yield from read_portal(wanted.object_types, may_lack=lacking)
    portal_id = portal.settings.portal_id
    ids = ids_in(documents, portal_id)
    return Settings(wanted.object_types, wanted.entries, portal_id, ids), portal


def _differences(wanted: Settings, portal: Portal) -> Differences:
    aligned, renames = align(wanted, portal)
    found = compare(wanted.entries, aligned.settings.entries, aligned.fixed)
    return Differences([*map(_renamed, renames), *found], portal.left_out, portal.notes)


def _renamed(rename: Rename) -> Difference:
    return Difference("changed", rename.key, "label", rename.key[-1], rename.before)
