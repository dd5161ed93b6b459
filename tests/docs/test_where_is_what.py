"""Modules, functions and folders that the pages written by hand name are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "hubspot_facade"
RENDERED = {"operations.md", "methods.md", "editions.md", "sandbox-coverage.md"}
WRITTEN = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "specs/README.md", ROOT / "examples/README.md"]
    + [page for page in ROOT.glob("docs/**/*.md") if page.name not in RENDERED]
)
MADE_ON_DEMAND = {".demo/", ".peers/", ".cache/", "upstream/", "specs/accepted.toml", "accepted.toml"}
"""What is not in every checkout."""
HOMES = (
    ROOT,
    PACKAGE,
    PACKAGE / "sandbox",
    ROOT / "specs",
    ROOT / "tests",
    ROOT / "tests/data/wire",
    ROOT / "tests/contract",
)
QUESTIONS = re.findall(r"^\* (Where .+?\?) (.+)$", (ROOT / "docs/architecture.md").read_text("utf-8"), re.MULTILINE)


def defined(path: Path) -> set[str]:
    """The classes and functions of a module, and the methods of its classes."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
    return found


def test_there_are_questions():
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize(("question", "answer"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_what_answers_a_question_is_where_the_page_says(question: str, answer: str):
    places = re.findall(r"`([\w/]+\.py)`(?:: `([\w.]+)`)?", answer)
    assert places, question
    for path, name in places:
        assert not name or name in defined(PACKAGE / path), f"{path} has no {name}"
        assert (PACKAGE / path).exists(), path


@pytest.mark.parametrize("page", WRITTEN, ids=[page.name for page in WRITTEN])
def test_files_and_folders_that_a_page_names_are_there(page: Path):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.][\w./-]*(?:\.(?:py|toml|md|json|yaml)|/))`", text)) - MADE_ON_DEMAND
    homes = (page.parent, *HOMES)
    assert sorted(each for each in named if not any((home / each).exists() for home in homes)) == []
