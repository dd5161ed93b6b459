"""How HubSpot differs from the sandbox, as text. Names and types only: no value, so no secret."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scripts.record.live.differences import Difference, difference
from scripts.record.live.trial import Attempt

NO_ACCESS = (401, 403)


@dataclass
class Report:
    """All differences found, operation by operation."""

    account: str
    edition: str
    left_out: dict[str, str] = field(default_factory=dict[str, str])
    ran: int = 0
    refused: list[str] = field(default_factory=list[str])
    impossible: dict[str, str] = field(default_factory=dict[str, str])
    different: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    kinds: Counter[str] = field(default_factory=Counter[str])
    headers_lacking: Counter[str] = field(default_factory=Counter[str])
    headers_added: Counter[str] = field(default_factory=Counter[str])
    answers: int = 0
    left: list[str] = field(default_factory=list[str])

    def add(self, name: str, sandbox: Attempt, hubspot: Attempt) -> None:
        """Compare the answers to an operation on both."""
        refused = next((one for one in hubspot.exchanges if one.status in NO_ACCESS), None)
        if hubspot.impossible or sandbox.impossible or refused:
            on = "HubSpot" if hubspot.impossible or refused else "the sandbox"
            reason = (
                hubspot.impossible or sandbox.impossible or (f"{refused.title}: {refused.status}" if refused else "")
            )
            self.impossible[name] = f"{on}: {reason}"
            return
        self.ran += 1
        if sandbox.outcome.error and hubspot.outcome.error:
            self.refused.append(name)
        lines = self._calls(sandbox, hubspot)
        if lines:
            self.different[name] = lines

    def _calls(self, sandbox: Attempt, hubspot: Attempt) -> list[str]:
        lines: list[str] = []
        for ours, theirs in zip(sandbox.exchanges, hubspot.exchanges, strict=False):
            self.answers += 1
            if (ours.method, ours.title) != (theirs.method, theirs.title):
                lines.append(f"next request: {ours.title} on the sandbox, {theirs.title} on HubSpot")
                self.kinds["course"] += 1
                return lines
            found = difference(ours, theirs)
            self.headers_lacking.update(found.headers_lacking)
            self.headers_added.update(found.headers_added)
            if found:
                lines += [found.call, *(f"  {line}" for line in found.lines())]
                self._count(found)
        if len(sandbox.exchanges) != len(hubspot.exchanges):
            lines.append(f"requests: {len(sandbox.exchanges)} on the sandbox, {len(hubspot.exchanges)} on HubSpot")
            self.kinds["course"] += 1
        return lines

    def _count(self, found: Difference) -> None:
        self.kinds["status"] += bool(found.status)
        self.kinds["fields"] += bool(found.lacking or found.added)
        self.kinds["types"] += bool(found.types)

    def text(self) -> str:
        """The report."""
        lines = [f"{self.account}, edition {self.edition}", ""]
        for name, found in self.different.items():
            lines += [name, *(f"  {line}" for line in found), ""]
        lines += _table("Headers that only HubSpot sends", self.headers_added, self.answers)
        lines += _table("Headers that only the sandbox sends", self.headers_lacking, self.answers)
        lines += _section("Refused by both, so only refusals were compared", self.refused)
        lines += _section("Not possible here", [f"{name}: {reason}" for name, reason in self.impossible.items()])
        lines += _section("Left out", [f"{name}: {reason}" for name, reason in self.left_out.items()])
        lines += _section("LEFT BEHIND, to be deleted by hand", self.left)
        counts = ", ".join(f"{count} in {kind}" for kind, count in sorted(self.kinds.items()) if count) or "none"
        lines.append(
            f"{self.ran} operations ran, {len(self.different)} of them differ ({counts});"
            f" {len(self.impossible)} not possible, {len(self.left_out)} left out"
        )
        return "\n".join(lines)


def _table(title: str, counted: Counter[str], of: int) -> list[str]:
    return _section(title, [f"{name} ({count} of {of} answers)" for name, count in sorted(counted.items())])


def _section(title: str, lines: list[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines), ""] if lines else []
