"""`run` with an option that it does not have: mostly a field of the payload, which `--set` takes."""

from __future__ import annotations

import shlex
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from hubspot_facade.cli.option_types import Command
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from hubspot_facade.catalogue import operations
else:  # help and completion do without
    operations = late_module("hubspot_facade.catalogue.operations")


class PayloadCommand(Command):
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
    known = () if entry is None else [each for spellings in entry.spellings.values() for each in spellings]
    near = [field] if field in known else get_close_matches(field, known, 1, 0.7)
    if not near:
        return ". Fields of the payload are given as --set FIELD=VALUE."
    return f". Did you mean {shlex.join(['--set', f'{near[0]}={_value(given, option)}'])}?"


def _value(given: list[str], option: str) -> str:
    for word, following in zip(given, [*given[1:], ""], strict=True):
        if word == option:
            return following if following and not following.startswith("-") else "VALUE"
        if word.startswith(f"{option}="):
            return word.removeprefix(f"{option}=")
    return "VALUE"
