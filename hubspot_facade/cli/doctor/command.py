"""The command."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from hubspot_facade.cli.auth.profiles import settings_of
from hubspot_facade.cli.doctor import machine
from hubspot_facade.cli.doctor.account import ask
from hubspot_facade.cli.doctor.findings import Findings
from hubspot_facade.cli.doctor.report import lines
from hubspot_facade.cli.failure import WRONG, CommandError
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.progress import waiting
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.cli.typed_names import NOT_LOGGED_IN, message
from hubspot_facade.client import HubSpot
from hubspot_facade.errors import HubSpotError

AsJson = Annotated[bool, typer.Option("--json", help="All of it as JSON, for programs.")]
Full = Annotated[bool, typer.Option("--full", help="List all scopes, and all operations that the token may not run.")]
_DEADLINE = 20.0


def doctor(
    as_json: AsJson = False,
    full: Full = False,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Examine token, scopes, limits, clock, settings, and what HubSpot will stop supporting.

    Nothing is changed, and nothing secret is printed: the output may go into an issue. What cannot be found out, such
    as the scopes of a token that is not valid, is left out. Exit codes: 0 it works, 1 HubSpot refused, 2 the settings
    are wrong, 3 no answer came.
    """
    options: dict[str, Any] = {"api_version": api_version, "allow_http": allow_http or None}
    with waiting("doctor"):
        findings = examine(options, profile, base_url)
    if as_json:
        print_json(findings.to_dict())
    else:
        typer.echo("\n".join(lines(findings, full=full)))
    if findings.exit_code:
        raise typer.Exit(findings.exit_code)


def examine(options: dict[str, Any], profile: str | None, base_url: str | None) -> Findings:
    """Everything that can be found out."""
    findings = Findings(versions=machine.versions(), extras=machine.extras())
    try:
        given = {**options, **settings_of(profile, base_url)}
        hs = HubSpot(**given, require_token=False, retries=1, deadline=_DEADLINE)
    except (HubSpotError, CommandError) as error:
        findings.problem(message(error), WRONG)
        return findings
    with hs:
        configuration = hs.configuration
        findings.settings = machine.settings(configuration)
        findings.endings = machine.endings(configuration.api_version)
        if not configuration.access_token:
            findings.problem(NOT_LOGGED_IN, WRONG)
            return findings
        ask(hs, findings, time.time)
    return findings
