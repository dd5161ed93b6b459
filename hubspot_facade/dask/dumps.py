"""Records as files, written by the workers of a cluster, a window of ids at a time."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.rows import check_path
from hubspot_facade.crm.records.id_windows import Window, windows_between, within
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.dask.cluster import check_client, check_folder, problem_with, threads_of
from hubspot_facade.errors import IncompleteAnswer, InputError, NotFound
from hubspot_facade.plans.methods import listing_on, pages_of
from hubspot_facade.tables.columns import UnreadValuesWarning
from hubspot_facade.tables.files import format_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOWS_A_THREAD = 4  # ids are not spread evenly
_RETRIES = 2  # of a window whose worker raised
_LOCKED = ".dump.db"
_OPTIONS = frozenset(("properties", "associations", "properties_with_history"))


@dataclass(frozen=True, slots=True)
class Dumped:
    """What was written: rows, the files in the order of ids, and what did not fit; `checkpoint` is for `changes`."""

    rows: int
    files: list[Path]
    checkpoint: str
    unread: list[str] = field(default_factory=list[str])


def dump(
    client: Any,
    records: Any,
    folder: str | Path,
    *,
    format: str = "parquet",
    windows: int | None = None,
    **options: Any,
) -> Dumped:
    """All records of a type as files that the workers of a `distributed.Client` write, each a window of ids.

    `dump(client, hs.contacts, "/shared/people", properties="all")`: `options` are `properties`, `associations` and
    `properties_with_history` of `list`; the format is parquet, csv or jsonl. The folder is created, must be empty, and
    is on a disk that all workers share. A window whose worker dies is written anew by another one. Windows are by
    default four for each thread; the last one has no end, so that what is created meanwhile is in it, if at all.

    IncompleteAnswer if a window missed a record at its beginning; InputError if a worker does not see the folder.
    """
    check_client(client, records)
    suffix = f".{format.lower().removeprefix('.')}"
    format_of(suffix)
    if odd := options.keys() - _OPTIONS:
        raise InputError(min(odd), f"is none of {', '.join(sorted(_OPTIONS))}")
    if windows is not None and windows < 1:
        raise InputError("windows", f"expected 1 or more, not {windows!r}")
    path = _empty(folder)
    locked = Journal(path / _LOCKED)
    try:
        locked.begin({"dump": records.object_type})
        check_folder(client, path / _LOCKED)
        checkpoint: str = records.get_checkpoint()
        ends = [records.list(limit=1).first(), records.search(sorts=["-hs_object_id"], limit=1).first()]
        first, latest = (0 if each is None else int(each.id) for each in ends)
        count = windows or _WINDOWS_A_THREAD * threads_of(client)
        parts = windows_between(first, latest, count)
        files = [path / f"part-{number:03}{suffix}" for number in range(len(parts))]
        written = client.gather(
            client.map(_write, parts, files, records=records, options=options, pure=False, retries=_RETRIES)
        )
    finally:
        locked.finish({})
        locked.close()
        (path / _LOCKED).unlink(missing_ok=True)
    _check(records, [window for window, _, _ in written])
    unread = [text for _, _, text in written if text]
    return Dumped(sum(rows for _, rows, _ in written), files, checkpoint, unread)


def _empty(folder: str | Path) -> Path:
    check_path(folder, "folder")
    path = Path(folder).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise InputError("folder", f"{path} is not empty")
    except OSError as error:
        raise InputError("folder", f"{path}: {error.strerror or error}") from None
    return path


def _write(window: Window, path: Path, *, records: Any, options: dict[str, Any]) -> tuple[Window, int, str]:
    """On a worker: write the records of a window; the window with what it has seen, its rows, what did not fit."""
    if problem := problem_with(path.parent / _LOCKED):
        raise InputError("folder", f"{path.parent}: a worker {problem}")
    pages = within(pages_of(Objects.list, records, after=window.cursor, **options), window)
    listing = listing_on(records._client, pages)
    method = {".csv": "to_csv", ".parquet": "to_parquet"}.get(path.suffix, "to_jsonl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadValuesWarning)  # it is part of the result
        written = getattr(listing, method)(path)
    return window, written.rows, str(written.unread) if written.unread else ""


def _check(records: Any, windows: Sequence[Window]) -> None:
    """Check that each record that a window has seen beyond its end is in a later one, unless it is gone since."""
    for number, window in enumerate(windows):
        if window.beyond is None:
            continue
        later = next((each.first for each in windows[number + 1 :] if each.first is not None), None)
        if later is None or later > window.beyond:
            try:
                records.get(str(window.beyond))
            except NotFound:
                continue
            raise IncompleteAnswer(f"record {window.beyond} is missing: HubSpot lists it, but not from its id on")
