"""Run every operation that has a sample payload, by its name.

This is how a workflow tool or a configuration file would use the package: names and JSON data, no Python methods.
The samples speak of records by made-up ids, so the records are made first and their ids put in.

    python examples/named_operations.py
"""

from typing import Any

from rich.console import Console
from rich.progress import track

from hubspot_facade import HubSpot


def with_ids(value: Any, ids: dict[str, str]) -> Any:
    """The payload with our ids in place of the sample's."""
    if isinstance(value, dict):
        return {key: with_ids(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [with_ids(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value


def main() -> None:
    """Run them all, what deletes last."""
    with HubSpot() as hs:
        run = hs.operations.run
        contact = run("Create/update contact", {"email": "sample@example.com", "properties": {"firstname": "Sam"}})
        company = run("Create company", {"properties": [{"name": "name", "value": "Sample"}]})
        deal = run("Create deal", {"properties": {"dealname": "Sample", "dealstage": "appointmentscheduled"}})
        ids = {"51": contact["id"], "1234567890": company["id"], "1234567": company["id"]}
        ids |= {"1001": deal["id"], "123456": deal["id"]}

        # Creating John goes before updating him, and deleting him last.
        entries = [entry for entry in hs.operations if entry.sample is not None]
        entries.sort(key=lambda entry: (entry.name == "Delete contact", entry.name != "Create contact"))
        for entry in track(entries, "operations", console=Console(stderr=True)):
            answer = run(entry.name, with_ids(entry.sample, ids))
            print(f"  {entry.name}: {', '.join(answer)}")

    print(f"{len(entries)} operations run by their names, with their sample payloads")


if __name__ == "__main__":
    main()
