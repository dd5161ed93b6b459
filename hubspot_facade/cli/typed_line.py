"""The line that is to be completed, as a shell has it, in the form that typer reads."""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, MutableMapping, Sequence

VARIABLE = "_HUBSPOT_FACADE_COMPLETE"
KEPT = "_HUBSPOT_FACADE_KEPT"
"""How many characters of the word bash leaves as they are, since for it a word begins after = and :."""
_BREAK = re.compile(r"[=:]+")
_OPTION = re.compile(r"""\s(--[\w-]+=)(?:\\.|"[^"]*"?|'[^']*'?|[^\s\\"'])*$""")
_STARTS = {"fish": re.compile(r"^(?=.)", re.MULTILINE), "zsh": re.compile(r'(?:^|\(\()"(?=.)', re.MULTILINE)}
"""Where in what is printed for a shell each word begins."""
_ENDS_ESCAPED = re.compile(r"(?<!\\)(\\\\)*\\ $")


@contextmanager
def as_typer_reads_it(environ: MutableMapping[str, str]) -> Generator[None]:
    """Rewrite the variables of a shell that asks for completion, and what is printed for it."""
    shell = environ.get(VARIABLE, "").removeprefix("complete_")
    if shell == "bash":
        typed, place = environ.get("COMP_WORDS", "").split("\n"), int(environ.get("COMP_CWORD", "0"))
        if place < len(typed):
            words, at, kept = joined(typed, place)
            environ.update({"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(at), KEPT: str(kept)})
    option = None
    if shell in ("zsh", "fish"):
        line = environ.get("_TYPER_COMPLETE_ARGS", "")
        if _ENDS_ESCAPED.search(line):  # typer would take the space for the end of the word
            with suppress(ValueError):  # of a quotation mark that is open, in which nothing is escaped
                environ["_TYPER_COMPLETE_ARGS"] = shlex.join(shlex.split(line))
        option = _OPTION.search(line)
    if option is None:
        yield
        return
    with redirect_stdout(StringIO()) as printed:  # values alone, where these shells expect the whole word
        try:
            yield
        finally:
            sys.__stdout__.write(_STARTS[shell].sub(rf"\g<0>{option[1]}", printed.getvalue()))  # type: ignore[union-attr] # there is one for a shell


def joined(typed: Sequence[str], place: int) -> tuple[list[str], int, int]:
    """The words of a line, which bash breaks at = and :, the place of one of them, and how much of it bash leaves."""
    words: list[str] = []
    at = kept = 0
    for number, word in enumerate(typed):
        is_break = _BREAK.fullmatch(word) is not None
        follows = number > 1 and _BREAK.fullmatch(typed[number - 1]) is not None and not word.startswith("-")
        if number > 1 and (is_break or follows):
            words[-1] += word
        else:
            words.append(word)
        if number == place:
            at, kept = len(words) - 1, len(words[-1]) - (0 if is_break else len(word))
    return words, at, kept
