"""Waiting for what HubSpot does in its own time: imports, exports, conversions of lists, files fetched from a URL.

A job is looked at after one second, then at growing intervals of up to half a minute, each varied at random so that
many programs do not ask at once. Every look has the client's deadline to itself. A look that fails for a passing reason
is followed by further ones: the job goes on at HubSpot whatever becomes of the connection.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.errors import (
    HubSpotError,
    InputError,
    JobFailed,
    JobTimeout,
    Locked,
    PortalMoving,
    RateLimited,
    ServerError,
    TransportError,
)
from hubspot_facade.plans.plan import Later, Report

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.plans.plan import Look, Plan

T = TypeVar("T")

HOUR = 3600.0
_FIRST, _GROWTH, _LONGEST = 1.0, 1.5, 30.0
_NEAR = 0.001  # seconds: sums of pauses are not exact
_MOST_MISSES = 5  # looks in a row that fail, each of them after the client's retries
_PASSING = (TransportError, RateLimited, ServerError, Locked, PortalMoving)


@dataclass(frozen=True, slots=True)
class Progress:
    """A look at a job: `kind` and `job_id` name it, `status` is HubSpot's word, `answer` HubSpot's whole report.

    `seconds` is how long it has been waited for.
    """

    kind: str
    job_id: str
    status: str
    seconds: float
    answer: Any


ProgressFunction: TypeAlias = Callable[[Progress], object]
"""A function to call at every look; the asynchronous client awaits one that returns an awaitable."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job, and how it ends: `done` and `failed` are the statuses after which nothing more happens.

    `again` is the call that waits for it by its id, for messages.
    """

    kind: str
    id: str
    again: str
    done: Collection[str]
    failed: Collection[str]

    @property
    def goes_on(self) -> str:
        """What a person must know who stops waiting."""
        return f"{self.kind} {self.id} goes on at HubSpot; {self.again} waits for it again"

    def result_of(self, answer: Any) -> Any:
        """The result of a job that is done. Raises JobFailed, with HubSpot's reason, if there is none."""
        if answer.result is not None:
            return answer.result
        why = "; ".join(str(each.message) for each in answer.errors or ()) or "HubSpot gives no reason"
        status = str(answer.status)
        raise JobFailed(
            f"{self.kind} {self.id} has no result: {why}",
            kind=self.kind,
            job_id=self.id,
            status=status,
            answer=answer,
        )


def wait_for(
    job: Job,
    look: Callable[[], Plan[T]],
    status: Callable[[T], str],
    *,
    timeout: float | None,
    progress: ProgressFunction | None,
) -> Generator[Any, Any, T]:
    """The answer with which a job is done. Raises JobFailed, and JobTimeout after `timeout` seconds (None: never).

    Other errors are those of the look itself, once several in a row have failed or for one that will not pass.
    """
    if timeout is not None and timeout < 0:
        raise InputError("timeout", f"expected 0 or more seconds, not {timeout}")
    began: float | None = None
    pause, interval, misses = 0.0, _FIRST, 0
    word: str | None = None
    last: T | None = None
    while True:
        seen: Look = yield from Later(look(), after=pause, note=job.goes_on)
        began = seen.began if began is None else began
        seconds = seen.ended - began
        if seen.error is not None:
            misses += 1
            _raise_unless_passing(seen.error, misses, job)
        else:
            misses, last = 0, seen.answer
            word = status(seen.answer)
            if progress is not None:
                yield from Report(progress, Progress(job.kind, job.id, word, seconds, last))
            if word in job.done:
                return seen.answer  # type: ignore[no-any-return] # what the look answers
            if word in job.failed:
                raise JobFailed(
                    f"{job.kind} {job.id} ended as {word}", kind=job.kind, job_id=job.id, status=word, answer=last
                )
        left = None if timeout is None else timeout - seconds
        if left is not None and left < _NEAR:
            known = f"is {word}" if word else "has not been seen"
            raise JobTimeout(
                f"{job.kind} {job.id} {known} after {seconds:.0f} s of waiting; {job.goes_on}",
                kind=job.kind,
                job_id=job.id,
                status=word,
                answer=last,
            )
        pause = interval * (0.8 + 0.4 * seen.chance)
        pause = pause if left is None else min(pause, left)
        interval = min(interval * _GROWTH, _LONGEST)


def _raise_unless_passing(error: HubSpotError, misses: int, job: Job) -> None:
    if not isinstance(error, _PASSING):
        raise error
    if misses >= _MOST_MISSES:
        error.add_note(job.goes_on)
        raise error


def afresh(plan: Plan[T]) -> Generator[Any, Any, T]:
    """The plan's result, with a deadline of its own: for what follows a wait."""
    seen: Look = yield from Later(plan)
    if seen.error is not None:
        raise seen.error
    return seen.answer  # type: ignore[no-any-return] # what the plan answers
