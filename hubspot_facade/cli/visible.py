"""Texts of others on a terminal: what would move its cursor, set its title or write backwards is shown as an escape."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs"))
_KEPT = frozenset("\n\t\u200c\u200d")  # the last two join and separate letters


def visible(text: str) -> str:
    """The text with control characters, marks of direction and halves of characters written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        ascii(each)[1:-1] if each not in _KEPT and unicodedata.category(each) in _HIDDEN else each for each in text
    )
