"""Listings: lazy iterators in both colours over the same pure parts.

The parts are: the call for a cursor, the items of a page, the cursor after it. Nothing is fetched before the first
item is asked for, and a page only when the one before is used up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hubspot_facade.errors import HubSpotError, InputError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from hubspot_facade.plan import Plan

T = TypeVar("T")


def items_of(page: Any) -> Sequence[Any]:
    """The results of a page as HubSpot's lists have them."""
    return page.results or ()


def cursor_after(page: Any, _cursor: Any) -> Any:
    """The cursor of the next page, None after the last one. Cursors are opaque."""
    paging = getattr(page, "paging", None)
    following = getattr(paging, "next_", None) or getattr(paging, "next", None)
    return getattr(following, "after", None) or None


@dataclass(frozen=True, slots=True)
class Pages(Generic[T]):
    """The pure parts of a listing.

    `fetch` gives the call for a cursor (`start` is the first one), `items` what a page holds, `after` the cursor that
    follows a page, None at the end. `limit` bounds the items altogether.
    """

    fetch: Callable[[Any], Plan[Any]]
    items: Callable[[Any], Sequence[T]] = items_of
    after: Callable[[Any, Any], Any] = cursor_after
    start: Any = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 0:
            raise InputError("limit", f"expected 0 or more, not {self.limit}")

    def following(self, page: Any, cursor: Any) -> Any:
        """The next cursor; an error rather than an endless loop when HubSpot repeats one."""
        following = self.after(page, cursor)
        if following is not None and following == cursor:
            raise HubSpotError(f"the listing does not advance: cursor {cursor!r} leads to itself")
        return following


class Listing(Generic[T]):
    """Items, fetched page by page while they are iterated. Iterating again starts from the beginning."""

    def __init__(self, parts: Pages[T], run: Callable[[Plan[Any]], Any]) -> None:
        self._parts = parts
        self._run = run

    def __iter__(self) -> Iterator[T]:
        left = self._parts.limit
        if left == 0:
            return
        for page in self.pages():
            for item in self._parts.items(page):
                yield item
                if left is not None:
                    left -= 1
                    if left == 0:
                        return

    def pages(self) -> Iterator[Any]:
        """The pages themselves, as the generated models."""
        cursor = self._parts.start
        while True:
            page = self._run(self._parts.fetch(cursor))
            yield page
            cursor = self._parts.following(page, cursor)
            if cursor is None:
                return

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

    async def __aiter__(self) -> AsyncIterator[T]:
        left = self._parts.limit
        if left == 0:
            return
        async for page in self.pages():
            for item in self._parts.items(page):
                yield item
                if left is not None:
                    left -= 1
                    if left == 0:
                        return

    async def pages(self) -> AsyncIterator[Any]:
        """The pages themselves, as the generated models."""
        cursor = self._parts.start
        while True:
            page = await self._run(self._parts.fetch(cursor))
            yield page
            cursor = self._parts.following(page, cursor)
            if cursor is None:
                return

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
