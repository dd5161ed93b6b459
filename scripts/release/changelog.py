"""The changelog's sections: what is not released yet, and the released versions below it."""

from __future__ import annotations

import re

UNRELEASED = "## [Unreleased]\n"
_RELEASED = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def released(text: str) -> list[tuple[str, str]]:
    """Every released version with its day, the newest first."""
    return _RELEASED.findall(text)


def waiting(text: str) -> str:
    """What the section of unreleased changes says. ValueError where there is none."""
    _, found, rest = text.partition(UNRELEASED)
    if not found:
        raise ValueError(f"CHANGELOG.md has no heading {UNRELEASED.strip()}")
    return rest.partition("\n## [")[0].strip()


def cut(text: str, version: str, day: str) -> str:
    """The text with its unreleased changes under a version. ValueError if there are none, or the version is there."""
    if not waiting(text):
        raise ValueError("CHANGELOG.md has nothing under Unreleased")
    if not _newer(version, [known for known, _ in released(text)]):
        raise ValueError(f"CHANGELOG.md has {released(text)[0][0]} already; {version} is not newer")
    return text.replace(UNRELEASED, f"{UNRELEASED}\n## [{version}] - {day}\n", 1)


def _newer(version: str, known: list[str]) -> bool:
    def order(each: str) -> tuple[int, ...]:
        return tuple(map(int, each.split(".")))

    return all(order(version) > order(each) for each in known)
