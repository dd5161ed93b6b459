"""The doctor's findings as text of at most 80 columns."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.cli.doctor.findings import Findings

_WIDTH, _INDENT = 80, 14
_MOST = 5


def lines(findings: Findings, *, full: bool) -> Iterator[str]:
    """Everything, a line for each fact; `full` lists all scopes and all operations that the token may not run."""
    yield from _fact("versions", ", ".join(f"{name} {version}" for name, version in findings.versions.items()))
    yield from _fact("extras", ", ".join(name for name, there in findings.extras.items() if there) or "none")
    settings = findings.settings
    if settings:
        beta = ", a beta" if settings["beta"] else ""
        instead = ", ".join(settings["fallback_editions"])
        yield from _fact("server", settings["base_url"] + _behind(settings["proxy"]))
        yield from _fact("edition", settings["edition"] + beta + f"; what it lacks comes from {instead}")
    yield from _connection(findings.connection)
    yield from _token(findings.token)
    for name, title in (("daily", "today"), ("window", "ten seconds")):
        if limit := findings.limits.get(name):
            until = f", until {limit['resets_at']}" if limit.get("resets_at") else ""
            yield from _fact(title, f"{limit['left']:,} of {limit['limit']:,} requests left{until}")
    yield from _scopes(findings, full=full)
    yield from _endings(findings.endings)
    yield ""
    for problem in findings.problems:
        yield from wrap(f"! {problem}", _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    if not findings.problems:
        yield "No problems found."


def _fact(name: str, text: str) -> Iterator[str]:
    yield from wrap(
        text,
        _WIDTH,
        initial_indent=f"{name:<{_INDENT}}",
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _behind(proxy: str | None) -> str:
    return f", through {proxy}" if proxy else ""


def _connection(connection: dict[str, Any]) -> Iterator[str]:
    if connection.get("reached"):
        skew = connection.get("clock_ahead_seconds")
        clock = "" if skew is None else f"; clocks differ by {abs(skew)} s"
        yield from _fact("connection", f"answered in {connection['seconds']} s{clock}")


def _token(token: dict[str, Any]) -> Iterator[str]:
    if not token:
        return
    names = {"portal_id": "portal", "account_type": "type", "app_id": "app", "user_id": "user", "hosted_in": "in"}
    facts = [f"{title} {token[name]}" for name, title in names.items() if token.get(name)]
    kind = f", {token['kind']}" if token.get("kind") else ""
    yield from _fact(
        "token", ("valid" if token["valid"] else "not valid") + kind + "".join(f", {each}" for each in facts)
    )


def _scopes(findings: Findings, *, full: bool) -> Iterator[str]:
    if findings.scopes is None:
        return
    yield from _fact("scopes", ", ".join(findings.scopes) if full else f"{len(findings.scopes)}")
    if not findings.lacking:
        yield from _fact("operations", "the token may run all of them")
        return
    yield from _fact("operations", f"{len(findings.lacking)} need a scope that the token does not have:")
    for each in findings.lacking if full else findings.lacking[:_MOST]:
        wanted = " or ".join(scopes.replace(" ", " with ") for scopes in each["scopes"][:_MOST])
        yield from _fact("", f"- {each['operation']}: {wanted}")
    if not full and len(findings.lacking) > _MOST:
        yield from _fact("", "- and others: --full lists all of them")


def _endings(endings: list[dict[str, Any]]) -> Iterator[str]:
    for each in endings:
        if count := each["operations"]:
            what = "stop answering" if each["stops_answering"] else "are unsupported"
            examples = ", ".join(map(repr, each["examples"]))
            yield from _fact(
                "ends",
                f"{each['from']}: paths of {each['paths']} {what}; {count} operations of this edition use them, "
                f"such as {examples}",
            )
            yield from _fact("", each["source"])
