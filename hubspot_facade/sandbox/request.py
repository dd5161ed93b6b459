"""One request as the services see it, and the answer that they give."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import deserializing, errors
from .clock import parse
from .errors import Body
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from .portal import Portal

DEEPEST = 100
"""How deeply a body may be nested; what is deeper would exhaust the stack of whoever walks it."""
TRUE = frozenset({"true", "1", "yes", ""})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    name: str
    type: str
    content: bytes


Form = dict[str, list[str | Upload]]


@dataclass(slots=True)
class Answer:
    """A success: status and JSON body, or no body at all (None)."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


NO_CONTENT = 204


@dataclass(slots=True)
class Request:
    """A request whose route is known. Reads leniently, refuses with HubSpot's words."""

    portal: "Portal"
    method: str
    path: str
    params: dict[str, str]
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    content: bytes
    form: Form | None = None

    def json(self) -> Any:
        """The decoded body; an empty one counts as an empty object."""
        if not self.content.strip():
            return {}
        try:
            decoded = json.loads(self.content, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            raise errors.invalid_json(error) from None
        except UnicodeDecodeError:
            raise errors.unreadable_json("Invalid UTF-8") from None
        except RecursionError:
            raise errors.unreadable_json("too deeply nested") from None
        except ValueError:
            # a number of thousands of digits
            raise errors.unreadable_json("Numeric value out of range") from None
        if self.content.count(b"[") + self.content.count(b"{") > DEEPEST and _depth(decoded) > DEEPEST:
            raise errors.unreadable_json("too deeply nested")
        if b"\\u" in self.content and _has_half_characters(decoded):
            raise errors.unreadable_json("Invalid UTF-16 surrogate")
        return decoded

    def body(self, *required: str) -> Body:
        """The body as an object; refuses anything else and a body that lacks a required field."""
        body = self.json()
        if not is_object(body):
            raise deserializing.wrong_type(self.content, (), deserializing.OBJECT, body)
        missing = [name for name in required if body.get(name) is None]
        if missing:
            raise errors.missing_fields(missing, body=self.content)
        return body

    def array(self) -> list[Any]:
        """The body as an array."""
        body = self.json()
        if not is_list(body):
            raise deserializing.wrong_type(self.content, (), deserializing.LIST, body)
        return body

    def inputs(self, limit: int = 100) -> list[Body]:
        """The inputs of a batch."""
        inputs = self.body("inputs")["inputs"]
        if not is_list(inputs):
            raise deserializing.wrong_type(self.content, ("inputs",), deserializing.LIST, inputs)
        if len(inputs) > limit:
            raise errors.too_many_inputs(limit)
        for position, one in enumerate(inputs):
            if not is_object(one):
                where = ("inputs", position)
                raise deserializing.wrong_type(self.content, where, deserializing.BATCH_INPUT, one)
        return inputs

    def field(self, name: str) -> str | None:
        """The last value of a form's field, be it sent as text or as a file."""
        parts = (self.form or {}).get(name)
        if not parts:
            return None
        last = parts[-1]
        return last if isinstance(last, str) else last.content.decode(errors="replace")

    def uploads(self, name: str) -> list[Upload]:
        """The files of a form's field."""
        return [one for one in (self.form or {}).get(name, []) if isinstance(one, Upload)]

    def text(self, name: str) -> str | None:
        """The last value of a query parameter."""
        values = self.query.get(name)
        return values[-1] if values else None

    def texts(self, name: str) -> list[str]:
        """Every value of a query parameter that may be repeated or comma-separated, or written `name[]`."""
        values = self.query.get(name, []) + self.query.get(f"{name}[]", [])
        return [part.strip() for value in values for part in value.split(",") if part.strip()]

    def flag(self, name: str) -> bool:
        """A boolean query parameter; absent is false."""
        value = self.text(name)
        return value is not None and value.lower() in TRUE

    def whole(self, body: Body, name: str, default: int = 0) -> int:
        """A whole number among the body's fields; null is the default."""
        value = body.get(name)
        if value is None:
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise errors.unparsable_parameter(name, kind="body") from None

    def integer(self, name: str, default: int) -> int:
        """A whole number in the query."""
        value = self.text(name)
        if value is None or not value.strip():
            return default
        try:
            return int(value)
        except ValueError:
            raise errors.unparsable_parameter(name) from None

    def moment(self, name: str, *, blank: bool = False) -> int | None:
        """A time in the query, in epoch milliseconds; None when it is absent or, where `blank` may be, empty."""
        value = self.text(name)
        if value is None or (blank and not value):
            return None
        moment = parse(value.replace(" ", "+"))  # the + of an offset that was not quoted
        if moment is None:
            raise errors.unparsable_parameter(name)
        return moment

    @property
    def wants_json(self) -> bool:
        """Whether the client says that it takes JSON; one that takes anything does not."""
        return "json" in self.headers.get("accept", "").lower()

    @property
    def version(self) -> str:
        """The version that the path names, `v3` where its template has none."""
        return self.params.get("version", "v3").lower()

    @property
    def dated(self) -> bool:
        """Whether the path is of a dated edition (`2026-03`), which prints some ids as text."""
        return not self.version.startswith("v")


def _no_number(name: str) -> Any:
    raise errors.unreadable_json(f"Non-standard token '{name}'")


def _depth(value: Any) -> int:
    """How deeply lists and objects are nested, counted without recursion."""
    depth, level = 0, [value]
    while level:
        level = [inner for one in level for inner in _inner(one)]
        depth += 1
    return depth


def _inner(value: Any) -> Iterable[Any]:
    if is_object(value):
        return value.values()
    return value if is_list(value) else ()


def _has_half_characters(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def strings(value: Any) -> list[str]:
    """A list of strings from what clients send where a list is wanted: a list, one string, nothing."""
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if is_list(value):
        return [str(one) for one in value if one is not None]
    return [str(value)]
