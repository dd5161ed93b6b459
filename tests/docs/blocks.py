"""The blocks of code of the pages.

Each runs in test_blocks.py, unless a comment before it says what else runs it, or why nothing can:
`<!-- run by tests/… -->` names a test that runs it with what it needs, `<!-- not run: … -->` says why it cannot run,
and the page says so too. `<!-- every block run by tests/… -->` is for a whole page. Blocks of text are what programs
print.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RENDERED = {"operations.md", "methods.md", "editions.md", "sandbox-coverage.md"}
"""Pages made from the code. Their samples run as cassettes, and signatures are no programs."""
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "examples/README.md",
        ROOT / "specs/README.md",
    )
    if page.name not in RENDERED
)
_BLOCK = re.compile(
    r"^(?: *<!-- (?P<mark>[^\n]*) -->\n+)?(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A block of a page, by the line on which it begins."""

    page: str
    line: int
    language: str
    text: str
    mark: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def runner(self) -> str:
        """The file of tests that the comment names, if it does."""
        return next(iter(re.findall(r"^run by (\S+)", self.mark)), "")

    @property
    def reason(self) -> str:
        """Why nothing can run the block, if the comment says so."""
        return self.mark.partition("not run: ")[2]


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page, in their order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    of_all = next(iter(re.findall(r"^<!-- every block (.*) -->$", text, re.MULTILINE)), "")
    return [
        Block(
            page,
            text[: found.start("language")].count("\n") + 1,
            found["language"],
            found["text"],
            found["mark"] or of_all,
        )
        for found in _BLOCK.finditer(text)
    ]


ALL = [block for page in PAGES for block in blocks_of(page)]
