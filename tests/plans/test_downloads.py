"""Downloads of files and exports: streamed, of any size, with no credential."""

import io

import httpx
import pytest

from hubspot_facade import InputError, errors
from hubspot_facade.plans.downloads import download
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, error
from tests.transport import hostile
from tests.transport.hostile import Hostile

CONTENT = bytes(range(256)) * 4000
SIGNATURE = "signature=PLANTED"


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


def test_a_file_and_an_export_are_downloaded_from_the_sandbox(colour, tmp_path):
    with Sandbox() as sandbox:
        hs, close = either(colour, access_token=sandbox.token, base_url=sandbox.url, answer_limit=100_000)
        made = hs.files.upload(CONTENT, file_name="a.bin", folder_path="/x")
        assert hs.files.download(made.id, tmp_path / "a.bin") == len(CONTENT)
        assert (tmp_path / "a.bin").read_bytes() == CONTENT
        sink = io.BytesIO(b"before")
        sink.seek(6)
        assert hs.files.download(made.id, sink) == len(CONTENT)
        assert sink.getvalue() == b"before" + CONTENT
        hs.contacts.create({"email": "ada@example.com"})
        export = {"exportType": "VIEW", "exportName": "all", "format": "CSV", "objectType": "CONTACT", "language": "EN"}
        export |= {"objectProperties": ["email"], "associatedObjectType": "COMPANY"}
        task = hs.exports.create(export)
        saved = hs.exports.download(task.id, tmp_path / "all.csv")
        assert saved.paths == (tmp_path / "all.csv",)
        assert saved.size == (tmp_path / "all.csv").stat().st_size > 0
        close()


def fake(*replies):
    signed = httpx.Response(200, json={"url": f"https://files.example.com/a?{SIGNATURE}", "size": 1})
    return FakeHubSpot(signed, *replies)


def test_no_credential_goes_where_the_file_is_and_a_cut_download_begins_again(colour, tmp_path):
    hubspot = fake(error(503), httpx.ReadError("reset"), httpx.Response(200, content=CONTENT))
    sink = io.BytesIO()
    client = Client(colour, hubspot, FakeClock(), answer_limit=10_000, deadline=1)
    assert client.do(lambda hs: hs.files.download(1, sink)) == len(CONTENT)
    assert sink.getvalue() == CONTENT
    asked = hubspot.seen[1:]
    assert {str(each.url) for each in asked} == {f"https://files.example.com/a?{SIGNATURE}"}
    assert not any("authorization" in each.headers for each in asked)


def test_what_was_there_stays_when_a_download_fails(colour, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"before")
    client = Client(colour, fake(httpx.Response(403, text=f"expired: {SIGNATURE}")), FakeClock())
    with pytest.raises(errors.Forbidden) as caught:
        client.do(lambda hs: hs.files.download(1, path))
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"before", [path])
    assert "PLANTED" not in f"{caught.value} {vars(caught.value)}"


def test_a_cut_download_over_a_socket_is_none(colour, tmp_path):
    def cut():
        yield hostile.HEAD + b"content-length: 100\r\n\r\n" + b"x" * 50

    with Hostile(cut, pause=0) as server:
        hs, close = either(colour, access_token="pat-x", base_url=server.url, retries=0)
        with pytest.raises(errors.NetworkError):
            hs.run(download(f"{server.url}/a", tmp_path / "a"))
        close()
    assert [*tmp_path.iterdir()] == []


def test_what_takes_no_bytes_is_refused(colour):
    with pytest.raises(InputError, match="to: expected a path"):
        Client(colour, fake(), FakeClock()).do(lambda hs: hs.files.download(1, 5))


def test_an_export_that_is_not_done_says_so(colour):
    hubspot = FakeHubSpot(httpx.Response(200, json={"status": "PROCESSING", "startedAt": "2026-01-01T00:00:00Z"}))
    with pytest.raises(errors.HubSpotError, match="PROCESSING"):
        Client(colour, hubspot, FakeClock()).do(lambda hs: hs.exports.download(1, io.BytesIO()))
