"""`auth login`, `status`, `use` and `logout`."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import sys
import webbrowser
from typing import Annotated, Any

import typer

from hubspot_facade.auth.credentials import OAuthCredentials
from hubspot_facade.cli.auth.loopback import Loopback
from hubspot_facade.cli.auth.profiles import DEFAULT, KeyringStore, Profile, Profiles
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.run import AllowHttp
from hubspot_facade.client import HubSpot

SECONDS = 300.0
Name = Annotated[str | None, typer.Option("--profile", help=f"The profile's name, {DEFAULT} by default.")]
Oauth = Annotated[bool, typer.Option("--oauth", help="In the browser, as an app; else by a token.")]
ClientId = Annotated[str, typer.Option("--client-id", envvar="HUBSPOT_CLIENT_ID", help="The app's client id.")]
Scope = Annotated[list[str] | None, typer.Option("--scope", help="A scope that the app asks for; can be repeated.")]
Port = Annotated[
    int, typer.Option("--port", help="Of http://localhost:PORT/callback, as the app's redirect URL has it.")
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page, or print its address alone.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Another server than HubSpot's, such as the sandbox.")]
Chosen = Annotated[str, typer.Argument(help="A profile's name.")]


def login(
    profile: Name = None,
    oauth: Oauth = False,
    client_id: ClientId = "",
    scope: Scope = None,
    port: Port = 8485,
    browser: Browser = True,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
) -> None:
    """Keep the token of an account in the system's keyring, and work with that account from now on.

    The token is typed in, or read from standard input; it is tried before it is kept. With --oauth the browser asks for
    consent; the app's secret comes from HUBSPOT_CLIENT_SECRET or is typed in.
    """
    with report_errors():
        profiles = Profiles()  # before anything is asked
        name = profile or os.environ.get("HUBSPOT_PROFILE") or DEFAULT
        server: dict[str, Any] = {"base_url": base_url, "allow_http": allow_http or None}
        if oauth:
            kept = _by_oauth(profiles, name, client_id, scope or [], port, browser, server)
        else:
            kept = _by_token(name, server)
        profiles.put(kept)
        typer.echo(f"profile {name}: portal {kept.portal_id} at {kept.base_url}")


def status() -> None:
    """List the profiles, with a star before the one in use, and what the environment says."""
    with report_errors():
        for name in ("HUBSPOT_ACCESS_TOKEN", "HUBSPOT_PROFILE"):
            if os.environ.get(name):
                typer.echo(f"{name} is set, and comes before the profile in use", err=True)
        profiles = Profiles()
        current = profiles.current()
        for name in profiles.names():
            one = profiles.get(name)
            how = "OAuth" if one.client_id else "token"
            typer.echo(f"{'*' if name == current else ' '} {name}: portal {one.portal_id} at {one.base_url}, by {how}")
        if not profiles.names():
            typer.echo("no profiles yet: `hubspot-facade auth login` makes one", err=True)


def use(name: Chosen) -> None:
    """Work with this profile from now on."""
    with report_errors():
        chosen = Profiles().use(name)
        typer.echo(f"profile {name}: portal {chosen.portal_id} at {chosen.base_url}")


def logout(profile: Name = None) -> None:
    """Forget a profile, by default the one in use. Its token stays good at HubSpot: revoke it there."""
    with report_errors():
        profiles = Profiles()
        name = profile or os.environ.get("HUBSPOT_PROFILE") or profiles.current()
        if name is None:
            raise CommandError("no profile is in use: name one with --profile")
        profiles.drop(name)
        typer.echo(f"profile {name} is forgotten; its token stays good until it is revoked at HubSpot", err=True)


def _by_token(name: str, server: dict[str, Any]) -> Profile:
    token = _secret("Access token")
    with HubSpot(token, **server) as hs:
        portal_id = int(hs.account.get().portal_id)
        return Profile(name, portal_id, hs.configuration.base_url, token=token)


def _by_oauth(
    profiles: Profiles, name: str, client_id: str, scopes: list[str], port: int, browser: bool, server: dict[str, Any]
) -> Profile:
    if not client_id:
        raise CommandError("--oauth needs the app's client id: --client-id or HUBSPOT_CLIENT_ID")
    secret = os.environ.get("HUBSPOT_CLIENT_SECRET") or _secret("Client secret")
    verifier = secrets.token_urlsafe(64)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    loopback = Loopback(port)
    try:
        with HubSpot(**server, require_token=False) as hs:
            url = hs.oauth.authorize_url(
                client_id, loopback.redirect_uri, scopes or ["oauth"], state=loopback.state, code_challenge=challenge
            )
            typer.echo(f"Allow the app at {url}", err=True)
            if browser:
                webbrowser.open(url)
            code = loopback.code(SECONDS)
            token = hs.oauth.create_token(client_id, secret, loopback.redirect_uri, code, code_verifier=verifier)
            portal_id = OAuthCredentials(client_id, secret, store=KeyringStore(profiles.keyring)).add(token)
            return Profile(name, portal_id, hs.configuration.base_url, client_id=client_id, client_secret=secret)
    finally:
        loopback.close()


def _secret(what: str) -> str:
    """A secret that is typed in unseen, or standard input's first line; never an argument, which others can see."""
    text = str(typer.prompt(what, hide_input=True, err=True)) if sys.stdin.isatty() else sys.stdin.readline()
    if not text.strip():
        raise CommandError(f"no {what.lower()} was given")
    return text.strip()


auth = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Accounts to work with, kept in the system's keyring."
)
for command in (login, status, use, logout):
    auth.command()(command)
