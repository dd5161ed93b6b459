"""Envelopes of what HubSpot carries out for many inputs, or in its own time: status, times, results, refusals.

`batch_answer` is HubSpot's form for batches, `action_answer` that for actions (a 200 even where inputs fail), and
`completed` that for tasks; `each` runs a batch input by input.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.state.instants import instant

from .errors import Body, Refusal
from .messages import Answer, Request

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

STATUS = "COMPLETE"


def batch_answer(
    portal: "Portal", results: list[Any], errors: Iterable[Body] | None = None, *, status: int = 200
) -> Answer:
    """The answer of a batch: `status` when every input is done, 207 when some are refused."""
    now = instant(portal.now())
    refused = failures(errors or ())
    body: Body = {"status": STATUS, "results": results, **refused, "startedAt": now, "completedAt": now}
    return Answer(207 if refused else status, body)


def action_answer(
    request: Request, results: list[Any], errors: Iterable[Body] | None = None, *, status: int = 200
) -> Answer:
    """The answer of an action on many inputs, which also says when it was asked for."""
    times = completed(instant(request.portal.now()))
    return Answer(status, {"status": STATUS, "results": results, **times, **failures(errors or ())})


def completed(moment: str, *, started: str | None = None, status: str = STATUS) -> Body:
    """Status and times of what was asked for and done at a moment; `started` where it began earlier."""
    return {"status": status, "requestedAt": moment, "startedAt": started or moment, "completedAt": moment}


def failures(errors: Iterable[Body]) -> Body:
    """The fields for refused inputs; none when there are none."""
    listed = list(errors)
    return {"numErrors": len(listed), "errors": listed} if listed else {}


def each(request: Request, inputs: Iterable[Body], work: Callable[[Body], Any], *, status: int = 200) -> Answer:
    """Each input's result; 207 with the refusals when there are any. A refusal must leave nothing half done."""
    results, errors = attempted(inputs, work)
    return action_answer(request, results, errors, status=207 if errors else status)


def attempted(inputs: Iterable[Body], work: Callable[[Body], Any]) -> tuple[list[Any], list[Body]]:
    """What came of the inputs that were done, and the errors of those that were refused."""
    results: list[Any] = []
    errors: list[Body] = []
    for one in inputs:
        try:
            results.append(work(one))
        except Refusal as refusal:
            errors.append(refusal.item())
    return results, errors
