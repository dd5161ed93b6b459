"""Rows are checked against the definitions before anything is sent."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, InputError
from hubspot_facade.bulk import sources
from hubspot_facade.bulk.rows import Row
from hubspot_facade.crm.properties.checked_rows import RowCheck
from hubspot_facade.crm.properties.definitions import Definition, Definitions

STAGES = {"lead": "Lead", "customer": "Customer", "other": "Sonstige", "OTHER2": "sonstige"}
DEFINITIONS = Definitions(
    "contacts",
    [
        Definition("email", "string"),
        Definition("amount", "number"),
        Definition("since", "date"),
        Definition("seen", "datetime"),
        Definition("stage", "enumeration", options=STAGES),
        Definition("stages", "enumeration", options=STAGES, multiple=True),
        Definition("vip", "bool", options={"true": "Yes", "false": "No"}),
        Definition("createdate", "datetime", read_only=True),
        Definition("legacy_id", "string", read_only=True),
    ],
)


def checked(values, key=None):
    return RowCheck(DEFINITIONS, key=key)(Row(0, values, 2))


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("amount", "12.50", "12.50"),
        ("amount", Decimal("1E+3"), "1000"),
        ("since", "2026-12-24", "2026-12-24"),
        ("since", date(2026, 12, 24), "2026-12-24"),
        ("since", datetime(2026, 12, 24), "2026-12-24"),
        ("seen", "2026-12-24 10:00", "2026-12-24T10:00:00.000Z"),
        ("stage", "lead", "lead"),
        ("stage", "Customer", "customer"),
        ("stage", " LEAD ", "lead"),
        ("stages", "Lead;customer", "lead;customer"),
        ("stages", ";Lead", ";lead"),
        ("vip", "yes", "true"),
        ("vip", True, "true"),
        ("email", "", ""),
        ("EMAIL", "a@example.com", "a@example.com"),
    ],
)
def test_values_are_sent_in_the_form_of_their_property(name, value, sent):
    row = checked({name: value})
    assert row.error is None
    assert row.values == {name: sent}
    assert checked({"properties": {name: value}}).values == {"properties": {name: sent}}


@pytest.mark.parametrize(
    ("values", "field", "problem"),
    [
        ({"amount": "1,234.50"}, "amount", "expected a number, not '1,234.50': write 1234.5"),
        ({"amount": "€ 12"}, "amount", "expected a number"),
        ({"since": "12/24/2026"}, "since", "use ISO 8601"),
        ({"since": "24.12.2026"}, "since", "use ISO 8601"),
        ({"stage": "Sonstige"}, "stage", "'Sonstige' is not one of its options"),  # the label of two
        ({"stage": "leda"}, "stage", "did you mean 'lead'"),
        ({"stages": "lead;nope"}, "stages", "'nope' is not one of its options"),
        ({"vip": "ja"}, "vip", "expected True or False"),
        ({"createdate": "2026-01-01"}, "createdate", "is read-only"),
        ({"email": "ada at example.com"}, "email", "expected an e-mail address, not 'ada at example.com'"),
        ({"email": "ada"}, "email", "expected an e-mail address"),
        ({"emial": "a@example.com"}, "emial", "did you mean 'email'"),
        ({"email": "x@" + "x" * 199_998}, "email", "has 200,000 characters"),
        ({"properties": {"amount": "x"}, "id": "1"}, "amount", "expected a number"),
    ],
)
def test_what_a_property_cannot_be_is_an_error_of_its_row(values, field, problem):
    row = checked(values)
    assert row.error.field == field
    assert problem in row.error.problem


def test_all_that_is_wrong_in_a_row_is_said_at_once():
    assert str(checked({"amount": "x", "vip": "ja"}).error) == (
        "amount: expected a number, not 'x'; vip: expected True or False, not 'ja'"
    )


def test_the_key_must_be_there_and_may_be_read_only():
    assert checked({"legacy_id": "7"}, key="legacy_id").error is None
    assert str(checked({"email": "a@b"}, key="legacy_id").error).startswith("legacy_id: is missing")
    assert checked({"id": "7", "properties": {}}, key="legacy_id").error is None
    assert checked({"hs_object_id": "7", "email": "a@b"}, key="id").values == {"hs_object_id": "7", "email": "a@b"}
    assert checked({"email": "a@b"}, key="id").error.field == "id"


def test_rows_that_could_not_be_read_stay_as_they_are():
    row = Row(0, {}, 2, InputError("x", "y"))
    assert RowCheck(DEFINITIONS)(row) is row
    assert checked("17").values == "17"


CSV = b"""Email,First Name,Close Date,Number of Employees,Notes
ada@example.com,Ada,2026-12-24,7,x
bob@example.com,Bob,24.12.2026,7,x
"""


@pytest.fixture(params=["sync", "async"])
def check(request, running):
    """Checks rows on either client; the errors of the rows by line."""
    running.reset()
    options = {"base_url": running.url, "access_token": running.token}
    if request.param == "sync":
        with HubSpot(**options) as hs:
            yield hs.properties.check_rows
    else:
        import asyncio

        def checked(*arguments, **options_):
            async def run():
                async with AsyncHubSpot(**options) as hs:
                    return await hs.properties.check_rows(*arguments, **options_)

            return asyncio.run(run())

        yield checked


def test_a_file_is_checked_by_the_definitions_of_the_account(check, running):
    rows = check("contacts", sources.open(io.BytesIO(CSV)), key="email", ignore=["Notes", "Number of Employees"])
    assert rows.properties["First Name"] == "firstname"
    first, second = rows
    assert first.values == {"email": "ada@example.com", "firstname": "Ada", "closedate": "2026-12-24T00:00:00.000Z"}
    assert (second.line, second.error.field) == (3, "closedate")
    assert first.original == ["ada@example.com", "Ada", "2026-12-24", "7", "x"]
    assert {request.method for request in running.requests} == {"GET"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "contacts have no property 'Notes'"),
        ({"ignore_unknown": True, "key": "hs_object_id"}, "no column is loaded as 'hs_object_id'"),
        ({"columns": {"Nots": "notes"}}, "there is no column 'Nots'; did you mean 'Notes'"),
    ],
)
def test_columns_are_refused_before_any_row_is_read(check, options, said):
    with pytest.raises(InputError, match=said):
        check("contacts", sources.open(io.BytesIO(CSV)), **options)


def test_rows_of_an_iterable_are_checked_too(check):
    good, bad, broken = check("contacts", [{"email": "a@example.com", "vip": "x"}, {"firstname": "A"}, 7], key="email")
    assert "vip" in str(good.error)
    assert str(bad.error).startswith("email: is missing")
    assert broken.values == 7


def test_an_id_may_be_given_by_its_label(check):
    (row,) = check("contacts", sources.open(io.BytesIO(b"Record ID,email\n17,a@example.com\n")), key="id")
    assert row.values == {"id": "17", "email": "a@example.com"}


def test_awaited_rows_are_checked_by_the_client_that_awaits(running):
    import asyncio

    async def given():
        yield {"email": "a@example.com", "closedate": "2026-12-24"}
        yield {"email": "b@example.com", "closedate": "24.12.2026"}

    async def load():
        async with AsyncHubSpot(base_url=running.url, access_token=running.token) as hs:
            rows = await hs.properties.check_rows("contacts", given(), key="email")
            assert dict(rows.properties) == {}
            return await hs.contacts.bulk_upsert(rows)

    running.reset()
    report = asyncio.run(load())
    assert (report.rows, report.done, report.failed) == (2, 1, 1)
    assert [(each.number, each.field) for each in report.failures] == [(1, "closedate")]


@pytest.mark.parametrize("columns_known", [True, False])
def test_pipelines_and_stages_are_ids_of_the_account(sandbox, columns_known):
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        stages = [{"label": "Verhandlung", "displayOrder": 0, "metadata": {"probability": "0.5"}}]
        other = hs.pipelines.create("deals", "Other", stages=stages)
        stage = hs.pipelines.get("deals", other.id).stages[0].id
        deals = [
            ("closedwon", ""),
            ("Closed Won", ""),
            ("Verhandlung", "default"),
            (stage, other.id),
            (stage, "default"),
            ("closedwon", "Sales Pipeline"),
            ("", "default"),
        ]
        rows = [{"dealname": "A", "dealstage": one, "pipeline": two} for one, two in deals]
        given = io.StringIO("dealname,dealstage,pipeline\n" + "".join(f"A,{one},{two}\n" for one, two in deals))
        found = [*hs.properties.check_rows("deals", sources.open(given, format="csv") if columns_known else rows)]
        wrong = [each.error and each.error.field for each in found]
        assert wrong == [None, "dealstage", "dealstage", None, "dealstage", "pipeline", None]
        assert "did you mean 'closedwon'?" in str(found[1].error)
        report = hs.deals.bulk_create([{name: text for name, text in row.items() if text} for row in rows])
        refused = {each.number for each in report.failures}
        assert refused == {index for index, field in enumerate(wrong) if field}  # as HubSpot has it


def test_without_pipelines_to_read_stages_are_left_to_hubspot(sandbox):
    sandbox.fail("GET", "/crm*pipelines*", status=403, times=2)
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        (row,) = hs.properties.check_rows("deals", [{"dealstage": "x"}])
    assert row.error is None
