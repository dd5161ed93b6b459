"""The items of a listing as choices for a form: a label and a value for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_facade.plans.paging import Pages


class Choice(TypedDict):
    """One choice: the label that a person reads and the value that a program sends."""

    label: str
    value: str


Choices: TypeAlias = list[Choice]


def choices_of(
    pages: Pages[Any], label: Callable[[Any], str | None], value: Callable[[Any], str | None], *needs: str
) -> Generator[Any, Any, list[Choice]]:
    """A choice for every item of a listing, on all its pages; an item without a label shows its value.

    `needs` are the parts of an item that label and value are made of, as for `needing`.
    """
    found: list[Choice] = []
    for item in (yield from pages.gather(*needs)):
        given = str(value(item) or "")
        found.append({"label": label(item) or given, "value": given})
    return found
