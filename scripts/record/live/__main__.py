"""``python -m scripts.record.live [NAMES]``: run operations on a HubSpot test account, and report how it differs.

Takes HUBSPOT_ACCESS_TOKEN, and HUBSPOT_BASE_URL for another host. Creates records under a name prefix and deletes them;
refuses accounts that are not test accounts unless ALLOW_STANDARD=1. Exit code 0 whatever differs, 1 if something was
left behind, 2 if nothing was run.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import httpx

from hubspot_facade.catalogue.named_operation import Entry
from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.config import DEFAULT_BASE_URL, DEFAULT_EDITION
from hubspot_facade.errors import HubSpotError
from hubspot_facade.sandbox import Sandbox
from scripts.record.cassette import Cassette, path_of, write
from scripts.record.live.fitness import UnfitAccount, check_account, reason_against
from scripts.record.live.report import Report
from scripts.record.live.trial import Progress, Trial
from scripts.record.names import names_in
from scripts.record.scrub import Scrubber
from scripts.record.tape import Recorder

AGAINST = "Recorded against an account of HubSpot's of type {}, on {:%Y-%m-%d %H:%M} UTC."


def compare(
    entries: Iterable[Entry],
    *,
    base_url: str,
    token: str,
    edition: str,
    allow_standard: bool = False,
    transport: httpx.BaseTransport | None = None,
    keep: Path | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Run operations on the account and on an empty sandbox. UnfitAccount before anything is created.

    `keep` is a folder for cassettes of what the account answered.
    """
    prefix = f"hf_{int(time.time()):x}_"
    with (
        Sandbox() as sandbox,
        Trial(base_url, token, edition=edition, prefix=prefix, transport=transport) as hubspot,
        Trial(sandbox.url, sandbox.token, edition=edition, prefix=prefix, patient=False) as ours,
    ):
        details = check_account(hubspot.hs, allow_standard=allow_standard)
        against = AGAINST.format(details.get("accountType"), datetime.now(UTC))
        if keep is not None:
            hubspot.tapes = Recorder(Scrubber(secrets=[token], portals=[details.get("portalId", "")], hosts=[base_url]))
        report = Report(f"{details.get('accountType')} account, records named {prefix}…", edition)
        for entry in entries:
            reason = reason_against(entry)
            if reason is not None:
                report.left_out[entry.name] = reason
                continue
            progress(entry.name)
            attempt = hubspot.run(entry)
            report.add(entry.name, ours.run(entry), attempt)
            if keep is not None and attempt.case is not None:
                write(Cassette(entry.name, edition, against, [attempt.case]), path_of(entry, edition, keep))
        report.left = hubspot.left
    return report


def main(arguments: list[str]) -> int:
    """Run and print the report."""
    parser = argparse.ArgumentParser(prog="python -m scripts.record.live", description="Compare HubSpot and sandbox.")
    parser.add_argument("names", nargs="?", default="", help="operations, separated by commas; by default all")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write cassettes of what the account answers")
    parser.add_argument("--edition", default=DEFAULT_EDITION, choices=editions())
    given = parser.parse_args(arguments)
    token = os.environ.get("HUBSPOT_ACCESS_TOKEN", "")
    if not token:
        print("error: HUBSPOT_ACCESS_TOKEN is not set: the token of a test account", file=sys.stderr)
        return 2
    try:
        entries = [Catalogue()[name] for name in names_in(given.names)] or list(Catalogue())
        report = compare(
            entries,
            base_url=os.environ.get("HUBSPOT_BASE_URL") or DEFAULT_BASE_URL,
            token=token,
            edition=given.edition,
            keep=given.keep,
            allow_standard=os.environ.get("ALLOW_STANDARD") == "1",
            progress=lambda name: print(name, file=sys.stderr),
        )
    except (HubSpotError, UnfitAccount) as error:
        print(f"error: {error}", *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 2
    print(report.text())
    return 1 if report.left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
