"""What is in a mirror, and what a run reports."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, HubSpotError, InputError, MirrorError, NetworkError
from hubspot_facade.mirror import mirror
from hubspot_facade.mirror.opening import _Lock, open_database
from hubspot_facade.mirror.sqlite import SQLiteDatabase
from tests.mirror.conftest import FAST
from tests.mirror.contents import contents, query, tables


@pytest.fixture
def file(tmp_path):
    return tmp_path / "portal.db"


@pytest.fixture(params=["v3", "2026-03", "2026-09"])
def edition(request):
    return request.param


def test_a_mirror_has_records_with_typed_columns_and_what_belongs_to_them(sandbox, edition, file):
    with HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST, api_version=edition) as hs:
        for name, kind, field in (
            ("score", "number", "number"),
            ("born", "date", "date"),
            ("vip", "bool", "booleancheckbox"),
        ):
            options = [{"label": "Yes", "value": "true"}, {"label": "No", "value": "false"}] if kind == "bool" else None
            hs.properties.create(
                "contacts",
                name,
                label=name,
                type=kind,
                field_type=field,
                group_name="contactinformation",
                options=options,
            )
        hs.properties.create(
            "contacts",
            "colours",
            label="Colours",
            type="enumeration",
            field_type="checkbox",
            group_name="contactinformation",
            options=[{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}],
        )
        acme = hs.companies.create({"name": "Acme"})
        ada = hs.contacts.create(
            {"email": "ada@example.com", "score": "12.50", "born": "1815-12-10", "vip": True, "colours": "red;blue"}
        )
        hs.contacts.add_to_company(ada.id, acme.id)
        fans = hs.lists.create("Fans")
        hs.lists.add_members(fans.list_id, [ada.id])
        report = mirror(hs, file, include=["contact", "0-2", "deals"])
    assert not report.failed
    assert not report.missing
    assert report.part("contacts").rows == 1
    sql = "select id, email, score, typeof(score), born, vip, colours from contacts"
    assert query(file, sql) == [
        (int(ada.id), "ada@example.com", 12.5, "real", "1815-12-10", 1, '["red", "blue"]'),
    ]
    created = datetime.fromisoformat(query(file, "select created_at from contacts")[0][0])
    assert created == ada.created_at.astimezone(UTC)
    ends = query(file, "select from_type, from_id, to_type, to_id from associations group by 1, 2, 3, 4 order by 1")
    assert ends == [
        ("companies", int(acme.id), "contacts", int(ada.id)),
        ("contacts", int(ada.id), "companies", int(acme.id)),
    ]
    assert query(file, "select to_id from contacts_to_companies where from_id = ?", ada.id) == [(int(acme.id),)]
    members = "select l.name, m.record_id from lists l join list_members m on m.list_id = l.id"
    assert query(file, members) == [("Fans", int(ada.id))]
    definition = "select column_name, type, field_type, is_read_only from properties where object_type = ? and name = ?"
    assert query(file, definition, "contacts", "colours") == [("colours", "enumeration", "checkbox", 0)]
    options = "select value, label from property_options where property = 'colours' order by display_order"
    assert query(file, options) == [("red", "Red"), ("blue", "Blue")]
    stages = "select count(*) from pipeline_stages where object_type = 'deals' and is_closed"
    assert query(file, stages) == [(2,)]  # won and lost


def test_custom_types_have_tables_of_their_name_unless_that_is_taken(sandbox, hs, file):
    for name in ("boat", "owners"):
        hs.schemas.create(
            name, labels={"singular": name, "plural": f"{name}s"}, properties=[{"name": "name", "label": "Name"}]
        )
    for schema in hs.schemas.list():
        hs.objects(schema.object_type_id).create({"name": f"a {schema.name}"})
    mirror(hs, file, include=["boat", "owners", "contacts"])
    full = next(each.fully_qualified_name for each in hs.schemas.list() if each.name == "owners").lower()
    assert query(file, "select name from boat") == [("a boat",)]
    assert query(file, f"select name from {full}") == [("a owners",)]  # noqa: S608 # our own table
    assert "email" in query(file, "select group_concat(name) from pragma_table_info('owners')")[0][0]


def test_the_table_of_a_custom_type_goes_with_it(hs, file):
    made = hs.schemas.create(
        "boat", labels={"singular": "boat", "plural": "boats"}, properties=[{"name": "name", "label": "Name"}]
    )
    mirror(hs, file, include=["boat"])
    assert "boat" in tables(file)
    hs.schemas.archive(made.object_type_id)
    mirror(hs, file, include=["contacts"])
    assert "boat" not in tables(file)


def test_a_property_that_is_named_like_our_columns_has_another_column(hs, file):
    hs.properties.create(
        "contacts", "created_at", label="x", type="string", field_type="text", group_name="contactinformation"
    )
    hs.contacts.create({"email": "ada@example.com", "created_at": "in Graz"})
    mirror(hs, file, include=["contacts"])
    assert query(file, 'select "properties.created_at" from contacts') == [("in Graz",)]
    assert query(file, "select column_name from properties where name = 'created_at'") == [("properties.created_at",)]


def test_a_value_that_does_not_fit_its_definition_is_kept_beside_the_table(hs, file):
    hs.properties.create(
        "contacts", "size", label="x", type="string", field_type="text", group_name="contactinformation"
    )
    ada = hs.contacts.create({"email": "ada@example.com", "size": "large"})
    bob = hs.contacts.create({"email": "bob@example.com", "size": "12345678901234567891"})
    hs.properties.update("contacts", "size", type="number", field_type="number")
    report = mirror(hs, file, include=["contacts"])
    assert report.unread == {"contacts.size": 2}
    assert query(file, "select object_type, id, property, text from unread_values order by id") == [
        ("contacts", int(ada.id), "size", "large"),
        ("contacts", int(bob.id), "size", "12345678901234567891"),
    ]
    assert query(file, "select size from contacts order by id") == [(None,), (1.2345678901234567e19,)]
    hs.contacts.update(ada.id, {"size": 44})
    mirror(hs, file, include=["contacts"])
    assert query(file, "select size from contacts where id = ?", ada.id) == [(44.0,)]
    assert query(file, "select id from unread_values") == [(int(bob.id),)]


def test_only_the_properties_that_are_named_are_columns(hs, file):
    hs.contacts.create({"email": "ada@example.com", "city": "Graz"})
    columns = "select name from pragma_table_info('contacts')"
    mirror(hs, file, include=["contacts"], properties={"contact": ["Email"]})
    assert query(file, columns) == [("id",), ("created_at",), ("updated_at",), ("email",)]
    mirror(hs, file, include=["contacts"], properties={"contacts": ["city"]})
    assert query(file, columns)[3:] == [("city",)]
    assert query(file, "select city from contacts") == [("Graz",)]
    with pytest.raises(InputError, match=r"^properties: contacts have no property 'town'"):
        mirror(hs, file, include=["contacts"], properties={"contacts": ["town"]})
    with pytest.raises(InputError, match=r"have no property 'emial'; did you mean 'email'"):
        mirror(hs, file, include=["contacts"], properties={"contacts": ["emial"]})


def test_what_the_token_may_not_read_is_reported_with_its_scopes_and_the_rest_is_done(sandbox, hs, file):
    hs.contacts.create({"email": "ada@example.com"})
    token = sandbox.new_token(scopes=["crm.objects.contacts.read", "crm.schemas.contacts.read"])
    with HubSpot(token, base_url=sandbox.url, limits=FAST) as limited:
        report = mirror(limited, file)
        assert query(file, "select email from contacts") == [("ada@example.com",)]
        missing = {each.name: each.scopes for each in report.missing}
        assert "crm.objects.companies.read" in " ".join(missing["companies"])
        assert not report.failed
        named = mirror(limited, file, include=["companies"])
    assert [each.name for each in named.failed] == ["companies"]
    sql = "select scopes from mirror_parts where part = 'companies' and outcome = 'missing'"
    assert json.loads(query(file, sql)[0][0]) == [*missing["companies"]]


def test_a_part_that_fails_ends_alone_and_the_next_run_does_it(sandbox, hs, file):
    hs.contacts.create({"email": "ada@example.com"})
    hs.companies.create({"name": "Acme"})
    sandbox.fail("GET", "/crm/*/0-2", status=500, times=20)
    with hs.with_options(retries=0) as once:
        report = mirror(once, file, include=["contacts", "companies"])
    assert [each.name for each in report.failed] == ["companies"]
    assert query(file, "select outcome from mirror_runs") == [("partly",)]
    assert query(file, "select count(*) from contacts") == [(1,)]
    sandbox.application.faults.clear()
    assert not mirror(hs, file, include=["contacts", "companies"]).failed
    assert query(file, "select name from companies") == [("Acme",)]


def test_without_a_connection_the_run_ends_and_says_so(sandbox, hs, file):
    mirror(hs, file, include=["contacts"])
    with HubSpot("x", base_url="http://127.0.0.1:9", retries=0) as unreachable, pytest.raises(NetworkError):
        mirror(unreachable, file)
    (row,) = query(file, "select outcome, error from mirror_runs where run = 2")
    assert row[0] == "failed"
    assert "127.0.0.1:9" in row[1]


@pytest.mark.parametrize("name", ["portal.db", "portal.duckdb"])
@pytest.mark.parametrize(
    ("token", "options"),
    [
        ("wrong", {}),
        (None, {"include": ["contactz"]}),
        (None, {"include": ["contacts"], "properties": {"contacts": ["emial"]}}),
        (None, {"include": ["contacts"], "properties": {"companies": ["name"], "nothing": ["name"]}}),
    ],
)
def test_a_run_that_is_refused_before_it_read_anything_leaves_no_file(sandbox, hs, tmp_path, name, token, options):
    with HubSpot(token or sandbox.token, base_url=sandbox.url) as asked, pytest.raises(HubSpotError):
        mirror(asked, tmp_path / name, **options)
    assert [*tmp_path.iterdir()] == []


def test_a_refused_run_leaves_a_file_that_was_there(hs, file):
    mirror(hs, file, include=["contacts"])
    before = contents(file)
    with pytest.raises(InputError, match="did you mean 'email'"):
        mirror(hs, file, include=["contacts"], properties={"contacts": ["emial"]})
    assert contents(file) == before


def test_the_lock_of_a_run_is_gone_when_it_ends_and_one_of_a_killed_run_locks_nothing(hs, file):
    beside = file.with_name("portal.db.lock")
    beside.touch()
    database, _ = open_database(file)
    with pytest.raises(MirrorError, match="another mirror"):
        open_database(file)
    assert beside.exists()
    database.close()
    assert [*file.parent.iterdir()] == []
    database, keep = open_database(file)
    keep()
    database.close()
    assert [*file.parent.iterdir()] == [file]


def test_a_lock_that_was_removed_while_it_was_taken_is_taken_again(file, monkeypatch):
    beside, connect, removed = file.with_name("portal.db.lock"), sqlite3.connect, []

    def late(path, **options):
        connection = connect(path, **options)
        if path == beside and beside.exists() and not removed and options:
            removed.append(connection.execute("begin exclusive"))  # as another mirror that ends just now
            connection.execute("rollback")
            beside.unlink()
        return connection

    monkeypatch.setattr(sqlite3, "connect", late)
    database, _ = open_database(file)
    assert beside.exists()
    with pytest.raises(MirrorError, match="another mirror"):
        open_database(file)
    database.close()


def test_never_do_two_have_the_lock_however_they_come_and_go(file):
    def try_often(_):
        held = 0
        for _ in range(300):
            try:
                lock = _Lock(file)
            except MirrorError:
                continue
            with open(file, "x"):  # it is there while another has the lock
                held += 1
            lock.release()
        return held

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_often, range(4))) > 0
    assert [*file.parent.iterdir()] == []


def test_a_full_run_removes_what_was_deleted_for_good_which_others_only_notice(sandbox, hs, file):
    ada, bob = (hs.contacts.create({"email": f"{name}@example.com"}) for name in ("ada", "bob"))
    mirror(hs, file, include=["contacts"])
    hs.contacts.gdpr_delete(ada.id)
    sandbox.advance(100)
    report = mirror(hs, file, include=["contacts"])
    assert "search counts 1 records, the mirror 2" in report.part("contacts").note
    report = mirror(hs, file, include=["contacts"], full=True)
    assert report.part("contacts").note is None
    assert report.part("contacts").removed == 1
    assert query(file, "select id from contacts") == [(int(bob.id),)]


def test_a_second_run_reads_only_what_has_changed(sandbox, hs, file):
    sandbox.seed(contacts=300)
    sandbox.advance(100)
    first = mirror(hs, file, include=["contacts"], lists=False)
    sandbox.advance(100)
    hs.contacts.update(query(file, "select max(id) from contacts")[0][0], {"city": "Graz"})
    before = len(sandbox.requests)
    second = mirror(hs, file, include=["contacts"], lists=False)
    assert first.part("contacts").written == 300
    assert second.part("contacts").written == 1
    reads = [each for each in sandbox.requests[before:] if each.method == "GET" and "/objects/" in each.path]
    assert all("archived=true" in each.query for each in reads)


def test_a_type_without_search_is_listed_by_every_run(sandbox, hs, file):
    hs.contacts.create({"email": "ada@example.com"})
    sandbox.fail("POST", "/crm/*/0-1/search", status=400, times=99)
    for count in (1, 2):
        assert mirror(hs, file, include=["contacts"]).part("contacts").rows == count
        hs.contacts.create({"email": f"bob{count}@example.com"})


def test_two_mirrors_on_one_file_are_refused(hs, file):
    mirror(hs, file, include=["contacts"])
    with closing(open_database(file)[0]), pytest.raises(MirrorError, match=r"another mirror is writing portal\.db"):
        mirror(hs, file, include=["contacts"])
    mirror(hs, file, include=["contacts"])


def test_a_mirror_can_be_read_while_it_is_written(hs, file):
    mirror(hs, file, include=["contacts"])
    with closing(open_database(file)[0]) as database, database.transaction():
        database.execute("delete from object_types")
        assert query(file, "select name from object_types") == [("contacts",)]


def test_the_file_of_another_portal_or_of_something_else_is_refused(sandbox, hs, file, tmp_path):
    mirror(hs, file, include=["contacts"])
    other = sandbox.new_token(portal=4711)
    with (
        HubSpot(other, base_url=sandbox.url, limits=FAST) as theirs,
        pytest.raises(MirrorError, match="and the token is of portal 4711"),
    ):
        mirror(theirs, file, include=["contacts"])
    strange = tmp_path / "strange.db"
    with closing(sqlite3.connect(strange)) as connection:
        connection.execute("create table mine (a)")
    with pytest.raises(MirrorError, match=r"strange.db is a database, but no mirror"):
        mirror(hs, strange)
    assert query(strange, "select name from sqlite_master") == [("mine",)]
    text = tmp_path / "text.db"
    text.write_text("to whom it may concern " * 99)
    with pytest.raises(MirrorError, match=r"text.db is not a SQLite database"):
        mirror(hs, text)
    assert text.read_text().startswith("to whom")


def test_a_full_disk_is_a_clear_error_and_the_file_stays_whole(sandbox, hs, file, monkeypatch):
    sandbox.seed(contacts=150)
    mirror(hs, file, include=["companies"])
    before = contents(file)
    pages = query(file, "pragma page_count")[0][0]
    opened = SQLiteDatabase.prepare

    def small(self):
        self.execute(f"pragma max_page_count = {pages + 20}")
        opened(self)

    with monkeypatch.context() as patched:
        patched.setattr(SQLiteDatabase, "prepare", small)
        with pytest.raises(MirrorError, match=r"^portal.db has no more room on its disk; .* run the same again$"):
            mirror(hs, file, include=["contacts", "companies"])
    assert query(file, "pragma integrity_check") == [("ok",)]
    assert {name: rows for name, rows in contents(file).items() if name in before} | {"contacts": []} != {}
    mirror(hs, file, include=["contacts", "companies"])
    new = file.with_name("new.db")
    mirror(hs, new, include=["contacts", "companies"])
    assert contents(file) == contents(new)


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        ("portal.txt", {}, "should end in .db or .sqlite for SQLite, or in .duckdb for DuckDB"),
        ("portal.db", {"associations": "some"}, "associations: expected changed, full, none, not 'some'"),
        ("portal.db", {"include": ["contcts"]}, "include: there is no object type 'contcts'; did you mean 'contacts'"),
        ("portal.db", {"include": ["deals"], "exclude": ["deal"]}, "exclude: leaves no object type"),
        ("portal.db", {"properties": {"boats": ["a"]}}, "properties: there is no object type 'boats'"),
    ],
)
def test_wrong_arguments_are_refused(hs, tmp_path, name, options, problem):
    with pytest.raises(InputError) as refused:
        mirror(hs, tmp_path / name, **options)
    assert problem in str(refused.value)


def test_the_asynchronous_client_is_refused_with_what_to_do(file):
    with pytest.raises(InputError, match="an asynchronous program runs mirror"):
        mirror(AsyncHubSpot("x"), file)


def test_a_load_is_not_read_again_once_search_must_know_it(sandbox, hs, file):
    def rows_read():
        seen = []
        mirror(hs, file, include=["contacts"], progress=seen.append)
        sandbox.advance(300)
        return max(each.rows for each in seen if each.part == "contacts" and not each.ended)

    hs.contacts.batch_create([{"lastname": str(number)} for number in range(30)])
    sandbox.advance(5)
    assert [rows_read() for _ in range(4)] == [30, 30, 0, 0]
    hs.contacts.create({"lastname": "later"})
    assert [rows_read() for _ in range(3)] == [1, 1, 0]


def test_progress_counts_each_row_once(sandbox, hs, file):
    hs.contacts.batch_create([{"lastname": str(number)} for number in range(30)])
    seen = []
    mirror(hs, file, include=["contacts"], progress=seen.append)
    assert max(each.rows for each in seen if each.part == "contacts") == 30


def test_progress_of_associations_counts_the_records_that_were_asked_about(sandbox, hs, file):
    hs.contacts.batch_create([{"lastname": str(number)} for number in range(130)])
    hs.companies.create({"name": "A"})
    seen = []
    mirror(hs, file, include=["contacts", "companies"], progress=seen.append)
    steps = [each for each in seen if each.part == "associations of contacts" and not each.ended]
    assert [(each.rows, each.of, each.unit) for each in steps] == [(100, 130, "record"), (130, 130, "record")]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_ctrl_c_at_the_beginning_of_a_transaction_leaves_none_open(file, moment):
    database, _ = open_database(file)
    execute = database.execute

    def interrupted(sql, *values):
        if sql == "begin" and moment == "before":
            raise KeyboardInterrupt
        execute(sql, *values)
        if sql == "begin":
            raise KeyboardInterrupt

    database.execute = interrupted
    with pytest.raises(KeyboardInterrupt), database.transaction():
        pytest.fail("it was interrupted")
    database.execute = execute
    with database.transaction():
        pass
    database.close()
