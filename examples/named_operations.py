"""Run every operation of the catalogue by its name, with its sample payload.

This is how a workflow tool or a configuration file would use the package: names and JSON data, no Python methods.
Some of the operations merge, send and delete, so the script runs on a sandbox only. This one has the records that the
samples refer to:

    hubspot-facade sandbox --samples
    python examples/named_operations.py
"""

import sys
from collections import Counter

from rich.console import Console
from rich.progress import track

from hubspot_facade import HubSpot, HubSpotError

IDENTITY = "/_sandbox/portals"  # which only a sandbox has
LAST = ("merge", "archive", "archive_settings", "batch_archive")


def main() -> None:
    """Run them all, and count them by resource."""
    done: Counter[str] = Counter()
    refused: dict[str, HubSpotError] = {}
    with HubSpot() as hs:
        if hs.raw("GET", IDENTITY).status_code != 200:
            sys.exit("this runs operations that merge, send and delete: on a sandbox only, by HUBSPOT_BASE_URL")
        entries = list(hs.operations)
        # what has been deleted or merged cannot be read or changed any more
        entries.sort(key=lambda entry: LAST.index(entry.method) if entry.method in LAST else -1)
        for entry in track(entries, "operations", console=Console(stderr=True)):
            try:
                hs.operations.run(entry.name, entry.sample)
                done[entry.resource.partition(".")[0]] += 1
            except HubSpotError as error:
                refused[entry.name] = error

    print("\n".join(f"  hs.{resource}: {count}" for resource, count in sorted(done.items())))
    for name, error in refused.items():
        print(f"  could not {name}: {error}")
    but = f", {len(refused)} could not" if refused else ""
    print(f"{done.total()} operations run by name, with their sample payloads{but}")
    if refused:
        sys.exit("the samples need their records: start the sandbox with --samples")


if __name__ == "__main__":
    main()
