"""From an answer with an error status to its error.

The status decides the class; the body only adds details, since it may be JSON of five shapes, HTML, text or nothing:

* CRM: ``category``, ``subCategory``, ``message``, ``correlationId``, ``errors``, ``context``;
* rate limit: ``errorType``, ``policyName``, no category;
* OAuth: ``status`` is a code, ``error``, ``error_description``;
* CMS: ``errorType``, ``errorTokens``; contacts v1: ``error``, ``validationResults``, ``identityProfile``;
* marketing events: ``errors`` is a list of strings.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import (
    APIError,
    BadRequest,
    Conflict,
    ErrorItem,
    Forbidden,
    Locked,
    MissingScopes,
    NotFound,
    PortalMoving,
    RateLimited,
    ServerError,
    Unauthorized,
    ValidationError,
)
from hubspot_facade.transport.policy import limit_policy, retry_after
from hubspot_facade.transport.request import json_of
from hubspot_facade.transport.secrets import Secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.transport.request import Answer

_CLASSES: dict[int, type[APIError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    423: Locked,
    429: RateLimited,
    477: PortalMoving,
}
# Categories of errors of single inputs, which have no status of their own; all others are 400.
_STATUSES = {"CONFLICT": 409, "OBJECT_NOT_FOUND": 404, "MISSING_SCOPES": 403, "RATE_LIMITS": 429}
_PHRASES = {423: "Locked", 477: "Account is moving to another data centre"}
_EXISTING = re.compile(r"Existing ID:\s*(\d+)")
_REQUIRES = re.compile(r"requires (?:any|all) of \[([^\]]*)\]")


def error_from(answer: Answer, *, method: str, url: str, now: float, secrets: Secrets | None = None) -> APIError:
    """The error for an answer; `secrets` are redacted wherever HubSpot echoes them."""
    secrets = secrets or Secrets()
    content, headers = secrets.content(answer.content), secrets.headers(answer.headers)
    body = _body(content)
    errors = _errors(body)
    context = _context(body)
    category, sub_category = _categories(body)
    message = _message(body, content, answer)
    kind = _CLASSES.get(answer.status) or (ServerError if answer.status >= 500 else APIError)
    scopes = _scopes(errors, context, message) if kind is Forbidden else ()
    if kind is BadRequest and category == "VALIDATION_ERROR":
        kind = ValidationError
    elif kind is Forbidden and (scopes or category == "MISSING_SCOPES"):
        kind = MissingScopes
    error = kind(
        message,
        status=answer.status,
        method=method,
        url=url,
        category=category,
        sub_category=sub_category,
        correlation_id=_text(body, "correlationId") or headers.get("x-hubspot-correlation-id"),
        errors=errors,
        context=context,
        body=content,
        headers=headers,
    )
    if isinstance(error, MissingScopes):
        error.scopes = scopes
    elif isinstance(error, Conflict):
        error.existing_id = _existing_id(body, context, errors, message)
    elif isinstance(error, RateLimited):
        error.policy = limit_policy(answer)
        error.retry_after = retry_after(answer, now)
    elif isinstance(error, PortalMoving):
        error.retry_after = retry_after(answer, now)
    return error


def error_items(values: object) -> list[ErrorItem]:
    """The entries of an `errors` list, which may be objects or bare strings."""
    return [_item(each) for each in cast("list[object]", values)] if isinstance(values, list) else []


def item_error(item: ErrorItem) -> APIError:
    """The error for one entry of a batch's `errors`, in the class of its category."""
    status = _STATUSES.get(item.category or "", 400)
    kind = _CLASSES[status]
    if kind is BadRequest and item.category == "VALIDATION_ERROR":
        kind = ValidationError
    error = kind(
        item.message,
        status=status,
        category=item.category,
        sub_category=item.sub_category,
        errors=(item,),
        context=item.context,
    )
    if isinstance(error, Conflict):
        error.existing_id = _existing_id({}, item.context, [], item.message)
    return error


def _body(content: bytes) -> dict[str, Any]:
    try:
        body = json_of(content)
    except ValueError:
        return {}
    return cast("dict[str, Any]", body) if isinstance(body, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    return value if isinstance(value, str) and value else None


def _message(body: Mapping[str, Any], content: bytes, answer: Answer) -> str:
    message = _text(body, "message") or _text(body, "error_description")
    if message:
        return message
    if not body and content and "html" not in answer.content_type and not content.lstrip().startswith(b"<"):
        return content[:300].decode("utf-8", "replace").strip()
    try:
        return _PHRASES.get(answer.status) or HTTPStatus(answer.status).phrase
    except ValueError:
        return "HubSpot's edge network failed" if answer.status >= 500 else ""


def _categories(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    status = _text(body, "status")
    code = status if status and status.lower() != "error" else None  # OAuth puts its code there
    category = _text(body, "category") or _text(body, "errorType") or code
    error = _text(body, "error")
    return category or error, _text(body, "subCategory") or (error if category else None)


def _context(body: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("context", "errorTokens"):
        value = body.get(name)
        if isinstance(value, dict) and value:
            return cast("dict[str, Any]", value)
    return {}


def _errors(body: Mapping[str, Any]) -> list[ErrorItem]:
    for name in ("errors", "validationResults", "failureMessages"):
        if items := error_items(body.get(name)):
            return items
    # "Property values were not valid: [{…}]": the list is part of the text
    message = _text(body, "message") or ""
    start = message.find("[{")
    if start >= 0:
        try:
            return error_items(json_of(message[start:]))
        except ValueError:
            return []
    return []


def _item(value: object) -> ErrorItem:
    if not isinstance(value, dict):
        return ErrorItem(message=str(value))
    item = cast("dict[str, Any]", value)
    if isinstance(item.get("error"), dict):  # contacts v1 nests what is wrong with an input
        item = item | cast("dict[str, Any]", item["error"])
        item["error"] = None
    context: dict[str, Any] = item["context"] if isinstance(item.get("context"), dict) else {}
    if not context and "name" in item:
        context = {"propertyName": [item["name"]]}
    return ErrorItem(
        message=_text(item, "message") or "",
        code=_text(item, "code") or _text(item, "error"),
        category=_text(item, "category"),
        sub_category=_text(item, "subCategory"),
        status=_text(item, "status"),
        where=_text(item, "in"),
        id=str(item["id"]) if item.get("id") is not None else None,
        context=context,
    )


def _scopes(errors: list[ErrorItem], context: Mapping[str, Any], message: str) -> tuple[str, ...]:
    found: list[str] = []
    for where in (context, *(item.context for item in errors)):
        named = where.get("requiredGranularScopes") or where.get("requiredScopes")
        if isinstance(named, list):
            found += [str(scope) for scope in cast("list[object]", named)]
    if not found and (match := _REQUIRES.search(message)):
        found = [scope.strip() for scope in match[1].split(",") if scope.strip()]
    return tuple(dict.fromkeys(found))


def _existing_id(
    body: Mapping[str, Any], context: Mapping[str, Any], errors: list[ErrorItem], message: str
) -> str | None:
    if match := _EXISTING.search(message):
        return match[1]
    for where in (context, *(item.context for item in errors)):
        if named := where.get("existingId"):
            return str(cast("list[object]", named)[0] if isinstance(named, list) else named)
    profile = body.get("identityProfile")
    if isinstance(profile, dict) and "vid" in profile:
        return str(cast("dict[str, object]", profile)["vid"])
    return None
