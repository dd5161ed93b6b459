"""What is kept in files."""

from __future__ import annotations

import os
from pathlib import Path

from scripts.cache import Cache


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", limit=2)
    for number, key in enumerate("abc"):
        cache.write(key, key.encode())
        os.utime(cache.folder / key, (number, number))
    assert cache.read("a") == b"a"
    cache.trim()
    assert [cache.read(key) for key in "abc"] == [b"a", None, b"c"]


def test_the_content_of_one_key_is_not_taken_for_anothers(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=9)
    cache.write("a", b"content")
    (tmp_path / "a").rename(tmp_path / "b")
    assert cache.read("b") is None


def test_bytes_of_every_kind_come_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=9)
    for data in (b"", b"\n\n", bytes(range(256))):
        cache.write("a", data)
        assert cache.read("a") == data
