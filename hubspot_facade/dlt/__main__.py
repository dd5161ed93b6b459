"""`python -m hubspot_facade.dlt portal.duckdb`: a portal into DuckDB by dlt; again, it brings it up to date."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hubspot_facade import extras
from hubspot_facade.dlt.portal import source


def main(arguments: list[str]) -> int:
    """Load the portal of the environment into the DuckDB file that is named, and print what dlt reports."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m hubspot_facade.dlt portal.duckdb\n")
        return 2
    os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")  # before dlt is imported
    dlt = extras.load("dlt", "dlt")
    path = Path(arguments[0]).absolute()
    pipeline = dlt.pipeline(
        f"hubspot_{path.stem}", destination=dlt.destinations.duckdb(str(path)), dataset_name="hubspot"
    )
    sys.stdout.write(f"{pipeline.run(source())}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
