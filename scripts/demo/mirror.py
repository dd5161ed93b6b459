"""The part of the demonstration that mirrors a portal and asks the mirror in SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from hubspot_facade.mirror import mirror

if TYPE_CHECKING:
    from pathlib import Path

    from hubspot_facade import HubSpot

_QUESTION = """
select c.name as company, count(distinct p.to_id) as people, max(k.city) as city
from companies c
join companies_to_contacts p on p.from_id = c.id
join contacts k on k.id = p.to_id
group by c.id, c.name
order by people desc, company
limit 5
"""


def show_mirror(hs: HubSpot, file: Path) -> str:
    """Mirror contacts and companies twice, ask which companies have most people; a sentence about what was done."""
    console = Console()
    for title in ("the first run reads everything", "the next one what has changed"):
        report = mirror(hs, file, include=["contacts", "companies"], lists=False)
        console.print(f"mirror to {file.name}, {title}: {report.written:,} rows written", highlight=False)
    with closing(sqlite3.connect(file)) as connection:
        cursor = connection.execute(_QUESTION)
        table = Table(*(name for name, *_ in cursor.description), box=box.SIMPLE_HEAD)
        for row in cursor:
            table.add_row(*map(str, row))
    console.print(table)
    return f"{report.part('contacts').rows:,} contacts in {file.name}"
