"""Recording: the same twice, only what was asked for, and what cannot be recorded is told."""

import pickle
import re
import shutil

import pytest
import vcr
import yaml

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import UnknownOperation
from scripts.record.__main__ import main
from scripts.record.cassette import FOLDER, Cassette, path_of, read, render
from scripts.record.changes import BEYOND, Change, invalid, missing, partial
from scripts.record.names import names_in
from scripts.record.outcome import Runner
from scripts.record.record import RecordingError, Studio
from scripts.record.scrub import HOST, Scrubber
from scripts.record.session import record, record_at_once, stale
from scripts.record.stage import Stage
from scripts.record.tape import Recorder, content, origin, parameters

NAMES = ["Create contact", "Upload File", "Batch read contacts", "OAuth 2.0 Authorization (refresh)", "List owners"]
MULTI = "Create a record, associate an activity and pin it"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    return folder, record(NAMES, folder)


def test_recording_again_changes_nothing_in_any_order(recorded):
    folder, first = recorded
    assert all(each.changed for each in first)
    again = record(list(reversed(NAMES)), folder)
    assert [each.path.name for each in again if each.changed] == []
    assert len(again) == len(first) == 3 * len(NAMES)


def test_the_cassettes_in_the_repository_are_what_recording_gives(recorded):
    folder, _ = recorded
    for path in folder.rglob("*.yaml"):
        committed = FOLDER / path.relative_to(folder)
        assert path.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), "run `make record`"


def test_each_operation_has_the_cases_that_apply(recorded):
    cases = {(each.operation, each.edition): each.cases for each in recorded[1]}
    assert cases["Create contact", "2026-03"] == ("success", "429", "409", "400")
    assert cases["Batch read contacts", "v3"] == ("success", "429", "400", "207")
    assert cases["List owners", "2026-09"][:2] == ("success", "429")


def test_a_cassette_is_read_as_it_was_written(recorded):
    folder, _ = recorded
    for path in folder.rglob("*.yaml"):
        assert render(read(path)) == path.read_text(encoding="utf-8")


def test_a_multipart_body_has_a_fixed_boundary_and_a_form_no_secret(recorded):
    folder, _ = recorded
    upload = (folder / "2026-03/files/upload-file.yaml").read_text(encoding="utf-8")
    assert "boundary=hubspot-facade-boundary" in upload
    token = (folder / "2026-03/oauth/oauth-2-0-authorization-refresh.yaml").read_text(encoding="utf-8")
    assert "client_secret=***" in token
    assert '"access_token": "***"' in token
    assert "66666666-7777" not in token


def test_plain_vcrpy_replays_a_cassette():
    path = path_of(Catalogue()["List owners"], "2026-03")
    with vcr.use_cassette(str(path), record_mode="none") as tape, HubSpot("any", retries=0) as hs:
        first = next(iter(hs.owners.list(limit=50)))
    assert first.email == "ada.example@example.com"
    assert tape.play_count == 1


def test_a_request_that_was_not_recorded_is_refused():
    path = path_of(Catalogue()["List owners"], "2026-03")
    with Runner(HOST, "any") as runner, Recorder(Scrubber()).replay(read(path).interactions) as tape:
        with pytest.raises(vcr.errors.CannotOverwriteExistingCassetteException):
            runner.run("2026-03", "List owners", {"limit": 49})
        assert tape.play_count == 0
        assert runner.run("2026-03", "List owners", {"limit": 50}).error is None


def test_the_keys_of_a_json_body_may_come_in_any_order_and_true_is_not_one():
    def same(one, other, kind="application/json"):
        return content(
            *(vcr.request.Request("POST", HOST, body.encode(), {"content-type": kind}) for body in (one, other))
        )

    assert same('{"a": 1, "b": [1, 2]}', '{"b": [1, 2], "a": 1}')
    assert not same('{"b": [1, 2]}', '{"b": [2, 1]}')
    assert not same('{"a": true}', '{"a": 1}')
    assert same("a=1&b=2", "b=2&a=1", "application/x-www-form-urlencoded")
    assert not same("a=1&b=", "a=1", "application/x-www-form-urlencoded")


def test_the_query_may_come_in_any_order_and_the_place_counts():
    def request(url):
        return vcr.request.Request("GET", url, b"", {})

    assert parameters(request("https://a/x?b=2&a=1&c="), request("https://a/x?a=1&c=&b=2"))
    assert not parameters(request("https://a/x?a=1&c="), request("https://a/x?a=1"))
    assert origin(request("https://a/x"), request("https://a/y"))
    assert not origin(request("https://a/x"), request("http://a/x"))
    assert not origin(request("https://a/x"), request("https://a:8089/x"))


def test_an_operation_whose_sample_is_refused_is_not_recorded(monkeypatch):
    entry = Catalogue()["Get contact by ID"]
    monkeypatch.setitem(entry.__dict__, "sample", {"contact_id": "404404"})
    with Stage() as stage, Runner(stage.url, stage.token, transport=stage.transport) as runner:
        studio = Studio(stage, runner, Scrubber(), "test")
        with pytest.raises(RecordingError, match=r"Get contact by ID \(v3\): its sample is refused"):
            studio.record(entry, "v3")


def test_the_command_records_what_is_named_and_tells_what_changed(tmp_path, capsys):
    assert main([f"List owners, {MULTI}", "--folder", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "changed  2026-03  List owners: success 429" in out
    assert re.search(r"6 cassettes of 2 operations, 0\.\d MB, \d+ s", out)
    assert "6 changed, 0 removed" in out
    assert main(["List owners", "--folder", str(tmp_path)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert main(["Lst owners", "--folder", str(tmp_path)]) == 2
    assert "did you mean 'List owners'" in capsys.readouterr().err


def test_a_check_writes_nothing_and_fails_when_a_cassette_would_change(tmp_path, capsys):
    folder = ["--folder", str(tmp_path)]
    assert main(["List owners", *folder]) == 0
    assert main(["List owners", "--check", *folder]) == 0
    path = path_of(Catalogue()["List owners"], "v3", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("ada.example", "eve.example"), encoding="utf-8")
    capsys.readouterr()
    assert main(["List owners", "--check", *folder]) == 1
    told = capsys.readouterr()
    assert "changed  v3       List owners" in told.out
    assert "run `make record` and read the diff" in told.err
    assert "eve.example" in path.read_text(encoding="utf-8")


def test_a_check_notes_an_edition_that_has_no_cassettes_yet(tmp_path, capsys):
    folder = ["--folder", str(tmp_path)]
    assert main(["List owners", *folder]) == 0
    shutil.rmtree(tmp_path / "2026-09")
    assert main(["List owners", "--check", *folder]) == 0
    assert "no cassettes of edition 2026-09 yet; `make record` makes them" in capsys.readouterr().out
    path_of(Catalogue()["List owners"], "v3", tmp_path).unlink()
    assert main(["List owners", "--check", *folder]) == 1


class OneProcess:
    """In place of a pool: the same in this process, which starts sooner."""

    def __init__(self, processes, context):
        assert context.get_start_method() == "spawn"
        self.processes = processes

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def map(self, function, chunks):
        assert len(chunks) == 2 >= self.processes
        return map(pickle.loads(pickle.dumps(function)), chunks)  # noqa: S301 # what was pickled here


def test_recording_in_several_processes_gives_the_same(recorded, monkeypatch):
    monkeypatch.setattr("scripts.record.session.AT_A_TIME", 1)
    monkeypatch.setattr("scripts.record.session.ProcessPoolExecutor", OneProcess)
    done = list(record_at_once(["Create contact", "List owners"], recorded[0]))
    assert [(each.operation, each.changed) for each in done] == [
        *[("Create contact", False)] * 3,
        *[("List owners", False)] * 3,
    ]


def test_names_may_have_commas():
    assert names_in(f"list owners , {MULTI},Create contact,List owners") == ["List owners", MULTI, "Create contact"]
    assert names_in(" , ") == []
    with pytest.raises(UnknownOperation, match="Nothing"):
        names_in("List owners,Nothing at all")


def test_cassettes_of_operations_that_are_gone_are_stale(tmp_path):
    kept = path_of(Catalogue()["List owners"], "v3", tmp_path)
    gone = kept.with_name("list-queens.yaml")
    kept.parent.mkdir(parents=True)
    for path in (kept, gone):
        path.write_text(render(Cassette("x", "v3", "test", [])), encoding="utf-8")
    assert stale(tmp_path) == [gone]


PAYLOAD = {"contact_id": "51", "type": "a", "inputs": [{"id": 7, "properties": {"city": "Rome"}}]}


def test_changes_point_at_nothing_first_what_stands_in_the_path():
    changes = [(change.at, change.value) for change in missing(PAYLOAD, frozenset({"7"}))]
    assert changes == [(("inputs", 0, "id"), 987654321012), (("contact_id",), "987654321012")]
    assert [
        each.value
        for each in missing({"email": "a@b.example", "guid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}, frozenset())
    ] == [
        "nobody@example.com",
        "98765432-1012-4000-8000-987654321012",
    ]


def test_changes_put_impossible_values_first_unknown_properties():
    first, *others = invalid(PAYLOAD, {"limit": ("int", False), "after": ("str", False)})
    assert first.of(PAYLOAD)["inputs"][0]["properties"] == {"city": "Rome", "no_such_property": "x"}
    assert Change(("contact_id",), "not a number") in others
    assert others[-2:] == [Change(("limit",), BEYOND), Change(("after",), "no-such-cursor")]
    assert "no_such_property" not in str(PAYLOAD)


def test_changes_add_an_input_that_fails():
    assert [change.of(PAYLOAD)["inputs"][1] for change in partial(PAYLOAD)] == [
        {"id": 987654321012, "properties": {"city": "Rome"}},
        {"id": 7, "properties": {"city": "no-such-thing"}},
    ]
    assert [change.of({"ids": ["1"]}) for change in partial({"ids": ["1"]})] == [{"ids": ["1", "987654321012"]}]


def test_the_file_is_one_document_that_says_where_it_comes_from(recorded):
    text = (recorded[0] / "2026-03/crm/create-contact.yaml").read_text(encoding="utf-8")
    assert text.startswith(
        "# Recorded against the sandbox of hubspot-facade, not against HubSpot; its clock stood at 2026-"
    )
    data = yaml.safe_load(text)
    assert [each["case"] for each in data["cases"]] == ["success", "429", "409", "400"]
    assert sum(each["interactions"] for each in data["cases"]) == len(data["interactions"])
    assert {each["request"]["uri"] for each in data["interactions"]} == {f"{HOST}/crm/objects/2026-03/contacts"}
    assert "method: POST\n    uri: https://" in text
