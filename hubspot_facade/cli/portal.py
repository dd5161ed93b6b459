"""`hubspot-facade portal`: a portal's settings as files."""

from __future__ import annotations

import shlex
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import OBJECT_TYPES
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.progress import waiting
from hubspot_facade.cli.run import AllowHttp, BaseUrl, Edition, Profile
from hubspot_facade.client import HubSpot
from hubspot_facade.errors import ApplyFailed, PlanOutdated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.portal_settings.portal_settings import PulledSettings
    from hubspot_facade.portal_settings.steps import SettingsPlan

portal = typer.Typer(
    no_args_is_help=True,
    help="The account's settings as files: properties, pipelines, schemas, association labels, ….",
)

DIFFERS = 1


class Format(Enum):
    """How differences and plans are shown."""

    text = "text"
    json = "json"


To = Annotated[Path, typer.Option("--to", help="The directory to write; it is made if it does not exist.")]
Directory = Annotated[Path, typer.Argument(help="A directory that `portal pull` wrote.")]
Other = Annotated[Path | None, typer.Argument(help="Another one, to compare with in place of the account.")]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--object-type",
        "-t",
        help="Only this object type: contacts, a custom type's full name, p_* (all custom ones), …; can be repeated.",
        **OBJECT_TYPES,
    ),
]
Shown = Annotated[Format, typer.Option("--format", help="How to show it.")]
Against = Annotated[str | None, typer.Option("--against", help="The profile to compare with.")]
Prune = Annotated[bool, typer.Option("--prune", help="Also archive what only the account has.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")]
PlanHash = Annotated[str | None, typer.Option("--plan", help="Apply only the plan with this hash, without asking.")]


@portal.callback()
def group() -> None:
    """The account's settings as files: properties, pipelines, schemas, association labels, …."""


@portal.command()
def pull(
    to: To,
    object_types: Types = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Write the account's settings to a directory, as TOML for version control.

    Object types that the token may not read are left out, and named on standard error; one that --object-type names is
    an error then. The files of an unchanged account are the same, byte for byte. A directory that has the settings of
    further object types is left as it is: pull them together.
    """
    with report_errors():
        with waiting("portal pull"), _client(api_version, base_url, profile, allow_http=allow_http) as hubspot:
            found = hubspot.portal_settings.pull(object_types or None)
        _remark(found.left_out, found.notes)
        _refuse_to_lose(to, found, object_types)
        changed = _write(to, found)
        typer.echo(f"{counted(len(changed), 'file')} changed" if changed else "nothing changed", err=True)


@portal.command()
def diff(
    directory: Directory,
    other: Other = None,
    against: Against = None,
    shown: Shown = Format.text,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Show what differs between files and the account, or between two directories.

    A line each: + is only in the files, - only in the account (or in the other directory), ~ is changed, from what is
    there to what the files want. Ends with exit code 1 if anything differs.
    """
    from hubspot_facade.portal_settings.files import read_settings
    from hubspot_facade.portal_settings.portal_settings import compare_settings

    with report_errors():
        if against is not None and (other is not None or profile is not None):
            raise CommandError("--against, --profile and a second directory exclude each other")
        wanted = read_settings(directory)
        if other is not None:
            found = compare_settings(wanted, read_settings(other))
        else:
            with (
                waiting("portal diff"),
                _client(api_version, base_url, against or profile, allow_http=allow_http) as hubspot,
            ):
                found = hubspot.portal_settings.diff(wanted)
        if shown is Format.json:
            print_json(found.to_dict())
        elif found:
            typer.echo(str(found))
        _remark(found.left_out, found.notes)
        if found:
            raise typer.Exit(DIFFERS)


@portal.command()
def apply(
    directory: Directory,
    prune: Prune = False,
    yes: Yes = False,
    plan_hash: PlanHash = None,
    shown: Shown = Format.text,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
) -> None:
    """Give the account the settings of a directory: show the plan, ask, and carry it out.

    Nothing is archived without --prune. What HubSpot cannot do is said before anything is written, and then nothing
    is. If a step fails, run the command again to go on from there.
    """
    from hubspot_facade.portal_settings.files import read_settings

    with report_errors():
        wanted = read_settings(directory)
        with _client(api_version, base_url, profile, allow_http=allow_http) as hubspot:
            with waiting("portal apply"):
                plan = hubspot.portal_settings.plan(wanted, prune=prune)
            _show(plan, shown)
            if plan_hash and plan_hash != plan.hash:
                raise PlanOutdated(plan)
            if not plan.steps and not plan.refused:
                return
            if not (yes or plan_hash or plan.refused):
                _ask(plan)
            try:
                done = hubspot.portal_settings.apply(wanted, prune=prune, plan_hash=plan_hash or plan.hash)
            except ApplyFailed as failed:
                typer.echo(f"done: {len(failed.done)}\nfailed: {failed.failed}", err=True)
                typer.echo("\n".join(f"not begun: {each}" for each in failed.not_begun), err=True)
                raise
            typer.echo(f"{counted(len(done.done), 'step')} done", err=True)
            found = hubspot.portal_settings.pull(wanted["portal.toml"]["object_types"])
        _write(directory, {path: each for path, each in found.items() if path.startswith("ids/")}, wanted)


def _client(api_version: str | None, base_url: str | None, profile: str | None, *, allow_http: bool) -> HubSpot:
    return HubSpot(**client_options(profile, base_url, api_version, allow_http=allow_http))


def _refuse_to_lose(to: Path, found: PulledSettings, asked: list[str] | None) -> None:
    """CommandError where a directory has the settings of object types that were not pulled, and would lose them."""
    from hubspot_facade.portal_settings.documents import in_scope
    from hubspot_facade.portal_settings.files import types_in

    pulled: list[str] = found["portal.toml"]["object_types"]
    before = types_in(to)
    lost = [each for each in before if each not in pulled and not in_scope(each, pulled)]
    if not lost:
        return
    together = shlex.join(word for each in sorted({*before, *pulled}) for word in ("-t", each))
    advice = f"pull them together ({together}), or these" if asked else "remove its files, or pull"
    raise CommandError(f"{to} also has the settings of {', '.join(lost)}: {advice} into another directory")


def _write(to: Path, documents: PulledSettings | Mapping[str, Any], kept: Mapping[str, Any] | None = None) -> list[str]:
    from hubspot_facade.portal_settings.files import write_settings

    try:
        return write_settings(to, documents, keep=kept or ())
    except OSError as error:
        raise CommandError(f"{error.filename or to} cannot be written: {error.strerror}") from None


def _show(plan: SettingsPlan, shown: Format) -> None:
    if shown is Format.json:
        print_json(plan.to_dict())
    else:
        typer.echo(str(plan) or "nothing to do")
        if plan.steps:
            typer.echo(f"plan {plan.hash} for portal {plan.portal_id}")


def _ask(plan: SettingsPlan) -> None:
    if not sys.stdin.isatty():
        raise CommandError(f"nothing was written; to carry this out, add --yes or --plan {plan.hash}")
    typer.confirm(f"Carry out {counted(len(plan.steps), 'step')}?", abort=True, err=True)


def _remark(left_out: Mapping[str, str], notes: Any) -> None:
    for object_type, reason in left_out.items():
        typer.echo(f"left out {object_type}: {reason}", err=True)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
