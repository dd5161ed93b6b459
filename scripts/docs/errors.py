"""The table of errors in docs/errors.md: what the classes and the retry policy say, and cause and cure from a file."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade import errors
from hubspot_facade.transport.failure import error_from
from hubspot_facade.transport.policy import Retry, RetryPolicy, decide
from hubspot_facade.transport.request import Answer
from scripts.docs.places import put

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
SOURCE = "scripts/docs/errors.toml"
_ALL = (400, 401, 403, 404, 408, 409, 423, 429, 477, *(status for status in range(500, 530)))


def errors_page() -> str:
    """The page with its table made anew."""
    return put(PAGE, PAGE.read_text(encoding="utf-8"), "errors", SOURCE, "\n".join(_lines()))


def public_errors() -> list[type[errors.HubSpotError]]:
    """Every error that users may meet, in the order of the tree, so that bases come before the classes below them."""
    tree = re.findall(r"\w+", errors.__doc__ or "")
    names = {*errors.__all__} - {"ErrorItem"}
    return [getattr(errors, name) for name in sorted(names, key=tree.index)]


@cache
def remarks() -> dict[str, dict[str, str]]:
    """Cause, cure and repetition of each error."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _lines() -> Iterator[str]:
    for kind in public_errors():
        remark = remarks()[kind.__name__]
        yield f"### {kind.__name__}"
        yield ""
        yield (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
        yield ""
        yield f"* cause: {remark['cause']}"
        yield f"* cure: {remark['cure']}"
        if statuses := _statuses(kind):
            yield f"* HubSpot's answer: {statuses}"
        if kind is not errors.HubSpotError:
            yield f"* retried: {retried(kind)}"
        yield f"* safe to repeat: {remark['repeat']}"
        yield f"* kind of: {', '.join(f'`{each.__name__}`' for each in kind.__bases__)}"
        if own := attributes(kind):
            yield f"* attributes of its own: {', '.join(f'`{name}`' for name in own)}"
        yield ""


def attributes(kind: type) -> list[str]:
    """The attributes that a class adds to those of its bases, in the order of the source."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), ctx=ast.Store(), attr=name):
                found.append(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.append(name)
            case ast.FunctionDef(name=name, decorator_list=[ast.Name(id="property")]):
                found.append(name)
            case _:
                pass
    above = {name for base in kind.__mro__[1:] if issubclass(base, errors.HubSpotError) for name in attributes(base)}
    return [name for name in dict.fromkeys(found) if name not in above and not name.startswith("_")]


def _answers(kind: type) -> list[int]:
    return [status for status in _ALL if type(error_from(Answer(status, {}, b""), method="", url="", now=0.0)) is kind]


def _statuses(kind: type) -> str:
    base = next((each for each in kind.__mro__ if issubclass(each, errors.APIError) and _answers(each)), None)
    if base is None or kind in (errors.APIError, errors.RefreshRefused):
        return ""
    numbers = _answers(base)
    shown = "5xx" if base is errors.ServerError else ", ".join(map(str, numbers))
    category: dict[type, str] = {
        errors.ValidationError: " with category VALIDATION_ERROR",
        errors.MissingScopes: " that names scopes",
    }
    return f"{shown}{category.get(kind, '')}" if kind is not errors.UnreadableAnswer else ""


def retried(kind: type[errors.HubSpotError]) -> str:
    """What the retry policy does about an error, as it decides itself."""
    if kind is errors.RateLimited:
        return "yes, after the time that HubSpot names or the window's end; the daily limit is not"
    if kind is errors.ServerError:
        again = [status for status in _answers(kind) if _again(status, repeatable=True)]
        return f"{', '.join(map(str, again))} of calls that are safe to repeat; other statuses are not"
    if kind is errors.DeadlineError:
        return "after a timeout always if HubSpot cannot have seen the request, otherwise if the call is safe to repeat"
    if issubclass(kind, errors.TransportError):
        return "always if HubSpot cannot have seen the request, otherwise if the call is safe to repeat"
    statuses = _answers(kind)
    if statuses and all(_again(status, repeatable=False) for status in statuses):
        return "yes"
    if kind is errors.PortalMoving:
        return "if HubSpot says for how long, and that is not longer than `max_wait`"
    if kind is errors.APIError:
        return "408 of calls that are safe to repeat; other statuses are not"
    if kind is errors.Unauthorized:
        return "once with a new token if credentials or a callable give one; otherwise not"
    return "no"


def _again(status: int, *, repeatable: bool) -> bool:
    answer = Answer(status, {}, b"")
    return isinstance(decide(RetryPolicy(), 1, answer, repeatable=repeatable, jitter=0, now=0), Retry)
