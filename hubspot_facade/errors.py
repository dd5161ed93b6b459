"""The errors that this package raises, as one family.

HubSpotError
├── ConfigurationError      no token, an unknown edition, an invalid base URL
├── MirrorError             the file of a mirror cannot be used: in use, full, or of something else
├── InputError              an argument or a payload field is wrong; nothing was sent
│   └── UnknownField        a field of a body or of an input that HubSpot's documents do not have
├── UnknownOperation        the catalogue has no such name; holds the nearest ones
├── MissingEndpoint         no edition has the call that an operation needs
├── RetiredEndpoint         HubSpot has switched the endpoint off; names the day and the replacement
├── TransportError          no answer arrived
│   ├── NetworkError        no connection, or it broke
│   └── DeadlineError       a timeout of the client passed
├── APIError                HubSpot answered with an error status
│   ├── BadRequest          400
│   │   └── ValidationError 400, and HubSpot names what is wrong with the values
│   ├── Unauthorized        401
│   │   └── RefreshRefused  HubSpot refuses the refresh token: the user has to authorize again
│   ├── Forbidden           403
│   │   └── MissingScopes   403, and HubSpot names the scopes
│   ├── NotFound            404
│   ├── Conflict            409, with the id of the existing record if HubSpot gives it
│   ├── Locked              423
│   ├── PortalMoving        477, the account is moving to another data centre
│   ├── RateLimited         429
│   ├── ServerError         5xx
│   └── UnreadableAnswer    a success status with a body that cannot be read
├── UnreadableValue         a property's value does not have the type that the property's definition says
├── WebhookRefused          a webhook that HubSpot did not sign, or that cannot be read
├── IncompleteAnswer        HubSpot stopped, or went in a circle, before it had returned all that it said there is
├── JobError                what HubSpot does in its own time (an import, an export, …) has not ended well
│   ├── JobFailed           it failed or was cancelled
│   ├── JobTimeout          it goes on at HubSpot; the time to wait for it is over
│   └── RowsFailed          an import ended, and HubSpot refused some of its rows; holds the report
├── PlanRefused             HubSpot cannot do a part of a plan of settings; nothing was written
├── PlanOutdated            the settings or the portal have changed since a plan was made; nothing was written
├── ApplyFailed             a step of a plan failed; holds what was done and what was not begun
├── NotSent                 one input of a batch that was not sent, because an earlier call failed for good
├── Interrupted             one row of a load that was killed while it was sent; it may be done or not
├── JournalError            a load's journal cannot be written
├── LoadError               some rows of a load are not done; holds the report
├── Unaccounted             one input of a batch that HubSpot's answer does not mention; it may be done or not
└── BatchError              some inputs of a batch failed; holds every outcome
    └── BatchInputError     all inputs of a batch are wrong, nothing was sent; an InputError, too

No message, repr, attribute or cause of these contains a token or another secret. All of them survive pickling.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Protocol

from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hubspot_facade.refusals import wording
    from hubspot_facade.refusals.wording import ErrorItem as ErrorItem
else:
    wording = late_module("hubspot_facade.refusals.wording")


__all__ = [
    "APIError",
    "ApplyFailed",
    "BadRequest",
    "BatchError",
    "BatchInputError",
    "ConfigurationError",
    "Conflict",
    "DeadlineError",
    "ErrorItem",
    "Forbidden",
    "HubSpotError",
    "IncompleteAnswer",
    "InputError",
    "Interrupted",
    "JobError",
    "JobFailed",
    "JobTimeout",
    "JournalError",
    "LoadError",
    "Locked",
    "MirrorError",
    "MissingEndpoint",
    "MissingScopes",
    "NetworkError",
    "NotFound",
    "NotSent",
    "PlanOutdated",
    "PlanRefused",
    "PortalMoving",
    "RateLimited",
    "RefreshRefused",
    "RetiredEndpoint",
    "RowsFailed",
    "ServerError",
    "TransportError",
    "Unaccounted",
    "Unauthorized",
    "UnknownField",
    "UnknownOperation",
    "UnreadableAnswer",
    "UnreadableValue",
    "ValidationError",
    "WebhookRefused",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name != "ErrorItem":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return wording.ErrorItem


_SHOWN = 3  # failures in the text of a BatchError; its batch has all of them


def _restore(kind: type[HubSpotError], args: tuple[Any, ...], state: dict[str, Any]) -> HubSpotError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class HubSpotError(Exception):
    """Everything that this package raises on purpose.

    `sent` says whether a request may have reached HubSpot, `in_doubt` whether it is a write that HubSpot may have
    carried out although no answer says so: the connection broke, a timeout passed, a 5xx or an unreadable answer came.
    """

    sent: bool = False
    in_doubt: bool = False

    @property
    def message(self) -> str:
        """What went wrong, as text; for HubSpot's refusals, HubSpot's own words."""
        return str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions pickle by calling their class with args; ours take keywords.
        return _restore, (type(self), self.args, self.__dict__)


class ConfigurationError(HubSpotError):
    """The client cannot be set up as asked."""


class MirrorError(HubSpotError):
    """The file of a mirror cannot be used: another mirror writes it, its disk is full, or it is something else's."""


class InputError(HubSpotError, ValueError):
    """An argument or payload field is wrong; `field` says which. No request was made."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field = field
        self.problem = problem


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


class MissingEndpoint(HubSpotError):
    """Neither the edition nor one that may stand in for it has the call; `call` names it."""

    def __init__(self, call: str, edition: str) -> None:
        super().__init__(f"edition {edition} has no {call}, and no edition that may stand in for it has it either")
        self.call = call
        self.edition = edition


class RetiredEndpoint(HubSpotError):
    """HubSpot switched this endpoint off `since` that day; `instead` is what to use, if anything. Nothing was sent."""

    def __init__(self, endpoint: str, since: str, instead: str | None) -> None:
        advice = f"use {instead}" if instead else "nothing took its place"
        super().__init__(f"HubSpot switched {endpoint} off on {since}; {advice}")
        self.endpoint = endpoint
        self.since = since
        self.instead = instead


class TransportError(HubSpotError):
    """No answer arrived.

    `attempts` is the number of attempts, `sent` is False if HubSpot cannot have seen the request, and `gave_up` says
    why no further attempt was made, and what to do when the request is `in_doubt`. `refused` is True if nothing listens
    at an address of this machine.
    """

    def __init__(self, message: str, *, method: str, url: str, sent: bool = True, attempts: int = 1) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.sent = sent
        self.attempts = attempts
        self.gave_up: str | None = None
        self.refused = False

    def __str__(self) -> str:
        why = f"; {self.gave_up}" if self.gave_up else ""
        says_how_often = "gave up after " in why
        tries = f" after {self.attempts} attempts" if self.attempts > 1 and not says_how_often else ""
        return f"{self.args[0]} ({self.method} {self.url}{tries}{why})"


class NetworkError(TransportError):
    """The connection could not be made, or broke."""


class DeadlineError(TransportError):
    """A timeout of the client passed before the answer arrived."""


class APIError(HubSpotError):
    """HubSpot answered with an error status; every part of its body but the status may be absent.

    `method` and `url` name the request, `body` is the raw answer, `attempts` is the number of attempts and `gave_up`
    says why the policy made no further one, if it decided so, and what to do when the request is `in_doubt`.
    As text it is a sentence for each field that is wrong; `message` and `errors` are as HubSpot wrote them. `advice`
    says what to check if HubSpot gives no reason, or does not accept the token.
    """

    sent = True

    def __init__(
        self,
        message: str = "",
        *,
        status: int,
        method: str = "",
        url: str = "",
        category: str | None = None,
        sub_category: str | None = None,
        correlation_id: str | None = None,
        errors: Sequence[ErrorItem] = (),
        context: Mapping[str, Any] | None = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.category = category
        self.sub_category = sub_category
        self.correlation_id = correlation_id
        self.errors = tuple(errors)
        self.context: dict[str, Any] = dict(context or {})
        self.method = method
        self.url = url
        self.body = body
        self.headers: dict[str, str] = dict(headers or {})
        self.attempts = 1
        self.gave_up: str | None = None
        self.advice: str | None = None

    @property
    def message(self) -> str:
        """HubSpot's own sentence; empty if the answer has none."""
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        why = wording.reason(self.message, self.errors) or self.advice or self.message
        head = " ".join(part for part in (str(self.status), self.category, why) if part)
        where = f"{self.method} {self.url}".strip()
        advice = None if self.advice == why else self.advice
        details = [where, self.correlation_id and f"correlation id {self.correlation_id}", self.gave_up, advice]
        tail = "; ".join(each for each in details if each)
        return f"{head} ({tail})" if tail else head


class BadRequest(APIError):
    """400: HubSpot could not understand the request."""


class ValidationError(BadRequest):
    """400 with category VALIDATION_ERROR; `errors` lists each value that is wrong."""


class Unauthorized(APIError):
    """401: no token, an unknown one, or an expired one."""


class RefreshRefused(Unauthorized):
    """No access token can be had: HubSpot refuses the refresh token, so that the user has to authorize again.

    The app was uninstalled, its access was revoked, or the token is another app's. It is asked once: until other tokens
    are there, every request raises this before anything is sent. `status` is that of the token endpoint's answer, 400.
    """


class Forbidden(APIError):
    """403: the token may not do this."""


class MissingScopes(Forbidden):
    """403 because scopes are missing; `scopes` names those that HubSpot requires."""

    scopes: tuple[str, ...] = ()


class NotFound(APIError):
    """404: no such record, or no such path."""


class Conflict(APIError):
    """409; `existing_id` is the id of the existing record, if HubSpot gives it."""

    existing_id: str | None = None


class Locked(APIError):
    """423: the resource is temporarily locked."""


class PortalMoving(APIError):
    """477: the account is moving to another data centre; `retry_after` is in seconds, up to a day."""

    retry_after: float | None = None


class RateLimited(APIError):
    """429; `policy` is TEN_SECONDLY_ROLLING, SECONDLY, DAILY or None, `retry_after` seconds or None."""

    policy: str | None = None
    retry_after: float | None = None


class ServerError(APIError):
    """5xx, including those of HubSpot's edge network."""


class UnreadableAnswer(APIError):
    """The status says success, but the body cannot be read as such an answer."""


class IncompleteAnswer(HubSpotError):
    """HubSpot does not return all that it says there is: a listing ended early or repeated a cursor.

    What was read until then is right, but there is more.
    """


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
        super().__init__("the settings or the portal have changed since the plan was made: plan again")
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


class NotSent(HubSpotError):
    """This input was not sent, because an earlier call of the same batch failed for good; see `__cause__`."""


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
    return (wording.reason(error.message, error.errors) if isinstance(error, APIError) else "") or str(error)


class BatchError(HubSpotError):
    """Some inputs of a batch failed or are unknown; `batch` holds what was done and the outcome of every input."""

    def __init__(self, batch: BatchOutcomes) -> None:
        failed, unknown = len(batch.failed), len(batch.unknown)
        also = f", {unknown} unknown" if unknown else ""
        shown = [f"input {each.index}: {_why(each.error)}" for each in batch.failures[:_SHOWN]]
        more = [f"and {len(batch.failures) - _SHOWN} more"] if len(batch.failures) > _SHOWN else []
        text = "; ".join([f"{failed} of {len(batch.outcomes)} inputs failed{also}", *shown, *more])
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
