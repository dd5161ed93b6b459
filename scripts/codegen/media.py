"""Media types of bodies and answers: which of several is used, and the Python type of its content."""

from __future__ import annotations

import re
from typing import Any

from scripts.codegen.documents import JSON

TEXT_TYPES = frozenset(
    {
        "application/csv",
        "application/graphql",
        "application/javascript",
        "application/json-seq",
        "application/jsonl",
        "application/ndjson",
        "application/sql",
        "application/x-ndjson",
        "application/x-yaml",
        "application/xml",
        "application/yaml",
    }
)
"""Texts whose media types do not begin with ``text/``; those of JSON lines are no JSON document."""

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
BYTES = "application/octet-stream"
_RANK = ("json", "form", "parts", "text", "bytes")


def kind(media_type: str, media: JSON) -> str:
    """What a body or an answer of this media type is: ``json``, ``form``, ``parts``, ``text`` or ``bytes``."""
    name = plain(media_type)
    if name == FORM:
        return "form"
    if name == PARTS:
        return "parts"
    if name == "application/json" or name.endswith("+json") or name == "*/*":
        return "json"
    if schema(media).get("format") == "binary":
        return "bytes"
    return "text" if name.startswith("text/") or name.endswith("+xml") or name in TEXT_TYPES else "bytes"


def plain(media_type: str) -> str:
    """A media type without its parameters, in small letters."""
    return media_type.partition(";")[0].strip().lower()


def chosen(content: JSON) -> tuple[str, str]:
    """The media type that a client uses, and its kind: JSON if it is offered, then texts, then bytes."""
    kinds = {name: kind(name, media) for name, media in content.items()}
    return min(kinds.items(), key=lambda item: _RANK.index(item[1]))


def schema(media: JSON) -> JSON:
    """The schema of a media type; empty, that is anything, where none is declared."""
    found: Any = media.get("schema")
    return found if isinstance(found, dict) else {}


def problem(content: JSON) -> str:
    """Why no client can send a body of these media types; empty if one can."""
    if not content:
        return "a body without a media type"
    name, how = chosen(content)
    if how in ("text", "bytes") and not re.fullmatch(r"[\w.+-]+/[\w.+-]+", plain(name)):
        return f"a body of {name}: which media type to send is not said"
    return ""
