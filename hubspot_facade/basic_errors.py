"""The errors that every program may meet, the others' bases among them; loaded by `errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hubspot_facade.refusals import wording
    from hubspot_facade.refusals.wording import ErrorItem
else:
    wording = late_module("hubspot_facade.refusals.wording")

__all__ = [
    "APIError",
    "ConfigurationError",
    "DeadlineError",
    "HubSpotError",
    "IncompleteAnswer",
    "InputError",
    "MissingEndpoint",
    "NetworkError",
    "NotFound",
    "NotSent",
    "RateLimited",
    "TransportError",
    "UnreadableAnswer",
]


def _restore(kind: type[HubSpotError], args: tuple[Any, ...], state: dict[str, Any]) -> HubSpotError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


TOKEN_WANTED = "HUBSPOT_ACCESS_TOKEN, or pass access_token=…"  # noqa: S105 # what to set, no secret


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


class InputError(HubSpotError, ValueError):
    """An argument or payload field is wrong; `field` says which. No request was made."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field = field
        self.problem = problem


class MissingEndpoint(HubSpotError):
    """Neither the edition nor one that may stand in for it has the call; `call` names it."""

    def __init__(self, call: str, edition: str) -> None:
        super().__init__(f"edition {edition} has no {call}, and no edition that may stand in for it has it either")
        self.call = call
        self.edition = edition


class TransportError(HubSpotError):
    """No answer arrived.

    `attempts` is the number of attempts, `sent` is False if HubSpot cannot have seen the request, and `gave_up` says
    why no further attempt was made, and what to do when the request is `in_doubt`. `refused` is True if nothing listens
    at an address of this machine, `final` if another attempt would end in the same way: the server does not speak
    https, or its certificate is not trusted.
    """

    def __init__(self, message: str, *, method: str, url: str, sent: bool = True, attempts: int = 1) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.sent = sent
        self.attempts = attempts
        self.gave_up: str | None = None
        self.refused = False
        self.final = False

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
        why = wording.reason(self.message, self.errors, self.context) or self.advice or self.message
        head = " ".join(part for part in (str(self.status), self.category, why) if part)
        where = f"{self.method} {self.url}".strip()
        advice = None if self.advice == why else self.advice
        details = [where, self.correlation_id and f"correlation id {self.correlation_id}", self.gave_up, advice]
        tail = "; ".join(each for each in details if each)
        return f"{head} ({tail})" if tail else head


class NotFound(APIError):
    """404: no such record, or no such path."""


class RateLimited(APIError):
    """429; `policy` is TEN_SECONDLY_ROLLING, SECONDLY, DAILY or None, `retry_after` seconds or None."""

    policy: str | None = None
    retry_after: float | None = None


class UnreadableAnswer(APIError):
    """The status says success, but the body cannot be read as such an answer."""


class IncompleteAnswer(HubSpotError):
    """HubSpot does not return all that it says there is: a listing ended early or repeated a cursor.

    What was read until then is right, but there is more.
    """


class NotSent(HubSpotError):
    """This input was not sent, because an earlier call of the same batch failed for good; see `__cause__`."""
