"""Commands whose help shows what an option takes in the same way, whichever version of typer is installed.

A flag takes nothing, and an option that can be repeated takes one value each time; newer versions show <bool> and
<list[str]>.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_LIST = re.compile(r"list\[(.*)\]")


class Command(TyperCommand):
    """A command."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its arguments and options."""
        return _shown(super().get_params(ctx), ctx)


class Group(TyperGroup):
    """A command that has others."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its options."""
        return _shown(super().get_params(ctx), ctx)


def _shown(parameters: list[Any], context: Any) -> list[Any]:
    for each in parameters:
        if each.param_type_name != "option" or each.metavar is not None:
            continue
        if each.is_flag:
            each.metavar = ""
        elif each.multiple and hasattr(each, "display_type"):  # before that the type is the one of a single value
            each.metavar = _LIST.sub(r"\1", each.display_type(ctx=context))
    return parameters
