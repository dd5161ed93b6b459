"""The page of all methods of the resources, named in the catalogue or not."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from hubspot_facade.cli.signature import spelled
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.typed import TypedRecords
from hubspot_facade.plans.methods import ListMethod, PlanMethod, Resource, Sync, static_attribute
from hubspot_facade.resources import Shelf, each_resource

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# Methods

Rendered from the code by `make docs`. `AsyncHubSpot` has the same methods: those that return a listing
return one for `async for`, the others are awaited. Anything without a method is called with `hs.call(operation, …)`,
see [architecture](architecture.md), or with `hs.raw(method, path)`.
"""


def methods_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD
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
            gist = (inspect.getdoc(method.function) or "").partition("\n")[0]
            yield f"* `{name}{spelled(bare)}`<br>{gist}"
