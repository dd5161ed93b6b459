"""Loads by the workers of a cluster, a part of the rows at a time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hubspot_facade import extras
from hubspot_facade.bulk.dividing import LOCKED, divide
from hubspot_facade.bulk.outcomes import Progress
from hubspot_facade.bulk.parts import Part, PartResult
from hubspot_facade.dask.cluster import check_client, check_folder, problem_with, threads_of
from hubspot_facade.errors import InputError, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from hubspot_facade.bulk.dividing import Division
    from hubspot_facade.bulk.outcomes import Report
    from hubspot_facade.bulk.rows import RowsGiven

_SECONDS = 1.0  # between two reports of a part's progress
_PARTS_A_THREAD = 2  # so that a worker that is done early gets another part
_RETRIES = 2  # of a part whose run raised what is not an answer of HubSpot's, such as that of a full memory


def load(
    client: Any,
    method: Callable[..., Report],
    rows: RowsGiven,
    *,
    folder: str | Path,
    parts: int | None = None,
    **options: Any,
) -> Report:
    """What became of rows that a bulk method loads on the workers of a `distributed.Client`, as one report.

    `load(client, hs.contacts.bulk_upsert, "people.csv", folder="/shared/people")`: `options` are the method's other
    arguments, by name, and its options, except for `journal`, `outcomes` and `in_order`. Settings and credentials of
    the client go to the workers. `folder` is on a disk that all workers share, and has a journal for each part: a part
    whose worker dies is taken up by another one, as a load that was killed, and the same call after this process
    died goes on where it was. `parts` is how many there are, by default two for each thread of the workers.

    InputError if a worker does not see the folder, or locks have no effect there; ConfigurationError if the client's
    credentials cannot travel. If the workers of a part die again
    and again, `report.stopped` is an Interrupted, and the same call goes on.
    """
    check_client(client, method)
    progress = options.pop("progress", None)
    if parts is None and not (Path(folder) / LOCKED).exists():
        parts = min(999, max(1, _PARTS_A_THREAD * threads_of(client)))
    with divide(method, rows, folder=folder, parts=parts, **options) as division:
        check_folder(client, division.folder / LOCKED)
        return division.report(_results(client, division, progress))


def _run(part: Part, topic: str) -> PartResult:
    """On a worker: run a part, after it has seen that the folder is the right one."""
    if problem := problem_with(part.folder / LOCKED):
        return PartResult(part.number, stopped=InputError("folder", f"{part.folder}: a worker {problem}"))
    return part.run(partial(_publish, part.number, topic, [0.0]))


def _publish(number: int, topic: str, last: list[float], now: Progress) -> None:
    """Report progress, once a second."""
    if time.monotonic() - last[0] >= _SECONDS:
        last[0] = time.monotonic()
        worker = extras.load("distributed", "dask").get_worker()
        worker.log_event(topic, [number, {each.name: getattr(now, each.name) for each in fields(now)}])


def _results(client: Any, division: Division, progress: Callable[[Progress], object] | None) -> Iterator[PartResult]:
    """The results of all parts, as they come. An exception of `progress`, or Ctrl-C, lets the parts end first."""
    topic, events = f"hubspot-facade-{uuid4().hex}", SimpleQueue[Any]()
    with _subscribed(client, topic, events):
        futures = client.map(_run, division.parts, topic=topic, pure=False, retries=_RETRIES)
        numbers = {future.key: part.number for future, part in zip(futures, division.parts, strict=True)}
        for future in futures:
            future.add_done_callback(events.put)
        shown, left = _Shown(division), set(numbers)
        interruption: BaseException | None = None
        while left:
            try:
                event: Any = events.get()
                if not hasattr(event, "key"):  # a time, and what `_publish` said
                    if progress is not None and interruption is None:
                        progress(shown.after(*event[1]))
                    continue
            except BaseException as error:
                if interruption is not None:
                    raise
                interruption = error
                division.stop()
                continue
            left.discard(event.key)
            yield _result(event, numbers[event.key])
        if interruption is not None:
            raise interruption


@contextmanager
def _subscribed(client: Any, topic: str, events: SimpleQueue[Any]) -> Generator[None, None, None]:
    client.subscribe_topic(topic, events.put)
    try:
        yield
    finally:
        client.unsubscribe_topic(topic)


def _result(future: Any, number: int) -> PartResult:
    """What a part returned; Interrupted if its workers died or the cluster has lost it."""
    distributed = extras.load("distributed", "dask")
    lost = (distributed.KilledWorker, distributed.CancelledError)
    try:
        result: PartResult = future.result()
    except lost as error:
        stopped = Interrupted(f"part {number} was given up by the cluster: {error}")
        stopped.__cause__ = error
        return PartResult(number, stopped=stopped)
    return result


class _Shown:
    """Progress of all parts together."""

    def __init__(self, division: Division) -> None:
        self._rows = sum(part.rows for part in division.parts)
        self._parts: dict[int, dict[str, Any]] = {}
        self._began = time.monotonic()

    def after(self, number: int, now: dict[str, Any]) -> Progress:
        """The sum, now that this part is so far."""
        self._parts[number] = now
        names = [each.name for each in fields(Progress)]
        total = Progress(**{name: sum(part[name] for part in self._parts.values()) for name in names})
        total.rows, total.seconds = self._rows, time.monotonic() - self._began
        return total
