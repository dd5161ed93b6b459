"""Every public name with its signature, one per line: the name, two spaces, and its description."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

from typer.main import get_command

import hubspot_facade
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli.signature import spelled
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.resources import ResourceMethod, Resources, Shelf, each_resource
from hubspot_facade.version import __version__

MODULES = ("hubspot_openapi", "hubspot_facade.sandbox")
"""Modules besides the package itself whose names are public."""
PLUGIN = "hubspot_facade.pytest_plugin"
COMMAND = "hubspot-facade"


Line = tuple[str, str]


def surface() -> str:
    """All lines, sorted, without duplicates; the version that a default names is no change of the name."""
    found = {*_package(), *_resources(), *_names(), *_command(), *_plugin()}
    text = "".join(f"{name}  {rest}".rstrip() + "\n" for name, rest in sorted(found))
    return text.replace(f"hubspot-facade/{__version__}", "hubspot-facade/VERSION")


def _package() -> Iterator[Line]:
    for name in hubspot_facade.__all__:
        yield from _object(name, getattr(hubspot_facade, name))
    for path in MODULES:
        module = import_module(path)
        yield path, "module"
        names = getattr(module, "__all__", None) or [
            name for name, value in vars(module).items() if inspect.isfunction(value) and not name.startswith("_")
        ]
        for name in names:
            yield from _object(f"{path}.{name}", getattr(module, name))


def _object(name: str, value: Any) -> Iterator[Line]:
    if not callable(value):
        yield name, type(value).__name__
        return
    if not inspect.isclass(value):
        yield name, _signature(value)
        return
    base = value.__mro__[1].__name__
    yield name, f"{base}{_signature(value)}" if base.endswith(("Error", "Exception")) else _signature(value)
    for owner in value.__mro__:
        if owner.__module__.startswith("hubspot_") and owner is not Resources:
            yield from _members(name, owner)


def _members(name: str, owner: type) -> Iterator[Line]:
    """What a class defines itself, without private names and inherited ones."""
    for each, member in vars(owner).items():
        if each.startswith("_"):
            continue
        if isinstance(member, staticmethod | classmethod):
            member = member.__func__
        if isinstance(member, property):
            yield f"{name}.{each}", _annotation(member.fget)
        elif isinstance(member, cached_property):
            yield f"{name}.{each}", _annotation(member.func)
        elif inspect.isfunction(member) or isinstance(member, ResourceMethod):
            yield f"{name}.{each}", _signature(getattr(member, "function", member))
        else:
            yield f"{name}.{each}", ""


def _annotation(function: Any) -> str:
    annotation = getattr(function, "__annotations__", {}).get("return", "Any")
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _signature(value: Any) -> str:
    try:
        signature = inspect.signature(value)
    except ValueError:  # the signature of a built-in exception
        return "(*args)"
    parameters = list(signature.parameters.values())
    if parameters and parameters[0].name in ("self", "cls"):
        parameters = parameters[1:]
    shown = spelled(signature.replace(parameters=parameters))
    return shown.replace("pathlib._local.", "pathlib.")  # where Python 3.13 keeps Path


def _resources() -> Iterator[Line]:
    """Resources of both clients; methods that record types have from `objects` are listed only there."""
    yield from _methods('HubSpot.objects("…")', Objects)
    for path, resource in each_resource(Shelf()):
        owner = type(resource)
        yield f"HubSpot.{path}", owner.__name__
        yield from _methods(f"HubSpot.{path}", owner, beside=Objects if issubclass(owner, Objects) else None)


def _methods(path: str, owner: type, *, beside: type | None = None) -> Iterator[Line]:
    for name in dir(owner):
        method: Any = static_attribute(owner, name)
        listed = beside is not None and static_attribute(beside, name) is method
        if isinstance(method, PlanMethod | ListMethod) and not name.startswith("_") and not listed:
            yield f"{path}.{name}", _signature(method.function)
        elif isinstance(method, FormerName):
            yield f"{path}.{name}", f"former name of {method.name}"


def _names() -> Iterator[Line]:
    yield "operations", "named operations"
    for entry in Catalogue():
        for name in (entry.name, *entry.aliases):
            yield f'operations["{name}"]', f"{entry.python} of {', '.join(sorted(entry.fields)) or 'nothing'}"


def _command() -> Iterator[Line]:
    from hubspot_facade.cli.app import app

    yield from _commands(COMMAND, get_command(app))


def _commands(path: str, command: Any) -> Iterator[Line]:
    yield path, ""
    for parameter in command.params:
        options = "/".join((*parameter.opts, *parameter.secondary_opts))
        yield f"{path} {options if options.startswith('-') else options.upper()}", ""
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():  # some load when asked for
        yield from _commands(f"{path} {name}", command.get_command(None, name))


def _plugin() -> Iterator[Line]:
    """Fixtures, options and settings of the pytest plugin."""
    yield "pytest", "plugin"

    class Parser:
        """Replaces pytest's parser, and only records options."""

        def __init__(self) -> None:
            self.found: list[Line] = []

        def getgroup(self, *_: Any, **__: Any) -> Parser:
            return self

        def addoption(self, *names: str, **_: Any) -> None:
            self.found.append((f"pytest {'/'.join(names)}", ""))

        def addini(self, name: str, *_: Any, **__: Any) -> None:
            self.found.append((f"pytest.ini {name}", ""))

    module = import_module(PLUGIN)
    parser = Parser()
    module.pytest_addoption(parser)
    yield from parser.found
    for name, value in vars(module).items():
        if type(value).__name__ == "FixtureFunctionDefinition" and not name.startswith("_"):
            yield f"pytest fixture {name}", ""
