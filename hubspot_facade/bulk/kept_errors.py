"""Errors as text in a journal: their kind, words and facts, but not the answer's body or headers."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, cast

from hubspot_facade import errors
from hubspot_facade.errors import ErrorItem, HubSpotError

_LEFT_OUT = frozenset(("body", "headers", "batch"))
_PLAIN = (str, int, float, bool, type(None))


def text_of_error(error: HubSpotError) -> str:
    """The error as JSON."""
    facts: dict[str, Any] = {
        name: value for name, value in vars(error).items() if name not in _LEFT_OUT and not name.startswith("_")
    }
    items = [asdict(item) for item in facts.pop("errors", ())]
    plain: dict[str, Any] = {name: value for name, value in facts.items() if isinstance(value, (*_PLAIN, dict))}
    lists: dict[str, list[Any]] = {name: [*value] for name, value in facts.items() if isinstance(value, tuple)}
    args = [each if isinstance(each, _PLAIN) else str(each) for each in error.args]
    kept: dict[str, Any] = {"kind": type(error).__name__, "args": args, "facts": plain, "lists": lists, "errors": items}
    return json.dumps(kept, default=str)


def error_of_text(text: str) -> HubSpotError:
    """The error that this JSON was made from; a plain HubSpotError if its kind is not known any more."""
    kept = cast("dict[str, Any]", json.loads(text))
    kind = getattr(errors, str(kept["kind"]), HubSpotError)
    if not (isinstance(kind, type) and issubclass(kind, HubSpotError)):
        kind = HubSpotError
    error = kind.__new__(kind, *kept["args"])
    error.args = tuple(kept["args"])
    if issubclass(kind, errors.APIError):
        error.__dict__.update(body=b"", headers={})
    if issubclass(kind, errors.APIError | errors.Unaccounted):
        error.__dict__["errors"] = tuple(ErrorItem(**item) for item in kept["errors"])
    error.__dict__.update(kept["facts"])
    error.__dict__.update({name: tuple(value) for name, value in kept["lists"].items()})
    return error
