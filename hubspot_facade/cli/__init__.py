"""The command `hubspot-facade`, which comes with the extra `cli`.

Exit codes: 0 done; 1 HubSpot refused, or did not return all that there is; 2 the command is wrong as written (unknown
operation, wrong payload, no token, a port that is taken); 3 no answer came; 4 a part of a batch or an import
failed; 130 interrupted.
"""

from __future__ import annotations

import os
import sys

EXTRA = "the command line needs its extra: pip install 'hubspot-facade[cli]'"


def main() -> None:
    """Run the command line's arguments and exit."""
    try:
        from hubspot_facade.cli.app import app
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("click", "rich", "typer"):
            raise
        sys.stderr.write(f"error: {EXTRA}\n")
        raise SystemExit(2) from None
    if {"--show-completion", "--install-completion"} & {*sys.argv[1:-1]}:
        os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"  # a shell is named: typer need not guess it
    # httpx would import its own command, and with it click, pygments and all of rich; it does without if it cannot.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # as Python's import system has it
    if "_HUBSPOT_FACADE_COMPLETE" not in os.environ:
        app(prog_name="hubspot-facade")
        return
    from hubspot_facade.cli.typed_line import as_typer_reads_it

    with as_typer_reads_it(os.environ):
        app(prog_name="hubspot-facade")
