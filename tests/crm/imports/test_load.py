"""`imports.load`: a file or rows in, records as the rows say, and every refused row by line and column."""

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpot, InputError, JobTimeout, NotFound, RowsFailed
from hubspot_facade.crm.imports import source_files
from hubspot_facade.crm.imports.columns import Column
from tests.facade.either import either
from tests.facade.fakes import FakeClock

PEOPLE = "Email,First,Firm,Site\nann@example.com,Ann,Acme,acme.example\nbob@example.com,Bob,Beta,beta.example\n"
COLUMNS = {"Email": "email", "First": "firstname", "Firm": "companies.name", "Site": "companies.domain"}


def workbook(rows, sheets=1, *, shared=False):
    """A workbook as spreadsheet programs write it: empty cells left out, texts in a part of their own or inline."""
    texts, lines = [], []
    for number, row in enumerate(rows, start=1):
        cells = []
        for letter, cell in zip("ABCDEF", row, strict=False):
            if cell is not None and shared:
                texts.append(cell)
                cells.append(f'<c r="{letter}{number}" t="s"><v>{len(texts) - 1}</v></c>')
            elif cell is not None:
                cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(sheets):
            sheet = f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>"
            archive.writestr(f"xl/worksheets/sheet{number + 1}.xml", sheet)
        strings = "".join(f"<si><r><t>{text[:1]}</t></r><r><t>{text[1:]}</t></r></si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    return target.getvalue()


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize("shared", [False, True])
def test_a_workbook_is_imported_by_its_header(hs, people, shared):
    table = [["E-mail", "First", "Town"], ["ann@example.com", None, "Bern"], ["bob@example.com", "Bob", "Graz"]]
    path = people(workbook(table, shared=shared), name="people.xlsx")
    columns = {"Town": "city", "First": "firstname", "E-mail": "email"}
    report = hs.imports.load(path, columns=columns)
    (file,) = request_of(hs, report)["files"]
    assert file["fileFormat"] == "SPREADSHEET"
    assert [each["columnName"] for each in file["fileImportPage"]["columnMappings"]] == table[0]
    found = hs.contacts.list(properties=["city"])
    assert sorted(each.properties["city"] for each in found) == ["Bern", "Graz"]


@pytest.fixture
def people(tmp_path):
    def written(text=PEOPLE, name="people.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def request_of(hs, report):
    return hs.imports.get(report.id).import_request_json


def test_a_file_becomes_records_of_two_types_that_are_associated(hs, people):
    seen = []
    report = hs.imports.load(people(), columns=COLUMNS, name="People", progress=seen.append)
    assert (report.state, report.rows, report.created, report.updated, report.errors) == ("DONE", 2, 4, 0, [])
    assert [each.status for each in seen] == ["DONE"]
    ann = hs.contacts.get_by_email("ann@example.com", properties=["firstname"], associations=["companies"])
    assert ann.properties["firstname"] == "Ann"
    acme = hs.companies.get(ann.associations["companies"].results[0].id, properties=["domain", "name"])
    assert (acme.properties["name"], acme.properties["domain"]) == ("Acme", "acme.example")
    request = request_of(hs, report)
    assert (request["name"], request["importOperations"]) == ("People", {"0-1": "UPSERT", "0-2": "UPSERT"})
    (file,) = request["files"]
    assert (file["fileName"], file["fileFormat"], file["fileImportPage"]["hasHeader"]) == ("people.csv", "CSV", True)
    assert file["fileImportPage"]["columnMappings"] == [
        {
            "columnObjectTypeId": "0-1",
            "columnName": "Email",
            "propertyName": "email",
            "columnType": "HUBSPOT_ALTERNATE_ID",
        },
        {"columnObjectTypeId": "0-1", "columnName": "First", "propertyName": "firstname"},
        {"columnObjectTypeId": "0-2", "columnName": "Firm", "propertyName": "name"},
        {
            "columnObjectTypeId": "0-2",
            "columnName": "Site",
            "propertyName": "domain",
            "columnType": "HUBSPOT_ALTERNATE_ID",
        },
    ]


def test_refused_rows_are_named_by_line_and_column_and_the_others_are_written(hs, people):
    path = people("Email,First\nann@example.com,Ann\nbroken,Bob\nalso broken,Cid\n")
    columns = {"Email": "email", "First": "firstname"}
    with pytest.raises(RowsFailed) as caught:
        hs.imports.load(path, columns=columns)
    report = caught.value.report
    assert str(caught.value).startswith(f"import {report.id} has 2 errors in 3 rows: line 3, Email: ")
    assert [(each.line, each.column, each.property, each.value, each.kind) for each in report.errors] == [
        (3, "Email", "email", "broken", "INVALID_EMAIL"),
        (4, "Email", "email", "also broken", "INVALID_EMAIL"),
    ]
    assert report.errors[0].row == {"Email": "broken", "First": "Bob"}
    assert (report.created, caught.value.kind, caught.value.job_id) == (1, "import", report.id)
    assert hs.contacts.exists("ann@example.com")
    assert [each["line"] for each in json.loads(json.dumps(report.to_dict()))["errors"]] == [3, 4]
    again = hs.imports.wait(report.id, raise_errors=False)
    assert again.errors == report.errors
    shown = hs.imports.list_errors(report.id)
    assert [each.source_data.row_data for each in shown] == [["broken", "Bob"], ["also broken", "Cid"]]
    assert all(each.error_message for each in shown)


def test_rows_are_imported_with_values_in_hubspots_form(hs):
    rows = [
        {
            "email": "ann@example.com",
            "hs_persona": None,
            "closedate": date(2026, 3, 4),
            "annualrevenue": Decimal("12.50"),
        },
        {"email": "bob@example.com"},
    ]
    report = hs.imports.load(iter(rows), create_list=True)
    ann = hs.contacts.get_by_email("ann@example.com", properties=["closedate", "annualrevenue"]).properties
    assert (ann["closedate"], ann["annualrevenue"]) == ("2026-03-04T00:00:00Z", "12.50")
    assert request_of(hs, report)["dateFormat"] == "YEAR_MONTH_DAY"
    assert [hs.lists.get(each).name for each in report.list_ids] != []


def test_settings_and_special_columns_are_as_hubspots_guide_has_them(hs, people):
    path = people("Id,Email,Left out,Label,Firm Id,When\n5,a@example.com,x,Boss,7,2026-01-02\n")
    columns = {
        "Id": "hs_object_id",
        "Email": "email",
        "Left out": None,
        "Label": Column(labels_to="companies"),
        "Firm Id": {
            "to_column_object_type_id": "0-2",
            "foreignKeyType": {"associationTypeId": 279},
            "propertyName": None,
        },
        "When": {
            "columnObjectTypeId": "0-54",
            "columnType": "EVENT_TIMESTAMP",
            "marketingEventSubmissionType": "JOINED",
        },
    }
    report = hs.imports.load(
        path,
        columns=columns,
        operation={"contacts": "update", "0-54": "create"},
        date_format="day_month_year",
        time_zone="Europe/Vienna",
        marketable=False,
        settings={"marketing_event_object_id": 5},
        raise_errors=False,
    )
    request = request_of(hs, report)
    assert {name: each for name, each in request.items() if name not in ("files", "name")} == {
        "importOperations": {"0-1": "UPDATE", "0-54": "CREATE"},
        "dateFormat": "DAY_MONTH_YEAR",
        "timeZone": "Europe/Vienna",
        "marketableContactImport": False,
        "marketingEventObjectId": 5,
    }
    assert request["files"][0]["fileImportPage"]["columnMappings"] == [
        {
            "columnObjectTypeId": "0-1",
            "columnName": "Id",
            "propertyName": "hs_object_id",
            "columnType": "HUBSPOT_OBJECT_ID",
        },
        {"columnObjectTypeId": "0-1", "columnName": "Email", "propertyName": "email"},
        {"columnObjectTypeId": "0-1", "columnName": "Left out", "ignored": True},
        {
            "columnObjectTypeId": "0-1",
            "columnName": "Label",
            "columnType": "FLEXIBLE_ASSOCIATION_LABEL",
            "toColumnObjectTypeId": "0-2",
        },
        {
            "columnObjectTypeId": "0-1",
            "columnName": "Firm Id",
            "toColumnObjectTypeId": "0-2",
            "foreignKeyType": {"associationTypeId": 279},
            "propertyName": None,
        },
        {
            "columnObjectTypeId": "0-54",
            "columnName": "When",
            "columnType": "EVENT_TIMESTAMP",
            "marketingEventSubmissionType": "JOINED",
        },
    ]


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_key_finds_records_and_the_default_is_what_hubspot_uses(hs):
    how = {"label": "H", "type": "string", "field_type": "text", "group_name": "dealinformation"}
    hs.properties.create("deals", "hull", **how, has_unique_value=True)
    hs.imports.load([{"hull": "h-1", "dealname": "One"}], object_type="deals", key="hull")
    report = hs.imports.load([{"hull": "h-1", "dealname": "Two"}], object_type="deals", key="hull")
    assert (report.created, report.updated) == (0, 1)
    made = hs.imports.load([{"dealname": "Three"}], object_type="deals")
    assert request_of(hs, made)["importOperations"] == {"0-3": "CREATE"}
    with pytest.raises(RowsFailed) as caught:
        hs.imports.load([{"email": "new@example.com"}], operation="update")
    assert [each.kind for each in caught.value.report.errors] == ["UPDATE_ONLY_IMPORT"]


TWICE = {"Email": "email", "A": "firstname", "B": "firstname"}
BAD = {
    "no file": (lambda _: "nowhere.csv", {}, "source"),
    "suffix": (lambda people: people(name="people.txt"), {}, "source"),
    "UTF-16": (lambda people: people(PEOPLE.encode("utf-16")), {}, "source"),
    "latin-1": (lambda people: people("Email,First\na@example.com,Jos\xe9\n".encode("latin-1")), {}, "source"),
    "empty": (lambda people: people(""), {}, "source"),
    "semicolons": (lambda people: people("Email;First\na;b\n"), {}, "source"),
    "nameless": (lambda people: people("Email,,First\na,b,c\n"), {}, "source"),
    "twice": (lambda people: people("Email,Email\na,b\n"), {}, "source"),
    "wide": (lambda people: people(",".join(map(str, range(1000)))), {}, "source"),
    "more cells than names": (lambda people: people("Email,First\na@example.com,A,B\n"), {}, "source"),
    "quote that is not closed": (
        lambda people: people('Email,First\na@example.com,"A\nb@example.com,B\n'),
        {},
        "source",
    ),
    "text after a quote": (lambda people: people('Email,First\na@example.com,"A"B\n'), {}, "source"),
    "NUL": (lambda people: people("Email,First\na@example.com,A\0B\n"), {}, "source"),
    "one property twice": (lambda people: people("Email,A,B\na,b,c\n"), {"columns": TWICE}, "columns.B"),
    "twice by id": (
        lambda people: people("Email,A,B\na,b,c\n"),
        {"columns": TWICE | {"B": "0-1.firstname"}},
        "columns.B",
    ),
    "twice in singular": (
        lambda people: people("Email,A,B\na,b,c\n"),
        {"columns": TWICE | {"B": "contact.Firstname"}},
        "columns.B",
    ),
    "twice by field": (
        lambda people: people("Email,A,B\na,b,c\n"),
        {"columns": TWICE | {"B": {"propertyName": "firstname"}}},
        "columns.B",
    ),
    "all ignored": (lambda people: people("A\nb\n"), {"columns": {"A": {"ignored": True}}}, "columns"),
    "blank rows": (lambda people: people("Email,First\n\n,,\n"), {}, "source"),
    "NUL in a row": (lambda _: [{"email": "a\0@example.com"}], {}, "source[0].email"),
    "another case": (lambda people: people("email,Email\na,b\n"), {}, "columns.Email"),
    "nothing to import": (lambda people: people(), {"columns": dict.fromkeys(COLUMNS)}, "columns"),
    "header alone": (lambda people: people("Email\n"), {}, "source"),
    "no rows": (lambda _: [], {}, "source"),
    "no mapping": (lambda _: ["a"], {}, "source[0]"),
    "other keys": (lambda _: [{"email": "a"}, {"mail": "a"}], {}, "source[1].mail"),
    "value": (lambda _: [{"email": "a"}, {"email": object()}], {}, "source[1].email"),
    "one too few": (lambda people: people(), {"columns": {"Email": "email"}}, "columns"),
    "unknown column": (lambda people: people(), {"columns": {**COLUMNS, "Emial": "email"}}, "columns.Emial"),
    "unknown property": (lambda people: people(), {"columns": {**COLUMNS, "First": "fristname"}}, "columns.First"),
    "unknown type": (lambda people: people(), {"columns": {**COLUMNS, "Firm": "boots.name"}}, "object_type"),
    "unknown field": (lambda people: people(), {"columns": {**COLUMNS, "Firm": {"colour": 1}}}, "columns.Firm.colour"),
    "no such key": (lambda people: people(), {"columns": COLUMNS, "key": "phone"}, "key"),
    "key of another": (lambda people: people(), {"columns": COLUMNS, "key": {"deals": "x"}}, "key"),
    "two keys": (
        lambda people: people(),
        {"columns": {**COLUMNS, "First": Column("firstname", key=True)}, "key": "email"},
        "key",
    ),
    "no key": (lambda _: [{"firstname": "A"}], {"operation": "update"}, "key"),
    "operation": (lambda people: people(), {"columns": COLUMNS, "operation": "merge"}, "operation"),
    "dates": (lambda people: people(), {"columns": COLUMNS, "date_format": "ISO"}, "date_format"),
    "marketable": (lambda _: [{"name": "A"}], {"object_type": "companies", "marketable": True}, "marketable"),
    "old workbook": (lambda people: people("x", name="people.xls"), {}, "columns"),
    "no workbook": (lambda people: people("x", name="people.xlsx"), {}, "source"),
    "two sheets": (lambda people: people(workbook([["email"]], sheets=2), name="people.xlsx"), {}, "source"),
    "its columns": (lambda people: people(workbook([["email", "mail"]]), name="people.xlsx"), {}, "columns.mail"),
    "a text without end": (lambda people: people(workbook([["e" * 5_000_000]]), name="people.xlsx"), {}, "source"),
    "a shared text without end": (
        lambda people: people(workbook([["e" * 5_000_000]], shared=True), name="people.xlsx"),
        {},
        "source",
    ),
}


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_imported_is_not_sent(hs, people, paths, name):
    source, how, field = BAD[name]
    with pytest.raises(InputError) as caught:
        hs.imports.load(source(people), **how)
    assert caught.value.field == field
    assert {method for method, _ in paths()} <= {"GET"}


@pytest.mark.parametrize("edition", ["2026-03"])
def test_files_beyond_hubspots_limits_are_not_sent(hs, people, paths, monkeypatch):
    monkeypatch.setattr(source_files, "MOST_ROWS", 3)
    one = 'Email\n"a@example.com"\nb@example.com\n'
    assert (
        hs.imports.load(people(one + '"c@example.com\n\n\n\n"\n'), columns={"Email": "email"}, raise_errors=False).rows
        == 3
    )
    for source in (people(one * 2), [{"email": f"{number}@example.com"} for number in range(4)]):
        with pytest.raises(InputError, match="more than 3 rows"):
            hs.imports.load(source, columns={"Email": "email"} if not isinstance(source, list) else None)
    monkeypatch.setattr(source_files, "MOST_BYTES", 10)
    with pytest.raises(InputError, match="split it"):
        hs.imports.load(people())


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_row_may_have_fewer_cells_than_the_header_has_names(hs, people):
    report = hs.imports.load(people('email,firstname\na@example.com\nb@example.com,"B\n,C",\n'))
    assert (report.rows, report.created) == (2, 2)


@pytest.mark.parametrize("edition", ["2026-03"])
def test_the_one_column_of_a_file_may_have_any_name(hs, people):
    assert hs.imports.load(people('"a;b"\nx@example.com\n'), columns={"a;b": "email"}).created == 1


def test_line_of_bytes_that_are_no_utf_8(people):
    path = people(b"Email\n" * 300_000 + b"\xff\n")
    with pytest.raises(InputError, match="not UTF-8 on line 300001"), HubSpot("x") as hs:
        hs.imports.load(path)


@pytest.fixture
def slow(sandbox, colour):
    """Clients of a sandbox whose jobs take three looks, and their clock."""
    clock, before = FakeClock(), sandbox.application.settings.job_looks
    sandbox.configure(job_looks=3)
    made = [either(colour, base_url=sandbox.url, access_token=sandbox.token, clock=clock.clock()) for _ in range(2)]
    yield [hs for hs, _ in made], clock
    for _, close in made:
        close()
    sandbox.configure(job_looks=before)


def test_an_import_is_waited_for_and_may_be_waited_for_again_by_its_id(slow):
    (hs, another), clock = slow
    seen = []
    with pytest.raises(JobTimeout) as caught:
        hs.imports.load([{"email": "ann@example.com"}], timeout=1, progress=seen.append)
    assert {each.status for each in seen} == {"PROCESSING"}
    assert sum(clock.slept) == pytest.approx(1)
    report = another.imports.wait(caught.value.job_id, progress=seen.append)
    assert (report.state, report.created, seen[-1].status) == ("DONE", 1, "DONE")
    with pytest.raises(NotFound):
        hs.imports.wait(1)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
headers = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip)
NAMES = ("firstname", "lastname", "city", "jobtitle")


@pytest.fixture(scope="module")
def own():
    from hubspot_facade.sandbox import Sandbox

    with Sandbox() as sandbox, HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        yield sandbox, hs


@settings(max_examples=25)
@given(
    rows=st.lists(st.tuples(*[cells] * len(NAMES)), min_size=1, max_size=6),
    titles=st.lists(
        headers.filter(lambda text: text and not text.startswith("\ufeff")), min_size=5, max_size=5, unique=True
    ),
    order=st.permutations(range(5)),
)
def test_whatever_a_file_says_the_records_say_afterwards(own, tmp_path_factory, rows, titles, order):
    sandbox, hs = own
    sandbox.reset()
    names = [("email", *NAMES)[at] for at in order]
    table = [[(f"p{number}@example.com", *row)[at] for at in order] for number, row in enumerate(rows)]
    text = io.StringIO()
    csv.writer(text).writerows([titles, *table])
    path = tmp_path_factory.mktemp("load") / "any.csv"
    path.write_bytes(text.getvalue().encode())
    report = hs.imports.load(path, columns=dict(zip(titles, names, strict=True)))
    sent = report.answer.import_request_json["files"][0]["fileImportPage"]["columnMappings"]
    assert [(each["columnName"], each["propertyName"]) for each in sent] == list(zip(titles, names, strict=True))
    found = hs.contacts.list(properties=["email", *NAMES]).all()
    records = {each.properties["email"]: [each.properties[name] or "" for name in names] for each in found}
    assert records == {f"p{number}@example.com": row for number, row in enumerate(table)}
    assert (report.rows, report.created) == (len(rows), len(rows))
