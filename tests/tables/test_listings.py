"""Listings, searches, batches and changes as rows and files, on both clients."""

import asyncio
import csv
import json
import warnings
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, InputError
from hubspot_facade.tables.columns import UnreadValuesWarning
from tests.unpaced import FAST

OWN = ["id", "created_at", "updated_at", "archived", "archived_at"]


class Tables:
    """What a client makes of a listing, awaited where it has to be."""

    def __init__(self, sandbox, colour):
        self.colour = colour
        self.options = {"base_url": sandbox.url, "access_token": sandbox.token, "limits": FAST}

    def rows(self, listed, **options):
        if self.colour == "sync":
            with HubSpot(**self.options) as hs:
                return list(listed(hs).to_rows(**options))

        async def gathered():
            async with AsyncHubSpot(**self.options) as hs:
                return [row async for row in listed(hs).to_rows(**options)]

        return asyncio.run(gathered())

    def write(self, listed, method, path, **options):
        if self.colour == "sync":
            with HubSpot(**self.options) as hs:
                return getattr(listed(hs), method)(path, **options)

        async def awaited():
            async with AsyncHubSpot(**self.options) as hs:
                return await getattr(listed(hs), method)(path, **options)

        return asyncio.run(awaited())


@pytest.fixture(params=["sync", "async"])
def tables(running, request):
    running.reset()
    return Tables(running, request.param)


@pytest.fixture
def hs(running, tables):
    with HubSpot(base_url=running.url, access_token=running.token, limits=FAST) as client:
        yield client


def test_records_have_typed_values(tables, hs):
    made = hs.deals.create(
        {
            "dealname": "Engine",
            "amount": "12.50",
            "closedate": "2026-12-24",
            "dealstage": "appointmentscheduled",
        }
    ).id
    names = ["dealname", "amount", "closedate", "num_associated_contacts", "hs_is_closed"]
    (row,) = tables.rows(lambda hs: hs.deals.list(properties=names))
    assert [*row] == [*OWN, *names, "unread"]
    assert (row["id"], row["archived"], row["archived_at"], row["unread"]) == (made, False, None, None)
    assert isinstance(row["created_at"], datetime)
    assert row["amount"] == Decimal("12.50")
    assert str(row["amount"]) == "12.50"
    assert row["closedate"] == datetime(2026, 12, 24, tzinfo=UTC)
    assert (row["num_associated_contacts"], row["hs_is_closed"]) == (0, False)
    (found,) = tables.rows(lambda hs: hs.deals.search(properties=names), numbers="float")
    assert (found["amount"], type(found["amount"])) == (12.5, float)
    assert {**found, "amount": None} == {**row, "amount": None}
    (typed,) = tables.rows(lambda hs: hs.deals.typed.list(properties=names))
    assert typed == row
    (modified,) = tables.rows(lambda hs: hs.deals.list_modified(oldest_first=True, properties=names))
    assert modified == row
    batch = hs.deals.batch_read([made], properties=names)
    (read,) = tables.rows(lambda hs: hs.deals.table(batch, properties=names))
    assert read == row
    (shown,) = tables.rows(lambda hs: hs.deals.table(batch))
    assert row.items() <= shown.items()


def test_columns_are_the_properties_that_were_asked_for_even_without_records(tables, tmp_path):
    done = tables.write(lambda hs: hs.contacts.list(properties=["email"]), "to_csv", tmp_path / "t.csv")
    assert (done.rows, [each.name for each in done.columns]) == (0, [*OWN, "email", "unread"])
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").split() == [",".join([*OWN, "email", "unread"])]


def test_all_properties_are_columns_on_request(tables, hs):
    hs.contacts.create({"email": "ada@example.com"})
    (row,) = tables.rows(lambda hs: hs.contacts.list(properties="all"))
    assert {each.name for each in hs.properties.list("contacts")} == {*row} - {*OWN, "unread"}


def test_a_property_that_does_not_exist_is_refused(tables):
    with pytest.raises(InputError, match=r"properties\[1\].*did you mean 'email'"):
        tables.rows(lambda hs: hs.contacts.list(properties=["city", "emial"]))
    with pytest.raises(InputError, match="numbers"):
        tables.rows(lambda hs: hs.contacts.list(), numbers="double")


def test_a_history_that_does_not_exist_is_refused_and_each_is_a_column_once(tables, hs):
    hs.contacts.create({"email": "ada@example.com"})
    with pytest.raises(InputError, match=r"properties_with_history\[0\].*did you mean 'email'"):
        tables.rows(lambda hs: hs.contacts.list(properties=["email"], properties_with_history=["emial"]))
    names = ["EMAIL", "email"]
    (row,) = tables.rows(lambda hs: hs.contacts.list(properties=["email"], properties_with_history=names))
    assert [*row] == [*OWN, "email", "history.email", "unread"]
    assert [each["value"] for each in row["history.email"]] == ["ada@example.com"]


def test_associations_that_are_asked_for_twice_are_one_column(tables, hs, tmp_path):
    hs.contacts.create({"email": "ada@example.com"})
    twice = ["companies", "companies"]
    for number, listed in enumerate(
        (
            lambda hs: hs.contacts.list(properties=["email"], associations=twice),
            lambda hs: hs.contacts.changes(0, properties=["email"], associations=twice),
        )
    ):
        done = tables.write(listed, "to_csv", tmp_path / f"{number}.csv")
        assert [each.name for each in done.columns].count("associations.companies") == 1


def test_records_and_changes_that_were_read_before_keep_all_that_they_have(tables, hs):
    acme, ada = hs.companies.create({"name": "Acme"}).id, hs.contacts.create({"email": "ada@example.com"}).id
    hs.contacts.add_to_company(ada, acme)
    parts = {"properties": ["email"], "associations": ["companies"]}
    (row,) = tables.rows(
        lambda hs: hs.contacts.list(properties_with_history="email", **parts),
    )
    read = hs.contacts.list(properties_with_history="email", **parts).all()
    assert tables.rows(lambda hs: hs.contacts.table(read, properties=["email"])) == [row]
    changes = hs.contacts.changes(0, **parts).all()
    (change,) = tables.rows(lambda hs: hs.contacts.changes(0, **parts))
    assert tables.rows(lambda hs: hs.contacts.table(changes, properties=["email"])) == [change]


@pytest.mark.parametrize("mixed", [[5], [None]])
def test_a_table_of_what_is_no_record_is_refused(tables, mixed):
    with pytest.raises(InputError, match=r"records\[0\]: expected a record"):
        tables.rows(lambda hs: hs.contacts.table(mixed))


def test_associations_and_histories_are_columns(tables, hs):
    acme = hs.companies.create({"name": "Acme"}).id
    people = [hs.contacts.create({"firstname": name}).id for name in ("Ada", "Grace")]
    for each in people:
        hs.contacts.add_to_company(each, acme)
    (row,) = tables.rows(
        lambda hs: hs.companies.list(properties="name", associations="contacts,0-3", properties_with_history="name")
    )
    assert row["associations.contacts"] == people
    assert row["associations.0-3"] == []
    assert [each["value"] for each in row["history.name"]] == ["Acme"]


def test_associations_with_a_custom_type_may_be_named_in_any_way(tables, hs):
    schema = {
        "name": "boat",
        "labels": {"singular": "Boat", "plural": "Boats"},
        "primaryDisplayProperty": "model",
        "requiredProperties": ["model"],
        "properties": [{"name": "model", "label": "Model", "type": "string", "fieldType": "text"}],
        "associatedObjects": ["CONTACT"],
    }
    made = json.loads(hs.raw("POST", "/crm/v3/schemas", json=schema).content)
    boat, ada = hs.objects("boat").create({"model": "X"}).id, hs.contacts.create({"firstname": "Ada"}).id
    hs.associations.create(made["objectTypeId"], boat, "contacts", ada)
    for name in ("boat", made["objectTypeId"], made["fullyQualifiedName"]):
        (row,) = tables.rows(lambda hs, name=name: hs.contacts.list(associations=["companies", name]))
        assert (row[f"associations.{name}"], row["associations.companies"], row["unread"]) == ([boat], [], None)
        (change,) = tables.rows(lambda hs, name=name: hs.contacts.changes(0, associations=[name]))
        assert change[f"associations.{name}"] == [boat]
        (owner,) = tables.rows(lambda hs: hs.objects("boat").list(properties="model", associations="contacts"))
        assert (owner["model"], owner["associations.contacts"]) == ("X", [ada])


def test_a_value_that_does_not_fit_is_kept_beside_its_row_and_counted(tables, hs, running, tmp_path):
    group = {"label": "Size", "group_name": "contactinformation"}
    hs.properties.create("contacts", "size", type="string", field_type="text", **group)
    for size in ("12.5", "12,5", "large"):
        made = hs.contacts.create({"size": size}).id
    hs.raw("PATCH", "/crm/v3/properties/contacts/size", json={"type": "number", "fieldType": "number"})
    with pytest.warns(UnreadValuesWarning, match="size: 2 values do not fit .* '12,5' of record"):
        rows = tables.rows(lambda hs: hs.contacts.list(properties="size"))
    assert [row["size"] for row in rows] == [Decimal("12.5"), None, None]
    assert [row["unread"] for row in rows] == [None, {"size": "12,5"}, {"size": "large"}]
    with pytest.warns(UnreadValuesWarning):
        done = tables.write(lambda hs: hs.contacts.list(properties="size"), "to_csv", tmp_path / "t.csv")
    assert done.unread.counts == {"size": 2}
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        found = {row["id"]: row for row in csv.DictReader(file)}
    assert (found[made]["size"], json.loads(found[made]["unread"])) == ("", {"size": "large"})


def test_a_property_that_appears_later_is_a_column_from_there_on(tables, hs, tmp_path):
    hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(3)])
    batch = hs.contacts.batch_read([each.id for each in hs.contacts.list()], properties=["email"])
    records = [*batch.results]
    records[-1].properties["num_notes"] = "7"
    records = records[:1] * 1_000 + records
    done = tables.write(lambda hs: hs.contacts.table(records), "to_csv", tmp_path / "t.csv")
    assert done.columns[-1].name == "num_notes"
    assert done.columns[-1].kind == "whole"
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 1_003
    assert [row["num_notes"] for row in found] == [""] * 1_002 + ["7"]


def test_changes_are_rows(tables, hs, running):
    one, other, gone = (hs.contacts.create({"firstname": name}).id for name in ("Ada", "Grace", "Mary"))
    into = hs.contacts.merge(one, other).id
    hs.contacts.archive(gone)
    rows = tables.rows(lambda hs: hs.contacts.changes(0, properties="firstname"))
    assert [(row["change"], row["id"], row["merged_into"]) for row in rows] == [
        ("merged", one, into),
        ("merged", other, into),
        ("changed", into, None),
        ("archived", gone, None),
    ]
    assert [row["firstname"] for row in rows] == [None, None, "Ada", "Mary"]
    assert rows[3]["archived_at"] is not None


def test_items_that_are_no_records_have_a_column_for_each_field(tables, hs):
    (owner, *_) = hs.owners.list()
    (row, *_) = tables.rows(lambda hs: hs.owners.list())
    assert (row["id"], row["email"], row["user_id"]) == (owner.id, owner.email, owner.user_id)
    assert row["created_at"] == owner.created_at
    (pipeline, *_) = tables.rows(lambda hs: hs.pipelines.list("deals"))
    assert pipeline["stages"][0]["label"] == "Appointment Scheduled"
    assert pipeline["archived"] is False


def test_a_limit_holds_and_progress_is_reported(tables, hs, tmp_path):
    hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(5)])
    seen = []
    done = tables.write(
        lambda hs: hs.contacts.list(limit=3, page_size=2),
        "to_jsonl",
        tmp_path / "t.jsonl",
        progress=lambda so_far: seen.append(so_far.rows),
    )
    assert (done.rows, seen) == (3, [2, 3])
    assert len((tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert tables.rows(lambda hs: hs.contacts.list(limit=0)) == []


def test_a_failure_in_the_middle_leaves_the_file_as_it_was(tables, hs, running, tmp_path):
    hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(5)])
    (tmp_path / "t.csv").write_text("as it was", encoding="utf-8")
    running.fail("GET", "/crm/*/contacts", status=400, skip=1, times=1)
    with warnings.catch_warnings(), pytest.raises(Exception, match="400"):
        tables.write(lambda hs: hs.contacts.list(page_size=2), "to_csv", tmp_path / "t.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "as it was"
