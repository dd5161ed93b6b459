"""The pages written by hand use none of the words that CONTRIBUTING asks to avoid."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RENDERED = {"operations.md", "methods.md", "editions.md", "sandbox-coverage.md"}
PAGES = sorted(
    [*ROOT.glob("*.md"), ROOT / "specs/README.md", *(ROOT / "examples").iterdir()]
    + [page for page in ROOT.glob("docs/**/*.md") if page.name not in RENDERED]
)
CODE = re.compile(r"^```.*?^```$|^ {2,}```.*?^ {2,}```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
ADVICE = re.compile(r"^Choose plain English.*?^$", re.MULTILINE | re.DOTALL)
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def avoided() -> list[str]:
    """The words that CONTRIBUTING prints in italics where it says what to avoid, "a, b" being two."""
    (advice,) = ADVICE.findall(CONTRIBUTING)
    return [word for words in re.findall(r"\*([^*]+)\*", advice) for word in words.split(", ")]


def found_in(text: str) -> list[str]:
    prose = ADVICE.sub("", CODE.sub("", text))
    words = [word for word in avoided() if word not in ("stands in", "counts")]  # which have a plain meaning too
    return [word for word in words if re.search(rf"\b{word.replace(' ', chr(92) + 's+')}\b", prose, re.IGNORECASE)]


def test_a_word_to_avoid_is_found_across_lines_and_not_in_code():
    assert found_in("It is held\nagainst the document, `told` and\n```\nof old\n```\n") == ["held against"]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_uses_plain_words(page: Path):
    assert found_in(page.read_text(encoding="utf-8")) == []
