"""Answers in the form that `--format` names: JSON, lines of JSON, CSV, or a table no wider than the terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.output import on_terminal, print_json, print_line
from hubspot_facade.cli.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FIRST = ("id",)
_LAST = ("createdAt", "updatedAt", "archived", "archivedAt", "url")
_NARROWEST = 12  # of a table's columns: with less there is more wrapping than text
_PADDING = 2
_ID = re.compile(r"(^|_)ids?$|Ids?$")
_NUMBER = re.compile(r"[1-9][0-9]{5,18}")


class Format(StrEnum):
    """The forms of an answer."""

    JSON = "json"
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


def rows_of(answer: Any) -> list[Any]:
    """The items of an answer: those of its list, or itself."""
    if isinstance(answer, list):
        return [*cast("Iterable[Any]", answer)]
    lists = [*_lists(answer)]
    return lists[0] if len(lists) == 1 else [answer]


def _lists(answer: Any) -> Iterator[list[Any]]:
    """The lists of objects that an answer has; `errors` of a batch are not what was asked for."""
    fields = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
    for name in ("results",) if isinstance(fields.get("results"), list) else fields:
        items: Any = fields[name]
        if name != "errors" and isinstance(items, list) and (name == "results" or (items and _is_object(items[0]))):  # pyright: ignore[reportUnknownArgumentType] # of any type
            yield items


def _is_object(item: object) -> bool:
    return isinstance(item, dict)


def print_answer(answer: Any, form: Format, wanted: Sequence[str] = ()) -> None:
    """Print an answer in a form. `wanted` are properties that have a column even where no item has a value."""
    if form is Format.JSON:
        print_json(answer)
    else:
        print_items(rows_of(answer), form, wanted)


def print_items(items: Sequence[Any], form: Format | None, wanted: Sequence[str] = ()) -> None:
    """Print items in a form."""
    if form is Format.JSON:
        print_json(items)
        return
    if form in (None, Format.JSONL):
        for each in items:
            print_line(each)
        return
    rows = [flattened(each, wanted) for each in items]
    columns = columns_of(rows, wanted)
    if not columns:
        typer.echo("0 rows" if form is Format.TABLE else "", nl=form is Format.TABLE)
    elif form is Format.CSV:
        text = csv_of(rows, columns)
        typer.echo(visible(text) if on_terminal() else text, nl=False, color=True)  # else typer takes escapes out
    else:
        _print_table(rows, columns)


def flattened(item: Any, wanted: Sequence[str] = ()) -> dict[str, Any]:
    """An item's fields, those in its properties beside the others; a field of the item itself comes first.

    HubSpot adds hs_object_id, which is the id again; it is among them only if it is wanted.
    """
    if not isinstance(item, dict):
        return {"value": item}
    fields = dict(cast("dict[str, Any]", item))
    properties = fields.pop("properties", None)
    if not isinstance(properties, dict):
        return fields if properties is None else {**fields, "properties": properties}
    own = cast("dict[str, Any]", properties)
    return {name: own[name] for name in own if name != "hs_object_id" or name in wanted} | fields


def columns_of(rows: Iterable[Mapping[str, Any]], wanted: Sequence[str] = ()) -> list[str]:
    """The columns, always in the same order: the id, what was asked for, the rest by name, dates of the record."""
    found = {name for row in rows for name in row}
    asked = list(dict.fromkeys(each for each in wanted if each not in _FIRST))
    inner = sorted(found - {*_FIRST, *_LAST, *asked})
    return [*(each for each in _FIRST if each in found), *asked, *inner, *(each for each in _LAST if each in found)]


def csv_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """CSV with a header; a missing value is empty, an object or a list is JSON."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _has_ids(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column is of ids, by its name or its values, which are numbers such as 101000000001."""
    return bool(_ID.search(name)) or any(_NUMBER.fullmatch(_cell(row.get(name))) for row in rows)


def _widest(name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """How wide a column of a table is at least if its values are shown whole, with the space beside it."""
    return max(_NARROWEST, *(len(visible(_cell(row.get(name)))) + _PADDING for row in rows))


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich import box, markup
    from rich.console import Console
    from rich.table import Table

    console = Console()
    ids = {name for name in columns if _has_ids(name, rows)}
    widths = {name: _widest(name, rows) if name in ids else _NARROWEST for name in columns}
    ends = [*accumulate(widths.values())]
    shown = columns[: max(1, sum(end <= console.width for end in ends))]
    more = len(columns) - len(shown)
    left_out = f"; {counted(more, 'more column')}, which csv has" if more else ""
    caption = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}{left_out}"
    table = Table(box=box.SIMPLE_HEAD, caption=caption)
    for name in shown:
        header, least = markup.escape(visible(name)), min(widths[name], console.width - 2 * _PADDING) - _PADDING
        if name in ids:
            table.add_column(header, min_width=least, overflow="fold")
        else:
            table.add_column(header)
    for row in rows:
        table.add_row(*(markup.escape(visible(_cell(row.get(name)))) for name in shown))
    console.print(table)
