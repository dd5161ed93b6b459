"""From a git source to published ``specs/``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scripts.cache import Cache
from scripts.specs import report
from scripts.specs.authored import check_authored
from scripts.specs.cache import LIMIT, normalised
from scripts.specs.changes.cassettes import Cassette
from scripts.specs.changes.page import shown, write_page
from scripts.specs.changes.report import Report
from scripts.specs.changes.report import report as compared
from scripts.specs.changes.state import read_state
from scripts.specs.changes.touched import Use
from scripts.specs.collection import Document, read
from scripts.specs.errors import SpecsError
from scripts.specs.formats import Foreign, left_out_entry
from scripts.specs.layout import Layout
from scripts.specs.lock import lock, read_lock
from scripts.specs.manifest import Manifest, read_manifest
from scripts.specs.normalise import Tally, encode
from scripts.specs.overlay import Correction, read_overlays
from scripts.specs.overlay_fit import check_fit
from scripts.specs.publish import publish, recover
from scripts.specs.pull import DEFAULT_REF, DEFAULT_SOURCE, Checkout, pull
from scripts.specs.selection import Selection, check_editions, select

Contents = dict[str, dict[str, bytes]]
"""Edition → key → normalised document, as it is committed."""


def build(
    layout: Layout,
    *,
    source: str = DEFAULT_SOURCE,
    ref: str = DEFAULT_REF,
    check: Callable[[Path], Sequence[str]] | None = None,
    uses: Sequence[Use] = (),
    cassettes: Sequence[Cassette] = (),
    cache: Path | None = None,
) -> str:
    """Pull, choose, normalise and publish; the report to print.

    `check` is given the folder with the finished documents before they are published, and raises what should stop that;
    what it returns is reported.
    `uses` and `cassettes` are what a change of a document may touch. From one commit of the collection to another the
    changes are written to ``CHANGES.md`` too; the same commit leaves that page as it is. What is in the cache is not
    normalised again; without one, everything is.
    Raises :class:`SpecsError`; ``specs/`` is then as it was.
    """
    recover(layout.incoming, layout.specs)
    manifest = read_manifest(layout.manifest)
    corrections = read_overlays(layout.overlays)
    before = read_lock(layout.lock)
    try:
        checkout = pull(layout.incoming / "upstream", source=source, ref=ref)
        documents, foreign, unreadable = _read_all(checkout, manifest)
        selection = select(manifest, documents, foreign)
        check_editions(manifest, documents, selection)
        check_authored(layout.authored, manifest, selection)
        contents, tallies = _normalise_all(selection, corrections, cache)
        unfit = check_fit(corrections, [trial for tally in tallies.values() for trial in tally.trials])
        _write(layout.incoming, contents, lock(checkout, manifest, selection, tallies, unfit))
        notes = check(layout.incoming) if check is not None else ()
        old, new = (read_state(each, authored=layout.authored) for each in (layout.specs, layout.incoming))
        changes = compared(old, new, uses=uses, cassettes=cassettes)
        _write_page(layout, changes)
        retired = sorted(set(before.get("documents", {})) - set(contents))
        text = "\n".join(
            part
            for part in (
                f"commit {checkout.commit} of {checkout.date}\n",
                report.editions({name: {k: json.loads(d) for k, d in each.items()} for name, each in contents.items()}),
                report.mended(tallies, before),
                report.changes(layout.specs, layout.incoming, sorted({*contents, *retired})),
                shown(changes) if changes.old.documents and changes.apis else "",
                report.warnings(selection, tallies, foreign, unreadable, unfit),
                report.notes(notes),
            )
            if part
        )
        publish(layout.incoming, layout.specs, retired=retired)
    finally:
        recover(layout.incoming, layout.specs)
    return text


def _read_all(checkout: Checkout, manifest: Manifest) -> tuple[list[Document], list[Foreign], list[str]]:
    """The documents; the files that are not OpenAPI 3.0; what ails files that no edition could take."""
    documents: list[Document] = []
    foreign: list[Foreign] = []
    unreadable: list[str] = []
    for path in checkout.paths:
        try:
            document = read(checkout.root, path)
        except SpecsError as error:
            file = Foreign.at(path, "")
            if manifest.wants(file.version) and manifest.entry_for(file) is None:
                raise SpecsError(f"{error}. {left_out_entry(file, 'cannot be read')}") from None
            unreadable.append(str(error))
            continue
        if isinstance(document, str):
            foreign.append(Foreign.at(path, document))
        else:
            documents.append(document)
    return documents, foreign, unreadable


def _normalise_all(
    selection: Selection, corrections: list[Correction], cache: Path | None
) -> tuple[Contents, dict[str, Tally]]:
    contents: Contents = {}
    tallies = {edition: Tally() for edition in selection.chosen}
    for edition, chosen in selection.chosen.items():
        contents[edition] = {
            key: normalised(
                document, edition=edition, key=key, corrections=corrections, tally=tallies[edition], cache=cache
            )
            for key, document in chosen.items()
        }
    if cache:
        Cache(cache, LIMIT).trim()
    return contents, tallies


def _write_page(layout: Layout, changes: Report) -> None:
    """``CHANGES.md`` and ``changes.json`` among what is published, when the commit is another than before."""
    commits = [state.lock.get("commit") for state in (changes.old, changes.new)]
    if commits[0] and commits[0] != commits[1]:
        write_page(layout.incoming, changes)


def _write(folder: Path, contents: Contents, locked: dict[str, Any]) -> None:
    for edition, documents in contents.items():
        for key, data in documents.items():
            file = folder / edition / f"{key}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    (folder / "lock.json").write_bytes(encode(locked))
