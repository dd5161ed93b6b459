"""The pages of the site: docs/ and a few files from elsewhere, with links that lead where each is on the site."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
FROM_ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "examples/README.md": "examples/index.md",
    "specs/README.md": "specs.md",
}
PICTURES = (".gif", ".png", ".svg")
_CODE = re.compile(r"(^(?P<indent> *)```.*?^(?P=indent)```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^ *<!--.*?-->\n+", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)|(?P<attribute>src|href)=\"(?P<url>[^\"]+)\""
)
_BAR = "\\|"
_HELD = re.compile("\0(\\d+)\0")


def place(path: str) -> str | None:
    """Where a file of the repository is on the site; None if it is not there."""
    if path in FROM_ELSEWHERE:
        return FROM_ELSEWHERE[path]
    inside = PurePosixPath(path)
    if inside.parts[0] == "docs" and (inside.suffix == ".md" or inside.suffix in PICTURES):
        return str(inside.relative_to("docs"))
    if inside.parent == PurePosixPath("examples") and inside.suffix == ".py":
        return f"examples/{inside.stem}.md"
    return None


def sources(root: Path = ROOT) -> list[str]:
    """The files of the repository that are on the site, as paths from its root."""
    found = [*root.glob("docs/**/*.*"), *root.glob("examples/*.py"), *(root / path for path in FROM_ELSEWHERE)]
    paths = (str(path.relative_to(root).as_posix()) for path in found if path.is_file())
    return sorted(path for path in paths if place(path))


def text_of(path: str, root: Path = ROOT) -> str:
    """The page that a Markdown file or an example becomes."""
    text = (root / path).read_text(encoding="utf-8")
    return _program(path, text) if path.endswith(".py") else moved(text, path)


def moved(text: str, path: str) -> str:
    """A page's text for its place on the site: without comments; links to files that the site lacks are plain text."""
    held: list[str] = []

    def hold(code: re.Match[str]) -> str:
        held.append(_piped(code[0]))
        return f"\0{len(held) - 1}\0"

    def link(found: re.Match[str]) -> str:
        target = _moved_target(found["target"] or found["url"], path)
        if found["attribute"]:
            return f'{found["attribute"]}="{target}"' if target else found[0]
        return f"{found['bang']}[{found['text']}]({target})" if target else found["text"]

    return _HELD.sub(lambda code: held[int(code[1])], _LINK.sub(link, _COMMENT.sub("", _CODE.sub(hold, text))))


def _piped(code: str) -> str:
    """A piece of code for a cell of a table: the builders show the backslash before a bar of it."""
    if code.lstrip().startswith("```") or _BAR not in code:
        return code
    return f"<code>{escape(code[1:-1], quote=False).replace(_BAR, '&#124;')}</code>"


def _moved_target(target: str, path: str) -> str | None:
    """A link's target as seen from the page's place; None if the site lacks it."""
    file, mark, fragment = target.partition("#")
    if not file or "://" in file or file.startswith("mailto:"):
        return target
    there = place(os.path.normpath(f"{PurePosixPath(path).parent}/{file}"))
    here = place(path)
    if there is None or here is None:
        return None
    return os.path.relpath(there, PurePosixPath(here).parent) + mark + fragment


def _program(path: str, text: str) -> str:
    return f"# {PurePosixPath(path).name}\n\n```python\n{text}```\n"
