"""What loads do with rows, options and errors."""

import pickle
import sqlite3
import threading
from collections import Counter
from contextlib import closing

import anyio
import anyio.lowlevel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, HubSpot, InputError, JournalError, LoadError
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.loading import load
from hubspot_facade.bulk.rows import Row, Values, rows_of
from hubspot_facade.bulk.writes import changes_nothing
from hubspot_facade.errors import Interrupted, NetworkError, NotSent, RateLimited
from hubspot_facade.plans.async_drivers import run_async
from hubspot_facade.plans.drivers import run
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.wire.dates import Timestamp
from tests.bulk.fake_portal import NOW, Killed, Portal, write
from tests.facade.either import either


def rows(keys):
    return [{"key": key, "row": f"row {number}"} for number, key in enumerate(keys)]


def loaded(portal, given, kind="upsert", *, keyed=True, **options):
    return portal.run(load(write(kind, keyed=keyed), given, {"wall": NOW.timestamp, **options}))


def statuses(report):
    return "".join(each.status[0] for each in report.outcomes)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(params=["sync", "async"])
def hs(request, sandbox):
    sandbox.reset()
    sandbox.application.faults.clear()
    client, close = either(request.param, base_url=sandbox.url, access_token=sandbox.token, retries=0)
    yield client
    close()


# -- what becomes of rows ------------------------------------------------------------------------------------------


def test_a_report_and_its_error_reach_another_process(hs, tmp_path):
    given = [{"email": "ada@x.example"}, {"email": "no address"}]
    report = hs.contacts.bulk_upsert(given, journal=tmp_path / "load.db")
    with pytest.raises(LoadError) as raised:
        report.raise_for_failures()
    sent, sent_error = pickle.loads(pickle.dumps((report, raised.value)))  # noqa: S301 # our own
    text, expected = str(report), [(each.status, each.key, str(each.error)) for each in report.outcomes]
    (tmp_path / "load.db").unlink()
    assert str(sent) == text == str(sent_error.report)
    assert str(sent_error) == str(raised.value)
    assert [(each.status, each.key, str(each.error)) for each in sent.outcomes] == expected
    assert [each.number for each in sent_error.report.failures] == [1]


def test_counts_say_what_was_done(hs):
    hs.contacts.batch_create([{"email": "old@x.example", "firstname": "old"}])
    given = [
        {"email": "old@x.example", "firstname": "new"},
        {"email": "a@x.example", "firstname": "a"},
        {"firstname": "nobody"},
        {"email": "b@x.example", "no_such_property": "1"},
        "not a row",
    ]
    report = hs.contacts.bulk_upsert(given)
    assert (report.rows, report.done, report.failed, report.unknown) == (5, 2, 3, 0)
    assert (report.created, report.updated) == (1, 1)
    assert [each.field for each in report.failures] == ["email", "no_such_property", None]
    assert [each.given for each in report.failures] == given[2:]
    assert [each.change for each in report.outcomes] == ["updated", "created", None, None, None]
    assert str(report).startswith("5 rows, 2 done (1 created, 1 updated), 3 failed, 0 unknown")
    assert repr(report) == f"<Report: {report}>"
    with pytest.raises(LoadError, match="row 2: email: is missing") as raised:
        report.raise_for_failures()
    assert raised.value.report is report
    with pytest.raises(LoadError):
        hs.contacts.bulk_upsert(given, raise_errors=True)


def test_a_name_that_no_property_can_have_is_a_failure_of_its_row(hs):
    report = hs.contacts.bulk_upsert([{"email": "a@x.example", wrong: "x"} for wrong in (5, None, "")])
    assert [each.field for each in report.failures] == ["property name"] * 3


def test_a_report_says_why_rows_are_not_done_the_most_frequent_reason_first(hs):
    given = [{"firstname": str(each)} for each in range(3)]
    given += [{"email": f"{each}@x.example", each: "1"} for each in ("one", "two", "three", "four")]
    report = hs.contacts.bulk_upsert(given)
    said = str(report).removeprefix(f"{report.totals}; ").split("; ")
    assert said[0] == "3 rows: email: is missing"
    assert [each.partition(":")[0] for each in said[1:]] == ["1 row", "1 row", "and 2 other reasons"]
    assert str(hs.contacts.bulk_upsert([{"email": "a@x.example"}])).endswith("retries")


def test_records_are_created_in_the_order_of_their_rows(hs):
    report = hs.contacts.bulk_create({"firstname": f"name {number}"} for number in range(250))
    ids = [int(each.id) for each in report.outcomes]
    assert ids == sorted(ids)
    assert report.created == 250


def test_what_has_the_values_already_is_not_sent(hs, sandbox):
    given = [{"email": f"a{number}@x.example", "firstname": f"n{number}"} for number in range(5)]
    hs.contacts.bulk_upsert(given)
    given[3]["firstname"] = "other"
    given.append({"email": "new@x.example", "firstname": ""})
    report = hs.contacts.bulk_upsert(given, unchanged=True)
    assert [each.change for each in report.outcomes] == [*["unchanged"] * 3, "updated", "unchanged", "created"]
    assert (report.unchanged, report.done) == (4, 6)


def test_emails_are_one_key_however_they_are_written(hs):
    report = hs.contacts.bulk_upsert([{"email": each, "firstname": each} for each in ("A@x.example", " a@X.example")])
    assert report.done == 2
    assert [each.properties["firstname"] for each in hs.contacts.list()] == [" a@X.example"]


def test_members_and_associations_are_loaded(hs):
    contacts = [each.id for each in hs.contacts.bulk_create([{"email": f"{n}@x.example"} for n in "abc"]).outcomes]
    companies = [each.id for each in hs.companies.bulk_create([{"name": name} for name in "abc"]).outcomes]
    pairs = [*zip(contacts, companies, strict=True), (contacts[0], "999")]
    report = hs.associations.bulk_create("contacts", "companies", pairs)
    assert statuses(report) == "dddf"
    labelled = [{"from": contacts[0], "to": companies[0], "label": "Primary"}, {"from": contacts[1], "label": "x"}]
    report = hs.associations.bulk_create("contacts", "companies", labelled)
    assert [each.field for each in report.failures] == ["to"]
    assert report.done == 1
    assert hs.associations.bulk_archive("contacts", "companies", pairs[:3]).done == 3
    assert hs.associations.list("contacts", contacts[0], "companies") == []
    list_id = hs.lists.create("members", processing_type="MANUAL").list_id
    report = hs.lists.bulk_add_members(list_id, [{"email": f"{n}@X.example"} for n in "abz"], key="email")
    assert [each.key for each in report.failures] == ["z@x.example"]
    assert {str(each.record_id) for each in hs.lists.list_members(list_id)} == set(contacts[:2])
    assert hs.lists.bulk_remove_members(list_id, contacts).done == 3
    assert hs.lists.list_members(list_id) == []


def test_rows_may_be_awaited_by_the_async_client_alone(hs, sandbox):
    async def given():
        for number in range(5):
            yield {"firstname": f"n{number}"}

    if isinstance(hs._target, HubSpot):
        with pytest.raises(InputError, match="AsyncHubSpot"):
            hs.contacts.bulk_create(given())
    else:
        assert hs.contacts.bulk_create(given()).done == 5


# -- options -------------------------------------------------------------------------------------------------------


def test_of_rows_with_one_key_the_last_holds_unless_the_first_is_to():
    portal = Portal()
    assert statuses(loaded(portal, rows("abab"))) == "dddd"
    assert {key: each["row"] for key, each in portal.records.items()} == {"a": "row 2", "b": "row 3"}
    portal = Portal()
    report = loaded(portal, rows("abab"), duplicates="first")
    assert [each.change for each in report.outcomes] == ["created", "created", "duplicate", "duplicate"]
    assert (report.done, report.duplicates) == (4, 2)
    assert portal.records["a"]["row"] == "row 0"
    report = loaded(Portal(), rows("abab"), duplicates="refuse")
    assert statuses(report) == "ddff"
    assert [each.message for each in report.failures] == ["row 0 has the same key", "row 1 has the same key"]


@pytest.mark.parametrize("fault", ["partial", "silent", "lost before", None])
@pytest.mark.parametrize("later", ["abc", "c" * 40 + "ab", "xyzabc"])  # before and after the first ones are settled
@given(data=st.data())
@settings(max_examples=5)
def test_a_row_that_is_left_out_is_done_only_if_the_first_with_its_key_is(fault, later, data):
    portal = Portal()
    portal.faults = [fault]
    keys = "abc" + "".join(data.draw(st.permutations(later)))
    in_order = data.draw(st.booleans())
    seen = []
    report = loaded(portal, rows(keys), duplicates="first", outcomes=seen.append, in_order=in_order)
    outcomes = [*report.outcomes]
    assert sorted(each.number for each in seen) == [each.number for each in outcomes] == [*range(len(keys))]
    for each in outcomes:
        first = outcomes[keys.index(keys[each.number])]
        if each is first:
            continue
        if first.ok:
            assert (each.status, each.change) == ("done", "duplicate")
        else:
            assert (each.status, each.change, type(each.error)) == (first.status, None, NotSent)
            assert f"row {first.number} has the same key" in each.message
            assert each.given == {"key": keys[each.number], "row": f"row {each.number}"}
    assert (report.done + report.failed + report.unknown, report.left) == (len(keys), 0)
    assert all(each["row"] == f"row {keys.index(key)}" for key, each in portal.records.items())


@pytest.mark.parametrize("duplicates", ["first", "refuse", "last"])
def test_addresses_that_only_look_alike_without_case_are_two(hs, duplicates):
    people = [{"email": "stra\u00dfe@example.com", "city": "Graz"}, {"email": "STRASSE@example.com", "city": "Linz"}]
    report = hs.contacts.bulk_upsert(people, duplicates=duplicates)
    assert [outcome.change for outcome in report.outcomes] == ["created", "created"]
    found = {
        each.properties["email"]: each.properties["city"] for each in hs.contacts.list(properties=["email", "city"])
    }
    assert found == {"stra\u00dfe@example.com": "Graz", "strasse@example.com": "Linz"}


def test_a_row_that_is_left_out_names_the_line_of_the_first_one(hs, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("email,no_such_property\na@x.example,\nb@x.example,1\nb@x.example,\na@x.example,\n")
    report = hs.contacts.bulk_upsert(people, duplicates="first")
    assert statuses(report) == "dffd"
    assert "the row at line 3 has the same key, which failed" in [*report.failures][1].message


def test_rows_that_wait_for_the_first_one_end_with_what_ends_the_load(tmp_path):
    portal = Portal()
    portal.faults = [None, "refused", "refused", "refused", "refused"]
    report = loaded(portal, rows("abcdefdef"), duplicates="first", concurrency=1)
    assert statuses(report) == "dddffffff"
    assert all(isinstance(each.error, NotSent) for each in report.failures)
    portal.faults = [None, "refused", "refused", "refused", "refused"]
    journal = tmp_path / "load.db"
    stopped = loaded(portal, Values(rows("abcdefdef"), fingerprint="x"), journal=journal, duplicates="first")
    assert stopped.left
    portal.faults = []
    report = loaded(portal, Values(rows("abcdefdef"), fingerprint="x"), journal=journal, duplicates="first")
    assert (statuses(report), report.duplicates, report.left) == ("d" * 9, 3, 0)


WRONG = object()  # no property can have it


@pytest.mark.parametrize("duplicates", ["first", "refuse"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "b@x.example", "city": WRONG}, {"email": " B@x.example"}),
        ({"id": "b@x.example", "city": WRONG}, {"email": "b@x.example"}),
        ({"id": "b@x.example", "properties": {"city": WRONG}}, {"email": "b@x.example"}),
        ({"id": "b@x.example", "properties": 5}, {"email": "b@x.example"}),
        ({"properties": {"email": "b@x.example"}, "no_such_field": 1}, {"email": "b@x.example"}),
        ({"idProperty": "erp_id", "erp_id": "1", "city": WRONG}, {"id_property": "erp_id", "id": "1"}),
    ],
)
def test_a_first_row_that_is_refused_here_holds_its_key(hs, duplicates, first, second):
    report = hs.contacts.bulk_upsert([first, second, {"email": "c@x.example"}], duplicates=duplicates)
    refused, double, other = report.outcomes
    assert (refused.status, double.status, other.status) == ("failed", "failed", "done")
    assert not isinstance(refused.error, NotSent)
    assert "row 0 has the same key" in double.message
    if duplicates == "first":
        assert (type(double.error), double.message.endswith("which failed")) == (NotSent, True)
    assert [each.properties["email"] for each in hs.contacts.list()] == ["c@x.example"]


@pytest.mark.parametrize("duplicates", ["first", "refuse"])
def test_a_row_that_its_file_or_a_check_refuses_holds_its_key(hs, tmp_path, duplicates):
    people = tmp_path / "people.csv"
    people.write_text("email,city\na@x.example,1,2\na@x.example,1\nb@x.example,1\nb@x.example,2\nc@x.example,1\n")

    def check(row):
        return row if row.line != 4 else Row(row.number, row.values, row.line, InputError("city", "is not wanted"))

    def check_and_raise(row):
        if row.line == 4:
            raise InputError("city", "is not wanted")
        return row

    for each in (check, check_and_raise):
        report = hs.contacts.bulk_upsert(people, duplicates=duplicates, check=each)
        assert statuses(report) == "ffffd"
        assert [outcome.number for outcome in report.failures if "same key" in outcome.message] == [1, 3]


@pytest.mark.parametrize("duplicates", ["first", "refuse"])
def test_a_row_whose_key_cannot_be_read_holds_nothing(hs, duplicates):
    given = [
        {"email": WRONG},
        {"city": "1"},
        {"id": "a@x.example", "email": "b@x.example"},
        None,
        5,
        InputError("", "no"),
    ]
    good = [{"email": "a@x.example"}, {"email": "b@x.example"}]
    assert statuses(hs.contacts.bulk_upsert(given + good, duplicates=duplicates)) == "ffffffdd"


def test_rows_of_every_load_have_duplicates(hs):
    new = [{"email": "a@x.example", "city": WRONG}, {"email": "A@x.example"}, {"email": "b@x.example"}]
    report = hs.contacts.bulk_create([*new, {"email": "B@x.example"}], key="email", duplicates="first")
    assert (statuses(report), report.duplicates) == ("ffdd", 1)
    report = hs.contacts.bulk_create([{"city": "1"}, {"city": "1"}], duplicates="first")  # nothing identifies them
    assert (statuses(report), report.duplicates) == ("dd", 0)
    one, other = (hs.companies.create({"name": name}).id for name in "ab")
    person = next(iter(hs.contacts.list())).id
    pairs = [
        {"from": person, "to": one, "no_such_field": 1},
        {"from": person, "to": one},
        {"from": person, "to": other},
        (person, other),
    ]
    for method in (hs.associations.bulk_create, hs.associations.bulk_archive):
        report = method("contacts", "companies", pairs, duplicates="first")
        assert (statuses(report), report.duplicates) == ("ffdd", 1)


def test_a_row_that_is_left_out_for_an_unknown_one_ends_as_that_one_does_in_the_next_run(hs, sandbox, folder):
    given = [{"email": "a@x.example", "city": city} for city in "12"]
    given += [{"email": f"p{number}@x.example"} for number in range(200)]
    sandbox.fail("POST", "*/batch/upsert", status=504, nth=[1])

    def until_it_breaks():
        yield from given
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hs.contacts.bulk_upsert(until_it_breaks(), duplicates="first", journal=folder / "j.db", concurrency=1)
    with closing(sqlite3.connect(folder / "j.db")) as journal:
        left = journal.execute("select number, status from rows where status <> 'done' order by number").fetchall()
    assert left[:2] == [(0, "unknown"), (1, "unknown")]
    report = hs.contacts.bulk_upsert(given, duplicates="first", journal=folder / "j.db")
    assert (statuses(report), report.duplicates) == ("d" * 202, 1)
    assert hs.contacts.get("a@x.example", id_property="email", properties=["city"]).properties["city"] == "1"


class Held(Portal):
    """Refuses the request of the row with key g, and answers that of d only once the load has ended for it."""

    def __init__(self, event):
        super().__init__()
        self.event = event
        self.refused = False

    def before(self, step):
        """What an answer waits for."""
        keys = {entry["id"] for entry in step[1]} if isinstance(step, tuple) else set()
        if "g" in keys:
            self.faults, self.refused = ["refused"], True
        return "d" in keys

    def progress(self, _progress):
        if self.refused:
            self.event.set()


def held_load(colour, given_of, **options):
    """The report of a load whose row d is under way while an error of the call ends it."""
    if colour == "sync":
        portal = Held(threading.Event())

        def perform(step):
            assert not portal.before(step) or portal.event.wait(20)
            return portal.perform(step)

        plan = load(write("upsert"), given_of(portal), {"progress": portal.progress, **options})
        return run(plan, perform)

    async def main():
        portal = Held(anyio.Event())

        async def perform(step):
            if portal.before(step):
                await portal.event.wait()
                for _ in range(5):  # until what reads rows had its turn
                    await anyio.lowlevel.checkpoint()
            return portal.perform(step)

        plan = load(write("upsert"), given_of(portal), {"progress": portal.progress, **options})
        return await run_async(plan, perform, 2)

    return anyio.run(main)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_rows_left_out_for_one_under_way_end_as_it_does_whatever_ended_the_load(colour):
    keys = [*"abcdefghi", *map(str, range(40)), "d", "g"]
    outcomes = [*held_load(colour, lambda _: iter(rows(keys)), duplicates="first", concurrency=2).outcomes]
    assert "".join(each.status[0] for each in outcomes) == "ddddddfff" + "f" * 40 + "df"
    assert outcomes[-2].change == "duplicate"
    assert all(isinstance(each.error, NotSent) for each in outcomes if not each.ok)


@pytest.mark.parametrize("key", ["d", "x"])
def test_a_row_that_comes_when_the_load_has_ended_is_left_for_the_next_run(folder, key):
    def given_of(portal):
        async def given():
            for each in rows("abcdefghi"):
                yield each
            await portal.event.wait()
            yield {"key": key, "row": "row 9"}

        return given()

    report = held_load("async", given_of, duplicates="first", concurrency=3, journal=folder / "j.db")
    assert (report.failed, report.left) == (0, 3 if key == "d" else 4)


@pytest.mark.parametrize("in_order", [False, True])
def test_each_outcome_is_handed_over_once(in_order):
    seen = []
    report = loaded(Portal(), rows("aaabcde" * 3), outcomes=seen.append, in_order=in_order)
    numbers = [each.number for each in seen]
    assert sorted(numbers) == list(range(21))
    assert not in_order or numbers == sorted(numbers)
    assert Counter(each.status for each in seen) == {"done": report.done}


def test_progress_counts_rows_requests_and_time():
    seen, ticks = [], iter(range(1000))
    portal = Portal()
    loaded(portal, rows("abcdefgh"), progress=seen.append, clock=lambda: float(next(ticks)))
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert (seen[-1].rows, seen[-1].done, seen[-1].left) == (8, 8, 0)
    assert seen[-1].rate == 8 / seen[-1].seconds


def test_requests_and_retries_are_counted(sandbox):
    sandbox.reset()
    sandbox.application.faults.clear()
    sandbox.fail("POST", "*/batch/*", fault="503", times=1)
    with HubSpot(sandbox.token, base_url=sandbox.url, retries=2) as hs:
        report = hs.contacts.bulk_upsert([{"email": "a@x.example"}])
    assert (report.done, report.requests, report.retries) == (1, 2, 1)


def test_a_check_may_change_or_refuse_rows():
    def check(row):
        if row.values["key"] == "b":
            return Row(row.number, row.values, row.line, InputError("key", "is not wanted"))
        return Row(row.number, {**row.values, "key": "z"}, row.line)

    portal = Portal()
    report = loaded(portal, rows("ab"), check=check)
    assert statuses(report) == "df"
    assert set(portal.records) == {"z"}


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"duplicates": "some"}, "duplicates"),
        ({"concurrency": 0}, "concurrency"),
        ({"outcomes": 5}, "outcomes"),
        ({"journal": ""}, "journal"),
        ({"failed": b"x"}, "failed"),
    ],
)
def test_a_bad_option_is_refused_before_anything_is_read(options, field):
    def unread():
        raise AssertionError
        yield

    with pytest.raises(InputError) as raised:
        loaded(Portal(), unread(), **options)
    assert raised.value.field == field


def test_what_failed_is_written_to_be_loaded_again(folder):
    portal = Portal()
    portal.faults = [None, "partial"]
    given = folder / "rows.csv"
    given.write_text("key,row\na,1\nb,2\nc,3\nd,4\n,5\nf,6\n", encoding="utf-8")
    report = loaded(portal, given, failed=folder / "failed.csv", concurrency=1)
    assert (report.done, report.failed) == (4, 2)
    again = loaded(portal, folder / "failed.csv", concurrency=1)
    assert (again.rows, again.done) == (2, 1)  # one has no key still
    assert {key: each["row"] for key, each in portal.records.items()} == {
        key: str(number) for number, key in enumerate("abcdxf", 1) if key != "x"
    }


def test_a_file_for_failures_that_cannot_be_written_is_refused_before_anything_is_sent(folder):
    portal = Portal()
    for path in (folder / "no such folder" / "x.jsonl", folder / "x.doc", folder / "x.csv"):  # rows without columns
        with pytest.raises(InputError, match=r"^failed"):
            loaded(portal, rows("ab"), failed=path)
    assert portal.requests == 0


@pytest.mark.parametrize("function", ["outcomes", "progress", "check"])
def test_an_async_function_which_nobody_would_await_is_refused(function):
    async def called(_):
        raise AssertionError

    with pytest.raises(InputError, match="not async"):
        loaded(Portal(), rows("ab"), **{function: called})


@pytest.mark.parametrize("function", ["outcomes", "progress"])
@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("width", [1, 3])
def test_a_function_that_raises_keeps_nothing_from_being_written_down(folder, function, kind, width):
    portal, calls, given = Portal(), [], Values(rows("abcdefghij"), fingerprint="x")

    def raising(one):
        calls.append(one)
        if len(calls) % 2 == 0:
            raise kind

    options = {"keyed": False, "journal": folder / "j.db", "concurrency": width}
    with pytest.raises(kind):
        loaded(portal, given, "create", **{function: raising}, **options)
    made = len(portal.created)
    report = loaded(portal, given, "create", **options)
    assert (report.resumed, report.done) == (made, 10)
    assert Counter(portal.created) == Counter(f"row {number}" for number in range(10))


def test_what_a_check_gives_has_the_number_of_its_row(sandbox):
    sandbox.reset()
    given = [{"firstname": "a"}, {"firstname": "b", "nope": "1"}, {"firstname": "c"}]
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        report = hs.contacts.bulk_create(given, check=lambda row: Row(0, row.values))
    assert statuses(report) == "dfd"
    with pytest.raises(ConfigurationError, match="check must return a Row, not nothing"):
        loaded(Portal(), rows("ab"), check=lambda _row: None)


def test_a_journal_is_no_file_for_failures(folder):
    with pytest.raises(InputError, match="is the journal"):
        loaded(Portal(), rows("ab"), journal=folder / "x.jsonl", failed=folder / "." / "x.jsonl")


def test_a_file_for_failures_that_becomes_unwritable_does_not_cost_the_report(folder):
    def given():
        yield from rows(["a", ""])
        (folder / "failed.jsonl").mkdir()

    with pytest.raises(LoadError, match=r"failed: .*failed.jsonl .*; 2 rows, 1 done") as raised:
        loaded(Portal(), given(), failed=folder / "failed.jsonl")
    assert statuses(raised.value.report) == "df"


# -- errors of the call --------------------------------------------------------------------------------------------


def test_an_error_of_the_call_is_raised_if_nothing_was_done():
    portal = Portal()
    portal.faults = ["refused"] * 9
    with pytest.raises(RateLimited):
        loaded(portal, rows("abcdefgh"))
    assert portal.requests <= 2  # those under way at a time


def test_an_error_of_the_call_leaves_no_row_without_an_outcome():
    portal = Portal()
    portal.faults = [None, "refused"]
    report = loaded(portal, (each for each in rows("abcdefghij" * 10)), concurrency=1)
    assert isinstance(report.stopped, RateLimited)
    assert (report.rows, report.done, report.failed, report.left) == (100, 3, 97, 0)
    assert all(isinstance(each.error, NotSent) for each in report.failures)
    with pytest.raises(RateLimited):
        report.raise_for_failures()


def test_with_a_journal_the_rest_is_left_for_the_next_run(folder):
    portal = Portal()
    portal.faults = [None, "refused"]
    report = loaded(portal, Values(rows("abcdefghij"), fingerprint="x"), journal=folder / "j.db", concurrency=1)
    assert report.done == 3
    assert report.failed == 0
    assert report.left > 0
    report = loaded(portal, Values(rows("abcdefghij"), fingerprint="x"), journal=folder / "j.db")
    assert (report.rows, report.done, report.resumed, report.stopped) == (10, 10, 3, None)
    assert portal.requests == 2 + 3


def test_an_error_of_a_look_up_stops_the_load_and_leaves_its_rows_in_doubt():
    portal = Portal()
    portal.faults = [None, "lost after", "refused"]
    report = loaded(portal, rows("abcdefghi"), "create", concurrency=1)
    assert isinstance(report.stopped, RateLimited)
    assert statuses(report) == "ddduuufff"


# -- journals ------------------------------------------------------------------------------------------------------


def test_a_finished_journal_gives_the_same_report_and_sends_nothing(folder):
    portal = Portal()
    first = loaded(portal, Values(rows("abcb"), fingerprint="x"), journal=folder / "j.db")
    requests = portal.requests
    again = loaded(portal, Values(rows("abcb"), fingerprint="x"), journal=folder / "j.db")
    assert portal.requests == requests
    assert [*first.outcomes] == [*again.outcomes]
    assert (first.rows, first.done, first.created) == (again.rows, again.done, again.created)
    assert sorted(each.name for each in folder.iterdir()) == ["j.db"]


def test_a_journal_is_for_one_load(folder):
    journal = folder / "j.db"
    loaded(Portal(), Values(rows("ab"), fingerprint="x"), journal=journal)
    with pytest.raises(InputError, match=r"^journal: \S+j.db is the journal of another load .* name another"):
        loaded(Portal(), Values(rows("abc"), fingerprint="y"), journal=journal)
    with pytest.raises(InputError, match="operation 'upsert', not 'create'"):
        loaded(Portal(), Values(rows("ab"), fingerprint="x"), "create", journal=journal)
    with pytest.raises(InputError, match="duplicates 'last', not 'first'"):
        loaded(Portal(), Values(rows("ab"), fingerprint="x"), journal=journal, duplicates="first")


def test_a_row_that_is_another_one_than_before_is_noticed(folder):
    portal = Portal()
    portal.faults = [None, "refused"]
    loaded(portal, rows("abcdef"), journal=folder / "j.db", concurrency=1)
    with pytest.raises(InputError, match="row 1 is not the one"):
        loaded(portal, rows("axcdef"), journal=folder / "j.db")


@pytest.mark.parametrize("is_finished", [True, False])
@pytest.mark.parametrize("others", ["axcdef", "abc", "abcdefg", ""])
def test_other_rows_than_before_are_noticed(folder, is_finished, others):
    portal = Portal()
    portal.faults = [] if is_finished else [None, None, None, "refused"]
    first = loaded(
        portal, rows("abcdefghijklmnopqr"[: 6 if is_finished else 18]), journal=folder / "j.db", concurrency=1
    )
    assert (first.stopped is None) == is_finished
    made = dict(portal.records)
    if others == "abcdefg" and not is_finished:
        return  # rows at the end that were not reached before
    with pytest.raises(InputError, match="other rows need a journal of their own"):
        loaded(portal, rows(others), journal=folder / "j.db")
    assert portal.records == made


def test_the_same_rows_have_the_same_report(folder):
    portal = Portal()
    given = [*rows("abc"), {"key": ""}]
    first = loaded(portal, given, journal=folder / "j.db")
    again = loaded(portal, given, journal=folder / "j.db")
    assert [*map(str, first.outcomes)] == [*map(str, again.outcomes)]
    assert portal.requests == 1


@pytest.mark.parametrize("later", [3600, -3600])
def test_a_record_that_an_earlier_run_created_is_known_as_such_at_any_time(folder, later):
    """However long after, and whether or not this machine's clock was set meanwhile."""
    portal, given = Portal(), Values(rows("abc"), fingerprint="x")
    portal.faults = ["lost after", "refused"]
    loaded(portal, given, "create", journal=folder / "j.db")
    now = {"journal": folder / "j.db", "wall": lambda: NOW.timestamp() + later}
    portal.faults = ["refused"]
    with pytest.raises(RateLimited):  # it only begins to look
        loaded(portal, given, "create", **now)
    report = loaded(portal, given, "create", **now)
    assert statuses(report) == "ddd"
    assert len(portal.created) == 3


@pytest.mark.parametrize("ahead", [7200, -7200])
@pytest.mark.parametrize("journal", [True, False])
def test_a_record_is_known_as_new_by_the_clock_of_hubspot(folder, ahead, journal):
    wrong = {"wall": lambda: NOW.timestamp() + ahead, **({"journal": folder / "j.db"} if journal else {})}
    portal = Portal()
    portal.dated, portal.faults = True, ["lost after"]
    assert statuses(loaded(portal, rows("abcd"), "create", **wrong)) == "dddd"
    portal = Portal()
    portal.dated, portal.faults = True, ["lost after", "refused", "refused"]
    loaded(portal, rows("abcd"), "create", **wrong, concurrency=1)
    if journal:
        assert statuses(loaded(portal, rows("abcd"), "create", journal=folder / "j.db")) == "dddd"


def test_two_loads_cannot_have_one_journal(folder):
    one = Journal(folder / "j.db")
    with pytest.raises(InputError, match="in use by another load"):
        Journal(folder / "j.db")
    one.close()
    Journal(folder / "j.db").close()


def test_a_file_of_something_else_is_no_journal(folder):
    (folder / "text.csv").write_text("a,b\n" * 1000)
    with pytest.raises(InputError, match="is not a journal"):
        Journal(folder / "text.csv")
    with closing(sqlite3.connect(folder / "other.db")) as other, other:
        other.execute("create table things (name text)")
    other.close()
    with pytest.raises(InputError, match="a database of something else"):
        Journal(folder / "other.db")


def cut(data):
    return data[: len(data) // 2]


def overwritten(data):
    return data[:5000] + b"x" * 4000 + data[9000:]


@pytest.mark.parametrize("damage", [cut, overwritten])
def test_a_damaged_journal_is_refused(folder, damage):
    portal, given = Portal(), Values(rows([f"k{number}" for number in range(500)]), fingerprint="x")
    portal.faults = [*[None] * 100, "refused"]
    loaded(portal, given, "create", keyed=False, journal=folder / "j.db", concurrency=1)
    made = list(portal.created)
    (folder / "j.db").write_bytes(damage((folder / "j.db").read_bytes()))
    with pytest.raises(InputError, match=r"is damaged|is not a journal"):
        loaded(portal, given, "create", keyed=False, journal=folder / "j.db", concurrency=1)
    assert portal.created == made


@pytest.mark.parametrize(
    ("name", "said"), [("nodir/j.db", r"there is no folder \S+nodir$"), ("adir", r"\S+adir is a folder: name a file$")]
)
def test_a_journal_that_cannot_be_a_file_is_refused(folder, name, said):
    (folder / "adir").mkdir()
    portal = Portal()
    with pytest.raises(InputError, match=f"^journal: {said}"):
        loaded(portal, rows("ab"), journal=folder / name)
    assert portal.requests == 0
    assert [each.name for each in folder.rglob("*")] == ["adir"]


def test_another_programs_database_is_no_journal_even_without_its_log(folder):
    kept, moved = folder / "portal.db", folder / "moved.db"
    with closing(sqlite3.connect(kept)) as database:
        database.execute("pragma application_id = 1234")
        database.execute("pragma journal_mode = wal")
        database.execute("create table things (name)")
        database.execute("pragma wal_checkpoint")
        moved.write_bytes(kept.read_bytes())  # with a log that is elsewhere
    with pytest.raises(InputError, match=r"moved.db is not a journal, but a database of something else"):
        loaded(Portal(), rows("ab"), journal=moved)


def test_a_journal_that_was_moved_without_its_log_is_refused(folder):
    """Without the log the rows that were sent last would be sent once more."""
    portal, given = Portal(), Values(rows("abcdefghi"), fingerprint="x")
    killed, log = folder / "killed.db", folder / "killed.db-wal"
    portal.faults = [None, None, "kill after"]
    portal.copies = {str(folder / "j.db"): str(killed), f"{folder / 'j.db'}-wal": str(log)}
    with pytest.raises(Killed):
        loaded(portal, given, "create", keyed=False, journal=folder / "j.db", concurrency=1)
    portal.dead, made = False, list(portal.created)
    log.rename(folder / "elsewhere")
    with pytest.raises(InputError, match=r"killed.db-wal is missing"):
        loaded(portal, given, "create", keyed=False, journal=killed)
    assert portal.created == made
    (folder / "elsewhere").rename(log)
    assert statuses(loaded(portal, given, "create", keyed=False, journal=killed)) == "dddddduuu"


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update load set value = '{' where name = 'portal'", "is damaged"),
        ("pragma user_version = 9", "made by another version"),
    ],
)
def test_a_journal_that_cannot_be_understood_is_refused(folder, statement, problem):
    loaded(Portal(), Values(rows("ab"), fingerprint="x"), journal=folder / "j.db")
    with closing(sqlite3.connect(folder / "j.db", isolation_level=None)) as other:
        other.execute(statement)
    with pytest.raises(InputError, match=problem):
        loaded(Portal(), Values(rows("ab"), fingerprint="x"), journal=folder / "j.db")


@pytest.mark.parametrize("kind", ["upsert", "create"])
@pytest.mark.parametrize("pages", [6, 9, 12])
def test_a_full_disk_stops_the_load_and_leaves_nothing_in_doubt(folder, monkeypatch, kind, pages):
    """A database that may not grow is a full disk, until the reserve is given up."""
    given, portal = rows([f"k{number}" for number in range(2000)]), Portal()
    begin, give_up = Journal.begin, Journal._give_up_reserve

    def small(self, load):
        begin(self, load)
        self._connection.execute(f"pragma max_page_count = {pages}")

    def roomier(self):
        self._connection.execute("pragma max_page_count = 100000")
        return give_up(self)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "begin", small)
        patched.setattr(Journal, "_give_up_reserve", roomier)
        with pytest.raises(JournalError, match="full"):
            loaded(portal, Values(given, fingerprint="x"), kind, keyed=False, journal=folder / "j.db")
    assert len(portal.created) < 2000
    report = loaded(portal, Values(given, fingerprint="x"), kind, keyed=False, journal=folder / "j.db")
    assert statuses(report) == "d" * 2000
    assert len(portal.created) == 2000


def test_a_load_that_is_interrupted_writes_down_what_is_under_way(folder):
    """As Ctrl-C does: requests under way end, and their outcomes are kept."""
    portal = Portal()

    def interrupted():
        for number, each in enumerate(rows("abcdefgh")):
            if number == 7:
                raise KeyboardInterrupt
            yield each

    with pytest.raises(KeyboardInterrupt):
        loaded(portal, Values(interrupted(), fingerprint="x"), "create", keyed=False, journal=folder / "j.db")
    made = len(portal.created)
    report = loaded(portal, Values(rows("abcdefgh"), fingerprint="x"), "create", keyed=False, journal=folder / "j.db")
    assert statuses(report) == "d" * 8
    assert report.resumed == made


def test_a_new_record_without_a_key_that_may_exist_is_not_sent_again(folder):
    portal, journal = Portal(), Journal(folder / "j.db")
    journal.begin({"operation": "create", "duplicates": "last", "portal": 7, "fingerprint": "x"})
    journal.send([0, 1], NOW.timestamp())
    journal.close()
    report = loaded(portal, Values(rows("abc"), fingerprint="x"), "create", keyed=False, journal=folder / "j.db")
    assert statuses(report) == "uud"
    assert all(isinstance(each.error, Interrupted) and each.error.in_doubt for each in report.failures)
    assert portal.created == ["row 2"]


def test_errors_are_read_from_disk_as_they_were(hs):
    seen = []
    report = hs.contacts.bulk_upsert([{"email": "a@x.example", "hs_object_id": "x", "nope": "1"}], outcomes=seen.append)
    (kept,) = report.failures
    assert type(kept.error) is type(seen[0].error)
    assert (str(kept.error), kept.error.status) == (str(seen[0].error), 400)
    assert kept.error.errors == seen[0].error.errors
    assert kept.field == seen[0].field


def test_counts_add_up_when_a_later_run_stops_earlier(folder):
    portal = Portal()
    portal.faults = ["lost after", None, "refused"]
    first = loaded(portal, Values(rows("abcdefghi"), fingerprint="x"), journal=folder / "j.db", concurrency=1)
    assert (first.done, first.unknown, first.left) == (3, 3, first.rows - 6)
    portal.faults = ["refused"]
    report = loaded(portal, Values(rows("abcdefghi"), fingerprint="x"), journal=folder / "j.db", concurrency=1)
    assert report.rows >= report.done + report.failed + report.unknown
    assert report.left == report.rows - 3


# -- parts ---------------------------------------------------------------------------------------------------------


def test_values_are_the_same_only_as_texts_unless_they_are_moments():
    moment = Timestamp("2026-01-01T00:00:00.000Z")
    assert changes_nothing({"a": "1", "b": "", "c": moment}, {"a": "1", "b": None, "c": "2026-01-01T00:00:00Z"})
    assert not changes_nothing({"a": "01"}, {"a": "1"})
    assert not changes_nothing({"a": "1.0"}, {"a": "1"})
    assert changes_nothing({"a": "1.0", "b": "A@x"}, {"a": "1", "b": "a@x"}, loosely=True)


@pytest.mark.parametrize("given", [5, None, b"x", object()])
def test_what_has_no_rows_is_refused(given):
    with pytest.raises(InputError, match="rows: expected rows, or a path"):
        rows_of(given)


def test_an_error_in_doubt_is_no_failure_of_the_others():
    portal = Portal()
    portal.faults = ["lost after"]
    report = loaded(portal, rows("abcdef"), "create", keyed=False, concurrency=1)
    assert statuses(report) == "uuuddd"
    assert all(isinstance(each.error, NetworkError) for each in report.failures)
