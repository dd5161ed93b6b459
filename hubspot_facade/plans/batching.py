"""Batches of any size: split into requests that HubSpot accepts and merged again, with the outcome of every input."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from hubspot_facade.errors import (
    APIError,
    BatchError,
    BatchInputError,
    ErrorItem,
    HubSpotError,
    InputError,
    NotFound,
    NotSent,
    UnknownField,
)
from hubspot_facade.plans.accounting import BatchEndpoint, Outcome, Row
from hubspot_facade.plans.listed import data_of
from hubspot_facade.plans.lots import Alike, Lot, Lots
from hubspot_facade.plans.scheduling import Schedule
from hubspot_facade.plans.splitting import Chunk, raise_for_call
from hubspot_facade.wire.ids import describe, id_of, record_id_of
from hubspot_facade.wire.values import check_sendable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Hashable, Iterator, Sequence

    from hubspot_facade.plans.accounting import Failure

T = TypeVar("T")

# An input as the caller gave it, and the entry to send for it, or the error that prevents it.
Given: TypeAlias = tuple[Any, Any]

__all__ = [
    "ONE_INPUT",
    "Alike",
    "Batch",
    "BatchEndpoint",
    "Given",
    "Outcome",
    "bare_id",
    "is_one_input",
    "listed",
    "prepared",
    "record_id",
    "refusal",
    "run_batch",
]


class _Later:
    """What a batch of inputs that are alike has left for later: its records and outcomes, made when first asked for."""

    __slots__ = ("_lots", "_number")

    def _put_off(self, lots: Sequence[Lot]) -> None:
        del self.outcomes, self.results
        self._lots = lots
        self._number: int | None = sum(lot.count() for lot in lots)  # of the records

    if TYPE_CHECKING:
        outcomes: Any
        results: Any
    else:

        def __getattr__(self, name: str) -> Any:  # for a slot that is not set
            if name == "outcomes":
                self.outcomes = [outcome for lot in self._lots for outcome in lot.outcomes()]
                return self.outcomes
            if name == "results":
                self.results, self._number = [*_results_in(self.answers)], None
                return self.results
            if name == "_number":
                return None
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

        def __getstate__(self) -> Any:
            return None, {each.name: getattr(self, each.name) for each in fields(self)}


def _results_in(answers: Sequence[Any]) -> Iterator[Any]:
    return (each for answer in answers for each in getattr(answer, "results", None) or ())


@dataclass(slots=True)
class Batch(_Later, Generic[T]):
    """What became of a batch: `outcomes` in the order of the inputs, `results` in HubSpot's order.

    `errors` are HubSpot's own entries; `answers` are the generated models, one per request that was answered.
    """

    outcomes: list[Outcome[T]]
    results: list[T] = field(default_factory=list[T])
    errors: list[ErrorItem] = field(default_factory=list[ErrorItem])
    answers: list[Any] = field(default_factory=list[Any])
    listed: set[int] = field(default_factory=set[int], repr=False)  # indexes whose error is one of `errors`

    def __iter__(self) -> Iterator[T]:
        return iter(self.results)

    def __len__(self) -> int:
        number = self._number
        return len(self.results) if number is None else number

    @property
    def done(self) -> list[Outcome[T]]:
        """The outcomes of the inputs that were done."""
        return [outcome for outcome in self.outcomes if outcome.status == "done"]

    @property
    def failed(self) -> list[Failure[T]]:
        """The outcomes of the inputs that were not done, each with its error."""
        return [outcome for outcome in self.failures if outcome.status == "failed"]

    @property
    def unknown(self) -> list[Failure[T]]:
        """The outcomes of the inputs that may have been done, each with its error."""
        return [outcome for outcome in self.failures if outcome.status == "unknown"]

    @property
    def failures(self) -> list[Failure[T]]:
        """The outcomes of all inputs that are not known to be done: failed and unknown ones, each with its error."""
        return cast("list[Failure[T]]", [outcome for outcome in self.outcomes if not outcome.ok])

    @property
    def told(self) -> set[int]:
        """The former name of `listed`; it will be removed in 0.3."""
        warnings.warn(
            "Batch.told is now listed; the former name will be removed in hubspot-facade 0.3", DeprecationWarning, 2
        )
        return self.listed

    def raise_for_failures(self) -> None:
        """Raise BatchError when any input failed or is unknown; its `__cause__` is the first one's error."""
        if failures := self.failures:
            kind = BatchError if self.answers or not all(map(_is_input_error, self.outcomes)) else BatchInputError
            raise kind(self) from failures[0].error

    def raise_unless_missing(self) -> None:
        """Raise BatchError when any input failed for a reason other than that HubSpot has no such thing.

        The 404 of a whole request is such a reason: what its path names is missing.
        """
        for outcome in self.failures:
            if not isinstance(outcome.error, NotFound) or outcome.error.method:
                raise BatchError(self) from outcome.error

    def raise_for_whole(self) -> None:
        """Raise when no request was answered: the error itself if all inputs have the same one, else BatchError."""
        if self.answers or not self.failures:
            return
        first = self.failures[0].error
        if not self.done and all(each.error.message == first.message for each in self.failures):
            raise first
        self.raise_for_failures()

    def to_dict(self) -> dict[str, Any]:
        """The answers merged into one in HubSpot's shape, from the first one's start to the last one's completion."""
        merged: dict[str, Any] = {"status": "COMPLETE", "results": []}
        errors: list[Any] = [item.to_dict() for item in self.errors]
        for answer in self.answers:
            data = data_of(answer)
            results = data.pop("results", None)
            merged["results"] += results if isinstance(results, list) else []
            data.pop("errors", None)
            data.pop("numErrors", None)
            first = {name: merged[name] for name in ("requestedAt", "startedAt") if name in merged}
            merged |= data | first
        errors += [_entry(outcome) for outcome in self.failures if outcome.index not in self.listed]
        if errors:
            merged |= {"numErrors": len(errors), "errors": errors}
        return merged


def run_batch(
    endpoint: BatchEndpoint, inputs: Sequence[Given] | Alike, *, field: str = "inputs", raise_errors: bool = True
) -> Generator[Any, Any, Batch[Any]]:
    """Send the inputs in chunks and merge the answers: each input ends as done, failed or unknown.

    A failed chunk does not stop the others, unless they would fail for the same reason. An error of the call itself
    (token, scope, no connection, …) is raised directly if nothing was done yet, and otherwise becomes the outcome of
    the remaining inputs. With `raise_errors`, a failed or unknown input raises BatchError, which holds the same batch.
    """
    shared: list[tuple[Row, Row]] = []
    batch: Batch[Any]
    flow: Lots | _Kept
    if isinstance(inputs, Alike):
        flow = lots = Lots(endpoint, inputs)
        del inputs  # entries are let go as they are answered
        yield from flow
        rows = lots.unusual()
        batch = Batch([])
    else:
        rows = [Row(Outcome(index, given), entry) for index, (given, entry) in enumerate(inputs)]
        del inputs
        shared = _settle_unsendable(endpoint, rows, field)
        flow = kept = _Kept(endpoint)
        for row in rows:
            if not row.settled:
                kept.take(row)
        kept.end()
        yield from flow
        batch = Batch([row.outcome for row in rows])
    for chunk in flow.chunks:
        batch.answers += chunk.answers
        batch.errors += chunk.items
    if isinstance(flow, Lots):
        batch._put_off(flow.all)  # pyright: ignore[reportPrivateUsage] # of this module
    else:
        batch.results += _results_in(batch.answers)
    if not rows:  # all are done
        return batch
    halt = flow.halt
    if halt is not None:
        _rest(rows, halt)
    for row, first in shared:
        row.share(first)
    if halt is not None and all(outcome.status == "failed" for outcome in batch.outcomes):
        raise halt
    if not batch.answers and ".batch_read" in endpoint.name:
        raise_for_call(rows)
    batch.listed = {row.outcome.index for row in rows if row.listed}
    if raise_errors:
        batch.raise_for_failures()
    return batch


class _Kept(Schedule):
    """The schedule of a list of rows, whose chunks are kept for their answers, in the order in which they went."""

    def __init__(self, endpoint: BatchEndpoint) -> None:
        super().__init__(endpoint)
        self.chunks: list[Chunk] = []

    def next(self) -> Chunk | None:
        """A chunk to send now."""
        chunk = super().next()
        if chunk is not None:
            self.chunks.append(chunk)
        return chunk

    def over(self, plan: Any, error: HubSpotError | None) -> None:
        """Note that a chunk is over."""
        super().over(plan, error)
        for row in plan.rows:
            row.let_go()


def _is_input_error(outcome: Outcome[Any]) -> bool:
    return isinstance(outcome.error, InputError)


def _settle_unsendable(endpoint: BatchEndpoint, rows: Sequence[Row], field: str) -> list[tuple[Row, Row]]:
    """Settle inputs that are not sent: invalid ones, repeated ones, and those that share an earlier input's outcome."""
    first: dict[Hashable, Row] = {}
    shared: list[tuple[Row, Row]] = []
    for row in rows:
        if isinstance(row.entry, HubSpotError):
            row.failed(row.entry)
            continue
        row.keys = endpoint.input_keys(row.entry)
        if endpoint.identity is None:
            continue
        identity = endpoint.identity(row.entry)
        if endpoint.result_identity is None:
            row.key = identity
        before = first.setdefault(identity, row)
        if before is row:
            continue
        if endpoint.repeats == "share":
            shared.append((row, before))
            row.settled = True
        else:
            where = f"{field}[{row.outcome.index}]"
            row.failed(InputError(where, f"{row.keys[-1]!r} is already at index {before.outcome.index}"))
    return shared


def _rest(rows: Sequence[Row], halt: HubSpotError) -> None:
    """Fail the rows that an error of the call leaves open: with that error, or as not sent if that one is in doubt."""
    for row in rows:
        if row.settled:
            continue
        if halt.in_doubt:
            error = NotSent(f"not sent: {halt}")
            error.__cause__ = halt
            row.failed(error)
        else:
            row.failed(halt)


def prepared(inputs: object, make: Callable[[Any, str], Any], field: str = "inputs") -> list[Given]:
    """Each input with the entry to send for it, or the InputError that says what is wrong with it."""
    return [(each, _made(make, each, f"{field}[{index}]")) for index, each in enumerate(listed(inputs, field))]


def _made(make: Callable[[Any, str], Any], each: Any, field: str) -> Any:
    if isinstance(each, InputError):  # a payload's input that could not be read
        return each
    try:
        made = make(each, field)
        check_sendable(made, field)  # one row that cannot be sent would fail its whole request
        return made
    except InputError as error:
        return refusal(error)


def refusal(error: InputError) -> InputError:
    """The error as the outcome of its input; raised if it is a field that no input can have."""
    if isinstance(error, UnknownField):
        raise error
    return error


def is_one_input(given: Mapping[Any, Any]) -> bool:
    """Whether a mapping is a single input, and not inputs by their ids: HubSpot's shape, or values that no input is."""
    if "properties" in given or ("from" in given and "to" in given):
        return True
    inputs = [isinstance(each, Mapping | list | tuple) or hasattr(each, "to_dict") for each in given.values()]
    return bool(inputs) and not any(inputs)


ONE_INPUT = "expected a list (or another iterable) of mappings, not one mapping"


def listed(inputs: object, field: str = "inputs") -> list[Any]:
    """The inputs, from any iterable except text and mappings. InputError for anything else."""
    if isinstance(inputs, str | bytes | bytearray | Mapping) or not isinstance(inputs, Iterable):
        raise InputError(field, f"expected a list, not {describe(inputs)}")  # pyright: ignore[reportUnknownArgumentType] # any type
    return list(inputs)  # pyright: ignore[reportUnknownArgumentType] # whatever it holds


def bare_id(given: object, field: str) -> dict[str, Any]:
    """An input that is only an id, given bare or as HubSpot's `{"id": …}`."""
    if isinstance(given, Mapping):
        return {"id": id_of(given.get("id"), f"{field}.id")}  # pyright: ignore[reportUnknownMemberType,reportUnknownArgumentType] # checked by id_of
    return {"id": id_of(given, field)}


def record_id(given: object, field: str) -> dict[str, Any]:
    """As `bare_id`, of a record. InputError for an id that no record can have."""
    bare = bare_id(given, field)
    return {"id": record_id_of(bare["id"], f"{field}.id" if isinstance(given, Mapping) else field)}


def _entry(outcome: Failure[Any]) -> dict[str, Any]:
    """An outcome whose error HubSpot's answer does not list, in the form of one of its error entries."""
    entry: dict[str, Any] = {
        "status": "unknown" if outcome.status == "unknown" else "error",
        "message": str(outcome.error),
        "context": {"input": [str(outcome.index)]},
    }
    error = outcome.error
    if isinstance(error, APIError):
        facts = {
            "category": error.category,
            "subCategory": error.sub_category,
            "message": error.message,
            "errors": [item.to_dict() for item in error.errors],
            "correlationId": error.correlation_id,
        }
        entry |= {name: value for name, value in facts.items() if value}
    return entry
