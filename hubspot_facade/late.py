"""What is loaded or made when it is first used, since a program's first call mostly does without it.

if TYPE_CHECKING:
    from hubspot_facade.plans import batching
else:
    batching = late_module("hubspot_facade.plans.batching")
"""

from __future__ import annotations

import re
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable


class Late:
    """Has the attributes of an object that is made when the first of them is asked for."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)


def late_module(name: str) -> Any:
    """The module of this full name."""
    return Late(partial(import_module, name))


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern."""
    return cast("re.Pattern[str]", Late(partial(re.compile, pattern, flags)))
