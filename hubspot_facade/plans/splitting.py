"""One request of a batch, and what to do if HubSpot refuses all of it.

A refused chunk is split until the invalid inputs are alone, each with its own message: first by what
the error names, then by halving. k invalid inputs among n cost about 2·k·log2(n) requests. If the call is at fault
and not an input (an object type that does not exist), a few inputs sent alone show it, and splitting ends there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import (
    APIError,
    ConfigurationError,
    ErrorItem,
    Forbidden,
    HubSpotError,
    InputError,
    MissingEndpoint,
    PortalMoving,
    RateLimited,
    RetiredEndpoint,
    ServerError,
    TransportError,
    Unauthorized,
    UnreadableAnswer,
)
from hubspot_facade.plans.accounting import BatchEndpoint, Row, account, context_keys, folded, name_rows
from hubspot_facade.plans.plan import HaltError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

# The statuses with which HubSpot refuses an entire batch because of some inputs, having done nothing.
REFUSALS = frozenset((400, 404, 409, 413, 414))

# Errors of the call rather than of an input: the next request would fail for the same reason.
_OF_THE_CALL = (
    Unauthorized,
    Forbidden,
    RateLimited,
    PortalMoving,
    ServerError,
    TransportError,
    MissingEndpoint,
    RetiredEndpoint,
    ConfigurationError,
    InputError,
    UnreadableAnswer,
)
# Among fewer inputs, invalid ones are searched for directly; among more, this many are first sent alone.
_FEW, _PROBES = 16, 7


class Chunk:
    """Inputs that go in one request, as a plan; `answers` and `items` are what HubSpot returned."""

    def __init__(self, endpoint: BatchEndpoint, rows: Sequence[Row]) -> None:
        self.endpoint = endpoint
        self.rows = rows
        self.answers: list[Any] = []
        self.items: list[ErrorItem] = []
        self._probed = False

    def __iter__(self) -> Generator[Any, Any, None]:
        return self._settled(self.rows)

    def _settled(self, rows: Sequence[Row]) -> Generator[Any, Any, None]:
        """Send these rows; afterwards every one of them is settled, unless the call failed (HaltError)."""
        refusal = yield from self._sent(rows)
        if refusal is not None:
            yield from self._split(rows, refusal, alone=len(rows) == 1)

    def _sent(self, rows: Sequence[Row]) -> Generator[Any, Any, APIError | None]:
        """Send these rows in one request; the result is the error if HubSpot refused all of them."""
        try:
            answer = yield from self.endpoint.send([row.entry for row in rows])
        except HubSpotError as error:
            return (yield from self._unanswered(rows, error))
        yield from self._answered(rows, answer)
        return None

    def _unanswered(self, rows: Sequence[Row], error: HubSpotError) -> Generator[Any, Any, APIError | None]:
        """What follows if a request for these rows ended in this error; the result is the error if it refuses all."""
        name_rows(self.endpoint, rows)
        if error.in_doubt:
            for row in rows:
                row.unknown(error)
            if getattr(error, "attempts", 1) > 1:
                raise HaltError(error) from error  # it was retried: HubSpot is not available now
            return None
        if isinstance(error, _OF_THE_CALL):
            raise HaltError(error) from error
        if isinstance(error, APIError) and error.status in REFUSALS:
            return (yield from self._sent(rows)) if self._mend(rows, error) else error
        for row in rows:
            row.failed(error)
        return None

    def _answered(self, rows: Sequence[Row], answer: Any) -> Generator[Any, Any, None]:
        """Settle these rows by the answer to their request."""
        self.answers.append(answer)
        items = yield from account(self.endpoint, rows, answer)
        again = [row for row in rows if row.listed and row.outcome.error and self._mend([row], row.outcome.error)]
        if again:
            items = [item for item in items if not _names(item, again)]
            yield from self._settled(again)
        self.items += items

    def _mend(self, rows: Sequence[Row], error: HubSpotError) -> bool:
        """Whether some of these rows were corrected, so that they are worth a second try; each gets only one."""
        if self.endpoint.mend is None:
            return False
        changed = False
        for row in rows:
            entry = None if row.mended else self.endpoint.mend(row.entry, error)
            if entry is not None:
                row.open(entry)
                changed = True
        return changed

    def _split(self, rows: Sequence[Row], error: APIError, *, alone: bool = False) -> Generator[Any, Any, None]:
        """Settle rows that were refused together; `alone` if the error belongs to this single row."""
        if len(rows) == 1:
            if alone:
                rows[0].failed(error)
            else:
                yield from self._settled(rows)
            return
        named = [row for row in rows if _named_by(error, row)]
        if named and len(named) < len(rows):
            chosen = {id(row) for row in named}
            yield from self._settled([row for row in rows if id(row) not in chosen])
            yield from self._split(named, error)
            return
        middle = (len(rows) + 1) // 2
        left, right = rows[:middle], rows[middle:]
        first = yield from self._sent(left)
        if first is None:
            yield from self._split(right, error)  # the refused input must be here
            return
        second = yield from self._sent(right)
        if second is not None and _same_reason(first, second) and len(rows) >= _FEW and not self._probed:
            yield from self._probe(rows, first)
            left, right = ([row for row in half if not row.settled] for half in (left, right))
        if left:
            yield from self._split(left, first, alone=len(left) == 1 == middle)
        if second is not None and right:
            yield from self._split(right, second, alone=len(right) == 1 == len(rows) - middle)

    def _probe(self, rows: Sequence[Row], error: APIError) -> Generator[Any, Any, None]:
        """HaltError if single inputs from all over the rows are refused for the same reason as two halves of them."""
        self._probed = True
        for place in sorted({int(len(rows) * (number * 0.618 % 1)) for number in range(1, _PROBES + 1)}):
            refusal = yield from self._sent([rows[place]])
            if refusal is None:
                return
            if not _same_reason(refusal, error):
                rows[place].failed(refusal)
                return
        raise HaltError(error)


def raise_for_call(rows: Sequence[Row]) -> None:
    """Raise the refusal of a read that gives one reason for all inputs and names none of them: the call is at fault.

    Answers list what is missing, so such a refusal does not mean that nothing was found.
    """
    refusals = [row.outcome.error for row in rows if not isinstance(row.outcome.error, InputError)]
    first = refusals[0] if refusals else None
    if not isinstance(first, APIError) or _names_an_input(first.message, rows):
        return
    if all(isinstance(each, APIError) and each.message == first.message for each in refusals):
        raise first


def _names_an_input(message: str, rows: Sequence[Row]) -> bool:
    words = {*re.findall(r"[\w.@+-]+", message)}
    return any(key.rpartition("=")[2] in words for row in rows for key in row.keys)


def _same_reason(one: APIError, other: APIError) -> bool:
    """Whether two refusals give one reason that is not an input's: the same words, none about a property's value."""
    if any(item.context.get("propertyName") for item in (*one.errors, *other.errors)):
        return False
    return (one.status, one.category, one.message) == (other.status, other.category, other.message)


def _named_by(error: APIError, row: Row) -> bool:
    return any(_names(item, [row]) for item in (*error.errors, ErrorItem(context=error.context)))


def _names(item: ErrorItem, rows: Sequence[Row]) -> bool:
    keys = {folded(key) for row in rows for key in row.keys}
    return any(folded(key) in keys for key in context_keys(item))
