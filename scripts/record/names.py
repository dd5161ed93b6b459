"""Names of operations from a command line."""

from __future__ import annotations

from hubspot_facade.catalogue.operations import Catalogue


def names_in(text: str) -> list[str]:
    """The operations named in a text, separated by commas; a name may contain commas. Raises UnknownOperation."""
    catalogue, parts, names = Catalogue(), [part.strip() for part in text.split(",") if part.strip()], list[str]()
    while parts:
        longest = next((n for n in range(len(parts), 0, -1) if ", ".join(parts[:n]) in catalogue), 1)
        names.append(catalogue[", ".join(parts[:longest])].name)
        parts = parts[longest:]
    return list(dict.fromkeys(names))
