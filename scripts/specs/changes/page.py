"""``specs/CHANGES.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.specs.changes.change import Severity
from scripts.specs.changes.groups import Group
from scripts.specs.changes.report import COLUMNS, Report
from scripts.specs.changes.state import Api
from scripts.specs.layout import Layout
from scripts.specs.report import table

HEAD = """\
# Changes of the documents

Written by `make specs`; how to read it and what to do: [maintaining](../docs/maintaining.md).
"""
MARKS = {Severity.BREAKING: "**breaking** ", Severity.WARNING: "warning ", Severity.PYTHON: "python "}


def page(report: Report) -> str:
    """The report as Markdown, nothing left out: a table, what breaks named operations, and the rest folded by API."""
    return "\n".join(_lines(report)) + "\n"


def write_page(folder: Path, report: Report) -> None:
    """Write ``CHANGES.md`` and ``changes.json`` into a folder like ``specs/``."""
    layout = Layout(folder)
    layout.changes.write_text(page(report), encoding="utf-8")
    layout.changes_data.write_text(report.data(), encoding="utf-8")


def shown(report: Report) -> str:
    """The few lines that a run prints: counts, and what breaks named operations."""
    if not report.apis:
        return "no document differs from those before\n"
    rows = {edition: list[object](cells) for edition, cells in report.counts().items()}
    lines = [f"breaks {some(each.named, 5)}: {each.edition} {each.key}: {plain(each)}\n" for each in report.stopping]
    return "".join([table("changes", list(COLUMNS), rows), "\n" if lines else "", *lines])


def plain(each: Group) -> str:
    """One change as plain text, the first of its places and operations."""
    return (
        line(replace(each, places=_first(each.places), operations=_first(each.operations)))
        .removeprefix("* **breaking** ")
        .replace("`", "")
    )


def _first(names: tuple[str, ...]) -> tuple[str, ...]:
    return names[:3] if len(names) <= 3 else (*names[:2], f"{len(names) - 2} more")


def _lines(report: Report) -> Iterator[str]:
    yield HEAD
    yield f"From {report.old.name or 'nothing'} to {report.new.name}."
    yield ""
    if not report.apis:
        yield "No document differs."
        return
    yield "All of it as data: [changes.json](changes.json)."
    yield ""
    yield f"| edition | {' | '.join(COLUMNS)} |"
    yield "|---|" + "---:|" * len(COLUMNS)
    yield from (f"| {edition} | {' | '.join(map(str, cells))} |" for edition, cells in report.counts().items())
    yield ""
    yield "## Breaking, and named operations are touched"
    yield ""
    yield from _sections(report.stopping) if report.stopping else ["None."]
    yield ""
    if report.names:
        yield "## Names of the generated code"
        yield ""
        yield "<details><summary>" + str(len(report.names)) + " changes</summary>"
        yield ""
        yield from (f"* {name}" for name in report.names)
        yield ""
        yield "</details>"
        yield ""
    yield "## Everything, by API"
    for api in report.apis:
        yield ""
        yield from _folded(api, report.of(api))


def _sections(groups: Iterable[Group]) -> Iterator[str]:
    """Under a heading per API, every change with the names and cassettes that it touches."""
    heading = ""
    for each in groups:
        title = f"### {each.edition} {each.key}"
        if title != heading:
            yield from ["", title, ""] if heading else [title, ""]
            heading = title
        yield line(each)
        yield f"  * named: {', '.join(each.named)}"
        if each.cassettes:
            cassettes = ", ".join(f"`{name}`" for name in each.cassettes)
            yield f"  * cassettes: {cassettes}"


def _folded(api: Api, groups: Sequence[Group]) -> Iterator[str]:
    counts = [sum(each.severity is severity for each in groups) for severity in Severity]
    labels = ("breaking", "warning" if counts[1] == 1 else "warnings", "python", "other")
    counted = ", ".join(f"{count} {label}" for count, label in zip(counts, labels, strict=True) if count)
    yield f"<details><summary>{api.edition} {api.key}: {'; '.join(filter(None, (api.note, counted)))}</summary>"
    yield ""
    for each in groups:
        yield line(each) + (f" (named: {', '.join(each.named)})" if each.named else "")
    yield ""
    yield "</details>"


def line(each: Group) -> str:
    """One change, as an item of a list: how bad, what, where, before and after, of which operations."""
    places = " " + ", ".join(f"`{place}`" for place in each.places) if each.places else ""
    operations = ": " + ", ".join(f"`{operation}`" for operation in each.operations) if each.operations else ""
    return f"* {MARKS.get(each.severity, '')}`{each.rule}`{places}{_values(each)}{operations}"


def _values(each: Group) -> str:
    if each.was and each.now:
        return f" `{each.was}` → `{each.now}`"
    if each.was:
        return f" was `{each.was}`"
    return f" now `{each.now}`" if each.now else ""


def some(names: Sequence[str], most: int) -> str:
    """Names in a row, the first ones where there are many."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
