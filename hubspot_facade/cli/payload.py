"""An operation's payload from the command line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.cli.failure import CommandError
from hubspot_facade.cli.typed_names import is_json, source_name

if TYPE_CHECKING:
    from collections.abc import Iterable


def payload_of(source: str | None, settings: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON object in a file (`-` is standard input) or as text, with `field=text`, `field:=json` settings on top.

    Dots in a setting's field lead into objects: `properties.city=Graz`. CommandError says what cannot be read.
    """
    payload = _read(source) if source is not None else {}
    for setting in settings:
        _put(payload, setting)
    return payload


def _read(source: str) -> dict[str, Any]:
    name = source_name(source)
    try:
        if is_json(source):
            text = source
        elif source == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            with open(source, encoding="utf-8-sig") as file:
                text = file.read()
        value: object = json.loads(text)
    except OSError as problem:
        raise CommandError(f"{name}: {problem.strerror or problem}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{name}: not UTF-8 text") from None
    except json.JSONDecodeError as problem:
        raise CommandError(f"{name}: not JSON: {problem}") from None
    if not isinstance(value, dict):
        raise CommandError(f"{name}: a payload must be a JSON object, not {type(value).__name__}")
    return cast("dict[str, Any]", value)


def _put(payload: dict[str, Any], setting: str) -> None:
    field, equals, text = setting.partition("=")
    verbatim = not field.endswith(":")
    field = field if verbatim else field[:-1]
    *path, last = field.split(".")
    if not equals or not all((*path, last)):
        raise CommandError(f"--set {setting}: write field=text or field:=json")
    try:
        value: Any = text if verbatim else json.loads(text)
    except json.JSONDecodeError as problem:
        if text.lstrip().startswith(("{", "[", '"')):
            raise CommandError(f"--set {setting}: not JSON: {problem.msg} at character {problem.pos + 1}") from None
        raise CommandError(f"--set {setting}: := takes JSON; for a text write {field}={text}") from None
    inner = payload
    for name in path:
        following = inner.setdefault(name, {})
        if not isinstance(following, dict):
            raise CommandError(f"--set {setting}: {name} is not an object")
        inner = cast("dict[str, Any]", following)
    inner[last] = value
