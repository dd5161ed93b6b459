"""A client that holds each answer of a stateful service against the OpenAPI document of its operation."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft4Validator

from hubspot_facade.sandbox.documents.index import Index, document

INDEX = Index()
NULL = {
    "PublicMembershipSettings": ("includeUnassigned", "membershipTeamId"),
    "AssociationDefinition": ("createdAt", "updatedAt"),
    "PublicOwner": ("userId",),
    "MarketingEventPublicReadResponseV2": (
        *("endDateTime", "eventDescription", "eventType", "eventUrl", "startDateTime"),
        *("appInfo", "attendees", "cancellations", "noShows", "registrants"),
    ),
}
"""What HubSpot was recorded to answer null, or its guides say is, though the documents do not."""
LESS = {
    "MembershipsUpdateResponse": ("recordsIdsAdded", "recordIdsRemoved", "recordIdsMissing"),
    "StandardError": ("context", "errors", "links"),
}
"""What HubSpot was recorded to leave out, though the documents require it."""


@lru_cache(maxsize=512)
def validator(path: Path, template: str, method: str, status: int) -> Draft4Validator | None:
    """The validator of one answer; None when the document gives it no JSON body."""
    parsed = document(path)
    answers = parsed["paths"][template][method]["responses"]
    declared = {code for code in answers if code[0] == "2"} | {"207"}
    assert str(status) in declared or declared == {"207"}, (method, template, status)
    content = (answers.get(str(status)) or {}).get("content") or {}
    for media in content.values():
        if media.get("schema"):
            return Draft4Validator({**_plain(media["schema"]), "components": components(path)})
    return None


@lru_cache(maxsize=64)
def components(path: Path) -> Any:
    """What the schemas of a document refer to."""
    found = _plain(document(path)["components"])
    item = found.get("schemas", {}).get("StandardError")
    if item is not None:
        # declared an object, text in every capture
        item["properties"]["subCategory"] = {}
    for name, fields in NULL.items():
        for field in fields:
            if name in found.get("schemas", {}):
                found["schemas"][name]["properties"][field] = {}
    for name, fields in LESS.items():
        schema = found.get("schemas", {}).get(name, {})
        if "required" in schema:
            schema["required"] = [field for field in schema["required"] if field not in fields]
    return found


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0 as JSON schema: nullable is a type, and of several shapes that fit any will do."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {("anyOf" if key == "oneOf" else key): _plain(value) for key, value in schema.items()}
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        plain["type"] = [schema["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


def check(method: str, path: str, answer: httpx.Response) -> None:
    """Fails when a success is not what the document of the operation says; unknown operations are passed over."""
    assert answer.headers["x-sandbox-answer"] == "state", (method, path)
    found = INDEX.find(method, path)
    if found is None or answer.status_code >= 400:
        return
    place = found[0]
    known = validator(place.document, place.template, place.method, answer.status_code)
    if known is not None:
        problems = [f"{list(one.absolute_path)}: {one.message[:300]}" for one in known.iter_errors(answer.json())]
        assert not problems, (method, path, problems)


class Checked:
    """Requests by method; every success is checked."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def __call__(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        """The decoded body of an answer that must have the status; None when it has no body."""
        answer = self._client.request(method, path, **options)
        assert answer.status_code == status, (method, path, answer.status_code, answer.text[:2000])
        check(method, answer.request.url.raw_path.decode().partition("?")[0], answer)
        return answer.json() if answer.content else None
