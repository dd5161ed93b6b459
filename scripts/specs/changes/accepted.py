"""``specs/accepted.toml``: breaking changes of named operations that somebody has looked at, each with the reason.

An entry is for one commit of the collection; those of earlier commits are ignored.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.specs.changes.groups import Group
from scripts.specs.errors import SpecsError

FIELDS = ("commit", "edition", "api", "rule", "was", "now", "reason")


@dataclass(frozen=True)
class Accepted:
    """One change that may break."""

    commit: str
    """The commit of the collection that brought the change; shortened or in full."""
    edition: str
    api: str
    rule: str
    was: str
    now: str
    reason: str

    def covers(self, group: Group, commit: str) -> bool:
        """Whether this refers to `group`, a change that `commit` of the collection brought."""
        same = (self.edition, self.api, self.rule, self.was, self.now)
        return commit.startswith(self.commit) and same == (group.edition, group.key, group.rule, group.was, group.now)


def read_accepted(file: Path) -> list[Accepted]:
    """The entries of a file; none where there is no file. SpecsError names one that is incomplete or lacks a reason."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except tomllib.TOMLDecodeError as error:
        raise SpecsError(f"{file.name}: {error}") from None
    return [_entry(f"{file.name}: entry {number}", each) for number, each in enumerate(data.get("accepted", ()), 1)]


def _entry(where: str, entry: dict[str, Any]) -> Accepted:
    unknown = sorted(entry.keys() - set(FIELDS))
    absent = [name for name in FIELDS if name not in ("was", "now") and not str(entry.get(name, "")).strip()]
    if unknown:
        raise SpecsError(f"{where}: unknown {', '.join(unknown)}")
    if absent:
        raise SpecsError(f"{where}: {', '.join(absent)} missing")
    if len(entry["commit"]) < 7:
        raise SpecsError(f"{where}: the commit is a hash of at least 7 digits")
    return Accepted(**{name: str(entry.get(name, "")) for name in FIELDS})


def undecided(groups: Iterable[Group], accepted: Sequence[Accepted], commit: str) -> list[Group]:
    """The changes that break named operations and that nobody has accepted."""
    return [each for each in groups if each.stops and not any(entry.covers(each, commit) for entry in accepted)]


def to_paste(groups: Iterable[Group], commit: str) -> str:
    """Entries for these changes, with the reason left to be written."""
    return "\n".join(_pasted(each, commit) for each in groups)


def _pasted(group: Group, commit: str) -> str:
    values = {"commit": commit[:12], "edition": group.edition, "api": group.key, "rule": group.rule}
    values |= {name: value for name, value in (("was", group.was), ("now", group.now)) if value} | {"reason": ""}
    fields = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    operations = "".join(f"# {each}\n" for each in group.operations)
    return f"[[accepted]]\n# {', '.join(group.named)}\n{operations}{fields}"
