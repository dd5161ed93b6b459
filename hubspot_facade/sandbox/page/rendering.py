"""Templates filled in. Everything that reaches one is escaped; nothing but our own style sheet may be loaded."""

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
    environment.filters |= {"breakable": breakable, "moment": moment, "number": number}
    return environment


@lru_cache(maxsize=4)
def _asset(name: str) -> bytes:
    return files("hubspot_facade.sandbox.page").joinpath(name).read_bytes()
