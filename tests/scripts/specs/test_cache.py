"""A document that was normalised before comes out of the cache as it would be made, with what was counted of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.specs import cache as cache_module
from scripts.specs.cache import normalised
from scripts.specs.collection import Document
from scripts.specs.normalise import Tally
from scripts.specs.overlay import Correction, read_overlays

CORRECTION = """
[[correction]]
reason = "r"
documents = ["crm/*"]
at = "/components/schemas/Thing/required"
remove = true
matches = 1
"""


def document(content: Any, sha256: str = "1") -> Document:
    return Document(path="p.json", area="CRM", api="Things", rollout=1, version="v3", sha256=sha256, content=content)


@pytest.fixture
def corrections(tmp_path: Path) -> list[Correction]:
    (tmp_path / "overlays").mkdir()
    (tmp_path / "overlays" / "x.toml").write_text(CORRECTION)
    return read_overlays(tmp_path / "overlays")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were normalised, by their hash."""
    found: list[str] = []
    normalise = cache_module.normalise

    def noted(document: Document, **options: Any) -> Any:
        found.append(document.sha256)
        return normalise(document, **options)

    monkeypatch.setattr(cache_module, "normalise", noted)
    return found


def run(one: Document, corrections: list[Correction], cache: Path | None, edition: str = "v3") -> tuple[bytes, Tally]:
    tally = Tally()
    data = normalised(one, edition=edition, key="crm/things", corrections=corrections, tally=tally, cache=cache)
    return data, tally


def test_what_is_kept_is_what_would_be_made(upstream, corrections, made: list[str], tmp_path: Path) -> None:
    one = document(upstream())
    fresh = run(one, corrections, None)
    assert run(one, corrections, tmp_path / "cache") == run(one, corrections, tmp_path / "cache") == fresh
    assert made == ["1", "1"]
    assert fresh[1].overlays == {"x.toml#1": 1}


def test_another_document_edition_or_correction_is_made_anew(
    upstream, corrections, made: list[str], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    one = document(upstream())
    run(one, corrections, cache)
    run(document(upstream(), sha256="2"), corrections, cache)
    run(one, corrections, cache, edition="2026-03")
    data, _ = run(one, [], cache)
    assert (len(made), b'"required"' in data) == (4, True)


def test_other_scripts_make_everything_anew(
    upstream, corrections, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    shutil.copytree(Path(cache_module.__file__).parent, code)
    monkeypatch.setattr(cache_module, "_CODE", [code])
    one = document(upstream())
    for edit in ("", "# edited\n"):
        (code / "mend.py").write_text((code / "mend.py").read_text() + edit)
        cache_module._code.cache_clear()
        run(one, corrections, tmp_path / "cache")
    cache_module._code.cache_clear()
    assert len(made) == 2


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-1],
    "one letter": lambda data: data.replace(b"thingId", b"thingIt"),
    "without its hash": lambda data: data.partition(b"\n")[2],
    "longer": lambda data: data + b"x",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_anew(upstream, corrections, made: list[str], tmp_path: Path, damage: str) -> None:
    one = document(upstream())
    fresh = run(one, corrections, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert run(one, corrections, tmp_path / "cache") == fresh
    assert len(made) == 2
