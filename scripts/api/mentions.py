"""Whether a changelog mentions every public name that came, went or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable


def names(lines: Iterable[str]) -> dict[str, str]:
    """Name → its line."""
    return {line.partition("  ")[0]: line for line in lines if line and not line.startswith("#")}


def unmentioned(released: Iterable[str], current: Iterable[str], changelog: str) -> list[str]:
    """Differences from the released names that the changelog's text does not mention, one sentence each.

    A name that came or went together with the one it belongs to need not be mentioned.
    """
    old, new = names(released), names(current)
    came, went = new.keys() - old.keys(), old.keys() - new.keys()
    changed = {name for name in new.keys() & old.keys() if new[name] != old[name]}
    return [
        f"{what}: {name}"
        for what, found in (("came", came), ("went", went), ("changed", changed))
        for name in sorted(found)
        if not any(_named(each, changelog) for each in [name, *(_owners(name) & found)])
    ]


def _owners(name: str) -> set[str]:
    """The names that a name belongs to: ``HubSpot.contacts.create`` to ``HubSpot.contacts`` and ``HubSpot``."""
    if name.startswith("operations["):
        return {"operations"}
    parts = re.split(r"([ .])", name)
    return {"".join(parts[:end]) for end in range(1, len(parts), 2)}


def _named(name: str, changelog: str) -> bool:
    """Whether the text has the name, in full, or without the client's or the module's."""
    bare = re.sub(r'^(HubSpot\.|hubspot_facade\.sandbox\.|hubspot_facade\.|operations\["|hubspot-facade )', "", name)
    spellings = "|".join(re.escape(each.removesuffix('"]')) for each in (name, bare))
    return re.search(rf"(?<![\w.])(hs\.)?({spellings})(?!\w)", changelog) is not None


def unreleased(changelog: str) -> str:
    """The text of the section on what is not released yet."""
    _, _, rest = changelog.partition("## [Unreleased]")
    return rest.partition("\n## [")[0]
