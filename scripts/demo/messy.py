"""``python -m scripts.demo.messy FILE ROWS``: a made-up CSV of contacts as they come.

It is in Windows-1252, with semicolons, quotes, line breaks, and mistakes in some rows; ``--correct FILE`` corrects
a file of such rows as a person would.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.demo.people import CITIES, FIRST, LAST, TITLES

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = (
    "E-mail",
    "First Name",
    "Last Name",
    "Job Title",
    "City",
    "Phone Number",
    "Lifecycle Stage",
    "Joined",
    "Remarks",
)
COMMAND = ("--map", "E-mail=email", "--map", "Joined=closedate", "--ignore", "Remarks")
"""How `load` takes the file: two columns are not called as their properties are, one has none."""

_STAGES = ("Lead", "Customer", "subscriber", "Opportunity", "")
_EVERY = 400  # rows for each that has a mistake


def write_messy(path: Path, count: int, seed: int = 5) -> int:
    """Write the file; the result is how many of its rows have a mistake."""
    chance = random.Random(seed)  # noqa: S311 # made-up data, not secrets
    lines: list[str] = [_line(HEADER)]
    wrong = 0
    for number in range(count):
        first, last = chance.choice((*FIRST, "Jürgen", "Zoë")), chance.choice((*LAST, "Müller"))
        row = [
            f"{first}.{last}.{number}@example.com".lower().translate(_ASCII),
            *(first, last, chance.choice(TITLES), chance.choice(CITIES)),
            f"+43 555 {number:06}",
            chance.choice(_STAGES),
            f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 9)}-1{chance.randrange(9)}",
            'says: "call me;\nnot before nine"' if number % 50 == 7 else "",
        ]
        if number % _EVERY == _EVERY // 2:
            wrong += 1
            lines.append(_MISTAKES[number // _EVERY % len(_MISTAKES)](row))
        else:
            lines.append(_line(row))
        if number % 500 == 499:
            lines.append(";" * (len(HEADER) - 1) + "\r\n")  # a row without a value
    path.write_bytes("".join(lines).encode("cp1252"))
    return wrong


def correct(path: Path) -> None:
    """Correct a file of failed rows, as a person would in a spreadsheet."""
    text = path.read_bytes().decode("cp1252")  # read_text would change the line breaks in cells
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=";")]
    header, own = rows[0], rows[0].index(HEADER[0])
    for row in rows[1:]:
        if len(row) == own + 1:  # a line that could not be split into cells
            row[own:] = next(csv.reader([row[own].replace('"Bo" ', "Bo ")], delimiter=";"))
        row += [""] * (len(header) - len(row))
        for place, cell in enumerate(row):
            match header[place]:
                case "E-mail":
                    row[place] = cell.replace(" at ", "@") or f"{row[own + 5][-6:]}@example.org"
                case "Lifecycle Stage":
                    row[place] = cell.replace("Leed", "Lead")
                case "Joined" if "." in cell:
                    row[place] = "-".join(reversed(cell.split(".")))
                case _:
                    pass
    lines = [_line(row) for row in rows]
    path.write_bytes("".join(lines).encode("cp1252"))


_ASCII = str.maketrans({"ü": "ue", "ë": "e"})


def _line(cells: list[str] | tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _with(place: int, cell: Callable[[str], str]) -> Callable[[list[str]], str]:
    return lambda row: _line([*row[:place], cell(row[place]), *row[place + 1 :]])


_MISTAKES: tuple[Callable[[list[str]], str], ...] = (
    _with(0, lambda email: email.replace("@", " at ")),
    _with(6, lambda _: "Leed"),
    _with(7, lambda day: ".".join(reversed(day.split("-")))),
    lambda row: _line(row[:5]),
    lambda row: _line(row).replace(f";{row[1]};", f';"{row[1]} "Bo" {row[1]}";', 1),
    _with(0, lambda _: ""),
)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--correct", name]:
            correct(Path(name))
        case [name, rows] if rows.isdecimal():
            print(f"{write_messy(Path(name), int(rows))} of {rows} rows have mistakes")
        case _:
            sys.exit(__doc__)
