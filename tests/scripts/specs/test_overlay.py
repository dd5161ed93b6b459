"""Corrections as data."""

from pathlib import Path
from typing import Any

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.overlay import Correction, check_counts, read_overlays

HEAD = '[[correction]]\nreason = "r"\ndocuments = ["crm/*"]\nmatches = 1\n'


def corrections(tmp_path: Path, text: str) -> list[Correction]:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    return read_overlays(tmp_path)


def apply(tmp_path: Path, text: str, document: dict[str, Any]) -> int:
    (correction,) = corrections(tmp_path, HEAD + text)
    return correction.apply(document)


def test_replace_touches_what_stands_there(tmp_path: Path) -> None:
    document = {"a": {"b": {"type": "string"}, "c": {"type": "integer"}, "d": {}}}
    assert apply(tmp_path, 'at = "/a/*/type"\nreplace = "number"', document) == 2
    assert document == {"a": {"b": {"type": "number"}, "c": {"type": "number"}, "d": {}}}


def test_was_narrows_the_places(tmp_path: Path) -> None:
    document = {"a": {"b": {"type": "string"}, "c": {"type": "integer"}}}
    assert apply(tmp_path, 'at = "/a/*/type"\nwas = "string"\nreplace = "number"', document) == 1
    assert document["a"]["c"]["type"] == "integer"


def test_add_touches_only_where_nothing_stands(tmp_path: Path) -> None:
    document: dict[str, Any] = {"a": {"b": {"type": "string"}, "c": {}}}
    assert apply(tmp_path, 'at = "/a/*/type"\nadd = {x = 1}', document) == 1
    assert document == {"a": {"b": {"type": "string"}, "c": {"type": {"x": 1}}}}


def test_remove_takes_keys_and_list_items(tmp_path: Path) -> None:
    document = {"paths": {"/a/{b}": {"parameters": [{"name": "x"}, {"name": "limit"}, {"name": "y"}]}}}
    assert apply(tmp_path, 'at = "/paths/~1a~1{b}/parameters/[name=limit]"\nremove = true', document) == 1
    assert document == {"paths": {"/a/{b}": {"parameters": [{"name": "x"}, {"name": "y"}]}}}


def test_list_items_are_named_by_index_too(tmp_path: Path) -> None:
    document = {"a": ["x", "y"]}
    assert apply(tmp_path, 'at = "/a/1"\nreplace = "z"', document) == 1
    assert document == {"a": ["x", "z"]}


def test_a_place_that_is_not_there_is_not_touched(tmp_path: Path) -> None:
    document = {"a": {}}
    assert apply(tmp_path, 'at = "/b/c"\nadd = 1', document) == 0
    assert document == {"a": {}}


def test_documents_and_editions_are_chosen(tmp_path: Path) -> None:
    (correction,) = corrections(tmp_path, HEAD + 'editions = ["v3"]\nat = "/a"\nremove = true')
    assert correction.applies("v3", "crm/deals")
    assert not correction.applies("2026-03", "crm/deals")
    assert not correction.applies("v3", "cms/deals")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[correction]]\ndocuments=["a"]\nat="/a"\nmatches=1\nremove=true', r"x\.toml#1: reason missing"),
        (HEAD + 'at = "/a"', "exactly one of add, replace, remove"),
        (HEAD + 'at = "/a"\nadd = 1\nremove = true', "exactly one of add, replace, remove"),
        (HEAD + 'at = "a"\nadd = 1', "not a JSON pointer"),
        (HEAD + 'at = "/a"\nadd = 1\nwhy = 1', "unknown why"),
        ("[[corrections]]\n", r"only \[\[correction\]\] entries"),
        ("[[correction", r"overlay x\.toml: "),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SpecsError, match=message):
        corrections(tmp_path, text)


@pytest.mark.parametrize(
    ("count", "advice"), [(0, "upstream may have mended it: delete the entry"), (2, "correct 'matches'")]
)
def test_another_number_of_places_is_an_error(tmp_path: Path, count: int, advice: str) -> None:
    read = corrections(tmp_path, HEAD + 'at = "/a"\nremove = true')
    check_counts(read, {"x.toml#1": 1})
    with pytest.raises(
        SpecsError, match=rf"x\.toml#1 \(crm/\*\) touched {count} places, not the 1 it expects; .*{advice}"
    ):
        check_counts(read, {"x.toml#1": count})


def test_some_places_are_any_number_but_none(tmp_path: Path) -> None:
    read = corrections(tmp_path, HEAD.replace("matches = 1", 'matches = "some"') + 'at = "/a"\nremove = true')
    check_counts(read, {"x.toml#1": 7})
    with pytest.raises(SpecsError, match=r"touched 0 places, not the some it expects; .*delete the entry"):
        check_counts(read, {})
