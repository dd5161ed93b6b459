"""Whether a document that is to be committed holds facts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scripts.specs.facts import facts
from scripts.specs.walk import Node, escape

WORDS = 4
"""The most words that a name or a value may have (HubSpot has "Customer-facing public API"); more is prose."""


def prose(document: Node, *, title: str) -> Iterator[str]:
    """JSON pointers of what the allow-list drops from `document`, entitled `title`, and of every long text in it."""
    yield from _beyond(document, facts(document, title=title, tally=Counter()), "")
    yield from _long_texts(document, "")


def _beyond(node: Any, allowed: Any, pointer: str) -> Iterator[str]:
    if isinstance(node, dict) and isinstance(allowed, dict):
        for key, value in node.items():
            where = f"{pointer}/{escape(key)}"
            if key in allowed:
                yield from _beyond(value, allowed[key], where)
            else:
                yield where
    elif isinstance(node, list) and isinstance(allowed, list) and len(node) == len(allowed):
        for number, (value, kept) in enumerate(zip(node, allowed, strict=True)):
            yield from _beyond(value, kept, f"{pointer}/{number}")
    elif node != allowed:
        yield pointer


def _long_texts(node: Any, pointer: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if len(key.split()) > WORDS:
                yield f"{pointer}/{escape(key)}"
            yield from _long_texts(value, f"{pointer}/{escape(key)}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _long_texts(value, f"{pointer}/{number}")
    elif isinstance(node, str) and len(node.split()) > WORDS:
        yield pointer
