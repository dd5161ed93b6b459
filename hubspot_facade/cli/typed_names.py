"""Errors in the words of the command line: an argument is named as it is typed, `--key` for `key`."""

from __future__ import annotations

import os
import re
import shlex
from importlib import import_module
from typing import Any

import typer

from hubspot_facade.basic_errors import TOKEN_WANTED
from hubspot_facade.errors import ConfigurationError, InputError

NOT_LOGGED_IN = (
    "no access token: set HUBSPOT_ACCESS_TOKEN, run 'hubspot-facade auth login', or try it on 'hubspot-facade sandbox'"
)
_OTHERS = {  # arguments of methods that the commands have under another name
    "columns": "column",
    "filter": "filters",
    "import_id": "resumed",
    "object_properties": "properties",
    "object_type": "object_types",
    "path": "to",
    "properties_with_history": "history",
    "record_ids": "file",
    "rows": "file",
    "source": "file",
    "task_id": "resumed",
    "to_object_type": "to",
}
_ROOT = re.compile(r"\w+")
_MEANT = re.compile(r"did you mean ([\w.]+)\?$")
_PLACE = re.compile(r"filters\[(\d+)\].*")
_VERBS = ("is ", "are ", "must ", "has ", "leaves ")

# the package that typer takes its contexts from; typer itself has no function that returns the present one
_CLICK = import_module(f"{typer.Context.__mro__[1].__module__.rpartition('.')[0]}.globals")


def message(error: Exception) -> str:
    """What an error says, its argument or field named as the user types it in the command that runs."""
    context: Any = _CLICK.get_current_context(silent=True)
    if context is None:
        return str(error)
    if isinstance(error, InputError) and error.field:
        return _joined(_typed(context, error), _as_settings(context, error))
    if isinstance(error, ConfigurationError) and str(error).endswith(TOKEN_WANTED):
        return NOT_LOGGED_IN
    if isinstance(error, (ConfigurationError, ValueError)):
        return _first_word(context, str(error))
    return str(error)


def _joined(name: str, problem: str) -> str:
    """`--key is missing`, but `--key: no column …`."""
    if not name:
        return problem
    return f"{name} {problem}" if problem.startswith(_VERBS) else f"{name}: {problem}"


def _typed(context: Any, error: InputError) -> str:
    found = _ROOT.match(error.field)
    root = found[0] if found else error.field
    if root in ("filters", "filter") and (text := _filter(context, error.field)):
        return f"-F {text}"
    parameters = {each.name: each for each in context.command.params}
    if "settings" in parameters:  # fields of a payload
        return _payload_field(context, root, error.field)
    if root == "columns" and error.field != root:
        column = error.field.removeprefix(f"{root}.")
        mapped = context.params.get("columns") or context.params.get("column") or ()
        is_typed = any(each.rpartition("=")[0] == column for each in mapped)
        return f"--map {column}" if is_typed else f"column {column!r}"
    if root == "columns" and not (context.params.get("columns") or context.params.get("column")):
        return ""  # what is wrong is the file's header, and nothing that was typed
    parameter = parameters.get(root) or parameters.get(_OTHERS.get(root, ""))
    if parameter is None:
        return error.field
    if parameter.param_type_name == "option":
        return str(_option(parameter))
    given = context.params.get(parameter.name)
    return "" if given is not None and str(given) in error.problem else str(parameter.metavar or parameter.name).upper()


def _as_settings(context: Any, error: InputError) -> str:
    """The problem, the field that may be meant as `--set` gives it, with the value that was typed."""
    meant = _MEANT.search(error.problem)
    for setting in context.params.get("settings") or ():
        name, _, value = setting.partition("=")
        if meant and name.removesuffix(":") == error.field:
            sign = ":=" if name.endswith(":") else "="
            option = shlex.join(["--set", f"{meant[1]}{sign}{value}"])
            return f"{error.problem[: meant.start()]}did you mean {option}?"
    return error.problem


def _filter(context: Any, field: str) -> str:
    """The filter that a field such as filters[0].value is about, as it was typed."""
    typed: list[str] = context.params.get("filters") or []
    place = _PLACE.fullmatch(field)
    index = int(place[1]) if place else len(typed)
    return typed[index] if index < len(typed) else ""


def _payload_field(context: Any, root: str, field: str) -> str:
    """A field where it comes from: `--set`, `--filter`, or the file of the payload."""
    if root in ("filters", "filter") and context.params.get("filters"):
        return "--filter"
    source: str | None = context.params.get("source")
    names = {each.partition("=")[0].removesuffix(":") for each in context.params.get("settings") or ()}
    if source is None or any(root in name.split(".") for name in names):
        return f"--set {field}"
    return f"{field} in {source_name(source)}"


def source_name(source: str) -> str:
    """What messages call the place that a payload is read from."""
    return "--input" if is_json(source) else "standard input" if source == "-" else source


def is_json(source: str) -> bool:
    """Whether a source of a payload is the payload itself."""
    return source.lstrip().startswith("{") or (source[:1], source[-1:]) == ("[", "]")


def _first_word(context: Any, text: str) -> str:
    """A sentence that begins with the name of an argument, with what was typed or set for it in its place."""
    root = _ROOT.match(text)
    parameter = next((each for each in context.command.params if root and each.name == root[0]), None)
    if root is None or parameter is None or parameter.param_type_name != "option":
        return text
    variable = f"HUBSPOT_{root[0].upper()}"
    is_typed = context.params.get(parameter.name) is not None or not os.environ.get(variable)
    return (_option(parameter) if is_typed else variable) + text[root.end() :]


def _option(parameter: Any) -> str:
    """Its first long name; others are former ones."""
    return str(next((each for each in parameter.opts if each.startswith("--")), parameter.opts[0]))
