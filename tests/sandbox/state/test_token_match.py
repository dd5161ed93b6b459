"""Matching by words: what a definition word by word finds, and nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.sandbox.state.token_match import tokens_match

TEXTS = st.text(alphabet="aAbé_1 -.@ßİK'", max_size=12)
PATTERNS = st.text(alphabet="aAbé_1* -@ßK", max_size=6)


def is_like(word: str, pattern: str) -> bool:
    """Whether a word is the pattern, whose `*` is any run of letters: tried letter by letter."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(is_like(word[start:], pattern[1:]) for start in range(len(word) + 1))
    return bool(word) and word[0] == pattern[0] and is_like(word[1:], pattern[1:])


@given(value=TEXTS, pattern=PATTERNS)
def test_every_word_of_the_pattern_is_a_word_of_the_value(value, pattern):
    words = re.findall(r"\w+", value.lower())
    wanted = re.findall(r"[\w*]+", pattern.lower())
    assert tokens_match(value, pattern) == all(any(is_like(word, one) for word in words) for one in wanted)


def test_no_value_matches_nothing():
    assert tokens_match(None, "*") == 0
    assert tokens_match("- -", "*") == 0


def test_a_pattern_of_many_stars_takes_no_longer_than_a_long_text():
    """As a regular expression it would take longer than anybody lives."""
    assert tokens_match("a" * 60_000 + "!", "*a" * 30 + "*b") == 0
    assert tokens_match("a" * 60_000 + "!", "*a" * 30 + "*") == 1
