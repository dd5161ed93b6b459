"""Numbers of things, in words."""

from __future__ import annotations


def counted(count: int, noun: str, several: str | None = None) -> str:
    """`1 row`, `2,000 rows`, `2 retries`; `several` is the plural where it is not the noun with an s."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
