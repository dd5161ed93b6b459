"""The report, line by line."""

import json
from copy import deepcopy

import pytest

from scripts.specs.changes.__main__ import main
from scripts.specs.changes.cassettes import Cassette
from scripts.specs.changes.page import page, shown, some
from scripts.specs.changes.report import report
from scripts.specs.changes.state import State
from scripts.specs.changes.touched import Use

USES = [Use("Create thing", "v3", "POST", "/crm/v3/things", "")]
CASSETTES = [Cassette("v3/crm/create-thing.yaml", frozenset({("POST", "/crm/v3/things")}))]

PAGE = """\
# Changes of the documents

Written by `make specs`; how to read it and what to do: [maintaining](../docs/maintaining.md).

From aaaaaaaaaaaa of 2026-01-02 to bbbbbbbbbbbb of 2026-02-03.

All of it as data: [changes.json](changes.json).

| edition | APIs | changed | new | gone | operations | added | removed | breaking | of named | warnings \
| python | other |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
| v3 | 2 | 1 | 1 | 0 | 3 | 2 | 1 | 2 | 1 | 1 | 0 | 2 |

## Breaking, and named operations are touched

### v3 crm/things

* **breaking** `request-property-became-required` `body Thing.size`: `POST /crm/v3/things`
  * named: Create thing
  * cassettes: `v3/crm/create-thing.yaml`

## Everything, by API

<details><summary>v3 crm/more: new; 1 other</summary>

* `endpoint-added`: `GET /crm/v3/things/{thingId}`, `POST /crm/v3/things` (named: Create thing)

</details>

<details><summary>v3 crm/things: 2 breaking, 1 warning, 1 other</summary>

* **breaking** `api-removed`: `DELETE /crm/v3/things`
* **breaking** `request-property-became-required` `body Thing.size`: `POST /crm/v3/things` (named: Create thing)
* warning `api-security-updated` `scopes` `things.write` → `things.read`: `POST /crm/v3/things` (named: Create thing)
* `response-property-became-required` `answer Thing.size`: `POST /crm/v3/things` (named: Create thing)

</details>
"""


@pytest.fixture
def states(document):
    """A document that changes, and one that comes."""
    before, after = deepcopy(document), deepcopy(document)
    before["paths"]["/crm/v3/things"]["delete"] = {"responses": {}}
    del after["paths"]["/crm/v3/things/{thingId}"], before["paths"]["/crm/v3/things/{thingId}"]
    after["paths"]["/crm/v3/things"]["post"]["security"] = [{"oauth2": ["things.read"]}]
    after["components"]["schemas"]["Thing"]["required"].append("size")
    return (
        State({"v3": {"crm/things": before}}, {"commit": "a" * 40, "date": "2026-01-02"}),
        State({"v3": {"crm/things": after, "crm/more": document}}, {"commit": "b" * 40, "date": "2026-02-03"}),
    )


def test_the_page_line_by_line(states):
    assert page(report(*states, uses=USES, cassettes=CASSETTES)) == PAGE


def test_what_is_printed_names_what_breaks(states):
    lines = shown(report(*states, uses=USES)).splitlines()
    assert lines[1].split() == ["v3", "2", "1", "1", "0", "3", "2", "1", "2", "1", "1", "0", "2"]
    assert lines[3:] == [
        "breaks Create thing: v3 crm/things: request-property-became-required body Thing.size: POST /crm/v3/things"
    ]


def test_without_names_nothing_stops(states):
    made = report(*states)
    assert made.stopping == ()
    assert "\nNone.\n" in page(made)


def test_no_difference_is_told_as_such(states):
    made = report(states[0], states[0])
    assert page(made).endswith(
        "From aaaaaaaaaaaa of 2026-01-02 to aaaaaaaaaaaa of 2026-01-02.\n\nNo document differs.\n"
    )
    assert shown(made) == "no document differs from those before\n"


def test_many_names_are_shortened_where_they_are_printed():
    assert some(["a", "b"], 2) == "a, b"
    assert some(["a", "b", "c"], 2) == "a, b and 1 more"


def test_nothing_is_cut_on_the_page(document):
    """Fifty values of fifty fields of fifty operations, all of them named."""
    before, after = deepcopy(document), deepcopy(document)
    names = [f"name{number}" for number in range(50)]
    for each in (before, after):
        for name in names:
            each["paths"][f"/crm/v3/{name}"] = deepcopy(document["paths"]["/crm/v3/things"])
    after["components"]["schemas"]["Thing"]["properties"] |= {name: {"type": "string"} for name in names}
    after["components"]["schemas"]["Thing"]["properties"]["kind"]["enum"] = ["A", "B", *(f"value-{n}" for n in names)]
    uses = [Use(f"Make {name}", "v3", "POST", f"/crm/v3/{name}", "") for name in names]
    made = report(State({"v3": {"crm/things": before}}, {}), State({"v3": {"crm/things": after}}, {}), uses=uses)
    text = page(made)
    assert " more" not in text
    wanted = [f for n in names for f in (f"`POST /crm/v3/{n}`", f"`body Thing.{n}`", f"value-{n}", f"Make {n}")]
    assert [each for each in wanted if each not in text] == []
    assert len(json.loads(made.data())["changes"]) == len(made.groups)


def test_what_only_python_sees_is_a_category_beside_the_wire(document):
    after = deepcopy(document)
    after["paths"]["/crm/v3/things/{thingId}"]["get"]["operationId"] = "readOne"
    made = report(State({"v3": {"crm/things": document}}, {}), State({"v3": {"crm/things": after}}, {}))
    assert "* python `operation-id-changed` `get` → `readOne`: `GET /crm/v3/things/{thingId}`" in page(made)
    assert "<summary>v3 crm/things: 1 python</summary>" in page(made)
    assert [(each["category"], each["rule"]) for each in json.loads(made.data())["changes"]] == [
        ("python", "operation-id-changed")
    ]


@pytest.fixture
def folders(tmp_path):
    """Two folders like specs/: the second lacks the owners of the first."""

    def put(name, paths):
        folder = tmp_path / name / "2026-03" / "crm"
        folder.mkdir(parents=True)
        content = {"paths": {path: {"get": {"operationId": path, "responses": {}}} for path in paths}}
        (folder / "owners.json").write_text(json.dumps(content), encoding="utf-8")
        lock = {"commit": name * 20, "documents": {"2026-03": {}}}
        (tmp_path / name / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
        return str(tmp_path / name)

    owners = "/crm/owners/2026-03"
    return put("ab", [owners, "/crm/owners/2026-03/nobody-names-this"]), put("cd", [owners]), put("ef", ["/x"])


def test_the_command_fails_only_where_names_break(folders, capsys):
    full, less, none = folders
    assert main(["--before", full, "--after", less]) == 0
    assert "api-removed" not in capsys.readouterr().out
    assert main(["--before", full, "--after", none]) == 1
    (line,) = [each for each in capsys.readouterr().out.splitlines() if each.startswith("breaks ")]
    assert "List owners" in line
    assert main(["--before", full, "--after", none, "--json"]) == 1
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(each["rule"], "List owners" in each["named"]) for each in changes] == [
        ("api-removed", True),
        ("endpoint-added", False),
    ]


def test_a_folder_without_documents_is_told(folders, tmp_path, capsys):
    for arguments in (["--after", str(tmp_path)], ["--after", str(tmp_path / "nowhere")], ["--before", str(tmp_path)]):
        assert main(["--before", folders[0], *arguments]) == 2
        assert "holds no documents" in capsys.readouterr().err


def test_an_unknown_revision_is_told(capsys):
    assert main(["--before", "no-such-revision"]) == 2
    assert capsys.readouterr().err.startswith("changes: git archive failed")
