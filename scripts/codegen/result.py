"""The stored result of a generated edition: its formatted files, what they were made of, and what was lost."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs

from scripts.cache import Cache
from scripts.codegen.cache import key_of
from scripts.codegen.edition import Edition, Sources, generate
from scripts.codegen.formatting import formatted
from scripts.codegen.losses import losses
from scripts.codegen.render import Files, package

_LIMIT = 12


@attrs.frozen
class Result:
    """An edition as it is written and checked: plain data, to be stored and passed between processes."""

    name: str
    files: Files = attrs.field(repr=False)
    """Formatted, by path below the package of all editions."""
    endpoints: list[str] = attrs.field(repr=False)
    """A line for each operation, which the generated modules must show too."""
    figures: dict[str, int]
    notes: list[str] = attrs.field(repr=False)
    losses: list[str] = attrs.field(repr=False)


def result(sources: Sources) -> Result:
    """Generate an edition."""
    return kept(generate(sources))


def kept(edition: Edition) -> Result:
    """The stored result of an edition."""
    files = formatted({f"{package(edition.name)}/{path}": text for path, text in edition.files.items()})
    entries = edition.merged.entries.values()
    return Result(
        name=edition.name,
        files=files,
        endpoints=[f"{edition.name} {e.api} {e.name} {e.method.upper()} {e.path}" for e in entries],
        figures={
            "documents": len(edition.documents),
            "operations": sum(1 for document in edition.documents for _ in document.operations()),
            "endpoints": len(entries),
            "schemas": sum(len(document.schemas) for document in edition.documents),
            "models": len(edition.parsed.models),
            "files": len(files),
            "lines": sum(text.count("\n") for text in files.values()),
        },
        notes=edition.notes,
        losses=list(losses(edition)),
    )


def results(every: list[Sources], cache: Path | None = None) -> list[Result]:
    """Each edition, generated in a process of its own, or taken from the cache if nothing it depends on changed."""
    store = Cache(cache, _LIMIT) if cache else None
    if store is None:
        return _made(every)
    keys = {sources.name: key_of(sources) for sources in every}
    kept = {name: store.read(key) for name, key in keys.items()}
    found = {name: Result(**json.loads(data)) for name, data in kept.items() if data is not None}
    for made in _made([sources for sources in every if sources.name not in found]):
        store.write(keys[made.name], json.dumps(attrs.asdict(made)).encode())
        found[made.name] = made
    store.trim()
    return [found[sources.name] for sources in every]


def _made(wanted: list[Sources]) -> list[Result]:
    workers = min(len(wanted), os.cpu_count() or 1)
    if workers < 2:
        return [result(sources) for sources in wanted]
    # Not forked: a process that is, while threads run in this one, may hang.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(result, wanted))
