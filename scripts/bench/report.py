"""The tables of docs/benchmarks.md and the README, from docs/benchmarks.json and `rows.toml`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.bench.measured import Measured
from scripts.bench.rows import Row, all_rows

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs/benchmarks.json"
PAGE = ROOT / "docs/benchmarks.md"
README = ROOT / "README.md"
BEGIN = "<!-- {name}: rendered by `make docs` from docs/benchmarks.json -->\n"
END = "<!-- end of {name} -->\n"
GROUPS = {
    "start": "A program that makes one call",
    "read": "Reading",
    "write": "Writing",
    "grow": "Growth",
    "pace": "Pacing",
    "sandbox": "The sandbox",
    "size": "Size",
}
BESIDE = (
    ("a program that makes one call, https", "start.answered", "start.sdk", "start.api-client"),
    ("a page of 100 contacts, https", "page", "page.sdk", "page.api-client"),
    ("decoding that page", "decode", None, "decode.api-client"),
)


def benchmarks_page() -> str:
    """docs/benchmarks.md with its tables made anew. ValueError where there is no place for them."""
    return put(PAGE.read_text(encoding="utf-8"), "results", results_table(_results(), all_rows()))


def readme_page() -> str:
    """The README, likewise."""
    return put(README.read_text(encoding="utf-8"), "beside the official clients", beside_table(_results(), all_rows()))


def _results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def put(page: str, name: str, text: str) -> str:
    """The page with this text between the marks of that name. ValueError if it lacks them."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"there is no place for {name}: {begin.strip()} … {end.strip()}")
    return f"{before}{begin}\n{text}\n{end}{after}"


def results_table(results: dict[str, Any], rows: list[Row]) -> str:
    """A table for each group of rows, after a line that says on what they were measured."""
    run = results["run"]
    lines = [
        f"Measured on {run['date']}: Python {run['python']}, {run['system']}, {run['cores']} cores, load {run['load']} "
        f"before it began, {run['rounds']} rounds; {', '.join(run['versions'])}.",
    ]
    for group, title in GROUPS.items():
        if found := [_line(row, results) for row in rows if row.group == group]:
            lines += ["", f"### {title}", "", "| | budget | measured | quartiles | |", "|---|---|---|---|---|", *found]
    return "\n".join(lines) + "\n"


def _line(row: Row, results: dict[str, Any]) -> str:
    budget = row.budget or "none"
    found = results["measured"].get(row.id)
    if found is None:
        why = results["failed"].get(row.id) or results["failed"].get(row.id.split(".")[0]) or "not measured"
        return f"| {row.what} | {budget} | | | {why} |"
    run = found.get("run")
    measured = Measured(**{name: value for name, value in found.items() if name != "run"})
    spread = (
        ""
        if measured.low is None or measured.high is None
        else f"{_bare(row, measured.low)} to {_bare(row, measured.high)}"
    )
    verdict = "" if row.met(measured) else "**missed** "
    of = f" ({run['date']}, load {run['load']}, {run['rounds']} rounds)" if run else ""
    return f"| {row.what} | {budget} | {row.shown(measured.value)} | {spread} | {verdict}{measured.detail}{of} |"


def _bare(row: Row, number: float) -> str:
    return f"{number:,.{row.digits}f}"


def beside_table(results: dict[str, Any], rows: list[Row]) -> str:
    """Our CPU as a part of the others'."""
    known = {row.id: row for row in rows}
    versions = {each.rpartition(" ")[0]: each for each in results["run"]["versions"]}
    header = (
        "httpx and `json.loads`",
        versions.get("hubspot-sdk", "hubspot-sdk"),
        versions.get("hubspot-api-client", "hubspot-api-client"),
    )
    lines = [f"| our CPU ÷ that of | {' | '.join(header)} |", "|---|---|---|---|"]
    for what, *ids in BESIDE:
        cells: list[str] = []
        for each in ids:
            found = None if each is None else results["measured"].get(each)
            cells.append("" if found is None or each is None else known[each].shown(found["value"]))
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
