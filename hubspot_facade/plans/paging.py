"""Listings: lazy iterators, sync and async, over the same pure parts.

The parts are: the call for a cursor, the items of a page, the cursor after it. Nothing is fetched before the first
item is requested, and a page only when the previous one is used up.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.light_dataclasses import dataclass
from hubspot_facade.plans.advancing import Advance
from hubspot_facade.plans.plan import needing
from hubspot_facade.transport.request import cursor_of
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Sequence
    from os import PathLike

    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.tables.columns import Numbers
    from hubspot_facade.tables.files import Written
    from hubspot_facade.tables.rows import Layout, Rows

    Progress: TypeAlias = Callable[[Written], object]

T = TypeVar("T")


def items_of(page: Any) -> Sequence[Any]:
    """The results of a page in the form of most of HubSpot's listings."""
    return page.results or ()


def cursor_after(page: Any, _cursor: Any) -> Any:
    """The cursor of the next page, None after the last page. Cursors are opaque, except that they may be quoted."""
    paging = getattr(page, "paging", None)
    following = getattr(paging, "next_", None) or getattr(paging, "next", None)
    after = getattr(following, "after", None) or None
    return cursor_of(after) if isinstance(after, str) else after


def no_checkpoint(_page: Any, _cursor: Any) -> None:
    """None, as most listings have no checkpoints."""
    return


@dataclass()
class Page(Generic[T]):
    """A page of HubSpot's with other results: with complete ones, or without those already returned."""

    results: list[T]
    source: Any

    @property
    def paging(self) -> Any:
        """HubSpot's cursors, unchanged."""
        return self.source.paging

    @property
    def total(self) -> Any:
        """The total number of items, as HubSpot counts them."""
        return self.source.total

    def came(self) -> Sequence[Any] | None:
        """The results of HubSpot's page; None if it is none of HubSpot's."""
        if isinstance(self.source, Page):
            return self.source.came()  # pyright: ignore[reportUnknownMemberType,reportUnknownVariableType] # any page's
        return None if self.source is None else items_of(self.source)

    def to_dict(self) -> dict[str, Any]:
        """HubSpot's page with these results."""
        return {**self.source.to_dict(), "results": [jsonable(each) for each in self.results]}


def offset_after(page: Any, _cursor: Any) -> Any:
    """The offset of the next page, for an API that returns it with `hasMore`."""
    if not page.has_more:
        return None
    if page.offset is None:
        raise IncompleteAnswer("HubSpot says that there are more items, but not where they begin")
    return page.offset


@dataclass(frozen=True)
class Pages(Generic[T]):
    """The pure parts of a listing.

    `fetch` returns the call for a cursor (`start` is the first one), `items` the items of a page, `after` the cursor
    that follows a page, None at the end; it raises if HubSpot stops before it has returned all items. `limit` bounds
    the total number of items. `checkpoint` returns where a later listing continues, from a cursor and its page, once
    all of that page was returned. `layout` is how items become rows of a table, by default by their models' fields.
    """

    fetch: Callable[[Any], Plan[Any]]
    items: Callable[[Any], Sequence[T]] = items_of
    after: Callable[[Any, Any], Any] = cursor_after
    start: Any = None
    limit: int | None = None
    checkpoint: Callable[[Any, Any], str | None] = no_checkpoint
    layout: Callable[[Numbers], Layout] | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 0:
            raise InputError("limit", f"expected 0 or more, not {self.limit}")

    def gather(self, *needs: str) -> Generator[Any, Any, list[T]]:
        """A plan that returns all items, for plans that build on a listing; `needs` are parts that each must have."""
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
    """The position of one pass over a listing. Every loop over pages uses one, so that none goes round in circles."""

    def __init__(self, parts: Pages[Any]) -> None:
        self._parts = parts
        self._cursor = parts.start
        self._advance = Advance(parts.start)
        self._page: Any = None
        self._left = 0
        self.ended = False

    def fetch(self) -> Plan[Any]:
        """The call for the next page."""
        return self._parts.fetch(self._cursor)

    def taken(self, page: Any) -> Iterator[Any]:
        """The items of a page; each is counted when it is handed out."""
        items = self._parts.items(page)
        self._page, self._left = page, len(items)
        for item in items:
            self._left -= 1
            yield item

    def rest(self, page: Any, left: int | None) -> list[Any]:
        """The items of a page, of which no more than `left` are wanted; all are counted as handed out."""
        return [*islice(self.taken(page), left)]

    @property
    def checkpoint(self) -> str | None:
        """Where a later listing continues."""
        return self._parts.checkpoint(None if self._left else self._page, self._cursor)

    def go_on(self, page: Any) -> None:
        """Move on to the page after this one. IncompleteAnswer if the listing does not advance."""
        following = self._parts.after(page, self._cursor)
        if following is None:
            self.ended = True
            return
        self._advance.check(following, self._parts.items(page) if not isinstance(page, Page) else page.came())
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
        """Text from which a later listing continues after the items returned so far; None if there are no checkpoints.

        Read it at any time, once the current item has been processed; only complete pages are skipped, so some items of
        the last page may be repeated.
        """
        return self._way.checkpoint

    def page(self) -> Any:
        """The first page, with the cursor after it in `paging`."""
        return self._run(self._parts.fetch(self._parts.start))

    def first(self) -> T | None:
        """The first item, None if there is none."""
        return next(iter(self), None)

    def all(self) -> list[T]:
        """Every item, as a list in memory."""
        return list(self)

    def _tables(self, layout: Layout) -> Iterator[Rows]:
        """The rows of each page."""
        left, self._way = self._parts.limit, (way := Way(self._parts))
        if left == 0:
            yield self._run(layout.rows([]))
            return
        for page in self._pages(way):
            items = way.rest(page, left)
            yield self._run(layout.rows(items))
            left = None if left is None else left - len(items)
            if left == 0:
                break

    def to_rows(self, *, numbers: Numbers = "decimal") -> Iterator[dict[str, Any]]:
        """Each item as a mapping from column names to typed values, page by page; `docs/reading.md` lists the types.

        `numbers` are Decimal, or float. A value that does not fit its column is None, and its text is in the column
        `unread`; at the end an UnreadValuesWarning counts these.
        """
        layout = _layout_of(self._parts, numbers)
        for rows in self._tables(layout):
            yield from rows.dicts()
        layout.unread.warn()

    def to_arrow_batches(self, *, numbers: Numbers = "decimal") -> Iterator[Any]:
        """The items as Arrow record batches of some thousand rows (extra `parquet`); a late column is in later ones."""
        from hubspot_facade.tables.arrow import Gathered, record_batch

        gathered, layout = Gathered(), _layout_of(self._parts, numbers)
        for rows in self._tables(layout):
            for each in gathered.add(rows):
                yield record_batch(each, layout.unread)
        for each in gathered.rest():
            yield record_batch(each, layout.unread)
        layout.unread.warn()

    def to_arrow(self, *, numbers: Numbers = "decimal") -> Any:
        """The items as an Arrow table, in memory (extra `parquet`)."""
        from hubspot_facade.tables.arrow import table_of

        return table_of([*self.to_arrow_batches(numbers=numbers)])

    def to_pandas(self, *, numbers: Numbers = "decimal") -> Any:
        """The items as a pandas data frame with Arrow's types, in memory (extra `pandas`)."""
        from hubspot_facade.tables.arrow import frame_of

        return frame_of(self.to_arrow(numbers=numbers))

    def to_csv(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a CSV file, in constant memory; the file is there once it is complete.

        Values are as they are, also those that a spreadsheet takes for a formula. `progress` is called after each page.
        """
        return self._write(path, "csv", numbers, progress)

    def to_jsonl(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a file of JSON Lines, in constant memory; the file is there once it is complete."""
        return self._write(path, "jsonl", numbers, progress)

    def to_parquet(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a Parquet file, in constant memory (extra `parquet`); it is there once it is complete.

        Decimals have 20 digits before the point and 18 after it.
        """
        return self._write(path, "parquet", numbers, progress)

    def _write(self, path: str | PathLike[str], suffix: str, numbers: Numbers, progress: Progress | None) -> Written:
        from hubspot_facade.tables.files import writing

        layout = _layout_of(self._parts, numbers)
        with writing(path, suffix, layout.unread) as file:
            for rows in self._tables(layout):
                file.write(rows)
                if progress is not None:
                    progress(file.written)
        layout.unread.warn()
        return file.written


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
        """Text from which a later listing continues after the items returned so far; None if there are no checkpoints.

        Read it at any time, once the current item has been processed; only complete pages are skipped, so some items of
        the last page may be repeated.
        """
        return self._way.checkpoint

    async def page(self) -> Any:
        """The first page, with the cursor after it in `paging`."""
        return await self._run(self._parts.fetch(self._parts.start))

    async def first(self) -> T | None:
        """The first item, None if there is none."""
        async for item in self:
            return item
        return None

    async def all(self) -> list[T]:
        """Every item, as a list in memory."""
        return [item async for item in self]

    async def _tables(self, layout: Layout) -> AsyncIterator[Rows]:
        """The rows of each page."""
        left, self._way = self._parts.limit, (way := Way(self._parts))
        if left == 0:
            yield await self._run(layout.rows([]))
            return
        async for page in self._pages(way):
            items = way.rest(page, left)
            yield await self._run(layout.rows(items))
            left = None if left is None else left - len(items)
            if left == 0:
                break

    async def to_rows(self, *, numbers: Numbers = "decimal") -> AsyncIterator[dict[str, Any]]:
        """Each item as a mapping from column names to typed values, page by page; `docs/reading.md` lists the types.

        `numbers` are Decimal, or float. A value that does not fit its column is None, and its text is in the column
        `unread`; at the end an UnreadValuesWarning counts these.
        """
        layout = _layout_of(self._parts, numbers)
        async for rows in self._tables(layout):
            for row in rows.dicts():
                yield row
        layout.unread.warn()

    async def to_arrow_batches(self, *, numbers: Numbers = "decimal") -> AsyncIterator[Any]:
        """The items as Arrow record batches of some thousand rows (extra `parquet`); a late column is in later ones."""
        from hubspot_facade.tables.arrow import Gathered, record_batch

        gathered, layout = Gathered(), _layout_of(self._parts, numbers)
        async for rows in self._tables(layout):
            for each in gathered.add(rows):
                yield record_batch(each, layout.unread)
        for each in gathered.rest():
            yield record_batch(each, layout.unread)
        layout.unread.warn()

    async def to_arrow(self, *, numbers: Numbers = "decimal") -> Any:
        """The items as an Arrow table, in memory (extra `parquet`)."""
        from hubspot_facade.tables.arrow import table_of

        return table_of([each async for each in self.to_arrow_batches(numbers=numbers)])

    async def to_pandas(self, *, numbers: Numbers = "decimal") -> Any:
        """The items as a pandas data frame with Arrow's types, in memory (extra `pandas`)."""
        from hubspot_facade.tables.arrow import frame_of

        return frame_of(await self.to_arrow(numbers=numbers))

    async def to_csv(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a CSV file, in constant memory; the file is there once it is complete.

        Values are as they are, also those that a spreadsheet takes for a formula. `progress` is called after each page.
        """
        return await self._write(path, "csv", numbers, progress)

    async def to_jsonl(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a file of JSON Lines, in constant memory; the file is there once it is complete."""
        return await self._write(path, "jsonl", numbers, progress)

    async def to_parquet(
        self, path: str | PathLike[str], *, numbers: Numbers = "decimal", progress: Progress | None = None
    ) -> Written:
        """What was written to a Parquet file, in constant memory (extra `parquet`); it is there once it is complete.

        Decimals have 20 digits before the point and 18 after it.
        """
        return await self._write(path, "parquet", numbers, progress)

    async def _write(
        self, path: str | PathLike[str], suffix: str, numbers: Numbers, progress: Progress | None
    ) -> Written:
        from hubspot_facade.tables.files import writing

        layout = _layout_of(self._parts, numbers)
        with writing(path, suffix, layout.unread) as file:
            async for rows in self._tables(layout):
                file.write(rows)
                if progress is not None:
                    progress(file.written)
        layout.unread.warn()
        return file.written


def _layout_of(parts: Pages[Any], numbers: Numbers) -> Layout:
    from hubspot_facade.tables.columns import checked_numbers

    checked_numbers(numbers)
    if parts.layout is not None:
        return parts.layout(numbers)
    from hubspot_facade.tables.models import ModelLayout

    return ModelLayout(numbers)
