"""What the programs of a page need to be there: records, files, definitions."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

Arrangement = Callable[[HubSpot, Path, Sandbox], None]
APART = {"docs/bulk.md", "docs/imports-exports.md"}
"""Pages on which each program has a folder and an empty account of its own."""
COMMENTS_SHOW_OUTPUT = {"docs/bulk.md"}
"""Pages whose comments after `print(…)` are what it prints."""

SHORTER = {"docs/sandbox.md": ("--contacts 100000", "--contacts 100")}
"""What would take minutes, by page, and what runs in its place."""


def of(page: str) -> Arrangement:
    return ARRANGEMENTS.get(page, nothing)


def nothing(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    """An empty account and an empty folder."""


def write(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def guide(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    hs.deals.create({"dealname": "Engine", "amount": 12_000, "dealstage": "closedwon"})
    write(folder / "people.csv", ["email", "firstname"], ["first@example.com", "First"])


def bulk(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    """Files for each of the commands, and a property that identifies deals."""
    hs.properties.create(
        "deals",
        "erp_id",
        label="ERP id",
        type="string",
        field_type="text",
        group_name="dealinformation",
        has_unique_value=True,
    )
    ticket = hs.tickets.create({"subject": "Help", "hs_pipeline": "0", "hs_pipeline_stage": "1"})
    gone = hs.contacts.create({"email": "gone@example.com"})
    company = hs.companies.create({"name": "Acme"})
    kept = hs.contacts.create({"email": "kept@example.com"})
    write(folder / "people.csv", ["E-mail", "firstname", "Notes"], ["ada@example.com", "Ada", "x"])
    write(folder / "deals.csv", ["erp_id", "dealname"], ["7", "Engine"])
    write(folder / "closed.csv", ["id", "hs_pipeline_stage"], [ticket.id, "4"])
    write(folder / "gone.csv", ["id"], [gone.id])
    write(folder / "pairs.csv", ["from", "to"], [kept.id, company.id])
    with gzip.open(folder / "people.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"email": "zipped@example.com"}) + "\n")


def imports(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    write(folder / "people.csv", ["E-mail", "First name", "Firm", "Site"], ["ada@example.com", "Ada", "Acme", ""])


def reading(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    acme = hs.companies.create({"name": "Acme"}).id
    ada = hs.contacts.create({"email": "ada@example.com"}, associations={"companies": acme}).id
    hs.deals.create({"dealname": "Engine", "amount": "12.50"}, associations={"contacts": ada})


def command_line(hs: HubSpot, folder: Path, sandbox: Sandbox) -> None:
    hs.deals.create({"dealname": "Engine", "amount": 12_000, "dealstage": "closedwon"})


ARRANGEMENTS: dict[str, Arrangement] = {
    "docs/bulk.md": bulk,
    "docs/command-line.md": command_line,
    "docs/guide.md": guide,
    "docs/imports-exports.md": imports,
    "docs/reading.md": reading,
}
