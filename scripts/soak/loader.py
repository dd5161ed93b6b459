"""The process that is killed: a load with a journal. Arguments: URL, token, operation, journal, rows, known ids."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubspot_facade import HubSpot
from hubspot_facade.bulk.rows import Values

OPERATIONS = ("upsert", "create", "create by key", "update", "archive", "associate")


def rows_for(operation: str, count: int, known: list[str]) -> Iterator[Any]:
    """The rows of an operation; `known` are ids of contacts, then the id of a company."""
    for number in range(count):
        name = f"new {number}"
        match operation:
            case "upsert":  # every key twice: the second row holds
                yield {"email": f"key{number % (count // 2)}@x.example", "firstname": name}
            case "create":
                yield {"firstname": name}
            case "create by key":
                yield {"email": f"new{number}@x.example", "firstname": name}
            case "update":
                yield {"id": known[number], "firstname": name}
            case "archive":
                yield known[number]
            case _:
                yield known[number], known[-1]


def main() -> int:
    """Load the rows; exit code 3 if something stopped the load."""
    url, token, operation, journal, count, known_file = sys.argv[1:]
    known = Path(known_file).read_text(encoding="utf-8").split()
    # The same rows each time, as of a file that has not changed.
    rows = Values(rows_for(operation, int(count), known), fingerprint=operation)
    with HubSpot(token, base_url=url) as hs:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        match operation:
            case "upsert":
                report = hs.contacts.bulk_upsert(rows, journal=journal)
            case "create":
                report = hs.contacts.bulk_create(rows, journal=journal)
            case "create by key":
                report = hs.contacts.bulk_create(rows, key="email", journal=journal)
            case "update":
                report = hs.contacts.bulk_update(rows, journal=journal)
            case "archive":
                report = hs.contacts.bulk_archive(rows, journal=journal)
            case _:
                report = hs.associations.bulk_create("contacts", "companies", rows, journal=journal)
    if report.stopped is not None:
        sys.stderr.write(f"{report}\n")
        return 3
    with Path(f"{journal}.outcomes").open("w", encoding="utf-8") as file:
        file.writelines(f"{each.number} {each.status}\n" for each in report.outcomes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
