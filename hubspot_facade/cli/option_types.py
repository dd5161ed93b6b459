"""Commands whose help shows what an option takes in the same way, whichever version of typer is installed.

A flag takes nothing, and an option or argument that can be repeated takes one value each time; newer versions show
<bool> and <list[str]>.
"""

from __future__ import annotations

import re
from functools import partial
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
        is_option, lists = each.param_type_name == "option", hasattr(each, "display_type")  # formerly one value's type
        if is_option and each.metavar is None:
            if each.is_flag:
                each.metavar = ""
            elif each.multiple and lists:
                each.metavar = _one(each, context)
        elif each.nargs == -1 and lists:  # the metavar of an argument is its name
            each.display_type = partial(_same, _one(each, context))
    return parameters


def _one(parameter: Any, context: Any) -> str:
    return _LIST.sub(r"\1", parameter.display_type(ctx=context))


def _same(text: str, ctx: Any) -> str:
    return text
