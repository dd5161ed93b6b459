"""Values of options that typer refuses, in plain words whichever version of it is installed."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

_NUMBER = r"(-?[\d.]*\d)"
_WORDINGS = [
    (r"Value error, (.*)", r"\1"),
    (rf"Input should be greater than or equal to {_NUMBER}", r"must be at least \1"),
    (rf"Input should be less than or equal to {_NUMBER}", r"must be at most \1"),
    (rf".* is not in the range x>={_NUMBER}\.", r"must be at least \1"),
    (rf".* is not in the range x<={_NUMBER}\.", r"must be at most \1"),
    (rf".* is not in the range {_NUMBER}<=x<={_NUMBER}\.", r"must be between \1 and \2"),
    (r"Input should be a valid integer.*|.* is not a valid int(eger)?( range)?\.", "must be a whole number"),
    (r"Input should be a valid number.*|.* is not a valid float( range)?\.", "must be a number"),
]


@contextmanager
def plainly_worded() -> Generator[None]:
    """Reword what typer says of a value that an option cannot have."""
    try:
        yield
    except Exception as error:
        if type(error).__name__ == "BadParameter":  # its class is in no module that typer makes public
            wrong: Any = error
            wrong.message = plain(str(wrong.message))
        raise


def plain(text: str) -> str:
    """The text, or what it means."""
    for pattern, words in _WORDINGS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return found.expand(words)
    return text
