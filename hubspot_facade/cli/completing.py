"""What shells complete beside commands and options: operations, object types, editions, the columns of a file."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import typer

from hubspot_facade.errors import HubSpotError
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import hubspot_openapi

    from hubspot_facade.bulk import sources
    from hubspot_facade.catalogue import operations
    from hubspot_facade.crm.records import type_names
else:  # only completion needs them
    hubspot_openapi = late_module("hubspot_openapi")
    operations = late_module("hubspot_facade.catalogue.operations")
    sources = late_module("hubspot_facade.bulk.sources")
    type_names = late_module("hubspot_facade.crm.records.type_names")

_SPECIAL = re.compile(r"[^\w./-]")
_IN_BASH = os.environ.get("_HUBSPOT_FACADE_COMPLETE") == "complete_bash"


def _completing(words: Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]]) -> dict[str, Any]:
    """Options of an argument whose words these are, each with what it means; they may depend on other arguments."""

    def begun(given: Mapping[str, Any], incomplete: str) -> list[tuple[str, str]]:
        return [pair for pair in words(given) if pair[0].casefold().startswith(incomplete.casefold())]

    def in_bash(context: Any, _parameter: Any, incomplete: str) -> list[str]:
        # bash inserts words as they are, so that "List contacts" would be two arguments
        return [_SPECIAL.sub(r"\\\g<0>", word) for word, _ in begun(context.params, incomplete)]

    def elsewhere(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:  # typer finds the context by its type
        return begun(ctx.params, incomplete)

    return {"shell_complete": in_bash} if _IN_BASH else {"autocompletion": elsewhere}


def _operations(_given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Methods and operations, each with the other name."""
    pairs = [(entry.python, entry.name) for entry in operations.Catalogue()]
    return dict([*pairs, *((name, method) for method, name in pairs)]).items()


def _object_types(_given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """HubSpot's own object types; those of an account would need a request."""
    return [(names[1], key) for key, names in type_names.NAMES.items()]


def _editions(_given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return [(each, "") for each in hubspot_openapi.editions()]


def _columns(given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The columns of the file that is typed before; none where it cannot be read."""
    file: str | None = given.get("file")
    if file is None or file == "-":
        return []
    try:
        return [(each, "") for each in sources.open(file).columns or ()]
    except (HubSpotError, OSError):
        return []


def _mapped_columns(given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return [(f"{column}=", "") for column, _ in _columns(given)]


OPERATIONS = _completing(_operations)
OBJECT_TYPES = _completing(_object_types)
EDITIONS = _completing(_editions)
COLUMNS = _completing(_columns)
MAPPED_COLUMNS = _completing(_mapped_columns)
