"""What methods return on `with_raw_response`: the result together with the answers that it is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from hubspot_facade.plans.paging import Way
from hubspot_facade.transport.pacing import limit_header

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

    from hubspot_facade.plans.paging import Pages
    from hubspot_facade.plans.plan import Plan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Response:
    """One answer as it came, after `attempts` requests; header names are in lower case.

    `headers` and `content` are not redacted; `content` is empty for a download, which is written to its file.
    """

    method: str
    url: str
    status: int
    attempts: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def correlation_id(self) -> str | None:
        """HubSpot's id of the request, which its support asks for."""
        return self.headers.get("x-hubspot-correlation-id")

    @property
    def rate_limit_left(self) -> int | None:
        """Requests left in the current window; None if HubSpot does not say, as for searches."""
        return limit_header(self.headers, "remaining")

    @property
    def daily_limit_left(self) -> int | None:
        """Requests left today; None if HubSpot does not say, as for OAuth apps."""
        return limit_header(self.headers, "daily-remaining")


class SeesAnswers(Protocol):
    """What is handed every answer, or what it looks at: making a `Response` costs more than reading a header."""

    def see(self, headers: Mapping[str, str], attempts: int, response: Callable[[], Response], /) -> None:
        """See the next one's headers, how many requests it took, and what gives all of it."""
        ...


class Responses(list[Response]):
    """All responses."""

    def see(self, _headers: Mapping[str, str], _attempts: int, response: Callable[[], Response], /) -> None:
        """Keep the next one."""
        self.append(response())


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """A result as `value`, and every answer that it is made from in `responses`, in the order in which they came.

    `status`, `headers`, `attempts` and so on are those of the last answer; LookupError if nothing had to be sent.
    """

    value: T
    responses: tuple[Response, ...]

    @property
    def last(self) -> Response:
        """The last answer."""
        if not self.responses:
            raise LookupError("nothing was sent, so there is no answer")
        return self.responses[-1]

    @property
    def status(self) -> int:
        """The last answer's status."""
        return self.last.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The last answer's headers, with names in lower case."""
        return self.last.headers

    @property
    def attempts(self) -> int:
        """How many requests the last answer took."""
        return self.last.attempts

    @property
    def correlation_id(self) -> str | None:
        """The last answer's correlation id."""
        return self.last.correlation_id

    @property
    def rate_limit_left(self) -> int | None:
        """Requests left in the current window, according to the last answer."""
        return self.last.rate_limit_left

    @property
    def daily_limit_left(self) -> int | None:
        """Requests left today, according to the last answer."""
        return self.last.daily_limit_left


class _Raw(Generic[T]):
    """What sync and async raw listings share."""

    def __init__(self, parts: Pages[T], run: Callable[[Plan[Any]], Any]) -> None:
        self._parts = parts
        self._run = run
        self._way = Way(parts)

    def _taken(self, way: Way, response: RawResponse[Any], left: int | None) -> RawResponse[list[T]]:
        return RawResponse([*islice(way.taken(response.value), left)], response.responses)

    @property
    def checkpoint(self) -> str | None:
        """The listing's checkpoint; read it once the current page has been processed."""
        return self._way.checkpoint


class RawListing(_Raw[T]):
    """A listing page by page: each is a `RawResponse` with the items of the page."""

    def __iter__(self) -> Iterator[RawResponse[list[T]]]:
        left = self._parts.limit
        way = self._way = Way(self._parts)
        while not way.ended and left != 0:
            response = self._run(way.fetch())
            page = self._taken(way, response, left)
            yield page
            left = None if left is None else left - len(page.value)
            if left != 0:
                way.go_on(response.value)

    def all(self) -> list[RawResponse[list[T]]]:
        """Every page, as a list in memory."""
        return list(self)


class AsyncRawListing(_Raw[T]):
    """A listing page by page: each is a `RawResponse` with the items of the page."""

    if TYPE_CHECKING:
        _run: Callable[[Plan[Any]], Awaitable[Any]]

    async def __aiter__(self) -> AsyncIterator[RawResponse[list[T]]]:
        left = self._parts.limit
        way = self._way = Way(self._parts)
        while not way.ended and left != 0:
            response = await self._run(way.fetch())
            page = self._taken(way, response, left)
            yield page
            left = None if left is None else left - len(page.value)
            if left != 0:
                way.go_on(response.value)

    async def all(self) -> list[RawResponse[list[T]]]:
        """Every page, as a list in memory."""
        return [page async for page in self]
