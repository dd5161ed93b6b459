"""From a git source to published ``specs/``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scripts.cache import Cache
from scripts.codegen.documents import CodegenError
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
from scripts.specs.refused import Contents, Refused
from scripts.specs.selection import Selection, check_editions, no_documents, select
from scripts.versions import newness


def build(
    layout: Layout,
    *,
    source: str = DEFAULT_SOURCE,
    ref: str = DEFAULT_REF,
    check: Callable[[Path], Sequence[str]] | None = None,
    uses: Sequence[Use] = (),
    cassettes: Sequence[Cassette] = (),
    cache: Path | None = None,
    decisions: list[str] | None = None,
) -> str:
    """Pull, choose, normalise and publish; the report to print.

    `check` is given the folder with the finished documents before they are published, and raises what should stop that;
    what it returns is reported.
    `uses` and `cassettes` are what a change of a document may touch. From one commit of the collection to another the
    changes are written to ``CHANGES.md`` too; the same commit leaves that page as it is. What is in the cache is not
    normalised again; without one, everything is.
    Raises :class:`SpecsError` with everything that a person has to decide; ``specs/`` is then as it was. If it is given
    a list for these `decisions`, a document that cannot be used stays as it was, or is left out if there was none.
    """
    recover(layout.incoming, layout.specs)
    manifest = read_manifest(layout.manifest)
    corrections = read_overlays(layout.overlays)
    before = read_lock(layout.lock)
    refused = Refused(layout, before, keep_going=decisions is not None)
    try:
        checkout = pull(layout.incoming / "upstream", source=source, ref=ref)
        documents, foreign, unreadable = _read_all(checkout, manifest, refused)
        selection = select(manifest, documents, foreign, refused)
        empty = check_editions(manifest, documents, selection, before.get("documents", {}))
        for edition in manifest.editions:
            if edition.name in empty and not edition.may_be_empty:
                refused.add(no_documents(edition.name, empty[edition.name]))
        check_authored(layout.authored, manifest, selection)
        refused.stop()
        contents, tallies = _normalise_all(selection, corrections, cache, refused)
        unfit = check_fit(corrections, [trial for tally in tallies.values() for trial in tally.trials], refused)
        refused.stop()
        _lose_unread(manifest, selection, contents, refused)

        def write() -> None:
            locked = refused.locked(lock(checkout, manifest, selection, tallies, unfit), contents)
            _write(layout.incoming, contents, locked)

        write()
        notes = _checked(check, layout.incoming, contents, refused, write) if check is not None else ()
        old, new = (read_state(each, authored=layout.authored) for each in (layout.specs, layout.incoming))
        changes = compared(old, new, uses=uses, cassettes=cassettes)
        _write_page(layout, changes)
        retired = sorted(set(before.get("documents", {})) - {name for name, each in contents.items() if each})
        text = "\n".join(
            part
            for part in (
                f"commit {checkout.commit} of {checkout.date}\n",
                report.editions({name: {k: json.loads(d) for k, d in each.items()} for name, each in contents.items()}),
                report.mended(tallies, before),
                report.changes(layout.specs, layout.incoming, sorted({*contents, *retired})),
                shown(changes) if changes.old.documents and changes.apis else "",
                report.warnings(selection, tallies, foreign, unreadable, unfit, empty),
                report.notes([*notes, *refused.lines(), *map(report.misplaced, checkout.elsewhere)]),
            )
            if part
        )
        publish(layout.incoming, layout.specs, retired=retired)
    finally:
        recover(layout.incoming, layout.specs)
    if decisions is not None:
        decisions += refused.problems
    return text


def _checked(
    check: Callable[[Path], Sequence[str]],
    folder: Path,
    contents: Contents,
    refused: Refused,
    write: Callable[[], None],
) -> Sequence[str]:
    """What the check returns; of the documents that it refuses, another state is written and checked again."""
    while True:
        try:
            return check(folder)
        except CodegenError as error:
            places = [(edition, source.removesuffix(".json")) for edition, source in map(_split, error.sources)]
            at_fault = [(edition, key) for edition, key in places if key in contents.get(edition, {})]
            if not refused.keep_going or not at_fault:
                raise
            refused.add(str(error))
            for edition, key in at_fault:
                refused.lose(edition, key, contents)
            write()


def _split(source: str) -> tuple[str, str]:
    edition, _, rest = source.partition("/")
    return edition, rest


def _lose_unread(manifest: Manifest, selection: Selection, contents: Contents, refused: Refused) -> None:
    """Do without the documents that cannot be read, where no other rollout of the version has been chosen."""
    for file in refused.unread:
        key = manifest.key_of(file.name)
        for edition in manifest.editions:
            chosen = selection.chosen[edition.name].get(key)
            if not edition.versions.fullmatch(file.version) or (
                chosen and newness(chosen.version) >= newness(file.version)
            ):
                continue
            if (edition.name, key) not in refused.lost:
                refused.lose(edition.name, key, contents)


def _read_all(
    checkout: Checkout, manifest: Manifest, refused: Refused
) -> tuple[list[Document], list[Foreign], list[str]]:
    """The documents; the files that are not OpenAPI 3.0; what ails files that no edition could take."""
    documents: list[Document] = []
    foreign: list[Foreign] = []
    unreadable: list[str] = []
    foreign += [Foreign.at(path, "a link") for path in checkout.links]
    for path in checkout.paths:
        try:
            document = read(checkout.root, path)
        except SpecsError as error:
            file = Foreign.at(path, "")
            if manifest.wants(file.version) and manifest.entry_for(file) is None:
                refused.add(f"{error}. {left_out_entry(file, 'cannot be read')}")
                refused.unread.append(file)
            else:
                unreadable.append(str(error))
            continue
        if isinstance(document, str):
            foreign.append(Foreign.at(path, document))
        else:
            documents.append(document)
    return documents, foreign, unreadable


def _normalise_all(
    selection: Selection, corrections: list[Correction], cache: Path | None, refused: Refused
) -> tuple[Contents, dict[str, Tally]]:
    contents: Contents = {edition: {} for edition in selection.chosen}
    tallies = {edition: Tally() for edition in selection.chosen}
    for edition, chosen in selection.chosen.items():
        for key, document in chosen.items():
            try:
                contents[edition][key] = normalised(
                    document, edition=edition, key=key, corrections=corrections, tally=tallies[edition], cache=cache
                )
            except SpecsError as error:
                refused.add(str(error))
                refused.lose(edition, key, contents)
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
        shutil.rmtree(folder / edition, ignore_errors=True)
        for key, data in documents.items():
            file = folder / edition / f"{key}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    (folder / "lock.json").write_bytes(encode(locked))
