"""Every method of `hubspot-sdk` once, with made-up arguments; arguments: URL of the sandbox, token.

No call may end in a server error, in a missing credential, or in an unexplained 404 or 405 (a page).
"""

import collections.abc
import datetime
import inspect
import sys
import typing
from collections import Counter
from typing import Any

import hubspot_sdk
import typing_extensions
from hubspot_sdk import HubSpot
from hubspot_sdk._resource import SyncAPIResource

DEPTH = 6
OPTIONS = {"extra_headers", "extra_query", "extra_body", "timeout"}
PLAIN: dict[Any, Any] = {str: "1", int: 1, float: 1.0, bool: False, bytes: b"x", object: {}, Any: {}}
MOMENTS = {datetime.datetime: "2026-01-01T00:00:00Z", datetime.date: "2026-01-01"}


def made_up(hint: Any, depth: int = 0) -> Any:
    """A value of a type: what it requires, and no more."""
    if hint in PLAIN or hint in MOMENTS:
        return (PLAIN | MOMENTS)[hint]
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return of[0]
    if origin in (typing.Annotated, typing.Required, typing.NotRequired):
        return made_up(of[0], depth)
    if origin is typing.Union or "UnionType" in str(type(hint)):
        return made_up(next((one for one in of if one in PLAIN), of[0]), depth + 1)
    if isinstance(origin, type) and issubclass(origin, collections.abc.Mapping):
        return {}
    if isinstance(origin, type) and issubclass(origin, collections.abc.Iterable):
        return [made_up(of[0], depth + 1)] if of and depth < DEPTH else []
    if typing_extensions.is_typeddict(hint) and depth < DEPTH:
        known = typing.get_type_hints(hint, include_extras=True)
        # the client's annotations are text, of which Python itself does not see what is required
        required = {name for name, one in known.items() if typing.get_origin(one) is typing.Required}
        return {name: made_up(known[name], depth + 1) for name in required | hint.__required_keys__ if name in known}
    return {}


def methods(place: Any, path: str) -> list[tuple[str, Any]]:
    """Every method below a place of the client."""
    found: list[tuple[str, Any]] = []
    for name in dir(type(place)):
        known = inspect.getattr_static(type(place), name)
        if name.startswith(("_", "with_")):
            continue
        if inspect.isfunction(known) and isinstance(place, SyncAPIResource):
            found.append((f"{path}.{name}", getattr(place, name)))
        elif isinstance(known, property) or hasattr(known, "func"):
            below = getattr(place, name)
            if isinstance(below, SyncAPIResource):
                found += methods(below, f"{path}.{name}")
    return found


def outcome(call: Any) -> tuple[str, str | None]:
    """How a call ended, and what is wrong with that."""
    # of a method that wants one set of arguments or another, the first
    shape = next(iter(typing.get_overloads(inspect.unwrap(call.__func__))), call)
    hints = typing.get_type_hints(shape, include_extras=True)
    wanted = {
        name: one
        for name, one in inspect.signature(shape).parameters.items()
        if name != "self" and one.default is inspect.Parameter.empty and name not in OPTIONS
    }
    given = {name: made_up(hints.get(name, str)) for name in wanted}
    positional = [given[name] for name, one in wanted.items() if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = {name: given[name] for name, one in wanted.items() if one.kind is one.KEYWORD_ONLY}
    try:
        call(*positional, **named)
    except hubspot_sdk.APIStatusError as error:
        status, text = error.status_code, error.response.text
        wrong = status >= 500 or status == 401 or (status in (404, 405) and "<html" in text)
        return str(status), f"{status} {error.request.method} {error.request.url.path}" if wrong else None
    return "2xx", None


if __name__ == "__main__":
    client = HubSpot(base_url=sys.argv[1], access_token=sys.argv[2], max_retries=0)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    for path, call in methods(client, "client"):
        try:
            ended, problem = outcome(call)
        except (NameError, TypeError):
            # hints that the client cannot resolve itself, and arguments of which it wants one set or another
            ended, problem = "not callable with made-up arguments", None
        counts[ended] += 1
        if problem is not None:
            problems.append(f"{path}: {problem}")
    shown = ", ".join(f"{count} x {name}" for name, count in sorted(counts.items()))
    print(f"hubspot-sdk: {counts.total()} methods called: {shown}")
    sys.exit("\n".join(problems) or None)
