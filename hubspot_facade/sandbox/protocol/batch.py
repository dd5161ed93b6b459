"""Batches over one service's items: run one by one, answered as one envelope, refusals beside results."""

from collections.abc import Callable, Iterable
from typing import Any

from hubspot_facade.sandbox.state.instants import instant

from .errors import Body, Refusal
from .messages import Answer, Request


def envelope(request: Request, results: list[Any], errors: list[Body] | None = None) -> Body:
    """The body of a batch or task that is complete."""
    now = instant(request.portal.now())
    body: Body = {"status": "COMPLETE", "results": results, "requestedAt": now, "startedAt": now, "completedAt": now}
    if errors:
        body |= {"numErrors": len(errors), "errors": errors}
    return body


def each(request: Request, inputs: Iterable[Body], work: Callable[[Body], Any], *, status: int = 200) -> Answer:
    """Each input's result; 207 with the refusals when there are any. A refusal must leave nothing half done."""
    results: list[Any] = []
    errors: list[Body] = []
    for one in inputs:
        try:
            results.append(work(one))
        except Refusal as refusal:
            errors.append(refusal.item())
    return Answer(207 if errors else status, envelope(request, results, errors))
