"""Reading values that may be of several models or kinds: a union's members."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Callable
from typing import Any, Literal

from hubspot_openapi import runtime


def union(members: tuple[Any, ...]) -> runtime.Decoder | None:
    """Objects go to the model whose tag they carry, texts and numbers to the first scalar that reads them."""
    models = [m for m in members if isinstance(m, runtime.ModelType)]
    if models:
        choose = _chooser(typing.cast("list[type[runtime.Model]]", models))
        lists = [runtime.decoder(m) for m in members if typing.get_origin(m) is list]

        def decode(value: Any) -> Any:
            if value.__class__ is dict:
                chosen = choose(value)
                return value if chosen is None else runtime._read(chosen)(value)
            return lists[0](value) if lists and lists[0] is not None and value.__class__ is list else value

        return decode
    values = [v for m in members if typing.get_origin(m) is Literal for v in typing.get_args(m)]
    if values and int in members and all(v.__class__ is int for v in values):
        return runtime._whole
    if set(members) <= {str} or all(m is str or typing.get_origin(m) is Literal for m in members):
        return runtime._text
    return runtime._moment if members == (datetime.datetime, str) else None


def _chooser(models: list[type[runtime.Model]]) -> Callable[[dict[str, Any]], type[runtime.Model] | None]:
    """Which member of a union a JSON object is: by the tag that all share, else by constants and then by keys."""
    tags: list[dict[Any, type[runtime.Model]]] | None = None
    tag = ""

    def choose(data: dict[str, Any]) -> type[runtime.Model] | None:
        nonlocal tags, tag
        if tags is None:
            tag, table = _tag_table(models)
            tags = [table] if table else []
        if tags:
            return tags[0].get(data.get(tag)) if data.get(tag).__hash__ else None
        best = max(models, key=lambda model: _likeness(model, data))
        return best if _likeness(best, data)[0] == 0 else None

    return choose


def _tag_table(models: list[type[runtime.Model]]) -> tuple[str, dict[Any, type[runtime.Model]]]:
    tags = [{f.name: f.tag for f in runtime._fields_of(m) if f.tag is not None} for m in models]
    for name in tags[0]:
        table = {t[name]: m for t, m in zip(tags, models, strict=True) if name in t}
        if len(table) == len(models):
            return name, table
    return "", {}


def _likeness(model: type[runtime.Model], data: dict[str, Any]) -> tuple[int, int, int]:
    """Contradicted constants (negative), confirmed ones, keys that the model names less those it does not."""
    fields = {f.name: f for f in runtime._fields_of(model)}
    constants = [(f.constant, data[f.name]) for f in fields.values() if f.constant is not None and f.name in data]
    confirmed = sum(constant == value for constant, value in constants)
    named = sum(key in fields for key in data)
    return confirmed - len(constants), confirmed, 2 * named - len(data) - len(fields)
