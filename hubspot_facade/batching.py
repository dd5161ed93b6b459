"""Batches of any size: split into what HubSpot takes at once, merged again, with the outcome of every input.

HubSpot's answers come in another order than the inputs and tell failures in groups, so both are matched by key:
the trace id that we send along (`objectWriteTraceId`), the id, or the value of the id property.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from hubspot_facade.errors import BatchError, ErrorItem, HubSpotError, InputError
from hubspot_facade.plan import FINAL, Plan, Together
from hubspot_facade.transport.failure import error_items

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

T = TypeVar("T")


@dataclass(slots=True)
class Outcome(Generic[T]):
    """What became of one input: `result` when it succeeded (None where HubSpot answers nothing), or `error`."""

    index: int
    input: Any
    result: T | None = None
    error: ErrorItem | HubSpotError | None = None

    @property
    def ok(self) -> bool:
        """Whether HubSpot took it."""
        return self.error is None


@dataclass(slots=True)
class Batch(Generic[T]):
    """The merged answer: `results` in HubSpot's order, `outcomes` in the order of the inputs.

    `errors` are HubSpot's own entries; `answers` the generated models, one per request that was answered.
    """

    outcomes: list[Outcome[T]]
    results: list[T] = field(default_factory=list[T])
    errors: list[ErrorItem] = field(default_factory=list[ErrorItem])
    answers: list[Any] = field(default_factory=list[Any])

    def __iter__(self) -> Iterator[T]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    @property
    def failures(self) -> list[Outcome[T]]:
        """The outcomes of those inputs that failed or were not tried."""
        return [outcome for outcome in self.outcomes if not outcome.ok]

    @property
    def answered(self) -> bool:
        """Whether every request was answered, be it with some errors; False when a whole request failed."""
        return not any(isinstance(outcome.error, HubSpotError) for outcome in self.outcomes)

    def raise_for_failures(self) -> None:
        """Raise BatchError when any input failed."""
        if self.failures:
            raise BatchError(self)

    def to_dict(self) -> dict[str, Any]:
        """The answers as one, in HubSpot's shape: the first one's start, the last one's completion."""
        merged: dict[str, Any] = {"status": "COMPLETE", "results": []}
        errors: list[Any] = []
        for answer in self.answers:
            data: dict[str, Any] = answer.to_dict() if answer is not None else {}
            merged["results"] += data.pop("results", [])
            errors += data.pop("errors", None) or []
            data.pop("numErrors", None)
            first = {name: merged[name] for name in ("requestedAt", "startedAt") if name in merged}
            merged |= data | first
        for outcome in self.outcomes:
            if isinstance(outcome.error, HubSpotError):
                errors.append(
                    {"status": "error", "message": str(outcome.error), "context": {"input": [str(outcome.index)]}}
                )
        if errors:
            merged |= {"numErrors": len(errors), "errors": errors}
        return merged


def run_batch(
    call: Callable[[list[Any]], Plan[Any]],
    inputs: Sequence[Any],
    *,
    input_keys: Callable[[Any], Sequence[str]],
    result_keys: Callable[[Any], Sequence[str]],
    size: int = 100,
    raise_errors: bool = True,
) -> Generator[Any, Any, Batch[Any]]:
    """Send inputs in chunks of `size` and merge what comes back.

    A chunk that fails does not keep the others from being sent, unless they would fail alike. When nothing was done
    for one reason, that error is raised; else, with `raise_errors`, any failed input raises BatchError, which holds the
    same merged batch.
    """
    chunks = [inputs[start : start + size] for start in range(0, len(inputs), size)]
    outcomes: list[Outcome[Any]] = [Outcome(index, each) for index, each in enumerate(inputs)]
    batch: Batch[Any] = Batch(outcomes)
    if len(chunks) == 1:
        try:
            answers: list[Any] = [(yield from call([*chunks[0]]))]
        except HubSpotError as error:
            answers = [error]
    elif chunks:
        answers = yield from Together([call([*chunk]) for chunk in chunks])
    else:
        answers = []
    for start, answer in zip(range(0, len(inputs), size), answers, strict=True):
        chunk = outcomes[start : start + size]
        if isinstance(answer, HubSpotError):
            for outcome in chunk:
                outcome.error = answer
        else:
            batch.answers.append(answer)
            _match(batch, chunk, answer, input_keys, result_keys)
    if answers and not batch.answers and (len(chunks) == 1 or isinstance(answers[0], FINAL)):
        raise answers[0]  # nothing was done, and for one reason
    if raise_errors:
        batch.raise_for_failures()
    return batch


def _match(
    batch: Batch[Any],
    chunk: list[Outcome[Any]],
    answer: Any,
    input_keys: Callable[[Any], Sequence[str]],
    result_keys: Callable[[Any], Sequence[str]],
) -> None:
    results = list(getattr(answer, "results", None) or ())
    batch.results += results
    by_key: dict[str, list[Outcome[Any]]] = {}
    for outcome in chunk:
        for key in input_keys(outcome.input):
            by_key.setdefault(key.lower(), []).append(outcome)
    for result in results:
        for key in result_keys(result):
            if found := by_key.get(key.lower()):
                found[0].result = result
                break
    if len(chunk) == 1 and len(results) == 1:
        chunk[0].result = results[0]
    errors = error_items([_plain(each) for each in getattr(answer, "errors", None) or ()])
    batch.errors += errors
    unplaced: list[ErrorItem] = []
    for item in errors:
        hit = [outcome for key in _context_keys(item) for outcome in by_key.get(key, ()) if outcome.result is None]
        for outcome in hit:
            outcome.error = item
        if not hit:
            unplaced.append(item)
    if unplaced:
        for outcome in chunk:
            if outcome.result is None and outcome.error is None:
                outcome.error = unplaced[0]


def _plain(error: Any) -> Any:
    return error.to_dict() if hasattr(error, "to_dict") else error


def _context_keys(item: ErrorItem) -> Iterator[str]:
    """Every value that an error names, as keys look: ids, trace ids."""
    if item.id:
        yield item.id.lower()
    for name, values in item.context.items():
        prefix = "trace:" if name == "objectWriteTraceId" else ""
        for value in cast("list[object]", values) if isinstance(values, list) else [values]:
            yield f"{prefix}{value}".lower()


def refuse_repeats(keys: Sequence[str], field: str) -> None:
    """InputError when two inputs of a batch have the same key: HubSpot would refuse the whole request."""
    seen: dict[str, int] = {}
    for index, key in enumerate(keys):
        first = seen.setdefault(key.lower(), index)
        if first != index:
            raise InputError(f"{field}[{index}]", f"{key!r} stands already at {field}[{first}]")
