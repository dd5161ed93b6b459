"""From an answer to what the caller gets, alike for both clients."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from hubspot_facade.calls import PendingCall
from hubspot_facade.errors import APIError, UnreadableAnswer
from hubspot_facade.raw import RawAnswer
from hubspot_facade.suspects import advice as what_to_check
from hubspot_facade.transport.doubt import advice
from hubspot_facade.transport.failure import error_from
from hubspot_facade.wording import reason

if TYPE_CHECKING:
    from hubspot_openapi.runtime import Call

    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.request import Request

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

    def _parsed(self, call: Call[T], request: Request, result: Result) -> T:
        answer = result.answer
        if result.gone:
            return call.parse(204, "", b"")
        if answer.status >= 300:
            raise self._error(request, result)
        if answer.flaw is not None:
            raise self._unreadable(request, result, answer.flaw)
        try:
            return call.parse(answer.status, answer.content_type, answer.content)
        except ValueError as problem:
            raise self._unreadable(request, result, f"not what {call.operation.key} answers: {problem}") from problem

    def _unparsed(self, request: Request, result: Result) -> RawAnswer:
        if result.answer.flaw is not None and result.answer.status < 300:
            raise self._unreadable(request, result, result.answer.flaw)
        failed = result.answer.status >= 300 and not result.gone
        error = self._error(request, result) if failed else None
        return RawAnswer(result.answer, error)

    def _unreadable(self, request: Request, result: Result, problem: str) -> UnreadableAnswer:
        answer = result.answer
        error = UnreadableAnswer(
            problem,
            status=answer.status,
            method=request.method,
            url=request.shown_url(self.configuration.base_url),
            correlation_id=answer.headers.get("x-hubspot-correlation-id"),
            body=answer.content if answer.flaw is None else b"",
            headers=answer.headers,
        )
        error.attempts = result.attempts
        if request.writes:
            error.in_doubt, error.gave_up = True, advice(request)
        return error

    def _error(self, request: Request, result: Result) -> APIError:
        error = error_from(
            result.answer,
            method=request.method,
            url=request.shown_url(self.configuration.base_url),
            now=self._clock.wall(),
            secrets=(self.configuration.access_token, self.configuration.developer_key),
        )
        if error.status == HTTPStatus.BAD_REQUEST and not reason(error.message, error.errors):
            error.advice = what_to_check(request.path, request.query, request.content)
        error.attempts = result.attempts
        error.gave_up = result.gave_up
        error.in_doubt = result.in_doubt
        return error

    def __repr__(self) -> str:
        where = urlsplit(self.configuration.base_url).netloc
        return f"<{type(self).__name__} {where} {self.configuration.api_version}>"
