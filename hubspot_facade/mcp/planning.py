"""Plans of writes: what an operation would send and change, found without sending it, and carrying it out later."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError
from hubspot_facade.mcp.changes import Change, changes_of, read_present
from hubspot_facade.mcp.gate import Captured, Leave, leave
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.plans.plan import Flow, Together
from hubspot_facade.transport.repeatable import is_read

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_facade.catalogue.named_operation import Entry
    from hubspot_facade.mcp.client import GuardedHubSpot
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.transport.request import Request


@dataclass(frozen=True)
class Draft:
    """What an operation would do: its first writes, the changes that they make, and what the answers may lead to."""

    requests: list[Request]
    changes: list[Change]
    further: frozenset[tuple[str, str]]

    @property
    def records(self) -> int:
        """How many records, or other things, are changed."""
        return sum(each.inputs for each in self.changes)

    @property
    def state(self) -> list[Any]:
        """What is there now, to be compared when the plan is carried out."""
        return [[each.request, each.kind, each.id, each.exists, each.was] for each in self.changes]


def draft(client: GuardedHubSpot, entry: Entry, payload: Mapping[str, Any]) -> Draft:
    """What an operation would do with a payload. Nothing is changed; reads that it begins with are made."""
    requests: list[Request] = []
    with leave(Leave(capturing=requests)), suppress(Captured):
        _until_writes(client, entry.plan(client, payload))
    if any(_is_open(request) for request in requests):
        raise Refusal("files of this machine are not sent for agents")
    changes = changes_of(requests)
    if len(changes) <= client.policy.most_records:
        read_present(client, changes, requests)
    first = {(request.method, request.template) for request in requests}
    return Draft(requests, changes, frozenset(_writes(client, entry) - first if entry.uses else ()))


def carry_out(client: GuardedHubSpot, entry: Entry, payload: Mapping[str, Any], plan: Draft) -> Any:
    """The operation's answer; only what was drafted is sent, and what the operation declares to follow from it."""
    with leave(Leave(approved=tuple(plan.requests), further=plan.further)):
        return client.run(entry.plan(client, payload))


def _writes(client: GuardedHubSpot, entry: Entry) -> set[tuple[str, str]]:
    calls = entry.calls(client.configuration.api_version)
    return {(call.method, call.path) for call in calls if not is_read(call.method, call.path)}


def _until_writes(client: GuardedHubSpot, plan: Plan[Any]) -> Any:
    """The result of a plan that writes nothing; Captured at its first write.

    Of a group, each plan runs so far; after a batch, whose inputs are left unknown, the plan goes on to what it does
    beside it, such as a batch of other inputs.
    """
    steps, captured = iter(plan), False
    try:
        step: Any = next(steps)
        while True:
            try:
                answer: Any = None
                if isinstance(step, Together):
                    answer = _group(client, step)
                elif isinstance(step, Flow):
                    captured = _flow(client, step) or captured
                else:
                    answer = client.run(_alone(step))
            except HubSpotError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as stop:
        if not captured:
            return stop.value
    except Exception:  # what it makes of inputs that are unknown is of no interest
        if not captured:
            raise
    raise Captured


def _group(client: GuardedHubSpot, group: Together) -> list[Any]:
    answers: list[Any] = []
    captured = False
    for each in group.calls:
        try:
            answers.append(_until_writes(client, each))
        except Captured:
            captured = True
        except HubSpotError as error:
            answers.append(error)
    if captured:
        raise Captured
    return answers


def _flow(client: GuardedHubSpot, flow: Flow) -> bool:
    """Run each plan of a flow until it writes; whether one of them does."""
    rows, captured = iter(flow.rows), False
    while (plan := flow.next()) is not None or flow.wants():
        if plan is None:
            row: Any = next(rows, _END)
            flow.end() if row is _END else flow.take(row)
            continue
        error: HubSpotError | None = None
        try:
            _until_writes(client, plan)
        except Captured:
            captured = True
        except HubSpotError as raised:
            error = raised
        flow.over(plan, error)
    return captured


_END: Any = object()


def _alone(step: Any) -> Generator[Any, Any, Any]:
    return (yield step)


def _is_open(request: Request) -> bool:
    """Whether a part of a form is an open file, rather than content from the payload."""
    return any(not isinstance(part[1], bytes | BytesIO) for _, part in request.files or ())
