"""One request as the services see it, and the answer that they give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.state.instants import parse

from . import deserializing, errors
from .decoding import decode
from .errors import Body
from .numerals import whole
from .shapes import is_list, is_object
from .texts import text

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

TEXTS = frozenset(
    {
        "fieldType",
        "groupName",
        "label",
        "name",
        "objectIdToMerge",
        "objectTypeId",
        "primaryObjectId",
        "processingType",
        "subject",
    }
)
"""Fields that are text wherever something is made: an array or an object there would be kept as Python prints it. Of
changes the documents say otherwise."""
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
        """The decoded body; an empty one is read as an empty object."""
        if not self.content.strip():
            return {}
        return decode(self.content)

    def body(self, *required: str) -> Body:
        """The body as an object; refuses anything else and a body that lacks a required field."""
        body = self.json()
        if not is_object(body):
            raise deserializing.wrong_type(self.content, (), deserializing.OBJECT, body)
        missing = [name for name in required if body.get(name) is None]
        if missing:
            raise errors.missing_fields(missing, body=self.content)
        for name in TEXTS & body.keys() if self.method != "PATCH" else ():
            if is_object(body[name]) or is_list(body[name]):
                raise deserializing.wrong_type(self.content, (name,), deserializing.STRING, body[name])
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
        number = whole(value)
        if number is None:
            raise errors.unparsable_parameter(name, kind="body")
        return number

    def integer(self, name: str, default: int) -> int:
        """A whole number in the query."""
        value = self.text(name)
        if value is None or not value.strip():
            return default
        number = whole(value.strip())
        if number is None:
            raise errors.unparsable_parameter(name)
        return number

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


def member(value: Any, name: str) -> Body:
    """An object among the body's fields; an empty one for null, 400 for anything else."""
    if value is None:
        return {}
    if not is_object(value):
        raise _not_of_type("object", name)
    return value


def members(value: Any, name: str) -> list[Body]:
    """An array of objects among the body's fields; an empty one for null, 400 for anything else."""
    if value is None:
        return []
    if not is_list(value):
        raise _not_of_type("array", name)
    return [one if is_object(one) else _not_an_object(name, position) for position, one in enumerate(value)]


def _not_an_object(name: str, position: int) -> Body:
    raise _not_of_type("object", f"{name}[{position}]")


def _not_of_type(kind: str, at: str) -> errors.Refusal:
    return errors.validation(
        f"Invalid input JSON on line 1, column 1: Cannot deserialize value of type {kind} (field: {at})",
        context={"propertyName": [at]},
    )


def strings(value: Any) -> list[str]:
    """A list of strings from what clients send where a list is wanted: a list, one string, nothing."""
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if is_list(value):
        return [text(one) for one in value if one is not None]
    return [text(value)]
