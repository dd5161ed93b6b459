"""What all reads of a desk have: its rules, and a line in its audit file for each."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from hubspot_facade.mcp.desk import Desk

P = ParamSpec("P")
R = TypeVar("R", bound="Reads")


def recorded(function: Callable[Concatenate[R, P], dict[str, Any]]) -> Callable[Concatenate[R, P], dict[str, Any]]:
    """The same with a line in the audit file."""

    @wraps(function)
    def audited(self: R, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        given = inspect.signature(function).bind(self, *args, **kwargs).arguments
        facts = {name: str(given[name])[:100] for name in ("object_type", "to_object_type") if name in given}
        with self.desk.audited(function.__name__, given.get("portal"), **facts) as note:
            answer = function(self, *args, **kwargs)
            note(outcome="read")
            return answer

    return cast("Any", audited)  # type: ignore[no-any-return] # wraps() gives a type of its own


class Reads:
    """Reads at a desk; each passes its policy."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.policy = desk.policy

    def check(self, object_type: str, method: str, query: str | None = None) -> None:
        """Refusal for a type, a method of it or a search by words that is not allowed."""
        self.policy.check_type(object_type)
        self.policy.check_tool_for(object_type, method)
        if query:
            self.policy.check_words(object_type)

    def check_names(self, *named: Any) -> None:
        """Refusal for what names a masked property."""
        self.policy.masking.check([each for each in named if each is not None])


def results_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of a page."""
    found: list[dict[str, Any]] = page.get("results") or []
    return found


def next_of(page: dict[str, Any]) -> str | None:
    """Where the next page begins; None after the last one."""
    paging: dict[str, Any] = page.get("paging") or {}
    following: dict[str, Any] = paging.get("next") or {}
    return following.get("after")
