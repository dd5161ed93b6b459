"""Loads in parts: what they do together is what one load does."""

import pickle
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import AsyncHubSpot, HubSpot, InputError, JournalError, LoadError, OAuthCredentials
from hubspot_facade.bulk.dividing import divide
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.journal_file import JournalInUseError
from hubspot_facade.errors import ConfigurationError, NotSent, Unauthorized
from tests.bulk.conftest import MEMORY


@pytest.fixture
def hs(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url, retries=0) as hs:
        yield hs


def people(count):
    return [{"email": f"p{number}@x.example", "firstname": f"No. {number}"} for number in range(count)]


def in_process(part):
    """The result of a part, after it and its result went to another process and back."""
    sent = pickle.loads(pickle.dumps(part))  # noqa: S301 # our own
    return pickle.loads(pickle.dumps(sent.run()))  # noqa: S301 # our own


def loaded(method, rows, folder, **options):
    with divide(method, rows, folder=folder, **options) as division:
        return division.report(map(in_process, division.parts))


def contents(hs):
    return {each.properties["email"]: each.properties["firstname"] for each in hs.contacts.list()}


def _words(message):
    return message.partition("; correlation id")[0]


def shown(report):
    """Outcomes without the key of rows that are refused as duplicates, which a divided load does not name."""
    return [
        (*(each.number, each.status, each.line), words, None if "has the same key" in words else each.key, each.given)
        for each in report.outcomes
        for words in [_words(each.message)]
    ]


KEYS = st.sampled_from(["a@x.example", "A@X.example", "b@x.example", " c@x.example", "d@x.example", "", "no address"])
NAMES = st.text("xyz", min_size=1) | st.just({})  # which no property can have
ROWS = st.lists(st.builds(dict, email=KEYS, firstname=NAMES), max_size=12)


@settings(max_examples=8)
@given(ROWS, st.integers(1, 5), st.sampled_from(["last", "first", "refuse"]), st.randoms(use_true_random=False))
def test_parts_in_any_order_do_what_one_load_does(running, rows, parts, duplicates, chance):
    with HubSpot(running.token, base_url=running.url) as hs, TemporaryDirectory(dir=MEMORY) as folder:
        running.reset()
        one = hs.contacts.bulk_upsert(rows, duplicates=duplicates, concurrency=1)
        expected = contents(hs), shown(one)
        running.reset()
        with divide(hs.contacts.bulk_upsert, rows, folder=folder, parts=parts, duplicates=duplicates) as division:
            report = division.report(map(in_process, chance.sample(division.parts, parts)))
        assert (contents(hs), shown(report)) == expected
        names = ("rows", "done", "failed", "unknown", "left", "created", "updated", "duplicates")
        assert [getattr(report, name) for name in names] == [getattr(one, name) for name in names]
        assert [each.number for each in report.failures] == [each.number for each in one.failures]


def test_every_bulk_method_is_divided(hs, folder):
    company = hs.companies.create({"name": "Acme"}).id
    assert loaded(hs.contacts.bulk_create, people(30), folder / "1", parts=3).created == 30
    ids = [each.id for each in hs.contacts.list()]
    pairs = [(each, company) for each in ids]
    joined = loaded(
        *(hs.associations.bulk_create, pairs, folder / "2"), object_type="contacts", to_object_type="companies"
    )
    assert joined.done == 30
    assert len(list(hs.associations.list("companies", company, "contacts"))) == 30
    people_list = hs.lists.create("People", dynamic=False).list_id
    assert loaded(hs.lists.bulk_add_members, ids, folder / "3", list_id=people_list).done == 30
    assert loaded(hs.contacts.bulk_archive, ids, folder / "4").done == 30
    assert list(hs.contacts.list()) == []


def test_a_folder_goes_on_where_it_was(hs, sandbox, folder):
    with divide(hs.contacts.bulk_create, people(40), folder=folder, parts=4) as division:
        report = division.report([in_process(division.parts[2])])
        assert report.left == 40 - division.parts[2].rows
        assert not report.ok
        assert [each.key for each in report.outcomes] == [None] * division.parts[2].rows
    again = loaded(hs.contacts.bulk_create, people(40), folder)
    assert (again.rows, again.done, again.resumed) == (40, 40, report.done)
    assert len(list(hs.contacts.list())) == 40
    before = len(sandbox.requests)
    assert loaded(hs.contacts.bulk_create, people(40), folder).resumed == 40
    assert all(each.method == "GET" for each in sandbox.requests[before:])


def test_the_folder_of_other_rows_is_refused(hs, folder):
    loaded(hs.contacts.bulk_create, people(3), folder)
    with pytest.raises(InputError, match="rows: are not those"):
        divide(hs.contacts.bulk_create, people(4), folder=folder)
    with pytest.raises(InputError, match="belongs to a load with"):
        divide(hs.contacts.bulk_upsert, people(3), folder=folder)
    with pytest.raises(InputError, match="8 parts, not 2"):
        divide(hs.contacts.bulk_create, people(3), folder=folder, parts=2)
    Path(folder, "people.csv").write_text("email\na@x.example\n")
    with divide(hs.contacts.bulk_upsert, folder / "people.csv", folder=folder / "file"):
        pass
    Path(folder, "people.csv").write_text("email\nb@x.example\n")
    with pytest.raises(InputError, match="is the journal of another load"):
        divide(hs.contacts.bulk_upsert, folder / "people.csv", folder=folder / "file")


def test_two_programs_cannot_have_one_folder(hs, folder):
    with (
        divide(hs.contacts.bulk_create, people(3), folder=folder),
        pytest.raises(InputError, match="in use by another load"),
    ):
        divide(hs.contacts.bulk_create, people(3), folder=folder)


def test_a_part_waits_for_a_process_that_still_works_on_it(hs, folder):
    with divide(hs.contacts.bulk_create, people(3), folder=folder, parts=1) as division:
        (part,) = division.parts
        other = Journal(part.journal)
        assert isinstance(part.run(patience=0).stopped, JournalInUseError)
        threading.Timer(0.05, other.close).start()
        assert division.report([part.run(patience=1)]).done == 3


def test_rows_that_are_cut_off_are_no_end(hs, folder):
    with divide(hs.contacts.bulk_create, people(3), folder=folder, parts=1) as division:
        rows = folder / "part-000.rows"
        rows.write_bytes(rows.read_bytes()[:-20])
        with pytest.raises(JournalError, match="after 2 of 3 rows"):
            division.report([division.parts[0].run()])


def test_what_ends_all_parts_is_raised(hs, sandbox, folder):
    wrong = HubSpot("pat-na1-of-nobody", base_url=sandbox.url)
    with divide(wrong.contacts.bulk_create, people(9), folder=folder) as division, pytest.raises(Unauthorized):
        division.report(map(in_process, division.parts))


def test_a_stopped_load_is_left_for_the_next_run(hs, folder):
    with divide(hs.contacts.bulk_create, people(9), folder=folder) as division:
        division.stop()
        with pytest.raises(NotSent):
            division.report(map(in_process, division.parts))
    assert loaded(hs.contacts.bulk_create, people(9), folder).done == 9


def test_options_for_the_whole_are_kept_here(hs, folder):
    def check(row):
        row.values["firstname"] = row.values["firstname"].upper()
        return row

    rows = [*people(3), {"email": "x@x.example", "no_such_property": "1"}]
    options = {"check": lambda row: check(row) if "firstname" in row.values else row, "failed": folder / "failed.jsonl"}
    report = loaded(hs.contacts.bulk_upsert, rows, folder / "a", **options)
    assert (report.done, report.failed) == (3, 1)
    assert "no_such_property" in (folder / "failed.jsonl").read_text()
    assert set(contents(hs).values()) == {"NO. 0", "NO. 1", "NO. 2"}
    with pytest.raises(LoadError, match="row 3"):
        loaded(hs.contacts.bulk_upsert, rows, folder / "b", raise_errors=True)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"journal": "load.db"}, "journal"),
        ({"outcomes": print}, "outcomes"),
        ({"parts": 0}, "parts"),
        ({"parts": 1000}, "parts"),
        ({"folder": "a\0b"}, "folder"),
        ({"duplicates": "none"}, "duplicates"),
    ],
)
def test_bad_options_are_refused(hs, folder, options, field):
    with pytest.raises(InputError) as raised:
        divide(hs.contacts.bulk_upsert, people(1), **{"folder": folder, **options})
    assert raised.value.field == field


def test_other_methods_are_refused(hs, folder):
    for method in (
        *(hs.contacts.batch_create, divide, hs.contacts.with_raw_response.bulk_create),
        AsyncHubSpot("x", base_url="http://localhost:1").contacts.bulk_create,
    ):
        with pytest.raises(InputError, match="method"):
            divide(method, people(1), folder=folder)


def test_what_cannot_travel_is_named(hs, folder):
    with pytest.raises(InputError, match="row 1 cannot go to another process"):
        divide(hs.contacts.bulk_create, [{"firstname": "a"}, {"firstname": threading.Lock()}], folder=folder)
    alone = HubSpot(OAuthCredentials("id", "secret", refresh_token="x"), base_url="http://localhost:1")
    with (
        divide(alone.contacts.bulk_create, people(1), folder=folder / "b") as division,
        pytest.raises(ConfigurationError, match="store that processes share"),
    ):
        pickle.dumps(division.parts[0])
