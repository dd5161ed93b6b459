"""Modules that are loaded when they are first used, for what a program's first call mostly does without.

if TYPE_CHECKING:
    from hubspot_facade.plans import batching
else:
    batching = late_module("hubspot_facade.plans.batching")
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LateModule:
    """Stands for a module: its names are those of the module, which is loaded when the first one is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, name)

    def __repr__(self) -> str:
        return f"<late module {self._name}>"


def late_module(name: str) -> Any:
    """The module of this full name, which is loaded when it is first used."""
    return LateModule(name)
