"""Write every contact with the name of its company to a CSV file, with the asynchronous client.

The two listings are read concurrently.

    python examples/export_csv.py export.csv
"""

import asyncio
import csv
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from hubspot_facade import AsyncHubSpot

COLUMNS = ["email", "firstname", "lastname", "jobtitle", "city"]


async def main(target: str) -> None:
    """Write the file and print how much is in it."""
    async with AsyncHubSpot() as hs:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
        ) as progress:
            companies_seen = progress.add_task("companies", total=None)
            contacts_seen = progress.add_task("contacts", total=None)
            names: dict[str, str] = {}
            rows: list[dict[str, str | None]] = []
            company_of: list[str] = []

            async def read_companies() -> None:
                async for company in hs.companies.list(properties=["name"]):
                    names[company.id] = company.properties["name"] or ""
                    progress.advance(companies_seen)

            async def read_contacts() -> None:
                async for contact in hs.contacts.list(properties=COLUMNS, associations=["companies"]):
                    rows.append({column: contact.properties[column] for column in COLUMNS})
                    found = contact.associations["companies"].results if contact.associations else []
                    company_of.append(found[0].id if found else "")
                    progress.advance(contacts_seen)

            await asyncio.gather(read_companies(), read_contacts())

    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "company"])
        writer.writeheader()
        for row, company in zip(rows, company_of, strict=True):
            writer.writerow({**row, "company": names.get(company, "")})
    print(f"{len(rows):,} contacts with the names of {len(names):,} companies exported")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python examples/export_csv.py export.csv")
    asyncio.run(main(*sys.argv[1:]))
