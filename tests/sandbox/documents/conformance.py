"""Answers held against the OpenAPI documents by openapi-core, and what is known to differ.

A document that does not know a status or a type that HubSpot really answers is wrong, not the sandbox: such deviations
stand in `deviations.toml`, each with its reason.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from hubspot_facade.sandbox.documents.index import Index, document

HOST = "https://api.hubapi.com"
INDEX = Index()


@lru_cache(maxsize=256)
def openapi(path: Path) -> OpenAPI:
    """A document as openapi-core has it; that it is a valid one is tested where it is written."""
    return OpenAPI.from_dict(_united(document(path)), config=Config(spec_validator_cls=None))


def _united(part: Any) -> Any:
    """The members of the documents' unions overlap, so that any that fits will do."""
    if isinstance(part, list):
        return [_united(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {("anyOf" if name == "oneOf" else name): _united(one) for name, one in part.items()}


class Conformance:
    """Checks answers; remembers what was wrong and which deviations came to pass."""

    def __init__(self) -> None:
        text = Path(__file__).with_name("deviations.toml").read_text(encoding="utf-8")
        self._known: list[dict[str, str]] = tomllib.loads(text)["deviation"]
        self._met: set[int] = set()
        self.wrong: list[str] = []
        self.succeeded: set[tuple[Path, str, str]] = set()
        self.refused: set[tuple[Path, str, str]] = set()

    @property
    def unused(self) -> list[str]:
        """Deviations that no answer had."""
        return [one["problem"] for number, one in enumerate(self._known) if number not in self._met]

    def check(self, answer: httpx.Response) -> None:
        """Hold one answer against its document; answers of paths that no document has are passed over."""
        path = answer.request.url.raw_path.decode().partition("?")[0]
        documented = INDEX.find(answer.request.method, path)
        if documented is None:
            return
        place, params = documented
        (self.succeeded if answer.is_success else self.refused).add(place)
        declared = place.operation()["responses"]
        if answer.is_success and str(answer.status_code) not in declared:
            found = ["status is not declared"]
        else:
            found = problems(answer, place.document, place.template, params)
        for problem in found:
            edition = place.document.parent.parent.name
            told = f"{edition} {answer.request.method} {place.template} {answer.status_code} {problem}"
            known = next((number for number, one in enumerate(self._known) if re.search(one["problem"], told)), None)
            if known is None:
                self.wrong.append(told)
            else:
                self._met.add(known)


def problems(answer: httpx.Response, path: Path, template: str, params: dict[str, str]) -> list[str]:
    """What of an answer the document does not allow."""
    # the template filled in, so that case and trailing slashes of the request do not matter
    filled = re.sub(r"\{([^}]+)\}", lambda found: quote(params.get(found.group(1)) or "-", safe=""), template)
    request = MockRequest(HOST, answer.request.method.lower(), filled)
    content_type = answer.headers.get("content-type", "").replace(";charset=utf-8", "")
    response = MockResponse(answer.content, status_code=answer.status_code, content_type=content_type)
    try:
        openapi(path).validate_response(request, response)
    except OpenAPIError as error:
        return sorted({*_told(error)})
    return []


def _told(error: BaseException) -> list[str]:
    cause: Any = error.__cause__ or error
    deeper = getattr(cause, "schema_errors", None)
    if deeper is None and cause is not error:
        return _told(cause)
    if not deeper:
        return [f"{type(cause).__name__}: {cause}"[:300]]
    return [
        f"{'.'.join('[]' if isinstance(step, int) else step for step in one.absolute_path)}: {one.message[:200]}"
        for one in deeper
    ]
