"""A small way to break the facade, and which tests should notice it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

MUTANTS = Path(__file__).with_name("mutants.toml")


class MutantError(Exception):
    """An entry of the list no longer applies; the message names it."""


@dataclass(frozen=True)
class Mutant:
    """One entry of the list."""

    name: str
    """What is broken: ``a page is lost``."""
    file: str
    """Relative to the root of the project."""
    old: str
    """A text that occurs once in the file."""
    new: str
    tests: tuple[str, ...]
    """Folders and files, relative to tests/."""
    hangs: bool = False
    """Whether the broken code never ends; tests have noticed the mutant if, and only if, they run too long."""

    def source(self, root: Path) -> tuple[str, str]:
        """The file's text as it is, and broken. Raises `MutantError` if `old` does not occur there exactly once."""
        path = root / self.file
        if not path.is_file():
            raise MutantError(f"{self.name}: there is no {self.file}")
        text = path.read_text(encoding="utf-8")
        if (count := text.count(self.old)) != 1:
            raise MutantError(f"{self.name}: {self.file} has {self.old!r} {count} times, not once")
        return text, text.replace(self.old, self.new)


def read_mutants(path: Path = MUTANTS) -> list[Mutant]:
    """The list, in its order. Raises `MutantError` for an entry that is incomplete, changes nothing or has no name of
    its own."""
    found: list[Mutant] = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]:
        try:
            mutant = Mutant(**{**entry, "tests": tuple(entry["tests"])})
        except (KeyError, TypeError) as error:
            raise MutantError(f"{entry.get('name', entry)}: {error}") from None
        if mutant.old == mutant.new or not mutant.tests or mutant.name in {each.name for each in found}:
            raise MutantError(f"{mutant.name}: it changes nothing, names no tests, or is there twice")
        found.append(mutant)
    return found
