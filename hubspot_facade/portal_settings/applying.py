"""Applies a plan, step by step, and says what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import ApplyFailed, HubSpotError, PlanRefused
from hubspot_facade.portal_settings.calls_of_steps import Doing

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_facade.portal_settings.entries import Portal
    from hubspot_facade.portal_settings.steps import Refused, SettingsPlan, Step


@dataclass(frozen=True, slots=True)
class AppliedSettings:
    """What was done: every step of the plan. `kept` is what only the portal has and keeps."""

    portal_id: int
    done: Sequence[Step]
    kept: Sequence[Refused]


def carry_out(plan: SettingsPlan, portal: Portal) -> Generator[Any, Any, AppliedSettings]:
    """Do every step of a plan, in its order. `portal` has the labels of the files."""
    if plan.refused:
        raise PlanRefused(plan)
    doing = Doing(portal)
    for at, step in enumerate(plan.steps):
        try:
            yield from doing.do(step)
        except HubSpotError as error:
            raise ApplyFailed(plan.steps[:at], step, error, plan.steps[at + 1 :]) from error
    return AppliedSettings(plan.portal_id, plan.steps, plan.kept)
