"""`run` with an option that it does not have: mostly a field of the payload, which `--set` takes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from hubspot_facade.catalogue import operations
else:  # help and completion do without
    operations = late_module("hubspot_facade.catalogue.operations")


class PayloadCommand(TyperCommand):
    """A command whose error for an unknown option says how a field of the payload is given."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments as usual."""
        given = [*args]  # what is parsed is taken out of the list
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if type(error).__name__ == "NoSuchOption":  # its class is in no module that typer makes public
                unknown: Any = error
                unknown.message += hint(given, unknown.option_name)
            raise


def hint(given: list[str], option: str) -> str:
    """What to type in place of an option, if it is a field of the operation that is named."""
    field = option.lstrip("-").replace("-", "_")
    catalogue = operations.Catalogue()
    entry = next((catalogue[each] for each in given if each in catalogue), None)
    if entry is None or not any(field in spellings for spellings in entry.spellings.values()):
        return ". Fields of the payload are given as --set FIELD=VALUE."
    return f". Did you mean {shlex.join(['--set', f'{field}={_value(given, option)}'])}?"


def _value(given: list[str], option: str) -> str:
    for word, following in zip(given, [*given[1:], ""], strict=True):
        if word == option:
            return following if following and not following.startswith("-") else "VALUE"
        if word.startswith(f"{option}="):
            return word.removeprefix(f"{option}=")
    return "VALUE"
