"""What shells complete beside commands and options: operations, object types, editions, the columns of a file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hubspot_facade.cli.typed_line import KEPT
from hubspot_facade.errors import HubSpotError
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import hubspot_openapi

    from hubspot_facade.bulk import sources
    from hubspot_facade.catalogue import operations
    from hubspot_facade.crm.records import type_names
    from hubspot_facade.refusals import standard_properties
else:  # only completion needs them
    hubspot_openapi = late_module("hubspot_openapi")
    operations = late_module("hubspot_facade.catalogue.operations")
    sources = late_module("hubspot_facade.bulk.sources")
    type_names = late_module("hubspot_facade.crm.records.type_names")
    standard_properties = late_module("hubspot_facade.refusals.standard_properties")

_OF_ALL = ("id", "hs_object_id", "hubspot_owner_id")  # what any record has
_OPTION = re.compile(r"^--[\w-]+=")
_SPECIAL = re.compile(r"[^\w./-]")
_SPECIAL_IN_DOUBLE = re.compile(r'["$`\\]')
_IN_BASH = os.environ.get("_HUBSPOT_FACADE_COMPLETE") == "complete_bash"


def _completing(words: Callable[[Sequence[str], str], Iterable[tuple[str, str]]]) -> dict[str, Any]:
    """Options of an argument whose words these are, each with what it means.

    They may depend on the words before, and on how the word begins.
    """

    def begun(context: Any, incomplete: str) -> list[tuple[str, str]]:
        # an option without its value keeps what is before it from becoming parameters
        before = [str(each) for each in (*context.params.values(), *context.args) if isinstance(each, (str, Path))]
        return [pair for pair in words(before, incomplete) if pair[0].casefold().startswith(incomplete.casefold())]

    def in_bash(context: Any, _parameter: Any, incomplete: str) -> list[str]:
        return [*_as_inserted([word for word, _ in begun(context, incomplete)])]

    def elsewhere(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:  # typer finds the context by its type
        return begun(ctx, incomplete)

    return {"shell_complete": in_bash} if _IN_BASH else {"autocompletion": elsewhere}


def _as_inserted(words: Sequence[str]) -> Iterable[str]:
    """Words as bash is to insert them. It quotes nothing itself, so that "List contacts" would be two arguments.

    Where a quotation mark is open, it replaces what follows the mark, and adds the closing one. Otherwise it replaces
    what follows the last = or : that is not quoted.
    """
    typed = os.environ.get("COMP_WORDS", "").split("\n")  # one word per line, quotation marks included
    place = int(os.environ.get("COMP_CWORD", "0"))
    word = typed[place] if place < len(typed) else ""
    value = _OPTION.sub("", word)  # of --map=…
    before, mark = _open_quotation(value)
    if mark == "":
        kept = int(os.environ.get(KEPT, "0")) - len(word) + len(value)
        before = re.sub(r"\\(.)", r"\1", value[: max(kept, 0)])
    if mark is None:
        return []
    quoted = {"": _SPECIAL, '"': _SPECIAL_IN_DOUBLE}.get(mark)
    rest = [word[len(before) :] for word in words]
    return [quoted.sub(r"\\\g<0>", word) if quoted else word.replace("'", r"'\''") for word in rest]


def _open_quotation(typed: str) -> tuple[str, str | None]:
    """The quotation mark that is open at the end of a word, or "" if it has none, after what is before the mark.

    None in its place if all marks are closed, after which bash would repeat the word.
    """
    mark, before, plain, closed = "", "", "", False
    characters = iter(typed)
    for each in characters:
        if each == mark:
            mark, closed = "", True
        elif each in "\"'" and not mark:
            mark, before = each, plain
        else:
            plain += next(characters, "") if each == "\\" and mark != "'" else each
    if mark:
        return before, mark
    return "", None if closed else ""


def _operations(_before: Sequence[str], _begun: str) -> Iterable[tuple[str, str]]:
    """Methods and operations, each with the other name."""
    pairs = [(entry.python, entry.name) for entry in operations.Catalogue()]
    return dict([*pairs, *((name, method) for method, name in pairs)]).items()


def _object_types(_before: Sequence[str], _begun: str) -> Iterable[tuple[str, str]]:
    """HubSpot's own object types; those of an account would need a request."""
    return [(names[1], "") for names in type_names.NAMES.values()]


def _editions(_before: Sequence[str], _begun: str) -> Iterable[tuple[str, str]]:
    return [(each, "") for each in hubspot_openapi.editions()]


def _columns(before: Sequence[str], _begun: str) -> Iterable[tuple[str, str]]:
    """The columns of the file that is typed before; none where it cannot be read."""
    file = next((each for each in before if Path(each).is_file()), None)
    if file is None:
        return []
    try:
        return [(each, "") for each in sources.open(file).columns or ()]
    except (HubSpotError, OSError):
        return []


def _mapped_columns(before: Sequence[str], begun: str) -> Iterable[tuple[str, str]]:
    """Columns with the sign after them; once there is one alone, with HubSpot's own properties of the type.

    That there are several keeps shells from ending the word after the sign.
    """
    start = begun.casefold()
    signed = [f"{column}=" for column, _ in _columns(before, begun)]
    near = [each for each in signed if each.casefold().startswith(start) or start.startswith(each.casefold())]
    if len(near) != 1:
        return [(each, "") for each in near]
    kinds = {name for names in type_names.NAMES.values() for name in names}
    kind = next((each for each in before if each.lower() in kinds), "")
    return [(f"{near[0]}{name}", "") for name in sorted(standard_properties.own_properties(kind) or _OF_ALL)]


OPERATIONS = _completing(_operations)
OBJECT_TYPES = _completing(_object_types)
EDITIONS = _completing(_editions)
COLUMNS = _completing(_columns)
MAPPED_COLUMNS = _completing(_mapped_columns)
