"""The `hubspot-facade` application, with all its commands."""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

import typer

from hubspot_facade.cli.auth import auth
from hubspot_facade.cli.dump import dump
from hubspot_facade.cli.jobs import export_records, import_file
from hubspot_facade.cli.mirror import mirror
from hubspot_facade.cli.models import models
from hubspot_facade.cli.operations import ops
from hubspot_facade.cli.run import run
from hubspot_facade.cli.sandbox import sandbox

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",  # fills the paragraphs of docstrings
    pretty_exceptions_enable=False,  # a trace with local variables could show a token
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hubspot-facade {metadata.version('hubspot-facade')}")
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

    Exit codes: 0 done, 1 HubSpot refused, 2 the command is wrong as written, 3 no answer came, 4 a part of a batch
    or an import failed.
    """


app.command()(ops)
app.command()(run)
app.command()(dump)
app.command()(mirror)
app.command("import")(import_file)
app.command("export")(export_records)
app.add_typer(auth, name="auth")
app.add_typer(models, name="models")
app.add_typer(sandbox, name="sandbox")
