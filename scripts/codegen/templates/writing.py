"""Writing: models as JSON, and the parameters and bodies of calls that are more than short texts and numbers."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from hubspot_openapi import runtime
from hubspot_openapi.runtime import EncodeError, Model

_SECRETS = frozenset({"accesstoken", "clientassertion", "clientsecret", "idtoken", "password", "refreshtoken"})


def _shown(name: str, value: Any) -> Any:
    """What a repr may tell of a field: of a secret only that there is one."""
    secret = value is not None and name.replace("_", "").lower() in _SECRETS
    return "…" if secret else value


def shown(model: Model) -> str:
    """The repr of a model: fields that have a value."""
    fields = [(f.attribute, _shown(f.name, getattr(model, f.attribute))) for f in runtime._fields_of(type(model))]
    fields += [("additional_properties", {k: _shown(k, v) for k, v in model.additional_properties.items()})]
    return (
        f"{type(model).__name__}({', '.join(f'{key}={value!r}' for key, value in fields if value not in (None, {}))})"
    )


def written(model: Model) -> dict[str, Any]:
    """What `Model.to_dict` gives."""
    source: Mapping[str, Any] = getattr(model.additional_properties, "source", runtime._NOTHING)
    fields = runtime._fields_of(type(model))
    found: dict[str, Any] = {}
    for field in fields:
        value = getattr(model, field.attribute)
        if field.name in source:
            old = source[field.name]
            if field.deep:
                found[field.name] = encode(value)
            else:
                same = value is old or (old if field.decoder is None else field.decoder(old)) == value
                found[field.name] = old if same else encode(value)
        elif value is not None:
            found[field.name] = encode(value)
    found.update(model.additional_properties)
    if not source:
        return found
    ordered = {key: found.pop(key) for key in source if key in found}
    return ordered | found


def encode(value: Any) -> Any:
    """Plain JSON data for a model, a date, or a list or map of them."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: encode(v) for key, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [encode(v) for v in value]
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=datetime.UTC)
        try:
            return aware.astimezone(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        except OverflowError:
            raise EncodeError(f"{value} lies outside the years 1 to 9999 in UTC") from None
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def dumps(value: Any) -> bytes:
    """JSON bytes of a model or of plain data."""
    try:
        return _to_json(value).encode()
    except (TypeError, ValueError) as error:  # of json's own: keys, NaN, cycles, integers and surrogates
        raise error if isinstance(error, EncodeError) else EncodeError(f"cannot be written as JSON: {error}") from error
    except RecursionError:
        raise EncodeError("cannot be written as JSON: nested too deep, or contains itself") from None


def _unknown(value: Any) -> Any:
    encoded = encode(value)
    if encoded is value:
        raise EncodeError(f"{type(value).__name__} cannot be written as JSON: {value!r}")
    return encoded


# Made once; and what contains itself is nested too deep, so that not every object need be looked up on the way.
_to_json = json.JSONEncoder(
    default=_unknown, ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False
).encode


def plain(value: Any) -> str:
    """The text of a single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Model, Mapping, list, tuple, set, frozenset)):
        return dumps(value).decode()
    value = encode(value)
    if value.__class__ is float and not math.isfinite(value):
        raise EncodeError(f"cannot be sent: {value} is no number")
    try:
        text = str(value)
        text.encode()
    except ValueError as error:  # a lone surrogate, an integer of thousands of digits
        raise EncodeError(f"cannot be sent: {error}") from error
    return text


# Parameters -----------------------------------------------------------------------------------------------------------

# How a parameter that holds several values is written. A document says it with `style`, `explode` and `content`.
#   ""            repeated in a query, joined by commas in a path or header; an object's keys are parameters themselves
#   "," "|" " "   one text, joined by this
#   "="           one text in a path or header, an object in it as key=value
#   "deepObject"  name[key]=value
#   "json"        JSON text


def query(name: str, value: Any, style: str) -> list[tuple[str, str]]:
    """A query parameter as it is sent; nothing where there are no values."""
    if style == "json":
        return [(name, dumps(value).decode())]
    pairs = _pairs(value)
    if pairs is not None:
        if style in _DELIMITERS:
            return _joined(name, [text for pair in pairs for text in pair], style)
        head, brace, tail = name.partition("{")
        if brace:  # a family, such as property.{name}: the key stands for the placeholder
            return [(head + key + tail.partition("}")[2], _single(f"{name}: {key}", item)) for key, item in pairs]
        spelling = "{0}[{1}]" if style == "deepObject" else "{1}"
        return [(spelling.format(name, key), _single(f"{name}: {key}", item)) for key, item in pairs]
    if isinstance(value, (list, tuple, set, frozenset)):
        if style in _DELIMITERS:
            return _joined(name, value, style)
        return [(name, _single(name, item)) for item in value]
    return [(name, plain(value))]


_DELIMITERS = frozenset({",", "|", " "})


def text_of(name: str, value: Any, style: str, clean: Callable[[str], str] = str) -> str:
    """A parameter of a path, header or cookie: one text, whose parts are passed through `clean`."""
    if style == "json":
        return clean(dumps(value).decode())
    pairs = _pairs(value)
    if pairs is not None:
        texts = [(key, _single(f"{name}: {key}", item)) for key, item in pairs]
        if style == "=":
            return ",".join(f"{clean(key)}={clean(text)}" for key, text in _undivided(name, texts, ",="))
        return ",".join(clean(text) for pair in _undivided(name, texts, ",") for text in pair)
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [(_single(name, item),) for item in value]
        return ",".join(clean(text) for (text,) in _undivided(name, parts, ","))
    return clean(plain(value))


def _pairs(value: Any) -> list[tuple[str, Any]] | None:
    """Keys and values of an object without those that are None; None where it is no object."""
    if not isinstance(value, (Model, Mapping)):
        return None
    return [(plain(key), item) for key, item in items(value) if item is not None]


def _single(name: str, value: Any) -> str:
    """The text of one of several values, which must not hold several itself."""
    if isinstance(value, (Model, Mapping, list, tuple, set, frozenset)):
        raise EncodeError(f"{name} must be a single value here, not {type(value).__name__}: {value!r}")
    return plain(value)


def _joined(name: str, values: Iterable[Any], delimiter: str) -> list[tuple[str, str]]:
    texts = [(_single(name, item),) for item in values]
    return [(name, delimiter.join(text for (text,) in _undivided(name, texts, delimiter)))] if texts else []


U = TypeVar("U", bound=tuple[str, ...])


def _undivided(name: str, parts: list[U], delimiters: str) -> list[U]:
    """The same parts; an error where a delimiter stands in one, since HubSpot would read it as two."""
    for part in parts:
        for text in part:
            found = next((delimiter for delimiter in delimiters if delimiter in text), None)
            if found is not None:
                raise EncodeError(f"{name} must not hold {found!r}, which separates its values: {text!r}")
    return parts


# Bodies ---------------------------------------------------------------------------------------------------------------


def cookies(values: Mapping[str, Any], styles: Mapping[str, str]) -> str:
    """The header that carries these cookies, percent-encoded, since not even spaces are allowed in it."""
    return "; ".join(
        f"{name}={text_of(name, value, styles.get(f'cookie {name}', ''), runtime.quoted)}"
        for name, value in values.items()
        if value is not None
    )


def body(content: bytes | str, content_type: str) -> tuple[bytes, str]:
    """Bytes as they are; a text in UTF-8, which its content type then says."""
    if not isinstance(content, str):
        return content, content_type
    try:
        encoded = content.encode()
    except UnicodeEncodeError as error:
        raise EncodeError(f"body cannot be sent: {error}") from error
    return encoded, f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type


def form(body: Any) -> dict[str, str | list[str]]:
    """Fields of a form: a list is a field for each of its items, an object is JSON text."""
    return {
        name: [plain(item) for item in value] if isinstance(value, (list, tuple, set, frozenset)) else plain(value)
        for name, value in items(body)
        if value is not None
    }


def parts(body: Any) -> list[runtime.Part]:
    """Multipart parts: files as files, everything else as text."""
    found: list[runtime.Part] = []
    for name, value in items(body):
        for item in value if isinstance(value, list) else (value,):
            if item is None:
                continue
            if isinstance(item, tuple):
                found.append((name, (item[0], item[1], item[2] if len(item) > 2 else None)))
            elif isinstance(item, (bytes, bytearray)) or hasattr(item, "read"):
                found.append((name, (_file_name(item, name), item, None)))
            else:
                found.append((name, (None, plain(item).encode(), None)))
    return found


def _file_name(content: Any, fallback: str) -> str:
    name = getattr(content, "name", None)
    return name.replace("\\", "/").rsplit("/", 1)[-1] if isinstance(name, str) else fallback


def items(body: Any) -> Iterable[tuple[str, Any]]:
    """Names in JSON and values of a model (as they are: a file must not be encoded) or of a mapping."""
    if isinstance(body, Model):
        named = [(f.name, getattr(body, f.attribute)) for f in runtime._fields_of(type(body))]
        return [*named, *body.additional_properties.items()]
    if isinstance(body, Mapping):
        return body.items()
    raise EncodeError(f"body must be a model or a mapping of names to values, not {type(body).__name__}")
