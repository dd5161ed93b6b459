"""From a specs folder to a generated package, and nothing lost on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.codegen import __main__ as command
from scripts.codegen.check import check
from scripts.codegen.documents import CodegenError
from scripts.codegen.edition import generate
from scripts.codegen.losses import missing_fields
from scripts.codegen.tree import ASIDE, PACKAGE, build, read, replace
from tests.scripts.codegen.conftest import (
    CONTACTS,
    FORMS,
    LISTS,
    OBJECTS,
    RECORD,
    answer,
    document,
    operation,
    path_parameters,
    put,
    ref,
)


def generated(specs: Path) -> Path:
    target = specs.parent / "generated"
    replace(specs, target)
    return target


def snapshot(root: Path) -> dict[str, str]:
    return {p.relative_to(root).as_posix(): p.read_text() for p in root.rglob("*") if p.suffix in (".py", ".json")}


def test_a_call_can_be_built_and_parsed(specs: Path) -> None:
    program = """
import hubspot_openapi
operations = hubspot_openapi.load("v3", "crm.objects")
call = operations.get_by_id("contacts", "a/b")
print(call.path, call.parse(200, "application/json", b'{"id": 1}').id, sorted(operations.OPERATIONS))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=generated(specs), capture_output=True, text=True, check=True
    )
    assert done.stdout == "/crm/v3/objects/contacts/a%2Fb 1 ['get_all', 'get_by_id', 'merge']\n"


def test_object_documents_fold_into_the_generic_one(specs: Path) -> None:
    tree = generated(specs) / PACKAGE / "v3" / "crm"
    assert sorted(p.name for p in tree.iterdir() if p.is_dir()) == ["lists", "objects"]
    assert '"/crm/v3/objects/{objectType}/merge"' in (tree / "objects" / "operations.py").read_text()


def test_equal_schemas_are_kept_once_and_conflicting_names_told_apart(specs: Path) -> None:
    tree = generated(specs) / PACKAGE / "v3"
    classes = {
        file.relative_to(tree).as_posix(): re.findall(r"^class (\w+)", file.read_text(), flags=re.M)
        for file in tree.rglob("*.py")
        if file.name == "models.py" or file.parent.name == "shared"
    }
    assert classes == {
        "shared/__init__.py": [],
        "shared/crm.py": ["Record"],
        "crm/objects/models.py": [],
        "crm/lists/models.py": ["Option"],
        "marketing/forms/models.py": ["FormsOption"],
    }


@pytest.mark.parametrize("name", ["required", "x-kind", "properties"])
def test_schemas_that_differ_in_one_field_are_both_kept_whatever_it_is_called(specs: Path, name: str) -> None:
    for api, kind in (("first", "string"), ("second", "integer")):
        thing = {"type": "object", "properties": {name: {"type": kind}}}
        put(
            specs,
            f"crm/{api}",
            document({f"/crm/{api}": {"get": operation("x", answer(ref("Thing")))}}, {"Thing": thing}),
        )
    tree = generated(specs) / PACKAGE / "v3" / "crm"
    assert ": str | None" in (tree / "first" / "models.py").read_text()
    assert ": int | None" in (tree / "second" / "models.py").read_text()


def test_generating_twice_gives_the_same_bytes(specs: Path) -> None:
    first = snapshot(generated(specs))
    assert snapshot(generated(specs)) == first
    assert list(check(specs, specs.parent / "generated")) == []


def test_a_name_once_given_stays(specs: Path) -> None:
    lock = specs / "names.json"
    lock.write_text(json.dumps({"crm.lists": {"GET /crm/lists/{}": "fetch"}, "crm.gone": {"GET /gone": "get_all"}}))
    generated(specs)
    names = json.loads(lock.read_text())
    assert (names["crm.lists"], names["crm.gone"]) == ({"GET /crm/lists/{}": "fetch"}, {"GET /gone": "get_all"})


@pytest.mark.parametrize("renamed", [0, 1])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_swap_leaves_what_was_there(specs: Path, monkeypatch, renamed: int, error) -> None:
    target = generated(specs)
    before, rename, done = snapshot(target), Path.rename, list[Path]()

    def interrupted(self: Path, to: Path) -> Path:
        done.append(self)
        if len(done) == renamed + 1:
            raise error
        return rename(self, to)

    put(specs, "crm/more", document({"/crm/more": {"get": operation("x", answer(ref("Record")))}}, {"Record": RECORD}))
    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(error):
        replace(specs, target)
    assert snapshot(target) == before
    assert [each.name for each in sorted(specs.parent.iterdir())] == ["generated", "specs"]


def test_what_a_killed_run_took_away_comes_back_with_the_next_whatever_that_does(specs: Path) -> None:
    target = generated(specs)
    before, aside = snapshot(target), specs.parent / ASIDE
    aside.mkdir()
    (target / PACKAGE).rename(aside / "old")
    put(specs, "crm/odd", document({"/odd": {"get": operation("x", answer({"type": "nothing"}))}}, {}))
    with pytest.raises(CodegenError):
        replace(specs, target)
    assert snapshot(target) == before
    assert not aside.exists()


def test_documents_that_a_killed_run_left_half_published_are_not_generated_from(specs: Path) -> None:
    (specs / ".incoming" / ".previous").mkdir(parents=True)
    with pytest.raises(CodegenError, match="neither the old nor the new one: `make specs` was killed"):
        read(specs)


@pytest.mark.parametrize("names", ["{", '{"a": {}}\n<<<<<<< ours\n', "\x00"])
def test_names_that_cannot_be_read_are_not_taken_for_none(specs: Path, names: str) -> None:
    (specs / "names.json").write_text(names)
    with pytest.raises(CodegenError, match=r"names\.json is not JSON"):
        read(specs)


@pytest.mark.parametrize("schemas", [{"Record": True}, {"Record": None}, [], 7])
def test_a_document_that_was_edited_into_none_is_named(specs: Path, schemas: object) -> None:
    put(specs, "crm/lists", {**LISTS, "components": {"schemas": schemas}})
    with pytest.raises(CodegenError, match=r"^v3/crm/lists\.json is not an OpenAPI document"):
        build(specs)


@pytest.mark.parametrize("parameters", [None, 7, [7], {"a": 1}, [{}], [{"in": "query"}]])
def test_a_call_that_was_edited_into_none_is_named(specs: Path, parameters: object) -> None:
    item = {"get": {**operation("x", answer(ref("Record"))), "parameters": parameters}}
    put(specs, "crm/lists", document({"/crm/lists": item}, {"Record": RECORD}))
    with pytest.raises(CodegenError, match=r"^v3/crm/lists\.json"):
        build(specs)


def test_the_check_tells_an_edited_a_missing_and_a_foreign_file(specs: Path) -> None:
    root = generated(specs) / PACKAGE
    (root / "v3" / "shared" / "crm.py").write_text("edited = True\n")
    (root / "v3" / "crm" / "lists" / "models.py").unlink()
    (root / "v3" / "stray.py").touch()
    problems = list(check(specs, specs.parent / "generated"))
    assert "generated/hubspot_openapi/v3/shared/crm.py differs from what the documents give" in problems
    assert "generated/hubspot_openapi/v3/crm/lists/models.py is missing" in problems
    assert "generated/hubspot_openapi/v3/stray.py is not generated any more" in problems


def test_the_check_tells_a_module_that_does_not_import(specs: Path) -> None:
    root = generated(specs) / PACKAGE
    (root / "v3" / "shared" / "crm.py").write_text("import nothing_of_this_name\n")
    assert any("does not import" in problem for problem in check(specs, specs.parent / "generated"))


def test_the_check_tells_a_lost_endpoint(specs: Path) -> None:
    file = generated(specs) / PACKAGE / "v3" / "crm" / "lists" / "operations.py"
    file.write_text(file.read_text().replace('"/crm/v3/lists/{listId}"', '"/crm/v3/lists/{other}"'))
    assert "no endpoint for v3 crm.lists get_by_id GET /crm/v3/lists/{listId}" in list(
        check(specs, specs.parent / "generated")
    )


def test_a_batch_answer_with_errors_stands_for_the_plain_one_too(specs: Path) -> None:
    plain = {"type": "object", "properties": {"results": {"type": "array", "items": ref("Record")}}}
    rich = {"type": "object", "properties": {**plain["properties"], "numErrors": {"type": "integer"}}}
    answers = answer(ref("Batch")) | answer(ref("BatchWithErrors"), "207")
    path = {"/crm/v3/things/batch/read": {"post": operation("x", answers)}}
    put(specs, "crm/things", document(path, {"Record": RECORD, "Batch": plain, "BatchWithErrors": rich}))
    text = (generated(specs) / PACKAGE / "v3" / "crm" / "things" / "operations.py").read_text()
    assert '{200: "BatchWithErrors", 207: "BatchWithErrors"}' in text
    assert "-> Call[models.BatchWithErrors]:" in text


def test_scopes_and_exemptions_are_facts_of_the_operation(specs: Path) -> None:
    get = operation(
        "x", answer(ref("Record")), security=[{"oauth2": ["b", "a"]}, {"private_apps": []}, {"oauth2": ["c"]}]
    )
    get["x-hubspot-rate-limit-exemptions"] = ["ten-secondly"]
    put(specs, "crm/things", document({"/crm/v3/things": {"get": get}}, {"Record": RECORD}))
    text = (generated(specs) / PACKAGE / "v3" / "crm" / "things" / "operations.py").read_text()
    assert 'scopes=("a b", "c")' in text
    assert 'exemptions=("ten-secondly",)' in text


def broken(kind: str) -> object:
    """A document that cannot be generated."""
    get = operation("x", answer(ref("Record")))
    return {
        "no JSON": "{",
        "no paths": {"openapi": "3.0.1"},
        "path parameter that the path lacks": document(
            {"/crm/v3/things": {"get": {**get, "parameters": path_parameters("id")}}}, {"Record": RECORD}
        ),
        "reference to nothing": document({"/crm/v3/things": {"get": operation("x", answer(ref("Lost")))}}, {}),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["no JSON", "no paths", "path parameter that the path lacks", "reference to nothing"],
)
def test_a_document_that_breaks_the_generator_is_named_and_nothing_changes(
    specs: Path, kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = generated(specs)
    before = snapshot(specs.parent)
    file = put(specs, "crm/things", {})
    made = broken(kind)
    file.write_text(made if isinstance(made, str) else json.dumps(made))
    monkeypatch.setattr(command, "replace", lambda cache: replace(specs, target))
    assert command.main(["generate"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert "v3/crm/things.json" in told
    file.unlink()
    assert snapshot(specs.parent) == before


def test_operations_whose_names_meet_are_both_there(specs: Path) -> None:
    for api, path in (("a", "/crm/v3/a/b/c"), ("a_b", "/crm/v3/a-b/c")):
        put(specs, f"crm/{api}", document({path: {"get": operation("x", answer(ref("Record")))}}, {"Record": RECORD}))
    names = {"crm.a": {"GET /crm/a/b/c": "b_c"}, "crm.a_b": {"GET /crm/a-b/c": "c"}}
    (specs / "names.json").write_text(json.dumps(names))
    (edition,), _ = build(specs)
    for api, name, path in (("a", "b_c", "/crm/v3/a/b/c"), ("a_b", "c", "/crm/v3/a-b/c")):
        text = edition.files[f"crm/{api}/operations.py"]
        assert f"def {name}(" in text
        assert f"'{path}'" in text


def test_no_documents_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    with pytest.raises(CodegenError, match="run `make specs` first"):
        build(tmp_path / "specs")


def test_the_documents_used_here_are_different_where_they_should_be() -> None:
    assert LISTS["components"]["schemas"]["Option"] != FORMS["components"]["schemas"]["Option"]


@pytest.mark.parametrize("difference", ["parameter", "answer"])
def test_an_object_document_that_the_generic_one_cannot_stand_for_stays_an_api(specs: Path, difference: str) -> None:
    get = operation("x", answer(ref("Record")))
    schemas = {"Record": RECORD}
    if difference == "parameter":
        get["parameters"] = [{"in": "query", "name": "colour", "schema": {"type": "string"}}]
    else:
        schemas = {"Record": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    same = operation("y", answer(None, "204"), parameters=path_parameters("dealId"))
    paths = {"/crm/v3/objects/deals": {"get": get}, "/crm/v3/objects/deals/{dealId}": {"delete": same}}
    put(specs, "crm/deals", document(paths, schemas))
    generated(specs)
    assert list(check(specs, specs.parent / "generated")) == []
    (edition,), _ = build(specs)
    made = {(entry.api, entry.method, entry.path) for entry in edition.merged.entries.values()}
    assert {
        ("crm.deals", "get", "/crm/v3/objects/deals"),
        ("crm.objects", "delete", "/crm/v3/objects/{objectType}/{objectId}"),
        ("crm.objects", "get", "/crm/v3/objects/{objectType}"),
    } <= made


def test_the_generic_document_keeps_the_path_that_another_has_too(specs: Path) -> None:
    path = "/crm/v3/objects/{objectType}"
    odd = operation("x", answer(ref("Odd")), parameters=path_parameters("objectType"))
    more = {f"{path}/odd{number}": {"get": odd} for number in range(9)}
    schemas = {"Odd": {"type": "object", "properties": {"odd": {"type": "integer"}}}}
    put(specs, "crm/appointments", document({path: {"get": odd}, **more}, schemas))
    (edition,), _ = build(specs)
    found = {(entry.path, entry.api) for entry in edition.merged.entries.values()}
    assert (path, "crm.objects") in found
    assert (path, "crm.appointments") not in found


def test_a_beta_of_an_object_type_is_not_folded_into_a_stable_document(specs: Path) -> None:
    paths = {"/crm/objects/2026-09-beta/projects": {"get": operation("x", answer(ref("Record")))}}
    put(specs, "crm/projects", document(paths, {"Record": RECORD}))
    (edition,), _ = build(specs)
    made = {(entry.api, entry.path) for entry in edition.merged.entries.values()}
    assert ("crm.projects", "/crm/objects/2026-09-beta/projects") in made


def test_an_edition_without_the_generic_document_folds_into_that_of_custom_objects(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    put(specs, "crm/custom_objects", OBJECTS)
    put(specs, "crm/contacts", CONTACTS)
    (edition,), _ = build(specs, specs / "authored")
    assert {entry.api for entry in edition.merged.entries.values()} == {"crm.objects"}
    assert len(edition.merged.entries) == 3  # a page, one, and merge


def test_a_folder_that_is_not_named_as_an_edition_is_an_error(specs: Path) -> None:
    (specs / "latest").mkdir()
    with pytest.raises(CodegenError, match="specs/latest is not an edition; there are v3"):
        build(specs)


def test_the_check_tells_a_field_that_a_model_lost(specs: Path) -> None:
    (sources,), _ = read(specs)
    edition = generate(sources)
    assert list(missing_fields(edition)) == []
    path = "crm/lists/models.py"
    edition.files[path] = edition.files[path].replace("__wire__ = 'listId", "__wire__ = 'other")
    assert list(missing_fields(edition)) == ["v3/crm/lists.json: schema Option loses listId"]
