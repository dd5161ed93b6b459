"""Steps taken in order, up to the first that needs a decision."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """What a person has to decide before the renewal is complete."""

    question: str
    """In a sentence or two."""
    file: str
    """Where to write the answer."""
    paste: str = ""
    """What to put there, with blanks."""
    renewed: bool = False
    """Whether the step has done what later steps need, all the same."""

    def __str__(self) -> str:
        lines = [self.question, f"Edit: {self.file}"]
        if self.paste:
            lines += ["Paste, and fill in:", "", *(f"    {line}".rstrip() for line in self.paste.splitlines())]
        return "\n".join(lines)


@dataclass(frozen=True)
class Finished:
    """Nothing is left to do after a step."""

    reason: str


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    name: str
    does: str
    run: Callable[[], Decision | Finished | None]
    """Runs it; a decision if it cannot be completed, or its result cannot be accepted as it is."""
    needed: bool = False
    """Whether the later steps make no sense without its result."""


@dataclass(frozen=True)
class Taken:
    """A step that was taken."""

    name: str
    seconds: float
    decision: Decision | None


def walk(
    steps: Sequence[Step],
    *,
    start: str = "",
    keep_going: bool = False,
    say: Callable[[str], object] = print,
    clock: Callable[[], float] = time.monotonic,
) -> list[Taken]:
    """The steps taken, from the one called `start`, up to the first that needs a decision.

    With `keep_going` only a step that has not done what later ones need ends it like that.
    """
    return list(_walk(steps[_position(steps, start) :], keep_going, say, clock))


def _position(steps: Sequence[Step], start: str) -> int:
    names = [step.name for step in steps]
    if start and start not in names:
        raise ValueError(f"there is no step {start!r}; the steps are {', '.join(names)}")
    return names.index(start) if start else 0


def _walk(
    steps: Sequence[Step], keep_going: bool, say: Callable[[str], object], clock: Callable[[], float]
) -> Iterator[Taken]:
    for step in steps:
        say(f"== {step.name}: {step.does}")
        began = clock()
        result = step.run()
        decision = result if isinstance(result, Decision) else None
        yield Taken(step.name, clock() - began, decision)
        if isinstance(result, Finished):
            say(result.reason)
            return
        if decision and not (keep_going and (decision.renewed or not step.needed)):
            return


def summary(taken: Sequence[Taken]) -> str:
    """What was done, as Markdown: a line per step, then each decision."""
    lines = [
        f"* {each.name}: {'needs a decision' if each.decision else 'done'}, {each.seconds:.0f} s" for each in taken
    ]
    for each in taken:
        if each.decision:
            decision = each.decision
            lines += ["", f"### {each.name}", "", decision.question, "", f"Edit `{decision.file}`."]
            if decision.paste:
                lines += ["", "```", decision.paste.rstrip(), "```"]
    return "\n".join(lines) + "\n"
