"""What the aliases in signatures stand for: their meaning, from the docstring below each, and their type in full."""

from __future__ import annotations

import ast
import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

HERE = "hubspot_facade."
COMMON = "hubspot_facade.wire.argument_types"


@dataclass(frozen=True)
class Alias:
    """A name for a type that signatures use."""

    name: str
    meaning: str
    type: str

    @property
    def clause(self) -> str:
        """The meaning as what follows a colon."""
        first, rest = self.meaning[:1], self.meaning[1:]
        return (first if rest[:1].isupper() else first.lower()) + rest


def of_arguments(function: Callable[..., Any]) -> Iterator[tuple[list[str], Alias]]:
    """The aliases of a method's parameters in their order, each with the parameters that have it."""
    found: dict[Alias, list[str]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if isinstance(parameter.annotation, str):
            for word in re.findall(r"\b[A-Z]\w*\b", parameter.annotation):
                # parameters that a decorator adds have annotations of its module
                if alias := find(function.__module__, word) or find(COMMON, word):
                    found.setdefault(alias, []).append(name)
    for alias, names in found.items():
        yield names, alias


def common() -> Iterator[Alias]:
    """The aliases that methods of more than one area have."""
    for name in _names(COMMON)[0]:
        if alias := find(COMMON, name):
            yield alias


def lines(function: Callable[..., Any], indent: str = "") -> Iterator[str]:
    """The aliases of a method's parameters as items of a list."""
    for names, alias in of_arguments(function):
        given = ", ".join(f"`{name}`" for name in names)
        yield f"{indent}* {given} (`{alias.name}`, `{alias.type}`): {alias.clause}"


@functools.cache
def find(module: str, name: str) -> Alias | None:
    """The alias that a name means in a module; None if it means something else, or nothing."""
    defined, imported = _names(module)
    if name in defined:
        value, meaning = defined[name]
        return Alias(name, meaning, ast.unparse(_Spelled(module).visit(ast.parse(value, mode="eval"))))
    if name in imported:
        home, other = imported[name]
        return find(home, other) if home.startswith(HERE) else None
    return None


class _Spelled(ast.NodeTransformer):
    """Puts the types that aliases stand for in their places, and leaves out what `Annotated` adds."""

    def __init__(self, module: str) -> None:
        self.module = module

    def visit_Name(self, node: ast.Name) -> ast.AST:
        alias = find(self.module, node.id)
        return ast.parse(alias.type, mode="eval").body if alias else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated" and isinstance(node.slice, ast.Tuple):
            return cast("ast.AST", self.visit(node.slice.elts[0]))
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return node


@functools.cache
def _names(module: str) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """The aliases that a module defines, with what is written below them, and what it imports from where."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return {}, {}
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    defined: dict[str, tuple[str, str]] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        body: Any = getattr(node, "body", None)
        for number, statement in enumerate(body if isinstance(body, list) else []):
            if _is_alias(statement):
                value = statement.value
                text = str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value)
                following = body[number + 1] if number + 1 < len(body) else None
                defined[statement.target.id] = text, _docstring(following)
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            imported |= {each.asname or each.name: (node.module, each.name) for each in node.names}
    return defined, imported


def _is_alias(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id == "TypeAlias"
        and node.value is not None
    )


def _docstring(node: ast.AST | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""
