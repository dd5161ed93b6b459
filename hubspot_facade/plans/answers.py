"""From an answer to what the caller gets; the same for both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.basic_errors import APIError, UnreadableAnswer
from hubspot_facade.late import late_module
from hubspot_facade.plans.edition_calls import PendingCall

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_openapi.runtime import Call

    from hubspot_facade.config import Configuration
    from hubspot_facade.plans import expectations, raw
    from hubspot_facade.plans.raw import Check, RawAnswer
    from hubspot_facade.refusals import hints, wording
    from hubspot_facade.transport import doubt, failure
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.request import Answer, Request
else:
    expectations = late_module("hubspot_facade.plans.expectations")
    raw = late_module("hubspot_facade.plans.raw")
    hints = late_module("hubspot_facade.refusals.hints")
    wording = late_module("hubspot_facade.refusals.wording")
    doubt = late_module("hubspot_facade.transport.doubt")
    failure = late_module("hubspot_facade.transport.failure")

T = TypeVar("T")


class Reader:
    """What both clients do with a call before it is sent and after it is answered."""

    configuration: Configuration
    _clock: Clock

    def _until(self) -> float | None:
        deadline = self.configuration.deadline
        return None if deadline is None else self._clock.monotonic() + deadline

    def _bound(self, step: Any) -> Call[Any]:
        return step.bind(self.configuration.editions) if isinstance(step, PendingCall) else step

    def _parsed(self, step: Any, call: Call[T], request: Request, result: Result) -> T:
        if result.gone:
            return call.parse(204, "", b"")
        self._raise_for(request, result)
        answer, content = result.answer, result.answer.content
        if request.method != "GET" and b'"errors"' in content:  # the refusals of a batch become errors too
            content = result.secrets.content(content)
        try:
            return _read(step, call, answer, content)
        except ValueError:
            pass
        # Outside the handler: the parser's exception holds the answer, and would be the context of this error.
        # It also quotes parts of the answer, so the redacted answer is read again to find what is wrong with it.
        problem = _problem(lambda: _read(step, call, answer, result.secrets.content(answer.content)))
        raise self._unreadable(
            request, result, f"not what {call.operation.key} answers: {problem or 'it cannot be read'}"
        )

    def _unparsed(self, request: Request, result: Result, check: Check = None) -> RawAnswer:
        if result.answer.status >= 300 and not result.gone:
            return raw.RawAnswer(result.answer, self._error(request, result))
        if not result.gone:
            self._raise_for(request, result)
        answer = raw.RawAnswer(result.answer)
        problem = _problem(lambda: check(answer), DecodeError) if check is not None else None
        if problem is not None:
            raise self._unreadable(request, result, problem)
        return answer

    def _raise_for(self, request: Request, result: Result) -> None:
        """Raise if the answer is an error or incomplete."""
        if result.answer.status >= 300:
            raise self._error(request, result)
        if result.answer.flaw is not None:
            raise self._unreadable(request, result, result.answer.flaw)

    def _shown_url(self, request: Request, result: Result) -> str:
        return result.secrets.text(request.shown_url(self.configuration.base_url))

    def _unreadable(self, request: Request, result: Result, problem: str) -> UnreadableAnswer:
        answer, secrets = result.answer, result.secrets
        headers = secrets.headers(answer.headers)
        error = UnreadableAnswer(
            secrets.text(problem),
            status=answer.status,
            method=request.method,
            url=self._shown_url(request, result),
            correlation_id=headers.get("x-hubspot-correlation-id"),
            body=secrets.content(answer.content) if answer.flaw is None else b"",
            headers=headers,
        )
        error.attempts = result.attempts
        if request.writes:
            error.in_doubt, error.gave_up = True, doubt.advice(request)
        return error

    def _error(self, request: Request, result: Result) -> APIError:
        error = failure.error_from(
            result.answer,
            method=request.method,
            url=self._shown_url(request, result),
            now=self._clock.wall(),
            secrets=result.secrets,
        )
        if error.status == 400 and not wording.reason(error.message, error.errors):
            error.advice = hints.advice(request.path, request.query, request.content)
        elif error.status == 400:
            error.advice = hints.wording_advice(request.path, error.message)
        elif error.status == 401 and self.configuration.access_token and request.url is None:
            error.advice = hints.token_advice(local=self.configuration.is_local)
        elif error.status == 404 and "%40" in request.path:
            error.advice = hints.address_advice(request.path, request.query)
        error.attempts = result.attempts
        error.gave_up = result.gave_up
        error.in_doubt = result.in_doubt
        return error

    def __repr__(self) -> str:
        where = urlsplit(self.configuration.base_url).netloc
        return f"<{type(self).__name__} {where} {self.configuration.api_version}>"


def _problem(read: Callable[[], object], kind: type[ValueError] = ValueError) -> str | None:
    """The error from reading an answer, as text; None if it can be read."""
    try:
        read()
    except kind as problem:
        return str(problem)
    return None


def _read(step: Any, call: Call[T], answer: Answer, content: bytes) -> T:
    """The parsed answer, checked for everything that the step's plan needs of it."""
    parsed = call.parse(answer.status, answer.content_type, content)
    _refuse_error(parsed, call)
    if isinstance(step, PendingCall):
        step.date = answer.headers.get("date")
        is_record = step.needs == ("id",) and type(getattr(parsed, "id", None)) is str  # what most calls get
        if (step.needs and not is_record) or call.operation.items:
            expectations.check(parsed, step.needs, call.operation.items)
    return parsed


def _refuse_error(parsed: object, call: Call[Any]) -> None:
    """Refuse an error under a success status, which would else be a result without any of its parts."""
    source: Any = getattr(parsed, "__source__", parsed)  # a model keeps what it was read from
    if not isinstance(source, dict):
        return
    found = cast("dict[str, Any]", source)
    if found.get("status") != "error" or "message" not in found:
        return
    if "category" in found or "correlationId" in found or not any(text != "None" for _, text in call.operation.answers):
        raise DecodeError(f"an error under a success status: {found['message']}")
