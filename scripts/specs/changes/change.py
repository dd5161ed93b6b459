"""One change, and how bad it is.

The judgement is oasdiff's model: a change narrows or widens what a side of the contract accepts, and narrowing requests
or widening answers breaks clients. Names of changes are those of oasdiff's checks where it has one. Two are judged more
strictly: a removed operation breaks though it was deprecated, and a removed optional property of an answer warns.
Changed scopes only warn: the documents name them, the portal decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Side = Literal["request", "response"]
Effect = Literal["narrows", "widens", "incomparable", "unknown", "none"]


class Severity(Enum):
    """How bad a change is for a client that works with the old document."""

    BREAKING = "breaking"
    WARNING = "warning"
    """May break; the document does not say enough to decide."""
    PYTHON = "python"
    """What travels is as before; a name in the generated code is another: of a function, an argument or a class."""
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


# Changes that the model calls breaking although a document alone does not show it, or the other way round.
JUDGED = {
    "response-property-enum-value-added": Severity.WARNING,
    "response-body-enum-value-added": Severity.WARNING,
    "response-property-became-enum": Severity.INFO,
    "response-optional-property-removed": Severity.WARNING,
    "request-property-removed": Severity.WARNING,
    "request-parameter-removed": Severity.WARNING,
}


@dataclass(frozen=True, order=True)
class Change:
    """One change of one operation."""

    rule: str
    """Name of the change, as oasdiff spells it: ``new-required-request-property``."""
    severity: Severity
    where: str = ""
    """``query parameter limit``, ``body Filter.operator``, ``answer 200``, ``schema Filter/properties/operator`` where
    the place is a part of the document itself; empty for the operation itself."""
    was: str = ""
    now: str = ""


def severity(rule: str, side: Side, effect: Effect) -> Severity:
    """How bad an effect on one side of the contract is."""
    if rule in JUDGED:
        return JUDGED[rule]
    if effect == "unknown":
        return Severity.WARNING
    breaks = effect == "incomparable" or effect == ("narrows" if side == "request" else "widens")
    return Severity.BREAKING if breaks else Severity.INFO


def judged(rule: str, side: Side, effect: Effect, *, where: str, was: str = "", now: str = "") -> Change:
    """The change, with its severity."""
    return Change(rule=rule, severity=severity(rule, side, effect), where=where, was=was, now=now)


Key = tuple[str, str]
"""Method and path."""


@dataclass(frozen=True, order=True)
class Finding:
    """A change, and the operation that it is one of."""

    method: str
    """In capitals; empty as the path is."""
    path: str
    """In the old document where it has the operation, else in the new one; empty for what belongs to no operation."""
    change: Change

    @property
    def operation(self) -> str:
        """``GET /path``; empty for what belongs to none."""
        return f"{self.method} {self.path}".strip()
