"""Documents that came, went, moved, or hold what another one held."""

import json
import shutil
from copy import deepcopy

import pytest

from scripts.specs.changes.state import State, compare, read_revision, read_state
from scripts.specs.changes.touched import Use
from scripts.specs.changes.uses import revision_uses
from scripts.specs.errors import SpecsError
from scripts.specs.layout import ROOT


def state(documents, *, folder="v3", commit="a" * 40):
    paths = {
        edition: {key: {"path": f"PublicApiSpecs/A/B/Rollouts/1/{folder}/b.json"} for key in named}
        for edition, named in documents.items()
    }
    return State(documents, {"commit": commit, "date": "2026-01-02", "documents": paths})


def told(old, new):
    return [
        (api.edition, api.key, api.note, sorted({(one.operation, one.change.rule) for one in api.findings}))
        for api in compare(old, new)
    ]


def test_equal_states_do_not_differ(document):
    assert compare(state({"v3": {"crm/things": document}}), state({"v3": {"crm/things": deepcopy(document)}})) == []


@pytest.mark.parametrize(("note", "rule"), [("new", "endpoint-added"), ("gone", "api-removed")])
def test_a_document_that_appears_or_disappears_is_named_so(document, note, rule):
    few, many = state({"v3": {}}), state({"v3": {"crm/things": document}})
    old, new = (few, many) if note == "new" else (many, few)
    assert told(old, new) == [
        ("v3", "crm/things", note, [("GET /crm/v3/things/{thingId}", rule), ("POST /crm/v3/things", rule)])
    ]


def test_an_edition_that_goes_takes_its_documents_with_it(document):
    assert [each[:3] for each in told(state({"v3": {"crm/things": document}}), state({}))] == [
        ("v3", "crm/things", "gone")
    ]


def test_a_document_of_another_version_folder_is_named_so(document):
    after = json.loads(json.dumps(document).replace("/crm/v3/", "/crm/v4/"))
    found = told(state({"v3": {"crm/things": document}}), state({"v3": {"crm/things": after}}, folder="v4"))
    assert found == [
        (
            "v3",
            "crm/things",
            "now from folder v4, before from v3",
            [("GET /crm/v3/things/{thingId}", "api-path-renamed"), ("POST /crm/v3/things", "api-path-renamed")],
        )
    ]


def test_an_operation_that_another_document_has_now_is_moved(document):
    after, other = deepcopy(document), deepcopy(document)
    del after["paths"]["/crm/v3/things"]
    del other["paths"]["/crm/v3/things/{thingId}"]
    old, new = state({"v3": {"crm/things": document}}), state({"v3": {"crm/things": after, "crm/other": other}})
    (came, went) = compare(old, new)
    assert (came.key, came.note) == ("crm/other", "new")
    (finding,) = went.findings
    assert (finding.change.rule, finding.change.now, finding.change.severity.value) == (
        "api-moved",
        "crm/other",
        "warning",
    )


def test_a_state_is_read_from_a_folder_by_its_lock(document, tmp_path):
    (tmp_path / "v3" / "crm").mkdir(parents=True)
    (tmp_path / "v3" / "crm" / "things.json").write_text(json.dumps(document), encoding="utf-8")
    assert read_state(tmp_path).documents == {}
    lock = {"commit": "b" * 40, "date": "2026-01-02", "documents": {"v3": {}, "v4": {}}}
    (tmp_path / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
    found = read_state(tmp_path)
    assert found.documents == {"v3": {"crm/things": document}}
    assert found.name == "bbbbbbbbbbbb of 2026-01-02"


def test_a_state_is_read_from_a_revision(document, repository):
    repository.write("specs/v3/crm/things.json", json.dumps(document).encode())
    repository.write("specs/lock.json", b'{"commit": "cc", "date": "2026-01-02", "documents": {"v3": {}}}')
    first = repository.commit()
    repository.write("specs/v3/crm/things.json", b'{"paths": {}}')
    repository.commit()
    assert read_revision(first, repository.root).documents == {"v3": {"crm/things": document}}
    assert read_revision("HEAD", repository.root).documents == {"v3": {"crm/things": {"paths": {}}}}
    with pytest.raises(SpecsError, match="git archive failed"):
        read_revision("--remote=nowhere", repository.root)


def test_documents_of_our_own_are_compared_in_every_edition_that_names_them(document, tmp_path):
    def folder(name, words):
        after = deepcopy(document)
        after["servers"] = [{"url": words}]
        (tmp_path / name / "authored" / "crm").mkdir(parents=True)
        (tmp_path / name / "v3").mkdir()
        (tmp_path / name / "authored" / "crm" / "ours.json").write_text(json.dumps(after), encoding="utf-8")
        lock = {"documents": {"v3": {}}, "authored": {"v3": ["crm/ours"]}}
        (tmp_path / name / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
        return read_state(tmp_path / name, authored=tmp_path / name / "authored")

    found = told(folder("old", "https://a.example.com"), folder("new", "https://b.example.com"))
    assert found == [("v3", "crm/ours", "", [("", "server-url-changed")])]


CATALOGUE = """
class Entry:
    name = "Find"
    owner = None
    def calls(self, edition):
        return [type("Call", (), {"edition": edition, "method": "GET", "path": "/x"})]
Catalogue = lambda: [Entry()]
editions = lambda: ["v3"]
"""


def test_names_are_those_of_the_revision_that_is_compared_with(repository):
    """What is gone from the catalogue since has its name there."""
    shutil.copytree(
        ROOT / "scripts", repository.root / "scripts", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    repository.write("hubspot_facade/__init__.py", b"")
    repository.write("hubspot_facade/catalogue/__init__.py", b"")
    repository.write("hubspot_facade/catalogue/operations.py", CATALOGUE.encode())
    repository.write("generated/keep", b"")
    first = repository.commit()
    repository.write("hubspot_facade/catalogue/operations.py", b"raise ValueError('no catalogue')")
    repository.commit()
    assert revision_uses(first, repository.root) == [Use("Find", "v3", "GET", "/x", "")]
    with pytest.raises(SpecsError, match="the catalogue of HEAD cannot be read: ValueError: no catalogue"):
        revision_uses("HEAD", repository.root)
