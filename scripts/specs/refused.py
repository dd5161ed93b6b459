"""What of a collection cannot be used: all of it stops a run, or gives way to what was committed before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scripts.specs.errors import SpecsError
from scripts.specs.formats import Foreign
from scripts.specs.layout import Layout

Contents = dict[str, dict[str, bytes]]
"""Edition → key → normalised document, as it is committed."""


@dataclass
class Refused:
    """The problems of a run, and the documents that it does without."""

    layout: Layout
    before: dict[str, Any] = field(repr=False)
    """The committed lock."""
    keep_going: bool = False
    """Whether the other documents are renewed all the same."""
    problems: list[str] = field(default_factory=list)
    """What a person has to decide, each with the document and the place."""
    unread: list[Foreign] = field(default_factory=list)
    """Files in the place of documents that an edition takes, and that cannot be read as such."""
    lost: dict[tuple[str, str], str] = field(default_factory=dict)
    """Edition and key of a document that cannot be used → what became of it."""

    def add(self, problem: str) -> None:
        """Something that a person has to decide."""
        if problem not in self.problems:
            self.problems.append(problem)

    def stop(self) -> None:
        """Raise :class:`SpecsError` with every problem so far, unless the run is to go on."""
        if self.problems and not self.keep_going:
            raise SpecsError("\n\n".join(each.strip() for each in self.problems))

    def lose(self, edition: str, key: str, contents: Contents) -> None:
        """Put the committed document in the place of one that cannot be used; without one, or the second time, none."""
        file = self.layout.specs / edition / f"{key}.json"
        again = (edition, key) in self.lost
        contents[edition].pop(key, None)
        if file.is_file() and not again:
            contents[edition][key] = file.read_bytes()
        self.lost[edition, key] = "stays as it was" if key in contents[edition] else "is left out"

    def locked(self, lock: dict[str, Any], contents: Contents) -> dict[str, Any]:
        """The lock of a run, in which a document that stayed as it was is what the lock before says of it."""
        documents: dict[str, dict[str, Any]] = lock["documents"]
        old: dict[str, dict[str, Any]] = self.before.get("documents", {})
        for edition, key in self.lost:
            documents[edition].pop(key, None)
            if key in contents[edition] and key in old.get(edition, {}):
                documents[edition][key] = old[edition][key]
        if self.lost:
            lock["not_renewed"] = {f"{edition}/{key}": what for (edition, key), what in sorted(self.lost.items())}
        return lock

    def lines(self) -> list[str]:
        """A note for each document that is not renewed."""
        return [f"{edition}/{key}.json is not renewed: it {what}" for (edition, key), what in sorted(self.lost.items())]
