"""What a search filters and sorts by, checked against definitions that the client keeps anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import check_searched
from hubspot_facade.crm.records.searched_values import WORDS, check_numbers

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from hubspot_facade.crm.properties.definitions import Definitions
    from hubspot_facade.plans.paging import Pages


def checked_first(
    pages: Pages[Any], object_type: str, names: Sequence[str], groups: Sequence[Sequence[Mapping[str, Any]]] = ()
) -> Pages[Any]:
    """The pages; before the first is fetched, UnknownField is raised for a name that there is not.

    InputError for text that a filter of `groups` compares with a number.
    """
    unchecked = [*names]

    def check(definitions: Definitions) -> None:
        for each in (one for group in groups for one in group):
            name = str(each["propertyName"]).lower()
            definition = definitions.get(name)
            if definition is not None and definition.type == "number" and each["operator"] not in WORDS:
                check_numbers(name, each, name)

    def fetch(cursor: Any) -> Generator[Any, Any, Any]:
        if unchecked:
            yield from check_searched(object_type, unchecked, check)
            unchecked.clear()
        return (yield from pages.fetch(cursor))

    return replace(pages, fetch=fetch)
