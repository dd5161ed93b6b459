"""Runtime of the generated HubSpot clients: models that read tolerantly, calls that are built and parsed without I/O.

An *endpoint* is a function of a generated ``operations`` module. Calling it gives a `Call`: the request to send and the
way to read its answer. Sending is somebody else's work, so everything here is pure.

Models are attrs classes that are completed lazily. ``attrs.define`` costs about half a millisecond a class, and a
program uses a handful of the thousand that an edition has; so a generated class only lists its fields, reading needs
no attrs at all, and `ModelType` hands the class to attrs when it is first constructed or given to ``attrs.fields``,
``attrs.evolve`` or ``attrs.asdict``.

What HubSpot sends is read, whatever the document says of it: null, missing keys, unknown enum values, numbers for
strings, epoch milliseconds for dates. What cannot be read as declared stays as it came, unknown keys are kept, and
`Model.to_dict` writes what was not touched exactly as it was read.

A model keeps the JSON object that it was read from (``__source__``). Reading it takes little more time than the JSON
itself, since dates, property maps, lists of models and unknown keys are read when they are first asked for: see
`Late` and `Rest`.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import json
import re
import sys
import threading
import types
import typing
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from typing import IO, Any, Generic, Literal, ParamSpec, TypeVar
from urllib.parse import quote

__all__ = [
    "AnswerError",
    "Call",
    "DecodeError",
    "EncodeError",
    "Endpoint",
    "Model",
    "Operation",
    "Upload",
    "define",
    "dumps",
    "encode",
    "endpoint",
]

T = TypeVar("T")
P = ParamSpec("P")
M = TypeVar("M", bound="Model")

Decoder = Callable[[Any], Any]
JSON = Any

if typing.TYPE_CHECKING:
    Upload = bytes | IO[bytes] | tuple[str | None, bytes | IO[bytes]] | tuple[str | None, bytes | IO[bytes], str | None]
    """Content of an uploaded file: bytes, an open binary file, or (file name, content[, content type])."""
    Part = tuple[str, tuple[str | None, bytes | IO[bytes], str | None]]
    from hubspot_openapi.writing import dumps as dumps
    from hubspot_openapi.writing import encode as encode
else:
    Upload = Any  # reading asks for no more, and the union takes long to make

    def __getattr__(name: str) -> Any:
        if name in ("dumps", "encode"):  # which reading does not load
            return getattr(_writing(), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class DecodeError(ValueError):
    """A success answer whose bytes cannot be what the document promises, such as HTML where JSON belongs, or a page
    without its items. All else is tolerated."""


class EncodeError(ValueError):
    """A value that a request cannot carry, such as NaN in JSON or a lone surrogate in a query."""


class AnswerError(Exception):
    """HubSpot answered with a status of 400 or more, registered or not (477, 521 …), in JSON, HTML or nothing."""

    def __init__(self, call: Call[Any], status: int, content_type: str, content: bytes) -> None:
        super().__init__(f"{call.method} {call.path} answered {status}: {content[:200].decode(errors='replace')}")
        self.status = status
        self.content_type = content_type
        self.content = content


# Models ---------------------------------------------------------------------------------------------------------------


class Unread(dict[str, Any]):
    """The keys of an answer that its document does not name, and the answer itself, so that it can be written back."""

    __slots__ = ("source",)
    source: Mapping[str, Any]


_NOTHING: Mapping[str, Any] = types.MappingProxyType({})
_REQUIRED: Any = object()
_WORKING_OUT = threading.RLock()

if typing.TYPE_CHECKING:
    # To checkers a model is what it becomes: a class of attrs. Only so does mypy check `attrs.evolve`.
    from attrs import define, field
else:

    def define(**settings: Any) -> Any:
        """Leave a class as it is: `ModelType` hands it to attrs when it is first constructed."""
        return lambda cls: cls

    def field(**settings: Any) -> Any:
        """The unknown keys of what was read, until the constructor of attrs sets them."""
        return Rest()


class Rest:
    """`Model.additional_properties` of a model that was read, made when it is first asked for."""

    def __get__(self, model: Any, owner: type[Model]) -> Any:
        if model is None:
            return None
        names = {each.name for each in _fields_of(owner)}
        rest = Unread({key: value for key, value in model.__source__.items() if key not in names})
        rest.source = model.__source__
        return model.__dict__.setdefault("additional_properties", rest)  # what another thread set stays


class Late:
    """A field that is read when it is first asked for: dates, property maps and lists of models, which take longest."""

    __slots__ = ("attribute", "decode", "name")

    def __init__(self, attribute: str, name: str, decode: Any) -> None:
        self.attribute = attribute
        self.name = name
        self.decode = decode

    def __get__(self, model: Any, owner: type[Model]) -> Any:
        if model is None:
            return None
        value = model.__source__.get(self.name)
        if value is not None:
            value = self.decode(value)
        # this is what is found from now on, unless another thread has set something else meanwhile
        return model.__dict__.setdefault(self.attribute, value)


class Field:
    """A model's field, resolved: attribute, JSON name, decoder (None: kept as it is), whether models are inside, the
    one value that it can have, or is expected to have (how the members of a union are distinguished), and the value
    that the constructor gives it when it is left out. (A plain class, as `Operation` is.)"""

    __slots__ = ("attribute", "constant", "decoder", "deep", "default", "name", "tag")

    def __init__(
        self, attribute: str, name: str, decoder: Decoder | None, deep: bool, constant: Any, tag: Any, default: Any
    ) -> None:
        self.attribute, self.name, self.decoder, self.deep = attribute, name, decoder, deep
        self.constant, self.tag, self.default = constant, tag, default


class ModelType(type):
    """Metaclass of models: completes a class as an attrs class when that is first asked of it."""

    def __getattr__(cls, name: str) -> Any:
        if name == "__attrs_attrs__" and (owner := _completed(cls)):
            return owner.__dict__[name]
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")

    if not typing.TYPE_CHECKING:  # a checker that sees it forgets what the constructor takes

        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            _completed(cls)
            return super().__call__(*args, **kwargs)

        @property
        def __signature__(cls) -> Any:
            """What help() and notebooks show: the fields, instead of what `__call__` takes."""
            import inspect

            _completed(cls)
            _, *others = inspect.signature(cls.__init__).parameters.values()
            return inspect.Signature(others)


def _owner(cls: type) -> type | None:
    """The class that declares the fields of a model: itself, or what it is derived from."""
    return next((each for each in cls.__mro__ if each.__dict__.get("__wire__")), None)


def _completed(cls: type) -> type | None:
    """The class that declares a model's fields, which is a class of attrs from now on; None where there are none."""
    owner = _owner(cls)
    if owner is None or "__attrs_attrs__" in owner.__dict__:
        return owner
    import attrs

    these = {
        each.attribute: attrs.field(
            kw_only=True,
            default=attrs.NOTHING if each.default is _REQUIRED else each.default,
            metadata={"name": each.name},
        )
        for each in _fields_of(owner)
    }
    these["additional_properties"] = attrs.field(kw_only=True, factory=Unread)
    return attrs.define(owner, these=these, slots=False, eq=False, repr=False, auto_attribs=False)


@define(kw_only=True)
class Model(metaclass=ModelType):
    """Base of every generated model: a keyword-only attrs class that `from_dict` reads and `to_dict` writes.

    `__wire__` of a model holds the names of its fields in JSON, in their order: a tuple, or a text with spaces between.
    """

    additional_properties: dict[str, Any] = field(factory=dict)
    if not typing.TYPE_CHECKING:
        __source__ = _NOTHING

    @classmethod
    def from_dict(cls: type[M], data: Mapping[str, Any]) -> M:
        """The model that this JSON object describes; a missing key or null reads as None, unknown keys are kept.

        The model keeps nothing of `data`, which may be changed.
        """
        return _read(cls)(_copied(data if data.__class__ is dict else dict(data)))

    def __setstate__(self, state: dict[str, Any]) -> None:
        _fields_of(type(self))  # what has not been asked for yet is found on the class, in a new process too
        self.__dict__.update(state)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON data: what was not touched as it was read, what was set in its JSON form, None left out."""
        return typing.cast("dict[str, Any]", _writing().written(self))

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, f.attribute) == getattr(other, f.attribute) for f in _fields_of(type(self))) and (
            self.additional_properties == getattr(other, "additional_properties", None)
        )

    def __repr__(self) -> str:
        return typing.cast("str", _writing().shown(self))


def _fields_of(cls: type) -> tuple[Field, ...]:
    """The model's fields with their decoders, worked out once. The class holds a None or a `Late` for each, so that
    reading an answer sets only what is there."""
    found: tuple[Field, ...] | None = cls.__dict__.get("__fields__")
    return _work_out(cls) if found is None else found


def _work_out(cls: type) -> tuple[Field, ...]:
    """The same, by one thread at a time: whoever comes meanwhile would take what the class holds for the defaults."""
    with _WORKING_OUT:
        found: tuple[Field, ...] | None = cls.__dict__.get("__fields__")
        if found is None:
            owner = _owner(cls)
            found = () if owner is None else _fields(owner) if owner is cls else _fields_of(owner)
            for each in found:
                late = Late(each.attribute, each.name, each.decoder) if _is_late(each) else None
                setattr(cls, each.attribute, late)
            cls.__fields__ = found  # type: ignore[attr-defined]  # last: the others read without the lock
    return found


def _fields(cls: type) -> tuple[Field, ...]:
    wire: str | tuple[str, ...] = cls.__dict__["__wire__"]
    names = wire.split() if isinstance(wire, str) else wire
    hints = _types(cls.__annotations__.values(), cls.__module__)
    fields = []
    for attribute, name, hint in zip(cls.__annotations__, names, hints, strict=True):
        default = cls.__dict__.get(attribute, _REQUIRED)
        constant = _constant(hint)
        tag = default if constant is None and isinstance(default, str) else constant
        fields.append(Field(attribute, name, decoder(hint), _has_models(hint), constant, tag, default))
    return tuple(fields)


def _types(texts: Iterable[str], module: str) -> tuple[Any, ...]:
    """The types that these annotations name: in one go, a tenth of what `typing.get_type_hints` takes."""
    scope = vars(sys.modules[module])
    return typing.cast("tuple[Any, ...]", eval(f"({', '.join(texts)},)", scope))  # noqa: S307  # generated text


def _constant(hint: Any) -> Any:
    """The one value that a field's type admits (the tag of a union's member), else None."""
    values = [v for arg in _members(hint) if typing.get_origin(arg) is Literal for v in typing.get_args(arg)]
    return values[0] if len(values) == 1 and str not in _members(hint) else None


def _members(hint: Any) -> tuple[Any, ...]:
    """The alternatives of a union without None; the type itself where it is no union."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return tuple(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    return (hint,)


def _has_models(hint: Any) -> bool:
    return isinstance(hint, ModelType) or any(_has_models(arg) for arg in typing.get_args(hint))


# Reading --------------------------------------------------------------------------------------------------------------


def _read(cls: type[M]) -> Callable[[Any], M]:
    """The function that reads one JSON object as this model."""
    found: Callable[[Any], M] | None = cls.__dict__.get("__read__")
    if found is None:
        found = _reader(cls)
        cls.__read__ = staticmethod(found)  # type: ignore[attr-defined]  # the cache of this function
    return found


def _copied(data: Any) -> Any:
    """JSON data of their own."""
    if data.__class__ is dict:
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if data.__class__ is list else data


def _reader(cls: type[M]) -> Callable[[Any], M]:
    """A loop over what came: dates, property maps and unknown keys are left for later."""
    new = cls.__new__
    fields = _fields_of(cls)
    early = {f.name: (f.attribute, f.decoder, _KEPT.get(f.decoder)) for f in fields if not _is_late(f)}
    # Python's objects of a class share their names if the first ones have them all, which saves half of their memory.
    first = new(cls)
    for name in ("__source__", *(f.attribute for f in fields if f.default is _REQUIRED)):
        setattr(first, name, None)

    def read(data: Any) -> Any:
        if data.__class__ is not dict:
            return data
        self: Any = new(cls)
        self.__source__ = data
        for name in data:
            if name in early:
                attribute, decode, kept = early[name]
                value = data[name]
                if value.__class__ is kept or value is None or decode is None:
                    setattr(self, attribute, value)
                else:
                    setattr(self, attribute, decode(value))
        return self

    return read


def decoder(hint: Any) -> Decoder | None:
    """The function that reads a JSON value (never null) as this type; None where the value is kept as it comes."""
    members = _members(hint)
    if all(member is str or typing.get_origin(member) is Literal for member in members) and len(members) != 1:
        return _text
    if len(members) != 1:
        from hubspot_openapi import unions

        return unions.union(members)
    (hint,) = members
    if isinstance(hint, ModelType):
        return _model(typing.cast("type[Model]", hint))
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        model = args[0] if isinstance(args[0], ModelType) else None
        return _list(decoder(args[0])) if model is None else _models(typing.cast("type[Model]", model))
    if origin is dict:
        item = decoder(args[1])
        return _text_map if item is _text else _map(item)
    if origin is Literal:
        hint = type(args[0])
    return _SCALARS.get(hint)


def _model(cls: type[Model]) -> Decoder:
    """Read as this model, whose reader is made when the first value comes: models may contain themselves."""
    return lambda value: _read(cls)(value)


def _models(cls: type[Model]) -> Decoder:
    """Read as a list of this model, nulls included."""
    left = 1000
    read: Callable[[Any], Any]

    def decode(value: Any) -> Any:
        nonlocal left, read
        if value.__class__ is not list:
            return value
        if left > 0:
            read = _read(cls)
            left -= len(value)
            if left <= 0:
                from hubspot_openapi import fast

                read = fast.compiled(cls)
        return [*map(read, value)]

    decode.__dict__["is_late"] = True
    return decode


def _list(item: Decoder | None) -> Decoder | None:
    if item is None:
        return None

    def decode(value: Any) -> Any:
        return [None if v is None else item(v) for v in value] if value.__class__ is list else value

    return decode


def _map(item: Decoder | None) -> Decoder | None:
    if item is None:
        return None

    def decode(value: Any) -> Any:
        if value.__class__ is not dict:
            return value
        return {key: None if v is None else item(v) for key, v in value.items()}

    return decode


_TEXTS = frozenset({str, types.NoneType})


def _text_map(value: Any) -> Any:
    """A map of texts, the very same object where nothing has to be mended: property maps are most of what is read."""
    if value.__class__ is not dict:
        return value
    if _TEXTS.issuperset(map(type, value.values())):
        return value
    return {key: _text(v) for key, v in value.items()}


def _text(value: Any) -> Any:
    """A text; HubSpot sends some ids as numbers where the document says string."""
    return str(value) if value.__class__ is int or value.__class__ is float else value


def _whole(value: Any) -> Any:
    if value.__class__ is str:
        try:
            return int(value)
        except ValueError:
            return value
    return int(value) if value.__class__ is float and value.is_integer() else value


def _real(value: Any) -> Any:
    if value.__class__ is str:
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _flag(value: Any) -> Any:
    return value == "true" if value in ("true", "false") else value


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_from_iso = datetime.datetime.fromisoformat


def _moment(value: Any) -> Any:
    """A datetime from ISO 8601 or epoch milliseconds (number or digits); a text without zone is UTC."""
    if value.__class__ is str:
        try:
            moment = _from_iso(value)
        except ValueError:
            return _loose_moment(value)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)
    if value.__class__ is int or value.__class__ is float:
        try:
            return _EPOCH + datetime.timedelta(milliseconds=value)
        except (OverflowError, ValueError):
            return value
    return value


def _loose_moment(value: str) -> Any:
    """What the standard library refuses: epoch milliseconds as digits, else dateutil's reading, else the text."""
    if value.lstrip("-").isdigit():
        number = _whole(value)  # "¹" is a digit and no number, 5,000 digits are none that Python reads
        moment = _moment(number) if number.__class__ is int else value
        return moment if isinstance(moment, datetime.datetime) else value
    if not any(len(digits) == 4 for digits in re.findall(r"\d+", value)):
        return value  # without a year, for which dateutil would take this one
    from dateutil import parser

    try:
        moment = parser.parse(value, tzinfos=_zone)
    except (ValueError, ArithmeticError):
        return value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)


def _zone(name: str | None, offset: int | None) -> datetime.tzinfo | None:
    """A zone by its offset; a name alone is none, for it would mean what the machine's own zone says."""
    if offset is not None:
        return datetime.timezone(datetime.timedelta(seconds=offset))
    if name:
        raise ValueError(f"no offset is known for the zone {name}")
    return None


def _day(value: Any) -> Any:
    """A date from ISO 8601 or from a moment's UTC day."""
    if value.__class__ is str:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    moment = _moment(value)
    try:
        return moment.astimezone(datetime.UTC).date() if isinstance(moment, datetime.datetime) else value
    except OverflowError:  # a day before the first year, or after the last one
        return value


_SCALARS: dict[Any, Decoder] = {
    str: _text,
    int: _whole,
    float: _real,
    bool: _flag,
    datetime.datetime: _moment,
    datetime.date: _day,
}
_LATE: frozenset[Any] = frozenset({_moment, _day, _text_map})


def _is_late(field: Field) -> bool:
    return field.decoder in _LATE or hasattr(field.decoder, "is_late")


_KEPT: dict[Any, type] = {_text: str, _whole: int, _real: float, _flag: bool}
"""The type that each of these decoders keeps as it is."""


# Calls ----------------------------------------------------------------------------------------------------------------


class Operation:
    """What a document says of one method on one path; `items` is the key that holds the items of a page or a batch.

    An answer without that key is none. (A plain class, since a NamedTuple takes long to define, and to hash.)
    """

    __slots__ = ("answers", "api", "edition", "exemptions", "items", "method", "models", "name", "path", "scopes")

    def __init__(
        self,
        name: str,
        api: str,
        edition: str,
        method: str,
        path: str,
        answers: tuple[tuple[int, str], ...],
        scopes: tuple[str, ...] = (),
        exemptions: tuple[str, ...] = (),
        models: str = "",
        items: str = "",
    ) -> None:
        self.name, self.api, self.edition = name, api, edition
        self.method, self.path, self.answers = method, path, answers
        self.scopes, self.exemptions = scopes, exemptions
        self.models, self.items = models, items

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Operation):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Operation.__slots__)

    def __hash__(self) -> int:
        return hash((self.name, self.api, self.edition))

    def __repr__(self) -> str:
        return f"<Operation {self.key}: {self.method} {self.path}>"

    @property
    def key(self) -> str:
        """Edition, API and name, such as ``2026-03:crm.objects.get_page``."""
        return f"{self.edition}:{self.api}.{self.name}"

    @property
    def beta(self) -> bool:
        """Whether its path is of a beta version, which HubSpot may change or withdraw without notice."""
        return any(part.endswith("-beta") for part in self.path.split("/"))


class Call(Generic[T]):
    """One request to send, and the way to read its answer. It does no I/O and may be sent any number of times."""

    __slots__ = ("content", "files", "form", "headers", "method", "operation", "path", "query")

    def __init__(
        self,
        operation: Operation,
        *,
        path: Mapping[str, Any] = _NOTHING,
        query: Mapping[str, Any] = _NOTHING,
        headers: Mapping[str, Any] = _NOTHING,
        cookies: Mapping[str, Any] = _NOTHING,
        styles: Mapping[str, str] = _NOTHING,
        json: JSON = None,
        content: bytes | str | None = None,
        content_type: str = "",
        form: Any = None,
        parts: Any = None,
    ) -> None:
        self.operation = operation
        self.method = operation.method
        self.path = _filled(operation.path, path, styles) if path else operation.path
        self.query: list[tuple[str, str]] = []
        for name, value in query.items():
            if value is not None:
                style = styles.get(f"query {name}", "")
                text = None if style == "json" else _short(value)
                self.query += [(name, text)] if text is not None else _writing().query(name, value, style)
        self.headers = {
            name: _text_of(name, value, styles.get(f"header {name}", ""))
            for name, value in headers.items()
            if value is not None
        }
        if cookies and (sent := _writing().cookies(cookies, styles)):
            self.headers["cookie"] = sent
        self.content: bytes | None = None
        if json is not None:
            self.content = _writing().dumps(json)
            self.headers["content-type"] = content_type or "application/json"
        elif content is not None:
            kind = content_type or "application/octet-stream"
            self.content, self.headers["content-type"] = _writing().body(content, kind)
        self.form: dict[str, str | list[str]] | None = None if form is None else _writing().form(form)
        self.files: list[Part] | None = None if parts is None else _writing().parts(parts)

    def parse(self, status: int, content_type: str, content: bytes) -> T:
        """The answer with a status below 400, None where it has no content; other statuses raise `AnswerError`."""
        if status >= 400:
            raise AnswerError(self, status, content_type, content)
        promise = _promise(self.operation, status)
        if promise.verbatim is bytes and status != 204:
            return typing.cast("T", content)
        if promise.verbatim is _TEXT and status != 204:
            return typing.cast("T", _decoded(content, content_type))
        if not content or status == 204:
            if promise.needed and (status != 204 or self._reads()):
                raise self._unreadable(status, "with nothing")
            return typing.cast("T", None)
        kind = content_type or "no content type"
        try:
            data = _loads(content)
            if promise.shapes:
                _check(data, promise)
            decode = promise.decode
            return typing.cast("T", data if decode is None or data is None else decode(data))
        except DecodeError as error:
            raise self._unreadable(status, f"with {error}: {content[:80]!r}") from None
        except ValueError as error:
            if promise.verbatim is str:
                return typing.cast("T", content.decode(errors="replace"))
            raise self._unreadable(status, f"with {kind}, which is not JSON: {content[:80]!r}") from error
        except RecursionError:
            raise self._unreadable(status, f"with {kind}, nested too deep: {content[:80]!r}") from None

    def _reads(self) -> bool:
        """Whether it only asks, so that "no content" answers nothing."""
        return self.method == "GET" or self.operation.path.endswith(("/search", "/read"))

    def _unreadable(self, status: int, problem: str) -> DecodeError:
        return DecodeError(f"{self.method} {self.path} answered {status} {problem}")

    def __iter__(self) -> Generator[Call[Any], Any, T]:
        return typing.cast("T", (yield self))

    def __repr__(self) -> str:
        return f"<Call {self.operation.key}: {self.method} {self.path}>"


class Endpoint(Generic[P, T]):
    """A generated function: called with an endpoint's parameters, it gives the `Call`; `operation` tells its facts."""

    def __init__(self, operation: Operation, function: Callable[P, Call[T]]) -> None:
        self.operation = operation
        functools.update_wrapper(self, function)
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
        """The call with these parameters."""
        return self._function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<Endpoint {self.operation.key}: {self.operation.method} {self.operation.path}>"


def endpoint(
    method: str,
    path: str,
    answers: Mapping[int, str],
    *,
    items: str = "",
    scopes: Sequence[str] | str = (),
    exemptions: Sequence[str] = (),
) -> Callable[[Callable[P, Call[T]]], Endpoint[P, T]]:
    """Make an endpoint of a function that builds its call; module and name tell API and edition.

    `scopes` may be the name of a tuple that stands at the end of the module.
    """

    def wrap(function: Callable[P, Call[T]]) -> Endpoint[P, T]:
        module = function.__module__
        _, edition, area, api, _ = module.split(".")
        operation = Operation(
            function.__name__,
            f"{area}.{api}",
            edition_name(edition),
            method,
            path,
            tuple(answers.items()),
            (scopes,) if isinstance(scopes, str) else tuple(scopes),
            tuple(exemptions),
            module.removesuffix("operations") + "models",
            items,
        )
        return Endpoint(operation, function)

    return wrap


def edition_name(package: str) -> str:
    """The edition of a package: ``v2026_03`` is ``2026-03``, ``v3`` is ``v3``."""
    return package[1:].replace("_", "-") if "_" in package else package


def collect(namespace: Mapping[str, Any]) -> dict[str, Endpoint[..., Any]]:
    """The endpoints of a module by name, in its order; scopes that were given by name are put in."""
    found = {name: value for name, value in namespace.items() if isinstance(value, Endpoint)}
    for each in found.values():
        if (name := "".join(each.operation.scopes[:1])) in namespace:
            each.operation.scopes = namespace[name]
    return found


@functools.cache
def _answer(operation: Operation, status: int) -> Any:
    """The type of the answer to this status: the declared one, else the first success answer, else anything."""
    answers = dict(operation.answers)
    declared = answers.get(status) or next((text for text in answers.values() if text != "None"), "Any")
    if declared in _BUILT_IN_ANSWERS:
        return _BUILT_IN_ANSWERS[declared]
    names = {"Any": Any, "Literal": Literal, "datetime": datetime} | vars(importlib.import_module(operation.models))
    return eval(declared, names)  # noqa: S307  # generated text


_TEXT: Any = "text"
"""Stands for an answer of a media type of texts, such as CSV, which is no JSON even where it looks like it."""
_BUILT_IN_ANSWERS = {"None": None, "Any": Any, "bytes": bytes, "text": _TEXT, "str": str}


class Promise:
    """What an answer must be: kept verbatim as bytes or text, or JSON, of one of these shapes, read by `decode`.

    A JSON text (`verbatim` is str) may also come as it is, without quotes.

    `needed` says that a body must be there, `items` which key of an object must hold a list.
    """

    __slots__ = ("decode", "items", "needed", "shapes", "verbatim")

    def __init__(
        self, verbatim: Any, shapes: tuple[type, ...], items: str, needed: bool, decode: Decoder | None
    ) -> None:
        self.verbatim, self.shapes, self.items = verbatim, shapes, items
        self.needed, self.decode = needed, decode


@functools.cache
def _promise(operation: Operation, status: int) -> Promise:
    answer = _answer(operation, status)
    if answer is bytes or answer is _TEXT or answer is str:
        return Promise(answer, (), "", False, None)
    shapes = [_shape(each) for each in _members(answer)]
    told = () if None in shapes else tuple(dict.fromkeys(shape for shape in shapes if shape is not None))
    needed = bool(told) and all(text != "None" for _, text in operation.answers)
    return Promise(None, told, operation.items if dict in told else "", needed, decoder(answer))


def _shape(hint: Any) -> type | None:
    """What JSON data of this type are at the top, None where anything goes."""
    if isinstance(hint, ModelType):
        return dict
    origin = typing.get_origin(hint)
    return origin if origin is list or origin is dict else None


def _check(data: Any, promise: Promise) -> None:
    """Refuse what is no such answer at all; what is inside may be as it likes."""
    if data.__class__ not in promise.shapes:
        raise DecodeError(f"{_told(data)} where {' or '.join(_NOUNS[shape] for shape in promise.shapes)} belongs")
    if promise.items and data.__class__ is dict and data.get(promise.items).__class__ is not list:
        found = _told(data[promise.items]) if promise.items in data else "nothing"
        raise DecodeError(f"{found} where the list {promise.items!r} belongs")


_NOUNS: dict[type, str] = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}


def _told(data: Any) -> str:
    return "null" if data is None else _NOUNS.get(data.__class__, "a number")


def _decoded(content: bytes, content_type: str) -> str:
    """The text of an answer in the charset that it names, else in UTF-8."""
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", content_type, flags=re.IGNORECASE)
    try:
        return content.decode(charset[1] if charset else "utf-8", errors="replace")
    except LookupError:  # no charset that Python knows
        return content.decode(errors="replace")


def _constant_refused(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")


# The decoder is made once: `json.loads` makes one for each text when it is told anything.
_from_json = json.JSONDecoder(parse_constant=_constant_refused).decode


def _loads(content: bytes) -> JSON:
    """The data of a JSON text; ValueError where it is none.

    orjson reads long ones, where it is installed. The standard library reads what orjson refuses: it takes more (a BOM,
    UTF-16, lone surrogates, huge exponents) and says what is wrong with the rest.
    How deep a text may be nested is the one difference: 1,024 levels there, Python's recursion limit here.
    """
    if len(content) >= _LONG_TEXT:
        from hubspot_openapi import fast

        if (loads := fast.orjson()) is not None and not fast.has_long_number(content):
            try:
                return loads(content)
            except ValueError:
                pass
    return _from_json(content.decode(json.detect_encoding(content), "surrogatepass"))


_LONG_TEXT = 4096
"""Bytes from which an answer is worth the import of orjson."""


def _writing() -> Any:
    """The module that writes what is more than a short text or number, as the parameters of most calls are not."""
    from hubspot_openapi import writing

    return writing


def _short(value: Any) -> str | None:
    """A parameter's text if that takes no more: of ASCII, of a number that is no float, of true and false."""
    kind = value.__class__
    if kind is str:
        return typing.cast("str", value) if value.isascii() else None
    if kind is bool:
        return "true" if value else "false"
    return str(value) if kind is int and -_LARGE < value < _LARGE else None


_LARGE = 10**18
"""Python refuses to write integers of thousands of digits."""


def _text_of(name: str, value: Any, style: str, clean: Callable[[str], str] = str) -> str:
    text = None if style == "json" else _short(value)
    return clean(text) if text is not None else typing.cast("str", _writing().text_of(name, value, style, clean))


def _filled(template: str, values: Mapping[str, Any], styles: Mapping[str, str]) -> str:
    filled = template
    for name, value in values.items():
        text = "" if value is None else _text_of(name, value, styles.get(f"path {name}", ""), quoted)
        if text in ("", ".", ".."):
            raise EncodeError(f"{name} must not be {text!r}: it is a segment of the path {template}")
        filled = filled.replace("{" + name + "}", text)
    return filled


def quoted(text: str) -> str:
    """A text as a segment of a path, or as a cookie."""
    return quote(text, safe="")
