"""Templates filled in. Everything that reaches one is escaped; nothing but our own style sheet may be loaded."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hubspot_facade.sandbox.protocol.messages import Answer
from hubspot_facade.sandbox.state import instants

from .links import Links

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = {"content-security-policy": POLICY, "referrer-policy": "same-origin", "x-content-type-options": "nosniff"}
HTML = "text/html; charset=utf-8"
_MAIL = re.compile(r"([^\s@<>,;]{1,64})@([^\s@<>,;]{1,255})")
_MARKED = Markup('<span class="mail">{}<wbr>@{}</span>')


def render(template: str, links: Links, /, **facts: Any) -> Answer:
    """A page: a template with its facts, and with links into the same portal."""
    text = _environment().get_template(template).render(facts, links=links)
    return Answer(200, text.encode(), {"content-type": HTML, "cache-control": "no-store", **SAFE})


def asset(name: str, type_: str) -> Answer:
    """A file that pages refer to."""
    return Answer(200, _asset(name), {"content-type": type_, "cache-control": "max-age=300", **SAFE})


def moment(millis: int | None) -> str:
    """Epoch milliseconds as `2026-11-21 04:12:33`, UTC."""
    return "" if millis is None else instants.instant(millis - millis % 1000).replace("T", " ").rstrip("Z")


def when(millis: int | None, now: int) -> Markup:
    """A moment as a person says it, with the exact one on hover; `now` is what time it is."""
    if millis is None:
        return Markup("")
    exact = moment(millis)
    machine = instants.instant(millis)
    return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(machine, exact, _spoken(millis, now))


def _spoken(millis: int, now: int) -> str:
    at, current = (datetime.fromtimestamp(one / 1000, UTC) for one in (millis, now))
    past = (current - at).total_seconds()
    days = (current.date() - at.date()).days
    clock = f"{at:%H:%M}"
    if -5 <= past < 60:
        return "just now"
    if 0 <= past < 3600:
        return f"{int(past // 60)} min ago"
    if days == 0:
        return f"today, {clock}"
    if days == 1:
        return f"yesterday, {clock}"
    return f"{at.day} {at:%b}, {clock}" if at.year == current.year else f"{at.day} {at:%b} {at.year}"


def breakable_mail(value: str) -> Markup:
    """Text whose e-mail addresses break before their `@` and nowhere else."""
    parts: list[str | Markup] = []
    end = 0
    for found in _MAIL.finditer(value):
        parts += [value[end : found.start()], _MARKED.format(*found.groups())]
        end = found.end()
    return Markup().join([*parts, value[end:]])


def number(value: int) -> str:
    """A count with thin spaces between its thousands."""
    return f"{value:,}".replace(",", "\u202f")


def breakable(path: str) -> Markup:
    """A path that may go on in the next line after each slash."""
    return Markup("/<wbr>").join(path.split("/"))  # join escapes the parts


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hubspot_facade.sandbox.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "breakable": breakable,
        "mail": breakable_mail,
        "moment": moment,
        "number": number,
        "when": when,
    }
    environment.filters.update(filters)
    return environment


@lru_cache(maxsize=4)
def _asset(name: str) -> bytes:
    return files("hubspot_facade.sandbox.page").joinpath(name).read_bytes()
