"""What a listing holds as choices for a form: label and value of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_facade.plans.paging import Pages


class Choice(TypedDict):
    """One choice: what a person reads and what a program sends."""

    label: str
    value: str


Choices: TypeAlias = list[Choice]


def choices_of(
    pages: Pages[Any], label: Callable[[Any], str | None], value: Callable[[Any], str | None], *needs: str
) -> Generator[Any, Any, list[Choice]]:
    """A choice for every item of a listing, all its pages; an item without a label shows its value.

    `needs` are the parts of an item that both go by, as `needing` has them.
    """
    found: list[Choice] = []
    for item in (yield from pages.gather(*needs)):
        given = str(value(item) or "")
        found.append({"label": label(item) or given, "value": given})
    return found
