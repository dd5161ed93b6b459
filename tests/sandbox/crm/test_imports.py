"""Imports really import, exports really make files."""

import csv
import io
import json
import zipfile

import httpx
import pytest

CSV = "Email,First,Company,Domain\nann@example.com,Ann,Acme,acme.example\nbroken,Bob,,\n"


def column(name, property_, type_="0-1", **more):
    return {"columnObjectTypeId": type_, "columnName": name, "propertyName": property_, **more}


COLUMNS = [
    column("Email", "email", columnType="HUBSPOT_ALTERNATE_ID"),
    column("First", "firstname"),
    column("Company", "name", "0-2"),
    column("Domain", "domain", "0-2"),
]


@pytest.fixture(params=["/crm/v3/imports", "/crm/imports/2026-03", "/crm/imports/2026-09"])
def base(request):
    return request.param


@pytest.fixture
def load(call):
    def loaded(base, text=CSV, columns=COLUMNS[:2], status=200, **more):
        page = {"hasHeader": True, "columnMappings": columns}
        files = [{"fileName": "people.csv", "fileFormat": "CSV", "fileImportPage": page}]
        asked = {"name": "People", "files": files, **more}
        parts = {"files": ("people.csv", text.encode(), "text/csv")}
        return call("POST", base, status, files=parts, data={"importRequest": json.dumps(asked)})

    return loaded


@pytest.mark.parametrize(
    ("format_", "written", "read"),
    [
        ({}, "12/31/2026", "2026-12-31"),
        ({"dateFormat": "MONTH_DAY_YEAR"}, "1-2-26", "2026-01-02"),
        ({"dateFormat": "DAY_MONTH_YEAR"}, "1.2.2026", "2026-02-01"),
        ({"dateFormat": "YEAR_MONTH_DAY"}, "2026/2/1", "2026-02-01"),
        ({"dateFormat": "DAY_MONTH_YEAR"}, "2026-02-01", "2026-02-01"),
    ],
)
def test_dates_are_read_as_the_import_says(call, client, load, format_, written, read):
    definition = {"name": "born", "label": "B", "type": "date", "fieldType": "date", "groupName": "contactinformation"}
    client.post("/crm/v3/properties/contacts", json=definition).raise_for_status()
    columns = [COLUMNS[0], column("Born", "born"), column("Ended", "closedate")]
    made = load("/crm/v3/imports", f"Email,Born,Ended\na@example.com,{written},{written}\n", columns, **format_)
    params = {"idProperty": "email", "properties": "born,closedate,hs_object_source,hs_object_source_id"}
    properties = call("GET", "/crm/v3/objects/contacts/a@example.com", params=params)["properties"]
    assert (properties["born"], properties["closedate"]) == (read, f"{read}T00:00:00Z")
    assert (properties["hs_object_source"], properties["hs_object_source_id"]) == ("IMPORT", made["id"])


def test_what_is_no_date_of_the_form_is_told(call, load):
    columns = [COLUMNS[0], column("Ended", "closedate")]
    made = load("/crm/v3/imports", "Email,Ended\na@example.com,31/12/2026\n", columns)
    (told,) = call("GET", f"/crm/v3/imports/{made['id']}/errors")["results"]
    assert told["errorType"] == "COULD_NOT_PARSE_DATE"
    assert load("/crm/v3/imports", status=400, dateFormat="nonsense")["category"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("named", [{"propertyName": None}, {"propertyName": "hs_object_id"}, {}])
def test_a_column_of_record_ids_finds_the_records(call, load, make, named):
    id_ = make("contacts", email="ann@example.com")["id"]
    ids = {"columnObjectTypeId": "0-1", "columnName": "Id", "columnType": "HUBSPOT_OBJECT_ID", **named}
    made = load("/crm/v3/imports", f"Id,First\n{id_},Ann\n", [ids, column("First", "firstname")])
    counters = call("GET", f"/crm/v3/imports/{made['id']}")["metadata"]["counters"]
    assert (counters["CREATED_OBJECTS"], counters["UPDATED_OBJECTS"]) == (0, 1)
    found = call("GET", f"/crm/v3/objects/contacts/{id_}", params={"properties": "firstname,hs_object_source"})
    assert (found["properties"]["firstname"], found["properties"]["hs_object_source"]) == ("Ann", "INTEGRATION")


def test_rows_become_records(call, load, base):
    started = load(base, columns=COLUMNS)
    assert started["state"] == "STARTED"
    done = call("GET", f"{base}/{started['id']}")
    assert done["state"] == "DONE"
    counters = done["metadata"]["counters"]
    assert (counters["TOTAL_ROWS"], counters["CREATED_OBJECTS"], counters["ERRORS"]) == (2, 2, 1)
    ann = call("GET", "/crm/v3/objects/contacts/ann@example.com", params={"idProperty": "email"})
    assert ann["properties"]["firstname"] == "Ann"
    near = call("GET", f"/crm/v3/objects/contacts/{ann['id']}", params={"associations": "companies"})
    assert near["associations"]["companies"]["results"]
    refused = call("GET", f"{base}/{started['id']}/errors")["results"][0]
    assert (refused["errorType"], refused["sourceData"]["lineNumber"]) == ("INVALID_EMAIL", 3)
    assert [one["id"] for one in call("GET", base)["results"]] == [started["id"]]
    call("POST", f"{base}/{started['id']}/cancel")
    assert call("GET", f"{base}/{started['id']}")["state"] == "CANCELED"


def test_operations_say_what_may_be_written(call, load, make):
    make("contacts", email="ann@example.com", firstname="Old")
    base, one = "/crm/v3/imports", "Email,First\nann@example.com,Ann\nnew@example.com,New\n"

    def counted(operation):
        id_ = load(base, one, importOperations={"0-1": operation})["id"]
        found = call("GET", f"{base}/{id_}")["metadata"]["counters"]
        return found["CREATED_OBJECTS"], found["UPDATED_OBJECTS"], found["ERRORS"]

    assert counted("UPDATE") == (0, 1, 1)
    assert counted("CREATE") == (1, 0, 1)
    assert counted("UPSERT") == (0, 2, 0)
    load(base, status=400, importOperations={"0-1": "NONSENSE"})


def test_an_import_may_leave_a_list(call, load):
    id_ = load("/crm/v3/imports", createContactListFromImport=True)["id"]
    listed = call("GET", f"/crm/v3/imports/{id_}")["metadata"]["objectLists"][0]["listId"]
    assert call("GET", f"/crm/v3/lists/{listed}")["list"]["size"] == 1


def test_what_is_no_import(call):
    assert call("GET", "/crm/v3/imports/0", 400)["message"] == "importId must be positive."
    call("GET", "/crm/v3/imports/7", 404)
    call("POST", "/crm/v3/imports", 400, files={"files": ("a.csv", b"")}, data={"importRequest": "{"})
    lacking = call("POST", "/crm/v3/imports", 400, files={"files": ("a.csv", b"")}, data={"importRequest": "{}"})
    assert "[name, files]" in lacking["message"]


VIEW = {
    "exportType": "VIEW",
    "exportName": "All",
    "format": "CSV",
    "objectType": "CONTACT",
    "objectProperties": ["email", "firstname"],
    "exportInternalValuesOptions": ["NAMES"],
}


@pytest.fixture(params=["/crm/v3/exports/export", "/crm/exports/2026-03/export", "/crm/exports/2026-09/export"])
def exports(request):
    return request.param


def test_an_export_is_a_file(call, make, exports, clock):
    ann = make("contacts", email="ann@example.com", firstname="Ann, the first")["id"]
    task = call("POST", f"{exports}/async", 202, json=VIEW)["id"]
    url = call("GET", f"{exports}/async/tasks/{task}/status")["result"]
    rows = list(csv.reader(io.StringIO(httpx.get(url).text)))
    assert rows == [["Record ID", "email", "firstname"], [ann, "ann@example.com", "Ann, the first"]]
    told = call("GET", f"{exports}/{task}")
    assert (told["recordCount"], told["exportState"]) == (1, "DONE")
    clock.advance(301)
    assert httpx.get(url).status_code == 403


def test_exports_of_a_search_and_of_a_list(call, make, client):
    ann = make("contacts", email="ann@example.com")["id"]
    make("contacts", email="bob@example.com")
    new = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_id = call("POST", "/crm/v3/lists", json=new)["list"]["listId"]
    call("PUT", f"/crm/v3/lists/{list_id}/memberships/add", json=[ann])
    chosen = {"filters": [{"propertyName": "email", "operator": "EQ", "value": "ann@example.com"}]}
    of_list = {**VIEW, "exportType": "LIST", "listId": list_id}
    for format_, body in (("XLSX", {**VIEW, "publicCrmSearchRequest": chosen}), ("XLSX", of_list), ("XLS", of_list)):
        task = call("POST", "/crm/v3/exports/export/async", 202, json={**body, "format": format_})["id"]
        url = call("GET", f"/crm/v3/exports/export/async/tasks/{task}/status")["result"]
        with zipfile.ZipFile(io.BytesIO(httpx.get(url).content)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "ann@example.com" in sheet
        assert "bob@example.com" not in sheet


def test_what_is_no_export(call):
    url = "/crm/v3/exports/export"
    assert "Could not resolve subtype of" in call("POST", f"{url}/async", 400, json={})["message"]
    assert call("GET", f"{url}/async/tasks/7/status", 403)["message"].startswith("Permission to get export file")
    call("POST", f"{url}/async", 400, json={**VIEW, "format": "PDF"})


@pytest.mark.parametrize("base", ["/crm/v3/object-library", "/crm/object-library/2026-03"])
def test_the_object_library(call, base):
    assert call("GET", f"{base}/enablement")["enablementByObjectTypeId"]["0-410"] is True
    assert call("GET", f"{base}/enablement/0-1") == {"enablement": True}
    assert call("GET", f"{base}/enablement/2-9") == {"enablement": False}


def workbook(rows, *, shared=False):
    """A workbook as spreadsheet programs write it: empty cells left out, texts in a part of their own or inline."""
    texts, lines = [], []
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, cell in zip("ABC", row, strict=False):
            if cell is None:
                continue
            if isinstance(cell, str) and shared:
                texts.append(cell)
                cells.append(f'<c r="{column}{number}" t="s"><v>{len(texts) - 1}</v></c>')
            elif isinstance(cell, str):
                cells.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>')
            else:
                cells.append(f'<c r="{column}{number}"><v>{cell}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
        if shared:
            strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
            archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    return packed.getvalue()


def started(client, name, content):
    columns = [("Email", "email"), ("Town", "city")]
    mappings = [{"columnObjectTypeId": "0-1", "columnName": one, "propertyName": two} for one, two in columns]
    page = {"hasHeader": True, "columnMappings": mappings}
    asked = {"name": "I", "files": [{"fileName": name, "fileFormat": "SPREADSHEET", "fileImportPage": page}]}
    answer = client.post(
        "/crm/v3/imports", data={"importRequest": json.dumps(asked)}, files={"files": (name, content)}
    ).raise_for_status()
    return client.get(f"/crm/v3/imports/{answer.json()['id']}").json()


@pytest.mark.parametrize("shared", [False, True])
def test_workbooks_are_imported(client, shared):
    people = [("a@example.com", "Bern"), ("b@example.com", None), (None, "Nowhere"), ("c@example.com", 7)]
    done = started(client, "people.xlsx", workbook([("Email", "Town"), *people], shared=shared))
    assert (done["state"], done["metadata"]["counters"]["CREATED_OBJECTS"]) == ("DONE", 4)
    found = client.get("/crm/v3/objects/contacts", params={"properties": "city,email"}).json()["results"]
    towns = {one["properties"]["email"]: one["properties"]["city"] for one in found}
    assert towns == {"a@example.com": "Bern", "b@example.com": None, "c@example.com": "7", None: "Nowhere"}


@pytest.mark.parametrize(
    "content", [b"no workbook", b"PK\x03\x04 broken", workbook([("x",)]).replace(b"sheet1", b"chart1")]
)
def test_a_file_that_is_no_workbook_fails_the_import(client, content):
    assert started(client, "people.xlsx", content)["state"] == "FAILED"
    assert client.get("/crm/v3/objects/contacts").json()["results"] == []


ODD_FILES = {
    "a long cell": ("a.csv", b"email,firstname\nlong@example.com," + b"x" * 200_000 + b"\n"),
    "old line ends": ("a.csv", b"email,firstname\rold@example.com,A\rolder@example.com,B\r"),
    "NUL": ("a.csv", b"email,firstname\nnul@example.com,\0\n"),
    "an open quote": ("a.csv", b'email,firstname\nopen@example.com,"A\n'),
    "no text": ("a.csv", bytes(range(256)) * 10),
    "no workbook": ("a.xlsx", b"PK\x03\x04" + b"x" * 100),
    "nothing": ("a.csv", b""),
}


@pytest.mark.parametrize("name", ODD_FILES)
def test_odd_files_are_imported_or_told_to_have_failed(client, name):
    columns = [{"columnName": one, "propertyName": one, "columnObjectTypeId": "0-1"} for one in ("email", "firstname")]
    file = {"fileName": ODD_FILES[name][0], "fileImportPage": {"hasHeader": True, "columnMappings": columns}}
    request = {"name": "odd", "files": [file]}
    answer = client.post(
        "/crm/v3/imports", data={"importRequest": json.dumps(request)}, files={"files": ODD_FILES[name]}
    )
    assert answer.status_code == 200
    made = [one["properties"] for one in client.get("/crm/v3/objects/contacts").json()["results"]]
    told = client.get(f"/crm/v3/imports/{answer.json()['id']}/errors").json()["results"]
    if name == "a long cell":
        # a property holds 65,536 characters
        assert len(told) == 1
    elif name == "old line ends":
        assert [one["firstname"] for one in made] == ["A", "B"]
    elif name == "no workbook":
        assert client.get(f"/crm/v3/imports/{answer.json()['id']}").json()["state"] == "FAILED"


@pytest.mark.parametrize(
    "text", ["null", "[]", "5", '{"name": "x", "files": true}', '{"name": "x", "files": [5]}', "1e400"]
)
def test_an_odd_import_request_is_refused(client, text):
    deep = [
        f'{{"name": "x", "files": {"[" * 100_000}{"]" * 100_000}}}',
        '{"name": "\\ud800", "files": 1}',
        f"[{'9' * 5000}]",
    ]
    for one in (text, *deep):
        answer = client.post("/crm/v3/imports", data={"importRequest": one}, files={"files": ("a.csv", b"a")})
        assert answer.status_code == 400, one[:100]
        posted = client.post("/files/v3/files", data={"options": one}, files={"file": ("a.csv", b"a")})
        assert posted.status_code < 500
