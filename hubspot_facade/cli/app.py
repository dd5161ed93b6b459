"""The `hubspot-facade` application. A command's module is imported when the command runs, so that each starts fast."""

from __future__ import annotations

from typing import Annotated

import typer

from hubspot_facade.cli.lazy import LazyGroup
from hubspot_facade.version import __version__

app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode="markdown",  # fills the paragraphs of docstrings
    pretty_exceptions_enable=False,  # a trace with local variables could show a token
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hubspot-facade {__version__}")
        raise typer.Exit


@app.callback()
def hubspot_facade(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Named operations on a HubSpot account, and a local HubSpot to try them on.

    The account is that of HUBSPOT_ACCESS_TOKEN, or a profile that `auth login` keeps; HUBSPOT_BASE_URL names another
    server, such as the sandbox, and HUBSPOT_API_VERSION another edition.

    Exit codes: 0 done; 1 HubSpot refused, or did not return all that there is; 2 the command is wrong as written; 3 no
    answer came; 4 a part of a batch, a load or an import, or a step of a plan, failed; 130 interrupted. `portal diff`
    ends with 1 where something differs.
    """
