"""Findings laid together: a change of one schema shows at every operation that uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.specs.changes.change import Finding, Severity
from scripts.specs.changes.state import Api

Names = Callable[[Api, Finding], frozenset[str]]


@dataclass(frozen=True)
class Group:
    """The same change at several places of several operations of one API."""

    edition: str
    key: str
    rule: str
    severity: Severity
    was: str
    now: str
    places: tuple[str, ...]
    operations: tuple[str, ...]
    """``GET /path``; none for what belongs to the whole document."""
    named: tuple[str, ...]
    """Operations of the catalogue that it touches."""
    cassettes: tuple[str, ...]

    @property
    def category(self) -> str:
        """``wire`` for what travels, ``python`` for what only the generated code shows."""
        return "python" if self.severity is Severity.PYTHON else "wire"

    @property
    def stops(self) -> bool:
        """Whether it breaks something that the facade names."""
        return self.severity is Severity.BREAKING and bool(self.named)


def group(apis: Iterable[Api], names: Names, cassettes: Names) -> list[Group]:
    """By edition and API, the worst first."""
    found: list[Group] = []
    for api in apis:
        together: dict[tuple[str, Severity, str, str], list[Finding]] = defaultdict(list)
        for finding in api.findings:
            change = finding.change
            together[change.rule, change.severity, change.was, change.now].append(finding)
        made = [
            Group(
                edition=api.edition,
                key=api.key,
                rule=rule,
                severity=severity,
                was=was,
                now=now,
                places=_once(each.change.where for each in findings),
                operations=_once(each.operation for each in findings),
                named=tuple(sorted({name for each in _operations(findings) for name in names(api, each)})),
                cassettes=tuple(sorted({name for each in _operations(findings) for name in cassettes(api, each)})),
            )
            for (rule, severity, was, now), findings in together.items()
        ]
        found.extend(sorted(made, key=lambda each: (each.severity.rank, each.rule, each.places, each.was, each.now)))
    return found


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


def _operations(findings: Iterable[Finding]) -> list[Finding]:
    """One finding of each operation: what is touched depends on nothing else."""
    return list({each.operation: each for each in findings}.values())
