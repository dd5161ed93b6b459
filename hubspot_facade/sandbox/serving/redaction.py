"""Requests and answers as they may be shown: tokens, passwords and keys are hidden, the rest is as it was."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from hubspot_facade.sandbox.protocol.decoding import decode
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

HIDDEN = "***"
SECRET_NAMES = frozenset(
    {
        "accesstoken",
        "apikey",
        "authorization",
        "clientsecret",
        "codeverifier",
        "hapikey",
        "hubspotsignature",
        "idtoken",
        "password",
        "privateapptoken",
        "privatekey",
        "refreshtoken",
        "secret",
        "token",
    }
)
"""Fields whose values are secrets, without case, `_` and `-`; `is_secret` compares names with them."""
SECRET_PARAMETERS = SECRET_NAMES | {"code"}
"""In forms and queries `code` is what OAuth trades for a token; in JSON it is a harmless word."""
_TOKEN = re.compile(r"\bpat-[a-z0-9]+-[0-9a-zA-Z-]+")
_IN_PATH = re.compile(r"(/(?:access|refresh)-tokens/)[^/]+")


def path(given: str) -> str:
    """A path without the token that some OAuth paths carry."""
    return _IN_PATH.sub(rf"\1{HIDDEN}", _TOKEN.sub(HIDDEN, given))


def query(given: str) -> str:
    """A query string, or a form's body, without the values of secret fields."""
    fields = parse_qsl(given, keep_blank_values=True)
    shown = [(name, HIDDEN if is_secret(name, SECRET_PARAMETERS) else one) for name, one in fields]
    if shown != fields:
        given = urlencode(shown, safe="*")
    return _TOKEN.sub(HIDDEN, given)


def body(content: bytes, kind: str) -> str | None:
    """A body as text, JSON indented; None for what is no text, such as a file. `kind` is its media type."""
    media = kind.partition(";")[0].strip().lower()
    if media == "application/x-www-form-urlencoded":
        return query(content.decode("utf-8", "replace"))
    if not (media.startswith("text/") or media in ("", "application/json") or media.endswith(("+json", "xml"))):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    try:
        text = json.dumps(_cleaned(decode(content)), indent=2, ensure_ascii=False)
    except Refusal:
        # no JSON, or JSON that was broken on purpose: its secrets cannot be distinguished from the rest
        if media.endswith("json"):
            text = f"({len(content):,} bytes that are not JSON)"
    return _TOKEN.sub(HIDDEN, text)


def _cleaned(value: Any) -> Any:
    if is_object(value):
        return {
            name: HIDDEN if is_secret(name, SECRET_NAMES) and isinstance(one, str) and one else _cleaned(one)
            for name, one in value.items()
        }
    return [_cleaned(one) for one in value] if is_list(value) else value


def is_secret(name: str, names: frozenset[str]) -> bool:
    """Whether a field's name is among names, however it is written: `access_token`, `accessToken`."""
    return name.lower().replace("_", "").replace("-", "") in names
