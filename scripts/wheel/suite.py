"""Which tests can run without the checkout, and a copy of them."""

from __future__ import annotations

import ast
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OF_CHECKOUT = ("scripts", "examples")
# schemathesis needs newer versions of our dependencies than we do ourselves; Windows has no pty, and macOS an old bash
_OTHERS = ("schemathesis", "pty")
_ELSEWHERE = ("extras", "browser", "meta", "cassettes", "__pycache__")  # packages of their own, or about the sources
_UP = re.compile(r"\.parents\[(\d+)\]")


def lay(root: Path, folder: Path) -> tuple[int, int]:
    """Copy the tests that need no more than the package; how many files of tests were copied, and how many not."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "tests", folder / "tests", ignore=shutil.ignore_patterns(*_ELSEWHERE))
    shutil.copy(root / "pyproject.toml", folder)
    every = sorted((folder / "tests").rglob("*.py"))
    without = bound(folder)
    for path in without:
        path.unlink()
    tests = [path for path in every if path.name.startswith("test_")]
    return len([path for path in tests if path not in without]), len([path for path in tests if path in without])


def bound(root: Path) -> set[Path]:
    """The files below `tests` that are about the checkout: by themselves, by what they import, or by a conftest."""
    imported = {path: set(_imported(path)) for path in (root / "tests").rglob("*.py")}
    found = {path for path, names in imported.items() if _needs_checkout(path.relative_to(root), path, names)}
    while True:
        modules = {".".join(path.relative_to(root).with_suffix("").parts) for path in found}
        folders = {path.parent for path in found if path.name == "conftest.py"}
        more = {
            path
            for path, names in imported.items()
            if path not in found and (names & modules or folders & set(path.parents))
        }
        if not more:
            return found
        found |= more


def _needs_checkout(place: Path, path: Path, names: set[str]) -> bool:
    """Whether it imports programs of the checkout, or goes from its own place to a folder above `tests`."""
    if any(name.partition(".")[0] in _OF_CHECKOUT + _OTHERS for name in names):
        return True
    above = len(place.parts) - 1
    return any(int(number) >= above for number in _UP.findall(path.read_text(encoding="utf-8")))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
