"""What must hold of the built site: links lead somewhere, other hosts are not asked, no Markdown is left over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("form", "action")}
"""Elements and attributes whose addresses a browser loads by itself, or sends something to."""
NOT_LOADED = {"canonical", "prev", "next", "alternate"}
_IN_STYLES = re.compile(r"(?:@import\s+|url\()\s*[\"']?((?:https?:)?//[^\"')\s]+)")
_LEFT_OVER = re.compile(r"^(?:[*-] |\d+\. |```|#+ )|\]\([^)\s]*\)|^\|.*\|$|^::: ", re.MULTILINE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Anchors, links and what is loaded of a page, and the text of its paragraphs without code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element has."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        for name, value in given.items():
            if (tag, name) in LOADED and not (tag == "link" and given.get("rel") in NOT_LOADED):
                self.loaded.append(value)
            elif name == "style":
                self.loaded += _IN_STYLES.findall(value)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it that have no end."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep the text of paragraphs, and what styles of the page load."""
        if "style" in self._open:
            self.loaded += _IN_STYLES.findall(data)
        elif "p" in self._open and "code" not in self._open:
            self.paragraphs[-1] += data


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the site in a folder, a line each."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(folder).as_posix()
        yield from (f"{name}: loads {each}" for each in page.loaded if urlsplit(each).netloc)
        yield from (f"{name}: {each} leads nowhere" for each in page.links if not _leads(each, path, pages, folder))
        for paragraph in page.paragraphs:
            yield from (f"{name}: {left[0]!r} is left of Markdown" for left in _LEFT_OVER.finditer(paragraph))
    for path in sorted(folder.rglob("*.css")):
        for each in _IN_STYLES.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: loads {each}"


def _leads(link: str, path: Path, pages: dict[Path, Page], folder: Path) -> bool:
    """Whether a link leads to a page or file of the site and an anchor of it; other hosts are not asked."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    home = folder if parts.path.startswith("/") else path.parent
    target = Path(os.path.normpath(home / unquote(parts.path).lstrip("/"))) if parts.path else path
    if target.is_dir():
        target /= "index.html"
    if not parts.fragment or parts.fragment == "__skip":
        return target.is_file()
    return target in pages and unquote(parts.fragment) in pages[target].anchors
