"""Errors of what takes more than a call (jobs, batches, loads, plans of settings, mirrors, webhooks); see `errors`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from hubspot_facade.basic_errors import APIError, HubSpotError, InputError
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal, Protocol

    from hubspot_facade.refusals import wording
    from hubspot_facade.refusals.wording import ErrorItem
else:
    wording = late_module("hubspot_facade.refusals.wording")

__all__ = [
    "ApplyFailed",
    "BatchError",
    "BatchInputError",
    "Interrupted",
    "JobError",
    "JobFailed",
    "JobTimeout",
    "JournalError",
    "LoadError",
    "MirrorError",
    "PlanOutdated",
    "PlanRefused",
    "RetiredEndpoint",
    "RowsFailed",
    "Unaccounted",
    "UnknownField",
    "UnknownOperation",
    "UnreadableValue",
    "WebhookRefused",
]

_SHOWN = 3  # failures in the text of a BatchError; its batch has all of them


class MirrorError(HubSpotError):
    """The file of a mirror cannot be used: another mirror writes it, its disk is full, or it is something else's."""


class UnknownField(InputError):
    """A field that HubSpot's documents do not have: a mistake of the program rather than of one input's data."""


class UnreadableValue(HubSpotError, ValueError):
    """A property's value is not of the type that the property was said to have; `field` is the property."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class WebhookRefused(HubSpotError):
    """A request that HubSpot did not sign, or whose body cannot be read; `status` is the one to answer with."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class UnknownOperation(HubSpotError, LookupError):
    """The catalogue has no operation of this name; `nearest` holds similar names."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(repr(each) for each in nearest)}?" if nearest else ""
        super().__init__(f"no operation is named {name!r}{hint}")
        self.name = name
        self.nearest = tuple(nearest)


class RetiredEndpoint(HubSpotError):
    """HubSpot switched this endpoint off `since` that day; `instead` is what to use, if anything. Nothing was sent."""

    def __init__(self, endpoint: str, since: str, instead: str | None) -> None:
        advice = f"use {instead}" if instead else "nothing took its place"
        super().__init__(f"HubSpot switched {endpoint} off on {since}; {advice}")
        self.endpoint = endpoint
        self.since = since
        self.instead = instead


class JobError(HubSpotError):
    """What HubSpot does in its own time has not ended well, or not in time.

    `kind` and `job_id` say which one it is ("import", "40000001"), `status` is the last that HubSpot reported, and
    `answer` that report, None if there was none. For an import `report` has every row that failed.
    """

    sent = True
    report: Any = None

    def __init__(self, message: str, *, kind: str, job_id: str, status: str | None = None, answer: Any = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.job_id = job_id
        self.status = status
        self.answer = answer


class JobFailed(JobError):
    """HubSpot reports that the job failed or was cancelled. What it did until then stays done."""


class JobTimeout(JobError):
    """The job goes on at HubSpot, but the time to wait for it is over. It can be waited for again by its id."""


class RowsFailed(JobError):
    """An import ended, and HubSpot refused some of its rows; `report` has every error, and the counts of the rest."""


class PlanRefused(HubSpotError):
    """HubSpot cannot do some of a plan of settings, in `plan.refused`; nothing was written."""

    def __init__(self, plan: Any) -> None:
        reasons = "; ".join(map(str, plan.refused))
        super().__init__(f"nothing was written, because HubSpot cannot do this: {reasons}")
        self.plan = plan


class PlanOutdated(HubSpotError):
    """The settings or the portal have changed since the plan was made; nothing was written. `plan` is a new one."""

    def __init__(self, plan: Any) -> None:
        super().__init__(
            f"this plan is no longer what is to be done, which is plan {plan.hash}: the settings or the portal have "
            "changed since, or its hash is mistyped; plan again"
        )
        self.plan = plan


class ApplyFailed(HubSpotError):
    """A step of a plan failed: steps that were `done`, the one that `failed` with its `error`, and those `not_begun`.

    Applying the same settings again goes on from there. If `in_doubt` is true, the failed step may have been done.
    """

    def __init__(self, done: Sequence[Any], failed: Any, error: HubSpotError, not_begun: Sequence[Any]) -> None:
        counts = f"{len(done)} done before it, {len(not_begun)} not begun"
        super().__init__(f"{failed}: {error} ({counts}; apply again to go on)")
        self.done, self.failed, self.error, self.not_begun = done, failed, error, not_begun
        self.sent, self.in_doubt = error.sent, error.in_doubt


class Interrupted(HubSpotError):
    """A load was interrupted while this row was sent: HubSpot may have created it. It is not sent again unasked."""

    sent = in_doubt = True


class JournalError(HubSpotError):
    """A load's journal cannot be written: the disk is full, or the file was damaged. What it says remains true."""


class LoadError(HubSpotError):
    """Some rows of a load are not done, or the file for them could not be written.

    `report` has the counts and the outcome of every row.
    """

    def __init__(self, report: LoadReport, problem: str = "") -> None:
        shown = [f"row {each.number}: {_why(each.error)}" for each in islice(report.failures, _SHOWN)]
        super().__init__("; ".join([*filter(None, [problem]), report.totals, *shown]))
        self.report = report


class Unaccounted(HubSpotError):
    """HubSpot's answer accounts for other inputs but not for this one, which may have been done.

    `call` names the call, `errors` are entries of its answer that name no input.
    """

    def __init__(self, call: str, errors: Sequence[ErrorItem] = ()) -> None:
        entries = f"; it lists {', '.join(map(str, errors))}" if errors else ""
        super().__init__(f"the answer of {call} does not account for this input{entries}")
        self.call = call
        self.errors = tuple(errors)


if TYPE_CHECKING:  # what a batch and a load are to errors; a Protocol takes long to define

    class InputOutcome(Protocol):
        """An outcome as errors use it: an `Outcome` of `hubspot_facade`."""

        @property
        def index(self) -> int: ...
        @property
        def input(self) -> Any: ...
        @property
        def result(self) -> Any: ...
        @property
        def error(self) -> HubSpotError | None: ...
        @property
        def status(self) -> Literal["done", "failed", "unknown"]: ...
        @property
        def ok(self) -> bool: ...

    class InputFailure(InputOutcome, Protocol):
        """An outcome of an input that is not known to be done: `error` says why."""

        @property
        def error(self) -> HubSpotError: ...

    class BatchOutcomes(Protocol):
        """A batch as errors use it: a `Batch` of `hubspot_facade`."""

        @property
        def results(self) -> Sequence[Any]: ...
        @property
        def outcomes(self) -> Sequence[InputOutcome]: ...
        @property
        def done(self) -> Sequence[InputOutcome]: ...
        @property
        def failed(self) -> Sequence[InputFailure]: ...
        @property
        def unknown(self) -> Sequence[InputFailure]: ...
        @property
        def failures(self) -> Sequence[InputFailure]: ...

    class RowFailure(Protocol):
        """The outcome of a row as errors use it: a `RowOutcome`."""

        @property
        def number(self) -> int: ...
        @property
        def error(self) -> HubSpotError | None: ...

    class LoadReport(Protocol):
        """A load's report as errors use it: a `Report`."""

        @property
        def totals(self) -> str: ...

        @property
        def failures(self) -> Iterable[RowFailure]: ...


def _why(error: object) -> str:
    """A refusal's sentences, without the request, which is the batch's own; any other error in full."""
    return (wording.reason(error.message, error.errors, error.context) if isinstance(error, APIError) else "") or str(
        error
    )


class BatchError(HubSpotError):
    """Some inputs of a batch failed or are unknown; `batch` holds what was done and the outcome of every input."""

    def __init__(self, batch: BatchOutcomes) -> None:
        failed, unknown = len(batch.failed), len(batch.unknown)
        also = f", {unknown} unknown" if unknown else ""
        whole = "1 input" if len(batch.outcomes) == 1 else f"{len(batch.outcomes)} inputs"
        shown = [f"input {each.index}: {_why(each.error)}" for each in batch.failures[:_SHOWN]]
        more = [f"and {len(batch.failures) - _SHOWN} more"] if len(batch.failures) > _SHOWN else []
        text = "; ".join([f"{failed} of {whole} failed{also}", *shown, *more])
        HubSpotError.__init__(self, text)
        self.batch = batch


class BatchInputError(BatchError, InputError):
    """Every input of a batch is wrong, and nothing was sent; `field` and `problem` are those of the first one."""

    def __init__(self, batch: BatchOutcomes) -> None:
        BatchError.__init__(self, batch)
        first = batch.outcomes[0].error
        assert isinstance(first, InputError), "the batch has seen to it"  # noqa: S101 # a contract of ours
        self.field = first.field
        self.problem = first.problem
