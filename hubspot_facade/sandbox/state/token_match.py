"""Text as search compares it: without case, and by words, where `*` in a pattern stands for any characters."""

import re
from functools import lru_cache

_SEPARATORS = re.compile(r"[^\w*]+")
_WORDS = re.compile(r"\w+")


def folded(value: str | None) -> str | None:
    """The value without case; SQLite's own `lower` knows the letters of ASCII only."""
    return None if value is None else str(value).lower()


@lru_cache(maxsize=1024)
def _patterns(pattern: str) -> tuple[re.Pattern[str], ...]:
    parts = [part for part in _SEPARATORS.split(pattern.lower()) if part]
    words = (r"\w*".join(map(re.escape, part.split("*"))) for part in parts)
    return tuple(re.compile(rf"(?<!\w)(?=\w){word}(?!\w)") for word in words)


def longest_literal(pattern: str) -> str:
    """The longest run of word characters that a value must have to match; empty when there is none."""
    return max(_WORDS.findall(pattern.lower()), key=len, default="")


def tokens_match(value: str | None, pattern: str) -> int:
    """1 when every word of the pattern is a word of the value, else 0; letters' case does not matter."""
    if value is None:
        return 0
    text = value.lower()
    return int(all(one.search(text) for one in _patterns(pattern)))
