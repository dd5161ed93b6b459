"""Create or update contacts and companies from two CSV files, and associate each contact with its company.

Running it again creates nothing twice: contacts are identified by their email, companies by an id of our own.

    python examples/sync_csv.py contacts.csv companies.csv
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import suppress

from rich.console import Console
from rich.progress import track

from hubspot_facade import Conflict, HubSpot

Row = dict[str, str]


def read(path: str) -> list[Row]:
    """The rows of a CSV file, each as a mapping from column to value."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}")


def parts(rows: list[Row], what: str) -> Iterator[list[Row]]:
    """Parts of 500 rows; batches may have any size, but parts let a progress bar move."""
    starts = range(0, len(rows), 500)
    for start in track(starts, f"{what:12}", console=Console(stderr=True)):
        yield rows[start : start + 500]


def main(contacts_csv: str, companies_csv: str) -> None:
    """Sync the two files."""
    contacts, companies = read(contacts_csv), read(companies_csv)
    company_ids: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    new = 0

    with HubSpot() as hs:
        with suppress(Conflict):  # an earlier run created it
            hs.properties.create(
                "companies",
                "erp_id",
                label="ERP id",
                type="string",
                field_type="text",
                group_name="companyinformation",
                has_unique_value=True,
            )

        for part in parts(companies, "companies"):
            batch = hs.companies.batch_upsert(part, id_property="erp_id")
            for row, outcome in zip(part, batch.outcomes, strict=True):
                if outcome.result:
                    company_ids[row["erp_id"]] = outcome.result.id
                    new += outcome.result.new

        for part in parts(contacts, "contacts"):
            batch = hs.contacts.batch_upsert([{k: v for k, v in row.items() if k != "erp_id"} for row in part])
            for row, outcome in zip(part, batch.outcomes, strict=True):
                if outcome.result:
                    pairs.append((outcome.result.id, company_ids[row["erp_id"]]))
                    new += outcome.result.new

        hs.associations.batch_create("contacts", "companies", pairs)

    print(f"{len(contacts):,} contacts and {len(companies):,} companies synced and associated, {new:,} new")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python examples/sync_csv.py contacts.csv companies.csv")
    main(*sys.argv[1:])
