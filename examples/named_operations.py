"""Run every operation that has a sample payload, by its name.

This is how a workflow tool or a configuration file would use the package: names and JSON data, no Python methods.
The samples speak of records by made-up ids, so the records are made first and their ids put in.

    python examples/named_operations.py
"""

from typing import Any

from rich.console import Console
from rich.progress import track

from hubspot_facade import HubSpot, HubSpotError


def with_ids(value: Any, ids: dict[str, str]) -> Any:
    """The payload with our ids in place of the sample's."""
    if isinstance(value, dict):
        return {key: with_ids(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [with_ids(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value


def main() -> None:
    """Run them all."""
    with HubSpot() as hs:
        run = hs.operations.run
        contact = run("Create/update contact", {"email": "sample@example.com", "properties": {"firstname": "Sam"}})
        company = run("Create company", {"properties": [{"name": "name", "value": "Sample"}]})
        deal = run("Create deal", {"properties": {"dealname": "Sample", "dealstage": "appointmentscheduled"}})
        ids = {"51": contact["id"], "1234567890": company["id"], "1234567": company["id"]}
        ids |= {"1001": deal["id"], "123456": deal["id"]}

        # What creates goes first, what archives last.
        entries = [entry for entry in hs.operations if entry.sample is not None]
        entries.sort(key=lambda entry: {"create": 0, "archive": 2}.get(entry.method, 1))
        refused = 0
        for entry in track(entries, "operations", console=Console(stderr=True)):
            try:
                answer = run(entry.name, with_ids(entry.sample, ids))
                told = f"{len(answer)} of them" if isinstance(answer, list) else ", ".join(answer)
                print(f"  {entry.name}: {told}")
            except HubSpotError as error:  # a record that the sample speaks of is not here, an endpoint has retired, …
                refused += 1
                print(f"  {entry.name}: {error}")

    but = f", {refused} could not" if refused else ""
    print(f"{len(entries) - refused} operations run by their names, with their sample payloads{but}")


if __name__ == "__main__":
    main()
