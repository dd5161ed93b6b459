"""Corrections as data."""

import re
from pathlib import Path
from typing import Any

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.overlay import Correction, read_overlays
from scripts.specs.overlay_fit import Trial, check_fit

HEAD = '[[correction]]\nreason = "r"\ndocuments = ["crm/*"]\nmatches = 1\n'


def corrections(tmp_path: Path, text: str) -> list[Correction]:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    return read_overlays(tmp_path)


def apply(tmp_path: Path, text: str, document: dict[str, Any]) -> int:
    (correction,) = corrections(tmp_path, HEAD + text)
    return correction.apply(document).touched


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


KIND = "/components/schemas/Thing/properties/kind/type"


def thing(kind: str | None) -> dict[str, Any]:
    return {"components": {"schemas": {"Thing": {"properties": {"kind": {"type": kind}}}} if kind else {}}}


def fit(tmp_path: Path, text: str, *documents: dict[str, Any], matches: str = "1") -> list[str]:
    read = corrections(tmp_path, HEAD.replace("matches = 1", f"matches = {matches}") + text)
    trials = [
        Trial(each.name, "v3", f"crm/{number}", each.apply(document))
        for each in read
        for number, document in enumerate(documents)
    ]
    return check_fit(read, trials).get("x.toml#1", [])


REPLACE = f'at = "{KIND}"\nwas = "string"\nreplace = "number"'
REMOVE = f'at = "{KIND}"\nremove = true'
ADD = f'at = "{KIND.replace("type", "format")}"\nadd = "date"'


@pytest.mark.parametrize("matches", ["1", '"some"'])
@pytest.mark.parametrize(
    ("text", "document", "said"),
    [
        (REPLACE, thing("number"), rf"nothing is left to mend: {KIND} of crm/0 in v3 is as the entry says; delete"),
        (REPLACE, thing(None), rf"nothing is left to mend: {KIND} is gone from crm/0 in v3; delete the entry"),
        (REMOVE, {"components": {"schemas": {"Thing": {"properties": {"kind": {}}}}}}, rf"{KIND} of crm/0 in v3 is as"),
        (ADD, thing(None), r"/format is gone from crm/0 in v3; delete the entry"),
    ],
)
def test_what_is_mended_or_gone_upstream_is_a_note_that_names_document_and_place(
    tmp_path: Path, text: str, document: dict[str, Any], said: str, matches: str
) -> None:
    (note,) = fit(tmp_path, text, document, matches=matches)
    assert re.search(said, note)


def test_a_correction_without_any_document_is_a_note(tmp_path: Path) -> None:
    (note,) = fit(tmp_path, REPLACE)
    assert note.endswith(f"{KIND} is gone from crm/* in every edition; delete the entry")


@pytest.mark.parametrize("matches", ["1", '"some"'])
def test_what_looks_different_stops_and_is_shown(tmp_path: Path, matches: str) -> None:
    with pytest.raises(
        SpecsError, match=rf'{KIND} of crm/0 in v3 holds "boolean", neither "string", .* specs/overlays/x\.toml'
    ):
        fit(tmp_path, REPLACE, thing("boolean"), matches=matches)


def test_an_addition_finds_another_value_in_its_place(tmp_path: Path) -> None:
    document = thing("string")
    document["components"]["schemas"]["Thing"]["properties"]["kind"]["format"] = "time"
    with pytest.raises(SpecsError, match='holds "time", neither no value'):
        fit(tmp_path, ADD, document)


def test_one_document_of_many_that_looks_different_is_a_note(tmp_path: Path) -> None:
    (note,) = fit(tmp_path, REPLACE, thing("string"), thing("boolean"), thing("number"), matches='"some"')
    assert note == f'crm/1 in v3 is not corrected: {KIND} holds "boolean" by now'


def test_other_places_beside_those_that_are_mended_say_nothing(tmp_path: Path) -> None:
    text = REPLACE.replace("/kind/", "/*/")
    document = {
        "components": {"schemas": {"Thing": {"properties": {"a": {"type": "string"}, "b": {"type": "boolean"}}}}}
    }
    assert fit(tmp_path, text, document) == []


def test_fewer_places_than_known_are_a_note_and_more_stop(tmp_path: Path) -> None:
    (note,) = fit(tmp_path, REPLACE, thing("string"), thing("number"), matches="2")
    assert note == f"1 of 2 places are left: {KIND} of crm/1 in v3 is as the entry says; set 'matches' to 1"
    with pytest.raises(SpecsError, match=r"fits 2 places, not 1: 1 of crm/0 in v3, 1 of crm/1 in v3; .*'matches'"):
        fit(tmp_path, REPLACE, thing("string"), thing("string"))


def test_what_fits_has_no_note(tmp_path: Path) -> None:
    assert fit(tmp_path, REPLACE, thing("string"), thing(None)) == []
    assert fit(tmp_path, REPLACE, thing("string"), thing("string"), matches='"some"') == []
