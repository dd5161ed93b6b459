"""One call with pacing, retries and logging, as a generator that neither sends nor sleeps.

It yields seconds to sleep, an event for the hooks, an errand of the pacer, or None for "send now", and then receives
what came of it. The two senders differ only in how they do these things.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.basic_errors import DeadlineError, HubSpotError, RateLimited, TransportError
from hubspot_facade.late import late_module
from hubspot_facade.light_dataclasses import dataclass, field
from hubspot_facade.transport.pacing import Errand, Pacer
from hubspot_facade.transport.policy import DAY_IS_OVER, GiveUp, Retry, RetryPolicy, decide
from hubspot_facade.transport.request import Answer, Request
from hubspot_facade.transport.secrets import Secrets
from hubspot_facade.transport.window import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_facade.transport import doubt as doubts
    from hubspot_facade.transport import hooks as events
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.hooks import Event, EventHooks, ResponseEvent
else:
    doubts = late_module("hubspot_facade.transport.doubt")
    events = late_module("hubspot_facade.transport.hooks")

logger = logging.getLogger("hubspot_facade")
_NEAR = 0.005  # seconds: a timeout that ends with the deadline may end a little earlier


@dataclass(frozen=True)
class Result:
    """The last answer, the number of attempts, and why there was no further one.

    `in_doubt` is that of the error; `gone` is a 404 that means success: an earlier attempt, whose answer was lost,
    deleted what the request names. `secrets` are what must not be shown of the answer.
    """

    answer: Answer
    attempts: int = 1
    gave_up: str | None = None
    in_doubt: bool = False
    gone: bool = False
    secrets: Secrets = field(default_factory=Secrets, repr=False)


Exchange: TypeAlias = "Generator[float | Event | Errand | None, Answer | TransportError | None, Result]"


def exchange(
    request: Request,
    *,
    base_url: str,
    pacer: Pacer,
    policy: RetryPolicy,
    clock: Clock,
    until: float | None = None,
    secrets: Secrets | None = None,
    renewed: Callable[[], bool] = lambda: False,
    hooks: EventHooks | None = None,
) -> Exchange:
    """Send until there is an answer to keep; raise the transport error if there is none.

    `renewed` says whether the sender has another token for the request since the last attempt. Waits that would end
    after the moment `until` of the clock are not begun: DeadlineError.
    """
    secrets = secrets or Secrets()
    attempt = 0
    sent = doubt = False
    last: Answer | TransportError | None = None

    def url() -> str:
        return secrets.text(request.shown_url(base_url))

    def late() -> DeadlineError:
        error = DeadlineError(_too_late(last), method=request.method, url=url(), sent=sent)
        error.attempts, error.in_doubt = attempt, doubt
        error.gave_up = doubts.advice(request) if doubt else None
        error.__cause__ = last if isinstance(last, TransportError) else None
        return error

    def over(error: RateLimited) -> RateLimited:
        error.method, error.url = request.method, url()
        error.attempts, error.in_doubt = attempt, doubt
        return error

    while True:
        turn = pacer.reserve(request.lane)
        if not isinstance(turn, Turn):
            turn = yield from _turn(pacer, request.lane, turn, clock, until, late, over)
        if until is not None and clock.monotonic() >= until:
            pacer.withdrawn(turn)
            raise late()
        attempt += 1
        replayable = request.rewind()
        began = clock.monotonic()
        outcome: Answer | TransportError | None = None
        try:
            if hooks:
                shown = secrets.request_headers(request.headers)
                yield events.RequestEvent(request.method, url(), attempt, shown, request.route)
                began = clock.monotonic()
            outcome = yield None
        except HubSpotError as error:  # no token can be had, after an attempt that may have been carried out
            if doubt:
                error.sent = error.in_doubt = True
            raise
        finally:
            if isinstance(outcome, Answer):
                pacer.answered(turn)
            else:
                pacer.dropped(turn)
        assert outcome is not None, "a sender returns an outcome"  # noqa: S101 # a contract of ours
        elapsed = clock.monotonic() - began
        if isinstance(outcome, Answer):
            pacer.observe(turn, outcome.headers)
        if logger.isEnabledFor(logging.DEBUG):
            _logs().log_answer(request, attempt, elapsed, outcome, secrets)
        if hooks:
            yield _event(request, url(), attempt, elapsed, outcome, secrets)
        if isinstance(outcome, Answer):
            if outcome.status < 300:
                return Result(outcome, attempt, secrets=secrets)
            if doubts.is_gone(request, outcome, before=doubt):
                return Result(outcome, attempt, gone=True, secrets=secrets)
        sent = sent or not isinstance(outcome, TransportError) or outcome.sent
        doubt = doubts.in_doubt(request, outcome, before=doubt)
        last = outcome
        if until is not None and isinstance(outcome, TransportError) and clock.monotonic() >= until - _NEAR:
            raise late()
        decision = (
            Retry(0.0)
            if renewed()
            else decide(
                policy,
                attempt,
                outcome,
                repeatable=request.may_repeat(),
                jitter=clock.random(),
                now=clock.wall(),
            )
        )
        if not isinstance(decision, GiveUp) and not replayable:
            decision = GiveUp("not repeated: a file of the request cannot be read again")
        if isinstance(decision, GiveUp):
            if decision.reason == DAY_IS_OVER:
                pacer.used_up(turn)
            gave_up = (
                "; ".join(each for each in (decision.reason, doubts.advice(request) if doubt else None) if each) or None
            )
            if isinstance(outcome, Answer):
                return Result(outcome, attempt, gave_up, in_doubt=doubt, secrets=secrets)
            outcome.attempts, outcome.gave_up = attempt, gave_up
            outcome.sent, outcome.in_doubt = sent, doubt
            raise outcome
        if logger.isEnabledFor(logging.INFO):
            _logs().log_retry(request, attempt, decision.after, outcome, secrets)
        if isinstance(outcome, Answer) and outcome.status == 429:
            pacer.pause(turn, decision.after)
        if until is not None and clock.monotonic() + decision.after > until:
            raise late()
        if hooks:
            yield events.RetryEvent(request.method, url(), attempt, decision.after, *_came_of(outcome), request.route)
        yield decision.after


def _turn(
    pacer: Pacer,
    lane: str,
    given: float | Errand,
    clock: Clock,
    until: float | None,
    late: Callable[[], DeadlineError],
    over: Callable[[RateLimited], RateLimited],
) -> Generator[float | Errand, Answer | TransportError | None, Turn]:
    """Wait until it is the request's turn; nothing stays reserved for one that is given up meanwhile."""
    step: Turn | float | Errand = given
    while True:
        answer: Turn | float = 0.0
        try:
            if isinstance(step, Errand):
                yield step
                if isinstance(step.given, RateLimited):
                    raise over(step.given)
                answer = step.given
            else:
                answer = step
            wait = answer.wait if isinstance(answer, Turn) else answer
            if wait:
                if until is not None and clock.monotonic() + wait > until:
                    raise late()
                yield wait
        except BaseException:
            held = step.given if isinstance(step, Errand) else answer
            if isinstance(held, Turn):
                pacer.withdrawn(held)
            raise
        if isinstance(answer, Turn):
            if not answer.wait or pacer.stands(answer):
                answer.when = clock.monotonic()
                return answer
            pacer.withdrawn(answer)
        step = pacer.reserve(lane)


def _logs() -> Any:
    from hubspot_facade.transport import logs  # only programs that log need it

    return logs


def _event(
    request: Request, url: str, attempt: int, elapsed: float, outcome: Answer | TransportError, secrets: Secrets
) -> ResponseEvent:
    status, error = _came_of(outcome)
    headers = secrets.headers(outcome.headers) if isinstance(outcome, Answer) else {}
    return events.ResponseEvent(request.method, url, attempt, elapsed, status, headers, error, request.route)


def _came_of(outcome: Answer | TransportError) -> tuple[int | None, TransportError | None]:
    return (outcome.status, None) if isinstance(outcome, Answer) else (None, outcome)


def _too_late(last: Answer | TransportError | None) -> str:
    if last is None:
        return "the deadline passed before the request could be sent"
    before = f"an answer with status {last.status}" if isinstance(last, Answer) else last.args[0]
    return f"the deadline passed; the last attempt gave: {before}"
