"""What comes in over ASGI: the path as it was sent, the query, the body up to a limit, the fields of a form."""

from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request as HTTPRequest
from starlette.types import Message, Scope

from hubspot_facade.sandbox.protocol.messages import Form, Upload
from hubspot_facade.sandbox.protocol.numerals import natural

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def raw_path(scope: Scope) -> str:
    """The path still quoted, so that a quoted slash stays part of its segment."""
    raw: bytes = scope.get("raw_path") or str(scope["path"]).encode()
    return raw.decode("latin-1").partition("?")[0]


def query(query_string: str) -> dict[str, list[str]]:
    """Every value of every query parameter."""
    found: dict[str, list[str]] = {}
    if query_string:
        for name, value in parse_qsl(query_string, keep_blank_values=True):
            found.setdefault(name, []).append(value)
    return found


def is_ambiguous(http: HTTPRequest) -> bool:
    """Whether the body is given two lengths, so that a proxy may read another request than we do."""
    return "content-length" in http.headers and "transfer-encoding" in http.headers


async def body(http: HTTPRequest, most: int) -> bytes | None:
    """The body; None as soon as it is, or says that it is, longer than `most` bytes."""
    announced = http.headers.get("content-length")
    if announced and natural(announced, most) is None:
        return None
    content = bytearray()
    async for chunk in http.stream():
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)


async def form(http: HTTPRequest, content: bytes) -> Form | None:
    """The fields of a form's body; None where the body is none, or a broken one."""
    if not http.headers.get("content-type", "").startswith(FORMS) or not content:
        return None

    async def again() -> Message:
        return {"type": "http.request", "body": content}

    fields: Form = {}
    try:
        async with HTTPRequest(http.scope, again).form() as given:
            for name, value in given.multi_items():
                part = value if isinstance(value, str) else await _uploaded(value)
                fields.setdefault(name, []).append(part)
    except (MultiPartException, FormParserError):  # the latter from Starlette before 1.8, which lets it through
        # the handler finds the field missing and says so
        return None
    return fields


async def _uploaded(part: UploadFile) -> Upload:
    kind = part.content_type or "application/octet-stream"
    return Upload(part.filename or "", kind, await part.read())
