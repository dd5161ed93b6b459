"""The calls that a plan makes first, found by starting it; nothing is sent.

Most operations are a single call, which is found this way. Calls after the first depend on answers, so methods that
may make several declare them (`uses=` of their decorator).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.edition_calls import PendingCall
from hubspot_facade.plans.plan import Flow, Together
from hubspot_facade.plans.shared_reads import Kept

if TYPE_CHECKING:
    from hubspot_facade.plans.plan import Plan


def first_calls(plan: Plan[Any]) -> set[str]:
    """The calls (`api.name`, after `edition:` if only this edition has it) that a plan begins with."""
    steps = iter(plan)
    step: Any = next(steps, None)
    while isinstance(step, Kept):  # nothing is kept, and nothing is called
        step = next(steps, None)
    if isinstance(step, Together):
        return {name for each in step.calls for name in first_calls(each)}
    if isinstance(step, Flow):
        return {name for each in iter(step.next, None) for name in first_calls(each)}
    if isinstance(step, PendingCall):
        return {f"{step.only}:{step.api}.{step.name}" if step.only else f"{step.api}.{step.name}"}
    return set()
