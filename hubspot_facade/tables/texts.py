"""Cells as text: in CSV and in JSON Lines."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubspot_facade.tables.columns import Cell, Kind


def csv_text(kind: Kind, cell: Cell) -> str:
    """A cell in CSV: "" for None, "true" and "false", ISO 8601, several options joined by ";" as HubSpot has them."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            return _iso(cell)
        case date():
            return cell.isoformat()
        case list() if kind == "list":
            return ";".join(map(str, cell))
        case list() | dict():
            return json_text(cell)
        case _:
            return str(cell)


def json_text(cell: Cell) -> str:
    """A cell in JSON: a Decimal is a number with all of its digits, dates are ISO 8601."""
    match cell:
        case Decimal():
            return str(cell)
        case datetime():
            return f'"{_iso(cell)}"'
        case date():
            return f'"{cell.isoformat()}"'
        case _:
            return json.dumps(cell, ensure_ascii=not _is_unicode(cell), default=str, allow_nan=False)


def _is_unicode(cell: Cell) -> bool:
    """Whether it can be written as it is; half of a surrogate pair has to be escaped."""
    if isinstance(cell, str):
        return cell.isascii() or not any("\ud800" <= each <= "\udfff" for each in cell)
    return not isinstance(cell, list | dict)


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
