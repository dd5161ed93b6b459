"""What is known about a write without an answer of its own: it may have been carried out all the same.

A request is in doubt if it may have reached HubSpot and nothing says what became of it: the connection broke, a
timeout passed, or a server in between answered in HubSpot's place. Reads are never in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.errors import TransportError

if TYPE_CHECKING:
    from hubspot_facade.transport.request import Answer, Request

# HubSpot processed the request and refused it: an earlier attempt, whose answer was lost, was refused in the same way.
_VERDICTS = frozenset((400, 404, 405, 410, 413, 414, 415, 422))


def in_doubt(request: Request, outcome: Answer | TransportError, *, before: bool) -> bool:
    """Whether HubSpot may have carried the request out, after this outcome; `before` says it of earlier attempts."""
    if not request.writes:
        return False
    if isinstance(outcome, TransportError):
        return before or outcome.sent
    if outcome.status >= 500 or outcome.status == 408:
        return True
    return before and outcome.status not in _VERDICTS


def is_gone(request: Request, outcome: Answer, *, before: bool) -> bool:
    """Whether a DELETE found nothing because an earlier attempt, whose answer was lost, deleted what it names."""
    return before and outcome.status == 404 and request.method == "DELETE"


def advice(request: Request) -> str:
    """What the caller of a request in doubt can do."""
    if request.may_repeat():
        return "HubSpot may have processed it; sending it again does no harm"
    return (
        "HubSpot may have processed it, and what it creates may exist: look for that before you send it again "
        "(get it by a value of its own or list the newest; search lags behind)"
    )
