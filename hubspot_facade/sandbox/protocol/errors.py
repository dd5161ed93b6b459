"""What the sandbox refuses, in HubSpot's words: one exception, and the shapes that several services share.

Services keep their own wordings in their own `errors` module.
"""

import json
from typing import Any

from hubspot_facade.sandbox.state.instants import instant

Body = dict[str, Any]
UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))

NOT_FOUND_PAGE = (
    '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n'
    "<title>Error 404 Not Found</title>\n</head>\n<body><h2>HTTP ERROR 404 Not Found</h2></body>\n</html>\n"
)
NO_RECORD_PAGE = NOT_FOUND_PAGE.replace("404 Not Found</h2>", "404</h2>\n<p>Resource not found</p>\n")
NOT_ALLOWED_PAGE = NOT_FOUND_PAGE.replace("404 Not Found", "405 Method Not Allowed")


WANTED = {
    "Expecting property name": "was expecting double-quote to start field name",
    "Illegal trailing comma": "was expecting double-quote to start field name",
    "Expecting ':'": "was expecting a colon to separate field name and value",
    "Expecting ','": "was expecting comma to separate entries",
    "Extra data": "was expecting the end of the input",
    "Invalid control character": "has to be escaped using backslash to be included in string value",
    "Invalid \\": "is not a known character escape",
}
"""What a Java parser of JSON says that it wanted, by what Python's says."""


class Refusal(Exception):  # noqa: N818 - it is an answer of the sandbox, not an error in it
    """An answer that is not a success: a status and HubSpot's envelope, or an HTML page, or nothing at all."""

    def __init__(
        self,
        status: int,
        message: str = "",
        *,
        category: str | None = None,
        sub_category: str | None = None,
        context: dict[str, list[str]] | None = None,
        errors: list[Any] | None = None,
        links: dict[str, str] | None = None,
        extra: Body | None = None,
        headers: dict[str, str] | None = None,
        page: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.category = category
        self.sub_category = sub_category
        self.context = context
        self.errors = errors
        self.links = links
        self.extra = extra
        self.headers = headers or {}
        self.page = page

    def body(self, correlation_id: str) -> Body:
        """The envelope, keys in the order that captures show."""
        body: Body = {"status": "error", "message": self.message}
        if self.extra is not None and "errorType" in self.extra:
            body["errorType"] = self.extra["errorType"]
        body["correlationId"] = correlation_id
        if self.context is not None:
            body["context"] = self.context
        if self.errors is not None:
            body["errors"] = self.errors
        if self.links is not None:
            body["links"] = self.links
        if self.category is not None:
            body["category"] = self.category
        if self.sub_category is not None:
            body["subCategory"] = self.sub_category
        if self.extra is not None:
            body.update(self.extra)
        return body

    def item(self, trace_id: str | None = None) -> Body:
        """The same refusal as one entry of a batch answer's `errors`."""
        context = dict(self.context or {})
        if trace_id is not None:
            context["objectWriteTraceId"] = [trace_id]
        item: Body = {"status": "error", "category": self.category or "OBJECT_NOT_FOUND"}
        if self.sub_category is not None:
            item["subCategory"] = self.sub_category
        item["message"] = self.message
        # entries have no errors and no links of their own
        return item | ({"context": context} if context else {})


def validation(
    message: str,
    *,
    context: dict[str, list[str]] | None = None,
    errors: list[Any] | None = None,
    sub_category: str | None = None,
) -> Refusal:
    """400 VALIDATION_ERROR."""
    return Refusal(400, message, category="VALIDATION_ERROR", context=context, errors=errors, sub_category=sub_category)


def generic() -> Refusal:
    """The 400 that says nothing, HubSpot's answer to an unknown property in a search and the like."""
    return Refusal(400, "There was a problem with the request.")


def resource_not_found(*, categorised: bool = False) -> Refusal:
    """404 without category, unless it is to have one: the id is well formed, but nothing has it."""
    return Refusal(404, "resource not found", category="OBJECT_NOT_FOUND" if categorised else None)


def resource_not_found_page() -> Refusal:
    """The same as the HTML page that a client gets which does not ask for JSON."""
    headers = {"content-type": "text/html;charset=iso-8859-1", "x-hubspot-notfound": "true"}
    return Refusal(404, page=NO_RECORD_PAGE, headers=headers)


def object_not_found(message: str, *, context: dict[str, list[str]] | None = None) -> Refusal:
    """404 OBJECT_NOT_FOUND."""
    return Refusal(404, message, category="OBJECT_NOT_FOUND", context=context)


def unknown_route() -> Refusal:
    """404 as the HTML page of a route that does not exist."""
    return Refusal(404, page=NOT_FOUND_PAGE)


def wrong_verb(allowed: list[str]) -> Refusal:
    """405 as an HTML page."""
    return Refusal(405, page=NOT_ALLOWED_PAGE, headers={"allow": ", ".join(sorted(allowed))})


def unparsable_parameter(name: str, *, kind: str = "query") -> Refusal:
    """400 for a path or query value that is not of its type."""
    return Refusal(400, f"Unable to parse value for {kind} parameter: {name}")


def invalid_json(error: json.JSONDecodeError) -> Refusal:
    """400 for a body that is no JSON, in the words of a Java parser; parser errors carry no category."""
    met = error.doc[error.pos : error.pos + 1]
    if not met or error.msg.startswith("Unterminated"):
        problem = "Unexpected end-of-input"
    else:
        wanted = next((words for ours, words in WANTED.items() if error.msg.startswith(ours)), "expected a valid value")
        problem = f"Unexpected character ('{met}' (code {ord(met)})): {wanted}"
    return Refusal(400, f"Invalid input JSON on line {error.lineno}, column {error.colno}: {problem}")


def too_many_inputs(limit: int) -> Refusal:
    """400 for a batch that is too large."""
    return validation(
        f"The maximum number of inputs supported in a batch is {limit}. Please reduce the number of items and try again"
    )


def unreadable_json(problem: str) -> Refusal:
    """400 for a body that a parser of JSON would not take, though Python's does."""
    return Refusal(400, f"Invalid input JSON on line 1, column 1: {problem}")


def missing_fields(names: list[str], *, body: bytes = b"") -> Refusal:
    """400 for a body that lacks required fields."""
    column = max(1, len(body))
    return validation(
        f"Invalid input JSON on line 1, column {column}. Some required fields were not set: [{', '.join(names)}]"
    )


def no_credentials() -> Refusal:
    """401 for a missing or unknown token."""
    return Refusal(
        401,
        "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more"
        " details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
        category="INVALID_AUTHENTICATION",
        headers={"x-hubspot-auth-failure": "401 Unauthorized"},
    )


def expired_token(moment: int, now: int) -> Refusal:
    """401: the access token is too old."""
    seconds = max(1, (now - moment) // 1000)
    size, unit = next((size, unit) for size, unit in UNITS if seconds >= size)
    return Refusal(
        401,
        f"The OAuth token used to make this call expired {seconds // size} {unit}(s) ago.",
        category="EXPIRED_AUTHENTICATION",
        context={"expire time": [instant(moment)]},
        headers={"x-hubspot-auth-failure": "401 Unauthorized"},
    )


def missing_scopes(scopes: list[str], *, every: bool = False) -> Refusal:
    """403 that names the scopes the token lacks: any of them would do, or all are needed."""
    kind = "All" if every else "One or more"
    return Refusal(
        403,
        "This app hasn't been granted all required scopes to make this call. Read more about required scopes here:"
        " https://developers.hubspot.com/scopes.",
        category="MISSING_SCOPES",
        errors=[
            {
                "message": f"{kind} of the following scopes are required.",
                "context": {"requiredGranularScopes": scopes},
            }
        ],
        links={"scopes": "https://developers.hubspot.com/scopes"},
    )
