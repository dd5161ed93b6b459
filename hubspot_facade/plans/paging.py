"""Listings: lazy iterators in both colours over the same pure parts.

The parts are: the call for a cursor, the items of a page, the cursor after it. Nothing is fetched before the first
item is asked for, and a page only when the one before is used up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.expectations import needing
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Sequence

    from hubspot_facade.plans.plan import Plan

T = TypeVar("T")


def items_of(page: Any) -> Sequence[Any]:
    """The results of a page as HubSpot's lists have them."""
    return page.results or ()


def cursor_after(page: Any, _cursor: Any) -> Any:
    """The cursor of the next page, None after the last one. Cursors are opaque."""
    paging = getattr(page, "paging", None)
    following = getattr(paging, "next_", None) or getattr(paging, "next", None)
    return getattr(following, "after", None) or None


def no_checkpoint(_page: Any, _cursor: Any) -> None:
    """None, as most listings have no checkpoints."""
    return


@dataclass(slots=True)
class Page(Generic[T]):
    """A page of HubSpot's with other results in it: made whole, or without what was given before."""

    results: list[T]
    source: Any

    @property
    def paging(self) -> Any:
        """HubSpot's cursors, as they came."""
        return self.source.paging

    @property
    def total(self) -> Any:
        """How many there are, as HubSpot counts."""
        return self.source.total

    def to_dict(self) -> dict[str, Any]:
        """HubSpot's page with these results."""
        return {**self.source.to_dict(), "results": [jsonable(each) for each in self.results]}


def offset_after(page: Any, _cursor: Any) -> Any:
    """The offset of the next page, of an API that tells it beside `hasMore`."""
    if not page.has_more:
        return None
    if page.offset is None:
        raise IncompleteAnswer("HubSpot says that the listing goes on, and not where")
    return page.offset


@dataclass(frozen=True, slots=True)
class Pages(Generic[T]):
    """The pure parts of a listing.

    `fetch` gives the call for a cursor (`start` is the first one), `items` what a page holds, `after` the cursor that
    follows a page, None at the end; it raises when HubSpot stops before all was given. `limit` bounds the items
    altogether. `checkpoint` tells, from a cursor and its page once that was given whole, where a later listing goes on.
    """

    fetch: Callable[[Any], Plan[Any]]
    items: Callable[[Any], Sequence[T]] = items_of
    after: Callable[[Any, Any], Any] = cursor_after
    start: Any = None
    limit: int | None = None
    checkpoint: Callable[[Any, Any], str | None] = no_checkpoint

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 0:
            raise InputError("limit", f"expected 0 or more, not {self.limit}")

    def gather(self, *needs: str) -> Generator[Any, Any, list[T]]:
        """The plan of every item at once, for plans that build on a listing; `needs` are parts that each must have."""
        found: list[T] = []
        way = Way(self)
        while not way.ended:
            page = yield from needing(way.fetch(), *(f"[].{name}" for name in needs))
            found += self.items(page)
            if self.limit is not None and len(found) >= self.limit:
                break
            way.go_on(page)
        return found[: self.limit]


class Way:
    """Where one reading of a listing stands. Every loop over pages goes along one, so that none runs in circles."""

    def __init__(self, parts: Pages[Any]) -> None:
        self._parts = parts
        self._cursor = parts.start
        self._been = {parts.start}
        self._page: Any = None
        self._left = 0
        self.ended = False

    def fetch(self) -> Plan[Any]:
        """The call for the page that comes next."""
        return self._parts.fetch(self._cursor)

    def taken(self, page: Any) -> Iterator[Any]:
        """The items of a page; each counts as given when it is handed out."""
        items = self._parts.items(page)
        self._page, self._left = page, len(items)
        for item in items:
            self._left -= 1
            yield item

    @property
    def checkpoint(self) -> str | None:
        """Where a later listing goes on."""
        return self._parts.checkpoint(None if self._left else self._page, self._cursor)

    def go_on(self, page: Any) -> None:
        """To the page after this one. IncompleteAnswer when its cursor was met before, however long ago."""
        following = self._parts.after(page, self._cursor)
        if following is None:
            self.ended = True
            return
        if following in self._been:
            raise IncompleteAnswer(f"the listing does not advance: cursor {following!r} was given before")
        self._been.add(following)
        self._cursor, self._page = following, None


class Listing(Generic[T]):
    """Items, fetched page by page while they are iterated. Iterating again starts from the beginning."""

    def __init__(self, parts: Pages[T], run: Callable[[Plan[Any]], Any]) -> None:
        self._parts = parts
        self._run = run
        self._way = Way(parts)

    def __iter__(self) -> Iterator[T]:
        left = self._parts.limit
        if left == 0:
            return
        way = self._way = Way(self._parts)
        for page in self._pages(way):
            for item in way.taken(page):
                yield item
                if left is not None:
                    left -= 1
                    if left == 0:
                        return

    def pages(self) -> Iterator[Any]:
        """The pages themselves, as the generated models."""
        return self._pages(Way(self._parts))

    def _pages(self, way: Way) -> Iterator[Any]:
        while not way.ended:
            page = self._run(way.fetch())
            yield page
            way.go_on(page)

    @property
    def checkpoint(self) -> str | None:
        """Text from which a later listing goes on after the items that were given, None where there is no such thing.

        It may be read at any time, when the item at hand has been dealt with; whole pages count, so that some items of
        the last one may come again.
        """
        return self._way.checkpoint

    def page(self) -> Any:
        """The first page, with the cursor after it in `paging`."""
        return self._run(self._parts.fetch(self._parts.start))

    def first(self) -> T | None:
        """The first item, None when there is none."""
        return next(iter(self), None)

    def all(self) -> list[T]:
        """Every item; keep an eye on memory."""
        return list(self)


class AsyncListing(Generic[T]):
    """Items, fetched page by page while they are iterated with `async for`."""

    def __init__(self, parts: Pages[T], run: Callable[[Plan[Any]], Awaitable[Any]]) -> None:
        self._parts = parts
        self._run = run
        self._way = Way(parts)

    async def __aiter__(self) -> AsyncIterator[T]:
        left = self._parts.limit
        if left == 0:
            return
        way = self._way = Way(self._parts)
        async for page in self._pages(way):
            for item in way.taken(page):
                yield item
                if left is not None:
                    left -= 1
                    if left == 0:
                        return

    def pages(self) -> AsyncIterator[Any]:
        """The pages themselves, as the generated models."""
        return self._pages(Way(self._parts))

    async def _pages(self, way: Way) -> AsyncIterator[Any]:
        while not way.ended:
            page = await self._run(way.fetch())
            yield page
            way.go_on(page)

    @property
    def checkpoint(self) -> str | None:
        """Text from which a later listing goes on after the items that were given, None where there is no such thing.

        It may be read at any time, when the item at hand has been dealt with; whole pages count, so that some items of
        the last one may come again.
        """
        return self._way.checkpoint

    async def page(self) -> Any:
        """The first page, with the cursor after it in `paging`."""
        return await self._run(self._parts.fetch(self._parts.start))

    async def first(self) -> T | None:
        """The first item, None when there is none."""
        async for item in self:
            return item
        return None

    async def all(self) -> list[T]:
        """Every item; keep an eye on memory."""
        return [item async for item in self]
