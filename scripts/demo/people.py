"""Made-up companies and contacts as CSV files; the same ones every time."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    "Ada",
    "Alan",
    "Amina",
    "Barbara",
    "Bjarne",
    "Chen",
    "Dorothy",
    "Edsger",
    "Femi",
    "Grace",
    "Hedy",
    "Ines",
    "Kwame",
)
LAST = (
    "Abara",
    "Berger",
    "Costa",
    "Dubois",
    "Ekman",
    "Ferrari",
    "Gupta",
    "Hansen",
    "Ito",
    "Jansen",
    "Kowalski",
    "Novak",
)
TITLES = ("Engineer", "Senior engineer", "Head of sales", "Buyer", "Accountant", "Director", "Support lead")
CITIES = ("Graz", "Lisbon", "Nairobi", "Osaka", "Porto", "Quito", "Riga", "Turin")
TRADES = ("Bakery", "Books", "Cycles", "Dairy", "Engines", "Ferries", "Gardens", "Tools")
TOP = ("example.com", "example.org")


def write_companies(path: Path, count: int, seed: int = 7) -> None:
    """A file of companies: erp_id, name, domain, city."""
    chance = random.Random(seed)  # noqa: S311 # made-up data, not secrets
    rows: list[dict[str, object]] = []
    for number in range(count):
        city, trade = chance.choice(CITIES), chance.choice(TRADES)
        rows.append(
            {
                "erp_id": f"C{number:05}",
                "name": f"{city} {trade} {number}",
                "domain": f"{trade.lower()}-{number}.{chance.choice(TOP)}",
                "city": city,
            }
        )
    _write(path, rows)


def write_contacts(path: Path, count: int, companies: int, seed: int = 11) -> None:
    """A file of contacts: email, firstname, lastname, jobtitle, city, phone, and the erp_id of the company."""
    chance = random.Random(seed)  # noqa: S311 # made-up data, not secrets
    rows: list[dict[str, object]] = []
    for number in range(count):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        rows.append(
            {
                "email": f"{first}.{last}.{number}@{chance.choice(TOP)}".lower(),
                "firstname": first,
                "lastname": last,
                "jobtitle": chance.choice(TITLES),
                "city": chance.choice(CITIES),
                "phone": f"+43 555 {number:06}" if chance.random() < 0.8 else "",
                "erp_id": f"C{chance.randrange(companies):05}",
            }
        )
    _write(path, rows)


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
