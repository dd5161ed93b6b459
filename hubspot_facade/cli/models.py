"""`hubspot-facade models`: Python types of an account's records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import OBJECT_TYPES
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.progress import waiting
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.client import HubSpot

models = typer.Typer(no_args_is_help=True, help="Python types of the account's records.")

To = Annotated[Path | None, typer.Option("--to", help="The file to write; standard output where none is named.")]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--object-type",
        "-t",
        help="Only this object type: contacts, a custom type's name or id; can be repeated.",
        **OBJECT_TYPES,
    ),
]


@models.callback()
def group() -> None:
    """Python types of the account's records."""


@models.command()
def generate(
    to: To = None,
    object_types: Types = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Write a module of types: for each object type what may be written, and what is read.

    Custom properties and custom object types are among them. Object types that the token may not read are left out, and
    named on standard error; one that --object-type names is an error then. The module of an unchanged account is the
    same, byte for byte.
    """
    with report_errors():
        with (
            waiting("models generate"),
            HubSpot(**client_options(profile, base_url, api_version, allow_http=allow_http)) as hubspot,
        ):
            found = hubspot.properties.generate_models(object_types or None)
        source = found.source.encode()
        if to is None:
            typer.echo(source, nl=False)
        else:
            try:
                to.write_bytes(source)
            except OSError as error:
                raise CommandError(f"{to} cannot be written: {error.strerror}") from None
        for object_type, reason in found.left_out.items():
            typer.echo(f"left out {object_type}: {reason}", err=True)
