"""`exports.download`: started, waited for, streamed to disk and unpacked, however HubSpot packs it."""

import csv
import io
import zipfile

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpotError, InputError, JobFailed, JobTimeout
from hubspot_facade.sandbox.crm.exports import sheets
from tests.facade.either import either
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

PEOPLE = {"object_type": "CONTACT", "object_properties": ["email"], "export_internal_values_options": ["NAMES"]}


@pytest.fixture
def addresses(hs):
    given = [f"p{number}@example.com" for number in range(5)]
    hs.contacts.batch_create([{"email": each} for each in given])
    return given


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return [row[1] for row in csv.reader(file)][1:]


def test_a_description_becomes_a_file(hs, addresses, tmp_path):
    seen = []
    saved = hs.exports.download(PEOPLE, tmp_path / "people.csv", progress=seen.append)
    assert (saved.paths, saved.size) == ((tmp_path / "people.csv",), (tmp_path / "people.csv").stat().st_size)
    assert rows_of(saved.paths[0]) == addresses
    assert [(each.kind, each.status) for each in seen] == [("export", "COMPLETE")]
    assert [each.name for each in tmp_path.iterdir()] == ["people.csv"]
    sink = io.BytesIO()
    assert hs.exports.download(seen[0].job_id, sink).paths == ()
    assert sink.getvalue() == saved.paths[0].read_bytes()


def test_a_large_export_is_unpacked(hs, addresses, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_PLAIN", 10)
    saved = hs.exports.download(PEOPLE, str(tmp_path / "people.csv"))
    assert rows_of(saved.paths[0]) == addresses
    (tmp_path / "all").mkdir()
    monkeypatch.setitem(sheets.MOST_ROWS, "CSV", 2)
    several = hs.exports.download({**PEOPLE, "exportName": "People"}, tmp_path / "all")
    assert [each.name for each in several.paths] == ["People-1.csv", "People-2.csv", "People-3.csv"]
    assert [each for path in several.paths for each in rows_of(path)] == addresses
    assert sorted((tmp_path / "all").iterdir()) == list(several.paths)
    assert several.size == sum(each.stat().st_size for each in several.paths)
    with pytest.raises(HubSpotError, match="3 files") as caught:
        hs.exports.download(PEOPLE, tmp_path / "people.csv")
    assert "fetches it again" in caught.value.__notes__[0]
    assert rows_of(tmp_path / "people.csv") == addresses


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_workbook_is_no_archive(hs, addresses, tmp_path):
    (path,) = hs.exports.download({**PEOPLE, "format": "XLSX"}, tmp_path).paths
    assert path.name.endswith(".xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(path).namelist()


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_list_is_exported_by_its_id_alone(hs, addresses, tmp_path):
    made = hs.lists.create("Some")
    hs.lists.add_members(made.list_id, [hs.contacts.get_by_email(addresses[0]).id])
    saved = hs.exports.download({**PEOPLE, "list_id": made.list_id}, tmp_path / "some.csv")
    assert rows_of(saved.paths[0]) == addresses[:1]


FILTER = {"propertyName": "email", "operator": "HAS_PROPERTY"}
BAD = {
    "type": ({"object_properties": ["email"]}, "object_type"),
    "columns": ({"object_type": "CONTACT"}, "object_properties"),
    "list": ({**PEOPLE, "export_type": "LIST"}, "list_id"),
    "kind": ({**PEOPLE, "export_type": "ALL"}, "export_type"),
    "field": ({**PEOPLE, "colour": "red"}, "export.colour"),
    "groups": (
        {**PEOPLE, "public_crm_search_request": {"filterGroups": [{"filters": [FILTER]}] * 4}},
        "public_crm_search_request",
    ),
    "filters": (
        {**PEOPLE, "public_crm_search_request": {"filterGroups": [{"filters": [FILTER] * 4}]}},
        "public_crm_search_request",
    ),
}


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize("name", BAD)
def test_an_export_that_cannot_be_is_not_started(hs, paths, tmp_path, name):
    export, field = BAD[name]
    for start in (lambda: hs.exports.create(export), lambda: hs.exports.download(export, tmp_path)):
        with pytest.raises(InputError) as caught:
            start()
        assert (caught.value.field, paths()) == (field, [])


@pytest.mark.parametrize("edition", ["2026-03"])
def test_nor_is_one_for_which_there_is_no_place(hs, paths, tmp_path):
    for to in (tmp_path / "nowhere" / "a.csv", str(tmp_path / "nowhere") + "/", 5, io.StringIO()):
        with pytest.raises(InputError) as caught:
            hs.exports.download(PEOPLE, to)
        assert (caught.value.field, paths()) == ("to", [])


@pytest.fixture(params=["sync", "async"])
def slow(sandbox, request):
    clock, before = FakeClock(), sandbox.application.settings.job_looks
    sandbox.configure(job_looks=3)
    hs, close = either(request.param, base_url=sandbox.url, access_token=sandbox.token, clock=clock.clock())
    yield hs, clock
    close()
    sandbox.configure(job_looks=before)


def test_exports_run_one_at_a_time_and_are_waited_for(slow, tmp_path):
    hs, clock = slow
    seen = []
    first, second = hs.exports.create(PEOPLE), hs.exports.create(PEOPLE)
    assert hs.exports.get_status(second.id).status == "PENDING"
    with pytest.raises(JobTimeout, match=f"export {second.id} is PROCESSING"):
        hs.exports.download(second.id, tmp_path, timeout=2, progress=seen.append)
    done = hs.exports.wait(second.id)
    assert done.status == "COMPLETE"
    assert done.result.startswith("http")
    assert [each.status for each in seen][:2] == ["PENDING", "PENDING"]
    assert hs.exports.wait(first.id).status == "COMPLETE"
    assert clock.slept


def status(word, **more):
    moments = {"startedAt": "2026-01-02T03:04:05Z", "completedAt": "2026-01-02T03:04:06Z"}
    return httpx.Response(200, json={"status": word, **moments, **more})


def packed(*members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def fetched(content, to, colour="sync", name="../../evil.csv", **how):
    answer = httpx.Response(
        200, content=content, headers={"content-disposition": f'attachment; filename="{name}"'.encode()}
    )
    hubspot = FakeHubSpot(status("COMPLETE", result="https://files.example.com/x?s=1"), answer)
    return Client(colour, hubspot, FakeClock()).do(lambda hs: hs.exports.download(1, to, **how))


def test_an_export_without_a_file_says_why(tmp_path):
    reason = {"status": "error", "category": "X", "message": "too much of it"}
    for answer, why in ((status("COMPLETE", errors=[reason]), "too much of it"), (status("CANCELED"), "CANCELED")):
        with pytest.raises(JobFailed, match=why):
            Client("sync", FakeHubSpot(answer), FakeClock()).do(lambda hs: hs.exports.download(1, tmp_path))
    assert [*tmp_path.iterdir()] == []


def test_a_name_from_outside_stays_inside(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert fetched(b"email\n", inner).paths == (inner / "evil.csv",)


@pytest.mark.parametrize("name", ["..", "a/..", "..\\..", "x" * 300 + ".csv", "a\x9bb.csv"])
def test_a_name_that_no_file_can_have_is_not_taken(tmp_path, name):
    (path,) = fetched(b"email\n", tmp_path, name=name).paths
    assert path.parent == tmp_path
    assert path.name.startswith("export")
    assert path.read_bytes() == b"email\n"


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv", "a/.."]
)
def test_an_archive_writes_nothing_outside_of_its_directory(tmp_path, name):
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(HubSpotError, match="outside of its directory"):
        fetched(packed(("fine.csv", "a"), (name, "b")), inner)
    assert [*inner.iterdir()] == []
    assert [*tmp_path.iterdir()] == [inner]


def test_an_archive_that_is_too_large_or_damaged_is_not_unpacked(tmp_path):
    bomb = packed(("a.csv", b"0" * 10_000_000))
    with pytest.raises(HubSpotError, match="unpack_limit"):
        fetched(bomb, tmp_path, unpack_limit=1_000_000)
    whole = packed(("a.csv", bytes(range(256)) * 50))
    for content in (whole[:-40], whole[:60] + b"\x00" * 40 + whole[100:], packed(("a.csv", "1"), ("./a.csv", "2"))):
        with pytest.raises(HubSpotError):
            fetched(content, tmp_path)
        assert [*tmp_path.iterdir()] == []


names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8).map(
    lambda text: f"{text}.csv"
)


@settings(max_examples=25)
@given(
    members=st.dictionaries(names, st.binary(max_size=200), min_size=1, max_size=4).filter(
        lambda each: len({name.casefold() for name in each}) == len(each)
    )
)
def test_what_is_in_an_archive_is_on_disk(tmp_path_factory, members):
    folder = tmp_path_factory.mktemp("export")
    saved = fetched(packed(*members.items()), folder)
    assert {path.name: path.read_bytes() for path in saved.paths} == members
    assert {each.name for each in folder.iterdir()} == {*members}
