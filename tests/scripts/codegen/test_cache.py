"""Generating anew only what changed gives what generating everything gives, whatever became of the cache."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from scripts.codegen import cache as cache_module
from scripts.codegen import result as result_module
from scripts.codegen.cache import key_of
from scripts.codegen.edition import Sources
from scripts.codegen.result import Result, result
from scripts.codegen.tree import files, made, read
from tests.scripts.codegen.conftest import FORMS, LISTS, answer, document, operation, put, ref


@pytest.fixture
def editions(specs: Path) -> Path:
    """Specs of two editions."""
    put(specs, "crm/lists", LISTS, edition="2026-03")
    put(specs, "marketing/forms", FORMS, edition="2026-03")
    return specs


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions that were generated, all in this process."""
    names: list[str] = []

    def noted(wanted: list[Sources]) -> list[Result]:
        names.extend(sources.name for sources in wanted)
        return [result(sources) for sources in wanted]

    monkeypatch.setattr(result_module, "_made", noted)
    return names


def renamed(specs: Path, edition: str) -> None:
    """Change a document of one edition."""
    schemas = {**LISTS["components"]["schemas"]}
    schemas["Option"] = {"type": "object", "properties": {"optionId": {"type": "string"}}}
    put(specs, "crm/lists", document(LISTS["paths"], schemas), edition=edition)


def test_only_the_edition_that_changed_is_generated_again(editions: Path, tmp_path: Path, generated: list[str]) -> None:
    made(editions, cache=tmp_path / "cache")
    renamed(editions, "2026-03")
    generated.clear()
    cached, _ = made(editions, cache=tmp_path / "cache")
    assert generated == ["2026-03"]
    assert "optionId" in files(cached)["v2026_03/crm/lists/models.py"]
    assert cached == made(editions)[0]


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "empty": lambda file, other: file.write_bytes(b""),
    "cut": lambda file, other: file.write_bytes(file.read_bytes()[:-100]),
    "one letter": lambda file, other: file.write_bytes(file.read_bytes().replace(b"listId", b"listIt", 1)),
    "no text": lambda file, other: file.write_bytes(b"\xff\xfe" + file.read_bytes()),
    "another edition's": lambda file, other: shutil.copy(other, file),
    "a folder": lambda file, other: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_as_good_as_none(editions: Path, tmp_path: Path, generated: list[str], damage: str) -> None:
    folder = tmp_path / "cache"
    fresh, _ = made(editions, cache=folder)
    first, second = sorted(folder.iterdir())
    other = shutil.copy(second, tmp_path / "other")
    DAMAGES[damage](first, other)
    DAMAGES[damage](second, shutil.copy(first, tmp_path / "one") if first.is_file() else other)
    generated.clear()
    assert made(editions, cache=folder)[0] == fresh
    assert generated


def test_other_code_or_tools_make_the_cache_void(
    editions: Path, tmp_path: Path, generated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(editions, cache=tmp_path / "cache")
    code = tmp_path / "code"
    shutil.copytree(Path(cache_module.__file__).parent, code)
    versions = Path(shutil.copy(cache_module._VERSIONS, tmp_path))
    monkeypatch.setattr(cache_module, "_CODE", code)
    monkeypatch.setattr(cache_module, "_VERSIONS", versions)
    keys = []
    edits = [edited(file) for file in (code / "render.py", code / "templates" / "models.py.jinja", versions)]
    for change in (lambda: None, *edits, updated):
        change() if change is not updated else updated(monkeypatch)
        cache_module._code.cache_clear()
        keys.append(key_of(read(editions)[0][0]))
    monkeypatch.undo()
    cache_module._code.cache_clear()
    assert len(set(keys)) == len(keys)
    assert keys[0] == key_of(read(editions)[0][0])


@pytest.mark.parametrize(
    ("package", "hashed"),
    [("codegen", {"codegen", "versions", "cache"}), ("specs", {"specs", "codegen", "versions", "cache"})],
)
def test_no_script_matters_that_is_not_part_of_the_key(package: str, hashed: set[str]) -> None:
    """``scripts.cache`` makes the key, and has no part in what is kept under it."""
    files = (Path(cache_module.__file__).parents[1] / package).rglob("*.py")
    imported = re.findall(r"^from scripts[. ](?:import )?(\w+)", "\n".join(file.read_text() for file in files), re.M)
    assert set(imported) <= hashed


def edited(file: Path) -> Callable[[], object]:
    return lambda: file.write_text(file.read_text() + "\n")


def updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer generator is installed."""
    monkeypatch.setattr(cache_module, "version", lambda name: "99")


def test_a_cache_that_cannot_be_written_changes_nothing(editions: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands in the way")
    assert made(editions, cache=tmp_path / "cache")[0] == made(editions)[0]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_documents_changes_nothing(editions: Path, seed: int) -> None:
    for number, kind in enumerate(("companies", "deals", "tickets")):
        thing = {"type": "object", "properties": {f"field{number}": {"type": "string"}}}
        path = {f"/crm/v3/objects/{kind}/thing{number}": {"get": operation("x", answer(ref("Thing")))}}
        put(editions, f"crm/{kind}", document(path, {"Thing": thing}))
    for sources in read(editions)[0]:
        documents, left = list(sources.documents), list(sources.folded.documents)
        random.Random(seed).shuffle(documents)  # noqa: S311  # no secret
        random.Random(seed).shuffle(left)  # noqa: S311  # no secret
        shuffled = attrs.evolve(sources, documents=documents, folded=attrs.evolve(sources.folded, documents=left))
        assert result(shuffled).files == result(sources).files
