"""Requests and answers held against the committed OpenAPI documents.

Strict for requests: what the document does not declare, be it a parameter, a field of the body or a media type, is a
problem. Answers may have more fields than declared, as HubSpot's documents grow over time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema import Draft4Validator, ValidationError

from hubspot_facade.sandbox.documents.index import Index, Place, document

INDEX = Index()
NUMBERS = {"integer": int, "number": float}


class Documented:
    """The operation that a method and URL belong to; None of `place` when no document has it."""

    def __init__(self, method: str, url: str) -> None:
        self.method = method
        parts = urlsplit(url)
        self._query = parse_qsl(parts.query, keep_blank_values=True)
        found = INDEX.find(method, parts.path)
        self.place: Place | None = found[0] if found else None
        self._path = found[1] if found else {}

    @property
    def title(self) -> str:
        """The method, and the path as the document has it."""
        return f"{self.method} {self.place.template}" if self.place else f"{self.method} ?"

    def request_problems(self, content_type: str, body: bytes) -> list[str]:
        """What of a request its document does not allow."""
        if self.place is None:
            return ["no document has this path"]
        operation = self.place.operation()
        declared = {(one["in"], one["name"]): one for one in operation.get("parameters", ())}
        problems = [
            *(
                self._parameter(declared.get(("path", name)), name, [unquote(value)])
                for name, value in self._path.items()
            ),
            *(self._parameter(declared.get(("query", name)), name, values) for name, values in self._queries().items()),
            *(
                f"{name}: a required parameter is missing"
                for (where, name), one in declared.items()
                if where == "query" and one.get("required") and name not in self._queries()
            ),
        ]
        return [problem for problem in problems if problem] + self._body(
            operation.get("requestBody"), content_type, body
        )

    def answer_problems(self, status: int, content_type: str, body: bytes) -> list[str]:
        """What of an answer its document does not allow."""
        if self.place is None:
            return ["no document has this path"]
        answers = self.place.operation()["responses"]
        declared = answers.get(str(status)) or (answers.get("default") if status >= 400 else None)
        if declared is None:
            return [f"status {status} is not among {', '.join(sorted(answers))}"]
        if "$ref" in declared:
            declared = document(self.place.document)["components"]["responses"][declared["$ref"].rsplit("/", 1)[-1]]
        content = declared.get("content") or {}
        if not body:
            return ["an answer without the declared body"] if content and status < 400 else []
        schemas = [one["schema"] for one in content.values() if one.get("schema")]
        if not schemas:
            return ["a body that is not declared"] if status < 400 else []
        kind = content_type.partition(";")[0].strip()
        if not any(_covers(media, kind) for media in content):
            return [f"{kind or 'no media type'} is not among {', '.join(content)}"]
        if "json" not in kind:
            return []
        return _problems(self._validator(schemas[0], strict=False), json.loads(body))

    # -- parts -----------------------------------------------------------------------------------------------

    def _queries(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self._query:
            found.setdefault(name, []).append(value)
        return found

    def _parameter(self, declared: dict[str, Any] | None, name: str, values: list[str]) -> str | None:
        if declared is None:
            return f"{name}: no such parameter"
        schema = declared.get("schema", {})
        if schema.get("type") == "array":
            data: Any = [_typed(value, schema.get("items", {})) for value in values]
        elif len(values) > 1:
            return f"{name}: given {len(values)} times"
        else:
            data = _typed(values[0], schema)
        wrong = _problems(self._validator(schema, strict=True), data)
        return f"{name}: {wrong[0]}" if wrong else None

    def _body(self, declared: dict[str, Any] | None, content_type: str, body: bytes) -> list[str]:
        if declared is None:
            return ["a body that is not declared"] if body else []
        if not body:
            return ["a required body is missing"] if declared.get("required") else []
        kind = content_type.partition(";")[0].strip()
        media = next((one for name, one in declared["content"].items() if _covers(name, kind)), None)
        if media is None:
            return [f"{kind} is not among {', '.join(declared['content'])}"]
        schema = media.get("schema", {})
        if kind == "application/x-www-form-urlencoded":
            return _problems(
                self._validator(schema, strict=True), dict(parse_qsl(body.decode(), keep_blank_values=True))
            )
        if kind == "application/json":
            return _problems(self._validator(schema, strict=True), json.loads(body))
        return []

    def _validator(self, schema: dict[str, Any], *, strict: bool) -> Draft4Validator:
        assert self.place is not None
        return _validator(self.place.document, json.dumps(schema, sort_keys=True), strict)


@lru_cache(maxsize=4096)
def _validator(path: Path, schema: str, strict: bool) -> Draft4Validator:
    return Draft4Validator({**plain(json.loads(schema), strict=strict), "components": _components(path, strict)})


@lru_cache(maxsize=512)
def _components(path: Path, strict: bool) -> Any:
    return {"schemas": plain(document(path).get("components", {}).get("schemas", {}), strict=strict)}


def plain(schema: Any, *, strict: bool = False) -> Any:
    """OpenAPI 3.0 as JSON schema: nullable is a type, and of several shapes that fit any will do.

    Strict: an object has no fields but those that are declared.
    """
    if isinstance(schema, list):
        return [plain(one, strict=strict) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {("anyOf" if key == "oneOf" else key): plain(value, strict=strict) for key, value in schema.items()}
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        made["type"] = [schema["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    if strict and schema.get("type") == "object" and schema.get("properties"):
        made.setdefault("additionalProperties", False)
    return made


def _covers(media: str, kind: str) -> bool:
    """Whether a declared media type is this one, or a pattern that covers it."""
    left, _, right = media.partition(";")[0].strip().partition("/")
    given = kind.partition("/")
    return left in ("*", given[0]) and right in ("*", given[2])


def _typed(text: str, schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    try:
        return NUMBERS[kind](text) if kind in NUMBERS else text
    except ValueError:
        return text


def _problems(validator: Draft4Validator, data: Any) -> list[str]:
    found: set[str] = set()
    lacking: dict[str, set[str]] = {}
    for one in _innermost(validator.iter_errors(data)):
        place = _shown(one.absolute_path)
        if one.validator == "required":
            lacking.setdefault(place, set()).update(set(one.validator_value) - one.instance.keys())
        elif one.validator in ("type", "enum"):
            found.add(f"{place}: {one.instance!r:.60} is not {_expected(one.validator_value)}")
        else:
            found.add(f"{place}: {one.message:.200}")
    return sorted(found | {f"{place}: lacks {', '.join(sorted(names))}" for place, names in lacking.items()})


def _innermost(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Of a value that is none of several shapes, what keeps it from the nearest one."""
    for one in errors:
        if one.context:
            shapes = [list(of_shape) for _, of_shape in groupby(one.context, key=lambda each: each.schema_path[0])]
            yield from _innermost(min(shapes, key=len))
        else:
            yield one


def _expected(allowed: Any) -> str:
    return f"one of {', '.join(map(str, allowed))}" if isinstance(allowed, list) else f"of type {allowed}"


def _shown(path: Any) -> str:
    """Where in the data: list items alike."""
    return "$" + "".join("[]" if isinstance(step, int) else f".{step}" for step in path)
