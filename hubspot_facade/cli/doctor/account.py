"""What the doctor asks HubSpot: whose the token is, what it may do, what is left of the limits, what time it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from hubspot_facade.auth.credentials import OAuthCredentials
from hubspot_facade.catalogue.granted import lacking
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli.failure import exit_code
from hubspot_facade.errors import APIError, ConfigurationError, Forbidden, HubSpotError, TransportError, Unauthorized
from hubspot_facade.wire.dates import seconds_of_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubspot_facade.cli.doctor.findings import Findings
    from hubspot_facade.client import HubSpot

SKEW = 60  # seconds: signatures of webhooks and renewals of tokens go wrong before the five minutes of HubSpot's own
_PRIVATE = "pat-"
_LIMITS = {
    "daily": ("x-hubspot-ratelimit-daily", "x-hubspot-ratelimit-daily-remaining"),
    "window": ("x-hubspot-ratelimit-max", "x-hubspot-ratelimit-remaining"),
}


def ask(hs: HubSpot, findings: Findings, now: Callable[[], float]) -> None:
    """Fill in what HubSpot says, as far as it says anything."""
    began = now()
    try:
        answer = hs.with_raw_response.account.get()
    except ConfigurationError as error:  # a proxy of the environment, which is looked at when something is sent
        findings.problem(str(error), exit_code(error))
        return
    except TransportError as error:
        findings.connection = {"reached": False}
        findings.problem(f"HubSpot cannot be reached: {error}", exit_code(error))
        return
    except APIError as error:
        _connected(findings, error.headers, began, now())
        findings.token = {"valid": not isinstance(error, Unauthorized)}
        if isinstance(error, Unauthorized):
            findings.problem(f"HubSpot does not accept the token: {error}", exit_code(error))
            return
        if not isinstance(error, Forbidden):
            findings.problem(f"HubSpot does not say whose the token is: {error}", exit_code(error))
            return
        findings.problem("the token may not read the account's details, so that not all can be found out")
    else:
        _connected(findings, answer.headers, began, now())
        details = answer.value
        findings.token = {
            "valid": True,
            "portal_id": details.portal_id,
            "account_type": str(getattr(details.account_type, "value", details.account_type)),
            "time_zone": details.time_zone,
            "hosted_in": details.data_hosting_location,
        }
    _whose(hs, findings)
    _usage(hs, findings)


def _connected(findings: Findings, headers: Mapping[str, str], began: float, ended: float) -> None:
    findings.connection = {"reached": True, "seconds": round(ended - began, 3)}
    for name, (most, left) in _LIMITS.items():
        if (at_most := headers.get(most, "")).isdecimal() and (still := headers.get(left, "")).isdecimal():
            findings.limits[name] = {"limit": int(at_most), "left": int(still)}
    theirs = seconds_of_header(headers.get("date"))
    if theirs is None:
        return
    # the header is cut to whole seconds, and was written at some moment of the request
    skew = round((began + ended) / 2 - theirs - 0.5)
    findings.connection["clock_ahead_seconds"] = skew
    if abs(skew) > SKEW:
        way = "ahead of" if skew > 0 else "behind"
        findings.problem(
            f"this machine's clock is {abs(skew)} seconds {way} HubSpot's: set it, or tokens expire and signatures "
            "are refused at the wrong time"
        )


def _whose(hs: HubSpot, findings: Findings) -> None:
    """App, user and scopes of the token. HubSpot describes tokens of private apps and of OAuth in different places."""
    token = _token_of(hs)
    if not token:
        return
    findings.token["kind"] = "private app or service key" if token.startswith(_PRIVATE) else "OAuth"
    facts = _facts(hs, token)
    scopes = facts.get("scopes")
    if not isinstance(scopes, list):
        findings.problem("HubSpot does not say which scopes the token has")
        return
    spelled = {"app_id": ("appId", "app_id"), "user_id": ("userId", "user_id"), "portal_id": ("hubId", "hub_id")}
    for name, keys in spelled.items():
        value = next((facts[key] for key in keys if isinstance(facts.get(key), int)), None)
        if value is not None:
            findings.token.setdefault(name, value)
    findings.scopes = sorted(map(str, cast("list[object]", scopes)))
    edition = hs.configuration.api_version
    findings.lacking = [
        {"operation": entry.name, "scopes": [*scopes]}
        for entry, scopes in lacking(Catalogue(), findings.scopes, edition)
    ]


def _token_of(hs: HubSpot) -> str | None:
    """The token that was used a moment ago; None if a function gave it, which might give another one now."""
    source = hs.configuration.access_token
    if isinstance(source, str):
        return source
    return source.ready(0.0) if isinstance(source, OAuthCredentials) else None


def _facts(hs: HubSpot, token: str) -> dict[str, Any]:
    """What HubSpot says of a token; nothing if it does not. Without the app's secret only version 1 describes it."""
    source = hs.configuration.access_token
    try:
        if isinstance(source, OAuthCredentials):
            return source.introspect(hs, token).to_dict()
        if token.startswith(_PRIVATE):
            answer = hs.raw("POST", "/oauth/v2/private-apps/get/access-token-info", json={"tokenKey": token})
        else:
            answer = hs.raw("GET", f"/oauth/v1/access-tokens/{quote(token, safe='')}")
        found: object = json.loads(answer.content) if answer.status_code == 200 else {}
    except (HubSpotError, ValueError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _usage(hs: HubSpot, findings: Findings) -> None:
    """The day's requests of private apps, of which only the account knows when they start anew."""
    try:
        usage = hs.account.list_api_usage().all()
    except HubSpotError:
        return
    for each in usage:
        limit, used = each.usage_limit, each.current_usage
        if limit:
            resets = getattr(each.resets_at, "isoformat", lambda: None)()
            findings.limits["daily"] = {"limit": limit, "left": max(limit - used, 0), "resets_at": resets}
    if (daily := findings.limits.get("daily")) and not daily["left"]:
        findings.problem("no requests are left today")
