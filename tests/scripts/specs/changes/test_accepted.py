"""Breaking changes that somebody has looked at do not stop again, and nothing else is let through by them."""

import json
from copy import deepcopy

import pytest

from scripts.specs.changes.__main__ import main
from scripts.specs.changes.accepted import read_accepted, to_paste, undecided
from scripts.specs.changes.report import report
from scripts.specs.changes.state import State
from scripts.specs.changes.touched import Use
from scripts.specs.errors import SpecsError

USES = [Use("Create thing", "v3", "POST", "/crm/v3/things", "")]
COMMIT = "b" * 40


@pytest.fixture
def groups(document):
    after = deepcopy(document)
    after["components"]["schemas"]["Thing"]["required"].append("size")
    after["components"]["schemas"]["Thing"]["properties"]["size"]["type"] = "string"
    states = [State({"v3": {"crm/things": each}}, {"commit": COMMIT}) for each in (document, after)]
    return report(*states, uses=USES).stopping


def entries(tmp_path, text):
    file = tmp_path / "accepted.toml"
    file.write_text(text, encoding="utf-8")
    return read_accepted(file)


def test_what_is_to_be_pasted_covers_what_it_was_made_of_once_it_has_a_reason(groups, tmp_path):
    assert len(groups) == 3
    text = to_paste(groups, COMMIT)
    assert "# Create thing\n# POST /crm/v3/things\n" in text
    with pytest.raises(SpecsError, match=r"accepted\.toml: entry 1: reason missing"):
        entries(tmp_path, text)
    accepted = entries(tmp_path, text.replace('reason = ""', 'reason = "it was so all along"'))
    assert undecided(groups, accepted, COMMIT) == []
    assert undecided(groups, accepted[1:], COMMIT) == [groups[0]]


@pytest.mark.parametrize(
    ("field", "value"),
    [("commit", "c" * 12), ("edition", "2026-03"), ("api", "crm/other"), ("rule", "api-removed"), ("was", "x")],
)
def test_an_entry_is_for_one_change_of_one_commit(groups, tmp_path, field, value):
    (entry,) = entries(tmp_path, to_paste(groups[:1], COMMIT).replace('reason = ""', 'reason = "well"'))
    values = {name: getattr(entry, name) for name in ("commit", "edition", "api", "rule", "was", "now", "reason")}
    text = "[[accepted]]\n" + "".join(
        f"{name} = {json.dumps(each)}\n" for name, each in (values | {field: value}).items()
    )
    assert undecided(groups[:1], entries(tmp_path, text), COMMIT) == [groups[0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[accepted]]\nwhy = 1", "entry 1: unknown why"),
        ('[[accepted]]\ncommit = "b"\nedition="v3"\napi="a"\nrule="r"\nreason="x"', "at least 7 digits"),
        ("[[accepted", "accepted.toml: "),
    ],
)
def test_an_entry_that_is_not_understood_is_named(tmp_path, text, message):
    with pytest.raises(SpecsError, match=message):
        entries(tmp_path, text)


def test_no_file_accepts_nothing(groups, tmp_path):
    assert undecided(groups, read_accepted(tmp_path / "none.toml"), COMMIT) == list(groups)


def test_the_command_says_what_to_paste_and_is_content_with_it(tmp_path, capsys):
    """An operation that the facade names goes: first it stops, then the entry is there."""
    folders = []
    for name, path in (("old", "/crm/owners/2026-03"), ("new", "/x")):
        (tmp_path / name / "2026-03" / "crm").mkdir(parents=True)
        content = {"paths": {path: {"get": {"operationId": path, "responses": {}}}}}
        (tmp_path / name / "2026-03" / "crm" / "owners.json").write_text(json.dumps(content), encoding="utf-8")
        lock = {"commit": name * 20, "date": "2026-01-02", "documents": {"2026-03": {}}}
        (tmp_path / name / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
        folders.append(str(tmp_path / name))
    arguments = ["--before", folders[0], "--after", folders[1]]
    assert main(arguments) == 1
    _, mark, pasted = capsys.readouterr().out.partition("[[accepted]]")
    accepted = (mark + pasted).replace('reason = ""', 'reason = "owners left"')
    (tmp_path / "new" / "accepted.toml").write_text(accepted, encoding="utf-8")
    assert main([*arguments, "--write"]) == 0
    assert "[[accepted]]" not in capsys.readouterr().out
    assert "api-removed" in (tmp_path / "new" / "CHANGES.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "new" / "changes.json").read_bytes())["to"] == "newnewnewnew of 2026-01-02"
