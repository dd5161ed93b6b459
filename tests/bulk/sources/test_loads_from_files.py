"""Bulk methods take files, on both clients: what is in the file is in the account, row by row."""

import asyncio
import csv

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, InputError
from hubspot_facade.bulk import sources


@pytest.fixture(params=["sync", "async"])
def upsert(request, running):
    """`contacts.bulk_upsert` on either client."""
    running.reset()
    options = {"base_url": running.url, "access_token": running.token}

    def run(rows, **more):
        if request.param == "sync":
            with HubSpot(**options) as hs:
                return hs.contacts.bulk_upsert(rows, **more)

        async def awaited():
            async with AsyncHubSpot(**options) as hs:
                return await hs.contacts.bulk_upsert(rows, **more)

        return asyncio.run(awaited())

    return run


@pytest.fixture
def there(running):
    """First names by email."""

    def names():
        with HubSpot(base_url=running.url, access_token=running.token) as hs:
            found = hs.contacts.list(properties=["email", "firstname"])
            return {each.properties["email"]: each.properties["firstname"] for each in found}

    return names


def test_a_file_is_loaded_in_whatever_way_it_is_given(upsert, there, tmp_path):
    path = tmp_path / "people.csv"
    rows = [[f"p{number}@example.com", f"Ünïque {number}"] for number in range(250)]
    with path.open("w", newline="", encoding="utf-16") as file:
        csv.writer(file).writerows([["email", "firstname"], *rows])
    with path.open("rb") as binary, path.open(encoding="utf-16", newline="") as text:
        for given in (path, str(path), binary, text):
            report = upsert(given)
            assert (report.rows, report.done) == (250, 250)
            assert there() == dict(rows)


def test_rows_that_are_not_done_are_in_the_report_and_in_the_file(upsert, there, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(
        b'email,firstname\na@example.com,A\nb@example.com\nnomail,N\nc@example.com,"C\nC"\nd@example.com,\xff\xc3\xa9\n'
    )
    failed = tmp_path / "failed.csv"
    report = upsert(sources.open(path, encoding="utf-8"), failed=failed)
    assert (report.rows, report.done, report.failed, report.unknown) == (5, 2, 3, 0)
    assert [(each.line, each.field) for each in report.failures] == [(3, "firstname"), (4, "email"), (7, "firstname")]
    assert there() == {"a@example.com": "A", "c@example.com": "C\nC"}
    lines = failed.read_bytes().splitlines()
    assert lines[0] == b"hubspot_line,hubspot_status,hubspot_error,email,firstname"
    assert lines[3].endswith(b",d@example.com,\xff\xc3\xa9")
    corrected = failed.read_bytes().replace(b"\xff", b"").replace(b",nomail", b",n@example.com")
    failed.write_bytes(corrected.replace(b",b@example.com", b",b@example.com,B"))
    assert upsert(failed).done == 3
    assert there()["d@example.com"] == "é"


def test_a_stream_goes_on_by_its_journal_if_it_is_given_again(upsert, there, tmp_path):
    text = "email,firstname\n" + "".join(f"p{number}@example.com,{number}\n" for number in range(300))
    path, journal = tmp_path / "people.csv", tmp_path / "load.db"
    path.write_text(text)
    for requests in (3, 0):
        with path.open("rb") as file:
            report = upsert(file, journal=journal)
            assert (report.done, report.requests) == (300, requests)


@pytest.mark.parametrize("given", ["nowhere.csv", b"email\n", 7])
def test_what_is_no_file_is_refused(upsert, given):
    with pytest.raises(InputError):
        upsert(given)


@pytest.mark.parametrize("failed", ["people.csv", "failed.xlsx", "no/where.csv"])
def test_failed_rows_that_cannot_be_written_are_no_surprise_at_the_end(upsert, there, tmp_path, monkeypatch, failed):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_bytes(b"email\na@example.com\n")
    with pytest.raises(InputError, match="failed: "):
        upsert("people.csv", failed=failed)
    assert there() == {}
