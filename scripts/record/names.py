"""Names of operations as a person writes them on a command line."""

from __future__ import annotations

from hubspot_facade.catalogue.operations import Catalogue


def names_in(text: str) -> list[str]:
    """The operations named in a text, commas between them; a name may have commas itself. Raises UnknownOperation."""
    catalogue, parts, names = Catalogue(), [part.strip() for part in text.split(",") if part.strip()], list[str]()
    while parts:
        longest = next((n for n in range(len(parts), 0, -1) if ", ".join(parts[:n]) in catalogue), 1)
        names.append(catalogue[", ".join(parts[:longest])].name)
        parts = parts[longest:]
    return list(dict.fromkeys(names))
