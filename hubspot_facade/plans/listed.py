"""What the answer to a batch lists, and whether it leaves something open beyond that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hubspot_facade.errors import ErrorItem

_UNFINISHED = frozenset(("PENDING", "PROCESSING", "CANCELED"))


def results_in(answer: Any) -> list[Any]:
    """The results of an answer; none in one that no document describes."""
    return list(getattr(answer, "results", None) or ())


def errors_in(answer: Any) -> list[Any]:
    """The errors of an answer.

    One that no document describes, such as a 207 in place of a 204, is plain data: errors in another form than a list
    are one error, and a list without anything around it is a list of errors.
    """
    if isinstance(answer, list):
        return answer  # pyright: ignore[reportUnknownVariableType] # decoded JSON
    if not isinstance(answer, Mapping):
        return list(getattr(answer, "errors", None) or ())
    found: Any = cast("Mapping[str, Any]", answer).get("errors")
    return found if isinstance(found, list) else [found] if found else []  # pyright: ignore[reportUnknownVariableType] # as above


def data_of(answer: Any) -> dict[str, Any]:
    """An answer's fields as HubSpot names them, which may be changed; none of one without any."""
    if isinstance(answer, Mapping):
        return dict(cast("Mapping[str, Any]", answer))
    return cast("dict[str, Any]", answer.to_dict()) if hasattr(answer, "to_dict") else {}


def leaves_open(answer: Any, errors: Sequence[ErrorItem], keys: Callable[[ErrorItem], Iterator[str]]) -> bool:
    """Whether there are inputs of which an answer says neither what became of them nor that they were done.

    It counts more errors than it lists, or HubSpot had not finished. `keys` are the inputs that an error names.
    """
    kept = cast("object", answer) if isinstance(answer, Mapping) else getattr(answer, "__source__", {})
    data = cast("Mapping[str, Any]", kept)
    status = data.get("status")
    if isinstance(status, str) and status in _UNFINISHED:
        return True
    counted = data.get("numErrors")
    return isinstance(counted, int) and counted > sum(max(1, len([*keys(item)])) for item in errors)
