"""What the doctor finds, as data: nothing of it is secret, so that it may be pasted into an issue."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Findings:
    """Each part is empty where it could not be found out; `problems` says why, `exit_code` how bad it is."""

    versions: dict[str, str] = field(default_factory=dict[str, str])
    extras: dict[str, bool] = field(default_factory=dict[str, bool])
    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    connection: dict[str, Any] = field(default_factory=dict[str, Any])
    token: dict[str, Any] = field(default_factory=dict[str, Any])
    limits: dict[str, Any] = field(default_factory=dict[str, Any])
    scopes: list[str] | None = None
    lacking: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    endings: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    problems: list[str] = field(default_factory=list[str])
    exit_code: int = 0

    def problem(self, text: str, exit_code: int = 0) -> None:
        """Note a problem. The exit code of the command is that of the first one that has one."""
        self.problems.append(text)
        self.exit_code = self.exit_code or exit_code

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON data."""
        return asdict(self)
