"""Applies a plan, step by step, and says what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError
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


class PlanRefused(HubSpotError):
    """HubSpot cannot do some of the plan, in `plan.refused`; nothing was written."""

    def __init__(self, plan: SettingsPlan) -> None:
        reasons = "; ".join(map(str, plan.refused))
        super().__init__(f"nothing was written, because HubSpot cannot do this: {reasons}")
        self.plan = plan

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.plan,)


class PlanOutdated(HubSpotError):
    """The settings or the portal have changed since the plan was made; nothing was written. `plan` is a new one."""

    def __init__(self, plan: SettingsPlan) -> None:
        super().__init__("the settings or the portal have changed since the plan was made: plan again")
        self.plan = plan

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.plan,)


class ApplyFailed(HubSpotError):
    """A step failed: what was `done`, the step that `failed` with its `error`, and what was `not_begun`.

    Applying the same settings again goes on from there. If `error.in_doubt` is true, the failed step may have been done.
    """

    def __init__(self, done: Sequence[Step], failed: Step, error: HubSpotError, not_begun: Sequence[Step]) -> None:
        super().__init__(
            f"{failed}: {error} ({len(done)} steps done, {len(not_begun)} not begun; apply again to go on)"
        )
        self.done, self.failed, self.error, self.not_begun = done, failed, error, not_begun

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.done, self.failed, self.error, self.not_begun)


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
