"""The page of all methods of the resources, named in the catalogue or not."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from hubspot_facade.cli.signature import spelled
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.typed import TypedRecords
from hubspot_facade.plans.methods import ListMethod, PlanMethod, Resource, Sync, static_attribute
from hubspot_facade.resources import Shelf, each_resource
from scripts.docs import aliases

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# Methods

Rendered from the code by `make docs`. `AsyncHubSpot` has the same methods: those that return a listing
return one for `async for`, the others are awaited. Anything without a method is called with `hs.call(operation, …)`,
see [architecture](architecture.md), or with `hs.raw(method, path)`.

## What arguments may be

| an argument | may be | for example |
|---|---|---|
| an id | a number, or its text | `101`, `"101"` |
| a key: the value of a unique property | text; `id_property=` or `key=` names the property | `"ada@example.com"` with `id_property="email"`, the default for contacts; `"A-7"` with `key="erp_id"` |
| a date | a `date`, a `datetime`, ISO 8601 text, milliseconds since 1970; a time other than a midnight is its day in UTC | `date(2026, 12, 24)`, `"2026-12-24"` |
| a time | the same; a date is its midnight UTC, a `datetime` without a zone is UTC | `datetime(2026, 12, 24, 18, tzinfo=UTC)`, `"2026-12-24T18:00:00Z"`, `1798135200000` |
| a value of a property | text, numbers, flags, dates; a list for several choices; `None` clears | `{"amount": 12.5, "closedate": date(2026, 12, 24), "city": None}` |
| a choice | the option's value; loads from files and rows that are checked also take its label | `"closedwon"`; in a file `Closed Won` |
| an object type | its name in the singular or plural, or its id; of a custom type its full name | `"contacts"`, `"contact"`, `"0-1"`; `"p123_boat"`, `"p_boat"`, `"2-456"` |
| an association type | its id, HubSpot's name, or a label: the one that reads from the first record to the second | `279`, `"contact_to_company"`, `"Skipper"` |
| names of properties | a list, or text with commas; `"all"` where records are read | `["email", "city"]`, `"email,city"` |

Signatures use short names for what many methods take. Below each method they are spelled out.

| name | means | type |
|---|---|---|
{aliases}
"""  # noqa: E501 # rows of tables


def methods_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD.replace("{aliases}", "\n".join(_row(each.name, each.meaning, each.type) for each in aliases.common()))
    yield '## hs.objects("contacts")'
    yield ""
    yield "Records of any object type, custom ones included."
    yield ""
    yield from _methods(Objects)
    yield ""
    yield '## hs.objects("contacts").typed'
    yield ""
    yield f"{inspect.getdoc(TypedRecords)}"
    yield ""
    yield from _methods(TypedRecords)
    for name, resource in each_resource(Shelf()):
        owner = type(resource)
        yield ""
        yield f"## hs.{name}"
        yield ""
        yield f"{inspect.getdoc(owner)}"
        yield ""
        if issubclass(owner, Objects):
            kind = resource.object_type if isinstance(resource, Objects) else ""
            yield f'All that `hs.objects("{kind}")` has.'
            own = [*_methods(owner, beside=Objects)]
            if own:
                yield ""
                yield from own
        else:
            yield from _methods(owner)


def _methods(owner: type[Resource[Sync]], *, beside: type | None = None) -> Iterator[str]:
    seen: set[str] = set()
    for base in owner.__mro__:
        for name in vars(base):
            method: Any = static_attribute(owner, name)
            inherited = beside is not None and static_attribute(beside, name) is method
            if name in seen or inherited or not isinstance(method, PlanMethod | ListMethod):
                continue
            seen.add(name)
            signature = inspect.signature(method.function)
            bare = signature.replace(parameters=list(signature.parameters.values())[1:])
            gist, *more = (inspect.getdoc(method.function) or "").split("\n\n")
            yield f"* `{name}{spelled(bare)}`<br>{' '.join(gist.split())}"
            for paragraph in more:
                yield ""
                yield from (f"    {line}" for line in paragraph.strip("\n").splitlines())
            spelled_out = [*aliases.lines(method.function, indent="    ")]
            if spelled_out:
                yield ""
                yield from spelled_out
            if more or spelled_out:
                yield ""


def _row(name: str, meaning: str, type_: str) -> str:
    return "| `{}` | {} | `{}` |".format(name, meaning, type_.replace("|", "\\|"))
