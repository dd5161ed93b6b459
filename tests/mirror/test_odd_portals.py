"""Portals that change in unusual ways between runs: the mirror that was kept up to date is the same as a new one."""

from __future__ import annotations

import pytest

from hubspot_facade import RateLimited
from hubspot_facade.mirror import mirror
from hubspot_facade.mirror.sqlite import SQLiteDatabase
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.tables.columns import Column
from tests.mirror.contents import differences, query, tables


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.db"


def same_as_new(hs, file, **options):
    """Bring the mirror up to date, and compare it with a new one."""
    report = mirror(hs, file, **options)
    new = file.with_name(f"new {report.run}.db")
    mirror(hs, new, **options)
    assert differences(file, new, computed=False) == []
    return report


def listings(sandbox, before):
    """The pages of live records that were read since."""
    reads = [each for each in sandbox.requests[before:] if each.method == "GET" and "/objects/" in each.path]
    return [each for each in reads if "archived" not in each.query]


def restore(sandbox, kind, number):
    portal = sandbox.portal
    with portal.store.transaction():
        portal.service(Records).restore(portal.service(ObjectTypes).find(kind), int(number))


def test_an_account_without_records(hs, file):
    report = mirror(hs, file, include=["contacts", "companies", "deals"])
    assert not report.failed
    assert [report.part(kind).rows for kind in ("contacts", "companies", "deals")] == [0, 0, 0]
    assert query(file, "select count(*) from owners") != [(0,)]
    same_as_new(hs, file, include=["contacts", "companies", "deals"])


def test_a_record_that_is_archived_restored_and_archived_again(sandbox, hs, file):
    made, other = (hs.companies.create({"name": name}) for name in ("Acme", "Bolt"))
    hs.associations.create("companies", made.id, "companies", other.id)
    for step in ("live", "archived", "live", "archived", "both"):
        if step in ("archived", "both"):
            hs.companies.archive(made.id)
        elif query_if(file, "select 1 from removed_records"):
            restore(sandbox, "companies", made.id)
        if step == "both":
            restore(sandbox, "companies", made.id)
        same_as_new(hs, file, include=["companies"])
        sandbox.advance(100)


def query_if(file, sql):
    return query(file, sql) if file.exists() else []


@pytest.mark.parametrize("seen", ["every merge", "the last merge"])
@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_a_chain_of_merges(sandbox, hs, file, kind, seen):
    records = hs.objects(kind)
    name = {"contacts": "lastname", "companies": "name"}[kind]
    a, b, c = (records.create({name: text}).id for text in "abc")
    deal = hs.deals.create({"dealname": "x"}, associations={kind: a})
    mirror(hs, file, include=[kind, "deals"])
    sandbox.advance(100)
    ab = records.merge(b, a).id
    if seen == "every merge":
        same_as_new(hs, file, include=[kind, "deals"])
        sandbox.advance(100)
    abc = records.merge(c, ab).id
    same_as_new(hs, file, include=[kind, "deals"])
    assert query(file, f"select id from {kind}") == [(int(abc),)]  # noqa: S608 # our own tables
    assert query(file, f"select to_id from deals_to_{kind} where from_id = ?", deal.id) == [(int(abc),)]  # noqa: S608


@pytest.mark.parametrize("kind", ["contacts", "companies"])
@pytest.mark.parametrize("chain", [False, True])
def test_a_merge_whose_record_is_archived_before_a_run_sees_it(sandbox, hs, file, kind, chain):
    records = hs.objects(kind)
    name = {"contacts": "lastname", "companies": "name"}[kind]
    a, b, c = (records.create({name: text}).id for text in "abc")
    deal = hs.deals.create({"dealname": "x"}, associations={kind: a})
    mirror(hs, file, include=[kind, "deals"])
    assert query(file, f"select to_id from deals_to_{kind} where from_id = ?", deal.id) == [(int(a),)]  # noqa: S608
    sandbox.advance(100)
    merged = records.merge(b, a).id
    used = {a, b}
    if chain:
        used |= {c, merged}
        merged = records.merge(c, merged).id
    records.archive(merged)
    same_as_new(hs, file, include=[kind, "deals"])
    left = {int(each) for each in {a, b, c} - used}
    assert {row[0] for row in query(file, f"select id from {kind}")} == left  # noqa: S608 # our own tables
    assert query(file, "select count(*) from associations") == [(0,)]
    removed = dict(query(file, "select id, reason from removed_records where object_type = ?", kind))
    assert removed.pop(int(merged)) == "archived"
    assert removed == {int(each): "merged" for each in used - {merged}}
    restore(sandbox, kind, merged)
    same_as_new(hs, file, include=[kind, "deals"])
    assert {row[0] for row in query(file, f"select id from {kind}")} == left | {int(merged)}  # noqa: S608


def test_merges_while_a_run_is_under_way(sandbox, hs, file, monkeypatch):
    monkeypatch.setattr(SQLiteDatabase, "batch", 100)
    ids = [each.id for each in hs.companies.batch_create([{"name": str(n)} for n in range(250)]).results]
    sandbox.advance(100)
    done = []

    def merge(progress):
        if progress.part == "companies" and progress.rows >= 100 and not done:
            first = hs.companies.merge(ids[1], ids[0]).id
            done.append(hs.companies.merge(ids[240], first).id)

    mirror(hs, file, include=["companies"], progress=merge)
    assert done
    same_as_new(hs, file, include=["companies"])
    assert query(file, "select count(*) from companies") == [(248,)]


def test_a_custom_type_that_is_deleted_and_made_again(sandbox, hs, file):
    def make(**given):
        labels = {"singular": "boat", "plural": "boats"}
        return hs.schemas.create("boat", labels=labels, properties=[{"name": "name", "label": "Name"}, given])

    first = make(name="length", label="Length", type="number", fieldType="number")
    hs.objects(first.object_type_id).create({"name": "Argo", "length": "12"})
    contact = hs.contacts.create({"email": "ada@example.com"})
    same_as_new(hs, file, include=["boat", "contacts"])
    for each in hs.objects(first.object_type_id).list():
        hs.objects(first.object_type_id).archive(each.id)
    hs.schemas.archive(first.object_type_id)
    sandbox.advance(100)
    mirror(hs, file, include=["contacts"])
    assert "boat" not in tables(file)
    second = make(name="length", label="Length", type="string", fieldType="text")
    hs.objects(second.object_type_id).create({"name": "Beagle", "length": "long"})
    hs.contacts.update(contact.id, {"city": "Graz"})
    same_as_new(hs, file, include=["boat", "contacts"])
    assert query(file, "select name, length from boat") == [("Beagle", "long")]


def test_a_custom_type_with_the_name_of_a_view(hs, file):
    ada, acme = hs.contacts.create({"email": "ada@example.com"}), hs.companies.create({"name": "Acme"})
    hs.contacts.add_to_company(ada.id, acme.id)
    mirror(hs, file, include=["contacts", "companies"])
    assert query(file, "select count(*) from contacts_to_companies") == [(1,)]
    labels = {"singular": "x", "plural": "xs"}
    made = hs.schemas.create("contacts_to_companies", labels=labels, properties=[{"name": "name", "label": "Name"}])
    hs.objects(made.object_type_id).create({"name": "a table"})
    same_as_new(hs, file, include=["contacts", "companies", made.object_type_id])
    assert query(file, "select name from contacts_to_companies") == [("a table",)]


@pytest.mark.parametrize("name", ["sqlite_master", "duckdb_x", "mirror_mine", "list_members_record_id", "sqlite"])
def test_custom_types_with_names_that_the_database_keeps_for_itself(hs, file, name):
    ada = hs.contacts.create({"email": "ada@example.com"})
    made = hs.schemas.create(
        name,
        labels={"singular": "x", "plural": "xs"},
        properties=[{"name": "name", "label": "Name"}],
        associated_objects=["CONTACT"],
    )
    hs.objects(made.object_type_id).create({"name": "a record"}, associations={"contacts": ada.id})
    same_as_new(hs, file, include=["contacts", made.object_type_id])
    ((table,),) = query(file, "select name from object_types where custom")
    assert table == ("sqlite" if name == "sqlite" else made.fully_qualified_name.lower())
    assert query(file, f"select name from {table}") == [("a record",)]  # noqa: S608


def test_a_type_of_too_many_properties_fails_alone_and_says_what_to_do(hs, file):
    hs.contacts.create({"email": "ada@example.com"})
    several = [
        {"name": f"p{number}", "label": "x", "type": "string", "fieldType": "text", "groupName": "dealinformation"}
        for number in range(2000)
    ]
    hs.properties.batch_create("deals", several)
    report = mirror(hs, file, include=["deals", "contacts"])
    (part,) = report.failed
    assert "name the properties to mirror" in part.error
    assert query(file, "select email from contacts") == [("ada@example.com",)]
    assert mirror(hs, file, include=["deals"], properties={"deals": ["dealname", "p1999"]}).failed == []


def add_property(hs, name, kind="string", field="text", **more):
    hs.properties.create(
        "contacts", name, label=name, type=kind, field_type=field, group_name="contactinformation", **more
    )


def test_a_property_that_is_deleted_and_made_again_with_another_type(sandbox, hs, file):
    add_property(hs, "size")
    for text in ("large", "12", None):
        hs.contacts.create({"lastname": "x", "size": text} if text else {"lastname": "x"})
    same_as_new(hs, file, include=["contacts"])
    sandbox.advance(100)
    hs.properties.archive("contacts", "size")
    add_property(hs, "size", "number", "number")
    same_as_new(hs, file, include=["contacts"])
    assert query(file, "select text from unread_values") == [("large",)]
    assert query(file, "select size from contacts order by id") == [(None,), (12.0,), (None,)]
    sandbox.advance(100)
    hs.properties.archive("contacts", "size")
    same_as_new(hs, file, include=["contacts"])
    assert query(file, "select * from unread_values") == []


def test_when_a_type_changes_records_are_read_without_search_which_may_not_find_what_does_not_fit(sandbox, hs, file):
    add_property(hs, "size")
    hs.contacts.create({"lastname": "x", "size": "large"})
    mirror(hs, file, include=["contacts"])
    sandbox.advance(100)
    hs.properties.update("contacts", "size", type="number", field_type="number")
    before = len(sandbox.requests)
    mirror(hs, file, include=["contacts"])
    assert query(file, "select property, text from unread_values") == [("size", "large")]
    assert len(listings(sandbox, before)) == 1


def test_names_that_are_words_of_sql(hs, file):
    names = ["order", "select", "group", "from", "table", "null", "index", "values", "primary", "rowid", "oid"]
    for name in names:
        add_property(hs, name)
    hs.contacts.create({name: f"a {name}" for name in names})
    same_as_new(hs, file, include=["contacts"])
    same_as_new(hs, file, include=["contacts"])
    listed = ", ".join(f'"{name}"' for name in names)
    assert query(file, f"select {listed} from contacts") == [tuple(f"a {name}" for name in names)]  # noqa: S608


def test_names_that_differ_in_case_only_have_a_column_each_and_keep_it(hs, file, monkeypatch):
    made = hs.contacts.create({"lastname": "x", "city": "Graz"})
    order = [["city"], ["City", "city", "ID"], ["ID", "City", "city"]]

    def columns(_definitions, taken):
        assert "id" in taken
        return [Column(name, "text", name) for name in order[0]]

    monkeypatch.setattr("hubspot_facade.mirror.definitions.columns_of", columns)
    seen = []
    while order:
        mirror(hs, file, include=["contacts"], lists=False)
        seen.append(query(file, "select name from pragma_table_info('contacts')")[3:])
        order.pop(0)
    assert seen == [[("city",)], *[[("city",), ("properties.City",), ("properties.ID",)]] * 2]
    assert query(file, "select city from contacts where id = ?", made.id) == [("Graz",)]


def test_a_type_with_hundreds_of_properties(hs, file):
    for some in range(6):
        hs.properties.batch_create(
            "contacts",
            [
                {
                    "name": f"p{some * 100 + n}",
                    "label": "x",
                    "type": "string",
                    "fieldType": "text",
                    "groupName": "contactinformation",
                }
                for n in range(100)
            ],
        )
    hs.contacts.create({f"p{n}": f"value {n}" for n in range(600)})
    mirror(hs, file, include=["contacts"])
    assert query(file, "select p0, p599 from contacts") == [("value 0", "value 599")]
    hs.properties.archive("contacts", "p0")
    same_as_new(hs, file, include=["contacts"])


def test_texts_that_databases_could_stumble_over(hs, file):
    texts = [
        "nul \0 inside",
        "quote ' and \" and ; --",
        "😀 " * 10,
        "line\nbreak",
        "x" * 65_000,
        "\u202e right to left",
    ]
    made = [hs.contacts.create({"lastname": text}).id for text in texts]
    same_as_new(hs, file, include=["contacts"])
    found = dict(query(file, "select id, lastname from contacts"))
    assert [found[int(each)] for each in made] == texts


def test_a_type_that_may_not_be_read_any_more_keeps_its_rows_and_is_reported(sandbox, hs, file):
    contact, acme = hs.contacts.create({"email": "ada@example.com"}), hs.companies.create({"name": "Acme"})
    hs.contacts.add_to_company(contact.id, acme.id)
    mirror(hs, file)
    sandbox.advance(100)
    hs.contacts.update(contact.id, {"city": "Graz"})
    refusal = {"status": "error", "category": "MISSING_SCOPES", "message": "missing", "errors": []}
    for path in ("/crm/*/0-2", "/crm/*/0-2/*"):
        sandbox.fail(["GET", "POST"], path, status=403, body=refusal, times=99)
    report = mirror(hs, file)
    assert [each.name for each in report.missing] == ["companies"]
    assert not report.failed
    assert query(file, "select name from companies") == [("Acme",)]
    assert query(file, "select to_id from contacts_to_companies") == [(int(acme.id),)]
    assert query(file, "select city from contacts") == [("Graz",)]
    assert mirror(hs, file, include=["contacts", "companies"]).failed  # it was asked for by name


@pytest.mark.parametrize("status", [400, 404])
def test_a_type_that_the_account_has_lost_is_a_failure_and_keeps_its_rows(sandbox, hs, file, status):
    hs.companies.create({"name": "Acme"})
    mirror(hs, file)
    for path in ("/crm/*/0-2", "/crm/*/0-2/*"):
        sandbox.fail(["GET", "POST"], path, status=status, body={"message": "no such type"}, times=99)
    report = mirror(hs, file)
    assert [each.name for each in report.failed] == ["companies"]
    assert query(file, "select name from companies") == [("Acme",)]


@pytest.mark.parametrize("status", [429, 502])
def test_a_listing_that_breaks_off_goes_on_in_the_next_run(sandbox, hs, file, monkeypatch, status):
    monkeypatch.setattr(SQLiteDatabase, "batch", 100)
    hs.contacts.batch_create([{"lastname": str(number)} for number in range(350)])
    sandbox.advance(100)
    named = {"include": ["contacts"], "properties": {"contacts": ["lastname"]}, "lists": False}
    sandbox.fail("GET", "/crm/*objects*/0-1", status=status, skip=2, times=1)
    with hs.with_options(retries=0) as once:
        if status == 429:  # no other part would fare better
            with pytest.raises(RateLimited):
                mirror(once, file, **named)
        else:
            assert [each.name for each in mirror(once, file, **named).failed] == ["contacts"]
    assert query(file, "select count(*) from contacts") == [(200,)]
    before = len(sandbox.requests)
    mirror(hs, file, **named)
    assert len(listings(sandbox, before)) == 2  # the third page and the fourth
    same_as_new(hs, file, **named)
