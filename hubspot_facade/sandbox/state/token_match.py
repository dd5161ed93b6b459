"""Text as search compares it: without case, and by words, where `*` in a pattern stands for any characters."""

import re
from functools import lru_cache

_SEPARATORS = re.compile(r"[^\w*]+")
_WORDS = re.compile(r"\w+")


def folded(value: str | None) -> str | None:
    """The value without case; SQLite's own `lower` knows the letters of ASCII only."""
    return None if value is None else str(value).lower()


@lru_cache(maxsize=1024)
def _patterns(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The words of a pattern, each cut at its stars."""
    return tuple(tuple(part.split("*")) for part in _SEPARATORS.split(pattern.lower()) if part)


def _fits(word: str, parts: tuple[str, ...]) -> bool:
    """Whether a word has these parts in their order, from its beginning to its end.

    The first place of a part is the best, so nothing is tried twice, as a regular expression would for ever.
    """
    first, *between = parts
    if not between:
        return word == first
    last = between.pop()
    at, end = len(first), len(word) - len(last)
    if at > end or not word.startswith(first) or not word.endswith(last):
        return False
    for part in between:
        at = word.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def longest_literal(pattern: str) -> str:
    """The longest run of word characters that a value must have to match; empty when there is none."""
    return max(_WORDS.findall(pattern.lower()), key=len, default="")


def tokens_match(value: str | None, pattern: str) -> int:
    """1 when every word of the pattern is a word of the value, else 0; letters' case does not matter."""
    if value is None:
        return 0
    words = {*_WORDS.findall(value.lower())}
    return int(
        all(
            parts[0] in words if len(parts) == 1 else any(_fits(word, parts) for word in words)
            for parts in _patterns(pattern)
        )
    )
